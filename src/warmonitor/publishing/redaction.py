"""What must go from words that are published: names that aren't known to be public, places that are too fine, numbers that lead to people.

The rule is to withhold: a word in capitals stays only where it is known to be part of no private person's name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from warmonitor.publishing.names import LONGEST, Names, Tokens, is_among, tokens_of

# plain: small letters; firm: no part of a person's name; loose: a name, or part of a longer one; word: capitals, but no name by itself
Mark = Literal["plain", "firm", "loose", "word", "initial", "name", "place", "source"]
HIDDEN = ("name", "place", "source")
_JOINED = "\u200b-\u200f\u2060\ufeff\u00ad\u0300-\u036f"  # signs inside of words that aren't seen
_WORD = re.compile(rf"[^\W\d_][^\W\d_{_JOINED}]*(?:[{_JOINED}]+[^\W\d_]*)*(?:['’ʼ`][^\W\d_]+)*")
_INVISIBLE = re.compile(f"[{_JOINED}]+")
_NUMBERS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+|\+?\d[\d ()./-]{6,}\d|-?\d{1,3}\.\d{3,}\b|\d+\s*°[\d\s.'\"′″NSEWnsew]*",
)
_DAYS = re.compile(r"[12]\d{3}-\d\d?-\d\d?|\d\d?[./-]\d\d?[./-][12]\d{3}")
_ENDS = re.compile(r"(?:^|[.!?…:;\n\r\u2022|(\[{“\"«]|[-–—]\s)\s*[\"“'‘«(\[]*\Z")
_BETWEEN = re.compile(r"[\s\-.'’]{1,3}\Z")


class Cut(NamedTuple):
    """Characters that are replaced by others."""

    start: int
    end: int
    instead: str


class PlaceWords(NamedTuple):
    """Characters that name a place, and whether it may be named."""

    start: int
    end: int
    is_public: bool


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    plain: str


def find_cuts(
    text: str, names: Names, *, places: Sequence[PlaceWords] = (), allowed: Iterable[Tokens] = ()
) -> list[Cut]:
    """What to replace in a text, in order; `places` are its known places, `allowed` names that it may keep."""
    words = [_word(match) for match in _WORD.finditer(text)]
    if any(not _is_cased(word.text) for word in words):
        return [Cut(0, len(text), names.policy["words"])]  # a script without capitals: names can't be told
    kept: dict[str, list[Tokens]] = {}
    for name in allowed:
        if name:
            kept.setdefault(name[0], []).append(name)
    marks = _mark(text, words, names, places, kept)
    _spread(text, words, marks, names)
    cuts = _join(text, words, marks, names)
    return _with_numbers(text, cuts, names)


def redact(text: str, names: Names) -> str:
    """A text without what must go."""
    return apply_cuts(text, find_cuts(text, names))


def is_clean(text: str, names: Names) -> bool:
    """Whether nothing must go."""
    return not find_cuts(text, names)


def apply_cuts(text: str, cuts: Sequence[Cut]) -> str:
    """The text with its cuts made."""
    parts, done = [], 0
    for cut in cuts:
        parts += [text[done : cut.start], cut.instead]
        done = cut.end
    return "".join([*parts, text[done:]])


def _word(match: re.Match[str]) -> _Word:
    text = match[0]
    found = tokens_of(_INVISIBLE.sub("", text))
    return _Word(match.start(), match.end(), text, found[0] if found else text.lower())


def _is_cased(word: str) -> bool:
    return word[0].isupper() or word[0].islower() or word[0].istitle()


def _is_capital(word: str) -> bool:
    return any(letter.isupper() or letter.istitle() for letter in word)


def _mark(
    text: str, words: list[_Word], names: Names, places: Sequence[PlaceWords], allowed: dict[str, list[Tokens]]
) -> list[Mark]:
    """How each word stands by itself."""
    marks: list[Mark | None] = [None] * len(words)
    plain = [word.plain for word in words]
    _mark_names(words, plain, marks, names.banned, "source")
    _mark_names(words, plain, marks, names.firm, "firm", names.acronyms)
    _mark_names(words, plain, marks, names.loose, "loose")
    _mark_names(words, plain, marks, allowed, "loose")
    ends = [word.end for word in words]
    for place in places:
        for index in range(bisect_right(ends, place.start), len(words)):
            if words[index].start >= place.end:
                break
            if marks[index] != "source":
                marks[index] = "firm" if place.is_public else "place"
    return [mark or _mark_word(text, word, names) for word, mark in zip(words, marks, strict=True)]


def _mark_names(
    words: list[_Word], plain: list[str], marks: list[Mark | None], known: dict[str, list[Tokens]], mark: Mark,
    acronyms: frozenset[str] = frozenset(),
) -> None:  # fmt: skip
    """Mark the names that stand in the text, the longest first; acronyms alone count in capitals only ("ANA", not "Ana")."""
    index = 0
    while index < len(words):
        found = next(
            (
                name
                for name in known.get(plain[index], ())
                if len(name) <= LONGEST
                and tuple(plain[index : index + len(name)]) == name
                and all(one is None for one in marks[index : index + len(name)])
                and (len(name) > 1 or name[0] not in acronyms or words[index].text.isupper())
            ),
            None,
        )
        if found is None or (
            mark != "source" and not any(_is_capital(word.text) for word in words[index : index + len(found)])
        ):
            index += 1
            continue
        marks[index : index + len(found)] = [mark] * len(found)
        index += len(found)


def _mark_word(text: str, word: _Word, names: Names) -> Mark:
    if not _is_capital(word.text):
        return "plain"
    if len(word.text) == 1:
        return "initial"
    if word.plain in names.function_words or is_among(word.plain, names.titles):
        return "word"
    if _ENDS.search(text[max(0, word.start - 6) : word.start]) and is_among(word.plain, names.ordinary):
        return "word"
    return "name"


def _spread(text: str, words: list[_Word], marks: list[Mark], names: Names) -> None:
    """Take in what stands beside a name that is withheld and may be a part of it."""
    for order in (range(len(words)), range(len(words) - 1, -1, -1)):
        for index in order:
            if marks[index] not in ("initial", "loose", "word"):
                continue
            if _follows(text, words, marks, index, index - 1) and (
                marks[index] != "word" or words[index].plain not in names.heads
            ):
                marks[index] = "name"  # "Amy Pope": no title stands behind a name
            elif _follows(text, words, marks, index, index + 1) and (
                marks[index] != "word" or _may_be_first(words[index].plain, names)
            ):
                marks[index] = "name"  # "Jordan Miller"


def _may_be_first(word: str, names: Names) -> bool:
    """Whether a word in capitals before a name may be the person's first one rather than what they are ("Colonel")."""
    return word in names.people or not (word in names.function_words or is_among(word, names.titles))


