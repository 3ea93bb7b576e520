"""A bulletin as PDF (PDF/A-2a and PDF/UA-1), set by Typst from data without a network.

Fonts are those that Typst brings along and those of the machine. A character that none of them has would be an empty box; so each is
tried before, and what is missing stands as its code point, [U+5317], and is named at the end: nothing is lost in silence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
import typst

from warmonitor.errors import PublishError
from warmonitor.knowledge.tables import entries
from warmonitor.publishing.bulletin.parts import Bulletin, Item, Note, Section
from warmonitor.publishing.bulletin.text import (
    cited_notes,
    head_lines,
    mark_of,
    note_head,
    note_numbers,
    numbers_of,
    quoted,
    shown,
    web_address,
)

_TEMPLATE = Path(__file__).parent / "bulletin.typ"
_TRIAL = b'#set text(lang: "en", font: ("Libertinus Serif", "DejaVu Sans"))\n#for one in json(bytes(sys.inputs.units)) { par(one) }'
_STANDARDS: list[Any] = ["a-2a", "ua-1"]
_MOST_SHOWN = 60
_JOINERS = ("\u200c", "\u200d")


@dataclass(frozen=True)
class Pdf:
    """The file, and the characters for which no font had a sign."""

    content: bytes
    missing: tuple[str, ...]


def write_pdf(bulletin: Bulletin, fonts: Path | None = None) -> Pdf:
    """The bulletin as PDF; `fonts` is a folder with further fonts. Raises PublishError where it can't be set."""
    known = _fonts(fonts)
    data = _data(bulletin)
    units = sorted({unit for text in _strings(data) if not text.isascii() for unit in _units(text)})
    missing = known.find_missing(units)
    if missing:
        data = _replaced(data, missing)
        data["sections"][-1]["lines"] = [*data["sections"][-1]["lines"], _tell_missing(missing)]
    try:
        content = _set(data, bulletin, known, _STANDARDS)
    except typst.TypstError:  # a sign that only fails among its neighbours: better a page than a standard
        try:
            content = _set(data, bulletin, known, [])
        except typst.TypstError as error:
            raise PublishError(f"the bulletin can't be set as PDF: {error}") from error
    return Pdf(content, missing)


def _set(data: dict[str, Any], bulletin: Bulletin, known: _Fonts, standards: list[Any]) -> bytes:
    made: bytes = typst.compile(
        _TEMPLATE, format="pdf", root=_TEMPLATE.parent, sys_inputs={"bulletin": msgspec.json.encode(data).decode()}, font_paths=known.fonts,
        pdf_standards=standards, timestamp=_moment(bulletin.issued_at or bulletin.made_at),
    )  # fmt: skip
    return made


def _moment(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at.replace("Z", "+00:00"))
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)


class _Fonts:
    """Fonts, and what is known of the characters that they have."""

    def __init__(self, folder: Path | None) -> None:
        self.fonts = typst.Fonts(font_paths=[folder] if folder else [])
        self._has: dict[str, bool] = {}
        self._lock = Lock()

    def find_missing(self, units: Sequence[str]) -> tuple[str, ...]:
        """Those units (a character with its combining marks) that no font can show."""
        with self._lock:
            self._try([unit for unit in units if unit not in self._has])
            return tuple(unit for unit in units if not self._has[unit])

    def _try(self, units: Sequence[str]) -> None:
        """Set them; where that fails, each half of them."""
        if not units:
            return
        is_shown = self._can_show(units)
        if is_shown or len(units) == 1:
            self._has |= dict.fromkeys(units, is_shown)
            return
        half = len(units) // 2
        self._try(units[:half])
        self._try(units[half:])

    def _can_show(self, units: Sequence[str]) -> bool:
        """Whether Typst sets them under a standard that allows no empty boxes."""
        data = {"units": msgspec.json.encode(units).decode()}
        try:
            typst.compile(_TRIAL, format="pdf", sys_inputs=data, font_paths=self.fonts, pdf_standards=["a-2b"])
        except typst.TypstError:
            return False
        return True


@cache
def _fonts(folder: Path | None) -> _Fonts:
    return _Fonts(folder)


def _units(text: str) -> Iterable[str]:
    """Characters beyond ASCII, each with the combining marks that follow it."""
    unit = ""
    for character in text:
        if unit and (unicodedata.category(character).startswith("M") or character in _JOINERS):
            unit += character
            continue
        if unit and not unit.isascii():
            yield unit
        unit = "" if character in "\u2068\u2069" else character
    if unit and not unit.isascii():
        yield unit


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _replaced(value: Any, missing: Sequence[str]) -> Any:
    """The data with the code points of what can't be shown; longer units first."""
    if isinstance(value, str):
        for unit in sorted(missing, key=len, reverse=True):
            if unit in value:
                value = value.replace(unit, f"[{' '.join(f'U+{ord(character):04X}' for character in unit)}]")
        return value
    if isinstance(value, dict):
        return {name: one if name == "url" else _replaced(one, missing) for name, one in value.items()}
    return [_replaced(one, missing) for one in value] if isinstance(value, list) else value


def _tell_missing(missing: Sequence[str]) -> str:
    points = sorted({ord(character) for unit in missing for character in unit})
    named = ", ".join(
        f"U+{point:04X} {unicodedata.name(chr(point), 'without a name')}" for point in points[:_MOST_SHOWN]
    )
    rest = f" and {len(points) - _MOST_SHOWN} more" if len(points) > _MOST_SHOWN else ""
    return f"No font at hand has signs for these characters, which stand as their code points: {named}{rest}. The bulletin's other forms have them."


def _data(bulletin: Bulletin) -> dict[str, Any]:
    numbers = note_numbers(bulletin)
    state = f"issued {bulletin.issued_at[:10]}" if bulletin.issued_at else "draft"
    return {
        "title": bulletin.title,
        "head": head_lines(bulletin),
        "foot": f"{bulletin.title} · version {bulletin.version}, {state}",
        "sections": [_section(section, numbers) for section in bulletin.sections],
        "notes_title": entries("bulletin")["sections"]["notes"],
        "notes": [_note(note) for note in cited_notes(bulletin)],
    }


def _section(section: Section, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "title": section.title,
        "items": [_item(item, numbers) for item in section.items if shown(item)],
        "tables": [
            {"caption": table.caption, "head": list(table.head), "rows": [list(row) for row in table.rows]}
            for table in section.tables
        ],
        "lines": list(section.lines),
    }


def _item(item: Item, numbers: dict[str, int]) -> dict[str, Any]:
    sentences = [{"text": one.text, "notes": numbers_of(one, numbers), "mark": mark_of(one)} for one in shown(item)]
    return {"heading": item.heading, "grade": item.grade, "sentences": sentences}


def _note(note: Note) -> dict[str, Any]:
    link = web_address(note.url)
    before, words, after = quoted(note)
    return {
        "number": note.number, "head": note_head(note), "before": before, "words": words, "after": after, "url": link, "shown_url": link,
        "refers": f"Report {note.report or 'withheld'}, claim {note.claim}.",
    }  # fmt: skip
