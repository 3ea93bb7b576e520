"""The words of speech, thought and request, indexed for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.tables import rows
from warmonitor.records import Stance

from .found import Kind

_KINDS = {"say", "think", "want", "ask", "judge", "show", "seem"}
_STANCES = {"asserts", "acknowledges", "denies", "doubts", "accuses"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of speech and what may follow it (see the head of speech_verbs.tsv)."""

    kind: Kind
    stance: Stance
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables of speech; keys are lemmas, phrases are tuples of lower-case words."""

    verbs: dict[str, Entry]
    nouns: dict[str, Entry]
    adjectives: dict[str, Entry]
    sources: tuple[tuple[str, ...], ...]
    adverbs: dict[str, Stance]
    media: frozenset[str]
    press: frozenset[str]


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The lexicon, with a project's own rows; raises KnowledgeError for a kind or stance that there isn't."""
    phrases = rows("speech_phrases", extra)
    return Lexicon(
        verbs=_entries("speech_verbs", "verb", extra),
        nouns=_entries("speech_nouns", "noun", extra),
        adjectives=_entries("speech_adjectives", "adjective", extra),
        sources=tuple(tuple(row["phrase"].split()) for row in phrases if row["form"] == "source"),
        adverbs={row["phrase"]: cast(Stance, row["stance"]) for row in phrases if row["form"] == "adverb"},
        media=frozenset(row["medium"] for row in rows("speech_media", extra)),
        press=frozenset(row["noun"] for row in rows("speech_relays", extra)),
    )


def _entries(table: str, column: str, extra: Path | None) -> dict[str, Entry]:
    found = {}
    for row in rows(table, extra):
        if row["kind"] not in _KINDS or row["stance"] not in _STANCES:
            raise KnowledgeError(f"table {table}.tsv, row {row[column]!r}: no such kind or stance")
        found[row[column]] = Entry(cast(Kind, row["kind"]), cast(Stance, row["stance"]), frozenset(row["takes"].split()))
    return found
