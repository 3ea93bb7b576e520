"""spaCy's lemmatizer by rule, asked once for each (word, part of speech): it is a third of the pipeline's time without."""

from __future__ import annotations

from typing import Any

from spacy.language import Language

from warmonitor.knowledge.triggers import triggers, verb_forms

_KNOWN_MOST = 500_000  # beyond, all are forgotten


def remember_lemmas(nlp: Language) -> None:
    """Have the pipeline's lemmatizer remember; a verb that no table knows by the lemma found is looked up by its form."""
    if "lemmatizer" not in nlp.pipe_names:
        return
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    find = lemmatizer.lemmatize
    known: dict[tuple[int, int, int], list[str]] = {}
    verbs, forms = {verb for verb, pos in triggers() if pos == "verb"}, verb_forms()

    def lemmatize(token: Any) -> list[str]:  # a Token, whose published types leave the key of its morphology out
        key = (token.orth, token.pos, token.morph.key)
        found = known.get(key)
        if found is None:
            if len(known) > _KNOWN_MOST:
                known.clear()
            lemmas: list[str] = find(token)
            if token.pos_ == "VERB" and lemmas and lemmas[0] not in verbs:
                lemmas = [forms.get(token.lower_, lemmas[0])]
            known[key] = found = lemmas
        return found

    lemmatizer.lemmatize = lemmatize
