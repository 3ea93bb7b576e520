"""What the words of parties and events say once endings, numbers and small words are taken away."""

from __future__ import annotations

import re
from functools import cache

from warmonitor.knowledge import tables
from warmonitor.records import Party

_ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|e)$")


def stem(word: str) -> str:
    """A word without its ending: "raided" and "raid", "bombing" and "bombed"."""
    return _ENDINGS.sub("", word.lower())


def key(party: Party) -> str:
    return party.id or party.text.lower()


@cache
def _small_words() -> frozenset[str]:
    return frozenset(tables.entries("report_incidents")["small_words"])


def names_nobody(text: str) -> bool:
    """Whether the words only take up another phrase: "one of them", "three others"."""
    return all(word in _small_words() or word.isdigit() for word in re.findall(r"\w+", text.lower()))


def plain_words(text: str) -> frozenset[str]:
    """The words that tell one party from another: lower case, singular, without numbers and small words."""
    words = {
        word.rstrip("s") or word
        for word in re.findall(r"\w+", text.lower())
        if word not in _small_words() and not word.isdigit()
    }
    return frozenset(words or {text.lower()})
