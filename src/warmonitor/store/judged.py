"""Writing and reading people's decisions about pairs of claims, as linking takes them. A decision that is revoked is dropped here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from warmonitor.store.storing import in_portions
from warmonitor.store.tables import claims, judged


class Judged(NamedTuple):
    """A decision that stands; later ones have higher numbers."""

    number: int
    claim: str
    other: str
    same: bool


def put_judgement(connection: Connection, number: int, claim: str, other: str, *, same: bool) -> None:
    """Keep a decision about two claims (by id) under its number, that of its review."""
    both = [{"claim": x, "other": y, "number": number, "same": same} for x, y in ((claim, other), (other, claim))]
    connection.execute(insert(judged), both)


def drop_judgement(connection: Connection, number: int) -> None:
    """The decision with this number stands no more."""
    connection.execute(delete(judged).where(judged.c.number == number))


def has_judgements(connection: Connection) -> bool:
    """Whether any decision stands."""
    return connection.scalar(select(judged.c.number).limit(1)) is not None


def list_judgements(connection: Connection, claim_ids: Iterable[str]) -> list[Judged]:
    """The decisions that touch these claims, the earliest first, each once."""
    found: dict[tuple[int, str, str], Judged] = {}
    for some in in_portions(sorted(set(claim_ids))):
        query = select(judged.c.number, judged.c.claim, judged.c.other, judged.c.same).where(judged.c.claim.in_(some))
        for row in connection.execute(query):
            pair = min(row.claim, row.other), max(row.claim, row.other)
            found.setdefault((row.number, *pair), Judged(row.number, *pair, row.same))
    return [found[key] for key in sorted(found)]


def find_claim_reports(connection: Connection, claim_ids: Iterable[str]) -> set[int]:
    """The keys of the reports that hold these claims now."""
    found: set[int] = set()
    for some in in_portions(sorted(set(claim_ids))):
        query = select(claims.c.report_key).where(claims.c.id.in_(some), claims.c.is_current)
        found |= set(connection.execute(query).scalars())
    return found
