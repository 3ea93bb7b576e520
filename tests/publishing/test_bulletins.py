"""Bulletins: no sentence says more than its claims; edits are kept beside the machine's words; hostile text stays text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import msgspec
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_claim, make_count, make_day, make_party, make_place, make_report
from warmonitor.errors import UsageError
from warmonitor.publishing.bulletin import (
    Bulletin,
    Cited,
    Correction,
    Coverage,
    Figures,
    Material,
    Quiet,
    Sentence,
    Silent,
    Sum,
    Told,
    sentences_of,
    write_bulletin,
)
from warmonitor.publishing.bulletin.editing import Edit, Made, apply_edits, as_issued, check_edit
from warmonitor.publishing.bulletin.forms import FORMS
from warmonitor.publishing.bulletin.pdf import _data, _fonts, _replaced, _strings, _tell_missing, _units, write_pdf
from warmonitor.publishing.bulletin.text import write_markdown, write_text
from warmonitor.publishing.bulletin.words import clean, counted_words, number_words, period_words, time_words
from warmonitor.records import Attribution, EventTime, Incident, Rival, Status, Toll, Version

HOSTILE = "<script>alert(1)</script> *b* [x](javascript:1) #show: panic() \\ $x$ @a `c` \u202eevil"
DAY = "2024-03-15"
NOWHERE = "\U00050005"  # no character has this number, so no font has a sign for it


def raid(
    name: str = "1", place: str = "Idlib", *, source: str = "Sample Wire", killed: int | None = 5, speaker: str | None = None,
    denied: bool = False, planned: bool = False, actor: str = "Russian", day: str = DAY,
) -> Cited:  # fmt: skip
    """A claim of an air raid as a bulletin takes it."""
    said = f", {speaker} said" if speaker else ""
    toll = f" and killed {killed} people" if killed is not None else ""
    report = make_report(f"{actor} warplanes hit {place} {day}{toll}{said}.", id=f"r{name}", source=source)
    claim = make_claim(
        report, "hit", id=f"c{name}", actors=[make_party(report, actor, name=f"{actor} armed forces", id=actor)],
        places=[make_place(report, place)], time=make_day(day),
        counts=[make_count(report, f"{killed} people", low=killed, high=killed)] if killed is not None else [],
        status=Status(modality="planned" if planned else "actual", polarity="negative" if denied else "positive"),
        attribution=Attribution((make_party(report, speaker, name=speaker),)) if speaker else None,
    )  # fmt: skip
    return Cited(claim, report.id, source, f"https://wire.example/{name}", f"Raid on {place}", report.published)


def told(
    *claims: Cited, id: str = "i1", title: str = "Air strikes in Idlib", grade: str = "Fair", type: str = "ASSAULT"
) -> Told:
    """The incident of some claims."""
    first = claims[0].claim
    figures = [
        count.low
        for one in claims
        for count in one.claim.event.counts
        if count.low is not None and one.claim.status.polarity == "positive"
    ]
    toll = (
        Toll(
            "killed", None, min(figures), figures[-1], max(figures), min(figures), tuple(one.claim.id for one in claims)
        )
        if figures
        else None
    )
    return Told(
        Incident(
            id, title, type, "aerial" if type == "ASSAULT" else None, first.event.actors, (), first.event.places, first.event.time, (), (toll,) if toll else (),
            tuple(one.report for one in claims), tuple(one.claim.id for one in claims), tuple(one.source or "" for one in claims), len(claims), grade,  # type: ignore[arg-type]
            (f"{len(claims)} independent voices",), "corroborated", DAY, f"{DAY}T12:00:00Z",
        ),
        claims,
    )  # fmt: skip


def write(*incidents: Told, **more: object) -> Bulletin:
    return write_bulletin(Material(DAY, DAY, f"{DAY}T18:00:00Z", incidents, **more))  # type: ignore[arg-type]


def texts(bulletin: Bulletin) -> dict[str, str]:
    return {sentence.id: sentence.text for sentence in sentences_of(bulletin)}


def test_what_happened_is_told_with_whose_word_it_is() -> None:
    said = texts(write(told(raid("1"), raid("2", source="Sample Daily", killed=8, speaker="the war monitor"))))
    assert said["i1:what"] == (
        "Air strikes were reported in Idlib, Syria on 15 March 2024, according to Sample Wire and the war monitor (quoted by Sample Daily)."
    )
    assert (
        said["i1:actor"]
        == "Named as having done it: Russian armed forces, by Sample Wire and the war monitor (quoted by Sample Daily)."
    )
    assert said["i1:toll:killed:"] == (
        "Between 5 and 8 people were reported killed: 5 according to Sample Wire; 8 according to the war monitor (quoted by Sample Daily)."
    )


def test_a_denial_puts_an_incident_among_the_disputed() -> None:
    bulletin = write(
        told(raid("1"), raid("2", source="Sample Ministry", killed=None, denied=True, speaker="a spokesman"))
    )
    (section,) = [section for section in bulletin.sections if section.id == "disputed"]
    assert section.items[0].incident == "i1"
    assert texts(bulletin)["i1:denial"] == "According to a spokesman (quoted by Sample Ministry), it did not happen."
    assert "violence" not in [section.id for section in bulletin.sections]


def test_a_plan_is_told_apart_and_never_as_having_happened() -> None:
    bulletin = write(told(raid("1")), planned=(raid("9", planned=True, killed=None),))
    (section,) = [section for section in bulletin.sections if section.id == "planned"]
    (sentence,) = section.items[0].sentences
    assert "told of as planned, not as having happened" in sentence.text
    assert sentence.claims == ("c9",)


@pytest.mark.parametrize(
    ("phase", "words"),
    [("stop", "were reported to have ceased"), ("start", "were reported to have begun"), (None, "were reported in")],
)
def test_a_raid_that_ceased_is_no_raid(phase: str | None, words: str) -> None:
    one = told(raid("1"))
    one = Told(msgspec.structs.replace(one.incident, phase=phase), one.claims)
    assert words in texts(write(one))["i1:what"]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("named", "having done it"),
        ("suspected", "suspected of it"),
        ("claimed", "claiming it"),
        (None, "having done it"),
    ],
)
def test_a_suspicion_stays_one(how: str | None, words: str) -> None:
    one = raid("1")
    event = msgspec.structs.replace(one.claim.event, perpetrator=how)
    one = msgspec.structs.replace(one, claim=msgspec.structs.replace(one.claim, event=event))
    assert texts(write(told(one)))["i1:actor"] == f"Named as {words}: Russian armed forces, by Sample Wire."


def test_what_voices_differ_on_is_said_with_the_claims_of_each() -> None:
    one = told(raid("1"), raid("2", source="Sample Daily", actor="Rebel"))
    rivals = (
        Rival("who", (Version("Russian", ("Sample Wire",), ("c1",)), Version("Rebel", ("Sample Daily",), ("c2",)))),
        Rival("toll"),
    )
    bulletin = write(Told(msgspec.structs.replace(one.incident, rivals=rivals), one.claims))
    assert [section.id for section in bulletin.sections][1] == "disputed"
    sentence = next(one for one in sentences_of(bulletin) if one.id == "i1:dispute")
    assert (sentence.text, sentence.claims) == ("Voices differ on who did it and how many it harmed.", ("c1", "c2"))


def test_incidents_come_in_the_order_of_harm() -> None:
    incidents = [told(raid(str(n), killed=n), id=f"i{n}") for n in (3, 9, 5)] + [
        told(raid("x", killed=None), id="ix", type="CONSULT")
    ]
    bulletin = write(*incidents)
    assert [item.incident for section in bulletin.sections for item in section.items if item.incident] == [
        "i9",
        "i5",
        "i3",
        "ix",
    ]


def test_figures_stand_beside_the_period_before() -> None:
    now = Figures(Sum(None, 3, 5, 9), (Sum("Fair", 3, 5, 9),), (Sum("SYR", 3, 5, 9),), undated=1)
    bulletin = write(told(raid("1")), figures=now, before=Figures(Sum(None, 2, 4, 4)))
    said = texts(bulletin)
    assert said["figures:incidents"] == "3 incidents are dated within the period, 2 within as many days before."
    assert (
        said["figures:killed"]
        == "Added up over them, between 5 and 9 people were reported killed; it was 4 within as many days before."
    )
    assert said["figures:undated"].startswith(
        "1 further incident may have begun before or ended after the period and is not"
    )
    assert bulletin.sections[0].tables[1].rows == (("Syria", "3", "5", "9"),)


def test_a_sum_that_is_open_says_at_least() -> None:
    said = texts(write(figures=Figures(Sum(None, 3, 5, 9, is_open=True))))
    assert "at least 5 people" in said["figures:killed"]


def test_no_reports_are_told_as_such() -> None:
    coverage = Coverage(0, 0, (), (Quiet("MLI", 40),), (Silent("Sample Herald", "2024-03-01"),))
    said = texts(write(coverage=coverage))
    assert "nothing is known of it, which is not to say that nothing happened" in said["coverage:reports"]
    assert said["coverage:quiet:MLI"].startswith("No reports from Mali, which 40 reports told of in the weeks before")
    assert said["coverage:silent:Sample Herald"] == "Sample Herald has published nothing since 1 March 2024."


def test_corrections_tell_what_was_and_what_is() -> None:
    corrections = (
        Correction("i7", "Air strikes in Idlib", "grade", (("grade", "Weak", "Fair"), ("killed", "5–8", None))),
        Correction("i8", "Shelling in Hama", "retracted"),
        Correction("i9", "Raid", "merged", replaced_by="i1"),
    )
    said = texts(write(corrections=corrections, corrected_since="2024-03-14"))
    assert said["correction:i7"] == "“Air strikes in Idlib”: grade was Weak, now Fair; killed was 5–8, now not told."
    assert said["correction:i8"] == "“Shelling in Hama” was retracted: no report tells of it any more."
    assert "None of the incidents" in texts(write(corrected_since="2024-03-14"))["corrections:none"]


WORDS = [
    ((5, 5), "5"),
    ((5, 8), "between 5 and 8"),
    ((5, None), "at least 5"),
    ((None, 8), "up to 8"),
    ((1000, 2000), "between 1,000 and 2,000"),
]


@pytest.mark.parametrize(("bounds", "words"), WORDS)
def test_numbers_stay_ranges(bounds: tuple[int | None, int | None], words: str) -> None:
    assert number_words(*bounds) == words


def test_one_is_singular() -> None:
    assert counted_words("killed", "children", 1, 1) == "1 child was reported killed"
    assert counted_words("strikes", None, 3, 3) == "3 strikes were reported"
    assert counted_words("burned", None, 3, None) == "at least 3 of what is counted were reported as burned"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (EventTime(), ""),
        (EventTime(earliest=DAY, latest=DAY, basis="stated"), " on 15 March 2024"),
        (EventTime(earliest=DAY, latest=DAY), " on 15 March 2024 (going by the report's date)"),
        (EventTime(earliest="2024-03-01", latest="2024-03-31", basis="stated"), " in March 2024"),
        (EventTime(earliest="2024-01-01", latest="2024-12-31", basis="stated"), " in 2024"),
        (EventTime(earliest="2024-03-14", latest=DAY, basis="stated"), " between 14 March 2024 and 15 March 2024"),
        (EventTime(earliest=DAY, basis="stated"), " on or after 15 March 2024"),
        (EventTime(latest=DAY, basis="stated"), " on or before 15 March 2024"),
    ],
)
def test_days_stay_ranges(time: EventTime, words: str) -> None:
    assert time_words(time) == words


def test_a_period_is_named() -> None:
    assert period_words(DAY, DAY) == "15 March 2024"
    assert period_words("2024-03-09", DAY) == "9 to 15 March 2024"
    assert period_words("2024-02-28", DAY) == "28 February to 15 March 2024"


# What is said is what is in the claims


def _numbers(text: str) -> set[int]:
    return {int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)}


def _held(claims: list[Cited]) -> tuple[set[int], set[str]]:
    """All numbers and names that claims hold."""
    numbers: set[int] = set()
    names: set[str] = set()
    for one in claims:
        event = one.claim.event
        numbers |= {value for count in event.counts for value in (count.low, count.high) if value is not None}
        for day in (event.time.earliest, event.time.latest):
            if day:
                numbers |= {int(part) for part in day.split("-")}
        names |= {one.source or ""} | {party.name or party.text for party in event.actors}
        names |= {place.name or place.text for place in event.places} | {
            "Syria",
            "Ukraine",
            "Democratic Republic of the Congo",
        }
        names |= {speaker.name or "" for speaker in (one.claim.attribution.speakers if one.claim.attribution else ())}
    return numbers, names


CLAIMS = st.builds(
    lambda number, place, source, killed, speaker, denied, actor, day: raid(
        number, place, source=source, killed=killed, speaker=speaker, denied=denied, actor=actor, day=(date(2024, 3, 1) + timedelta(days=day)).isoformat()
    ),
    st.uuids().map(str), st.sampled_from(["Idlib", "Kharkiv", "Goma"]), st.sampled_from(["Sample Wire", "Sample Daily", "Sample Radio"]),
    st.none() | st.integers(1, 5000), st.none() | st.sampled_from(["Anna Example", "The Monitor"]), st.booleans(), st.sampled_from(["Russian", "Rebel"]), st.integers(0, 20),
)  # fmt: skip


@given(st.lists(st.lists(CLAIMS, min_size=1, max_size=6), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_every_number_place_and_name_is_in_the_claims(groups: list[list[Cited]]) -> None:
    incidents = [told(*claims, id=f"i{n}", title="Air strikes") for n, claims in enumerate(groups)]
    bulletin = write(*incidents)
    of = {one.claim.id: one for claims in groups for one in claims}
    by_incident = {f"i{n}": claims for n, claims in enumerate(groups)}
    notes = {note.claim: note.number for note in bulletin.notes}
    for sentence in sentences_of(bulletin):
        if sentence.kind != "claims":
            continue
        assert sentence.claims, sentence.text
        assert all(notes[claim] for claim in sentence.claims)
        numbers, names = _held(by_incident[sentence.incidents[0]])
        said = re.sub(r"\d+ (other|others|independent voices)\b", "", sentence.text)
        assert _numbers(said) <= numbers, sentence.text
        capitals = set(re.findall(r"\b(?:[A-Z][a-z]+ ?)+\b", said[1:]))
        known = " ".join(names) + " Named Graded Confirmed Fair Weak Contested Discounted January February March"
        assert all(word in known for phrase in capitals for word in phrase.split()), (sentence.text, capitals)
        assert all(of[claim].claim.id == claim for claim in sentence.claims)


@given(st.lists(CLAIMS, min_size=1, max_size=5), st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_incidents_changes_nothing(claims: list[Cited], random: object) -> None:
    incidents = [told(one, id=one.claim.id) for one in claims]
    mixed = list(incidents)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert write(*incidents) == write(*mixed)


# Edits


def edits(bulletin: Bulletin, *wanted: Edit, by: str = "anna", **more: object) -> Bulletin:
    made: list[Made] = []
    for edit in wanted:
        made.append(Made(check_edit(apply_edits(bulletin, made), edit), by, "2024-03-15T19:00:00Z"))
    return apply_edits(bulletin, made, **more)  # type: ignore[arg-type]


def find(bulletin: Bulletin, name: str) -> Sentence:
    return next(
        one for section in bulletin.sections for item in section.items for one in item.sentences if one.id == name
    )


@pytest.fixture(scope="module")
def bulletin() -> Bulletin:
    return write(
        told(raid("1"), raid("2", source="Sample Daily", killed=8)), told(raid("3", "Goma", killed=1), id="i2")
    )


def test_reworded_sentences_keep_the_machine_s(bulletin: Bulletin) -> None:
    after = edits(bulletin, Edit("reword", "i1:what", "Bombs fell on Idlib."))
    found = find(after, "i1:what")
    assert (found.text, found.was, found.by) == ("Bombs fell on Idlib.", find(bulletin, "i1:what").text, "anna")
    assert found.claims == find(bulletin, "i1:what").claims
    again = edits(
        bulletin, Edit("reword", "i1:what", "Bombs fell on Idlib."), Edit("reword", "i1:what", found.was or "")
    )
    assert find(again, "i1:what") == find(bulletin, "i1:what")


def test_dropped_sentences_can_come_back(bulletin: Bulletin) -> None:
    dropped = edits(bulletin, Edit("drop", "i1:grade"), Edit("drop item", "i2"))
    assert find(dropped, "i1:grade").is_dropped
    issued = as_issued(dropped, version=1, issued_at="2024-03-15T20:00:00Z", reason=None)
    assert "i1:grade" not in texts(issued) and "i2:what" not in texts(issued)
    assert {note.claim for note in issued.notes} == {"c1", "c2"}
    assert edits(bulletin, Edit("drop", "i1:grade"), Edit("restore", "i1:grade")) == bulletin


def test_sentences_and_items_move(bulletin: Bulletin) -> None:
    moved = edits(
        bulletin, Edit("down", "i1:what"), Edit("item down", "i1"), Edit("item up", "i1"), Edit("up", "i1:what")
    )
    assert moved == bulletin
    first = edits(bulletin, Edit("item down", "i1"))
    assert [item.id for section in first.sections if section.id == "violence" for item in section.items] == ["i2", "i1"]
    assert find(first, "i2:what").claims == ("c3",)
    assert next(note for note in first.notes if note.claim == "c3").number == 1


def test_an_added_sentence_names_claims_or_is_the_editor_s_own(bulletin: Bulletin) -> None:
    after = edits(
        bulletin,
        Edit("add", "i1", "Two sources agree.", ("c1", "c2"), id="a1"),
        Edit("add", "i1", "We follow this.", is_own=True, id="a2"),
    )
    assert (find(after, "a1").kind, find(after, "a2").kind) == ("claims", "editor")
    for wrong in (
        Edit("add", "i1", "No claims."),
        Edit("add", "i1", "x", ("nowhere",)),
        Edit("add", "nowhere", "x", is_own=True),
        Edit("add", "i1", "  ", is_own=True),
    ):
        with pytest.raises(UsageError):
            check_edit(bulletin, wrong)


@pytest.mark.parametrize(
    "edit",
    [
        Edit("reword", "nowhere", "x"),
        Edit("reword", "i1:what", " "),
        Edit("drop", "x"),
        Edit("item up", "x"),
        Edit("title", text=""),
    ],
)
def test_edits_that_make_no_sense_are_refused(bulletin: Bulletin, edit: Edit) -> None:
    with pytest.raises(UsageError):
        check_edit(bulletin, edit)


def test_sentences_of_incidents_that_changed_are_flagged(bulletin: Bulletin) -> None:
    after = edits(bulletin, states={"i1": "2024-03-15T12:00:00Z"})
    assert find(after, "i2:what").is_stale and not find(after, "i1:what").is_stale
    assert edits(bulletin, states=bulletin.states) == bulletin


def test_a_reworded_sentence_is_flagged_where_the_machine_would_write_another(bulletin: Bulletin) -> None:
    made = [Made(check_edit(bulletin, Edit("reword", "i2:toll:killed:", "One person died.")), "anna", "")]
    anew = write(
        told(raid("1"), raid("2", source="Sample Daily", killed=8)), told(raid("3", "Goma", killed=4), id="i2")
    )
    found = find(apply_edits(anew, made), "i2:toll:killed:")
    assert found.is_stale and found.text == "One person died." and found.was is not None and "4 people" in found.was


EDITS = st.builds(
    Edit, st.sampled_from(["reword", "drop", "restore", "up", "down", "drop item", "restore item", "item up", "item down", "title"]),
    st.sampled_from(["i1:what", "i1:grade", "i2:what", "i1", "i2", "gone"]), st.text(max_size=30),
)  # fmt: skip


@given(st.lists(EDITS, max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_edits_lose_a_sentence(wanted: list[Edit]) -> None:
    before = write(told(raid("1")), told(raid("3", "Goma"), id="i2"))
    after = before
    made: list[Made] = []
    for edit in wanted:
        try:
            made.append(Made(check_edit(after, edit), "anna", ""))
        except UsageError:
            continue
        after = apply_edits(before, made)

    def ids(bulletin: Bulletin) -> list[str]:
        return sorted(one.id for section in bulletin.sections for item in section.items for one in item.sentences)

    assert ids(after) == ids(before)
    assert msgspec.json.decode(msgspec.json.encode(after), type=Bulletin) == after


# Forms


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


@pytest.fixture(scope="module")
def hostile() -> Bulletin:
    one = raid("1", speaker="the war monitor")
    speaker = msgspec.structs.replace(one.claim.attribution.speakers[0], name=HOSTILE)  # type: ignore[union-attr]
    claim = msgspec.structs.replace(one.claim, attribution=Attribution((speaker,)), text=HOSTILE)
    return write(
        told(
            msgspec.structs.replace(one, claim=claim, source=HOSTILE, title=HOSTILE, url="javascript:alert(1)"),
            title=HOSTILE,
        ),
        scope=(HOSTILE,),
        title=HOSTILE,
    )


def test_hostile_words_stay_words(hostile: Bulletin) -> None:
    page = Tags(FORMS["html"].write(hostile).decode())
    assert "script" not in page.tags and not any(link.startswith("javascript") for link in page.links)
    markdown = write_markdown(hostile)
    assert "\\<script\\>" in markdown and not re.search(r"(?<!\\)\]\(", markdown) and "\u202e" not in markdown
    assert write_pdf(hostile).content.startswith(b"%PDF")
    assert "#show: panic()" in write_text(hostile)


def test_forms_hold_all_sentences_and_notes(bulletin: Bulletin) -> None:
    text, page = " ".join(write_text(bulletin).split()), FORMS["html"].write(bulletin).decode()
    for sentence in sentences_of(bulletin):
        assert sentence.text in text
    for note in bulletin.notes:
        assert note.number and f'id="note-{note.number}"' in page and f"[^{note.number}]: " in write_markdown(bulletin)
    assert "https://wire.example/1" in page


def test_the_same_bulletin_is_the_same_file(bulletin: Bulletin) -> None:
    assert all(form.write(bulletin) == form.write(bulletin) for form in FORMS.values())


def test_the_pdf_is_archival_and_accessible(bulletin: Bulletin) -> None:
    content = write_pdf(bulletin).content
    assert b"pdfaid:part>2" in content and b"pdfuaid:part>1" in content


def test_names_in_other_scripts_are_not_lost() -> None:
    names = "دمشق, Київ, תל אביב, 北京, ꦗ"
    bulletin = write(title=names, scope=(names,))
    missing = set(write_pdf(bulletin).missing)
    assert not missing & {"د", "К", "ї", "ת"}  # fonts that come with the program have these
    shown = "".join(_strings(_data(bulletin)))
    assert all(name in shown for name in ("دمشق", "Київ", "北京"))
    known = _fonts(None)
    assert known.find_missing(["é", NOWHERE]) == (NOWHERE,)


def test_what_no_font_has_stands_as_its_code_point() -> None:
    bulletin = write(title="Before \U00050005 after")
    pdf = write_pdf(bulletin)
    assert pdf.missing == (NOWHERE,)
    assert _replaced({"title": "a \U00050005"}, pdf.missing) == {"title": "a [U+50005]"}
    assert "U+50005" in _tell_missing(pdf.missing)


def test_combining_marks_stay_with_their_letters() -> None:
    assert list(_units("a\u0301 é नि \u2068x\u2069")) == ["a\u0301", "é", "नि"]


def test_names_from_right_to_left_stand_in_isolates() -> None:
    assert clean("دمشق") == "\u2068دمشق\u2069"
    assert clean("\u2067\u202eidlib\u2069") == "idlib"
    assert clean("Damascus") == "Damascus"


def test_a_note_quotes_the_sentence_around_its_words() -> None:
    one = msgspec.structs.replace(raid("1"), before="On Friday, witnesses say, ", after=" and went on.")
    bulletin = write(told(one))
    note = bulletin.notes[0]
    assert (note.before, note.after) == ("On Friday, witnesses say, ", " and went on.")
    assert f"“On Friday, witnesses say, **{note.words}** and went on.” <https" in write_markdown(bulletin).replace(
        "\\", ""
    )
    assert f"witnesses say, <b>{note.words}</b> and" in FORMS["html"].write(bulletin).decode()
    arabic = write(told(msgspec.structs.replace(one, before="قال ", after=" أمس")))
    assert f"\u2068قال {note.words} أمس\u2069" in write_text(arabic).replace("\n    ", " ")


def test_typst_sets_words_as_words() -> None:
    """The template takes data as text: markup in it is shown, not run."""
    source = b"#let d = json(bytes(sys.inputs.d))\n#d.t"
    data = {"d": msgspec.json.encode({"t": "#panic() *x*"}).decode()}
    assert typst.compile(source, format="pdf", sys_inputs=data).startswith(b"%PDF")  # type: ignore[union-attr]
