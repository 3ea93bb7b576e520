"""Is a proposal a place, and does a place stand for its government?"""

from __future__ import annotations

from functools import cache

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.evidence import Usage, facts, root_of
from warmonitor.coding.places.proposal import Proposal
from warmonitor.coding.places.vocabulary import words
from warmonitor.knowledge.tables import entries


@cache
def _weights() -> dict[str, float]:
    return dict(entries("place_judge")["facts"])


@cache
def _setting(name: str) -> float:
    return float(entries("place_judge")[name])


def places_among(parse: Parse, proposals: list[Proposal], usage: Usage) -> list[Proposal]:
    """The proposals whose words name a place here, not a person, a body or nothing at all.

    The weighed facts of a mention decide, with those of the other mentions of its name: a name means one kind of thing in a report.
    """
    odds = [place_odds(parse, proposal, usage) for proposal in proposals]
    odds_of: dict[tuple[str, str], list[float]] = {}
    for proposal, value in zip(proposals, odds, strict=True):
        odds_of.setdefault((proposal.use, proposal.text.lower()), []).append(value)
    found, share, threshold = [], _setting("shared"), _setting("threshold")
    for proposal, value in zip(proposals, odds, strict=True):
        alike = odds_of[proposal.use, proposal.text.lower()]
        if value + share * (sum(alike) / len(alike) - value) > threshold:
            found.append(proposal)
        elif proposal.inner is not None and place_odds(parse, proposal.inner, usage) > threshold:
            found.append(proposal.inner)
    return found


def place_odds(parse: Parse, proposal: Proposal, usage: Usage) -> float:
    """The natural log of the odds that the words name a place."""
    weights = _weights()
    return sum(weights.get(fact, 0.0) for fact in facts(parse, proposal, usage))


def is_metonym(parse: Parse, proposal: Proposal) -> bool:
    """Whether the words stand for people, a government or a part of a body: not for a spot."""
    if proposal.is_demonym:
        return not is_ground(parse, proposal)
    if _is_in_body(parse, proposal):
        return True
    root = root_of(parse, proposal.first, proposal.last)
    if parse.dep[root] in ("nsubj", "nsubjpass", "agent"):
        return parse.lemma[parse.head[root]] in words("government_verbs")
    return False


def is_ground(parse: Parse, proposal: Proposal) -> bool:
    """Whether a word of a country says whose ground something is on ("the Lebanese border", "Syrian territory")."""
    last = proposal.last
    if last >= len(parse) or parse.lower[last] not in words("grounds"):
        return False
    return not (last + 1 < len(parse) and parse.lower[last + 1] in words("not_grounds"))  # "the Philippine coast guard"


def _is_in_body(parse: Parse, proposal: Proposal) -> bool:
    """Whether the name is part of the name of a body ("New York Times", "Oxford Police")."""
    last = proposal.last
    return last < len(parse) and parse.word[last][0].isupper() and parse.lower[last] in words("bodies")
