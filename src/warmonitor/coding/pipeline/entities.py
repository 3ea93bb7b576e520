"""spaCy's entity recognizer with its search done over arrays.

The network's weights and the rules of moves are the pipeline's own, and so are the entities. spaCy asks each of some 74
moves for each word whether it may be made, which takes more time than the network does. But a word outside of an entity
is judged by itself alone, and one inside by itself and where the entity begins: so all words are judged at once as if
outside, then the entities that might begin somewhere are followed together, word by word, and the first that don't
overlap are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

WORDS_AT_ONCE = 2_000  # whose layers stay in the processor's cache

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Found = tuple[int, int, int]  # first word, the one after the last, label

_NEVER = np.float32(-np.inf)


def reads_alike(nlp: Language) -> bool:
    """Whether the pipeline's recognizer is of the kind that is known here, and nothing else marks entities."""
    if "ner" not in nlp.pipe_names or any("ruler" in name and name != "attribute_ruler" for name in nlp.pipe_names):
        return False
    recognizer: Any = nlp.get_pipe("ner")
    model = getattr(recognizer, "model", None)
    if (
        model is None
        or nlp.pipe_names[-1] != "ner"
        or recognizer.cfg.get("beam_width") != 1
        or recognizer.postprocesses
    ):
        return False
    return (
        bool(model.attrs.get("has_upper"))
        and not model.attrs.get("unseen_classes")
        and len(model.layers) == 3
        and model.layers[1].name == "precomputable_affine"
        and model.layers[1].get_dim("nF") == 3
        and model.layers[1].get_dim("nP") >= 2
        and {move.split("-")[0] for move in _moves_of(recognizer)} == {"B", "I", "L", "U", "O"}
    )


def _moves_of(recognizer: Any) -> list[str]:
    """The names of its moves by their numbers, as "B-ORG" and "O"; "U-" is for words that are barred beforehand."""
    return [recognizer.moves.get_class_name(number) for number in range(recognizer.moves.n_moves)]


class EntityReader:
    """Marks the entities of parsed texts as the pipeline's recognizer would."""

    def __init__(self, nlp: Language) -> None:
        """Of a pipeline that `reads_alike`."""
        recognizer: Any = nlp.get_pipe("ner")
        self._words_to_vectors, lower, upper = recognizer.model.layers
        self._lower, self._ops = lower, upper.ops
        self._lower_bias: Floats = lower.get_param("b")
        self._weights: Floats = upper.get_param("W")
        self._bias: Floats = upper.get_param("b")
        moves = [name.partition("-") for name in _moves_of(recognizer)]
        labels = [label for _, _, label in moves]
        kinds = np.array([kind for kind, _, _ in moves])
        self._begins, self._units, self._out = kinds == "B", (kinds == "U"), int(np.flatnonzero(kinds == "O")[0])
        self._barred = (kinds == "I") | (kinds == "L") | (self._units & np.array([not label for label in labels]))
        column = {(kind, label): number for number, (kind, _, label) in enumerate(moves)}
        self._inside = np.array([column.get(("I", label), -1) for label in labels])
        self._last = np.array([column.get(("L", label), -1) for label in labels])
        self._label_ids = [nlp.vocab.strings.add(label) if label else 0 for label in labels]

    def mark(self, docs: Sequence[Doc]) -> None:
        """Set the entities of texts that have been parsed and have none."""
        for some in _together(docs):
            found = self._read(some)
            for doc, entities in zip(some, found, strict=True):
                doc.set_ents([Span(doc, first, last, label=label) for first, last, label in entities])

    def _read(self, docs: list[Doc]) -> list[list[Found]]:
        """The entities of each text."""
        # of each word, and first of none: what it adds to the hidden layer as the word that is judged, the first of an
        # entity and the one before
        parts: Floats = self._lower.predict(self._words_to_vectors.predict(docs))
        starts_sentence, is_space = _marks(docs)
        may_go_on = ~starts_sentence[1:]  # to the next word, which stands in the same sentence of the same text
        scores = self._score(parts[1:, 0] + parts[0, 1] + parts[0, 2])
        scores[:, self._barred] = _NEVER
        scores[np.ix_(~may_go_on | is_space, self._begins)] = _NEVER
        scores[np.ix_(is_space, self._units)] = _NEVER
        best = scores.argmax(axis=1)
        ends = self._follow(parts, best, may_go_on)
        found: list[list[Found]] = []
        offset = 0
        for doc in docs:
            found.append(self._pick(best, ends, offset, offset + len(doc)))
            offset += len(doc)
        return found

    def _score(self, summed: Floats) -> Floats:
        """The score of each move from what words add to the hidden layer."""
        hidden = (summed + self._lower_bias).max(axis=2)
        scores: Floats = self._ops.gemm(hidden, self._weights, trans2=True)
        scores += self._bias
        return scores

    def _follow(self, parts: Floats, best: Places, may_go_on: NDArray[np.bool_]) -> Places:
        """For each word that might begin an entity, the word after its end."""
        ends = np.arange(1, len(best) + 1)
        firsts = np.flatnonzero(self._begins[best])
        length = 1
        while len(firsts):
            words = firsts + length
            ends[firsts] = words + 1
            going = may_go_on[words]
            firsts, words = firsts[going], words[going]
            if len(firsts):
                scores = self._score(parts[words + 1, 0] + parts[firsts + 1, 1] + parts[words, 2])
                line, move = np.arange(len(firsts)), best[firsts]
                firsts = firsts[self._goes_on(scores, line, self._inside[move], self._last[move])]
            length += 1
        return ends

    @staticmethod
    def _goes_on(scores: Floats, line: Places, inside: Places, last: Places) -> NDArray[np.bool_]:
        """Whether the entity goes on after a word; of equal moves the first is made."""
        going, ending = scores[line, inside], scores[line, last]
        answer: NDArray[np.bool_] = (going > ending) | ((going == ending) & (inside < last))
        return answer

    def _pick(self, best: Places, ends: Places, start: int, end: int) -> list[Found]:
        """The entities of the text that has these words, from its beginning on."""
        found: list[Found] = []
        free = start
        for place in (np.flatnonzero(best[start:end] != self._out) + start).tolist():
            if place >= free:
                free = int(ends[place])
                found.append((place - start, free - start, self._label_ids[best[place]]))
        return found


def _together(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """The texts that have words, some at a time."""
    some: list[Doc] = []
    words = 0
    for doc in docs:
        if len(doc):
            some.append(doc)
            words += len(doc)
        if words >= WORDS_AT_ONCE:
            yield some
            some, words = [], 0
    if some:
        yield some


def _marks(docs: list[Doc]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words begin a sentence or a text, and one more after the last, which does; which are white space."""
    starts, spaces = [], []
    for doc in docs:
        table = doc.to_array([SENT_START, IS_SPACE])
        begins = table[:, 0] == 1
        begins[0] = True
        starts.append(begins)
        spaces.append(table[:, 1] == 1)
    return np.concatenate([*starts, np.ones(1, bool)]), np.concatenate(spaces)
