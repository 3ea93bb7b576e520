"""Names and words that stand before the noun or name of a party ("Lebanon's Shi'ite Hezbollah group")."""

from __future__ import annotations

from collections.abc import Mapping

from warmonitor.coding.actors.description import Description
from warmonitor.coding.actors.sightings import Located, Sighting, Sightings
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.actors import Actor
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.roles import Noun, Roles, Shade

_MEMBER_KINDS = ("person", "force", "asset")
_CIVIL = labels("BODY_STAFF")
_PLACE_LABELS = labels("PLACE_OR_PEOPLE")


class Modifiers:
    """Reads what stands before the heads of one report's phrases."""

    def __init__(self, parse: Parse, sightings: Sightings, roles: Roles, places: Mapping[int, Located]) -> None:
        self.parse, self.sightings, self.roles, self.places = parse, sightings, roles, places
        self._kin, self._elite = roles.words("kin"), roles.words("elite")

    def take(self, it: Description, role_first: int) -> None:
        """Names and sector words left of the role or name."""
        parse = self.parse
        named: list[Sighting] = []
        shade: Shade | None = None
        is_backed = False
        first_owned, last_owned = self._owned(it)
        k = it.first
        while k < role_first:
            seen = self.sightings.at.get(k)
            if seen is not None:
                is_backed = is_backed or seen.is_detached
                if not seen.is_detached and not first_owned <= seen.first < last_owned:
                    named.append(seen)
                k = max(seen.last, k + 1)
                continue
            if not first_owned <= k < last_owned:
                place = self.places.get(k)
                if (
                    place is not None
                    and place.mention.country
                    and not it.countries
                    and parse.label[k] in _PLACE_LABELS
                    and not (k > 0 and parse.label[k - 1] == "PERSON")
                ):
                    it.countries = [place.mention.country]
                shade = self._stronger(shade, k)
            k += 1
        self._take_shade(it, shade)
        self._take_named(it, named)
        if (
            is_backed
            and not it.countries
            and it.actor is None
            and it.noun is not None
            and it.noun.use == "whose"
            and it.sector == "MIL"
        ):
            it.sector = "UAF"  # "US-backed forces" are neither America's nor the state's own
        if it.kind in ("people", "person") and set(parse.lower[it.first : it.head]) & self._kin:
            it.countries = []

    def _stronger(self, old: Shade | None, k: int) -> Shade | None:
        """The shade that outweighs the other, of those seen so far and token k's; the nearer to the noun wins among equals."""
        parse = self.parse
        if parse.lower[k - 1 : k] == ["-"] and parse.lower[k - 2] in self.sightings.book.opposing:
            return old
        new = self.roles.shade(parse.lower[k])
        if new is None:
            role = self.roles.noun(parse.lower, parse.lemma[k].lower(), k)
            if role is not None and role[1].sector and role[1].use == "own" and role[1].kind != "people":
                new = Shade(role[1].sector, False)
        return new if new is not None and (old is None or new.is_strong or not old.is_strong) else old

    def _owned(self, it: Description) -> tuple[int, int]:
        """The tokens that belong to the owner ("the Senate President's aide") rather than to the phrase itself."""
        owner = self.parse.child(it.head, "poss")
        return (0, 0) if owner is None else (self.parse.left[owner], self.parse.right[owner])

    def _take_shade(self, it: Description, shade: Shade | None) -> None:
        if shade is None:
            return
        noun = it.noun
        if noun is None:
            it.sector = it.sector or (shade.sector if it.kind != "person" or shade.is_strong else None)
        elif (
            noun.use == "whose"
            or noun.sector is None
            or (shade.is_strong and noun.sector not in ("CVL", "REF", "JRN", "COP"))
        ):
            if shade.sector == "ELI" and noun.kind not in ("person", "people"):
                return
            if shade.sector == "GOV" and noun.sector == "MIL":
                return
            it.sector = shade.sector

    def _take_named(self, it: Description, named: list[Sighting]) -> None:
        lands: list[str] = []
        for seen in named:
            if seen.actor is not None and it.actor is None:
                take_member(it, seen.actor, self._elite)
            if seen.kind == "seat" and it.noun is not None and it.noun.use == "whose" and it.sector in (None, "GOV"):
                it.sector = seen.sector or it.sector
            is_nation = seen.kind in ("country", "people", "seat")
            if seen.country and seen.country not in lands and (not lands or (is_nation and self._on_par(seen))):
                lands.append(seen.country)
        if lands:
            it.countries = lands

    def _on_par(self, seen: Sighting) -> bool:
        """Whether a second nation is joined to the first ("Hungarian and Romanian", "Israeli-Palestinian")."""
        parse = self.parse
        before = parse.lower[seen.first - 1]
        return (
            parse.dep[seen.last - 1] == "conj"
            or parse.dep[seen.first] == "conj"
            or before in ("and", "-", "\u2013", "/", ",")
        )


def take_member(it: Description, actor: Actor, elite: frozenset[str] = frozenset()) -> None:
    """ "Taliban fighters", "UN officials": those of the body that a modifier names."""
    noun = it.noun
    if actor.kind == "people":
        if noun is not None and noun.noun in elite and it.sector in ("GOV", "PTY"):
            it.sector = "ELI"
        return
    if noun is None:
        if it.kind != "person":
            it.sector = it.sector or actor.sector
        return
    if (
        noun.kind in _MEMBER_KINDS
        or noun.use == "whose"
        or (noun.kind == "body" and noun.sector == actor.sector == "JRN")
    ):
        it.actor = actor
        if _takes_sector(noun, actor):
            it.sector = actor.sector or it.sector


def _takes_sector(noun: Noun, actor: Actor) -> bool:
    """Whether members are of their body's sector: "Hezbollah officials" are rebels, "NATO troops" stay soldiers, "UN envoys" are the UN's."""
    is_civil = actor.sector in _CIVIL
    if noun.sector == "MIL":
        return not is_civil
    return is_civil or noun.use == "whose" or noun.sector in ("UAF", "REB", None)
