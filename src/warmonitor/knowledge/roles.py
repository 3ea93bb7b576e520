"""Nouns that stand for persons, groups and bodies, and modifiers that say of which sector (`nouns_actors.tsv`, `sectors.tsv`, `actors_words.tsv`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.actors import SECTORS
from warmonitor.knowledge.tables import rows

KINDS = ("person", "people", "body", "force", "asset", "state")
USES = ("own", "whose", "other", "measure")
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun says of whom it names; the columns are explained at the top of the table."""

    noun: str
    sector: str | None
    kind: str
    is_armed: bool
    use: str
    gender: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A modifier that says of which sector somebody is; a strong one outweighs the noun's own."""

    sector: str
    is_strong: bool


class Roles:
    """Look-ups over the tables of nouns and modifiers; `surnames` are last names that many people have."""

    def __init__(self, extra: Path | None = None) -> None:
        """Raises KnowledgeError where a row is broken; `extra` is a folder with a project's own tables."""
        self._nouns = {row["noun"]: _noun(row) for row in rows("nouns_actors", extra)}
        self._shades = {row["word"]: Shade(row["sector"], row["strong"] == "yes") for row in rows("sectors", extra)}
        self.surnames = frozenset(row["surname"] for row in rows("actors_surnames", extra))
        words: dict[str, set[str]] = {}
        for row in rows("actors_words", extra):
            words.setdefault(row["class"], set()).add(row["word"])
        self._words = {group: frozenset(found) for group, found in words.items()}
        self._last_words = {noun.replace("-", " ").rsplit(" ", 1)[-1] for noun in self._nouns}

    def noun(self, lowers: Sequence[str], lemma: str, end: int) -> tuple[int, Noun] | None:
        """The longest listed phrase that ends with token `end` (whose lemma is given), and its first token."""
        last = lowers[end]
        forms = [form for form in dict.fromkeys((last, lemma)) if form in self._last_words]
        if not forms and last.endswith("s") and last == lemma:  # plurals of names ("Jesuits") keep their "s" as lemma
            forms = [form for form in (last[:-1], last[:-3] + "y") if form in self._last_words]
        for first in range(max(0, end - LONGEST + 1), end + 1) if forms else ():
            before = " ".join(lowers[first:end])
            if "-" in before:
                before = before.replace(" - ", "-").replace(" -", "-")
            for form in forms:
                found = self._nouns.get(
                    before + form if before.endswith("-") else f"{before} {form}" if before else form
                )
                if found is not None:
                    return first, found
        return None

    @property
    def persons(self) -> frozenset[str]:
        """Single nouns for persons, groups of them and bodies."""
        return frozenset(
            n.noun
            for n in self._nouns.values()
            if n.kind in ("person", "people", "body", "force") and " " not in n.noun
        )

    @property
    def armed(self) -> frozenset[str]:
        """Single nouns for those who carry arms."""
        return frozenset(n.noun for n in self._nouns.values() if n.is_armed and " " not in n.noun)

    @property
    def states(self) -> frozenset[str]:
        """Single nouns for states and those who act for them."""
        return frozenset(n.noun for n in self._nouns.values() if n.kind == "state" and " " not in n.noun)

    def shade(self, lower: str) -> Shade | None:
        """What this modifier says of the sector."""
        return self._shades.get(lower)

    def words(self, group: str) -> frozenset[str]:
        """The words of a class of `actors_words.tsv`."""
        return self._words.get(group, frozenset())


def _noun(row: dict[str, str]) -> Noun:
    sector, kind, use = row["sector"], row["kind"], row["use"]
    if (
        (sector and sector not in SECTORS)
        or kind not in KINDS
        or use not in USES
        or row["gender"] not in ("f", "m", "")
    ):
        raise KnowledgeError(f"table nouns_actors.tsv, row {row['noun']!r}: a sector, kind, use or gender that is none")
    return Noun(row["noun"], sector or None, kind, row["armed"] == "yes", use, row["gender"])
