"""Who stands behind a claim: the independent voice, seen through relays, citations and copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from warmonitor.knowledge.publishers import find_publisher
from warmonitor.knowledge.tables import entries
from warmonitor.linking.copies import Words, are_same_words, take_words
from warmonitor.linking.hearing import Heard
from warmonitor.linking.naming import Named, read_medium, read_source
from warmonitor.records import Claim, Party

UNKNOWN_SOURCE = "unknown source"


class Told(msgspec.Struct, frozen=True, gc=False):
    """A claim with what is known of the report that holds it.

    `publisher` is the voice behind the report's source, or behind the source of the report that it copies, whose day of
    publication counts then. `is_withdrawn` marks what its publisher took back: it is kept, but nobody says it any more.
    `heard` is what its sentence says of its source beside the attribution, `voice` whose word it is once all claims of an
    incident have been looked at.
    """

    claim: Claim
    report: str
    publisher: str
    published: str | None = None
    first_seen_at: str = ""
    copies: str | None = None
    denies: bool = False
    is_main: bool = False
    is_withdrawn: bool = False
    heard: Heard = Heard()
    voice: str | None = None


def find_voice(told: Told) -> str:
    """The name of the voice that a claim is: the source that it names, else the medium that had it first, else the publisher."""
    if told.voice is not None:
        return told.voice
    named = find_source(told)
    return told.publisher if named is None else named.name


def list_voices(claims: Iterable[Told]) -> tuple[str, ...]:
    """The independent voices of claims in their order; what is only said of a deed ("he denied it") is no voice that it was done.

    Reports without a source count as one where they are all there is.
    """
    told = list(claims)
    said = set(entries("linking")["said"])
    deeds = [one for one in told if one.claim.event.type not in said]
    found = dict.fromkeys(map(find_voice, deeds or told))
    if len(found) > 1:
        found.pop(UNKNOWN_SOURCE, None)
    return tuple(found)


def find_source(told: Told) -> Named | None:
    """The source that a claim names; None where it is its publisher's own word.

    Those who are cited in the sentence come before a medium that cites them, and a body or person that can be told from
    others before whoever passed its words on; what anybody may have said ("residents") is the word of whoever asked them.
    """
    attribution = told.claim.attribution
    speakers = attribution.speakers if attribution is not None else ()
    named = [source for speaker in speakers if (source := _read(speaker)) is not None]
    cited = read_source(told.heard.cited) if told.heard.cited else None
    relay = attribution.relayed_by if attribution is not None else None
    if named and named[0].is_medium and (cited is None or cited.is_medium) and relay is not None:
        body = _read(
            relay
        )  # "the ministry said, RIA reported": it is the medium that passes on, whichever is taken for the speaker
        if body is not None and not body.is_medium:
            return body
    if cited is not None and (not named or named[0].is_medium):
        return cited
    if named:
        return named[0]
    medium = told.heard.medium or (_medium_of(relay) if relay is not None else None)
    if medium is None and speakers:
        medium = read_medium(speakers[0].text)
    return None if medium is None else Named(medium, is_medium=True)


def _read(party: Party) -> Named | None:
    return read_source(party.text, id=party.id, name=party.name, country=party.country, sector=party.sector)


def _medium_of(party: Party) -> str | None:
    return find_publisher(name_of(party)) if party.id is not None else read_medium(party.text)


def settle_voices(claims: Sequence[Told]) -> list[Told]:
    """The claims of an incident, each with its voice.

    Names of one source are one voice ("the mayor", "Mayor Jane Doe", "Doe"). What a report says of itself beside what it has
    from named sources rests on them, unless its own people saw it.
    """
    sources = {told.claim.id + told.report: _source_of(told) for told in claims}
    names = _unify([source for source in sources.values() if source is not None])
    found, resting = [], _rests_on(claims, sources, names)
    for told in claims:
        source = sources[told.claim.id + told.report]
        voice = told.publisher if source is None else names[source]
        if source is None and not told.heard.is_witnessed and _has_no_speaker(told):
            voice = resting.get(told.copies or told.report, voice)
        found.append(msgspec.structs.replace(told, voice=voice))
    return found


def _source_of(told: Told) -> Named | None:
    """The named source of a claim, or its publisher where that is a body which others may name."""
    named = find_source(told)
    if named is None and told.publisher != UNKNOWN_SOURCE:
        publisher = read_source(told.publisher)
        return publisher if publisher is not None and publisher.keys and not _is_person(publisher) else None
    return named


def _is_person(named: Named) -> bool:
    return not named.is_resolved and named.name.split()[-1].lower() in named.keys


def _has_no_speaker(told: Told) -> bool:
    attribution = told.claim.attribution
    return attribution is None or not attribution.speakers


def _rests_on(claims: Sequence[Told], sources: dict[str, Named | None], names: dict[Named, str]) -> dict[str, str]:
    """For each report (or the one that it copies) the voice that its own words rest on: the first source that it names."""
    found: dict[str, str] = {}
    for told in claims:
        source = sources[told.claim.id + told.report]
        if source is not None and not told.denies:
            found.setdefault(told.copies or told.report, names[source])
    return found


def _unify(sources: Sequence[Named]) -> dict[Named, str]:
    """The name under which each source goes: that of the one source it can be told to be, else its own."""
    distinct = list(dict.fromkeys(sources))
    known = [one for one in distinct if one.is_resolved]
    groups: list[list[Named]] = []
    for one in distinct:
        if one.is_medium or one.is_resolved:
            continue
        joined = [group for group in groups if any(_may_be_one(one, other) for other in group)]
        groups = [group for group in groups if group not in joined] + [
            [one, *(each for group in joined for each in group)]
        ]
    found = {one: one.name for one in distinct}
    for group in groups:
        meant = {other.name for other in known for one in group if _may_be_one(one, other)}
        name = meant.pop() if len(meant) == 1 else _best_name(group)
        found.update(dict.fromkeys(group, name))
    return found


def _may_be_one(a: Named, b: Named) -> bool:
    """Whether two are called the same, or names of one country have a key in common; a shorter key may leave out the first words of a
    longer one ("the ministry").
    """
    if a.name == b.name:
        return True
    if a.country is not None and b.country is not None and a.country != b.country:
        return False
    return any(x == y or x.endswith(" " + y) or y.endswith(" " + x) for x in a.keys for y in b.keys)


def _best_name(group: Sequence[Named]) -> str:
    """A person's full name, else the longest name."""
    return min((one.name for one in group), key=lambda name: (not name[:1].isupper(), -len(name), name))


