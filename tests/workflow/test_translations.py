"""Translations as reports come, change and go, in any order, and whose voice they are."""

from __future__ import annotations

from pathlib import Path
from random import Random

import yaml

from factories import fill, make_claim, make_coded, make_count, make_day, make_report
from warmonitor.records import CodedReport
from warmonitor.store import Store, open_store

STORIES = yaml.safe_load((Path(__file__).parents[1] / "gold" / "translations" / "2.yaml").read_text(encoding="utf-8"))
CONVOY, HOSPITAL = STORIES[0], STORIES[2]
AGAIN = """Ouagadougou: no fewer than 35 soldiers and drivers lost their lives when extremists ambushed trucks with provisions \
in the north of Burkina Faso, where the road runs from Djibo to Bourzanga, two people in the security services told us.
As one of the two put it, 63 lorries and the battalion around them ran into four bombs close to Namsiguia, and then bullets \
came from left and right.
A statement by the armed forces puts their own dead at 17, fallen "doing their duty", and speaks of some 40 "terrorists" \
struck from the air as they made for Mali.
Jama'at Nusrat, which belongs to al-Qaida, boasted of it over its Zallaqa channel, with a booty of 26 vehicles and 88 rifles.
The 300,000 inhabitants of Djibo have lived under blockade from February 2022 on."""


def report(text: str, id: str, language: str, published: str = "2025-03-10", source: str = "") -> CodedReport:
    made = make_report(text, id=id, source=source or f"Source {id}", published=published, language=language)
    if language != "en" or "ambush" not in text:
        return make_coded(made, [])
    counts = [make_count(made, "35 soldiers")]
    return make_coded(made, [make_claim(made, "ambushed", time=make_day("2025-03-10"), counts=counts)])


# The Arabic report came first; two outlets put it into English in their own words.
REPORTS = [
    report(CONVOY["ar"], "ar", "ar", "2025-03-10"),
    report(CONVOY["en"], "en1", "en", "2025-03-11"),
    report(AGAIN, "en2", "en", "2025-03-11"),
    report(CONVOY["apart"]["fr"], "fr", "fr", "2025-03-11"),
    report(HOSPITAL["en"], "other", "en", "2025-03-11"),
    report(CONVOY["de"], "late", "de", "2025-03-20"),
]  # fmt: skip


def families(store: Store) -> dict[str, tuple[object, ...]]:
    found = {}
    for row in store.reports(limit=50).items:
        family = store.family(row.id)
        assert family.own is not None
        found[row.id] = (family.first, family.own.relation, family.own.copies)
    return found


def test_a_translation_is_of_the_family_and_voice_of_its_original(store: Store) -> None:
    fill(store, REPORTS)
    found = families(store)
    assert found["en1"] == found["en2"] == ("ar", "translation", "ar")
    assert {name: found[name] for name in ("ar", "fr", "other", "late")} == {
        name: (name, None, None) for name in ("ar", "fr", "other", "late")
    }
    (incident,) = store.all_incidents()
    assert incident.voices == ("Source ar",) and {"en1", "en2"} <= set(incident.reports)


def test_order_of_arrival_changes_no_translation(tmp_path: Path) -> None:
    chance, expected = Random(11), None
    for turn in range(8):
        records = chance.sample(REPORTS, len(REPORTS))
        with open_store(f"sqlite:///{tmp_path / f'{turn}.db'}") as store:
            step = chance.choice([1, 2, 6])
            for start in range(0, len(records), step):
                fill(store, records[start : start + step])
            found = families(store), {one.voices for one in store.all_incidents()}
        expected = expected or found
        assert found == expected


def test_when_the_original_changes_its_translations_stand_for_themselves(store: Store) -> None:
    fill(store, REPORTS[:2])
    assert families(store)["en1"][0] == "ar"
    fill(store, [report(HOSPITAL["ar"], "ar", "ar", "2025-03-10")])
    assert families(store)["en1"] == ("en1", None, None)
    (incident,) = store.all_incidents()
    assert incident.voices == ("Source en1",)
