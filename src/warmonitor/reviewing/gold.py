"""What people decided, as gold: reports with the claims that they vouch for and those that they rejected, and scoring by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from warmonitor.errors import ReadError
from warmonitor.records import Claim, Record, Report
from warmonitor.reviewing.fields import FIELDS

replace = msgspec.structs.replace


class Vouched(Record, frozen=True):
    """Who decided on a claim, when and why; `fields` were corrected."""

    by: tuple[str, ...]
    at: str
    why: tuple[str, ...]
    decision: str
    fields: tuple[str, ...] = ()


class GoldClaim(Record, frozen=True):
    """A claim as people left it, or as the coder put it where they rejected it, and who decided so."""

    claim: Claim
    review: Vouched


class GoldReport(Record, frozen=True):
    """A line of gold: a report, what must be coded in it and what must not.

    `must` and `must_not` say the same in the form of a case of tests/gold; claims that nobody decided on are in neither.
    """

    report: Report
    claims: tuple[GoldClaim, ...]
    rejected: tuple[GoldClaim, ...]
    text: str
    published: str | None
    why: str
    must: tuple[dict[str, Any], ...]
    must_not: tuple[dict[str, Any], ...]


def make_gold(report: Report, claims: Sequence[GoldClaim], rejected: Sequence[GoldClaim]) -> GoldReport:
    """The line of a report."""
    published = report.published.latest or report.published.earliest if report.published.basis == "given" else None
    return GoldReport(
        report, tuple(claims), tuple(rejected), report.text, published,
        f"{len(claims)} claims vouched for, {len(rejected)} rejected",
        tuple(_case(one.claim, one.review.fields) for one in claims),
        tuple({"type": one.claim.event.type, "trigger": one.claim.event.trigger.text} for one in rejected),
    )  # fmt: skip


def _case(claim: Claim, fields: Sequence[str]) -> dict[str, Any]:
    """What a case asks of a claim: its type, words and status, and what was corrected."""
    event, status = claim.event, claim.status
    asked: dict[str, Any] = {
        "type": event.type, "trigger": event.trigger.text, "modality": status.modality, "polarity": status.polarity,
    }  # fmt: skip
    if "mode" in fields:
        asked["mode"] = event.mode
    for name, field in (("actor", "actors"), ("recipient", "recipients"), ("place", "places")):
        if field in fields:
            values = getattr(event, field)
            asked[name] = (values[0].name or values[0].text) if values else None
    if "time" in fields:
        asked |= {"earliest": event.time.earliest, "latest": event.time.latest}
    if "counts" in fields:
        asked |= {count.of: [count.low, count.high] for count in event.counts if count.of in ("killed", "injured")}
    return asked


def write_gold(lines: Iterable[GoldReport]) -> Iterator[str]:
    """Gold as JSON Lines."""
    return (line.to_json() + "\n" for line in lines)


def read_gold(lines: Iterable[str | bytes]) -> Iterator[GoldReport]:
    """Gold from JSON Lines; raises ReadError for a line that is none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=GoldReport)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise ReadError(f"this is no line of gold: {error}", number) from error


class Tally(Record, frozen=True):
    """How a coder does by gold: claims found of those vouched for, rejected ones coded again, and fields that agree where found."""

    reports: int = 0
    wanted: int = 0
    found: int = 0
    unwanted: int = 0
    coded_again: int = 0
    fields: dict[str, tuple[int, int]] = msgspec.field(default_factory=dict)

    @property
    def recall(self) -> float | None:
        """The share of the claims vouched for that the coder finds."""
        return self.found / self.wanted if self.wanted else None

    @property
    def refused(self) -> float | None:
        """The share of the rejected claims that the coder doesn't code any more."""
        return 1 - self.coded_again / self.unwanted if self.unwanted else None


def score(gold: GoldReport, coded: Sequence[Claim], tally: Tally) -> Tally:
    """The tally with one more report."""
    fields = dict(tally.fields)
    found = 0
    for one in gold.claims:
        same = _same(one.claim, coded)
        if same is None:
            continue
        found += 1
        for name, field in FIELDS.items():
            right, seen = fields.get(name, (0, 0))
            fields[name] = (right + (_plain(field.read(one.claim)) == _plain(field.read(same))), seen + 1)
    again = sum(_same(one.claim, coded) is not None for one in gold.rejected)
    return Tally(
        tally.reports + 1, tally.wanted + len(gold.claims), tally.found + found, tally.unwanted + len(gold.rejected),
        tally.coded_again + again, fields,
    )  # fmt: skip


def _same(wanted: Claim, coded: Sequence[Claim]) -> Claim | None:
    """The claim whose trigger overlaps, of the same type where there are several; rejections and corrections of type go by the words."""
    trigger = wanted.event.trigger
    near = [one for one in coded if one.event.trigger.start < trigger.end and trigger.start < one.event.trigger.end]
    return min(near, key=lambda one: one.event.type != wanted.event.type, default=None)


def _plain(value: Any) -> Any:
    """A value as it is compared: parties and places by id or name, numbers and days as they are, whatever words quote them."""
    if isinstance(value, tuple):
        return sorted(map(str, map(_plain, value)))
    if hasattr(value, "low"):
        return value.of, value.who, value.low, value.high
    if hasattr(value, "earliest"):
        return value.earliest, value.latest
    if hasattr(value, "text"):
        return str(getattr(value, "id", None) or getattr(value, "name", None) or value.text).lower()
    return value
