"""What differs between two texts, word by word, and between the claims that were coded from them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from warmonitor.records import Claim

Kind = Literal["kept", "added", "removed"]
Token = tuple[int, int]

_SENTENCE = re.compile(r"[^\n.!?]*(?:[.!?](?!\s|[\"”’)\]]*\s)[^\n.!?]*)*(?:[.!?]+[\"”’)\]]*\s*|\n\s*|$)")
_LONGEST_SENTENCE = 4000
_WORD = re.compile(r"\w+\W*|\W+")
_MOST_CELLS = 3_000_000  # pairs of words that one comparison may look at
_MOST_IN_GAP = 90_000


class Piece(NamedTuple):
    """A stretch of two texts: characters of the old one (none where it was added) and of the new one (none where it was removed).

    The pieces' stretches follow each other and leave nothing out, in both texts. What is kept may differ in its spaces.
    """

    kind: Kind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts: sentences are matched first, then the words of those that differ, as far as that is bounded work."""
    work = _Work(old, new)
    pieces: list[Piece] = []
    for kind, ours, theirs in _align(work, _sentences(old), _sentences(new)):
        if kind == "kept":
            pieces += [_piece("kept", (a,), (b,)) for a, b in zip(ours, theirs, strict=True)]
        else:
            pieces += _compare_words(work, ours, theirs)
    return _join(_place(pieces))


class _Work:
    """The two texts, and how much looking is left."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.cells = _MOST_CELLS

    def old_key(self, token: Token) -> str:
        return " ".join(self.old[token[0] : token[1]].split())

    def new_key(self, token: Token) -> str:
        return " ".join(self.new[token[0] : token[1]].split())

    def spend(self, cells: int) -> bool:
        """Whether so many pairs may be looked at."""
        if cells > min(self.cells, _MOST_IN_GAP):
            return False
        self.cells -= cells
        return True


Run = tuple[Kind, Sequence[Token], Sequence[Token]]


def _sentences(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _SENTENCE.match(text, at, min(len(text), at + _LONGEST_SENTENCE))
        end = match.end() if match and match.end() > at else min(len(text), at + _LONGEST_SENTENCE)
        found.append((at, end))
        at = end
    return found


def _words(text: str, tokens: Sequence[Token]) -> list[Token]:
    return [match.span() for start, end in tokens for match in _WORD.finditer(text, start, end)]


def _align(work: _Work, ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Run]:
    """Runs of tokens that are kept, one for one, and runs that differ, in their order: by tokens that stand once in each, then by what is around."""
    a, b = [work.old_key(token) for token in ours], [work.new_key(token) for token in theirs]
    i = j = 0
    for x, y in [*_anchors(a, b), (len(a), len(b))]:
        yield from _between(work, ours[i:x], theirs[j:y], a[i:x], b[j:y])
        if x < len(a):
            yield "kept", ours[x : x + 1], theirs[y : y + 1]
        i, j = x + 1, y + 1


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of keys that stand once in each list, in the order of both."""
    counts, others = Counter(a), Counter(b)
    places = {key: place for place, key in enumerate(b)}
    pairs = [(i, places[key]) for i, key in enumerate(a) if counts[key] == 1 and others.get(key) == 1]
    tails: list[int] = []
    chain: list[tuple[int, int]] = []
    before: list[int | None] = []
    for number, (_, y) in enumerate(pairs):
        at = bisect_left(tails, y)
        if at == len(tails):
            tails.append(y)
            chain.append((y, number))
        else:
            tails[at] = y
            chain[at] = (y, number)
        before.append(chain[at - 1][1] if at else None)
    found: list[tuple[int, int]] = []
    here = chain[-1][1] if chain else None
    while here is not None:
        found.append(pairs[here])
        here = before[here]
    return found[::-1]


def _between(
    work: _Work, ours: Sequence[Token], theirs: Sequence[Token], a: Sequence[str], b: Sequence[str]
) -> Iterator[Run]:
    """The runs of what stands between two anchors."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    if head:
        yield "kept", ours[:head], theirs[:head]
    x, y = len(a) - tail, len(b) - tail
    if x > head and y > head and work.spend((x - head) * (y - head)):
        for tag, i, k, j, m in SequenceMatcher(None, a[head:x], b[head:y], autojunk=False).get_opcodes():
            kind: Kind = "kept" if tag == "equal" else "removed"
            yield kind, ours[head + i : head + k], theirs[head + j : head + m]
    elif x > head or y > head:
        yield "removed", ours[head:x], theirs[head:y]
    if tail:
        yield "kept", ours[x:], theirs[y:]


def _compare_words(work: _Work, ours: Sequence[Token], theirs: Sequence[Token]) -> list[Piece]:
    """The pieces of two stretches that differ."""
    if not ours or not theirs:
        return _replaced(ours, theirs)
    pieces: list[Piece] = []
    for kind, a, b in _align(work, _words(work.old, ours), _words(work.new, theirs)):
        if kind == "kept":
            pieces += [_piece("kept", (x,), (y,)) for x, y in zip(a, b, strict=True)]
        else:
            pieces += _replaced(a, b)
    kept = sum(len(work.new_key((one.new_start, one.new_end))) for one in pieces if one.kind == "kept")
    longer = max(ours[-1][1] - ours[0][0], theirs[-1][1] - theirs[0][0])
    return pieces if 3 * kept >= longer else _replaced(ours, theirs)  # a few words in common make no sentence


def _replaced(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Piece]:
    found = []
    if ours:
        found.append(_piece("removed", ours, ()))
    if theirs:
        found.append(_piece("added", (), theirs))
    return found


def _piece(kind: Kind, ours: Sequence[Token], theirs: Sequence[Token]) -> Piece:
    """A piece; where it has nothing of one text its place there is found afterwards."""
    old = (ours[0][0], ours[-1][1]) if ours else (-1, -1)
    new = (theirs[0][0], theirs[-1][1]) if theirs else (-1, -1)
    return Piece(kind, *old, *new)


def _place(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that have nothing of one text stand there where the one before ended."""
    placed, old, new = [], 0, 0
    for one in pieces:
        if one.kind == "added":
            one = one._replace(old_start=old, old_end=old)
        elif one.kind == "removed":
            one = one._replace(new_start=new, new_end=new)
        old, new = one.old_end, one.new_end
        placed.append(one)
    return placed


