"""What is part of a number and what isn't: parts of those harmed, tolls that rise, shares; and what sums over an incident's groups come to."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code
from warmonitor.records import IncidentCount

Range = tuple[int | None, int | None]


def tolls(text: str, of: str) -> list[IncidentCount]:
    return [count for incident in code(text, "2024-06-05").incidents for count in incident.counts if count.of == of]


def total(counts: list[IncidentCount]) -> Range:
    """What whoever adds up the numbers that are no parts gets."""
    highs = [count.high for count in counts if not count.part]
    return (
        sum(count.low or 0 for count in counts if not count.part),
        None if None in highs else sum(high for high in highs if high is not None),
    )


WHOLES = [
    # text, what is counted, the whole, groups that are parts, why
    ("RSF shelling killed 8 civilians, including 2 women.", "killed", (8, 8), {"civilians", "women"}, "including"),
    ("Shelling wounded 20 civilians, among them six children, in Taiz.", "injured", (20, 20), {"civilians", "children"}, "among"),
    ("A strike on Rafah killed 17 people, six of them children.", "killed", (17, 17), {"children"}, "of them"),
    ("Raiders killed 12 policemen, including three women.", "killed", (12, 12), {"police", "women"}, "of no wider group"),
    ("Militants killed seven soldiers and three civilians in Ansongo.", "killed", (10, 10), {"soldiers", "civilians"}, "a sum"),
    ("Rebels killed eight members of the army, including four officers.", "killed", (8, 8), set(), "of one group"),
    ("An ambush wounded 15 soldiers, four of them seriously.", "injured", (15, 15), set(), "how badly"),
    ("A family of six, including four children, was killed in Nyala.", "killed", (6, 6), {"family", "children"}, "a family's number"),
    ("Half of the 40 hostages were killed in Kaduna.", "killed", (20, 20), set(), "a share"),
    ("Two thirds of the 300 hostages were killed in Kaduna.", "killed", (200, 200), set(), "a share that is counted"),
    ("Some 60 percent of the 300 hostages were killed in Kaduna.", "killed", (180, 180), set(), "so many of a hundred"),
    ("40 percent of the homes in Rafah were destroyed in air strikes.", "destroyed", (0, 0), set(), "a share of no number"),
    ("All of the 12 passengers died when the plane was shot down near Baidoa.", "killed", (12, 12), set(), "all of them"),
    ("Gunmen wounded two guards and a third in Kobani.", "injured", (3, 3), set(), "a third is no share"),
    ("Armed men killed the mayor of Apatzingan together with two of his escorts.", "killed", (3, 3), set(), "together with"),
    ("Fifteen Ugandan soldiers lost their lives in Ituri.", "killed", (15, 15), set(), "a number hung on a name"),
    ("Some 40 soldiers have been missing since the raid on Boulkessi.", "missing", (36, 44), set(), "missing"),
    ("Police revised the number of dead in the Sousse attack from 86 to 84.", "killed", (84, 84), set(), "a toll that falls"),
    ("A raid killed two men and possibly a child in Hajin.", "killed", (2, 3), {"men", "children"}, "perhaps"),
    ("A strike killed nine people in Hajin. Two more people were killed when it was repeated.", "killed", (9, 9), set(), "more than a larger number"),
    ("Two suicide bombers killed themselves and 20 others in Maiduguri.", "killed", (22, 22), set(), "themselves"),
    ("An Israeli strike killed Tabatabai, Hezbollah's chief of staff, and four others.", "killed", (5, 5), set(), "others"),
    ("Two people died of their wounds in Kharkiv, bringing the number of killed to 19.", "killed", (19, 19), set(), "a toll that rises"),
    ("Three more bodies were found, bringing the death toll of the strike on Dnipro to 22.", "killed", (22, 22), set(), "a toll of bodies"),
    ("Eight people were killed, including seven children, in Deir al-Balah.", "killed", (8, 8), {"children"}, "behind the verb"),
    ("Eight people were killed, two of them women and three of them children.", "killed", (8, 8), {"women", "children"}, "two parts"),
    ("Seven children were among the eight people killed in the shelling of Horlivka.", "killed", (8, 8), {"children"}, "were among"),
    ("Of the 25 killed in Kongoussi, 12 were women.", "killed", (25, 25), {"women"}, "of the 25"),
    ("The 25 people killed in Kongoussi included 12 women and three infants.", "killed", (25, 25), {"women", "children"}, "included"),
    ("The army killed 12 people in Jos, of whom three were women.", "killed", (12, 12), {"women"}, "of whom"),
    ("Eight people were killed and 30 wounded in Kharkiv, including five children.", "killed", (8, 8), set(), "of the wounded"),
    ("Eight people were killed and 30 wounded in Kharkiv, including five children.", "injured", (30, 30), {"children"}, "theirs"),
    ("The attack on the convoy killed four more soldiers, bringing the total to 19.", "killed", (19, 19), {"soldiers"}, "the total"),
    ("Police detained 27 villagers in Sagaing, including four monks.", "detained", (27, 27), {"civilians", "clergy"}, "monks"),
    ("Gunmen killed two aid workers and three health workers in Bor.", "killed", (5, 5), {"aid workers", "medics"}, "two words"),
    ("Two police officers and four army officers were shot dead in Ayacucho.", "killed", (6, 6), {"police", "soldiers"}, "whose officers"),
    ("Two members of the White Helmets were killed in Khan Sheikhoun.", "killed", (2, 2), set(), "members of no armed body"),
    ("A soldier died of his wounds in Bakhmut, bringing the number of killed since 2022 to 900.", "killed", (1, 1), set(), "a war's toll"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "of", "whole", "parts", "why"), WHOLES, ids=[row[-1] for row in WHOLES])
def test_wholes_and_parts(text: str, of: str, whole: Range, parts: set[str], why: str) -> None:
    counts = tolls(text, of)
    assert total(counts) == whole, why
    assert {count.who for count in counts if count.part} == parts, why
    everyone = [count for count in counts if count.who is None]
    assert not parts or [(count.low, count.high) for count in everyone] == [whole], "parts stand beside their whole"


TOLLS = [
    ("The death toll of the attack in Pauk has jumped from 12 to 29.", 29, "from one to another"),
    ("The number of people killed in the raid on Solhan reached 132.", 132, "reached"),
    ("The governor said the number of those killed in Kidal now totals 25.", 25, "totals"),
    ("The death toll from the strike on Omdurman had risen to 17, while the rebels put it at 40.", 17, "another's figure"),
    ("The attack on Barsalogho claimed 200 lives.", 200, "lives"),
    ("A bombing claimed the lives of six guards in Cali.", 6, "whose lives"),
    ("Two policemen succumbed to their injuries after the attack in Peshawar.", 2, "succumbed"),
    ("The martyrdom of Ahmed Nassar and his brother in a raid on Tubas.", 2, "martyrdom"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "why"), TOLLS, ids=[why for *_, why in TOLLS])
def test_figures_of_tolls(text: str, killed: int, why: str) -> None:
    counts = tolls(text, "killed")
    everyone = [count for count in counts if count.who is None] or counts
    assert {(count.low, count.high) for count in everyone} == {(killed, killed)}, why


GROUPS = [
    ("Israeli fire killed 11 members of one family.", "civilians", "a family's"),
    ("Gunmen killed three members of the Fulani community in Mopti.", "civilians", "a community's"),
    ("Two members of the security forces were killed in Cauca.", "soldiers", "a state's"),
    ("Rebels killed two members of the police in Cauca.", "police", "the police's"),
    ("The army killed 12 members of the group near Baidoa.", "fighters", "an armed group's"),
    ("Three members of the Popular Liberation Army were killed in Mutata.", "fighters", "an army's by name alone"),
    ("Gunmen killed four members of parliament in Mogadishu.", None, "of nobody in arms"),
    ("Twelve members of Boko Haram were killed near Baga.", "fighters", "a group's that is known"),
    ("Gunmen killed two members of the Peasant Confederation in Cusco.", None, "of a name that no table has in arms"),
    ("Three members of an aid agency were killed in Bor.", None, "an agency's"),
]


@pytest.mark.parametrize(("text", "who", "why"), GROUPS, ids=[why for *_, why in GROUPS])
def test_whose_members(text: str, who: str | None, why: str) -> None:
    (count,) = (c for claim in claims_of(text) for c in claim.event.counts if c.of == "killed")
    assert count.who == who, why


def test_what_somebody_is_missing_is_counted_apart() -> None:
    text = "Three people were killed, 17 wounded and six are missing after a strike on a warehouse in Odesa."
    assert [(c.low, c.high) for c in tolls(text, "missing")] == [(6, 6)]


def test_another_is_one() -> None:
    text = "One person was killed and another injured when police opened fire in Harar."
    assert [(c.low, c.high) for c in tolls(text, "injured")] == [(1, 1)]


def test_one_of_two_of_whom_one_is_told() -> None:
    text = "One of the two engineers who was kidnapped in Zamfara on Monday has been found."
    assert [(c.low, c.high) for c in tolls(text, "abducted")] == [(1, 1)]


def test_a_part_of_the_killed_is_no_second_whole() -> None:
    text = "A bomb went off in Kidal. One of those killed was a soldier."
    assert [(c.low, c.part) for c in tolls(text, "killed") if c.who is None] == [(1, False)]


def test_what_is_seized_is_nobody_taken() -> None:
    """Rounds are no hostages; whoever is seized beside them is."""
    text = "Police seized 40 rifles and 700 rounds of ammunition in a raid in Culiacan."
    assert not tolls(text, "abducted")
    assert [(c.low, c.high) for c in tolls(text, "weapons")] == [(40, 40)]
