"""Triggers with their arguments and status, before they become claims; and the joining of drafts that tell one happening."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments import Arguments
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge import tables
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import triggers, verb_classes, weapons
from warmonitor.records import Status

_VERBS = ("VERB", "AUX", "ADJ")
# What somebody who agrees, offers or promises to do it is told to have agreed to: one happening, the agreement.
_HARD = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
_SOFT = frozenset({"AID", "COOPERATE", "CONSULT", "SUPPORT", "RETREAT", "CONCEDE", "AGREE"})
# What is told of a measure ("won't lift the embargo") is not that it was taken ("imposed last year").
_MEASURES = frozenset({"SANCTION", "COERCE"})


@dataclass(slots=True)
class Draft:
    """One happening as a sentence tells it; `also` holds the triggers that were joined to it; is_given: the sentence takes it for granted."""

    trigger: FoundTrigger
    arguments: Arguments
    status: Status
    also: list[FoundTrigger] = field(default_factory=list)
    is_given: bool = False

    @property
    def token(self) -> int:
        return self.trigger.token

    @property
    def type(self) -> str:
        return self.trigger.row.type


@cache
def _weapon_words(extra: Path | None = None) -> frozenset[str]:
    return frozenset(name.split()[-1] for name in weapons(extra))


@cache
def _effects(extra: Path | None) -> frozenset[str]:
    return frozenset(row["verb"] for row in tables.rows("effects", extra))


def refused(p: Parse, drafts: list[Draft], extra: Path | None = None) -> list[Draft]:
    """The drafts with what somebody says they will not do as a refusal, where the deed would be a friendly one.

    "Israel will not release the prisoners" is a rejection; the words that turn a verb stand in triggers.tsv as "refusal".
    """
    rows = triggers(extra)
    for draft in drafts:
        v = draft.token
        if draft.type not in _SOFT or p.pos[v] not in ("VERB", "AUX"):
            continue
        is_ahead = any(p.dep[c] == "aux" and (p.lower[c], "refusal") in rows for c in p.children[v])
        negation = next((c for c in p.children[v] if p.dep[c] == "neg" and (p.lower[c], "refusal") in rows), None)
        if is_ahead and negation is not None:
            row = rows[p.lower[negation], "refusal"][
                0
            ]  # what its own words asked for is told in it still: "will not end the strike"
            row = replace(row, conditions=draft.trigger.row.conditions)
            draft.trigger = FoundTrigger(v, draft.trigger.first, draft.trigger.last, row)
            draft.status = Status()
    return drafts


def join(p: Parse, drafts: list[Draft], extra: Path | None = None) -> list[Draft]:
    """The drafts of a report with those joined that tell one happening of one sentence by verb and noun, or by act and effect."""
    effects = _effects(extra)
    kept: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in refused(p, drafts, extra):
        by_sentence.setdefault(p.sentence_of[draft.token], []).append(draft)
    for group in by_sentence.values():
        kept += _joined(p, group, effects)
    return sorted(kept, key=lambda d: d.token)


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


def _hangs_below(p: Parse, low: int, high: int) -> bool:
    """Whether `low` stands in the subtree of `high` or of the verb that carries it, without another subject between."""
    for above in p.ancestors(low):
        if above == high:
            return True
        if p.pos[above] in _VERBS and p.child(above, "nsubj", "nsubjpass") is not None:
            return p.pos[high] not in _VERBS and p.head[high] == above
    return False


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
    if not winner.arguments.actors:
        winner.arguments.add("actors", loser.arguments.actors)
    winner.arguments.add("recipients", [r for r in loser.arguments.recipients if r not in winner.arguments.actors])
    winner.arguments.weapons += [w for w in loser.arguments.weapons if w not in winner.arguments.weapons]
    row = loser.trigger.row
    is_effect = row.pos == "verb" and row.word in _effects(None)
    if is_effect and _is_done(loser.status) and not _is_done(winner.status):
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
    if p.pos[v] in _VERBS and p.pos[n] not in _VERBS:
        return _verb_and_noun(p, one, other, effects)
    if p.pos[v] in _VERBS and p.pos[n] in _VERBS:
        return _two_verbs(p, one, other, effects)
    if one.type == "PROTEST" and other.type in ("PROTEST", "REQUEST", "REJECT", "ACCUSE") and _hangs_below(p, n, v):
        return one
    if other.trigger.row.word == "toll" and one.type == other.type and n in _tolled(p, v):
        return one  # "the death toll from Monday's strike"
    if one.type == other.type and ((p.head[n] == v and p.dep[n] in ("appos", "compound", "conj")) or _of(p, n) == v):
        return one
    return None


def _is_done(status: Status) -> bool:
    return status.modality == "actual" and status.polarity == "positive"


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
    v, n = verb.token, noun.token
    first = n
    while p.dep[first] == "conj" and p.pos[p.head[first]] in ("NOUN", "PROPN"):
        first = p.head[first]
    dep, head = p.dep[first], p.head[first]
    is_object = dep in ("dobj", "nsubjpass") and head == v
    if (
        verb.type == "AGREE"
        and _hangs_below(p, n, v)
        and noun.status.modality in ("planned", "hypothetical")
        and noun.type in _SOFT
    ):
        return verb
    if verb.type == "PROTEST" and noun.type in ("PROTEST", "REQUEST", "ACCUSE", "REJECT") and _hangs_below(p, n, v):
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
    if dep == "pobj" and p.lower[head] == "after" and _is_long_after(p, head):
        return None
    if (
        dep == "pobj"
        and (
            p.head[head] == v
            or (p.lower[head] in ("in", "by", "with") and p.dep[p.head[head]] == "dobj" and p.head[p.head[head]] == v)
        )
        and (
            p.lower[head] in ("in", "by", "during", "with", "from", "after", "for", "at", "through", "under", "amid")
            or verb.type != "ASSAULT"
        )
    ):
        return verb
    if (
        verb.trigger.row.word in effects
        and dep in ("nsubj", "dobj", "nsubjpass")
        and p.head[v] == head
        and p.dep[v] in ("advcl", "conj", "xcomp", "ccomp")
        and p.child(v, "nsubj", "nsubjpass") is None
    ):
        return noun  # "an attack took place, killing three"
    if (
        verb.trigger.row.word in effects
        and p.dep[v] in ("relcl", "acl")
        and (n in (p.head[v], _beyond_place(p, v)) or p.head[v] == _lasting(p, n))
    ):
        return noun  # "the raid that killed three", "the attack at the station, which killed three"
    if (
        verb.trigger.row.word in effects
        and p.dep[v] in ("advcl", "conj")
        and p.pos[p.head[v]] in _VERBS
        and noun.arguments.carrier == p.head[v]
    ):
        return noun
    return None


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


def _two_verbs(p: Parse, one: Draft, other: Draft, effects: frozenset[str]) -> Draft | None:
    a, b = one.token, other.token
    if p.pos[b] == "ADJ" and p.head[b] == a:
        return one  # "found guilty"
    if (
        one.type == "AGREE"
        and other.type in _SOFT
        and other.status.modality == "planned"
        and p.dep[b] in ("xcomp", "ccomp", "conj", "advcl", "pcomp")
        and _hangs_below(p, b, a)
    ):
        return one
    if one.type == "REJECT" and other.type in _SOFT and p.dep[b] == "xcomp" and p.head[b] == a:
        if other.type == "RETREAT" and other.trigger.row.mode != "resign":
            return None  # "refused to free the hostages" tells besides that they are not free
        return one  # "refused to meet"
    if one.type == "THREATEN" and other.type in _HARD and p.dep[b] == "xcomp" and p.head[b] == a:
        return (
            one if (other.status.modality, other.status.polarity) == ("planned", "positive") else None
        )  # "vowed to attack"
    if (
        one.type == "PROTEST"
        and other.type in ("REQUEST", "ACCUSE", "REJECT", "PROTEST")
        and p.dep[b] in ("advcl", "xcomp", "acl")
        and _hangs_below(p, b, a)
    ):
        return one
    if (
        one.type == "MOBILIZE"
        and other.type == "ASSAULT"
        and p.dep[b] == "advcl"
        and p.tag[b] in ("VBG", "VBD")
        and p.head[b] == a
    ):
        return other
    if one.type == other.type == "ASSAULT" and _is_of_weapon(p, b, a) and one.status.modality == other.status.modality:
        return None if _are_met(one, other) else one
    if one.type == other.type == "ASSAULT" and _is_cause(p, a, b) and one.trigger.row.word in effects:
        return _moded(one, other) if other.trigger.row.mode else one  # "were killed by shelling"
    if one.type != other.type or p.head[b] != a:
        return None
    dep = p.dep[b]
    if dep in ("csubj", "nsubj") and one.type == "ASSAULT" and one.trigger.row.word in effects:
        return one  # "shelling killed two children"
    if one.type != "ASSAULT":
        if (
            dep in ("advcl", "xcomp")
            and p.child(b, "nsubj", "nsubjpass") is None
            and one.type not in ("REQUEST", "ACCUSE", "REJECT", "THREATEN")
        ):
            return one  # "met to discuss"
        return (
            one
            if dep == "conj"
            and one.trigger.row.mode == other.trigger.row.mode
            and p.child(b, "nsubj", "nsubjpass") is None
            and b - a < 6
            else None
        )
    if dep == "advcl" and not _is_done(one.status) and _is_done(other.status):
        return None  # "attempted to rape a woman, killing the man who defended her"
    if _is_of_others(one, other) or _have_other_doers(p, one, other) or _have_other_places(p, one, other):
        return None
    if any(p.dep[c] == "mark" and p.lower[c] == "after" and _is_long_after(p, c) for c in p.children[b]):
        return None
    is_effect_a, is_effect_b = one.trigger.row.word in effects, other.trigger.row.word in effects
    shares_subject = p.child(b, "nsubj", "nsubjpass") is None
    if dep == "conj" and is_effect_b and (shares_subject or (is_effect_a and _is_told_of_harmed(p, other))):
        return one
    if dep == "conj" and is_effect_a and shares_subject:
        return one
    if dep == "advcl" and is_effect_b and (p.tag[b] == "VBG" or shares_subject or _is_told_of_harmed(p, other)):
        return one if p.tag[b] in ("VBG", "VBD", "VBN") else None
    if dep == "advcl" and is_effect_a and any(p.lower[c] in ("when", "as", "after", "while") for c in p.children[b]):
        return one if not other.trigger.row.mode else _moded(one, other)
    if dep == "ccomp" and b < a and not shares_subject and p.child(a, "nsubj", "nsubjpass") is not None:
        return None  # "a strike wounded scores; nobody died"
    if dep in ("xcomp", "ccomp", "prep") and is_effect_b:
        return one
    return None


def _is_cause(p: Parse, a: int, b: int) -> bool:
    """Whether verb b tells by what verb a befell somebody."""
    by = p.head[b]
    return p.dep[b] == "pcomp" and p.lower[by] == "by" and p.head[by] == a


def _are_met(one: Draft, other: Draft) -> bool:
    """Whether the arms were met by others than those who sent them: "the army shot down 38 drones launched by Russia"."""
    return one.trigger.row.word in verb_classes()["MEETING_ARMS"] and bool(other.arguments.actors)


def _is_told_of_harmed(p: Parse, draft: Draft) -> bool:
    """Whether the verb's subject is who was harmed: "were wounded", "died"."""
    return draft.trigger.row.frame == "suffer" or clauses.is_passive(p, draft.token)


