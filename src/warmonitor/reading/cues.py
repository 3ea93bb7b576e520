"""The cues of furniture, compiled from `furniture.yaml` for the language of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from warmonitor.knowledge import tables

_LETTER = re.compile(r"[^\W_]")
_ENDS = " .)]"  # what may come after the name at the end of a credit
_PHOTO_SIGNS = "/|©(["
Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def plain_key(text: str) -> str:
    """A line as cues are compared: lower case, single spaces, straight quotes."""
    return " ".join(text.lower().replace("’", "'").split())


def bare_key(text: str) -> str:
    """The same without punctuation at its edges."""
    key = plain_key(text)
    first = _LETTER.search(key)
    if first is None:
        return ""
    end = len(key)
    while not key[end - 1].isalnum():
        end -= 1
    return key[first.start() : end]


@dataclass(frozen=True)
class Cues:
    """Cues of one language and of English: lines and words to look up, and (reason, pattern) pairs to try."""

    whole: Mapping[str, str]
    starts: Patterns
    opens: Patterns
    holds: Patterns
    headings: frozenset[str]
    share: frozenset[str]
    byline: tuple[str, ...]
    byline_joints: frozenset[str]
    signs: tuple[str, ...]
    agencies: frozenset[str]
    agency_tail: re.Pattern[str]
    photo_tail: re.Pattern[str]
    photo_words: tuple[str, ...]
    agency_ends: tuple[str, ...]
    limits: Mapping[str, int]

    def names_agency_last(self, tail: str) -> bool:
        """Whether `agency_tail` may be found: it takes longer to look for than an agency's name."""
        return tail.rstrip(_ENDS).endswith(self.agency_ends)

    def may_credit_photo(self, tail: str) -> bool:
        """Whether `photo_tail` may be found, by what each of its forms holds or ends in."""
        return (
            any(sign in tail for sign in _PHOTO_SIGNS)
            or any(word in tail for word in self.photo_words)
            or self.names_agency_last(tail)
        )


@cache
def cues_for(language: str | None) -> Cues:
    """The cues to try on a report of this language."""
    table = tables.entries("furniture")
    parts = [table["languages"][code] for code in dict.fromkeys((language, "en")) if code in table["languages"]]
    agencies = [str(name) for name in table["agencies"]]
    return Cues(
        whole={bare_key(line): reason for part in parts for reason, lines in _kinds(part, "whole") for line in lines},
        starts=_compiled(parts, "starts"),
        opens=_compiled(parts, "opens"),
        holds=_compiled(parts, "holds"),
        headings=frozenset(bare_key(line) for part in parts for line in part.get("headings") or ()),
        share=frozenset(str(word) for part in parts for word in part.get("share") or ()),
        byline=tuple(str(word) for part in parts for word in part.get("byline") or ()),
        byline_joints=frozenset(table["byline_joints"]),
        signs=tuple(table["signs"]),
        agencies=frozenset(agencies),
        agency_tail=_agency_tail(agencies),
        photo_tail=_photo_tail(agencies, table["photo_words"]),
        photo_words=tuple(table["photo_words"]),
        agency_ends=tuple(agencies),
        limits=table["limits"],
    )


def _kinds(part: Mapping[str, Any], kind: str) -> Iterable[tuple[str, list[str]]]:
    return (part.get(kind) or {}).items()


def _compiled(parts: list[Mapping[str, Any]], kind: str) -> Patterns:
    """One pattern a reason, tried with `match` for the beginnings of lines and `search` for words inside them."""
    cues: dict[str, list[str]] = {}
    for part in parts:
        for reason, lines in _kinds(part, kind):
            cues.setdefault(reason, []).extend(plain_key(line) + (" " if line.endswith(" ") else "") for line in lines)
    return tuple((reason, re.compile("|".join(_pattern(cue) for cue in lines))) for reason, lines in cues.items())


def _pattern(cue: str) -> str:
    """A cue as a pattern: `*` is up to 60 characters, a cue that ends in a letter ends at a word's end."""
    body = ".{0,60}?".join(re.escape(piece) for piece in cue.split("*"))
    return body + (r"\b" if cue[-1].isalnum() else "")


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _agency_tail(agencies: list[str]) -> re.Pattern[str]:
    """An agency alone in brackets or after a dash or slash at the end of a key, as wire stories are signed."""
    return re.compile(rf"(?:[(\[][ ]?(?:{_any_of(agencies)})[ ]?[)\]]|[-–—/|©][ ]?(?:{_any_of(agencies)}))[ ]?\.?\Z")


def _photo_tail(agencies: list[str], photo_words: list[str]) -> re.Pattern[str]:
    """A photo credit at the end of a key: "[photo by name / agency]", "agency/name", "via agency", "(name/agency)"."""
    agency, photo = _any_of(agencies), _any_of(photo_words)
    name = r"[\w.'’-]+(?:[ ][\w.'’-]+){0,3}"
    forms = (
        rf"\b(?:{agency})[ ]?/[ ]?{name}",
        rf"(?:[(\[|©—–]|[.!?\"'”’][ ])[ ]?{name}[ ]?[/,|][ ]?(?:{agency})",
        rf"(?:[(\[|—–]|[.!?\"'”’][ ]|\A)[ ]?(?:{photo})[ ]?(?:by|:|/|\||-|–|—|via|from|courtesy of|credit:?)[ ]?[^.!?()]{{1,60}}",
        rf"\b(?:{photo})[ ]?[:/][ ]?{name}(?:[ ]?[/,|][ ]?{name})?",
        rf"[(\[](?:{photo}|courtesy)\b[^()\[\]]{{0,60}}(?=[)\]])",
        rf"[(\[/|©][ ]?(?:ap|afp|epa|reuters|getty)[ ](?:{photo})[^()\[\]]{{0,40}}",
        rf"\bvia[ ](?:{agency})",
        rf"\A[^.!?]{{1,60}}/[ ]?(?:{agency})",
        rf"©[ ]?(?:{agency})(?:[ ]{name})?",
    )
    return re.compile(rf"(?:{'|'.join(forms)})[ ]?[)\]]?\.?\Z")
