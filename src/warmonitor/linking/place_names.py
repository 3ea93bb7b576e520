"""Names of places that the gazetteer doesn't know, or knows in one spelling only: which of them are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from warmonitor.knowledge.tables import entries, rows
from warmonitor.linking.comparisons import HAPPENED_AT, is_wide
from warmonitor.linking.translations import sound_out
from warmonitor.records import EventPlace

_WORD = re.compile(r"[^\W\d_]+")
_TWICE = re.compile(r"(.)\1+")
_NO_VOWEL = re.compile(r"[^aiu]")
_NEAR_VOWELS = str.maketrans("eyo", "iiu")


def find_unknown_names(places: Iterable[EventPlace]) -> frozenset[str]:
    """The keys of places where it happened that no gazetteer knows."""
    return _keys(place for place in places if place.id is None)


def find_known_names(places: Iterable[EventPlace]) -> frozenset[str]:
    """The keys of places where it happened that are known, and more closely than by their province."""
    return _keys(place for place in places if place.id is not None and not is_wide(place))


def _keys(places: Iterable[EventPlace]) -> frozenset[str]:
    found = {name_key(place.text) for place in places if place.relation in HAPPENED_AT}
    return frozenset(key for key in found if key is not None)


@lru_cache(20_000)
def name_key(text: str) -> str | None:
    """What spellings of one name have in common (Pazigyi, Pa Zi Gyi; Wegel Tena, Wogeltena); None where the words are no name.

    Long names are told by their consonants, short ones by their vowels, too, or letter by letter. Keys of buildings and streets
    begin with "#": they may be known by several.
    """
    key = _key(text[:80])
    if key is None:
        return None
    last = (text[:80].lower().split() or [""])[-1]
    return f"#{key}" if last in _built() else key


def is_town(key: str) -> bool:
    """Whether a key is no building's or street's: what happened in two such places didn't happen in one."""
    return not key.startswith("#")


def _key(text: str) -> str | None:
    words = [word for word in _WORD.findall(_fold(text)) if word.lower() not in _kinds()]
    if not any(word[0].isupper() for word in words):
        return None
    name = "".join(words).lower()
    sounds = sound_out(name)
    if len(sounds) > 3:
        return sounds
    if len(sounds) == 3:
        vowels = _TWICE.sub(r"\1", _NO_VOWEL.sub("", name.translate(_NEAR_VOWELS)))
        return f"{sounds}:{vowels}"
    return f"={name}" if len(name) > 3 else None


def _fold(text: str) -> str:
    """Without accents and apostrophes."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.sub("[’'ʼ‘`]", "", bare)


@cache
def _built() -> frozenset[str]:
    """Last words of the names of buildings and streets."""
    return frozenset(row["word"] for row in rows("place_facilities"))


@cache
def _kinds() -> frozenset[str]:
    """Words that say what a place is, not what it is called."""
    return frozenset({*entries("linking")["place_words"], *(row["word"] for row in rows("place_heads"))})
