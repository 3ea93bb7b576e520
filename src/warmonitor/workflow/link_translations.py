"""Which reports are translations of others: reports of another language that were published a day before or after."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from warmonitor.knowledge.tables import entries
from warmonitor.linking.translations import Anchor, is_translation, take_anchors
from warmonitor.records import CodedReport
from warmonitor.store import Connection, linked, other_languages

_MOST_DAYS = 40  # whose reports are kept at hand
_MOST_FACTS = 50_000  # reports whose language and day are kept at hand


class _Day:
    """The names and figures of the reports of a day."""

    def __init__(self) -> None:
        self.anchors: dict[int, tuple[Anchor, ...]] = {}
        self._holders: dict[str, set[int]] = {}

    def put(self, key: int, anchors: tuple[Anchor, ...]) -> None:
        self.anchors[key] = anchors
        for one in anchors:
            self._holders.setdefault(one.value, set()).add(key)

    def forget(self, key: int) -> None:
        for one in self.anchors.pop(key, ()):
            self._holders[one.value].discard(key)

    def find(self, anchors: Iterable[Anchor]) -> list[int]:
        """The reports that have enough in common with these to be looked at."""
        shared = Counter(key for value in {one.value for one in anchors} for key in self._holders.get(value, ()))
        least = entries("translations")["least_shared"]
        return [key for key, count in shared.items() if count >= least]


class Translations:
    """Finds translations as reports come and go. While all reports are in English it costs one look-up a day of publication."""

    def __init__(self) -> None:
        self._facts: dict[int, tuple[str, date] | None] = {}
        self._days: OrderedDict[tuple[date, bool], _Day] = OrderedDict()

    def put(self, key: int, coded: CodedReport) -> None:
        """A report came, and is stored."""
        facts = self._facts[key] = _facts_of(coded)
        if facts is None:
            return
        language, day = facts
        for in_any_language in (True, False):
            if (kept := self._days.get((day, in_any_language))) is not None and (in_any_language or language != "en"):
                kept.put(key, _anchors_of(coded))

    def forget(self, key: int) -> None:
        """A report goes."""
        self._facts.pop(key, None)
        for day in self._days.values():
            day.forget(key)

    def find(self, connection: Connection, keys: Iterable[int]) -> dict[int, list[int]]:
        """For each of these reports those of other languages that are its translations, or it is theirs; none for most."""
        found = {key: self._find(connection, key) for key in keys}
        return {key: others for key, others in found.items() if others}

    def _find(self, connection: Connection, key: int) -> list[int]:
        facts = self._fill(connection, [key])[key]
        if facts is None:
            return []
        language, day = facts
        reach = entries("translations")["days"]
        first, last = max(1, day.toordinal() - reach), min(date.max.toordinal() - 1, day.toordinal() + reach)
        days = [date.fromordinal(number) for number in range(first, last + 1)]
        nearby = [self._day(connection, one, language != "en") for one in days]
        if not any(one.anchors for one in nearby):
            return []
        own = self._own(connection, key, nearby)
        near = {other: one.anchors[other] for one in nearby for other in one.find(own) if other != key}
        languages = self._fill(connection, near)
        return sorted(
            other
            for other, anchors in near.items()
            if (known := languages[other]) is not None and known[0] != language and is_translation(own, anchors)
        )

    def _own(self, connection: Connection, key: int, nearby: Iterable[_Day]) -> tuple[Anchor, ...]:
        for one in nearby:
            if key in one.anchors:
                return one.anchors[key]
        return next((_anchors_of(coded) for _, coded in linked.list_codings(connection, [key])), ())

    def _fill(self, connection: Connection, keys: Collection[int]) -> Mapping[int, tuple[str, date] | None]:
        missing = [key for key in keys if key not in self._facts]
        if len(self._facts) > _MOST_FACTS:
            self._facts = {key: self._facts[key] for key in keys if key in self._facts}
        if missing:
            found = other_languages.list_days(connection, missing)
            self._facts |= {key: found.get(key) for key in missing}
        return self._facts

    def _day(self, connection: Connection, day: date, in_any_language: bool) -> _Day:
        at = day, in_any_language
        if at not in self._days:
            kept = _Day()
            keys = other_languages.list_published_on(connection, day, in_any_language=in_any_language)
            for key, coded in linked.list_codings(connection, keys):
                kept.put(key, _anchors_of(coded))
            self._days[at] = kept
            while len(self._days) > _MOST_DAYS:
                self._days.popitem(last=False)
        self._days.move_to_end(at)
        return self._days[at]


def _facts_of(coded: CodedReport) -> tuple[str, date] | None:
    """The language and the day of publication of a report, where both are known."""
    published = coded.report.published
    if coded.report.language is None or published.earliest is None or published.latest is None:
        return None
    day = published.latest[:10]
    return (coded.report.language, date.fromisoformat(day)) if published.earliest[:10] == day else None


def _anchors_of(coded: CodedReport) -> tuple[Anchor, ...]:
    """The names and figures of a report's text, without its furniture."""
    text, told, at = coded.report.text, [], 0
    for one in sorted(coded.dropped, key=lambda one: one.start):
        told.append(text[at : max(at, one.start)])
        at = max(at, one.end)
    return take_anchors("\n".join([*told, text[at:]]), coded.report.language)
