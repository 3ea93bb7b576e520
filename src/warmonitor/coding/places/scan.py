"""Proposals: names of the gazetteer in runs of capitalised words, words for peoples, names with a word like "Hospital", place labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.countries import Country, shipped_countries
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace
from warmonitor.knowledge.gazetteer.schema import LOOSE
from warmonitor.knowledge.tables import entries, rows

Use = Literal["name", "people", "facility", "label", "context"]
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 8  # tokens
_LONGEST_ACRONYM = 5
_BUILT = frozenset({"facility", "settlement", "other"})  # "a US base", "a Turkish camp": whose it is, not its name
_LEADS = frozenset({"the", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_AHEAD = 10  # tokens that a list before a plural like "counties" may have


@dataclass(slots=True)
class Proposal:
    """Tokens that may name a place, and the places they may mean.

    `use` is how it was proposed; `head` are the kinds that a word like "province" allows; `within` the codes of units the text
    says it lies in, `holds` its own as far as the text says that another name lies in it; `entity` the tokens of the pipeline's label that holds the first token, `label` that label (or "");
    `kind` of a facility: what its last word says it is;
    `setting` what of its surroundings makes an unknown name a place; `container` the name of what it is said to lie in.
    """

    first: int
    last: int
    text: str
    candidates: tuple[GazetteerPlace, ...]
    use: Use = "name"
    label: str = ""
    entity: tuple[int, int] | None = None
    head: frozenset[str] = frozenset()
    within: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    kind: str | None = None
    setting: str = ""
    container: Proposal | None = None

    @property
    def is_demonym(self) -> bool:
        return self.use == "people"


@cache
def words(name: str) -> frozenset[str]:
    """A list of `place_context.yaml` as a set."""
    return frozenset(entries("place_context")[name])


@cache
def head_kinds() -> dict[str, frozenset[str]]:
    """The kinds that a word beside a name allows, plurals too ("Camden and Charlton counties")."""
    found = {row["word"]: frozenset(row["kinds"].split(";")) for row in rows("place_heads")}
    return found | {plural(word): kinds for word, kinds in found.items()}


def plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


@cache
def facility_kinds() -> dict[str, tuple[str, bool]]:
    """Kind of a name by its last word, and whether it is mostly named for its town."""
    return {row["word"]: (row["kind"], row["named"] == "town") for row in rows("place_facilities")}


@cache
def _demonyms() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["place"], row["country"]) for row in rows("place_demonyms")}


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    return {row["abbreviation"]: (row["code"], row["name"]) for row in rows("place_abbreviations")}


def scan(parse: Parse, gazetteer: Gazetteer) -> list[Proposal]:
    """All proposals in order, not overlapping; the longest name from the left is taken."""
    found: list[Proposal] = []
    entities = {first: (last, label) for first, last, label in parse.entities}
    entity, label = (0, 0), ""
    i, n = 0, len(parse)
    while i < n:
        proposal = None
        if i in entities:
            entity, label = (i, entities[i][0]), entities[i][1]
        if parse.word[i][0].isupper():
            proposal = _best_from(parse, gazetteer, i)
        if proposal is None and i < entity[1] and label in PLACE_LABELS and _opens(parse, entity[0], i):
            proposal = _labelled(parse, gazetteer, i, entity[1])
        if proposal is None and parse.word[i][0].isupper():
            proposal = _set(parse, gazetteer, i)
        if proposal is None:
            i += 1
            continue
        if i < entity[1]:
            proposal.entity, proposal.label = entity, label
        found.append(proposal)
        for inner in range(i + 1, proposal.last):
            if inner in entities:
                entity, label = (inner, entities[inner][0]), entities[inner][1]
        i = proposal.last
    return found


def _opens(parse: Parse, first: int, i: int) -> bool:
    """Whether a label's name begins here: at its first token, past a "the"."""
    return parse.lower[i] != "the" and (i == first or (i == first + 1 and parse.lower[first] == "the"))


