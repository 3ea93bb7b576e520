"""Ranges of numbers over the claims of an incident.

Named rule "latest by voice": of each voice its latest report counts, and of that report's figures the largest; low is the lowest of their lows, high the highest of
their highs (open where one is open and none reaches above), best the figure that most voices give, the latest where they tie.
The conservative figure is the lowest ever told, vague words read as ACLED reads them. Denials, what was withdrawn and what sums up several
happenings never count, nor what the same voice or publisher corrects later ("nine, not eleven"): the history alone keeps it. A copy counts
as the report that it copies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from warmonitor.knowledge.tables import entries, rows
from warmonitor.linking.sides import may_speak_for, part_of, side_of_group
from warmonitor.linking.voices import Told, find_voice, order_of
from warmonitor.linking.withdrawals import find_taken_back
from warmonitor.records import Concession, Count, Figure, Party, Toll

Key = tuple[str, str | None]
Figures = list[tuple[Told, Count]]


def measure_tolls(claims: Iterable[Told]) -> tuple[Toll, ...]:
    """The tolls of an incident, one for each thing counted and whom."""
    claims = list(claims)
    told = gather_figures(claims)
    standing = drop_corrected(told, claims)
    groups: dict[str, list[str | None]] = defaultdict(list)
    for of, who in standing:
        groups[of].append(who)
    return tuple(
        _toll(of, who, figures, _holder(who, figures, groups[of]), _history(told[of, who]))
        for (of, who), figures in sorted(standing.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    )


def drop_corrected(told: dict[Key, Figures], claims: Iterable[Told]) -> dict[Key, Figures]:
    """The figures without those that the same voice or publisher says later were others."""
    replaced: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for one in claims:
        if numbers := find_taken_back(one):
            for of in {count.of for count in one.claim.event.counts}:
                for number in numbers:
                    replaced[of, number].append(one)
    if not replaced:
        return told
    kept = {
        (of, who): [
            (one, count)
            for one, count in figures
            if not any(_corrects(later, one) for later in replaced.get((of, figure_of(count)), ()))
        ]
        for (of, who), figures in told.items()
    }
    return {key: figures for key, figures in kept.items() if figures}


def _corrects(later: Told, earlier: Told) -> bool:
    """Whether a claim may correct another one's figures: printed no earlier, by the same publisher or on the same word."""
    is_own = later.publisher == earlier.publisher or find_voice(later) == find_voice(earlier)
    return is_own and _first_printed(earlier)[:2] <= _first_printed(later)[:2]


def gather_figures(claims: Iterable[Told]) -> dict[Key, Figures]:
    """The figures of each thing counted and whom, in order of publication."""
    told: dict[Key, Figures] = defaultdict(list)
    for claim in sorted(claims, key=_first_printed):
        if not claim.denies and not claim.is_withdrawn:
            for count in claim.claim.event.counts:
                if (count.low is not None or count.high is not None) and not _is_within(
                    count, claim.claim.event.counts
                ):
                    told[count.of, count.who].append((claim, count))
    return told


def _is_within(count: Count, others: Iterable[Count]) -> bool:
    """Whether a figure is part of another one of the same claim and group: the two of "two more died, bringing the toll to 19"."""
    return count.part and any(not o.part and (o.of, o.who) == (count.of, count.who) for o in others)


def _holder(who: str | None, told: Figures, groups: Sequence[str | None]) -> str | None:
    """The group that a toll is part of: the smallest wider one, or the one that the words themselves count it in ("12 policemen,
    three of them women").
    """
    if who is None:
        return None
    found = part_of(who, (group for group in groups if group != who))
    if found not in (None, "everyone") or not all(count.part for _, count in told):
        return found
    whole = Counter(
        other.who
        for one, count in told
        for other in one.claim.event.counts
        if other.of == count.of and not other.part and other.who not in (None, who)
    )
    return next((group for group, _ in whole.most_common(1)), found)


def _toll(of: str, who: str | None, told: Figures, holder: str | None, history: tuple[Figure, ...]) -> Toll:
    latest = {voice: count for voice, (_, count) in latest_by_voice(told).items()}
    lows = [count.low for count in latest.values() if count.low is not None]
    low = min(lows) if lows else None
    highs = [count.high for count in latest.values()]
    high = None if None in highs else max(value for value in highs if value is not None)
    best = _best(list(latest.values()))
    low = best if low is None else min(low, best)
    high = None if high is None else max(high, best)
    conservative = min(_conservative(count) for _, count in told)
    if high is not None:
        conservative = min(conservative, high)
    return Toll(
        of, who, low, best, high, conservative, tuple(dict.fromkeys(claim.claim.id for claim, _ in told)),
        holder, side_of_group(who), _is_rising(told), history,
    )  # fmt: skip


