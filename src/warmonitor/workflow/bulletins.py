"""A bulletin out of a store: what it is written from, and which earlier one it corrects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from warmonitor.errors import UsageError
from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.tables import entries
from warmonitor.publishing.bulletin import (
    Bulletin,
    Cited,
    Correction,
    Coverage,
    Figures,
    Material,
    Quiet,
    Silent,
    Sum,
    Told,
    write_bulletin,
)
from warmonitor.publishing.bulletin.sentences import harm_of
from warmonitor.publishing.quotations import sentence_around
from warmonitor.records import Incident
from warmonitor.store import ClaimFilter, ClaimRow, Connection, IncidentFilter, Store, bulletins, daily
from warmonitor.store.bulletins import Counted
from warmonitor.store.disclosure import publishers_of, undisclosed_sources
from warmonitor.watching import find_silent, gather_news
from warmonitor.workflow.searches import read_query

UNDISCLOSED = "an undisclosed source"
WITHHELD = "(words withheld with their source)"
MOST_CLAIMS = 100  # of an incident
LONGEST_TEXT = 200_000  # characters of a report whose sentences are quoted
MOST_PLANNED = 1000
LONGEST_DAYS = 366


def make_bulletin(
    store: Store, query: Mapping[str, str], *, now: str, title: str | None = None, scope: Sequence[str] = ()
) -> Bulletin:
    """The bulletin of a filter (as parameters, with `since` and `until`); raises UsageError where the days are missing or too many."""
    wanted = replace(read_query(query), sort="deadliest")
    if wanted.since is None or wanted.until is None:
        raise UsageError("a bulletin needs its first and its last day")
    first, last = date.fromisoformat(wanted.since), date.fromisoformat(wanted.until)
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise UsageError(f"a bulletin covers 1 to {LONGEST_DAYS} days, the first before the last")
    told = _gather_told(store, wanted)
    with store.reading() as connection:
        hidden = undisclosed_sources(connection)
        unnamed = hidden | _hidden_voices(connection, hidden)
        before = _days_before(wanted, first, last)
        corrections, corrected_since = _gather_corrections(connection, dict(query), wanted.until)
        material = Material(
            wanted.since, wanted.until, now, tuple(_disclosed(one, hidden, unnamed) for one in told),
            tuple(_without(one, hidden) for one in _gather_planned(connection, wanted)), _figures(connection, wanted), _figures(connection, before),
            corrections, corrected_since, _gather_coverage(connection, wanted, first, last, hidden), tuple(scope), title,
        )  # fmt: skip
    return write_bulletin(material)


def _gather_told(store: Store, wanted: IncidentFilter) -> list[Told]:
    """Of the deadliest incidents and those most told the ones with most harm, with their claims."""
    most = entries("bulletin")["most"]["incidents"]
    found: dict[str, Incident] = {}
    for sort in ("deadliest", "most told"):
        found |= {one.id: one for one in store.incidents(replace(wanted, sort=sort), limit=2 * most).items}
    told = sorted(found.values(), key=lambda one: (-harm_of(one), one.id))[:most]
    rows = {one.id: store.claims(ClaimFilter(incident=one.id), limit=MOST_CLAIMS).items for one in told}
    with store.reading() as connection:
        texts = bulletins.texts_of(
            connection, sorted({row.report_id for some in rows.values() for row in some}), LONGEST_TEXT
        )
    return [Told(one, tuple(_cited(row, texts) for row in rows[one.id])) for one in told]


def _cited(row: ClaimRow, texts: Mapping[str, tuple[str | None, str]]) -> Cited:
    """A claim with its sentence, where the report's text is at hand and holds its words."""
    claim = row.claim
    url, text = texts.get(row.report_id, (None, ""))
    if text[claim.start : claim.end] != claim.text:
        return Cited(claim, row.report_id, row.source, url, row.title, row.published)
    quotation = sentence_around(text, claim.start, claim.end)
    return Cited(claim, row.report_id, row.source, url, row.title, row.published, quotation.before, quotation.after)


