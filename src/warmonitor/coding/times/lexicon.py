"""The tables of time words and patterns, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from warmonitor.coding.times.days import Days
from warmonitor.errors import KnowledgeError
from warmonitor.knowledge import tables

_SLOT = re.compile(r"(?<!\?P)<(=?)([a-z_]+?)(\d?)>")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_WORDS = re.compile(r"[a-z][a-z.']*|'\w*")
_WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]


@dataclass(frozen=True)
class Rule:
    """A pattern of the grammar, the operation that reads it and the operation's own parameters."""

    like: re.Pattern[str]
    op: str
    kind: str
    options: dict[str, Any]


@dataclass
class Lexicon:
    """Words, rules and look-ups of the time grammar."""

    words: dict[str, dict[str, Any]]
    rules: list[Rule]
    gate: re.Pattern[str]
    triggers: frozenset[str]
    vocabulary: frozenset[str]
    joins: list[tuple[frozenset[str], frozenset[str], frozenset[str]]]
    feasts: dict[str, list[tuple[str, str]]]
    relations: dict[str, str]
    sets: dict[str, frozenset[str]]
    named_days: dict[tuple[int, int], tuple[frozenset[str], int]]
    longest_relation: int = field(default=1)


def _alternatives(words: Any) -> str:
    return "|".join(re.escape(str(word)).replace(r"\ ", " ") for word in sorted(words, key=lambda w: -len(str(w))))


class _Compiler:
    """Turns the patterns of time_rules.yaml into regular expressions."""

    def __init__(self, words: dict[str, Any], patterns: dict[str, str]) -> None:
        self.words = words
        self.patterns = patterns

    def __call__(self, pattern: str) -> str:
        pattern = re.sub(r"\((?!\?)", "(?:", pattern).replace("~", "(?: ?- ?| )")
        return _SLOT.sub(self._slot, pattern)

    def rule(self, pattern: str) -> str:
        """The expression of a whole rule; a group named again gets `__2`, `__3`, since Python allows a name once."""
        seen: dict[str, int] = {}

        def numbered(group: re.Match[str]) -> str:
            name = group.group(1)
            seen[name] = seen.get(name, 0) + 1
            return group.group() if seen[name] == 1 else f"(?P<{name}__{seen[name]}>"

        return _GROUP.sub(numbered, self(pattern))

    def _slot(self, slot: re.Match[str]) -> str:
        silent, name, digit = slot.groups()
        if name in self.patterns:
            inner = self(self.patterns[name])
        elif name in self.words:
            inner = _alternatives(self.words[name])
        else:
            raise KnowledgeError(
                f"time_rules.yaml: <{name}> is neither a class of time_words.yaml nor one of its patterns"
            )
        inner = re.sub(r"\(\?P<\w+>", "(?:", inner)
        return f"(?:{inner})" if silent or name == "approximate" else f"(?P<{name}{digit}>{inner})"


def _feasts(extra: Path | None) -> tuple[dict[str, list[tuple[str, str]]], dict[str, str]]:
    found: dict[str, list[tuple[str, str]]] = {}
    names: dict[str, str] = {}
    for row in tables.rows("feasts", extra):
        found.setdefault(row["feast"], []).append((row["first"], row["last"]))
        for name in (row["feast"], *filter(None, row["aliases"].split(";"))):
            names[name] = row["feast"]
    return found, names


def feast_days(rows: list[tuple[str, str]], year: int) -> list[Days]:
    """The days of a feast that begin in that year."""
    found = []
    for first, last in rows:
        if first.startswith("*"):
            day = _yearly(first, year)
            end = _yearly(last, year)
            if day and end:
                found.append((day, end))
        elif first.startswith(f"{year:04}"):
            found.append((date.fromisoformat(first), date.fromisoformat(last)))
    return found


def _yearly(rule: str, year: int) -> date | None:
    _, month, day = rule.split("-", 2)
    if day.isdigit():
        return date(year, int(month), int(day))
    weekday, place = _WEEKDAYS.index(day[:2]), int(day[2:])
    if place > 0:
        first = date(year, int(month), 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (place - 1))
    last = date(year + int(month) // 12, int(month) % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.weekday() - weekday) % 7)


@cache
def load(extra: Path | None = None) -> Lexicon:
    """The compiled tables; raises KnowledgeError where a rule is broken."""
    words = dict(tables.entries("time_words", extra))
    grammar = tables.entries("time_rules", extra)
    feasts, names = _feasts(extra)
    words["feast"] = names
    compiler = _Compiler(words, grammar["patterns"])
    rules, sources = [], []
    for row in grammar["rules"]:
        try:
            source = compiler.rule(row["like"])
            rules.append(
                Rule(
                    re.compile(f"{source}(?![^ ])"),
                    row["op"],
                    row.get("kind", ""),
                    {k: v for k, v in row.items() if k not in ("op", "like", "kind")},
                )
            )
        except re.error as error:
            raise KnowledgeError(f"time_rules.yaml: {row['like']!r} is no pattern: {error}") from error
        sources.append(re.sub(r"\(\?P<\w+>", "(?:", source))
    literal = " ".join(re.sub(r"<[^>]*>|\?P", " ", str(row["like"])) for row in grammar["rules"])
    known = set(_WORDS.findall(literal)) | {"-", "–", ",", "'", "‘", "'s", "of", "the", "(", ")"}
    for name in words:
        if name != "relation":
            known.update(word for key in words[name] for word in str(key).split())
    return Lexicon(
        words=words, rules=rules, gate=re.compile(f"(?:{'|'.join(sources)})(?![^ ])"), triggers=_triggers(words), vocabulary=frozenset(known),
        joins=[(frozenset(a), frozenset(b), frozenset(c)) for a, b, c in grammar["joins"]], feasts=feasts,
        relations=words["relation"],
        sets={name: frozenset(members) for name, members in tables.entries("time_sets", extra).items()},
        named_days={(int(row["day"][:2]), int(row["day"][3:])): (frozenset(row["words"].split(";")), int(row["year"])) for row in tables.rows("time_named_days", extra)},
        longest_relation=max(len(key.split()) for key in words["relation"]),
    )  # fmt: skip


def _triggers(words: dict[str, Any]) -> frozenset[str]:
    """Single words without which nothing is a time expression (figures are known by their shape)."""
    found = {
        "tonight",
        "to-night",
        "overnight",
        "century",
        "hours",
        "o'clock",
        "quarter",
        "quarters",
        "while",
        "period",
        "nineteen",
        "eighteen",
        "thousand",
        "nineties",
    }
    for name in (
        "month",
        "weekday",
        "weekdays",
        "unit",
        "frequency",
        "part",
        "season",
        "deictic",
        "feast",
        "reference",
        "half_day",
        "nineties",
    ):
        found.update(str(key).split()[-1] for key in words[name])
    found -= {"day", "eve", "a", "m."} - {"day"}
    return frozenset(found | {"summers", "winters", "springs", "autumns", "clock", "long"})
