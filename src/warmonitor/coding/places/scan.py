"""Proposals: names of the gazetteer in runs of capitalised words, words for peoples, names with a word like "Hospital", place labels."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.bodies import is_known
from warmonitor.coding.places.built import facility_from
from warmonitor.coding.places.names import LONGEST, name_within, named, spelled, with_head
from warmonitor.coding.places.proposal import PLACE_LABELS, Proposal
from warmonitor.coding.places.vocabulary import demonyms, facility_kinds, head_kinds, words
from warmonitor.knowledge.countries import Country, shipped_countries
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace


def scan(parse: Parse, gazetteer: Gazetteer) -> list[Proposal]:
    """All proposals in order, not overlapping; the longest name from the left is taken."""
    found: list[Proposal] = []
    entities = {first: (last, label) for first, last, label in parse.entities}
    entity, label = (0, 0), ""
    i, n = 0, len(parse)
    while i < n:
        proposal = None
        if i in entities:
            entity, label = (i, entities[i][0]), entities[i][1]
        if parse.word[i][0].isupper():
            proposal = _longer(parse, gazetteer, _best_from(parse, gazetteer, i))
        if proposal is None and i < entity[1] and label in PLACE_LABELS and _opens(parse, entity[0], i):
            proposal = _labelled(parse, gazetteer, i, entity[1])
        if proposal is None and parse.word[i][0].isupper():
            proposal = _set(parse, gazetteer, i)
        if proposal is None:
            i += 1
            continue
        if i < entity[1]:
            proposal.entity, proposal.label = entity, label
        found.append(proposal)
        for inner in range(i + 1, proposal.last):
            if inner in entities:
                entity, label = (inner, entities[inner][0]), entities[inner][1]
        i = proposal.last
    return found


def _opens(parse: Parse, first: int, i: int) -> bool:
    """Whether a label's name begins here: at its first token, past a "the"."""
    return parse.lower[i] != "the" and (i == first or (i == first + 1 and parse.lower[first] == "the"))


def _best_from(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """The longest proposal from here; of two as long a people's word before a name, a name before a facility."""
    found = [_demonym(parse, gazetteer, first), named(parse, gazetteer, first)]
    found.append(facility_from(parse, gazetteer, first, found[1]))
    return max((proposal for proposal in found if proposal), key=lambda proposal: proposal.last, default=None)


def _longer(parse: Parse, gazetteer: Gazetteer, proposal: Proposal | None) -> Proposal | None:
    """The unknown name that a known one only opens, under a preposition of place ("in Tula Toli"); else the proposal as it is."""
    if proposal is None or proposal.use != "name" or proposal.last >= len(parse):
        return proposal
    head = proposal.last
    above = parse.head[head]
    if (
        parse.head[head - 1] != head
        or parse.pos[head] != "PROPN"
        or parse.dep[head] != "pobj"
        or parse.lower[above] not in words("settings")
        or parse.start[head] != parse.end[head - 1] + 1
        or not parse.word[head].istitle()
        or parse.label[head] in ("DATE", "TIME", "ORG")
        or any(
            parse.lower[head] in known for known in (head_kinds(), facility_kinds(), words("areas"), words("bodies"))
        )
        or any(map(is_known, gazetteer.candidates(parse.word[head])))
    ):
        return proposal
    text = parse.text[parse.start[proposal.first] : parse.end[head]]
    return Proposal(proposal.first, head + 1, text, (), "context", setting="in")


def _demonym(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """A word for a people or of a country; two words ("South Koreans") before one."""
    countries = shipped_countries()
    if parse.lower[first] == "the":
        return None
    for last in (first + 2, first + 1):
        if last > len(parse) or (last == first + 2 and not parse.word[first + 1][0].isupper()):
            continue
        text = parse.text[parse.start[first] : parse.end[last - 1]]
        country = countries.by_demonym(text)
        if country:
            return Proposal(first, last, text, _country_place(gazetteer, country), "people")
        if text in demonyms():
            name, code = demonyms()[text]
            candidates = tuple(place for place in gazetteer.candidates(name) if not code or place.country == code)
            return Proposal(
                first, last, text, tuple(sorted(candidates, key=lambda p: p.kind != "region"))[:1], "people"
            )
    return None


def _country_place(gazetteer: Gazetteer, country: Country) -> tuple[GazetteerPlace, ...]:
    return tuple(
        place
        for place in gazetteer.candidates(country.name)
        if place.kind == "country" and place.country == country.iso3
    )


def _set(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """An unknown name whose surroundings make it a place: "the village of Aabed", "Sarbagh district", "in Kazipara"."""
    if parse.pos[first] not in ("PROPN", "NOUN", "ADJ", "X") or (first and parse.word[first - 1][0].isupper()):
        return None
    if parse.label[first] == "NORP":
        return None  # "a Shi'ite district"
    last = _run_end(parse, first)
    before = parse.lower[first - 1] if first else ""
    areas = words("areas")
    if before == "of" and first > 1 and parse.lower[first - 2] in areas:
        setting = "of"
    elif last < len(parse) and parse.lower[last] in areas:
        setting = "area"
    elif before in words("settings"):
        setting = "in"
    elif _is_taken(parse, first, last):
        setting = "taken"
    else:
        return None
    text = parse.text[parse.start[first] : parse.end[last - 1]]
    found = Proposal(first, last, text, gazetteer.candidates(text), "context", setting=setting)
    return with_head(parse, _in_part(parse, gazetteer, found))


def _run_end(parse: Parse, first: int) -> int:
    """The end of the capitalised words from here, with articles and the like between them."""
    connectors, last = words("inner_connectors"), first + 1
    for i in range(first + 1, min(first + LONGEST, parse.sentences[parse.sentence_of[first]][1])):
        if parse.word[i][0].isupper() and parse.label[i] not in ("DATE", "TIME"):
            last = i + 1
        elif parse.lower[i] not in connectors:
            break
    return last


def _is_taken(parse: Parse, first: int, last: int) -> bool:
    """Whether the name is the object of a verb like "storm"."""
    root = next((i for i in range(first, last) if not first <= parse.head[i] < last), last - 1)
    return parse.dep[root] == "dobj" and parse.lemma[parse.head[root]] in words("taking_verbs")


def _labelled(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> Proposal | None:
    """What the pipeline calls a place; the gazetteer may know it by a like spelling, or not at all."""
    while first < last and not parse.word[first][0].isupper():
        first += 1
    while last > first and not parse.word[last - 1][-1].isalnum():
        last -= 1
    if first == last:
        return None
    text = parse.text[parse.start[first] : parse.end[last - 1]]
    candidates = tuple(place for place in gazetteer.candidates(text) if spelled(text, place))
    return with_head(parse, _in_part(parse, gazetteer, Proposal(first, last, text, candidates, "label")))


def _in_part(parse: Parse, gazetteer: Gazetteer, proposal: Proposal) -> Proposal:
    """An unknown name that a direction opens lies in what the rest names ("South Philadelphia")."""
    if not proposal.candidates and parse.lower[proposal.first] in words("directions"):
        proposal.container = name_within(parse, gazetteer, proposal.first, proposal.last)
    return proposal
