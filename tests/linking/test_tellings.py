"""What a report tells of: asserted happenings, and denials."""

from factories import make_claim, make_coded, make_place, make_report
from warmonitor.linking.evidence import may_compare, may_link, total, weigh_facts
from warmonitor.linking.tellings import find_tellings, name_telling_blocks, outline
from warmonitor.records import Attribution, Status

REPORT = make_report("Raids hit Idlib. Shelling was denied. An assault may follow. Protests went on.")
RAID = make_claim(REPORT, "Raids", places=[make_place(REPORT, "Idlib")])
DENIED = make_claim(REPORT, "Shelling", attribution=Attribution(stance="denies"))
FEARED = make_claim(REPORT, "assault", status=Status(modality="possible"))
PROTEST = make_claim(REPORT, "Protests", type="PROTEST", mode="demo")


def test_what_nobody_asserts_is_not_told() -> None:
    tellings = find_tellings(make_coded(REPORT, [RAID, FEARED, DENIED], groups=[[RAID, FEARED]]))
    assert [(telling.claims, telling.denies) for telling in tellings] == [((RAID,), False), ((DENIED,), True)]
    assert find_tellings(make_coded(REPORT, [FEARED], groups=[[FEARED]])) == ()


def test_what_a_report_is_about_comes_first() -> None:
    coded = make_coded(REPORT, [RAID, PROTEST], groups=[[PROTEST], [RAID]])
    assert [telling.unit.type for telling in find_tellings(coded)] == ["PROTEST", "ASSAULT"]


def test_tellings_of_one_report_stay_apart_but_for_denials() -> None:
    raid, protest, denial = map(outline, find_tellings(make_coded(REPORT, [RAID, PROTEST, DENIED])))
    assert not may_link(raid, protest) and may_link(raid, denial)
    assert may_compare(raid, denial) and not may_compare(denial, denial) and not may_compare(raid, protest)


def test_evidence_is_named_and_adds_up() -> None:
    (here,) = map(outline, find_tellings(make_coded(REPORT, [RAID])))
    other = make_report("Raids on Idlib.")
    told = make_coded(other, [make_claim(other, "Raids", places=[make_place(other, "Idlib")])])
    (there,) = map(outline, find_tellings(told))
    features = weigh_facts(here, there, 0.5, same_story=True)
    assert {"prior", "both_are_main", "same_type", "same_mode", "same_place", "wording"} == features.keys()
    assert total(features) == sum(features.values())
    assert total(weigh_facts(here, there, 0.5, same_story=False)) < total(features)


def test_without_a_day_nothing_is_looked_for_elsewhere() -> None:
    (raid,) = find_tellings(make_coded(REPORT, [RAID]))
    assert name_telling_blocks(raid) == ()
