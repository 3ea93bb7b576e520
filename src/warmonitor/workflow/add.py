"""The line from documents to incidents: look up, code, store and link, some reports a transaction."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import Literal, NamedTuple

from warmonitor.errors import CodingError, ReadError
from warmonitor.interrupts import check, sheltered
from warmonitor.linking.withdrawals import find_notice
from warmonitor.records import CodedReport, CoderVersion, Report
from warmonitor.store import Connection, Store, reviews, storing
from warmonitor.store.storing import Found
from warmonitor.workflow.catching_up import catch_up
from warmonitor.workflow.link import Linker
from warmonitor.workflow.record_incidents import Because
from warmonitor.workflow.reviewed import settle_report

Outcome = Literal["new", "changed", "recoded", "known", "refused"]
Code = Callable[[Iterable[Report], Callable[[CodingError], None]], Iterator[CodedReport]]
AT_ONCE = 4000  # reports of one transaction, where they are coded so quickly;
SECONDS = 10.0  # else those that were coded in so many seconds


class Offered(NamedTuple):
    """A report to be added (or why it can't be read), its bytes where they are more than its text, and where they came from.

    `has_made_id` is true for a report at an address that has no id of its own: other text there is a new version of it.
    """

    report: Report | ReadError
    raw: bytes | None = None
    origin: str | None = None
    line: int | None = None
    has_made_id: bool = False


class Added(NamedTuple):
    """What became of one report, and why where it was refused."""

    outcome: Outcome
    report_id: str | None
    origin: str | None = None
    line: int | None = None
    why: str = ""


class _Passing(NamedTuple):
    """A report on its way: its record once it is coded, or its outcome where that is certain already."""

    offered: Offered
    coded: CodedReport | None = None
    outcome: Added | None = None


def add_reports(
    store: Store, offered: Iterable[Offered], code: Code, coder: CoderVersion | None = None
) -> Iterator[Added]:
    """Store, code and link reports as they are read, and tell what became of each, in order.

    Some reports are one transaction, so an interrupted run leaves whole reports, linked; running it again goes on where it
    stopped. Those that are being stored when it is interrupted are not stored at all. Reports that were coded by another coder than `coder` are coded again. Raises StoreError.
    """
    catch_up(store)
    line = _Line(store, coder)
    for coded in code(line.take_in(offered), line.fail):
        yield from line.put(coded)
        check()
    yield from line.finish()


class _Line:
    """Reports between the reader, the coder and the store."""

    def __init__(self, store: Store, coder: CoderVersion | None) -> None:
        self._store = store
        self._coder = coder
        self._read: deque[_Passing] = deque()
        self._ready: list[_Passing] = []
        self._under_way: dict[str, str] = {}
        self._failed: dict[str, str] = {}
        self._linker: Linker | None = None
        self._coded = 0
        self._since = monotonic()

    def take_in(self, offered: Iterable[Offered]) -> Iterator[Report]:
        """The reports that must be coded; the others get their outcome."""
        for item in offered:
            if isinstance(item.report, ReadError):
                self._read.append(_Passing(item, outcome=_told(item, "refused", str(item.report))))
                continue
            outcome = self._look_up(item, item.report)
            self._read.append(_Passing(item, outcome=outcome))
            if outcome is None:
                yield item.report

    def _look_up(self, item: Offered, report: Report) -> Added | None:
        """The outcome of a report that needs no coding."""
        mark = storing.fingerprint(report)
        if self._under_way.get(report.id) == mark:
            return _told(item, "known")
        with self._store.reading() as connection:
            found = storing.look_up_report(connection, report, self._coder, has_made_id=item.has_made_id)
        if found.standing in ("known", "refused"):
            return _told(item, "known" if found.standing == "known" else "refused", found.why)
        self._under_way[report.id] = mark
        return None

    def fail(self, error: CodingError) -> None:
        """The coder broke on a report."""
        self._failed[error.report or ""] = str(error)

    def put(self, coded: CodedReport) -> Iterator[Added]:
        """Take a coded report; the outcomes that are certain by now."""
        while (
            (passing := self._read.popleft()).outcome is not None
            or not _is_of(passing, coded)
            or coded.report.id in self._failed
        ):
            self._ready.append(self._settled(passing))
        self._ready.append(passing._replace(coded=coded))
        self._coded += 1
        if self._coded >= AT_ONCE or monotonic() - self._since >= SECONDS:
            yield from self._store_ready()

    def _settled(self, passing: _Passing) -> _Passing:
        """What never came out of the coder is refused with its reason."""
        if passing.outcome is not None:
            return passing
        assert isinstance(passing.offered.report, Report)
        why = self._failed.pop(passing.offered.report.id, "it could not be coded")
        return passing._replace(outcome=_told(passing.offered, "refused", why))

    def finish(self) -> Iterator[Added]:
        """Store what is left."""
        self._ready += [self._settled(passing) for passing in self._read]
        self._read.clear()
        yield from self._store_ready()

    def _store_ready(self) -> Iterator[Added]:
        """Store and link what is ready in one transaction."""
        outcomes: list[Added] = []
        coded = [passing.coded for passing in self._ready if passing.coded is not None]
        if coded:
            now = instant()
            cause = f"report {coded[0].report.id}" + (f" and {len(coded) - 1} more" if len(coded) > 1 else "")
            with sheltered(), _without_collecting(), self._store.writing() as connection:
                self._linker = self._linker or Linker(connection)
                self._linker.refresh(connection)
                batch = _Batch(connection, self._linker, self._coder, now)
                outcomes = batch.store_all(self._ready)
                because = Because(cause, batch.causes, batch.ended)
                self._linker.link(connection, batch.touched, cause=because, now=now, ended=batch.ended)
        else:
            outcomes = [passing.outcome for passing in self._ready if passing.outcome is not None]
        self._under_way.clear()
        self._under_way |= {
            each.offered.report.id: storing.fingerprint(each.offered.report)
            for each in self._read
            if each.outcome is None and isinstance(each.offered.report, Report)
        }
        self._ready.clear()
        self._coded, self._since = 0, monotonic()
        yield from outcomes


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without looking for rings of dead things: linking makes none, and what it keeps in memory is much to look through."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Waiting(NamedTuple):
    """A report that is to be stored with its coding, and whether that is all that is new of it."""

    made: storing.NewReport
    coded: CodedReport
    standing: Literal["new", "changed", "recode"]


class _Batch:
    """Reports stored in one transaction, and what must be linked because of them."""

    def __init__(self, connection: Connection, linker: Linker, coder: CoderVersion | None, now: str) -> None:
        self._connection = connection
        self._linker = linker
        self._coder = coder
        self._now = now
        self._waiting: list[_Waiting] = []
        self._names: set[tuple[str, str | None]] = set()
        self.touched: set[int] = set()
        self.causes: dict[int, str] = {}
        self.ended: dict[str, str] = {}

    def store_all(self, passing: Sequence[_Passing]) -> list[Added]:
        """Store reports with their codings, in place of what they replace, in order."""
        coded = [one for one in passing if one.coded is not None]
        standing = dict(zip(map(id, coded), self._look_up(coded), strict=True))
        outcomes = []
        for one in passing:
            check()
            outcomes.append(one.outcome or self._store(one, standing[id(one)]))
        self._flush()
        return outcomes

    def _look_up(self, passing: Sequence[_Passing]) -> list[Found]:
        wanted = [(one.offered.report, one.offered.has_made_id) for one in passing]
        return storing.look_up_reports(
            self._connection, [(report, made) for report, made in wanted if isinstance(report, Report)], self._coder
        )

    def _store(self, passing: _Passing, found: Found) -> Added:
        offered, coded = passing.offered, passing.coded
        assert coded is not None and isinstance(offered.report, Report)
        names = {("id", offered.report.id), ("url", offered.report.url)}
        if not self._names.isdisjoint(names):  # another of these reports has this id or address
            self._flush()
            [found] = self._look_up([passing])
        self._names |= names - {("url", None)}
        if found.standing == "known" or found.standing == "refused":
            return _told(offered, found.standing, found.why)
        made = storing.NewReport(coded.report, offered.raw, storing.fingerprint(offered.report), found.key)
        self._waiting.append(_Waiting(made, coded, found.standing))
        return _told(offered, "recoded" if found.standing == "recode" else found.standing)

    def _flush(self) -> None:
        """Store the reports that were put together so far with their codings, and make these ready to be linked."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        before = {id(one): self._clear_away(one) for one in waiting if one.made.replaces is not None}
        fresh = [one for one in waiting if one.standing != "recode"]
        keys = iter(storing.put_reports(self._connection, [one.made for one in fresh], self._now))
        rows = [(one.made.replaces if one.standing == "recode" else next(keys), one) for one in waiting]
        placed = [(key, one) for key, one in rows if key is not None]
        made = [(key, one.coded) for key, one in placed]
        storing.put_codings(self._connection, made, self._now)
        if reviews.has_reviews(self._connection):
            for one in waiting:
                settle_report(self._connection, one.coded, before=before.get(id(one)))
        self._linker.prepare(
            self._connection, made, instead_of={key: one.made.replaces for key, one in placed if one.made.replaces}
        )
        for key, one in placed:
            self.touched.add(key)
            self.causes[key] = _why(_CAUSES[one.standing], one.coded)

    def _clear_away(self, one: _Waiting) -> str | None:
        """Take what a report replaces out of linking; the id under which people's decisions know it."""
        key = one.made.replaces
        assert key is not None
        before = reviews.report_of(self._connection, key)
        reports, incidents = self._linker.withdraw(self._connection, key)
        self.touched |= reports
        self.touched.discard(key)
        self.ended |= dict.fromkeys(sorted(incidents), _why(_CAUSES[one.standing], one.coded))
        if one.standing == "recode":
            storing.end_coding(self._connection, key)
        else:
            storing.end_claims(self._connection, key)
        return before


_CAUSES = {"new": "report {}", "changed": "new version of report {}", "recode": "report {} coded anew"}


def _why(cause: str, coded: CodedReport) -> str:
    """What a report that comes in is to the incidents that it changes."""
    notice = find_notice(coded.report.title, coded.report.text)
    return cause.format(coded.report.id) + (f", which is {notice}" if notice else "")


def _is_of(passing: _Passing, coded: CodedReport) -> bool:
    return isinstance(passing.offered.report, Report) and passing.offered.report.id == coded.report.id


def _told(offered: Offered, outcome: Outcome, why: str = "") -> Added:
    report = offered.report.id if isinstance(offered.report, Report) else None
    return Added(outcome, report, offered.origin, offered.line, why)


def instant() -> str:
    """Now, as the record writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
