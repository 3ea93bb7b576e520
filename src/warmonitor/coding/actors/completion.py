"""What the rest of a report says of a party whose own words leave its country or body open."""

from __future__ import annotations

from collections.abc import Callable

from warmonitor.coding.actors.describer import Describer
from warmonitor.coding.actors.description import Description
from warmonitor.coding.actors.memory import Memory
from warmonitor.coding.actors.phrases import complement
from warmonitor.coding.actors.sightings import Sightings
from warmonitor.coding.actors.theatre import Theatre
from warmonitor.coding.parse import Parse
from warmonitor.coding.places.vocabulary import head_kinds
from warmonitor.knowledge.actors import Actors, fold
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.roles import Roles
from warmonitor.records import Party

_DOMESTIC = frozenset(
    {
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "REB",
        "OPP",
        "PTY",
        "SPY",
        "PRM",
        "UAF",
        "CVL",
        "REF",
        "ELI",
        "EDU",
        "LAB",
        "MED",
        "CRM",
        "REL",
        "SOC",
        "AGR",
        "BUS",
        "JRN",
    }
)
_SUBJECTS = ("nsubj", "nsubjpass")
_SENTENCES_BACK = reach("actors", "taken_up_sentences")
_GOVERNING = labels("GOVERNING")
_DEALING = labels("DEALING")
_ARMED = labels("FIGHTING")
_JOINT = frozenset({"coalition"})
_REBELS = frozenset({"REB"})


def as_known(it: Description, known: Description) -> Description:
    """The phrase, standing for what another phrase described."""
    it.kind = it.kind if it.noun else known.kind
    it.actor, it.sector, it.countries = (
        it.actor or known.actor,
        known.sector or it.sector,
        it.countries or list(known.countries),
    )
    it.person, it.has_role, it.is_state = it.person or known.person, it.has_role or known.has_role, known.is_state
    it.noun = it.noun or known.noun
    return it


