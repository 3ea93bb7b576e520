"""A record of which a part may not be public: a hidden source, a private person, a report too fresh, and what rests on them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from factories import fill, make_claim, make_coded, make_count, make_day, make_place, make_raid, make_report
from warmonitor.records import Attribution, CodedReport, Party
from warmonitor.store import disclosure, open_store

NOW = datetime.now(UTC)
TODAY = NOW.strftime("%Y-%m-%d")
HIDDEN, PERSON = "Murmuradio", "Zorblat Quexley"
CANARIES = ("freshcanary", "murmuradio", "zorblat", "quexley", "kafr nabl", "fresh times", "r-wire", "r-murmur")
WITNESSES = (
    "The bakery on the square burnt down, and the hospital received the wounded all night.",
    "Rescuers dug for two days beneath a school, and the road to the border was closed to lorries.",
    "Farmers left their olive harvest, and the market opened late in the morning without electricity.",
    "A convoy with tents and flour turned back at the bridge, whose railings had fallen into the river.",
    "Neighbours counted seven craters between the mosque and the petrol station before the rain came.",
)


def sum_up(source: str, number: int, id: str, published: str) -> CodedReport:
    """A report that only sums up many raids."""
    words = f"{number} people were killed in raids on Idlib since January, {PERSON} said in {source}."
    report = make_report(words, id=id, source=source, published=published)
    start = words.index(PERSON)
    claim = make_claim(
        report, "raids", places=[make_place(report, "Idlib")], time=make_day("2018-01-01", "2018-09-10"),
        counts=[make_count(report, f"{number} people")],
        attribution=Attribution((Party(start, start + len(PERSON), PERSON, name=PERSON),)),
    )  # fmt: skip
    return make_coded(report, [claim], groups=[])


def tell_more(record: CodedReport) -> CodedReport:
    """The report with an actor and a place in another country that no other report tells of."""
    (claim,) = record.claims
    more = make_place(make_report("Kharkiv"), "Kharkiv")
    event = msgspec.structs.replace(
        claim.event, places=(*claim.event.places, msgspec.structs.replace(more, start=0, end=0, text="")),
        actors=(*claim.event.actors, Party(0, 0, "", name="Freshcanary army", country="UKR", sector="MIL")),
    )  # fmt: skip
    return msgspec.structs.replace(record, claims=(msgspec.structs.replace(claim, event=event),))


make_this_raid = partial(make_raid, place="Kafr Nabl", day="2018-09-04")
RECORDS = [
    make_this_raid("Sample Wire", killed=5, id="r-wire", speaker=PERSON, more=WITNESSES[0]),
    make_this_raid("Sample Daily", killed=9, id="r-daily", more=WITNESSES[1]),
    make_this_raid(HIDDEN, killed=30, id="r-murmur", published="2018-09-05", more=WITNESSES[2]),
    make_this_raid("Sample Post", denied=True, speaker=PERSON, id="r-post", published="2018-09-05", more=WITNESSES[3]),
    tell_more(make_this_raid("Fresh Times", killed=70, id="r-fresh", published=TODAY, more=WITNESSES[4])),
    make_raid("Sample Daily", day="2018-09-08", id="r-8"),
    make_raid("Sample Daily", day="2018-09-12", id="r-12", more="A mill burnt."),
    sum_up("Sample Wire", 312, "r-sum", "2018-09-10"),
    sum_up(HIDDEN, 411, "r-murmur-sum", "2018-09-10"),
    sum_up("Sample Daily", 530, "r-fresh-sum", TODAY),
]


def fill_linked(folder: Path) -> str:
    """The URL of a new store with all of these reports."""
    url = f"sqlite:///{folder / 'private.db'}"
    with open_store(url) as store:
        fill(store, RECORDS)
        with store.writing() as connection:
            disclosure.undisclose(connection, HIDDEN, "test", "2024-03-01T09:00:00Z")
    return url
