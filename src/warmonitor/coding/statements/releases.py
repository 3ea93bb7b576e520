"""Words that the parse counts to a reported clause though its reporter goes on with them."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.reaches import reach

from .draft import Draft
from .lexicon import Lexicon

_SCAN = reach("statements", "release_tokens")
_OFFSETS = (",", '"', "''", "--", "–", "—", "-")


def release(parse: Parse, lexicon: Lexicon, draft: Draft) -> None:
    """Cut from a reported clause a participle by which its speaker goes on: "said he would run, adding that ..."."""
    for number, (first, last) in enumerate(draft.pieces):
        first = _past_day(parse, draft, first)
        draft.pieces[number] = (first, last)
        for i in range(first + 1, min(last, first + _SCAN)):
            if (
                parse.dep[i] == "mark"
                and parse.lower[i] == "while"
                and parse.lower[i - 1] == ","
                and parse.left[parse.head[i]] == i
            ):
                draft.pieces[number] = (first, i)
                if parse.tag[parse.head[i]] == "VBG":
                    draft.released.append(parse.head[i])
                break
            if parse.lower[i - 1] == "," and _is_remark(parse, lexicon, i):
                draft.pieces[number] = (first, i)
                break
            if parse.dep[i] == "conj" and _is_resumed(parse, lexicon, draft, i):
                cut = next((c for c in range(i - 1, max(first, i - 6), -1) if parse.dep[c] == "cc"), None)
                if cut is not None:
                    draft.pieces[number] = (first, cut)
                    if parse.child(i, "nsubj") is None:
                        draft.released.append(i)
                    break
            if parse.tag[i] == "VBG" and parse.dep[i] == "advcl" and first <= parse.head[i] < i:
                start = parse.left[i]
                entry = lexicon.verb(parse, i)
                if (
                    entry is not None
                    and start > first
                    and parse.lower[start - 1] in _OFFSETS
                    and entry.kind in ("say", "judge", "ask")
                ):
                    draft.pieces[number] = (first, start - 1 if parse.lower[start - 1] not in ('"', "''") else start)
                    draft.released.append(i)
                    break


def _past_day(parse: Parse, draft: Draft, first: int) -> int:
    """Where the clause begins after the day on which it was said: "said on Monday the army ..."."""
    if draft.cue is None or first != draft.cue[1]:
        return first
    day = first + 1 if parse.lower[first] == "on" else first
    if (
        day + 1 < len(parse)
        and parse.label[day] == "DATE"
        and parse.label[day + 1] != "DATE"
        and parse.pos[day] == "PROPN"
        and parse.dep[day] in ("pobj", "npadvmod")
    ):
        return day + 1
    return first


def _is_remark(parse: Parse, lexicon: Lexicon, first: int) -> bool:
    """Whether a remark on the clause begins here: "..., a claim rejected by the opposition"."""
    noun = next((i for i in range(first, min(first + 3, len(parse))) if parse.pos[i] == "NOUN"), None)
    if noun is None or parse.lower[first] not in ("a", "an", "the") or parse.lemma[noun] not in lexicon.nouns:
        return False
    return any(
        parse.dep[c] in ("acl", "relcl") and parse.tag[c] != "VB" and parse.child(c, "mark") is None
        for c in parse.children[noun]
    )


def _is_resumed(parse: Parse, lexicon: Lexicon, draft: Draft, word: int) -> bool:
    """Whether a verb that the parse puts beside the reported one goes on from the reporting verb: "said A but said B"."""
    if draft.verb is None or parse.child(word, "nsubjpass", "mark") is not None:
        return False
    subject = parse.child(word, "nsubj")
    if subject is not None:
        if parse.pos[subject] != "PROPN" or parse.tag[word] not in ("VBD", "VBZ", "VBP"):
            return False
    elif parse.tag[word] != parse.tag[draft.verb] or parse.child(word, "aux") is not None:
        return False
    entry = lexicon.verb(parse, word)
    return (
        entry is not None
        and entry.kind in ("say", "ask")
        and "s" in entry.takes
        and parse.child(word, "ccomp", "xcomp") is not None
    )