def _join(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece; what was removed before what was added instead."""
    found: list[Piece] = []
    for one in pieces:
        if found and found[-1].kind == one.kind:
            found[-1] = found[-1]._replace(old_end=one.old_end, new_end=one.new_end)
        elif (
            one.kind == "removed" and len(found) > 1 and found[-1].kind == "added" and found[-2].kind == "removed"
        ):  # removed, added, removed: the two removed ones are one
            added = found.pop()
            found[-1] = found[-1]._replace(old_end=one.old_end)
            found.append(added._replace(old_start=one.old_end, old_end=one.old_end))
        else:
            found.append(one)
    return tuple(found)


class ChangedClaim(NamedTuple):
    """A claim that both texts make, and what of it differs: (field, before, after)."""

    before: Claim
    after: Claim
    fields: tuple[tuple[str, str, str], ...]


class ClaimsCompared(NamedTuple):
    """The claims of a newer text that the older one had not, those that it no longer has, and those that it makes otherwise."""

    gained: tuple[Claim, ...]
    lost: tuple[Claim, ...]
    changed: tuple[ChangedClaim, ...]


def compare_claims(old: Sequence[Claim], new: Sequence[Claim]) -> ClaimsCompared:
    """What became of the claims. Two are one claim where type and trigger agree and most words of their sentences do."""
    waiting: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in old:
        waiting[_name_of(claim)].append(claim)
    pairs: dict[int, Claim] = {}
    for exactly in (True, False):
        for place, claim in enumerate(new):
            if place not in pairs and (found := _find_match(claim, waiting[_name_of(claim)], exactly)) is not None:
                waiting[_name_of(claim)].remove(found)
                pairs[place] = found
    changed = [ChangedClaim(pairs[place], new[place], _differing(pairs[place], new[place])) for place in sorted(pairs)]
    return ClaimsCompared(
        tuple(claim for place, claim in enumerate(new) if place not in pairs),
        tuple(claim for claim in old if any(claim is left for some in waiting.values() for left in some)),
        tuple(one for one in changed if one.fields),
    )


def _name_of(claim: Claim) -> tuple[str, str]:
    return claim.event.type, claim.event.trigger.text.lower()


def _find_match(claim: Claim, waiting: Sequence[Claim], exactly: bool) -> Claim | None:
    for other in waiting:
        if exactly and not _differing(other, claim) and other.text.split() == claim.text.split():
            return other
        if not exactly and _share_words(other.text, claim.text):
            return other
    return None


def _share_words(a: str, b: str) -> bool:
    ours, theirs = set(a.lower().split()), set(b.lower().split())
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def _differing(old: Claim, new: Claim) -> tuple[tuple[str, str, str], ...]:
    before, after = _facts(old), _facts(new)
    return tuple((field, before[field], after[field]) for field in before if before[field] != after[field])


def _facts(claim: Claim) -> dict[str, str]:
    """What a claim says, field by field, in words."""
    event, attribution = claim.event, claim.attribution
    time = event.time
    return {
        "kind": event.mode or "",
        "status": f"{claim.status.modality}, {claim.status.polarity}",
        "by whom": ", ".join(party.name or party.text for party in event.actors),
        "on whom": ", ".join(party.name or party.text for party in event.recipients),
        "where": ", ".join(place.name or place.text for place in event.places),
        "when": " – ".join(dict.fromkeys(day or "open" for day in (time.earliest, time.latest))),
        "numbers": "; ".join(
            f"{_range(one.low, one.high)} {one.of}" + (f" ({one.who})" if one.who else "") for one in event.counts
        ),
        "on whose word": ", ".join(one.name or one.text for one in attribution.speakers) if attribution else "",
        "stance": attribution.stance if attribution else "",
    }


def _range(low: int | None, high: int | None) -> str:
    return str(low) if low == high else f"{'…' if low is None else low}–{'…' if high is None else high}"
