"""A store of the first schema gets the sequences and sums that it lacks, once, and as if it had had them from the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from factories import fill, make_raid
from warmonitor.records import CodedReport
from warmonitor.store import Store, open_store, opening
from warmonitor.store.wanting import wants_sequences
from warmonitor.workflow.campaigns import Told, list_campaigns, read_campaign
from warmonitor.workflow.catching_up import catch_up
from workflow.disclosed import sum_up

RAIDS = [
    *(make_raid("Wire", day=f"2018-09-{day:02}", id=f"r-{day}", more=f"Note {day}.") for day in (2, 5, 9, 27)),
    sum_up("Wire", 312, "r-sum", "2018-09-10"),
]


def told(store: Store) -> tuple[list[Told], list[tuple[object, ...]]]:
    """The sequences of a store, and its sums."""
    with store.reading() as connection:
        sums = sorted(connection.execute(text("SELECT lane, first, last, record FROM aggregates")).all())
    return [read_campaign(store, one.id) for one in list_campaigns(store).items], [tuple(one) for one in sums]


def forget_sequences(store: Store) -> None:
    """Leave the store as the migration leaves one of the first schema."""
    with store.writing() as connection:
        for table in ("aggregates", "sequence_ids", "sequence_steps", "sequences"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("INSERT INTO keys (name, value) VALUES ('sequences wanted', '1')")


def test_what_is_lacking_is_made_as_it_would_have_been(store: Store) -> None:
    before = told(store)
    ((sequence,), sums) = before
    assert len(sums) == 1 and sequence.campaign.incidents == 3
    forget_sequences(store)
    assert told(store) == ([], [])
    assert catch_up(store) == 4
    assert told(store) == before
    assert catch_up(store) == 0


def test_an_interrupted_run_begins_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(store)
    forget_sequences(store)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("warmonitor.workflow.catching_up.wanting.note_sequences", stop)
        with pytest.raises(KeyboardInterrupt):
            catch_up(store)
    assert catch_up(store) == 4 and told(store) == before


def test_adding_to_the_store_is_enough(store: Store) -> None:
    before = told(store)
    forget_sequences(store)
    more: CodedReport = make_raid("Wire", place="Goma", day="2012-11-20", id="r-goma")
    fill(store, [more])
    assert told(store) == before


@pytest.mark.parametrize("has_incidents", [False, True])
def test_the_migration_asks_for_it_where_there_are_incidents(tmp_path: Path, has_incidents: bool) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    engine = opening._engine(opening._parse(url))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config = opening._script()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        if has_incidents:
            connection.execute(text(
                    "INSERT INTO incidents (id, record, is_current, title, type, precision, status, grade, voices, reports, main_reports, changed_at) "
                    "VALUES ('i', '{}', 1, 'x', 'ASSAULT', 'unknown', 'provisional', 'Weak', 1, 0, 0, '2024-01-01')"
            ))  # fmt: skip
    engine.dispose()
    with open_store(url) as store, store.reading() as connection:
        assert wants_sequences(connection) == has_incidents
