"""The counts of one event: of its arguments, its noun, its toll and the counted words of its clause."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments import Arguments
from warmonitor.coding.counts.amounts import OF_PERSONS
from warmonitor.coding.counts.harmed import NounCounter, as_parts
from warmonitor.coding.counts.quantities import Quantity, QuantityReader
from warmonitor.coding.counts.tolls import TollReader
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import noun_classes, verb_classes
from warmonitor.records import Count

_OF_HURTS = ("of", "from", "with", "for")  # "died of", "suffering from", "was treated for"
_LONGEST_WITH = reach("events", "toll_tokens")
_LONGEST_CLAUSE = reach("events", "clause_tokens")
_WHOSE = ("of", "to", "among")  # before those whom a death or an injury befell
_ABDUCTED = ("", "detained", "targets", "abducted")


class CountFinder:
    """Finds the counts of an event."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._quantities = QuantityReader(knowledge)
        self._tolls = TollReader(self._quantities, knowledge)
        self._nouns = NounCounter(self._quantities, self._tolls, knowledge)
        self._words = {
            (row["word"], row["pos"]): (row["side"], row["of"]) for row in tables.rows("count_words", knowledge)
        }
        self._hurts = noun_classes(knowledge)["HURT"]
        verbs = verb_classes(knowledge)
        self._deadly, self._taking, self._staying = verbs["DEADLY"], verbs["TAKING_LIVES"], verbs["STAYING"]
        self._resulting = verbs["RESULTING"]

    def find(self, p: Parse, trigger: FoundTrigger, arguments: Arguments, *, is_alone: bool = False) -> list[Count]:
        """The counts that the trigger's own words and arguments tell; of the whole sentence where no other event shares it."""
        i = trigger.token
        found: list[Count] = []
        side, of = self._counted(p, trigger)
        if of == "weapons":  # whoever they are sent at is the recipient
            sent = [n for o in self._sent(p, i) for n in clauses.nouns_with(p, o)]
            self._nouns.count(p, list(dict.fromkeys(sent)), of, found)
        elif side == "remains":
            bodies = [o for o in self._undergoing(p, i) if self._quantities.of(p, o) is not None]
            self._nouns.count(p, bodies or arguments.recipients, of, found)
        elif side in ("patient", "of"):
            beside = self._with(p, i) if of in OF_PERSONS and p.dep[i] != "acl" else []
            self._nouns.count(p, [*arguments.recipients, *beside], of, found)
        elif side == "agent":
            self._nouns.count(p, arguments.actors, of, found, numbered=True)
        elif side == "own":  # "three deaths", "the death of three"
            quantity = self._quantities.of(p, i)
            if quantity is None and not arguments.recipients and p.tag[i] == "NNS":
                quantity = Quantity(i, i + 1, 2, None)
            if quantity:
                self._nouns.put(p, quantity, i, of, None, found)
            else:
                self._nouns.count(p, arguments.recipients, of, found)
        elif side == "self":
            quantity = self._quantities.of(p, i)
            if quantity:
                self._nouns.put(p, quantity, i, of, None, found)
            self._nouns.count(
                p, [r for r in arguments.recipients if not self._is_harmed(p, r)], "targets", found, numbered=True
            )
        elif side == "toll":
            self._toll(p, i, of, found)
        if trigger.row.type == "ASSAULT":
            top = arguments.carrier if arguments.carrier is not None else i
            first, last = p.sentences[p.sentence_of[i]] if is_alone else (p.left[top], p.right[top])
            last = min(last, first + _LONGEST_CLAUSE)
            self._results(p, (i, top), found)
            self._heads(p, first, last, found)
            self._brought(p, first, last, found)
        return found

    def _sent(self, p: Parse, i: int) -> list[int]:
        """What is fired or dropped: the objects, of a passive a subject that can be."""
        return [o for o in self._undergoing(p, i) if clauses.objects(p, i) or self._nouns.is_weapon(p, o)]

    def _with(self, p: Parse, i: int) -> list[int]:
        """Who it is done to as well: the escorts of "killed the mayor together with two of his escorts"."""
        return [
            c
            for k in range(i + 1, min(p.right[i], i + _LONGEST_WITH))
            if p.lower[k] == "with" and p.lower[k - 1] in ("together", "along")
            for c in p.kids(k, "pobj")
        ]

    def _undergoing(self, p: Parse, i: int) -> list[int]:
        """The objects of a verb, of a passive its subject."""
        subject = clauses.subject(p, i) if clauses.is_passive(p, i) else None
        return clauses.objects(p, i) or ([subject] if subject is not None else [])

    def _counted(self, p: Parse, trigger: FoundTrigger) -> tuple[str, str]:
        """On which side of the trigger those counted stand, and what is counted of them."""
        i, row = trigger.token, trigger.row
        is_verb = p.pos[i] in ("VERB", "AUX") or p.tag[i].startswith("VB")
        side, of = self._words.get((row.word, "verb" if is_verb else "noun"), ("", ""))
        if row.frame == "remains":
            return "remains", "killed"
        if of == "injured" and row.type != "ASSAULT":  # "received two envoys", but "received two wounds"
            return "", ""
        if row.type == "PROTEST" and is_verb:
            return "agent", "present"
        if row.mode == "seize" and of in _ABDUCTED[1:]:
            side, of = "patient", "seized"
        if row.mode == "abduct" and of in _ABDUCTED:
            side, of = "patient", "abducted"
        if is_verb and row.word in self._deadly and self._is_deadly(p, i):
            side, of = "patient", "killed"
        if is_verb and row.mode == "aerial" and row.word in ("shoot", "down"):
            side, of = "patient", "targets"  # what is shot down
        return side, of

    def _is_harmed(self, p: Parse, n: int) -> bool:
        """Whether the noun is counted by a word behind it: the scores of "left scores dead"."""
        return n + 1 < len(p) and (p.lower[n + 1], "head") in self._words

    def _is_deadly(self, p: Parse, i: int) -> bool:
        """Whether the verb's own words say that it killed: "struck a boy dead", but not "missiles strike a block, 7 dead"."""
        return any(
            p.lower[k] in ("dead", "death") and p.pos[k - 1] != "NUM" for k in range(i + 1, min(p.right[i], i + 12))
        )

    def _toll(self, p: Parse, i: int, of: str, found: list[Count]) -> None:
        """ "the death toll rose to 20": the number that the toll's verb ends at."""
        told = self._tolls.figure(p, i)
        if told:
            self._nouns.put(p, *told, of, None, found)

    def _brought(self, p: Parse, first: int, last: int, found: list[Count]) -> None:
        """ "killed two more, bringing the toll to 19": nineteen, and the two are part of them."""
        harmed = next((c.of for c in found if c.of in ("killed", "injured")), None)
        told = self._tolls.brought(p, first, last, harmed)
        if told:
            as_parts(found, told.of, {c.start for c in found} - {p.start[told.quantity.first]})
            self._nouns.put(p, told.quantity, told.number, told.of, None, found)

    def _results(self, p: Parse, deed: tuple[int, int], found: list[Count]) -> None:
        """What the deed is told to have resulted in: "hit a house, resulting in the death of one man and injuries to four"."""
        end = p.sentences[p.sentence_of[deed[0]]][1]
        for v in range(min(deed), min(end, min(deed) + _LONGEST_CLAUSE)):
            if p.lemma[v] not in self._resulting or p.pos[v] != "VERB" or self._results_from(p, v) not in deed:
                continue
            nouns = [n for prep, n in clauses.complements(p, v) if prep in ("in", "to", "with")] + p.kids(v, "dobj")
            for n in (m for noun in nouns for m in clauses.nouns_with(p, noun)):
                side, of = self._words.get((p.lemma[n].lower(), "noun"), ("", ""))
                if side not in ("of", "own") or self._quantities.of(p, n) is not None or self._is_none(p, n):
                    continue
                harmed = [
                    m for prep, o in clauses.complements(p, n) if prep in _WHOSE for m in clauses.nouns_with(p, o)
                ]
                if harmed and not any(c.of == of for c in found):
                    self._nouns.count(p, harmed, of, found)

    def _results_from(self, p: Parse, v: int) -> int:
        """Whose result the verb tells: its subject's, or of what it hangs on."""
        own = p.child(v, "nsubj")
        return p.head[v] if own is None or p.lower[own] in small_words("RELATIVE") else clauses.whole(p, own)

    def _heads(self, p: Parse, first: int, last: int, found: list[Count]) -> None:
        """Counted words of the clause: "leaving 12 dead and 30 wounded", "martyrs"."""
        for k in range(first, last):
            entry = self._words.get((p.lower[k], "head")) or self._words.get((p.lemma[k].lower(), "head"))
            if not entry or any(c.of == entry[1] for c in found) or self._is_none(p, k):
                continue
            if entry[0] == "taken" and not self._is_taken(p, k):
                continue
            if (number := self._numbered(p, k)) is not None:
                self._toll(p, number, entry[1], found)
                continue
            quantity, counted = self._told_of(p, k)
            is_plural = p.tag[k] == "NNS" and p.lower[k] != p.lemma[k] and not self._is_told_of(p, k)
            if (
                quantity is None and is_plural and entry[1] != "casualties" and entry[0] != "taken"
            ):  # "the bodies" are those told of already
                quantity = Quantity(k, k + 1, 2, None)
            if quantity is None or any(c.start == p.start[quantity.first] for c in found):
                continue
            if counted != k and len(told := clauses.nouns_with(p, counted)) > 1:
                self._nouns.count(p, told, entry[1], found)  # "two reporters and their driver are missing"
            else:
                self._nouns.put(p, quantity, counted, entry[1], None, found)

    def _is_told_of(self, p: Parse, k: int) -> bool:
        """Whether a plural says nothing of how many they are: "the bodies", or somebody's hurts ("died of injuries", "succumbed to his wounds")."""
        if any(p.lower[c] == "the" for c in p.kids(k, "det")):
            return True
        if p.lemma[k].lower() not in self._hurts:
            return False
        above = p.head[k]
        return bool(p.kids(k, "poss")) or (
            p.dep[k] == "pobj" and p.lower[above] in _OF_HURTS and p.pos[p.head[above]] == "VERB"
        )

    def _numbered(self, p: Parse, k: int) -> int | None:
        """The noun of number that the counted word hangs on: "the number of dead rose to 41", "put the number of dead at 41"."""
        whole = p.head[p.head[k]]
        is_of = p.dep[k] == "pobj" and p.lower[p.head[k]] == "of" and p.lower[whole] in self._tolls.tallies
        is_known = is_of and any(p.lower[c] == "the" for c in p.kids(whole, "det"))
        return whole if is_known and p.dep[whole] in ("nsubj", "nsubjpass", "dobj") else None

    def _is_taken(self, p: Parse, k: int) -> bool:
        """Whether lives are what an attack takes: "claimed 200 lives", "took the lives of 26"."""
        return p.dep[k] in ("dobj", "nsubjpass") and p.lemma[p.head[k]] in self._taking

    def _is_none(self, p: Parse, k: int) -> bool:
        """Whether the words say that there were none: "caused no injuries", "without casualties"."""
        return any(p.lower[c] in ("no", "neither") for c in p.kids(k, "det")) or p.lower[p.head[k]] == "without"

    def _told_of(self, p: Parse, k: int) -> tuple[Quantity | None, int]:
        """The number of a counted word, and the noun that is counted: before the word, or its subject's ("left 12 people dead")."""
        quantity = self._nouns.quantity(p, k) if p.lemma[k] == "life" else self._quantities.of(p, k)
        if quantity is None and k > 0 and p.pos[k - 1] == "NUM":
            quantity = self._quantities.number(p, k - 1)
        if quantity is not None or p.pos[k] not in ("ADJ", "VERB"):
            return quantity, k
        subject = self._subject_of(p, k)
        if subject is None or self._is_none(p, subject):
            return None, k
        if p.lower[subject] == "another":
            return Quantity(subject, subject + 1, 1, 1), subject
        return self._quantities.of(p, subject), subject

    def _subject_of(self, p: Parse, k: int) -> int | None:
        """Of whom a word says that they are dead, hurt or missing: "left 12 people dead", "six are missing", "and another wounded"."""
        verb = p.head[k]
        own = p.child(k, "nsubj") if p.child(k, "auxpass") is not None else p.child(k, "nsubj", "nsubjpass")
        if own is None and p.tag[k] == "VBG" and p.dep[k] == "advcl" and p.lemma[verb] in self._staying:
            return p.child(verb, "nsubj")  # "went missing"
        if p.dep[k] == "conj" or p.tag[k] == "VBG":  # "40 soldiers have been missing"
            return own
        if p.dep[k] not in ("acomp", "oprd", "ccomp", "xcomp", "amod", "acl", "dep"):
            return None
        if own is None and p.dep[k] == "acomp" and p.lemma[verb] in self._staying:
            return p.child(verb, "nsubj")
        return own or (p.child(verb, "dobj") if p.dep[k] != "amod" else verb)
