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


TWO_VILLAGES = [
    ("Daily Trust", "2023-06-12", "Gunmen on motorcycles attacked Kizara village in Zamfara State on Saturday, killing 24 people, most of them vigilantes, a "
     "community leader said. The attackers came at noon and fired on men who were digging trenches around the village."),
    ("Premium Times", "2023-06-12", "At least 24 people were killed in Kizara, a farming community in Tsafe area of Zamfara, when bandits attacked on Saturday, "
     "residents told Premium Times. A resident, Musa Sani, said thirteen of the dead were local guards."),
    ("Daily Trust", "2023-06-12", "Bandits killed nine villagers in Janbako, Maradun area of Zamfara State, on Saturday and burnt a primary health post, residents "
     "said. Among the dead were children who were fetching firewood."),
    ("Channels TV", "2023-06-13", "Nine persons were killed on Saturday in Janbako village of Zamfara after bandits stormed it, police confirmed. The command's "
     "spokesman, Yazid Abubakar, said that mobile policemen had been sent there."),
]  # fmt: skip

AGAIN = [
    ("Reuters", "2024-03-05", "KHARTOUM (Reuters) - Shelling hit the market of Kutum in North Darfur on Monday, killing at least 8 people, doctors said."),
    ("Sudan Tribune", "2024-03-06", "At least 12 people were killed when shells struck a market in Kutum, North Darfur, on Monday, the Emergency Lawyers group said."),
    ("Sudan Tribune", "2024-03-09", "The Rapid Support Forces shelled Kutum in North Darfur again on Friday and killed three women, residents said."),
]  # fmt: skip


def assaults_of(told: list[tuple[str, str, str]]) -> set[tuple[str, ...]]:
    """The reports of each assault of the record of these reports."""
    reports = [
        new_report(text, id=f"r{n}", source=source, published=parse_published(day))
        for n, (source, day, text) in enumerate(told)
    ]
    coded = {one.id: coder().code(prepare(one)) for one in reports}
    with open_store("sqlite://") as store:
        version = coded["r0"].coder
        list(add_reports(store, map(Offered, reports), lambda some, _fail: (coded[one.id] for one in some), version))
        return {tuple(sorted(one.reports)) for one in store.all_incidents() if one.type == "ASSAULT"}


def test_three_bombs_of_a_week_and_a_verdict() -> None:
    assert assaults_of(WEEK) == {("r0", "r1", "r6"), ("r2", "r3"), ("r4", "r5")}


def test_two_villages_of_a_province_on_one_day() -> None:
    assert assaults_of(TWO_VILLAGES) == {("r0", "r1"), ("r2", "r3")}


def test_what_happened_again_is_not_named_among_the_reports_of_the_first_time() -> None:
    assert assaults_of(AGAIN) == {("r0", "r1"), ("r2",)}
