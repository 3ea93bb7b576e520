"""Families of reports: whether a report is a copy of earlier ones, of which kind, and which of its words are whose."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec
import numpy as np

from warmonitor.knowledge.tables import entries
from warmonitor.linking.copies import Covered, Mask, Passage, Prints, Searched, find_passages, runs_of
from warmonitor.records import Claim

_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_LAST_DAY = date.max.toordinal() + 1
_BITS_OF_NUMBER, _BITS_OF_HASH = 20, 20  # beside the 23 of a day
_MOST_NUMBER = (1 << _BITS_OF_NUMBER) - 1
_LONGEST_NUMBER = 12
_LAST_NUMBER = re.compile(r"[0-9]+$")

Relation = Literal["reprint", "cut", "rewrite", "merged", "translation", "partial"]


class Earlier(NamedTuple):
    """A report that stands before the one at hand, and the first report of its own family."""

    key: int
    family: int
    prints: Prints


class Taken(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Words (the first, and the one after the last) that a report has from another."""

    start: int
    end: int
    source: int


class Judged(NamedTuple):
    """What a report is to earlier ones: a copy of `parent` (None where it is none), and the words that it has from them.

    `share` is that of its words which earlier reports have.
    """

    relation: Relation
    parent: int | None
    share: float
    taken: tuple[Taken, ...]