def merge_lifted(claims: Sequence[Told]) -> list[Told]:
    """The claims in order of publication; one whose sentence another publisher printed before is that publisher's."""
    ordered = sorted(claims, key=order_of)
    if len({told.publisher for told in ordered}) < 2:
        return ordered
    found: list[Told] = []
    held: list[Words] = []
    holders: dict[
        frozenset[str], dict[tuple[str, ...], list[int]]
    ] = {}  # by the figures of a sentence, which must be the same
    for told in ordered:
        words = take_words(told.claim.text)
        near = holders.setdefault(words.figures, {})
        shared = Counter(chain.from_iterable(near[trigram] for trigram in words.trigrams if trigram in near))
        first = next(
            (
                found[place]
                for place in sorted(shared)
                if found[place].publisher != told.publisher and are_same_words(held[place], words, shared[place])
            ),
            None,
        )
        if first is not None:  # it is a copy of that sentence, as old as it is
            origin = first.copies or first.report
            told = msgspec.structs.replace(told, publisher=first.publisher, published=first.published, copies=origin)
        for trigram in words.trigrams:
            near.setdefault(trigram, []).append(len(found))
        held.append(words)
        found.append(told)
    return found


def name_of(party: Party) -> str:
    """The name of a party, or its words."""
    return party.name or party.text


def order_of(told: Told) -> tuple[str, str, int, str]:
    """The order in which claims were published; undated ones come last."""
    return told.published or "9999", told.report, told.claim.start, told.claim.id
