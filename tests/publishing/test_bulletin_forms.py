"""Bulletins as files: every form holds all of them, and hostile text stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
import typst

from publishing.told import HOSTILE, NOWHERE, raid, told, write
from warmonitor.publishing.bulletin import Bulletin, sentences_of
from warmonitor.publishing.bulletin.forms import FORMS
from warmonitor.publishing.bulletin.pdf import _data, _fonts, _replaced, _strings, _tell_missing, _units, write_pdf
from warmonitor.publishing.bulletin.text import write_markdown, write_text
from warmonitor.publishing.bulletin.words import clean
from warmonitor.records import Attribution


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


@pytest.fixture(scope="module")
def hostile() -> Bulletin:
    one = raid("1", speaker="the war monitor")
    speaker = msgspec.structs.replace(one.claim.attribution.speakers[0], name=HOSTILE)  # type: ignore[union-attr]
    claim = msgspec.structs.replace(one.claim, attribution=Attribution((speaker,)), text=HOSTILE)
    return write(
        told(
            msgspec.structs.replace(one, claim=claim, source=HOSTILE, title=HOSTILE, url="javascript:alert(1)"),
            title=HOSTILE,
        ),
        scope=(HOSTILE,),
        title=HOSTILE,
    )


def test_hostile_words_stay_words(hostile: Bulletin) -> None:
    page = Tags(FORMS["html"].write(hostile).decode())
    assert "script" not in page.tags and not any(link.startswith("javascript") for link in page.links)
    markdown = write_markdown(hostile)
    assert "\\<script\\>" in markdown and not re.search(r"(?<!\\)\]\(", markdown) and "\u202e" not in markdown
    assert write_pdf(hostile).content.startswith(b"%PDF")
    assert "#show: panic()" in write_text(hostile)


def test_forms_hold_all_sentences_and_notes(bulletin: Bulletin) -> None:
    text, page = " ".join(write_text(bulletin).split()), FORMS["html"].write(bulletin).decode()
    for sentence in sentences_of(bulletin):
        assert sentence.text in text
    for note in bulletin.notes:
        assert note.number and f'id="note-{note.number}"' in page and f"[^{note.number}]: " in write_markdown(bulletin)
    assert "https://wire.example/1" in page


def test_the_same_bulletin_is_the_same_file(bulletin: Bulletin) -> None:
    assert all(form.write(bulletin) == form.write(bulletin) for form in FORMS.values())


def test_the_pdf_is_archival_and_accessible(bulletin: Bulletin) -> None:
    content = write_pdf(bulletin).content
    assert b"pdfaid:part>2" in content and b"pdfuaid:part>1" in content


def test_names_in_other_scripts_are_not_lost() -> None:
    names = "دمشق, Київ, תל אביב, 北京, ꦗ"
    bulletin = write(title=names, scope=(names,))
    missing = set(write_pdf(bulletin).missing)
    assert not missing & {"د", "К", "ї", "ת"}  # fonts that come with the program have these
    shown = "".join(_strings(_data(bulletin)))
    assert all(name in shown for name in ("دمشق", "Київ", "北京"))
    known = _fonts(None)
    assert known.find_missing(["é", NOWHERE]) == (NOWHERE,)


def test_what_no_font_has_stands_as_its_code_point() -> None:
    bulletin = write(title="Before \U00050005 after")
    pdf = write_pdf(bulletin)
    assert pdf.missing == (NOWHERE,)
    assert _replaced({"title": "a \U00050005"}, pdf.missing) == {"title": "a [U+50005]"}
    assert "U+50005" in _tell_missing(pdf.missing)


def test_combining_marks_stay_with_their_letters() -> None:
    assert list(_units("a\u0301 é नि \u2068x\u2069")) == ["a\u0301", "é", "नि"]


def test_names_from_right_to_left_stand_in_isolates() -> None:
    assert clean("دمشق") == "\u2068دمشق\u2069"
    assert clean("\u2067\u202eidlib\u2069") == "idlib"
    assert clean("Damascus") == "Damascus"


def test_a_note_quotes_the_sentence_around_its_words() -> None:
    one = msgspec.structs.replace(raid("1"), before="On Friday, witnesses say, ", after=" and went on.")
    bulletin = write(told(one))
    note = bulletin.notes[0]
    assert (note.before, note.after) == ("On Friday, witnesses say, ", " and went on.")
    assert f"“On Friday, witnesses say, **{note.words}** and went on.” <https" in write_markdown(bulletin).replace(
        "\\", ""
    )
    assert f"witnesses say, <b>{note.words}</b> and" in FORMS["html"].write(bulletin).decode()
    arabic = write(told(msgspec.structs.replace(one, before="قال ", after=" أمس")))
    assert f"\u2068قال {note.words} أمس\u2069" in write_text(arabic).replace("\n    ", " ")


def test_typst_sets_words_as_words() -> None:
    """The template takes data as text: markup in it is shown, not run."""
    source = b"#let d = json(bytes(sys.inputs.d))\n#d.t"
    data = {"d": msgspec.json.encode({"t": "#panic() *x*"}).decode()}
    assert typst.compile(source, format="pdf", sys_inputs=data).startswith(b"%PDF")  # type: ignore[union-attr]
