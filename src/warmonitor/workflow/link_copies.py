"""Which reports copy which: prints of reports as they come, families that they make, and who is behind a copied claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from warmonitor.interrupts import check
from warmonitor.knowledge.tables import entries
from warmonitor.linking.copies import Prints, Shingles, find_words, take_prints
from warmonitor.linking.credits import find_credit
from warmonitor.linking.families import Earlier, Judged, Taken, judge, place_in_order
from warmonitor.linking.hearing import encode_heard, hear
from warmonitor.records import CodedReport
from warmonitor.store import Connection, linked
from warmonitor.store import families as kept
from warmonitor.store.families import FamilyRow, PrintRow
from warmonitor.workflow.held import Kept
from warmonitor.workflow.link_translations import Translations

_MOST_KEPT = 40_000


class Printed(NamedTuple):
    """The prints of a report, and where it stands in the order of publication."""

    key: int
    place: tuple[int, str]
    prints: Prints


class _Packed(NamedTuple):
    """The prints of a report in little memory: where it stands, and of its hashes and marks the bytes."""

    place: int
    report: str
    shingles: bytes
    marks: bytes


class Settled(NamedTuple):
    """Reports of which something changed; those whose family is another now, as whoever was judged after them has seen, or not."""

    changed: set[int]
    seen: set[int]
    unseen: set[int]


class Copies:
    """Finds families as reports come and go. What it finds doesn't depend on their order."""

    def __init__(self) -> None:
        self._kept: Kept[_Packed] = Kept(_MOST_KEPT)
        self._printed: dict[int, Printed] = {}  # of the reports at hand
        self._texts: dict[int, tuple[str, Sequence[tuple[int, int]]]] = {}
        self._fresh: set[int] = set()
        self._rows: list[PrintRow] = []
        self._credits: dict[
            int, str | None
        ] = {}  # of families to which reports came, or that they left, whom they credited before
        self._translations = Translations()
        self._is_sound = False

    def prepare(self, connection: Connection, key: int, coded: CodedReport) -> None:
        """Keep the prints of a report that came."""
        skipped = [(one.start, one.end) for one in coded.dropped]
        found = take_prints(coded.report.text, skipped)
        credit = find_credit(coded.report)
        published = coded.report.published.latest or coded.report.published.earliest
        place = place_in_order(published, coded.report.id, is_credited=credit is not None)
        shingles = found.shingles.astype("<u4").tobytes()
        heard = hear(coded)
        self._rows.append(
            PrintRow(key, place, coded.report.id, shingles, found.marks, credit, encode_heard(heard) if heard else None)
        )
        self._kept.put(key, _Packed(place, coded.report.id, shingles, _pack_marks(found.marks)))
        self._texts[key] = coded.report.text, skipped
        self._translations.put(key, coded)
        self._fresh.add(key)

    def withdraw(self, connection: Connection, key: int) -> None:
        """Take a report out; those that looked at it will be judged anew."""
        self._flush(connection)
        rows = kept.list_prints(connection, [key])
        self._fresh |= self._find_after(connection, [key] if rows else [])
        self._fresh.update(kept.list_children(connection, [key]))
        for row in rows:
            self._note_credits(connection, {key, *_families_of(kept.list_families(connection, [key]))})
            members = [one for one in kept.list_members(connection, [key]) if one.key != key]
            self._fresh.update(one.key for one in members)
            kept.put_origins(connection, {one.key: None for one in members})
            kept.forget_prints(connection, row)
        kept.put_origins(connection, {key: None})
        self._fresh.discard(key)
        self._kept.forget(key)
        self._printed.pop(key, None)
        self._translations.forget(key)
        self._texts.pop(key, None)

    def settle(self, connection: Connection) -> set[int]:
        """Judge the reports that came and those that look at them; the reports of which something changed.

        What a report is follows from the first holders of its sentences and from their families. So where one of these came,
        or belongs to another family now, all that look at it are judged anew, and those that look at them where their family
        changed. Each round looks only at what stands later in the order of publication, and hardly ever is there a second.
        """
        self._mend(connection)
        self._flush(connection)
        fresh, self._fresh = self._fresh, set()
        changed: set[int] = set()
        waiting = fresh | self._find_after(connection, fresh)
        while waiting:
            settled = self._judge_all(connection, self._find_around(connection, waiting))
            seen = self._find_after(connection, settled.seen) - waiting
            waiting = self._find_after(connection, settled.unseen) | seen
            changed |= settled.changed
        self._texts.clear()
        self._printed.clear()
        return changed | self._find_credited_anew(connection)

    def _note_credits(self, connection: Connection, families: Iterable[int]) -> None:
        """Remember whom these families credit before something changes."""
        found = dict.fromkeys(families) | kept.list_family_credits(connection, families)
        self._credits = found | self._credits

    def _find_credited_anew(self, connection: Connection) -> set[int]:
        """The reports of families that credit another source now, and those that have words of their first reports."""
        noted, self._credits = self._credits, {}
        now = kept.list_family_credits(connection, noted)
        families = {family for family, credit in noted.items() if credit != now.get(family)}
        if not families:
            return set()
        after = kept.list_families(connection, self._find_after(connection, families))
        takers = {key for key, row in after.items() if any(source in families for _, _, source in row.taken)}
        return families | takers | {row.key for row in kept.list_members(connection, families)}

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

    def _find_after(self, connection: Connection, keys: Iterable[int]) -> set[int]:
        """The reports that look at one of these: later holders of a sentence that it is among the first to have, and translations."""
        most = entries("linking")["copies"]["holders"]
        printed = self._printed_of(connection, sorted(set(keys)))
        holders = kept.find_mark_holders(connection, {mark for one in printed for mark in one.prints.marks}, most + 1)
        first: dict[int, int] = {}
        for one in printed:
            for mark in one.prints.marks:
                held = holders.get(mark, [])
                if one.key in held[:most] and one.key != held[-1]:
                    first[mark] = min(one.place[0], first.get(mark, one.place[0]))
        later = kept.find_later_holders(connection, first)
        for key, others in self._translations.find(connection, [one.key for one in printed]).items():
            places = {one.key: one.place for one in self._printed_of(connection, [key, *others])}
            later.update(other for other in others if places[other] > places[key])
        return later - set(keys)

    def _find_around(self, connection: Connection, keys: Iterable[int]) -> dict[int, list[int]]:
        """For each report the earlier ones that it is compared with, in the order of publication: those that share most marks with it.

        Of a mark only the first holders are looked at.
        """
        settings = entries("linking")["copies"]
        printed = {one.key: one for one in self._printed_of(connection, sorted(set(keys)))}
        wanted = {mark for one in printed.values() for mark in one.prints.marks}
        holders = kept.find_mark_holders(connection, wanted, settings["holders"])
        beside = {other for held in holders.values() for other in held}
        places = {one.key: one.place for one in self._printed_of(connection, sorted(beside))}
        found = {}
        for key, one in printed.items():
            shared = Counter(
                other for mark in one.prints.marks for other in holders.get(mark, ()) if places[other] < one.place
            )
            near = [other for other in shared if shared[other] >= settings["needed_marks"]]
            near.sort(key=lambda other: (-shared[other], places[other]))
            found[key] = sorted(near[: settings["most_compared"]], key=places.__getitem__)
        return found

    def _printed_of(self, connection: Connection, keys: Sequence[int]) -> list[Printed]:
        def load(missing: list[int]) -> list[tuple[int, _Packed]]:
            rows = kept.list_prints(connection, missing)
            return [(row.key, _Packed(row.place, row.report, row.shingles, _pack_marks(row.marks))) for row in rows]

        missing = [key for key in keys if key not in self._printed]
        self._printed |= {key: _unpack(key, found) for key, found in self._kept.fill(missing, load).items()}
        return [self._printed[key] for key in keys if key in self._printed]

    def _judge_all(self, connection: Connection, around: dict[int, list[int]]) -> Settled:
        """Judge these reports by those around each, in the order of publication, and keep what changed."""
        translations = self._translations.find(connection, around)
        beside = {*around, *(key for found in (around, translations) for near in found.values() for key in near)}
        printed = self._printed_of(connection, sorted(beside))
        known = {one.key: one for one in printed}
        before = kept.list_families(connection, known)
        roots = {key: row.family for key, row in before.items() if row.family is not None and row.parent is not None}
        made: dict[int, Judged] = {}
        for key in sorted(around, key=lambda key: known[key].place):
            check()
            earlier = [Earlier(other, roots.get(other, other), known[other].prints) for other in around[key]]
            judged = judge(known[key].prints, earlier) if earlier else None
            if judged is None or judged.parent is None:
                judged = _judge_translation(known, key, translations.get(key, ())) or judged
            roots.pop(key, None)
            if judged is not None:
                made[key] = judged
                if judged.parent is not None:
                    roots[key] = roots.get(judged.parent, judged.parent)
        parents = {key: made[key].parent if key in made else None for key in around}
        members, origins = _find_origins(connection, parents, before)
        families = {key: row.family for key, row in {**members, **before}.items()}
        moved = {key for key, origin in origins.items() if origin != families.get(key)}
        self._note_credits(
            connection, {one for key in moved for one in (families.get(key), origins[key]) if one is not None}
        )
        rows = {key: self._row(connection, key, made[key], origins[key]) for key in made}
        changed = _keep(connection, {key: rows.get(key) for key in around}, before, origins)
        seen = {key for key in around if roots.get(key) == origins[key]}  # by those that were judged after it
        return Settled(changed, moved & seen, moved - seen | around.keys() - seen)

    def _row(self, connection: Connection, key: int, judged: Judged, family: int | None) -> FamilyRow:
        """The row of a judged report, words turned into characters."""
        if key not in self._texts:
            for _, coded in linked.list_codings(connection, [key]):
                self._texts[key] = coded.report.text, [(one.start, one.end) for one in coded.dropped]
        words = find_words(*self._texts[key])
        taken = tuple((words[one.start][0], words[one.end - 1][1], one.source) for one in judged.taken)
        return FamilyRow(key, family, judged.parent, judged.relation, judged.share, taken)


