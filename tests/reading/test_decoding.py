"""Bytes of every sort to text, or refused."""

from __future__ import annotations

import random

import pytest

from warmonitor.errors import ReadError
from warmonitor.reading.decoding import declared_charset, decode

ENGLISH = "The mayor’s office said the café was hit on Monday — five people were killed."
BOGOTA = "Troops shot two men dead in Bogotá, police said on Tuesday."
POLISH = "Pięć osób zginęło w poniedziałek wieczorem w ostrzale przedmieść, powiedziały władze obwodu. Są też ranni."
RUSSIAN = "В результате обстрела погибли пять человек, сообщили власти области в понедельник вечером."

ROWS = [
    (ENGLISH.encode(), None, ENGLISH, "UTF-8"),
    (b"\xef\xbb\xbf" + ENGLISH.encode(), None, ENGLISH, "UTF-8 with a mark"),
    (ENGLISH.encode("utf-16"), None, ENGLISH, "UTF-16 with a mark"),
    (ENGLISH.encode("utf-32"), None, ENGLISH, "UTF-32 with a mark"),
    (ENGLISH.encode("utf-16-be"), None, ENGLISH, "UTF-16 without one"),
    (RUSSIAN.encode("utf-16-le"), None, RUSSIAN, "UTF-16 without one, no Latin letters"),
    (ENGLISH.encode("cp1252"), None, ENGLISH, "windows-1252, found by its letters"),
    (BOGOTA.encode("cp1252"), None, BOGOTA, "windows-1252, of which a single letter tells"),
    (POLISH.encode("cp1250"), None, POLISH, "windows-1250, found by its letters"),
    (RUSSIAN.encode("cp1251"), None, RUSSIAN, "windows-1251, found by its letters"),
    (ENGLISH.encode("cp1252"), "iso-8859-1", ENGLISH, "what calls itself Latin-1 is windows-1252"),
    (RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN, "an encoding that was declared"),
    (ENGLISH.encode(), "koi8-r", ENGLISH, "bytes that are UTF-8 are UTF-8, whatever was declared"),
    (ENGLISH.encode("cp1252"), "no-such-code", ENGLISH, "a declaration of nothing is nothing"),
    ("شنّ الطيران غارة 😀".encode(), None, "شنّ الطيران غارة 😀", "right to left, with an emoji"),
]


@pytest.mark.parametrize(("raw", "declared", "text", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_text(raw: bytes, declared: str | None, text: str, reason: str) -> None:
    assert decode(raw, declared) == text


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (bytes(range(256)) * 50, "binary"),
        (random.Random(7).randbytes(20_000), "no text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "office"),
        (b"text\x01\x02 with \x03 control \x04 codes \x05", "binary"),
        (b"\xff\xfe\x00\xd8\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, word: str) -> None:
    with pytest.raises(ReadError, match=word):
        decode(raw)


def test_declared_charset_of_pages() -> None:
    assert declared_charset(b'<html><meta charset="windows-1251">') == "windows-1251"
    assert declared_charset(b"<META http-equiv=Content-Type content='text/html; charset=koi8-r'>") == "koi8-r"
    assert declared_charset(b'<?xml version="1.0" encoding="iso-8859-2"?><html>') == "iso-8859-2"
    assert declared_charset(b"<html>") is None
