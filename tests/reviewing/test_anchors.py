"""A decision finds its claim again by its words, and no other's."""

import msgspec
import pytest

from factories import make_claim, make_report
from warmonitor.records import Claim, Report
from warmonitor.reviewing.anchors import anchor_claim, find_claim

TEXT = "Air raids hit Idlib on Tuesday. Rebels shelled Hama and shelled Homs. Talks go on."
REPORT = make_report(TEXT, id="r")
RAIDS = make_claim(REPORT, "Air raids")
HAMA = make_claim(REPORT, "shelled Hama")
HOMS = make_claim(REPORT, "shelled Homs")


def coded_anew(claim: Claim, **fields: object) -> Claim:
    event = msgspec.structs.replace(claim.event, **fields)
    return msgspec.structs.replace(claim, id=f"{claim.id}-anew", event=event)


def moved(text: str, trigger: str) -> Claim:
    return make_claim(Report("r", text), trigger, id="moved")


@pytest.mark.parametrize(
    ("text", "claims", "found"),
    [
        (TEXT, [RAIDS, HAMA], RAIDS.id),  # as it was
        (TEXT, [coded_anew(RAIDS), HAMA], f"{RAIDS.id}-anew"),  # another id
        (
            TEXT,
            [coded_anew(RAIDS, type="PROTEST")],
            f"{RAIDS.id}-anew",
        ),  # another type of the only claim on these words
        (TEXT, [HAMA, HOMS], None),  # coded no more
        (TEXT, [], None),
        (f"Corrected. {TEXT}", [moved(f"Corrected. {TEXT}", "Air raids")], "moved"),  # the text has moved
        (
            TEXT.replace("Tuesday", "Wednesday"),
            [moved(TEXT.replace("Tuesday", "Wednesday"), "Air raids")],
            "moved",
        ),  # edited near by
        ("Nothing of it is left.", [moved("Nothing of it is left.", "Nothing")], None),  # the words are gone
    ],
)
def test_finding_again(text: str, claims: list[Claim], found: str | None) -> None:
    anchor = anchor_claim("r", RAIDS, [RAIDS, HAMA, HOMS])
    claim = find_claim(anchor, text, claims)
    assert (claim and claim.id) == found


def test_a_decision_never_passes_to_another_claim_on_the_same_words() -> None:
    twin = coded_anew(RAIDS, type="THREATEN")
    anchor = anchor_claim("r", RAIDS, [RAIDS, twin])
    assert not anchor.is_only
    assert find_claim(anchor, TEXT, [twin]) is None


def test_equal_words_are_told_apart_by_their_place() -> None:
    text = "Shells fell on Hama. Shells fell on Hama. Nothing more is known."
    report = make_report(text, id="s")
    first = make_claim(report, "Shells")
    start = text.index("Shells", 5)
    trigger = msgspec.structs.replace(first.event.trigger, start=start, end=start + 6)
    second = msgspec.structs.replace(
        first, id="second", start=21, end=41, event=msgspec.structs.replace(first.event, trigger=trigger)
    )
    for claim in (first, second):
        anchor = msgspec.structs.replace(anchor_claim("s", claim, [first, second]), claim=None)
        found = find_claim(anchor, text, [first, second])
        assert found is not None and found.id == claim.id
