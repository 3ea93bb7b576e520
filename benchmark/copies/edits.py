"""Edits that turn a text into a copy of it. Each is a pure function of the text and a seeded chance."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
_SENTENCE = re.compile(r".+?(?:[.!?][\"”’)\]]*(?=\s|[A-Z]|$)|\n|$)", re.DOTALL)
_NUMBER = re.compile(r"(?<![\d.,-])\d{1,3}(?![\d.,-]|(?:st|nd|rd|th))")
_WORD = re.compile(r"[A-Za-z]+")


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """The rows of synonyms.tsv."""
    with (HERE / "synonyms.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {row["word"]: tuple(row["instead"].split(";")) for row in rows}


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a file of ours, split by empty lines."""
    return tuple(part.strip() for part in (HERE / name).read_text(encoding="utf-8").split("\n\n") if part.strip())


def split(text: str) -> list[str]:
    """The sentences of a text."""
    return [found for match in _SENTENCE.finditer(text) if (found := " ".join(match.group().split()))]


def join(sentences: list[str], *, in_paragraph: int = 3) -> str:
    """A text of paragraphs."""
    parts = [" ".join(sentences[i : i + in_paragraph]) for i in range(0, len(sentences), in_paragraph)]
    return "\n\n".join(parts)


def reprint(text: str, chance: Random) -> str:
    """The same text under another roof: a dateline or sign-off, other quotation marks, other paragraphs."""
    if chance.random() < 0.5:
        text = text.replace('"', "”").replace("'", "’")
    text = join(split(text), in_paragraph=chance.randint(1, 4))
    dressed = [f"CITY DESK - {text}", f"{text}\n\nStaff report", f"By our correspondent\n\n{text}", text]
    return chance.choice(dressed)


def cut(text: str, chance: Random) -> str:
    """The beginning of a text, a third to three quarters of it."""
    sentences = split(text)
    return join(sentences[: max(3, round(len(sentences) * chance.uniform(0.33, 0.75)))])


def lead(text: str, other: str, chance: Random) -> str:
    """The first two sentences of another text in place of the first sentence or two."""
    sentences = split(text)
    return join([*split(other)[:2], *sentences[chance.randint(1, 2) :]])


def keep(text: str, _chance: Random) -> str:
    """Nothing more: its lead has been changed."""
    return text


def replace_words(text: str, chance: Random, *, share: float = 0.75) -> str:
    """Synonyms in place of most words that the table has."""

    def change(match: re.Match[str]) -> str:
        word = match.group()
        instead = synonyms().get(word.lower())
        if instead is None or chance.random() > share:
            return word
        found = chance.choice(instead)
        return found.capitalize() if word[0].isupper() else found

    return _WORD.sub(change, text)


def reorder(text: str, chance: Random) -> str:
    """The paragraphs in another order."""
    sentences = split(text)
    size = max(1, len(sentences) // chance.randint(4, 6))
    parts = [sentences[i : i + size] for i in range(0, len(sentences), size)]
    chance.shuffle(parts)
    return "\n\n".join(" ".join(part) for part in parts)


def change_figures(text: str, chance: Random) -> str:
    """Every short number another one."""
    return _NUMBER.sub(lambda match: str(int(match.group()) + chance.randint(1, 9)), text)


def merge(text: str, other: str, chance: Random) -> str:
    """Most of one text with some paragraphs of another among them, so that three fifths to three quarters of the words are the first one's."""
    ours, theirs = split(text), split(other)
    kept = ours[: max(4, round(len(ours) * chance.uniform(0.7, 1.0)))]
    wanted = len(" ".join(kept)) * chance.uniform(0.33, 0.66)
    taken: list[str] = []
    for sentence in theirs:
        if len(" ".join([*taken, sentence])) > wanted:
            break
        taken.append(sentence)
    at = chance.randint(2, len(kept))
    return join([*kept[:at], *taken, *kept[at:]])


def lift(text: str, other: str, chance: Random) -> str:
    """Another text with a paragraph (two or three sentences) of the first in it."""
    ours, theirs = split(text), split(other)
    count = chance.randint(2, 3)
    start = chance.randint(0, max(0, len(ours) - count))
    at = chance.randint(1, len(theirs))
    return join([*theirs[:at], *ours[start : start + count], *theirs[at:]])


def rewrite(text: str, chance: Random) -> str:
    """Several edits at once, after another lead: the rest cut, its words and its order changed."""
    return reorder(replace_words(cut(text, chance), chance, share=0.4), chance)
