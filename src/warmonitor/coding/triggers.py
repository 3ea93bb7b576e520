"""Words of a report that tell of an event: rows of triggers.tsv whose conditions hold where the word stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.figures import FigureFinder
from warmonitor.coding.lookalikes import LookalikeFinder
from warmonitor.coding.misfortunes import MisfortuneFinder
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.small_words import small_words

_VERB_TAGS = labels("VERB")
_NOUN_TAGS = labels("NOUN")
_SENTENCES_BEFORE, _SENTENCES_AFTER = 2, 1  # that tell whether one is about violence
_MISFORTUNE = "came by nature or an accident"
_CLASS_OF_ENTITY = {
    "PERSON": "PERSON",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "NORP": "PERSON",
    "ORG": "PERSON",
}


@dataclass(frozen=True, slots=True)
class FoundTrigger:
    """A trigger token (first..last with its compound words), the row that it answers, and why it is only a look-alike of one."""

    token: int
    first: int
    last: int
    row: tables.Trigger
    lookalike: str | None = None


class TriggerFinder:
    """Finds triggers. `persons`, `armed` and `states` are lemma sets that PERSON, ARMED and STATE stand for."""

    def __init__(
        self, persons: Collection[str], armed: Collection[str], states: Collection[str], knowledge: Path | None = None
    ) -> None:
        self._rows = tables.triggers(knowledge)
        self._lookalikes = LookalikeFinder(knowledge)
        self._misfortunes = MisfortuneFinder(knowledge)
        self._figures = FigureFinder(knowledge)
        self._weapons = tables.weapons(knowledge)
        classes = tables.verb_classes(knowledge)
        self._going_off, self._harm = classes["GOING_OFF"], classes["HARM"]
        self._participles = {
            form: verb
            for form, verb in tables.verb_forms(knowledge).items()
            if verb in classes["BEFORE_NOUN"] and not form.endswith(("ing", "s"))
        }
        self._persons, self._armed, self._states = frozenset(persons), frozenset(armed), frozenset(states)
        self._verbs = frozenset(word for word, pos in self._rows if pos == "verb")
        self._nouns = frozenset(word for word, pos in self._rows if pos == "noun")
        self._violent = frozenset(
            row.word for rows in self._rows.values() for row in rows if row.type == "ASSAULT" and not row.conditions
        )

    def find(self, p: Parse) -> list[FoundTrigger]:
        """The report's triggers, in order, look-alikes among them; at most one a token."""
        found = []
        for i, lemma in enumerate(p.lemma):
            pos = p.pos[i]
            if self._is_gerund(p, i):
                row = self._match(p, i, self._rows[p.lower[i], "noun"])
                if row:
                    found.append(self._found(p, i, i, i + 1, row))
            elif pos in _VERB_TAGS:
                if (
                    lemma in self._verbs
                    and p.dep[i] != "amod"
                    and not (pos == "AUX" and p.dep[i] in ("aux", "auxpass"))
                ):
                    row = self._match(p, i, self._rows[lemma, "verb"])
                    if row:
                        found.append(self._found(p, i, i, i + 1, row))
            elif pos in _NOUN_TAGS or (pos == "ADJ" and p.dep[i] in ("pobj", "dobj")):
                key = lemma if lemma in self._nouns else p.lower[i]
                if pos == "PROPN" and key not in self._nouns and key.endswith("s"):
                    key = key[:-1]
                if key in self._nouns and p.dep[i] not in ("compound", "npadvmod") and not self._is_part_of_name(p, i):
                    row = self._match(p, i, self._rows[key, "noun"])
                    if row:
                        first = i
                        while (
                            first > 0
                            and p.head[first - 1] == i
                            and p.dep[first - 1] == "compound"
                            and not p.word[first - 1][0].isupper()
                            and p.lower[first - 2 : first - 1] != ["-"]  # "a full-scale assault"
                        ):
                            first -= 1
                        found.append(self._found(p, i, first, i + 1, row))
            elif (
                pos == "ADJ"
                and (p.lower[i], "adj") in self._rows
                and p.dep[i] in ("acomp", "ROOT", "conj", "oprd", "ccomp")
            ):
                row = self._match(p, i, self._rows[p.lower[i], "adj"])
                if row:
                    found.append(self._found(p, i, i, i + 1, row))
        found += [self._found(p, i, i, i + 1, self._rows["toll", "noun"][0]) for i in self._figures.find(p)]
        found.sort(key=lambda trigger: trigger.token)
        return self._with_misfortunes(p, found)

    def _with_misfortunes(self, p: Parse, found: list[FoundTrigger]) -> list[FoundTrigger]:
        """Where a report tells of a misfortune and of no deed at all, its other harm is the misfortune's: "Ten were killed", of a quake."""
        if not any(trigger.lookalike == _MISFORTUNE for trigger in found) or not self._misfortunes.is_all(p):
            return found
        return [
            replace(t, lookalike=_MISFORTUNE)
            if t.row.type == "ASSAULT" and t.lookalike is None and self._misfortunes.is_harm(p, t.token)
            else t
            for t in found
        ]

    def before_noun(self, p: Parse, i: int, noun: int) -> FoundTrigger | None:
        """The trigger that a participle before the noun that it was done to is: "the besieged town", "two kidnapped workers".

        None where it tells no deed, or harm that nothing around it says was done by force.
        """
        verb = self._participles.get(p.lower[i])
        if verb is None or noun <= i or p.pos[noun] not in _NOUN_TAGS:
            return None
        row = next((row for row in self._rows[verb, "verb"] if self._is_done_to(p, noun, row)), None)
        if row is None or self._lookalikes.is_figure(p, noun) or self._lookalikes.why(p, i) is not None:
            return None
        if verb in self._harm and not self._is_conflict(p, i, frozenset()):
            return None
        return FoundTrigger(i, i, i + 1, row)

    def _is_done_to(self, p: Parse, noun: int, row: tables.Trigger) -> bool:
        """Whether the row asks for nothing but what is done to, and the noun is it."""
        if any(c.slot not in ("obj", "passive") and not c.is_negated for c in row.conditions):
            return False
        objects = [c for c in row.conditions if c.slot == "obj"]
        return all(self._among(p, noun, c.lemmas) != c.is_negated for c in objects)

    def _is_gerund(self, p: Parse, i: int) -> bool:
        """A noun in "-ing" that the parser took for a verb: "fighting between the army and rebels approached the town"."""
        return (
            p.pos[i] == "VERB"
            and p.tag[i] == "VBG"
            and (p.dep[i] in ("nsubj", "nsubjpass", "dobj", "pobj") or self._is_of_sides(p, i))
            and p.lower[i] in self._nouns
            and not clauses.objects(p, i)
        )

    def _is_of_sides(self, p: Parse, i: int) -> bool:
        """ "Displaced by fighting between the army and rebels"."""
        return p.dep[i] == "pcomp" and any(p.lower[c] in ("between", "among") for c in p.kids(i, "prep"))

    def _is_part_of_name(self, p: Parse, i: int) -> bool:
        """A capitalised event word inside a name ("Desert Storm", "Human Rights Commission Attack") of a person, body or work."""
        return p.pos[i] == "PROPN" and p.label[i] in ("PERSON", "ORG", "GPE", "WORK_OF_ART", "PRODUCT", "LAW")

    def _match(self, p: Parse, i: int, rows: tuple[tables.Trigger, ...]) -> tables.Trigger | None:
        return next((row for row in rows if all(self._holds(p, i, c) for c in row.conditions)), None)

    def _found(self, p: Parse, token: int, first: int, last: int, row: tables.Trigger) -> FoundTrigger:
        why = self._lookalikes.why(p, token) if row.type == "ASSAULT" else self._lookalikes.why_nothing(p, token)
        if why is None and (row.type == "ASSAULT" or row.mode == "expel") and self._misfortunes.is_one(p, token):
            why = _MISFORTUNE
        return FoundTrigger(token, first, last, row, why)

    # ---- conditions

    def _holds(self, p: Parse, i: int, c: tables.Condition) -> bool:
        truth: bool = getattr(self, f"_is_{c.slot}")(p, i, c.lemmas)
        return truth != c.is_negated

    def _is_near(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        return any(p.lower[k] in lemmas for k in range(p.left[i], min(p.right[i], p.left[i] + 60)))

    def _among(self, p: Parse, n: int, lemmas: frozenset[str]) -> bool:
        """Whether noun n is one of the lemmas, or of a class named there (PERSON, ARMED, STATE, PLACE, WEAPON, EVENT, COUNTRY)."""
        if not lemmas:
            return True
        lemma = p.lemma[n].lower()
        if lemma in lemmas or p.lower[n] in lemmas:
            return True
        if not any(name.isupper() for name in lemmas):
            return False
        if "WEAPON" in lemmas and lemma in self._weapons:
            return True
        if "EVENT" in lemmas and lemma in self._nouns:
            return True
        is_name = p.pos[n] == "PROPN"
        kind = _CLASS_OF_ENTITY.get(p.label[n]) if is_name or p.label[n] == "NORP" else None
        if "PERSON" in lemmas and (
            lemma in self._persons
            or lemma in self._armed
            or kind == "PERSON"
            or (
                p.pos[n] == "PRON"
                and lemma
                not in (
                    "it",
                    "that",
                    "this",
                    "which",
                    "what",
                    "itself",
                    "nothing",
                    "something",
                    "anything",
                    "everything",
                )
            )
        ):
            return True
        if "PERSON" in lemmas and is_name and kind is None and lemma not in self._weapons:
            return True
        if "ARMED" in lemmas and (lemma in self._armed or (is_name and p.label[n] == "ORG") or _bears_arms(p, n)):
            return True
        if ("STATE" in lemmas or "COUNTRY" in lemmas) and self._is_state(p, n):
            return True
        return "PLACE" in lemmas and kind == "PLACE"

    def _is_state(self, p: Parse, n: int) -> bool:
        return p.label[n] in ("GPE", "NORP") or p.lemma[n].lower() in self._states

    def _is_obj(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        if p.pos[i] in _NOUN_TAGS:
            return False
        if "self" in lemmas:
            return any(p.lower[o].endswith(("self", "selves")) for o in p.kids(i, "dobj"))
        things = clauses.objects(p, i)
        if not things and clauses.is_passive(p, i):
            patient = clauses.subject(p, i)
            things = clauses.nouns_with(p, patient) if patient is not None else []
        return any(self._among(p, m, lemmas) for o in things for m in (o, *clauses.measured(p, o)))

    def _is_aim(self, p: Parse, i: int, _: frozenset[str]) -> bool:
        """What something else is done for: "must ensure security to allow supplies in"."""
        return p.dep[i] == "advcl" and any(p.tag[k] == "TO" and p.dep[k] == "aux" for k in p.children[i])

    def _is_noobj(self, p: Parse, i: int, _: frozenset[str]) -> bool:
        return not clauses.is_passive(p, i) and not clauses.objects(p, i)

    def _is_subj(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        if p.pos[i] in _NOUN_TAGS:
            return False
        if "trigger" in lemmas:
            lemmas = frozenset({"EVENT"})
        if clauses.is_passive(p, i) and not lemmas & {"TERRITORY", "PLACE"}:
            doer = clauses.agent(p, i)
        else:
            doer = clauses.subject(p, i)
        return doer is not None and any(
            self._among(p, m, lemmas) for d in clauses.nouns_with(p, doer) for m in (d, *clauses.measured(p, d))
        )

    def _is_prep(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        found = clauses.complements(p, i)
        if any(prep in lemmas and p.label[n] not in ("DATE", "TIME") for prep, n in found):
            return True
        timed = {prep for prep, n in found if p.label[n] in ("DATE", "TIME")}
        return any(p.dep[c] == "prep" and p.lower[c] in lemmas and p.lower[c] not in timed for c in p.children[i])

    def _is_from(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        if not lemmas and any(p.lower[c] == "from" and p.child(c, "pcomp") is not None for c in p.kids(i, "prep")):
            return True  # "prevented medics from leaving"
        return any(prep in ("from", "of", "out") and self._among(p, n, lemmas) for prep, n in clauses.complements(p, i))

    def _is_of(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        return any(
            prep in ("of", "on", "against") and self._among(p, n, lemmas) for prep, n in clauses.complements(p, i)
        ) or any(p.dep[c] in ("compound", "poss") and self._among(p, c, lemmas) for c in p.children[i])

    def _is_of_head(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        return p.dep[i] == "pobj" and p.lower[p.head[i]] == "of" and p.lemma[p.head[p.head[i]]].lower() in lemmas

    def _is_under(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        return p.dep[i] in ("dobj", "nsubjpass") and p.lemma[p.head[i]].lower() in lemmas

    def _is_as(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        for c in p.children[i]:
            if (
                p.dep[c] in ("oprd", "acomp", "attr", "xcomp", "ccomp")
                and p.pos[c] in ("NOUN", "ADJ", "PROPN")
                and self._phrase_has(p, c, lemmas)
            ):
                return True
            if p.dep[c] == "prep" and p.lower[c] == "as" and any(self._phrase_has(p, n, lemmas) for n in p.children[c]):
                return True
            if p.dep[c] == "dobj" and any(
                p.dep[k] in ("appos", "oprd") and self._phrase_has(p, k, lemmas) for k in p.children[c]
            ):
                return True
        return False

    def _phrase_has(self, p: Parse, n: int, lemmas: frozenset[str]) -> bool:
        return any(
            p.lemma[k].lower() in lemmas or p.lower[k] in lemmas
            for k in range(p.left[n], min(p.right[n], p.left[n] + 12))
        )

    def _is_acomp(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        return any(p.lower[c] in lemmas and p.dep[c] in ("acomp", "oprd", "ccomp", "xcomp") for c in p.children[i])

    def _is_comp(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        for c in p.children[i]:
            if p.dep[c] in ("xcomp", "ccomp", "pcomp") or (
                p.dep[c] == "prep" and p.child(c, "pcomp") is not None and not lemmas
            ):
                if not lemmas:
                    return True
                if p.pos[c] == "VERB" and p.lemma[c] in lemmas:
                    return True
                if p.pos[c] == "AUX" and any(
                    p.dep[k] in ("attr", "acomp") and self._phrase_has(p, k, lemmas) for k in p.children[c]
                ):
                    return True
        return False

    def _is_to(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        for c in p.children[i]:
            if p.dep[c] in ("xcomp", "ccomp", "advcl", "acl") and any(
                k < c and p.tag[k] == "TO" and p.dep[k] == "aux" for k in p.children[c]
            ):
                return not lemmas or (p.lemma[c] in lemmas and not p.kids(c, "neg"))  # "vowed not to attack"
            if p.dep[c] == "ccomp" and any(
                p.lower[k] in ("will", "would", "'ll", "'d") and p.dep[k] == "aux" for k in p.children[c]
            ):
                return not lemmas or p.lemma[c] in lemmas
        return False

    def _is_prt(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        return any(
            p.lower[c] in lemmas and p.dep[c] in ("prt", "advmod", "prep") and i < c <= i + 5 for c in p.children[i]
        )

    def _is_mod(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        for c in p.children[i]:
            if p.dep[c] in ("compound", "amod", "nmod", "poss", "nummod") and c < i:
                if p.lemma[c].lower() in lemmas or p.lower[c] in lemmas:
                    return True
                if any(p.lower[k] in lemmas for k in p.children[c] if k < i):
                    return True
        return i > 0 and (p.lower[i - 1] in lemmas or (p.word[i - 1] == "-" and i > 1 and p.lower[i - 2] in lemmas))

    def _is_how(self, p: Parse, i: int, lemmas: frozenset[str]) -> bool:
        first, last = p.sentences[p.sentence_of[i]]
        return any(p.lemma[k] in lemmas for k in range(first, last))

    def _is_passive(self, p: Parse, i: int, _: frozenset[str]) -> bool:
        return p.pos[i] not in _NOUN_TAGS and clauses.is_passive(p, i)

    def _is_plural(self, p: Parse, i: int, _: frozenset[str]) -> bool:
        if p.pos[i] in _NOUN_TAGS:
            return p.tag[i] in ("NNS", "NNPS")
        doer = clauses.subject(p, i)
        return doer is not None and (
            p.tag[doer] in ("NNS", "NNPS")
            or len(clauses.nouns_with(p, doer)) > 1
            or p.lower[doer] in ("they", "we", "both")
        )

    def _is_conflict(self, p: Parse, i: int, _: frozenset[str]) -> bool:
        """Another word of violence or a weapon stands in the sentence, or in those around it."""
        at = p.sentence_of[i]
        first = p.sentences[max(0, at - _SENTENCES_BEFORE)][0]
        last = p.sentences[min(len(p.sentences) - 1, at + _SENTENCES_AFTER)][1]
        return any(
            k != i and (p.lemma[k] in self._violent or p.lemma[k] in self._weapons or p.lemma[k] in self._armed)
            for k in range(first, last)
        )

    def _is_exploded(self, p: Parse, i: int, _: frozenset[str]) -> bool:
        verb = p.head[i]
        return p.dep[i] in ("nsubj", "dobj", "nsubjpass") and p.lemma[verb] in self._going_off


def _bears_arms(p: Parse, n: int) -> bool:
    """Whether the noun's own words arm it: "armed men", "masked youths", "a heavily armed group"."""
    return any(p.lower[c] in small_words("ARMING") for c in p.kids(n, "amod"))
