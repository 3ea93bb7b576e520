"""The documents say what the program is: every field, table, command, option, route and setting, and examples that run."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from warmonitor import records

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
DATA = ROOT / "src" / "warmonitor" / "knowledge" / "data"


def sections(page: Path) -> dict[str, str]:
    """{heading: what stands beneath it} of a page, all levels alike."""
    parts = re.split(r"^#{2,4} (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_cells(section: str) -> list[str]:
    """The first cell of each row of a table, where it is written as code."""
    return re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)


RECORDS = {
    name: kind
    for name, kind in vars(records).items()
    if isinstance(kind, type) and issubclass(kind, records.Record) and kind is not records.Record
}


@pytest.mark.parametrize("name", sorted(set(RECORDS) - {"Prepared"}))
def test_every_field_is_described(name: str) -> None:
    fields = [field.encode_name for field in msgspec.structs.fields(RECORDS[name])]
    assert sorted(first_cells(sections(DOCS / "record.md")[name])) == sorted(fields)


def test_no_record_is_described_that_is_gone() -> None:
    described = {heading for heading in sections(DOCS / "record.md") if re.fullmatch(r"[A-Z]\w+", heading)}
    assert described <= set(RECORDS)


def test_every_table_is_described() -> None:
    described = re.findall(
        r"^\| `([a-z0-9_]+\.(?:tsv|yaml))`", (DOCS / "knowledge.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(described) == sorted(path.name for path in DATA.iterdir() if path.suffix in {".tsv", ".yaml"})


@pytest.mark.parametrize("page", [*DOCS.glob("*.md"), *ROOT.glob("*.md")], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
