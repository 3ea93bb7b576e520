"""Short reports of several wars, whole: what a reader would take down of each, and what of it is linked to what was said before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.coding.asked import PUBLISHED, answers
from tests.coding.coded import code

REPORTS: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "camps near Goma",
        "GOMA, May 14 - At least 17 people were killed and more than 60 wounded on Tuesday when bombs hit two camps for displaced "
        "people near Goma in eastern Democratic Republic of Congo, local officials and the United Nations said.\n\n"
        "The army and the United States blamed the attack on M23 rebels, who are backed by Rwanda. A spokesman for the rebels, "
        "Willy Ngoma, denied responsibility and accused government forces of firing from beside the camps.\n\n"
        "The group has seized swathes of North Kivu province since 2022.",
        [
            {"type": "ASSAULT", "killed": (17, None), "injured": (61, None), "recipients": ["camps"], "places": ["Goma"]},
            {"type": "ACCUSE", "actors": ["COD", "USA"], "recipients": ["M23"]},
            {"type": "REJECT", "actors": ["M23"]},
            {"type": "ACCUSE", "actors": ["M23"], "recipients": ["CODMIL"]},
            {"type": "COERCE", "actors": ["M23"]},
        ],
    ),
    (
        "drones over Belgorod",
        "MOSCOW, May 15 - Air defence forces shot down 17 Ukrainian drones over the Belgorod region overnight, the Russian Defence "
        "Ministry said on Wednesday.\n\nBelgorod governor Vyacheslav Gladkov said a woman was wounded by shrapnel in the village "
        "of Dubovoye. Gladkov added that two houses were damaged.",
        [
            {"type": "ASSAULT", "targets": (17, 17), "speakers": ["RUSMOD"]},
            {"type": "ASSAULT", "recipients": ["woman"], "injured": (1, 1), "speakers": ["Gladkov"]},
        ],
    ),
    (
        "houses in Batibo",
        "BAMENDA, Cameroon - Soldiers burned dozens of houses in Batibo after separatist fighters killed two gendarmes at a "
        "checkpoint, residents and a rights group said on Monday.\n\nThe fighters ambushed the gendarmes on Saturday on the road "
        'to Bamenda.\n\nThe army said it had "neutralised four terrorists" and denied that its men had set fires.',
        [
            {"type": "ASSAULT", "mode": "destroy", "actors": ["CMRMIL"], "recipients": ["houses"], "places": ["Batibo"]},
            {"type": "ASSAULT", "actors": ["separatist fighters"], "recipients": ["gendarmes"], "killed": (2, 2)},
            {"type": "ASSAULT", "trigger": "ambushed", "actors": ["fighters"], "places": ["Bamenda"]},
            {"type": "ASSAULT", "actors": ["CMRMIL"], "recipients": ["terrorists"]},
        ],
    ),
    (
        "a town above Port-au-Prince",
        "PORT-AU-PRINCE, Haiti - Gunmen from the Viv Ansanm coalition attacked the town of Kenscoff before dawn on Thursday, "
        "killing at least six people.\n\nPolice backed by Kenyan officers fought them for several hours. Two of the officers were "
        "wounded.\n\nThe coalition controls most of the capital. Last month its members abducted a Catholic priest.",
        [
            {"type": "ASSAULT", "actors": ["VIVANSANM"], "recipients": ["Kenscoff"], "killed": (6, None)},
            {"type": "ASSAULT", "recipients": ["COP"], "injured": (2, 2)},
            {"type": "ASSAULT", "mode": "abduct", "actors": ["VIVANSANM"], "recipients": ["priest"]},
        ],
    ),
    (
        "a border in the Caucasus",
        "YEREVAN - Armenia and Azerbaijan accused each other on Tuesday of opening fire along their border.\n\n"
        "Azerbaijan's defence ministry said Armenian troops had fired on its positions near Zangilan. Armenia's ministry said the "
        "claim did not correspond to reality. Four Armenian soldiers were killed by Azerbaijani fire, it said.\n\n"
        "The European Union, which has a monitoring mission there, called on both sides to show restraint.",
        [
            {"type": "ACCUSE", "actors": ["ARM", "AZE"], "recipients": ["ARM", "AZE"]},
            {"type": "ASSAULT", "actors": ["ARMMIL"], "recipients": ["AZE"], "speakers": ["AZE"]},
            {"type": "ASSAULT", "actors": ["AZE"], "recipients": ["ARMMIL"], "killed": (4, 4), "speakers": ["ARM"]},
            {"type": "REQUEST", "actors": ["EU"], "recipients": ["ARM", "AZE"]},
        ],
    ),
    (
        "a station in Quetta",
        "QUETTA: The banned Balochistan Liberation Army has claimed responsibility for Saturday's suicide attack at the railway "
        "station, which killed 26 people.\n\nA spokesman for the group, Jeeyand Baloch, said that a member of its Majeed Brigade "
        "targeted a military unit. Security forces later raided a compound in Mastung and killed three militants, the military said.",
        [
            {"type": "ASSAULT", "mode": "suicide-attack", "actors": ["BLA"], "killed": (26, 26), "perpetrator": "claimed"},
            {"type": "ASSAULT", "trigger": "targeted", "actors": ["BLA"], "speakers": ["BLA"]},
            {"type": "ASSAULT", "actors": ["PAK"], "recipients": ["militants"], "killed": (3, 3)},
        ],
    ),
    (
        "a list of headlines",
        "- US strikes kill 6 in Sanaa: Houthi health ministry\n- Saudi-led coalition denies role in Hodeidah blast\n"
        "- UN envoy to hold talks with both sides in Muscat next week",
        [
            {"type": "ASSAULT", "actors": ["USA"], "killed": (6, 6), "places": ["Sanaa"]},
            {"type": "REJECT", "actors": ["SAUDICOALITION"]},
            {"type": "CONSULT", "actors": ["UN"], "modality": "planned", "places": ["Muscat"]},
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in REPORTS], ids=[row[0] for row in REPORTS])
def test_what_a_report_tells(text: str, wanted: list[dict[str, Any]]) -> None:
    claims = code(text, PUBLISHED).claims
    missing = [ask for ask in wanted if not any(answers(claim, ask) for claim in claims)]
    assert not missing, [(c.event.type, c.event.trigger.text, [a.id for a in c.event.actors]) for c in claims]
