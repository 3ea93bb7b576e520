"""Trains the two weighings of places on sets in the form of the development sets, and writes their tables.

    python benchmark/train_places.py SET… [--events SET] [--test SET…]

A SET is a folder with input.jsonl and gold.jsonl (rows with "places"). A set of events (rows with "place" and "other_places") shows names of
places in news of war, but not what is none: only its places are learned from. Without --test the tables place_judge.yaml and place_weights.yaml
are written; with it nothing is, and the figures of the trained weights on the test sets are printed instead.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from warmonitor.coding.parse import Parse, Parser
from warmonitor.coding.places import judge, resolve
from warmonitor.coding.places.evidence import Usage, facts
from warmonitor.coding.places.find import FoundPlace, PlaceFinder, gather
from warmonitor.coding.places.homes import home_words
from warmonitor.coding.places.proposal import Proposal
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace, shipped_gazetteer
from warmonitor.knowledge.tables import DATA
from warmonitor.records import PlaceMention, Prepared, Report

NEAR_KM = 161
SHARED = 0.6
RARE = 8  # a fact seen less often gets no weight
# A noted place of one country, whose name is no other word, is a place more often in news of war, which knows no farmer of its name, than in local news.
# So is an unknown name that is told to lie in a province or district.
FIXED = {"distinct": 1.5, "distinct&told": 1.0, "in a unit": 1.0}
# What world news is like, which corpora of ambiguous local names are not: the weights are drawn towards these, and never below zero where these are above.
PRIOR = {
    "log_population": 8.0, "country_share": 4.0, "home_share": 2.0, "admin1_share": 2.0, "admin2_share": 1.0, "neighbours": 3.0, "company": 2.0, "home_words": 2.0, "head_fits": 2.0, "holds": 2.0,
    "is_capital": 2.0, "is_country": 2.0, "is_admin2": -1.0, "name_alternate": -1.5, "name_short": -1.5, "name_spelling": -2.0, "largest": 0.5,
}  # fmt: skip


@dataclass
class Case:
    """A parsed report and its gold places; not all of them where `is_partial`."""

    parse: Parse
    gold: list[dict[str, Any]]
    is_partial: bool = False
    proposals: list[Proposal] = field(default_factory=list)
    usage: Usage | None = None


def read_set(folder: Path, parser: Parser) -> list[Case]:
    rows = [json.loads(line) for line in (folder / "input.jsonl").open(encoding="utf-8")]
    gold = {row["id"]: row for row in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    parses = parser.parse_all(
        Prepared(Report(str(row["id"]), row["text"]), (), paragraphs(row["text"])) for row in rows
    )
    return [gold_case(parse, gold[row["id"]]) for row, parse in zip(rows, parses, strict=True)]


def gold_case(parse: Parse, row: dict[str, Any]) -> Case:
    if "places" in row:
        return Case(parse, row["places"])
    return Case(parse, [*([row["place"]] if row["place"] else []), *row.get("other_places", [])], is_partial=True)


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    found, start = [], 0
    for line in text.split("\n"):
        found += [
            (start + at, start + min(at + 20_000, len(line))) for at in range(0, len(line), 20_000) if line.strip()
        ]
        start += len(line) + 1
    return tuple(found)


def gold_of(case: Case, proposal: Proposal | FoundPlace) -> dict[str, Any] | None:
    """The gold place that a proposal overlaps; the one with the same span where there are several."""
    start, end = case.parse.start[proposal.first], case.parse.end[proposal.last - 1]
    over = [place for place in case.gold if place["start"] < end and start < place["end"]]
    return min(over, key=lambda place: abs(place["start"] - start) + abs(place["end"] - end), default=None)


def propose_all(cases: Iterable[Case], gazetteer: Gazetteer) -> None:
    for case in cases:
        case.proposals, case.usage = gather(case.parse, gazetteer)


def judge_rows(cases: Iterable[Case]) -> tuple[list[list[str]], list[bool]]:
    rows, labels = [], []
    for case in cases:
        if case.usage is None:
            continue
        for proposal in [*case.proposals, *(each.inner for each in case.proposals if each.inner)]:
            is_gold = gold_of(case, proposal) is not None
            if is_gold or not case.is_partial:
                rows.append(facts(case.parse, proposal, case.usage))
                labels.append(is_gold)
    return rows, labels


def train_judge(rows: list[list[str]], labels: list[bool], penalty: float = 2.0) -> dict[str, float]:
    """Weights of facts by logistic regression with a Gaussian prior."""
    seen: dict[str, int] = {}
    for row in rows:
        for fact in row:
            seen[fact] = seen.get(fact, 0) + 1
    index = {
        fact: i
        for i, fact in enumerate(sorted(fact for fact, count in seen.items() if count >= RARE and fact not in FIXED))
    }
    columns = np.array([index[fact] for row in rows for fact in row if fact in index])
    lines = np.array([i for i, row in enumerate(rows) for fact in row if fact in index])
    target, weights = np.array(labels, dtype=float), np.zeros(len(index))
    moment, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, 601):
        scores = np.bincount(lines, weights[columns], minlength=len(rows))
        slope = 1 / (1 + np.exp(-scores)) - target
        gradient = np.bincount(columns, slope[lines], minlength=len(index)) + penalty * weights
        moment, square = 0.9 * moment + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights -= 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return {fact: round(float(weights[i]), 3) for fact, i in index.items() if abs(weights[i]) >= 0.02} | FIXED


def is_near(place: GazetteerPlace | PlaceMention, gold: dict[str, Any]) -> bool:
    """Whether a place has a point, near the gold one."""
    if place.latitude is None or place.longitude is None:
        return False
    lat1, lon1, lat2, lon2 = map(math.radians, (place.latitude, place.longitude, gold["latitude"], gold["longitude"]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h))) <= NEAR_KM


@dataclass
class Choice:
    """A name of a report, its comparisons candidate by candidate, which candidates are right, and how often it is named."""

    table: np.ndarray
    right: np.ndarray
    weight: float


def choices(cases: Iterable[Case], keys: list[str]) -> list[Choice]:
    """The choices that the trained ranker has to make, with the context of the present weights."""
    found = []
    for case in cases:
        if case.is_partial:
            continue
        proposals = [proposal for proposal in case.proposals if gold_of(case, proposal)]
        gold: dict[str, list[dict[str, Any]]] = {}
        for proposal in proposals:
            place = gold_of(case, proposal)
            if place and place.get("latitude") is not None and proposal.use != "facility":
                gold.setdefault(resolve.name_key(proposal), []).append(place)
        for name, context in resolve.weighed(proposals, home_words(case.parse)):
            places = gold.get(name.key)
            if not places or len(name.candidates) < 2:
                continue
            right = np.array(
                [sum(is_near(candidate, place) for place in places) for candidate in name.candidates],
                dtype=float,
            )
            if not right.any():
                continue
            rows = [resolve.features(name, candidate, context) for candidate in name.candidates]
            table = np.array([[row.get(key, 0.0) for key in keys] for row in rows])
            found.append(Choice(table, right >= right.max(), math.sqrt(len(places))))
    return found


def train_ranker(
    found: list[Choice], keys: list[str], start: dict[str, float], penalty: float = 40.0
) -> dict[str, float]:
    """Weights of comparisons by softmax regression: all right candidates of a name together against the others."""
    weights = np.array([start.get(key, 0.0) for key in keys])
    prior = np.array([PRIOR.get(key, 0.0) for key in keys])
    moment, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, 401):
        gradient = penalty * (weights - prior)
        for choice in found:
            scores = choice.table @ weights
            powers = np.exp(scores - scores.max())
            share = powers / powers.sum()
            within = np.where(choice.right, powers, 0) / powers[choice.right].sum()
            gradient = gradient + choice.weight * ((share - within) @ choice.table)
        moment, square = 0.9 * moment + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights = weights - 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
        weights = np.where(prior > 0, np.maximum(weights, 0), weights)
    return {key: round(float(weight), 3) for key, weight in zip(keys, weights, strict=True)}


def set_weights(judge_table: dict[str, float], rank_table: dict[str, float]) -> None:
    """Makes the finder of this process use these weights."""
    vars(judge)["_weights"] = lambda: judge_table
    vars(resolve)["_weights"] = lambda: rank_table


def train(cases: list[Case]) -> tuple[dict[str, float], dict[str, float]]:
    judged = train_judge(*judge_rows(cases))
    ranked = dict(resolve._weights())
    keys = sorted(resolve.COMPARISONS)
    for _ in range(2):  # the context depends on the weights
        ranked = train_ranker(choices(cases, keys), keys, ranked)
        set_weights(judged, ranked)
    return judged, ranked


def figures(cases: Iterable[Case], finder: PlaceFinder) -> dict[str, float]:
    """Recall and precision of names found (overlap) and placed near, and the share of found names placed near."""
    gold_located = placed = judged = matched = near = 0
    for case in cases:
        gold_located += sum(place.get("latitude") is not None for place in case.gold)
        used: set[int] = set()
        for found in finder.find(case.parse, Report("", case.parse.text)):
            gold = gold_of(case, found)
            if gold is not None and id(gold) in used:
                gold = None
            if gold is not None:
                used.add(id(gold))
            if gold is not None and gold.get("latitude") is None:
                continue
            judged += 1
            right = gold is not None and is_near(found.mention, gold)
            placed += right
            if gold is not None:
                matched, near = matched + 1, near + right
    precision, recall = placed / max(judged, 1), placed / max(gold_located, 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "placed": near / max(matched, 1),
    }


def write_tables(judged: dict[str, float], ranked: dict[str, float], threshold: float) -> None:
    head = "# Written by benchmark/train_places.py. "
    lines = [
        head
        + "Facts about a proposal, each with its natural log odds of being a place; more than `threshold` in sum is a place;",
        "# `shared` is how much of a mention's sum is the mean of all mentions of its name in the report: a name means one kind of thing there.",
        f"threshold: {threshold}",
        f"shared: {SHARED}",
        "facts:",
    ]
    lines += [f"  {json.dumps(fact)}: {weight}" for fact, weight in sorted(judged.items())]
    (DATA / "place_judge.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [head + "Comparisons by which a place is chosen among its namesakes (natural log odds).", "features:"]
    lines += [f"  {key}: {weight}" for key, weight in sorted(ranked.items())]
    (DATA / "place_weights.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", nargs="+", type=Path)
    options.add_argument("--test", nargs="*", type=Path, default=[])
    options.add_argument("--events", nargs="*", type=Path, default=[])
    options.add_argument("--threshold", type=float, default=0.2)
    given = options.parse_args()
    parser, gazetteer = Parser(), shipped_gazetteer()
    cases = [case for folder in [*given.sets, *given.events] for case in read_set(folder, parser)]
    propose_all(cases, gazetteer)
    judged, ranked = train(cases)
    for folder in given.test:
        held = read_set(folder, parser)
        print(folder.name, {name: round(value, 3) for name, value in figures(held, PlaceFinder(gazetteer)).items()})
    if not given.test:
        write_tables(judged, ranked, given.threshold)


if __name__ == "__main__":
    main()
