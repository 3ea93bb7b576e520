"""Writing a bulletin: sections in order, incidents by harm, figures, corrections, coverage, and the notes that all of it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from warmonitor.knowledge.event_types import quad_of
from warmonitor.knowledge.tables import entries
from warmonitor.publishing.bulletin.figures import tell_figures
from warmonitor.publishing.bulletin.parts import (
    Bulletin,
    Cited,
    Correction,
    Coverage,
    Item,
    Material,
    Note,
    Section,
    Sentence,
    Told,
)
from warmonitor.publishing.bulletin.sentences import harm_of, is_disputed, tell_incident, tell_planned
from warmonitor.publishing.bulletin.words import (
    clean,
    country_name,
    day_words,
    flat,
    joined,
    party_name,
    period_words,
    published_words,
    upper_first,
)

_MANY_SAID = 400  # characters of words and of a quotation in a note


def write_bulletin(material: Material) -> Bulletin:
    """The bulletin of a period: every sentence names the claims, counts or history that it rests on."""
    words = entries("bulletin")["sections"]
    told = sorted(material.told, key=lambda one: (-harm_of(one.incident), one.incident.id))
    told = told[: entries("bulletin")["most"]["incidents"]]
    disputed = [one for one in told if is_disputed(one)]
    threats = [one for one in told if one.incident.type == "THREATEN" and one not in disputed]
    violent = [one for one in told if quad_of(one.incident.type) == 4 and one not in disputed]
    others = [one for one in told if one not in disputed and one not in threats and one not in violent]
    sections = [
        tell_figures(material, len(told)),
        _section("violence", violent),
        _section("disputed", disputed),
        Section("planned", words["planned"], (*map(tell_incident, threats), *map(tell_planned, _plans(material)))),
        _section("other", others),
        _tell_corrections(material),
        _tell_coverage(material.coverage),
        Section("reading", words["reading"], lines=tuple(entries("bulletin")["reading"])),
    ]
    title = material.title or f"Bulletin, {period_words(material.since, material.until)}"
    bulletin = Bulletin(
        clean(title, 200), material.since, material.until, material.made_at, tuple(clean(part, 200) for part in material.scope),
        tuple(section for section in sections if section.items or section.tables or section.lines),
        states={one.incident.id: one.incident.changed_at for one in told},
    )  # fmt: skip
    return number_notes(msgspec.structs.replace(bulletin, notes=tuple(_notes(told, _plans(material)))))


def _section(name: str, told: Iterable[Told]) -> Section:
    return Section(name, entries("bulletin")["sections"][name], tuple(map(tell_incident, told)))


def _plans(material: Material) -> Sequence[Cited]:
    """Planned deeds, one of each kind, place and actor, those of conflict first."""
    found: dict[object, Cited] = {}
    plans = [one for one in material.planned if one.claim.event.type in entries("bulletin")["planned"]]
    for one in sorted(plans, key=lambda one: (-quad_of(one.claim.event.type), one.claim.id)):
        event = one.claim.event
        places = tuple(place.id or place.text.lower() for place in event.places[:1])
        found.setdefault((event.type, places, tuple(map(party_name, event.actors[:1]))), one)
    return list(found.values())[: entries("bulletin")["most"]["planned"]]


def _tell_corrections(material: Material) -> Section:
    title = entries("bulletin")["sections"]["corrections"]
    if material.corrected_since is None:
        return Section("corrections", title)
    made = material.corrections[: entries("bulletin")["most"]["corrections"]]
    since = f"since the bulletin of {day_words(material.corrected_since)}"
    if not made:
        text = f"None of the incidents of the bulletin before has changed {since}."
        return Section(
            "corrections",
            f"{title} {since}",
            (Item("corrections", sentences=(Sentence("corrections:none", text, "history"),)),),
        )
    items = (Item("corrections", sentences=tuple(map(_tell_correction, made))),)
    return Section("corrections", f"{title} {since}", items)


def _tell_correction(one: Correction) -> Sentence:
    title = clean(one.title, 200)
    if one.kind == "retracted":
        text = f"“{title}” was retracted: no report tells of it any more."
    elif one.kind == "merged":
        text = f"“{title}” was found to be the same as another incident and merged into it."
    else:
        turns = (
            f"{name.replace('_', ' ')} was {clean(before) if before else 'not told'}, now {clean(after) if after else 'not told'}"
            for name, before, after in one.turns
        )
        text = f"“{title}”: {'; '.join(turns)}."
    incidents = (one.incident,) if one.replaced_by is None else (one.incident, one.replaced_by)
    return Sentence(f"correction:{one.incident}", text, "history", (), incidents)


def _tell_coverage(coverage: Coverage) -> Section:
    def of(number: int, noun: str) -> str:
        return f"{number:,} {noun}{'' if number == 1 else 's'}"

    found = [
        (
            "reports",
            f"{of(coverage.reports, 'report')} of {of(coverage.sources, 'source')} came out in the period."
            if coverage.reports
            else "No report came out in the period: nothing is known of it, which is not to say that nothing happened.",
        )
    ]
    if coverage.languages:
        spoken = joined(
            f"{clean(name) if name else 'an unknown language'} ({count:,})" for name, count in coverage.languages
        )
        found.append(("languages", f"By language: {spoken}."))
    for quiet in coverage.quiet:
        name = country_name(quiet.country) or quiet.country
        found.append(
            (
                f"quiet:{quiet.country}",
                f"No reports from {name}, which {of(quiet.reports_before, 'report')} told of in the weeks before: nothing is known, which is not to say that nothing happened.",
            )
        )
    for silent in coverage.silent:
        found.append(
            (f"silent:{silent.source}", f"{clean(silent.source)} has published nothing since {day_words(silent.last)}.")
        )
    sentences = tuple(Sentence(f"coverage:{name}", upper_first(text), "counts") for name, text in found)
    return Section("coverage", entries("bulletin")["sections"]["coverage"], (Item("coverage", sentences=sentences),))


def _notes(told: Sequence[Told], planned: Sequence[Cited]) -> Iterable[Note]:
    for one in told:
        for cited in one.claims:
            yield make_note(cited, one.incident.id)
    for cited in planned:
        yield make_note(cited, None)


def make_note(cited: Cited, incident: str | None) -> Note:
    """The note of a claim."""
    claim = cited.claim
    speakers = claim.attribution.speakers if claim.attribution else ()
    return Note(
        claim.id, cited.report, 0, clean(cited.source) if cited.source else None, clean(cited.title, 200) if cited.title else None, cited.url,
        published_words(cited.published), joined(clean(speaker.name or speaker.text) for speaker in speakers) or None, flat(claim.text, _MANY_SAID), _spaced(cited.before, False), _spaced(cited.after, True), incident,
    )  # fmt: skip


def _spaced(text: str, is_after: bool) -> str:
    """What stands before or after a claim's words, with the space between them; its far end goes where it is long."""
    words = flat(text, 10 * _MANY_SAID)
    if len(words) > _MANY_SAID:
        words = words[:_MANY_SAID].rstrip() + "…" if is_after else "…" + words[-_MANY_SAID:].lstrip()
    space = " " if words and text[: 1 if is_after else None][-1:].isspace() else ""
    return space + words if is_after else words + space


def number_notes(bulletin: Bulletin) -> Bulletin:
    """With its notes numbered in the order in which sentences cite them; claims that no sentence cites have no number and come last."""
    order: dict[str, int] = {}
    for sentence in sentences_of(bulletin):
        for claim in sentence.claims if not sentence.is_dropped else ():
            order.setdefault(claim, len(order) + 1)
    known: dict[str, Note] = {}
    for note in bulletin.notes:
        known.setdefault(note.claim, msgspec.structs.replace(note, number=order.get(note.claim, 0)))
    notes = sorted(known.values(), key=lambda note: (note.number == 0, note.number))
    return msgspec.structs.replace(bulletin, notes=tuple(notes))


def sentences_of(bulletin: Bulletin) -> Iterable[Sentence]:
    """All sentences in their order."""
    return (
        sentence
        for section in bulletin.sections
        for item in section.items
        if not item.is_dropped
        for sentence in item.sentences
    )
