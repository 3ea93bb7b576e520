"""Which reports copy which: prints of reports as they come, families that they make, and who is behind a copied claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from warmonitor.knowledge.tables import entries
from warmonitor.linking.copies import Prints, Shingles, find_words, take_prints
from warmonitor.linking.credits import find_credit
from warmonitor.linking.families import Earlier, Judged, judge
from warmonitor.linking.hearing import encode_heard, hear
from warmonitor.records import CodedReport
from warmonitor.store import Connection, linked
from warmonitor.store import families as kept
from warmonitor.store.families import FamilyRow, PrintRow
from warmonitor.workflow.known_reports import Kept


class Printed(NamedTuple):
    """The prints of a report, and where it stands in the order of publication."""

    key: int
    place: tuple[int, str]
    prints: Prints


class Copies:
    """Finds families as reports come and go. What it finds doesn't depend on their order."""

    def __init__(self) -> None:
        self._printed: Kept[Printed] = Kept()
        self._texts: dict[int, tuple[str, Sequence[tuple[int, int]]]] = {}
        self._fresh: set[int] = set()
        self._rows: list[PrintRow] = []
        self._is_sound = False

    def prepare(self, connection: Connection, key: int, coded: CodedReport) -> None:
        """Keep the prints of a report that came. Of those of one day one that credits another source stands after the others."""
        skipped = [(one.start, one.end) for one in coded.dropped]
        found = take_prints(coded.report.text, skipped)
        credit = find_credit(coded.report)
        day = _place_of(coded, credit)
        shingles = found.shingles.astype("<u4").tobytes()
        heard = hear(coded)
        self._rows.append(
            PrintRow(key, day, coded.report.id, shingles, found.marks, credit, encode_heard(heard) if heard else None)
        )
        self._printed.put(key, Printed(key, (day, coded.report.id), found))
        self._texts[key] = coded.report.text, skipped
        self._fresh.add(key)

    def withdraw(self, connection: Connection, key: int) -> None:
        """Take a report out; those that copy it will be judged anew."""
        self._flush(connection)
        rows = kept.list_prints(connection, [key])
        self._fresh.update(kept.list_children(connection, [key]))
        for row in rows:
            most = entries("linking")["copies"]["holders"]
            for holders in kept.find_mark_holders(connection, row.marks, most).values():
                self._fresh.update(holders)
            members = [one for one in kept.list_members(connection, [key]) if one.key != key]
            self._fresh.update(one.key for one in members)
            kept.put_origins(connection, {one.key: None for one in members})
            kept.forget_prints(connection, row)
        kept.put_origins(connection, {key: None})
        self._fresh.discard(key)
        self._printed.forget(key)
        self._texts.pop(key, None)

    def settle(self, connection: Connection) -> set[int]:
        """Judge the reports that came and those that stand after them; the reports of which something changed."""
        self._mend(connection)
        self._flush(connection)
        fresh, self._fresh = self._fresh, set()
        if not fresh:
            return set()
        around = self._find_around(connection, fresh)
        beside = {other for others in around.values() for other in others}
        places = {one.key: one.place for one in self._printed_of(connection, sorted(beside | set(around)))}
        later = {
            other
            for key, others in around.items()
            for other in others
            if other not in around and places[other] > places[key]
        }
        around |= self._find_around(connection, later)
        changed = self._judge_all(connection, around)
        self._texts.clear()
        return changed

    def _flush(self, connection: Connection) -> None:
        kept.put_prints(connection, self._rows)
        self._rows = []

    def _mend(self, connection: Connection) -> None:
        """Take the prints of all reports of a store that has none yet."""
        if not self._is_sound and kept.lacks_prints(connection):
            for key in linked.list_report_keys(connection):
                if key not in self._fresh:
                    for _, coded in linked.list_codings(connection, [key]):
                        self.prepare(connection, key, coded)
        self._is_sound = True

    def _find_around(self, connection: Connection, keys: Iterable[int]) -> dict[int, list[int]]:
        """For each report those that share marks with it, those that share most first."""
        settings = entries("linking")["copies"]
        printed = {one.key: one for one in self._printed_of(connection, sorted(set(keys)))}
        wanted = {mark for one in printed.values() for mark in one.prints.marks}
        holders = kept.find_mark_holders(connection, wanted, settings["holders"])
        found = {}
        for key, one in printed.items():
            counted = Counter(other for mark in one.prints.marks for other in holders.get(mark, ()) if other != key)
            found[key] = [other for other, shared in counted.most_common() if shared >= settings["needed_marks"]]
        return found

    def _printed_of(self, connection: Connection, keys: Sequence[int]) -> list[Printed]:
        def load(missing: list[int]) -> list[tuple[int, Printed]]:
            return [(row.key, _decode(row)) for row in kept.list_prints(connection, missing)]

        found = self._printed.fill(keys, load)
        return [found[key] for key in keys if key in found]

    def _judge_all(self, connection: Connection, around: dict[int, list[int]]) -> set[int]:
        """Judge these reports by those around each, in the order of publication, and keep what changed."""
        places = {
            one.key: one.place
            for one in self._printed_of(
                connection, sorted({*around, *(key for others in around.values() for key in others)})
            )
        }
        before = kept.list_families(connection, places)
        roots = {key: row.family for key, row in before.items() if row.family is not None and row.parent is not None}
        made: dict[int, Judged] = {}
        for key in sorted(around, key=places.__getitem__):
            earlier = [other for other in around[key] if other in places and places[other] < places[key]]
            judged = self._judge(connection, key, earlier, places, roots) if earlier else None
            roots.pop(key, None)
            if judged is not None:
                made[key] = judged
                if judged.parent is not None:
                    roots[key] = roots.get(judged.parent, judged.parent)
        origins = _find_origins(connection, {key: made[key].parent if key in made else None for key in around}, before)
        rows = {key: self._row(connection, key, made[key], origins[key]) for key in made}
        return _keep(connection, {key: rows.get(key) for key in around}, before, origins)

    def _judge(
        self,
        connection: Connection,
        key: int,
        earlier: Sequence[int],
        places: dict[int, tuple[int, str]],
        roots: dict[int, int],
    ) -> Judged | None:
        most = entries("linking")["copies"]["most_compared"]
        chosen = sorted(earlier[:most], key=places.__getitem__)
        (own,) = self._printed_of(connection, [key])
        others = self._printed_of(connection, chosen)
        return judge(own.prints, [Earlier(one.key, roots.get(one.key, one.key), one.prints) for one in others])

    def _row(self, connection: Connection, key: int, judged: Judged, family: int | None) -> FamilyRow:
        """The row of a judged report, words turned into characters."""
        if key not in self._texts:
            for _, coded in linked.list_codings(connection, [key]):
                self._texts[key] = coded.report.text, [(one.start, one.end) for one in coded.dropped]
        words = find_words(*self._texts[key])
        taken = tuple((words[one.start][0], words[one.end - 1][1], one.source) for one in judged.taken)
        return FamilyRow(key, family, judged.parent, judged.relation, judged.share, taken)


