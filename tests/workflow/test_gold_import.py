"""Decisions come back in: what one store exported as gold stands in another one, in the same names, once."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from factories import CODER, FakeCoder, make_raid
from warmonitor.reviewing.gold import GoldReport
from warmonitor.store import Store, open_store, reviews
from warmonitor.workflow import decide
from warmonitor.workflow.add import Offered, add_reports
from warmonitor.workflow.decide import By
from warmonitor.workflow.gold import list_gold
from warmonitor.workflow.gold_import import import_gold

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid("Post", place="Kharkiv", day="2022-05-01", killed=30, id="b"),
    make_raid("Radio", place="Goma", day="2012-11-20", id="c"),
]
ONE, TWO, THREE = (record.claims[0].id for record in RAIDS)
ANN, HERE = By("ann", "the text says so"), By("local")


@pytest.fixture
def gold(filled: Path, tmp_path: Path) -> list[GoldReport]:
    with open_store(f"sqlite:///{shutil.copy(filled, tmp_path / 'there.db')}") as store:
        decide.decide_claim(store, ONE, "correct", ANN, field="type", value="COERCE")
        decide.decide_claim(
            store,
            ONE,
            "correct",
            ANN,
            field="counts",
            value=[{"start": 0, "end": 0, "text": "", "of": "killed", "low": 6, "high": 8}],
        )
        decide.decide_claim(store, TWO, "reject", By("ben", "another war"))
        decide.decide_claim(store, THREE, "accept", ANN)
        return list(list_gold(store))


def outcomes(store: Store, gold: list[GoldReport], by: By = HERE) -> Counter[str]:
    return Counter(one.outcome for one in import_gold(store, gold, by))


def plain(gold: list[GoldReport]) -> list[object]:
    """Gold without the instants of its decisions."""
    return [
        [
            (one.claim, one.review.by, one.review.why, one.review.decision, one.review.fields)
            for one in (*line.claims, *line.rejected)
        ]
        for line in gold
    ]


def test_what_was_decided_there_stands_here_in_the_same_names(store: Store, gold: list[GoldReport]) -> None:
    assert outcomes(store, gold) == {"new": 4}
    assert plain(list(list_gold(store))) == plain(gold)
    by_day = {one.time.earliest: one for one in store.incidents().items}
    assert sorted(by_day, key=str) == ["2012-11-20", "2018-09-04"]  # what was rejected makes no incident
    assert by_day["2018-09-04"].type == "COERCE"


def test_twice_is_once(store: Store, gold: list[GoldReport]) -> None:
    outcomes(store, gold)
    before = [one.to_json() for one in store.incidents().items]
    assert outcomes(store, gold) == {"known": 4}
    with store.reading() as connection:
        assert len(reviews.list_reviews(connection, limit=50).items) == 4
    assert [one.to_json() for one in store.incidents().items] == before


def test_what_people_decided_here_is_not_overruled(store: Store, gold: list[GoldReport]) -> None:
    decide.decide_claim(store, TWO, "accept", By("eve"))
    decide.decide_claim(store, ONE, "correct", By("eve"), field="type", value="THREATEN")
    found = list(import_gold(store, gold, HERE))
    assert [one.why for one in found if one.outcome == "refused"] == [
        "'air raids': type was corrected otherwise here", "'air raids': the claim is accepted here",
    ]  # fmt: skip
    assert Counter(one.outcome for one in found) == {"new": 2, "refused": 2}


def test_reports_that_are_not_here_are_told(tmp_path: Path, gold: list[GoldReport]) -> None:
    with open_store(f"sqlite:///{tmp_path / 'empty.db'}") as empty:
        found = list(import_gold(empty, gold, HERE))
    assert {one.why for one in found} == {"the store doesn't have this report: add it first"}


def test_a_decision_that_needs_two_waits_unless_two_made_it(
    store: Store, gold: list[GoldReport], filled: Path, tmp_path: Path
) -> None:
    strict = By("local", has_accounts=True)
    assert outcomes(store, gold, strict) == {"new": 3, "waiting": 1}  # thirty were killed in what ben rejected
    assert outcomes(store, gold, strict) == {"known": 4}
    (line,) = [one for one in gold if one.rejected]
    (one,) = line.rejected
    two = msgspec.structs.replace(one, review=msgspec.structs.replace(one.review, by=("ben", "ann")))
    with open_store(f"sqlite:///{shutil.copy(filled, tmp_path / 'other.db')}") as other:
        assert outcomes(other, [msgspec.structs.replace(line, rejected=(two,))], strict) == {"new": 1}
        with other.reading() as connection:
            (made,) = reviews.list_reviews(connection, limit=5).items
        assert (made.reviewer, made.seconded_by, made.state) == ("ben", "ann", "standing")


def test_words_that_moved_are_found_again(tmp_path: Path, gold: list[GoldReport]) -> None:
    moved = make_raid("Wire", killed=5, id="a", more="A line was put behind it.")
    with open_store(f"sqlite:///{tmp_path / 'moved.db'}") as other:
        list(add_reports(other, [Offered(moved.report)], FakeCoder([moved]), CODER))
        assert outcomes(other, [line for line in gold if line.report.id == "a"]) == {"new": 2}
