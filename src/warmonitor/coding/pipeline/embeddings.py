"""The first layers of spaCy's networks, worked out once for each kind of word.

A word's vector before its neighbours are looked at depends on its form alone, and most words of a text have been seen
before. The numbers are the same to the last bit: each row of these layers is worked out by itself.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model, Ragged

_KNOWN_MOST = 16_384  # vectors; beyond, all are forgotten
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio
_LAYERS = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]


def remember_embeddings(nlp: Language) -> None:
    """Have each network of the pipeline that begins as spaCy's small ones do remember the vectors of words."""
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for node in list(model.walk()) if isinstance(model, Model) else []:
            if [layer.name.partition("(")[0] for layer in node.layers] == list(_LAYERS):
                model.replace_node(node, Model("remembered", _Memory(node).forward))


class _Memory:
    """The vectors of the words that were seen."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        self._extract, self._join, self._embed, self._mix, self._split = embed.layers
        self._rows: dict[int, int] = {}
        self._vectors: Floats = np.zeros((0, 0), np.float32)

    def forward(self, model: Model[Any, Any], docs: Any, is_train: bool) -> tuple[Any, Any]:
        """The vectors of each text's words; nothing is learnt here."""
        words = self._join.predict(self._extract.predict(docs))
        keys, firsts, inverse = np.unique(_keys_of(words.data), return_index=True, return_inverse=True)
        vectors = self._look_up(keys, words.data[firsts])[inverse]
        return self._split.predict(Ragged(cast(Any, vectors), words.lengths)), _never

    def _look_up(self, keys: Keys, features: Keys) -> Floats:
        """The vector of each key, worked out from its features where it is new."""
        if len(keys) > _KNOWN_MOST:
            return self._work_out(features)
        if len(self._rows) + len(keys) > _KNOWN_MOST:
            self._rows.clear()
        rows = np.array([self._rows.get(key, -1) for key in keys.tolist()], np.int64)
        new = np.flatnonzero(rows < 0)
        if len(new):
            vectors = self._work_out(features[new])
            if not self._vectors.size:
                self._vectors = np.zeros((_KNOWN_MOST, vectors.shape[1]), np.float32)
            rows[new] = len(self._rows) + np.arange(len(new))
            self._vectors[rows[new]] = vectors
            self._rows.update(zip(keys[new].tolist(), rows[new].tolist(), strict=True))
        return self._vectors[rows]

    def _work_out(self, features: Keys) -> Floats:
        vectors: Floats = self._mix.predict(self._embed.predict(features))
        return vectors


def _keys_of(features: Keys) -> Keys:
    """A number for each row of hashes: the sum, modulo 2^64, of each times an odd number of its place."""
    places = np.arange(1, features.shape[1] + 1, dtype=np.uint64)
    keys: Keys = (features * (places * _ODD | np.uint64(1))).sum(axis=1, dtype=np.uint64)
    return keys


def _never(gradient: Any) -> Any:
    """What thinc would call to train the layer, which only predicts here: remembered vectors would be those of old weights."""
    raise RuntimeError("this pipeline reads and can't be trained: its vectors are remembered")