def _have_other_doers(p: Parse, one: Draft, other: Draft) -> bool:
    """Whether each of two verbs has a doer of its own: "the army killed ten rebels when they attacked a base".

    A pronoun of the first doer's number is that doer again: "gunmen killed ten when they attacked", "a bomber died when he ...".
    """
    own = p.child(other.token, "nsubj")
    if own is None or own not in other.arguments.actors or not one.arguments.actors:
        return False
    if p.pos[own] != "PRON":
        return True
    first = p.child(one.token, "nsubj") or one.arguments.actors[0]
    return (p.lower[own] in small_words("SEVERAL")) != (
        p.tag[first] in ("NNS", "NNPS") or len(one.arguments.actors) > 1
    )


def _is_long_after(p: Parse, after: int) -> bool:
    """Whether a length of time stands before "after": "hours after the army bombed a market"."""
    return after > 0 and p.label[after - 1] in ("TIME", "DATE") and p.pos[after - 1] == "NOUN"


def _have_other_places(p: Parse, one: Draft, other: Draft) -> bool:
    """Whether each of two verbs joined by "and" says where, elsewhere: "killed a farmer in Gwoza and two were killed in Baga"."""
    if p.dep[other.token] != "conj" or p.child(other.token, "nsubj", "nsubjpass") is None:
        return False
    here, there = _spots(p, one.token), _spots(p, other.token)
    return bool(here and there) and here.isdisjoint(there)


