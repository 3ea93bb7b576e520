"""A bulletin as a page of its own: one HTML file that loads nothing, for mail, archives and printers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from warmonitor.knowledge.tables import entries
from warmonitor.publishing.bulletin.parts import Bulletin, Item, Note, Section, Table
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

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.55 Georgia, "Noto Serif", serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; font-family: system-ui, sans-serif; } h2 { border-bottom: 1px solid; padding-bottom: .2rem; }
.head, .grade, .mark, .notes { font-size: .88rem; } .grade { font-weight: normal; }
sup a { text-decoration: none; padding: 0 .1rem; } table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: 1rem 0; }
caption { text-align: left; font-size: .88rem; } th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #8886; }
td:not(:first-child), th:not(:first-child) { text-align: right; } .notes li { margin-bottom: .4rem; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2, h3 { break-after: avoid; } }
"""


def write_page(bulletin: Bulletin) -> str:
    """The whole page."""
    return "\n".join(_page(bulletin)) + "\n"


def _page(bulletin: Bulletin) -> Iterator[str]:
    numbers = note_numbers(bulletin)
    yield '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{escape(bulletin.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{_words(bulletin.title)}</h1>"
    yield '<p class="head">' + "<br>".join(_words(line) for line in head_lines(bulletin)) + "</p>"
    for section in bulletin.sections:
        yield from _section(section, numbers)
    notes = cited_notes(bulletin)
    if notes:
        yield f'<h2>{escape(entries("bulletin")["sections"]["notes"])}</h2>\n<ol class="notes">'
        yield from map(_note, notes)
        yield "</ol>"
    yield "</body>\n</html>"


def _section(section: Section, numbers: dict[str, int]) -> Iterator[str]:
    yield f"<h2>{_words(section.title)}</h2>"
    for item in section.items:
        if shown(item):
            yield from _item(item, numbers)
    yield from map(_table, section.tables)
    if section.lines:
        yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in section.lines) + "</ul>"


def _item(item: Item, numbers: dict[str, int]) -> Iterator[str]:
    if item.heading:
        grade = f' <span class="grade">({escape(item.grade)})</span>' if item.grade else ""
        yield f"<h3>{_words(item.heading)}{grade}</h3>"
    said = []
    for sentence in shown(item):
        notes = ",".join(f'<a href="#note-{number}">{number}</a>' for number in numbers_of(sentence, numbers))
        notes = f"<sup>{notes}</sup>" if notes else ""
        mark = mark_of(sentence)
        said.append(
            f'<bdi dir="ltr">{escape(sentence.text)}</bdi>'
            + notes
            + (f' <span class="mark">({escape(mark)})</span>' if mark else "")
        )
    yield f"<p>{' '.join(said)}</p>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        f'<tr><th scope="row">{_words(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in table.rows
    )
    return (
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _note(note: Note) -> str:
    link = web_address(note.url)
    where = f' <a href="{escape(link)}" rel="noreferrer noopener">{escape(link)}</a>' if link else ""
    return (
        f'<li id="note-{note.number}" value="{note.number}">{_words(note_head(note))}: {_quote(note)}{where} '
        f"Report {escape(note.report or 'withheld')}, claim {escape(note.claim)}.</li>"
    )


def _quote(note: Note) -> str:
    before, words, after = quoted(note)
    return f"<bdi>{escape(before)}<b>{escape(words)}</b>{escape(after)}</bdi>"


def _words(text: str) -> str:
    """Words of reports in whatever direction, kept from turning what stands around them."""
    return f"<bdi>{escape(text)}</bdi>"
