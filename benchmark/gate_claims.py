"""What the gate costs a report that it lets through: claims of the paragraphs that it leaves unread.

    python benchmark/gate_claims.py [--evaluation FOLDER]

Codes the reports about conflict of which the gate has a part parsed, whole and in part, and prints for each set, and for each type
of event, how many claims are lost, and how many of those kept have another value. All other reports are coded alike.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from train_gate import ROOT, Texts, read_sets

from warmonitor.coding.coder import ReportCoder
from warmonitor.coding.gate import ConflictGate
from warmonitor.reading import prepare
from warmonitor.records import Claim, Prepared, Report
from warmonitor.workflow.stream import leave_unread

NOT_COMPARED = {"id", "confidence"}


def parts_of(one: Texts, gate: ConflictGate) -> Iterator[tuple[Prepared, Prepared]]:
    """Reports of a set that are parsed in part: as they are without the gate, and with it."""
    for text in one.texts:
        prepared = prepare(Report("r", text))
        chosen = gate.choose([text[start:end] for start, end in prepared.paragraphs])
        if 0 < len(chosen) < len(prepared.paragraphs):
            yield prepared, leave_unread(prepared, frozenset(chosen))


def by_trigger(claims: Iterable[Claim]) -> dict[tuple[int, str], Claim]:
    """Claims by the place of the word that tells of the event, and its type."""
    return {(claim.event.trigger.start, claim.event.type): claim for claim in claims}


def is_changed(claim: Claim, other: Claim) -> bool:
    """Whether a claim has another value anywhere."""
    return any(getattr(claim, name) != getattr(other, name) for name in set(claim.__struct_fields__) - NOT_COMPARED)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--evaluation", type=Path, default=ROOT.parent / "shared" / "evaluation", help="folder of the sets"
    )
    gate, coder = ConflictGate(), ReportCoder()
    types: Counter[str] = Counter()
    lost_types: Counter[str] = Counter()
    for one in read_sets(options.parse_args().evaluation):
        if not (one.whole and one.conflict):
            continue
        reports = claims = changed = 0
        lost: list[str] = []
        for whole, part in parts_of(one, gate):
            before, after = by_trigger(coder.code(whole).claims), by_trigger(coder.code(part).claims)
            reports, claims = reports + 1, claims + len(before)
            changed += sum(is_changed(before[key], after[key]) for key in before.keys() & after.keys())
            lost += [kind for _, kind in before.keys() - after.keys()]
            types.update(kind for _, kind in before)
        lost_types.update(lost)
        print(
            f"{one.name:22} {reports} of {len(one.texts)} reports in part: {len(lost)} of their {claims} claims lost, {changed} changed"
        )
    print("lost by type:", ", ".join(f"{kind} {lost_types[kind]} of {types[kind]}" for kind in sorted(types)))


if __name__ == "__main__":
    main()
