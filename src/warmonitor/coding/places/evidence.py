"""What speaks for and against a proposal being a place: named facts, weighed in judge.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.homes import home_words
from warmonitor.coding.places.proposal import PLACE_LABELS, Proposal
from warmonitor.coding.places.standing import is_capital
from warmonitor.coding.places.vocabulary import facility_kinds, words
from warmonitor.knowledge.gazetteer.lookup import GazetteerPlace
from warmonitor.knowledge.tables import rows

_LABELS = frozenset(
    {"GPE", "LOC", "FAC", "PERSON", "ORG", "NORP", "DATE", "EVENT", "PRODUCT", "WORK_OF_ART", "LANGUAGE", "LAW"}
)
_DEPS = frozenset(
    {
        "pobj",
        "nsubj",
        "compound",
        "appos",
        "nmod",
        "poss",
        "conj",
        "dobj",
        "npadvmod",
        "amod",
        "ROOT",
        "nsubjpass",
        "dep",
    }
)
_POSES = frozenset({"PROPN", "NOUN", "ADJ", "VERB", "ADV", "AUX", "ADP", "DET", "NUM", "PRON", "CCONJ"})


@dataclass(slots=True)
class Usage:
    """How the words of a report are used in it: in names of persons, as places by the pipeline, as they are; the countries it names, and those it is about by its provinces and words."""

    countries: set[str | None]
    lands: set[str | None]
    persons: set[str]
    places: set[str]
    counts: Counter[str]
    lowers: set[str]


def read_usage(parse: Parse, proposals: list[Proposal]) -> Usage:
    """The usage of the whole report."""
    persons, places = set(), set()
    for first, last, label in parse.entities:
        if label == "PERSON" and (last - first > 1 or _is_called(parse, first)):
            persons.update(parse.lower[first:last])
        elif label in PLACE_LABELS:
            places.add(parse.text[parse.start[first] : parse.end[last - 1]].lower())
    countries = {
        place.country for proposal in proposals for place in proposal.candidates[:1] if place.kind == "country"
    }
    return Usage(
        countries,
        countries | _lands(parse, proposals),
        persons,
        places,
        Counter(proposal.text for proposal in proposals),
        set(parse.word),
    )


def _lands(parse: Parse, proposals: list[Proposal]) -> set[str | None]:
    """The countries of the provinces that a report names, and those whose words it has."""
    named = {place.country for proposal in proposals for place in proposal.candidates[:1] if place.kind == "admin1"}
    return named | set(home_words(parse))


def _is_called(parse: Parse, first: int) -> bool:
    """Whether a title or a given name stands before a name ("Mr. Delgado", "Hector Delgado")."""
    before = parse.lower[first - 1] if first else ""
    return before in words("titles") or (before in _given_names() and parse.word[first - 1][0].isupper())


@cache
def _levels() -> dict[str, str]:
    return {row["word"]: row["level"] for row in rows("place_words")}


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("place_given_names"))


def is_word(name: str) -> bool:
    """Whether a name is an ordinary word or a given name too."""
    lower = name.lower()
    return lower in _levels() or lower in _given_names()


def facts(parse: Parse, proposal: Proposal, usage: Usage) -> list[str]:
    """The facts that hold of a proposal."""
    first, last = proposal.first, proposal.last
    root = root_of(parse, first, last)
    found = ["bias", "use:" + proposal.use, "words:" + str(min(last - first, 3))]
    label = proposal.label if proposal.label in _LABELS else "other" if proposal.label else "none"
    part = _part(proposal)
    found += ["label:" + label, "part:" + part, f"label:{label}&part:{part}"]
    found.append("dep:" + (parse.dep[root] if parse.dep[root] in _DEPS else "other"))
    pos = parse.pos[root] if parse.pos[root] in _POSES else "other"
    before, after = _before(parse, first), _after(parse, last)
    if parse.dep[root] == "dobj" and parse.lemma[parse.head[root]] in words("taking_verbs"):
        found.append("taken")
    found += ["pos:" + pos, "before:" + before, "after:" + after, f"label:{label}&before:{before}"]
    determiner = parse.child(root, "det")
    if determiner is not None and first <= root < last and parse.lower[determiner] in words("indefinite"):
        found.append("indefinite")
    found += _of_words(parse, proposal, usage, pos)
    found += _of_candidates(proposal, usage, label, "common" in found or "given" in found)
    return found


def root_of(parse: Parse, first: int, last: int) -> int:
    """The token of a stretch whose governor lies outside of it."""
    return next((i for i in range(first, last) if not first <= parse.head[i] < last or parse.head[i] == i), last - 1)


_DASHES = frozenset(("-", "–", "—", "--"))
_DATELINE = 8  # tokens


def _of_words(parse: Parse, proposal: Proposal, usage: Usage, pos: str) -> list[str]:
    found = []
    lowers = parse.lower[proposal.first : proposal.last]
    levels = [_levels().get(lower) for lower in lowers]
    if all(levels):
        level = "common:" + max(filter(None, levels))
        found += [
            level,
            f"{level}&label:{proposal.label if proposal.label in PLACE_LABELS else 'no'}",
            "common",
            f"common&pos:{pos}",
        ]
    if len(lowers) == 1:
        if lowers[0] in _given_names():
            found.append("given")
        if lowers[0] in usage.lowers:
            found.append("lower_elsewhere")
        if lowers[0] in usage.persons:
            found.append("person_elsewhere" + ("&person" if proposal.label == "PERSON" else ""))
    if proposal.text.lower() in usage.places:
        found.append("place_elsewhere")
    if _opens_dateline(parse, proposal):
        found.append("dateline" if proposal.text.isupper() else "dateline:mixed")
    if usage.counts[proposal.text] > 1:
        found.append("again")
    if proposal.text.isupper() and len(proposal.text) > 3:
        found.append("capitals")
    if proposal.head:
        found.append("head")
    if proposal.setting:
        found += ["setting:" + proposal.setting, f"setting:{proposal.setting}&label:{proposal.label}"]
    if proposal.container:
        found.append("container")
        if proposal.setting and _is_in_unit(proposal, proposal.container):
            found.append("in a unit")
    if proposal.within:
        found.append("within")
    if proposal.kind:
        found.append("facility:" + lowers[-1])
        found.append("inner:" + _inner(proposal.inner))
    return found


def _is_in_unit(proposal: Proposal, outer: Proposal) -> bool:
    """Whether the text puts an unknown name in a province, district or country ("at El Adde in the Gedo region")."""
    return outer.first >= proposal.last and any(
        place.kind in ("admin1", "admin2", "country") for place in outer.candidates
    )


def _opens_dateline(parse: Parse, proposal: Proposal) -> bool:
    """Whether the name opens a paragraph and a dash follows in a few words."""
    first = proposal.first
    if first and parse.paragraph_of[first - 1] == parse.paragraph_of[first]:
        return False
    return any(word in _DASHES for word in parse.word[proposal.last : proposal.last + _DATELINE])


def _inner(name: Proposal | None) -> str:
    """What a facility's name opens with: a place of some standing, a word or given name that is one too, or none."""
    if name is None or not name.candidates:
        return "none"
    standing = max((_standing(place) for place in name.candidates), key=_STANDINGS.index)
    return ("word " if is_word(name.text) else "") + standing


