"""Rare words make texts alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.linking.words import direct, find_terms, measure_likeness, probes, shared_words


def likeness(a: str, b: str) -> float:
    return measure_likeness(direct(find_terms(a)), direct(find_terms(b)))


def test_names_say_more_than_common_words() -> None:
    told = "The town of Khan Sheikhoun was hit by a raid on Tuesday and many people died there"
    same = "A raid struck Khan Sheikhoun, and rescuers counted the dead"
    other = "The town was hit by a storm on Tuesday and many people died there"
    assert likeness(told, same) > likeness(told, other)


def test_furniture_does_not_count() -> None:
    assert "subscribe" not in find_terms("Subscribe now. Raids hit Idlib.", [(0, 14)])


def test_a_name_counts_more_than_a_word_at_the_beginning_of_a_sentence() -> None:
    terms = find_terms("Shelling went on. The mayor of Avdiivka spoke.")
    assert terms["avdiivka"] > terms["shelling"]


def test_what_finds_others_are_names_and_rare_words() -> None:
    assert set(probes(find_terms("Rebels near Jisr al-Shughur said that they had the town"), 2)) == {"jisr", "shughur"}


def test_shared_words_explain() -> None:
    a, b = (direct(find_terms(text)) for text in ("Raids on Jisr al-Shughur", "Jisr al-Shughur was raided"))
    assert set(shared_words(a, b)[:2]) == {"jisr", "shughur"}


@given(st.text(max_size=300))
def test_any_text_has_a_direction_of_length_one_or_none(text: str) -> None:
    direction = direct(find_terms(text))
    assert not direction or measure_likeness(direction, direction) == pytest.approx(1.0)
