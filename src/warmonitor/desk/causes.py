"""The causes of changes, as pages show them."""

from __future__ import annotations

import re

_REPORT = re.compile(r"\breport (\S+?)(?=;| coded anew|, which|$| and \d+ more)")


def cause_parts(cause: str) -> list[tuple[str, str | None]]:
    """The words of a cause, each with the id of the report that they name, where they name one."""
    found: list[tuple[str, str | None]] = []
    done = 0
    for match in _REPORT.finditer(cause):
        found += [(cause[done : match.start(1)], None), (match[1], match[1])]
        done = match.end(1)
    return [part for part in (*found, (cause[done:], None)) if part[0]]
