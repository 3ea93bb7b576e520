"""Trains the weights by which an event's own places are told (place_ties.yaml) on a set of events in the form of event-places.

    python benchmark/train_event_places.py SET [--folds N]

With --folds nothing is written: the share of right answers on the held-out parts is printed. Rows of one sentence stay in one part.
"""

from __future__ import annotations

import argparse
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from warmonitor.coding.parse import Parse, Parser
from warmonitor.coding.places.find import PlaceFinder
from warmonitor.coding.places.ties import none_facts, set_scene, tie_facts
from warmonitor.knowledge.gazetteer.lookup import shipped_gazetteer
from warmonitor.knowledge.tables import DATA
from warmonitor.records import Prepared, Report

RARE = 5
NONE_LESS = 0.4


@dataclass
class Row:
    """An event: the facts of each answer (the first: no place), which answers are right, and the part it belongs to."""

    facts: list[list[str]]
    right: list[bool]
    part: int


def read_rows(parse: Parse, gold: dict[str, Any], finder: PlaceFinder) -> Row:
    """The answers to one event; where a right place was not found, none of the answers is right."""
    found = finder.find(parse, Report("", gold["text"]))
    trigger = parse.tokens_in(gold["trigger"]["start"], gold["trigger"]["end"])[0]
    trigger = min(trigger, len(parse) - 1)
    first, last = parse.sentences[parse.sentence_of[trigger]]
    inside = [place for place in found if first <= place.first < last and not place.is_demonym]
    scene = set_scene(parse, trigger, inside)
    right = [*([gold["place"]] if gold["place"] else []), *gold.get("other_places", [])]
    over = [
        any(place.mention.start < span["end"] and span["start"] < place.mention.end for span in right)
        for place in inside
    ]
    facts = [none_facts(scene), *(tie_facts(scene, i) for i in range(len(inside)))]
    return Row(facts, [not right, *over], zlib.crc32(gold["text"].encode()))


def train(rows: list[Row], penalty: float = 6.0, steps: int = 300) -> dict[str, float]:
    """Weights of facts by softmax regression over the answers of each event."""
    rows = [row for row in rows if any(row.right)]
    seen: dict[str, int] = {}
    for row in rows:
        for fact in (fact for facts in row.facts for fact in facts):
            seen[fact] = seen.get(fact, 0) + 1
    index = {fact: i for i, fact in enumerate(sorted(fact for fact, count in seen.items() if count >= RARE))}
    columns, lines, owner, right = [], [], [], []
    for number, row in enumerate(rows):
        for facts, is_right in zip(row.facts, row.right, strict=True):
            known = [index[fact] for fact in facts if fact in index]
            columns += known
            lines += [len(owner)] * len(known)
            owner.append(number)
            right.append(is_right)
    column, line, event, good = map(np.array, (columns, lines, owner, right))
    weights = np.zeros(len(index))
    moment, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        powers = np.exp(np.clip(np.bincount(line, weights[column], minlength=len(event)), -30, 30))
        share = powers / np.bincount(event, powers)[event]
        within = np.where(good, powers, 0) / np.bincount(event, np.where(good, powers, 0))[event]
        gradient = np.bincount(column, (share - within)[line], minlength=len(index)) + penalty * weights
        moment, square = 0.9 * moment + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights -= 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return {fact: round(float(weights[i]), 3) for fact, i in index.items() if abs(weights[i]) >= 0.02}


def share_right(rows: list[Row], weights: dict[str, float]) -> float:
    right = 0
    for row in rows:
        scores = [sum(weights.get(fact, 0.0) for fact in facts) for facts in row.facts]
        right += row.right[max(range(len(scores)), key=scores.__getitem__)]
    return right / max(len(rows), 1)


def write_table(weights: dict[str, float], lead: float, none_less: float = NONE_LESS) -> None:
    lines = ["# Written by benchmark/train_event_places.py. Facts that tie a place to an event, with natural log odds; facts that begin with \"none\" speak",
             "# for no place, which counts `none_less` less: annotators miss places more often than they invent them. Places within `lead` of the best",
             "# belong to the event too.", f"lead: {lead}", f"none_less: {none_less}", "facts:"]  # fmt: skip
    lines += [f"  {json.dumps(fact)}: {weight}" for fact, weight in sorted(weights.items())]
    (DATA / "place_ties.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("set", type=Path)
    options.add_argument("--folds", type=int, default=0)
    options.add_argument("--lead", type=float, default=0.7)
    given = options.parse_args()
    gold = [json.loads(line) for line in (given.set / "gold.jsonl").open(encoding="utf-8")]
    parses = Parser().parse_all(Prepared(Report(row["id"], row["text"]), (), ((0, len(row["text"])),)) for row in gold)
    finder = PlaceFinder(shipped_gazetteer())
    rows = [read_rows(parse, row, finder) for parse, row in zip(parses, gold, strict=True)]
    for fold in range(given.folds):
        weights = train([row for row in rows if row.part % given.folds != fold])
        print(fold, round(share_right([row for row in rows if row.part % given.folds == fold], weights), 3))
    if not given.folds:
        write_table(train(rows), given.lead)


if __name__ == "__main__":
    main()
