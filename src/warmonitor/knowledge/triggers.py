"""The words that tell of events (triggers.tsv), the weapons that show a mode, and the verbs that lend a noun its event.

A trigger row holds when all of its conditions do; of the rows that hold for a word, the one with most conditions wins.
The conditions' meanings stand at the head of triggers.tsv; `coding.triggers` tests them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge import tables

TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
FLAGS = frozenset("obj noobj comp to aim passive plural conflict exploded".split())
# Classes of nouns that an event is done to; an object of any other class that a condition names is the event's own thing ("imposed sanctions").
DONE_TO = frozenset(
    (
        "PERSON PRISONER OFFICIAL CROWD REFUGEE MEDIA WORKER ARMED STATE COUNTRY PLACE TERRITORY PREMISES SEAT VEHICLE "
        "POLICY PROPOSAL ALLEGATION DEMO EVENT"
    ).split()
)
# Those of them that an ASSAULT is done to even where a condition names one of them by its own word ("bombed a bus").
HARMED = frozenset("PERSON PRISONER OFFICIAL CROWD REFUGEE ARMED TERRITORY PREMISES SEAT VEHICLE CROPS".split())
SLOTS = frozenset("near prt prep obj subj mod of from as acomp comp to how of_head under".split())


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked of a trigger's surroundings: a slot and the lemmas it must hold one of, or a flag alone.

    `own` are those of the lemmas that belong to the event itself and are not done to.
    """

    slot: str
    lemmas: frozenset[str]
    is_negated: bool
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Blame:
    """Where a verb of blame names the culprit (subject, object or a preposition), and whether it accuses or suspects."""

    culprit: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of triggers.tsv; `asked` are its conditions as the table has them. `frame` says who is who: "" subject acts on object, mutual, clash, suffer."""

    word: str
    pos: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str | None
    frame: str
    asked: str = ""

    @property
    def rank(self) -> int:
        return sum(2 if c.lemmas and not c.is_negated else 1 for c in self.conditions)


@cache
def noun_classes(extra: Path | None = None) -> dict[str, frozenset[str]]:
    """Class name -> lemmas of noun_classes.tsv."""
    return _classes("noun_classes", extra)


@cache
def verb_classes(extra: Path | None = None) -> dict[str, frozenset[str]]:
    """Class name -> lemmas of verb_classes.tsv."""
    return _classes("verb_classes", extra)


@cache
def violent_verbs(extra: Path | None = None) -> frozenset[str]:
    """Lemmas of verbs by which somebody harms others, in one of their meanings at least."""
    return frozenset(
        word for (word, pos), rows in triggers(extra).items()
        if pos == "verb" and any(row.type == "ASSAULT" and row.frame != "suffer" for row in rows)
    )  # fmt: skip


@cache
def violent_nouns(extra: Path | None = None) -> frozenset[str]:
    """Lemmas of nouns that tell of violence in each of their meanings ("explosion")."""
    return frozenset(
        word for (word, pos), rows in triggers(extra).items()
        if pos == "noun" and all(row.type == "ASSAULT" for row in rows)
    )  # fmt: skip


@cache
def suffering_verbs(extra: Path | None = None) -> frozenset[str]:
    """Lemmas of verbs whose subject is always who is harmed ("die")."""
    return frozenset(
        word for (word, pos), rows in triggers(extra).items()
        if pos == "verb" and all(row.type == "ASSAULT" and row.frame == "suffer" for row in rows)
    )  # fmt: skip


@cache
def withdrawing_words(extra: Path | None = None) -> frozenset[str]:
    """Verbs and nouns by which somebody leaves a place, in one of their meanings at least."""
    return frozenset(
        word for (word, _), rows in triggers(extra).items() if any(row.type == "RETREAT" for row in rows)
    )  # fmt: skip


@cache
def saying_verbs(extra: Path | None = None) -> frozenset[str]:
    """Verbs that say, of speech_verbs.tsv."""
    return frozenset(row["verb"] for row in tables.rows("speech_verbs", extra) if row["kind"] == "say")


@cache
def speech_media(extra: Path | None = None) -> frozenset[str]:
    """Nouns for what words are carried by, and the occasions of saying (speech_media.tsv)."""
    return frozenset(row["medium"] for row in tables.rows("speech_media", extra))


def _classes(table: str, extra: Path | None) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in tables.rows(table, extra):
        found[row["class"]].add(row["lemma"])
    return {name: frozenset(lemmas) for name, lemmas in found.items()}


def _condition(text: str, word: str, classes: dict[str, frozenset[str]], done_to: frozenset[str]) -> Condition:
    is_negated = text.startswith("!")
    slot, _, names = text.lstrip("!").partition(":")
    lemmas: set[str] = set()
    own: set[str] = set()
    for name in filter(None, names.split("|")):
        if name.isupper():
            lemmas.add(name)
            lemmas |= classes.get(name, frozenset())
            own |= classes.get(name, frozenset()) if name not in DONE_TO else frozenset()
        else:
            lemmas.add(name.replace("_", " "))
            own |= {name} - done_to
    if slot not in SLOTS and slot not in FLAGS:
        raise KnowledgeError(f"triggers.tsv, {word}: unknown condition {text!r}")
    return Condition(slot, frozenset(lemmas), is_negated, frozenset(own))


@cache
def triggers(extra: Path | None = None) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """(word, "verb", "noun" or "adj") -> its rows, those with most conditions first."""
    classes = noun_classes(extra)
    harmed = frozenset().union(*(classes.get(name, frozenset()) for name in HARMED))
    found: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
    for row in tables.rows("triggers", extra):
        if row["type"] not in TYPES or row["pos"] not in ("verb", "noun", "adj", "modal", "reproach", "refusal"):
            raise KnowledgeError(
                f"triggers.tsv, {row['word']}: {row['type']!r} {row['pos']!r} is no PLOVER type or part of speech"
            )
        done_to = harmed if row["type"] == "ASSAULT" else frozenset()
        conditions = tuple(_condition(c, row["word"], classes, done_to) for c in row["with"].split(",") if c)
        found[row["word"], row["pos"]].append(
            Trigger(row["word"], row["pos"], conditions, row["type"], row["mode"] or None, row["frame"], row["with"])
        )
    return {key: tuple(sorted(rows, key=_most_asked_first)) for key, rows in found.items()}


def _most_asked_first(row: Trigger) -> tuple[int, int]:
    """Rows with more conditions first, of those with as many the ones that name fewer words."""
    return -row.rank, sum(len(c.lemmas) for c in row.conditions if not c.is_negated)


@cache
def weapons(extra: Path | None = None) -> dict[str, str]:
    """Weapon words (lemmas, spaces between the words of a compound) -> the ASSAULT mode that they show."""
    return {row["word"]: row["mode"] for row in tables.rows("weapons", extra)}


@cache
def support_verbs(extra: Path | None = None) -> dict[str, frozenset[str]]:
    """Verb -> the parts it gives beside an event noun: do (its subject acts), undergo (its subject suffers), occur (the noun is its subject)."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in tables.rows("support_verbs", extra):
        found[row["verb"]].add(row["role"])
    return {verb: frozenset(roles) for verb, roles in found.items()}


