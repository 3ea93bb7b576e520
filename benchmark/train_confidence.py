#!/usr/bin/env python3
"""Learn the weights of a claim's confidence on the event sets and say how well they are calibrated.

    .venv/bin/python benchmark/train_confidence.py [--sets ../shared/evaluation] [--write]

A claim counts as right where its type is that of the gold event that it is matched with, by the sets' own scorer. The gold
holds one event a sentence, so a right claim may count as wrong: the confidence is, if anything, too low. Logistic regression with
a ridge, by Newton steps; the calibration printed is of five-fold cross-validation over reports. --write puts the weights into
knowledge/data/confidence.yaml and the figures into docs/calibration.json, from which docs/accuracy.md is drawn.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from warmonitor.coding.coder import ReportCoder
from warmonitor.coding.confidence import Confidence, features
from warmonitor.coding.drafts import Draft
from warmonitor.coding.parse import Parse
from warmonitor.reading import prepare
from warmonitor.records import Claim, Report

ROOT = Path(__file__).resolve().parents[1]
SETS = ("events-plover", "events-plv")
RIDGE = 2.0
BINS = 10


class _Recorder(Confidence):
    """Notes each claim's features instead of weighing them, and refuses none."""

    def __init__(self) -> None:
        super().__init__()
        self._refuse_below = {}
        self.seen: dict[str, list[str]] = {}

    def weigh(self, claim: Claim, draft: Draft, p: Parse) -> Claim:
        self.seen[claim.id] = features(claim, draft, p)
        return claim


def examples(folder: Path) -> list[tuple[str, list[str], bool]]:
    """(report, features, whether right) of every claim that the event scorer judges."""
    sys.path.insert(0, str(folder))
    from score_events import agreement, best_matching, predicted_events, same_type, types_of

    coder = ReportCoder()
    recorder = _Recorder()
    coder._claims._confidence = recorder
    found = []
    for name in SETS:
        gold = {row["id"]: row for row in map(json.loads, (folder / name / "gold.jsonl").read_text().splitlines())}
        rows = [json.loads(line) for line in (folder / name / "input.jsonl").read_text().splitlines()]
        for row, coded in zip(
            rows, coder.code_all(prepare(Report(str(r["id"]), r["text"])) for r in rows), strict=True
        ):
            events = [dict(e, types=types_of(e, row["id"])) for e in gold[row["id"]]["events"]]
            record = json.loads(coded.to_json())
            kept = [
                c["id"] for c in record["claims"] if c["status"]["modality"] != "hypothetical" and not c["background"]
            ]
            claims = predicted_events(record, row["id"])
            right = {
                j
                for i, j in best_matching([[agreement(g, c) for c in claims] for g in events])
                if same_type(events[i], claims[j])
            }
            found += [(f"{name} {row['id']}", recorder.seen[key], j in right) for j, key in enumerate(kept)]
    return found


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ridge logistic regression; the first column is the intercept and not held back."""
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.0
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + ridge * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def reliability(p: np.ndarray, y: np.ndarray) -> tuple[float, list[dict[str, float]]]:
    """Expected calibration error over ten equal bins, and the bins that hold claims."""
    error, bins = 0.0, []
    for k in range(BINS):
        inside = (p >= k / BINS) & ((p < (k + 1) / BINS) | (k == BINS - 1))
        if inside.any():
            share, said, right = inside.mean(), p[inside].mean(), y[inside].mean()
            error += share * abs(said - right)
            bins.append({"said": round(float(said), 3), "right": round(float(right), 3), "claims": int(inside.sum())})
    return float(error), bins


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, default=ROOT.parent / "shared" / "evaluation")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = examples(options.sets)
    names = ["always", *sorted({f for _, fs, _ in found for f in fs} - {"always"})]
    column = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for row, (_, fs, _) in enumerate(found):
        x[row, [column[f] for f in fs]] = 1.0
    y = np.array([right for _, _, right in found], dtype=float)
    reports = sorted({report for report, _, _ in found})
    fold_of = {report: k % 5 for k, report in enumerate(reports)}
    folds = np.array([fold_of[report] for report, _, _ in found])
    held_out = np.zeros(len(found))
    for fold in range(5):
        held_out[folds == fold] = 1 / (1 + np.exp(-x[folds == fold] @ fit(x[folds != fold], y[folds != fold])))
    error, bins = reliability(held_out, y)
    print(f"claims {len(found)}, right {y.mean():.3f}, expected calibration error {error:.3f} (cross-validated)")
    for b in bins:
        print(f"  said {b['said']:.2f}  right {b['right']:.2f}  claims {b['claims']}")
    if options.write:
        weights = fit(x, y)
        head = (
            "# Weights of the features of coding/confidence.py, in log odds, learnt by benchmark/train_confidence.py on the event\n"
            "# development sets; docs/accuracy.md shows how well they are calibrated.\n"
        )
        lines = '"refuse below": 0.031\n"refuse planned below": 0.025\n'
        lines += "".join(f'"{name}": {weights[k]:.3f}\n' for name, k in column.items())
        (ROOT / "src/warmonitor/knowledge/data/confidence.yaml").write_text(head + lines, encoding="utf-8")
        calibration = {
            "claims": len(found),
            "right": round(float(y.mean()), 3),
            "expected_calibration_error": round(error, 4),
            "bins": bins,
        }
        (ROOT / "docs/calibration.json").write_text(json.dumps(calibration, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
