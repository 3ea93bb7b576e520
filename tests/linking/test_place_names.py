"""Names of places that no gazetteer knows: which spellings are one name, and what such names say of two happenings."""

import msgspec
import pytest

from warmonitor.linking.place_names import name_key
from warmonitor.linking.tellings import Telling, name_telling_blocks
from warmonitor.linking.traits import Traits, compare_where, find_traits, share_where
from warmonitor.records import EventPlace, EventTime, ReportIncident

ZAMFARA = EventPlace(0, 7, "Zamfara", "geonames:1", "Zamfara", "NGA", "in", "admin1", 12.1, 6.2, 105.0)
GUSAU = EventPlace(0, 5, "Gusau", "geonames:2", "Gusau", "NGA", "in", "exact", 12.17, 6.66, 8.0)
SOKOTO = EventPlace(0, 6, "Sokoto", "geonames:3", "Sokoto", "NGA", "in", "exact", 13.06, 5.24, 10.0)
MAY = EventTime(earliest="2023-05-06", latest="2023-05-06", precision="day", basis="stated")


def unknown(text: str) -> EventPlace:
    return EventPlace(0, len(text), text)


def unit(*places: EventPlace) -> ReportIncident:
    return ReportIncident("i", (), "ASSAULT", places=places, time=MAY)


def traits(*places: EventPlace) -> Traits:
    return find_traits(unit(*places))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Pazigyi village", "Pa Zi Gyi"),  # the kind of a place is no part of its name
        ("Wegel Tena", "Wogeltena"),  # long names go by their consonants
        ("Almat", "the town of Aalmat"),
        ("Ma'arrat Misrin", "Maarat Misrin"),  # apostrophes
        ("Bocarándia", "Bocarandia"),  # accents
        ("Zhuravka", "Žuravka"),
    ],
)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert name_key(a) is not None
    assert name_key(a) == name_key(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kizara", "Janbako"),
        ("Bakara", "Bukuru"),  # short names go by their vowels, too
        ("Damo", "Dima"),
    ],
)
def test_other_names(a: str, b: str) -> None:
    assert name_key(a) != name_key(b)


@pytest.mark.parametrize("words", ["the village", "a market", "Central Hospital", "the front line", "", "7", "El"])
def test_words_that_are_no_name(words: str) -> None:
    assert name_key(words) is None


@pytest.mark.parametrize(
    ("a", "b", "fact"),
    [
        ([unknown("Kizara"), ZAMFARA], [unknown("Kizara village"), ZAMFARA], "same_place"),
        ([unknown("Kizara"), ZAMFARA], [unknown("Janbako"), ZAMFARA], "names_apart"),  # the province is none in common
        ([unknown("Kizara"), ZAMFARA], [ZAMFARA], "same_place"),  # the other says no more
        ([unknown("Kizara"), GUSAU], [unknown("Janbako"), GUSAU], "same_place"),  # two quarters of a town
        ([unknown("Kizara"), GUSAU], [unknown("Kizara"), SOKOTO], "places_apart"),  # towns have quarters of one name
        ([unknown("Sokkoto")], [SOKOTO], "same_place"),  # known in one spelling
        ([unknown("Kizara")], [GUSAU], "names_apart"),
        ([unknown("Kizara")], [], None),
        ([unknown("Alwan Street")], [unknown("Kindi Hospital")], None),  # in one town, for all that is known
        ([unknown("Kindi Hospital")], [unknown("Kindi hospital")], "same_place"),
    ],
)
def test_names_beside_what_is_known(a: list[EventPlace], b: list[EventPlace], fact: str | None) -> None:
    assert compare_where(traits(*a), traits(*b)) == compare_where(traits(*b), traits(*a)) == fact


def test_a_province_is_no_place_that_two_stories_share() -> None:
    assert not share_where(traits(ZAMFARA), traits(ZAMFARA))
    assert share_where(traits(GUSAU), traits(GUSAU, ZAMFARA))
    assert share_where(traits(unknown("Kizara")), traits(unknown("Kizara village")))


def test_a_name_is_a_block() -> None:
    def blocks(name: str) -> set[str]:
        return set(name_telling_blocks(Telling("t", "r", 0, unit(unknown(name)), ())))

    assert blocks("Pazigyi") == blocks("Pa Zi Gyi") != set()
    assert blocks("Pazigyi").isdisjoint(blocks("Janbako"))
    went = msgspec.structs.replace(unknown("Pazigyi"), relation="toward")
    assert not name_telling_blocks(Telling("t", "r", 0, unit(went), ()))
