"""Find the copies of a made set by the program's own line (reading, prints, families; nothing is coded) and score them.

    python -m benchmark.copies.score FOLDER [--json]

Pairwise: two reports are a pair where they are of one family. Kinds: the share of each kind's reports that are in the
family that they were made from (or, of those that are no copies, alone). `partial` stories should be in no family but
name the report that they lifted a paragraph from; `merged` ones belong to the family that most of them is from, and
name the other one. `own_figures`: changed figures that are told to be the copy's own.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from warmonitor.errors import CodingError
from warmonitor.reading import prepare, read_path
from warmonitor.records import CodedReport, CoderVersion, Mentions, Report
from warmonitor.store import families, open_store
from warmonitor.workflow.add import Offered, add_reports

_NUMBER = re.compile(r"(?<![\d.,-])\d{1,3}(?![\d.,-]|(?:st|nd|rd|th))")
RELATIONS = {
    "reprint": {"reprint"},
    "cut": {"cut"},
    "new_lead": {"rewrite", "reprint", "cut"},
    "merged": {"merged"},
    "partial": {"partial"},
}


def uncoded(reports: Iterable[Report], _refuse: Callable[[CodingError], None]) -> Iterator[CodedReport]:
    """Reports as a coder would give them that finds nothing to code: furniture marked."""
    for report in reports:
        prepared = prepare(report)
        yield CodedReport(prepared.report, prepared.dropped, Mentions(), (), (), CoderVersion("none", "1"))


def find(folder: Path) -> tuple[dict[str, dict[str, Any]], float]:
    """What the program says of each report of a set, and the seconds of processor time that copies took of it, a report."""
    offered = [Offered(report) for report in read_path(str(folder / "input.jsonl")) if isinstance(report, Report)]
    with tempfile.TemporaryDirectory() as place, open_store(f"sqlite:///{place}/store.db") as store:
        began = time.process_time()
        list(add_reports(store, offered, uncoded))
        spent = (time.process_time() - began) / max(1, len(offered))
        with store.reading() as connection:
            keys = {row.id: row.key for row in connection.exec_driver_sql("SELECT id, key FROM reports")}
            names = {key: name for name, key in keys.items()}
            rows = families.list_families(connection, names)
    return {
        name: {
            "family": names[rows[key].family] if key in rows and rows[key].family is not None else name,
            "relation": rows[key].relation if key in rows else None,
            "parent": names.get(rows[key].parent) if key in rows else None,
            "sources": sorted({names[source] for _, _, source in rows[key].taken}) if key in rows else [],
            "taken": [(start, end) for start, end, _ in rows[key].taken] if key in rows else [],
        }
        for name, key in keys.items()
    }, spent


def score(folder: Path, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The figures of a set."""
    gold = {row["id"]: row for row in _lines(folder / "gold.jsonl")}
    texts = {row["id"]: row for row in _lines(folder / "input.jsonl")}
    wanted = _pairs({name: row["family"] for name, row in gold.items()})
    given = _pairs({name: row["family"] for name, row in found.items()})
    kinds: dict[str, list[bool]] = defaultdict(list)
    relations: dict[str, list[bool]] = defaultdict(list)
    own: list[bool] = []
    for name, row in gold.items():
        mine, kind = found[name], row["kind"]
        together = [other for other, one in found.items() if one["family"] == mine["family"] and other != name]
        if row["family"] == name:
            kinds[kind].append(not any(gold[other]["family"] != name for other in together))
        else:
            kinds[kind].append(row["of"] in together)
        if row["of"] and texts[name]["published"] > texts[row["of"]]["published"]:
            if kind in RELATIONS:
                relations[kind].append(mine["relation"] in RELATIONS[kind] and _names_all(row, mine))
            if kind == "changed_figures":
                own += [
                    not any(a <= m.start() and m.end() <= b for a, b in mine["taken"])
                    for m in _NUMBER.finditer(texts[name]["text"])
                ]
    precision, recall = len(wanted & given) / max(1, len(given)), len(wanted & given) / max(1, len(wanted))
    return {
        "pairwise": {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / max(1e-9, precision + recall),
        },
        "kinds": {kind: _mean(values) for kind, values in sorted(kinds.items())},
        "relations": {kind: _mean(values) for kind, values in sorted(relations.items())},
        "own_figures": _mean(own),
        "sizes": dict(sorted(Counter(row["kind"] for row in gold.values()).items())),
    }


def _names_all(row: dict[str, Any], mine: dict[str, Any]) -> bool:
    """Whether all the reports that a text was made of (or copies of them) are named: `partial` and `merged` texts have a second one."""
    if row["kind"] == "partial":
        return bool(mine["sources"])
    return row["kind"] != "merged" or row["also_of"] in mine["sources"] or len(mine["sources"]) > 1


def _pairs(families_of: dict[str, str]) -> set[tuple[str, str]]:
    groups = defaultdict(list)
    for name in sorted(families_of):
        groups[families_of[name]].append(name)
    return {(a, b) for group in groups.values() for i, a in enumerate(group) for b in group[i + 1 :]}


def _mean(values: list[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found, spent = find(options.folder)
    scores = score(options.folder, found)
    if options.json:
        print(json.dumps(scores, indent=1))
        return 0
    for part in ("pairwise", "kinds", "relations"):
        for name, value in scores[part].items():
            print(f"{part:10} {name:16} {value:.3f}  {scores['sizes'].get(name, '')}")
    print(f"own figures {scores['own_figures']:.3f}; {1000 * spent:.2f} ms a report from reading to linking")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
