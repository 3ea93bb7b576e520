"""Quotations and who speaks them: a word of speech near by, a name before or after, or the one who was speaking just before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.reaches import reach

from .draft import Draft
from .found import Range
from .leads import Surroundings
from .lexicon import Lexicon
from .marks import Quote, is_stop, quote_at
from .predicates import cue_range
from .speakers import find_subject, name_before_colon, noun_phrase

_MEMORY = reach("statements", "voice_tokens")
_SPARE = reach("statements", "spare_tokens")


@dataclass(slots=True)
class _Voice:
    """Somebody who has just been heard, and where that ended."""

    draft: Draft
    until: int


def attach_quotes(parse: Parse, lexicon: Lexicon, quotes: list[Quote], drafts: list[Draft]) -> list[Draft]:
    """The drafts with one more for each quotation that stands on its own; quotations within a content stay part of it."""
    said = _heard(parse, quotes, drafts)
    made: list[Draft] = []
    used: dict[int, list[Quote]] = {}
    voice: _Voice | None = None
    position = 0
    for number, quote in enumerate(quotes):
        while position < len(said) and said[position].until <= quote.first:
            if not _encloses(said[position].draft, made):
                voice = _later(voice, said[position])
            position += 1
        draft = _attach(parse, lexicon, Surroundings(parse, lexicon, quotes, number), voice)
        if draft is None:
            continue
        if draft.form == "quote":
            draft.exact = (quote.start, quote.end)
        made.append(draft)
        start = _begun(parse, quote, draft, quotes[number - 1].last if number else 0)
        if start is not None:
            made.append(
                Draft(
                    [start],
                    draft.cue,
                    draft.kind,
                    draft.stance,
                    "clause",
                    speaker=draft.speaker,
                    speaker_head=draft.speaker_head,
                )
            )
        if draft.verb is not None:
            used.setdefault(draft.verb, []).append(quote)
        if draft.speaker is not None:
            voice = _later(voice, _Voice(draft, max(quote.last, draft.cue[1] if draft.cue else 0)))
    _share_ahead(made)
    drafts = [d for d in drafts if not _relays(d, made)]
    for draft in drafts:
        if draft.verb in used:
            draft.pieces = (
                []
                if draft.is_aside
                else [p for p in draft.pieces if not any(p[0] < q.last and p[1] > q.first for q in used[draft.verb])]
            )
    return made + [d for d in drafts if d.pieces]


def _encloses(draft: Draft, made: list[Draft]) -> bool:
    """Whether what is said "according to" somebody holds the last quotation with its own word of speech."""
    last = made[-1] if made else None
    if draft.form != "source" or last is None or last.verb is None:
        return False
    return any(a <= last.pieces[0][0] and last.verb < b for a, b in draft.pieces)


def _relays(draft: Draft, made: list[Draft]) -> bool:
    """Whether a source only passes on a quotation that has its own speaker; it is noted there as the relay."""
    if draft.form != "source":
        return False
    for first, last in draft.pieces:
        at = bisect_left(made, first, key=lambda d: d.pieces[0][0])
        quoted = made[at] if at < len(made) else None
        if quoted is None or quoted.verb is None or quoted.form != "quote":
            continue
        start, end = quoted.pieces[0][0], max(quoted.pieces[0][1], quoted.verb + 1)
        if end <= last and end - start + _SPARE >= last - first:
            quoted.relayed_by = draft.speaker
            return True
    return False


def _begun(parse: Parse, quote: Quote, draft: Draft, floor: int) -> Range | None:
    """The beginning of a sentence that the quotation goes on with: 'Sooner or later, he said, "it pays off."'"""
    if draft.verb is None or draft.speaker is None or draft.verb > quote.first or not _goes_on_small(parse, quote):
        return None
    first = max(parse.sentences[parse.sentence_of[draft.verb]][0], floor)
    last = min(draft.speaker[0], draft.verb) - 1
    if last - first < 2 or parse.lower[last] != "," or parse.sentence_of[last] != parse.sentence_of[draft.verb]:
        return None
    return first, last


def _goes_on_small(parse: Parse, quote: Quote) -> bool:
    word = next((w for w in parse.word[quote.first : quote.last] if w[:1].isalpha()), "")
    return word[:1].islower() and parse.lower[quote.first - 1] == ","


def _share_ahead(made: list[Draft]) -> None:
    """Give a quotation of nobody the speaker of the one right after it: "..." "...," he said."""
    for draft, following in zip(reversed(made[:-1]), reversed(made[1:]), strict=True):
        if draft.speaker is None and draft.pieces[-1][1] == following.pieces[0][0]:
            draft.speaker, draft.speaker_head, draft.cue = following.speaker, following.speaker_head, following.cue


def _heard(parse: Parse, quotes: list[Quote], drafts: list[Draft]) -> list[_Voice]:
    """Who is reported to speak, in order, outside quotations and other contents: they may go on in a quotation."""
    within = bytearray(len(parse))
    for draft in drafts:
        if draft.form in ("clause", "source"):
            for first, last in draft.pieces:
                within[first:last] = b"\1" * (last - first)
    found = [
        _Voice(d, max(d.pieces[-1][1], d.cue[1]))
        for d in drafts
        if d.speaker and d.pieces and d.cue and d.form not in ("noun", "adverb") and d.kind not in ("seem", "show")
        and not within[d.cue[0]] and quote_at(quotes, d.cue[0]) is None
    ]  # fmt: skip
    return sorted(found, key=lambda voice: voice.until)


def _later(one: _Voice | None, other: _Voice) -> _Voice:
    return other if one is None or other.until >= one.until else one


def _attach(parse: Parse, lexicon: Lexicon, around: Surroundings, voice: _Voice | None) -> Draft | None:
    """A draft of the quotation, or None where it is part of a sentence or no speech."""
    quote, fresh = around.quote, around.is_fresh()
    if not (fresh or around.is_led()):
        return _ended(parse, lexicon, around)
    if not around.is_rounded():
        return None
    verb, words = around.verb(), around.words()
    before = parse.lower[quote.first - 1] if quote.first else ""
    if verb is not None and words and (words > 2 or verb >= quote.first - 1 or before in (",", ":")):
        return _spoken(parse, lexicon, around, verb)
    if verb is None and before == ":":
        named = name_before_colon(parse, quote.first - 1)
        if named is not None:
            return Draft([(quote.first, quote.last)], (quote.first - 1, quote.first), "say", "asserts", "quote",
                         speaker=named[0], speaker_head=named[1])  # fmt: skip
    if not fresh or words < 2 or around.is_heading():
        return None
    draft = Draft([(quote.first, quote.last)], None, "say", "asserts", "quote")
    signed = around.signature()
    if signed is not None:
        draft.speaker, draft.speaker_head = noun_phrase(parse, signed), signed
    elif voice is not None and _goes_on(parse, quote, voice):
        draft.speaker, draft.speaker_head, draft.cue = voice.draft.speaker, voice.draft.speaker_head, voice.draft.cue
        _name_relative(parse, draft)
    return draft


def _ended(parse: Parse, lexicon: Lexicon, around: Surroundings) -> Draft | None:
    """The sentence up to a quotation whose comma asks for a word of speech: 'But "the real issue," he said, ...'"""
    verb = around.verb_after_comma()
    if verb is None:
        return None
    draft = _spoken(parse, lexicon, around, verb)
    first = max(parse.sentences[parse.sentence_of[around.quote.first]][0], around.floor)
    draft.pieces, draft.form, draft.verb = [(first, around.quote.last)], "clause", None
    if draft.speaker is None or first >= around.quote.first or draft.speaker[0] < around.quote.last:
        return None
    return draft


def _spoken(parse: Parse, lexicon: Lexicon, around: Surroundings, verb: int) -> Draft:
    """The quotation as said by the subject of a verb."""
    entry = lexicon.verb(parse, verb)
    draft = Draft([(around.quote.first, around.quote.last)], cue_range(parse, verb), entry.kind if entry else "say",
                  entry.stance if entry else "asserts", "quote", verb=verb)  # fmt: skip
    head = find_subject(parse, lexicon, verb)
    if (head is None and parse.child(verb, "auxpass") is None) or (
        head is not None and quote_at(around.quotes, head) is not None
    ):
        head = around.neighbour(verb)
    if head is not None:
        draft.speaker, draft.speaker_head = noun_phrase(parse, head), head
    return draft


def _name_relative(parse: Parse, draft: Draft) -> None:
    """A relative pronoun speaks for its own clause only; in the next sentence it is the word it stands for."""
    head = draft.speaker_head
    if head is not None and parse.tag[head] in ("WP", "WDT"):
        clause = next((a for a in parse.ancestors(head) if parse.dep[a] == "relcl"), None)
        if clause is not None:
            draft.speaker_head = parse.head[clause]
            draft.speaker = noun_phrase(parse, parse.head[clause])


def _goes_on(parse: Parse, quote: Quote, voice: _Voice) -> bool:
    """Whether whoever spoke last is still speaking.

    So it is in the same paragraph with nothing but the end of a sentence between, and in a paragraph of pure quotation
    that follows the one where they spoke.
    """
    if quote.first - voice.until > _MEMORY:
        return False
    here, there = parse.paragraph_of[quote.first], parse.paragraph_of[max(voice.until - 1, 0)]
    if here == there:
        return _sentence_ends(parse, voice.until, quote.first) <= 1
    first, last = parse.paragraphs[here]
    if here != there + 1 or quote.first != first or quote.last < last - 1:
        return False
    return _sentence_ends(parse, voice.until, parse.paragraphs[there][1]) <= 1


def _sentence_ends(parse: Parse, first: int, last: int) -> int:
    return sum(1 for i in range(first, last) if is_stop(parse, i))
