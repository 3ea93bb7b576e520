"""The parties of a report: the words that name them, and whom they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from warmonitor.coding.actors.completion import Completion, as_known
from warmonitor.coding.actors.describer import Describer
from warmonitor.coding.actors.description import Description
from warmonitor.coding.actors.fuller import Fuller
from warmonitor.coding.actors.memory import Memory
from warmonitor.coding.actors.names import NameBook
from warmonitor.coding.actors.phrases import head_of, past_dateline
from warmonitor.coding.actors.sightings import Located, Sighting, Sightings
from warmonitor.coding.actors.theatre import Theatre
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.actors import BRANCHES, Actors
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.roles import Roles
from warmonitor.knowledge.triggers import verb_classes
from warmonitor.records import Party

Grading = Literal["named", "suspected", "claimed", "unknown"]
_DEEPEST = 20  # owners of owners that are followed
_ACTING = labels("ACTING")
_SIDES = labels("SIDE")
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})
_NO_ACTORS = labels("NO_ACTOR")


class Tools(NamedTuple):
    """What parties are resolved against."""

    actors: Actors
    countries: Countries
    roles: Roles
    book: NameBook


class Parties:
    """The parties of one report, resolved as they are asked for."""

    def __init__(self, tools: Tools, parse: Parse, places: Sequence[Located], on: str | None) -> None:
        """`places` are the report's place mentions with their tokens, `on` the ISO date that actors and offices are read at."""
        self.tools, self.parse = tools, parse
        at = {token: place for place in places for token in range(place.first, place.last)}
        named = {
            token: place
            for token, place in at.items()
            if place.mention.kind != "country" and parse.label[token] != "PERSON"
        }
        self.sightings = Sightings(tools.book, parse, on, named)
        self._places = at
        self.describer = Describer(parse, self.sightings, tools.roles, at)
        self.memory = Memory(parse, self.describer)
        self.theatre = Theatre(parse, self.sightings, at, tools.roles)
        self._completion = Completion(self.describer, self.memory, self.theatre, tools.actors, self.at)
        self._fuller = Fuller(parse, self.memory)
        self._known: dict[int, tuple[Party, ...]] = {}
        self._depth = 0
        self._claimants: list[int] | None = None

    def at(self, i: int) -> tuple[Party, ...]:
        """The parties that the phrase with token i at (or inside) its head stands for; empty where it can be none."""
        found = self._known.get(i)
        if found is not None:
            return found
        if self._depth == _DEEPEST:
            return ()
        self._known[i] = ()  # who is asked for again while being resolved is nobody: owners may point in a circle
        self._depth += 1
        found = self._known[i] = self._resolve(self._head(i))
        self._depth -= 1
        return found

    def _head(self, i: int) -> int:
        """The head of the phrase that stands for a party with token i in it: of the whole phrase, or of a name inside it ("UN resolution")."""
        top = head_of(self.parse, i)
        if self.parse.dep[top] in ("nsubj", "nsubjpass"):
            top = past_dateline(self.parse, top)
        if top == i or self.describer.describe(top).kind or self.parse.tag[top] in _PRONOUNS:
            return top
        seen = self.sightings.at.get(i)
        if seen is not None:
            return seen.last - 1
        return i if self.describer.describe(i).kind else top

    def named(self, i: int) -> tuple[Party, ...]:
        """As `at`, but a pronoun's parties quote the words of the phrase that it stands for."""
        top = head_of(self.parse, i)
        if self.parse.tag[top] in _PRONOUNS:
            other = self.memory.antecedent(top)
            return self.at(other.head) if other is not None else ()
        return self.at(i)

    def fuller(self, i: int) -> int | None:
        """The head of an earlier phrase that names the same party more fully: "six Jesuit priests" for "the priests"; None for none."""
        return self._fuller.mention(head_of(self.parse, i))

    def branch_of(self, party: Party, sector: str) -> Party:
        """A state taken for its branch: who flies "Russian air raids" is Russia's armed forces (sector MIL). Others stay as they are."""
        if party.id != party.country or party.country is None:
            return party
        branch = self.tools.actors.of_state(party.country, sector)
        if branch is None:
            return party
        return Party(party.start, party.end, party.text, branch.id, branch.name, party.country, sector)

    def is_armed(self, i: int) -> bool:
        """Whether the phrase names somebody who carries arms."""
        it = self._antecedent_or_self(self._head(i))
        if it is None:
            return False
        return bool(it.noun and it.noun.is_armed) or it.sector in ("MIL", "REB", "UAF", "PRM")

    def grade(self, i: int) -> Grading:
        """How the words name the party: suspected of it, claiming it, unknown, or plainly named."""
        i = self._head(i)
        it = self.describer.describe(i)
        words = set(self.parse.lower[max(0, it.first - 1) : it.last])
        roles = self.tools.roles
        if words & roles.words("suspected"):
            return "suspected"
        if words & roles.words("unknown"):
            return "unknown"
        parties = self.at(i)
        if parties and self._claims(i, parties[0]):
            return "claimed"
        has_nation = any(self.parse.label[k] in ("NORP", "GPE") for k in range(it.first, it.last))
        has_side = it.noun is not None and it.noun.sector in _SIDES and it.noun.noun not in roles.words("sideless")
        is_known = any(p.id or p.name for p in parties) or it.is_state or has_nation or has_side
        return "named" if is_known else "unknown"  # gunmen of a country that only the story names are unknown

    def is_hedged(self, i: int) -> bool:
        """Whether a word beside the deed leaves open who did it: "allegedly", "presumably"."""
        words, p = self.tools.roles.words("suspected"), self.parse
        if any(p.dep[c] == "advmod" and p.lower[c] in words for c in p.children[i]):
            return True
        return any(
            p.dep[k] == "acl" and p.lower[k] in words for c in p.kids(i, "nsubj") for k in p.children[c]
        )  # "jets believed to be Russian bombed ..."

    def _claims(self, i: int, party: Party) -> bool:
        """Whether this party claims responsibility anywhere in the report."""
        for token in self._claiming_subjects():
            if token == i or (party.id and any(other.id == party.id for other in self.at(token))):
                return True
        return False

    def _claiming_subjects(self) -> list[int]:
        if self._claimants is None:
            self._claimants = self._find_claimants()
        return self._claimants

    def _find_claimants(self) -> list[int]:
        parse, claimable = self.parse, self.tools.roles.words("claimable")
        claiming = verb_classes()["CLAIMING"]
        found = []
        for token, lower in enumerate(parse.lower):
            verb = parse.head[token]
            if (
                lower in claimable
                and parse.dep[token] == "dobj"
                and parse.lemma[verb] in claiming
                and not parse.kids(verb, "neg")
            ):
                found += parse.kids(parse.head[token], "nsubj")
        return found

    def _antecedent_or_self(self, i: int) -> Description | None:
        return self.memory.antecedent(i) if self.parse.tag[i] in _PRONOUNS else self.describer.describe(i)

    def _resolve(self, i: int) -> tuple[Party, ...]:
        parse = self.parse
        if parse.tag[i] in _PRONOUNS:
            other = self.memory.antecedent(i)
            if other is None:
                return ()
            return tuple(self._party(i, i + 1, known) for known in self.at(other.head))
        seen = self.sightings.at.get(i)
        if seen is not None and seen.kind == "people" and parse.dep[i] in ("amod", "compound", "conj", "nmod"):
            return self._by_adjective(i, seen)
        it = self.describer.describe(i)
        if parse.lower[i] in self.tools.roles.words("never"):
            return ()
        if (not it.kind and parse.label[i] in _NO_ACTORS) or parse.pos[i] in (
            "VERB",
            "AUX",
            "ADV",
            "ADP",
            "PUNCT",
            "SPACE",
        ):
            return ()
        if it.kind in ("", "body") and it.noun is None and it.actor is None and not it.countries:
            known = self._short(it)
            if known is None and not it.kind:
                return self._place(it)
            it = known or it
        self._completion.complete(it)
        return self._parties(it)

    def _by_adjective(self, i: int, seen: Sighting) -> tuple[Party, ...]:
        """ "Russian" in "Russian officials" is them, in "Russian air raids" the state."""
        parse = self.parse
        noun = i
        for _ in range(4):
            if parse.dep[noun] in ("ROOT", "nsubj", "dobj", "pobj") or parse.head[noun] == noun:
                break
            noun = parse.head[noun]
            if self.describer.describe(noun).noun is not None:
                return tuple(party for party in self._resolve(noun) if party.country == seen.country) or self._resolve(
                    noun
                )
            if parse.pos[noun] not in ("NOUN", "PROPN", "ADJ"):
                break
        if seen.is_detached:
            return ()
        span = parse.span(seen.first, seen.last)
        country = self.tools.countries.by_code(seen.country) if seen.country else None
        return (
            Party(
                span.start, span.end, span.text, seen.country, country.name if country else None, seen.country, "GOV"
            ),
        )

    def _place(self, it: Description) -> tuple[Party, ...]:
        """A place that is done something to: its words and country."""
        parse = self.parse
        place = self._places.get(it.head)
        if (
            place is None
            or place.mention.country is None
            or parse.label[it.head] == "PERSON"
            or self._is_in_name(it.head, place)
        ):
            return self._name_only(it)
        span = self.parse.span(it.first, max(it.last, place.last))
        return (Party(span.start, span.end, span.text, None, place.mention.name, place.mention.country, None),)

    def _is_in_name(self, i: int, place: Located) -> bool:
        """Whether a place name is only a part of a longer name ("Gonzalo Rodriguez Gacha")."""
        parse, before = self.parse, place.first - 1
        return (
            before >= 0 and parse.pos[before] == "PROPN" and parse.head[before] == i and parse.dep[before] == "compound"
        )

    def _name_only(self, it: Description) -> tuple[Party, ...]:
        """A name that nothing is known of, where it acts or is acted on."""
        parse, i = self.parse, it.head
        if (
            parse.pos[i] != "PROPN"
            or parse.dep[i] not in _ACTING
            or parse.label[i] not in ("", "PERSON", "ORG", "GPE", "NORP")
        ):
            return ()
        return self._parties(it)

    def _short(self, it: Description) -> Description | None:
        known = self.memory.short_form(it.head)
        if known is None and self.parse.word[it.head][0].isupper():
            known = self.memory.person(self.parse.lower[it.head], it.head)
        return as_known(it, known) if known is not None else None

    def _parties(self, it: Description) -> tuple[Party, ...]:
        parse = self.parse
        start, end = parse.start[it.first], parse.end[max(it.last, it.first + 1) - 1]
        text = parse.text[start:end]
        lands: Sequence[str | None] = it.countries or (None,)
        found = []
        for country in lands:
            id, name = self._identity(it, country)
            found.append(Party(start, end, text, id, name, country, it.sector))
        return tuple(found)

    def _identity(self, it: Description, country: str | None) -> tuple[str | None, str | None]:
        person = it.person if it.has_role or it.actor else None
        if it.actor is not None:
            return it.actor.id, person or it.actor.name
        if country and it.is_state:
            known = self.tools.countries.by_code(country)
            return country, known.name if known else None
        if (
            country
            and it.sector in BRANCHES
            and not it.is_irregular
            and it.kind in ("person", "body", "force", "asset")
            and it.has_role | (it.kind == "asset")
            and (it.noun is None or it.noun.noun not in self.tools.roles.words("unbranched"))
            and not (it.sector == "GOV" and self._governs_part(it))
        ):
            branch = self.tools.actors.of_state(country, it.sector)
            if branch is not None:
                return branch.id, person or branch.name
        return None, person

    def _governs_part(self, it: Description) -> bool:
        """Whether they govern a part of a country: "the Amhara regional government", "Kano state officials"."""
        parse, inside = self.parse, range(it.first, it.last)
        if not self.tools.roles.words("subnational").isdisjoint(parse.lower[it.first : it.last]):
            return True
        names = (k for k in inside if k in self._places and k < it.head)
        return any(self._places[k].mention.kind in ("admin1", "admin2") for k in names)

    def _party(self, first: int, last: int, known: Party) -> Party:
        parse = self.parse
        start, end = parse.start[first], parse.end[last - 1]
        return Party(start, end, parse.text[start:end], known.id, known.name, known.country, known.sector)
