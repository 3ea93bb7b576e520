"""What people decided about two claims holds when their reports are linked anew, and costs nothing where nobody decided."""

from factories import make_raid
from warmonitor.store import Store, judged, linked
from warmonitor.workflow.link import Linker

NOW = "2026-01-01T00:00:00.000Z"
IDLIB = [make_raid("Wire", killed=5, id="a"), make_raid("Radio", killed=5, id="b", more="Rescuers dug all night.")]
GOMA = make_raid("Wire", place="Goma", day="2013-01-10", id="c", actor=None)
RAIDS = [*IDLIB, GOMA]


def decide(store: Store, number: int, left: int, right: int, *, same: bool | None) -> list[set[str]]:
    """The reports whose claims each incident holds, after a decision about two of the records (None revokes it)."""
    claims = [record.claims[0].id for record in RAIDS]
    report_of = {record.claims[0].id: record.report.id for record in RAIDS}
    with store.writing() as connection:
        if same is None:
            judged.drop_judgement(connection, number)
        else:
            judged.put_judgement(connection, number, claims[left], claims[right], same=same)
        Linker(connection).link(connection, linked.list_report_keys(connection), cause="a decision", now=NOW)
    return sorted(({report_of[claim] for claim in incident.claims} for incident in store.all_incidents()), key=sorted)


def test_parted_and_joined_and_taken_back(store: Store) -> None:
    assert decide(store, 1, 0, 1, same=False) == [{"a"}, {"b"}, {"c"}]
    assert decide(store, 2, 1, 2, same=True) == [{"a"}, {"b", "c"}]
    assert decide(store, 3, 0, 1, same=True) == [{"a", "b", "c"}]
    assert decide(store, 3, 0, 1, same=None) == [{"a"}, {"b", "c"}]
    assert decide(store, 2, 1, 2, same=None) == [{"a"}, {"b"}, {"c"}]
    assert decide(store, 1, 0, 1, same=None) == [{"a", "b"}, {"c"}]


def test_a_decision_brings_reports_together_when_only_one_is_linked_anew(store: Store) -> None:
    with store.writing() as connection:
        judged.put_judgement(connection, 1, IDLIB[0].claims[0].id, GOMA.claims[0].id, same=True)
        contexts = linked.list_contexts(connection, linked.list_report_keys(connection))
        key = {context.report: context.key for context in contexts}["c"]
        Linker(connection).link(connection, [key], cause="a decision", now=NOW)
    (incident,) = store.all_incidents()
    assert set(incident.reports) == {"a", "b", "c"}
    assert {"judged_same"} <= {name for link in store.links(incident.id) for name in link.features}
