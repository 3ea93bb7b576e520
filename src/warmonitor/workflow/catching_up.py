"""What a store of the first schema lacks and can't be had from its tables alone: sequences of its incidents, and its reports' sums."""

from __future__ import annotations

from warmonitor.records import Claim
from warmonitor.store import Connection, Store, linked, publishable, recording, wanting
from warmonitor.store.sequences import drop_aggregates
from warmonitor.workflow.campaigns import record_aggregates, record_steps
from warmonitor.workflow.reviewed import correct_codings

AT_ONCE = 200


def catch_up(store: Store) -> int:
    """Make what is lacking; how many incidents were looked at (none in a store that lacks nothing).

    Some incidents are one transaction; a run that is interrupted begins anew the next time, and changes nothing that stands.
    """
    with store.reading() as connection:
        if not wanting.wants_sequences(connection):
            return 0
        ids, keys = sorted(publishable.current_ids(connection)), linked.list_report_keys(connection)
    for start in range(0, len(ids), AT_ONCE):
        with store.writing() as connection:
            _fill_steps(connection, ids[start : start + AT_ONCE])
    for start in range(0, len(keys), AT_ONCE):
        with store.writing() as connection:
            _fill_sums(connection, keys[start : start + AT_ONCE])
    with store.writing() as connection:
        wanting.note_sequences(connection)
    return len(ids)


def _fill_steps(connection: Connection, ids: list[str]) -> None:
    claims: dict[str, list[Claim]] = {name: [] for name in ids}
    keys = sorted({one.report_key for one in publishable.list_tellings_of(connection, ids)})
    for key, coded in correct_codings(connection, linked.list_codings(connection, keys)):
        home = recording.homes_of_claims(connection, key)
        for claim in coded.claims:
            if home.get(claim.id) in claims:
                claims[home[claim.id]].append(claim)
    found = publishable.read_incidents(connection, ids)
    record_steps(connection, {name: (incident, claims[name]) for name, incident in found.items()})


def _fill_sums(connection: Connection, keys: list[int]) -> None:
    for key in keys:
        drop_aggregates(connection, key)
    record_aggregates(connection, linked.list_codings(connection, keys))
