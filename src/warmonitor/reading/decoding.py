"""Bytes to text, in the encoding that the bytes themselves or their carrier name, or else one found by a detector."""

from __future__ import annotations

import codecs
import re

from warmonitor.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_KINDS = (
    (b"%PDF", "a PDF: turn it into text first, with pdftotext, say"),
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack it, or save it as text"),
    (b"\xd0\xcf\x11\xe0", "an office document: save it as text"),
    (b"{\\rtf", "a Rich Text file: save it as plain text"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"SQLite format 3", "a database"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_CONTROL = bytes(range(0x09)) + bytes(range(0x0E, 0x1B)) + bytes(range(0x1C, 0x20))
_SAMPLE = 256 * 2**10
_ASCII = bytes(range(0x80))
_FEW = 0.03  # of the bytes beyond ASCII: of English with accents and quotation marks, where a detector has next to nothing to go by
_LEGACY = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8-r", "koi8-u", "iso8859-2", "iso8859-5",
    "iso8859-9", "mac_roman", "cp866", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of some bytes without its byte order mark; `declared` is the encoding that came with them.

    In order: a byte order mark, UTF-8, UTF-16 without a mark, the declared encoding, the detector's.
    Raises ReadError for what is no text.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding)
    for mark, kind in _KINDS:
        if raw.startswith(mark):
            raise ReadError(f"no text: this is {kind}")
    if b"\x00" not in raw:
        try:
            return _checked(raw.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    elif (wide := _wide_encoding(raw)) is not None:
        return _decoded(raw, wide)
    if raw[:_SAMPLE].translate(None, _CONTROL) != raw[:_SAMPLE]:
        raise ReadError("no text: the file is binary")
    if declared is not None and (named := _known(declared)) is not None:
        try:
            return raw.decode(named)
        except UnicodeDecodeError:
            pass
    return _guessed(raw)


def declared_charset(page: bytes) -> str | None:
    """The encoding that an HTML page names in its first kilobytes."""
    found = _DECLARED.search(page, 0, 4096)
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def _known(name: str) -> str | None:
    """Python's name of an encoding; what the web calls Latin-1 or ASCII is windows-1252."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _wide_encoding(raw: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is nil; others show in their spaces and line ends."""
    sample = raw[: min(len(raw), _SAMPLE) // 2 * 2]
    little = sum(sample[i : i + 2] in (b" \x00", b"\n\x00", b".\x00") for i in range(0, min(len(sample), 20_000), 2))
    big = sum(sample[i : i + 2] in (b"\x00 ", b"\x00\n", b"\x00.") for i in range(0, min(len(sample), 20_000), 2))
    if max(little, big) < max(1, min(len(sample), 20_000) // 60):
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return _checked(raw.decode(encoding))
    except UnicodeDecodeError as error:
        raise ReadError(f"no text: the file says it is {encoding.upper()}, but byte {error.start} is not") from error


def _checked(text: str) -> str:
    """The text, unless it is made of control characters as only binary files are."""
    sample = text[:_SAMPLE]
    odd = sum(sample.count(chr(code)) for code in _CONTROL)
    if odd > 2 + len(sample) // 1000:
        raise ReadError("no text: the file is binary")
    return text


def _guessed(raw: bytes) -> str:
    """The text in the encoding that suits it best among those once common: windows-1252 where hardly a byte tells."""
    if len(raw.translate(None, _ASCII)) <= _FEW * len(raw):
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE], cp_isolation=list(_LEGACY), threshold=0.3, enable_fallback=False).best()
    if best is None:
        raise ReadError("no text in any encoding that is known here; save the file as UTF-8")
    return raw.decode(best.encoding, errors="replace")
