"""What publishers take back."""

import pytest

from factories import make_claim, make_count, make_party, make_report
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.voices import Told
from warmonitor.linking.withdrawals import find_notice, find_replaced
from warmonitor.records import Attribution


@pytest.mark.parametrize(
    ("title", "text", "notice"),
    [
        (None, "Sample Daily has retracted this article because its source could not be found.", "withdrawn"),
        ("RETRACTION: Raid on Idlib", "The raid did not take place.", "withdrawn"),
        (None, "This story has been withdrawn.", "withdrawn"),
        (None, "Correction: the strike killed nine people, not twelve.", "corrected"),
        (None, "An air strike hit Idlib.\n\nThis article has been amended to give the right day.", "corrected"),
        (None, "An earlier version of this article said that 12 people were killed.", "corrected"),
        (None, "The army has withdrawn from the town, and its article of surrender was signed.", None),  # another article
        (None, "Rebels retracted their demand.", None),  # no report
        ("House of Correction stormed", "Gunmen stormed the house of correction on Monday.", None),  # a place
        (None, "The bill was withdrawn. " + "Much else happened. " * 200, None),
    ],
)  # fmt: skip
def test_notices(title: str | None, text: str, notice: str | None) -> None:
    assert find_notice(title, text) == notice


def told(source: str, day: str, killed: int, *, withdrawn: bool = False, speaker: str | None = None) -> Told:
    report = make_report(
        f"An earlier version of this article said an air raid on Idlib killed {killed} people.",
        source=source, published=day, id=f"{source} {day}",
    )  # fmt: skip
    said = Attribution((make_party(report, speaker),)) if speaker else None
    claim = make_claim(
        report, "raid", counts=[make_count(report, f"{killed} people", low=killed, high=killed)], attribution=said
    )
    return Told(claim, report.id, source, day, is_withdrawn=withdrawn)


def test_a_withdrawn_report_is_nobody_s_word() -> None:
    both = build_incident([told("A", "2018-09-04", 5), told("B", "2018-09-04", 40, withdrawn=True)], [], changed_at="t")
    assert (both.voices, both.grade, both.status, both.counts[0].high) == (("A",), "Weak", "provisional", 5)
    assert len(both.claims) == 2  # kept, and shown as taken back


def test_a_later_retraction_takes_back_what_was_printed_before() -> None:
    claims = [told("A", "2018-09-04", 5), told("A", "2018-09-05", 6, withdrawn=True), told("B", "2018-09-04", 7)]
    found = build_incident(claims, [], changed_at="t")
    assert (found.voices, found.counts[0].low, found.counts[0].high) == (("B",), 7, 7)
    assert build_incident(claims[::-1], [], changed_at="t") == found


def test_what_all_took_back_is_retracted() -> None:
    found = build_incident([told("A", "2018-09-04", 5, withdrawn=True)], [], changed_at="t")
    assert (found.status, found.counts, found.voices) == ("retracted", (), ())
    assert found.grade_reasons == ("A withdrew its report",) and found.title


def test_what_an_earlier_version_said_counts_no_more() -> None:
    claims = [told("A", "2018-09-04", 12, speaker="An earlier version of this article"), told("B", "2018-09-04", 9)]
    (toll,) = build_incident(claims, [], changed_at="t").counts
    assert (toll.low, toll.high, toll.conservative) == (9, 9, 9)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Nine people, not eleven, were killed in the strike", {11}),
        ("23 villagers, and not 1,040, had been killed", {1040}),
        ("twenty soldiers rather than twenty-five died", {25}),
        ("five guards instead of 9 were hurt", {9}),
        ("it was not clear how many died", set()),
        ("Gunmen killed nine, not all of them soldiers", set()),
    ],
)
def test_figures_that_others_stand_for(text: str, figures: set[int]) -> None:
    assert find_replaced(text) == figures


def counted(source: str, day: str, text: str, figure: str, killed: int, speaker: str) -> Told:
    report = make_report(f"{text}, said {speaker}.", source=source, published=day, id=f"{source} {day}")
    claim = make_claim(
        report, "killed", counts=[make_count(report, figure, low=killed, high=killed)],
        attribution=Attribution((make_party(report, speaker),)),
    )  # fmt: skip
    return Told(claim, report.id, source, day)


def test_a_publisher_s_correction_counts_instead_of_what_it_printed_whoever_said_so() -> None:
    first = counted("A", "2024-03-05", "The ambush near Tumaco killed eight soldiers", "eight soldiers", 8, "the mayor")
    mended = counted(
        "A", "2024-03-06", "The ambush near Tumaco killed five soldiers, not eight", "five soldiers", 5, "the army"
    )
    other = counted(
        "B", "2024-03-05", "The ambush near Tumaco killed eight soldiers", "eight soldiers", 8, "the bishop"
    )
    found = build_incident([first, mended], [], changed_at="t")
    assert [(toll.low, toll.best, toll.high) for toll in found.counts] == [(5, 5, 5)]
    assert [figure.low for figure in found.counts[0].history] == [8, 5]  # what was said stays on the record
    assert not [rival for rival in found.rivals if rival.question == "toll"]
    assert build_incident([mended, first], [], changed_at="t") == found
    rival = build_incident([other, mended], [], changed_at="t")  # another's word on another's page
    assert (rival.counts[0].low, rival.counts[0].high) == (5, 8) and rival.rivals


def printed(voice: str, id: str, killed: int, *, notice: bool = False) -> Told:
    """A claim in the same words of a raid; with `notice` what the page says that it said before."""
    lead = "Gunmen on motorcycles raided the village of Banh in northern Burkina Faso on Saturday"
    was = f"An earlier version of this article said that {killed} people were killed in the raid."
    report = make_report(was if notice else f"{lead} and killed {killed} people.", source=voice, id=id)
    words = f"{killed} people"
    said = Attribution((make_party(report, "An earlier version of this article"),)) if notice else None
    trigger = "raid" if notice else "raided"
    counts = [make_count(report, words, low=killed, high=killed)]
    return Told(
        make_claim(report, trigger, counts=counts, attribution=said, id=f"{id}{killed}"), id, voice, "2023-08-20"
    )


def test_an_old_print_of_a_page_that_was_corrected_is_its_own_word_as_it_was() -> None:
    page, notice, reprint = printed("Post", "p", 9), printed("Post", "p", 11, notice=True), printed("Radio", "r", 11)
    for claims in ([page, notice, reprint], [reprint, notice, page]):
        found = build_incident(claims, [], changed_at="t")
        (toll,) = found.counts
        assert (toll.low, toll.best, toll.high, found.voices) == (9, 9, 9, ("Post",))
        assert {figure.low for figure in toll.history} == {9, 11}
    alone = build_incident([page, reprint], [], changed_at="t")  # nobody corrects anything: a figure of its own
    assert (alone.counts[0].high, alone.independent_voices) == (11, 2)
