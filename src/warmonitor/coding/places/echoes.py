"""Words that speak of a place named before: "shelling there", "massing around the province"."""

from __future__ import annotations

from functools import cache

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.extent import relation_of
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.vocabulary import words
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.tables import entries
from warmonitor.records import PlaceRelation

_SENTENCES_BACK = reach("places", "echo_sentences")
_ABOVE = reach("places", "echo_governors")


def echoed_place(parse: Parse, trigger: int, places: list[FoundPlace]) -> tuple[FoundPlace, PlaceRelation] | None:
    """The place that a word like "there" under the event or its governors speaks of, and the relation of that word to it."""
    reach = {trigger}
    for steps, above in enumerate(parse.ancestors(trigger)):
        if steps == _ABOVE or parse.dep[above] in ("relcl", "advcl", "ccomp"):
            break
        reach.add(above)
    first, last = parse.sentences[parse.sentence_of[trigger]]
    reach.update(child for above in tuple(reach) for child in parse.kids(above, "conj"))
    for i in range(first, last):
        kinds = _echoes().get(parse.lower[i])
        if kinds and _is_echo(parse, i) and _hangs_on(parse, i, reach):
            place = _spoken_of(parse, i, kinds, places)
            if place is not None:
                return place, _relation(parse, i, place)
    return None


@cache
def _echoes() -> dict[str, frozenset[str]]:
    return {word: frozenset(kinds) for word, kinds in entries("place_relations")["echoes"].items()}


def _is_echo(parse: Parse, i: int) -> bool:
    if parse.lower[i] == "there":
        return parse.dep[i] == "advmod"
    determiner = parse.child(i, "det")
    bare = all(parse.dep[child] in ("det", "case", "amod", "relcl", "punct") for child in parse.children[i])
    return (
        determiner is not None and parse.lower[determiner] in words("determiners") and bare and parse.dep[i] == "pobj"
    )


def _hangs_on(parse: Parse, i: int, reach: set[int]) -> bool:
    """Whether a preposition (or nothing) stands between the word and the event, its governors or their objects."""
    at = i
    for _ in range(_ABOVE):
        at = parse.head[at]
        if at in reach:
            return True
        if parse.pos[at] in ("VERB", "AUX"):
            return False
    return False


def _spoken_of(parse: Parse, i: int, kinds: frozenset[str], places: list[FoundPlace]) -> FoundPlace | None:
    """The nearest place named before that the word can mean."""
    oldest = max(0, parse.sentence_of[i] - _SENTENCES_BACK)
    for place in reversed(places):
        if (
            place.first < i
            and parse.sentence_of[place.first] >= oldest
            and not place.is_demonym
            and not place.is_metonym
        ):
            kind = place.mention.kind or "other"
            if kind in kinds or ("any" in kinds and kind != "country"):
                return place
    return None


def _relation(parse: Parse, i: int, place: FoundPlace) -> PlaceRelation:
    return relation_of(parse, FoundPlace(i, i + 1, place.mention))
