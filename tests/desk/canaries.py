"""A store full of canaries: words that the public view must never show, each of which stands nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from desk.stored import Told, fill
from warmonitor.records import Incident, Party
from warmonitor.store import audit, disclosure, open_store
from warmonitor.workflow import accounts as work

RECENT = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d")
CANARIES = (
    "zorblat", "quexley",  # a private person
    "vilcanary",  # a village
    "35.123", "36.654",  # where it lies
    "murmuradio", "murmurpress",  # an undisclosed source, and the voice behind it
    "freshcanary",  # told today
    "titlecanary", "slugcanary", "furniturecanary", "paragraphcanary",  # what is no quoted sentence
    "r-secret", "r-open", "r-fresh",  # ids that came with reports
    "usercanary", "commentcanary",  # what is the desk's own
    "retractcanary",  # taken back
)  # fmt: skip
SPEAKER = "shopkeeper Zorblat Quexley"
AT = (36.654321, 35.123456)
OPEN = Told(
    "r-open", place="Vilcanary", at=AT, radius_km=2.0, precision="exact", speaker=SPEAKER, source="Sample Wire", title="Titlecanary burns",
    url="https://wire.example/slugcanary-in-vilcanary", lines=("Furniturecanary", "Paragraphcanary follows."),
)  # fmt: skip
TOLD = [
    (
        "i-village",
        [OPEN, replace(OPEN, id="r-secret-1", source="Murmuradio Canary", url="https://murmuradio.example/1", dead=8)],
    ),
    ("i-secret", [replace(OPEN, id="r-secret-2", source="Murmuradio Canary", day="2018-09-05")]),
    ("i-fresh", [replace(OPEN, id="r-fresh", place="Freshcanary", day=RECENT)]),
    ("i-retracted", [replace(OPEN, id="r-open-2", place="Retractcanary")]),
    ("i-plain", [Told("r-open-3", place="Vilcanary", at=AT, actor="the Free Syrian Army", speaker=None)]),
]


def make_store(url: str) -> None:
    fill(url, TOLD)
    by = audit.Deed("2024-03-01T09:00:00Z", "usercanary", "admin", "opened account")
    with open_store(url) as store:
        work.add_user(store, "usercanary", "admin", "correct horse battery", by)
        with store.writing() as connection:
            disclosure.undisclose(connection, "Murmuradio Canary", "usercanary", by.at)
            connection.exec_driver_sql("UPDATE sources SET publisher = 'Murmurpress' WHERE name = 'Murmuradio Canary'")
            connection.exec_driver_sql(
                "INSERT INTO comments (incident_id, author, text, at) VALUES ('i-village', 'usercanary', 'commentcanary', '2024-03-01')"
            )
            for name, changes in (
                ("i-village", {"voices": ("Sample Wire", "Murmurpress", "Zorblat Quexley"), "grade_reasons": ("2 independent voices: Sample Wire, Murmurpress", "Zorblat Quexley denies it"), "recipients": (Party(0, 15, "Zorblat Quexley", None, None, "SYR", "CVL"),)}),
                ("i-secret", {"voices": ("Murmurpress",)}),
                ("i-retracted", {"status": "retracted"}),
            ):  # fmt: skip
                change_incident(connection, name, **changes)


def change_incident(connection: Any, name: str, **changes: Any) -> None:
    row = connection.exec_driver_sql("SELECT record FROM incidents WHERE id = ?", (name,)).scalar()
    record = msgspec.structs.replace(msgspec.json.decode(row, type=Incident), **changes)
    values = (record.to_json().encode(), record.status, name)
    connection.exec_driver_sql("UPDATE incidents SET record = ?, status = ? WHERE id = ?", values)
    connection.exec_driver_sql(
        "INSERT INTO changes (incident_id, at, kind, cause, changed) VALUES (?, '2024-03-02', 'changed', 'test', '{}')",
        (name,),
    )
