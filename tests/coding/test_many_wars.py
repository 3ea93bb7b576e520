"""Sentences as wires, monitors, ministries and local papers write them of many wars: who did what to whom, with what, to how many.

Each row was written down before the coder saw it. A party is asked for by its id, country, sector or words.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.coding.asked import PUBLISHED, answers
from tests.coding.coded import code

ROWS: list[tuple[str, list[dict[str, Any]]]] = [
    # Sudan
    (
        "The Rapid Support Forces carried out drone strikes on a fuel depot in Port Sudan overnight, the army said.",
        [{"type": "ASSAULT", "mode": "drone", "actors": ["RSF_SDN"], "recipients": ["fuel depot"], "places": ["Port Sudan"]}],
    ),
    (
        "At least 18 people were killed and dozens wounded when artillery fire by the RSF hit a market in Omdurman.",
        [{"type": "ASSAULT", "actors": ["RSF_SDN"], "killed": (18, None), "injured": (24, 99), "places": ["Omdurman"]}],
    ),
    (
        "The army and its allies recaptured the presidential palace in Khartoum on Friday.",
        [{"type": "ASSAULT", "actors": ["SDNMIL"], "recipients": ["presidential palace"], "places": ["Khartoum"]}],
    ),
    (
        "Sudan's army denied that its warplanes had bombed the hospital in El Daein.",
        [{"type": "REJECT"}, {"type": "ASSAULT", "polarity": "negative", "recipients": ["hospital"]}],
    ),
    (
        "The army retook the town of Wad Madani from the Rapid Support Forces on Saturday.",
        [{"type": "ASSAULT", "recipients": ["town of Wad Madani"], "places": ["Wad Madani"]}],
    ),
    (
        "The list names the thousands of civilians killed by the Rapid Support Forces in El Geneina.",
        [{"type": "ASSAULT", "actors": ["RSF_SDN"], "killed": (2000, 9999), "places": ["El Geneina"]}],
    ),
    ("Sudanese army captures key bridge in Bahri", [{"type": "ASSAULT", "actors": ["SDN"], "recipients": ["bridge"]}]),
    # Myanmar
    (
        "A junta airstrike on a monastery in Sagaing Region killed 22 people, three of them monks, residents said.",
        [{"type": "ASSAULT", "mode": "aerial", "actors": ["junta"], "killed": (22, 22), "speakers": ["residents"]}],
    ),
    (
        "Military jets dropped two bombs on a school, wounding seven pupils and a teacher.",
        [{"type": "ASSAULT", "mode": "aerial", "recipients": ["school"], "injured": (8, 8)}],
    ),
    (
        "The village was shelled and then set on fire by soldiers.",
        [{"type": "ASSAULT", "actors": ["soldiers"], "recipients": ["village"]}],
    ),
    # the Congo
    (
        "Suspected ADF militants hacked to death at least 52 villagers in Lubero territory, a civil society leader said.",
        [{"type": "ASSAULT", "actors": ["ADF"], "killed": (52, None), "perpetrator": "suspected"}],
    ),
    (
        "Peacekeepers came under fire from unidentified gunmen while patrolling near Djugu; two were wounded.",
        [{"type": "ASSAULT", "actors": ["gunmen"], "recipients": ["Peacekeepers"], "perpetrator": "unknown"}],
    ),
    (
        "Since 12 June, insecurity has forced 3,200 households to flee Rutshuru town, local authorities report.",
        [{"type": "SANCTION", "recipients": ["households"], "displaced": (3200, 3200)}],
    ),
    # the Sahel
    (
        "JNIM has claimed responsibility for an attack on a military base in Djibo that left scores of soldiers dead.",
        [{"type": "ASSAULT", "actors": ["JNIM"], "killed": (40, 99), "perpetrator": "claimed"}],
    ),
    (
        "Malian soldiers and Wagner mercenaries executed at least 20 men in the village of Ouro Fero, Human Rights Watch said.",
        [{"type": "ASSAULT", "actors": ["MLI", "WAGNER"], "killed": (20, None), "speakers": ["HRW"]}],
    ),
    (
        "Gunmen on motorbikes ambushed a convoy of traders escorted by the army, killing 12 and abducting the driver of the lead truck.",
        [
            {"type": "ASSAULT", "trigger": "ambushed", "mode": None, "killed": (12, 12)},
            {"type": "ASSAULT", "trigger": "abducting", "mode": "abduct", "recipients": ["driver"], "actors": ["Gunmen"]},
        ],
    ),
    (
        "An improvised explosive device planted by suspected jihadists ripped through a bus near Gao, killing all 14 passengers.",
        [{"type": "ASSAULT", "mode": "explosives", "actors": ["jihadists"], "killed": (14, 14), "perpetrator": "suspected"}],
    ),
    # Ukraine
    (
        "Two women, aged 63 and 71, were injured when a Russian glide bomb hit their house in Kramatorsk.",
        [{"type": "ASSAULT", "actors": ["RUS"], "injured": (2, 2), "places": ["Kramatorsk"]}],
    ),
    (
        "Zelenskiy urged allies to impose tougher sanctions on Moscow.",
        [{"type": "REQUEST", "actors": ["UKR"]}, {"type": "SANCTION", "modality": "hypothetical"}],
    ),
    # Gaza and Lebanon
    (
        "Israeli strikes on a tent camp in Khan Younis killed nine members of one family, including four children, medics said.",
        [{"type": "ASSAULT", "actors": ["ISR"], "killed": (9, 9), "places": ["Khan Younis"], "speakers": ["medics"]}],
    ),
    (
        "Hezbollah said it fired a salvo of rockets at Kiryat Shmona in retaliation for the killing of its commander.",
        [{"type": "ASSAULT", "actors": ["HEZBOLLAH"], "recipients": ["Kiryat Shmona"], "weapons": ["rockets"]}],
    ),
    # Yemen and the Red Sea
    (
        "A Saudi-led coalition air raid on a wedding party in Hajjah killed more than 20 people, most of them women.",
        [{"type": "ASSAULT", "mode": "aerial", "actors": ["SAUDICOALITION"], "killed": (21, None)}],
    ),
    (
        "Three aid workers were abducted by unknown gunmen in Abyan.",
        [{"type": "ASSAULT", "mode": "abduct", "recipients": ["aid workers"], "abducted": (3, 3), "perpetrator": "unknown"}],
    ),
    (
        "Houthi rebels fired a missile that hit a cargo ship in the Gulf of Aden.",
        [{"type": "ASSAULT", "actors": ["HOUTHIS"], "recipients": ["cargo ship"], "weapons": ["missile"]}],
    ),
    # Mexico and Haiti
    (
        "Gunmen believed to belong to the Jalisco New Generation Cartel opened fire on a police patrol in Zapopan, killing three officers.",
        [{"type": "ASSAULT", "actors": ["CJNG"], "mode": "firearms", "killed": (3, 3), "perpetrator": "suspected"}],
    ),
    (
        "A mayoral candidate was shot dead at a campaign rally in Coyuca de Benitez.",
        [{"type": "ASSAULT", "mode": "firearms", "recipients": ["candidate"], "killed": (1, 1), "perpetrator": "unknown"}],
    ),
    (
        "Kenyan police officers killed in gang ambush in Haiti's Artibonite",
        [{"type": "ASSAULT", "actors": ["gang"], "recipients": ["KENCOP"], "places": ["Artibonite"]}],
    ),
    # Nagorno-Karabakh
    (
        "Azerbaijan's defence ministry said two of its soldiers were killed by Armenian fire along the border.",
        [{"type": "ASSAULT", "actors": ["ARM"], "recipients": ["AZE"], "killed": (2, 2), "speakers": ["AZE"]}],
    ),
    # the Philippines and Colombia
    (
        "A bomb exploded during a Catholic Mass in Marawi, killing four worshippers and injuring 50 others.",
        [{"type": "ASSAULT", "mode": "explosives", "killed": (4, 4), "injured": (50, 50), "places": ["Marawi"]}],
    ),
    (
        "Settlers torched two cars and beat a shepherd near Hebron, Palestinian media reported.",
        [{"type": "ASSAULT", "recipients": ["cars"]}, {"type": "ASSAULT", "mode": "beat", "recipients": ["shepherd"]}],
    ),
    # Balochistan and Waziristan
    (
        "A suicide bomber rammed an explosives-laden vehicle into a checkpost in Mir Ali, martyring six soldiers.",
        [{"type": "ASSAULT", "mode": "suicide-attack", "recipients": ["checkpost"], "killed": (6, 6)}],
    ),
    (
        "The Baloch Liberation Army blew up a railway track in Bolan, halting train services.",
        [{"type": "ASSAULT", "actors": ["BLA"], "recipients": ["railway track"]}],
    ),
    # Ethiopia and Mozambique
    (
        "Eritrean troops massacred hundreds of civilians in Axum, Amnesty International said in a report published on Friday.",
        [{"type": "ASSAULT", "actors": ["ERIMIL"], "killed": (200, 999), "speakers": ["AMNESTY"]}],
    ),
    (
        "Insurgents beheaded eight people and burned down dozens of homes in Macomia district, local sources said.",
        [{"type": "ASSAULT", "killed": (8, 8)}, {"type": "ASSAULT", "mode": "destroy", "recipients": ["homes"]}],
    ),
    # notes and bulletins
    (
        "On 4 March 2023, armed men abducted seven farmers between Kaga-Bandoro and Mbres.",
        [{"type": "ASSAULT", "mode": "abduct", "actors": ["armed men"], "abducted": (7, 7)}],
    ),
    (
        "Around 30 May 2022, Al Shabaab militants fired mortar rounds at the Halane base camp in Mogadishu.",
        [{"type": "ASSAULT", "mode": "heavy-weapons", "actors": ["SHABAAB"], "recipients": ["base camp"]}],
    ),
    (
        "The death toll from Sunday's bombing of a church in Komanda has risen to 43, including 19 women and nine children.",
        [{"type": "ASSAULT", "killed": (43, 43), "recipients": ["church"]}],
    ),
    (
        "Protesters threw stones at police, who responded with tear gas and live rounds, killing two.",
        [{"type": "PROTEST", "actors": ["Protesters"], "recipients": ["police"]}, {"type": "ASSAULT", "killed": (2, 2)}],
    ),
    (
        "Iran warned that it would strike Israeli cities if its nuclear sites were attacked.",
        [
            {"type": "THREATEN", "actors": ["IRN"], "recipients": ["ISR"]},
            {"type": "ASSAULT", "trigger": "strike", "modality": "hypothetical", "actors": ["IRN"]},
        ],
    ),
    (
        "Boko Haram fighters, who had taken the women in April, released 21 of them on Thursday after talks with the government.",
        [{"type": "RETREAT", "actors": ["BOKOHARAM"], "released": (21, 21)}],
    ),
    # headlines
    ("Gunmen kill 12 in attack on Nigerian village", [{"type": "ASSAULT", "actors": ["Gunmen"], "killed": (12, 12)}]),
    (
        "Drone strike on Darfur market leaves scores dead",
        [{"type": "ASSAULT", "mode": "drone", "recipients": ["market"], "killed": (40, 99)}],
    ),
    (
        "Car bomb outside Mogadishu hotel kills at least 10, police say",
        [{"type": "ASSAULT", "mode": "explosives", "recipients": ["hotel"], "killed": (10, None)}],
    ),
    (
        "Junta bombs school in Chin State; 11 children among dead",
        [{"type": "ASSAULT", "actors": ["Junta"], "recipients": ["school"], "places": ["Chin State"]}],
    ),
    ("Army shells village in Kachin State", [{"type": "ASSAULT", "actors": ["Army"], "recipients": ["village"]}]),
    # nouns and light verbs
    (
        "Government forces carried out a raid on the village of Moura, leaving more than 300 dead.",
        [{"type": "ASSAULT", "actors": ["forces"], "recipients": ["Moura"], "killed": (301, None)}],
    ),
    (
        "The bombardment of Sumy by Russian artillery continued for a third day.",
        [{"type": "ASSAULT", "mode": "heavy-weapons", "actors": ["RUS"], "recipients": ["Sumy"]}],
    ),
    (
        "An exchange of fire between Pakistani and Afghan border guards at Torkham left two dead.",
        [{"type": "ASSAULT", "actors": ["PAK", "AFG"], "killed": (2, 2)}],
    ),
    ("Clashes pitted the army against the Mai-Mai near Butembo.", [{"type": "ASSAULT", "actors": ["army", "MAIMAI"]}]),
    (
        "Some 200 families were displaced by fighting between the ELN and the Clan del Golfo in Choco.",
        [{"type": "ASSAULT", "actors": ["ELN", "GULFCLAN"]}, {"type": "SANCTION", "displaced": (180, 220)}],
    ),
    # what is said of a weapon
    (
        "The mosque where the displaced had been sheltering was hit by two artillery shells fired by the RSF.",
        [{"type": "ASSAULT", "trigger": "hit", "actors": ["RSF_SDN"], "recipients": ["mosque"]}],
    ),
    (
        "Rockets launched from Gaza hit Ashkelon, injuring one person.",
        [{"type": "ASSAULT", "recipients": ["Ashkelon"], "weapons": ["Rockets"], "injured": (1, 1)}],
    ),
    # coordination
    (
        "Russian missiles hit Odesa, Mykolaiv and Kherson, killing one, two and four people respectively.",
        [{"type": "ASSAULT", "actors": ["RUS"], "recipients": ["Odesa", "Mykolaiv", "Kherson"]}],
    ),
    # on whose word
    (
        "According to the Houthi-run Al-Masirah television, US warplanes launched four raids on Hodeidah airport.",
        [{"type": "ASSAULT", "mode": "aerial", "actors": ["USA"], "strikes": (4, 4), "speakers": ["ALMASIRAH"]}],
    ),
    (
        "The Kremlin denied any involvement in the drone attack on the railway.",
        [{"type": "REJECT", "actors": ["RUS"]}, {"type": "ASSAULT", "mode": "drone", "recipients": ["railway"]}],
    ),
    ("Police said on Tuesday rebels had attacked the town.", [{"type": "ASSAULT", "actors": ["rebels"], "recipients": ["town"]}]),
    # how many
    (
        "The attack killed between 30 and 40 people and injured over 100.",
        [{"type": "ASSAULT", "killed": (30, 40), "injured": (101, None)}],
    ),
    (
        "Nearly two dozen miners were killed when bandits raided a gold mine in Zamfara.",
        [{"type": "ASSAULT", "mode": None, "actors": ["bandits"], "killed": (22, 24)}],
    ),
    ("Six people, among them a toddler, lost their lives in the attack.", [{"type": "ASSAULT", "killed": (6, 6)}]),
    (
        "As a result of a strike by Kalibr missiles, up to 50 Ukrainian servicemen were eliminated.",
        [{"type": "ASSAULT", "killed": (1, 50)}],
    ),
    (
        "Hundreds took to the streets of Sweida to demand the fall of the regime.",
        [{"type": "PROTEST", "present": (200, 999), "places": ["Sweida"]}],
    ),
    (
        "Fano militiamen ambushed a federal police convoy in Amhara, capturing 12 officers.",
        [{"type": "ASSAULT", "actors": ["FANO"], "recipients": ["convoy"]}, {"type": "ASSAULT", "recipients": ["COP"]}],
    ),
    # who is judged for a deed did it
    (
        "Police arrested two men for killing a taxi driver.",
        [{"type": "ASSAULT", "actors": ["two men"], "recipients": ["taxi driver"]}, {"type": "COERCE", "actors": ["Police"]}],
    ),
    (
        "The US praised Kenya for sending police.",
        [{"type": "SUPPORT", "actors": ["USA"]}, {"type": "MOBILIZE", "actors": ["KEN"]}],
    ),
    (
        "Police arrested two gang members over the murder of the mayor.",
        [{"type": "ASSAULT", "actors": ["gang members"], "recipients": ["mayor"]}],
    ),
    (
        "Police arrested nine militants in raids across Istanbul.",
        [{"type": "COERCE", "actors": ["Police"], "recipients": ["militants"]}],
    ),
    (
        "A court convicted three men over their assault of a shopkeeper.",
        [{"type": "ASSAULT", "actors": ["three men"], "recipients": ["shopkeeper"]}],
    ),
    # one and the same harm, by article, by pronoun and by two nouns
    (
        "The kidnapping and murder of five students shocked Guatemala.",
        [{"type": "ASSAULT", "killed": (5, 5), "abducted": (5, 5)}],
    ),
    ("Guerrillas killed a Peasant in Flores.", [{"type": "ASSAULT", "killed": (1, 1)}]),
    ("The battle of Adre raged on Monday.", [{"type": "ASSAULT", "actors": []}]),
    (
        "The air strike reportedly killed and injured a number of civilians.",
        [{"type": "ASSAULT", "recipients": ["civilians"], "killed": (2, None), "injured": (2, None)}],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0][:60] for row in ROWS])
def test_what_a_sentence_tells(text: str, wanted: list[dict[str, Any]]) -> None:
    claims = code(text, PUBLISHED).claims
    missing = [ask for ask in wanted if not any(answers(claim, ask) for claim in claims)]
    assert not missing, [(c.event.type, c.event.mode, c.event.trigger.text) for c in claims]
