"""The arguments of event nouns: their own phrase, the verb that lends them its subject, who is blamed."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.culprits import CulpritFinder
from warmonitor.coding.arguments.found import VERBS, Arguments
from warmonitor.coding.arguments.kinds import after, is_time
from warmonitor.coding.arguments.phrases import NounPhrases
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables
from warmonitor.knowledge.small_words import small_words


class NounArguments:
    """Finds who does and who suffers what a noun tells."""

    def __init__(self, phrases: NounPhrases, knowledge: Path | None = None) -> None:
        self._phrases = phrases
        self._culprits = CulpritFinder(knowledge)
        self._support = tables.support_verbs(knowledge)
        self._through = tables.support_phrases(knowledge)
        self._spanning = tables.verb_classes(knowledge)["SPANNING"]
        self._shaking = tables.verb_classes(knowledge)["SHAKING"]
        self._towards = tables.towards(knowledge)
        classes = tables.noun_classes(knowledge)
        self._aimed, self._tolls = classes["AIM"], classes["TALLIED"]

    def find(self, p: Parse, n: int, row: tables.Trigger, found: Arguments) -> None:
        self._phrases.find(p, n, row.frame, row.type, found)
        if row.type in ("ASSAULT", "COERCE"):
            held = [c for c in self._culprits.find(p, n, found) if c not in found.recipients]
            if held:  # "convicted two men over their assault": it was theirs
                found.actors = [a for a in found.actors if p.pos[a] != "PRON"]
            found.add("actors", held)
        top = clauses.whole(p, n)
        dep, head = p.dep[top], p.head[top]
        verb = head
        if dep == "pobj":
            verb = p.head[head]
            preposition = p.lower[head]
        else:
            preposition = ""
        if p.pos[verb] not in VERBS:
            if (
                preposition == "of" and p.lemma[verb].lower() in self._aimed
            ):  # "the clinic was the target of the attack"
                found.add("recipients", self._aimed_at(p, verb))
            return
        parts = self._support.get(p.lemma[verb], frozenset())
        subject = clauses.subject(p, verb)
        subjects = clauses.nouns_with(p, subject) if subject is not None and p.pos[subject] not in VERBS else []
        agent = clauses.agent(p, verb)
        if p.lemma[n].lower() in self._tolls and "do" in parts:
            return  # "another group gave a higher toll": it told of it
        side = "actors" if "do" in parts else "recipients"
        if dep in ("dobj", "attr", "oprd") and parts & {"do", "undergo"}:
            found.carrier = verb
            found.add(side, subjects if not clauses.is_passive(p, verb) else [])
            self._beside_carrier(p, verb, row, found)
        elif dep == "nsubjpass" and parts & {"do", "undergo"}:
            found.carrier = verb
            if agent is not None:
                found.add(side, clauses.nouns_with(p, agent))
            self._beside_carrier(p, verb, row, found)
        elif dep == "nsubj" and "occur" in parts:
            found.carrier = verb
            objects = clauses.objects(p, verb)
            if row.type == "ASSAULT" and objects and p.lemma[verb] not in self._spanning:
                found.add("actors" if row.frame == "clash" else "recipients", objects)
            self._beside_carrier(p, verb, row, found)
        elif dep == "pobj" and p.dep[head] == "agent" and "occur" in parts:  # "the city was rocked by explosions"
            found.carrier = verb
            if row.type == "ASSAULT" and row.frame != "clash" and p.lemma[verb] in self._shaking:
                found.add("recipients", subjects or ([p.head[verb]] if p.dep[verb] == "acl" else []))
        elif (
            role := self._through.get((p.lemma[verb], preposition))
        ) is not None:  # "went on strike", "came under attack"
            found.carrier = verb
            found.add("actors" if role == "do" else "recipients", subjects)

    def _aimed_at(self, p: Parse, n: int) -> list[int]:
        if p.dep[n] == "attr" and (subject := clauses.subject(p, p.head[n])) is not None:
            return clauses.nouns_with(p, subject)
        return [p.head[n]] if p.dep[n] == "appos" else []

    def _beside_carrier(self, p: Parse, verb: int, row: tables.Trigger, found: Arguments) -> None:
        if row.frame == "clash":  # "clashes erupted in Tripoli between two armed groups"
            found.add("actors", after(p, verb, ("between", "among", "with", "against", "involving")))
        if not found.recipients or row.frame == "mutual":
            for prep, noun in clauses.complements(p, verb):
                if row.frame == "clash" and prep != "against":
                    continue  # "clashes occurred on several roads"
                if prep in self._towards[row.type] and prep not in small_words("LOCATIVE") and not is_time(p, noun):
                    side = "actors" if row.frame == "clash" else "recipients"
                    found.add(side, clauses.nouns_with(p, noun))
                    break
