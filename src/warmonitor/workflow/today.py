"""What an analyst opens in the morning, from one store: what came in, what changed, who fell silent, what rose, where nothing comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from warmonitor.knowledge.tables import entries
from warmonitor.store import Store, daily
from warmonitor.store.daily import Arrived, Look, Published
from warmonitor.watching import (
    CoverageRow,
    News,
    Silence,
    Spike,
    SpikeKey,
    Tally,
    find_rises,
    find_silent,
    gather_news,
    judge_rise,
    lay_out,
    mondays,
)

MOST_STEPS = 2500


@dataclass(frozen=True)
class Sinces:
    """What came in and changed since a look or an instant; `is_cut` where only the newest steps of history were gathered."""

    arrived: tuple[Arrived, ...]
    news: tuple[News, ...]
    is_cut: bool
    newest: Look


@dataclass(frozen=True)
class Watch:
    """How a day stands out: silent sources, spikes, and coverage week by week (`weeks` are Mondays)."""

    on: date
    weeks: tuple[date, ...]
    silent: tuple[Silence, ...]
    spikes: tuple[Spike, ...]
    countries: tuple[CoverageRow, ...]
    languages: tuple[CoverageRow, ...]
    sources: tuple[CoverageRow, ...]


def read_news(store: Store, look: Look | None, since: str, now: str) -> Sinces:
    """What came in and changed since the look (`since` where there is none: an instant)."""
    with store.reading() as connection:
        arrived = daily.list_arrived(connection, since if look is None else look.at)
        if look is None:
            steps = daily.list_steps(connection, since=since, most=MOST_STEPS)
        else:
            steps = daily.list_steps(connection, after=look.change, most=MOST_STEPS)
        newest = daily.newest_look(connection, now)
    return Sinces(arrived, gather_news(steps), len(steps) == MOST_STEPS, newest)


def last_day(store: Store) -> date | None:
    """The last day on which a stored report was published."""
    with store.reading() as connection:
        found = daily.last_published(connection)
    try:
        return date.fromisoformat(found) if found else None
    except ValueError:
        return None


def watch(store: Store, on: date) -> Watch:
    """How a day stands out beside those before it."""
    rules = entries("watching")
    weeks = mondays(on)
    with store.reading() as connection:
        window = max(rules["silence"]["window_days"], (on - weeks[0]).days)
        published = daily.list_published(connection, (on - timedelta(days=window)).isoformat(), on.isoformat())
        first = on - timedelta(days=rules["spike"]["baseline_days"])
        by_type = daily.count_by_type(connection, first.isoformat(), on.isoformat())
        rises = find_rises(_by_day(by_type), on)
        tellers = daily.list_tellers(connection, on.isoformat()) if rises else {}
        countries = [
            Tally(row.country, week, row.reports, row.sources, row.incidents)
            for week in weeks
            for row in daily.count_countries(
                connection, week.isoformat(), min(on, week + timedelta(days=6)).isoformat()
            )
        ]
    known = {row.source for row in published if row.source and first.isoformat() <= row.day < on.isoformat()}
    return Watch(
        on, weeks, find_silent(_histories(published), on),
        tuple(judge_rise(rise, list(tellers.get(rise.key, {}).values()), known) for rise in rises),
        lay_out(countries, weeks, on), lay_out(_by_language(published), weeks, on), lay_out(_by_source(published), weeks, on),
    )  # fmt: skip


def _by_day(rows: Iterable[daily.TypeDay]) -> dict[SpikeKey, dict[date, int]]:
    found: dict[SpikeKey, dict[date, int]] = defaultdict(dict)
    for row in rows:
        found[SpikeKey(row.type, row.country)][date.fromisoformat(row.day)] = row.incidents
    return found


def _histories(rows: Iterable[Published]) -> dict[str, set[date]]:
    found: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        if row.source is not None:
            found[row.source].add(date.fromisoformat(row.day))
    return found


def _by_source(rows: Iterable[Published]) -> list[Tally]:
    return [Tally(row.source, date.fromisoformat(row.day), row.reports, 1) for row in rows]


def _by_language(rows: Iterable[Published]) -> list[Tally]:
    """Languages with the number of different sources in each week."""
    sources: dict[tuple[str | None, date], set[str | None]] = defaultdict(set)
    reports: dict[tuple[str | None, date], int] = defaultdict(int)
    for row in rows:
        day = date.fromisoformat(row.day)
        key = row.language, day - timedelta(days=day.weekday())
        sources[key].add(row.source)
        reports[key] += row.reports
    return [Tally(language, week, count, len(sources[language, week])) for (language, week), count in reports.items()]


def newest_report(store: Store) -> int:
    """A number that changes with every report that is stored."""
    with store.reading() as connection:
        return daily.newest_report(connection)
