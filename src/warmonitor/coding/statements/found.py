"""What the finder hands out: stretches of a report that are on somebody's word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from warmonitor.records import Quoted, Span, Stance

Range = tuple[int, int]
Kind = Literal["say", "think", "want", "ask", "judge", "show", "seem"]
Form = Literal["quote", "clause", "infinitive", "object", "noun", "source", "adverb"]


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """One unbroken stretch of words on somebody's word; ranges are half-open token ranges.

    speaker is the speaker's noun phrase as the text has it (a pronoun stays one), None where nobody is named;
    kind tells speech from thought, wish, request, judgement, evidence and seeming; form tells how the content is built.
    is_told: the speaker holds out the content ("said that ...", "reported shelling", "accused X of ..."); otherwise it is only
    spoken of ("condemned the raid", "discussed the truce"), and what happens in it is on the report's own word.
    medium is what carried the words, relayed_by who passed them on, cites whom the speaker cites for them ("SANA, citing
    a military source, said ..."). is_unsaid: the speaker is told not to have said it ("did not say that", "refused to
    confirm that"), so that nobody has. A nested statement stands within another.
    """

    first: int
    last: int
    span: Span
    speaker: Range | None
    speaker_head: int | None
    cue: Range | None
    quoted: Quoted
    stance: Stance
    kind: Kind
    form: Form
    medium: Range | None = None
    relayed_by: Range | None = None
    cites: Range | None = None
    is_told: bool = True
    is_unsaid: bool = False
    is_nested: bool = False


def innermost(statements: Iterable[FoundStatement], token: int) -> FoundStatement | None:
    """The shortest statement whose content holds this token, or None."""
    holding = [s for s in statements if s.first <= token < s.last]
    return min(holding, key=lambda s: (s.last - s.first, -s.first), default=None)


def outermost(statements: Iterable[FoundStatement]) -> list[FoundStatement]:
    """The statements that stand in no other one."""
    return [s for s in statements if not s.is_nested]
