"""What editors do with bulletins in a store: begin, edit, write anew, issue, correct."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from warmonitor.errors import UsageError
from warmonitor.publishing.bulletin import Bulletin
from warmonitor.publishing.bulletin.editing import Edit, Made, apply_edits, as_issued, check_edit
from warmonitor.store import Connection, Store, bulletins
from warmonitor.store.bulletins import StoredBulletin
from warmonitor.workflow.bulletins import make_bulletin, scope_in_words

MOST_EDITS = 2000


@dataclass(frozen=True)
class Opened:
    """A version of a bulletin as it is shown: issued, or a draft with its edits; `machine` is what the machine wrote."""

    stored: StoredBulletin
    bulletin: Bulletin
    machine: Bulletin
    made: tuple[Made, ...]


def begin_bulletin(store: Store, query: Mapping[str, str], *, title: str | None, by: str, now: str) -> StoredBulletin:
    """Write a draft and keep it; raises UsageError where the days make no sense."""
    kept = {name: value for name, value in query.items() if name not in ("sort", "limit", "after")}
    made = make_bulletin(store, kept, now=now, title=title or None, scope=scope_in_words(kept))
    with store.writing() as connection:
        return bulletins.put_draft(
            connection, title=made.title, since=made.since, until=made.until, query=kept, record=msgspec.json.encode(made), by=by, now=now
        )  # fmt: skip


def open_bulletin(store: Store, bulletin_id: str, version: int | None = None, *, with_drafts: bool) -> Opened:
    """A bulletin, its last version or another; drafts only where they may be seen. Raises NotFoundError."""
    with store.reading() as connection:
        stored = bulletins.find_bulletin(connection, bulletin_id, version, issued_only=not with_drafts)
        return _open(connection, stored)


def _open(connection: Connection, stored: StoredBulletin) -> Opened:
    machine = msgspec.json.decode(stored.record, type=Bulletin)
    made = tuple(
        Made(msgspec.json.decode(edit.record, type=Edit), edit.by, edit.at)
        for edit in bulletins.list_edits(connection, stored)
    )
    if stored.issued is not None:
        return Opened(stored, msgspec.json.decode(stored.issued, type=Bulletin), machine, made)
    states = bulletins.states_of(connection, sorted(machine.states))
    shown = apply_edits(machine, made, states)
    return Opened(stored, msgspec.structs.replace(shown, version=stored.version, reason=stored.reason), machine, made)


def edit_bulletin(store: Store, bulletin_id: str, edit: Edit, *, by: str, now: str) -> None:
    """Keep a change to a draft; raises UsageError for one that makes no sense, and for an issued bulletin."""
    with store.writing() as connection:
        opened = _open(connection, bulletins.find_bulletin(connection, bulletin_id))
        if len(opened.made) >= MOST_EDITS:
            raise UsageError(f"a draft takes {MOST_EDITS} changes")
        checked = check_edit(opened.bulletin, edit)
        if checked.kind == "add":
            checked = msgspec.structs.replace(checked, id=f"added:{secrets.token_urlsafe(8)}")
        if checked.kind == "title":
            bulletins.retitle(connection, opened.stored, checked.text)
        bulletins.put_edit(connection, opened.stored, msgspec.json.encode(checked), by, now)


def rewrite_bulletin(store: Store, bulletin_id: str, *, now: str) -> None:
    """Write a draft anew from the record of now; its edits stay."""
    with store.reading() as connection:
        draft = bulletins.find_bulletin(connection, bulletin_id)
    machine = msgspec.json.decode(draft.record, type=Bulletin)
    made = make_bulletin(store, draft.query, now=now, title=machine.title, scope=machine.scope)
    with store.writing() as connection:
        bulletins.rewrite(connection, draft, msgspec.json.encode(made), now)


def issue_bulletin(store: Store, bulletin_id: str, *, by: str, now: str) -> None:
    """Close a draft: what it says now is what it will always say. Raises UsageError for an issued bulletin."""
    with store.writing() as connection:
        opened = _open(connection, bulletins.find_bulletin(connection, bulletin_id))
        issued = as_issued(opened.bulletin, version=opened.stored.version, issued_at=now, reason=opened.stored.reason)
        bulletins.issue(connection, opened.stored, msgspec.json.encode(issued), issued.title, by, now)


def correct_bulletin(store: Store, bulletin_id: str, reason: str, *, by: str, now: str) -> StoredBulletin:
    """Begin the next version of an issued bulletin, as the last one ended; raises UsageError without a reason."""
    with store.writing() as connection:
        before = bulletins.find_bulletin(connection, bulletin_id)
        after = bulletins.put_version(connection, before, before.record, reason, by, now)
        bulletins.copy_edits(connection, before, after)
        return after


def delete_draft(store: Store, bulletin_id: str) -> None:
    """Throw a draft away; raises UsageError for an issued bulletin."""
    with store.writing() as connection:
        bulletins.delete_draft(connection, bulletins.find_bulletin(connection, bulletin_id))
