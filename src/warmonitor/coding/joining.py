"""The joining of drafts that tell one happening of one sentence: by verb and noun, by act and effect."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warmonitor.coding.drafts import SOFT, VERBS, Draft, refused
from warmonitor.coding.parse import Parse
from warmonitor.coding.two_verbs import find_kept, hangs_below, is_done, is_long_after
from warmonitor.knowledge import tables
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import verb_classes
from warmonitor.records import Status

# What is told of a measure ("won't lift the embargo") is not that it was taken ("imposed last year").
_MEASURES = frozenset({"SANCTION", "COERCE"})
_KNOWN = frozenset({"the", "this", "that"})
_NEAR, _LAST = 2, 12  # sentences and drafts back that what is judged may have been told in


@cache
def _effects(extra: Path | None) -> frozenset[str]:
    return frozenset(row["verb"] for row in tables.rows("effects", extra))


def join(p: Parse, drafts: list[Draft], extra: Path | None = None) -> list[Draft]:
    """The drafts of a report with those joined that tell one happening of one sentence by verb and noun, or by act and effect."""
    effects = _effects(extra)
    kept: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in refused(p, drafts, extra):
        by_sentence.setdefault(p.sentence_of[draft.token], []).append(draft)
    for group in by_sentence.values():
        kept += _joined(p, group, effects)
    kept.sort(key=lambda d: d.token)
    return [draft for k, draft in enumerate(kept) if not _is_judged_again(p, kept[max(k - _LAST, 0) : k], draft)]


def _is_judged_again(p: Parse, before: list[Draft], draft: Draft) -> bool:
    """Whether the noun is only what somebody condemns or looks into of the happening told before: "condemned the massacre"."""
    n, told = draft.token, draft.arguments
    if draft.type != "ASSAULT" or p.pos[n] != "NOUN" or p.dep[n] not in ("dobj", "pobj"):
        return False
    of_its_own = any(p.dep[c] != "det" for c in p.children[n]) or told.actors or told.recipients or told.weapons
    is_known = any(p.lower[c] in _KNOWN for c in p.kids(n, "det"))
    if of_its_own or not is_known or p.tag[n] == "NNS":
        return False
    holder = n if p.dep[n] == "dobj" else p.head[n]
    judges = [d for d in before if d.type == "ACCUSE" and d.token == p.head[holder]]
    here = p.sentence_of[n]
    return bool(judges) and any(
        d.type == "ASSAULT" and 0 < here - p.sentence_of[d.token] <= _NEAR and is_done(d.status) for d in before
    )


def _joined(p: Parse, group: list[Draft], effects: frozenset[str]) -> list[Draft]:
    """The drafts of one sentence, each joined to the one that tells its happening, over chains of them."""
    winner_of: dict[int, int] = {}

    def root(k: int) -> int:
        while k in winner_of:
            k = winner_of[k]
        return k

    for a in range(len(group)):
        for b in range(len(group)):
            winner = _one_happening(p, group[a], group[b], effects) if a != b and root(a) != root(b) else None
            if winner is not None:
                first, last = (a, b) if winner is group[a] else (b, a)
                winner_of[root(last)] = root(first)
    for k, draft in enumerate(group):
        if k in winner_of:
            _absorb(group[root(k)], draft)
    return [draft for k, draft in enumerate(group) if k not in winner_of]


def _absorb(winner: Draft, loser: Draft) -> None:
    winner.also += [loser.trigger, *(t for t in loser.also if t not in winner.also)]
    if winner.type != loser.type:
        if (
            winner.type in ("AGREE", "PROTEST")
            and loser.arguments.recipients
            and (winner.type == "AGREE" or not winner.arguments.recipients)
        ):
            winner.arguments.recipients = [r for r in loser.arguments.recipients if r not in winner.arguments.actors]
        return
    winner.is_given = winner.is_given and loser.is_given
    if winner.trigger.row.word not in verb_classes()["REPELLING"]:  # what is repelled was somebody else's deed
        if not winner.arguments.actors:
            winner.arguments.add("actors", loser.arguments.actors)
            winner.arguments.take_blame(loser.arguments)
        winner.arguments.add("recipients", [r for r in loser.arguments.recipients if r not in winner.arguments.actors])
    winner.arguments.weapons += [w for w in loser.arguments.weapons if w not in winner.arguments.weapons]
    row = loser.trigger.row
    is_effect = row.pos == "verb" and row.word in _effects(None)
    if is_effect and is_done(loser.status) and not is_done(winner.status):
        winner.status = (
            loser.status
        )  # "a suspected attack that killed dozens" did take place, but nobody died in "the strike"
    elif loser.status.phase and not winner.status.phase:
        winner.status = Status(
            winner.status.modality, winner.status.polarity, loser.status.phase, winner.status.cue or loser.status.cue
        )


def _one_happening(p: Parse, one: Draft, other: Draft, effects: frozenset[str]) -> Draft | None:
    """The draft to keep where `one` (a verb) and `other` tell the same; None where they do not."""
    v, n = one.token, other.token
    if p.pos[v] in VERBS and p.pos[n] not in VERBS:
        return _verb_and_noun(p, one, other, effects)
    if p.pos[v] in VERBS and p.pos[n] in VERBS:
        if one.type == other.type and one.type in SOFT and _is_content(p, n, v):
            return one
        return find_kept(p, one, other, effects)
    if one.type == "PROTEST" and other.type in ("PROTEST", "REQUEST", "REJECT", "ACCUSE") and hangs_below(p, n, v):
        return one
    if other.trigger.row.word == "toll" and one.type == other.type and n in _tolled(p, v):
        return one  # "the death toll from Monday's strike"
    if one.type == other.type and ((p.head[n] == v and p.dep[n] in ("appos", "compound", "conj")) or _of(p, n) == v):
        return one
    return None


def _is_content(p: Parse, n: int, v: int) -> bool:
    """Whether a verb in "-ing" says what the other's object is to: "repeated its commitment to supporting Lebanon"."""
    noun = p.head[p.head[n]]
    return p.dep[n] == "pcomp" and p.dep[p.head[n]] == "prep" and p.dep[noun] == "dobj" and p.head[noun] == v