def _of_candidates(proposal: Proposal, usage: Usage, label: str, is_word: bool) -> list[str]:
    if proposal.use == "people":
        return []
    if not proposal.candidates:
        return ["unknown", "unknown&label:" + label]
    best = min(place.rank for place in proposal.candidates)
    standing = max((_standing(place) for place in proposal.candidates), key=_STANDINGS.index)
    many = "many" if len(proposal.candidates) > 5 else "some" if len(proposal.candidates) > 1 else "one"
    found = [
        f"rank:{best}",
        f"label:{label}&rank:{best}",
        "standing:" + standing,
        "candidates:" + many,
        f"label:{label}&standing:{standing}",
    ]
    countries = {place.country for place in proposal.candidates}
    if not is_word:
        found.append(f"no word&standing:{standing}")
        if len(countries) == 1:
            found += ["one country", f"one country&standing:{standing}"]
            is_told = not countries.isdisjoint(usage.lands)
            if (
                (standing in _NOTED or is_told)
                and _part(proposal) in ("none", "whole")
                and proposal.text.lower() not in usage.persons
            ):
                found.append("distinct" if standing in _NOTED else "distinct&told")
    if not countries.isdisjoint(usage.lands):
        found += ["told", f"told&word:{is_word}", f"told&label:{label}"]
    return found


_NOTED = frozenset({"city", "metropolis", "admin1", "capital", "country"})
_STANDINGS = [
    "other", "village", "town", "admin2", "city", "metropolis", "facility", "water", "region", "admin1", "capital", "country",
]  # fmt: skip


@lru_cache(maxsize=50_000)
def _standing(place: GazetteerPlace) -> str:
    if place.kind != "settlement":
        return place.kind
    if is_capital(place):
        return "capital"
    steps = ((500_000, "metropolis"), (50_000, "city"), (5_000, "town"))
    return next((name for least, name in steps if place.population >= least), "village")


def _part(proposal: Proposal) -> str:
    """Where the name stands in the pipeline's label that holds it (a "the" before it aside)."""
    if proposal.entity is None:
        return "none"
    first, last = proposal.entity
    starts, ends = first + 1 >= proposal.first, last <= proposal.last
    return "whole" if starts and ends else "first" if starts else "last" if ends else "inner"


def _before(parse: Parse, first: int) -> str:
    """What stands before a name."""
    if first == 0 or parse.sentence_of[first - 1] != parse.sentence_of[first]:
        return "start"
    lower, word = parse.lower[first - 1], parse.word[first - 1]
    if lower in words("titles"):
        return "title"
    if lower in words("locatives"):
        return "in" if lower in ("in", "at", "near") else "from" if lower == "from" else "locative"
    if lower == "of" and first > 1 and parse.lower[first - 2] in words("areas"):
        return "area of"
    if lower in ("of", "the", "and", ",", "(", "-", "'s", "by", "with", "'"):
        return lower
    if word[0].isupper():
        return "name"
    return "pos:" + (parse.pos[first - 1] if parse.pos[first - 1] in _POSES else "other")


def _after(parse: Parse, last: int) -> str:
    """What stands after a name."""
    if last == len(parse) or parse.sentence_of[last - 1] != parse.sentence_of[last]:
        return "end"
    lower, word = parse.lower[last], parse.word[last]
    if word[0].isupper():
        if lower in words("press"):
            return "press"
        if lower in words("bodies"):
            return "body"
        return "facility" if lower in facility_kinds() else "name"
    if lower == "," and last + 1 < len(parse) and parse.word[last + 1][0].isupper():
        return ",name"
    if lower in words("areas"):
        return "area"
    if lower in (",", ".", "'s", "-", "and", ")", ":", "'"):
        return lower
    return "pos:" + (parse.pos[last] if parse.pos[last] in _POSES else "other")
