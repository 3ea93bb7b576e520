"""Whom acts concern that name nobody beside their verb: those that the rest of the clause speaks of."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of

ROWS = [
    (
        "Turkey threatened to close its airspace unless Iraq expelled the rebels.",
        ("THREATEN", "TUR", "IRQ"),
        "who can avert the threat",
    ),
    (
        "The Houthis warned they would hit ships if Britain joined the strikes.",
        ("THREATEN", "HOUTHIS", "GBR"),
        "who can avert the threat",
    ),
    (
        "Farmers blocked roads in Nairobi over a tax signed by President William Ruto.",
        ("PROTEST", "KEN", "KENGOV"),
        "who did what is protested",
    ),
    (
        "Nurses in Caracas went on strike to protest the pay offered by the Venezuelan government.",
        ("PROTEST", "VEN", "VENGOV"),
        "who did what is protested",
    ),
    ("Burkina Faso refused to let French troops cross its border.", ("REJECT", "BFA", "FRAMIL"), "whom it is refused"),
    (
        "The Taliban rejected an offer to join talks with the Afghan government.",
        ("REJECT", "TALIBAN", "AFGGOV"),
        "whose offer it can only be",
    ),
    (
        "Norway summoned the Russian envoy to complain about the cyberattack.",
        ("ACCUSE", "NOR", "RUS"),
        "who had to come",
    ),
    (
        "Chad opened an investigation into crimes committed by Sudanese militiamen.",
        ("ACCUSE", "TCD", "SDN"),
        "who is said to have done it",
    ),
    ("Mali agreed to let UN inspectors visit Kidal.", ("AGREE", "MLI", "UN"), "who is let"),
]


@pytest.mark.parametrize(("text", "told", "why"), ROWS)
def test_whom_the_clause_speaks_of(text: str, told: tuple[str, str, str], why: str) -> None:
    type, actor, recipient = told
    claim = claims_of(text, type)[0]
    assert actor in {name for party in claim.event.actors for name in (party.id, party.country)}, text
    assert recipient in {name for party in claim.event.recipients for name in (party.id, party.country)}, why


@pytest.mark.parametrize(
    ("text", "type", "why"),
    [
        ("Peru rejected the plan as fighting raged in Colombia.", "REJECT", "what goes on beside"),
        ("The Colombian president acknowledged that Peruvian voters were angry.", "CONCEDE", "what is told is no deed"),
        ("Marchers in Lima demanded justice, Reuters reported.", "PROTEST", "who tells of it"),
        ("Haiti refused the offer after talks with Kenya.", "REJECT", "what went before"),
    ],
)
def test_whom_it_does_not_concern(text: str, type: str, why: str) -> None:
    assert not [p for c in claims_of(text, type) for p in c.event.recipients if p.country or p.id], why
