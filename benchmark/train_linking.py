"""Learn what the facts of linking weigh, and say whether it holds on reports that it was not learnt on.

    python benchmark/train_linking.py [--evaluation FOLDER] [--coded FOLDER] [--write]

Takes the development sets whose gold says which reports tell of one incident (linking-*), coded by this program (with
--coded from SET.jsonl in a folder, else coded here). Each pair of main tellings that the program would compare is an
example: its facts, and whether the gold puts the two reports together. A logistic regression, drawn to the weights as they are, learns
from one set and is scored on the other, both ways round; then from all, each set counting the same. With --write the weights that
were learnt from all are written to linking.yaml, if they do no worse held out than those that stand there.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from warmonitor.knowledge.tables import DATA, entries
from warmonitor.linking.evidence import may_compare, weigh_facts
from warmonitor.linking.stories import Told, compare_stories, tell_story
from warmonitor.linking.tellings import find_tellings, outline
from warmonitor.linking.words import direct, measure_likeness
from warmonitor.records import CodedReport, from_json

ROOT = Path(__file__).resolve().parent.parent
TABLE = DATA / "linking.yaml"
DRAWN = 20.0  # how strongly weights are drawn to those that stand
ROUNDS = 60
NOT_LEARNT = ("judged_same", "stated_days_differ")  # decisions, and a rule

Matrix = npt.NDArray[np.float64]


class Pairs(NamedTuple):
    """Of each pair which facts hold (how much, for wording), and whether the two are together by the gold."""

    facts: Matrix
    together: Matrix


def read_coded(evaluation: Path, name: str, coded: Path | None) -> list[CodedReport]:
    """A set as this program codes it."""
    if coded is not None:
        return [from_json(line, CodedReport) for line in (coded / f"{name}.jsonl").open("rb")]
    command = [sys.executable, "-m", "warmonitor", "code", str(evaluation / name / "input.jsonl")]
    done = subprocess.run(command, capture_output=True, check=True)
    return [from_json(line, CodedReport) for line in done.stdout.splitlines()]


def find_pairs(reports: list[CodedReport], gold: dict[str, str], names: list[str]) -> Pairs:
    """The pairs of what two reports are about."""
    weights = entries("linking")["facts"]
    same_story = entries("linking")["stories"]["same_story"]
    told = []
    for report in reports:
        story, tellings = tell_story(report), find_tellings(report)
        if tellings and report.report.id in gold:
            told.append(Told(story, direct(story.terms), tuple(map(outline, tellings))))
    facts, together = [], []
    for a, b in combinations(told, 2):
        x, y = a.tellings[0], b.tellings[0]
        likeness = sum(compare_stories(a, b).values())
        if likeness < entries("linking")["story_facts"]["from_likeness"] or not may_compare(x, y):
            continue
        wording = measure_likeness(direct(x.terms), direct(y.terms))
        found = weigh_facts(x, y, wording, same_story=likeness >= same_story)
        facts.append(
            [found.get(name, 0.0) / weights[name] if name == "wording" else float(name in found) for name in names]
        )
        together.append(gold[x.report] == gold[y.report])
    return Pairs(np.array(facts), np.array(together, dtype=float))


def learn(sets: list[Pairs], start: Matrix) -> Matrix:
    """Weights by Newton's method, drawn to `start`; each set counts the same, whatever its size."""
    facts = np.concatenate([one.facts for one in sets])
    together = np.concatenate([one.together for one in sets])
    counts = np.concatenate([np.full(len(one.together), 1000 / len(one.together)) for one in sets])
    weights = start.copy()
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(facts @ weights, -30, 30)))
        slope = facts.T @ (counts * (together - chance)) - DRAWN * (weights - start)
        bend = (facts * (counts * chance * (1 - chance))[:, None]).T @ facts + DRAWN * np.eye(len(start))
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def measure(pairs: Pairs, weights: Matrix) -> tuple[float, float]:
    """F1 of pairs at evidence 0, and the mean logarithmic loss in bits."""
    evidence = np.clip(pairs.facts @ weights, -30, 30)
    said, true = evidence >= 0, pairs.together == 1
    hits = float((said & true).sum())
    loss = np.logaddexp(0, np.where(true, -evidence, evidence)).mean() / np.log(2)
    return 2 * hits / max(1.0, float(said.sum() + true.sum())), float(loss)


def write(weights: dict[str, float]) -> None:
    """Put weights into linking.yaml, everything else of it as it is."""
    text = TABLE.read_text(encoding="utf-8")
    head, _, rest = text.partition("\nfacts:")
    section, _, tail = rest.partition("\nsaid:")
    for name, weight in weights.items():
        section = re.sub(rf"^(  {name}: )-?[\d.]+", rf"\g<1>{weight:.1f}", section, flags=re.MULTILINE)
    TABLE.write_text(f"{head}\nfacts:{section}\nsaid:{tail}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluation", type=Path, default=ROOT.parent / "shared" / "evaluation")
    parser.add_argument("--coded", type=Path, help="folder of coded sets, SET.jsonl each")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names = [name for name in entries("linking")["facts"] if name not in NOT_LEARNT]
    start = np.array([entries("linking")["facts"][name] for name in names])
    sets = {}
    for folder in sorted(options.evaluation.glob("linking-*")):
        rows = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
        gold = {row["id"]: row["incident"] for row in rows}
        sets[folder.name] = find_pairs(read_coded(options.evaluation, folder.name, options.coded), gold, names)
    if len(sets) < 2:
        print(f"two sets are wanted, {len(sets)} found: name their folder with --evaluation", file=sys.stderr)
        return 2
    holds = True
    print("set\tpairs\ttogether\tF1 as it is\tloss\tF1 held out\tloss\tF1 fitted\tloss")
    everything = learn(list(sets.values()), start)
    for name, pairs in sets.items():
        held_out = learn([other for one, other in sets.items() if one != name], start)
        figures = [measure(pairs, one) for one in (start, held_out, everything)]
        holds = holds and figures[1][1] <= figures[0][1] and figures[1][0] >= figures[0][0]
        print(
            name,
            len(pairs.together),
            int(pairs.together.sum()),
            *(f"{n:.3f}" for pair in figures for n in pair),
            sep="\t",
        )
    for name, was, now in zip(names, start, everything, strict=True):
        print(f"{name}\t{was:.1f}\t{now:.1f}")
    if not holds:
        print("held out, the weights do worse than those that stand: nothing is written")
    elif options.write:
        write(dict(zip(names, everything.tolist(), strict=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