def _hidden_voices(connection: Connection, hidden: frozenset[str]) -> frozenset[str]:
    """The voices that only undisclosed sources speak with."""
    publishers = publishers_of(connection) if hidden else {}
    known = {publisher for source, publisher in publishers.items() if source not in hidden}
    return frozenset(publishers.get(source, source) for source in hidden) - known


def _disclosed(told: Told, hidden: frozenset[str], unnamed: frozenset[str]) -> Told:
    """An incident without the names of sources that stay undisclosed, and of the voices behind them."""
    if not hidden:
        return told
    incident = msgspec.structs.replace(
        told.incident,
        voices=tuple(UNDISCLOSED if name in unnamed else name for name in told.incident.voices),
        grade_reasons=tuple(_mask_words(reason, unnamed) for reason in told.incident.grade_reasons),
    )
    return Told(incident, tuple(_without(one, hidden) for one in told.claims))


def _without(cited: Cited, hidden: frozenset[str]) -> Cited:
    if cited.source not in hidden:
        return cited
    claim = msgspec.structs.replace(cited.claim, text=WITHHELD, attribution=None)
    return Cited(claim, "", UNDISCLOSED, None, None, cited.published)


def _mask_words(words: str, hidden: frozenset[str]) -> str:
    for name in sorted(hidden, key=len, reverse=True):
        words = words.replace(name, UNDISCLOSED)
    return words


def _gather_planned(connection: Connection, wanted: IncidentFilter) -> list[Cited]:
    """Plans that reports of the period tell of and that fit the filter, as far as a plan can."""
    if wanted.grade or wanted.status or wanted.min_voices:
        return []
    rows = bulletins.list_planned(connection, wanted.since or "", wanted.until or "", MOST_PLANNED)
    chosen = [row for row in rows if _fits(row, wanted)]
    texts = bulletins.texts_of(connection, sorted({row.report_id for row in chosen}), LONGEST_TEXT)
    return [_cited(row, texts) for row in chosen]


def _fits(row: ClaimRow, wanted: IncidentFilter) -> bool:
    event = row.claim.event
    parties = {
        name.lower()
        for party in (*event.actors, *event.recipients)
        for name in (party.id, party.name, party.text)
        if name
    }
    places = {name.lower() for place in event.places for name in (place.id, place.name, place.text) if name}
    points = [
        (place.longitude, place.latitude)
        for place in event.places[:1]
        if place.latitude is not None and place.longitude is not None
    ]
    return (
        (wanted.type is None or event.type == wanted.type.upper())
        and (wanted.mode is None or event.mode == wanted.mode)
        and (wanted.country is None or any(place.country == wanted.country.upper() for place in event.places))
        and (wanted.actor is None or wanted.actor.lower() in parties)
        and (wanted.place is None or wanted.place.lower() in places)
        and (wanted.source is None or row.source == wanted.source)
        and (wanted.text is None or all(word in row.claim.text.lower() for word in wanted.text.lower().split()))
        and (wanted.bbox is None or any(_is_inside(wanted.bbox, point) for point in points))
        and wanted.area is None
    )


def _is_inside(box: tuple[float, float, float, float], point: tuple[float, float]) -> bool:
    west, south, east, north = box
    is_between = west <= point[0] <= east if west <= east else point[0] >= west or point[0] <= east
    return is_between and south <= point[1] <= north


def _days_before(wanted: IncidentFilter, first: date, last: date) -> IncidentFilter:
    days = (last - first).days + 1
    until = first - timedelta(days=1)
    return replace(wanted, since=(until - timedelta(days=days - 1)).isoformat(), until=until.isoformat())


def _figures(connection: Connection, wanted: IncidentFilter) -> Figures:
    counted = bulletins.list_counted(connection, wanted)
    grades: dict[str | None, list[Counted]] = defaultdict(list)
    countries: dict[str | None, list[Counted]] = defaultdict(list)
    for one in counted:
        grades[one.grade].append(one)
        countries[one.country].append(one)
    return Figures(
        _sum(None, counted), tuple(_sum(key, those) for key, those in grades.items()), tuple(_sum(key, those) for key, those in countries.items()),
        bulletins.count_undated(connection, wanted),
    )  # fmt: skip


