"""Day's counts, looks, saved searches and bulletins of a store, on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from engines import ENGINES, empty_store
from factories import fill, make_raid
from warmonitor.errors import NotFoundError, UsageError
from warmonitor.publishing.bulletin import sentences_of
from warmonitor.store import IncidentFilter, Store, bulletins, daily, open_store, searches
from warmonitor.store.daily import Look
from warmonitor.workflow.bulletin_desk import begin_bulletin, correct_bulletin, issue_bulletin, open_bulletin
from warmonitor.workflow.bulletins import make_bulletin
from warmonitor.workflow.today import last_day, read_news, watch

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid(
        "Daily", killed=7, id="b", more="The bakery on the square burnt down, and the hospital received the wounded."
    ),
    make_raid("Post", place="Kharkiv", day="2018-09-05", id="c", actor=None, killed=2),
    make_raid(None, place="Goma", day="2018-09-01", id="d", actor=None, more="Barrel bombs fell."),
]
NOW = "2018-09-10T09:00:00Z"


@pytest.fixture(scope="module", params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with empty_store(request.param, tmp_path_factory.mktemp("daily")) as url, open_store(url) as opened:
        fill(opened, RAIDS)
        yield opened


def test_what_came_in_is_counted_by_source(store: Store) -> None:
    with store.reading() as connection:
        found = daily.list_arrived(connection, "2000")
    assert {one.source: one.reports for one in found} == {"Wire": 1, "Daily": 1, "Post": 1, None: 1}


def test_days_of_sources_types_and_countries(store: Store) -> None:
    with store.reading() as connection:
        published = daily.list_published(connection, "2018-09-01", "2018-09-05")
        types = daily.count_by_type(connection, "2018-09-01", "2018-09-05")
        tellers = daily.list_tellers(connection, "2018-09-04")
        countries = daily.count_countries(connection, "2018-09-02", "2018-09-08")
    assert sorted((one.source or "", one.day, one.reports) for one in published) == [
        ("", "2018-09-01", 1), ("Daily", "2018-09-04", 1), ("Post", "2018-09-05", 1), ("Wire", "2018-09-04", 1),
    ]  # fmt: skip
    assert {(one.country, one.day): one.incidents for one in types} == {
        ("SYR", "2018-09-04"): 1,
        ("UKR", "2018-09-05"): 1,
        ("COD", "2018-09-01"): 1,
    }
    assert tellers.keys() == {("ASSAULT", "SYR")}
    assert [{"Wire", "Daily"} <= sources for incidents in tellers.values() for sources in incidents.values()] == [True]
    assert {one.country: one.incidents for one in countries} == {"SYR": 1, "UKR": 1}
    assert all(one.reports >= one.sources >= 1 for one in countries)
    assert last_day(store) == date(2018, 9, 5)
    assert len(watch(store, date(2018, 9, 5)).countries) == 3


def test_news_end_with_a_look(store: Store) -> None:
    news = read_news(store, None, "2000", NOW)
    assert len([one for one in news.news if one.is_new]) == 3
    with store.writing() as connection:
        daily.put_look(connection, "anna", Look(1, NOW))
        daily.put_look(connection, "anna", news.newest)
    with store.reading() as connection:
        look = daily.find_look(connection, "anna")
        assert daily.find_look(connection, "ben") is None
    assert look is not None and read_news(store, look, "", NOW).news == ()


def test_searches_count_what_is_new(store: Store) -> None:
    wanted = IncidentFilter(country="SYR")
    with store.writing() as connection:
        kept = searches.put_search(connection, "anna", " Raids  in Syria ", {"country": "SYR"}, Look(0, ""), NOW)
        with pytest.raises(UsageError):
            searches.put_search(connection, "anna", "Raids in Syria", {}, Look(0, ""), NOW)
        assert searches.count_news(connection, wanted, kept.look) == (1, 1, 0)
        searches.see_search(connection, kept, daily.newest_look(connection, NOW))
        seen = searches.find_search(connection, "Raids in Syria", "anna")
        assert searches.count_news(connection, wanted, seen.look) == (1, 0, 0)
        assert [one.id for one in searches.list_changed(connection, wanted, 5)] == [store.incidents(wanted).items[0].id]
        with pytest.raises(NotFoundError):
            searches.find_search(connection, kept.id, "ben")
        searches.delete_search(connection, seen)
        assert searches.list_searches(connection, "anna").items == ()


def test_a_bulletin_goes_its_way(store: Store) -> None:
    query = {"since": "2018-09-01", "until": "2018-09-07"}
    draft = begin_bulletin(store, query, title=None, by="anna", now=NOW)
    made = open_bulletin(store, draft.id, with_drafts=True).bulletin
    said = {sentence.id.split(":", 1)[1]: sentence.text for sentence in sentences_of(made)}
    assert said["incidents"].startswith("3 incidents are dated within the period")
    assert said["killed"].startswith("Added up over them, between 7 and 9 people")
    with pytest.raises(NotFoundError):
        open_bulletin(store, draft.id, with_drafts=False)
    issue_bulletin(store, draft.id, by="anna", now=NOW)
    with pytest.raises(UsageError):
        issue_bulletin(store, draft.id, by="anna", now=NOW)
    after = correct_bulletin(store, draft.id, "a figure", by="ben", now=NOW)
    assert (after.id, after.version, after.reason) == (draft.id, 2, "a figure")
    with store.reading() as connection:
        assert [one.version for one in bulletins.list_bulletins(connection).items] == [2]
        assert [one.version for one in bulletins.list_bulletins(connection, issued_only=True).items] == [1]
        assert [one.version for one in bulletins.list_issued(connection)] == [1]
        before = bulletins.find_before(connection, {"until": "2018-09-20", "since": "2018-09-14"}, "2018-09-20")
    assert before is not None and before.id == draft.id
    later = make_bulletin(store, {"since": "2018-09-08", "until": "2018-09-14"}, now=NOW)
    assert "None of the incidents" in msgspec.json.encode(later).decode()


def test_copies_of_bulletins_take_each_other_s_place(store: Store) -> None:
    with store.writing() as connection:
        (one,) = bulletins.list_issued(connection)
        bulletins.put_copy(connection, one._replace(id="copied", version=3))
        bulletins.put_copy(connection, one._replace(id="copied", version=4))
        assert [found.version for found in bulletins.list_versions(connection, "copied")] == [4]
        bulletins.remove_copy(connection, "copied")
        assert bulletins.list_versions(connection, "copied") == ()
