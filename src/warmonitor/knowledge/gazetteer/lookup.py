"""Looking names up in the compiled gazetteer, and in a user's own beside it."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

import msgspec

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.gazetteer.names import plain
from warmonitor.knowledge.gazetteer.schema import FORMAT, LOOSE, PLACE_COLUMNS
from warmonitor.knowledge.gazetteer.spelling import loose
from warmonitor.knowledge.tables import DATA
from warmonitor.records import PlaceKind

SHIPPED = DATA / "gazetteer.db"
_CACHED_NAMES = 50_000


class GazetteerPlace(msgspec.Struct, frozen=True):
    """A place that a name can mean. `rank` says how the name belongs to it: 0 its name, 1 another one, 2 short for it, 3 by spelling."""

    id: str
    name: str
    country: str | None
    admin1: str | None
    admin1_code: str | None
    admin2: str | None
    latitude: float
    longitude: float
    kind: PlaceKind
    population: int
    radius_km: float
    pcode: str | None = None
    rank: int = 0


class Gazetteer:
    """Opens the shipped file and, where given, a user's; both read-only, so that many processes share their pages.

    Raises KnowledgeError where a file is missing or of another form.
    """

    def __init__(self, path: Path = SHIPPED, user_path: Path | None = None) -> None:
        paths = [path] + ([user_path] if user_path is not None and user_path.exists() else [])
        self._bases = [_open(each) for each in paths]
        self._known: dict[str, tuple[GazetteerPlace, ...]] = {}
        self._starts: dict[str, int] = {}

    def candidates(self, name: str) -> tuple[GazetteerPlace, ...]:
        """The places of this name, best-named and largest first; by like spelling only where there are none. Cached."""
        key = plain(name)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _CACHED_NAMES:
                self._known.clear()
            found = self._look_up(key) or self._look_up("~" + loose(name))
            self._known[key] = found
        return found

    def named(self, name: str) -> bool:
        """Whether a place has exactly this name, spelling aside from case, accents and hyphens."""
        found = self.candidates(name)
        return bool(found) and found[0].rank < LOOSE

    def longest_from(self, word: str) -> int:
        """How many words the longest name has that begins with this word; 0 where no name does."""
        key = plain(word)
        known = self._starts.get(key)
        if known is None:
            if len(self._starts) > _CACHED_NAMES:
                self._starts.clear()
            query = "SELECT words FROM start WHERE word = ?"
            rows = [base.execute(query, (key,)).fetchone() for base in self._bases]
            known = self._starts[key] = max((row[0] for row in rows if row), default=0)
        return known

    def close(self) -> None:
        for base in self._bases:
            base.close()

    def _look_up(self, key: str) -> tuple[GazetteerPlace, ...]:
        query = f"SELECT {PLACE_COLUMNS}, rank FROM name JOIN place ON place = number WHERE key = ?"
        found = [GazetteerPlace(*row) for base in self._bases for row in base.execute(query, (key,))]
        return tuple(sorted(found, key=lambda place: (place.rank, -place.population, place.id)))


@cache
def shipped_gazetteer(user_path: Path | None = None) -> Gazetteer:
    """The gazetteer of the package (and a user's), opened once a process."""
    return Gazetteer(SHIPPED, user_path)


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise KnowledgeError(
            f"gazetteer {path} is missing: build it with `python -m warmonitor.knowledge.gazetteer.build`"
        )
    base = sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        version = base.execute("PRAGMA user_version").fetchone()[0]
        base.execute("PRAGMA mmap_size = 268435456")
    except sqlite3.DatabaseError as error:
        raise KnowledgeError(f"{path} is no gazetteer: {error}") from error
    if version != FORMAT:
        raise KnowledgeError(f"gazetteer {path} has form {version}, this version reads {FORMAT}: build it anew")
    return base


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
