"""ACLED's sub-events, where an event's words tell more than its type and mode."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.coding.coded import claims_of
from warmonitor.records import Claim
from warmonitor.reviewing.fields import correct


@dataclass(frozen=True)
class Row:
    text: str
    sub_event: str


ROWS = [
    Row("The army recaptured Wad Madani on Saturday.", "Government regains territory"),
    Row("Ukrainian forces liberated Kherson.", "Government regains territory"),
    Row("M23 rebels seized the town of Bukavu on Friday.", "Non-state actor overtakes territory"),
    Row("Russian troops took control of Avdiivka on Saturday.", "Non-state actor overtakes territory"),
    Row("Bukavu was captured on Friday.", "Armed clash"),
    Row("Soldiers seized 40 rifles in Baidoa.", "Disrupted weapons use"),
    Row("Rebels seized 40 lorries in Baidoa.", "Looting/property destruction"),
    Row("Ukraine's air defence shot down 60 drones over Odesa.", "Disrupted weapons use"),
    Row("Gunmen threw a hand grenade into a bar in Bujumbura, injuring five people.", "Grenade"),
    Row("Police fired tear gas at protesters in Nairobi.", "Protest with intervention"),
    Row("Police shot dead three protesters in Nairobi.", "Excessive force against protesters"),
    Row("Police arrested 20 demonstrators in Kampala.", "Protest with intervention"),
    Row("Police arrested 20 traders in Kampala.", "Arrests"),
    Row("A mob beat a suspected thief to death in Lagos.", "Mob violence"),
    Row("Gunmen beat a farmer to death in Benue.", "Attack"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_sub_event(row: Row) -> None:
    (claim, *_) = claims_of(row.text)
    assert claim.event.codes.acled is not None
    assert claim.event.codes.acled[1] == row.sub_event


def test_codes_follow_a_correction() -> None:
    (claim, *_) = claims_of("M23 rebels seized the town of Bukavu on Friday.")
    corrected: Claim = correct(claim, {"actors": []})
    assert corrected.event.codes.acled == ("Battles", "Armed clash")
