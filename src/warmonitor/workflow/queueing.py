"""What decisions make of incidents, and the places of incidents in the queue, as they are recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from warmonitor.records import Incident, Review
from warmonitor.reviewing.applying import IncidentDecisions, decide_incident, in_order
from warmonitor.reviewing.priority import Circumstances, state_of, total, weigh
from warmonitor.store import Connection, Store, queueing, reading_incidents, reviews
from warmonitor.store.queueing import Point, Queued
from warmonitor.store.recording import Recorded


class Decisions(NamedTuple):
    """The decisions about the claims at hand, by claim, how these claims stand, and the types that the coder gives them."""

    by_claim: Mapping[str, Sequence[Review]]
    standings: Mapping[str, str]
    types: Mapping[str, str]

    def of(self, incident: Incident) -> list[Review]:
        """Those about an incident's claims, each once."""
        found = {review.id: review for name in incident.claims for review in self.by_claim.get(name, ())}
        return [found[key] for key in sorted(found)]


NONE = Decisions({}, {}, {})
_AT_ONCE = 1000  # incidents of an older store that get their place in one transaction


def read_decisions(connection: Connection, claim_ids: Iterable[str]) -> Decisions:
    """The decisions about these claims."""
    wanted = set(claim_ids)
    if not wanted or not reviews.has_reviews(connection):
        return NONE
    by_claim: dict[str, list[Review]] = defaultdict(list)
    for review in reviews.reviews_of_claims(connection, wanted):
        for name in {anchor.claim for anchor in (*review.claims, *review.others)}:
            if name in wanted:
                by_claim[name].append(review)
    return Decisions(by_claim, reviews.standings_of(connection, by_claim), reviews.coded_types(connection, by_claim))


def take_decisions(recorded: Recorded, decisions: Decisions) -> Recorded:
    """An incident with what people decided about it as a whole."""
    about = decisions.of(recorded.incident)
    if not about:
        return recorded
    found = _decide(recorded.incident, about, decisions)
    incident = recorded.incident
    values = dict(found.fields)
    if "grade" in values:
        values["grade_reasons"] = ("set by a reviewer", *incident.grade_reasons)
    if found.is_reviewed and incident.status != "retracted":
        values["status"] = "reviewed"
    incident = msgspec.structs.replace(incident, **values)
    words = f"{incident.title}\n{recorded.words}" if "title" in values else recorded.words
    return recorded._replace(incident=incident, words=words)


def _decide(incident: Incident, about: Sequence[Review], decisions: Decisions) -> IncidentDecisions:
    return decide_incident(incident.claims, decisions.standings, about)


def put_in_queue(
    connection: Connection, batch: Sequence[Recorded], decisions: Decisions, added: Mapping[str, Sequence[str]]
) -> None:
    """Keep the places of recorded incidents in the queue; `added` has of each incident when its claims' reports were added."""
    rows = []
    for recorded in batch:
        incident = recorded.incident
        around = _look_around(connection, recorded, decisions, added.get(incident.id, ()))
        reasons = weigh(incident, around)
        rows.append(Queued(incident.id, total(reasons), state_of(around), tuple(Point(*reason) for reason in reasons)))
    queueing.put_queue(connection, rows)


def _look_around(
    connection: Connection, recorded: Recorded, decisions: Decisions, added: Sequence[str]
) -> Circumstances:
    incident = recorded.incident
    about = decisions.of(incident)
    found = _decide(incident, about, decisions)
    held = set(incident.claims)
    otherwise = {
        anchor.claim
        for review in in_order(about)
        for anchor in review.claims
        if anchor.claim in held and anchor.type != decisions.types.get(anchor.claim, anchor.type)
    }
    since = [at for at in added if found.is_reviewed and found.last_at is not None and at > found.last_at]
    return Circumstances(
        answered=found.answered,
        waiting=sum(review.state == "waiting" for review in about),
        new_since_review=len(since),
        coded_otherwise=len(otherwise),
        unsure=sum(decisions.standings.get(name) == "unsure" for name in incident.claims),
        unseen_actors=_unseen(connection, recorded, "actor"),
        unseen_sources=_unseen(connection, recorded, "source"),
    )


def _unseen(connection: Connection, recorded: Recorded, kind: str) -> tuple[str, ...]:
    """Labels of tags that no other incident has; of those who act, only whom the registry or a name tells apart."""
    named = {party.id or (party.name or "").lower() for party in recorded.incident.actors if party.id or party.name}
    return tuple(
        label
        for tag, value, label in sorted(recorded.tags)
        if tag == kind and (kind != "actor" or value in named) and queueing.is_new(connection, kind, value)
    )


def rank_missing(store: Store) -> int:
    """Give places in the queue to incidents that have none, as those of an older store; how many did."""
    with store.reading() as connection:
        if not queueing.list_unranked(connection, 1):
            return 0
    with store.writing() as connection:
        names = queueing.list_unranked(connection, _AT_ONCE)
        incidents = [reading_incidents.find_incident(connection, name) for name in names]
        found = [Recorded(one, (), (), 0, queueing.read_tags(connection, one.id), "") for one in incidents]
        decisions = read_decisions(connection, {claim for one in found for claim in one.incident.claims})
        put_in_queue(connection, found, decisions, {})
        return len(found)
