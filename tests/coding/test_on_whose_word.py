"""On whose word a claim stands, who passed it on, and who does what stands behind "the ministry said"."""

from __future__ import annotations

import pytest

from tests.coding.coded import code

TOLD = [
    # text, the claim's word, who does it, on whose word, by whom passed on, why
    ("Al Jazeera reported, citing medical sources, that 14 people were killed in Jabalia.", "killed", [], "medical sources", "Al Jazeera", "cited between"),
    ("The rebels, in a statement published by Al Jazeera, claimed they killed 12 soldiers near Bama.", "killed", ["rebels"], "The rebels", "Al Jazeera", "a statement's publisher"),
    ("The minister said in a speech broadcast by Al Arabiya that rebels had shelled Adra.", "shelled", ["rebels"], "The minister", "Al Arabiya", "a statement's carrier"),
    ("Human Rights Watch has documented attacks by the militia on 12 villages.", "attacks", ["militia"], "Human Rights Watch", None, "who documented it"),
    ("The rebels shelled the market, said Jean Bosco, a local official, and burned two houses.", "burned", ["rebels"], "Jean Bosco", None, "said between, the speaker behind"),
    ("The army killed ten fighters, the ministry said, and captured three.", "captured", ["army"], "the ministry", None, "said between"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "doers", "speaker", "relay", "why"), TOLD, ids=[row[-1] for row in TOLD])
def test_on_whose_word(text: str, word: str, doers: list[str], speaker: str, relay: str | None, why: str) -> None:
    (claim,) = (c for c in code(text).claims if c.event.trigger.text == word)
    assert [party.text for party in claim.event.actors] == doers, why
    assert claim.attribution is not None, why
    assert [party.text for party in claim.attribution.speakers] == [speaker], why
    passed_on = claim.attribution.relayed_by
    assert (passed_on.text if passed_on else None) == relay, why


def test_what_is_cited_is_no_part_of_what_is_said() -> None:
    (statement,) = code("The radio reported, citing medics, that shells hit Goma.").mentions.statements
    assert statement.text == "that shells hit Goma"


def test_whoever_said_it_did_what_the_quotation_does_not_tell() -> None:
    """Look-alike: behind a quotation the speaker goes on."""
    claims = code('"We shall return to Bambari," Colonel Yaya said, and shot a guard.').claims
    assert not any(
        party.text == "We" for claim in claims for party in claim.event.actors if claim.event.type == "ASSAULT"
    )
