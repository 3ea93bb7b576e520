"""Issued bulletins in the public view: written anew from the public copy, with what their editors did, and no word that may not be shown.

A bulletin's own words could name what is withheld. So nothing is taken over from it but the choice and order of incidents and the
editors' words, redacted like any text; all else comes from the public copy, which holds nothing that may not be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from warmonitor.errors import WarmonitorError
from warmonitor.publishing.bulletin import Bulletin, Section
from warmonitor.publishing.bulletin.editing import Edit, Made, apply_edits, as_issued
from warmonitor.publishing.policy import Policy, is_due
from warmonitor.publishing.redaction import redact
from warmonitor.store import Store, bulletins
from warmonitor.store.bulletins import StoredBulletin
from warmonitor.workflow.bulletins import make_bulletin

EDITOR = "an editor"
_PLAIN_QUERY = (
    "since",
    "until",
    "type",
    "mode",
    "country",
    "grade",
    "status",
    "min_voices",
)  # parameters that name nobody


def publish_bulletins(private: Store, copy: Store, policy: Policy, now: datetime) -> int:
    """Bring the public bulletins up to date; how many were written. One whose incidents' public records changed is written anew."""
    until = policy.known_until(now)
    with private.reading() as connection:
        issued = [one for one in bulletins.list_issued(connection) if is_due(one.issued_at, until)]
        edits = {one.id: bulletins.list_edits(connection, one) for one in issued}
    with copy.reading() as connection:
        there = {one.id: one for one in bulletins.list_issued(connection)}
        fresh = {name for name, one in there.items() if _is_fresh(one, bulletins.states_of(connection, _ids_of(one)))}
    written = 0
    for one in issued:
        if one.id in fresh and there[one.id].version == one.version:
            continue
        made = [Made(msgspec.json.decode(edit.record, type=Edit), EDITOR, edit.at) for edit in edits[one.id]]
        public = _publish(one, made, copy, policy)
        with copy.writing() as connection:
            if public is None:
                bulletins.remove_copy(connection, one.id)
            else:
                bulletins.put_copy(connection, public)
        written += 1
    gone = there.keys() - {one.id for one in issued}
    if gone:
        with copy.writing() as connection:
            for name in gone:
                bulletins.remove_copy(connection, name)
    return written


def _ids_of(stored: StoredBulletin) -> list[str]:
    return sorted(msgspec.json.decode(stored.record, type=Bulletin).states)


def _is_fresh(stored: StoredBulletin, states: Mapping[str, str]) -> bool:
    return msgspec.json.decode(stored.record, type=Bulletin).states == states


def _publish(stored: StoredBulletin, made: list[Made], copy: Store, policy: Policy) -> StoredBulletin | None:
    """The public form of an issued bulletin; None where none can be written."""
    issued = msgspec.json.decode(stored.issued or b"{}", type=Bulletin)
    machine = msgspec.json.decode(stored.record, type=Bulletin)
    try:
        found = make_bulletin(
            copy, stored.query, now=issued.issued_at or issued.made_at, title=redact(machine.title, policy.names),
            scope=[redact(part, policy.names) for part in issued.scope],
        )  # fmt: skip
    except WarmonitorError:
        return None
    public = _only(found, set(machine.states))
    reports = {note.claim: note.report for note in machine.notes}
    shown = apply_edits(public, [_redacted(one, reports, policy) for one in made])
    reason = redact(stored.reason, policy.names) if stored.reason else None
    whole = as_issued(shown, version=stored.version, issued_at=issued.issued_at or "", reason=reason)
    query = {name: value for name, value in stored.query.items() if name in _PLAIN_QUERY}
    return stored._replace(
        query=query, title=whole.title, record=msgspec.json.encode(public), issued=msgspec.json.encode(whole), reason=reason, made_by=EDITOR, issued_by=EDITOR
    )  # fmt: skip


def _only(bulletin: Bulletin, incidents: set[str]) -> Bulletin:
    """A bulletin without incidents that the issued one doesn't tell of."""
    sections = tuple(
        msgspec.structs.replace(
            section, items=tuple(item for item in section.items if item.incident is None or item.incident in incidents)
        )
        for section in bulletin.sections
    )
    states = {name: at for name, at in bulletin.states.items() if name in incidents}
    return msgspec.structs.replace(bulletin, sections=tuple(filter(_is_there, sections)), states=states)


def _is_there(section: Section) -> bool:
    return bool(section.items or section.tables or section.lines)


def _redacted(made: Made, reports: Mapping[str, str], policy: Policy) -> Made:
    """An edit as the public may see it: its words redacted, its claims by their public names."""
    edit = made.edit
    claims = tuple(policy.opaque("claim", f"{reports.get(claim, '')}\0{claim}") for claim in edit.claims)
    text = redact(edit.text, policy.names) if edit.text else ""
    return Made(msgspec.structs.replace(edit, text=text, claims=claims, was=None), made.by, made.at)
