"""Who the parties of a report are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coding.parsed import parser
from warmonitor.coding.actors import ActorResolver, Parties
from warmonitor.coding.actors.names import NameBook
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.actors import Actors
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.roles import Roles
from warmonitor.knowledge.tables import rows
from warmonitor.records import Party, PlaceMention, Prepared, Published, Report


@dataclass(frozen=True)
class Place:
    """A place as the finder of places gives it."""

    first: int
    last: int
    mention: PlaceMention


@cache
def resolver() -> ActorResolver:
    countries = Countries()
    return ActorResolver(Actors(countries), countries, Roles())


def read(text: str, on: str | None = None, places: dict[str, str] | None = None) -> tuple[Parse, Parties]:
    parse = parser().parse(Prepared(Report("r", text), (), ((0, len(text)),)))
    found = []
    for name, country in (places or {}).items():
        start = text.index(name)
        first, last = parse.tokens_in(start, start + len(name))
        found.append(
            Place(first, last, PlaceMention(start, start + len(name), name, None, name, country, kind="settlement"))
        )
    return parse, resolver().resolve(parse, found, Published(on, on, "given") if on else None)


def parties(text: str, word: str, on: str | None = None, places: dict[str, str] | None = None) -> tuple[Party, ...]:
    """The parties of the last token that is this word."""
    parse, found = read(text, on, places)
    i = len(parse.word) - 1 - parse.word[::-1].index(word)
    return found.at(i)


NAMED = [
    (
        "Russian warplanes hit Idlib.",
        "warplanes",
        "Russian warplanes",
        "RUSMIL",
        "RUS",
        "MIL",
        "an asset acts for its owner",
    ),
    ("The Kremlin rejected the warning.", "Kremlin", "Kremlin", "RUSGOV", "RUS", "GOV", "a metonym"),
    ("Moscow rejected the warning.", "Moscow", "Moscow", "RUSGOV", "RUS", "GOV", "a capital as its government"),
    (
        "Lebanon's Shi'ite Hezbollah group attacked.",
        "group",
        "Lebanon's Shi'ite Hezbollah group",
        "HEZBOLLAH",
        "LBN",
        "REB",
        "the name inside",
    ),
    ("Taliban fighters attacked.", "fighters", "Taliban fighters", "TALIBAN", "AFG", "REB", "members of a group"),
    ("UN officials left.", "officials", "UN officials", "UN", None, "IGO", "members of a body"),
    ("NATO troops left.", "troops", "NATO troops", "NATO", None, "MIL", "soldiers of a civil body stay soldiers"),
    ("The Ugandan army attacked.", "army", "Ugandan army", "UGAMIL", "UGA", "MIL", "a branch by demonym"),
    (
        "The Ministry of Defence of Ukraine said so.",
        "Ministry",
        "Ministry of Defence of Ukraine",
        "UKRGOV",
        "UKR",
        "GOV",
        "complements that identify",
    ),
    ("Rebel soldiers fled.", "soldiers", "Rebel soldiers", None, None, "REB", "a strong modifier outweighs the noun"),
    ("A Saudi dissident spoke.", "dissident", "Saudi dissident", None, "SAU", "OPP", "country by demonym"),
    (
        "Former President Bill Clinton spoke.",
        "Clinton",
        "Former President Bill Clinton",
        None,
        "USA",
        "ELI",
        "no office any more",
    ),
    (
        "A group of Moroccan diplomats met.",
        "group",
        "group of Moroccan diplomats",
        "MARGOV",
        "MAR",
        "GOV",
        "the of-phrase says who",
    ),
    ("11 of Iran's prisoners were freed.", "11", "11 of Iran's prisoners", None, "IRN", "CVL", "a number of them"),
    ("Members of the FMLN attacked.", "Members", "Members of the FMLN", "FMLN", "SLV", "REB", "members of"),
    (
        "US-backed forces fought in Syria.",
        "forces",
        "US-backed forces",
        None,
        "SYR",
        "UAF",
        "a backer is not the actor",
    ),
    (
        "Anti-Taliban fighters met in Panjshir.",
        "fighters",
        "Anti-Taliban fighters",
        None,
        None,
        "UAF",
        "an opponent is not the actor",
    ),
    ("Police in Germany arrested him.", "Police", "Police", "DEUCOP", "DEU", "COP", "country by where they are"),
    ("A court in Istanbul freed him.", "court", "court", "TURJUD", "TUR", "JUD", "country by a place"),
    ("The Munich court jailed him.", "court", "Munich court", "DEUJUD", "DEU", "JUD", "country by a place inside"),
    ("Soviet troops left.", "troops", "Soviet troops", "SUNMIL", "SUN", "MIL", "a state of the past"),
    (
        "The Albanians of southern Serbia protested.",
        "Albanians",
        "Albanians of southern Serbia",
        None,
        "SRB",
        "CVL",
        "a people of another state",
    ),
    ("Ethnic Turks protested in Bulgaria.", "Turks", "Ethnic Turks", None, "BGR", "CVL", "kin of another state"),
]


@pytest.mark.parametrize(("text", "word", "words", "id", "country", "sector", "why"), NAMED)
def test_phrases(text: str, word: str, words: str, id: str | None, country: str | None, sector: str, why: str) -> None:
    places = {name: land for name, land in (("Istanbul", "TUR"), ("Munich", "DEU")) if name in text}
    (party,) = parties(text, word, places=places)
    assert (party.text, party.id, party.country, party.sector) == (words, id, country, sector), why
    assert text[party.start : party.end] == party.text


@pytest.mark.parametrize(
    ("text", "word", "countries"),
    [
        ("Senior Hungarian and Romanian officials agreed.", "officials", ["HUN", "ROU"]),
        ("The leaders of Iran, Turkey, and Russia are expected to meet.", "leaders", ["IRN", "TUR", "RUS"]),
        ("He warned his Russian and Iranian allies.", "allies", ["RUS", "IRN"]),
        ("Japan and China signed a pact between the two countries.", "countries", ["JPN", "CHN"]),
        ("French and Egyptian warships left.", "Egyptian", ["EGY"]),
    ],
)
def test_several_countries(text: str, word: str, countries: list[str]) -> None:
    assert [party.country for party in parties(text, word)] == countries


@pytest.mark.parametrize(
    ("text", "word", "name", "country", "on"),
    [
        ("Kremlin spokesman Dmitry Peskov spoke. Mr Peskov said no.", "Peskov", "Dmitry Peskov", "RUS", None),
        ("Russia's foreign minister, Sergey Lavrov, left.", "minister", "Sergey Lavrov", "RUS", None),
        ("Sergey Lavrov, Russia's foreign minister, left.", "Lavrov", "Sergey Lavrov", "RUS", None),
        ("President al-Assad spoke.", "Assad", "Bashar al-Assad", "SYR", "2018-09-05"),
        ("President Bush spoke.", "Bush", "George H. W. Bush", "USA", "1990-02-04"),
        ("President Bush spoke.", "Bush", "Bush", "USA", None),
        (
            "Foreign Minister Annalena Berg told the Bundestag that Germany would help. She left.",
            "She",
            "Annalena Berg",
            "DEU",
            None,
        ),
        ("Jack Smith was killed.", "Smith", None, None, None),
    ],
)
def test_persons(text: str, word: str, name: str | None, country: str | None, on: str | None) -> None:
    (party,) = parties(text, word, on)
    assert (party.name, party.country) == (name, country)


@pytest.mark.parametrize(
    ("text", "word", "id"),
    [
        (
            "The Syrian Observatory for Human Rights counted ten dead. The war monitor said more died.",
            "monitor",
            "SOHR",
        ),
        (
            "The Syrian Observatory for Human Rights counted ten dead. The Observatory said more died.",
            "Observatory",
            "SOHR",
        ),
        ("An al-Shabab militant attacked. The group claimed responsibility.", "group", "SHABAAB"),
        ("The army killed five LRA fighters. The rebels fled.", "rebels", "LRA"),
        ("The Saudi-led coalition struck. It said its jets hit a base.", "It", "SAUDICOALITION"),
        ("Hezbollah, which is backing Assad, attacked.", "which", "HEZBOLLAH"),
        ("President Bashar al-Assad's forces attacked.", "forces", "SYRMIL"),
        ("Moscow must withdraw its forces.", "forces", "RUSMIL"),
    ],
)
def test_references(text: str, word: str, id: str) -> None:
    (party,) = parties(text, word, "2018-09-05")
    assert party.id == id


def test_unknown_bodies_keep_their_acronym() -> None:
    text = "The Movement for a Free Delta of Nigeria (MFDN) attacked. The MFDN denied it."
    (party,) = parties(text, "MFDN")
    assert party.country == "NGA"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The attack came on Monday.", "Monday"),
        ("The ceasefire collapsed.", "ceasefire"),
        ("They fired rockets.", "rockets"),
        ("A state of siege began.", "state"),
        ("He denied it.", "it"),
    ],
)
def test_no_party(text: str, word: str) -> None:
    parse, found = read(text)
    i = parse.word.index(word)
    assert found.at(i) == ()


def test_allies_are_not_of_their_owner() -> None:
    (party,) = parties("Iran and its allies attacked.", "allies")
    assert party.country is None and party.text == "its allies"


def test_a_name_inside_a_thing_is_the_name() -> None:
    (party,) = parties("Hungary will support a U.N. Security Council resolution.", "Council")
    assert party.id == "UNSC"


def test_theatre_refuses_between_two() -> None:
    (party,) = parties("Iraq and Iran spoke of rebels.", "rebels")
    assert party.country is None and party.sector == "REB"


@pytest.mark.parametrize(
    ("text", "word", "grade"),
    [
        ("A suspected al-Shabab militant attacked.", "militant", "suspected"),
        ("Unidentified gunmen attacked.", "gunmen", "unknown"),
        ("Gunmen attacked.", "Gunmen", "unknown"),
        ("Hamas attacked.", "Hamas", "named"),
        ("Al-Shabab attacked. Al-Shabab claimed responsibility.", "Shabab", "claimed"),
    ],
)
def test_grades(text: str, word: str, grade: str) -> None:
    parse, found = read(text)
    assert found.grade(parse.word.index(word)) == grade


def test_who_is_armed() -> None:
    parse, found = read("Gunmen and villagers met Taliban members.")
    assert [found.is_armed(parse.word.index(word)) for word in ("Gunmen", "villagers", "members")] == [
        True,
        False,
        True,
    ]


def test_every_token_of_odd_text_can_be_asked() -> None:
    text = "WHO SAID IT? -- (AP) \u201cUs\u201d, of of the the; 's and \u0422\u0430\u043b\u0456\u0431\u0430\u043d \u2014 U.S.-led U.S.-"
    parse, found = read(text)
    for i in range(len(parse)):
        for party in found.at(i):
            assert text[party.start : party.end] == party.text
        found.grade(i)


@pytest.mark.parametrize(
    ("text", "word", "country", "why"),
    [
        ("Erdogan called for a ceasefire.", "Erdogan", "TUR", "a last name that is plain enough"),
        ("Taylor said so.", "Taylor", None, "too many have that last name"),
        ("President Charles Taylor left. Taylor said so.", "Taylor", "LBR", "introduced by his full name"),
        ("The mayor, Chuck Blair, left. Blair said so.", "Blair", None, "the report names another of that last name"),
    ],
)
def test_last_names_alone(text: str, word: str, country: str | None, why: str) -> None:
    assert [party.country for party in parties(text, word, "2003-05-01")] == [country], why


@pytest.mark.parametrize(
    ("text", "word", "id", "why"),
    [
        ("The DNR said Indiana would fine hunters in Ohio.", "DNR", None, "an acronym of a country that is not named"),
        ("The DNR shelled Ukraine.", "DNR", "DPR", "an acronym of a country that is named"),
        ("Somali National Defence Forces attacked.", "Forces", None, "another nation's"),
        ("Let us go.", "Let", None, "a word with one capital is no acronym"),
    ],
)
def test_names_of_others(text: str, word: str, id: str | None, why: str) -> None:
    places = {"Indiana": "USA"} if "Indiana" in text else None
    found = parties(text, word, "2016-05-01", places)
    assert (found[0].id if found and not (found[0].id or "").endswith("MIL") else None) == id, why


def test_a_state_is_its_branch() -> None:
    _, found = read("Russian air raids hit a town.")
    (state,) = found.at(0)
    army = found.branch_of(state, "MIL")
    assert (state.id, army.id, army.text, army.sector) == ("RUS", "RUSMIL", "Russian", "MIL")
    assert found.branch_of(army, "COP") == army


@pytest.mark.parametrize(
    ("on", "sector"), [("1998-05-01", "GOV"), ("2010-05-01", "REB"), ("2022-05-01", "GOV"), (None, "REB")]
)
def test_roles_have_dates(on: str | None, sector: str) -> None:
    (party,) = parties("The Taliban denied it.", "Taliban", on)
    assert party.sector == sector


ODD = "The his Russian officials of Iran and , rebels - led Taliban ( SOHR ) President Assad 's army it they said who 11 UN \u2014 in Mr the"
WORDS = st.sampled_from(re.findall(r"\S+", ODD))


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_parties_quote_the_report(words: list[str]) -> None:
    text = " ".join(words)
    parse, found = read(text)
    for i in range(len(parse)):
        for party in found.at(i):
            assert text[party.start : party.end] == party.text and party.text
        assert found.grade(i) in ("named", "suspected", "claimed", "unknown")


def test_owners_in_a_circle_end() -> None:
    parse, found = read("A group of their fighters fled. Hundreds of its members and some of their sons left.")
    for i in range(len(parse)):
        found.at(i)
        found.grade(i)


def test_long_chains_of_owners_end() -> None:
    parse, found = read("The rebel left. " + "His brother met his sister. " * 400)
    assert len(found.at(len(parse) - 2)) < 2


def test_a_dateline_is_no_subject() -> None:
    parse, found = read("JERUSALEM -- An Israeli court on Friday rejected the appeal of a student.")
    verb = parse.word.index("rejected")
    assert {party.text for token in parse.kids(verb, "nsubj") for party in found.at(token)} <= {"Israeli court"}


@pytest.mark.parametrize(
    ("names", "id"),
    [
        (("The Sudanese army", "SAF soldiers", "Sudanese troops"), "SDNMIL"),
        (("The Congolese army", "FARDC soldiers", "Congolese troops"), "CODMIL"),
        (("The IDF", "The Israeli army", "Israeli forces"), "ISRMIL"),
        (("The Tatmadaw", "Burmese soldiers"), "MMRMIL"),
        (("The Soviet army", "Soviet troops"), "SUNMIL"),
        (("Ukrainian soldiers", "The Armed Forces of Ukraine"), "UKRMIL"),
    ],
)
def test_one_force_has_one_id(names: tuple[str, ...], id: str) -> None:
    for name in names:
        head = name.split()[3] if name.startswith("The Armed") else name.split()[-1]
        head = "Forces" if name.startswith("The Armed") else head
        (party,) = parties(f"{name} shelled a village.", head)
        assert party.id == id, name


@pytest.mark.parametrize(
    ("text", "word", "places", "id", "why"),
    [
        ("Soldiers killed two men in Tulkarm.", "Soldiers", {"Tulkarm": "PSE"}, "ISRMIL", "the army there is Israel's"),
        ("Soldiers killed two men in Nyala.", "Soldiers", {"Nyala": "SDN"}, "SDNMIL", "a state's own army"),
        (
            "Israeli strikes hit Tyre in Lebanon, the health ministry said.",
            "ministry",
            {"Tyre": "LBN"},
            "LBNGOV",
            "who speaks for those hit",
        ),
        (
            "Russian missiles hit a bus in Sumy, the governor said.",
            "governor",
            {"Sumy": "UKR"},
            "UKRGOV",
            "of the province that was hit",
        ),
        ("Rwandan troops crossed the lake. The army said it lost two.", "army", {}, "RWAMIL", "the only army told of"),
        ("Rwandan troops met Congolese troops. The army lost two.", "army", {}, None, "one of two armies"),
        ("Two security sources in Baghdad spoke.", "sources", {"Baghdad": "IRQ"}, None, "of no body that is told"),
        ("A bodyguard in Bogota was shot.", "bodyguard", {"Bogota": "COL"}, None, "of no body that is told"),
    ],
)
def test_bodies_left_open(text: str, word: str, places: dict[str, str], id: str | None, why: str) -> None:
    assert [party.id for party in parties(text, word, places=places)] in ([[id]] if id else [[], [None]]), why


def test_the_army_of_an_occupied_land_is_dated() -> None:
    (then,) = parties("Soldiers burned a house in Dili.", "Soldiers", "1991-11-12", {"Dili": "TLS"})
    (now,) = parties("Soldiers burned a house in Dili.", "Soldiers", "2008-02-11", {"Dili": "TLS"})
    assert (then.id, now.id) == ("IDNMIL", "TLSMIL")


@pytest.mark.parametrize(
    ("text", "word", "on", "name", "country"),
    [
        ("Khamenei spoke on Friday.", "Khamenei", "2020-01-03", "Ali Khamenei", "IRN"),
        ("Khamenei spoke on Friday.", "Khamenei", "2026-06-05", "Mojtaba Khamenei", "IRN"),
        ("Tarique Rahman spoke on Friday.", "Rahman", "2026-03-06", "Tarique Rahman", "BGD"),
        ("Mykhailo Fedorov asked for jets.", "Fedorov", "2026-02-02", "Mykhailo Fedorov", "UKR"),
        ("Eyal Zamir visited Rafah.", "Zamir", "2025-05-02", "Eyal Zamir", "ISR"),
    ],
)
def test_holders_of_late_years(text: str, word: str, on: str, name: str, country: str) -> None:
    (party,) = parties(text, word, on)
    assert (party.name, party.country) == (name, country)


def test_a_common_last_name_is_no_holder_of_another_time() -> None:
    text = "Minister Antonio Rodriguez of El Salvador was shot. Nobody knows who shot Minister Rodriguez."
    for on in (None, "1989-06-09"):
        assert {party.country for party in parties(text, "Rodriguez", on)} == {"SLV"}


def test_bodies_of_the_world_are_of_no_country() -> None:
    (party,) = parties("The World Nursing Council warned Kenya.", "Council")
    assert party.country is None


def test_who_holds_a_state_s_office_is_of_no_body_elsewhere() -> None:
    """An office's title may name a body ("Rapid Support Forces leader"); "security council" of Iran is not the United Nations'."""
    countries = Countries()
    book = NameBook(Actors(countries), countries, rows("offices"), rows("actors_metonyms"), Roles())
    held = {
        meaning for found in book.meanings.values() for meaning in found if meaning.kind == "holder" and meaning.actor
    }
    assert held
    assert all(not m.country or m.actor is None or m.actor.country == m.country for m in held)


@pytest.mark.parametrize(
    ("text", "word", "id", "on"),
    [
        ("President Min Aung Hlaing visited Mandalay.", "Hlaing", "MMRGOV", "2026-06-01"),
        ("Prime Minister Ali al-Zaidi went to Basra.", "Zaidi", "IRQGOV", "2026-06-01"),
        ("Mohammad Pakpour ordered a strike.", "Pakpour", "IRGC", "2026-01-10"),
        ("Mohammed Deif planned the attack.", "Deif", "HAMAS", "2023-10-10"),
        ("Shaya al-Zindani formed a government.", "Zindani", "YEMGOV", "2026-02-01"),
        ("Suwayda's National Guard in Sweida opened fire.", "Guard", "SUWAYDAGUARD", "2025-10-01"),
    ],
)
def test_who_came_to_office_lately(text: str, word: str, id: str, on: str) -> None:
    (party,) = parties(text, word, on)
    assert party.id == id
