"""Which stretches of a report are furniture (captions, credits, share bars, repeated blocks …), and why.

Nothing is deleted: a piece of furniture is a `Dropped` span with its reason. A headline, a sentence and anything
that is not plainly furniture stay. Work is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from warmonitor.knowledge.reaches import reach
from warmonitor.reading.cues import Cues, bare_key, cues_for, plain_key
from warmonitor.records import Dropped

_ENDED = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]*\Z")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»]*")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,3}|@\w+"
    r"|\b[\w-]{1,63}\.(?:com|org|net|co|ly|tv)\b(?:/\S*)?|\+?\(?\d[\d().\s-]{6,20}\d"
)
_ADDRESS_SIGNS = ("@", "://", "www.", ".com", ".org", ".net", ".co", ".ly", ".tv")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SEPARATOR = re.compile(r"\s[|›»•·>/]\s|\s?[|›»•]\s?")
_KEY = re.compile(r"\W+")
_SHARE_EDGE = " :,|·•.-–—()[]/"
_TELLING = reach("reading", "story_words")
_LONGEST_LINE = reach("reading", "line_characters")


@dataclass(frozen=True)
class Stretch:
    """A stretch with what its judgement needs."""

    start: int
    end: int
    text: str
    key: str
    words: int
    is_sentence: bool


def find_furniture(text: str, stretches: list[tuple[int, int]], language: str | None = None) -> tuple[Dropped, ...]:
    """The furniture among the stretches of a text, in order; nothing where everything would be."""
    if len(stretches) < 2:
        return ()
    cues = cues_for(language)
    lines = [_look_at(text, start, end) for start, end in stretches]
    reasons: list[str | None] = [_reason_by_cue(line, cues) for line in lines]
    headline = next((i for i, reason in enumerate(reasons) if reason is None), 0)
    for i, line in enumerate(lines):
        if reasons[i] is None and i != headline:
            reasons[i] = _reason_by_shape(line, cues)
    _mark_link_lists(lines, reasons, headline, cues)
    _mark_repeats(lines, reasons, headline, cues)
    _keep_a_story(lines, reasons)
    if all(reasons):
        return ()
    dropped = []
    for line, reason in zip(lines, reasons, strict=True):
        start, why = (line.start, reason) if reason else (_credit_start(line, cues), "credit")
        if start is not None:
            dropped.append(Dropped(start, line.end, text[start : line.end], why))
    return tuple(dropped)


def _look_at(text: str, start: int, end: int) -> Stretch:
    piece = text[start:end]
    if len(piece) > _LONGEST_LINE:
        return Stretch(start, end, piece, "", _LONGEST_LINE, True)
    return Stretch(
        start, end, piece, plain_key(piece), len(piece.split()), bool(_ENDED.search(piece, max(0, len(piece) - 6)))
    )


def _reason_by_cue(line: Stretch, cues: Cues) -> str | None:
    """Why a line is furniture by its words, which holds wherever it stands."""
    if not line.key:
        return None
    limits = cues.limits
    if line.words <= limits["whole"] and (found := cues.whole.get(bare_key(line.text))):
        return found
    if not any(character.isalnum() for character in line.key):
        return "boilerplate"
    if _is_share_bar(line, cues):
        return "share"
    if line.words <= limits["starts"]:
        for reason, pattern in cues.starts:
            if pattern.match(line.key):
                return reason
    if line.words <= limits["opens"] and not line.is_sentence:
        for reason, pattern in cues.opens:
            if pattern.match(line.key):
                return reason
    if line.words <= limits["holds"]:
        for reason, pattern in cues.holds:
            if pattern.search(line.key):
                return reason
    return None


def _reason_by_shape(line: Stretch, cues: Cues) -> str | None:
    """Why a line that isn't the headline is furniture by how it looks."""
    if not line.key:
        return None
    if line.key.startswith(cues.signs) and line.words <= 1 + cues.limits["sign"]:
        return "credit"
    if line.words <= cues.limits["caption"] and _is_credited_caption(line, cues):
        return "caption"
    if line.is_sentence or line.words > 2 * cues.limits["shape"]:
        return "contact" if _is_contact(line, cues) else None
    if _is_byline(line, cues):
        return "byline"
    if _is_contact(line, cues):
        return "contact"
    parts = [part for part in _SEPARATOR.split(line.text) if part.strip()]
    if len(parts) >= 3 and all(len(part.split()) <= 4 for part in parts):
        return "navigation"
    return None


def _is_share_bar(line: Stretch, cues: Cues) -> bool:
    """Whether a line is made of nothing but the words of share bars and their counts."""
    if line.is_sentence or line.words > 16:
        return False
    words = [word.strip(_SHARE_EDGE) for word in line.key.split()]
    words = [word for word in words if word and not word.isdigit()]
    return 0 < len(words) <= 12 and all(word in cues.share for word in words)


