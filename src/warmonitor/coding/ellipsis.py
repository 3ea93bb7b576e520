"""Events that an auxiliary alone tells again: "vowed to release the hostages but did not", "and so did the army"."""

from __future__ import annotations

from dataclasses import replace

from warmonitor.coding import clauses
from warmonitor.coding.arguments import Arguments
from warmonitor.coding.drafts import Draft
from warmonitor.coding.parse import Parse
from warmonitor.coding.status import StatusFinder
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.triggers import verb_classes

_VERBS = labels("VERB")
_CONTENT = ("dobj", "xcomp", "ccomp", "attr", "acomp", "oprd", "prep", "aux", "auxpass", "dative", "advcl", "expl")


def find_ellipses(p: Parse, drafts: list[Draft], status: StatusFinder) -> list[Draft]:
    """A draft for each auxiliary that stands for the last verb of an event before it in its sentence, with its own subject and status."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if p.pos[draft.token] in _VERBS:
            by_sentence.setdefault(p.sentence_of[draft.token], []).append(draft)
    found = []
    for number, told in by_sentence.items():
        first, last = p.sentences[number]
        for i in range(first + 1, last):
            before = [draft for draft in told if draft.token < i and _may_stand_for(p, i, draft.token)]
            if before and _stands_alone(p, i):
                subject = clauses.subject(p, i)
                if subject is not None and p.pos[subject] in ("NOUN", "PROPN", "PRON"):
                    found.append(_again(p, max(before, key=lambda d: d.token), i, subject, status))
    return found


def _stands_alone(p: Parse, i: int) -> bool:
    """Whether the word is an auxiliary that heads a clause beside another, with nothing of its own but a subject and a negation."""
    if (
        p.lemma[i] not in verb_classes()["ELLIPTIC"]
        or p.pos[i] not in _VERBS
        or p.tag[i] not in ("VBD", "VBZ", "VBP", "MD")
    ):
        return False
    if p.dep[i] not in ("conj", "ROOT", "advcl", "parataxis") or any(p.dep[c] in _CONTENT for c in p.children[i]):
        return False
    return p.child(i, "neg") is not None or any(p.lower[c] in ("so", "neither", "nor") for c in p.children[i])


def _may_stand_for(p: Parse, i: int, verb: int) -> bool:
    """Whether the verb stands in the clause beside which the auxiliary does, if that has a verb that it could stand for itself."""
    if p.dep[i] != "conj":
        return p.head[verb] == i and p.dep[verb] == "ccomp"  # "police shot at them; soldiers did not"
    beside = p.head[i]
    return p.lemma[beside] == "be" or verb == beside or (verb > beside and beside in p.ancestors(verb))


def _again(p: Parse, draft: Draft, i: int, subject: int, status: StatusFinder) -> Draft:
    arguments = Arguments(clauses.nouns_with(p, subject), list(draft.arguments.recipients))
    if draft.arguments.recipients == clauses.nouns_with(p, subject):
        arguments.actors = list(draft.arguments.actors)
    row = replace(draft.trigger.row, conditions=())
    return Draft(FoundTrigger(i, i, i + 1, row), arguments, status.find(p, i))
