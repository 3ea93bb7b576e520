"""Which reports are compared follows from the set of reports alone, however dense they are and however they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations, islice
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.order import coder_of
from benchmark.stream import CODER, stream
from warmonitor.knowledge.tables import entries
from warmonitor.linking.stories import Story, day_of, name_blocks
from warmonitor.records import CodedReport
from warmonitor.store import Store, linked, open_store
from warmonitor.workflow import add
from warmonitor.workflow.add import Offered, add_reports
from warmonitor.workflow.candidates import Candidates

SETTINGS = entries("linking")["words"]
WORDS = [f"xq{number}" for number in range(12)]
DAYS = [None, 0, 1, 2, 5, 15, 16, 17, 40, 127, 128, 129, 200, 256, 300]
FIRST = 6200 * 128


def story(words: Iterable[str], day: int | None) -> Story:
    at = None if day is None else FIRST + day
    return Story("", dict.fromkeys(words, 1.0), first_day=at, last_day=at)


def level(name: str, day: int, held: Sequence[tuple[str, int]]) -> int | None:
    """The first level at which few have a name in the span of this day and the one before."""
    for place, size in enumerate(SETTINGS["spans"]):
        span = day // size
        if sum(own == name and at != -1 and span - 1 <= at // size <= span for own, at in held) <= SETTINGS["few"]:
            return place
    return None


def are_compared(a: Story, b: Story, held: Sequence[tuple[str, int]]) -> bool:
    """The definition, word by word."""
    points, days = 0, (day_of(a), day_of(b))
    for name in set(name_blocks(a)) & set(name_blocks(b)):
        if -1 in days:
            others = [at for own, at in held if own == name and (at == -1 or days != (-1, -1))]
            points += SETTINGS["points"][0] if len(others) <= SETTINGS["few"] else 0
            continue
        levels = [level(name, day, held) for day in days]
        if None not in levels:
            last = max(one for one in levels if one is not None)
            points += SETTINGS["points"][last] if abs(days[0] - days[1]) <= SETTINGS["reach"][last] else 0
    return bool(points >= SETTINGS["needed_points"])


def compared(stories: Mapping[int, Story]) -> set[tuple[int, int]]:
    held = [(name, day_of(one)) for one in stories.values() for name in name_blocks(one)]
    return {(a, b) for a, b in combinations(sorted(stories), 2) if are_compared(stories[a], stories[b], held)}


Step = tuple[list[tuple[list[str], int | None]], list[int]]  # reports that come, and which of those there go
step = st.tuples(
    st.lists(st.tuples(st.lists(st.sampled_from(WORDS), max_size=8, unique=True), st.sampled_from(DAYS)), max_size=12),
    st.lists(st.integers(0, 40), max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(step, min_size=1, max_size=6))
def test_what_is_compared_is_what_the_rule_says_whatever_came_and_went(steps: list[Step]) -> None:
    before = SETTINGS["few"]
    SETTINGS["few"] = 3
    try:
        check_steps(steps)
    finally:
        SETTINGS["few"] = before


def check_steps(steps: list[Step]) -> None:
    there: dict[int, Story] = {}
    pairs: set[tuple[int, int]] = set()
    next_key = 1
    with open_store("sqlite://") as store, store.writing() as connection:
        candidates = Candidates()
        for come, gone in steps:
            for place in gone:
                if there:
                    key = sorted(there)[place % len(there)]
                    candidates.withdraw(connection, key)
                    linked.forget_report(connection, key)
                    del there[key]
                    pairs = {pair for pair in pairs if key not in pair}
            fresh = {next_key + n: story(words, day) for n, (words, day) in enumerate(come)}
            next_key += len(come)
            candidates.prepare(connection, fresh)
            there |= fresh
            found = candidates.settle(connection, fresh.keys())
            pairs -= found.parted.keys()
            pairs |= {(min(key, other), max(key, other)) for key, own in found.candidates.items() for other in own}
            linked.put_pairs(connection, "story", dict.fromkeys(pairs, 1.0))
            linked.drop_pairs(connection, "story", found.parted)
            assert pairs == compared(there)


@cache
def town(reports: int) -> list[CodedReport]:
    """A single town, many reports a day."""
    return list(islice(stream(7, happenings_a_day=12, towns=1, copy=0.1, correction=0, retraction=0), reports))


def corrected(records: Sequence[CodedReport], every: int) -> list[CodedReport]:
    """Every so manieth report once more under its id, with the words of another one."""
    found = []
    for place in range(0, len(records), every):
        other = records[(place + 5) % len(records)]
        report = msgspec.structs.replace(other.report, id=records[place].report.id, source=records[place].report.source)
        claims = tuple(msgspec.structs.replace(one, id=f"{one.id}-{place}") for one in other.claims)
        incidents = tuple(
            msgspec.structs.replace(one, claims=tuple(f"{name}-{place}" for name in one.claims))
            for one in other.incidents
        )
        found.append(msgspec.structs.replace(other, report=report, claims=claims, incidents=incidents))
    return found


def put(store: Store, records: Sequence[CodedReport], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(add, "AT_ONCE", at_once)
        list(add_reports(store, [Offered(one.report) for one in records], coder_of(records), CODER))


def record_of(store: Store) -> tuple[object, object, object]:
    """The pairs of reports, the stories, and the incidents."""
    with store.reading() as connection:
        keys = linked.list_report_keys(connection)
        places = linked.list_places(connection, keys)
        pairs = {
            (places[key].report, places[other].report): score
            for key, others in linked.list_pairs(connection, "story", keys).items()
            for other, score in others.items()
        }
        levels = linked.list_levels(connection, keys)
        stories = {place.report: (place.story_id, levels.get(key, 0)) for key, place in places.items()}
    incidents = [msgspec.structs.replace(one, changed_at="") for one in store.all_incidents()]
    return pairs, stories, sorted(incidents, key=lambda one: one.id)


@pytest.mark.parametrize(("at_once", "reports"), [(1, 90), (7, 160), (1000, 200)])
def test_a_town_of_many_reports_comes_to_the_same_in_any_order_and_in_runs_of_any_size(
    at_once: int, reports: int
) -> None:
    records = town(reports)
    with open_store("sqlite://") as store, open_store("sqlite://") as other:
        put(store, records, len(records))
        put(other, Random(at_once).sample(records, len(records)), at_once)
        assert record_of(store) == record_of(other)


@pytest.mark.parametrize(("at_once", "reports"), [(1, 60), (9, 100), (1000, 160)])
def test_new_versions_leave_what_the_last_ones_alone_would_have_made(at_once: int, reports: int) -> None:
    records = town(reports)
    later = corrected(records, 6)
    standing = {one.report.id: one for one in [*records, *later]}
    with open_store("sqlite://") as store, open_store("sqlite://") as other:
        put(store, list(standing.values()), 1000)
        put(other, [*Random(3).sample(records, len(records)), *later], at_once)
        assert record_of(store)[:2] == record_of(other)[:2]
