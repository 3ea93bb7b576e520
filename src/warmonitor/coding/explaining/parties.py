"""The rows of the tables by which a party is known."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.coding.actors import Parties
from warmonitor.coding.actors.sightings import Sighting
from warmonitor.records import Party

_TABLES = {"seat": "actors_metonyms.tsv", "holder": "offices.tsv"}


def party_rows(parties: Parties, party: Party, token: int) -> str:
    """Which rows say who the party is: "actors.tsv: SHININGPATH", "nouns_actors.tsv: soldier is MIL"; or that its words alone are known."""
    return "; ".join(dict.fromkeys(_rows(parties, party, token))) or "no table knows it: its words alone"


def _rows(parties: Parties, party: Party, token: int) -> Iterator[str]:
    p = parties.parse
    first, last = p.tokens_in(party.start, party.end)
    head = token
    stands_for = parties.memory.antecedent(token) if p.tag[token] in ("PRP", "PRP$", "WP", "WDT", "WP$") else None
    if stands_for is not None:
        first, last, head = stands_for.first, stands_for.last, stands_for.head
        yield f"stands for «{p.span(first, last).text}»"
    seen = [s for s in dict.fromkeys(parties.sightings.at.get(k) for k in range(first, last)) if s is not None]
    own = [s for s in seen if not s.is_detached]
    yield from (_of_sighting(parties, s) for s in own)
    it = parties.describer.describe(head)
    if it.noun is not None:
        yield f"nouns_actors.tsv: {it.noun.noun}" + (f" is {it.noun.sector}" if it.noun.sector else "")
    for k in range(first, last):
        shade = parties.tools.roles.shade(p.lower[k])
        if shade is not None and shade.sector == party.sector:
            yield f"sectors.tsv: {p.lower[k]} is {shade.sector}"
    known = parties.tools.actors.by_id(party.id) if party.id else None
    if known is not None and known.source == "rule":
        yield f"{known.id} is the state's own branch"
    elif known is not None and not any(s.actor is not None and s.actor.id == known.id for s in own):
        yield f"actors.tsv: {known.id}"
    is_of_row = known is not None and known.country == party.country and known.source != "rule"
    if party.country and not is_of_row and not any(s.country == party.country for s in own):
        yield f"{party.country} is taken from the report around it"


def _of_sighting(parties: Parties, seen: Sighting) -> str:
    words = parties.parse.span(seen.first, seen.last).text
    if seen.actor is not None:
        row = next((a for a in parties.tools.actors.named(words) if a.id == seen.actor.id), seen.actor)
        dated = f"; actors_roles.tsv: {row.id} is {seen.actor.sector}" if row.sector != seen.actor.sector else ""
        return f"actors.tsv: {row.id}{dated}"
    country = parties.tools.countries.by_code(seen.country) if seen.country else None
    if seen.kind == "seat" and country is not None and parties.tools.countries.by_capital(words) is country:
        return f"countries.tsv: {words} is the capital of {seen.country}"
    if seen.kind in _TABLES:
        return f"{_TABLES[seen.kind]}: {seen.person or words}" + (f" ({seen.country})" if seen.country else "")
    return f"countries.tsv: {words} is {seen.country}" if seen.country else f"actors.tsv: {words}"
