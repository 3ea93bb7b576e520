"""The cues that say whether an event happened (status_cues.tsv): look-up by word and by the link to the target."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge import tables
from warmonitor.records import Modality, Phase, Polarity

Link = Literal[
    "verb", "comp", "that", "content", "xcomp", "obj", "subj", "pass",
    "mod", "pred", "lacking", "given", "by", "done", "clause", "ahead", "inverted", "form",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue does to its target; None changes nothing. `particle` must stand beside the cue word where it is given."""

    word: str
    particle: str | None
    link: Link
    modality: Modality | None
    polarity: Polarity | None
    phase: Phase | None


@cache
def none_words(extra: Path | None = None) -> frozenset[str]:
    """Words that say of those they name or stand by that there are none: "nobody", "no"."""
    places = (("pron", "verb"), ("det", "mod"))
    return frozenset(
        word
        for (word, *place), found in cues(extra).items()
        if tuple(place) in places and found[0].polarity == "negative"
    )


@cache
def cues(extra: Path | None = None) -> dict[tuple[str, str, str], tuple[Cue, ...]]:
    """(word, part of speech, link) -> cues, those that ask for a particle first."""
    found: dict[tuple[str, str, str], list[Cue]] = {}
    for row in tables.rows("status_cues", extra):
        word, _, particle = row["word"].partition(":")
        does = {name: row[name] or None for name in ("modality", "polarity", "phase")}
        try:
            cue = msgspec.convert({"word": word, "particle": particle or None, "link": row["link"], **does}, Cue)
        except msgspec.ValidationError as error:
            raise KnowledgeError(f"status_cues.tsv, {row['word']}: {error}") from error
        found.setdefault((word, row["pos"], row["link"]), []).append(cue)
    return {key: tuple(sorted(entries, key=lambda c: c.particle is None)) for key, entries in found.items()}
