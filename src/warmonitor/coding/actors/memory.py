"""Who was named elsewhere in a report: people by surname, bodies by short form, and what pronouns stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from warmonitor.coding.actors.describer import Describer
from warmonitor.coding.actors.description import Description
from warmonitor.coding.actors.sightings import Sighting
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.actors import fold
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import (
    noun_classes,
    saying_verbs,
    suffering_verbs,
    verb_classes,
    violent_nouns,
    violent_verbs,
    weapons,
)

_SUBJECTS = labels("SUBJECT")
_MENTIONS = labels("MENTION")
_PHRASAL = labels("PHRASAL")
_SENTENCES_BACK = reach("actors", "pronoun_sentences")
_MOST = reach("actors", "mentions")


class Memory:
    """Built lazily from the descriptions of one report."""

    def __init__(self, parse: Parse, describer: Describer) -> None:
        self.parse, self.describer = parse, describer
        self._people: dict[str, list[Description]] | None = None
        self._heads: dict[str, list[int]] | None = None
        self._short: dict[str, int] | None = None
        self._firsts: dict[str, Sighting] | None = None
        self._armies: list[tuple[int, str]] | None = None

    def person(self, surname: str, i: int) -> Description | None:
        """The fullest description of a person of this surname, the nearest before token i first."""
        found = self._all_people().get(surname.lower(), [])
        best = [d for d in found if d.head != i and (d.has_role or d.countries)]
        before = [d for d in best if d.head < i]
        return before[-1] if before else best[0] if best else None

    def _all_people(self) -> dict[str, list[Description]]:
        if self._people is None:
            self._people = {}
            parse = self.parse
            for _, last, label in parse.entities:
                head = last - 1
                if label in ("PERSON", "ORG", "GPE") and parse.pos[head] == "PROPN" and parse.dep[head] != "compound":
                    it = self.describer.describe(head)
                    if it.kind == "person" and (label == "PERSON" or it.has_role):
                        self._people.setdefault(parse.lower[head], []).append(it)
        return self._people

    def same_noun(self, i: int) -> Iterator[Description]:
        """Descriptions of phrases before token i whose head is the same noun, nearest first."""
        for token in self.heads_before(i):
            yield self.describer.describe(token)

    def heads_before(self, i: int) -> Iterator[int]:
        """Tokens of the same noun before token i, nearest first."""
        if self._heads is None:
            self._heads = {}
            for token, lemma in enumerate(self.parse.lemma):
                if self.parse.pos[token] in ("NOUN", "PROPN"):
                    self._heads.setdefault(lemma.lower(), []).append(token)
        tokens = self._heads.get(self.parse.lemma[i].lower(), [])
        end = bisect_left(tokens, i)
        yield from reversed(tokens[max(0, end - _MOST) : end])

    def short_form(self, i: int) -> Description | None:
        """The body that an acronym in brackets was given for: "(SOHR)" after its name."""
        if self._short is None:
            self._short = self._acronyms()
        head = self._short.get(self.parse.word[i])
        return self.describer.describe(head) if head is not None and head != i else None

    def _acronyms(self) -> dict[str, int]:
        parse = self.parse
        found: dict[str, int] = {}
        for i in range(1, len(parse) - 2):
            if parse.word[i] in ("(", "[") and parse.word[i + 2] in (")", "]"):
                word = parse.word[i + 1]
                if (
                    len(word) > 1
                    and word.upper() == word
                    and word[0].isalpha()
                    and parse.pos[i - 1] in ("PROPN", "NOUN")
                ):
                    found.setdefault(word, self._top(i - 1))
        return found

    def _top(self, i: int) -> int:
        """The head of the longest name that ends with token i ("Rights" leads to "Observatory")."""
        parse = self.parse
        for _ in range(6):
            up = parse.head[i]
            if parse.dep[i] == "pobj" and parse.dep[up] == "prep" and parse.word[parse.head[up]][0].isupper():
                i = parse.head[up]
            elif parse.dep[i] in ("compound", "conj") and up != i and parse.word[up][0].isupper():
                i = up
            else:
                break
        return i

    def body_before(
        self, i: int, nouns: frozenset[str] | None, kinds: frozenset[str], sectors: frozenset[str]
    ) -> Description | None:
        """The nearest body before token i of one of these kinds or sectors, or with this word in its name."""
        every = self.describer.sightings.all
        end = bisect_left(every, i, key=lambda seen: seen.first)
        for seen in reversed(every[max(0, end - _MOST) : end]):
            if seen.actor is None or seen.is_detached:
                continue
            actor = seen.actor
            if actor.kind in kinds or actor.sector in sectors or (nouns and nouns & set(fold(actor.name).split())):
                return self._of(seen)
        return None

    def only_body(self, i: int, sectors: frozenset[str]) -> Description | None:
        """The one actor of these sectors that is named before token i, or None where there are several."""
        found = [seen for seen in self._first_sightings() if seen.first < i and seen.sector in sectors]
        return self._of(found[0]) if len(found) == 1 else None

    def only_of_kind(self, kinds: frozenset[str]) -> Description | None:
        """The one armed actor of these kinds that the report names anywhere, or None where there are several."""
        found = [
            s for s in self._first_sightings() if s.actor is not None and s.actor.kind in kinds and s.sector == "MIL"
        ]
        return self._of(found[0]) if len(found) == 1 else None

    def _first_sightings(self) -> Iterable[Sighting]:
        """Where each actor is named first."""
        if self._firsts is None:
            self._firsts = {}
            for seen in self.describer.sightings.all:
                if seen.actor and not seen.is_detached:
                    self._firsts.setdefault(seen.actor.id, seen)
        return self._firsts.values()

    def only_army(self, i: int) -> str | None:
        """The one country whose armed forces are named before token i, which names none and isn't who was harmed."""
        if self._is_harmed(i):
            return None
        if self._armies is None:
            self._armies = [
                (seen.first, seen.country)
                for seen in self.describer.sightings.all
                if seen.country and not seen.is_detached and self._is_of_army(seen)
            ]
        lands = {country for first, country in self._armies if first < i}
        return lands.pop() if len(lands) == 1 else None

    def _is_of_army(self, seen: Sighting) -> bool:
        head = seen.last - 1
        if self.parse.dep[head] in ("amod", "compound", "nmod", "poss"):
            head = self.parse.head[head]
        return self.describer.describe(head).sector == "MIL"

    @staticmethod
    def _of(seen: Sighting) -> Description:
        actor = seen.actor
        it = Description(
            seen.first,
            seen.last,
            seen.last - 1,
            "body",
            actor,
            None,
            [seen.country] if seen.country else [],
            seen.sector,
        )
        it.has_role = True
        return it

    def antecedent(self, i: int) -> Description | None:
        """Whom the pronoun at token i stands for, or None."""
        parse = self.parse
        lower = parse.lower[i]
        if lower in small_words("RELATIVE"):
            return self._relative(i)
        many = lower in small_words("THEY")
        if not many and lower not in small_words("IT") and not _gender_of(lower):
            return None
        if lower == "it" and (parse.dep[i] == "dobj" or self._is_expletive(i) or self._is_of_thing(i)):
            return None  # as an object it is more often a thing or a deed than a party
        if many and self._comes_to_harm(i):
            return None
        if lower == "its" and (whose := self._spoken_for(i)) is not None:
            return whose
        does_harm = many and self._does_harm(i)
        if does_harm and (met := self._met(i)) is not None:
            return self.describer.describe(met)
        sentence = parse.sentence_of[i]
        for number in range(sentence, max(-1, sentence - _SENTENCES_BACK - 1), -1):
            first, last = parse.sentences[number]
            tokens = [
                t for t in range(first, min(last, i)) if parse.dep[t] in _MENTIONS and parse.pos[t] in ("NOUN", "PROPN")
            ]
            subjects = [t for t in tokens if parse.dep[t] in _SUBJECTS]
            if number < sentence and lower == "it" and subjects and parse.lemma[subjects[0]].lower() in violent_nouns():
                return None  # "The explosion occurred at noon. It damaged windows."
            if number == sentence:
                subjects.reverse()
            for token in (*subjects, *reversed(tokens)):
                if self._may_be(i, token) and not (does_harm and self._only_suffers(token)):
                    return self.describer.describe(token)
        return None

    def _is_of_thing(self, i: int) -> bool:
        """Whether "it" stands in a clause for a thing that the main one is about: "the market was crowded when it was shelled"."""
        parse, verb = self.parse, self.parse.head[i]
        if parse.dep[verb] != "advcl" or parse.dep[i] not in _SUBJECTS:
            return False
        about = parse.child(parse.head[verb], *_SUBJECTS)
        return (
            about is not None
            and about < i
            and parse.tag[about] == "NN"
            and self.describer.describe(about).kind in ("", "asset")
        )

    def _spoken_for(self, i: int) -> Description | None:
        """Whom somebody speaks for that says what is told of "its": the army of "an army spokesman said its forces had killed"."""
        parse = self.parse
        for verb in parse.ancestors(i):
            speaker = parse.child(verb, "nsubj") if parse.lemma[verb] in saying_verbs() else None
            if speaker is not None and speaker < i:
                it = self.describer.describe(speaker)
                is_for = it.kind == "person" and it.noun is not None and parse.tag[speaker] == "NN"
                return (
                    it if is_for and (it.actor is not None or it.sector in labels("ARMED") | labels("STATE")) else None
                )
        return None

    def _does_harm(self, i: int) -> bool:
        """Whether a pronoun is who does something violent: "they burned 57 stalls", "they came to bomb the village"."""
        parse, verb = self.parse, self.parse.head[i]
        deeds = [verb, *parse.kids(verb, "xcomp", "advcl")]
        return parse.dep[i] == "nsubj" and any(
            parse.lemma[k] in violent_verbs() for k in deeds if k == verb or self._is_aim(k)
        )

    def _is_aim(self, verb: int) -> bool:
        """Whether the verb tells what somebody comes for: "to bomb"."""
        return any(self.parse.tag[c] == "TO" for c in self.parse.kids(verb, "aux"))

    def _comes_to_harm(self, i: int) -> bool:
        """Whether they are those harmed, by what they themselves set off: "two peasants were killed when they set off a mine"."""
        parse, verb = self.parse, self.parse.head[i]
        above = parse.head[verb]
        if parse.dep[i] != "nsubj" or parse.dep[verb] != "advcl":
            return False
        if not any(parse.lemma[k].lower() in weapons() for k in parse.kids(verb, "dobj")):
            return False
        harmed = parse.child(above, "nsubjpass", "nsubj")
        return harmed is not None and harmed < i and self._is_harmed(harmed)

    def _is_harmed(self, token: int) -> bool:
        """Whether those named were harmed: "five were killed", "killed five", "nine women were among the dead"."""
        parse = self.parse
        verb = parse.head[token]
        if parse.dep[token] == "nsubjpass" or (parse.dep[token] == "nsubj" and parse.lemma[verb] in suffering_verbs()):
            return parse.lemma[verb] in violent_verbs() | suffering_verbs()
        if parse.dep[token] == "dobj":
            return parse.lemma[verb] in violent_verbs()
        among = [c for c in parse.kids(verb, "prep") if parse.lower[c] == "among"]
        return parse.dep[token] == "nsubj" and any(
            parse.lemma[n].lower() in noun_classes()["VICTIM"] for c in among for n in parse.children[c]
        )

    def _only_suffers(self, token: int) -> bool:
        """Whether those named are no doers of harm here: harmed, once as "it" ("the convoy left when it was ambushed"), or a building."""
        if self._is_harmed(token) or self._is_building(token):
            return True
        parse = self.parse
        if parse.tag[token] not in ("NN", "NNP") or self.is_speaking(token):
            return False
        last = parse.sentences[parse.sentence_of[token]][1]
        if any(parse.lower[k] == "it" and self._is_harmed(k) for k in range(token + 1, min(last, token + _MOST))):
            return True
        return any(
            parse.sentence_of[token] - parse.sentence_of[k] <= _SENTENCES_BACK and self._is_harmed(k)
            for k in self.heads_before(token)
        )

    def _is_building(self, token: int) -> bool:
        """Whether the noun names premises: "they surrounded the mosque, then they shot everyone"."""
        return self.parse.pos[token] == "NOUN" and self.parse.lemma[token].lower() in noun_classes()["PREMISES"]

    def _met(self, i: int) -> int | None:
        """Those that a force met who did something first: "the army killed ten rebels when they attacked"."""
        parse = self.parse
        verb = parse.head[i]
        above = parse.head[verb]
        if parse.dep[verb] != "advcl" or parse.lemma[above] not in violent_verbs():
            return None
        doer, met = parse.child(above, "nsubj"), parse.child(above, "dobj")
        is_one = doer is not None and parse.tag[doer] in ("NN", "NNP") and parse.child(doer, "conj") is None
        return (
            met if is_one and met is not None and met < i and parse.tag[met] == "NNS" and self._may_be(i, met) else None
        )

    def speaker_before(self, i: int, kinds: frozenset[str]) -> Description | None:
        """The last body before token i that speaks: one of these kinds, or a name that nothing is known of."""
        parse = self.parse
        for number in range(parse.sentence_of[i] - 1, max(-1, parse.sentence_of[i] - _SENTENCES_BACK - 1), -1):
            for token in range(*parse.sentences[number]):
                if not self.is_speaking(token) or parse.pos[token] != "PROPN":
                    continue
                it = self.describer.describe(token)
                is_unknown = it.actor is None and not it.is_state and it.kind in ("body", "force")
                if is_unknown or (it.actor is not None and it.actor.kind in kinds):
                    return it
        return None

    def is_speaking(self, token: int) -> bool:
        """Whether a noun is the subject of a verb of saying."""
        parse = self.parse
        return parse.dep[token] == "nsubj" and parse.lemma[parse.head[token]] in saying_verbs()

    def _is_part(self, i: int, token: int) -> bool:
        """Whether a pronoun stands within the phrase of token itself ("a group of their fighters")."""
        parse = self.parse
        for _ in range(8):
            if i == token:
                return True
            if parse.dep[i] not in _PHRASAL or parse.head[i] == i:
                return False
            i = parse.head[i]
        return False

    def _is_expletive(self, i: int) -> bool:
        """ "It was reported that": the pronoun stands for the clause."""
        parse, verb = self.parse, self.parse.head[i]
        if any(parse.lower[c] in self.describer.disposed for c in parse.kids(verb, "acomp")):
            return False  # "Syria says it is willing to talk"
        is_passive = parse.dep[i] == "nsubjpass" or parse.lemma[verb] in verb_classes()["IMPERSONAL"]
        return parse.dep[i] == "expl" or (
            is_passive and any(parse.dep[c] in ("ccomp", "csubj", "acomp") for c in parse.children[verb] if c > i)
        )

    def _relative(self, i: int) -> Description | None:
        parse = self.parse
        verb = parse.head[i] if parse.dep[i] != "poss" else parse.head[parse.head[i]]
        for _ in range(5):
            if parse.dep[verb] == "relcl":
                return self.describer.describe(parse.head[verb])
            if parse.head[verb] == verb:
                return None
            verb = parse.head[verb]
        return None

    def _is_where(self, token: int) -> bool:
        """Whether a country or capital only says where something is ("the embassy in La Paz")."""
        seen = self.describer.sightings.at.get(token)
        is_place = seen is not None and seen.kind in ("country", "seat")
        return is_place and self.parse.lower[self.parse.head[token]] in self.describer.roles.words("where")

    def _only_hears(self, i: int, token: int, it: Description) -> bool:
        """Whether those named are only told of what the pronoun's do: "she told Reuters. They shot him"; not "told the men they must go"."""
        verb = self.parse.head[token]
        if self.parse.dep[token] not in ("dobj", "dative") or self.parse.lemma[verb] not in saying_verbs():
            return False
        return it.sector == "JRN" or verb not in self.parse.ancestors(i)

    def _does_with(self, token: int, verb: int) -> bool:
        """Whether the noun is the subject of the verb by way of the one before it: "the gunmen seized six men and killed them"."""
        parse = self.parse
        while parse.dep[verb] == "conj" and parse.child(verb, *_SUBJECTS) is None and parse.head[verb] != verb:
            verb = parse.head[verb]
        return parse.head[token] == verb

    def _governs(self, token: int, verb: int) -> bool:
        """Whether the noun is the subject of what governs the verb."""
        return self.parse.dep[token] in _SUBJECTS and self.parse.head[token] == self.parse.head[verb]

    def _may_be(self, i: int, token: int) -> bool:
        parse = self.parse
        pronoun = parse.lower[i]
        if self._is_part(i, token):
            return False
        if (
            parse.dep[i] in ("dobj", "pobj")
            and parse.dep[token] in _SUBJECTS
            and (parse.head[token] == parse.head[i] or self._does_with(token, parse.head[i]))
            and not pronoun.endswith(("self", "selves"))
        ):
            return False
        if parse.dep[i] == "nsubj" and pronoun in small_words("OBJECTIVE") and self._governs(token, parse.head[i]):
            return False  # "residents report them coming after dark"
        it = self.describer.describe(token)
        if not it.kind or parse.lower[token] in noun_classes()["CLOCK"] or self._only_hears(i, token, it):
            return False
        is_thing = pronoun in small_words("IT")
        if is_thing and parse.dep[token] == "pobj" and self._is_where(token):
            return False
        single = parse.tag[token] in ("NN", "NNP") and not it.is_plural
        if own := _gender_of(pronoun):
            gender = it.noun.gender if it.noun else ""
            return single and it.kind in ("person", "people") and gender in ("", own)
        if is_thing:
            return single and it.kind in ("body", "force", "state")
        if it.kind == "asset":
            return False
        return not single or it.kind in ("body", "force") or any(parse.dep[c] == "conj" for c in parse.children[token])


def _gender_of(pronoun: str) -> str:
    """ "m" or "f" for a pronoun of one person, else ""."""
    return "m" if pronoun in small_words("HE") else "f" if pronoun in small_words("SHE") else ""
