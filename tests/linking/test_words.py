"""Rare words make texts alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.linking.words import Rarity, find_terms, measure_all, measure_likeness, shared_words


def likeness(a: str, b: str, rarity: Rarity | None = None) -> float:
    rarity = rarity or Rarity()
    return measure_likeness(rarity.direct(find_terms(a)), rarity.direct(find_terms(b)))


def test_names_say_more_than_common_words() -> None:
    told = "The town of Khan Sheikhoun was hit by a raid on Tuesday and many people died there"
    same = "A raid struck Khan Sheikhoun, and rescuers counted the dead"
    other = "The town was hit by a storm on Tuesday and many people died there"
    assert likeness(told, same) > likeness(told, other)


def test_words_that_the_record_is_full_of_say_less() -> None:
    a, b = "Shooting in Trenton leaves a man dead", "Shooting in Mobile leaves a man dead"
    full = Rarity(1000, {"shooting": 990, "dead": 900, "man": 950, "leaves": 500})
    assert likeness(a, b, full) < likeness(a, b)


def test_furniture_does_not_count() -> None:
    assert "subscribe" not in find_terms("Subscribe now. Raids hit Idlib.", [(0, 14)])


def test_a_name_counts_more_than_a_word_at_the_beginning_of_a_sentence() -> None:
    terms = find_terms("Shelling went on. The mayor of Avdiivka spoke.")
    assert terms["avdiivka"] > terms["shelling"]


def test_shared_words_explain() -> None:
    rarity = Rarity()
    a, b = (rarity.direct(find_terms(text)) for text in ("Raids on Jisr al-Shughur", "Jisr al-Shughur was raided"))
    assert set(shared_words(a, b)[:2]) == {"jisr", "shughur"}


@given(st.lists(st.text("abcde ", min_size=1, max_size=40), min_size=2, max_size=6))
def test_all_pairs_equal_each_pair(texts: list[str]) -> None:
    rarity = Rarity()
    directions = [rarity.direct(find_terms(text)) for text in texts]
    matrix = measure_all(directions)
    for i, a in enumerate(directions):
        for j, b in enumerate(directions):
            if i != j:
                assert matrix[i, j] == pytest.approx(measure_likeness(a, b))


@given(st.text(max_size=300))
def test_any_text_has_a_direction_of_length_one_or_none(text: str) -> None:
    direction = Rarity().direct(find_terms(text))
    assert not direction or measure_likeness(direction, direction) == pytest.approx(1.0)
