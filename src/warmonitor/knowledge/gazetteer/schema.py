"""The form of a gazetteer file: one SQLite database, read-only once built."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from warmonitor.knowledge.gazetteer.names import plain
from warmonitor.knowledge.gazetteer.spelling import loose

FORMAT = 1
MAIN, ALTERNATE, WEAK, LOOSE = range(4)  # how a name belongs to a place, best first

SCHEMA = """
PRAGMA page_size = 8192;
CREATE TABLE place (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, country TEXT, admin1 TEXT, admin1_code TEXT, admin2 TEXT,
    latitude REAL NOT NULL, longitude REAL NOT NULL, kind TEXT NOT NULL, population INTEGER NOT NULL, radius_km REAL NOT NULL, pcode TEXT
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE start (word TEXT PRIMARY KEY, words INTEGER NOT NULL) WITHOUT ROWID;
"""
PLACE_COLUMNS = (
    "id, name, country, admin1, admin1_code, admin2, latitude, longitude, kind, population, radius_km, pcode"
)


@dataclass(slots=True)
class Entry:
    """A place on its way into a file; `others` are its other names with their ranks."""

    id: str
    name: str
    country: str | None
    latitude: float
    longitude: float
    kind: str
    radius_km: float
    population: int = 0
    admin1: str | None = None
    admin1_code: str | None = None
    admin2: str | None = None
    pcode: str | None = None
    others: list[tuple[str, int]] = field(default_factory=list)


def write_entries(path: Path, entries: Iterable[Entry]) -> int:
    """A new file with these places; returns how many. A file that was there is replaced in one step."""
    scratch = path.with_name(path.name + ".part")
    scratch.unlink(missing_ok=True)
    base = sqlite3.connect(scratch)
    try:
        base.executescript(SCHEMA)
        base.execute(f"PRAGMA user_version = {FORMAT}")
        names: dict[tuple[str, int], int] = {}
        number = 0
        for number, entry in enumerate(entries, 1):
            base.execute(
                f"INSERT INTO place (number, {PLACE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, entry.id, entry.name, entry.country, entry.admin1, entry.admin1_code, entry.admin2, round(entry.latitude, 5),
                 round(entry.longitude, 5), entry.kind, entry.population, entry.radius_km, entry.pcode),
            )  # fmt: skip
            for key, rank in keys_of(entry):
                names[key, number] = min(rank, names.get((key, number), LOOSE))
        base.executemany(
            "INSERT INTO name VALUES (?, ?, ?)", sorted((key, place, rank) for (key, place), rank in names.items())
        )
        base.executemany("INSERT INTO start VALUES (?, ?)", sorted(starts(names).items()))
        base.commit()
        base.execute("VACUUM")
    finally:
        base.close()
    scratch.replace(path)
    return number


def keys_of(entry: Entry) -> Iterable[tuple[str, int]]:
    """The keys under which a place is found, with ranks; a key may come twice."""
    for name, rank in [(entry.name, MAIN), *entry.others]:
        key = plain(name)
        if not key:
            continue
        yield key, rank
        if rank < WEAK:
            yield "~" + loose(name), LOOSE


def starts(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """For the first word of each name, how many words the longest name with it has."""
    longest: dict[str, int] = {}
    for key, _ in names:
        if not key.startswith("~"):
            words = key.split(" ", 8)
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest
