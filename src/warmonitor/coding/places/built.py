"""Names that end in a word like "Hospital" or "River", known to the gazetteer or not."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.names import LONGEST, name_within, named
from warmonitor.coding.places.proposal import Proposal
from warmonitor.coding.places.vocabulary import facility_kinds, words
from warmonitor.knowledge.gazetteer.lookup import Gazetteer

_APART = 1  # words between two such words of one name ("Neches River National Wildlife Refuge")


def facility_from(parse: Parse, gazetteer: Gazetteer, first: int, name: Proposal | None) -> Proposal | None:
    """A run of capitalised words from here that ends in a word like "Hospital"; known to the gazetteer or not."""
    if (
        first
        and parse.word[first - 1][0].isupper()
        and parse.sentence_of[first - 1] == parse.sentence_of[first]
        and parse.lower[first - 1] not in words("leads")
    ):
        return None  # not the beginning of its run
    if parse.lower[first] in words("leads"):
        return None
    last = _facility_end(parse, first)
    if last is None or (name and name.last >= last):
        return None
    kind, named_for = facility_kinds()[parse.lower[last - 1]]
    if kind.startswith("admin") and _ends_in_name(parse, gazetteer, first, last):
        return None  # "Idlib Province" is Idlib, with a word that says which
    text = parse.text[parse.start[first] : parse.end[last - 1]]
    found = Proposal(first, last, text, gazetteer.candidates(text), "facility", kind=kind)
    found.inner = name_within(parse, gazetteer, first, last - 1)
    if parse.lower[last - 1] in words("chambers") and _is_land(found.inner):
        return None  # "the Minnesota House"
    if named_for == "town" and not found.candidates:
        found.container = found.inner
    return found


def _is_land(name: Proposal | None) -> bool:
    return name is not None and any(place.kind in ("country", "admin1") for place in name.candidates)


def _facility_end(parse: Parse, first: int) -> int | None:
    """The end of the first run of names from here that ends in such a word, or in several ("Mitchell Bridge Road"); "St." before a name is a saint."""
    kinds, connectors = facility_kinds(), words("inner_connectors")
    found = None
    for i in range(first, min(first + LONGEST, parse.sentences[parse.sentence_of[first]][1])):
        if found is not None and i > found + _APART:
            break
        if not parse.word[i][0].isupper():
            if found is None and parse.lower[i] in connectors:
                continue
            break
        if i > first and parse.lower[i] in kinds:
            after = parse.word[i + 1] if i + 1 < len(parse) else ""
            if parse.lower[i] not in ("st", "st.") or not after[:1].isupper():
                found = i + 1
                if kinds[parse.lower[i]][0].startswith("admin"):
                    break  # "the Navarro County District Attorney"
    if (
        found is not None
        and found < len(parse)
        and parse.lower[found] in words("crews")
        and parse.word[found][0].isupper()
    ):
        return None  # "the Florida Highway Patrol"
    return found


def _ends_in_name(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> bool:
    """Whether a name of the gazetteer reaches to the end of these words, or to the one before it."""
    found = (named(parse, gazetteer, i) for i in range(first, last - 1) if parse.word[i][0].isupper())
    return any(proposal is not None and proposal.last in (last - 1, last) for proposal in found)
