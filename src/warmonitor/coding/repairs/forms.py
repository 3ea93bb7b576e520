"""Forms of words that verbs, attacks and arms are known by."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warmonitor.knowledge import tables
from warmonitor.knowledge.triggers import triggers, verb_forms, weapons


@cache
def attacks(extra: Path | None = None) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Forms in "-s" of verbs of attacking -> the verb; nouns for attacks; last words of weapons."""
    rows = triggers(extra)
    verbs = {word for (word, pos), found in rows.items() if pos == "verb" and found[0].type == "ASSAULT"}
    nouns = {word for (word, pos), found in rows.items() if pos == "noun" and found[0].type == "ASSAULT"}
    forms = {form: verb for form, verb in verb_forms(extra).items() if verb in verbs and form.endswith("s")}
    return forms, frozenset(nouns), frozenset(name.split()[-1] for name in weapons(extra))


@cache
def plain_verbs(extra: Path | None = None) -> dict[str, str]:
    """Forms in "-s" of trigger verbs that are no nouns of events or people ("rejects") -> the verb."""
    rows = triggers(extra)
    nouns = {word for word, pos in rows if pos == "noun"} | {row["noun"] for row in tables.rows("nouns_actors", extra)}
    verbs = {word for word, pos in rows if pos == "verb"} - nouns
    return {form: verb for form, verb in verb_forms(extra).items() if verb in verbs and form.endswith("s")}


@cache
def inflected(extra: Path | None = None) -> dict[str, str]:
    """The bare and "-s" forms of trigger verbs -> the verb."""
    verbs = {word for word, pos in triggers(extra) if pos == "verb"}
    forms = {form: verb for form, verb in verb_forms(extra).items() if verb in verbs and form.endswith("s")}
    return forms | {verb: verb for verb in verbs}


@cache
def harmed_verbs(extra: Path | None = None) -> frozenset[str]:
    """Verbs of which somebody can be the victim: "shot", "arrested"."""
    types = ("ASSAULT", "COERCE", "SANCTION")
    return frozenset(w for (w, pos), rows in triggers(extra).items() if pos == "verb" and rows[0].type in types)


@cache
def intransitives(extra: Path | None = None) -> frozenset[str]:
    return frozenset(row["verb"] for row in tables.rows("intransitives", extra))


@cache
def weekdays(extra: Path | None = None) -> frozenset[str]:
    return frozenset(tables.entries("time_words", extra)["weekday"])
