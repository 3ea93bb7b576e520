"""Airwars' grades by rule."""

import pytest

from factories import make_claim, make_count, make_party, make_report
from warmonitor.linking.grades import grade
from warmonitor.linking.voices import Told, find_voice
from warmonitor.records import Attribution, Claim, Party

SPEAKERS = {
    "ministry": {"id": "RUSMIL", "name": "Russian defence ministry", "country": "RUS", "sector": "MIL"},
    "monitor": {"id": "SOHR", "name": "Syrian Observatory for Human Rights", "country": "SYR", "sector": "NGO"},
    "residents": {},
}


def told(
    voice: str = "A",
    *,
    actor: str | None = "Russian",
    speaker: str | None = None,
    denies: bool = False,
    killed: str | None = None,
    number: int = 0,
) -> Told:
    """A claim that Russian or Syrian warplanes hit a village, on the word of one of SPEAKERS or of the report."""
    report = make_report(
        "Russian and Syrian warplanes: the monitor, the ministry and residents told of raids on villagers, 3 killed.",
        id=f"{voice}{number}",
    )
    country = {"Russian": "RUS", "Syrian": "SYR"}.get(actor or "")
    actors = (
        [make_party(report, actor, id=f"{country}MIL", name=f"{actor} armed forces", country=country, sector="MIL")]
        if actor
        else []
    )
    said = (
        Attribution((make_party(report, speaker, **SPEAKERS[speaker]),), stance="denies" if denies else "asserts")
        if speaker
        else None
    )
    counts = [make_count(report, "3 killed", who=killed)] if killed else []
    claim = make_claim(
        report, "raids", actors=actors, recipients=[Party(0, 1, "villagers")], counts=counts, attribution=said
    )
    return Told(claim, report.id, voice, "2018-09-04", denies=denies)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([told()], "Weak"),  # one voice
        ([told(), told(number=1)], "Weak"),  # the same voice twice
        ([told("A"), told("B")], "Fair"),
        ([told("A", speaker="monitor"), told("B", speaker="monitor")], "Weak"),  # two papers quote one monitor
        ([told("A", speaker="residents"), told("B", speaker="residents")], "Fair"),  # each paper asked for itself
        ([told("A"), told("B", actor="Syrian")], "Contested"),  # rival parties are named
        ([told("A"), told("B", actor=None)], "Fair"),  # one names nobody
        ([told("A"), told("B", speaker="ministry", denies=True)], "Contested"),  # the ministry denies it
        ([told("A", speaker="ministry")], "Confirmed"),  # it says that it did it
        ([told("A", killed="militants")], "Discounted"),  # combatants alone died
        ([told("A", killed="militants"), told("B", killed="civilians")], "Fair"),
    ],
)
def test_grades(claims: list[Told], expected: str) -> None:
    found = grade(claims)
    assert (found.grade, bool(found.reasons)) == (expected, True)
    assert set(found.claims) <= {one.claim.id for one in claims} and found.claims
    assert grade(claims[::-1]) == found


def relayed(by: str) -> Claim:
    report = make_report(f"{by} reported raids.")
    return make_claim(report, "raids", attribution=Attribution((), relayed_by=make_party(report, by, name="Reuters")))


@pytest.mark.parametrize(
    ("claim", "voice"),
    [
        (told("Daily").claim, "Daily"),  # the paper's own voice
        (relayed("Reuters"), "Reuters"),  # the agency that it cites
        (
            told("Daily", speaker="monitor").claim,
            "Syrian Observatory for Human Rights",
        ),  # a known source that is quoted
        (told("Daily", speaker="residents").claim, "Daily"),  # nobody in particular
    ],
)
def test_voices(claim: Claim, voice: str) -> None:
    assert find_voice(Told(claim, "r", "Daily")) == voice
