"""What the office holders that a report names say of its day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from warmonitor.coding.dating.dates import says_year
from warmonitor.coding.dating.solving import FIRST, LAST, Constraint, evidence_of
from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import Days
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.tense import head_of
from warmonitor.knowledge import tables


@dataclass(frozen=True)
class _Office:
    words: frozenset[str]
    title: str
    country: str
    start: date
    end: date


@cache
def _holders() -> tuple[dict[str, list[tuple[tuple[str, ...], str, _Office]]], int]:
    """Names of office holders by their last word, with the whole name's words."""
    found: dict[str, list[tuple[tuple[str, ...], str, _Office]]] = {}
    for row in tables.rows("offices"):
        start = date.fromisoformat(row["start"]) if row["start"] else FIRST
        end = date.fromisoformat(row["end"]) if row["end"] else LAST
        office = _Office(frozenset(_heads(row["title"])), row["title"], row["country"], start, end)
        for name in (row["person"], *filter(None, row["aliases"].split(";"))):
            words = tuple(re.findall(r"[^\s\-'.]+", name.lower()))
            found.setdefault(words[-1], []).append((words, row["person"], office))
    return found, 6


@cache
def words_of(group: str, name: str) -> frozenset[str]:
    """A list of words of time_dating.yaml."""
    return frozenset(tables.entries("time_dating")[group][name])


def _heads(title: str) -> list[str]:
    return [
        word
        for word in _plain_words(title.lower().split())
        if word in words_of("titles", "sure") or word in words_of("titles", "vague")
    ]


def _plain_words(words: list[str]) -> list[str]:
    same = tables.entries("time_dating")["titles"]["same"]
    return [same.get(word, word) for word in words]


def offices_of(parse: Parse, times: list[FoundTime]) -> Iterator[Constraint]:
    """Who is said to hold an office: published while they held it, and not before they did."""
    holders, _ = _holders()
    told: dict[str, list[Constraint]] = {}
    latest: dict[tuple[str, str], date] = {}
    holding: dict[str, tuple[str, str, tuple[Days, ...]]] = {}
    dated = {parse.sentence_of[time.first] for time in times if says_year(time)}
    for i, word in enumerate(parse.lower):
        for words, person, _office in holders.get(word, ()):
            first = _name_before(parse, i, words)
            if first is None or person in told:
                continue
            held = [
                office
                for full, who, office in holders[word]
                if who == person and full == words and _has_title(parse, first, i + 1, office)
            ]
            if not held or parse.sentence_of[i] in dated or _is_former(parse, first):
                continue
            spans = tuple(sorted({(office.start, office.end) for office in held}))
            title = held[0].title
            latest[title, held[0].country] = max(latest.get((title, held[0].country), FIRST), spans[-1][0])
            holding[person] = (title, held[0].country, spans)
            why = f"{person} was {title} " + " and ".join(f"from {a} to {b if b != LAST else 'now'}" for a, b in spans)
            told[person] = (
                [Constraint(spans, evidence_of(parse, first, i + 1, why), 4)] if _acts(parse, first, i + 1) else []
            )
            told[person].append(
                Constraint(
                    ((spans[0][0], LAST),),
                    evidence_of(parse, first, i + 1, f"{person} became {title} on {spans[0][0]}"),
                    7,
                )
            )
            break
    for person, constraints in told.items():
        title, country, spans = holding[person]
        retold = spans[-1][1] <= latest[title, country]  # a later holder is named too: this one is of the past
        yield from constraints[-1:] if retold else constraints


def _acts(parse: Parse, first: int, last: int) -> bool:
    """Whether somebody does something in the report, rather than being spoken of ("under President Bush")."""
    head = head_of(parse, first, last)
    return parse.dep[head] in ("nsubj", "nsubjpass", "conj", "appos", "ROOT", "dep", "agent") or (
        parse.dep[head] == "pobj" and parse.lower[parse.head[head]] == "by"
    )


def _name_before(parse: Parse, last: int, words: tuple[str, ...]) -> int | None:
    """Where a name that ends at this token begins; None where the tokens say another name. One-word names need a title."""
    i, left = last, list(words)
    while left and i >= 0:
        word = parse.lower[i]
        if word in ("-", "'", ".") or word in ("'s",):
            i -= 1
            continue
        parts = re.findall(r"[^\s\-'.]+", word)
        if not parts or parts != left[-len(parts) :]:
            return None
        left = left[: -len(parts)]
        i -= 1
    return None if left else i + 1


def _has_title(parse: Parse, first: int, last: int, office: _Office) -> bool:
    """Whether the title stands directly before the name or in apposition after it."""
    sentence = parse.sentence_of[first]
    begin, end = parse.sentences[sentence]
    before = _plain_words(parse.lower[max(begin, first - 6) : first])
    title = set(_plain_words(office.title.lower().replace("-", " - ").split()))
    for back in range(1, len(before) + 1):
        word = before[-back]
        if word in office.words:
            return _fits(title, before[max(0, len(before) - back - 3) :])
        if word not in title and word not in words_of("titles", "links"):
            break
    after = _plain_words(parse.lower[last + 1 : min(end, last + 8)]) if last < end and parse.lower[last] == "," else []
    stop = next(
        (k for k, word in enumerate(after) if word == "," or (word == "of" and k and after[k - 1] not in title)),
        len(after),
    )
    return bool(office.words & set(after[:stop])) and _fits(title, after[:stop])


def _fits(title: set[str], words: list[str]) -> bool:
    """Whether the words beside a name are this title, not another one of the same head ("vice president")."""
    if any(word in words_of("titles", "ranks") and word not in title for word in words):
        return False
    shared = title & set(words)
    return (bool(shared & words_of("titles", "sure")) and "vice" not in title) or len(
        shared - words_of("titles", "links")
    ) >= 2


def _is_former(parse: Parse, first: int) -> bool:
    begin = parse.sentences[parse.sentence_of[first]][0]
    return any(word in words_of("titles", "former") for word in parse.lower[max(begin, first - 5) : first])
