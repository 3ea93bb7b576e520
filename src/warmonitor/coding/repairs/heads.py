"""What is mended of a parse, and the labels that repairs ask for."""

from __future__ import annotations

from typing import Protocol


class Heads(Protocol):
    """What is mended of a parse."""

    head: list[int]
    dep: list[str]
    pos: list[str]
    tag: list[str]
    lemma: list[str]
    lower: list[str]
    label: list[str]


SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
NAMES_AND_NOUNS = ("NN", "NNS", "NNP", "NNPS")
FINITE = ("VBD", "VBZ", "VBP", "MD")
DEEPEST = 12  # heads that are climbed to the sentence's root
