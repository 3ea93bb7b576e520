"""spaCy's attribute ruler, asked once for each kind of word.

Its patterns go by a word's form, tag and dependency label. What those of one word say is found by spaCy's own matcher on
a text of that word alone, and remembered. A text in which a pattern of several words may hold is left to spaCy.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from spacy.attrs import DEP, ORTH, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

_KNOWN_MOST = 500_000  # kinds of words; beyond, all are forgotten
_ASKED = {"LOWER", "ORTH", "TAG", "DEP", "IS_SPACE"}  # of a word; its form, tag and label decide them

Kind = tuple[int, int, int]


class _Said(NamedTuple):
    """What patterns of one word say of a kind, and whether it fits the first word, or another, of a longer pattern."""

    attributes: dict[Any, Any]
    may_begin: bool
    may_go_on: bool


def remember_attributes(nlp: Language) -> None:
    """Have the pipeline's attribute ruler remember; one that asks other things of words stays as it is."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    if all(token and set(token) <= _ASKED for rule in ruler.patterns for words in rule["patterns"] for token in words):
        memory = _Memory(nlp, ruler)
        ruler.match, ruler.set_annotations = _no_matches, memory.mark


def _no_matches(doc: Doc) -> list[Any]:
    """Nothing: what is set goes by the memory."""
    return []


class _Memory:
    """What the rules say of each kind of word that was seen."""

    def __init__(self, nlp: Language, ruler: Any) -> None:
        self._vocab = nlp.vocab
        self._match, self._mark = ruler.match, ruler.set_annotations
        self._attributes: list[dict[Any, Any]] = ruler.attrs
        self._whole, self._first, self._later = Matcher(nlp.vocab), Matcher(nlp.vocab), Matcher(nlp.vocab)
        self._known: dict[Kind, _Said] = {}
        for number, rule in enumerate(ruler.patterns):
            for words in rule["patterns"]:
                if len(words) == 1:
                    self._whole.add(str(number), [words])
                else:
                    self._first.add("first", [words[:1]])
                    self._later.add("later", [[word] for word in words[1:]])

    def mark(self, doc: Doc, matches: list[Any]) -> None:
        """Set what the rules say of the words of a text."""
        said = [
            self._known.get(kind) or self._ask(kind) for kind in map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist())
        ]
        if any(one.may_begin and other.may_go_on for one, other in pairwise(said)):
            self._mark(doc, self._match(doc))
            return
        for token, one in zip(doc, said, strict=True):
            if one.attributes:
                set_token_attrs(token, one.attributes)

    def _ask(self, kind: Kind) -> _Said:
        """What the rules say of a text of this word alone; later rules have the last word."""
        orth, tag, dep = (self._vocab.strings[value] for value in kind)
        doc = Doc(self._vocab, words=[orth], tags=[tag], deps=[dep], heads=[0])
        attributes: dict[Any, Any] = {}
        for number in sorted(int(self._vocab.strings[name]) for name, _, _ in self._whole(doc, allow_missing=True)):
            attributes |= self._attributes[number]
        first, later = self._first(doc, allow_missing=True), self._later(doc, allow_missing=True)
        if len(self._known) >= _KNOWN_MOST:
            self._known.clear()
        self._known[kind] = said = _Said(attributes, bool(first), bool(later))
        return said
