"""Bulletins: no sentence says more than its claims."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.told import DAY, raid, texts, told, write
from warmonitor.publishing.bulletin import Cited, Correction, Coverage, Figures, Quiet, Silent, Sum, Told, sentences_of
from warmonitor.publishing.bulletin.words import counted_words, number_words, period_words, time_words
from warmonitor.records import EventTime, Rival, Version


def test_what_happened_is_told_with_whose_word_it_is() -> None:
    said = texts(write(told(raid("1"), raid("2", source="Sample Daily", killed=8, speaker="the war monitor"))))
    assert said["i1:what"] == (
        "Air strikes were reported in Idlib, Syria on 15 March 2024, according to Sample Wire and the war monitor (quoted by Sample Daily)."
    )
    assert (
        said["i1:actor"]
        == "Named as having done it: Russian armed forces, by Sample Wire and the war monitor (quoted by Sample Daily)."
    )
    assert said["i1:toll:killed:"] == (
        "Between 5 and 8 people were reported killed: 5 according to Sample Wire; 8 according to the war monitor (quoted by Sample Daily)."
    )


def test_a_denial_puts_an_incident_among_the_disputed() -> None:
    bulletin = write(
        told(raid("1"), raid("2", source="Sample Ministry", killed=None, denied=True, speaker="a spokesman"))
    )
    (section,) = [section for section in bulletin.sections if section.id == "disputed"]
    assert section.items[0].incident == "i1"
    assert texts(bulletin)["i1:denial"] == "According to a spokesman (quoted by Sample Ministry), it did not happen."
    assert "violence" not in [section.id for section in bulletin.sections]


def test_a_plan_is_told_apart_and_never_as_having_happened() -> None:
    bulletin = write(told(raid("1")), planned=(raid("9", planned=True, killed=None),))
    (section,) = [section for section in bulletin.sections if section.id == "planned"]
    (sentence,) = section.items[0].sentences
    assert "told of as planned, not as having happened" in sentence.text
    assert sentence.claims == ("c9",)


@pytest.mark.parametrize(
    ("phase", "words"),
    [("stop", "were reported to have ceased"), ("start", "were reported to have begun"), (None, "were reported in")],
)
def test_a_raid_that_ceased_is_no_raid(phase: str | None, words: str) -> None:
    one = told(raid("1"))
    one = Told(msgspec.structs.replace(one.incident, phase=phase), one.claims)
    assert words in texts(write(one))["i1:what"]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("named", "having done it"),
        ("suspected", "suspected of it"),
        ("claimed", "claiming it"),
        (None, "having done it"),
    ],
)
def test_a_suspicion_stays_one(how: str | None, words: str) -> None:
    one = raid("1")
    event = msgspec.structs.replace(one.claim.event, perpetrator=how)
    one = msgspec.structs.replace(one, claim=msgspec.structs.replace(one.claim, event=event))
    assert texts(write(told(one)))["i1:actor"] == f"Named as {words}: Russian armed forces, by Sample Wire."


def test_what_voices_differ_on_is_said_with_the_claims_of_each() -> None:
    one = told(raid("1"), raid("2", source="Sample Daily", actor="Rebel"))
    rivals = (
        Rival("who", (Version("Russian", ("Sample Wire",), ("c1",)), Version("Rebel", ("Sample Daily",), ("c2",)))),
        Rival("toll"),
    )
    bulletin = write(Told(msgspec.structs.replace(one.incident, rivals=rivals), one.claims))
    assert [section.id for section in bulletin.sections][1] == "disputed"
    sentence = next(one for one in sentences_of(bulletin) if one.id == "i1:dispute")
    assert (sentence.text, sentence.claims) == ("Voices differ on who did it and how many it harmed.", ("c1", "c2"))


def test_incidents_come_in_the_order_of_harm() -> None:
    incidents = [told(raid(str(n), killed=n), id=f"i{n}") for n in (3, 9, 5)] + [
        told(raid("x", killed=None), id="ix", type="CONSULT")
    ]
    bulletin = write(*incidents)
    assert [item.incident for section in bulletin.sections for item in section.items if item.incident] == [
        "i9",
        "i5",
        "i3",
        "ix",
    ]


def test_figures_stand_beside_the_period_before() -> None:
    now = Figures(Sum(None, 3, 5, 9), (Sum("Fair", 3, 5, 9),), (Sum("SYR", 3, 5, 9),), undated=1)
    bulletin = write(told(raid("1")), figures=now, before=Figures(Sum(None, 2, 4, 4)))
    said = texts(bulletin)
    assert said["figures:incidents"] == "3 incidents are dated within the period, 2 within as many days before."
    assert (
        said["figures:killed"]
        == "Added up over them, between 5 and 9 people were reported killed; it was 4 within as many days before."
    )
    assert said["figures:undated"].startswith(
        "1 further incident may have begun before or ended after the period and is not"
    )
    assert bulletin.sections[0].tables[1].rows == (("Syria", "3", "5", "9"),)


def test_a_sum_that_is_open_says_at_least() -> None:
    said = texts(write(figures=Figures(Sum(None, 3, 5, 9, is_open=True))))
    assert "at least 5 people" in said["figures:killed"]


def test_no_reports_are_told_as_such() -> None:
    coverage = Coverage(0, 0, (), (Quiet("MLI", 40),), (Silent("Sample Herald", "2024-03-01"),))
    said = texts(write(coverage=coverage))
    assert "nothing is known of it, which is not to say that nothing happened" in said["coverage:reports"]
    assert said["coverage:quiet:MLI"].startswith("No reports from Mali, which 40 reports told of in the weeks before")
    assert said["coverage:silent:Sample Herald"] == "Sample Herald has published nothing since 1 March 2024."


def test_corrections_tell_what_was_and_what_is() -> None:
    corrections = (
        Correction("i7", "Air strikes in Idlib", "grade", (("grade", "Weak", "Fair"), ("killed", "5–8", None))),
        Correction("i8", "Shelling in Hama", "retracted"),
        Correction("i9", "Raid", "merged", replaced_by="i1"),
    )
    said = texts(write(corrections=corrections, corrected_since="2024-03-14"))
    assert said["correction:i7"] == "“Air strikes in Idlib”: grade was Weak, now Fair; killed was 5–8, now not told."
    assert said["correction:i8"] == "“Shelling in Hama” was retracted: no report tells of it any more."
    assert "None of the incidents" in texts(write(corrected_since="2024-03-14"))["corrections:none"]


WORDS = [
    ((5, 5), "5"),
    ((5, 8), "between 5 and 8"),
    ((5, None), "at least 5"),
    ((None, 8), "up to 8"),
    ((1000, 2000), "between 1,000 and 2,000"),
]


@pytest.mark.parametrize(("bounds", "words"), WORDS)
def test_numbers_stay_ranges(bounds: tuple[int | None, int | None], words: str) -> None:
    assert number_words(*bounds) == words


def test_one_is_singular() -> None:
    assert counted_words("killed", "children", 1, 1) == "1 child was reported killed"
    assert counted_words("strikes", None, 3, 3) == "3 strikes were reported"
    assert counted_words("burned", None, 3, None) == "at least 3 of what is counted were reported as burned"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (EventTime(), ""),
        (EventTime(earliest=DAY, latest=DAY, basis="stated"), " on 15 March 2024"),
        (EventTime(earliest=DAY, latest=DAY), " on 15 March 2024 (going by the report's date)"),
        (EventTime(earliest="2024-03-01", latest="2024-03-31", basis="stated"), " in March 2024"),
        (EventTime(earliest="2024-01-01", latest="2024-12-31", basis="stated"), " in 2024"),
        (EventTime(earliest="2024-03-14", latest=DAY, basis="stated"), " between 14 March 2024 and 15 March 2024"),
        (EventTime(earliest=DAY, basis="stated"), " on or after 15 March 2024"),
        (EventTime(latest=DAY, basis="stated"), " on or before 15 March 2024"),
    ],
)
def test_days_stay_ranges(time: EventTime, words: str) -> None:
    assert time_words(time) == words


def test_a_period_is_named() -> None:
    assert period_words(DAY, DAY) == "15 March 2024"
    assert period_words("2024-03-09", DAY) == "9 to 15 March 2024"
    assert period_words("2024-02-28", DAY) == "28 February to 15 March 2024"


# What is said is what is in the claims


def _numbers(text: str) -> set[int]:
    return {int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)}


def _held(claims: list[Cited]) -> tuple[set[int], set[str]]:
    """All numbers and names that claims hold."""
    numbers: set[int] = set()
    names: set[str] = set()
    for one in claims:
        event = one.claim.event
        numbers |= {value for count in event.counts for value in (count.low, count.high) if value is not None}
        for day in (event.time.earliest, event.time.latest):
            if day:
                numbers |= {int(part) for part in day.split("-")}
        names |= {one.source or ""} | {party.name or party.text for party in event.actors}
        names |= {place.name or place.text for place in event.places} | {
            "Syria",
            "Ukraine",
            "Democratic Republic of the Congo",
        }
        names |= {speaker.name or "" for speaker in (one.claim.attribution.speakers if one.claim.attribution else ())}
    return numbers, names


CLAIMS = st.builds(
    lambda number, place, source, killed, speaker, denied, actor, day: raid(
        number, place, source=source, killed=killed, speaker=speaker, denied=denied, actor=actor, day=(date(2024, 3, 1) + timedelta(days=day)).isoformat()
    ),
    st.uuids().map(str), st.sampled_from(["Idlib", "Kharkiv", "Goma"]), st.sampled_from(["Sample Wire", "Sample Daily", "Sample Radio"]),
    st.none() | st.integers(1, 5000), st.none() | st.sampled_from(["Anna Example", "The Monitor"]), st.booleans(), st.sampled_from(["Russian", "Rebel"]), st.integers(0, 20),
)  # fmt: skip


@given(st.lists(st.lists(CLAIMS, min_size=1, max_size=6), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_every_number_place_and_name_is_in_the_claims(groups: list[list[Cited]]) -> None:
    incidents = [told(*claims, id=f"i{n}", title="Air strikes") for n, claims in enumerate(groups)]
    bulletin = write(*incidents)
    of = {one.claim.id: one for claims in groups for one in claims}
    by_incident = {f"i{n}": claims for n, claims in enumerate(groups)}
    notes = {note.claim: note.number for note in bulletin.notes}
    for sentence in sentences_of(bulletin):
        if sentence.kind != "claims":
            continue
        assert sentence.claims, sentence.text
        assert all(notes[claim] for claim in sentence.claims)
        numbers, names = _held(by_incident[sentence.incidents[0]])
        said = re.sub(r"\d+ (other|others|independent voices)\b", "", sentence.text)
        assert _numbers(said) <= numbers, sentence.text
        capitals = set(re.findall(r"\b(?:[A-Z][a-z]+ ?)+\b", said[1:]))
        known = " ".join(names) + " Named Graded Confirmed Fair Weak Contested Discounted January February March"
        assert all(word in known for phrase in capitals for word in phrase.split()), (sentence.text, capitals)
        assert all(of[claim].claim.id == claim for claim in sentence.claims)


@given(st.lists(CLAIMS, min_size=1, max_size=5), st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_incidents_changes_nothing(claims: list[Cited], random: object) -> None:
    incidents = [told(one, id=one.claim.id) for one in claims]
    mixed = list(incidents)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert write(*incidents) == write(*mixed)
