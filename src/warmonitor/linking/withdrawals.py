"""What publishers took back: reports that say of themselves, or of an earlier one, that they were withdrawn or corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, get_args

import msgspec

from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.tables import entries, rows
from warmonitor.linking.copies import Words, are_same_words, take_words
from warmonitor.linking.voices import Told, order_of

Notice = Literal["withdrawn", "corrected"]


@cache
def _cues() -> tuple[tuple[re.Pattern[str], Notice, bool], ...]:
    notices: dict[str, Notice] = {notice: notice for notice in get_args(Notice)}
    return tuple(
        (re.compile(row["words"], re.IGNORECASE), notices[row["says"]], row["where"] == "anywhere")
        for row in rows("notices")
        if row["says"] in notices
    )


@cache
def _stems() -> re.Pattern[str]:
    """What no notice can do without: looked for first, as hardly any report has it."""
    return re.compile("|".join(row["words"] for row in rows("notices") if row["says"] == "stem"), re.IGNORECASE)


@cache
def _superseded() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["words"], re.IGNORECASE) for row in rows("notices") if row["says"] == "superseded")


def find_notice(title: str | None, text: str) -> Notice | None:
    """Whether a report says that it, or what was printed in its place before, is withdrawn (which outweighs) or corrected."""
    edge = entries("linking")["notices"]["edge"]
    return _find(f"{title or ''}\n{text[:edge]}", text[-edge:] if len(text) > edge else "")


@lru_cache(maxsize=2048)
def _find(head: str, foot: str) -> Notice | None:
    stems = _stems()
    if not stems.search(head) and not stems.search(foot):
        return None
    found = {
        says
        for pattern, says, anywhere in _cues()
        if pattern.search(head) or (foot and anywhere and pattern.search(foot))
    }
    return "withdrawn" if "withdrawn" in found else "corrected" if found else None


def is_superseded(told: Told) -> bool:
    """Whether a claim repeats what its own publisher said wrongly before: "an earlier version of this article said ..."."""
    attribution = told.claim.attribution
    if attribution is None or not attribution.speakers:
        return False
    return _is_superseded(" ; ".join(party.text for party in attribution.speakers)[:300])


@lru_cache(maxsize=4096)
def _is_superseded(speakers: str) -> bool:
    return any(pattern.search(speakers) for pattern in _superseded())


@cache
def _replaced() -> re.Pattern[str]:
    words = "|".join(sorted(small_words("NOT_SO_MANY"), key=len, reverse=True)).replace(" ", r"\s+")
    return re.compile(rf"\b(?:{words})\s+(\d[\d,]*|[a-z]+(?:-[a-z]+)?)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def find_replaced(text: str) -> frozenset[int]:
    """The figures that words put others in the place of: the eleven of "nine people, not eleven, were killed"."""
    numbers = [_read_number(match[1].lower()) for match in _replaced().finditer(text)]
    return frozenset(number for number in numbers if number is not None)


def _read_number(words: str) -> int | None:
    if words[0].isdigit():
        return int(words.replace(",", "")[:12])
    units = entries("numbers")["units"]
    parts = [units.get(part) for part in words.split("-")]
    return None if None in parts else sum(parts)


def find_taken_back(told: Told) -> frozenset[int]:
    """The figures of which a claim says that they were wrong: those that it puts others in the place of, and what its own publisher said before."""
    if not is_superseded(told):
        return find_replaced(told.claim.text)
    return frozenset(count.low for count in told.claim.event.counts if count.low is not None)


def mark_old_prints(claims: Sequence[Told]) -> list[Told]:
    """The claims; those that print a sentence of another publisher with a figure that this one took back are its own word, as it was."""
    taken: dict[str, set[int]] = {}
    for told in claims:
        if numbers := find_taken_back(told):
            taken.setdefault(told.publisher, set()).update(numbers)
    if not taken:
        return list(claims)
    corrected = [(one, take_words(one.claim.text).trigrams) for one in claims if one.publisher in taken]
    return [_as_old_print(told, corrected, taken) for told in claims]


def _as_old_print(
    told: Told, corrected: Sequence[tuple[Told, frozenset[tuple[str, ...]]]], taken: dict[str, set[int]]
) -> Told:
    numbers = {count.low for count in told.claim.event.counts}
    words = take_words(told.claim.text).trigrams
    for one, others in corrected:
        if one.publisher == told.publisher or numbers.isdisjoint(taken[one.publisher]):
            continue
        if are_same_words(Words(words, frozenset()), Words(others, frozenset()), len(words & others)):
            origin = one.copies or one.report
            return msgspec.structs.replace(told, publisher=one.publisher, published=one.published, copies=origin)
    return told


def mark_withdrawn(claims: Sequence[Told]) -> list[Told]:
    """The claims in order; a report that withdraws takes back what its publisher said by then. Others' words stand."""
    last: dict[str, str] = {}
    for told in claims:
        if told.is_withdrawn:
            last[told.publisher] = max(_day_of(told), last.get(told.publisher, ""))
    return [
        msgspec.structs.replace(told, is_withdrawn=True)
        if not told.is_withdrawn and (is_superseded(told) or _day_of(told) <= last.get(told.publisher, ""))
        else told
        for told in sorted(claims, key=order_of)
    ]


def _day_of(told: Told) -> str:
    """The day of publication; undated reports come last."""
    return told.published or "9999"
