"""Linking reports that were stored: stories, tellings, and the incidents that come of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from warmonitor.knowledge.tables import entries
from warmonitor.linking.stories import name_blocks, tell_story
from warmonitor.linking.tellings import find_tellings, name_telling_blocks
from warmonitor.linking.withdrawals import find_notice
from warmonitor.linking.words import Rarity
from warmonitor.records import CodedReport
from warmonitor.store import Connection, linked, recording, reviews
from warmonitor.store.notices import put_notice
from warmonitor.store.sequences import drop_aggregates
from warmonitor.store.storing import in_portions
from warmonitor.workflow.campaigns import record_aggregates
from warmonitor.workflow.known_reports import KnownReports, decode_story, encode_story
from warmonitor.workflow.link_copies import Copies
from warmonitor.workflow.link_stories import Regrouped, find_pairs, regroup
from warmonitor.workflow.link_tellings import find_telling_pairs, place_tellings, regroup_tellings
from warmonitor.workflow.record_incidents import Because, record_groups
from warmonitor.workflow.reviewed import correct_codings


class Linker:
    """Links reports as they come. The result for a set of reports doesn't depend on their order while the words' counts stand."""

    def __init__(self, connection: Connection) -> None:
        counted, counts = linked.read_word_counts(connection)
        self._known = KnownReports(Rarity(counted, counts))
        self._copies = Copies()
        self._stamp = reviews.stamp(connection)

    def prepare(self, connection: Connection, key: int, coded: CodedReport) -> None:
        """Keep of a coded report what linking needs."""
        self._copies.prepare(connection, key, coded)
        story = tell_story(coded)
        linked.put_story(connection, key, encode_story(story))
        days = None if story.first_day is None or story.last_day is None else (story.first_day, story.last_day)
        linked.put_blocks(connection, "story", key, name_blocks(story, self._known.rarity), days)
        self._put_tellings(connection, key, coded)
        put_notice(connection, key, find_notice(coded.report.title, coded.report.text))
        record_aggregates(connection, key, coded)

    def _put_tellings(self, connection: Connection, key: int, coded: CodedReport) -> None:
        """Keep what a report tells, as people's decisions leave it."""
        [(_, corrected)] = correct_codings(connection, [(key, coded)])
        tellings = find_tellings(corrected)
        for row, telling in zip(
            linked.put_tellings(connection, key, [telling.id for telling in tellings]), tellings, strict=True
        ):
            linked.put_blocks(connection, "telling", row, name_telling_blocks(telling), None)

    def refresh(self, connection: Connection) -> None:
        """Read anew what somebody may have decided on since it was read."""
        stamp = reviews.stamp(connection)
        if stamp != self._stamp:
            self._known.forget_tellings()
        self._stamp = stamp

    def retell(self, connection: Connection, keys: Iterable[int], *, also: Iterable[int], cause: str, now: str) -> int:
        """Link these reports anew after a decision about them, with those that they were linked with and `also`; how many incidents changed.

        Stories and copies stay as they are: they go by the words of the reports.
        """
        seeds = sorted(set(keys))
        touched, ended = set(also) | set(seeds), set()
        for key, coded in linked.list_codings(connection, seeds):
            self._known.forget(key)
            homes = recording.homes_of_claims(connection, key)
            ended |= set(linked.forget_tellings(connection, key))
            self._put_tellings(connection, key, coded)
            rows = place_tellings(connection, self._known, linked.list_tellings(connection, [key]))
            kept = {
                item.row.key: next((homes[one.id] for one in item.telling.claims if one.id in homes), None)
                for item in rows
            }
            linked.put_incident_ids(connection, kept)
        touched |= {row.report_key for row in linked.list_incident_tellings(connection, ended)}
        around = {
            (min(key, other), max(key, other))
            for key in seeds
            for other in self._of_same_story(connection, key)
            if key != other
        }
        find_telling_pairs(connection, self._known, seeds, Regrouped(frozenset(touched), around, set()))
        groups = regroup_tellings(connection, self._known, touched)
        return record_groups(connection, groups, touched, cause=cause, now=now, ended=ended)

    def _of_same_story(self, connection: Connection, key: int) -> list[int]:
        stories = [one.story_id for one in linked.list_contexts(connection, [key]) if one.story_id is not None]
        return [other for other, _ in linked.list_story_reports(connection, stories)]

    def withdraw(self, connection: Connection, key: int) -> tuple[set[int], set[str]]:
        """Take a report out of linking; the reports that were linked with it, and the incidents that it told of."""
        self._known.forget(key)
        self._copies.withdraw(connection, key)
        put_notice(connection, key, None)
        drop_aggregates(connection, key)
        contexts = linked.list_contexts(connection, [key])
        stories = [context.story_id for context in contexts if context.story_id is not None]
        around = {other for other, _ in linked.list_story_reports(connection, stories)}
        incidents = linked.forget_report(connection, key)
        around |= {row.report_key for row in linked.list_incident_tellings(connection, incidents)}
        linked.put_story_ids(connection, {key: None})
        return around - {key}, set(incidents)

    def link(
        self, connection: Connection, keys: Iterable[int], *, cause: str | Because, now: str, ended: Iterable[str] = ()
    ) -> int:
        """Link these reports with all others and record the incidents that change; how many did."""
        seeds = sorted(set(keys))
        find_pairs(connection, self._known, seeds)
        copied = self._copies.settle(connection)
        regrouped = regroup(connection, self._known, seeds)
        find_telling_pairs(connection, self._known, seeds, regrouped)
        touched = {key for pair in regrouped.joined | regrouped.parted for key in pair} | set(seeds) | copied
        groups = regroup_tellings(connection, self._known, touched)
        return record_groups(connection, groups, touched, cause=cause, now=now, ended=ended)

    def settle(self, connection: Connection, *, now: str) -> bool:
        """Count the record's words anew if it has grown enough since they were last counted, and link a small record by them.

        In a large record earlier links stand, and new reports are linked by the new weights.
        """
        settings = entries("linking")["words"]
        size, before = linked.count_reports(connection), self._known.rarity.reports
        growth = settings["recount_growth"] if before < settings["recount_small"] else settings["recount_growth_large"]
        if size == before or (size > settings["recount_always"] and size < before * growth):
            return False
        keys = linked.list_report_keys(connection)
        counts: Counter[str] = Counter()
        for some in in_portions(keys):
            for context in linked.list_contexts(connection, some):
                counts.update(decode_story(context).terms.keys())
        kept = {word: count for word, count in counts.items() if count > 1}
        linked.replace_word_counts(connection, size, kept)
        self._known.reweigh(Rarity(size, kept))
        if size <= settings["relink_most"]:
            linked.drop_all_pairs(connection)
            self.link(connection, keys, cause="words counted anew", now=now)
        return True
