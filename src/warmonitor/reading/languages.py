"""The language a text is written in."""

from __future__ import annotations

from functools import cache
from typing import Any

from warmonitor.knowledge import tables


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None where a sample of it does not tell."""
    limits = tables.entries("languages")
    sample = text[: int(limits["sample_characters"])]
    if _is_plainly_english(sample):
        return "en"
    if not any(character.isalpha() for character in sample):
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= limits["confidence"] else None


def _is_plainly_english(sample: str) -> bool:
    """Whether enough of the words are of the commonest that English alone has; only then need nothing else be asked."""
    limits = tables.entries("languages")
    words = sample.lower().split()
    common = _english()
    count = sum(word in common for word in words)
    return bool(count >= limits["english_least"] and count >= limits["english_share"] * len(words))


@cache
def _english() -> frozenset[str]:
    """The words that are looked for."""
    return frozenset(tables.entries("languages")["english"])


@cache
def _identifier() -> Any:
    """The identifier, narrowed to the languages of the table; loading takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([code for code in tables.entries("languages")["codes"] if code in known])
    return identifier
