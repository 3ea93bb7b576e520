"""The audit log: rows that are only ever added, each with a hash made from its words and the hash before it.

Changing or removing a row breaks the chain; removing the last ones shows by `audit_head`, and, where somebody changed
that as well, by a head that was noted elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, text, update

from warmonitor.records import Record
from warmonitor.store.desk_tables import audit, audit_head
from warmonitor.store.paging import page_of
from warmonitor.store.rows import Page

FIRST = "0" * 64  # what stands for the hash before the first row
MOST_CHARACTERS = 500  # of a subject, and of details


class Deed(Record, frozen=True):
    """What is to be put down: who, as what, did what to which record, and from where."""

    at: str
    user: str
    role: str
    deed: str
    subject: str = ""
    details: str = ""
    origin: str = ""


class AuditRow(Deed, frozen=True, kw_only=True):
    """A row of the log."""

    number: int
    before: str
    hash: str


class Verdict(Record, frozen=True):
    """What became of checking the log: how many rows hold, the head, and what is wrong where something is."""

    rows: int
    head: str
    wrong: tuple[str, ...] = ()


def append(connection: Connection, deeds: Sequence[Deed]) -> None:
    """Add rows. Nobody else adds before the transaction ends."""
    if connection.dialect.name != "sqlite":  # there, writers wait for each other anyway
        connection.execute(text("LOCK TABLE audit_head IN EXCLUSIVE MODE"))
    head = connection.execute(select(audit_head.c.number, audit_head.c.hash)).first()
    number, before = (head[0], head[1]) if head else (0, FIRST)
    rows = []
    for deed in deeds:
        number += 1
        kept = msgspec.structs.replace(deed, subject=_cut(deed.subject), details=_cut(deed.details))
        after = hash_of(number, kept, before)
        rows.append({"number": number, "before": before, "hash": after, **msgspec.structs.asdict(kept)})
        before = after
    if rows:
        connection.execute(insert(audit), rows)
        end = {"number": number, "hash": before}
        if head is None:
            connection.execute(insert(audit_head).values(key=1, **end))
        else:
            connection.execute(update(audit_head).values(**end))


def _cut(words: str) -> str:
    plain = words.encode("utf-8", "replace").decode()  # lone surrogates can't be stored everywhere
    plain = plain.replace("\0", " ")
    return plain if len(plain) <= MOST_CHARACTERS else plain[: MOST_CHARACTERS - 1] + "…"


def hash_of(number: int, deed: Deed, before: str) -> str:
    """The hash of a row."""
    said = [before, number, deed.at, deed.user, deed.role, deed.deed, deed.subject, deed.details, deed.origin]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def verify(connection: Connection, noted: str | None = None) -> Verdict:
    """Check every row, the head, and that a head noted before is in the chain."""
    wrong: list[str] = []
    count, before, found = 0, FIRST, noted in (None, FIRST)
    for row in read_all(connection):
        count += 1
        if row.number != count:
            wrong.append(f"row {count} is missing: row {row.number} stands in its place")
            count = row.number
        if row.before != before:
            wrong.append(f"row {row.number} doesn't follow the row before it")
        if row.hash != hash_of(row.number, row, row.before):
            wrong.append(f"row {row.number} was changed")
        before = row.hash
        found = found or row.hash == noted
        if len(wrong) >= 20:
            break
    head = connection.execute(select(audit_head.c.number, audit_head.c.hash)).all()
    if [(count, before)] != [tuple(one) for one in head] and (count or head) and len(wrong) < 20:
        wrong.append(f"the log ends at row {count}, its head says {head[0][0] if head else 'nothing'}")
    if not found:
        wrong.append("the noted head is not in the log: rows were taken away or written anew since")
    return Verdict(count, before, tuple(wrong))


def read_all(connection: Connection) -> Iterator[AuditRow]:
    """Every row, the first first."""
    for row in connection.execution_options(yield_per=1000).execute(select(*_COLUMNS).order_by(audit.c.number)):
        yield _row(row)


def list_audit(
    connection: Connection,
    *,
    user: str | None = None,
    deed: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Page[AuditRow]:
    """A page of the log, of a user or a deed or of all, the latest first."""
    query = select(*_COLUMNS)
    if user is not None:
        query = query.where(audit.c.user == user)
    if deed is not None:
        query = query.where(audit.c.deed == deed)
    number = audit.c.number
    rows, cursor = page_of(connection, query, number, number, descending=True, limit=limit, after=after)
    return Page(tuple(map(_row, rows)), cursor)


_COLUMNS = tuple(audit.c[name] for name in AuditRow.__struct_fields__)


def _row(row: Any) -> AuditRow:
    return AuditRow(**{name: getattr(row, name) for name in AuditRow.__struct_fields__})
