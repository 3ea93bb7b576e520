"""Numbers told of an event: a row with its one-line reason."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code

ROWS = [
    ("The attack killed 12 people.", ("killed", None, 12, 12), "a figure"),
    ("The attack killed at least 12 civilians.", ("killed", "civilians", 12, None), "at least"),
    ("Up to 40 people were killed in the raid.", ("killed", None, 1, 40), "up to"),
    ("Dozens of soldiers were wounded in the clashes.", ("injured", "soldiers", 24, 99), "a vague number"),
    ("Several villagers were killed in the shelling.", ("killed", "civilians", 3, 9), "several"),
    ("A policeman was killed in the ambush.", ("killed", "police", 1, 1), "one by the article"),
    ("Rebels killed between 20 and 30 people.", ("killed", None, 20, 30), "a range"),
    ("Five to seven people were killed in the raid.", ("killed", None, 5, 7), "a range in words"),
    ("The blast killed twenty-two people.", ("killed", None, 22, 22), "a number in words"),
    ("The bombing left 15 dead and 40 injured.", ("killed", None, 15, 15), "dead"),
    ("The strike killed 1,200 people.", ("killed", None, 1200, 1200), "a thousands mark"),
    ("More than 100 people were killed in the attack.", ("killed", None, 101, None), "more than"),
    ("At least two dozen people were killed in Maiduguri.", ("killed", None, 24, None), "dozens that are counted"),
    (
        "A few dozen fighters were killed in Kachin State.",
        ("killed", "fighters", 24, 60),
        "a vague word before a scale",
    ),
    ("Several hundred people were killed in El Fasher.", ("killed", None, 300, 900), "hundreds that are vague"),
    ("Half a dozen people were wounded in Port-au-Prince.", ("injured", None, 6, 6), "half a scale"),
    ("A hundred and twenty people were killed in Aleppo.", ("killed", None, 120, 120), "'and' within a number"),
    (
        "A hundred people were killed and twenty were wounded in Bangui.",
        ("killed", None, 100, 100),
        "'and' between two",
    ),
    ("Over 1,20,000 people were displaced in Manipur.", ("displaced", None, 120001, None), "Indian grouping"),
    ("Nearly two lakh people were displaced in Assam.", ("displaced", None, 180000, 200000), "a lakh"),
    ("Police arrested 1 500 protesters in Nairobi.", ("detained", "protesters", 1500, 1500), "grouping by spaces"),
    ("More than 1.200 people were displaced in Ituri.", ("displaced", None, 1201, None), "grouping by points"),
    (
        "Fighting displaced between 1.2 and 1.5 million people in Sudan.",
        ("displaced", None, 1200000, 1500000),
        "one scale for two",
    ),
    ("Two to three thousand people were killed in Bucha.", ("killed", None, 2000, 3000), "a scale in words for two"),
    ("15-20 people were killed in Homs.", ("killed", None, 15, 20), "a hyphen between figures"),
    ("The airstrikes targeted 10 areas in Idlib.", ("targets", None, 10, 10), "targets"),
    ("Police arrested 30 protesters.", ("detained", "protesters", 30, 30), "arrests"),
    ("The raid killed nine people, including three children.", ("killed", "children", 3, 3), "a part, not a sum"),
    ("Six priests and two women were killed in the raid.", ("killed", None, 8, 8), "the sum of those coordinated"),
    ("Six priests and two women were killed in the raid.", ("killed", "women", 2, 2), "and those of a group apart"),
    ("Gunmen killed the mayor and two peasants.", ("killed", None, 3, 3), "one and two"),
    ("Gunmen killed two men, Ali and Omar, in Sinjar.", ("killed", "men", 2, 2), "names of those counted"),
    ("The death toll from the blast rose to 27.", ("killed", None, 27, 27), "a rising toll"),
]


@pytest.mark.parametrize(("text", "count", "why"), ROWS)
def test_counts(text: str, count: tuple[str, str | None, int, int | None], why: str) -> None:
    found = [(c.of, c.who, c.low, c.high) for claim in claims_of(text) for c in claim.event.counts]
    assert count in found, f"{why}: {found}"


def test_rival_figures_make_a_range() -> None:
    text = "An air strike hit a market in Saada, killing 20 people, officials said. Residents said the strike on the market killed 25 people."
    incident = next(i for i in code(text).incidents if i.main)
    assert [(c.low, c.high) for c in incident.counts if c.of == "killed" and c.who is None] == [(20, 25)]


def test_the_sum_of_a_war_makes_no_incident() -> None:
    text = "A shell hit a house in Taiz and killed two people. More than 100,000 people have been killed in the war."
    assert all((c.high or c.low or 0) < 1000 for i in code(text).incidents for c in i.counts)


def test_numbers_of_the_killed_and_the_wounded_are_not_added() -> None:
    counts = {(c.of, c.low) for c in claims_of("The raid left five killed and 35 wounded.")[0].event.counts}
    assert not counts & {("killed", 40), ("injured", 40)}


def test_words_without_a_figure_leave_the_range_of_an_incident_alone() -> None:
    text = "A strike killed six people in Rafah on Monday. The strike that killed the people hit a house."
    incident = next(i for i in code(text, "2024-02-06").incidents if i.main)
    assert [(c.low, c.high) for c in incident.counts if c.of == "killed" and c.who is None] == [(6, 6)]


def test_one_person_beside_a_larger_group_is_no_total() -> None:
    text = "A strike killed seven civilians in Rafah on Monday. Among the dead was Omar Juha, who was killed in the strike."
    incident = next(i for i in code(text, "2024-02-06").incidents if i.main)
    assert [(c.who, c.low) for c in incident.counts if c.of == "killed"] == [("civilians", 7)]


@pytest.mark.parametrize(
    ("text", "killed", "injured", "why"),
    [
        ("Between 20 and 25 rebels died in the raid on Tatopani.", [(20, 25)], [], "numbers that look like days"),
        ("A father and his three children were killed by shelling in Nikopol.", [(4, 4), (3, 3)], [], "by shelling"),
        ("A strike in Hodeidah wounded scores of people; nobody died.", [], [(40, 99)], "nobody died"),
        ("The number of dead in the strike on Jabalia rose from 33 to 41.", [(41, 41)], [], "the number of dead"),
        ("Four miners were shot dead and as many injured in an attack in Adwa.", [(4, 4)], [], "no number of its own"),
        ("The attack, which caused no injuries, took place in Homs.", [], [], "none"),
        ("One protester succumbed to his injuries in Kangpokpi.", [(1, 1)], [], "his own injuries"),
        ("A boy died of wounds sustained in the shelling of Kharkiv.", [(1, 1)], [], "what he died of"),
        ("The strike on Homs led to injuries.", [], [(2, None)], "what it led to"),
        ("It was not clear how many people were wounded in the strike on Homs.", [], [], "asked, not told"),
        ("The army did not say how many of its soldiers were killed in the attack.", [], [], "asked of a whole"),
        ("Mr. Torres was killed and Mr. Meneses was wounded in Arauca.", [(1, 1)], [(1, 1)], "names that end in s"),
        ("Gunmen killed a driver and Colonel Ali Hassan in Mosul.", [(2, 2)], [], "somebody and one by name"),
        ("The missile hit a tank in Avdiivka and killed its crew.", [(2, None)], [], "several in one word"),
        ("The army lost 14 men in an ambush near Tinzaouaten.", [(14, 14)], [], "a side's own losses"),
        ("The army lost contact with two soldiers in fighting near Pokrovsk.", [], [], "nobody was lost"),
        ("Shelling killed 107 passengers and crew of a ferry in Kherson.", [(107, 107)], [], "one number for both"),
    ],
)
def test_figures_of_the_harmed(
    text: str, killed: list[tuple[int, int | None]], injured: list[tuple[int, int | None]], why: str
) -> None:
    told = [count for claim in claims_of(text) for count in claim.event.counts]
    assert [(count.low, count.high) for count in told if count.of == "killed"] == killed, why
    assert [(count.low, count.high) for count in told if count.of == "injured"] == injured, why
