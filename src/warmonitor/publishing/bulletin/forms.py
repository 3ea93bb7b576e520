"""The forms in which a bulletin goes out. `FORMS` is the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from warmonitor.errors import UsageError
from warmonitor.publishing.bulletin.page import write_page
from warmonitor.publishing.bulletin.parts import Bulletin
from warmonitor.publishing.bulletin.pdf import write_pdf
from warmonitor.publishing.bulletin.text import write_markdown, write_text


@dataclass(frozen=True)
class Form:
    """A form: its media type, and how a bulletin becomes its bytes."""

    name: str
    media_type: str
    write: Callable[[Bulletin], bytes]


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("pdf", "application/pdf", lambda bulletin: write_pdf(bulletin).content),
        Form("html", "text/html; charset=utf-8", lambda bulletin: write_page(bulletin).encode()),
        Form("md", "text/markdown; charset=utf-8", lambda bulletin: write_markdown(bulletin).encode()),
        Form("txt", "text/plain; charset=utf-8", lambda bulletin: write_text(bulletin).encode()),
    )
}


def find_form(name: str) -> Form:
    """The form of this name; raises UsageError naming those there are."""
    found = FORMS.get(name.lower())
    if found is None:
        raise UsageError(f"a bulletin can't be had as {name!r}: use one of {', '.join(FORMS)}")
    return found
