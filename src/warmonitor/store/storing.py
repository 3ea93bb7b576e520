"""Writing sources, reports, codings and claims. Nothing is overwritten: what is out of date loses its `is_current`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import Connection, CursorResult, Table, func, insert, select, update

from warmonitor.records import Claim, CodedReport, CoderVersion, Report
from warmonitor.store.search import index_claims, index_report
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


def in_portions(values: Sequence[T], at_once: int = _AT_ONCE) -> Iterator[Sequence[T]]:
    """The values in runs short enough for one statement."""
    for start in range(0, len(values), at_once):
        yield values[start : start + at_once]


def next_key(connection: Connection, table: Table) -> int:
    """The first key that a table has free; nobody else takes it before the transaction ends."""
    return 1 + (connection.scalar(select(func.max(table.c.key))) or 0)


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


def look_up_report(
    connection: Connection, report: Report, coder: CoderVersion | None, *, has_made_id: bool = False
) -> Found:
    """new, known, changed (a new version of a known one), recode (coded by another coder so far) or refused with the reason.

    A report without an id of its own is a new version of what stood at its address before.
    """
    query = select(reports.c.key, reports.c.hash, sources.c.name).outerjoin(
        sources, sources.c.key == reports.c.source_key
    )
    row = connection.execute(query.where(reports.c.id == report.id, reports.c.is_current)).first()
    if row is None:
        row = (
            connection.execute(query.where(reports.c.url == report.url, reports.c.is_current)).first()
            if has_made_id
            else None
        )
        return Found("new") if row is None else Found("changed", row.key)
    if row.name is not None and report.source is not None and row.name != report.source:
        return Found(
            "refused",
            row.key,
            f"a report of {row.name!r} has the id {report.id!r} already: ids must differ between sources",
        )
    if row.hash != fingerprint(report):
        return Found("changed", row.key)
    if coder is None:
        return Found("known", row.key)
    by = connection.execute(
        select(codings.c.coder, codings.c.coder_version).where(codings.c.report_key == row.key, codings.c.is_current)
    ).first()
    return Found("known" if by == (coder.name, coder.version) else "recode", row.key)


def put_source(connection: Connection, name: str, publisher: str | None, now: str) -> int:
    """The key of a source; a new one is its own publisher unless another is named."""
    key = connection.scalar(select(sources.c.key).where(sources.c.name == name))
    if key is None:
        added = connection.execute(insert(sources).values(name=name, publisher=publisher or name, added_at=now))
        key = inserted_key(added)
    elif publisher is not None:
        connection.execute(update(sources).where(sources.c.key == key).values(publisher=publisher))
    return int(key)


def put_report(
    connection: Connection, report: Report, raw: bytes | None, mark: str, replaces: int | None, now: str
) -> int:
    """Store a report, as a new version of the one with the key `replaces` if there is one; its key. `mark` is its fingerprint as read."""
    version = 1
    if replaces is not None:
        version = 1 + (connection.scalar(select(reports.c.version).where(reports.c.key == replaces)) or 0)
        connection.execute(update(reports).where(reports.c.key == replaces).values(is_current=False))
    source = None if report.source is None else put_source(connection, report.source, None, now)
    published = report.published
    added = connection.execute(
        insert(reports).values(
            id=report.id, version=version, is_current=True, replaces=replaces,
            source_key=source, url=report.url, title=report.title, language=report.language, published=published.to_json().encode(),
            published_earliest=published.earliest, published_latest=published.latest, text=report.text,
            raw=raw, hash=mark, added_at=now,
        )
    )  # fmt: skip
    key = inserted_key(added)
    index_report(connection, key, report.title, report.text)
    return key


def put_coding(connection: Connection, report_key: int, coded: CodedReport, now: str) -> None:
    """Store a coding as the report's current one."""
    end_claims(connection, report_key)
    connection.execute(update(codings).where(codings.c.report_key == report_key).values(is_current=False))
    coder = coded.coder
    added = connection.execute(
        insert(codings).values(
            report_key=report_key,
            coder=coder.name,
            coder_version=coder.version,
            is_current=True,
            record=coded.to_json().encode(),
            coded_at=now,
        )
    )
    coding = inserted_key(added)
    if coded.claims:
        fixed = {"coding_key": coding, "report_key": report_key, "is_current": True}
        key = next_key(connection, claims)
        connection.execute(
            insert(claims), [{"key": key + i, **fixed, **columns_of(claim)} for i, claim in enumerate(coded.claims)]
        )
        index_claims(connection, [(key + i, claim.text) for i, claim in enumerate(coded.claims)])


def end_claims(connection: Connection, report_key: int) -> None:
    """The claims of a report are kept, but no longer current."""
    connection.execute(update(claims).where(claims.c.report_key == report_key).values(is_current=False))


def columns_of(claim: Claim) -> dict[str, object]:
    """What is kept of a claim beside its keys: what queries go by, and its record."""
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
        "earliest": event.time.earliest, "latest": event.time.latest, "text": claim.text, "record": claim.to_json().encode(),
    }  # fmt: skip
