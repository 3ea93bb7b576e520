"""Publications hold what the record holds."""

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.raided import make_incident
from warmonitor.errors import PublishError, UsageError
from warmonitor.publishing import FORMATS, find_format, publish
from warmonitor.publishing.lines import read_lines, write_lines
from warmonitor.publishing.table import write_csv
from warmonitor.records import Incident, Party, Toll


def rows_of(incidents: list[Incident]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(write_csv(incidents)), newline="")))


def test_a_row_keeps_ranges_and_places() -> None:
    (row,) = rows_of([make_incident()])
    assert (row["killed_low"], row["killed_high"], row["killed_conservative"]) == ("5", "7", "5")
    assert (row["place"], row["country"], row["radius_km"], row["place_precision"]) == ("Idlib", "SYR", "5.0", "exact")
    assert (row["voices"], row["independent_voices"], row["report_ids"]) == ("Wire;Daily", "2", "a;b")


def test_an_open_range_has_no_high() -> None:
    (row,) = rows_of(
        [make_incident(counts=(Toll("killed", None, 5, 5, None, 5), Toll("injured", "children", 1, 2, 3, 1)))]
    )
    assert (row["killed_low"], row["killed_high"]) == ("5", "")
    assert row["other_counts"] == "injured children: 1–3"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_no_cell_runs_as_a_formula(text: str) -> None:
    (row,) = rows_of(
        [make_incident(title=text, voices=(text,), reports=(text,), actors=(Party(0, 1, text, name=text),))]
    )
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        for name, cell in row.items()
        if name not in ("latitude", "longitude")
    )


def test_numbers_below_zero_stay_numbers() -> None:
    incident = make_incident()
    (row,) = rows_of(
        [msgspec.structs.replace(incident, places=(msgspec.structs.replace(incident.places[0], longitude=-75.5),))]
    )
    assert row["longitude"] == "-75.5"


def test_geojson_carries_uncertainty_and_loses_nobody() -> None:
    placed, unplaced = make_incident(), make_incident(id="other", places=())
    layer = json.loads("".join(FORMATS["geojson"].write([placed, unplaced])))
    first, second = layer["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [36.63, 35.93]}
    assert (first["properties"]["radius_km"], first["properties"]["precision"]) == (5.0, "exact")
    assert first["properties"]["counts"][0]["low"] == 5
    assert second["geometry"] is None and second["id"] == "other"
    assert json.loads("".join(FORMATS["geojson"].write([])))["features"] == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    st.lists(
        st.builds(
            make_incident, title=TEXTS, voices=st.lists(TEXTS, max_size=3).map(tuple), confidence=st.floats(0, 1)
        ),
        max_size=3,
    )
)
def test_export_then_import_is_equal(incidents: list[Incident]) -> None:
    lines = "".join(write_lines(incidents))
    assert list(read_lines(lines.split("\n"))) == incidents


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_a_table_has_a_row_an_incident_whatever_its_words(titles: list[str]) -> None:
    assert len(rows_of([make_incident(title=title) for title in titles])) == len(titles)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_appears_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"incidents.{name}"
    assert publish([make_incident()], FORMATS[name], path) == 1
    assert path.read_bytes().decode() == "".join(FORMATS[name].write([make_incident()]))
    assert os.listdir(tmp_path) == [path.name]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "incidents.csv"
    path.write_text("old")

    def breaking() -> Iterator[Incident]:
        yield make_incident()
        raise OSError(28, "No space left on device")

    with pytest.raises(PublishError, match=r"No space left.*unchanged"):
        publish(breaking(), FORMATS["csv"], path)
    assert path.read_text() == "old" and os.listdir(tmp_path) == [path.name]


def test_a_file_keeps_its_permissions_and_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    publish([], FORMATS["csv"], link)
    assert link.is_symlink() and real.read_text().startswith("id,") and real.stat().st_mode & 0o777 == 0o640


def test_no_such_folder_no_such_format(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="can't be written"):
        publish([], FORMATS["csv"], tmp_path / "none" / "x.csv")
    with pytest.raises(UsageError, match="csv, jsonl, geojson"):
        find_format("pdf")
