"""What the desk and the commands ask of a store."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engines import ENGINES, empty_store
from factories import fill, make_raid
from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import Published
from warmonitor.store import ClaimFilter, IncidentFilter, ReportFilter, Store, open_store
from warmonitor.store.search import phrases

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid(
        "Daily",
        killed=7,
        id="b",
        more="The bakery on the square burnt down, and the hospital of the town received the wounded all night.",
    ),
    make_raid("Post", place="Kharkiv", day="2022-05-01", id="c", actor=None, killed=2),
    make_raid("Post", place="Goma", day="2013-01-10", id="d", actor=None, more="Barrel bombs fell."),
]


@pytest.fixture(scope="module", params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with empty_store(request.param, tmp_path_factory.mktemp("store")) as url, open_store(url) as opened:
        fill(opened, RAIDS)
        yield opened


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (IncidentFilter(), {"Idlib", "Kharkiv", "Goma"}),
        (IncidentFilter(type="assault"), {"Idlib", "Kharkiv", "Goma"}),  # whatever its case
        (IncidentFilter(type="PROTEST"), set()),
        (IncidentFilter(mode="aerial", country="UKR"), {"Kharkiv"}),
        (IncidentFilter(actor="russian armed forces"), {"Idlib"}),
        (IncidentFilter(actor="RUSMIL"), {"Idlib"}),
        (IncidentFilter(place="idlib"), {"Idlib"}),
        (IncidentFilter(source="Daily"), {"Idlib"}),
        (IncidentFilter(grade="fair"), {"Idlib"}),
        (IncidentFilter(status="provisional"), {"Kharkiv", "Goma"}),
        (IncidentFilter(since="2018-01-01"), {"Idlib", "Kharkiv"}),
        (IncidentFilter(since="2018-01-01", until="2018-12-31"), {"Idlib"}),
        (IncidentFilter(bbox=(35.0, 30.0, 40.0, 40.0)), {"Idlib"}),
        (IncidentFilter(bbox=(170.0, -10.0, 37.0, 60.0)), {"Kharkiv", "Idlib", "Goma"}),  # over the date line
        (IncidentFilter(min_voices=2), {"Idlib"}),
        (IncidentFilter(text="warplanes kharkiv"), {"Kharkiv"}),
        (IncidentFilter(text='"air raids on goma"'), {"Goma"}),
        (IncidentFilter(text='"raids goma"'), set()),  # a phrase is words side by side
        (IncidentFilter(text="warpl*"), {"Idlib", "Kharkiv", "Goma"}),
        (IncidentFilter(text="' OR 1=1 -- \" ) NEAR("), set()),  # no syntax of the search engine gets through
    ],
)
def test_filters(store: Store, wanted: IncidentFilter, places: set[str]) -> None:
    found = store.incidents(wanted).items
    assert {incident.places[0].name for incident in found} == places
    assert store.count(wanted) == len(places) == sum(day.incidents for day in store.timeline(wanted))


@pytest.mark.parametrize(
    ("sort", "first"),
    [("most told", "Idlib"), ("newest", "Kharkiv"), ("oldest", "Goma"), ("deadliest", "Idlib"), ("last changed", None)],
)
def test_orders(store: Store, sort: str, first: str | None) -> None:
    wanted = IncidentFilter(sort=sort)  # type: ignore[arg-type]
    whole = store.incidents(wanted).items
    assert first is None or whole[0].places[0].name == first
    page, seen = store.incidents(wanted, limit=1), []
    while True:
        seen += page.items
        if page.next is None:
            break
        page = store.incidents(wanted, limit=1, after=page.next)
    assert tuple(seen) == whole == tuple(store.all_incidents(wanted))


def test_wrong_calls(store: Store) -> None:
    for call in (
        lambda: store.incidents(after="???"),
        lambda: store.incidents(limit=0),
        lambda: store.incidents(IncidentFilter(sort="by luck")),  # type: ignore[arg-type]
        lambda: store.incidents(IncidentFilter(bbox=(0, 50, 10, 40))),
    ):
        with pytest.raises(UsageError):
            call()
    for missing in (
        lambda: store.incident("nothing"),
        lambda: store.report("nothing"),
        lambda: store.report("a", version=7),
        lambda: store.report_bytes("x"),
    ):
        with pytest.raises(NotFoundError):
            missing()


def test_an_incident_names_its_reports_and_why(store: Store) -> None:
    (incident,) = store.incidents(IncidentFilter(place="Idlib")).items
    assert store.incident(incident.id) == incident
    assert set(incident.reports) == {"a", "b"} and incident.independent_voices == 2
    assert (incident.counts[0].low, incident.counts[0].high) == (5, 7)
    links = store.links(incident.id)
    assert {link.report_id for link in links} == {"a", "b"}
    assert all(link.features["same_place"] > 0 and link.features["same_day"] > 0 and link.score > 0 for link in links)
    assert store.changes(incident.id).items[-1].kind == "made"


def test_reports_and_claims(store: Store) -> None:
    assert store.report("a") == RAIDS[0]
    assert store.report_bytes("a") == RAIDS[0].report.text.encode()
    assert [row.id for row in store.reports().items] == [
        "c",
        "a",
        "b",
        "d",
    ]  # the last published first, in the order of storing where they tie
    assert {row.id for row in store.reports(ReportFilter(text="bakery")).items} == {"b"}
    assert {row.id for row in store.reports(ReportFilter(source="post", since="2020-01-01")).items} == {"c"}
    (incident,) = store.incidents(IncidentFilter(place="Idlib")).items
    assert {row.id for row in store.reports(ReportFilter(incident=incident.id)).items} == {"a", "b"}
    claims = store.claims(ClaimFilter(incident=incident.id)).items
    assert {(row.report_id, row.source, row.incident_id) for row in claims} == {
        ("a", "Wire", incident.id),
        ("b", "Daily", incident.id),
    }
    assert [row.report_id for row in store.claims(ClaimFilter(text="kharkiv", type="assault")).items] == ["c"]
    assert [row.report_id for row in store.claims(ClaimFilter(report="d")).items] == ["d"]


def test_sources_and_sums(store: Store) -> None:
    rows = {row.name: row for row in store.sources().items}
    assert (rows["Post"].reports, rows["Post"].claims, rows["Post"].incidents) == (2, 2, 2)
    assert (rows["Post"].first_published, rows["Post"].last_published) == ("2013-01-10", "2022-05-01")
    assert (store.size().sources, store.size().reports, store.size().claims, store.size().incidents) == (3, 4, 4, 3)
    facets = store.facets(IncidentFilter(country="SYR"))
    assert [(value.value, value.count) for value in facets["country"]] == [("SYR", 1)]
    assert {value.label for value in facets["source"]} == {"Wire", "Daily"}
    days = store.timeline()
    assert [(day.day, day.killed_low, day.killed_high) for day in days] == [
        ("2013-01-10", 0, 0),
        ("2018-09-04", 5, 7),
        ("2022-05-01", 2, 2),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('barrel "air raids" syr*', ["barrel", "air raids", "syr*"]),
        ('""" () * ^ -', []),
        ("don't", ["don t"]),
        ("حلب إدلب", ["حلب", "إدلب"]),
    ],
)
def test_queries_are_words_and_phrases(query: str, found: list[str]) -> None:
    assert phrases(query) == found


