"""Why a claim is as it is: for each of its values the words and the rule or table row, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from warmonitor.coding.claims import Refusal, Setting
from warmonitor.coding.confidence import Confidence
from warmonitor.coding.drafts import Draft
from warmonitor.coding.explaining.parties import party_rows
from warmonitor.coding.explaining.rows import RowFinder, cue_row, cues_named, place_rule, time_rule
from warmonitor.coding.explaining.syntax import path_between
from warmonitor.coding.parse import Parse
from warmonitor.coding.status import StatusFinder
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge.cues import cues
from warmonitor.knowledge.gazetteer.lookup import Gazetteer
from warmonitor.knowledge.reasons import in_plain_words
from warmonitor.knowledge.triggers import weapons
from warmonitor.records import Claim, Codes, Count, Dropped, EventPlace, Party, Reason, Span

_GRADES = {
    "named": "the words name who did it",
    "suspected": "a word of suspicion or blame stands with who did it",
    "claimed": "who did it says so",
    "unknown": "the words don't say who it was",
}


class Explainer:
    """Explains the claims that a coder has just made."""

    def __init__(self, gazetteer: Gazetteer, status: StatusFinder, knowledge: Path | None = None) -> None:
        self._gazetteer, self._status, self._knowledge = gazetteer, status, knowledge
        self._rows, self._cues = RowFinder(knowledge), cues(knowledge)
        self._confidence = Confidence(knowledge)
        self._weapons = weapons(knowledge)

    def explain(self, s: Setting, drafts: list[Draft], made: list[Claim | Refusal]) -> Iterator[Reason]:
        """The reasons of each draft in turn."""
        for draft, claim in zip(drafts, made, strict=True):
            if isinstance(claim, Refusal):
                words = s.parse.span(draft.trigger.first, draft.trigger.last)
                yield _of(None, "refused", draft.type, f"{_row(draft.trigger)}; {_refusal(claim)}", words)
            else:
                yield from self._of_claim(s, draft, claim)

    def _of_claim(self, s: Setting, draft: Draft, claim: Claim) -> Iterator[Reason]:
        yield from self._of_type(s.parse, draft, claim)
        yield from self._of_mode(draft, claim)
        yield from self._of_parties(s, draft, claim)
        yield from self._of_things(s, draft, claim)
        for place in claim.event.places:
            name = f"{place.name or place.text} ({place.id or 'not resolved'}), {place.relation}, {place.precision}"
            namesakes = len(self._gazetteer.candidates(place.text))
            yield _of(claim.id, "places", name, place_rule(place, s.places, namesakes), place)
        yield self._of_time(s, claim)
        yield from self._of_status(s.parse, draft, claim)
        yield from self._of_attribution(s.parse, claim)
        yield from self._of_whole(s, draft, claim)

    def _of_type(self, p: Parse, draft: Draft, claim: Claim) -> Iterator[Reason]:
        event, id = claim.event, claim.id
        yield _of(id, "type", event.type, _row(draft.trigger), event.trigger)
        for trigger in draft.also:
            again = f"the same happening told again; {_row(trigger)}"
            yield _of(id, "type", trigger.row.type, again, p.span(trigger.first, trigger.last))
        for context in event.context:
            yield _of(id, "context", context, *self._rows.of_context(p, draft.token, context))

    def _of_parties(self, s: Setting, draft: Draft, claim: Claim) -> Iterator[Reason]:
        event, arguments = claim.event, draft.arguments
        for party in event.actors:
            yield _of(claim.id, "actors", _named(party), _party_rule(s, draft, arguments.actors, party), party)
        for party in event.recipients:
            yield _of(claim.id, "recipients", _named(party), _party_rule(s, draft, arguments.recipients, party), party)
        if event.perpetrator is not None:
            words = event.actors[0] if event.actors else None
            yield _of(claim.id, "perpetrator", event.perpetrator, _GRADES[event.perpetrator], words)

    def _of_things(self, s: Setting, draft: Draft, claim: Claim) -> Iterator[Reason]:
        p = s.parse
        for weapon in claim.event.weapons:
            mode = self._weapons.get(weapon.text.lower())
            row = f"weapons.tsv: {weapon.text.lower()} shows {mode}" if mode else "a word of weapons.tsv"
            yield _of(claim.id, "weapons", weapon.text, f"{row}; in the event's clause", weapon)
        told_by = [t.token for t in (draft.trigger, *draft.also)]
        for count in claim.event.counts:
            yield _of(claim.id, "counts", _counted(count), self._rows.of_count(p, count, told_by), count)

    def _of_whole(self, s: Setting, draft: Draft, claim: Claim) -> Iterator[Reason]:
        """What is said of the claim as a whole."""
        event = claim.event
        if claim.background:
            rule = "told from before the report's own news: a time long before it, or a cue of time_cues.tsv"
            yield _of(claim.id, "background", "true", rule, event.trigger)
        if event.codes.cameo or event.codes.acled:
            tokens = draft.arguments.recipients + draft.arguments.actors
            armed = frozenset(x.start for t in tokens if s.parties.is_armed(t) for x in s.parties.at(t))
            yield _of(claim.id, "codes", _coded(event.codes), self._rows.of_codes(event, armed), None)
        parts = sorted(self._confidence.parts(claim, draft, s.parse), key=lambda part: -abs(part[1]))
        told = "; ".join(f"{in_plain_words('feature', name, self._knowledge)} {weight:+.2f}" for name, weight in parts)
        rule = f"confidence.yaml, in log odds: {told}"
        yield _of(claim.id, "confidence", f"{claim.confidence:.2f}", rule, None)

    def _of_mode(self, draft: Draft, claim: Claim) -> Iterator[Reason]:
        mode = claim.event.mode
        if mode is None:
            return
        if mode in {t.row.mode for t in (draft.trigger, *draft.also)}:
            yield _of(claim.id, "mode", mode, "the mode of the trigger's row", claim.event.trigger)
        else:
            shown = next((w for w in claim.event.weapons if self._weapons.get(w.text.lower()) == mode), None)
            yield _of(claim.id, "mode", mode, "shown by a weapon of the clause (weapons.tsv)", shown)

    def _of_time(self, s: Setting, claim: Claim) -> Reason:
        time = claim.event.time
        value = f"{_between(time.earliest, time.latest)}, {time.precision}"
        words = None
        if isinstance(time.start, int) and isinstance(time.end, int) and isinstance(time.text, str):
            words = Span(time.start, time.end, time.text)
        return _of(claim.id, "time", value, time_rule(time, s.times, s.published), words)

    def _of_status(self, p: Parse, draft: Draft, claim: Claim) -> Iterator[Reason]:
        status = claim.status
        value = ", ".join(filter(None, (status.modality, status.polarity, status.phase)))
        if (status.modality, status.polarity, status.phase) == ("actual", "positive", None):
            rule = "told as a fact: no cue of status_cues.tsv above or beside its word changes that"
        else:
            changed = {status.modality, status.polarity, status.phase} - {"actual", "positive", None}
            taken = self._status.cues(p, draft.token)
            if status.cue is not None and not any(changed & {c.modality, c.polarity, c.phase} for c in taken):
                k = p.tokens_in(status.cue.start, status.cue.end)[0]
                taken = list(cues_named(self._cues, (p.lemma[k].lower(), p.lower[k])))
            rows = dict.fromkeys(cue_row(c) for c in taken if changed & {c.modality, c.polarity, c.phase})
            rule = "; ".join(rows) or "what governs it leaves it so"
        yield _of(claim.id, "status", value, rule, status.cue)

    def _of_attribution(self, p: Parse, claim: Claim) -> Iterator[Reason]:
        said = claim.attribution
        if said is None:
            yield _of(claim.id, "attribution", "the report itself", "its words stand in nobody's statement", None)
            return
        names = ", ".join(_named(s) for s in said.speakers) or "nobody named"
        yield _of(claim.id, "attribution", f"{names}: {said.stance}", self._rows.of_statement(p, said), said.cue)


def explain_lookalikes(s: Setting, lookalikes: list[FoundTrigger]) -> Iterator[Reason]:
    """Why words of violence tell of none here."""
    for trigger in lookalikes:
        rule = f"{_row(trigger)}; a look-alike by lookalikes.tsv: {trigger.lookalike}"
        yield _of(None, "refused", trigger.row.type, rule, s.parse.span(trigger.first, trigger.last))


def explain_dropped(dropped: Iterable[Dropped]) -> Iterator[Reason]:
    """Why characters of a report were not read as its story."""
    for piece in dropped:
        rule = (
            "the gate found nothing of conflict here (gate.yaml)"
            if piece.reason == "gate"
            else "no part of the story: furniture.yaml"
        )
        yield _of(None, "dropped", piece.reason, rule, piece)


def _of(
    claim: str | None, field: str, value: str | None, rule: str, words: Span | Party | EventPlace | Count | None
) -> Reason:
    if words is None:
        return Reason(claim, field, value, rule)
    return Reason(claim, field, value, rule, words.start, words.end, words.text)


def _row(trigger: FoundTrigger) -> str:
    row = trigger.row
    asked = f" with {row.asked}" if row.asked else ""
    return f"triggers.tsv: {row.word} ({row.pos}){asked} is {row.type} {row.mode or ''}".rstrip()


def _named(party: Party) -> str:
    known = ", ".join(filter(None, (party.id, party.country, party.sector)))
    return f"{party.name or party.text} ({known})" if known else party.text


def _counted(count: Count) -> str:
    return " ".join(filter(None, (count.of, count.who, _between(count.low, count.high))))


def _between(low: int | str | None, high: int | str | None) -> str:
    """ "5", "5 to 8", "5 to …", "… to 8"."""
    return str(low) if low == high is not None else " to ".join("…" if end is None else str(end) for end in (low, high))


def _coded(codes: Codes) -> str:
    """ "CAMEO 194; ACLED Explosions/Remote violence, Air/drone strike; UCDP state-based", without those that there aren't."""
    written = (("CAMEO", codes.cameo), ("ACLED", ", ".join(codes.acled or ())), ("UCDP", codes.ucdp))
    return "; ".join(f"{name} {code}" for name, code in written if code)


def _party_rule(s: Setting, draft: Draft, tokens: list[int], party: Party) -> str:
    """The path of syntax from the trigger to the party's head."""
    for token in tokens:
        found = s.parties.named(token)
        if any(f.start == party.start and f.end == party.end for f in found) or s.parse.start[token] in range(
            party.start, party.end
        ):
            return f"{path_between(s.parse, token, draft.token)}; {party_rows(s.parties, party, token)}"
    beside = "both sides of something mutual" if draft.trigger.row.frame == "mutual" else "understood from the clause"
    first, last = s.parse.tokens_in(party.start, party.end)
    return f"{beside}; {party_rows(s.parties, party, last - 1)}" if first < last else beside


def _refusal(refusal: Refusal) -> str:
    """The refusal, with the table that a bound stands in."""
    return f"{refusal.reason} (confidence.yaml)" if refusal.reason.startswith("confidence") else refusal.reason
