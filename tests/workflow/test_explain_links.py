"""Why two claims are linked or not is told fact by fact, and by way of whom."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from factories import fill, make_raid
from warmonitor.errors import NotFoundError
from warmonitor.store import Store, judged, open_store
from warmonitor.workflow.explain_links import explain_pair

RECORDS = {
    "a": make_raid("Wire", killed=5, id="a"),
    "b": make_raid("Radio", killed=7, id="b", more="Rescuers dug for two days in Al-Ziyara street."),
    "far": make_raid("Post", place="Kharkiv", day="2022-05-01", id="far", actor=None),
    "no": make_raid("Agency", id="no", speaker="Kremlin", denied=True),
}
CLAIMS = {name: record.claims[0].id for name, record in RECORDS.items()}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    path: Path = tmp_path_factory.mktemp("links")
    with open_store(f"sqlite:///{path / 'store.db'}") as opened:
        records = list(RECORDS.values())
        fill(opened, records)
        yield opened


def test_linked_claims_show_the_facts_that_add_up(store: Store) -> None:
    found = explain_pair(store, CLAIMS["a"], CLAIMS["b"])
    assert found.linked and found.compared and found.left_incident == found.right_incident
    assert {"same_place", "same_day", "same_actor", "wording"} <= {fact.name for fact in found.facts}
    assert found.total == pytest.approx(sum(fact.weight for fact in found.facts)) and found.total >= found.threshold
    assert found.blocks and found.path


def test_both_ways_round_it_is_the_same(store: Store) -> None:
    one, other = explain_pair(store, CLAIMS["a"], CLAIMS["far"]), explain_pair(store, CLAIMS["far"], CLAIMS["a"])
    assert (one.total, one.facts, one.why) == (other.total, other.facts, other.why)


def test_claims_apart_say_what_keeps_them_so(store: Store) -> None:
    found = explain_pair(store, CLAIMS["a"], CLAIMS["far"])
    assert not found.linked and not found.blocks and "no story" in found.why
    assert next(fact for fact in found.facts if fact.name == "places_apart").weight < 0


def test_a_denial_is_linked_too(store: Store) -> None:
    assert explain_pair(store, CLAIMS["no"], CLAIMS["a"]).linked


def test_a_claim_beside_itself_is_one_telling(store: Store) -> None:
    assert "as it was coded" in explain_pair(store, CLAIMS["a"], CLAIMS["a"]).why


def test_what_people_decided_is_told(store: Store) -> None:
    with store.writing() as connection:
        judged.put_judgement(connection, 1, CLAIMS["a"], CLAIMS["far"], same=False)
    assert "two happenings" in explain_pair(store, CLAIMS["a"], CLAIMS["far"]).why
    with store.writing() as connection:
        judged.drop_judgement(connection, 1)


def test_unknown_claims_are_refused(store: Store) -> None:
    with pytest.raises(NotFoundError):
        explain_pair(store, CLAIMS["a"], "nothing")
