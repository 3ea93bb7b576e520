"""spaCy's attribute ruler, asked once for each kind of word.

Its patterns go by a word's form, tag and dependency label, and name few forms and labels: words of the others are of one
kind. What patterns of one word say of a new kind is found by spaCy's own matcher, and remembered. A text in which a
pattern of several words may hold is left to spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from spacy.attrs import DEP, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

_KNOWN_MOST = 100_000  # kinds of words, and forms; beyond, all are forgotten
_ASKED = {"LOWER", "TAG", "DEP", "IS_SPACE"}  # of a word; its form, tag and label decide them
_ANY_OTHER = "any other"  # form or label, which no pattern names

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
    asked = [token for rule in ruler.patterns for words in rule["patterns"] for token in words]
    if all(token and set(token) <= _ASKED for token in asked):
        memory = _Memory(nlp, ruler)
        ruler.match, ruler.set_annotations = _no_matches, memory.mark


def _no_matches(doc: Doc) -> list[Any]:
    """Nothing: what is set goes by the memory."""
    return []


class _Values:
    """The values of an attribute that patterns name; all others stand for one another."""

    def __init__(self, strings: StringStore, asked: Iterable[Any]) -> None:
        """Of what patterns ask of the attribute: a value, or {"IN": [...]}, {"NOT_IN": [...]} or {"REGEX": "..."}."""
        self._strings = strings
        self._named: set[str] = set()
        self._likes: list[re.Pattern[str]] = []
        self._keeps_all = False
        for one in asked:
            conditions: dict[str, Any] = one if isinstance(one, dict) else {"IN": [one]}
            for how, what in conditions.items():
                if how in ("IN", "NOT_IN"):
                    self._named.update(what)
                elif how == "REGEX":
                    self._likes.append(re.compile(what))
                else:
                    self._keeps_all = True
        self._other = strings.add(_ANY_OTHER)
        self._known: dict[int, int] = {}

    def stand_in(self, value: int) -> int:
        """The value, or the one that stands for all that no pattern names."""
        found = self._known.get(value)
        if found is None:
            text = self._strings[value]
            is_named = self._keeps_all or not text or text.isspace() or text in self._named
            found = value if is_named or any(like.search(text) for like in self._likes) else self._other
            if len(self._known) > _KNOWN_MOST:
                self._known.clear()
            self._known[value] = found
        return found


class _Memory:
    """What the rules say of each kind of word that was seen."""

    def __init__(self, nlp: Language, ruler: Any) -> None:
        self._vocab = nlp.vocab
        self._match, self._mark = ruler.match, ruler.set_annotations
        self._attributes: list[dict[Any, Any]] = ruler.attrs
        self._whole, self._first, self._later = Matcher(nlp.vocab), Matcher(nlp.vocab), Matcher(nlp.vocab)
        self._known: dict[Kind, _Said] = {}
        asked = [token for rule in ruler.patterns for words in rule["patterns"] for token in words]
        self._forms, self._labels = (
            _Values(nlp.vocab.strings, [token[name] for token in asked if name in token]) for name in ("LOWER", "DEP")
        )
        for number, rule in enumerate(ruler.patterns):
            for words in rule["patterns"]:
                if len(words) == 1:
                    self._whole.add(str(number), [words])
                else:
                    self._first.add("first", [words[:1]])
                    self._later.add("later", [[word] for word in words[1:]])

    def mark(self, doc: Doc, matches: list[Any]) -> None:
        """Set what the rules say of the words of a text."""
        form, label = self._forms.stand_in, self._labels.stand_in
        kinds = [(form(word), tag, label(dep)) for word, tag, dep in doc.to_array([LOWER, TAG, DEP]).tolist()]
        if len(self._known) > _KNOWN_MOST:
            self._known.clear()
        if new := [kind for kind in dict.fromkeys(kinds) if kind not in self._known]:
            self._ask(new)
        said = [self._known[kind] for kind in kinds]
        if any(one.may_begin and other.may_go_on for one, other in pairwise(said)):
            self._mark(doc, self._match(doc))
            return
        for token, one in zip(doc, said, strict=True):
            if one.attributes:
                set_token_attrs(token, one.attributes)

    def _ask(self, kinds: list[Kind]) -> None:
        """Learn what the rules say of words, in a text made of them; of several rules the later has the last word."""
        columns = [[self._vocab.strings[value] for value in column] for column in zip(*kinds, strict=True)]
        doc = Doc(self._vocab, words=columns[0], tags=columns[1], deps=columns[2], heads=list(range(len(kinds))))
        whole = sorted(
            (int(self._vocab.strings[rule]), place) for rule, place, _ in self._whole(doc, allow_missing=True)
        )
        first, later = (
            {place for _, place, _ in matcher(doc, allow_missing=True)} for matcher in (self._first, self._later)
        )
        found: list[dict[Any, Any]] = [{} for _ in kinds]
        for rule, place in whole:
            found[place] |= self._attributes[rule]
        for place, kind in enumerate(kinds):
            self._known[kind] = _Said(found[place], place in first, place in later)
