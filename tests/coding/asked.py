"""What rows of sentences ask of claims, and whether a claim answers it."""

from __future__ import annotations

from typing import Any

from warmonitor.records import Claim

PUBLISHED = "2024-05-15"  # of the reports that the sentences are taken for


def answers(claim: Claim, wanted: dict[str, Any]) -> bool:
    """Whether the claim is of the type, and says all that is asked."""
    event = claim.event
    for field, value in wanted.items():
        if field in ("actors", "recipients", "places", "weapons", "speakers"):
            had = (
                getattr(event, field, None) if field != "speakers" else claim.attribution and claim.attribution.speakers
            )
            named = {
                word
                for one in had or ()
                for word in (getattr(one, "id", None), getattr(one, "country", None), getattr(one, "sector", None))
            }
            words = [one.text.lower() for one in had or ()]
            if had and not value:
                return False  # nobody is asked for
            if not all(ask in named or any(ask.lower() in text for text in words) for ask in value):
                return False
        elif isinstance(value, tuple):
            if (field, *value) not in {(count.of, count.low, count.high) for count in event.counts}:
                return False
        elif field in ("modality", "polarity"):
            if getattr(claim.status, field) != value:
                return False
        elif (event.trigger.text if field == "trigger" else getattr(event, field)) != value:
            return False
    return True
