"""Where a word stands to another, in plain words."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.reasons import in_plain_words

_LONGEST = 8  # steps of syntax that a reader is led along


def path_between(p: Parse, token: int, trigger: int) -> str:
    """ "subject of «planned», which «attack» hangs on": the way up from the token to the trigger, or to a word above both."""
    above = [trigger]
    while p.head[above[-1]] not in above:
        above.append(p.head[above[-1]])
    steps: list[str] = []
    while token not in above and len(steps) < _LONGEST:
        steps.append(f"{in_plain_words('relation', p.dep[token])} «{p.word[p.head[token]]}»")
        token = p.head[token]
    if not steps:
        return (
            "the trigger's own phrase" if token == trigger else f"«{p.word[token]}», which «{p.word[trigger]}» hangs on"
        )
    tail = "" if token == trigger or token not in above else f", which «{p.word[trigger]}» hangs on"
    return ", ".join(steps) + tail
