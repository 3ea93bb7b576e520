"""Names of bodies and armed groups, of which no part is a town ("Boko Haram", "an African Union base")."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.proposal import PLACE_LABELS, Proposal
from warmonitor.coding.places.resolve import setting
from warmonitor.coding.places.vocabulary import words
from warmonitor.knowledge.gazetteer.lookup import GazetteerPlace
from warmonitor.knowledge.gazetteer.schema import MAIN
from warmonitor.knowledge.tables import rows

_LANDS = frozenset({"admin1", "region"})


def drop_parts_of_bodies(parse: Parse, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals but those of little towns that lie in the name of a body or are one of a make; what is known by itself stays ("Medellin cartel")."""
    covered = _covered(parse)
    return [
        proposal
        for proposal in proposals
        if (
            not proposal.candidates
            and not _is_whose(parse, proposal)
            and not covered.issuperset(range(proposal.first, proposal.last))
        )
        or (proposal.candidates and is_known(proposal.candidates[0]))
        or (
            proposal.candidates
            and not _is_whose(parse, proposal)
            and covered.isdisjoint(range(proposal.first, proposal.last))
            and not _is_model(parse, proposal)
        )
    ]


def _is_model(parse: Parse, proposal: Proposal) -> bool:
    """Whether a name is that of a make of arms or vehicles ("a Chinook helicopter"), where the pipeline knows no place by it."""
    last = proposal.last
    return (
        last < len(parse)
        and proposal.label not in PLACE_LABELS
        and any(parse.lower[i] in words("models") for i in range(last, min(last + 2, len(parse))))
        and parse.dep[last - 1] in ("compound", "nmod", "amod")
    )


def _is_whose(parse: Parse, proposal: Proposal) -> bool:
    """Whether a name is that of a body before what it holds: "a Danab base", "an M23 camp"."""
    name, last = proposal.text.lower(), proposal.last - 1
    return (
        parse.dep[last] in ("compound", "nmod", "amod")
        and parse.lemma[parse.head[last]].lower() in words("held")
        and parse.head[last] == proposal.last
        and name in _single_names()
    )


@cache
def _single_names() -> frozenset[str]:
    """Names of one word."""
    return frozenset(
        name.lower() for row in rows("actors") for name in (row["name"], *row["aliases"].split(";")) if " " not in name
    )


def is_known(place: GazetteerPlace) -> bool:
    """Whether a place is known by itself: a country, a province or region by its own name, a city."""
    if place.kind == "country":
        return True
    return place.rank == MAIN and (place.kind in _LANDS or place.population >= setting("noted_people"))


def _covered(parse: Parse) -> set[int]:
    """The tokens that lie in the name of a body of several words."""
    found: set[int] = set()
    names = _names()
    for i, lower in enumerate(parse.lower):
        if lower not in names or not parse.word[i][0].isupper():
            continue
        start = parse.start[i]
        for name in names[lower]:
            if parse.text[start : start + len(name)].lower() == name:
                found.update(range(*parse.tokens_in(start, start + len(name))))
                break
    return found


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Names of several words by their first one, the longest first."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("actors"):
        for name in (row["name"], *row["aliases"].split(";")):
            words = name.lower().replace("-", " ").split()
            if len(words) > 1:
                found[words[0]].add(name.lower())
    return {word: tuple(sorted(names, key=lambda name: (-len(name), name))) for word, names in found.items()}
