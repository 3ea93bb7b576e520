"""Dating a report that gives no date of its own, from what its text says.

Every finding is a `Constraint`: stretches of days in which the report can have been published, the characters that say so
and the reason. Constraints are taken from the most to the least certain; one that contradicts the more certain ones is left
out. What remains is the interval; the constraints that made it are its evidence.
"""

from __future__ import annotations

from datetime import date

from warmonitor.coding.dating.dates import full_dates, yearless
from warmonitor.coding.dating.lengths import anniversaries, wars_of
from warmonitor.coding.dating.offices import offices_of
from warmonitor.coding.dating.solving import FIRST, HINT, Constraint, both, solve
from warmonitor.coding.dating.stamps import copyright_of, stamp_of
from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import Days
from warmonitor.coding.times.finder import TimeFinder
from warmonitor.records import Published

_MAX_EVIDENCE = 12


def infer_published(parse: Parse, finder: TimeFinder, *, today: date | None = None) -> Published:
    """When a report was published, inferred from its text and the times found in it; basis "unknown" and no bounds where it doesn't tell.

    Used are: a dateline or stamp with its date; full dates told as past or to come; who is said to hold an office
    (offices.tsv); a war's length (wars.tsv); anniversaries; weekdays told with their date; and then dates without a year,
    which are of the last months before a report, and "later in October", which is before its end.
    """
    times = finder.find(parse, Published())
    end = today or date.today()
    stamp = stamp_of(parse, times)
    if stamp is not None:
        return Published(stamp[0].isoformat(), stamp[0].isoformat(), "inferred", (stamp[1],))
    wars = list(wars_of(parse, times))
    firm = [
        *full_dates(parse, times),
        *offices_of(parse, times),
        *wars,
        *anniversaries(parse),
        *copyright_of(parse),
    ]
    domain, used = solve([(FIRST, end)], [constraint for constraint in firm if constraint.weight > HINT])
    domain, more = solve(domain, list(yearless(parse, times, domain)))
    used += more
    for hint in (constraint for constraint in wars if constraint.weight == HINT):
        likely = [days for days in domain if both([days], hint.spans)]
        if likely and likely != domain:
            domain = likely
            used.append(hint)
    return _answer(domain, used, end)


def _answer(domain: list[Days], used: list[Constraint], end: date) -> Published:
    if not used or not domain:
        return Published()
    first, last = domain[0][0], domain[-1][1]
    evidence = tuple(sorted({c.evidence for c in used}, key=lambda e: (e.start, e.end, e.why))[:_MAX_EVIDENCE])
    earliest = first.isoformat() if first.year > FIRST.year + 1 else None  # else only the days of each year are known
    latest = last.isoformat() if last < end else None
    if earliest is None and latest is None:
        return Published()
    return Published(earliest, latest, "inferred", evidence)
