"""Translations: told from reports of the same happening on stories by which no setting was chosen (tests/gold/translations/2.yaml)."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml

from warmonitor.linking.translations import compare, is_translation, take_anchors

_GOLD = Path(__file__).parents[1] / "gold" / "translations"


def _stories(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((_GOLD / name).read_text(encoding="utf-8")))


def _texts(story: dict[str, Any]) -> dict[str, str]:
    return {language: text for language, text in story.items() if language not in ("story", "apart")}


def _cut(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(lines[: max(1, round(0.6 * len(lines)))])


def _found(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return is_translation(take_anchors(one[1], one[0]), take_anchors(other[1], other[0]))


@pytest.mark.parametrize("name", ["1.yaml", "2.yaml"])
def test_translations_of_english_are_found(name: str) -> None:
    pairs = [
        (("en", story["en"]), (language, text))
        for story in _stories(name)
        for language, whole in _texts(story).items()
        if language != "en"
        for text in (whole, _cut(whole))
    ]
    assert sum(_found(*pair) for pair in pairs) >= 0.8 * len(pairs)


@pytest.mark.parametrize("name", ["1.yaml", "2.yaml"])
def test_reports_of_the_same_happening_are_left_apart(name: str) -> None:
    for story in _stories(name):
        for language, text in story["apart"].items():
            for other, translated in _texts(story).items():
                if other != language:
                    assert not _found((other, translated), (language, text)), (story["story"], other, language)


def test_other_stories_are_left_apart() -> None:
    stories = _stories("1.yaml") + _stories("2.yaml")
    for one, other in combinations(stories, 2):
        for a in _texts(one).items():
            for b in _texts(other).items():
                assert not _found(a, b), (one["story"], a[0], other["story"], b[0])


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (("en", "Kharkiv"), ("ru", "Харькове"), "an ending more"),
        (("en", "Idlib"), ("ar", "بإدلب"), "a preposition before it"),
        (("en", "Bourzanga"), ("ar", "وبورزانغا"), "and before it"),
        (("en", "Krementschuk"), ("de", "Krementschuk"), "as it is"),
        (("en", "Jeddah"), ("de", "Dschidda"), "sounds of a language"),
        (("en", "260,000"), ("ar", "٢٦٠"), "a thousand of them, in other digits"),
        (("en", "2,500"), ("de", "2.500"), "thousands parted otherwise"),
    ],
)
def test_a_name_or_figure_is_heard_in_another_language(a: tuple[str, str], b: tuple[str, str], why: str) -> None:
    assert compare(take_anchors(a[1], a[0]), take_anchors(b[1], b[0])).weight > 0, why


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (("en", "The"), ("de", "Der"), "a word that sentences begin with"),
        (("en", "Kyiv"), ("ru", "Минск"), "another town"),
        (("en", "41 men"), ("es", "14 hombres"), "another figure"),
        (("en", ""), ("es", ""), "nothing at all"),
        (("en", "0"), ("es", "000"), "noughts"),
    ],
)
def test_what_is_not_the_same_is_not_heard(a: tuple[str, str], b: tuple[str, str], why: str) -> None:
    assert compare(take_anchors(a[1], a[0]), take_anchors(b[1], b[0])).weight == 0, why


def test_the_order_tells() -> None:
    text = _stories("2.yaml")[0]["en"]
    backwards = " ".join(reversed(text.split()))
    assert compare(take_anchors(text, "en"), take_anchors(text, "en")).order > 0.7
    assert compare(take_anchors(text, "en"), take_anchors(backwards, "en")).order < 0


def test_a_text_of_one_name_costs_little() -> None:
    began = process_time()
    anchors = take_anchors("Abu Ali Baba 12 " * 50_000, "en")
    compare(anchors, anchors)
    compare(*(take_anchors(" ".join(f"Ba{'bdfgklmnprst'[i % 12]}o{i % 9}" for i in range(9_000)), "en"),) * 2)
    assert process_time() - began < 2
