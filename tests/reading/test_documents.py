"""Files, folders, archives and streams to reports, and what is refused."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from warmonitor.errors import ReadError
from warmonitor.reading import Given, find_documents, parse_published, read_path
from warmonitor.records import Report

TEXT = "Five people were killed in the town on Monday, the mayor said."
PAGE = f"<!doctype html><html lang=en><head><title>Five killed</title></head><body><article><p>{TEXT}</p></article></body></html>"
Told = tuple[str, str]


def told(found: Report | ReadError) -> Told:
    """A report as its id and text, an error as its line and message."""
    return (f"line {found.line}", str(found)) if isinstance(found, ReadError) else (found.id, found.text)


def read_bytes(raw: bytes, given: Given = Given()) -> list[Report | ReadError]:  # noqa: B008
    return list(read_path("-", given, io.BytesIO(raw)))


def only(found: list[Report | ReadError]) -> Report:
    assert len(found) == 1 and isinstance(found[0], Report), found
    return found[0]


def lines(*values: object) -> bytes:
    return b"".join((value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n" for value in values)


def test_a_broken_line_stops_nothing() -> None:
    good = [{"id": n, "text": f"Report {n}."} for n in (1, 2, 4, 5)]
    found = [told(each) for each in read_bytes(lines(good[0], good[1], b'{"id": 3, "text": "Rep', good[2], good[3]))]
    assert [key for key, _ in found] == ["1", "2", "line 3", "4", "5"]
    assert "broken JSON" in found[2][1]


LINES = [
    (b'{"id": "a", "text": "x", "text ": 1}', ("a", "x"), "unknown fields are no fault"),
    (b'{"id": 7, "text": "x"}', ("7", "x"), "a number as id"),
    (b'{"id": "a", "text": ""}', ("a", ""), "an empty text is a text"),
    (b'{"id": "a", "text": "x\\u0000y\\r\\n"}', ("a", "x\x00y\r\n"), "the text is exactly as given"),
    (b'{"id": "a", "text": "\\ud83d\\ude00 e\\u0301"}', ("a", "😀 e\u0301"), "pairs of surrogates are one character"),
    (b'{"id": "a", "text": "x\\ud83dy"}', ("a", "x\ufffdy"), "half a pair can't be kept"),
    (b'{"id": true, "text": "x"}', ("line 1", '"id" is neither a string nor a number'), "an id that is none"),
    (b'{"id": "a"}', ("line 1", '"text" is missing'), "no text"),
    (b'{"text": 5}', ("line 1", '"text" is no string'), "a text that is none"),
    (b'{"text": "x", "title": []}', ("line 1", '"title" is no string'), "a title that is none"),
    (
        b'{"text": "x", "published": "soon"}',
        ("line 1", "\"published\": 'soon' is no date: write it as 2018-09-05"),
        "a date that is none",
    ),
]


@pytest.mark.parametrize(("line", "expected", "reason"), LINES, ids=[row[2] for row in LINES])
def test_lines(line: bytes, expected: Told, reason: str) -> None:
    assert [told(each) for each in read_bytes(line)] == [expected]


@pytest.mark.parametrize(
    "line", [b"[1, 2]", b'"text"', b"null", b"{", b"[" * 100_000, b'{"text": "\xff"}', b'{"text": "x"} more', b"\x00"]
)
def test_lines_that_hold_no_object(line: bytes) -> None:
    found = read_bytes(lines({"id": 1, "text": "x"}, line, {"id": 3, "text": "x"}))
    assert [told(each)[0] for each in found] == ["1", "line 2", "3"]


def test_what_a_line_says_wins_over_what_is_given() -> None:
    given = Given(parse_published("2020-01-01"), "Sample Daily")
    own, other = read_bytes(
        lines({"text": "x", "published": "2018-09-05", "source": "Sample Wire"}, {"text": "y"}), given
    )
    assert isinstance(own, Report) and (own.published.earliest, own.source) == ("2018-09-05", "Sample Wire")
    assert isinstance(other, Report) and (other.published.earliest, other.source) == ("2020-01-01", "Sample Daily")


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_lines_keep_every_text(texts: list[str]) -> None:
    rows = [{"id": str(n), "text": text} for n, text in enumerate(texts)]
    assert [told(each) for each in read_bytes(lines(*rows))] == [(row["id"], row["text"]) for row in rows]


def test_ids_are_made_of_source_and_text() -> None:
    first, again, other = (
        only(read_bytes(TEXT.encode(), Given(None, source)))
        for source in ("Sample Wire", "Sample Wire", "Sample Daily")
    )
    assert first.id == again.id != other.id


STREAMS = [
    (b"", "the file is empty", "nothing"),
    (b" \n\t\n", "the file is empty", "white space alone"),
    (b"\xef\xbb\xbf", "the file is empty", "a byte order mark alone"),
    (bytes(range(256)) * 20, "no text: the file is binary", "binary"),
    (b"Five died. " * 100_000, "more than the 1,000,000 of one report", "a text that is too long"),
    (b"Five died. " * 2_000_000, "larger than 16 MB", "a file that is too large"),
    (b"<html><body><script>x = 1</script></body></html>", "the page shows no text", "a page without text"),
    (b"\x1f\x8b\x08\x00broken", "can't be read to its end", "a broken gzip file"),
    (gzip.compress(b"Five died. " * 2_000_000), "larger than 16 MB", "a gzip bomb"),
    (b"WARC/1.0\r\nbroken", "archive", "a broken archive"),
]


@pytest.mark.parametrize(("raw", "message", "reason"), STREAMS, ids=[row[2] for row in STREAMS])
def test_what_can_not_be_read_is_refused(raw: bytes, message: str, reason: str) -> None:
    found = read_bytes(raw)
    assert len(found) == 1 and isinstance(found[0], ReadError)
    assert message in str(found[0])


def test_streams_are_known_by_their_beginning() -> None:
    assert only(read_bytes(TEXT.encode())).text == TEXT
    assert only(read_bytes(PAGE.encode())).title == "Five killed"
    assert only(read_bytes(lines({"id": "a", "text": TEXT}))).id == "a"
    assert only(read_bytes(gzip.compress(lines({"id": "a", "text": TEXT})))).id == "a"
    assert only(read_bytes('\ufeff{"id": "a", "text": "ä\u2028ö"}\r\n'.encode("utf-16-le"))).text == "ä\u2028ö"


@pytest.mark.parametrize("text", [TEXT * 3000, "شنّ الطيران غارة على البلدة 😀", "Five\u00a0people — e\u0301\n\n"])
def test_texts_come_unchanged(text: str) -> None:
    assert only(read_bytes(text.encode())).text == text


def test_json_files_of_every_form(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "x"}, {"id": "b", "text": "y"}]
    for name, content, ids in [
        ("one.json", json.dumps(rows[0], indent=1).encode(), ["a"]),
        ("list.json", json.dumps(rows, indent=1).encode(), ["a", "b"]),
        ("lines.json", lines(*rows), ["a", "b"]),
        ("lines.ndjson", lines(*rows), ["a", "b"]),
        ("lines.jsonl.gz", gzip.compress(lines(*rows)), ["a", "b"]),
        ("broken.json", b"{\n", ["line 1"]),
    ]:
        (tmp_path / name).write_bytes(content)
        assert [told(each)[0] for each in read_path(tmp_path / name)] == ids, name


def test_folders_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name, content in [
        ("a.txt", "First."), ("b/c.html", PAGE), ("b/a.jsonl", '{"id": "l", "text": "Third."}'), ("z", "Fourth."), (".hidden", "no"),
        (".git/x.txt", "no"), ("b/photo.jpg", "no"), ("style.css", "no"), ("empty.txt", ""),
    ]:  # fmt: skip
        (tmp_path / name).write_text(content)
    (tmp_path / "loop").symlink_to(tmp_path)
    found = list(read_path(tmp_path))
    assert [str(each) if isinstance(each, ReadError) else each.text[:11] for each in found] == [
        "First.",
        "the file is empty",
        "Fourth.",
        "Third.",
        "Five killed",
    ]
    assert [each.path for each in found if isinstance(each, ReadError)] == [str(tmp_path / "empty.txt")]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert [str(each) for each in read_path(tmp_path)] == ["no files to read in this folder"]
    assert [str(each) for each in read_path(tmp_path / "none")] == ["no such file"]


def archive(records: list[tuple[str, str, str, bytes]], gzipped: bool = True) -> bytes:
    """A WARC file of answers: url, status line, content type, body."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=gzipped)
    for url, status, kind, body in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return stream.getvalue()


