"""The day that a report puts on itself: its dateline, its stamp, its copyright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from warmonitor.coding.dating.dates import explicit_day
from warmonitor.coding.dating.solving import Constraint, evidence_of
from warmonitor.coding.parse import Parse
from warmonitor.coding.times.found import FoundTime
from warmonitor.knowledge import tables
from warmonitor.records import Evidence


@cache
def _stamp_words() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(tables.entries('time_dating')['stamps'])})\b[^\n]{{0,20}}$")


def stamp_of(parse: Parse, times: list[FoundTime]) -> tuple[date, Evidence] | None:
    """The day in a dateline ("Lima, 4 Feb 90 (EFE) --") or in a stamp ("Published: 5 September 2018")."""
    for time in times:
        days = explicit_day(time)
        if days is None:
            continue
        before = parse.text[max(0, time.mention.start - 60) : time.mention.start].rsplit("\n", 1)[-1]
        after = parse.text[time.mention.end : time.mention.end + 60].split("\n", 1)[0]
        if _stamp_words().search(before):
            return days[0], evidence_of(parse, time.first, time.last, "the report's own stamp")
        head = time.mention.start - len(before) <= 400 and len(before) < 60
        if (
            head
            and re.match(
                r"\s*(?:\d\d:?\d\d)?\s*(?:\([^)\n]{2,40}\)\s*(?:--?|–|—|:|\[)|--|–|—|\([A-Z][\w .-]{1,30}\)\s*$|/[A-Z]{3,})",
                after,
            )
            and not re.search(r"[a-z]\.\s|\bon\b|\bin\b", before)
        ):
            return days[0], evidence_of(parse, time.first, time.last, "the dateline's day")
    return None


_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^\n\d]{0,30}((?:19|20)\d\d)\b", re.IGNORECASE)


def copyright_of(parse: Parse) -> Iterator[Constraint]:
    """A page's copyright line: of that year or the first weeks of the next."""
    found = _COPYRIGHT.search(parse.text)
    if found:
        year = int(found.group(1))
        evidence = Evidence(found.start(), found.end(), found.group(), f"the page's copyright is of {year}")
        yield Constraint(((date(year, 1, 1), date(year + 1, 1, 31)),), evidence, 5)
