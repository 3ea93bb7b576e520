"""What a person types becomes a value that is looked up, quoted from the report, or refused."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_claim, make_count, make_day, make_party, make_place, make_report
from warmonitor.errors import UsageError, WarmonitorError
from warmonitor.records import Attribution
from warmonitor.reviewing.fields import FIELDS, check, correct, decode
from warmonitor.reviewing.values import AmbiguousError, Reader, write

TEXT = "Russian warplanes hit Idlib on 4 September 2018 and killed 5 people, the observatory said. Jisr al-Shughur was hit, too."
REPORT = make_report(TEXT, id="r")
CLAIM = make_claim(
    REPORT,
    "hit",
    actors=[make_party(REPORT, "Russian", id="RUSMIL", name="Russian armed forces", country="RUS", sector="MIL")],
    places=[make_place(REPORT, "Idlib")],
    time=make_day("2018-09-04"),
    counts=[make_count(REPORT, "5 people")],
    attribution=Attribution((make_party(REPORT, "the observatory"),)),
)
READER = Reader()


def read(field: str, typed: str, chosen: str | None = None) -> object:
    return READER.read(field, typed, CLAIM, TEXT, chosen)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("counts", "5 killed", [("killed", None, 5, 5)]),
        (
            "counts",
            "5-8 killed civilians; at least 3 injured",
            [("killed", "civilians", 5, 8), ("injured", None, 3, None)],
        ),
        ("counts", "up to 20 missing", [("missing", None, 0, 20)]),
        ("counts", "more than 1,000 displaced", [("displaced", None, 1001, None)]),
        ("counts", "", []),
    ],
)
def test_counts(field: str, typed: str, said: list[tuple[object, ...]]) -> None:
    assert [(one.of, one.who, one.low, one.high) for one in read(field, typed)] == said  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2018-09-04", ("2018-09-04", "2018-09-04", "day")),
        ("2018-09-04..2018-09-06", ("2018-09-04", "2018-09-06", "week")),
        ("2018-09", ("2018-09-01", "2018-09-30", "month")),
        ("2018", ("2018-01-01", "2018-12-31", "year")),
        ("2018-09-04..", ("2018-09-04", None, "open")),
        ("", (None, None, "unknown")),
    ],
)
def test_times(typed: str, said: tuple[object, ...]) -> None:
    time = read("time", typed)
    assert (time.earliest, time.latest, time.precision) == said  # type: ignore[attr-defined]


def test_a_party_of_the_registry_is_known_by_name_and_by_id() -> None:
    for typed in ("RUSMIL", "UKRMIL"):
        [party] = read("actors", typed)  # type: ignore[misc]
        assert (party.id, party.sector) == (typed, "MIL")


def test_words_are_quoted_where_the_report_has_them_and_nowhere_else() -> None:
    quoted, known = read("recipients", "warplanes; a family of five")  # type: ignore[misc]
    assert TEXT[quoted.start : quoted.end] == quoted.text == "warplanes"
    assert (known.start, known.end, known.text, known.name) == (CLAIM.start, CLAIM.start, "", "a family of five")


def test_what_the_claim_has_already_is_kept_as_it_is() -> None:
    assert read("actors", f"{write('actors', CLAIM.event.actors)}; RUSGOV")[0] == CLAIM.event.actors[0]  # type: ignore[index]


def test_a_place_is_looked_up_near_those_that_the_claim_has() -> None:
    [place] = read("places", "near Jisr al-Shughur")  # type: ignore[misc]
    assert place.id is not None and (place.country, place.relation, place.precision) == ("SYR", "near", "near")
    assert TEXT[place.start : place.end] == "Jisr al-Shughur"


def test_a_name_of_several_places_is_asked_back() -> None:
    with pytest.raises(AmbiguousError) as raised:
        read("places", "idlib")
    choice = raised.value.choices[-1]
    for typed, chosen in ((f"Idlib [{choice.id}]", None), ("idlib", choice.id)):
        [place] = read("places", typed, chosen)  # type: ignore[misc]
        assert place.id == choice.id


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("counts", "many killed"),  # no number
        ("time", "Tuesday"),  # no day
        ("time", "2018-13"),  # no month
        ("modality", "perhaps"),  # not of the list
        ("actors", "Somebody [NOBODY]"),  # no such id
        ("places", "Idlib [geonames:0]"),  # no such place of that name
        ("places", ";".join(["Idlib"] * 40)),  # too many
        ("colour", "red"),  # no field
    ],
)
def test_what_can_t_be_read_is_refused(field: str, typed: str) -> None:
    with pytest.raises(UsageError):
        read(field, typed)


@settings(max_examples=40)
@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=60))
def test_any_words_are_read_or_refused(field: str, typed: str) -> None:
    try:
        value = decode(field, msgspec.to_builtins(read(field, typed)))
        check(CLAIM, field, value)
    except WarmonitorError:
        return
    corrected = correct(CLAIM, {field: msgspec.to_builtins(value)})
    assert corrected.id == CLAIM.id
    for party in (*corrected.event.actors, *corrected.event.recipients, *corrected.event.places):
        assert TEXT[party.start : party.end] == party.text


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_what_is_written_is_read_again(field: str) -> None:
    value = FIELDS[field].read(CLAIM)
    again = read(field, write(field, value))
    assert write(field, again) == write(field, value)
    assert correct(CLAIM, {field: msgspec.to_builtins(again)}).event.actors == CLAIM.event.actors


def test_a_new_type_takes_its_mode_and_codes_along() -> None:
    corrected = correct(CLAIM, {"type": "PROTEST"})
    assert (corrected.event.type, corrected.event.mode, corrected.event.codes.cameo) == ("PROTEST", None, "14")
