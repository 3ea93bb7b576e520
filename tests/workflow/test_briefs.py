"""Reports as they are compared: what the store keeps of them is what was made, and words are compared exactly."""

import random
from itertools import islice
from math import isclose

import msgspec
import numpy as np
import pytest

from benchmark.order import coder_of
from benchmark.stream import CODER, stream
from warmonitor.linking.stories import Told, compare_stories, tell_story
from warmonitor.linking.tellings import find_tellings
from warmonitor.linking.words import direct, measure_likeness
from warmonitor.records import CodedReport, Mentions, PlaceMention, Report
from warmonitor.store import linked, open_store
from warmonitor.workflow.add import Offered, add_reports
from warmonitor.workflow.briefs import Briefs
from warmonitor.workflow.directions import Comparing, Direction, make_direction
from warmonitor.workflow.known_reports import KnownReports

RECORDS = list(islice(stream(7, happenings_a_day=8, towns=6), 60))


@pytest.mark.parametrize("record", RECORDS[:20], ids=lambda record: record.report.id)
def test_a_kept_brief_is_the_one_that_was_made(record: CodedReport) -> None:
    made = Briefs().make(tell_story(record), find_tellings(record))
    read = Briefs().decode(Briefs().encode(made))
    assert read is not None and read.story == made.story == read.told.story
    for ours, theirs in zip(made.outlines, read.outlines, strict=True):
        assert msgspec.structs.replace(ours, words=theirs.words) == theirs
    for a, b in zip(
        (made.words, *(one.words for one in made.outlines)),
        (read.words, *(one.words for one in read.outlines)),
        strict=True,
    ):
        assert np.array_equal(a.words, b.words) and np.array_equal(a.weights, b.weights)


def test_what_is_kept_is_compared_as_what_tells_it_in_full() -> None:
    first = KnownReports()
    with open_store("sqlite://") as store:
        list(add_reports(store, [Offered(one.report) for one in RECORDS], coder_of(RECORDS), CODER))
        with store.writing() as connection:
            keys = [key for key, _ in linked.list_briefs(connection, linked.list_report_keys(connection))]
            kept = first.liken_all(connection, keys)
            assert len(keys) > 30 and (kept > 0).any()
            connection.exec_driver_sql("UPDATE reports SET brief = NULL")  # as in a store of the first schema
            assert np.array_equal(KnownReports().liken_all(connection, keys), kept)


def test_what_another_version_kept_is_made_anew() -> None:
    assert Briefs().decode(b"\x91\x05") is None
    record = RECORDS[0]
    kept = Briefs().encode(Briefs().make(tell_story(record), find_tellings(record)))
    assert Briefs().decode(kept) is not None
    assert Briefs().decode(kept[:1] + b"\x01" + kept[2:]) is None


def test_cosines_are_those_of_the_words() -> None:
    terms = [tell_story(record).terms for record in RECORDS]
    made = [make_direction(one) for one in terms]
    found = Comparing().compare(made[0], made)
    for cosine, own in zip(found, terms, strict=True):
        assert isclose(cosine, measure_likeness(direct(terms[0]), direct(own)), abs_tol=1e-4)
    assert isclose(found[0], 1.0, abs_tol=1e-4)


@pytest.mark.parametrize("seed", range(20))
def test_words_that_meet_in_one_slot_are_told_apart(seed: int) -> None:
    dice = random.Random(seed)

    def make(number: int) -> Direction:  # numbers that differ in their high bits, so that many meet
        words = dice.sample([(high << 16) | low for high in range(8) for low in range(40)], number)
        return Direction(np.array(words, np.uint32), np.array([dice.randrange(1, 1 << 20) for _ in words], np.uint32))

    texts = [make(dice.choice([0, 1, 5, 90])) for _ in range(12)]
    comparing = Comparing()
    for one in texts:
        ours = dict(zip(one.words.tolist(), one.weights.tolist(), strict=True))
        wanted = [
            sum(
                ours.get(word, 0) * weight
                for word, weight in zip(other.words.tolist(), other.weights.tolist(), strict=True)
            )
            / 2**44
            for other in texts
        ]
        assert comparing.compare(one, texts) == wanted


def test_reports_that_tell_of_nothing_are_kept_apart_by_the_places_that_they_name() -> None:
    def told(*towns: tuple[str, float]) -> Told:
        text = "A fire destroyed a supermarket in {0} early on Monday. Crews came to {0}."
        names = tuple(
            PlaceMention(0, len(name), name, name, name, "GBR", None, north, 0.0, "settlement", 5.0)
            for name, north in towns
        )
        report = Report("r", text.format(towns[-1][0]))
        coded = CodedReport(report, (), Mentions(places=names), (), (), CODER)
        brief = Briefs().make(tell_story(coded), ())
        kept = Briefs().decode(Briefs().encode(brief))
        assert kept is not None and kept.story == brief.story
        return kept.told

    banstead, wellington = told(("Banstead", 51.3)), told(("Surrey", 51.2), ("Wellington", 50.9), ("Wellington", 50.9))
    assert compare_stories(banstead, wellington, 0.5).keys() == {"wording", "main_places_apart"}
    assert compare_stories(banstead, told(("Banstead", 51.3)), 0.5).keys() == {"wording", "main_same_place"}
    assert compare_stories(banstead, banstead._replace(story=tell_story(RECORDS[0])), 0.05).keys() == {"wording"}
