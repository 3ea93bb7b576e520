"""Is a proposal a place, a person or a body, and does a place stand for its government?"""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.scan import PLACE_LABELS, Proposal, words


def is_place(parse: Parse, proposal: Proposal) -> bool:
    """Whether the words name a place here, not a person, a body or nothing at all."""
    if proposal.is_demonym:
        return proposal.label not in ("PERSON", "LANGUAGE") or parse.pos[proposal.first] == "ADJ"
    if proposal.label in PLACE_LABELS and not _is_part(proposal):
        return True
    if not proposal.candidates or _is_plain_word(parse, proposal):
        return False
    return not (_is_person(parse, proposal) or _is_in_body(parse, proposal))


def is_metonym(parse: Parse, proposal: Proposal) -> bool:
    """Whether the words stand for people or a government: a word for a people, or a country or capital that speaks or acts."""
    if proposal.is_demonym:
        return True
    root = _root(parse, proposal)
    if parse.dep[root] in ("nsubj", "nsubjpass", "agent"):
        return parse.lemma[parse.head[root]] in words("government_verbs")
    return False


def _root(parse: Parse, proposal: Proposal) -> int:
    """The token of the name whose governor lies outside of it."""
    inside = range(proposal.first, proposal.last)
    return next((i for i in inside if parse.head[i] not in inside or parse.head[i] == i), proposal.last - 1)


def _is_plain_word(parse: Parse, proposal: Proposal) -> bool:
    """Whether a single word is no name by its part of speech ("Police", "March", "Nice" at the start of a sentence)."""
    return all(parse.pos[i] not in ("PROPN", "X") for i in range(proposal.first, proposal.last))


def _is_person(parse: Parse, proposal: Proposal) -> bool:
    """Whether the name is (part of) a person's: by the pipeline's label, a title before it, a given or family name beside it."""
    before = parse.lower[proposal.first - 1] if proposal.first else ""
    if before in words("titles"):
        return not any(place.kind == "country" for place in proposal.candidates)
    if proposal.label != "PERSON":
        return False
    if _is_part(proposal):
        return True
    return before not in words("locatives")


def _is_part(proposal: Proposal) -> bool:
    """Whether the name is only a part of a longer label of the pipeline (a "the" before it aside)."""
    if proposal.entity is None:
        return False
    first, last = proposal.entity
    return last > proposal.last or first + 1 < proposal.first


def _is_in_body(parse: Parse, proposal: Proposal) -> bool:
    """Whether the name is part of the name of a body ("New York Times", "University of Texas")."""
    last = proposal.last
    if last < len(parse) and parse.word[last][0].isupper() and parse.lower[last] in words("bodies"):
        return True
    return proposal.label == "ORG" and _is_part(proposal)
