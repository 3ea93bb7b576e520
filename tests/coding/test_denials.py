"""Who denies what others say, and what is told of a deed that somebody refuses."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, one_claim

DENIED = [
    ("The junta dismissed reports of air strikes on Myawaddy.", "The junta", "dismissed", "denies", "reports of a noun"),
    ("Kinshasa rejected accusations of torturing detainees in Goma.", "Kinshasa", "rejected", "denies", "of a gerund"),
    ("Israel rejected allegations it bombed the hospital.", "Israel", "rejected", "denies", "a clause without that"),
    ("The Rwandan army dismissed as false reports that it shelled Minova.", "The Rwandan army", "dismissed", "denies", "judged as false"),
    ("The general brushed off reports that soldiers massacred farmers in Plateau.", "The general", "brushed", "denies", "no verb of speech"),
    ("Bogotá disputed claims that soldiers had shot the teenagers.", "Bogotá", "disputed", "doubts", "a doubt, no denial"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "cue", "stance", "why"), DENIED)
def test_who_rejects_what_is_said_denies_it_and_reports_nothing(
    text: str, speaker: str, cue: str, stance: str, why: str
) -> None:
    told = one_claim(text, "ASSAULT")
    assert told.status.polarity == "negative", why
    assert told.attribution is not None and told.attribution.cue is not None
    assert [party.text for party in told.attribution.speakers] == [speaker], why
    assert (told.attribution.cue.text, told.attribution.stance) == (cue, stance), why


def test_a_report_that_is_nobodys_to_deny_stands() -> None:
    told = one_claim("The monitor published reports of air strikes on Myawaddy.", "ASSAULT")
    assert told.status.polarity == "positive"


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis refused to release the tanker's crew.",
        "Eritrea has refused to withdraw its troops from Tigray.",
        "The gang is refusing to free the missionaries.",
    ],
)
def test_what_a_war_asks_for_and_is_refused_is_told_as_not_done(text: str) -> None:
    (refusal,) = claims_of(text, "REJECT")
    (deed,) = claims_of(text, "RETREAT")
    assert (refusal.status.polarity, deed.status.polarity) == ("positive", "negative")


@pytest.mark.parametrize("text", ["The envoy refused to meet the rebels.", "The minister refused to resign on Monday."])
def test_other_refusals_are_one_happening(text: str) -> None:
    assert [claim.event.type for claim in claims_of(text)] == ["REJECT"]


@pytest.mark.parametrize(
    "text",
    [
        "The attack that was launched by the rebels on Friday shocked Jos.",
        "The Senate condemned the beating that the police unleashed on protesters in Lagos.",
        "The army continued the offensive that it had launched in Aleppo.",
    ],
)
def test_a_deed_and_the_clause_that_says_who_launched_it_are_one(text: str) -> None:
    assert len(claims_of(text, "ASSAULT")) == 1


def test_who_keeps_others_from_doing_something_restrains_them() -> None:
    told = one_claim("The Houthis prevented aid workers from entering the port of Hodeidah.", "COERCE")
    assert [party.text for party in told.event.actors] == ["Houthis"]
    assert not claims_of("Floods prevented aid workers from entering Hodeidah.", "COERCE")
