"""From our record to the codes of other projects: CAMEO, ACLED and UCDP (crosswalk.tsv, crosswalk_deeds.yaml), and PLOVER's contexts (contexts.tsv)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path

from warmonitor.knowledge import tables
from warmonitor.knowledge.labels import labels
from warmonitor.records import Codes, Event, Party

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


@cache
def _words(kind: str, extra: Path | None) -> frozenset[str]:
    """The words of one kind of deed (crosswalk_deeds.yaml)."""
    return frozenset(tables.entries("crosswalk_deeds", extra)[kind])


Row = tuple[str, str, str]  # type, mode, and who is harmed: "" for any


def row_of(event: Event, armed: Collection[int] = (), extra: Path | None = None) -> Row | None:
    """The row of crosswalk.tsv that an event answers: the one for its mode and whom it harms, else for its mode, else for its type."""
    table, (type_, mode), whom = _table(extra), (event.type, event.mode or ""), harmed(event.recipients, armed)
    keys = ((type_, mode, whom), (type_, mode, ""), (type_, "", whom), (type_, "", ""))
    return next((key for key in keys if key in table), None)


def codes_of_row(row: Row, extra: Path | None = None) -> Codes:
    """The codes that a row of crosswalk.tsv gives by itself."""
    return _table(extra)[row]


def codes(event: Event, armed: Collection[int] = (), extra: Path | None = None, done_to: Sequence[str] = ()) -> Codes:
    """The codes of an event, whatever codes it has: by the row for its mode and whom it harms, else for its mode, else for its type, and by
    its words where they tell more.

    `armed` are starts of parties known to be armed, `done_to` the words of what it was done to besides its recipients.
    """
    type_, mode = event.type, event.mode or ""
    whom = harmed(event.recipients, armed)
    row = row_of(event, armed, extra)
    found = codes_of_row(row, extra) if row is not None else Codes()
    cameo, acled = found.cameo, found.acled
    if type_ == "ASSAULT" and mode == "firearms" and whom != "armed" and not event.recipients:
        acled = ("Battles", "Armed clash")
    if (taken := _taking(event, extra)) is not None:
        cameo, acled = tables.entries("crosswalk_deeds", extra)["cameo_of_taking"], ("Battles", taken)
    else:
        acled = _deed(event, done_to, extra) or acled
    return Codes(cameo, acled, ucdp_type(type_, event.actors, event.recipients, armed))


def _taking(event: Event, extra: Path | None) -> str | None:
    """ACLED's sub-event where a place changes hands: its own state regains it, all others overtake it; None where nobody is named."""
    if event.type != "ASSAULT" or event.mode or not _tells([event.trigger.text], "taking", extra):
        return None
    taken = [r for r in event.recipients if r.country or any(place.text in r.text for place in event.places)]
    if not (taken if event.recipients else event.places):
        return None  # "occupied several houses"
    lands = {place.country for place in event.places} or {party.country for party in event.recipients}
    if any(a.sector in STATE and a.country in lands for a in event.actors):
        return "Government regains territory"
    if any(a.sector in ARMED or a.id for a in event.actors):
        return "Non-state actor overtakes territory"
    return None


def _deed(event: Event, done_to: Sequence[str], extra: Path | None) -> tuple[str, str] | None:
    """ACLED's event and sub-event that the words of an event tell beside its type and mode; None where they tell no more."""
    actors, recipients = [a.text for a in event.actors], [r.text for r in event.recipients]
    are_protesters = _tells(recipients, "protesters", extra)
    if event.type == "COERCE":
        if event.mode == "arrest" and are_protesters:
            return "Protests", "Protest with intervention"
        if event.mode == "seize" and _tells([*recipients, *done_to], "arms", extra):
            return "Strategic developments", "Disrupted weapons use"
        return None
    if event.type != "ASSAULT":
        return None
    is_met = event.mode not in ("firearms", "crowd-control") and _tells([event.trigger.text], "meeting", extra)
    if is_met and event.weapons and not any(count.of in ("killed", "injured") for count in event.counts):
        return "Strategic developments", "Disrupted weapons use"
    if _tells((weapon.text for weapon in event.weapons), "grenade", extra):
        return "Explosions/Remote violence", "Grenade"
    if any(a.sector in ARMED for a in event.actors) or not event.actors:
        if event.mode == "crowd-control" and not any(count.of in ("killed", "injured") for count in event.counts):
            return "Protests", "Protest with intervention"
        is_of_state = any(a.sector in STATE for a in event.actors)
        return ("Protests", "Excessive force against protesters") if is_of_state and are_protesters else None
    if event.mode in ("explosives", "aerial", "drone", "heavy-weapons", "suicide-attack", "abduct", "sexual"):
        return None
    if _tells(actors, "protesters", extra):
        return "Riots", "Violent demonstration"
    return ("Riots", "Mob violence") if _tells(actors, "mob", extra) else None


def _tells(texts: Iterable[str], kind: str, extra: Path | None) -> bool:
    """Whether a word of this kind stands in any of the texts."""
    words = _words(kind, extra)
    return any(not words.isdisjoint(re.findall(r"\w+", text.lower())) for text in texts)
