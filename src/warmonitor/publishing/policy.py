"""What the public view may show, and the words by which it shows people, bodies and voices."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from warmonitor.clock import now_text
from warmonitor.knowledge.actors import Actor, fold
from warmonitor.publishing.areas import Areas
from warmonitor.publishing.excerpts import Excerpt
from warmonitor.publishing.names import Names
from warmonitor.publishing.redaction import is_clean, redact
from warmonitor.records import EventPlace, Party, Span

NOWHERE = Span(0, 0, "")
WriteTitle = Callable[[str, str | None, Sequence[EventPlace], Sequence[Party], Sequence[Party]], str]


@dataclass(frozen=True)
class Policy:
    """What may be shown of what, and to what it is held.

    `key` makes the names of reports and claims; `hidden` are sources that aren't named, `hidden_voices` the voices that
    only they speak with, `voices` names of voices that are disclosed.
    """

    names: Names
    areas: Areas
    key: str
    write_title: WriteTitle
    delay_hours: float = 72.0
    quotes: bool = True
    hidden: frozenset[str] = frozenset()
    hidden_voices: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()

    def opaque(self, kind: str, name: str) -> str:
        """The public name of a report or claim: the same each time, and no way back."""
        said = f"{kind}\0{name}".encode("utf-8", "surrogatepass")
        return hmac.new(self.key.encode(), said, hashlib.sha256).hexdigest()[:16]

    def known_until(self, now: datetime) -> str:
        """The instant until which something must have been known to be shown."""
        return now_text(now - timedelta(hours=self.delay_hours))


def is_due(known_at: str | None, until: str) -> bool:
    """Whether what was known at an instant (or sometime on a day) may be shown; no where it isn't known when."""
    if not known_at:
        return False
    if len(known_at) <= 10:  # a day, a month or a year: it may have been its last moment
        known_at = f"{known_at}T23:59:59Z" if len(known_at) == 10 else f"{known_at}-99"
    return known_at <= until


def publish_voice(voice: str, policy: Policy) -> str:
    """The name of a voice; what stands for it where it isn't disclosed, or a person's."""
    if voice in policy.hidden_voices or not names_no_hidden(voice, policy):
        return str(policy.names.policy["undisclosed"])
    if voice in policy.voices or is_clean(voice, policy.names):
        return voice
    return str(policy.names.policy["person"])


def publish_voices(voices: Sequence[str], policy: Policy) -> tuple[str, ...]:
    """The names of voices; those that look alike stay as many as they are."""
    return tuple(publish_voice(voice, policy) for voice in voices)


def names_no_hidden(words: str, policy: Policy) -> bool:
    """Whether no undisclosed source is named."""
    return policy.names.policy["source"] not in redact(words, policy.names)


def publish_party(party: Party, policy: Policy, excerpt: Excerpt | None) -> Party:
    """Someone who may be named as they are; a body by its name in the registry, a person by what stands for one."""
    names = policy.names
    shown = party.name or party.text
    known: Actor | None = names.actors.by_id(party.id) if party.id else None
    is_state = party.id is not None and party.id == party.country
    place = excerpt.place(party.start, party.end) if excerpt else None
    span = place or NOWHERE
    if is_office_holder(party, names) or is_clean(shown, names):
        name = party.name if place or party.name else shown
        text = span.text if excerpt else shown
        return Party(
            span.start, span.end, text, party.id if known or is_state else None, name, party.country, party.sector
        )
    if known is not None and names_no_hidden(known.name, policy):
        return Party(
            span.start,
            span.end,
            span.text if excerpt else known.name,
            known.id,
            known.name,
            party.country,
            party.sector,
        )
    generic = names.policy["persons"].get(party.sector or "", names.policy["person"])
    return Party(span.start, span.end, span.text if excerpt else generic, None, generic, party.country, party.sector)


def is_office_holder(party: Party, names: Names) -> bool:
    """Whether a party is one of the listed holders of a public office, whom the report may have called by the last name alone."""
    return party.id is not None and party.name is not None and fold(party.name) in names.office_holders
