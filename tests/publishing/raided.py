"""An incident of two raids as linking makes it."""

from __future__ import annotations

import msgspec

from factories import make_raid
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.voices import Told
from warmonitor.records import Incident


def make_incident(**fields: object) -> Incident:
    raids = [make_raid("Wire", killed=5, id="a"), make_raid("Daily", killed=7, id="b")]
    told = [
        Told(claim, raid.report.id, raid.report.source or "", "2018-09-04") for raid in raids for claim in raid.claims
    ]
    return msgspec.structs.replace(build_incident(told, ["a", "b"], changed_at="2018-09-05T00:00:00Z"), **fields)
