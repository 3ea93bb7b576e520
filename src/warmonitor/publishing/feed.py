"""Atom feeds (RFC 4287) of incidents that changed: an entry an incident, all text escaped, what XML can't hold left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
MEDIA_TYPE = "application/atom+xml"


@dataclass(frozen=True)
class Entry:
    """What a feed says of one thing. `id` stays the same for ever, `updated` is an instant in UTC, `link` a full address."""

    id: str
    title: str
    updated: str
    link: str
    summary: str
    categories: tuple[str, ...] = ()


def write_feed(entries: Iterable[Entry], *, id: str, title: str, link: str, own_link: str, updated: str) -> str:
    """A feed; `link` is the page it stands for, `own_link` where the feed itself is."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_text(id)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_text(updated)}</updated>",
        "<author><name>warmonitor</name></author>",
        f'<link rel="self" type="{MEDIA_TYPE}" href={_attribute(own_link)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(link)}/>',
    ]
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{_text(entry.id)}</id>",
            f"<title>{_text(entry.title)}</title>",
            f"<updated>{_text(entry.updated)}</updated>",
            f'<link rel="alternate" type="text/html" href={_attribute(entry.link)}/>',
            *(f"<category term={_attribute(category)}/>" for category in entry.categories),
            f"<summary>{_text(entry.summary)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def clean_text(value: str) -> str:
    """Without characters that XML can't hold."""
    return _NO_XML.sub("", value)


def _text(value: str) -> str:
    return escape(clean_text(value))


def _attribute(value: str) -> str:
    return quoteattr(_NO_XML.sub("", value))