def _judge_translation(printed: Mapping[int, Printed], key: int, others: Iterable[int]) -> Judged | None:
    """A report as the translation of the first of these that stands before it; None where none does."""
    own = printed[key]
    earlier = [other for other in others if printed[other].place < own.place]
    original = min(earlier, key=lambda other: printed[other].place, default=None)
    if original is None or not own.prints.words:
        return None
    return Judged("translation", original, 1.0, (Taken(0, own.prints.words, original),))


def _families_of(rows: Mapping[int, FamilyRow]) -> set[int]:
    return {row.family for row in rows.values() if row.family is not None}


def _find_origins(
    connection: Connection, judged: dict[int, int | None], before: dict[int, FamilyRow]
) -> tuple[dict[int, FamilyRow], dict[int, int | None]]:
    """Copies that hang on judged reports which copy another one now; and the first report of the family of each of these and of all
    judged ones, None for one that is no copy.

    `judged` has the report that each copies now.
    """
    moved = {key for key, parent in judged.items() if parent != (before[key].parent if key in before else None)}
    heads = moved | {head for key in moved if key in before and (head := before[key].family) is not None}
    members = {row.key: row for row in kept.list_members(connection, heads) if row.key not in judged}
    parents = {**{key: row.parent for key, row in members.items()}, **judged}
    wanted = set(parents)
    while unknown := {above for above in parents.values() if above is not None and above not in parents}:
        found = kept.list_families(connection, unknown)
        parents |= {key: found[key].parent if key in found else None for key in unknown}
    return members, {key: _climb(key, parents) for key in wanted}


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


def _pack_marks(marks: Sequence[int]) -> bytes:
    return np.array(marks, np.int64).tobytes()


def _unpack(key: int, found: _Packed) -> Printed:
    shingles: Shingles = np.frombuffer(found.shingles, dtype="<u4")
    marks = tuple(np.frombuffer(found.marks, np.int64).tolist())
    return Printed(key, (found.place, found.report), Prints(shingles, marks))
