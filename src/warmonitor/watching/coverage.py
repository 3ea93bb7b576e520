"""Where reports come from, week by week. An empty cell means that no reports came in, never that nothing happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warmonitor.knowledge.tables import entries


@dataclass(frozen=True)
class Tally:
    """What came in of a country, language or source (`key`; None where it isn't known) in the week of a day."""

    key: str | None
    day: date
    reports: int
    sources: int = 0
    incidents: int = 0


@dataclass(frozen=True)
class Cell:
    """A week of a row. No reports and no incidents is nothing known, not nothing happened."""

    week: date
    reports: int
    sources: int
    incidents: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing was reported."""
        return not (self.reports or self.incidents)


@dataclass(frozen=True)
class CoverageRow:
    """The weeks of a country, language or source; `is_quiet` where reports came in most weeks and none in the last."""

    key: str | None
    cells: tuple[Cell, ...]
    reports: int
    is_quiet: bool


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def mondays(on: date, weeks: int | None = None) -> tuple[date, ...]:
    """The first days of the weeks that a table shows, the week of `on` last."""
    count = entries("watching")["coverage"]["weeks"] if weeks is None else weeks
    last = monday_of(on)
    return tuple(last - timedelta(weeks=back) for back in range(count - 1, -1, -1))


def lay_out(tallies: Iterable[Tally], weeks: Sequence[date], on: date) -> tuple[CoverageRow, ...]:
    """A row for each key with its weeks, the most reported first. Tallies of one key and week are added up; of sources the most is kept."""
    cells: dict[str | None, dict[date, Cell]] = {}
    for tally in tallies:
        week = monday_of(tally.day)
        if not weeks[0] <= week <= weeks[-1]:
            continue
        row = cells.setdefault(tally.key, {})
        had = row.get(week, Cell(week, 0, 0, 0))
        row[week] = Cell(
            week, had.reports + tally.reports, max(had.sources, tally.sources), had.incidents + tally.incidents
        )
    rows = [
        CoverageRow(
            key,
            tuple(found.get(week, Cell(week, 0, 0, 0)) for week in weeks),
            sum(cell.reports for cell in found.values()),
            _is_quiet(found, weeks, on),
        )
        for key, found in cells.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.reports, row.key is None, row.key or "")))


def _is_quiet(found: dict[date, Cell], weeks: Sequence[date], on: date) -> bool:
    """Whether reports came in most weeks before the last, and none in it. A week that is hardly begun counts with the one before."""
    last = weeks[-2:] if on.weekday() < 3 else weeks[-1:]
    had = sum(1 for week in weeks if week not in last and week in found and found[week].reports)
    needed = min(entries("watching")["coverage"]["quiet_weeks"], len(weeks) - len(last))
    return had >= needed and not any(week in found and found[week].reports for week in last)