def test_a_merged_incident_leads_on(tmp_path: Path) -> None:
    """Two incidents become one when a report ties them together; the old id still leads to it."""
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        fill(store, [make_raid("Wire", id="z", published="2018-09-06")])
        (before,) = store.incidents().items
        fill(store, [make_raid("Daily", id="b", published="2018-09-04", killed=3)])
        (after,) = store.incidents().items
        assert set(after.reports) == {"z", "b"}
        assert after.id != before.id  # the earlier report gives the name
        assert store.incident(before.id) == after
        assert {change.kind for change in store.changes(before.id).items} == {"made", "merged"}
        stood = store.changes(before.id).items[-1].at
        assert store.incident_as_known(before.id, stood).reports == ("z",)


def test_an_inferred_day_stretches_no_source(any_store_url: str) -> None:
    wide = Published("2012-11-06", "2024-05-12", "inferred")
    raids = [
        make_raid("Gazette", id=name, day=day, more=name) for name, day in (("a", "2018-09-04"), ("b", "2018-09-18"))
    ]
    undated = make_raid("Gazette", place="Goma", id="c", actor=None)
    undated = msgspec.structs.replace(undated, report=msgspec.structs.replace(undated.report, published=wide))
    with open_store(any_store_url) as store:
        fill(store, [*raids, undated])
        (row,) = store.sources().items
    assert (row.first_published, row.last_published) == ("2018-09-04", "2018-09-18")
