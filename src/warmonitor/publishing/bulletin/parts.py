"""What a bulletin is made of: what goes in (incidents with their claims, figures, coverage), and the bulletin with its parts."""

from __future__ import annotations

from typing import Literal

import msgspec

from warmonitor.records import Claim, Incident, Published

SentenceKind = Literal["claims", "counts", "history", "editor"]


class Cited(msgspec.Struct, frozen=True):
    """A claim with what a note needs of its report; `before` and `after` are what stands around its words in their sentence."""

    claim: Claim
    report: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    published: Published = Published()
    before: str = ""
    after: str = ""


class Told(msgspec.Struct, frozen=True):
    """An incident and its claims."""

    incident: Incident
    claims: tuple[Cited, ...]


class Sum(msgspec.Struct, frozen=True):
    """Incidents of a grade, a country or all (`key` None), and the least and the most that their claims say were killed.

    `is_open` says that some give no highest figure.
    """

    key: str | None
    incidents: int
    killed_low: int
    killed_high: int
    is_open: bool = False


class Figures(msgspec.Struct, frozen=True):
    """Sums over the incidents of a period that are dated within it; `undated` are those that may have begun before or ended after it."""

    all: Sum
    grades: tuple[Sum, ...] = ()
    countries: tuple[Sum, ...] = ()
    undated: int = 0


class Correction(msgspec.Struct, frozen=True):
    """What became of an incident that an earlier bulletin told of: (field, before, after) of each value, and how it ended where it did."""

    incident: str
    title: str
    kind: str
    turns: tuple[tuple[str, str | None, str | None], ...] = ()
    replaced_by: str | None = None
    at: str = ""


class Quiet(msgspec.Struct, frozen=True):
    """A country without a report in the period, and how many it had in the weeks before."""

    country: str
    reports_before: int


class Silent(msgspec.Struct, frozen=True):
    """A source that fell silent: the day of its last report."""

    source: str
    last: str


class Coverage(msgspec.Struct, frozen=True):
    """Where the period's reports come from."""

    reports: int = 0
    sources: int = 0
    languages: tuple[tuple[str | None, int], ...] = ()
    quiet: tuple[Quiet, ...] = ()
    silent: tuple[Silent, ...] = ()


class Material(msgspec.Struct, frozen=True):
    """All that a bulletin is written from. `scope` says in words which incidents are meant; `told` may be fewer than `figures` counts."""

    since: str
    until: str
    made_at: str
    told: tuple[Told, ...] = ()
    planned: tuple[Cited, ...] = ()
    figures: Figures = Figures(Sum(None, 0, 0, 0))
    before: Figures | None = None
    corrections: tuple[Correction, ...] = ()
    corrected_since: str | None = None
    coverage: Coverage = Coverage()
    scope: tuple[str, ...] = ()
    title: str | None = None


class Note(msgspec.Struct, frozen=True):
    """What a sentence rests on: a claim, its words in their sentence, the report and its source. `number` is its place in the order of citing."""

    claim: str
    report: str
    number: int = 0
    source: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    speaker: str | None = None
    words: str = ""
    before: str = ""
    after: str = ""
    incident: str | None = None


class Sentence(msgspec.Struct, frozen=True):
    """A sentence and what it rests on: claims, counts of the store, the history of an incident, or an editor's word.

    `was` is what the machine had written where an editor (`by`) changed it; `note` tells an editor what to look at again.
    """

    id: str
    text: str
    kind: SentenceKind = "claims"
    claims: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    was: str | None = None
    by: str | None = None
    is_dropped: bool = False
    is_stale: bool = False


class Item(msgspec.Struct, frozen=True):
    """Sentences under one heading: about an incident, or about a matter (`incident` None)."""

    id: str
    heading: str | None = None
    incident: str | None = None
    grade: str | None = None
    sentences: tuple[Sentence, ...] = ()
    is_dropped: bool = False


class Table(msgspec.Struct, frozen=True):
    """Figures in rows: a caption, the head, and rows of as many cells."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(msgspec.Struct, frozen=True):
    """A part of a bulletin; `lines` are fixed words of ours that tell of nothing that happened."""

    id: str
    title: str
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()


class Bulletin(msgspec.Struct, frozen=True):
    """A bulletin. `states` keeps when each incident that it tells of had last changed; `notes` are in the order of citing."""

    title: str
    since: str
    until: str
    made_at: str
    scope: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    states: dict[str, str] = {}
    version: int = 1
    status: str = "draft"
    issued_at: str | None = None
    reason: str | None = None
