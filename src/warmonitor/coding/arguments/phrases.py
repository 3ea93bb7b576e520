"""The arguments inside an event noun's own phrase."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.found import Arguments
from warmonitor.coding.arguments.kinds import Kinds, is_time
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables
from warmonitor.knowledge.small_words import small_words

# "the shelling of Homs" is done to Homs, "the meeting of ministers" by them.
_OBJECTIVE = frozenset("ASSAULT COERCE SANCTION RETREAT ACCUSE SUPPORT REJECT AID CONCEDE MOBILIZE".split())


class NounPhrases:
    """Finds who stands in the phrase of an event noun: possessors, modifiers, prepositions, participles."""

    def __init__(self, kinds: Kinds, knowledge: Path | None = None) -> None:
        self._kinds = kinds
        self._support = tables.support_verbs(knowledge)
        self._towards = tables.towards(knowledge)
        verbs = tables.verb_classes(knowledge)
        self._telling = verbs["AVOWAL"] | tables.saying_verbs(knowledge)
        self._naming_sides, self._hitting = verbs["NAMING_SIDES"], verbs["HITTING"]
        self._led = small_words("LED", knowledge)
        self._warfare = tables.noun_classes(knowledge)["WARFARE"]

    def find(self, p: Parse, n: int, frame: str, type_: str, found: Arguments) -> None:
        """Arguments inside the noun's own phrase."""
        has_of = any(p.lower[c] == "of" for c in p.children[n])
        for c in p.children[n]:
            dep = p.dep[c]
            if (
                frame == "patient"
                and not has_of
                and (dep == "poss" or (dep == "compound" and self._kinds.names_party(p, c)))
                and not is_time(p, c)
            ):
                found.add("recipients", clauses.nouns_with(p, c))
            elif (
                dep == "poss" or (dep in ("amod", "compound", "nmod") and c < n and self._kinds.names_party(p, c))
            ) and not is_time(p, c):
                if dep != "poss":
                    found.add("actors", [c])
                elif not self._is_at_war_within(p, n, c):
                    found.add("actors", clauses.nouns_with(p, c))
            elif dep == "amod" and p.lower[c] in self._led and p.lower[c - 1] == "-":  # "US-led air strikes"
                found.add("actors", [k for k in p.kids(c, "npadvmod", "amod", "nmod") if self._kinds.names_party(p, k)])
            elif dep == "compound" and c < n:  # "a coalition air raid"
                found.add(
                    "actors",
                    [
                        k
                        for k in p.kids(c, "compound", "amod")
                        if self._kinds.is_side(p, k) or p.label[k] in ("GPE", "NORP")
                    ],
                )
        takes_objective = type_ in _OBJECTIVE
        for prep, noun in clauses.complements(p, n):
            if is_time(p, noun):
                continue
            nouns = clauses.nouns_with(p, noun)
            if prep == "by":
                is_accused = type_ == "ACCUSE" and any(p.lower[c] == "of" and c < noun for c in p.kids(n, "prep"))
                found.add("recipients" if is_accused else "actors", [w for m in nouns for w in self._wielders(p, m)])
            elif prep == "among" and frame in ("patient", "suffer"):  # "casualties among civilians"
                found.add("recipients", nouns)
            elif prep in ("between", "among"):
                found.add("actors", nouns)
                if frame == "mutual":
                    found.add("recipients", nouns)
            elif prep == "with" and frame in ("mutual", "clash"):
                found.add("actors" if frame == "clash" else "recipients", nouns)
            elif frame == "clash" and (
                prep in small_words("CLASH_AT") or (prep == "of" and nouns == [noun] and p.pos[noun] == "PROPN")
            ):
                continue  # "the battle of Adre", "a clash at Zaranj"
            elif prep == "of" and frame != "mutual":
                is_own = frame == "clash" or not takes_objective
                found.add("actors" if is_own else "recipients", nouns)
            elif prep in ("against", "on", "upon", "at", "to") and prep in self._towards[type_]:
                if self._is_medium(p, n, noun):
                    continue
                is_side = frame == "clash" and (prep != "against" or bool(found.actors))
                found.add("actors" if is_side else "recipients", nouns)  # "the war against Iraq": nobody else is named
            elif prep == "from" and type_ in ("REQUEST", "ACCUSE", "SUPPORT", "THREATEN", "AID", "REJECT"):
                found.add("actors", nouns)
        self._beside(p, n, found)

    def _is_at_war_within(self, p: Parse, n: int, owner: int) -> bool:
        """Whether the owner is the country that a war ravages: "Sudan's war", but not "Russia's war on Ukraine"."""
        if p.lemma[n].lower() not in self._warfare or p.label[owner] not in ("GPE", "LOC"):
            return False
        return not any(prep in ("in", "on", "against", "with") for prep, _ in clauses.complements(p, n))

    def _is_medium(self, p: Parse, n: int, noun: int) -> bool:
        """Whether the noun behind "on" is where the deed was claimed: "claimed the attack on its channel"."""
        taken = p.head[p.head[n]] if p.dep[n] == "pobj" and p.lower[p.head[n]] == "for" else n
        if taken != n and p.lemma[taken].lower() not in tables.noun_classes()["RESPONSIBILITY"]:
            return False
        verb = p.head[taken]  # "claimed the attack", "claimed responsibility for the attack"
        return (
            p.dep[taken] == "dobj"
            and p.lemma[verb] in self._telling
            and p.lemma[noun].lower() in tables.speech_media()
            and any(p.dep[c] == "poss" and p.pos[c] == "PRON" for c in p.children[noun])
        )

    def _beside(self, p: Parse, n: int, found: Arguments) -> None:
        """Who stands in a participle beside the noun: "carried out by", "involving", "targeting"."""
        for c in p.children[n]:
            if p.dep[c] in ("acl", "relcl") and p.pos[c] == "VERB" and p.lemma[c] in self._support:
                agent = clauses.agent(p, c)
                if agent is not None:
                    found.add("actors", clauses.nouns_with(p, agent))
            elif p.dep[c] == "acl" and p.tag[c] == "VBG" and p.lemma[c] in self._naming_sides | self._hitting:
                found.add("actors" if p.lemma[c] in self._naming_sides else "recipients", clauses.objects(p, c))

    def _wielders(self, p: Parse, n: int) -> list[int]:
        """Whose a weapon is that something is done by ("bombardment by Russian artillery"); the noun itself where it is none."""
        if p.lemma[n].lower() not in self._kinds.weapons:
            return [n]
        before = [c for c in p.kids(n, "amod", "compound", "nmod") if c < n and self._kinds.names_party(p, c)]
        return before or [n]