@cache
def support_phrases(extra: Path | None = None) -> dict[tuple[str, str], str]:
    """(verb, preposition before the event noun) -> do or undergo, as with support verbs ("came under attack")."""
    return {(row["verb"], row["preposition"]): row["role"] for row in tables.rows("support_phrases", extra)}


@cache
def towards(extra: Path | None = None) -> dict[str, tuple[str, ...]]:
    """PLOVER type, or WEAPON -> the prepositions that stand before the one acted on, the likeliest first."""
    return {row["type"]: tuple(row["prepositions"].split()) for row in tables.rows("towards", extra)}


@cache
def asked(extra: Path | None = None) -> dict[str, str]:
    """Lemma -> the mode of a request or refusal that speaks of it."""
    return {row["word"]: row["mode"] for row in tables.rows("asked", extra)}


@dataclass(frozen=True, slots=True)
class Aim:
    """Prepositions before whoever or whatever is aimed at, and those before what is hit where it stands."""

    aims: tuple[str, ...]
    sites: tuple[str, ...]


@cache
def aims(extra: Path | None = None) -> dict[tuple[str, str], Aim]:
    """(word, "verb" or "noun") -> the prepositions behind which its target stands."""
    return {
        (row["word"], row["pos"]): Aim(tuple(row["aims"].split()), tuple(row["sites"].split()))
        for row in tables.rows("aims", extra)
    }


@cache
def blame(extra: Path | None = None) -> dict[tuple[str, str], Blame]:
    """(verb, what stands between it and the event) -> where the culprit stands."""
    return {
        (row["verb"], row["through"]): Blame(row["culprit"], row.get("way") or "")
        for row in tables.rows("blame", extra)
    }


@cache
def verb_forms(extra: Path | None = None) -> dict[str, str]:
    """Inflected forms of the trigger verbs -> the verb, for forms that a lemmatizer may take for another verb's ("raped", "retook")."""
    found = {row["form"]: row["verb"] for row in tables.rows("verb_forms", extra)}
    for word, pos in triggers(extra):
        if pos != "verb" or " " in word:
            continue
        stem = word[:-1] if word.endswith("e") else word
        endings = [stem + "ed", stem + "ing", word + "s", word + "es"]
        if word.endswith("y"):
            endings += [word[:-1] + "ied", word[:-1] + "ies"]
        if len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in "aeiou" and word[-3] not in "aeiou":
            endings += [word + word[-1] + "ed", word + word[-1] + "ing"]
        for form in endings:
            found.setdefault(form, word)
    return found
