"""Common nouns that the parser takes for names, for they open a sentence: "Rockets were fired at the capital"."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warmonitor.coding.repairs.heads import Heads
from warmonitor.knowledge import tables
from warmonitor.knowledge.triggers import triggers, weapons


def mend_plurals(p: Heads, base: int) -> None:
    """A plural name without a label, with no word right before it, that is the plural of a known noun is that noun."""
    for i in range(base, len(p.head)):
        if p.tag[i] != "NNPS" or p.label[i] or p.dep[i] == "compound" or (i > base and p.lower[i - 1].isalnum()):
            continue
        noun = _plurals().get(p.lower[i])
        if noun is not None:
            p.pos[i], p.tag[i], p.lemma[i] = "NOUN", "NNS", noun


@cache
def _plurals(extra: Path | None = None) -> dict[str, str]:
    """The plurals in "-s" of nouns for events, arms and people -> the noun."""
    nouns = {word for word, pos in triggers(extra) if pos == "noun"} | weapons(extra).keys()
    nouns |= {row["noun"] for row in tables.rows("nouns_actors", extra)}
    return {(noun[:-1] + "ies" if noun.endswith("y") else noun + "s"): noun for noun in nouns if noun.isalpha()}
