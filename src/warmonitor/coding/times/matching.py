"""Where the grammar of times matches: a trigger word first, then the longest match around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.lexicon import Lexicon, Rule
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words

_FIGURES = re.compile(
    r"\d{4}s?$|\d{1,2}[:.]\d\d|\d+[-/.–]\d|\d{1,2}(?::\d\d)?[ap]\.?m\.?$|[2-9]0s$|mid-|post-|pre-|early-|late-|q[1-4]$|\d{1,2}-[a-z]"
)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_LEFT = reach("times", "match_tokens")


@dataclass
class Match:
    """Tokens that a rule of the grammar matches, and what it captured."""

    first: int
    last: int
    rule: Rule
    groups: dict[str, str]
    sentence: int


class Matcher:
    """Finds the matches of one report; `is_read` says whether a rule's operation takes the words for a time."""

    def __init__(self, lexicon: Lexicon, parse: Parse, is_read: Callable[[Match], bool]) -> None:
        self.lexicon = lexicon
        self.parse = parse
        self._is_read = is_read

    def all(self) -> list[Match]:
        """All matches of the grammar, the longest at each trigger, left to right."""
        lower, triggers, found = self.parse.lower, self.lexicon.triggers, []
        free = 0
        for i, word in enumerate(lower):
            if i >= free and (word in triggers or ((word[:1] <= "9" or word[:1] in "mpelq") and _FIGURES.match(word))):
                match = self._match_at(i, free)
                if match is not None:
                    siblings = self._siblings(match, free)
                    found += sorted([match, *siblings], key=lambda m: m.first)
                    free = found[-1].last
        return found

    def _siblings(self, match: Match, free: int) -> list[Match]:
        """Another day of the same month beside a date: "3 and 4 February", "June 3-5, 2018"."""
        if match.rule.op != "date" or "month" not in match.groups or "day" not in match.groups:
            return []
        lower, parse = self.parse.lower, self.parse
        begin, end = parse.sentences[match.sentence]
        if lower[match.first] == match.groups["day"]:
            i = match.first
            if i - 2 >= max(begin, free) and lower[i - 1] in small_words("RANGE") and _DAY.fullmatch(lower[i - 2]):
                return [Match(i - 2, i - 1, match.rule, {**match.groups, "day": lower[i - 2]}, match.sentence)]
            return []
        i = match.last
        if (
            lower[i - 1] != match.groups["day"]
            or i + 1 >= end
            or lower[i] not in small_words("RANGE")
            or not _DAY.fullmatch(lower[i + 1])
        ):
            return []
        last = i + 2
        if last < end and parse.head[i + 1] == last and parse.pos[last] == "NOUN":
            return []
        groups = {**match.groups, "day": lower[i + 1]}
        if last + 1 < end and lower[last] == "," and re.fullmatch(r"(?:19|20)\d\d", lower[last + 1]):
            match.groups["year"] = groups["year"] = lower[last + 1]
            last += 2
        return [Match(i + 1, last, match.rule, groups, match.sentence)]

    def _match_at(self, trigger: int, free: int) -> Match | None:
        parse, vocabulary = self.parse, self.lexicon.vocabulary
        sentence = parse.sentence_of[trigger]
        begin, end = parse.sentences[sentence]
        begin = max(begin, free, trigger - _LEFT)
        start = trigger
        while start > begin and (parse.lower[start - 1] in vocabulary or parse.lower[start - 1][0].isdigit()):
            start -= 1
        end = min(end, trigger + _LEFT)
        words = [word if word not in ("–", "—") else "-" for word in parse.lower[start:end]]
        offsets, at = [], 0
        for word in words:
            offsets.append(at)
            at += len(word) + 1
        text = " ".join(words)
        edges = {offset + len(word): start + n + 1 for n, (offset, word) in enumerate(zip(offsets, words, strict=True))}
        for i in range(start, trigger + 1):
            place = offsets[i - start]
            if self.lexicon.gate.match(text, place):
                match = self._longest(text, place, offsets[trigger - start], edges, i, sentence)
                if match is not None:
                    return match
        return None

    def _longest(
        self, text: str, place: int, past: int, edges: dict[int, int], first: int, sentence: int
    ) -> Match | None:
        candidates = []
        for number, rule in enumerate(self.lexicon.rules):
            found = rule.like.match(text, place)
            if found and found.end() > past and found.end() in edges:
                candidates.append((-found.end(), number, rule, found))
        for _, _, rule, found in sorted(candidates, key=lambda c: c[:2]):
            groups = {name.split("__")[0]: value for name, value in found.groupdict().items() if value}
            match = Match(first, edges[found.end()], rule, groups, sentence)
            if self._is_read(match):
                return match
        return None
