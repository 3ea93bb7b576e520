"""Names of the gazetteer in a report: the longest from a word, spelled as a name, with the kinds that the words beside it allow."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.proposal import Proposal
from warmonitor.coding.places.vocabulary import abbreviations, head_kinds, words
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace
from warmonitor.knowledge.gazetteer.schema import LOOSE

LONGEST = 8  # tokens
_MODIFIERS = frozenset(("compound", "amod", "nmod", "poss"))
_LARGER = frozenset(("country", "admin1", "region", "water"))
_LONGEST_ACRONYM = 5
_AHEAD = 10  # tokens that a list before a plural like "counties" may have


def named(parse: Parse, gazetteer: Gazetteer, first: int) -> Proposal | None:
    """The longest name of the gazetteer that begins here, or an abbreviation of a province after a comma."""
    word = parse.word[first]
    if first and parse.word[first - 1] in (",", "-", "("):
        short = _abbreviated(parse, gazetteer, first)
        if short:
            return short
    longest = gazetteer.longest_from(word)
    if not longest or _says_kind(parse, first):
        return None
    for last in reversed(_ends(parse, first, min(2 * longest, LONGEST))):
        text = parse.text[parse.start[first] : parse.end[last - 1]]
        worst = LOOSE if last - first > 2 else LOOSE - 1  # of one or two words another spelling may be another word
        goes_on = last == first + 1 and _goes_on(parse, last)  # then it must be the name itself, or any of a country's
        candidates = tuple(
            place
            for place in gazetteer.candidates(text)
            if place.rank <= (0 if goes_on and place.kind != "country" else worst) and spelled(text, place)
        )
        if candidates and last == first + 1 and _is_acronym(parse, first):
            candidates = tuple(place for place in candidates if _shortens(text.replace(".", ""), place))
        if candidates and not _names_nothing(parse, first, last):
            return with_head(parse, _or_river(parse, gazetteer, Proposal(first, last, text, candidates)))
    return None


def _or_river(parse: Parse, gazetteer: Gazetteer, proposal: Proposal) -> Proposal:
    """The river where an article before a name says so ("the banks of the Niger"), which towns and most countries have none of."""
    first, last = proposal.first, proposal.last
    if not first or parse.lower[first - 1] != "the" or parse.dep[last - 1] in _MODIFIERS:
        return proposal
    if any(place.kind == "country" and " the " in place.name for place in proposal.candidates):
        return proposal
    rivers = tuple(
        place
        for place in gazetteer.candidates(proposal.text + " River")
        if place.kind == "water" and place.rank < LOOSE
    )
    proposal.candidates = rivers or proposal.candidates
    return proposal


def _says_kind(parse: Parse, i: int) -> bool:
    """Whether the word says what kind of town the name after it is ("the City of Richmond")."""
    kinds = head_kinds().get(parse.lower[i])
    if kinds is None or i + 2 >= len(parse) or parse.lower[i + 1] != "of" or not parse.word[i + 2][0].isupper():
        return False
    return "settlement" in kinds and not kinds & _LARGER


def _names_nothing(parse: Parse, first: int, last: int) -> bool:
    """Whether the words are a direction alone, or an article and a number ("the 6th")."""
    if last == first + 1:
        return parse.lower[first] in words("directions")
    return last == first + 2 and parse.lower[first] == "the" and parse.word[first + 1][0].isdigit()


def name_within(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> Proposal | None:
    """The name that a longer, unknown one is made of: what it opens with ("Cavan Town Hall"), after a direction where one stands ("South Philadelphia")."""
    if last - first > 1 and parse.lower[first] in words("directions"):
        first += 1
    found = named(parse, gazetteer, first)
    return found if found is not None and found.last <= last else None


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
    return place.kind in ("country", "admin1", "region") or initials == acronym


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


def spelled(text: str, place: GazetteerPlace) -> bool:
    """Short names must be written as names: "US" and "U.S." are, "Us" at the start of a sentence is not."""
    letters = text.replace(".", "")
    return len(letters) > 2 or (letters.isupper() and _shortens(letters, place))


def with_head(parse: Parse, proposal: Proposal) -> Proposal:
    """Notes the kinds that a word beside the name allows ("Idlib province", "the city of Idlib", "Camden and Charlton counties")."""
    kinds = head_kinds()
    first, last, n = proposal.first, proposal.last, len(parse)
    after = parse.lower[last] if last < n else ""
    if after in kinds and not (
        kinds[after] <= words("built_kinds") and any(place.kind == "country" for place in proposal.candidates)
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