def _best_from(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """The longest proposal from here; of two as long a people's word before a name, a name before a facility."""
    found = [_demonym(parse, gazetteer, first), _named(parse, gazetteer, first)]
    found.append(_facility(parse, gazetteer, first, found[1]))
    return max((proposal for proposal in found if proposal), key=lambda proposal: proposal.last, default=None)


def _named(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """The longest name of the gazetteer that begins here, or an abbreviation of a province after a comma."""
    word = parse.word[first]
    if first and parse.word[first - 1] in (",", "-", "("):
        short = _abbreviated(parse, gazetteer, first)
        if short:
            return short
    longest = gazetteer.longest_from(word)
    if not longest:
        return None
    for last in reversed(_ends(parse, first, min(2 * longest, _LONGEST))):
        text = parse.text[parse.start[first] : parse.end[last - 1]]
        worst = LOOSE if last - first > 2 else LOOSE - 1  # of one or two words another spelling may be another word
        worst = 0 if last == first + 1 and _goes_on(parse, last) else worst
        candidates = tuple(
            place for place in gazetteer.candidates(text) if place.rank <= worst and _spelled(text, place)
        )
        if candidates and last == first + 1 and _is_acronym(parse, first):
            candidates = tuple(place for place in candidates if _shortens(text, place))
        if candidates and not (last == first + 1 and parse.lower[first] in words("directions")):
            return _with_head(parse, Proposal(first, last, text, candidates))
    return None


def _is_acronym(parse: Parse, i: int) -> bool:
    """Whether a word is all capitals in a sentence that isn't: "the ELN" is no town of Elne."""
    word = parse.word[i]
    if not (2 <= len(word) <= _LONGEST_ACRONYM and word.isupper()):
        return False
    first, last = parse.sentences[parse.sentence_of[i]]
    return any(parse.word[k].islower() and len(parse.word[k]) > 3 for k in range(first, last))


def _shortens(acronym: str, place: GazetteerPlace) -> bool:
    """Whether capitals can be short for a place: a country's or province's own, or the initials of its name."""
    initials = "".join(part[0] for part in place.name.replace("-", " ").split() if part[0].isupper())
    return place.kind in ("country", "admin1") or initials == acronym


def _goes_on(parse: Parse, i: int) -> bool:
    """Whether the name before token i is only the first word of a longer one: "Trans-Baikal", "Jisr al-Shughur"."""
    n = len(parse)
    if i + 1 < n and parse.word[i] == "-" and parse.start[i] == parse.end[i - 1] and parse.word[i + 1][0].isupper():
        return True
    return (
        i + 2 < n
        and parse.lower[i] in words("articles")
        and parse.word[i + 1] == "-"
        and parse.word[i + 2][0].isupper()
    )


def _abbreviated(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    for last in (first + 2, first + 1):
        text = parse.text[parse.start[first] : parse.end[last - 1]] if last <= len(parse) else ""
        if text in abbreviations():
            code, name = abbreviations()[text]
            candidates = tuple(
                place for place in gazetteer.candidates(name) if place.admin1_code == code and place.kind == "admin1"
            )
            if candidates:
                return Proposal(first, last, text, candidates)
    return None


def _ends(parse: Parse, first: int, most: int) -> list[int]:
    """Where a run of capitalised words and connectors from here may end, shortest first."""
    ends = []
    sentence_end = parse.sentences[parse.sentence_of[first]][1]
    connectors = words("connectors")
    for i in range(first, min(first + most, sentence_end)):
        word = parse.word[i]
        if word[0].isupper() or (i > first and word[0].isdigit()):
            ends.append(i + 1)
        elif parse.lower[i] not in connectors:
            break
    return ends


def _spelled(text: str, place: GazetteerPlace) -> bool:
    """Short names must be written as names: "US" and "U.S." are, "Us" at the start of a sentence is not."""
    letters = text.replace(".", "")
    return len(letters) > 2 or (letters.isupper() and place.kind in ("country", "admin1"))


def _with_head(parse: Parse, proposal: Proposal) -> Proposal:
    """Notes the kinds that a word beside the name allows ("Idlib province", "the city of Idlib", "Camden and Charlton counties")."""
    kinds = head_kinds()
    first, last, n = proposal.first, proposal.last, len(parse)
    after = parse.lower[last] if last < n else ""
    if after in kinds and not (
        kinds[after] <= _BUILT and any(place.kind == "country" for place in proposal.candidates)
    ):
        proposal.head = kinds[after]
    elif first > 1 and parse.lower[first - 1] == "of" and parse.lower[first - 2] in kinds:
        proposal.head = kinds[parse.lower[first - 2]]
    elif after in (",", "and"):
        proposal.head = _plural_head(parse, last)
    return proposal


def _plural_head(parse: Parse, last: int) -> frozenset[str]:
    """The kinds of a plural that a list of names ends with."""
    for i in range(last, min(last + _AHEAD, len(parse))):
        lower = parse.lower[i]
        if lower in head_kinds() and lower[-1] == "s":
            return head_kinds()[lower]
        if lower not in (",", "and") and not parse.word[i][0].isupper():
            break
    return frozenset()


def _demonym(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """A word for a people or of a country; two words ("South Koreans") before one."""
    countries = shipped_countries()
    if parse.lower[first] == "the":
        return None
    for last in (first + 2, first + 1):
        if last > len(parse) or (last == first + 2 and not parse.word[first + 1][0].isupper()):
            continue
        text = parse.text[parse.start[first] : parse.end[last - 1]]
        country = countries.by_demonym(text)
        if country:
            return Proposal(first, last, text, _country_place(gazetteer, country), "people")
        if text in _demonyms():
            name, code = _demonyms()[text]
            candidates = tuple(place for place in gazetteer.candidates(name) if not code or place.country == code)
            return Proposal(
                first, last, text, tuple(sorted(candidates, key=lambda p: p.kind != "region"))[:1], "people"
            )
    return None


def _country_place(gazetteer: Gazetteer, country: Country) -> tuple[GazetteerPlace, ...]:
    return tuple(
        place
        for place in gazetteer.candidates(country.name)
        if place.kind == "country" and place.country == country.iso3
    )


def _facility(parse: Parse, gazetteer: Gazetteer, first: int, name: Proposal | None) -> Proposal | None:
    """A run of capitalised words from here that ends in a word like "Hospital"; known to the gazetteer or not."""
    if (
        first
        and parse.word[first - 1][0].isupper()
        and parse.sentence_of[first - 1] == parse.sentence_of[first]
        and parse.lower[first - 1] not in _LEADS
    ):
        return None  # not the beginning of its run
    if parse.lower[first] in _LEADS:
        return None
    last = _facility_end(parse, first)
    if last is None or (name and name.last >= last):
        return None
    kind, is_named_for_town = facility_kinds()[parse.lower[last - 1]]
    if kind.startswith("admin") and _ends_in_name(parse, gazetteer, first, last):
        return None  # "Idlib Province" is Idlib, with a word that says which
    text = parse.text[parse.start[first] : parse.end[last - 1]]
    found = Proposal(first, last, text, gazetteer.candidates(text), "facility", kind=kind)
    if name and is_named_for_town and not found.candidates:
        found.container = name
    return found


def _facility_end(parse: Parse, first: int) -> int | None:
    """The end of the first run of names from here that ends in such a word; "St." before a name is a saint."""
    kinds, connectors = facility_kinds(), words("inner_connectors")
    for i in range(first, min(first + _LONGEST, parse.sentences[parse.sentence_of[first]][1])):
        if not parse.word[i][0].isupper():
            if parse.lower[i] in connectors:
                continue
            return None
        if i > first and parse.lower[i] in kinds:
            after = parse.word[i + 1] if i + 1 < len(parse) else ""
            if parse.lower[i] not in ("st", "st.") or not after[:1].isupper():
                return i + 1
    return None


def _ends_in_name(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> bool:
    """Whether a name of the gazetteer reaches to the end of these words, or to the one before it."""
    named = (_named(parse, gazetteer, i) for i in range(first, last - 1) if parse.word[i][0].isupper())
    return any(proposal is not None and proposal.last in (last - 1, last) for proposal in named)


def _set(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """An unknown name whose surroundings make it a place: "the village of Aabed", "Sarbagh district", "in Kazipara"."""
    if parse.pos[first] not in ("PROPN", "NOUN", "ADJ", "X") or (first and parse.word[first - 1][0].isupper()):
        return None
    if parse.label[first] == "NORP":
        return None  # "a Shi'ite district"
    last = _run_end(parse, first)
    before = parse.lower[first - 1] if first else ""
    areas = words("areas")
    if before == "of" and first > 1 and parse.lower[first - 2] in areas:
        setting = "of"
    elif last < len(parse) and parse.lower[last] in areas:
        setting = "area"
    elif before in words("settings"):
        setting = "in"
    elif _is_taken(parse, first, last):
        setting = "taken"
    else:
        return None
    text = parse.text[parse.start[first] : parse.end[last - 1]]
    return _with_head(parse, Proposal(first, last, text, gazetteer.candidates(text), "context", setting=setting))


def _run_end(parse: Parse, first: int) -> int:
    """The end of the capitalised words from here, with articles and the like between them."""
    connectors, last = words("inner_connectors"), first + 1
    for i in range(first + 1, min(first + _LONGEST, parse.sentences[parse.sentence_of[first]][1])):
        if parse.word[i][0].isupper() and parse.label[i] not in ("DATE", "TIME"):
            last = i + 1
        elif parse.lower[i] not in connectors:
            break
    return last


def _is_taken(parse: Parse, first: int, last: int) -> bool:
    """Whether the name is the object of a verb like "storm"."""
    root = next((i for i in range(first, last) if not first <= parse.head[i] < last), last - 1)
    return parse.dep[root] == "dobj" and parse.lemma[parse.head[root]] in words("taking_verbs")


def _labelled(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> Proposal | None:
    """What the pipeline calls a place; the gazetteer may know it by a like spelling, or not at all."""
    while first < last and not parse.word[first][0].isupper():
        first += 1
    while last > first and not parse.word[last - 1][-1].isalnum():
        last -= 1
    if first == last:
        return None
    text = parse.text[parse.start[first] : parse.end[last - 1]]
    candidates = tuple(place for place in gazetteer.candidates(text) if _spelled(text, place))
    return _with_head(parse, Proposal(first, last, text, candidates, "label"))
