"""The language pipeline, loaded and quickened."""

from __future__ import annotations

from collections.abc import Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from warmonitor.coding.pipeline.attributes import remember_attributes
from warmonitor.coding.pipeline.embeddings import remember_embeddings
from warmonitor.coding.pipeline.entities import EntityReader, reads_alike
from warmonitor.coding.pipeline.lemmas import remember_lemmas
from warmonitor.errors import KnowledgeError


class Pipeline:
    """A spaCy pipeline that gives what it always gives, sooner."""

    def __init__(self, name: str) -> None:
        """Raises KnowledgeError where the pipeline isn't installed."""
        try:
            nlp: Language = spacy.load(name)
        except OSError as error:
            raise KnowledgeError(
                f"the language pipeline {name!r} is not installed: pip install it, or name another one in WARMONITOR_PIPELINE"
            ) from error
        nlp.max_length = 10**9
        remember_embeddings(nlp)
        remember_lemmas(nlp)
        remember_attributes(nlp)
        self._entities: EntityReader | None = None
        if reads_alike(nlp):
            self._entities = EntityReader(nlp)
            nlp.disable_pipe("ner")
        self._nlp = nlp

    def read(self, texts: Sequence[str]) -> list[Doc]:
        """The parse of each text."""
        docs = list(self._nlp.pipe(texts, batch_size=max(1, len(texts))))
        if self._entities is not None:
            self._entities.mark(docs)
        return docs
