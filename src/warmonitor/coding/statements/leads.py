"""The words that introduce or close a quotation: which verb near it is the one of saying it."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach

from .lexicon import Lexicon
from .marks import Quote, is_stop, quote_at

_SEPARATORS = frozenset({",", ":", "--", "-", "–", "—"})
_NOMINAL = labels("NOMINAL")
_CLAUSES = labels("VERB")
_REACH = reach("statements", "lead_tokens")
_NEAR = reach("statements", "near_lead_tokens")


class Surroundings:
    """A quotation with the room before and after it that no other quotation takes."""

    __slots__ = ("_after", "_lexicon", "_parse", "floor", "quote", "quotes")

    def __init__(self, parse: Parse, lexicon: Lexicon, quotes: list[Quote], number: int) -> None:
        self._parse, self._lexicon, self.quotes = parse, lexicon, quotes
        self.quote = quotes[number]
        self.floor = quotes[number - 1].last if number else 0
        self._after = quotes[number + 1].first if number + 1 < len(quotes) else len(parse)

    def is_fresh(self) -> bool:
        """Whether a sentence or paragraph begins with the quotation."""
        parse, i = self._parse, self.quote.first - 1
        if i < 0 or parse.paragraph_of[i] != parse.paragraph_of[self.quote.first]:
            return True
        if parse.lower[i] in ('"', "''", "'", ")") and i > 0:
            i -= 1
        if parse.lower[i] in (".", "?", "!", "...", "…"):
            return True
        return parse.sentence_of[i] != parse.sentence_of[self.quote.first] and parse.lower[i] not in _SEPARATORS

    def is_led(self) -> bool:
        """Whether the quotation follows a separator or the very word of speech."""
        parse, i = self._parse, self.quote.first - 1
        if parse.lower[i] in _SEPARATORS:
            return True
        if i < self.floor or parse.pos[i] in ("ADP", "DET"):
            return False
        if self._says(i) and self.words() > 4:
            return True
        return any(self._says(j) for j in range(max(self.floor, i - 3), i + 1)) and self._starts_upper()

    def is_rounded(self) -> bool:
        """Whether punctuation or the end of the paragraph closes the quotation."""
        if not self.quote.is_closed or self._ending() in (",", ".", "?", "!", "-", "—", "–", "…", ":", ";"):
            return True
        return self._parse.text[self.quote.end : self.quote.end + 1] in ("", ",", ".", "\n", "?", "!", ";", "—", "–")

    def is_heading(self) -> bool:
        """Whether the quotation is a short line of its own in single marks: a heading rather than speech."""
        quote, parse = self.quote, self._parse
        paragraph = parse.paragraphs[parse.paragraph_of[quote.first]]
        return quote.is_single and (quote.first, quote.last) == paragraph and self.words() <= 6

    def words(self) -> int:
        """How many words the quotation holds."""
        return sum(1 for w in self._parse.word[self.quote.first : self.quote.last] if w[:1].isalnum())

    def verb(self) -> int | None:
        """The word of speech after or before the quotation: after, where a comma within the marks asks for it."""
        fresh = self.is_fresh()
        if fresh or self._ending() == ",":
            found = self._verb_after()
            if found is not None or fresh:
                return found if found is not None else self._verb_of_colon()
        found = self._verb_before()
        return found if found is not None else self._verb_after()

    def verb_after_comma(self) -> int | None:
        """The word of speech right after the quotation, where a comma within the marks asks for it."""
        if self._ending() != ",":
            return None
        found = self._verb_after()
        return found if found is not None and found - self.quote.last < _NEAR and self._says(found) else None

    def _ending(self) -> str:
        """The last character within the marks."""
        return self._parse.text[self.quote.start : self.quote.end].rstrip("\"“”'’»` ")[-1:]

    def _starts_upper(self) -> bool:
        words = self._parse.word[self.quote.first : self.quote.last]
        return next((w[0].isupper() for w in words if w[:1].isalpha()), False)

    def _says(self, i: int) -> bool:
        if self._parse.pos[i] != "VERB":
            return False
        entry = self._lexicon.verb(self._parse, i)
        return entry is not None and "q" in entry.takes

    def _verb_after(self) -> int | None:
        parse, quote, ending = self._parse, self.quote, self._ending()
        limit = min(self._after, parse.paragraphs[parse.paragraph_of[quote.last - 1]][1], quote.last + _REACH)
        first = quote.last
        comma = ending == "," or (first < limit and parse.lower[first] == ",")
        if first >= limit or (ending == "." and not any(self._says(i) for i in range(first, min(first + 3, limit)))):
            return None
        if parse.dep[first] == "cc":
            return None
        for i in range(first, limit):
            if is_stop(parse, i):
                limit = i
                break
            if (
                self._says(i)
                and parse.dep[i] not in ("relcl", "acl", "amod")
                and (parse.tag[i] not in ("VB", "VBN") or self._follows_name(i))
            ):
                return i
        return self._any_verb(first, min(limit, first + _NEAR)) if comma or ending in ("?", "!") else None

    def _follows_name(self, i: int) -> bool:
        parse = self._parse
        return (
            i - 1 >= self.quote.last
            and parse.pos[i - 1] in _NOMINAL | {"AUX"}
            and parse.tag[i - 1] not in ("WDT", "WP")
        )

    def _any_verb(self, first: int, last: int) -> int | None:
        """Any verb right after a name there: "Let me talk," Trump shot back."""
        parse = self._parse
        for i in range(first, last):
            if parse.tag[i] in ("VBD", "VBZ", "VBP") and parse.dep[i] not in ("relcl", "aux", "auxpass"):
                return i if i > first and self._follows_name(i) else None
        return None

    def _verb_before(self) -> int | None:
        """The word of speech in what leads to the quotation, with no other content between (unless a colon closes it)."""
        parse, i = self._parse, self.quote.first - 1
        colon = parse.lower[i] == ":"
        for j in range(i, max(self.floor, self.quote.first - _REACH) - 1, -1):
            if is_stop(parse, j):
                break
            if self._says(j) and (colon or not self._is_filled(j)):
                return j
        return self._finite_before(i, self.floor) if colon else None

    def _is_filled(self, verb: int) -> bool:
        parse = self._parse
        return any(parse.dep[c] in ("ccomp", "xcomp") and verb < c < self.quote.first for c in parse.children[verb])

    def _verb_of_colon(self) -> int | None:
        """The word of speech at the end of the paragraph before, where that ends with a colon."""
        parse, i = self._parse, self.quote.first - 1
        if i < 0 or parse.lower[i] != ":":
            return None
        floor = max(parse.sentences[parse.sentence_of[i]][0], i - _REACH)
        found = next((j for j in range(i, floor - 1, -1) if self._says(j)), None)
        return found if found is not None else self._finite_before(i, floor)

    def _finite_before(self, last: int, floor: int) -> int | None:
        parse = self._parse
        for j in range(last, max(floor, last - _REACH) - 1, -1):
            if is_stop(parse, j):
                return None
            if parse.pos[j] in _CLAUSES and parse.child(j, "nsubj") is not None and parse.dep[j] != "relcl":
                return j
        return None

    def neighbour(self, verb: int) -> int | None:
        """The nearest noun phrase by the verb outside quotations, where the parse gives it no subject there."""
        parse = self._parse
        i: int
        for i in (*range(verb - 1, max(verb - 6, -1), -1), *range(verb + 1, min(verb + 8, len(parse)))):
            if (
                parse.pos[i] in _NOMINAL
                and parse.sentence_of[i] == parse.sentence_of[verb]
                and quote_at(self.quotes, i) is None
            ):
                while parse.dep[i] in ("compound", "poss", "nmod") and quote_at(self.quotes, parse.head[i]) is None:
                    i = parse.head[i]
                return i
        return None

    def signature(self) -> int | None:
        """The head of the name that signs the quotation after a dash: "...", then "- Jane Doe"."""
        parse, first = self._parse, self.quote.last
        if first + 1 >= len(parse) or parse.lower[first] not in ("-", "--", "–", "—"):
            return None
        last = parse.paragraphs[parse.paragraph_of[first]][1]
        if last - first > _NEAR or parse.pos[first + 1] != "PROPN":
            return None
        head = first + 1
        while first < parse.head[head] < last and parse.head[head] != head and parse.dep[head] in ("compound", "nmod"):
            head = parse.head[head]
        return head
