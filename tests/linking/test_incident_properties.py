"""What holds of every incident, whatever its claims."""

from __future__ import annotations

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factories import make_claim, make_count, make_party, make_report
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.voices import Told
from warmonitor.records import Attribution, Incident, Party

SOURCES = ("Wire", "Daily", "Radio", "Post")
DAYS = ("2018-09-04", "2018-09-05", "2018-09-06")
WORDS = ("market", "hospital", "bridge", "barracks", "bakery", "depot")
PLACES = ("at dawn", "in the evening", "near the river", "by the old mill", "on the ring road", "beside the station")
ARMIES = {"Russian": "RUS", "Syrian": "SYR"}


@st.composite
def claims(draw: st.DrawFn) -> Told:
    """A claim of some source, with or without an actor, a speaker, a figure; perhaps a denial, perhaps taken back."""
    source, day = draw(st.sampled_from(SOURCES)), draw(st.sampled_from(DAYS))
    number, salt = draw(st.integers(0, 60)), draw(st.integers(0, 9999))
    words = f"{number} people"
    actor, speaker = (
        draw(st.sampled_from([None, *ARMIES])),
        draw(st.sampled_from([None, "SOHR", "Kremlin", "residents"])),
    )
    report = make_report(
        f"The {actor or 'unknown'} raid {draw(st.sampled_from(PLACES))} hit a {draw(st.sampled_from(WORDS))} {salt}, killing {words}, {speaker or 'one'} said.",
        id=f"{source} {day} {salt}", source=source, published=day,
    )  # fmt: skip
    actors = [Party(0, 1, actor, f"{ARMIES[actor]}MIL", f"{actor} forces", ARMIES[actor], "MIL")] if actor else []
    known = {"SOHR": {"id": "SOHR", "sector": "NGO"}, "Kremlin": {"id": "RUSGOV", "country": "RUS", "sector": "GOV"}}
    denies = draw(st.booleans()) and draw(st.booleans())
    said = None
    if speaker:
        stance = "denies" if denies else draw(st.sampled_from(["asserts", "acknowledges", "accuses"]))
        said = Attribution((make_party(report, speaker, **known.get(speaker, {})),), stance=stance)  # type: ignore[arg-type]
    low = draw(st.sampled_from([number, None]))
    high = draw(st.sampled_from([number, None])) if low is not None else number
    who = draw(st.sampled_from([None, "civilians", "children", "soldiers"]))
    counts = [make_count(report, words, low=low, high=high, who=who)] if draw(st.booleans()) else []
    claim = make_claim(report, "raid", actors=actors, recipients=[Party(0, 1, "town")], counts=counts, attribution=said)
    return Told(claim, report.id, source, day, denies=denies, is_withdrawn=draw(st.integers(0, 9)) == 0)


def build(told: list[Told]) -> Incident:
    return build_incident(told, [], changed_at="t")


INCIDENTS = st.lists(claims(), min_size=1, max_size=8, unique_by=lambda told: (told.report, told.claim.id)).filter(
    lambda told: any(not one.denies for one in told)
)
QUICK = settings(max_examples=60, deadline=None)


@QUICK
@given(INCIDENTS)
def test_a_low_never_exceeds_a_high(told: list[Told]) -> None:
    for toll in build(told).counts:
        assert toll.low is not None and toll.best is not None and toll.conservative is not None
        assert toll.low <= toll.best and (toll.high is None or toll.conservative <= toll.high >= toll.best)
        assert toll.history and set(toll.claims) >= {figure.claim for figure in toll.history}


@QUICK
@given(INCIDENTS, st.randoms(use_true_random=False))
def test_order_never_matters(told: list[Told], chance: object) -> None:
    before = build(told)
    chance.shuffle(told)  # type: ignore[attr-defined]
    assert build(told) == before


@QUICK
@given(INCIDENTS, claims())
def test_a_denial_never_raises_a_toll(told: list[Told], denial: Told) -> None:
    assume(not denial.is_withdrawn)  # whoever takes a report back takes back more than a denial
    before, after = build(told), build([*told, msgspec.structs.replace(denial, denies=True)])
    assert after.counts == before.counts and after.voices == before.voices


@QUICK
@given(INCIDENTS, st.integers(0, 7), st.sampled_from(SOURCES))
def test_a_copy_never_changes_voices_or_grade(told: list[Told], which: int, printer: str) -> None:
    """A copy is its publisher's whose words it has, and as old; whoever prints it."""
    original = told[which % len(told)]
    claim = msgspec.structs.replace(original.claim, id=f"{original.claim.id}-copy")
    copy = msgspec.structs.replace(original, claim=claim, report=f"{printer} copy", copies=original.report)
    before, after = build(told), build([*told, copy])
    assert (set(after.voices), after.independent_voices, after.grade, after.status) == (
        set(before.voices), before.independent_voices, before.grade, before.status,
    )  # fmt: skip
    figures = {(toll.of, toll.who): (toll.low, toll.best, toll.high, toll.conservative) for toll in before.counts}
    assert {
        (toll.of, toll.who): (toll.low, toll.best, toll.high, toll.conservative) for toll in after.counts
    } == figures


@QUICK
@given(INCIDENTS)
def test_a_grade_names_its_claims(told: list[Told]) -> None:
    found = build(told)
    assert found.grade_reasons and set(found.grade_claims) <= set(found.claims)
    for rival in found.rivals:
        assert len(rival.versions) > 1 and all(version.voices and version.claims for version in rival.versions)
    for one in found.support:
        assert 1 <= one.independent_voices <= max(1, len(told)) and one.claims