def _is_credited_caption(line: Stretch, cues: Cues) -> bool:
    """A line that ends in a photo credit, or a short one of capitalised words that ends in an agency's name."""
    tail = line.key[-160:]
    if cues.may_credit_photo(tail) and cues.photo_tail.search(tail):
        return True
    if line.is_sentence or line.words > cues.limits["shape"]:
        return False
    if cues.names_agency_last(tail) and cues.agency_tail.search(tail):
        return True
    words = line.text.split()
    for count in (1, 2, 3):
        if len(words) > count and bare_key(" ".join(words[-count:])) in cues.agencies:
            return (
                words[-1][0].isupper() and all(word[0].isupper() for word in words[:-count]) and len(words) - count <= 6
            )
    return False


def _is_byline(line: Stretch, cues: Cues) -> bool:
    """ "By" and capitalised names; a line with digits stays, for it may hold the date of the report."""
    start = line.key.lstrip("-–— ")
    if not start.startswith(cues.byline) or line.words > cues.limits["shape"]:
        return False
    names = line.text.lstrip("-–— ").split(None, 1)[1].replace(",", " ").replace("|", " ").split()
    return all(word[0].isupper() or word.lower() in cues.byline_joints for word in names) and not any(
        c.isdigit() for c in start
    )


def _is_contact(line: Stretch, cues: Cues) -> bool:
    """Addresses, numbers and handles with hardly a word beside them."""
    addresses = sum(line.text.count(sign) for sign in _ADDRESS_SIGNS)  # no more words than these can belong to one
    if _has_words(line.text, cues.limits["contact"] + addresses + 1) or _YEAR.search(
        _LINK.sub("", line.text)
    ):  # a date line, which says when the report is from
        return False
    rest, count = _ADDRESS.subn(" ", line.text)
    return (
        count > 0 and len([word for word in rest.split() if any(c.isalpha() for c in word)]) <= cues.limits["contact"]
    )


def _has_words(text: str, number: int) -> bool:
    """Whether a text has so many words with a letter; reads no further than it must."""
    return sum(1 for _ in islice((word for word in text.split() if any(c.isalpha() for c in word)), number)) == number


def _mark_link_lists(lines: list[Stretch], reasons: list[str | None], headline: int, cues: Cues) -> None:
    """Unended lines after the head of a list of links go with it, once a story has begun."""
    left = 0
    begun = False
    for i, line in enumerate(lines):
        begun = begun or (reasons[i] is None and line.is_sentence)
        if reasons[i] is not None:
            left = cues.limits["list_length"] if begun and bare_key(line.text) in cues.headings else left
        elif left and i != headline and not line.is_sentence and line.words <= cues.limits["list"]:
            reasons[i] = "navigation"
            left -= 1
        else:
            left = 0


def _mark_repeats(lines: list[Stretch], reasons: list[str | None], headline: int, cues: Cues) -> None:
    """A block said before, or a sentence set apart that another paragraph also holds."""
    least = cues.limits["repeated_sentence"]
    seen: dict[str, int] = {}
    inside = {key for line in lines if line.words > least for key in _sentence_keys(line.text)}
    for i, line in enumerate(lines):
        key = _KEY.sub("", line.text.lower())
        if len(key) < 8:
            continue
        again = seen.setdefault(key, i) != i
        if reasons[i] is not None or i == headline or line.words < (least if line.is_sentence else 2):
            continue
        if again or (line.words >= least and key in inside):
            reasons[i] = "repeated"


def _sentence_keys(text: str) -> list[str]:
    """The letters of each sentence of a paragraph of several."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if len(ends) < 2:
        return []
    return [_KEY.sub("", text[start:end].lower()) for start, end in zip([0, *ends], ends, strict=False)]


def _keep_a_story(lines: list[Stretch], reasons: list[str | None]) -> None:
    """Captions and repeats as long as sentences stay where nothing else of that length is left."""
    if any(line.words >= _TELLING for line, reason in zip(lines, reasons, strict=True) if reason is None):
        return
    for i, line in enumerate(lines):
        if line.words >= _TELLING and reasons[i] in ("caption", "repeated"):
            reasons[i] = None


def _credit_start(line: Stretch, cues: Cues) -> int | None:
    """Where an agency's signature after the last sentence of a paragraph begins: "… he said. (AFP)"."""
    tail_start = max(0, len(line.text) - 60)
    tail = line.text[tail_start:].lower()
    found = cues.agency_tail.search(tail) if cues.names_agency_last(tail) else None
    if found is None or len(tail) != len(line.text) - tail_start:
        return None
    before = line.text[: tail_start + found.start()].rstrip()
    return line.start + tail_start + found.start() if _ENDED.search(before, max(0, len(before) - 6)) else None
