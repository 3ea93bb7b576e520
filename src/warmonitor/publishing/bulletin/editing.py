"""What editors do to a bulletin: reword, drop, restore, move and add sentences. The machine's words are kept beside theirs.

A bulletin with its edits is a function of both: edits are applied in their order, one whose sentence is gone is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import msgspec

from warmonitor.errors import UsageError
from warmonitor.publishing.bulletin.parts import Bulletin, Item, Section, Sentence
from warmonitor.publishing.bulletin.words import clean_sentence
from warmonitor.publishing.bulletin.writing import number_notes

T = TypeVar("T")
LONGEST = 2000

EditKind = Literal[
    "title", "reword", "drop", "restore", "up", "down", "add", "drop item", "restore item", "item up", "item down"
]


class Edit(msgspec.Struct, frozen=True):
    """One change. `target` is a sentence's id (an item's for items and for "add"); an added sentence has an id of its own.

    `was` is the machine's sentence that was reworded, so that a later rewriting shows. A sentence that is added names
    `claims`, or is marked as the editor's own word.
    """

    kind: EditKind
    target: str = ""
    text: str = ""
    claims: tuple[str, ...] = ()
    is_own: bool = False
    was: str | None = None
    id: str = ""


@dataclass(frozen=True)
class Made:
    """An edit with who made it and when."""

    edit: Edit
    by: str
    at: str


def check_edit(bulletin: Bulletin, edit: Edit) -> Edit:
    """The edit as it will be kept; raises UsageError for one that makes no sense in this bulletin (its earlier edits applied)."""
    text = clean_sentence(edit.text, LONGEST)
    if edit.kind in ("reword", "add", "title") and not text:
        raise UsageError("write a sentence: an empty one can't be kept (drop it instead)")
    items = {item.id: item for section in bulletin.sections for item in section.items}
    sentences = {sentence.id: sentence for item in items.values() for sentence in item.sentences}
    if edit.kind == "title":
        return Edit("title", text=text[:200])
    if edit.kind == "add" or "item" in edit.kind:
        if edit.target not in items:
            raise UsageError("there is no such part in this bulletin: load the page again")
    elif edit.target not in sentences:
        raise UsageError("there is no such sentence in this bulletin: load the page again")
    if edit.kind == "add":
        return _check_added(bulletin, edit, text)
    was = sentences[edit.target].was or sentences[edit.target].text if edit.kind == "reword" else None
    return msgspec.structs.replace(edit, text=text, claims=(), is_own=False, was=was)


def _check_added(bulletin: Bulletin, edit: Edit, text: str) -> Edit:
    known = {note.claim for note in bulletin.notes}
    unknown = [claim for claim in edit.claims if claim not in known]
    if unknown:
        raise UsageError(f"the claim {unknown[0]!r} belongs to no incident of this bulletin")
    if not edit.claims and not edit.is_own:
        raise UsageError("a sentence names the claims that it rests on, or is marked as the editor's own")
    return msgspec.structs.replace(edit, text=text, claims=tuple(dict.fromkeys(edit.claims)), is_own=not edit.claims)


def apply_edits(bulletin: Bulletin, made: Iterable[Made], states: Mapping[str, str] | None = None) -> Bulletin:
    """The bulletin as its editors left it; what they dropped is marked, and stays.

    With `states` (when each incident last changed; those that are no more are missing), sentences about incidents that
    changed since the bulletin was written are marked as stale.
    """
    edited = bulletin
    for one in made:
        edited = _apply(edited, one)
    if states is not None:
        gone = {name for name, at in bulletin.states.items() if states.get(name) != at}
        edited = _each_sentence(edited, lambda sentence: _mark_stale(sentence, gone))
    return number_notes(edited)


def _apply(bulletin: Bulletin, made: Made) -> Bulletin:
    edit = made.edit
    if edit.kind == "title":
        return msgspec.structs.replace(bulletin, title=edit.text)
    if edit.kind in ("reword", "drop", "restore"):
        return _each_sentence(
            bulletin, lambda sentence: _change(sentence, made) if sentence.id == edit.target else sentence
        )
    return msgspec.structs.replace(
        bulletin, sections=tuple(_in_section(section, made) for section in bulletin.sections)
    )


def _change(sentence: Sentence, made: Made) -> Sentence:
    edit = made.edit
    if edit.kind == "reword":
        machine = sentence.was or sentence.text
        if edit.text == machine:  # back to the machine's words
            return msgspec.structs.replace(sentence, text=machine, was=None, by=None)
        was = None if sentence.kind == "editor" else machine
        is_stale = sentence.is_stale or (edit.was is not None and was is not None and edit.was != was)
        return msgspec.structs.replace(sentence, text=edit.text, was=was, by=made.by, is_stale=is_stale)
    return msgspec.structs.replace(sentence, is_dropped=edit.kind == "drop")


def _in_section(section: Section, made: Made) -> Section:
    edit = made.edit
    if edit.kind in ("item up", "item down"):
        items = _moved(section.items, lambda item: item.id == edit.target, edit.kind == "item up")
    elif edit.kind in ("drop item", "restore item"):
        items = [
            msgspec.structs.replace(item, is_dropped=edit.kind == "drop item") if item.id == edit.target else item
            for item in section.items
        ]
    else:
        items = [_in_item(item, made) for item in section.items]
    return msgspec.structs.replace(section, items=tuple(items))


def _in_item(item: Item, made: Made) -> Item:
    edit = made.edit
    if edit.kind == "add":
        if item.id != edit.target:
            return item
        kind: Literal["editor", "claims"] = "editor" if edit.is_own else "claims"
        incidents = (item.incident,) if item.incident else ()
        added = Sentence(edit.id, edit.text, kind, edit.claims, incidents, by=made.by)
        return msgspec.structs.replace(item, sentences=(*item.sentences, added))
    sentences = _moved(item.sentences, lambda sentence: sentence.id == edit.target, edit.kind == "up")
    return msgspec.structs.replace(item, sentences=tuple(sentences))


def _moved(things: Sequence[T], is_it: Callable[[T], bool], is_up: bool) -> list[T]:
    """The list with one thing a place further up or down."""
    moved = list(things)
    for place, thing in enumerate(moved):
        other = place - 1 if is_up else place + 1
        if is_it(thing) and 0 <= other < len(moved):
            moved[place], moved[other] = moved[other], moved[place]
            break
    return moved


def _each_sentence(bulletin: Bulletin, change: Callable[[Sentence], Sentence]) -> Bulletin:
    return msgspec.structs.replace(
        bulletin,
        sections=tuple(
            msgspec.structs.replace(
                section,
                items=tuple(
                    msgspec.structs.replace(item, sentences=tuple(map(change, item.sentences)))
                    for item in section.items
                ),
            )
            for section in bulletin.sections
        ),
    )


def _mark_stale(sentence: Sentence, gone: Collection[str]) -> Sentence:
    is_stale = sentence.is_stale or any(name in gone for name in sentence.incidents)
    return msgspec.structs.replace(sentence, is_stale=is_stale) if is_stale else sentence


def as_issued(bulletin: Bulletin, *, version: int, issued_at: str, reason: str | None) -> Bulletin:
    """The bulletin as it goes out: without what was dropped, and with the notes that its sentences cite."""
    sections = []
    for section in bulletin.sections:
        items = []
        for item in section.items:
            kept = tuple(
                msgspec.structs.replace(sentence, is_stale=False)
                for sentence in item.sentences
                if not sentence.is_dropped and not item.is_dropped
            )
            if kept:
                items.append(msgspec.structs.replace(item, sentences=kept))
        if items or section.tables or section.lines:
            sections.append(msgspec.structs.replace(section, items=tuple(items)))
    issued = msgspec.structs.replace(
        bulletin, sections=tuple(sections), version=version, status="issued", issued_at=issued_at, reason=reason
    )
    numbered = number_notes(issued)
    return msgspec.structs.replace(numbered, notes=tuple(note for note in numbered.notes if note.number))
