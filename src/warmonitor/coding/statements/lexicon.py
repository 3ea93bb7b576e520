"""The words of speech, thought and request, indexed for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from warmonitor.coding.parse import Parse
from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.cues import cues, none_words
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.tables import rows
from warmonitor.knowledge.triggers import verb_classes
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
    heads: frozenset[str]
    phrasal: frozenset[str]
    addressing: frozenset[str]
    naming: frozenset[str]
    nouns: dict[str, Entry]
    adjectives: dict[str, Entry]
    sources: tuple[tuple[str, ...], ...]
    adverbs: dict[str, Stance]
    media: frozenset[str]
    press: frozenset[str]
    sources_cited: frozenset[str]
    matters: frozenset[str]
    measures: frozenset[str]
    labels: frozenset[str]
    lookalikes: frozenset[tuple[str, str]]
    forms: dict[str, str]
    open: frozenset[str]
    negations: frozenset[str]
    nobody: frozenset[str]
    withholding: frozenset[str]
    carried: frozenset[str]
    citing: frozenset[str]
    carrying: frozenset[str]
    hearing: frozenset[str]
    told: frozenset[str]
    told_to: frozenset[str]

    def verb_of(self, parse: Parse, i: int) -> str:
        """The word of speech that a form stands for."""
        return self.forms.get(parse.lower[i], parse.lemma[i])

    def verb(self, parse: Parse, i: int) -> Entry | None:
        """The entry of a verb of a parse, with its particle where the two make one word of speech."""
        lemma = parse.lemma[i]
        entry = self.verbs.get(lemma)
        if entry is None and parse.lower[i] in self.forms:
            entry = self.verbs.get(self.forms[parse.lower[i]])
        if lemma in self.phrasal:
            particle = parse.child(i, "prt")
            if particle is not None:
                return self.verbs.get(f"{lemma} {parse.lower[particle]}")
        return entry


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The lexicon, with a project's own rows; raises KnowledgeError for a kind or stance that there isn't."""
    phrases = rows("speech_phrases", extra)
    verbs = _entries("speech_verbs", "verb", extra)
    classes = verb_classes(extra)
    return Lexicon(
        verbs=verbs,
        heads=frozenset(verb.split()[0] for verb in verbs),
        addressing=frozenset(row["verb"] for row in rows("speech_addressing", extra)),
        naming=frozenset(row["verb"] for row in rows("speech_naming", extra)),
        phrasal=frozenset(verb.split()[0] for verb in verbs if " " in verb),
        nouns=_entries("speech_nouns", "noun", extra),
        adjectives=_entries("speech_adjectives", "adjective", extra),
        sources=tuple(tuple(row["phrase"].split()) for row in phrases if row["form"] == "source"),
        adverbs={row["phrase"]: cast(Stance, row["stance"]) for row in phrases if row["form"] == "adverb"},
        media=frozenset(row["medium"] for row in rows("speech_media", extra)),
        press=frozenset(row["noun"] for row in rows("speech_relays", extra)),
        sources_cited=frozenset(row["noun"] for row in rows("speech_sources", extra)),
        matters=frozenset(row["noun"] for row in rows("speech_matters", extra)),
        measures=frozenset(row["noun"] for row in rows("speech_nonsources", extra)),
        labels=frozenset(row["label"] for row in rows("speech_labels", extra)),
        lookalikes=frozenset((row["before"], row["word"]) for row in rows("speech_lookalikes", extra)),
        forms={row["form"]: row["verb"] for row in rows("speech_forms", extra)},
        open=frozenset(row["verb"] for row in rows("speech_open", extra)),
        negations=_negative(("adv",), "verb", extra),
        nobody=none_words(extra),
        withholding=_negative(("verb", "adj"), "comp", extra),
        carried=small_words("CARRIED", extra),
        citing=classes["CITING"],
        carrying=classes["CARRYING"],
        hearing=classes["HEARING"],
        told=classes["TELLING"],
        told_to=classes["TELLING_TO"],
    )


def _negative(kinds: tuple[str, ...], link: str, extra: Path | None) -> frozenset[str]:
    """The words of status_cues.tsv by which what is linked to them did not happen."""
    return frozenset(
        word
        for (word, kind, by), found in cues(extra).items()
        if kind in kinds and by == link and any(cue.polarity == "negative" and cue.particle is None for cue in found)
    )


def _entries(table: str, column: str, extra: Path | None) -> dict[str, Entry]:
    found = {}
    for row in rows(table, extra):
        if row["kind"] not in _KINDS or row["stance"] not in _STANCES:
            raise KnowledgeError(f"table {table}.tsv, row {row[column]!r}: no such kind or stance")
        found[row[column]] = Entry(
            cast(Kind, row["kind"]), cast(Stance, row["stance"]), frozenset(row["takes"].split())
        )
    return found
