"""A bulletin as Markdown and as plain text. Whatever reports wrote is escaped, so that it is words and never markup."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from warmonitor.knowledge.tables import entries
from warmonitor.publishing.bulletin.parts import Bulletin, Item, Note, Section, Sentence, Table
from warmonitor.publishing.bulletin.words import clean, day_words, runs_left

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&#$]|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_LINE_START = re.compile(r"^\d+(?=[.)])|^(?=[-+=])")
_WIDTH = 100


def head_lines(bulletin: Bulletin) -> list[str]:
    """What stands below the title: scope, version, state, and when it was written."""
    lines = [f"Scope: {'; '.join(bulletin.scope)}"] if bulletin.scope else []
    if bulletin.status == "issued" and bulletin.issued_at:
        lines.append(f"Issued on {day_words(bulletin.issued_at)}, version {bulletin.version}")
    else:
        lines.append(f"Draft, written from the record as of {bulletin.made_at[:16].replace('T', ' ')} UTC")
    if bulletin.reason:
        lines.append(f"Corrects the version before: {clean(bulletin.reason, 500)}")
    return lines


def shown(item: Item) -> list[Sentence]:
    """The sentences of an item that weren't dropped."""
    return [] if item.is_dropped else [sentence for sentence in item.sentences if not sentence.is_dropped]


def mark_of(sentence: Sentence) -> str:
    """What a sentence is marked with where an editor stands behind it."""
    if sentence.kind == "editor":
        return "editor's own"
    return "edited" if sentence.was else ""


def numbers_of(sentence: Sentence, numbers: dict[str, int]) -> list[int]:
    """The numbers of a sentence's notes."""
    return sorted(number for claim in sentence.claims if (number := numbers.get(claim, 0)))


def note_numbers(bulletin: Bulletin) -> dict[str, int]:
    """The number of each claim's note."""
    return {note.claim: note.number for note in bulletin.notes}


def cited_notes(bulletin: Bulletin) -> list[Note]:
    """The notes that sentences cite, in order."""
    return [note for note in bulletin.notes if note.number]


def note_head(note: Note) -> str:
    """Source, title, day and speaker of a note."""
    parts = [
        note.source or "a source without a name",
        f"“{note.title}”" if note.title else "",
        note.published or "undated",
    ]
    said = f"; quoting {note.speaker}" if note.speaker else ""
    return ", ".join(part for part in parts if part) + said


def quoted(note: Note) -> tuple[str, str, str]:
    """The sentence of a note in three, in quotation marks, in an isolate where it holds words from right to left."""
    whole = note.before + note.words + note.after
    end = "”" if whole.endswith((".", "!", "?", "…")) else "”."
    if not runs_left(whole):
        return f"“{note.before}", note.words, note.after + end
    return f"“\u2068{note.before}", note.words, f"{note.after}\u2069{end}"


def web_address(address: str | None) -> str | None:
    """An address that may be linked: http or https, nothing else."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if address and parts.scheme in ("http", "https") and parts.netloc else None


def write_markdown(bulletin: Bulletin) -> str:
    """The bulletin as CommonMark with footnotes."""
    return "\n".join(_markdown(bulletin)).rstrip() + "\n"


def _markdown(bulletin: Bulletin) -> Iterator[str]:
    numbers = note_numbers(bulletin)
    yield f"# {_plain(bulletin.title)}"
    yield ""
    for line in head_lines(bulletin):
        yield f"{_plain(line)}  "
    for section in bulletin.sections:
        yield from ("", f"## {_plain(section.title)}", "")
        for item in section.items:
            if item.heading and shown(item):
                yield from (f"### {_plain(item.heading)}" + (f" ({item.grade})" if item.grade else ""), "")
            if shown(item):
                yield " ".join(_markdown_sentence(sentence, numbers) for sentence in shown(item))
                yield ""
        for table in section.tables:
            yield from _markdown_table(table)
        for line in section.lines:
            yield f"- {_plain(line)}"
    notes = cited_notes(bulletin)
    if notes:
        yield from ("", f"## {entries('bulletin')['sections']['notes']}", "")
    for note in notes:
        link = web_address(note.url)
        where = f" <{_address(link)}>" if link else ""
        yield f"[^{note.number}]: {_plain(note_head(note))}: {_marked(note)}{where} Report {_plain(note.report or 'withheld')}, claim {_plain(note.claim)}."


def _marked(note: Note) -> str:
    before, words, after = quoted(note)
    return f"{_inner(before)}**{_inner(words)}**{_inner(after)}"


def _markdown_sentence(sentence: Sentence, numbers: dict[str, int]) -> str:
    mark = mark_of(sentence)
    notes = "".join(f"[^{number}]" for number in numbers_of(sentence, numbers))
    return _plain(sentence.text) + notes + (f" *({mark})*" if mark else "")


def _markdown_table(table: Table) -> Iterator[str]:
    yield from (f"{_plain(table.caption)}:", "")
    yield "| " + " | ".join(_plain(cell) for cell in table.head) + " |"
    yield "|---|" + "--:|" * (len(table.head) - 1)
    for row in table.rows:
        yield "| " + " | ".join(_plain(cell) for cell in row) + " |"
    yield ""


def _plain(text: str) -> str:
    """Words with a backslash before whatever Markdown would read as markup or make a link of."""
    return _LINE_START.sub(lambda found: found[0] + "\\", _inner(" ".join(text.split())))


def _inner(text: str) -> str:
    return _MARKUP.sub(lambda found: "\\" + found[0], text)


def _address(link: str) -> str:
    return link.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")


def write_text(bulletin: Bulletin) -> str:
    """The bulletin as plain text, wrapped."""
    return "\n".join(_text(bulletin)).rstrip() + "\n"


def _text(bulletin: Bulletin) -> Iterator[str]:
    numbers = note_numbers(bulletin)
    yield from _headed(bulletin.title, "=")
    yield from head_lines(bulletin)
    for section in bulletin.sections:
        yield ""
        yield from _headed(section.title, "-")
        yield from _text_section(section, numbers)
    notes = cited_notes(bulletin)
    if notes:
        yield ""
        yield from _headed(entries("bulletin")["sections"]["notes"], "-")
    for note in notes:
        link = web_address(note.url)
        words = f"[{note.number}] {note_head(note)}: “{''.join(quoted(note))}”. {f'{link} ' if link else ''}Report {note.report or 'withheld'}, claim {note.claim}."
        yield from _wrapped(words, indent="    ")


def _text_section(section: Section, numbers: dict[str, int]) -> Iterator[str]:
    for place, item in enumerate(section.items):
        sentences = shown(item)
        if not sentences:
            continue
        if item.heading or place:
            yield ""
        if item.heading:
            yield item.heading + (f" ({item.grade})" if item.grade else "")
        said = (
            sentence.text
            + "".join(f" [{number}]" for number in numbers_of(sentence, numbers))
            + (f" ({mark_of(sentence)})" if mark_of(sentence) else "")
            for sentence in sentences
        )
        yield from _wrapped(" ".join(said))
    for table in section.tables:
        widths = [max(len(row[column]) for row in (table.head, *table.rows)) for column in range(len(table.head))]
        yield from ("", f"{table.caption}:")
        for row in (table.head, *table.rows):
            first, *rest = zip(row, widths, strict=True)
            yield "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)])
    for line in section.lines:
        yield from _wrapped(f"- {line}", indent="  ")


def _headed(text: str, rule: str) -> Iterable[str]:
    return (text, rule * min(_WIDTH, max(3, len(text))))


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
