"""Linking reports that were stored: stories, tellings, and the incidents that come of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import partial

from warmonitor.linking.stories import Story, tell_story
from warmonitor.linking.tellings import name_telling_blocks
from warmonitor.linking.withdrawals import find_notice
from warmonitor.records import CodedReport
from warmonitor.store import Connection, linked, recording, reviews
from warmonitor.store.notices import drop_notice, put_notices
from warmonitor.store.sequences import drop_aggregates
from warmonitor.workflow.campaigns import record_aggregates
from warmonitor.workflow.candidates import Candidates
from warmonitor.workflow.known_reports import KnownReports, decode_story, encode_story
from warmonitor.workflow.link_copies import Copies
from warmonitor.workflow.link_stories import Regrouped, find_pairs, regroup
from warmonitor.workflow.link_tellings import Group, find_telling_pairs, place_tellings, regroup_tellings
from warmonitor.workflow.record_incidents import Because, record_groups
from warmonitor.workflow.reviewed import correct_codings


class Linker:
    """Links reports as they come. What they come to doesn't depend on their order, nor on what came at once."""

    def __init__(self, connection: Connection) -> None:
        self._known = KnownReports()
        self._fresh: dict[int, Story] = {}  # reports that came, and what they are about
        self._around: set[int] = set()  # reports of which a neighbour went
        self._around_tellings: set[int] = set()
        self._candidates = Candidates()
        self._copies = Copies()
        self._homes: dict[int, list[recording.Home]] = {}
        self._stamp = reviews.stamp(connection)

    def prepare(
        self, connection: Connection, made: Sequence[tuple[int, CodedReport]], *, instead_of: Mapping[int, int]
    ) -> None:
        """Keep of coded reports what linking needs. What one tells in the words of the report that it replaces (`instead_of`, by
        their keys) keeps its incident.
        """
        for key, coded in made:
            self._copies.prepare(connection, key, coded)
            self._fresh[key] = tell_story(coded)
        stories = {key: self._fresh[key] for key, _ in made}
        briefs = self._put_tellings(connection, made, stories)
        linked.put_stories(connection, {key: (encode_story(story), briefs[key]) for key, story in stories.items()})
        self._candidates.prepare(connection, stories)
        for key, replaced in instead_of.items():
            self._take_homes(connection, key, replaced)
        notices = {key: find_notice(coded.report.title, coded.report.text) for key, coded in made}
        put_notices(connection, {key: says for key, says in notices.items() if says is not None})
        record_aggregates(connection, made)

    def _put_tellings(
        self, connection: Connection, made: Sequence[tuple[int, CodedReport]], stories: Mapping[int, Story]
    ) -> dict[int, bytes]:
        """Keep what reports tell, as people's decisions leave it; the briefs of these reports."""
        told, briefs = [], {}
        for (key, coded), (_, corrected) in zip(made, correct_codings(connection, made), strict=True):
            tellings, briefs[key] = self._known.put(key, stories[key], coded, corrected)
            told.append((key, tellings))
        rows = linked.put_tellings(connection, [(key, [telling.id for telling in own]) for key, own in told])
        held = [
            (row, name_telling_blocks(telling), linked.NO_DAY)
            for own, (_, tellings) in zip(rows, told, strict=True)
            for row, telling in zip(own, tellings, strict=True)
        ]
        linked.put_blocks(connection, "telling", held)
        return briefs

    def _take_homes(self, connection: Connection, key: int, instead_of: int) -> None:
        """Let tellings begin in the incidents of those whose words they have, so that old addresses lead to what became of them."""
        homes = self._homes.pop(instead_of, [])
        if not homes:
            return
        rows = {row.id: row.key for row in linked.list_tellings(connection, [key])}
        kept: dict[int, str | None] = {}
        claims = self._known.claims(connection, [key])[key]
        for told in self._known.briefs(connection, [key])[key].outlines:
            for claim in (claims[name] for name in told.claims if name in claims):
                for home in homes:
                    is_same = (
                        home.start < claim.end and claim.start < home.end
                        if key == instead_of
                        else home.text == claim.text
                    )
                    if is_same:
                        kept.setdefault(rows[told.id], home.incident_id)
        linked.put_incident_ids(connection, kept)

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
            self._note_tellings(connection, key)
            ended |= set(linked.forget_tellings(connection, key))
            self._put_tellings(connection, [(key, coded)], self._stories(connection, [key]))
            rows = place_tellings(connection, self._known, linked.list_tellings(connection, [key]))
            kept = {
                item.row.key: next((homes[one] for one in item.outline.claims if one in homes), None) for item in rows
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
        groups = regroup_tellings(connection, self._known, touched, bereft=self._around_tellings)
        self._around_tellings.clear()
        find_groups = partial(self._find_groups, connection)
        changed = record_groups(
            connection, self._known, groups, touched, cause=cause, now=now, find_groups=find_groups, ended=ended
        )
        self._known.rest()
        return changed

    def _stories(self, connection: Connection, keys: Iterable[int]) -> dict[int, Story]:
        return {key: decode_story(story) for key, story in linked.list_stories(connection, keys)}

    def _note_tellings(self, connection: Connection, key: int) -> None:
        """Remember what the tellings of a report that goes were paired with."""
        own = [row.key for row in linked.list_tellings(connection, [key])]
        for others in linked.list_pairs(connection, "telling", own).values():
            self._around_tellings |= set(others)

    def _of_same_story(self, connection: Connection, key: int) -> list[int]:
        stories = [one.story_id for one in linked.list_contexts(connection, [key]) if one.story_id is not None]
        return [other for other, _ in linked.list_story_reports(connection, stories)]

    def withdraw(self, connection: Connection, key: int) -> tuple[set[int], set[str]]:
        """Take a report out of linking; the reports that were linked with it, and the incidents that it told of."""
        self._known.forget(key)
        self._homes[key] = recording.homes_of_words(connection, key)
        self._copies.withdraw(connection, key)
        drop_notice(connection, key)
        drop_aggregates(connection, key)
        contexts = linked.list_contexts(connection, [key])
        stories = [context.story_id for context in contexts if context.story_id is not None]
        around = {other for other, _ in linked.list_story_reports(connection, stories)}
        self._around |= set(linked.list_pairs(connection, "story", [key])[key])
        self._around.discard(key)
        self._fresh.pop(key, None)
        self._candidates.withdraw(connection, key)
        self._note_tellings(connection, key)
        incidents = linked.forget_report(connection, key)
        around |= {row.report_key for row in linked.list_incident_tellings(connection, incidents)}
        linked.put_story_ids(connection, {key: None})
        linked.put_levels(connection, {key: 0})
        return around - {key}, set(incidents)

    def link(
        self, connection: Connection, keys: Iterable[int], *, cause: str | Because, now: str, ended: Iterable[str] = ()
    ) -> int:
        """Link these reports with all others and record the incidents that change; how many did."""
        fresh, self._fresh = set(self._fresh), {}
        changed_pairs = find_pairs(connection, self._known, self._candidates, fresh)
        seeds = sorted({*keys, *changed_pairs.paired})
        bereft, self._around = self._around - fresh, set()
        copied = self._copies.settle(connection)
        regrouped = regroup(connection, self._known, seeds, fresh=fresh, bereft=bereft, lost=changed_pairs.lost)
        self._around_tellings |= find_telling_pairs(connection, self._known, sorted(fresh), regrouped)
        around = {key for pair in regrouped.joined | regrouped.parted for key in pair}
        old = {key for pair in regrouped.joined if fresh.isdisjoint(pair) for key in pair}
        touched = {key for pair in regrouped.parted for key in pair} | old | set(seeds) | copied
        groups = regroup_tellings(
            connection, self._known, touched, around=around - touched, bereft=self._around_tellings
        )
        self._around_tellings.clear()
        changed = record_groups(
            connection, self._known, groups, touched,
            cause=cause, now=now, find_groups=partial(self._find_groups, connection), ended=ended, around=around,
        )  # fmt: skip
        self._known.rest()
        return changed

    def _find_groups(self, connection: Connection, names: Set[str]) -> list[Group]:
        """The groups of these incidents as they stand."""
        rows = linked.list_incident_tellings(connection, names)
        groups = regroup_tellings(connection, self._known, {row.report_key for row in rows})
        return [one for one in groups if any(item.row.incident_id in names for item in one.members)]
