"""What the sentence of a claim says of its source beside the claim's attribution: whom a medium cites, who was told, who saw it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.naming import read_medium, read_source
from warmonitor.records import Claim, CodedReport

_STOP = re.compile(r"[.!?][\"”’)]*\s|\n")


class Heard(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The words for whom a claim's sentence cites, the medium that passed it on, and whether its own people saw it."""

    cited: str | None = None
    medium: str | None = None
    is_witnessed: bool = False


class _Cues(NamedTuple):
    any: re.Pattern[str]
    cites: re.Pattern[str]
    told: re.Pattern[str]
    tells: re.Pattern[str]
    says: re.Pattern[str]
    counts: re.Pattern[str]
    carried: re.Pattern[str]
    saw: re.Pattern[str]


def hear(coded: CodedReport) -> dict[str, Heard]:
    """For each claim of which its sentence says more than its attribution does."""
    found = {}
    text = coded.report.text
    for claim in coded.claims:
        sentence = _sentence(text, claim)
        if _cues().any.search(sentence) and (heard := _listen(sentence)) != Heard():
            found[claim.id] = heard
    return found


def encode_heard(heard: dict[str, Heard]) -> bytes:
    """As a report's row keeps it."""
    return msgspec.msgpack.encode(heard)


def decode_heard(row: bytes) -> dict[str, Heard]:
    """From a report's row."""
    return msgspec.msgpack.decode(row, type=dict[str, Heard])


def _sentence(text: str, claim: Claim) -> str:
    """The sentence that holds a claim, as far as it is looked at."""
    most = entries("voices")["limits"]["sentence"]
    start = max(0, claim.start - most)
    for before in _STOP.finditer(text, start, claim.start):
        start = before.end()
    end = min(len(text), claim.end + most)
    stop = _STOP.search(text, max(claim.start, claim.end - 1), end)
    return text[start : stop.start() + 1 if stop else end]


def _listen(sentence: str) -> Heard:
    cues = _cues()
    cited = None
    for match in cues.cites.finditer(sentence):  # the last is the innermost
        if read_source(match["who"]) is not None:
            cited = match["who"]
    for match in cues.says.finditer(sentence):
        if cited is None and read_source(match["who"].strip(" ,")) is not None:
            cited = match["who"].strip(" ,")
    for match in cues.counts.finditer(sentence):
        if cited is None and read_source(match["who"]) is not None:
            cited = match["who"]
    for match in cues.tells.finditer(sentence):
        if read_medium(match["medium"]) is not None and read_source(match["who"]) is not None:
            cited = cited or match["who"]
    medium = None
    for pattern in (cues.told, cues.carried):
        for match in pattern.finditer(sentence):
            medium = medium or read_medium(match["who"])
    saw = cues.saw.search(sentence)
    if saw is None:
        return Heard(cited, medium)
    return Heard(cited, read_medium(saw["who"] or saw["by"] or "") or medium, is_witnessed=True)


@cache
def _cues() -> _Cues:
    words = entries("voices")
    press, saw = _either(words["press"]), _either(words["saw"])
    told, carried, cites = _either(words["told"]), _either(words["carried"]), _either(words["cites"])
    phrase = (
        rf"\s+(?P<who>[^,;:()\"“”\n]{{2,80}}?)(?=\s+(?:{'|'.join(words['phrase_ends'])})\b|[,;:()\"“”\n]|\.(?:\s|$)|$)"
    )
    who = r"(?:[\w.’'/&-]+\s+){0,5}?"
    return _Cues(
        re.compile(
            rf"\b(?:{_either([*words['press'], *words['told'], *words['carried'], *words['cites'], *words['says'], *words['toll']])})\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{cites}){phrase}", re.IGNORECASE),
        re.compile(rf"\b(?:{told}){phrase}", re.IGNORECASE),
        re.compile(
            rf"(?:^|[,;\"”]\s)(?P<who>[^,;\"”]{{3,80}}?)\s+(?:{told}){phrase.replace('who', 'medium')}", re.IGNORECASE
        ),
        re.compile(
            rf",[\"”]?\s(?P<who>[^,;\"“”]{{3,60}}(?:,\s[A-Z][^,;\"“”]{{2,40}},)?)\s(?:{_either(words['says'])})\b(?!\s+(?:by|of|to)\b)"
        ),
        re.compile(
            rf"(?:^|[,;]\s)(?:but\s|and\s|while\s)?(?P<who>[^,;\"“”\n]{{3,60}}?(?:,\s[A-Z][^,;\"“”]{{2,40}},)?)\s(?:(?:has|have|had|later|since)\s){{0,2}}"
            rf"(?:{_either(words['tallies'])})\s(?:the|its|their|his|her)\s(?:[\w’'-]+\s){{0,2}}(?:{_either(words['toll'])})\b"
        ),
        re.compile(rf"\b(?:{carried}){phrase}", re.IGNORECASE),
        re.compile(
            rf"\b(?P<who>(?:an?|the|our|its|two|three|several)\s+{who}(?:{press}))\b[^.;]{{0,60}}?\b(?:{saw})\b"
            rf"|\b(?:{saw})\s+by\s+(?P<by>(?:an?|the|our|its|two|three|several)\s+{who}(?:{press}))\b",
            re.IGNORECASE,
        ),
    )


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
