"""What stories are about: the incident of each, and the reports that an incident names because of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from warmonitor.knowledge.tables import entries
from warmonitor.linking.tellings import Outline
from warmonitor.linking.traits import Traits, name_facts
from warmonitor.store import Connection, linked
from warmonitor.store.linked import Context, PlacedTelling
from warmonitor.workflow.known_reports import KnownReports
from warmonitor.workflow.tellers import Named, Tellers, read_contexts


class Homes:
    """Of stories their reports, and the incident that each is about: the one that is first in most of its reports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tellings: dict[str, list[PlacedTelling]] = {}
        self._moved: dict[int, str | None] = {}
        self.reports: dict[str, list[int]] = {}

    def load(self, stories: Set[str]) -> None:
        """Read what isn't read of these stories."""
        missing = {story for story in stories if story not in self.reports}
        story_of: dict[int, str] = {}
        for story in missing:
            self.reports[story], self._tellings[story] = [], []
        for key, story in linked.list_story_reports(self._connection, missing):
            self.reports[story].append(key)
            story_of[key] = story
        for row in linked.list_tellings(self._connection, story_of):
            self._tellings[story_of[row.report_key]].append(row)

    def move(self, ids: Mapping[int, str | None]) -> None:
        """Tellings belong to other incidents now."""
        self._moved |= ids

    def leads(self, stories: Set[str]) -> dict[str, str]:
        """The incident that each of these stories is about."""
        found = {}
        for story in stories:
            counted: Counter[str] = Counter()
            for row in self._tellings[story]:
                name = self._moved.get(row.key, row.incident_id)
                if name is not None:
                    counted[name] += 1000 if row.position == 0 else 1
            if counted:
                found[story] = min(counted, key=lambda name: (-counted[name], name))
        return found

    def list_reports(self) -> set[int]:
        """The reports of all stories that were read."""
        return {key for keys in self.reports.values() for key in keys}


FindMain = Callable[[Set[int]], Mapping[int, Outline]]  # by report what it is about


class Layout(NamedTuple):
    """The reports of an incident, the one that tells most of it first, how many have it as their story, and their sources."""

    keys: tuple[int, ...]
    reports: tuple[str, ...]
    leading: int
    sources: frozenset[str]


def _lay_out(
    made: Named, contexts: Mapping[int, Context], reports: Mapping[str, Sequence[int]], leads: Mapping[str, str],
    find_main: FindMain,
) -> Layout:  # fmt: skip
    counted: Counter[int] = Counter()
    for item in made.group.members:
        counted[item.row.report_key] += len(item.outline.claims)
    about = {item.story for item in made.group.members if leads.get(item.story) == made.id}
    leading = {key for story in about for key in reports[story]}
    leading -= _find_others(made, find_main(leading - counted.keys()))
    first = {item.row.report_key for item in made.group.members if item.row.position == 0}
    keys = sorted(
        counted.keys() | leading,
        key=lambda key: (key not in first, -counted[key], contexts[key].published or "9999", contexts[key].report),
    )
    sources = frozenset(source for key in counted if (source := contexts[key].source) is not None)
    return Layout(tuple(keys), tuple(contexts[key].report for key in keys), len(leading), sources)


def _find_others(made: Named, mains: Mapping[int, Outline]) -> set[int]:
    """Those of these reports, by what each is about, that are about another happening of the kind: told much alike, but elsewhere, on
    another day or with another toll, two of which differ from what any report of this one says.
    """
    if not mains:
        return set()
    settings = entries("linking")["another_happening"]
    against, needed = frozenset(settings["facts"]), int(settings["needed"])
    told = [item.outline for item in made.group.members if item.row.position == 0 and not item.outline.denies]

    def differs(traits: Traits) -> bool:
        facts = [set(name_facts(traits, one.traits)) for one in told[: settings["most_compared"]]]
        return bool(facts) and all("same_type" in found and len(found & against) >= needed for found in facts)

    return {key for key, main in mains.items() if differs(main.traits)}


def lay_out_all(
    connection: Connection, known: KnownReports, named: Sequence[Named], tellers: Tellers, homes: Homes, told: Set[str]
) -> dict[str, Layout]:
    """The layouts of these incidents, by id."""
    missing = (key for key in homes.list_reports() if key not in tellers.contexts)
    contexts = tellers.contexts | read_contexts(connection, missing)
    leads = homes.leads(told | tellers.stories)

    def find_main(keys: Set[int]) -> dict[int, Outline]:
        briefs = known.briefs(connection, keys) if keys else {}
        firsts = {key: brief.outlines[0] for key, brief in briefs.items() if brief.outlines}
        return {key: first for key, first in firsts.items() if first.position == 0 and not first.denies}

    return {made.id: _lay_out(made, contexts, homes.reports, leads, find_main) for made in named}
