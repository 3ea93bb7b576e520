"""Whom a party belongs to and what is said beside it: owners, "of" and "in" phrases, appositions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from warmonitor.coding.actors.description import Description
from warmonitor.coding.actors.modifiers import take_member
from warmonitor.coding.actors.phrases import complement, conjuncts
from warmonitor.coding.actors.sightings import Located, Sightings
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.roles import Roles

_ARMED_OWNERS = labels("ARMED_OWNER")
DEEPEST = 3


class Attachments:
    """Reads what hangs on the heads of one report's phrases."""

    def __init__(
        self, parse: Parse, sightings: Sightings, roles: Roles, places: Mapping[int, Located],
        describe: Callable[[int, int], Description], name: Callable[[int, int], str | None],
    ) -> None:  # fmt: skip
        """`describe` describes the phrase at a token, at a depth below this one; `name` gives the name in a range of tokens."""
        self.parse, self.sightings, self.places = parse, sightings, places
        self._describe, self._name = describe, name
        self._based, self._loyal = roles.words("based"), roles.words("loyal")

    def take_owner(self, it: Description, depth: int) -> None:
        for child in self.parse.children[it.head]:
            if self.parse.dep[child] == "poss":
                it.owner = child
                if self.parse.pos[child] != "PRON" and not it.is_foreign:
                    self._inherit(it, self._describe(child, depth + 1))
                return

    def take_lord(self, it: Description, depth: int) -> None:
        """ "Forces loyal to Haftar" are his; they are no branch of a state."""
        parse = self.parse
        for child in parse.children[it.head]:
            if (
                child > it.head
                and parse.lower[child] in self._loyal
                and parse.dep[child] in ("amod", "acl", "advcl", "acomp")
            ):
                lord = complement(parse, child, "to", "with")
                if lord is not None:
                    it.is_irregular = it.kind == "force"
                    self._inherit(it, self._describe(lord, depth + 1))
                return

    def _inherit(self, it: Description, whose: Description) -> None:
        """Country, and for words such as "forces" and "leader" body and sector, from whom the party belongs to."""
        if not it.countries and whose.countries:
            it.countries = list(whose.countries)
        noun = it.noun
        if noun is not None and noun.sector != "MIL" and whose.sector == "IGO" and not whose.countries:
            it.sector = "IGO"
        if noun is None or noun.use not in ("whose", "measure"):
            return
        had_actor = it.actor is not None
        it.actor = it.actor or whose.actor
        if whose.is_state or had_actor or not whose.sector or it.sector != noun.sector:
            return
        if noun.sector != "MIL" or whose.sector in _ARMED_OWNERS:
            it.sector = whose.sector

    def take_complement(self, it: Description, depth: int) -> None:
        parse = self.parse
        noun = it.noun
        if noun is None and it.kind != "person":
            is_open = (
                (parse.label[it.head] in ("ORG", "") or it.kind == "people") and it.actor is None and not it.is_state
            )
            target = complement(parse, it.head, "of", reach=1) if is_open else None
        else:
            target = complement(parse, it.head, "of", "for") if noun is None or noun.use != "other" else None
        if target is not None and not (
            noun is not None and noun.use == "own" and noun.kind == "people" and parse.lower[target - 1] == "for"
        ):
            self._take_of(it, target, depth)
        if noun is not None and noun.is_armed and noun.use == "own" and it.actor is None:
            origin = complement(parse, it.head, "from")
            body = self._describe(origin, depth + 1).actor if origin is not None else None
            if body is not None:
                take_member(it, body)  # "gunmen from the Viv Ansanm coalition"
        if (
            not it.countries
            and (noun is None or it.kind != "asset")
            and not (
                (noun and noun.sector in ("MIL", "IGO", "NGO", "JRN")) or (it.kind == "person" and it.sector == "GOV")
            )
        ):
            where = complement(parse, it.head, "in", "from", "at", "on") or self._base(it.head)
            if where is not None:
                self._take_where(it, where)
        elif not it.countries:
            where = self._base(it.head) or (complement(parse, it.head, "from") if it.sector in ("MIL", "GOV") else None)
            if where is not None:
                self._take_where(it, where)

    def _take_of(self, it: Description, target: int, depth: int) -> None:
        parse = self.parse
        noun = it.noun
        whole = conjuncts(parse, target) + self._states_joined(it.head, target)
        parts = [self._describe(token, depth + 1) for token in whole]
        lands = [land for part in parts for land in part.countries[:1]]
        measured = noun is not None and noun.use == "measure"
        had = bool(it.countries)
        if measured or (
            noun is not None and noun.use == "whose" and parts[0].kind in ("people", "person") and noun.kind == "body"
        ):
            self._take_whole(it, parts[0])
        elif noun is not None and noun.use == "whose":
            self._inherit(it, parts[0])
        elif (
            noun is not None and noun.is_armed and noun.use == "own" and parts[0].actor is not None and it.actor is None
        ):
            take_member(it, parts[0].actor)  # "fighters of the Allied Democratic Forces"
        is_of_people = it.noun is None and it.kind == "people" and parse.lower[target - 1] != "for"
        if lands and (not had or measured or is_of_people):
            it.countries = list(dict.fromkeys(lands)) if len(parts) > 1 else lands[:1]
        if not lands and not it.countries:
            self._take_where(it, target)
        if parts[0].kind or lands or measured or target in self.places:
            it.last = max(it.last, parts[-1].last if len(lands) > 1 else parts[0].last)

    def _states_joined(self, i: int, target: int) -> list[int]:
        """States that the parse hangs on the head of "leaders of Iran, Turkey, and Russia" instead of on the first of them."""
        at = self.sightings.at
        if target not in at or at[target].kind != "country":
            return []
        return [
            c
            for c in self.parse.children[i]
            if self.parse.dep[c] == "conj" and c > target and c in at and at[c].kind == "country"
        ]

    def _take_whole(self, it: Description, part: Description) -> None:
        """ "A group of diplomats" are diplomats."""
        it.kind, it.sector, it.actor, it.countries = (
            part.kind or it.kind,
            part.sector or it.sector,
            part.actor,
            list(part.countries) or it.countries,
        )
        it.is_plural = True
        it.has_role = part.has_role
        it.is_state = False
        it.owner = it.owner or part.owner
        if part.noun is not None:
            it.noun = part.noun

    def _base(self, i: int) -> int | None:
        """The place that "based in", "living in" says."""
        for child in self.parse.children[i]:
            if self.parse.dep[child] == "acl" and self.parse.lower[child] in self._based:
                return complement(self.parse, child, "in", "at", "near")
        return None

    def _take_where(self, it: Description, where: int) -> None:
        seen = self.sightings.at.get(where)
        if seen is not None and seen.kind in ("country", "seat") and seen.country:
            it.countries = [seen.country]
            return
        lands = self._describe(where, DEEPEST).countries
        if lands:
            it.countries = list(lands)
            return
        place = self.places.get(where)
        if place is not None and place.mention.country:
            it.countries = [place.mention.country]

    def take_apposition(self, it: Description, depth: int) -> None:
        """ "Sergey Lavrov, Russia's foreign minister," and "Russia's foreign minister, Sergey Lavrov,"."""
        parse = self.parse
        other = next((c for c in parse.children[it.head] if parse.dep[c] == "appos" and c > it.head), None)
        if other is None and parse.dep[it.head] == "appos" and it.kind in ("person", ""):
            other = parse.head[it.head]
        if other is None or depth > 1:
            return
        there = self._describe(other, depth + 1)
        is_name = it.kind == "person" or (
            it.actor is None
            and not it.is_state
            and it.noun is None
            and parse.pos[it.head] == "PROPN"
            and parse.label[it.head] in ("PERSON", "ORG", "")
        )
        if (
            is_name
            and not it.has_role
            and there.noun is not None
            and there.kind in ("person", "people")
            and there.person in (None, self._name(it.first, it.last))
        ):
            it.kind = "person"
            it.sector, it.has_role, it.noun = there.sector, there.has_role, there.noun
            it.actor = it.actor or there.actor
            it.person = it.person or self._name(it.first, it.last)
            it.countries = it.countries or list(there.countries)
        elif it.kind == "person" and it.has_role and it.person is None and there.kind == "person":
            it.person = there.person or (None if there.has_role else self._name(there.first, there.last))
        elif (
            it.actor is None
            and there.actor is not None
            and it.noun is not None
            and it.kind in ("body", "force")
            and there.noun is None
        ):
            it.actor, it.sector = there.actor, there.sector or it.sector
        elif not it.countries and it.kind in ("body", "force", "") and there.kind in ("body", "force", "people"):
            it.countries = list(there.countries)
            it.sector = it.sector or there.sector
            it.kind = it.kind or there.kind