def _find_origins(
    connection: Connection, judged: dict[int, int | None], before: dict[int, FamilyRow]
) -> dict[int, int | None]:
    """The first report of the family of each judged report and of all that hang on them; None for one that is no copy.

    `judged` has the report that each copies now.
    """
    moved = {key for key, parent in judged.items() if parent != (before[key].parent if key in before else None)}
    heads = moved | {head for key in moved if key in before and (head := before[key].family) is not None}
    members = [row for row in kept.list_members(connection, heads) if row.key not in judged]
    parents = {**{row.key: row.parent for row in members}, **judged}
    wanted = set(parents)
    while unknown := {above for above in parents.values() if above is not None and above not in parents}:
        found = kept.list_families(connection, unknown)
        parents |= {key: found[key].parent if key in found else None for key in unknown}
    return {key: _climb(key, parents) for key in wanted}


def _climb(key: int, parents: dict[int, int | None]) -> int | None:
    at = key
    while (above := parents[at]) is not None:  # each parent stands before its child
        at = above
    return None if at == key else at


def _keep(
    connection: Connection,
    rows: dict[int, FamilyRow | None],
    before: dict[int, FamilyRow],
    origins: dict[int, int | None],
) -> set[int]:
    """Store what changed; the reports of which something did."""
    changed = {key for key, row in rows.items() if row != before.get(key)}
    kept.drop_families(connection, [key for key in changed if rows[key] is None])
    kept.put_families(connection, [row for key in sorted(changed) if (row := rows[key]) is not None])
    moved = set(origins) - set(rows) | changed
    kept.put_origins(connection, {key: origins[key] for key in moved})
    return moved


def _decode(row: PrintRow) -> Printed:
    shingles: Shingles = np.frombuffer(row.shingles, dtype="<u4")
    return Printed(row.key, (row.day, row.report), Prints(shingles, row.marks))


def _place_of(coded: CodedReport, credit: str | None) -> int:
    """Twice the day of a report's publication, the last that it can be, and one more where it credits another source."""
    published = coded.report.published.latest or coded.report.published.earliest
    return (
        kept.NO_DAY if published is None else 2 * date.fromisoformat(published[:10]).toordinal() + (credit is not None)
    )
