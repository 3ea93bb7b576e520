"""On whose word a claim stands: the innermost stretch of speech that holds its trigger."""

from __future__ import annotations

from functools import cache
from typing import cast

from warmonitor.coding import clauses
from warmonitor.coding.actors import Parties
from warmonitor.coding.parse import Parse
from warmonitor.coding.statements import FoundStatement
from warmonitor.coding.status import CueBook, find_denial
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.tables import rows
from warmonitor.knowledge.triggers import verb_classes
from warmonitor.records import Attribution, Party, Stance, Statement

_NO_PERSON = labels("PLACE")
_BEFORE = labels("BEFORE_SPEAKER")


def speaker_of(p: Parse, parties: Parties, statement: FoundStatement) -> Party | None:
    """The statement's speaker, with the text's own words for them; None where nobody is named."""
    if statement.speaker is None:
        return None
    first, last = statement.speaker
    span = p.span(first, last)
    known = parties.at(statement.speaker_head) if statement.speaker_head is not None else ()
    if not known:
        return Party(span.start, span.end, span.text)
    best = known[0]
    return Party(span.start, span.end, span.text, best.id, best.name, best.country, best.sector)


def mention_of(p: Parse, parties: Parties, statement: FoundStatement) -> Statement:
    """The statement as the record shows it."""
    cue = p.span(*statement.cue) if statement.cue else None
    span = statement.span
    return Statement(span.start, span.end, span.text, speaker_of(p, parties, statement), cue, statement.quoted)


def attribute(
    p: Parse, parties: Parties, statements: list[FoundStatement], token: int, own: frozenset[int] = frozenset()
) -> Attribution | None:
    """The attribution of a claim whose trigger is `token`; None where the report speaks in its own voice.

    What somebody merely speaks of ("condemned the raid") is told by the report itself. `own` are the claim's own trigger
    words, which can't attribute it.
    """
    holding = [
        s for s in statements
        if s.first <= token < s.last and s.is_told
        and not (s.cue and any(s.cue[0] <= t < s.cue[1] for t in own))
    ]  # fmt: skip
    if left_open(p, statements, token, own) is not None:
        return None
    holding = _said(p, holding)
    if not holding:
        return _hearsay(p, token)
    told = [
        s for s in holding if s.kind not in ("show", "seem")
    ] or holding  # what evidence shows is told by whoever tells of the evidence
    inner = min(told, key=lambda s: (s.last - s.first, -s.first))
    denied = _denied(p, parties, statements, inner)
    if denied is not None:
        return denied
    speaker = speaker_of(p, parties, inner)
    if speaker is None and len(holding) > 1:
        outer = min((s for s in holding if s is not inner and s.speaker), key=lambda s: s.last - s.first, default=None)
        if outer is not None:
            inner, speaker = outer, speaker_of(p, parties, outer)
    is_accused = inner.stance == "accuses" and inner.cue is not None  # "is accused of shelling": by somebody unnamed
    if speaker is None and inner.quoted == "indirect" and (inner.cue is None or inner.kind != "say") and not is_accused:
        return _hearsay(p, token)
    relay = _party(p, parties, inner.relayed_by)
    if inner.cites is not None:  # "SANA, citing a military source, said ...": on the source's word
        speaker, relay = _party(p, parties, inner.cites), speaker
    elif speaker is not None and (noun := _stood_for(p, inner)) is not None:
        speaker = _head_party(p, parties, noun)
    outer = min(
        (s for s in holding if s is not inner and s.speaker and s.kind == "say"),
        key=lambda s: s.last - s.first,
        default=None,
    )
    if relay is None and outer is not None and outer.first <= inner.first and inner.last <= outer.last:
        relay = speaker_of(p, parties, outer)
    return Attribution(
        (speaker,) if speaker else (),
        p.span(*inner.cue) if inner.cue else None,
        inner.stance,
        relay,
        p.span(*inner.medium).text if inner.medium else None,
        inner.quoted != "indirect",
    )


def _said(p: Parse, holding: list[FoundStatement]) -> list[FoundStatement]:
    """The stretches that somebody says: what was "not confirmed", or "declined to comment on", stands on another's word."""
    unsaid = {s.cue[0] for s in holding if s.is_unsaid and s.cue}
    withheld = unsaid | {p.head[verb] for verb in unsaid}
    return [s for s in holding if not s.is_unsaid and not (s.cue and s.cue[0] in withheld)] if unsaid else holding


def _hearsay(p: Parse, token: int) -> Attribution | None:
    """The attribution to somebody unnamed of what an adjective says that people say: "the alleged rape", "reported strikes"."""
    stances = _hearsay_words()
    noun = clauses.whole(p, token)
    for at in (token, noun):
        for c in p.kids(at, "amod"):
            if p.lower[c] in stances:
                return Attribution((), p.span(c, c + 1), stances[p.lower[c]])
    return None


@cache
def _hearsay_words() -> dict[str, Stance]:
    return {row["phrase"]: cast(Stance, row["stance"]) for row in rows("speech_phrases") if row["form"] == "adjective"}


