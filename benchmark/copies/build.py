"""Make the set: copies of real texts by documented edits, and texts that are none of each other's copies.

    python -m benchmark.copies.build FOLDER [--evaluation FOLDER] [--seed N]

writes input.jsonl and gold.jsonl. Texts come from the samples of this project and, where they stand beside the checkout,
from development sets; they are read here and never kept. Gold has the family of each report, the kind of edit that made
it, and the report that it was made of. What is no edit (kind `base`, `same_happening`, `boilerplate`) is a family alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmark.copies import edits

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "src" / "warmonitor" / "samples" / "reports"
SEED = 20261122
BASES = 160
LONGEST_SHARED = 11  # words in a row that two texts may not have in common
PAIRS = 60
LATEST = "2024-01-01"  # when merged stories come out: after all that they are made of
LEAST_WORDS, MOST_WORDS = 110, 900
SETS = ("linking-gvc", "linking-ecb", "templates-muc4")
EDITS: dict[str, Callable[[str, Random], str]] = {
    "reprint": edits.reprint,
    "cut": edits.cut,
    "new_lead": edits.keep,
    "synonyms": edits.replace_words,
    "reordered": edits.reorder,
    "changed_figures": edits.change_figures,
    "rewrite": edits.rewrite,
}


class Made(NamedTuple):
    """A report of the set and its gold."""

    id: str
    text: str
    published: str
    family: str
    kind: str
    of: str | None = None
    also_of: str | None = None


class Text(NamedTuple):
    """A real text, and the happening that it tells of where its set says so."""

    set: str
    happening: str | None
    text: str


def read_texts(evaluation: Path) -> list[Text]:
    """Every text that may be used, in a fixed order.

    Of texts that have eleven words in a row in common only the first: one of them is a copy already, and nobody has said which.
    """
    found = [Text("samples", None, row["text"]) for path in sorted(SAMPLES.glob("*.jsonl")) for row in _lines(path)]
    for name in SETS:
        folder = evaluation / name
        if not (folder / "input.jsonl").exists():
            continue
        gold = {row["id"]: row.get("incident") for row in _lines(folder / "gold.jsonl")}
        found += [Text(name, gold.get(row["id"]), row["text"]) for row in _lines(folder / "input.jsonl")]
    kept, seen = [], set()
    for text in found:
        words = re.findall(r"\w+", text.text.lower())
        runs = {hash(tuple(words[i : i + LONGEST_SHARED])) for i in range(len(words) - LONGEST_SHARED + 1)}
        if LEAST_WORDS <= len(words) <= MOST_WORDS and not runs & seen and len(edits.split(text.text)) >= 6:
            kept.append(text)
        seen |= runs
    return kept


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def build(evaluation: Path, seed: int = SEED) -> list[Made]:
    """The whole set, in an order of chance."""
    chance = Random(seed)
    texts = read_texts(evaluation)
    chance.shuffle(texts)
    told = Counter((text.set, text.happening) for text in texts)
    alone = [text for text in texts if text.happening is None or told[text.set, text.happening] == 1]
    shared = [text for text in texts if text not in set(alone)]
    bases, hosts, leads, others = _deal(alone, BASES, BASES // 2, BASES)
    groups = _group(shared)
    stories = [*others, *(text for group in groups[PAIRS:] for text in group)]
    made = [
        *_copies(bases, hosts, leads, chance),
        *_same_happening(groups[:PAIRS], chance),
        *_boilerplate(stories, chance),
    ]
    chance.shuffle(made)
    return made


def _deal(texts: list[Text], *sizes: int) -> Iterator[list[Text]]:
    """The texts in piles of these sizes, and those that are left."""
    at = 0
    for size in sizes:
        yield texts[at : at + size]
        at += size
    yield texts[at:]


def _copies(bases: list[Text], hosts: list[Text], leads: list[Text], chance: Random) -> Iterator[Made]:
    kinds = [*EDITS, "merged", "partial"]
    for number, base in enumerate(bases):
        day = date(2015, 1, 1) + timedelta(days=chance.randint(0, 3000))
        first = _name(base.text)
        yield Made(first, base.text, day.isoformat(), first, "base")
        for kind in [kinds[(number + step) % len(kinds)] for step in (0, 3, 4)]:
            other = bases[(number + 7) % len(bases)]
            later = (day + timedelta(days=chance.randint(0, 2))).isoformat()
            if kind == "merged":
                text, of = edits.merge(base.text, other.text, chance), _name(other.text)
                yield Made(_name(text), text, LATEST, first, kind, first, of)
            elif kind == "partial":
                text = edits.lift(base.text, hosts.pop().text, chance)
                yield Made(_name(text), text, later, _name(text), kind, first)
            else:
                body = edits.lead(base.text, leads.pop().text, chance) if kind in ("new_lead", "rewrite") else base.text
                text = EDITS[kind](body, chance)
                if text != base.text:
                    yield Made(_name(text), text, later, first, kind, first)


def _group(texts: list[Text]) -> list[list[Text]]:
    """The texts that tell of one happening, together."""
    told: dict[tuple[str, str | None], list[Text]] = defaultdict(list)
    for text in texts:
        told[text.set, text.happening].append(text)
    return [group for group in told.values() if len(group) > 1]


def _same_happening(groups: list[list[Text]], chance: Random) -> Iterator[Made]:
    """Reports that tell of one happening in words of their own."""
    for group in groups:
        day = (date(2016, 1, 1) + timedelta(days=chance.randint(0, 2000))).isoformat()
        for text in group[:3]:
            yield Made(_name(text.text), text.text, day, _name(text.text), "same_happening")


def _boilerplate(texts: list[Text], chance: Random) -> Iterator[Made]:
    """Different stories under one house's standing paragraphs."""
    for number, text in enumerate(texts[:40]):
        sentences = edits.split(text.text)[: chance.randint(5, 12)]
        whole = edits.join([*sentences, edits.lines("boilerplate.txt")[number % 3]])
        day = (date(2017, 1, 1) + timedelta(days=number)).isoformat()
        yield Made(_name(whole), whole, day, _name(whole), "boilerplate")


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write(folder: Path, made: list[Made]) -> None:
    """input.jsonl and gold.jsonl."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "input.jsonl").open("w", encoding="utf-8") as inputs,
        (folder / "gold.jsonl").open("w", encoding="utf-8") as gold,
    ):
        for one in made:
            report = {"id": one.id, "text": one.text, "published": one.published}
            inputs.write(json.dumps(report, ensure_ascii=False) + "\n")
            told = {"id": one.id, "family": one.family, "kind": one.kind, "of": one.of, "also_of": one.also_of}
            gold.write(json.dumps(told) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--evaluation", type=Path, default=ROOT.parent / "shared" / "evaluation")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    made = build(options.evaluation, options.seed)
    write(options.folder, made)
    print(f"{len(made)} reports")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
