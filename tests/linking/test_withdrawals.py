"""What publishers take back."""

import pytest

from factories import make_claim, make_count, make_party, make_report
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.voices import Told
from warmonitor.linking.withdrawals import find_notice
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
