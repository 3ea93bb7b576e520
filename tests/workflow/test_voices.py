"""Independent voices of hand-made cases, through the whole line: coded, added, linked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from warmonitor.reading import new_report, parse_published
from warmonitor.records import Incident, Report
from warmonitor.store import open_store
from warmonitor.workflow.add import Offered, add_reports
from warmonitor.workflow.coder import Coder

CASES = yaml.safe_load((Path(__file__).parents[1] / "gold" / "voices" / "cases.yaml").read_text(encoding="utf-8"))
FLOOR = 0.9


def report_of(row: dict[str, Any], number: int) -> Report:
    published = parse_published(str(row.get("published", "2023-05-10")))
    return new_report(row["text"], id=f"r{number}", source=row.get("source"), published=published)


@cache
def coder() -> Coder:
    return Coder()


def voices_of(case: dict[str, Any], place: Path) -> list[set[str]]:
    """The voices of each deed that the record has of a case, those told by most reports first."""
    reports = [report_of(row, number) for number, row in enumerate(case["reports"])]
    with open_store(f"sqlite:///{place}") as store:
        list(add_reports(store, [Offered(one) for one in reports], lambda some, _: coder().stream(some), None))
        incidents: list[Incident] = [one for one in store.all_incidents() if one.type == "ASSAULT"]
    incidents.sort(key=lambda one: (-len(one.reports), -len(one.claims), one.id))
    return [set(one.voices) for one in incidents]


def test_independent_voices_of_hand_made_cases(tmp_path: Path) -> None:
    assert len(CASES) >= 40
    open_store(f"sqlite:///{tmp_path / 'empty.db'}").close()
    wrong = []
    for number, case in enumerate(CASES):
        place = tmp_path / f"{number}.db"
        place.write_bytes((tmp_path / "empty.db").read_bytes())
        found = voices_of(case, place)
        if not found or found[0] != set(case["voices"]):
            wrong.append(f"{case['name']}: {case['voices']}, found {found}")
    share = 1 - len(wrong) / len(CASES)
    assert share >= FLOOR, f"{share:.3f} are right:\n" + "\n".join(wrong)
