"""JSON Lines: the record of the contract, an incident a line; reading it back gives equal incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warmonitor.records import Incident, from_json


def write_lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """An incident a line."""
    for incident in incidents:
        yield incident.to_json() + "\n"


def read_lines(lines: Iterable[str]) -> Iterator[Incident]:
    """The incidents that `write_lines` wrote."""
    for line in lines:
        if line.strip():
            yield from_json(line, Incident)
