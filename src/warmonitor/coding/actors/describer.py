"""What a noun phrase itself says of the party it names: which nouns, names, owners and complements are in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from warmonitor.coding.actors.attachments import DEEPEST, Attachments
from warmonitor.coding.actors.description import Description
from warmonitor.coding.actors.modifiers import Modifiers
from warmonitor.coding.actors.phrases import complement, first_of
from warmonitor.coding.actors.sightings import Located, Sighting, Sightings
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.roles import Noun, Roles
from warmonitor.knowledge.triggers import noun_classes

_NO_PEOPLE = labels("NO_PEOPLE")
_SENTENCES_BACK = reach("actors", "office_sentences")
_NUMBER = Noun("number", None, "people", False, "measure", "")


class Describer:
    """Describes the phrases of one report."""

    def __init__(self, parse: Parse, sightings: Sightings, roles: Roles, places: Mapping[int, Located]) -> None:
        self.parse, self.sightings, self.roles, self.places = parse, sightings, roles, places
        self._known: dict[int, Description] = {}
        self._modifiers = Modifiers(parse, sightings, roles, places)
        self._attachments = Attachments(parse, sightings, roles, places, self.describe, self._name)
        self._honorific = self.titles = roles.words("honorific")
        self.disposed = roles.words("disposed")
        classes = noun_classes()
        self._officers, self._police, self._troops = classes["OFFICER"], classes["POLICE"], classes["TROOPS"]
        self._bare, self._never = roles.words("bare"), roles.words("never")
        self._capital, self._nameless = roles.words("capital"), roles.words("nameless")

    def describe(self, i: int, depth: int = 0) -> Description:
        """The description of the phrase headed by token i."""
        found = self._known.get(i)
        if found is None:
            found = self._describe(i, depth)
            if depth == 0:
                self._known[i] = found
        return found

    def _describe(self, i: int, depth: int) -> Description:
        parse = self.parse
        seen = self.sightings.at.get(i)
        if seen is not None and seen.is_detached:
            seen = None
        first = first_of(parse, i)
        if seen is not None:
            first = min(first, seen.first)
        it = Description(first, max(i + 1, seen.last if seen else 0), i, is_plural=parse.tag[i] in ("NNS", "NNPS"))
        role = (
            None
            if seen is not None and seen.kind != "people"
            else self.roles.noun(parse.lower, parse.lemma[i].lower(), i)
        )
        if role is not None and (
            parse.pos[i] in ("VERB", "AUX", "ADV") or (i in self.places and parse.label[i] in ("GPE", "LOC"))
        ):
            role = None
        if role is None and seen is None and parse.tag[i] == "CD" and parse.label[i] not in _NO_PEOPLE:
            role = (i, _NUMBER)
        if role is not None and (
            parse.lower[i] in self._never
            or self._is_bare(i, role[1])
            or self._is_surname(i)
            or self._is_another(i, role[0])
        ):
            role = None
        if role is not None:
            self._take_noun(it, self._of_police(i, role[1]))
            role_first = role[0]
        elif seen is not None:
            self._take_sighting(it, seen)
            role_first = seen.first
        else:
            role_first = i
        if role is None and parse.pos[i] == "PROPN" and it.actor is None and not it.is_state:
            role_first = self._take_title(it, role_first)
        self._modifiers.take(it, role_first)
        if depth < DEEPEST:
            self._attachments.take_owner(it, depth)
            self._attachments.take_lord(it, depth)
            self._attachments.take_complement(it, depth)
            self._attachments.take_apposition(it, depth)
        self._settle(it)
        return it

    def _is_surname(self, i: int) -> bool:
        """Whether a noun stands as somebody's last name ("Mujahid said")."""
        parse = self.parse
        begins = i == parse.sentences[parse.sentence_of[i]][0]
        return (
            parse.label[i] == "PERSON"
            and parse.tag[i] == "NNP"
            and (not begins or parse.lower.count(parse.lower[i]) > 1)
            and parse.lower[i - 1] != "the"
        )

    def _is_another(self, i: int, first: int) -> bool:
        """Whether a noun is a thing without its capital ("a house"), or only a part of a name ("Shehab Agency")."""
        parse = self.parse
        if not self._capital.isdisjoint((parse.lower[i], parse.lemma[i].lower())) and first == i:
            return not parse.word[i][0].isupper()
        return (
            parse.lower[i] in self._nameless
            and first == i > 0
            and parse.word[i][0].isupper()
            and parse.pos[i - 1] == "PROPN"
            and i - 1 not in self.sightings.at
        )

    def _is_bare(self, i: int, noun: Noun) -> bool:
        """Whether a noun such as "state" is no party for the thing that it is of ("state of siege")."""
        if noun.noun not in self._bare:
            return False
        target = complement(self.parse, i, "of", reach=1)
        return (
            target is not None
            and target not in self.sightings.at
            and target not in self.places
            and self.parse.pos[target] == "NOUN"
        )

    def _take_noun(self, it: Description, noun: Noun) -> None:
        it.noun, it.kind, it.sector = noun, noun.kind, noun.sector
        it.has_role = noun.kind in ("person", "body", "force")
        it.is_foreign = noun.use == "other"

    def _of_police(self, i: int, noun: Noun) -> Noun:
        """ "Officers" are of the police where the sentence, or one of those before, speaks of police and of no soldiers."""
        if noun.noun not in self._officers:
            return noun
        parse, at = self.parse, self.parse.sentence_of[i]
        for number in range(at, max(-1, at - _SENTENCES_BACK - 1), -1):
            words = [lemma.lower() for lemma in parse.lemma[slice(*parse.sentences[number])]]
            is_of_police, is_of_army = not self._police.isdisjoint(words), not self._troops.isdisjoint(words)
            if is_of_police or is_of_army:
                return noun if is_of_army else replace(noun, sector="COP")
        return noun

    def _take_sighting(self, it: Description, seen: Sighting) -> None:
        if seen.country:
            it.countries = [seen.country]
        it.sector, it.actor, it.person = seen.sector, seen.actor, seen.person
        it.kind = {"country": "state", "people": "people", "seat": "body", "holder": "person", "actor": "body"}[
            seen.kind
        ]
        it.is_state = seen.kind == "country"
        if seen.actor is not None and seen.actor.kind == "people":
            it.kind, it.actor = "people", None
        if seen.kind == "people":
            it.sector = "CVL" if it.is_plural or self._is_one_person(seen) else None
        it.has_role = seen.kind in ("holder", "actor", "seat")

    def _is_one_person(self, seen: Sighting) -> bool:
        """ "Syrians", "a Kenyan": people, not the adjective of a state."""
        parse, last = self.parse, seen.last - 1
        if parse.lower[last].endswith("s"):
            return True
        return (
            parse.dep[last] not in ("amod", "compound", "nmod")
            and seen.first > 0
            and parse.lower[seen.first - 1] in ("a", "an", "one", "another")
        )

    def _take_title(self, it: Description, head_first: int) -> int:
        """A role before a name ("Kremlin spokesman Dmitry Peskov"): the role's noun, and the name after it."""
        parse = self.parse
        for k in range(head_first - 1, it.first - 1, -1):
            if parse.dep[k] in ("case", "punct") and parse.lower[k] not in (".", "-"):
                break
            role = self.roles.noun(parse.lower, parse.lemma[k].lower(), k)
            if (
                role is not None
                and role[1].kind in ("person", "people")
                and role[1].use in ("own", "whose")
                and k not in self.sightings.at
            ):
                self._take_noun(it, role[1])
                it.is_plural = False
                it.kind = "person"
                it.has_role = role[1].kind == "person"
                if it.person is None and it.has_role:
                    it.person = self._name(k + 1, it.last)
                return role[0]
        if it.kind == "" and self._looks_like_person(it.head):
            it.kind = "person"
        return head_first

    def _name(self, first: int, last: int) -> str | None:
        parse = self.parse
        while first < last and (parse.lower[first] in self._honorific or not parse.word[first][0].isalnum()):
            first += 1
        return " ".join(parse.text[parse.start[first] : parse.end[last - 1]].split()) if first < last else None

    def _looks_like_person(self, i: int) -> bool:
        parse = self.parse
        return parse.label[i] == "PERSON" or (
            i > 0
            and (
                parse.lower[i - 1] in self._honorific
                or (parse.lower[i - 1] == "." and parse.lower[i - 2] in self._honorific)
            )
        )

    def _settle(self, it: Description) -> None:
        parse = self.parse
        if it.actor is not None and it.kind == "":
            it.kind = "body"
        if it.actor is not None and not it.countries and it.actor.country:
            it.countries = [it.actor.country]
        if not it.kind and parse.label[it.head] in ("ORG", "NORP"):
            it.kind = "body" if parse.label[it.head] == "ORG" else "people"
