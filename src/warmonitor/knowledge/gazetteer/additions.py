"""A user's own places: GeoNames dumps, OCHA tables of administrative units and CSV files with names and coordinates, beside the shipped ones."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

from warmonitor.errors import ReadError
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.gazetteer.names import plain
from warmonitor.knowledge.gazetteer.schema import ALTERNATE, PLACE_COLUMNS, Entry, write_entries
from warmonitor.knowledge.tables import entries, rows

_GEONAMES_COLUMNS = 19
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?$")
_PCODE = re.compile(r"adm(?:in)?_?(\d)_?p?code$")


def add_places(path: Path, user_path: Path) -> tuple[int, int]:
    """Adds the places of a file to the user's gazetteer, which is made where there is none; how many are new, and how many it holds.

    A place with an id that it has already is replaced. Raises ReadError where the file can't be read as places.
    """
    added = {entry.id: entry for entry in read_places(path)}
    if not added:
        raise ReadError(f"{path.name} holds no place with a name and coordinates")
    kept = {entry.id: entry for entry in read_entries(user_path)} if user_path.exists() else {}
    user_path.parent.mkdir(parents=True, exist_ok=True)
    total = write_entries(user_path, (kept | added).values())
    return len(added.keys() - kept.keys()), total


def read_places(path: Path) -> Iterator[Entry]:
    """The places of a file: a GeoNames dump (.txt or .zip), else a table with a head."""
    text = _read_text(path)
    first = text.split("\n", 1)[0]
    if first.count("\t") == _GEONAMES_COLUMNS - 1 and first.split("\t")[0].isdigit():
        yield from _geonames_places(text, path.name)
    else:
        yield from _table_places(text, path.name)


def read_entries(path: Path) -> Iterator[Entry]:
    """The places of a gazetteer file, with their names."""
    base = sqlite3.connect(f"file:{path.absolute()}?mode=ro", uri=True)
    try:
        for number, *values in base.execute(f"SELECT number, {PLACE_COLUMNS} FROM place"):
            columns = dict(zip(PLACE_COLUMNS.split(", "), values, strict=True))
            names = base.execute(
                "SELECT key, rank FROM name WHERE place = ? AND key NOT LIKE '~%'", (number,)
            ).fetchall()
            yield Entry(**columns, others=[(key, rank) for key, rank in names])
    except sqlite3.DatabaseError as error:
        raise ReadError(f"{path} is no gazetteer: {error}") from error
    finally:
        base.close()


def _read_text(path: Path) -> str:
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                names = [
                    name
                    for name in archive.namelist()
                    if name.lower().endswith((".txt", ".csv", ".tsv")) and "readme" not in name.lower()
                ]
                if len(names) != 1:
                    raise ReadError(
                        f"{path.name} holds {len(names)} tables, one is needed: unpack it and add them one by one"
                    )
                return archive.read(names[0]).decode("utf-8-sig")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, zipfile.BadZipFile) as error:
        raise ReadError(f"{path} can't be read: {getattr(error, 'strerror', None) or error}") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path.name} is not in UTF-8 (byte {error.start}): save it as UTF-8") from error


def _geonames_places(text: str, source: str) -> Iterator[Entry]:
    """The settlements, units, waters, regions and facilities of a GeoNames dump (geonames.org/export)."""
    countries = Countries()
    kinds = {row["code"]: row["kind"] for row in rows("gazetteer_features")}
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != _GEONAMES_COLUMNS:
            raise ReadError(f"{source}: {len(cells)} columns, a GeoNames dump has {_GEONAMES_COLUMNS}", line=number)
        kind = kinds.get(cells[7]) or kinds.get(cells[6])
        if kind is None:
            continue
        country, people = countries.by_code(cells[8]), int(cells[14] or 0)
        yield Entry(
            f"geonames:{cells[0]}", cells[1], country.iso3 if country else None, _degrees(cells[4], 90, source, number),
            _degrees(cells[5], 180, source, number), kind, radius_of(kind, people), people, None,
            f"{cells[8]}.{cells[10]}" if cells[10] else None,
            others=[(name, ALTERNATE) for name in {cells[2], *cells[3].split(",")} if len(name) > 2],
        )  # fmt: skip


def _table_places(text: str, source: str) -> Iterator[Entry]:
    """The places of a CSV or TSV with a head; an OCHA table gives a place for the deepest unit of each row, with its P-code."""
    head_line = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=head_line.count)
    table = csv.reader(io.StringIO(text), delimiter=delimiter)
    head = [_column(cell) for cell in next(table, [])]
    columns = _columns(head)
    if "name" not in columns or "latitude" not in columns or "longitude" not in columns:
        raise ReadError(f"{source} needs columns for name, latitude and longitude; it has: {', '.join(head) or 'none'}")
    countries = Countries()
    level = columns.pop("level", 0)
    usual = {0: "settlement", 1: "admin1", 2: "admin2"}.get(level, "settlement")
    for number, cells in enumerate(table, 2):
        row = {"kind": usual} | {field: cells[at].strip() for field, at in columns.items() if at < len(cells)}
        if row.get("name"):
            yield _table_entry(row, countries, source, number)


def _table_entry(row: dict[str, str], countries: Countries, source: str, number: int) -> Entry:
    named = row.get("country", "")
    country = countries.by_code(named.upper()) or countries.by_name(named)
    latitude, longitude = (
        _degrees(row.get("latitude", ""), 90, source, number),
        _degrees(row.get("longitude", ""), 180, source, number),
    )
    kind, people, pcode = row["kind"] or "settlement", int(float(row.get("population") or 0)), row.get("pcode") or None
    if kind not in ("country", "admin1", "admin2", "settlement", "region", "water", "facility", "other"):
        raise ReadError(f"{source}: {kind!r} is no kind of place", line=number)
    radius = float(row["radius_km"]) if row.get("radius_km") else radius_of(kind, people)
    identity = row.get("id") or (
        f"pcode:{pcode}" if pcode else f"user:{plain(row['name']).replace(' ', '-')}:{latitude:.3f},{longitude:.3f}"
    )
    others = [(name, ALTERNATE) for name in re.split(r"[;|]", row.get("aliases", "")) if name.strip()]
    return Entry(
        identity, row["name"], country.iso3 if country else None, latitude, longitude, kind, radius, people,
        row.get("admin1") or None, None, row.get("admin2") or None, pcode, others,
    )  # fmt: skip


def _column(cell: str) -> str:
    return re.sub(r"\W+", "_", cell.strip().lower()).strip("_")


def _columns(head: list[str]) -> dict[str, int]:
    """Which column holds what, by the names in `gazetteer_columns.tsv`; of units the deepest one's."""
    known = {row["column"]: row["field"] for row in rows("gazetteer_columns")}
    found: dict[str, int] = {}
    for at, column in enumerate(head):
        if column in known:
            found.setdefault(known[column], at)
    levels = {int(match[1]): at for at, column in enumerate(head) if (match := _PCODE.match(column))}
    if levels and "pcode" not in found:
        deepest = max(levels)
        found["pcode"] = levels[deepest]
        found["level"] = deepest
        for level, field in ((1, "admin1"), (2, "admin2"), (deepest, "name")):
            names = [
                at
                for at, column in enumerate(head)
                if re.fullmatch(rf"adm(?:in)?_?{level}_?(?:name)?_?(?:en|ref)?(?:_name)?", column)
            ]
            if names:
                found.setdefault(field, names[0])
    return found


def radius_of(kind: str, people: int) -> float:
    """The usual uncertainty of a place of this kind and size, in km."""
    table = entries("place_radius")
    if kind == "settlement":
        return float(
            next((radius for most, radius in table["settlement"] if people <= most), table["settlement"][-1][1])
        )
    return float(table.get(kind, table["region"]))


def _degrees(text: str, most: int, source: str, number: int) -> float:
    """Decimal degrees, with a point or a comma."""
    if not _NUMBER.match(text) or abs(value := float(text.replace(",", "."))) > most:
        raise ReadError(f"{source}: {text!r} is no coordinate in decimal degrees up to {most}", line=number)
    return value
