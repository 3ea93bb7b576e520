"""A report's versions and copies as its page and the API show them: what each adds, and what differs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from warmonitor.desk.service import Desk
from warmonitor.errors import NotFoundError
from warmonitor.linking.differences import ClaimsCompared, Kind, compare_claims, compare_texts
from warmonitor.linking.families import find_own, find_source
from warmonitor.records import CodedReport, Published, Record, Span
from warmonitor.store import CopyRow, Family, VersionRow

MOST_SHOWN = 20  # copies of which a page says what they add
LONGEST_OWN = 400  # characters of a stretch that a list of copies shows
LONGEST_COMPARED = 400_000  # characters of two texts together that are compared word by word
AROUND = 160  # characters of unchanged text that stay beside a change
LONGEST_WORD = 40  # characters; an unchanged text is cut between words where one ends within so many


class TakenStretch(Span, frozen=True):
    """Characters of a report whose words are another's."""

    report: str


class FamilyMember(Record, frozen=True):
    """A report of a family: its relation to the one that it copies, and the share of its words that earlier ones have."""

    id: str
    source: str | None
    published: Published
    relation: str | None
    copies: str | None
    share: float


class Copied(Record, frozen=True):
    """What a report has of earlier ones, and what is its own.

    `relation` is reprint, cut, rewrite, merged or partial, null where it has nothing of others; `first` the first report of its family.
    """

    first: str
    relation: str | None = None
    copies: str | None = None
    share: float = 0.0
    taken: tuple[TakenStretch, ...] = ()
    own: tuple[Span, ...] = ()
    own_claims: tuple[str, ...] = ()
    members: tuple[FamilyMember, ...] = ()
    size: int = 0


class ReportVersion(Record, frozen=True):
    """A version of a report, and the ids of claims that it gained, lost or makes otherwise than the version before."""

    version: int
    id: str
    added_at: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class ReadReport(CodedReport, frozen=True, kw_only=True):
    """A coded report, its versions, and what it has of others."""

    copies: Copied
    versions: tuple[ReportVersion, ...] = ()


def read_report(desk: Desk, report_id: str) -> ReadReport:
    """A report as the API gives it; raises NotFoundError."""
    coded = desk.store.report(report_id)
    fields = {name: getattr(coded, name) for name in CodedReport.__struct_fields__}
    family = desk.store.family(coded.report.id)
    return ReadReport(**fields, copies=_copied(coded, family), versions=tuple(list_versions(desk, coded)))


def _copied(coded: CodedReport, family: Family) -> Copied:
    text, own = coded.report.text, family.own
    taken = own.taken if own is not None else ()
    stretches = _own_of(coded, own) if taken else []
    members = tuple(
        FamilyMember(one.id, one.source, one.published, one.relation, one.copies, one.share) for one in family.members
    )
    return Copied(
        family.first,
        own.relation if own else None,
        own.copies if own else None,
        own.share if own else 0.0,
        tuple(TakenStretch(one.start, one.end, text[one.start : one.end], one.report) for one in taken),
        tuple(Span(start, end, text[start:end]) for start, end in stretches),
        _own_claims(coded, own) if taken else (),
        members,
        family.size,
    )


def _own_of(coded: CodedReport, row: CopyRow | None) -> list[tuple[int, int]]:
    taken = [(one.start, one.end) for one in row.taken] if row is not None else []
    return find_own(coded.report.text, taken, [(one.start, one.end) for one in coded.dropped])


def _own_claims(coded: CodedReport, row: CopyRow | None) -> tuple[str, ...]:
    """The claims whose words are the report's own."""
    taken = [(one.start, one.end, 0) for one in row.taken] if row is not None else []
    return tuple(claim.id for claim in coded.claims if find_source(claim, taken) is None)


def list_versions(desk: Desk, coded: CodedReport) -> Iterable[ReportVersion]:
    """The versions of a report, the first first; the last so many with what became of claims."""
    rows = desk.store.report_versions(coded.report.id)
    before: CodedReport | None = None
    for place, row in enumerate(rows):
        if len(rows) == 1 or place < len(rows) - MOST_SHOWN:
            yield ReportVersion(row.version, row.id, row.added_at)
            continue
        now = desk.store.report(row.id, version=row.version)
        found = compare_claims(before.claims, now.claims) if before is not None else ClaimsCompared((), (), ())
        yield ReportVersion(
            row.version, row.id, row.added_at, tuple(one.id for one in found.gained), tuple(one.id for one in found.lost),
            tuple(one.after.id for one in found.changed),
        )  # fmt: skip
        before = now