def latest_by_voice(told: Figures) -> dict[str, tuple[Told, Count]]:
    """What each voice says last: the largest figure of its latest report."""
    found: dict[str, tuple[Told, Count]] = {}
    for claim, count in told:
        voice = find_voice(claim)
        before = found.get(voice)
        if before is None or _report(before[0]) != _report(claim) or figure_of(count) > figure_of(before[1]):
            found.pop(voice, None)
            found[voice] = (claim, count)
    return found


def _report(told: Told) -> str:
    """The report that a claim was first printed in, as far as that is known."""
    return told.copies or told.report


def _first_printed(told: Told) -> tuple[str, str, int, str]:
    """The order of publication in which a copy stands beside what it copies."""
    day, _, start, name = order_of(told)
    return day, _report(told), start, name


def figure_of(count: Count) -> int:
    """The one number that stands for a range."""
    return (count.low if count.low is not None else count.high) or 0


def _best(counts: Sequence[Count]) -> int:
    figures = [figure_of(count) for count in counts]
    tally = Counter(figures)
    most = max(tally.values())
    return next(figure for figure in reversed(figures) if tally[figure] == most)


def _is_rising(told: Figures) -> bool:
    """Whether some voice's figures go up from report to report, and nobody's go down."""
    said: dict[str, dict[str, int]] = defaultdict(dict)
    for claim, count in told:
        reports = said[find_voice(claim)]
        reports[_report(claim)] = max(reports.get(_report(claim), 0), figure_of(count))
    steps = [
        (a, b) for reports in said.values() for a, b in zip(reports.values(), [*reports.values()][1:], strict=False)
    ]
    return any(a < b for a, b in steps) and all(a <= b for a, b in steps)


def _history(told: Figures) -> tuple[Figure, ...]:
    """The figures in order of publication, each once for a voice and day: the latest of them where there are very many."""
    found: dict[tuple[object, ...], Figure] = {}
    for claim, count in told:
        voice = find_voice(claim)
        key = (voice, claim.published, count.low, count.high)
        found.setdefault(key, Figure(voice, claim.published, count.low, count.high, claim.claim.id))
    return tuple(found.values())[-entries("grades")["longest_history"] :]


@cache
def _vague() -> dict[str, int]:
    return {row["words"]: int(row["conservative"]) for row in rows("vague_numbers") if row["conservative"]}


def _conservative(count: Count) -> int:
    """ACLED's reading of a figure: its lowest number; vague words by table, looked for from the longest on."""
    words = count.text.lower().split()[:40]
    table = _vague()
    for size in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            found = table.get(" ".join(words[start : start + size]))
            if found is not None and not any(word[:1].isdigit() for word in words):
                return found
    return count.low if count.low is not None else 1 if count.high else 0


def find_concessions(claims: Iterable[Told]) -> tuple[Concession, ...]:
    """The figures of killed and injured that a side gives of what it did itself: of each such speaker the latest."""
    told: dict[tuple[str, str, str | None], list[tuple[Told, Count, Party]]] = defaultdict(list)
    for claim in sorted(claims, key=order_of):
        speaker = None if claim.denies or claim.is_withdrawn else speaks_for_actor(claim)
        if speaker is None:
            continue
        for count in claim.claim.event.counts:
            if count.of in ("killed", "injured") and (count.low is not None or count.high is not None):
                told[speaker.id or speaker.name or speaker.text, count.of, count.who].append((claim, count, speaker))
    found = []
    for (_, of, who), figures in sorted(told.items(), key=lambda item: tuple(part or "" for part in item[0])):
        latest = _report(figures[-1][0])
        last = max((one for one in figures if _report(one[0]) == latest), key=lambda one: figure_of(one[1]))
        names = tuple(dict.fromkeys(claim.claim.id for claim, _, _ in figures))
        found.append(Concession(last[2], of, who, last[1].low, last[1].high, names))
    return tuple(found)


def speaks_for_actor(told: Told) -> Party | None:
    """The speaker who says or acknowledges that they, or their own side, did it. None for words: saying them is the deed."""
    attribution = told.claim.attribution
    if attribution is None or attribution.stance not in ("asserts", "acknowledges"):
        return None
    if told.claim.event.type in entries("linking")["said"]:
        return None
    actors = told.claim.event.actors
    return next((one for one in attribution.speakers if any(may_speak_for(one, actor) for actor in actors)), None)