def place_in_order(day: str | None, report: str, *, is_credited: bool) -> int:
    """Where a report stands in the order of publication: by its day, what credits another source after what doesn't, undated last.

    Those that are alike so far follow the number at the end of their ids (feeds count up), then a hash of these: never when
    they came, so that which of many holders of a sentence are looked at follows from what there is.
    """
    days = _LAST_DAY if day is None else date.fromisoformat(day[:10]).toordinal()
    ends = _LAST_NUMBER.search(report[-_LONGEST_NUMBER - 1 :])
    number = min(int(ends[0]), _MOST_NUMBER) if ends else _MOST_NUMBER
    mixed = int.from_bytes(hashlib.blake2b(report.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return ((2 * days + is_credited) << _BITS_OF_NUMBER | number) << _BITS_OF_HASH | mixed >> 64 - _BITS_OF_HASH


def judge(own: Prints, earlier: Sequence[Earlier]) -> Judged | None:
    """How a report stands to earlier ones, which are given in their order; None where it has nothing of theirs.

    Words that reports of several families have are a phrase that many use and count for none.
    """
    settings = entries("linking")["copies"]
    compared = Searched(own.shingles).compare([one.prints.shingles for one in earlier])
    covers = [one.ours for one in compared]
    weighed = _weigh(covers, earlier, settings["too_common"])
    counted = int(weighed.sum())
    if counted < settings["shortest_text"]:
        return None
    shares = [np.count_nonzero(mask & weighed) / counted for mask in covers]
    if not shares or max(shares) <= 0:
        return None
    found, left = _share_out(covers, shares, weighed)
    first = _find_parent(earlier, shares, found)
    total = 1.0 - float(left.sum()) / counted
    taken = _stretches(found, earlier)
    shared = compared[first]._replace(ours=covers[first] & weighed)
    if _is_member(shared, shares[first], total, min(own.words, earlier[first].prints.words)) or all(
        _is_rewritten(own, earlier[i].prints, covers[i] & weighed) for i in _find_equals(earlier, shares, first)
    ):
        others = {i: float(mask.sum()) / counted for i, mask in found if earlier[i].family != earlier[first].family}
        relation = _relate(earlier, first, compared[first].theirs, shares[first], others)
        return Judged(relation, earlier[first].key, round(total, 3), taken)
    lifted = tuple(one for one in taken if one.end - one.start >= settings["lifted_words"])
    if not lifted:
        return None
    words = sum(one.end - one.start for one in lifted)
    return Judged("partial", None, round(words / counted, 3), lifted)


def _share_out(covers: Sequence[Mask], shares: Sequence[float], weighed: Mask) -> tuple[list[tuple[int, Mask]], Mask]:
    """Each stretch given to the first report that has it, and the words that none has; phrases in common with others don't count."""
    settings = entries("linking")["copies"]
    found: list[tuple[int, Mask]] = []
    left = weighed.copy()
    for i, mask in enumerate(covers):
        least = settings["own_words"] if shares[i] >= settings["least_share"] else settings["lifted_words"]
        held = mask & left
        if np.count_nonzero(held) < least:
            continue
        taken = _long_runs(held, least)
        if taken.any():
            found.append((i, taken))
            left &= ~taken
    return found, left


def _find_parent(earlier: Sequence[Earlier], shares: Sequence[float], found: Sequence[tuple[int, Mask]]) -> int:
    """The report that has most of the words, of the family that most of the words are from; the first where several have as much."""
    words: dict[int, int] = {}
    for i, mask in found:
        words[earlier[i].family] = words.get(earlier[i].family, 0) + int(mask.sum())
    family = max(words, key=lambda each: words[each], default=None)
    own = [i for i, one in enumerate(earlier) if family is None or one.family == family]
    most = max(shares[i] for i in own)
    return next(i for i in own if shares[i] >= most - entries("linking")["copies"]["as_good"])


def _weigh(covers: Sequence[Mask], earlier: Sequence[Earlier], too_common: int) -> Mask:
    """The words that count: those that not too many families have."""
    size = len(covers[0]) if covers else 0
    if len({one.family for one in earlier}) < too_common:
        return np.ones(size, np.bool_)
    families: dict[int, Mask] = {}
    for one, mask in zip(earlier, covers, strict=True):
        families[one.family] = families[one.family] | mask if one.family in families else mask
    holders = np.sum(list(families.values()), axis=0)
    common = _long_runs(holders >= too_common, 4)
    return ~common


def _long_runs(mask: Mask, least: int) -> Mask:
    found = np.zeros(len(mask), np.bool_)
    for start, end in runs_of(mask):
        if end - start >= least:
            found[start:end] = True
    return found


def _stretches(found: Sequence[tuple[int, Mask]], earlier: Sequence[Earlier]) -> tuple[Taken, ...]:
    taken = [Taken(start, end, earlier[i].key) for i, mask in found for start, end in runs_of(mask)]
    return tuple(sorted(taken, key=lambda one: one.start))


def _is_member(shared: Covered, share: float, total: float, words: int) -> bool:
    """Whether a report is a copy of its parent; `words` are those of the shorter of the two.

    So much of it is its parent's (or of earlier reports', a good part its parent's), or it holds so much of its parent, or half of
    each is the other's. Where neither holds most of the other, a single stretch is no copy, unless the report begins with it: different stories of one house
    have their notes in common.
    """
    settings = entries("linking")["copies"]
    if words < settings["short_text"]:
        return bool(min(share, shared.theirs) >= settings["short_share"])
    if share < settings["same_text"] and not (
        share >= settings["least_share"]
        and (total >= settings["all_taken"] or shared.theirs >= settings["holds_parent"])
    ):
        return False
    if max(total, shared.theirs) >= settings["all_taken"] or min(share, shared.theirs) >= settings["half_each"]:
        return True
    start, end = max(runs_of(shared.ours), key=lambda run: run[1] - run[0], default=(0, 0))
    is_alone = end - start > settings["one_stretch"] * int(shared.ours.sum())
    return not is_alone or start <= settings["at_the_top"] * len(shared.ours)


def _is_rewritten(own: Prints, parent: Prints, shared: Mask) -> bool:
    """Whether a report that has less of its parent is one all the same: passages of several parts of it, with words changed here and there.

    A paragraph that was lifted stands there in one piece, as do a house's notes, or word for word. `shared` are the words in common that
    count.
    """
    settings = entries("linking")["copies"]
    if min(own.words, parent.words) < settings["short_text"] or float(shared.mean()) < settings["rewritten_from"]:
        return False
    kept = {one: int(shared[one.start : one.end].sum()) for one in find_passages(own.shingles, parent.shingles)}
    passages = [one for one, words in kept.items() if 2 * words > one.end - one.start]
    words = sum(one.end - one.start for one in passages)
    if words < settings["rewritten_share"] * own.words or words == sum(kept[one] for one in passages):
        return False
    return any(_are_apart(a, b) for a, b in pairwise(passages))


def _find_equals(earlier: Sequence[Earlier], shares: Sequence[float], first: int) -> list[int]:
    """The reports of one family that have as much of the words as this one: each may have them in another order."""
    least = shares[first] - entries("linking")["copies"]["as_good"]
    return [i for i, one in enumerate(earlier) if one.family == earlier[first].family and shares[i] >= least]


def _are_apart(a: Passage, b: Passage) -> bool:
    """Whether a passage and the next one don't follow each other in both reports."""
    settings = entries("linking")["copies"]
    between = b.there - a.there_end
    return (
        not -settings["shingle_words"] <= between <= settings["apart_words"]
        or b.start - a.end > settings["apart_words"]
    )


def _relate(earlier: Sequence[Earlier], first: int, held: float, share: float, others: dict[int, float]) -> Relation:
    """Of which kind a copy is: `held` is the share of its parent that it has, `others` the shares of its words that other families have."""
    settings = entries("linking")["copies"]
    added = [earlier[i] for i, adds in others.items() if adds >= settings["merged_share"]]
    if added:
        compared = Searched(earlier[first].prints.shingles).compare([one.prints.shingles for one in added])
        if any(one.theirs < settings["same_text"] for one in compared):
            return "merged"
    if share < settings["word_for_word"]:
        return "rewrite"
    return "reprint" if held >= settings["whole"] else "cut"


def find_own(
    text: str, taken: Sequence[tuple[int, int]], skipped: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """The stretches of a text that it has of its own: some words in a row, or a figure, outside of what is taken or furniture."""
    least = entries("linking")["copies"]["shown_words"]
    found, at = [], 0
    for start, end in [*sorted([*taken, *skipped]), (len(text), len(text))]:
        words = list(_WORD.finditer(text, at, max(at, start)))
        if len(words) >= least or any(match.group().isdigit() for match in words):
            last = words[-1].end()
            stop = last + 1 if text[last : last + 1] in tuple(".!?") else last
            found.append((words[0].start(), min(stop, max(at, start))))
        at = max(at, end)
    return found


def find_source(claim: Claim, taken: Sequence[tuple[int, int, int]]) -> int | None:
    """The report that a claim has its words from, by stretches of characters (start, end, report); None where they are its own.

    A claim is its report's own where too few of its words are taken, or one of its figures isn't.
    """
    sources: dict[int, int] = {}
    for start, end, source in taken:
        shared = min(end, claim.end) - max(start, claim.start)
        if shared > 0:
            sources[source] = sources.get(source, 0) + shared
    if sum(sources.values()) < entries("linking")["copies"]["claim_taken"] * (claim.end - claim.start):
        return None
    for count in claim.event.counts:
        figure = _FIGURE.search(count.text) or _WORD.search(count.text)
        start, end = (count.start + at for at in figure.span()) if figure else (count.start, count.end)
        if not any(first <= start and end <= last for first, last, _ in taken):
            return None
    return max(sources, key=lambda source: sources[source])  # the one whose words stand first where two have as many
