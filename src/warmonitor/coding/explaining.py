"""Why a claim is as it is: for each of its values the words and the rule or table row, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from warmonitor.coding.claims import Refusal, Setting
from warmonitor.coding.confidence import Confidence
from warmonitor.coding.drafts import Draft
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge.triggers import weapons
from warmonitor.records import Claim, Codes, Count, EventPlace, Party, Reason, Span


class Explainer:
    """Explains the claims that a coder has just made."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._confidence = Confidence(knowledge)
        self._weapons = weapons(knowledge)

    def explain(self, s: Setting, drafts: list[Draft], made: list[Claim | Refusal]) -> Iterator[Reason]:
        """The reasons of each draft in turn."""
        for draft, claim in zip(drafts, made, strict=True):
            if isinstance(claim, Refusal):
                yield _of(
                    None,
                    "refused",
                    draft.type,
                    f"{_row(draft.trigger)}; {claim.reason}",
                    s.parse.span(draft.trigger.first, draft.trigger.last),
                )
            else:
                yield from self._of_claim(s, draft, claim)

    def _of_claim(self, s: Setting, draft: Draft, claim: Claim) -> Iterator[Reason]:
        p, event, id = s.parse, claim.event, claim.id
        yield _of(id, "type", event.type, _row(draft.trigger), event.trigger)
        for trigger in draft.also:
            yield _of(
                id,
                "type",
                trigger.row.type,
                f"the same happening told again; {_row(trigger)}",
                p.span(trigger.first, trigger.last),
            )
        yield from self._of_mode(draft, claim)
        for side, tokens, parties in (
            ("actors", draft.arguments.actors, event.actors),
            ("recipients", draft.arguments.recipients, event.recipients),
        ):
            for party in parties:
                yield _of(id, side, _named(party), _party_rule(s, draft, tokens, party), party)
        for weapon in event.weapons:
            yield _of(id, "weapons", weapon.text, "a row of weapons.tsv in the event's clause", weapon)
        for count in event.counts:
            yield _of(
                id,
                "counts",
                _counted(count),
                "a number by numbers.yaml and vague_numbers.tsv, counted by count_words.tsv and count_groups.tsv",
                count,
            )
        for place in event.places:
            yield _of(
                id,
                "places",
                f"{place.name or place.text} ({place.id or 'not resolved'}), {place.relation}, {place.precision}",
                _place_rule(place),
                place,
            )
        yield self._of_time(claim)
        yield from self._of_status(claim)
        yield from _of_attribution(claim)
        if claim.background:
            yield _of(
                id,
                "background",
                "true",
                "told from before the report's own news: a time long before it, or a cue of time_cues.tsv",
                event.trigger,
            )
        if event.codes.cameo or event.codes.acled:
            yield _of(
                id,
                "codes",
                _coded(event.codes),
                f"crosswalk.tsv for {event.type} {event.mode or '(no mode)'}, the sectors of both sides, and words of crosswalk_deeds.yaml",
                None,
            )
        parts = ", ".join(f"{name} {weight:+.2f}" for name, weight in self._confidence.parts(claim, draft, p))
        yield _of(id, "confidence", f"{claim.confidence:.2f}", f"confidence.yaml, log odds: {parts}", None)

    def _of_mode(self, draft: Draft, claim: Claim) -> Iterator[Reason]:
        mode = claim.event.mode
        if mode is None:
            return
        if mode in {t.row.mode for t in (draft.trigger, *draft.also)}:
            yield _of(claim.id, "mode", mode, "the mode of the trigger's row", claim.event.trigger)
        else:
            shown = next((w for w in claim.event.weapons if self._weapons.get(w.text.lower()) == mode), None)
            yield _of(claim.id, "mode", mode, "shown by a weapon of the clause (weapons.tsv)", shown)

    def _of_time(self, claim: Claim) -> Reason:
        time = claim.event.time
        value = f"{_between(time.earliest, time.latest)}, {time.precision}"
        rule = {
            "stated": "an expression of the event's own clause or sentence, by the time rules",
            "context": "the time of the story around it, by tense and order",
            "report date": "no words of time: bounded by the report's date and the clause's tense",
        }[time.basis]
        if isinstance(time.start, int) and isinstance(time.end, int) and isinstance(time.text, str):
            return _of(claim.id, "time", value, rule, Span(time.start, time.end, time.text))
        return _of(claim.id, "time", value, rule, None)

    def _of_status(self, claim: Claim) -> Iterator[Reason]:
        status = claim.status
        value = " ".join(filter(None, (status.modality, status.polarity, status.phase)))
        rule = (
            "a cue that governs the trigger (status_cues.tsv)"
            if status.cue
            else "told as a fact: no cue above or beside the trigger"
        )
        yield _of(claim.id, "status", value, rule, status.cue)


def explain_lookalikes(s: Setting, lookalikes: list[FoundTrigger]) -> Iterator[Reason]:
    """Why words of violence tell of none here."""
    for trigger in lookalikes:
        rule = f"{_row(trigger)}; a look-alike by lookalikes.tsv: {trigger.lookalike}"
        yield _of(None, "refused", trigger.row.type, rule, s.parse.span(trigger.first, trigger.last))


def _of_attribution(claim: Claim) -> Iterator[Reason]:
    said = claim.attribution
    if said is None:
        yield _of(claim.id, "attribution", None, "the trigger stands in nobody's statement: the report says it", None)
        return
    names = ", ".join(_named(s) for s in said.speakers) or "nobody named"
    yield _of(
        claim.id,
        "attribution",
        f"{names}: {said.stance}",
        "the innermost statement around the trigger (speech tables)",
        said.cue,
    )


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


def _place_rule(place: EventPlace) -> str:
    return (
        "named in the event's clause, by syntax"
        if place.basis == "stated"
        else "not named here: taken over from the text before"
    )


def _party_rule(s: Setting, draft: Draft, tokens: list[int], party: Party) -> str:
    """The path of syntax from the trigger to the party's head."""
    for token in tokens:
        found = s.parties.named(token)
        if any(f.start == party.start and f.end == party.end for f in found) or s.parse.start[token] in range(
            party.start, party.end
        ):
            return (
                f"{_path(s.parse, token, draft.token)}; resolved by the registry, roles and the report's own mentions"
            )
    return "both sides of something mutual" if draft.trigger.row.frame == "mutual" else "understood from the clause"


def _path(p: Parse, token: int, trigger: int) -> str:
    """ "nsubj of «seized»" and so on up to the trigger or the top of the sentence."""
    steps = []
    for _ in range(6):
        if token == trigger or p.head[token] == token:
            break
        steps.append(f"{p.dep[token]} of «{p.word[p.head[token]]}»")
        token = p.head[token]
    return ", ".join(steps) or "the trigger's own phrase"
