"""Places: what is found, what it means, and which is an event's own. Table tests, a row with its one-line reason, and properties."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coding.parsed import parse
from warmonitor.coding.places.find import FoundPlace, PlaceFinder
from warmonitor.coding.places.relate import relate_places
from warmonitor.knowledge.gazetteer.lookup import shipped_gazetteer
from warmonitor.records import EventPlace, Report


@cache
def finder() -> PlaceFinder:
    return PlaceFinder(shipped_gazetteer())


def find(text: str) -> list[FoundPlace]:
    return finder().find(parse(text), Report("r", text))


def named(text: str, name: str) -> FoundPlace | None:
    return next((place for place in find(text) if place.mention.text == name), None)


@pytest.mark.parametrize(
    ("text", "name", "country", "kind", "why"),
    [
        (
            "Shells fell on Kharkiv overnight.",
            "Kharkiv",
            "UKR",
            "settlement",
            "a city that holds most of its province's people",
        ),
        ("Fighting went on in Idlib province.", "Idlib", "SYR", "admin1", "the word province says which"),
        ("The rebels left Idlib city.", "Idlib", "SYR", "settlement", "the word city says which"),
        ("Talks were held in Syria.", "Syria", "SYR", "country", "a country"),
        ("Soldiers entered Saraqib, in Idlib.", "Saraqib", "SYR", "settlement", "a town in a province"),
        ("A man was shot in Paris, Texas.", "Paris", "USA", "settlement", "the text states the container"),
        ("A man was shot in Paris on Friday, French police said.", "Paris", "FRA", None, "its country is spoken of"),
        ("Gunmen attacked Tripoli, Lebanon.", "Tripoli", "LBN", "settlement", "not the capital of Libya"),
        ("Clashes broke out in Tripoli, the Libyan capital.", "Tripoli", "LBY", None, "not the city of Lebanon"),
        ("Two ships were hit in the Black Sea.", "Black Sea", None, "water", "a sea of no country"),
        ("Thousands fled Darfur for Chad.", "Darfur", "SDN", "region", "a region"),
        (
            "Militants attacked El Fasher and Goma.",
            "El Fasher",
            "SDN",
            "settlement",
            "the pipeline takes it for a body",
        ),
        (
            "Strikes killed nine people in Khan Younis.",
            "Khan Younis",
            "PSE",
            "settlement",
            "the pipeline takes it for a person",
        ),
        (
            "The United States lifted its embargo.",
            "United States",
            "USA",
            "country",
            "an article at the start of a sentence",
        ),
        ("The U.S. and Russian Federation met in Geneva.", "Russian Federation", "RUS", "country", "a long name"),
    ],
)
def test_what_a_name_means(text: str, name: str, country: str | None, kind: str | None, why: str) -> None:
    place = named(text, name)
    assert place is not None, why
    assert place.mention.country == country, why
    assert kind is None or place.mention.kind == kind, why
    assert place.mention.latitude is not None


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("The police said the minister would march in May.", "police", "ordinary words"),
        ("He was elected in March and sworn in on Thursday.", "March", "a month"),
        ("Mr Lincoln spoke to reporters.", "Lincoln", "a person after a title"),
        ("Harry Jackson was arrested. Jackson denied it.", "Jackson", "a person named in full before"),
        ("Us against them, they said.", "Us", "a pronoun"),
        ("He reads the polish language texts.", "polish", "an ordinary word"),
    ],
)
def test_what_is_no_place(text: str, words: str, why: str) -> None:
    assert words not in [place.mention.text for place in find(text)], why


@pytest.mark.parametrize(
    ("text", "name", "is_metonym", "why"),
    [
        ("Moscow rejected the warning.", "Moscow", True, "a capital that speaks"),
        ("Israel accused Iran of the attack.", "Israel", True, "a country that speaks"),
        ("Russian warplanes bombed the town.", "Russian", True, "a word for a people"),
        ("A bomb went off in Moscow.", "Moscow", False, "a spot"),
        ("Troops massed near the Lebanese border.", "Lebanese", False, "whose ground it is"),
    ],
)
def test_what_stands_for_people(text: str, name: str, is_metonym: bool, why: str) -> None:
    place = named(text, name)
    assert place is not None and place.is_metonym is is_metonym, why


@pytest.mark.parametrize(
    ("text", "name", "admin1", "country", "why"),
    [
        ("Storms hit the towns of Sparta and Tomah.", "Sparta", "Wisconsin", "USA", "both are towns side by side nowhere else"),
        ("A Cambridge man was charged, the sheriff said. Deputies said he fled to Zanesville.", "Cambridge", "Ohio", "USA", "the other town, and a sheriff"),
        ("The City of Richmond and Henrico County closed their schools.", "Richmond", "Virginia", "USA", "the city by its county; the words city of are no part of it"),
        ("A helicopter attacked a boat on the banks of the Niger.", "Niger", None, None, "the article tells the river from the country"),
        ("The Florida Highway Patrol closed the road.", "Florida", "Florida", "USA", "a body is no highway"),
        ("The Minnesota House passed the bill.", "Minnesota", "Minnesota", "USA", "a chamber is no building"),
        ("Gunmen shot a guard at Huntsville High School, the Alabama paper said.", "Huntsville High School", "Alabama", "USA", "a school lies in the town of its name"),
        ("Fighters shelled Ramadi.", "Ramadi", "Al Anbar", "IRQ", "a town whose province has its name only among others"),
        ("Islamic State fighters lost Palmyra to the Syrian army.", "Palmyra", "Homs", "SYR", "the name in the press"),
    ],
)  # fmt: skip
def test_the_rest_of_a_report_tells_namesakes_apart(
    text: str, name: str, admin1: str | None, country: str | None, why: str
) -> None:
    found = named(text, name)
    assert found is not None, why
    assert (found.mention.admin1, found.mention.country) == (admin1, country), why


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Israeli tanks entered Gaza City and Rafah, Gaza health officials said. A strike hit a home in Tal, the Gaza ministry said.", "Tal", "no town of India in a report on Gaza"),
        ("Troops left Maiduguri and Bama in Nigeria. Nigeria said militants burned the market of Bina.", "Bina", "no town of India in a report on Nigeria"),
    ],
)  # fmt: skip
def test_a_small_namesake_abroad_is_not_meant(text: str, name: str, why: str) -> None:
    found = named(text, name)
    assert found is None or found.mention.latitude is None, why


def test_a_name_means_one_place_in_a_report_but_where_the_text_says_other() -> None:
    found = [
        place.mention
        for place in find("A fire broke out in Tripoli, Lebanon. Tripoli is a port. Ships left for Tripoli, Libya.")
        if place.mention.text == "Tripoli"
    ]
    assert [mention.country for mention in found] == ["LBN", "LBN", "LBY"]


def test_an_unknown_name_is_found_by_its_surroundings_and_lies_in_its_container() -> None:
    place = named("Gunmen raided the village of Qwertabad in Idlib province.", "Qwertabad")
    assert place is not None and place.mention.id is None
    assert (place.mention.country, place.mention.admin1) == ("SYR", "Idlib")
    alone = named("Gunmen raided the village of Qwertabad on Monday.", "Qwertabad")
    assert alone is not None and alone.mention.latitude is None, "nothing says where it lies"


def test_a_part_of_a_city_is_no_far_namesake() -> None:
    place = named("Two people died in the Zaytoun neighbourhood of Gaza City, Palestinian medics said.", "Zaytoun")
    assert place is not None and place.mention.country == "PSE"


@pytest.mark.parametrize(
    ("text", "name", "container", "why"),
    [
        ("Talks were held at Aleppo Town Hall.", "Aleppo Town Hall", "Aleppo", "a hall is named for its town"),
        (
            "Police in Homs fired on crowds. They had gathered in Qatana Street.",
            "Qatana Street",
            "Homs",
            "a street lies in the town named before",
        ),
    ],
)
def test_an_unknown_name_has_the_point_of_the_town_in_it_or_around_it(
    text: str, name: str, container: str, why: str
) -> None:
    found = named(text, name)
    assert found is not None, why
    assert found.container is not None, why
    assert (found.container.name, found.mention.id) == (container, None), why
    assert found.mention.latitude == found.container.latitude, why


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Gunmen attacked an African Union base in Somalia.", "Union", "a part of a body's name"),
        ("Boko Haram fighters burned the town of Gwoza in Nigeria.", "Haram", "a part of a group's name"),
        ("Insurgents shot down a Chinook transport helicopter near Ghazni.", "Chinook", "a make of helicopters"),
    ],
)
def test_no_part_of_a_bodys_name_is_a_town(text: str, name: str, why: str) -> None:
    assert named(text, name) is None, why


def test_a_country_lies_in_no_other_but_its_namesake_may() -> None:
    country = named("There is anger in Mexico in the United States too. Mexico said so.", "Mexico")
    state = named("Police in Georgia, USA, shot a man.", "Georgia")
    town = named("Police in Lebanon, Pa., shot a man.", "Lebanon")
    assert country is not None
    assert state is not None
    assert town is not None
    assert (country.mention.country, state.mention.kind, town.mention.country) == ("MEX", "admin1", "USA")


def test_a_name_is_one_kind_of_thing_in_a_report() -> None:
    text = "Hector Delgado was kidnapped in Lima. Police seek Mr. Delgado. Friends of Delgado said Delgado was ill."
    assert named(text, "Delgado") is None


def test_the_rest_of_a_report_does_not_leak_into_the_next() -> None:
    text = "A man was shot in Springfield on Friday."
    before = [place.mention for place in find(text)]
    find("Police in Boston, Worcester and Springfield, Massachusetts, met. Springfield is in Hampden County.")
    assert [place.mention for place in find(text)] == before


def events(text: str, trigger: str) -> tuple[EventPlace, ...]:
    p = parse(text)
    token, last = p.tokens_in(text.index(trigger), text.index(trigger) + len(trigger))
    assert token < last
    return relate_places(p, token, finder().find(p, Report("r", text)))


@pytest.mark.parametrize(
    ("text", "trigger", "place", "relation", "precision", "why"),
    [
        ("Five people were killed in Aleppo on Monday.", "killed", "Aleppo", "in", "exact", "its own phrase"),
        ("Air strikes hit northern Idlib.", "strikes", "Idlib", "in", "admin1", "the object of the blow"),
        ("Troops are massing around Idlib.", "massing", "Idlib", "around", "admin1", "around"),
        ("Fighters clashed with soldiers 5 km north of Saraqib.", "clashed", "Saraqib", "near", "near", "a distance"),
        (
            "A bomb exploded on the Aleppo-Damascus highway.",
            "exploded",
            None,
            "along",
            "near",
            "a line between two cities",
        ),
        (
            "Israel carried out air strikes in Syria.",
            "strikes",
            "Syria",
            "in",
            "country",
            "never a city's pin for a country",
        ),
    ],
)
def test_where_an_event_happened(
    text: str, trigger: str, place: str | None, relation: str, precision: str, why: str
) -> None:
    main = events(text, trigger)[0]
    assert place is None or main.text == place, why
    assert (main.relation, main.precision, main.basis) == (relation, precision, "stated"), why


def test_origin_and_direction_keep_their_relations() -> None:
    found = {place.text: place.relation for place in events("Convoys moved from Damascus to Homs.", "moved")}
    assert found.get("Damascus") == "from" and found.get("Homs", "toward") == "toward"


@pytest.mark.parametrize(
    ("text", "trigger", "why"),
    [
        ("Moscow rejected the warning.", "rejected", "a government is no spot"),
        ("Russian forces attacked on Monday.", "attacked", "nor a nationality"),
        ("Three soldiers were killed.", "killed", "nothing says where"),
        (
            "Five people were killed, the governor of the Donetsk region said.",
            "killed",
            "the speaker's office is no spot of the event",
        ),
    ],
)
def test_where_no_place_is_given(text: str, trigger: str, why: str) -> None:
    assert events(text, trigger) == (), why


@pytest.mark.parametrize(
    ("text", "trigger", "place", "why"),
    [
        ("Rebels shelled Aleppo. Two children were killed there.", "killed", "Aleppo", "there"),
        ("Clashes shook Idlib. Soldiers are massing around the province.", "massing", "Idlib", "the province"),
        (
            "Shells fell on houses in Donetsk. Three people were killed.",
            "killed",
            "Donetsk",
            "the sentence before sets the scene",
        ),
    ],
)
def test_a_place_from_the_context_says_so(text: str, trigger: str, place: str, why: str) -> None:
    (main, *_) = events(text, trigger)
    assert (main.text, main.basis) == (place, "context"), why


@pytest.mark.parametrize(
    ("text", "trigger", "places", "why"),
    [
        ("Air strikes hit the village of Kafr Zaboura in rural Idlib.", "hit", [("Kafr Zaboura", "SYR", "admin1", "stated")], "the province it is told to lie in"),
        ("Rebels ambushed a patrol at Kasheke, some 20 km north of Goma.", "ambushed", [("Kasheke", "COD", "near", "stated")], "the town it is told to be near"),
        ("In Myanmar, troops torched the village of Hnan Khar.", "torched", [("Hnan Khar", None, "unknown", "stated"), ("Myanmar", "MMR", "country", "stated")], "the country of the sentence"),
        ("MAIDUGURI, Nigeria - Gunmen attacked the village of Zirawa.", "attacked", [("Zirawa", None, "unknown", "stated"), ("MAIDUGURI", "NGA", "country", "context")], "the country of the dateline, which says so, not its town"),
        ("Militants attacked the village of Azawer.", "attacked", [("Azawer", None, "unknown", "stated")], "nothing is told of where it lies"),
        ("Shells fell on Sirte, 450 km east of Tripoli.", "fell", [("Sirte", "LBY", "exact", "stated")], "a town that is known lies where it lies"),
    ],
)  # fmt: skip
def test_an_unknown_village_is_as_coarse_as_what_is_told(
    text: str, trigger: str, places: list[tuple[str, str | None, str, str]], why: str
) -> None:
    told = events(text, trigger)
    assert [(place.text, place.country, place.precision, place.basis) for place in told] == places, why


def test_a_distance_widens_an_unknown_place() -> None:
    (near,) = events("Gunmen killed ten in Tabaram, about 45 kilometres from Djibo.", "killed")
    assert near.radius_km is not None
    assert near.radius_km > 45


def test_a_loose_relation_widens_the_radius() -> None:
    in_it, near_it = (events(f"A bomb exploded {how} Saraqib.", "exploded")[0] for how in ("in", "near"))
    far = events("A bomb exploded 30 km south of Saraqib.", "exploded")[0]
    assert in_it.radius_km is not None and near_it.radius_km is not None and far.radius_km is not None
    assert in_it.radius_km < near_it.radius_km < far.radius_km


NAMES = st.sampled_from(
    [
        "Idlib",
        "Paris",
        "Syria",
        "the",
        "village",
        "of",
        "in",
        "Moscow",
        "al-Bab",
        ",",
        "Kindi",
        "Hospital",
        "St.",
        "Russian",
        ".",
        "(",
        "'s",
        "-",
        "U.S.",
        "Xyzzy",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, max_size=25).map(" ".join))
def test_mentions_quote_their_text_in_order(text: str) -> None:
    end = 0
    for place in find(text):
        mention = place.mention
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end
        assert (mention.latitude is None) == (mention.longitude is None)


def test_a_hostile_text_takes_bounded_time() -> None:
    text = "Idlib, Paris of the Al and " * 300
    p = parse(text)
    start = time.process_time()
    found = finder().find(p, Report("r", text))
    assert len(found) > 250
    for token in range(0, len(p), 100):
        relate_places(p, token, found)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "name", "country", "why"),
    [
        ("South West forces shot at a crowd in Buurhakaba district.", "South West", None, "provinces of many lands"),
        ("Separatists attacked a post in Cameroon's South West.", "South West", "CMR", "one of a land that is named"),
        ("Police arrested the director of Kanal 13 in Baku.", "Kanal", None, "a station has a number"),
        ("In Aleppo 12 people were killed.", "Aleppo", "SYR", "a number of others"),
    ],
)
def test_names_that_are_no_place_alone(text: str, name: str, country: str | None, why: str) -> None:
    place = named(text, name)
    assert (place.mention.country if place is not None else None) == country, why
