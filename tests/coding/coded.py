"""One coder for the tests of coding, and short ways to ask what it made of a text."""

from __future__ import annotations

from functools import cache

from warmonitor.coding.coder import ReportCoder
from warmonitor.reading import prepare
from warmonitor.records import Claim, CodedReport, Published, Report


@cache
def coder() -> ReportCoder:
    return ReportCoder()


@cache
def code(text: str, published: str | None = None) -> CodedReport:
    """The record of a text, dated where a day is given."""
    known = Published(published, published, "given") if published else Published()
    return coder().code(prepare(Report("r", text, published=known)))


def claims_of(text: str, type: str | None = None) -> list[Claim]:
    """The claims of a text, of one type where that is given."""
    return [claim for claim in code(text).claims if type is None or claim.event.type == type]


def countries(claim: Claim, side: str) -> set[str | None]:
    return {party.country for party in getattr(claim.event, side)}


def texts(claim: Claim, side: str) -> list[str]:
    return [party.text for party in getattr(claim.event, side)]


def one_claim(text: str, type: str) -> Claim:
    """The only claim of a type that a text makes."""
    (claim,) = claims_of(text, type)
    return claim
