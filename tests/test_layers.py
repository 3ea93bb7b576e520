"""Imports point one way, and what a room keeps to itself stays there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "warmonitor"
# From the ground up. A room may import rooms of the tiers before its own, never one of its own tier.
TIERS = (
    {"errors", "records", "interrupts", "clock"},
    {"knowledge"},
    {"reading", "coding", "linking", "watching", "store", "publishing", "reviewing"},
    {"settings"},
    {"workflow"},
    {"desk", "cli"},
    {"__init__", "__main__"},
)
TIER_OF = {room: tier for tier, rooms in enumerate(TIERS) for room in rooms}
# What only one room may import: a parse stays in coding, a database row in the store, pages in the desk.
KEPT_IN = {
    "spacy": {"coding"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "fastapi": {"desk"},
    "starlette": {"desk"},
    "jinja2": {"desk"},
    "typer": {"cli"},
    "trafilatura": {"reading"},
    "fastwarc": {"reading"},
}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
FILES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    """The room (or the module beside the rooms) that a file of the package belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every module that the file imports, anywhere in it."""
    package = ("warmonitor", *path.relative_to(SOURCE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}" if base == "warmonitor" else base) for alias in node.names)


def fault_of(room: str, name: str) -> str | None:
    """What is wrong with a room's import of a module, or None."""
    parts = name.split(".")
    if parts[0] != "warmonitor":
        keepers = KEPT_IN.get(parts[0])
        return f"{parts[0]} is for {', '.join(sorted(keepers))} alone" if keepers and room not in keepers else None
    other = parts[1] if len(parts) > 1 else "__init__"
    if other not in TIER_OF:
        return None if other[:1].isupper() or other.startswith("__") else f"{other} stands in no tier"
    if other == room or TIER_OF[other] < TIER_OF[room]:
        return None
    return f"{room} may not import {other}"


def test_every_module_stands_in_a_tier() -> None:
    assert {room_of(path) for path in FILES} <= set(TIER_OF)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_point_down(path: Path) -> None:
    found = ((line, fault_of(room_of(path), name)) for line, name in imports_of(path))
    assert [(line, fault) for line, fault in found if fault] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_the_environment_is_read_in_settings_alone(path: Path) -> None:
    if room_of(path) == "settings":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & {"environ", "getenv", "environb"}


def test_names_say_what_files_hold() -> None:
    assert [path.name for path in SOURCE.rglob("*") if path.stem in NO_NAMES] == []


@pytest.mark.parametrize(
    ("room", "name", "wrong"),
    [
        ("coding", "warmonitor.records", False),  # down
        ("coding", "warmonitor.reading.text", True),  # sideways
        ("knowledge", "warmonitor.settings", True),  # up
        ("store", "warmonitor.workflow", True),  # up
        ("cli", "warmonitor.desk", True),  # sideways: the desk is started through workflow or by name
        ("desk", "sqlalchemy.orm", True),  # a row never leaves the store
        ("workflow", "warmonitor.coding.parse", False),  # down
        ("reading", "warmonitor.reading.html", False),  # its own room
    ],
)
def test_the_rule_itself(room: str, name: str, wrong: bool) -> None:
    assert (fault_of(room, name) is not None) == wrong
