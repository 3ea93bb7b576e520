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


def test_a_full_name_says_more_than_two_names() -> None:
    """Sadio Keita and Musa Diallo are other men than Musa Keita and Sadio Diallo."""
    lead = "Soldiers in Segou led the trader {} away at dawn, his brother {} said."
    told, same, other = (
        lead.format(*names)
        for names in (("Musa Keita", "Sadio Diallo"), ("Musa Keita", "Sadio Diallo"), ("Sadio Keita", "Musa Diallo"))
    )
    assert likeness(told, same) == pytest.approx(1.0) and likeness(told, other) < 0.96
    assert "musa keita" not in probes(find_terms(told), 30)  # candidates are found by words


def test_names_in_a_row_are_one_where_nothing_stands_between_them() -> None:
    terms = find_terms("He met Musa Keita, Sadio Diallo of Gao and the Colonel. Ali went.")
    assert {word for word in terms if " " in word} == {"musa keita", "sadio diallo"}
