"""Raids to be decided about, and short ways to ask what became of them."""

import msgspec

from factories import fill, make_claim, make_coded, make_day, make_place, make_raid, make_report
from warmonitor.records import Claim, CodedReport, CoderVersion, Incident
from warmonitor.store import Store, queueing
from warmonitor.store.queueing import QueueFilter
from warmonitor.workflow.decide import By

ANN, BEN = By("ann", "as I read it"), By("ben", "I saw it, too")
TOGETHER = By("ann", "as I read it", has_accounts=True)


def make_double(id: str = "g") -> CodedReport:
    """A report whose two claims the coder took for one happening."""
    report = make_report(
        f"Air raids hit Goma on Sunday. Shelling struck Kharkiv, too, says {id}.",
        id=id,
        source="Times",
        published="2018-09-04",
    )
    one = make_claim(report, "Air raids", places=[make_place(report, "Goma")], time=make_day("2018-09-02"))
    two = make_claim(report, "Shelling", places=[make_place(report, "Kharkiv")], time=make_day("2018-09-02"))
    return make_coded(report, [one, two], groups=[[one, two]])


RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid("Daily", killed=7, id="b", more="The bakery on the square burnt down, and the hospital received the wounded all night."),
    make_raid("Radio", killed=9, id="c", published="2018-09-06", more="Rescuers dug for two days in Al-Ziyara street."),
    make_raid("Post", place="Kharkiv", day="2022-05-01", id="d", actor=None),
    make_raid("Wire", place="Goma", day="2013-01-10", id="e", actor=None),
    make_raid("Agency", id="f", speaker="Kremlin", denied=True),
    make_double(),
]  # fmt: skip


def queue_of(store: Store) -> dict[str, str]:
    """The state of each incident in the queue."""
    with store.reading() as connection:
        return {row.incident.id: row.state for row in queueing.list_queue(connection, QueueFilter(""), 100, None).items}


def claim_of(report: CodedReport, number: int = 0) -> Claim:
    return report.claims[number]


def incident_with(store: Store, claim: Claim) -> Incident:
    return next(incident for incident in store.all_incidents() if claim.id in incident.claims)


def killed(incident: Incident) -> int | None:
    """The highest number of dead."""
    return next(toll.high for toll in incident.counts if toll.of == "killed")


def count_killed(number: int) -> list[dict[str, object]]:
    return [{"start": 0, "end": 0, "text": "", "of": "killed", "low": number, "high": number}]


def recoded(record: CodedReport, claims: list[Claim] | None = None) -> CodedReport:
    """The report as another version of the coder has it: its claims have other ids."""
    made = {
        claim.id: msgspec.structs.replace(claim, id=f"{claim.id}-anew")
        for claim in (record.claims if claims is None else claims)
    }
    groups = [[made[name] for name in unit.claims] for unit in record.incidents] if claims is None else None
    return make_coded(record.report, list(made.values()), groups=groups, coder=CoderVersion("test", "2"))


def recode(store: Store, *records: CodedReport) -> None:
    assert set(fill(store, list(records), CoderVersion("test", "2"))) == {"recoded"}
