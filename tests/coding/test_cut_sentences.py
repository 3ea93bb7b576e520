"""Reports that break off anywhere are coded all the same: rules look at the words behind, which may not be there."""

from __future__ import annotations

import pytest

from tests.coding.coded import coder
from warmonitor.reading import prepare
from warmonitor.records import Report

SENTENCES = [
    "BEIRUT, Lebanon -- Days after seizing the desert city of Palmyra, militants killed 20 civilians, among them six children.",
    "An Israeli strike killed Haytham Ali Tabatabai, chief of staff, Ahmed and Omar, and four others, the ministry said on Sunday.",
    "Two policemen, a driver and between 5 and 7 passers-by were killed; the toll had risen to 17, while rebels put it at 40.",
    "No fewer than 1,20,000 people fled Sudan's capital, (Khartoum), after “drones” hit the Kanal 13 station, according to AFP.",
    "She told Reuters: \"They shot him in the chest.\" The army denied that it had shelled Lay Kay Kaw, or would do so.",
    "Either the M23 or the army [FARDC] bombed Goma's South West, killing all but two of the 40 in the bus; 12 May (2017) was worse.",
    "Rebels shelled the town of Goma on Monday and left, said witnesses who had fled; it was quiet since, residents say.",
    "On the day last March when soldiers came, half of the village, 300 families, lost their homes and at least 12 their lives.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_report_may_break_off_anywhere(sentence: str) -> None:
    words = sentence.split(" ")
    cut = [" ".join(words[:last]) for last in range(1, len(words) + 1)]
    reports = [prepare(Report(str(k), text)) for k, text in enumerate([*cut, *(text.rstrip(".,:;") for text in cut)])]
    assert [coded.report.id for coded in coder().code_all(reports)] == [prepared.report.id for prepared in reports]
