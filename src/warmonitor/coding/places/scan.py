"""Proposals: names of the gazetteer in runs of capitalised words, words for peoples, and the pipeline's place labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.countries import Country, shipped_countries
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace
from warmonitor.knowledge.gazetteer.schema import LOOSE
from warmonitor.knowledge.tables import entries, rows

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 8  # tokens


@dataclass(slots=True)
class Proposal:
    """Tokens that may name a place, and the places they may mean.

    `head` are the kinds that a word like "province" allows; `within` the codes of units the text says it lies in;
    `entity` the tokens of the pipeline's label that holds the first token, `label` that label (or "").
    """

    first: int
    last: int
    text: str
    candidates: tuple[GazetteerPlace, ...]
    label: str = ""
    entity: tuple[int, int] | None = None
    is_demonym: bool = False
    head: frozenset[str] = frozenset()
    within: set[str] = field(default_factory=set)


@cache
def words(name: str) -> frozenset[str]:
    """A list of `place_context.yaml` as a set."""
    return frozenset(entries("place_context")[name])


@cache
def head_kinds() -> dict[str, frozenset[str]]:
    return {row["word"]: frozenset(row["kinds"].split(";")) for row in rows("place_heads")}


@cache
def _demonyms() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["place"], row["country"]) for row in rows("place_demonyms")}


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    return {row["abbreviation"]: (row["code"], row["name"]) for row in rows("place_abbreviations")}


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
            proposal = _named(parse, gazetteer, i) or _demonym(parse, gazetteer, i)
        if proposal is None and entity[0] == i and label in PLACE_LABELS:
            proposal = _labelled(parse, gazetteer, *entity)
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


def _named(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """The longest name of the gazetteer that begins here, or an abbreviation of a province after a comma."""
    word = parse.word[first]
    if word in abbreviations() and first and parse.word[first - 1] == ",":
        code, name = abbreviations()[word]
        candidates = tuple(place for place in gazetteer.candidates(name) if place.admin1_code == code and place.kind == "admin1")
        if candidates:
            return Proposal(first, first + 1, word, candidates)
    longest = gazetteer.longest_from(word)
    for last in reversed(_ends(parse, first, min(2 * longest, _LONGEST))):
        text = parse.text[parse.start[first] : parse.end[last - 1]]
        candidates = tuple(place for place in gazetteer.candidates(text) if place.rank < LOOSE and _spelled(text, place))
        if candidates:
            return _with_head(parse, Proposal(first, last, text, candidates))
    return None


def _ends(parse: Parse, first: int, most: int) -> list[int]:
    """Where a run of capitalised words and connectors from here may end, shortest first."""
    ends = []
    sentence_end = parse.sentences[parse.sentence_of[first]][1]
    for i in range(first, min(first + most, sentence_end)):
        word = parse.word[i]
        if word[0].isupper() or (i > first and word[0].isdigit()):
            ends.append(i + 1)
        elif parse.lower[i] not in words("connectors"):
            break
    return ends


def _spelled(text: str, place: GazetteerPlace) -> bool:
    """Short names must be written as names: "US" and "U.S." are, "Us" at the start of a sentence is not."""
    letters = text.replace(".", "")
    return len(letters) > 2 or (letters.isupper() and place.kind in ("country", "admin1"))


def _with_head(parse: Parse, proposal: Proposal) -> Proposal:
    """Notes the kinds that a word before or after the name allows ("Idlib province", "the city of Idlib")."""
    kinds = head_kinds()
    after = parse.lower[proposal.last] if proposal.last < len(parse) else ""
    i = proposal.first
    before = parse.lower[i - 2] if i > 1 and parse.lower[i - 1] == "of" else parse.lower[i - 1] if i else ""
    proposal.head = kinds.get(after) or kinds.get(before, frozenset())
    return proposal


def _demonym(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """A word for a people or of a country; two words ("South Koreans") before one."""
    for last in (first + 2, first + 1):
        if last > len(parse):
            continue
        text = parse.text[parse.start[first] : parse.end[last - 1]]
        country = shipped_countries().by_demonym(text)
        if country:
            return Proposal(first, last, text, _country_place(gazetteer, country), is_demonym=True)
        if text in _demonyms():
            name, code = _demonyms()[text]
            candidates = tuple(place for place in gazetteer.candidates(name) if not code or place.country == code)
            return Proposal(first, last, text, candidates[:1], is_demonym=True)
    return None


def _country_place(gazetteer: Gazetteer, country: Country) -> tuple[GazetteerPlace, ...]:
    return tuple(place for place in gazetteer.candidates(country.name) if place.kind == "country" and place.country == country.iso3)


def _labelled(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> Proposal | None:
    """What the pipeline calls a place; the gazetteer may know it by a like spelling, or not at all."""
    while first < last and not parse.word[first][0].isupper():
        first += 1
    while last > first and not parse.word[last - 1][0].isalnum():
        last -= 1
    if first == last:
        return None
    text = parse.text[parse.start[first] : parse.end[last - 1]]
    return _with_head(parse, Proposal(first, last, text, tuple(p for p in gazetteer.candidates(text) if _spelled(text, p))))
