"""How far rules look (reaches.yaml)."""

from __future__ import annotations

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.tables import entries


def reach(room: str, name: str) -> int:
    """A number of tokens, sentences, steps or characters; raises KnowledgeError where the table has none of this name."""
    found = _find(room, name)
    if not isinstance(found, int):
        raise KnowledgeError(f"table reaches.yaml: {room}: {name} is no whole number")
    return found


def share(room: str, name: str) -> float:
    """A share of a whole; raises KnowledgeError where the table has none of this name."""
    found = _find(room, name)
    if not isinstance(found, float) or not 0 < found < 1:
        raise KnowledgeError(f"table reaches.yaml: {room}: {name} is no share")
    return found


def _find(room: str, name: str) -> object:
    return entries("reaches").get(room, {}).get(name)
