"""spaCy's lemmatizer by rule, asked once for each (word, part of speech), its lists of known lemmas searched as sets.

Without, it takes a third of the pipeline's time: it looks for a noun among 57,000, from the first to the last.
"""

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
    index: Any = lemmatizer.lookups.get_table("lemma_index", {})
    for part_of_speech, lemmas in list(index.items()):
        index[part_of_speech] = frozenset(lemmas)
    find = lemmatizer.lemmatize
    known: dict[tuple[int, int, int], list[str]] = {}
    verbs, forms = {verb for verb, pos in triggers() if pos == "verb"}, verb_forms()

    def lemmatize(token: Any) -> list[str]:  # a Token, whose published types leave the key of its morphology out
        key = (token.orth, token.pos, token.morph.key)
        found: list[str] | None = known.get(key)
        if found is None:
            if len(known) > _KNOWN_MOST:
                known.clear()
            found = find(token)
            if token.pos_ == "VERB" and found and found[0] not in verbs:
                found = [forms.get(token.lower_, found[0])]
            known[key] = found
        return found

    lemmatizer.lemmatize = lemmatize
