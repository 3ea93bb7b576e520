"""Gold: what people decided, written and read again, and the coder scored by it."""

import msgspec
import pytest
import yaml

from factories import FakeCoder, make_raid
from warmonitor.errors import ReadError
from warmonitor.records import CodedReport
from warmonitor.reviewing.gold import read_gold, write_gold
from warmonitor.store import Store
from warmonitor.workflow import decide
from warmonitor.workflow.agreement import measure_agreement
from warmonitor.workflow.decide import By
from warmonitor.workflow.gold import list_gold, score_gold

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid("Post", place="Kharkiv", day="2022-05-01", id="b"),
    make_raid("Radio", place="Goma", id="c"),
]
ANN, BEN = By("ann", "the text says so"), By("ben")


def decide_some(store: Store) -> None:
    one, two, three = (record.claims[0].id for record in RAIDS)
    decide.decide_claim(store, one, "correct", ANN, field="type", value="COERCE")
    decide.decide_claim(store, one, "accept", BEN)
    decide.decide_claim(store, two, "reject", ANN)
    decide.decide_claim(store, three, "unsure", ANN)


def test_what_is_written_is_read_again(store: Store) -> None:
    decide_some(store)
    gold = list(list_gold(store))
    text = "".join(write_gold(gold))
    assert list(read_gold(text.splitlines())) == gold
    assert "".join(write_gold(read_gold(text.splitlines()))) == text


def test_what_a_line_holds(store: Store) -> None:
    decide_some(store)
    kept, rejected = list_gold(store)  # nothing is said where somebody was unsure
    [one] = kept.claims
    assert one.claim.event.type == "COERCE" and kept.rejected == ()
    assert (one.review.by, one.review.why, one.review.fields) == (("ann", "ben"), ("the text says so",), ("type",))
    assert rejected.claims == () and rejected.rejected[0].claim == RAIDS[1].claims[0]
    case = yaml.safe_load("".join(write_gold([rejected])))
    assert case["must_not"] == [{"type": "ASSAULT", "trigger": "air raids"}] and case["text"] == RAIDS[1].report.text


def test_scoring(store: Store) -> None:
    decide_some(store)
    gold = list(list_gold(store))
    machine = score_gold(gold, FakeCoder(RAIDS))
    assert (machine.found, machine.wanted, machine.coded_again, machine.unwanted) == (1, 1, 1, 1)
    assert machine.fields["type"] == (0, 1) and machine.fields["places"] == (1, 1)

    def mended(record: CodedReport) -> CodedReport:
        [claim] = record.claims
        event = msgspec.structs.replace(claim.event, type="COERCE", mode=None)
        claims = () if record.report.id == "b" else (msgspec.structs.replace(claim, event=event),)
        return msgspec.structs.replace(record, claims=claims)

    better = score_gold(gold, FakeCoder(map(mended, RAIDS)))
    assert better.coded_again == 0 and better.fields["type"] == (1, 1)
    assert (better.recall, better.refused) == (1.0, 1.0)


def test_a_broken_line_is_named() -> None:
    with pytest.raises(ReadError) as raised:
        list(read_gold(["", '{"report": 5}']))
    assert raised.value.line == 2


def test_agreement(store: Store) -> None:
    one, two, three = (record.claims[0].id for record in RAIDS)
    for claim, by, decision in (
        (one, ANN, "accept"),
        (one, BEN, "accept"),
        (two, ANN, "accept"),
        (two, BEN, "reject"),
        (three, ANN, "reject"),
    ):
        decide.decide_claim(store, claim, decision, by)  # type: ignore[arg-type]
    decide.decide_claim(store, one, "correct", BEN, field="type", value="COERCE")
    found = measure_agreement(store)
    fields = {one.field: one for one in found.fields}
    assert found.claims == 2 and found.reviewers == ("ann", "ben")
    assert fields["verdict"].claims == 2 and fields["verdict"].alpha == 0
    assert fields["type"].values == 2 and (fields["type"].alpha or 0) <= 0  # ann: as coded; ben: corrected
    assert fields["time"].metric == "interval"
