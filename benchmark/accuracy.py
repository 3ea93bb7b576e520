"""Score the program on the development sets, write docs/accuracy.md, and hold every figure to its floor.

    python -m benchmark.accuracy [--evaluation FOLDER] [--only SET…] [--reuse] [--lower]

Floors stand in tests/gold/floors.json, pinned to the digest of each set's files. They rise by themselves to what was
measured; a report that could not be coded, a figure below its floor, or a set that is another than the floor's fails
the run unless --lower is given.
With --only the figures are printed and held to their floors, and nothing is written.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmark import reliability
from benchmark.copies import build, score

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "benchmark" / "figures.tsv"
FLOORS = ROOT / "tests" / "gold" / "floors.json"
PAGE = ROOT / "docs" / "accuracy.md"
OUTPUT = ROOT / "evaluation-output"
NOTES = ROOT / "benchmark" / "notes"
MADE = "copies-made"  # the set that benchmark/copies makes
HEAD = """# Accuracy

What `make evaluate` measured on the development sets, figure by figure. The sets come from public corpora and are no
part of this project; a digest names the very files. Scorers and sets stand beside the checkout in `shared/evaluation`.
Each figure is held by a floor in `tests/gold/floors.json` that only rises. `copies-made` is made by `benchmark/copies`:
documented edits of these texts, and texts that are nobody's copy.

| set | digest | reports | not coded |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Figure:
    """A number that stands for a set: where the scorer puts it, and which way is better ("" is neither)."""

    task: str
    name: str
    path: str
    better: str


def read_figures(path: Path = FIGURES) -> list[Figure]:
    """The rows of figures.tsv."""
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return [Figure(row["task"], row["figure"], row["path"], row["better"]) for row in rows]


def task_of(name: str) -> str:
    """The scorer of a set, as shared/evaluation names it."""
    return "event_places" if name.startswith("event-places") else name.split("-")[0]


def value_at(scores: Any, path: str) -> float | None:
    """The number at a path like `type/f1`, or of two as a share (`a/right : b/right`); None where the scorer has none."""
    part, is_share, whole = path.partition(" : ")
    if is_share:
        above, below = value_at(scores, part), value_at(scores, whole)
        return None if above is None or not below else above / below
    for key in path.split("/"):
        scores = scores.get(key) if isinstance(scores, dict) else None
    return float(scores) if isinstance(scores, int | float) else None


def measured(results: dict[str, Any], figures: list[Figure]) -> dict[str, dict[str, float]]:
    """{set: {figure: value}}, values rounded to four places."""
    found: dict[str, dict[str, float]] = {}
    for name, result in results.items():
        values = ((f.name, value_at(result["scores"], f.path)) for f in figures if f.task == task_of(name))
        found[name] = {figure: round(value, 4) for figure, value in values if value is not None}
    return found


