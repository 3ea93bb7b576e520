"""Edits of bulletins are kept beside the machine's words, and lose none of them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.told import raid, texts, told, write
from warmonitor.errors import UsageError
from warmonitor.publishing.bulletin import Bulletin, Sentence
from warmonitor.publishing.bulletin.editing import Edit, Made, apply_edits, as_issued, check_edit


def edits(bulletin: Bulletin, *wanted: Edit, by: str = "anna", **more: object) -> Bulletin:
    made: list[Made] = []
    for edit in wanted:
        made.append(Made(check_edit(apply_edits(bulletin, made), edit), by, "2024-03-15T19:00:00Z"))
    return apply_edits(bulletin, made, **more)  # type: ignore[arg-type]


def find(bulletin: Bulletin, name: str) -> Sentence:
    return next(
        one for section in bulletin.sections for item in section.items for one in item.sentences if one.id == name
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
