"""Classes of labels that rules name (label_classes.tsv): sectors, parts of speech, relations of syntax, kinds of names."""

from __future__ import annotations

from functools import cache

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.tables import rows


@cache
def labels(name: str) -> frozenset[str]:
    """The labels of a class; raises KnowledgeError where the table has none of this name."""
    found = frozenset(row["label"] for row in rows("label_classes") if row["class"] == name)
    if not found:
        raise KnowledgeError(f"table label_classes.tsv has no class {name}")
    return found