RECORDS = [
    (
        "http://sample.example/1",
        "200 OK",
        "text/html; charset=windows-1252",
        PAGE.replace("Five people", "Five people – all farmers –").encode("cp1252"),
    ),
    ("http://sample.example/2", "404 Not Found", "text/html", PAGE.encode()),
    ("http://sample.example/3.png", "200 OK", "image/png", b"\x89PNG"),
    ("http://sample.example/4", "200 OK", "text/plain", TEXT.encode()),
    ("http://sample.example/5", "200 OK", "text/html", b"<html></html>"),
]


@pytest.mark.parametrize("gzipped", [True, False])
def test_archives(tmp_path: Path, gzipped: bool) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(archive(RECORDS, gzipped))
    first, second, third = read_path(tmp_path / "crawl.warc.gz")
    assert isinstance(first, Report) and first.url == "http://sample.example/1" and "– all farmers –" in first.text
    assert isinstance(second, Report) and (second.url, second.text) == ("http://sample.example/4", TEXT)
    assert isinstance(third, ReadError) and "no text" in str(third)


def test_an_archive_that_breaks_off_gives_what_it_held(tmp_path: Path) -> None:
    whole = archive(RECORDS[:1] * 3)
    found = read_bytes(whole[: len(whole) - 200])
    assert [isinstance(each, Report) for each in found] == [True, True]


def test_documents_keep_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.encode("cp1252"))
    (document,) = find_documents(tmp_path / "page.html")
    assert (
        not isinstance(document, ReadError)
        and document.content == PAGE.encode("cp1252")
        and document.media_type == "text/html"
    )