def _spots(p: Parse, v: int) -> set[str]:
    """The names of places that the verb's own words of place bring."""
    holders = (v, *clauses.objects(p, v))
    nouns = (n for holder in holders for prep, n in clauses.complements(p, holder) if prep in small_words("LOCATIVE"))
    return {p.lower[n] for n in nouns if p.pos[n] == "PROPN" and p.label[n] not in ("DATE", "TIME")}


def _is_of_others(one: Draft, other: Draft) -> bool:
    """Whether one takes people away and the other does something else to others: "killing 12 and abducting the driver"."""
    if (one.trigger.row.mode == "abduct") == (other.trigger.row.mode == "abduct"):
        return False
    return set(one.arguments.recipients).isdisjoint(other.arguments.recipients)


def _is_of_weapon(p: Parse, b: int, a: int) -> bool:
    """Whether verb b tells more of the weapon that is verb a's: "a bomb planted by rebels killed two", "fired a missile that hit a ship"."""
    weapon = p.head[b]
    above = p.head[weapon] if p.dep[weapon] == "pobj" and p.dep[p.head[weapon]] == "agent" else weapon
    return (
        p.dep[b] in ("acl", "relcl")
        and p.head[above] == a
        and (above != weapon or p.dep[weapon] in ("nsubj", "nsubjpass", "dobj"))
        and p.lemma[weapon].lower() in _weapon_words()
    )


def _moded(effect: Draft, act: Draft) -> Draft:
    """The effect's draft under the act's row ("killed when a bomb exploded")."""
    effect.also.append(effect.trigger)
    effect.trigger = FoundTrigger(effect.trigger.token, effect.trigger.first, effect.trigger.last, act.trigger.row)
    return effect


def clause_top(p: Parse, draft: Draft) -> int:
    """The verb that the draft's clause hangs on, the trigger itself where it has none."""
    if p.pos[draft.token] in _VERBS:
        return draft.token
    if draft.arguments.carrier is not None:
        return draft.arguments.carrier
    return clauses.clause_verb(p, draft.token) or draft.token
