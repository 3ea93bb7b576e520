"""What linking has read of the reports at hand, so that each is read from the store once in a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.clusters import NEVER
from warmonitor.linking.evidence import Features, may_link, weigh_facts, weigh_together
from warmonitor.linking.stories import Story, Told, compare_stories
from warmonitor.linking.tellings import Telling, find_tellings, is_asserted, is_denial
from warmonitor.linking.words import direct
from warmonitor.records import Claim, CodedReport
from warmonitor.store import Connection, linked, reviews
from warmonitor.workflow.briefs import Brief, Briefs, Worded
from warmonitor.workflow.directions import Comparing
from warmonitor.workflow.held import Kept, Likenesses, Matrix
from warmonitor.workflow.reviewed import correct_codings

Pair = tuple[int, int]
_MOST_BRIEF = 40_000  # reports, as they are compared
_MOST_ALIKE = 100_000  # reports and tellings of which it is known how alike they are to those of their piece
_MOST_RECORDED = 300_000


class KnownReports:
    """Reports and their tellings, by report key, and how alike they are."""

    def __init__(self) -> None:
        self._make = Briefs()
        self._comparing = Comparing()
        self._kept: Kept[bytes] = Kept(_MOST_BRIEF)  # briefs as the store has them
        self._briefs: dict[int, Brief] = {}  # of the reports at hand
        self._claims: dict[int, Mapping[str, Claim]] = {}
        self._stories = Likenesses(_MOST_ALIKE)
        self._tellings = Likenesses(_MOST_ALIKE)
        self._alike: dict[Pair, float] = {}
        self._weighed: dict[tuple[str, str, bool], tuple[float, float]] = {}
        self._recorded: dict[str, int] = {}
        self._names: dict[int, str | None] = {}
        self._changes: Counter[int] = Counter()

    def rest(self) -> None:
        """Forget what was only wanted for the reports at hand; so little stays that what comes next finds memory in one piece."""
        self._briefs.clear()
        self._claims.clear()
        self._alike.clear()
        self._weighed.clear()

    def put(
        self, key: int, story: Story, coded: CodedReport, corrected: CodedReport
    ) -> tuple[tuple[Telling, ...], bytes]:
        """Keep a report that came in; what it tells, and its brief as the store keeps it."""
        tellings = find_tellings(corrected)
        self._claims[key] = _tell(corrected.claims)
        as_coded = None if corrected is coded else find_tellings(coded)
        brief = self._briefs[key] = self._make.make(story, tellings, as_coded)
        encoded = self._make.encode(brief if as_coded is None else self._make.make(story, as_coded))
        self._kept.put(key, encoded)
        return tellings, encoded

    def briefs(self, connection: Connection, keys: Iterable[int]) -> dict[int, Brief]:
        """These reports as they are compared, as far as they are there."""
        wanted = set(keys)
        missing = sorted(key for key in wanted if key not in self._briefs)
        if missing:
            self._briefs |= self._load_briefs(connection, missing)
        return {key: self._briefs[key] for key in wanted if key in self._briefs}

    def _load_briefs(self, connection: Connection, keys: Sequence[int]) -> dict[int, Brief]:
        kept = self._kept.fill(keys, partial(linked.list_briefs, connection))
        decoded = {key: self._make.decode(brief) for key, brief in kept.items()}
        found = {key: brief for key, brief in decoded.items() if brief is not None}
        reviewed = _find_reviewed(connection, {brief.story.report for brief in found.values()})
        found = {key: brief for key, brief in found.items() if brief.story.report not in reviewed}
        others = [key for key in keys if key not in found]
        stories = dict(linked.list_stories(connection, others))
        made = {
            key: self._make.make(decode_story(stories[key]), tellings, as_coded)
            for key, tellings, as_coded in self._read(connection, others)
            if key in stories
        }
        return found | made

    def claims(self, connection: Connection, keys: Iterable[int]) -> dict[int, Mapping[str, Claim]]:
        """By id the claims of these reports that assert or deny something, as people's decisions leave them."""
        wanted = set(keys)
        missing = sorted(key for key in wanted if key not in self._claims)
        if missing:
            found = linked.list_claims(connection, missing)
            reviewed = _find_reviewed(connection, {one.report.id for _, one in found})
            self._claims |= {key: _tell(one.claims) for key, one in found if one.report.id not in reviewed}
            codings = linked.list_codings(connection, [key for key, one in found if one.report.id in reviewed])
            self._claims |= {key: _tell(coded.claims) for key, coded in correct_codings(connection, codings)}
        return {key: self._claims[key] for key in wanted if key in self._claims}

    def _read(
        self, connection: Connection, keys: Sequence[int]
    ) -> Iterator[tuple[int, tuple[Telling, ...], tuple[Telling, ...] | None]]:
        """The tellings of reports as decisions leave them, and as they were coded where that differs."""
        codings = linked.list_codings(connection, keys)
        for (key, coded), (_, corrected) in zip(codings, correct_codings(connection, codings), strict=True):
            yield key, find_tellings(corrected), None if corrected is coded else find_tellings(coded)

    def told(self, connection: Connection, keys: Iterable[int]) -> dict[int, Told]:
        """These reports with the directions of their words. Which tell one story goes by what the coder put."""
        briefs = self.briefs(connection, keys)
        stories = {key: decode_story(story) for key, story in linked.list_stories(connection, briefs)}
        return {
            key: Told(story, direct(story.terms), briefs[key].told.tellings) for key, story in sorted(stories.items())
        }

    def liken(self, connection: Connection, key: int, others: Sequence[int]) -> list[float]:
        """How alike a report is to each of these; 0 where their words have too little in common."""
        briefs = self.briefs(connection, {key, *others})
        pairs = [(key, other) if key < other else (other, key) for other in others]
        missing = [other for other, pair in zip(others, pairs, strict=True) if pair not in self._alike]
        least = entries("linking")["story_facts"]["from_likeness"]
        own = briefs[key]
        cosines = self._comparing.compare(own.words, [briefs[other].words for other in missing]) if missing else ()
        for other, cosine in zip(missing, cosines, strict=True):
            pair = (key, other) if key < other else (other, key)
            self._alike[pair] = (
                round(sum(compare_stories(own.told, briefs[other].told, cosine).values()), 6)
                if cosine >= least
                else 0.0
            )
        return [self._alike[pair] for pair in pairs]

    def liken_all(self, connection: Connection, keys: Sequence[int]) -> Matrix:
        """How alike these reports are to each other."""
        return self._stories.fill(
            keys, lambda place, others: self.liken(connection, keys[place], [keys[other] for other in others])
        )

    def weigh(self, a: Worded, b: Worded, *, same_story: bool) -> Features:
        """The facts that two tellings share or differ in."""
        self.score(a, [b], [same_story])
        _, wording = self._weighed[_place(a, b, same_story)]
        return weigh_facts(*_order(a, b), wording, same_story=same_story)

    def score(self, one: Worded, others: Sequence[Worded], same_story: Sequence[bool]) -> list[float]:
        """The evidence that a telling and each of these tell of one happening."""
        weighed = self._weighed
        places = [_place(one, other, same) for other, same in zip(others, same_story, strict=True)]
        missing = [n for n, place in enumerate(places) if place not in weighed]
        if missing:
            wordings = self._comparing.compare(one.words, [others[n].words for n in missing])
            for n, wording in zip(missing, wordings, strict=True):
                a, b = _order(one, others[n])
                weighed[places[n]] = weigh_together(a, b, wording, same_story=same_story[n]), wording
        return [weighed[place][0] for place in places]

    def score_all(self, keys: Sequence[int], outlines: Sequence[Worded], stories: Sequence[str]) -> Matrix:
        """The evidence of these tellings (of these stories) for each other; NEVER where two may not be linked."""

        def compare(place: int, others: Sequence[int]) -> list[float]:
            one, found = outlines[place], dict.fromkeys(others, NEVER)
            may = [other for other in others if may_link(one, outlines[other])]
            same = [stories[place] == stories[other] for other in may]
            found.update(zip(may, self.score(one, [outlines[other] for other in may], same), strict=True))
            return list(found.values())

        marks = {key: (one.id, story) for key, one, story in zip(keys, outlines, stories, strict=True)}
        return self._tellings.fill(keys, compare, marks)

    def name_once(self, sign: int, name: Callable[[], str | None]) -> str | None:
        """The name of an incident of which all that its name is made of has this sign; None where nobody asserts it."""
        if sign not in self._names:
            if len(self._names) > _MOST_RECORDED:
                self._names.clear()
            self._names[sign] = name()
        return self._names[sign]

    def has_named(self, sign: int) -> bool:
        """Whether the name of such an incident is known."""
        return sign in self._names

    def is_new(self, incident: str, sign: int | None) -> bool:
        """Whether an incident that is to be recorded may be another than the one that was recorded last under its id."""
        if sign is not None and self._recorded.get(incident) == sign:
            return False
        self.forget_recorded([incident])
        if sign is not None:
            if len(self._recorded) > _MOST_RECORDED:
                self._recorded.clear()
            self._recorded[incident] = sign
        return True

    def forget_recorded(self, incidents: Iterable[str]) -> None:
        """These incidents must be recorded whatever they are made of."""
        for name in incidents:
            self._recorded.pop(name, None)

    def changes_of(self, key: int) -> int:
        """How often the coding of a report has changed."""
        return self._changes[key]

    def forget(self, key: int) -> None:
        """A report's coding has changed."""
        self._changes[key] += 1
        self._kept.forget(key)
        self._briefs.pop(key, None)
        self._claims.pop(key, None)
        self._stories.forget(key)
        self._alike = {pair: alike for pair, alike in self._alike.items() if key not in pair}

    def forget_tellings(self) -> None:
        """People have decided about claims."""
        self._recorded.clear()
        self._names.clear()
        self._briefs.clear()
        self._claims.clear()
        self._tellings.clear()
        self._weighed.clear()


def _order(a: Worded, b: Worded) -> tuple[Worded, Worded]:
    """Two tellings in the order of their names."""
    return (a, b) if a.id <= b.id else (b, a)


def _place(a: Worded, b: Worded, same_story: bool) -> tuple[str, str, bool]:
    """Under what the evidence for two tellings is kept."""
    x, y = a.id, b.id
    return (x, y, same_story) if x < y else (y, x, same_story)


def _find_reviewed(connection: Connection, reports: Set[str]) -> set[str]:
    """Those of these reports that decisions are about."""
    if not reviews.has_reviews(connection):
        return set()
    decided = reviews.reviews_of_reports(connection, reports)
    return {anchor.report for review in decided for anchor in (*review.claims, *review.others)}


def _tell(claims: Iterable[Claim]) -> dict[str, Claim]:
    return {claim.id: claim for claim in claims if is_asserted(claim) or is_denial(claim)}


def decode_story(story: bytes) -> Story:
    """The story in a report's row."""
    return msgspec.msgpack.decode(story, type=Story)


def encode_story(story: Story) -> bytes:
    """The story as a report's row keeps it."""
    return msgspec.msgpack.encode(story)
