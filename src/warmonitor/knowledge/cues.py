"""The cues that say whether an event happened (status_cues.tsv): look-up by word and by the link to the target."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge import tables
from warmonitor.records import Modality, Phase, Polarity

LINKS = frozenset("verb comp that content xcomp obj subj pass mod pred given done clause ahead inverted form".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue does to its target; None changes nothing. `particle` must stand beside the cue word where it is given."""

    word: str
    particle: str | None
    link: str
    modality: Modality | None
    polarity: Polarity | None
    phase: Phase | None


@cache
def cues(extra: Path | None = None) -> dict[tuple[str, str, str], tuple[Cue, ...]]:
    """(word, part of speech, link) -> cues, those that ask for a particle first."""
    found: dict[tuple[str, str, str], list[Cue]] = {}
    for row in tables.rows("status_cues", extra):
        word, _, particle = row["word"].partition(":")
        kinds = ((row["modality"], Modality), (row["polarity"], Polarity), (row["phase"], Phase))
        if row["link"] not in LINKS or any(value and value not in get_args(kind) for value, kind in kinds):
            raise KnowledgeError(f"status_cues.tsv, {row['word']}: an unknown link, modality, polarity or phase")
        values = (row["modality"] or None, row["polarity"] or None, row["phase"] or None)
        cue = Cue(word, particle or None, row["link"], *values)  # type: ignore[arg-type]  # checked just above
        found.setdefault((word, row["pos"], row["link"]), []).append(cue)
    return {key: tuple(sorted(entries, key=lambda c: c.particle is None)) for key, entries in found.items()}
