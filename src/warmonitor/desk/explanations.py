"""Why a report's record is as it is, by coding the report again when somebody asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple, Protocol

from warmonitor.errors import UsageError
from warmonitor.records import Claim, CodedReport, Reason, Report

LONGEST = 100_000  # characters of a report that the desk codes while a reader waits
_KEPT = 20


class CanExplain(Protocol):
    """What codes a report and says why: `warmonitor.Coder`."""

    def explain(self, report: Report) -> tuple[CodedReport, tuple[Reason, ...]]: ...


class Explained(NamedTuple):
    """A report's record as the coder at hand makes it, the reasons of each claim, and those of what was refused."""

    coded: CodedReport
    claims: tuple[tuple[Claim, tuple[Reason, ...]], ...]
    refused: tuple[Reason, ...]


class Explanations:
    """Explains reports, one at a time; loads the coder when first asked, and keeps the last few answers."""

    def __init__(self, load: Callable[[], CanExplain]) -> None:
        self._load = load
        self._coder: CanExplain | None = None
        self._lock = Lock()
        self._known: OrderedDict[Report, Explained] = OrderedDict()

    def of(self, report: Report) -> Explained:
        """Why the record of this report is as it is; raises UsageError for one that is too long to be coded meanwhile."""
        if len(report.text) > LONGEST:
            raise UsageError(
                f"this report has more than {LONGEST:,} characters: run `warmonitor explain` on it where it was read from"
            )
        with self._lock:
            if report not in self._known:
                self._coder = self._coder or self._load()
                self._known[report] = _sort(*self._coder.explain(report))
            self._known.move_to_end(report)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
            return self._known[report]


def _sort(coded: CodedReport, reasons: tuple[Reason, ...]) -> Explained:
    own = {claim.id: tuple(reason for reason in reasons if reason.claim == claim.id) for claim in coded.claims}
    refused = sorted((reason for reason in reasons if reason.claim is None), key=lambda reason: reason.start or 0)
    return Explained(coded, tuple((claim, own[claim.id]) for claim in coded.claims), tuple(refused))
