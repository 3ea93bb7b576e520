"""Languages of texts, long and short."""

from __future__ import annotations

import pytest

from warmonitor.reading import prepare
from warmonitor.reading.languages import detect_language
from warmonitor.records import Report

ROWS = [
    ("Five people were killed when shells fell on the market on Monday.", "en"),
    ("Cinq personnes ont été tuées lundi dans le bombardement du marché.", "fr"),
    ("Пять человек погибли в понедельник при обстреле рынка.", "ru"),
    ("П’ятеро людей загинули в понеділок під час обстрілу ринку.", "uk"),
    ("قُتل خمسة أشخاص يوم الاثنين في قصف على سوق المدينة", "ar"),
    ("Pazartesi günü pazara düşen top mermileri beş kişiyi öldürdü.", "tr"),
    ("FIVE PEOPLE WERE KILLED WHEN SHELLS FELL ON THE MARKET.", "en"),
    (
        "Mange er flygtet for at redde livet, og her er der ikke plads til at tage imod dem; for at få hjælp går de til byen.",
        "da",
    ),
    (
        "De burgemeester had gezegd dat er geen slachtoffers waren, of ze het nu had gezien of niet, en dat het over was.",
        "nl",
    ),
    ("Der Minister war in Berlin, und die Armee hat das Dorf nach dem Angriff am Montag nicht mehr verlassen.", "de"),
    (
        "El ejército dijo que las milicias atacaron la ciudad el lunes, así como dos aldeas, y que herían a civiles.",
        "es",
    ),
    ("", None),
    ("12 34 !!", None),
    ("Idlib", None),
]


@pytest.mark.parametrize(("text", "language"), ROWS)
def test_languages(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_a_language_that_was_given_is_kept() -> None:
    assert prepare(Report("r", ROWS[0][0], language="xx")).report.language == "xx"
    assert prepare(Report("r", ROWS[0][0])).report.language == "en"