def _follows(text: str, words: list[_Word], marks: list[Mark], index: int, other: int) -> bool:
    """Whether the neighbour of a word is a name that is withheld."""
    is_there = 0 <= other < len(words) and marks[other] == "name"
    return is_there and _touch(text, words[min(index, other)], words[max(index, other)])


def _touch(text: str, first: _Word, second: _Word) -> bool:
    """Whether nothing but spaces, a hyphen or the full stop of an initial stands between two words."""
    between = text[first.end : second.start]
    return bool(_BETWEEN.match(between)) and ("." not in between or len(first.text) <= 3) and "\n" not in between


def _join(text: str, words: list[_Word], marks: list[Mark], names: Names) -> list[Cut]:
    """Neighbours that go, with particles between them, as one cut."""
    cuts: list[Cut] = []
    last = -1
    for index, word in enumerate(words):
        if marks[index] not in HIDDEN:
            continue
        instead = names.policy[marks[index]]
        start = word.start
        if (
            index
            and words[index - 1].plain in names.particles
            and marks[index - 1] not in HIDDEN
            and _touch(text, words[index - 1], word)
        ):
            start = words[index - 1].start
        gap = range(last + 1, index)
        if (
            cuts
            and instead == cuts[-1].instead
            and all(words[k].plain in names.particles or len(words[k].plain) == 1 for k in gap)
            and all(_touch(text, words[k], words[k + 1]) for k in range(last, index))
        ):
            cuts[-1] = Cut(cuts[-1].start, word.end, instead)
        else:
            cuts.append(Cut(max(start, cuts[-1].end if cuts else 0), word.end, instead))
        last = index
    return cuts


def _with_numbers(text: str, cuts: list[Cut], names: Names) -> list[Cut]:
    """The cuts, with those of addresses, telephone numbers and coordinates."""
    found = [
        Cut(match.start(), match.end(), names.policy["number"])
        for match in _NUMBERS.finditer(text)
        if not _DAYS.fullmatch(match[0])
    ]
    merged: list[Cut] = []
    for cut in sorted([*cuts, *found]):
        if merged and cut.start < merged[-1].end:
            merged[-1] = Cut(merged[-1].start, max(cut.end, merged[-1].end), merged[-1].instead)
        else:
            merged.append(cut)
    return merged
