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


FIGURES = [
    # text, on whose word, the figure, why
    ("The army said 12 people were killed; the rebels put it at 40.", "the rebels", 40, "behind a semicolon"),
    ("The army said 12 people were killed by shelling in Nyala. The rebels put it at 40.", "The rebels", 40, "a sentence on"),
    ("Shelling killed 14 people in Kharkiv. The number was later put at 19 by the mayor.", "the mayor", 19, "the number, by"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "figure", "why"), FIGURES, ids=[row[-1] for row in FIGURES])
def test_a_rival_figure_is_a_claim_of_its_own(text: str, speaker: str, figure: int, why: str) -> None:
    record = code(text)
    (claim,) = (c for c in record.claims if any(q.low == figure for q in c.event.counts))
    assert claim.attribution is not None, why
    assert [party.text for party in claim.attribution.speakers] == [speaker], why
    (toll,) = (q for i in record.incidents for q in i.counts if q.of == "killed")
    assert toll.high == figure, why
    assert (toll.low or 0) < figure, why


@pytest.mark.parametrize(
    "text",
    [
        "The blast killed five people and damaged a bridge. Officials put it at 3 million dollars.",
        "The attack wounded 12 people in Taiz; doctors put it at 30.",
        "The air strike killed six men. The minister put it down to a mistake.",
    ],
    ids=["money", "of the wounded", "no figure"],
)
def test_what_is_put_at_no_number_of_dead(text: str) -> None:
    assert [c.event.trigger.text for c in code(text).claims if c.event.trigger.text == "it"] == []


def test_what_others_say_behind_a_comment_is_theirs() -> None:
    text = "The attack on Bor killed nine people, the governor said, but residents put the figure at 27."
    told = {s.speaker.text: s.text for s in code(text).mentions.statements if s.speaker}
    assert told == {"the governor": "The attack on Bor killed nine people", "residents": "the figure at 27"}
