"""Names that may be published: of bodies, countries, listed office holders, disclosed sources; and words that are no names at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from warmonitor.knowledge.actors import Actors, fold, is_acronym
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.tables import entries, rows

LONGEST = 12  # words of a name
Tokens = tuple[str, ...]


class Names:
    """What is known to be public. `sources` are names of sources that are disclosed, `banned` names of those that aren't."""

    def __init__(
        self, actors: Actors, countries: Countries, *, sources: Iterable[str] = (), banned: Iterable[str] = (),
        extra: Path | None = None,
    ) -> None:  # fmt: skip
        self.policy: Any = entries("public", extra)
        self.actors = actors
        self.people = _people(extra)
        self.particles = frozenset(self.policy["particles"].split())
        self.function_words = frozenset(self.policy["function_words"].split())
        self.heads = _heads(extra)
        self.titles = frozenset(self.policy["titles"].split()) | self.heads | _forms_of_address(extra)
        self.ordinary = (_ordinary(extra) | self.titles) - self.people | self.function_words
        self.banned = _starts(tokens_of(name) for name in self._with_aliases(banned))
        people = [name for row in rows("offices", extra) for name in (row["person"], *row["aliases"].split(";"))]
        self.acronyms = _acronyms(actors)
        bodies = [tokens_of(name) for actor in actors for name in (actor.name, *actor.aliases)]
        firm = [
            *self._firm(countries, sources),
            *(name for name in bodies if len(name) > 1 or name[0] in self.acronyms),
        ]
        self.firm = _starts(name for name in firm if len(name) > 1 or name[0] not in self.people - self.acronyms)
        loose = [name for name in (*bodies, *firm) if len(name) == 1 and name[0] not in self.acronyms]
        self.loose = _starts([*loose, *map(tokens_of, people), *map(tokens_of, _lands(countries))])
        self.office_holders = frozenset(filter(None, map(fold, people)))

    def _with_aliases(self, banned: Iterable[str]) -> Iterator[str]:
        """Each name, with the others that the registry has for it."""
        for name in banned:
            yield name
            for actor in self.actors.named(name):
                yield from (actor.name, *actor.aliases)

    def _firm(self, countries: Countries, sources: Iterable[str]) -> Iterator[Tokens]:
        """Names that are no person's, whatever stands beside them."""
        for country in countries:
            for demonym in country.demonyms:
                yield from (tokens_of(demonym), tokens_of(demonym + "s"))
            yield from (tokens_of(name) for name in (country.name, *country.aliases) if " " in name or name.isupper())
        yield from ((word,) for word in self.policy["calendar"].split())
        yield from (tokens_of(row["word"]) for row in rows("weapons"))
        yield from map(tokens_of, sources)


def _lands(countries: Countries) -> Iterator[str]:
    """Names of countries that could be a part of a person's ("Jordan", "Chad")."""
    return (name for country in countries for name in (country.name, *country.aliases) if " " not in name)


def tokens_of(name: str) -> Tokens:
    """A name as it is compared, word by word."""
    return tuple(word.strip(".,()'\"").removesuffix("'s") for word in fold(name).replace("/", " ").split())


def _starts(names: Iterable[Tokens]) -> dict[str, list[Tokens]]:
    """Names by their first word, the longest first."""
    found: dict[str, set[Tokens]] = {}
    for name in names:
        if name and name[0] and len(name) <= LONGEST:
            found.setdefault(name[0], set()).add(name)
    return {first: sorted(some, key=lambda one: (-len(one), one)) for first, some in found.items()}


def _people(extra: Path | None) -> frozenset[str]:
    given = {row["word"] for row in rows("place_given_names", extra)}
    return frozenset(given | {row["surname"] for row in rows("actors_surnames", extra)})


def _heads(extra: Path | None) -> frozenset[str]:
    """Nouns that stand behind a name in capitals without being a person's ("Province", "Brigade")."""
    bodies = {row["noun"] for row in rows("nouns_actors", extra) if row["kind"] not in ("person", "people")}
    return frozenset(word for word in bodies | {row["word"] for row in rows("place_heads", extra)} if " " not in word)


def _forms_of_address(extra: Path | None) -> frozenset[str]:
    """Nouns and adjectives that stand before a name ("Colonel", "Rebel")."""
    people = {row["noun"] for row in rows("nouns_actors", extra) if row["kind"] in ("person", "people")}
    return frozenset(word for word in people | {row["word"] for row in rows("sectors", extra)} if " " not in word)


def _acronyms(actors: Actors) -> frozenset[str]:
    """Words that are names of bodies in capitals alone."""
    short = {fold(name) for actor in actors for name in (actor.name, *actor.aliases) if is_acronym(name)}
    long = {fold(name) for actor in actors for name in (actor.name, *actor.aliases) if not is_acronym(name)}
    return frozenset(short - long)


def _ordinary(extra: Path | None) -> frozenset[str]:
    """Words of the language, as far as tables have them."""
    words = {row["word"] for row in rows("place_words", extra)}
    for row in rows("gate_words", extra):
        words.update(row["forms"].split())
    return frozenset(word for word in words if word.isalpha() and word.islower())


def is_among(word: str, words: frozenset[str]) -> bool:
    """Whether a word, or the singular that it is likely of, is one of these."""
    if word in words or (word.endswith("s") and word[:-1] in words):
        return True
    return (
        (word.endswith("es") and word[:-2] in words)
        or (word.endswith("ies") and word[:-3] + "y" in words)
        or (word.endswith("men") and word[:-3] + "man" in words)
    )