def _denied(p: Parse, parties: Parties, statements: list[FoundStatement], inner: FoundStatement) -> Attribution | None:
    """The attribution of what somebody denies that others say: the junta of "the junta dismissed reports of air strikes", which reports none."""
    if inner.form != "noun" or inner.cue is None:
        return None
    denial = find_denial(p, inner.cue[0], _cues())
    if denial is None:
        return None
    named = p.head[inner.cue[0]]
    verb = named if p.lemma[named] in verb_classes()["NAMING"] else denial[1]
    if p.pos[verb] != "VERB":
        return None
    own = next((s for s in statements if s.speaker is not None and s.cue is not None and s.cue[0] == verb), None)
    speaker = speaker_of(p, parties, own) if own is not None else None
    if speaker is None and (subject := clauses.subject(p, verb)) is not None and not clauses.is_passive(p, verb):
        speaker = _head_party(p, parties, subject)
    if speaker is None:
        return None
    stance: Stance = "denies" if denial[0].modality == "actual" else "doubts"
    return Attribution((speaker,), p.span(verb, verb + 1), stance)


@cache
def _cues() -> CueBook:
    return CueBook()


def left_open(
    p: Parse, statements: list[FoundStatement], token: int, own: frozenset[int] = frozenset()
) -> FoundStatement | None:
    """The words by which the claim's event is told not to have been said, none where somebody or the report itself tells it."""
    holding = [
        s for s in statements
        if s.first <= token < s.last and s.is_told and not (s.cue and any(s.cue[0] <= t < s.cue[1] for t in own))
    ]  # fmt: skip
    inner = min(holding, key=lambda s: (s.last - s.first, -s.first), default=None)
    if inner is not None and inner.form == "noun" and inner.cue is not None:  # "could not verify reports that"
        named = p.head[inner.cue[0]]
        inner = next((s for s in holding if s.is_unsaid and s.cue and s.cue[0] == named), inner)
    if inner is None or not inner.is_unsaid or inner.cue is None:
        return None
    if inner.form == "object" and p.head[token] != inner.cue[0]:
        return None  # "no one claimed responsibility for the raid" leaves no raid open
    return None if _is_presupposed(p, inner, token) else inner


def _is_presupposed(p: Parse, statement: FoundStatement, token: int) -> bool:
    """Whether the stretch takes the event for granted: "would not say whether those who were killed ...", "that the raid failed"."""
    if p.pos[token] not in ("VERB", "AUX") and clauses.is_definite(p, token):
        return True
    while statement.first <= token < statement.last and p.head[token] != token:
        if p.dep[token] in ("relcl", "acl"):
            return True
        token = p.head[token]
    return False


def _stood_for(p: Parse, statement: FoundStatement) -> int | None:
    """The noun that a relative pronoun speaks for: "the monitor, which said that ..."."""
    head = statement.speaker_head
    if head is None or p.tag[head] not in ("WP", "WDT"):
        return None
    clause = next((a for a in p.ancestors(head) if p.dep[a] == "relcl"), None)
    if clause is None:
        return None
    noun = p.head[clause]
    if p.lower[head] == "who" and p.label[noun] in _NO_PERSON and p.dep[noun] == "pobj":
        noun = p.head[p.head[noun]]  # "a witness in Khartoum, who told ..."
    return noun if p.pos[noun] in ("NOUN", "PROPN") and p.label[noun] not in ("DATE", "TIME") else None


def _head_party(p: Parse, parties: Parties, noun: int) -> Party:
    """The party that a noun names, in the words that stand before it and the noun itself."""
    first = noun
    while first > 0 and p.dep[first - 1] in _BEFORE and noun in (p.head[first - 1], p.head[p.head[first - 1]]):
        first -= 1
    span = p.span(first, noun + 1)
    known = parties.at(noun)
    if not known:
        return Party(span.start, span.end, span.text)
    return Party(span.start, span.end, span.text, known[0].id, known[0].name, known[0].country, known[0].sector)


def carried_by(p: Parse, parties: Parties, statements: list[FoundStatement], own: frozenset[int]) -> Attribution | None:
    """The attribution of a claim that is itself an act of speech, where the text says by what medium the actor spoke.

    The medium may stand with the claim's own verb ("warned on Twitter") or with a participle of it ("warned ..., citing via a post").
    """
    for s in statements:
        if s.medium is None or s.cue is None or s.speaker is None:
            continue
        cue = range(*s.cue)
        if any(t in own or (p.dep[t] in ("advcl", "acl") and p.head[t] in own) for t in cue):
            speaker = speaker_of(p, parties, s)
            return Attribution(
                (speaker,) if speaker else (),
                p.span(*s.cue),
                s.stance,
                None,
                p.span(*s.medium).text,
                s.quoted != "indirect",
            )
    return None


def _party(p: Parse, parties: Parties, tokens: tuple[int, int] | None) -> Party | None:
    if tokens is None:
        return None
    span = p.span(*tokens)
    known = parties.at(tokens[1] - 1)
    if not known:
        return Party(span.start, span.end, span.text)
    return Party(span.start, span.end, span.text, known[0].id, known[0].name, known[0].country, known[0].sector)
