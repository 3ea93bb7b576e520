"""From our record to the codes of other projects: CAMEO, ACLED and UCDP (crosswalk.tsv), and PLOVER's contexts (contexts.tsv)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from warmonitor.knowledge import tables
from warmonitor.knowledge.labels import labels
from warmonitor.records import Codes, Party

STATE = labels("STATE")
ARMED = labels("ARMED")
CIVIL = labels("CIVIL")


@cache
def _table(extra: Path | None) -> dict[tuple[str, str, str], Codes]:
    found = {}
    for row in tables.rows("crosswalk", extra):
        acled = (row["acled"], row["acled_sub"]) if row["acled"] else None
        found[row["type"], row["mode"], row["harmed"]] = Codes(row["cameo"] or None, acled, None)
    return found


@cache
def contexts(extra: Path | None = None) -> dict[str, str]:
    """Lemma -> the context that it shows."""
    return {row["word"]: row["context"] for row in tables.rows("contexts", extra)}


def harmed(recipients: Sequence[Party], armed: Collection[int] = ()) -> str:
    """ "armed", "civilians", or "" where the recipients' sectors do not say; `armed` are starts of parties known to be armed."""
    if any(r.sector in ARMED or r.start in armed for r in recipients):
        return "armed"
    return "civilians" if any(r.sector in CIVIL for r in recipients) else ""


def ucdp_type(
    type_: str, actors: Sequence[Party], recipients: Sequence[Party], armed: Collection[int] = ()
) -> str | None:
    """UCDP's type of violence by its rule: who fights whom. None where the sides do not say, or it is no violence.

    state-based: a state against an armed group or state; non-state: armed groups among themselves; one-sided: against civilians.
    """
    if type_ != "ASSAULT":
        return None
    sides = list(actors) + list(recipients)
    states = [s for s in sides if s.sector in STATE]
    groups = [s for s in sides if s.sector in ARMED - STATE or (s.start in armed and s.sector not in STATE)]
    if harmed(recipients, armed) == "civilians" and actors:
        return "one-sided"
    if states and (groups or len({s.country for s in states}) > 1):
        return "state-based"
    return "non-state" if len(groups) > 1 else None


def codes(
    type_: str,
    mode: str | None,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    armed: Collection[int] = (),
    extra: Path | None = None,
) -> Codes:
    """The codes of an event; the row for its mode and whom it harms, else for its mode, else for its type."""
    table = _table(extra)
    whom = harmed(recipients, armed)
    found = next(
        (
            table[key]
            for key in ((type_, mode or "", whom), (type_, mode or "", ""), (type_, "", whom), (type_, "", ""))
            if key in table
        ),
        Codes(),
    )
    acled = found.acled
    if type_ == "ASSAULT" and mode == "firearms" and whom != "armed" and not recipients:
        acled = ("Battles", "Armed clash")
    return Codes(found.cameo, acled, ucdp_type(type_, actors, recipients, armed))
