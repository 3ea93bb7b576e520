"""HTML pages: the story's text, and what the page says of its title, date, source, address and language.

The text of a page's report is all that a reader of the page sees, a block a line, entities resolved: that is what "as it
came" means for HTML. Lines that are no part of the page's main text are furniture, marked and kept. Where the main text
can't be found again among the page's lines, the text is headline and main text alone. The bytes stay in the RawDocument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from warmonitor.errors import ReadError
from warmonitor.knowledge.reaches import reach, share
from warmonitor.reading.cues import bare_key
from warmonitor.reading.limits import MAX_PAGE_BYTES, megabytes
from warmonitor.reading.tags import all_text, defused, visible_text
from warmonitor.records import Dropped

_LANG = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})</title", re.IGNORECASE)
_CUTS = (" | ", " – ", " — ", " - ", " :: ", " » ", " · ")
_MOST_FOUND = share("reading", "main_share")
_SHORT = reach("reading", "navigation_words")
_MIN_TEXT = reach("reading", "page_characters")


@dataclass(frozen=True)
class Page:
    """What an HTML page holds."""

    text: str
    story: str = ""
    furniture: tuple[Dropped, ...] = ()
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None


def read_page(html: str, url: str | None = None) -> Page:
    """The story and the data of a page; raises ReadError where it is too large or shows no text."""
    if len(html) > MAX_PAGE_BYTES:
        raise ReadError(f"the page is larger than {megabytes(MAX_PAGE_BYTES)}")
    html = html.replace("\x00", "")
    html, is_plain = defused(html)
    found = _extracted(html, url) if is_plain else None
    language = _LANG.search(html, 0, 4096)
    lang = language.group(1).lower() if language else None
    if found is None:
        titled = _TITLE.search(html)
        title = _headline(unescape(titled.group(1)), None) if titled else None
        text = visible_text(html)
        page = Page(_with_headline(text, title) if text else "", text, (), title, None, None, url, lang)
    else:
        page = _page_of(found, html, url, lang)
    if not page.text.strip():
        raise ReadError("the page shows no text")
    return page


def _extracted(html: str, url: str | None) -> Any:
    """trafilatura's view of the page, or None where it finds no story."""
    from trafilatura import bare_extraction

    options = {"extensive_search": False, "original_date": True, "max_date": date.today().isoformat()}
    try:
        found: Any = bare_extraction(
            html, url=url, fast=True, include_comments=False, with_metadata=True, date_extraction_params=options
        )
    except (
        RecursionError,
        ValueError,
        AttributeError,
        TypeError,
        AssertionError,
    ):  # what its parts raise on broken markup
        return None
    return found if found is not None and found.text and len(found.text) >= _MIN_TEXT else None


def _page_of(found: Any, html: str, url: str | None, language: str | None) -> Page:
    source = found.sitename or None
    address = url or found.url
    title = _headline(found.title, source)
    if source is None and address:
        source = (urlsplit(address).hostname or "").removeprefix("www.") or None
    story = _with_headline(found.text, title)
    whole, furniture = _set_apart(html, story)
    return Page(whole, story, furniture, title, found.date, source, address, language)


def _set_apart(html: str, story: str) -> tuple[str, tuple[Dropped, ...]]:
    """All the page's lines, and those among them that the story doesn't hold; the story alone where it isn't among them."""
    lines = all_text(html).split("\n")
    wanted = {bare_key(line) for line in story.split("\n") if line.strip()}
    kept = [bare_key(line) in wanted for line in lines]
    found = {bare_key(line) for line, is_kept in zip(lines, kept, strict=True) if is_kept}
    if sum(map(len, found)) < _MOST_FOUND * sum(map(len, wanted)):
        return story, ()
    spans: list[Dropped] = []
    at = 0
    for line, is_kept in zip(lines, kept, strict=True):
        if line and not is_kept:
            spans.append(
                Dropped(at, at + len(line), line, "navigation" if len(line.split()) < _SHORT else "boilerplate")
            )
        at += len(line) + 1
    return "\n".join(lines), tuple(spans)


def _headline(title: str | None, source: str | None) -> str | None:
    """A page's title without the site's name after it."""
    if not title:
        return None
    for cut in _CUTS:
        head, found, tail = title.rpartition(cut)
        if found and (
            bare_key(tail) == bare_key(source or "")
            or (source is None and len(tail.split()) <= 3 and len(head.split()) >= 4)
        ):
            return head.strip()
    return title.strip()


def _with_headline(text: str, title: str | None) -> str:
    """The text with its headline above it, unless it is among the first lines already."""
    if not title or bare_key(title) in (bare_key(line) for line in text[:2000].split("\n")[:5]):
        return text
    return f"{title}\n\n{text}"