class Completion:
    """Completes the descriptions of one report."""

    def __init__(
        self,
        describer: Describer,
        memory: Memory,
        theatre: Theatre,
        actors: Actors,
        parties_at: Callable[[int], tuple[Party, ...]],
    ) -> None:
        """`parties_at` resolves the parties at a token: owners are asked for."""
        self.parse: Parse = describer.parse
        self.sightings: Sightings = describer.sightings
        self.roles: Roles = describer.roles
        self.describer, self.memory, self.theatre, self.actors = describer, memory, theatre, actors
        self._at = parties_at

    def complete(self, it: Description) -> None:
        """Country and body from elsewhere in the report, where the phrase's own words don't give them."""
        if it.actor is None and not it.countries and it.last == it.first + 1 and self.parse.word[it.head].isupper():
            known = self.memory.short_form(it.head)
            if known is not None:
                as_known(it, known)
        if it.kind == "person":
            self._complete_person(it)
        if not it.countries and it.owner is not None and not it.is_foreign:
            self._complete_owned(it)
        if it.actor is None and it.noun is not None and it.noun.use == "whose" and not it.is_foreign:
            self._complete_of(it)
        if it.countries or it.actor is not None or it.is_foreign:
            return
        if it.noun is not None and it.person is None:
            self._complete_definite(it)
        if it.actor is None and not it.countries and it.person is None and self._is_joint(it):
            known = self.memory.only_of_kind(_JOINT)
            if known is not None:
                as_known(it, known)
        if not it.countries and it.actor is None:
            self._complete_told(it)
        if self._is_domestic(it) and not it.is_foreign:
            governs = it.sector in _GOVERNING and it.kind in ("person", "body") and not self._is_local(it)
            rivals = [*self._helpers(it.head), *(self._rivals(it.head) if it.sector in _DEALING else ())]
            country = self.theatre.country_at(it.head, governs=governs, rivals=rivals)
            if it.sector == "MIL":
                country = self.actors.army_in(country, self.sightings.on) if country else self.memory.only_army(it.head)
            if country:
                it.countries = [country]

    def _is_of_the_world(self, it: Description) -> bool:
        """Whether words say that a body or several people are of no one country: "the International Labour Office", "world leaders"."""
        words = self.roles.words("worldwide")
        return any(
            self.parse.lower[k] in words and (it.is_plural or self.parse.word[k][0].isupper())
            for k in range(it.first, it.last - 1)
        )

    def _is_joint(self, it: Description) -> bool:
        """Whether the party's forces are of several states together: "the coalition", "alliance warplanes"."""
        if it.sector != "MIL":
            return False
        words = self.roles.words("joint")
        return any(self.parse.lower[k] in words for k in range(it.first, it.last))

    def _is_local(self, it: Description) -> bool:
        """Whether the party speaks for where something happened: "the health ministry", "the governor"."""
        return not self.roles.words("local").isdisjoint(self.parse.lower[it.first : it.last])

    def _is_domestic(self, it: Description) -> bool:
        """Whether the party may be taken to be of the country that the report is about."""
        if it.countries or it.actor is not None or it.sector not in _DOMESTIC or it.kind in ("state", ""):
            return False
        if it.owner is not None and not self._at(it.owner):
            return False  # "our forces" are of whoever speaks
        if self._is_of_the_world(it) or self._is_joint(it):
            return False
        is_named = it.person is not None or (it.kind == "person" and self.parse.pos[it.head] == "PROPN")
        if is_named and it.sector not in _GOVERNING | {"MIL", "COP", "REB", "OPP"}:
            return False
        return it.noun is not None or it.kind == "people"

    def _helpers(self, i: int) -> list[tuple[int, int]]:
        """Token ranges of those who help the party at token i and are others: "rebels backed by Turkey", "police, backed by Kenyan officers"."""
        parse = self.parse
        behind = (child for child in parse.kids(i, "acl", "relcl", "amod") if child > i)
        return [(child, parse.right[child]) for child in behind if parse.lower[child] in self.sightings.book.detaching]

    def _rivals(self, i: int) -> list[tuple[int, int]]:
        """Token ranges of the states and officials that the party at token i does something to or with."""
        parse, found = self.parse, list[tuple[int, int]]()
        if parse.dep[i] not in ("nsubj", "nsubjpass"):
            return found
        verb = parse.head[i]
        targets = parse.kids(verb, "dobj", "dative", "agent")
        for prep in parse.kids(verb, "prep", "agent", "dative"):
            if parse.lower[prep] in ("to", "with", "against", "on", "at", "by"):
                targets += parse.kids(prep, "pobj")
        for target in targets:
            it = self.describer.describe(target)
            if it.is_state or (it.has_role and it.countries and it.sector in _GOVERNING):
                found.append((parse.left[target], parse.right[target]))
        return found

    def _complete_person(self, it: Description) -> None:
        name = self.parse.lower[it.head]
        if self.parse.pos[it.head] != "PROPN":
            return
        if not it.has_role or not it.countries:
            known = self.memory.person(name, it.head)
            if known is not None and known.head != it.head:
                it.countries = it.countries or list(known.countries)
                if not it.has_role and known.has_role:
                    it.sector, it.actor, it.has_role = known.sector, it.actor or known.actor, True
                    it.noun = it.noun or known.noun
                    it.person = known.person
                elif it.actor is None and known.actor is not None and it.sector == known.sector:
                    it.actor = known.actor
                elif it.person is not None and known.person is not None and len(known.person) > len(it.person):
                    it.person = known.person
        if not it.countries and it.person and it.has_role and it.sector in ("GOV", "ELI", "MIL"):
            self._complete_holder(it, it.person)

    def _complete_holder(self, it: Description, called: str) -> None:
        """ "President Bush": the office holder of that last name, where no other given name is told."""
        country, person = self.sightings.holder_of_surname(self.parse.lower[it.head])
        given, *rest = fold(called).replace("al ", "").split()
        if country is None or (rest and (person is None or given not in fold(person).split())):
            return
        it.countries = [country]
        it.person = person if person and not rest else it.person

    def _complete_of(self, it: Description) -> None:
        """ "A spokesman for the rebels": the body that the words behind "of" or "for" stand for, where it bears arms."""
        target = complement(self.parse, it.head, "of", "for")
        for known in self._at(target) if target is not None else ():
            body = self.actors.by_id(known.id) if known.id is not None and known.sector in _ARMED - {"MIL"} else None
            if body is not None:
                it.actor, it.sector = body, known.sector
                it.countries = it.countries or [c for c in (known.country,) if c]

    def _complete_owned(self, it: Description) -> None:
        for known in self._at(it.owner) if it.owner is not None else ():
            if known.country and known.country not in it.countries:
                it.countries.append(known.country)
            if it.noun is None or not known.sector:
                continue
            is_fighter = it.noun.noun in self.roles.words("man") or it.noun.sector == "UAF"
            is_fighter = is_fighter or (it.noun.kind == "force" and known.sector in _ARMED - {"MIL"})
            if (it.noun.use == "whose" and it.sector != "MIL") or (is_fighter and known.sector in _ARMED):
                it.sector = known.sector
                it.actor = it.actor or (self.actors.by_id(known.id) if known.id and known.sector in _ARMED else None)

    def _complete_definite(self, it: Description) -> None:
        parse, noun = self.parse, it.noun
        start = it.first - 1
        if noun is not None and self._complete_states(it):
            return
        if (
            noun is None
            or it.last - it.first > 3
            or start < 0
            or parse.dep[start] == "mark"
            or parse.lower[start] not in ("the", "this", "that", "these", "those")
        ):
            return
        is_unnamed = it.last == it.first + 1 or "PROPN" not in parse.pos[it.first : it.last]
        if noun.kind in ("body", "force") and not it.is_plural and is_unnamed:
            known = self._taken_up(it) or self._called(it) or self._body(it)
            if known is not None:
                as_known(it, known)
                return
        if it.sector == "REB" and noun.kind in ("person", "force") and it.is_plural:
            known = self.memory.only_body(it.first, _REBELS)
            if known is not None and not self._is_suspected_since(it, known):
                as_known(it, known)
                return
        for known in self.memory.same_noun(it.head):
            if known.countries and known.sector == it.sector:
                it.countries, it.actor = list(known.countries), known.actor
                return
            is_body = noun.kind == "body" and is_unnamed and not it.is_plural
            if noun.sector == "MIL" and noun.use == "own" and known.sector != "MIL":
                continue  # "the army" after "the National Liberation Army (ELN)"
            if known.actor is not None and is_body and noun.noun in fold(known.actor.name).split():
                as_known(it, known)  # "the ministry" after "the Russian Defence Ministry"
                return

    def _is_suspected_since(self, it: Description, known: Description) -> bool:
        """Whether the same noun stood last for mere suspects, named after the body: "Suspected militants stormed … The militants"."""
        for last in self.memory.same_noun(it.head):
            if last.actor is not None or last.head < known.head:
                return False
            if last.first < last.head:  # not "the militants" once more
                return not self.roles.words("suspected").isdisjoint(self.parse.lower[last.first : last.head])
        return False

    def _complete_told(self, it: Description) -> None:
        """ "Troops" of whom an army's spokesman tells without saying whose are the army's own."""
        parse, verb = self.parse, self.parse.head[it.head]
        is_bare = it.sector == "MIL" and it.owner is None and parse.pos[it.head] == "NOUN" and it.kind != "body"
        if not is_bare or parse.dep[it.head] not in _SUBJECTS or parse.dep[verb] != "ccomp":
            return
        speaker = parse.child(parse.head[verb], "nsubj")
        for known in self._at(speaker) if speaker is not None else ():
            if known.sector == it.sector and known.country and known.country not in it.countries:
                it.countries.append(known.country)

    def _complete_states(self, it: Description) -> bool:
        """ "The two countries", "the country": those named before."""
        roles, lower = self.roles, self.parse.lower
        noun = self.parse.lemma[it.head]
        if (
            it.is_plural
            and noun in roles.words("states")
            and {*lower[max(0, it.first - 1) : it.head]} & roles.words("pair")
        ):
            it.countries = self.theatre.states_before(it.first, 2)
            it.is_foreign = (
                not it.countries
            )  # of two that nobody named before, not of the country that the story is set in
        elif (
            not it.is_plural
            and noun in roles.words("state")
            and lower[it.first - 1] == "the"
            and it.last == it.first + 1
        ):
            it.countries = self.theatre.states_before(it.first, 1)
        return bool(it.countries)

    def _called(self, it: Description) -> Description | None:
        """The body whose name stood before the same noun: "the coalition" after "the Viv Ansanm coalition"."""
        for token in self.memory.heads_before(it.head):
            known = self.describer.describe(token)
            if known.actor is not None and known.noun == it.noun and known.last - known.first > 1:
                return known
        return None

    def _taken_up(self, it: Description) -> Description | None:
        """Whom the same short words stood for, where no body was the subject of a clause since: "the group ... The group"."""
        parse = self.parse
        for token in self.memory.heads_before(it.head):
            if parse.sentence_of[it.head] - parse.sentence_of[token] > _SENTENCES_BACK or not self._at(token):
                return None
            known = self.describer.describe(token)
            if known.last != known.first + 1 or parse.lower[known.first - 1 : known.first] != ["the"]:
                return None
            since = (seen for seen in self.sightings.all if token < seen.first < it.first and seen.actor is not None)
            if known.actor is None or any(parse.dep[seen.last - 1] in _SUBJECTS for seen in since):
                return None
            return known
        return None

    def _body(self, it: Description) -> Description | None:
        noun = it.noun
        assert noun is not None
        kinds = self.roles.words(f"kinds of {noun.noun}")
        if not noun.sector and noun.noun in head_kinds():
            return None  # "the camp" that was shelled
        if not kinds and noun.sector in ("GOV", "MIL", "COP", "JUD", "LEG"):
            return None
        if not noun.sector and self.memory.is_speaking(it.head):
            spoke = self.memory.speaker_before(it.head, kinds or self.roles.words("kinds of group"))
            if spoke is not None:
                return spoke
        words = frozenset({self.parse.lower[it.head]})
        sectors = frozenset({noun.sector} if noun.sector and not kinds else ())
        if not kinds and not sectors:
            kinds = self.roles.words("kinds of group")
        return self.memory.body_before(it.first, words, kinds, sectors)