def digest_of(folder: Path) -> str:
    """Digest of a set's files."""
    digest = hashlib.sha256()
    for name in ("input.jsonl", "gold.jsonl"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def floor_of(value: float, better: str) -> float:
    """The floor that a value sets, to three places on the safe side."""
    return (math.floor if better == "higher" else math.ceil)(round(value * 1000, 6)) / 1000


def is_worse(value: float, floor: float, better: str) -> bool:
    return value < floor if better == "higher" else value > floor


def faults_of(
    found: dict[str, Any], floors: dict[str, Any], digests: dict[str, str], better: dict[Any, str]
) -> list[str]:
    """What fell below its floor, is missing, or was measured on other files."""
    faults = []
    for name, floor in floors.items():
        if name not in found:
            continue
        if floor["digest"] != digests[name]:
            faults.append(f"{name}: the set is another than the one its floors were measured on")
            continue
        for figure, bound in floor["floors"].items():
            value = found[name].get(figure)
            if value is None:
                faults.append(f"{name}: {figure} was not measured")
            elif is_worse(value, bound, better[task_of(name), figure]):
                faults.append(f"{name}: {figure} is {value:.4f}, its floor {bound:.3f}")
    return faults


def raised(
    found: dict[str, Any], floors: dict[str, Any], digests: dict[str, str], better: dict[Any, str], lower: bool
) -> Any:
    """The floors after this run: the better of old and new, or the new ones where lowering was asked for."""
    new = dict(floors)
    for name, values in found.items():
        old = floors.get(name, {"floors": {}})
        kept = {} if lower or old.get("digest") != digests[name] else old["floors"]
        bounds = {}
        for figure, value in values.items():
            way = better[task_of(name), figure]
            if not way:
                continue
            bound = floor_of(value, way)
            had = kept.get(figure)
            bounds[figure] = had if had is not None and is_worse(bound, had, way) else bound
        new[name] = {"digest": digests[name], "floors": bounds}
    return dict(sorted(new.items()))


def note_on(name: str) -> str:
    """What is to be said of a set's figures: benchmark/notes/SET.md, "" where there is none."""
    path = NOTES / f"{name}.md"
    return "\n\n" + path.read_text(encoding="utf-8").strip() if path.exists() else ""


def page_of(found: dict[str, Any], digests: dict[str, str], sizes: dict[str, int], failed: dict[str, int]) -> str:
    """docs/accuracy.md."""
    rows = [f"| {name} | `{digests[name]}` | {sizes[name]} | {failed[name]} |" for name in found]
    tables = [
        "\n".join(
            [f"## {name}", "", "| figure | value |", "|---|---|", *(f"| {f} | {v:.3f} |" for f, v in values.items())]
        )
        + note_on(name)
        for name, values in found.items()
    ]
    return HEAD + "\n".join(rows) + "\n\n" + "\n\n".join(tables) + "\n" + reliability.section()


def folder_of(name: str, evaluation: Path) -> Path:
    """The files of a set."""
    return OUTPUT / name if name == MADE else evaluation / name


def evaluate_copies(evaluation: Path) -> dict[str, Any]:
    """Make the set of copies anew and score it; the result in the form of evaluate.py's."""
    build.write(OUTPUT / MADE, build.build(evaluation))
    found, _ = score.find(OUTPUT / MADE)
    return {"scores": score.score(OUTPUT / MADE, found), "failed": 0}


def evaluate(evaluation: Path, only: list[str]) -> dict[str, Any]:
    """Run the scorers; their results by set."""
    program = Path(sys.executable).parent / "warmonitor"
    command = [sys.executable, str(evaluation / "evaluate.py"), "--sets", str(evaluation), "--command", str(program)]
    if only:
        command += ["--only", *only]
    subprocess.run([*command, "--output", str(OUTPUT)], check=True)
    return read_results()


def read_results() -> dict[str, Any]:
    """The last run's results by set."""
    results: dict[str, Any] = json.loads((OUTPUT / "results.json").read_text(encoding="utf-8"))
    return results


def _results(evaluation: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The results of the sets beside the checkout."""
    if options.reuse:
        return read_results()
    beside = [prefix for prefix in options.only if not MADE.startswith(prefix)]
    return {} if options.only and not beside else evaluate(evaluation, beside)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--evaluation", type=Path, default=ROOT.parent / "shared" / "evaluation", help="folder of the sets"
    )
    parser.add_argument("--only", nargs="*", default=[], metavar="SET", help="names of sets, or their beginnings")
    parser.add_argument("--reuse", action="store_true", help="take the last run's results instead of running again")
    parser.add_argument("--lower", action="store_true", help="let floors fall to what was measured")
    options = parser.parse_args()
    evaluation = options.evaluation.resolve()
    if not (evaluation / "evaluate.py").exists():
        print(f"no evaluate.py in {evaluation}: name the folder of the sets with --evaluation", file=sys.stderr)
        return 2
    results = _results(evaluation, options)
    if not options.only or any(MADE.startswith(prefix) for prefix in options.only):
        results[MADE] = evaluate_copies(evaluation)
    figures = read_figures()
    better = {(figure.task, figure.name): figure.better for figure in figures}
    found = measured(results, figures)
    digests = {name: digest_of(folder_of(name, evaluation)) for name in found}
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    faults = [f"{name}: {result['failed']} not coded" for name, result in results.items() if result["failed"]]
    faults += faults_of(found, floors, digests, better)
    print("\n".join(faults or ["Every figure is at its floor or above."]))
    if not options.only:
        sizes = {
            name: sum(1 for _ in (folder_of(name, evaluation) / "gold.jsonl").open(encoding="utf-8")) for name in found
        }
        failed = {name: results[name]["failed"] for name in found}
        PAGE.write_text(page_of(found, digests, sizes, failed), encoding="utf-8")
        new = raised(found, floors, digests, better, options.lower)
        if options.lower or not faults:
            FLOORS.write_text(json.dumps(new, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if faults and not options.lower else 0


if __name__ == "__main__":
    sys.exit(main())