class Adds(NamedTuple):
    """A report of a family, what it adds of its own, and how many of its claims are its own."""

    row: CopyRow
    own: tuple[str, ...]
    claims: int


def list_copies(desk: Desk, family: Family) -> list[Adds]:
    """The members of a family with what each adds, as many as a page shows."""
    found = []
    for row in family.members[:MOST_SHOWN]:
        coded = desk.store.report(row.id)
        if not row.taken:
            found.append(Adds(row, (), len(coded.claims)))
            continue
        text = coded.report.text
        own = sorted(_own_of(coded, row), key=lambda stretch: stretch[0] - stretch[1])[:3]
        shown = tuple(text[start : min(end, start + LONGEST_OWN)] for start, end in sorted(own))
        found.append(Adds(row, shown, len(_own_claims(coded, row))))
    return found


class Stretch(NamedTuple):
    """Words of a difference; `skipped` is the number of unchanged characters that are left out before them."""

    kind: Kind
    text: str
    skipped: int = 0


class Difference(NamedTuple):
    """Two reports beside each other: what the older one is called, the stretches of the newer one, and what became of the claims.

    `is_whole` is false where the texts are too long to be compared.
    """

    older: str
    newer: str
    stretches: tuple[Stretch, ...]
    claims: ClaimsCompared
    is_whole: bool = True


def compare_versions(desk: Desk, coded: CodedReport, version: int, against: int) -> Difference:
    """What a version changed in an earlier one."""
    other = desk.store.report(coded.report.id, version=against)
    return _compare(other, coded, f"version {against}", f"version {version}")


def compare_with(desk: Desk, coded: CodedReport, beside: str) -> Difference:
    """What a report has otherwise than another of its family (or than one that it has words from); raises NotFoundError."""
    family = desk.store.family(coded.report.id)
    known = {row.id for row in family.members} | {one.report for one in (family.own.taken if family.own else ())}
    if beside not in known:
        raise NotFoundError(f"{beside!r} is no copy of this report")
    other = desk.store.report(beside)
    return _compare(other, coded, other.report.source or beside, coded.report.source or coded.report.id)


def _compare(old: CodedReport, new: CodedReport, older: str, newer: str) -> Difference:
    before, after = old.report.text, new.report.text
    claims = compare_claims(old.claims, new.claims)
    if len(before) + len(after) > LONGEST_COMPARED:
        return Difference(older, newer, (), claims, is_whole=False)
    found: list[Stretch] = []
    pieces = compare_texts(before, after)
    for place, one in enumerate(pieces):
        if one.kind == "removed":
            found.append(Stretch("removed", before[one.old_start : one.old_end]))
        elif one.kind == "added":
            found.append(Stretch("added", after[one.new_start : one.new_end]))
        else:
            found += _around(after[one.new_start : one.new_end], is_first=place == 0, is_last=place == len(pieces) - 1)
    return Difference(older, newer, tuple(found), claims)


def _around(text: str, *, is_first: bool, is_last: bool) -> list[Stretch]:
    """Unchanged words, without their middle where they are many."""
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    left_out = len(text) - head - tail
    if left_out <= AROUND:
        return [Stretch("kept", text)]
    first, last = _word_end(text, head), len(text) - _word_end(text[::-1], tail)
    kept = [Stretch("kept", text[:first])] if first else []
    return [*kept, Stretch("kept", text[last:], last - first)]


def _word_end(text: str, place: int) -> int:
    """Where the word ends that stands at a place; the place itself where no end is near, as in scripts without spaces."""
    if not place:
        return 0
    return next((end for end in range(place, min(place + LONGEST_WORD, len(text))) if text[end].isspace()), place)


def newest(rows: Iterable[VersionRow]) -> int:
    """The number of the current version, 1 where there is none."""
    return max((row.version for row in rows), default=1)