def _sum(key: str | None, those: Sequence[Counted]) -> Sum:
    return Sum(
        key, len(those), sum(one.killed_low for one in those), sum(one.killed_high for one in those), any(one.is_open for one in those)
    )  # fmt: skip


def _gather_corrections(
    connection: Connection, query: dict[str, str], until: str
) -> tuple[tuple[Correction, ...], str | None]:
    """What became of the incidents of the bulletin before."""
    before = bulletins.find_before(connection, query, until)
    if before is None or before.issued is None:
        return (), None
    issued = msgspec.json.decode(before.issued, type=Bulletin)
    steps = daily.list_steps_of(connection, sorted(issued.states), issued.made_at)
    found = [
        Correction(
            news.incident_id, news.title, news.kind, tuple((turn.field, turn.before, turn.after) for turn in news.turns if turn.field not in _SMALL),
            news.replaced_by, news.at,
        )
        for news in gather_news(steps)
        if set(news.kinds) & {"grade", "toll", "status", "merged", "retracted"}
    ]  # fmt: skip
    return tuple(found), before.until


_SMALL = frozenset(
    ("title", "type", "mode", "independent_voices", "replaced_by", "reports", "claims", "rivals", "split_from")
)


def _gather_coverage(
    connection: Connection, wanted: IncidentFilter, first: date, last: date, hidden: frozenset[str]
) -> Coverage:
    """What came out in the period, and who and where didn't, by the days before."""
    rule = entries("bulletin")["quiet"]
    window = entries("watching")["silence"]["window_days"]
    rows = daily.list_published(connection, (last - timedelta(days=window)).isoformat(), last.isoformat())
    if (last - first).days > window:
        rows = daily.list_published(connection, first.isoformat(), last.isoformat())
    if wanted.source is not None:
        rows = tuple(row for row in rows if row.source == wanted.source)
    within = [row for row in rows if row.day >= first.isoformat()]
    languages: Counter[str | None] = Counter()
    for row in within:
        languages[row.language] += row.reports
    histories: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        if row.source is not None and row.source not in hidden:
            histories[row.source].add(date.fromisoformat(row.day))
    return Coverage(
        sum(row.reports for row in within), len({row.source for row in within}), tuple(languages.most_common(8)),
        tuple(_quiet(connection, wanted, first, last, 7 * rule["weeks"], rule["expected"])),
        tuple(Silent(one.source, one.last.isoformat()) for one in find_silent(histories, last)[:10]),
    )  # fmt: skip


def _quiet(
    connection: Connection, wanted: IncidentFilter, first: date, last: date, days: int, expected: float
) -> Iterable[Quiet]:
    """Countries that nothing was told of, though so many reports were to be expected."""
    if wanted.source is not None:
        return
    now = {row.country for row in daily.count_countries(connection, first.isoformat(), last.isoformat())}
    before = daily.count_countries(
        connection, (first - timedelta(days=days)).isoformat(), (first - timedelta(days=1)).isoformat()
    )
    length = (last - first).days + 1
    for row in sorted(before, key=lambda row: -row.reports):
        is_meant = wanted.country is None or row.country == wanted.country.upper()
        if row.country and row.country not in now and is_meant and row.reports * length >= expected * days:
            yield Quiet(row.country, row.reports)


def scope_in_words(query: Mapping[str, str]) -> tuple[str, ...]:
    """What a bulletin's filter is, part by part, in words; its days are left to its title."""
    found = []
    for name, value in query.items():
        if name == "country":
            country = shipped_countries().by_code(value)
            found.append(country.name if country else value)
        elif name in ("bbox", "area"):
            found.append("within a drawn area" if name == "area" else f"within {value} degrees")
        elif name not in ("since", "until", "sort", "limit", "after"):
            found.append(f"{name.replace('_', ' ')} {value}")
    return tuple(found)
