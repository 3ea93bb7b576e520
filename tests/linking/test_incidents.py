"""Incidents are computed from claims."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from factories import make_raid
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.titles import write_title
from warmonitor.linking.voices import Told
from warmonitor.records import CodedReport, EventPlace, Party

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid("Daily", killed=7, id="b", published="2018-09-05"),
    make_raid("Radio", killed=9, id="c", published="2018-09-06", actor=None),
    make_raid("Post", id="d", published="2018-09-06", speaker="SOHR"),
    make_raid("Agency", id="e", published="2018-09-06", speaker="Kremlin", denied=True),
]


def claims_of(records: list[CodedReport]) -> list[Told]:
    return [
        Told(
            claim,
            record.report.id,
            record.report.source or "",
            record.report.published.earliest,
            denies=claim.status.polarity == "negative",
        )
        for record in records
        for claim in record.claims
    ]


def test_what_is_told_is_kept_together() -> None:
    found = build_incident(claims_of(RAIDS), ["a", "b", "c", "d", "e"], changed_at="2018-09-07T00:00:00Z")
    assert found.title == "Air strikes in Idlib"
    assert (found.counts[0].low, found.counts[0].high) == (5, 9)
    assert found.voices == ("Wire", "Daily", "Radio", "SOHR") and found.independent_voices == 4
    assert found.grade == "Contested" and found.status == "corroborated"
    assert found.first_reported_at == "2018-09-04"
    assert len(found.claims) == 5


@given(st.permutations(range(len(RAIDS))))
def test_order_changes_nothing(order: list[int]) -> None:
    claims = claims_of(RAIDS)
    assert build_incident([claims[i] for i in order], [], changed_at="t") == build_incident(claims, [], changed_at="t")


def test_the_id_stays_while_later_reports_come() -> None:
    ids = {build_incident(claims_of(RAIDS[:n]), [], changed_at="t").id for n in range(1, len(RAIDS) + 1)}
    assert len(ids) == 1


def place(name: str, precision: str, relation: str = "in") -> EventPlace:
    return EventPlace(0, 1, name, "x", name, "SYR", relation, precision)  # type: ignore[arg-type]


def test_titles() -> None:
    assert write_title("ASSAULT", "aerial", [place("Idlib", "admin1")], [], []) == "Air strikes in Idlib province"
    assert (
        write_title("ASSAULT", "aerial", [place("Moscow", "exact", "from"), place("Idlib", "exact", "near")], [], [])
        == "Air strikes near Idlib"
    )
    assert (
        write_title("REJECT", None, [], [Party(0, 1, "Moscow", name="Government of Russia")], [])
        == "Refusal by Government of Russia"
    )
    assert write_title("SOMETHING", "new", [], [], []) == "Something"
    assert len(write_title("ASSAULT", None, [place("x" * 500, "exact")], [], [])) <= 120


def test_who_did_it_is_as_firm_as_the_firmest_claim() -> None:
    def graded(told: Told, way: str) -> Told:
        event = msgspec.structs.replace(told.claim.event, perpetrator=way)
        return msgspec.structs.replace(told, claim=msgspec.structs.replace(told.claim, event=event))

    one, other = claims_of(RAIDS)[:2]
    for ways, firmest in (
        (("suspected", "named"), "named"),
        (("unknown", "suspected"), "suspected"),
        (("named", "claimed"), "claimed"),
    ):
        told = [graded(one, ways[0]), graded(other, ways[1])]
        assert build_incident(told, ["a", "b"], changed_at="").perpetrator == firmest
