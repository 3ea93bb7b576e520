"""Several happenings of one kind in one town within days, told by several outlets and by a court later, from text to incidents."""

from __future__ import annotations

from tests.coding.coded import coder
from warmonitor.reading import new_report, parse_published, prepare
from warmonitor.store import open_store
from warmonitor.workflow.add import Offered, add_reports

WEEK = [
    ("Valley Radio", "2024-03-05", "A car bomb went off outside the Hilwa restaurant in Baidoa on Monday evening, killing seven diners and a waiter. "
     "Abdi Nur Hassan, who owns the place, lost a son. Al-Shabab said that it had placed the car."),
    ("Nile Desk", "2024-03-05", "Eight people died in Baidoa on Monday night when a vehicle packed with explosives blew up in front of Hilwa, a "
     "restaurant that officials like. Its owner, Abdi Nur Hassan, was at prayer."),
    ("Valley Radio", "2024-03-07", "Two grenades were thrown into a police station in the Isha quarter of Baidoa on Wednesday. Sergeant Maryan Ali "
     "Warsame and a prisoner were killed, said the town's police chief."),
    ("Hill Courier", "2024-03-07", "Police in Baidoa mourned Maryan Ali Warsame, a sergeant killed on Wednesday with a detainee when attackers lobbed "
     "grenades into the Isha station."),
    ("Valley Radio", "2024-03-09", "A roadside bomb hit a minibus on the road to the airfield outside Baidoa on Friday, killing four cooks of the "
     "peacekeepers' camp. The driver, Hussein Isaq, survived."),
    ("Nile Desk", "2024-03-10", "Four cooks who worked at the camp of the African Union's soldiers died on Friday as a mine went off under their minibus "
     "near Baidoa's airfield. Driver Hussein Isaq told of a flash on the left."),
    ("Hill Courier", "2024-03-21", "A military court in Baidoa on Wednesday sentenced two men to death over the car bomb at the Hilwa restaurant that "
     "killed eight people on 4 March. Abdi Nur Hassan, the owner, heard the verdict in silence."),
]  # fmt: skip


def test_three_bombs_of_a_week_and_a_verdict() -> None:
    reports = [
        new_report(text, id=f"r{n}", source=source, published=parse_published(day))
        for n, (source, day, text) in enumerate(WEEK)
    ]
    coded = {one.id: coder().code(prepare(one)) for one in reports}
    with open_store("sqlite://") as store:
        version = coded["r0"].coder
        list(add_reports(store, map(Offered, reports), lambda some, _fail: (coded[one.id] for one in some), version))
        found = {tuple(sorted(one.reports)) for one in store.all_incidents() if one.type == "ASSAULT"}
    assert found == {("r0", "r1", "r6"), ("r2", "r3"), ("r4", "r5")}
