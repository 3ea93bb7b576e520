"""Two verbs of one sentence that may tell one happening: by word and deed, by act and effect."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.drafts import SOFT, VERBS, Draft
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import verb_classes, weapons
from warmonitor.records import Status

_HARD = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})


def find_kept(p: Parse, one: Draft, other: Draft, effects: frozenset[str]) -> Draft | None:
    """The draft to keep where two verbs tell the same; None where they do not."""
    for tells in (_of_word_and_deed, _of_act_and_effect):
        is_settled, kept = tells(p, one, other, effects)
        if is_settled:
            return kept
    if one.type != other.type or p.head[other.token] != one.token:
        return None
    if one.type == "ASSAULT":
        return _of_attacks(p, one, other, effects)
    return _of_words(p, one, other)


def _of_word_and_deed(p: Parse, one: Draft, other: Draft, effects: frozenset[str]) -> tuple[bool, Draft | None]:
    """Whether it is settled by what the first verb says of the second's deed, and the draft to keep then."""
    a, b = one.token, other.token
    is_below = p.dep[b] == "xcomp" and p.head[b] == a
    if p.pos[b] == "ADJ" and p.head[b] == a:
        return True, one  # "found guilty"
    if (
        one.type == "AGREE"
        and other.type in SOFT
        and other.status.modality == "planned"
        and p.dep[b] in ("xcomp", "ccomp", "conj", "advcl", "pcomp")
        and hangs_below(p, b, a)
    ):
        return True, one
    if one.type == "REJECT" and other.type in SOFT and is_below:
        # "refused to meet"; "refused to free the hostages" tells besides that they are not free
        return True, None if other.type == "RETREAT" and other.trigger.row.mode != "resign" else one
    if one.type == "THREATEN" and other.type in _HARD and is_below:  # "vowed to attack"
        return True, one if (other.status.modality, other.status.polarity) == ("planned", "positive") else None
    if (
        one.type == "PROTEST"
        and other.type in ("REQUEST", "ACCUSE", "REJECT", "PROTEST")
        and p.dep[b] in ("advcl", "xcomp", "acl")
        and hangs_below(p, b, a)
    ):
        return True, one
    return False, None


def _of_act_and_effect(p: Parse, one: Draft, other: Draft, effects: frozenset[str]) -> tuple[bool, Draft | None]:
    """Whether it is settled by one verb telling how the other's deed was done, and the draft to keep then."""
    a, b = one.token, other.token
    if (
        one.type == "MOBILIZE"
        and other.type == "ASSAULT"
        and p.dep[b] == "advcl"
        and p.tag[b] in ("VBG", "VBD")
        and p.head[b] == a
    ):
        return True, other
    if not one.type == other.type == "ASSAULT":
        return False, None
    is_effect = one.trigger.row.word in effects
    if _is_of_weapon(p, b, a) and one.status.modality == other.status.modality:
        return True, None if _are_met(one, other) else one
    if _is_cause(p, a, b) and is_effect:
        return True, _moded(one, other) if other.trigger.row.mode else one  # "were killed by shelling"
    if p.head[b] == a and p.dep[b] in ("csubj", "nsubj") and is_effect:
        return True, one  # "shelling killed two children"
    return False, None


def _of_words(p: Parse, one: Draft, other: Draft) -> Draft | None:
    """The draft to keep of two verbs of one type that isn't an attack."""
    b, dep = other.token, p.dep[other.token]
    if p.child(b, "nsubj", "nsubjpass") is not None:
        return None
    if dep in ("advcl", "xcomp") and one.type not in ("REQUEST", "ACCUSE", "REJECT", "THREATEN"):
        return one  # "met to discuss"
    is_of_mode = one.trigger.row.mode == other.trigger.row.mode
    return one if dep == "conj" and is_of_mode and b - one.token < 6 else None


def _of_attacks(p: Parse, one: Draft, other: Draft, effects: frozenset[str]) -> Draft | None:
    """The draft to keep of two verbs of attacks, of which the second hangs on the first."""
    a, b = one.token, other.token
    dep = p.dep[b]
    if dep == "advcl" and not is_done(one.status) and is_done(other.status):
        return None  # "attempted to rape a woman, killing the man who defended her"
    if _is_of_others(one, other) or _have_other_doers(p, one, other) or _have_other_places(p, one, other):
        return None
    if _is_of_things_too(p, one, other):
        return None
    if any(p.dep[c] == "mark" and p.lower[c] == "after" and is_long_after(p, c) for c in p.children[b]):
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


def is_long_after(p: Parse, after: int) -> bool:
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


def _is_of_things_too(p: Parse, one: Draft, other: Draft) -> bool:
    """Whether somebody kills people and destroys things besides: "killed 12 people and torched 30 houses", but not what one bomb did."""
    a, b = one.token, other.token
    of_people = [draft for draft in (one, other) if draft.trigger.row.mode != "destroy"]
    if p.dep[b] != "conj" or len(of_people) != 1 or of_people[0].trigger.row.word not in verb_classes()["HARM"]:
        return False
    doer = p.child(a, "nsubj")
    is_somebody = doer is not None and doer in one.arguments.actors and p.lemma[doer].lower() not in _weapon_words()
    if not is_somebody or not (clauses.objects(p, a) and clauses.objects(p, b)):
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


@cache
def _weapon_words(extra: Path | None = None) -> frozenset[str]:
    return frozenset(name.split()[-1] for name in weapons(extra))


def _moded(effect: Draft, act: Draft) -> Draft:
    """The effect's draft under the act's row ("killed when a bomb exploded")."""
    effect.also.append(effect.trigger)
    effect.trigger = FoundTrigger(effect.trigger.token, effect.trigger.first, effect.trigger.last, act.trigger.row)
    return effect


def hangs_below(p: Parse, low: int, high: int) -> bool:
    """Whether `low` stands in the subtree of `high` or of the verb that carries it, without another subject between."""
    for above in p.ancestors(low):
        if above == high:
            return True
        if p.pos[above] in VERBS and p.child(above, "nsubj", "nsubjpass") is not None:
            return p.pos[high] not in VERBS and p.head[high] == above
    return False


def is_done(status: Status) -> bool:
    return status.modality == "actual" and status.polarity == "positive"
