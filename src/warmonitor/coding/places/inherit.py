"""Places that an event inherits from the text before it, where its own sentence names none."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.ties import telling_verb
from warmonitor.coding.places.vocabulary import words
from warmonitor.knowledge.reaches import reach

_SENTENCES_BACK = reach("places", "inherited_sentences")
_NEAR = reach("places", "container_tokens")
_WIDEST_KM = reach("places", "scene_km")


def inherited_place(parse: Parse, trigger: int, places: list[FoundPlace]) -> FoundPlace | None:
    """The place where the sentences just before are set, of this paragraph or the one before; None where they set none."""
    sentence = parse.sentence_of[trigger]
    paragraph = parse.paragraph_of[trigger]
    for back in range(sentence - 1, max(-1, sentence - 1 - _SENTENCES_BACK), -1):
        first, last = parse.sentences[back]
        if parse.paragraph_of[first] < paragraph - 1:
            break
        here = [place for place in places if first <= place.first < last and is_setting(parse, place)]
        if here:
            return _narrowest(here, [place for place in places if first <= place.first < last])
    return None


def _narrowest(here: list[FoundPlace], named: list[FoundPlace]) -> FoundPlace:
    """The first place, or for a country the one right behind it that lies in it, if no other is named: "Ukraine's central region of Poltava"."""
    first, *others = here
    if first.mention.kind != "country" or not others or len(named) > 2:
        return first
    inner = others[0]
    is_in = inner.mention.country == first.mention.country and inner.mention.kind != "country"
    return inner if is_in and inner.first - first.last <= _NEAR else first


def only_scene(parse: Parse, trigger: int, places: list[FoundPlace]) -> FoundPlace | None:
    """The one place smaller than a country where all that was told before is set; None where there are none or several."""
    first = parse.sentences[parse.sentence_of[trigger]][0]
    found: dict[str, FoundPlace] = {}
    for place in places:
        if place.first >= first or len(found) > 1:
            break
        if place.mention.kind != "country" and place.mention.id is not None and is_setting(parse, place):
            found.setdefault(place.mention.id, place)
    return next(iter(found.values())) if len(found) == 1 else None


def is_setting(parse: Parse, place: FoundPlace) -> bool:
    """Whether the name sets a scene: a place in itself, under a preposition of place."""
    if place.is_metonym or place.is_demonym or place.mention.latitude is None:
        return False
    if telling_verb(parse, place) is not None or _is_continental(place):
        return False
    return any(parse.lower[i] in words("scene_setters") for i in range(max(0, place.first - 3), place.first))


def _is_continental(place: FoundPlace) -> bool:
    """Whether the region is too wide for a scene: nothing happened "in Africa"."""
    mention = place.mention
    return mention.kind == "region" and mention.country is None and (mention.radius_km or 0) > _WIDEST_KM


def dateline(parse: Parse, places: list[FoundPlace]) -> FoundPlace | None:
    """The place that a paragraph at the beginning opens with, set off by a dash, bracket or colon ("BEIRUT, May 3 (AP) - ")."""
    for first, last in parse.paragraphs[:3]:
        for place in places:
            if place.first >= last:
                break
            if (
                place.first == first
                and not place.is_demonym
                and any(
                    word in ("-", "–", "—", "--", ":", "(")
                    for word in parse.word[place.last : min(place.last + 9, last)]
                )
            ):
                return place
    return None
