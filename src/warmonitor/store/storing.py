"""Writing sources, reports, codings and claims. Nothing is overwritten: what is out of date loses its `is_current`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import Connection, CursorResult, Table, insert, select, update

from warmonitor.records import Claim, CodedReport, CoderVersion, Report
from warmonitor.store.bulk import change_rows, fetch, find_rows, insert_rows
from warmonitor.store.packing import pack
from warmonitor.store.search import index_claims, index_reports
from warmonitor.store.tables import claims, codings, reports, sources

Standing = Literal["new", "known", "changed", "recode", "refused"]


T = TypeVar("T")
_AT_ONCE = 500


class Found(NamedTuple):
    """How a report stands to the store, and the key of the version that is there."""

    standing: Standing
    key: int | None = None
    why: str = ""


def inserted_key(result: CursorResult[Any]) -> int:
    """The key of the row that was inserted."""
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def in_portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in runs short enough for one statement."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def next_key(connection: Connection, table: Table) -> int:
    """The first key that a table has free; nobody else takes it before the transaction ends."""
    return 1 + (fetch(connection, f"SELECT max(key) FROM {table.name}")[0][0] or 0)


def fingerprint(report: Report) -> str:
    """The hash of everything that a report says."""
    published = report.published if report.published.basis == "given" else None
    said = (
        report.text,
        report.title or "",
        report.url or "",
        published.earliest if published else "",
        published.latest if published else "",
    )
    return hashlib.sha256("\0".join(part or "" for part in said).encode("utf-8", "surrogatepass")).hexdigest()


class _Known(NamedTuple):
    """What is there under a report's id or address."""

    key: int
    hash: str
    source: str | None
    coder: str | None
    version: str | None


_KNOWN = (
    "SELECT r.{}, r.key, r.hash, s.name, c.coder, c.coder_version FROM reports AS r LEFT JOIN sources AS s ON s.key = r.source_key "
    "LEFT JOIN codings AS c ON c.report_key = r.key AND c.is_current WHERE r.is_current AND r.{} IN (...) ORDER BY r.key"
)


def look_up_reports(
    connection: Connection, wanted: Sequence[tuple[Report, bool]], coder: CoderVersion | None
) -> list[Found]:
    """How each report stands: new, known, changed (a new version of a known one), recode (coded by another coder so far) or refused.

    A report that is marked as having no id of its own is a new version of what stood at its address before.
    """
    by_id = _find_known(connection, "id", {report.id for report, _ in wanted})
    addresses = {report.url for report, has_made_id in wanted if has_made_id and report.id not in by_id and report.url}
    by_url = _find_known(connection, "url", addresses) if addresses else {}
    found = []
    for report, has_made_id in wanted:
        known = by_id.get(report.id)
        if known is not None:
            found.append(_compare(report, known, coder))
        else:
            before = by_url.get(report.url or "") if has_made_id else None
            found.append(Found("new") if before is None else Found("changed", before.key))
    return found


def look_up_report(
    connection: Connection, report: Report, coder: CoderVersion | None, *, has_made_id: bool = False
) -> Found:
    """How one report stands, and why where it is refused."""
    return look_up_reports(connection, [(report, has_made_id)], coder)[0]


def _find_known(connection: Connection, column: str, values: set[str]) -> dict[str, _Known]:
    """The current reports with these ids or addresses; of several the first."""
    found: dict[str, _Known] = {}
    for row in find_rows(connection, _KNOWN.format(column, column), values):
        found.setdefault(row[0], _Known(*row[1:]))
    return found


def _compare(report: Report, known: _Known, coder: CoderVersion | None) -> Found:
    if known.source is not None and report.source is not None and known.source != report.source:
        why = f"a report of {known.source!r} has the id {report.id!r} already: ids must differ between sources"
        return Found("refused", known.key, why)
    if known.hash != fingerprint(report):
        return Found("changed", known.key)
    is_by_another = coder is not None and (known.coder, known.version) != (coder.name, coder.version)
    return Found("recode" if is_by_another else "known", known.key)


def put_source(connection: Connection, name: str, publisher: str | None, now: str) -> int:
    """The key of a source; a new one is its own publisher unless another is named."""
    key = connection.scalar(select(sources.c.key).where(sources.c.name == name))
    if key is None:
        added = connection.execute(insert(sources).values(name=name, publisher=publisher or name, added_at=now))
        key = inserted_key(added)
    elif publisher is not None:
        connection.execute(update(sources).where(sources.c.key == key).values(publisher=publisher))
    return int(key)


class NewReport(NamedTuple):
    """A report that comes in: its bytes where they are more than its text, its fingerprint as read, and what it is a new version of."""

    report: Report
    raw: bytes | None
    mark: str
    replaces: int | None = None