def _tolled(p: Parse, event: int) -> list[int]:
    """The noun whose toll the event's is: "the toll from the strike", "the toll in the attack"."""
    prep = p.head[event]
    return [p.head[prep]] if p.dep[event] == "pobj" and p.lower[prep] in ("from", "of", "in", "after") else []


def _of(p: Parse, n: int) -> int | None:
    """The noun that n hangs on by "of" ("a series of attacks", "an exchange of fire")."""
    return p.head[p.head[n]] if p.dep[n] == "pobj" and p.lower[p.head[n]] == "of" else None


def _lasting(p: Parse, n: int) -> int | None:
    """The stretch of time that the noun fills: the days of "two days of clashes that left nine dead"."""
    length = _of(p, n)
    return length if length is not None and p.label[length] in ("DATE", "TIME") else None


def _verb_and_noun(p: Parse, verb: Draft, noun: Draft, effects: frozenset[str]) -> Draft | None:
    """The draft to keep where a verb and a noun of its sentence tell the same; None where they do not."""
    v, n = verb.token, noun.token
    first = n
    while p.dep[first] == "conj" and p.pos[p.head[first]] in ("NOUN", "PROPN"):
        first = p.head[first]
    dep, head = p.dep[first], p.head[first]
    is_object = dep in ("dobj", "nsubjpass") and head == v
    if (
        verb.type == "AGREE"
        and hangs_below(p, n, v)
        and noun.status.modality in ("planned", "hypothetical")
        and noun.type in SOFT
    ):
        return verb
    if verb.type == "PROTEST" and noun.type in ("PROTEST", "REQUEST", "ACCUSE", "REJECT") and hangs_below(p, n, v):
        return verb
    if verb.type == noun.type == "PROTEST" and p.dep[v] in ("advcl", "xcomp") and p.head[v] == noun.arguments.carrier:
        return noun  # "went on strike to protest the cuts"
    is_asked = _is_asked_for(p, verb, n)
    if (
        is_object
        and is_asked
        and any(c.slot == "obj" and c.lemmas for c in verb.trigger.row.conditions)
        and not (noun.type == "ASSAULT" and verb.type in ("COERCE", "ACCUSE", "REJECT"))
    ):
        return verb
    if verb.type != noun.type:
        return None
    if is_asked and p.dep[v] in ("relcl", "acl") and p.head[v] == n and verb.type not in _MEASURES:
        return noun  # "the offensive that they launched"
    if noun.arguments.carrier == v:
        return verb
    if head == v and dep in ("nsubj", "nsubjpass", "dobj"):
        return verb
    if dep == "pobj" and p.lower[head] == "after" and is_long_after(p, head):
        return None
    if (
        dep == "pobj"
        and (p.head[head] == v or (p.lower[head] in ("in", "by", "with") and _is_object(p, p.head[head], v)))
        and (
            p.lower[head] in ("in", "by", "during", "with", "from", "after", "for", "at", "through", "under", "amid")
            or verb.type != "ASSAULT"
        )
    ):
        return verb
    return _effect_of(p, verb, noun, first, effects)


def _is_object(p: Parse, n: int, v: int) -> bool:
    """Whether the noun is the verb's object, or what a part or number that is its object is of: "killed dozens of the rebels"."""
    whole = _of(p, n)
    return any(k is not None and p.dep[k] == "dobj" and p.head[k] == v for k in (n, whole))


def _effect_of(p: Parse, verb: Draft, noun: Draft, first: int, effects: frozenset[str]) -> Draft | None:
    """The noun's draft where the verb tells the effect of what the noun names; `first` heads the nouns that stand with it."""
    v, n = verb.token, noun.token
    if verb.trigger.row.word not in effects:
        return None
    above, hangs_as = p.head[v], p.dep[v]
    if (
        p.dep[first] in ("nsubj", "dobj", "nsubjpass")
        and above == p.head[first]
        and hangs_as in ("advcl", "conj", "xcomp", "ccomp")
        and p.child(v, "nsubj", "nsubjpass") is None
    ):
        return noun  # "an attack took place, killing three"
    if hangs_as in ("relcl", "acl") and (n in (above, _beyond_place(p, v)) or above == _lasting(p, n)):
        return noun  # "the raid that killed three", "the attack at the station, which killed three"
    is_of_carrier = p.pos[above] in VERBS and noun.arguments.carrier == above
    return noun if hangs_as in ("advcl", "conj") and is_of_carrier else None


def _is_asked_for(p: Parse, verb: Draft, n: int) -> bool:
    """Whether the verb tells of an event only beside such a noun: "launched an offensive"."""
    lemma = p.lemma[n].lower()
    return any(
        c.slot == "obj" and not c.is_negated and (not c.lemmas or lemma in c.lemmas)
        for c in verb.trigger.row.conditions
    )


def _beyond_place(p: Parse, v: int) -> int | None:
    """The noun that tells what happened where a relative clause was hung on the place of it: "the attack at the station, which killed"."""
    place = p.head[v]
    prep = p.head[place]
    is_own = p.dep[place] == "pobj" and p.lower[prep] in small_words("LOCATIVE") | {"on"}
    return p.head[prep] if is_own and any(p.lower[c] == "which" for c in p.kids(v, "nsubj")) else None
