"""The gate: what it lets through to the parser, on what evidence, and at what cost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.coding.gate import ConflictGate, weigh_passage
from warmonitor.knowledge.tables import rows

GATE = ConflictGate()
FILLER = "The board met to look at the accounts of the year, and the chairman thanked the staff for their work. "


def passes(text: str) -> bool:
    """Whether any of the text, as one paragraph, is worth parsing."""
    return bool(GATE.choose([text]))


@pytest.mark.parametrize(
    "text",
    [
        "Shells killed two people in the town of Saraqib on Monday.",  # a sentence is enough
        "GUERRILLAS KIDNAPPED A JUDGE NEAR THE BORDER, POLICE SAID.",  # capitals
        "Two women were raped by armed men on the road to the market.",  # no weapon, no army
        "Gunmen stormed a village and burned down dozens of houses.",
        "Thousands of protesters clashed with riot police outside parliament.",
        "Rebels freed 12 hostages whom they had abducted in March.",
        FILLER * 2
        + "A car bomb killed three soldiers and wounded nine as a convoy passed, the army said.",  # late in the text
    ],
)
def test_what_tells_of_conflict_passes(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12 dead in Zamfara", "a headline"),
        ("The village of Nzara was burned.", "a regular form beside an irregular one"),
        ("they are shelling us again in kherson. pray for us", "small letters, a person's words"),
        ("#Sudan RSF in Zamzam camp now", "a force's short name, nothing else"),
        ("TPLF enters Kobo", "a movement's short name"),
        ("BREAKING: heavy clashes omdurman, avoid the bridge", "no verbs"),
        ("Les FARDC ont repoussé l'ADF à Oicha; 5 civilians killed", "French among English"),
        ("Guerrilleros del ELN killed a mayor in Arauca", "Spanish among English"),
        ("Sicarios shot dead a journalist in Tijuana", "a word of Spanish does it"),
        ("Raids: Kafr Nabl (2), Hass (3), Maarat al-Numan (1).", "a list of raids"),
        ("04:10 Kharkiv: two S-300 hits. 04:25 Izium: glide bomb.", "a log"),
        ("Troops entered Mekelle.", "a short statement"),
        ("The convoy was ambushed.", "one sentence"),
        ("Curfew in Port-au-Prince", "coercion"),
    ],
)
def test_texts_unlike_those_it_was_learnt_on_pass(text: str, why: str) -> None:
    assert passes(text), why


OTHER = (
    "Shareholders and investors welcomed the merger, the retailer's revenue and its earnings. The league's coaching staff won a "
    "tournament in basketball, soccer and tennis. Voters, candidates and pollsters waited for the nomination. The movie's premiere, its "
    "screenplay and soundtrack pleased a celebrity and a comedian. "
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Gunmen shot dead a senator and two candidates in Masbate.", "who was killed ran for an office"),
        (
            "A candidate for mayor was murdered in Guerrero, the ninth since nominations opened.",
            "of an election, killed",
        ),
        (
            "Militants bombed a voters' registration centre in Kandahar; a candidate's guard died.",
            "an election under attack",
        ),
        (
            "A footballer and a singer were among nine killed in an air strike on Khan Younis.",
            "sport and music only name the dead",
        ),
        ("Shells hit a cinema in Sloviansk during a movie; four people were wounded.", "where, not what about"),
        ("Earthquake survivors in Jindires came under artillery fire, a monitor said.", "a disaster in a war"),
        ("Houthi missiles struck a tanker, and shareholders of the shipping line fled.", "business of a war"),
        ("RSF fighters looted the Omdurman warehouses of a retailer and killed a guard.", "a retailer's guard"),
        (
            "Voters went to the polls in Mogadishu on Sunday, and candidates thanked them. The incumbent is ahead, pollsters say. "
            "Al-Shabaab fighters fired mortars at two polling stations, killing a soldier and three voters. "
            "The nomination of senators goes on.",
            "a report of an election with an attack",
        ),
        (
            "The tournament's football matches were called off in Port-au-Prince. Gang members had opened fire on a bus of players, "
            "police said; two athletes and a bystander were killed and a rookie was kidnapped.",
            "sport stops for a killing",
        ),
    ],
)
def test_words_of_other_matters_hide_no_attack(text: str, why: str) -> None:
    assert passes(text), why


def test_an_attack_is_found_among_much_else() -> None:
    told = "Gunmen attacked a village near Djibo and killed 14 people, wounding others, before soldiers arrived."
    paragraphs = [OTHER] * 12 + [told] + [OTHER] * 12
    assert GATE.choose(paragraphs) == (0, 1, 11, 12, 13)


def test_a_report_of_much_else_is_read_where_it_tells() -> None:
    told = "Gunmen attacked a village near Djibo and killed 14 people, wounding others, before soldiers arrived."
    plain, mixed = [FILLER, FILLER, told, FILLER, FILLER] * 3, [OTHER, OTHER, told, OTHER, OTHER, OTHER, OTHER]
    assert GATE.choose(plain) == tuple(range(15))
    assert GATE.choose(mixed) == (0, 1, 2, 3)


def test_words_of_other_matters_speak_against_a_report() -> None:
    touched = "The killing of a rival was the death of the show. "
    assert GATE.score(touched + FILLER * 12) >= 0 > GATE.score(touched + OTHER * 4)


def test_what_speaks_against_is_bounded_by_length() -> None:
    weights = [GATE.evidence(OTHER * times).weight for times in (1, 4, 16)]
    assert 0 > GATE.evidence("Candidates.").weight > weights[0] > weights[1] > weights[2] > -10


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "The company said net income rose 11 % in the quarter, to 20 cents a share.",
        "The actress checked into a clinic on Friday, her agent told the magazine.",
        "My wife and I loved the soup, and the waiter was kind to our children.",
        FILLER * 40 + "A director was arrested.",  # one word of many
    ],
)
def test_other_matters_are_held_back(text: str) -> None:
    assert not passes(text)


def test_the_evidence_makes_the_score() -> None:
    text = "Rebels killed two soldiers; the soldiers had killed a rebel."
    found = GATE.evidence(text)
    words = [word for word, _ in found.words]
    assert "killed" in words and words.count("killed") == 1
    assert [weight for _, weight in found.words] == sorted((weight for _, weight in found.words), reverse=True)
    assert found.weight == pytest.approx(sum(weight for _, weight in found.words))
    assert found.passage > 0 and GATE.score(text) == pytest.approx(found.weight + found.passage - found.bar, abs=1e-5)


def test_a_word_counts_once_in_all_its_forms() -> None:
    once, often = GATE.evidence("kill"), GATE.evidence("kill killed kills Killed KILL")
    assert (once.weight, once.passage) == (often.weight, often.passage)


def test_a_longer_text_must_bring_more() -> None:
    told = "A bomb went off."
    assert GATE.score(told) > GATE.score(told + FILLER * 50)


def test_words_that_stand_together_count_more_than_scattered_ones() -> None:
    close = "Rebels killed two soldiers. " + FILLER * 9
    apart = "Rebels came. " + FILLER * 3 + "It killed time. " + FILLER * 6 + "The soldiers left."
    assert GATE.evidence(close).weight == pytest.approx(GATE.evidence(apart).weight)
    assert GATE.evidence(close).passage > GATE.evidence(apart).passage


def test_a_passage_is_weighed_as_if_each_were_summed_anew() -> None:
    hits, weights = [(0, 0), (3, 1), (4, 0), (9, 2), (10, 0), (12, 1)], [1.0, 0.5, -0.25]
    sums = [
        sum(weights[row] for row in {row for place, row in hits if start <= place < start + 6}) for start in range(13)
    ]
    assert weigh_passage(hits, weights, 6) == max(sums)


def test_each_form_stands_in_one_row() -> None:
    forms = [form for row in rows("gate_words") for form in row["forms"].split()]
    assert len(forms) == len(set(forms))


def test_a_project_adds_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "gate_words.tsv").write_text("forms\tweight\nzugzwang zugzwangs\t9\n")
    assert ConflictGate(tmp_path).choose(["The zugzwangs came." + FILLER])


def test_a_sentence_needs_one_word_of_armed_people_protest_or_coercion() -> None:
    assert passes("NATO troops remained on alert on Sunday.")
    assert not passes(FILLER * 6 + "NATO troops remained on alert on Sunday.")


@given(st.text())
def test_any_text_has_a_score(text: str) -> None:
    assert GATE.score(text) < 0 or passes(text)


TOLD = "Rebels killed two soldiers near the bridge."


@pytest.mark.parametrize(
    ("paragraphs", "chosen", "why"),
    [
        ([FILLER] * 4, (), "about something else"),
        ([TOLD] * 6, (0, 1, 2, 3, 4, 5), "about conflict all along"),
        (
            [FILLER] * 20 + [TOLD] + [FILLER] * 20,
            (0, 1, 19, 20, 21),
            "told in passing: that, its neighbours, the beginning",
        ),
        ([FILLER] * 2 + [TOLD, FILLER, FILLER] * 4, tuple(range(14)), "told all over"),
        ([FILLER, TOLD], (0, 1), "no more than there is"),
        ([], (), "nothing"),
    ],
)
def test_a_report_is_read_where_it_tells_of_conflict(paragraphs: list[str], chosen: tuple[int, ...], why: str) -> None:
    assert GATE.choose(paragraphs) == chosen, why


@pytest.mark.parametrize("text", ["kill " * 200_000, "a" * 1_000_000, "-'" * 500_000, "İ" * 500_000])
def test_hostile_texts_cost_no_more_than_others(text: str) -> None:
    start = time.process_time()
    passes(text)
    assert time.process_time() - start < 1