_REPORT = (
    "key", "id", "version", "is_current", "replaces", "source_key", "url", "title", "language", "published", "published_earliest",
    "published_latest", "text", "raw", "hash", "added_at",
)  # fmt: skip


def put_reports(connection: Connection, made: Sequence[NewReport], now: str) -> list[int]:
    """Store reports, those that replace another as its new version; their keys."""
    versions = _end_reports(connection, [one.replaces for one in made if one.replaces is not None])
    sources = _put_sources(connection, [one.report.source for one in made if one.report.source is not None], now)
    first = next_key(connection, reports)
    rows = []
    for key, (report, raw, mark, replaces) in enumerate(made, first):
        published = report.published
        source = None if report.source is None else sources[report.source]
        version = 1 if replaces is None else 1 + versions[replaces]
        rows.append(
            (
                key, report.id, version, True, replaces, source, report.url, report.title, report.language, published.to_json().encode(),
                published.earliest, published.latest, report.text, raw, mark, now,
            )
        )  # fmt: skip
    insert_rows(connection, reports, _REPORT, rows)
    keys = list(range(first, first + len(made)))
    index_reports(connection, [(key, one.report.title, one.report.text) for key, one in zip(keys, made, strict=True)])
    return keys


def put_report(
    connection: Connection, report: Report, raw: bytes | None, mark: str, replaces: int | None, now: str
) -> int:
    """Store one report; its key."""
    return put_reports(connection, [NewReport(report, raw, mark, replaces)], now)[0]


def _end_reports(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    """The versions of these reports, which are current no more."""
    versions = dict(find_rows(connection, "SELECT key, version FROM reports WHERE key IN (...)", keys))
    change_rows(connection, reports, ("key",), ("is_current",), [(False, key) for key in keys])
    return versions


def _put_sources(connection: Connection, names: Iterable[str], now: str) -> dict[str, int]:
    """The keys of sources; a new one is its own publisher."""
    wanted = dict.fromkeys(names)
    found = dict(find_rows(connection, "SELECT name, key FROM sources WHERE name IN (...)", wanted))
    for name in wanted:
        if name not in found:
            found[name] = put_source(connection, name, None, now)
    return found


_CODING = ("key", "report_key", "coder", "coder_version", "is_current", "record", "coded_at")
_CLAIM = (
    "key", "coding_key", "report_key", "is_current", "id", "type", "mode", "modality", "polarity", "stance", "speaker", "earliest",
    "latest", "text", "record",
)  # fmt: skip


def put_codings(connection: Connection, made: Sequence[tuple[int, CodedReport]], now: str) -> None:
    """Store codings, by the keys of their reports, as the current ones of reports that had none."""
    coding, claim = next_key(connection, codings), next_key(connection, claims)
    rows: list[tuple[Any, ...]] = []
    told: list[tuple[Any, ...]] = []
    for at, (key, coded) in enumerate(made, coding):
        coder = coded.coder
        rows.append((at, key, coder.name, coder.version, True, pack(coded.to_json().encode()), now))
        for one in coded.claims:
            told.append((claim + len(told), at, key, True, *columns_of(one).values(), pack(one.to_json().encode())))
    insert_rows(connection, codings, _CODING, rows)
    insert_rows(connection, claims, _CLAIM, told)
    index_claims(connection, [(row[0], row[-2]) for row in told])


def put_coding(connection: Connection, report_key: int, coded: CodedReport, now: str) -> None:
    """Store a coding as the report's current one, in place of any other."""
    end_coding(connection, report_key)
    put_codings(connection, [(report_key, coded)], now)


def end_claims(connection: Connection, report_key: int) -> None:
    """The claims of a report are kept, but no longer current."""
    change_rows(connection, claims, ("report_key",), ("is_current",), [(False, report_key)])


def end_coding(connection: Connection, report_key: int) -> None:
    """The coding of a report and its claims are kept, but no longer current."""
    end_claims(connection, report_key)
    change_rows(connection, codings, ("report_key",), ("is_current",), [(False, report_key)])


def columns_of(claim: Claim) -> dict[str, object]:
    """What is kept of a claim beside its keys and its record: what queries go by."""
    event, attribution = claim.event, claim.attribution
    speakers = [
        name
        for party in (attribution.speakers if attribution else ())
        for name in (party.id, party.name, party.text)
        if name
    ]
    return {
        "id": claim.id, "type": event.type, "mode": event.mode, "modality": claim.status.modality, "polarity": claim.status.polarity,
        "stance": attribution.stance if attribution else None, "speaker": f"|{'|'.join(speakers)}|" if speakers else None,
        "earliest": event.time.earliest, "latest": event.time.latest, "text": claim.text,
    }  # fmt: skip
