"""The language a text is written in."""

from __future__ import annotations

from functools import cache
from typing import Any

from warmonitor.knowledge import tables


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None where a sample of it does not tell."""
    sample = text[: int(tables.entries("languages")["sample_characters"])]
    if not any(character.isalpha() for character in sample):
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= tables.entries("languages")["confidence"] else None


@cache
def _identifier() -> Any:
    """The identifier, narrowed to the languages of the table; loading takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([code for code in tables.entries("languages")["codes"] if code in known])
    return identifier
