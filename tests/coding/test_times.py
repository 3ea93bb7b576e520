"""Times: what is found, what it means, and when an event happened. Table tests, a row with its one-line reason, and properties."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coding.parsed import parse
from warmonitor.coding.times import FoundTime, TimeFinder, is_background, time_of_event
from warmonitor.coding.times.days import common, days_of, full_year, moved, narrowed, number_of, year_of
from warmonitor.coding.times.lexicon import load
from warmonitor.records import EventTime, Published

FINDER = TimeFinder()
WEDNESDAY = Published("2018-09-05", "2018-09-05", "given")


def find(text: str, published: Published = WEDNESDAY) -> list[FoundTime]:
    return FINDER.find(parse(text), published)


def values(text: str, published: Published = WEDNESDAY) -> list[tuple[str, str]]:
    return [(time.mention.text, time.mention.value) for time in find(text, published)]


def event(text: str, word: str, published: Published = WEDNESDAY) -> EventTime:
    read = parse(text)
    return time_of_event(read, read.lower.index(word), FINDER.find(read, published), published)


def background(text: str, word: str, published: Published = WEDNESDAY) -> bool:
    read = parse(text)
    return is_background(read, read.lower.index(word), FINDER.find(read, published), published)


# -- expressions and values -----------------------------------------------------------------------------------------------
FOUND = [
    # a full date in each usual form
    ("They attacked on 4 September 2018.", [("4 September 2018", "2018-09-04")]),
    ("They attacked on Sept. 4, 2018.", [("Sept. 4, 2018", "2018-09-04")]),
    ("They attacked on the 4th of September, 2018.", [("the 4th of September, 2018", "2018-09-04")]),
    ("Guatemala City, 4 Feb 90 -- The army denied it.", [("4 Feb 90", "1990-02-04")]),
    ("The log says 2018-09-04.", [("2018-09-04", "2018-09-04")]),
    # figures: day first, unless the report has a date that can only be month first
    ("It fell on 04/09/2018.", [("04/09/2018", "2018-09-04")]),
    ("It fell on 08/25/2018 and again on 09/04/2018.", [("08/25/2018", "2018-08-25"), ("09/04/2018", "2018-09-04")]),
    # no year: the tense and the distance decide
    ("The town fell on August 15.", [("August 15", "2018-08-15")]),
    ("They will meet on January 7.", [("January 7", "2019-01-07")]),
    ("The dam burst on 28 December.", [("28 December", "2017-12-28")]),
    # two days of one month are two times
    ("Clashes on 3 and 4 February left five dead.", [("3", "2018-02-03"), ("4 February", "2018-02-04")]),
    # weekdays by tense
    ("Troops left on Friday.", [("Friday", "2018-08-31")]),
    ("Troops will leave on Friday.", [("Friday", "2018-09-07")]),
    ("The deadline was extended until Friday.", [("Friday", "2018-09-07")]),
    ("Last Wednesday they shelled the hill.", [("Last Wednesday", "2018-08-29")]),
    ("They came on Monday of last week.", [("Monday of last week", "2018-08-27")]),
    # parts of a day join their day
    ("He tweeted Monday evening.", [("Monday evening", "2018-09-03TEV")]),
    ("A shell hit at dawn on Tuesday.", [("dawn on Tuesday", "2018-09-04TMO")]),
    ("A shell hit last night.", [("last night", "2018-09-04TNI")]),
    ("A shell hit at 10 o'clock last night.", [("10 o'clock last night", "2018-09-04T22:00")]),
    ("It happened at 0300 on Tuesday.", [("0300 on Tuesday", "2018-09-04T03:00")]),
    (
        "It happened at 8:45 p.m. (1745 GMT) on Saturday.",
        [("8:45 p.m.", "2018-09-01T20:45"), ("1745 GMT", "2018-09-01T17:45"), ("Saturday", "2018-09-01")],
    ),
    # deictic and relative
    ("They fled three days ago.", [("three days ago", "2018-09-02")]),
    ("They fled the day before yesterday.", [("the day before yesterday", "2018-09-03")]),
    ("They fled last week.", [("last week", "2018-W35")]),
    ("They fled earlier this month.", [("earlier this month", "2018-09")]),
    ("They fled the week before last.", [("the week before last", "2018-W34")]),
    ("They fled in mid-June.", [("mid-June", "2018-06")]),
    # counted from a time in the text
    (
        "Rebels took it on 12 March. The following day they left.",
        [("12 March", "2018-03-12"), ("The following day", "2018-03-13")],
    ),
    (
        "Rebels took it on 12 March. They left two days later.",
        [("12 March", "2018-03-12"), ("two days later", "2018-03-14")],
    ),
    # lengths
    ("The seven-year war goes on.", [("seven-year", "P7Y")]),
    ("It lasted two and a half hours.", [("two and a half hours", "PT2H30M")]),
    ("They have shelled it for weeks.", [("weeks", "PXW")]),
    ("A 72-hour truce failed.", [("72-hour", "PT72H")]),
    ("In the past three months they lost it.", [("the past three months", "P3M")]),
    # sets
    ("They march every Friday.", [("every Friday", "XXXX-WXX-5")]),
    ("They shell it daily.", [("daily", "P1D")]),
    # longer periods
    ("It fell in the first quarter of 2018.", [("the first quarter of 2018", "2018-Q1")]),
    ("It fell in the spring of 2003.", [("the spring of 2003", "2003-SP")]),
    ("It fell in the 1980s.", [("the 1980s", "198")]),
    ("It fell in the late 19th century.", [("the late 19th century", "18")]),
    # feasts by their table
    ("They fought during Ramadan.", [("Ramadan", "2018")]),
    ("They fought on Christmas Eve in 2015.", [("Christmas Eve in 2015", "2015-12-24")]),
    # days that events are named for
    ("He was jailed for the Sept. 11 attacks.", [("the Sept. 11", "2001-09-11")]),
    # references
    ("They are now massing.", [("now", "PRESENT_REF")]),
    # no times at all
    ("A Boeing 747 carried seven people and 12.5 tons.", []),
    ("A 10-year-old boy was hurt.", []),
    ("The score was 3:16 in Room 2015.", []),
    ("Theresa May said troops may march.", []),
    ("Some 1998 soldiers came.", []),
    ("Resolution 1701 holds.", []),
    ("The Tet Offensive is studied.", []),
    ("The shooting was on Boyaca and 9 October avenues.", []),
    ("They met at 9 October and Boyaca Avenues.", []),
    ("CBS aired 60 Minutes.", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_expressions_have_extents_and_values(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


INTERVALS = [
    ("It fell earlier this month.", "2018-09-01", "2018-09-05"),  # "earlier" ends with the report
    ("It opens later in October.", "2018-10-01", "2018-10-31"),
    ("It fell in late July.", "2018-07-21", "2018-07-31"),  # the last third
    ("It fell over the past week.", "2018-08-29", "2018-09-05"),
    ("They fought during Ramadan.", "2018-05-16", "2018-06-14"),
    ("They shelled it overnight.", "2018-09-04", "2018-09-05"),
    ("It fell last winter.", "2017-12-01", "2018-02-28"),
    ("It fell in recent days.", "2018-08-27", "2018-09-05"),  # few and several are nine at most
]


@pytest.mark.parametrize(("text", "earliest", "latest"), INTERVALS, ids=[row[0] for row in INTERVALS])
def test_expressions_have_days(text: str, earliest: str, latest: str) -> None:
    mention = find(text)[0].mention
    assert (mention.earliest, mention.latest) == (earliest, latest)


def test_a_range_has_partners_in_order() -> None:
    one, other = find("They fought from May to July.")
    assert (one.relation, other.relation, one.partner, other.partner) == ("from", "until", 1, 0)


def test_a_range_takes_the_year_of_its_end() -> None:
    one, _ = find("They fought between April and June 2016.")
    assert one.mention.value == "2016-04"


def test_weekday_ranges_run_forward() -> None:
    assert [value for _, value in values("They met from Thursday to Monday.")] == ["2018-08-30", "2018-09-03"]


def test_relations_are_told() -> None:
    assert [time.relation for time in find("They left since May, before June and until 3 July.")] == [
        "since",
        "before",
        "until",
    ]


def test_an_interval_of_publication_gives_what_its_ends_share() -> None:
    month = Published("2018-09-04", "2018-09-30", "inferred")
    assert values("The raids ceased on August 15. He tweeted Monday evening.", month) == [
        ("August 15", "2018-08-15"),
        ("Monday evening", "2018-09-03TEV"),
    ]
    yesterday = find("It fell yesterday.", month)[0].mention
    assert (yesterday.earliest, yesterday.latest) == ("2018-09-03", "2018-09-29")


def test_a_time_of_day_is_kept_where_its_day_is_open() -> None:
    assert common("2018-09-04T14:30", "2018-10-02T14:30") == "2018-XX-XXT14:30"
    assert common("2018-09-04", "2019-09-04") == "201X-09-04"
    assert common("2018-09", "2018-W36") == ""


def test_a_wide_interval_leaves_weekdays_open() -> None:
    wide = Published("2015-01-01", "2017-12-31", "inferred")
    mention = find("It fell on Monday.", wide)[0].mention
    assert (mention.value, mention.earliest, mention.latest) == ("XXXX-WXX-1", None, None)


def test_without_a_date_nothing_is_guessed() -> None:
    found = find("It fell on Monday, two days ago, in August, last week.", Published())
    assert all(time.mention.earliest is None and time.mention.latest is None for time in found)
    assert len(found) == 4


STORY = (
    "On 10 May 1940 the army crossed the border. The capital fell on 14 June. In the summer of that year the raids began; they lasted until late October. "
    "In June 1941 a second front opened. By December the city was under siege. On 7 December the fleet was attacked. The next day war was declared. "
    "In November 1942 the tide turned, and the army gave up the following February."
)


@pytest.mark.parametrize(
    "published",
    [Published("2009-12-19", "2009-12-19", "given"), Published("1942-11-01", None, "inferred"), Published()],
    ids=["given", "open", "unknown"],
)
def test_a_story_of_old_counts_from_its_own_years(published: Published) -> None:
    assert [value for _, value in values(STORY, published)] == [
        "1940-05-10", "1940-06-14", "1940-SU", "1940-10", "1941-06", "1941-12", "1941-12-07", "1941-12-08", "1942-11", "1943-02",
    ]  # fmt: skip


# -- events -----------------------------------------------------------------------------------------------------------------
EVENTS = [
    ("Moscow on September 4 rejected the warning.", "rejected", "2018-09-04", "2018-09-04", "day", "stated"),
    ("Monday's attack killed five.", "attack", "2018-09-03", "2018-09-03", "day", "stated"),
    ("Five were killed in an attack on the town on Monday.", "attack", "2018-09-03", "2018-09-03", "day", "stated"),
    (
        "Police said on Tuesday that gunmen killed five on Sunday.",
        "killed",
        "2018-09-02",
        "2018-09-02",
        "day",
        "stated",
    ),  # not the telling's day
    ("The bombing that killed five on Sunday was claimed.", "bombing", "2018-09-02", "2018-09-02", "day", "stated"),
    (
        "The attack carried out on 30 August was condemned on Tuesday.",
        "attack",
        "2018-08-30",
        "2018-08-30",
        "day",
        "stated",
    ),
    ("Troops have shelled the town since 1 August.", "shelled", "2018-08-01", "2018-09-05", "month", "stated"),
    ("Troops fought in the town from 3 to 9 June.", "fought", "2018-06-03", "2018-06-09", "week", "stated"),
    ("Troops shelled the town before 3 June.", "shelled", None, "2018-06-02", "open", "stated"),
    (
        "After Monday's attack, troops fled.",
        "attack",
        "2018-09-03",
        "2018-09-03",
        "day",
        "stated",
    ),  # the attack's own day
    (
        "Rebels took the hill on Sunday. They burned houses there.",
        "burned",
        "2018-09-02",
        "2018-09-02",
        "day",
        "context",
    ),
    ("Rebels took the hill on Sunday. They had burned houses there.", "burned", None, "2018-09-02", "open", "context"),
    (
        "Rebels took the hill today.\nTroops shelled the valley.",
        "shelled",
        "2018-09-05",
        "2018-09-05",
        "day",
        "report date",
    ),
    (
        "Rebels took the hill today.\nTroops have been shelling the valley.",
        "shelling",
        None,
        "2018-09-05",
        "open",
        "report date",
    ),
    ("Rebels took the hill today.\nTroops will shell the valley.", "shell", "2018-09-05", None, "open", "report date"),
    (
        "Raids ceased on August 15, but forces have kept up the bombardment.",
        "bombardment",
        None,
        "2018-09-05",
        "open",
        "report date",
    ),  # its own clause
    (
        "Police said on Monday that gunmen killed five.",
        "killed",
        "2018-08-28",
        "2018-09-03",
        "week",
        "context",
    ),  # not after it was told
    (
        "He died on 18 August, the same day the senator was shot.",
        "shot",
        "2018-08-18",
        "2018-08-18",
        "day",
        "stated",
    ),
    (
        "Rebels attacked the post on Monday, killing five soldiers.",
        "killing",
        "2018-09-03",
        "2018-09-03",
        "day",
        "stated",
    ),
    ("Shortly before 2:15pm on Monday five people were killed.", "killed", "2018-09-03", "2018-09-03", "day", "stated"),
    (
        "Five people were killed and others were wounded on Monday.",
        "killed",
        "2018-09-03",
        "2018-09-03",
        "day",
        "stated",
    ),
    (
        "Ten were killed in an air strike that hit the camp on Monday.",
        "killed",
        "2018-09-03",
        "2018-09-03",
        "day",
        "stated",
    ),
    ("Gunmen attacked the post a few minutes ago.", "attacked", "2018-09-04", "2018-09-05", "week", "stated"),
    (
        "The plant blew up at 10:30 a.m.",
        "blew",
        "2018-09-04",
        "2018-09-05",
        "week",
        "stated",
    ),  # of which day isn't said
    ("Rebels take hills.", "take", None, "2018-09-05", "open", "report date"),  # nothing says it is a daily report
]


@pytest.mark.parametrize(
    ("text", "word", "earliest", "latest", "precision", "basis"), EVENTS, ids=[row[0] for row in EVENTS]
)
def test_events_have_their_own_time(
    text: str, word: str, earliest: str | None, latest: str | None, precision: str, basis: str
) -> None:
    time = event(text, word)
    assert (time.earliest, time.latest, time.precision, time.basis) == (earliest, latest, precision, basis)


def test_a_stated_time_quotes_its_words() -> None:
    text = "Troops fought in the town from 3 to 9 June."
    time = event(text, "fought")
    assert not isinstance(time.start, msgspec.UnsetType) and not isinstance(time.end, msgspec.UnsetType)
    assert text[time.start : time.end] == time.text == "3 to 9 June"


def test_a_yardstick_is_no_time() -> None:
    assert event("The deadliest attack since 1981 killed 40 people.", "killed").basis == "report date"
    assert event("Rebels have attacked the town since 2015.", "attacked").earliest == "2015-01-01"


def test_an_undated_report_states_nothing() -> None:
    time = event("Troops shelled the valley on Monday.", "shelled", Published())
    assert (time.earliest, time.latest, time.precision) == (None, None, "unknown")


# -- background ---------------------------------------------------------------------------------------------------------------
BACKGROUND = [
    (
        "Israel has previously acknowledged having carried out air strikes in Syria.",
        "strikes",
        True,
    ),  # a cue above the event
    ("The 2013 attack on Ghouta killed hundreds.", "attack", True),  # a year long before
    ("Rebels seized the town in March.", "seized", True),
    ("Thousands marked the anniversary of the massacre.", "massacre", True),
    ("Some 400,000 people have been killed in the seven-year war.", "killed", True),  # told of the whole war
    ("They fought there from 2012 to 2014.", "fought", True),
    ("Rebels seized the town on Monday.", "seized", False),
    ("Rebels have held the town since 2015.", "held", False),  # lasts to the report
    ("Rebels had seized the town.", "seized", False),  # tense alone makes no background
    ("Rebels seized the town two weeks ago.", "seized", False),  # within three weeks
]


@pytest.mark.parametrize(("text", "word", "expected"), BACKGROUND, ids=[row[0] for row in BACKGROUND])
def test_background_is_what_came_long_before(text: str, word: str, expected: bool) -> None:
    assert background(text, word) is expected


# -- properties ------------------------------------------------------------------------------------------------------------------
WORDS = ["on", "the", "4", "31", "September", "Sept.", "May", "1998", "98", "Monday", "last", "next", "two", "weeks", "ago", "later", ",", "-", "at", "10:30",
         "p.m.", "early", "quarter", "of", "and", "a", "half", "years", "troops", "said", "Ramadan", "evening", "since", "until", "every", "day", "1/2", "hundred"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_spans_quote_the_text_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = find(text)
    for time in found:
        assert text[time.mention.start : time.mention.end] == time.mention.text
        if time.mention.earliest and time.mention.latest:
            assert time.mention.earliest <= time.mention.latest
    assert all(one.last <= other.first for one, other in itertools.pairwise(found))


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1600, 1, 1), date(2200, 1, 1)), st.integers(-3000, 3000), st.sampled_from("DWMQYEC"))
def test_moving_goes_the_told_way(day: date, count: int, unit: str) -> None:
    there = moved(day, count, unit)
    if there is not None and count:
        assert (there > day) == (count > 0)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(["START", "MID", "END", "BEFORE", "AFTER", ""]))
def test_a_part_lies_within_its_whole(day: date, mod: str) -> None:
    whole = (day, day + timedelta(40))
    first, last = narrowed(whole, mod, day + timedelta(20))
    assert whole[0] <= first <= last <= whole[1]


def test_values_have_days() -> None:
    assert days_of("2018-Q3") == (date(2018, 7, 1), date(2018, 9, 30))
    assert days_of("2018-WI") == (date(2018, 12, 1), date(2019, 2, 28))
    assert days_of("198") == (date(1980, 1, 1), date(1989, 12, 31))
    assert days_of("2018-W36-WE") == (date(2018, 9, 8), date(2018, 9, 9))
    assert days_of("2018-02-30") is None
    assert days_of("P3D") is None


def test_numbers_and_years_in_words() -> None:
    assert number_of("twenty - four") == 24
    assert number_of("two and a half") == 2.5
    assert number_of("a hundred and five") == 105
    assert number_of("troops") is None
    assert year_of("nineteen ninety - seven") == 1997
    assert year_of("two thousand six") == 2006
    assert full_year(90, date(2018, 1, 1)) == 1990


def test_a_long_line_is_read_in_time() -> None:
    text = "the last two of the early 4 , 5 - 6 and " * 2500
    assert find(text) is not None


def test_feasts_are_within_their_table() -> None:
    assert values("They fought during Ramadan.", Published("1890-01-01", "1890-01-01", "given")) == []
    assert len(load().feasts["ramadan"]) > 40
