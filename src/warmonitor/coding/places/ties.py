"""What ties a named place to an event: named facts about the syntax between them, weighed in relate.py."""

from __future__ import annotations

from dataclasses import dataclass

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.evidence import root_of
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.vocabulary import containing, words
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.triggers import saying_verbs, speech_media

_BETWEEN = reach("places", "container_tokens")
_WIDE = ("country", "admin1", "admin2", "region")
_DEEPEST = 12  # steps up a tree that are looked at


_STEPS = {
    "pobj": "P",
    "prep": "P",
    "conj": "",
    "compound": "c",
    "nmod": "c",
    "amod": "c",
    "appos": "c",
    "poss": "c",
    "nsubjpass": "dobj",
    "cc": "",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with an event in it: the event's token, its governors with the labels that lead to them, the places named."""

    parse: Parse
    trigger: int
    above: dict[int, tuple[str, ...]]
    places: list[FoundPlace]


def set_scene(parse: Parse, trigger: int, places: list[FoundPlace]) -> Scene:
    """The scene of an event among the places of its sentence."""
    above: dict[int, tuple[str, ...]] = {trigger: ()}
    labels: tuple[str, ...] = ()
    at = trigger
    for _ in range(_DEEPEST):
        if parse.head[at] == at:
            break
        labels = (*labels, parse.dep[at])
        at = parse.head[at]
        above[at] = labels
    return Scene(parse, trigger, above, places)


def is_speakers(parse: Parse, trigger: int, place: FoundPlace) -> bool:
    """Whether the name belongs to who tells of the event, as a part of an office ("the governor of the Donetsk region said")."""
    at = root_of(parse, place.first, place.last)
    if (verb := telling_verb(parse, place)) is not None and _told_under(parse, trigger, verb):
        return True
    for _ in range(_DEEPEST):
        above = parse.head[at]
        if above == at:
            return False
        if parse.dep[at] in ("nsubj", "nsubjpass") and parse.pos[above] == "VERB":
            is_their = _is_of_office(parse, place, at) or _is_nearby(parse, place)
            return parse.left[at] <= place.first and _told_under(parse, trigger, above) and is_their
        at = above
    return False


def is_in_other_clause(parse: Parse, trigger: int, place: FoundPlace) -> bool:
    """Whether the name stands in a clause beside the event's, which tells of something else ("..., while strikes hit Kharkiv")."""
    at = root_of(parse, place.first, place.last)
    for _ in range(_DEEPEST):
        above = parse.head[at]
        if above == at or at == trigger:
            return False
        if parse.dep[at] == "advcl" and _is_contrast(parse, at):
            return trigger != at and at not in parse.ancestors(trigger)
        at = above
    return False


def _is_contrast(parse: Parse, verb: int) -> bool:
    """Whether a clause with a subject of its own stands beside another by "while" or "whereas"."""
    marks = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] in ("mark", "advmod")}
    return not marks.isdisjoint(words("contrasting")) and parse.child(verb, "nsubj", "nsubjpass") is not None


def telling_verb(parse: Parse, place: FoundPlace) -> int | None:
    """The verb of saying that the name is the place of: "told reporters in Bunia", "said in a statement from Cairo", "said in Kabul"."""
    root = root_of(parse, place.first, place.last)
    preposition = parse.head[root]
    if parse.dep[root] != "pobj" or parse.dep[preposition] != "prep":
        return None
    through = above = parse.head[preposition]
    while parse.dep[above] in ("pobj", "prep", "dobj", "dative") and above != parse.head[above]:
        above = parse.head[above]
    if parse.lemma[above] not in saying_verbs() or not above < preposition:
        return None
    is_addressed = any(above < told < preposition for told in parse.kids(above, "dobj", "dative"))
    is_medium = through != above and parse.lemma[through].lower() in speech_media()
    return above if preposition == above + 1 or is_addressed or is_medium else None


def _told_under(parse: Parse, trigger: int, verb: int) -> bool:
    """Whether the event stands in what this verb says."""
    at = trigger
    for _ in range(_DEEPEST):
        if parse.head[at] == verb:
            return parse.dep[at] in ("ccomp", "parataxis")
        if parse.head[at] == at:
            return False
        at = parse.head[at]
    return False


def _is_of_office(parse: Parse, place: FoundPlace, subject: int) -> bool:
    """Whether the name is tied to the speaker by "of", as an owner or as a word before ("Donetsk governor"), not by "in"."""
    at = root_of(parse, place.first, place.last)
    while at != subject:
        if parse.dep[at] == "prep" and parse.lower[at] != "of":
            return False
        at = parse.head[at]
    return True


def _is_nearby(parse: Parse, place: FoundPlace) -> bool:
    """Whether the name's own words say that it is beside where things happened: "said a farmer from nearby Kautikeri village"."""
    root = root_of(parse, place.first, place.last)
    noun = parse.head[root] if parse.dep[root] == "compound" else root
    return any(parse.lower[k] in words("beside") for i in {root, noun} for k in parse.kids(i, "amod", "advmod", "nmod"))


def none_facts(scene: Scene) -> list[str]:
    """The facts that speak for the event having no place in its sentence."""
    parse, trigger = scene.parse, scene.trigger
    count = len(scene.places)
    return ["none", f"none&places:{min(count, 4)}", "none&pos:" + parse.pos[trigger], "none&dep:" + parse.dep[trigger]]


def tie_facts(scene: Scene, number: int) -> list[str]:
    """The facts that hold between the event and one of the places."""
    parse, place = scene.parse, scene.places[number]
    root = root_of(parse, place.first, place.last)
    up, meeting = _climb(scene, root)
    down = scene.above.get(meeting, ("far",)) if meeting is not None else ("far",)
    attach = (up[-1] if up else "self") + "|" + (down[-1] if down else "trigger")
    found = [
        "up:" + ">".join(up[:4]),
        "down:" + ">".join(down[:3]),
        "attach:" + attach,
        f"path:{'>'.join(up[:6])}|{'>'.join(down[:4])}",
    ]
    found += [f"steps:{min(len(up), 6)}", f"below:{min(len(down), 4)}", f"steps:{min(len(up) + len(down), 8)} in all"]
    found.append(f"route:{_route(up)}|{_route(list(down))}")
    preposition, at = _preposition(parse, root)
    found += [
        "prep:" + preposition,
        f"prep:{preposition}&below:{min(len(down), 2)}",
        f"prep:{preposition}&attach:{attach}",
    ]
    if preposition == "from" and at - 1 != scene.trigger:
        found.append("from:" + parse.pos[at - 1])
    found += _kind_facts(place, parse)
    found += _order_facts(scene, number, root)
    return found


def _climb(scene: Scene, root: int) -> tuple[list[str], int | None]:
    """The labels from the place up to the first governor that the event has too."""
    parse, at = scene.parse, root
    labels: list[str] = []
    for _ in range(_DEEPEST):
        if at in scene.above:
            return labels, at
        if parse.head[at] == at:
            break
        labels.append(parse.dep[at])
        at = parse.head[at]
    return labels, None


def _route(labels: list[str]) -> str:
    """The labels in short: lists left out, a chain of names and prepositions as one step."""
    short: list[str] = []
    for label in labels:
        step = _STEPS.get(label, label)
        if step and (not short or short[-1] != step):
            short.append(step)
    return ">".join(short[:5])


def _preposition(parse: Parse, root: int) -> tuple[str, int]:
    """The nearest preposition above a name and its token, past names and nouns; "" where a verb comes first."""
    at = root
    for _ in range(5):
        above = parse.head[at]
        if above == at or parse.pos[above] in ("VERB", "AUX"):
            return "", at
        if parse.dep[above] in ("prep", "agent") or parse.pos[above] == "ADP":
            lower = parse.lower[above]
            return lower if lower in words("prepositions") else "other", above
        at = above
    return "", at


def _kind_facts(place: FoundPlace, parse: Parse) -> list[str]:
    kind = place.mention.kind or "unknown"
    found = ["kind:" + kind]
    if place.is_metonym:
        found += ["metonym", "metonym&kind:" + kind]
    before = parse.lower[place.first - 1] if place.first else ""
    after = parse.lower[place.last] if place.last < len(parse) else ""
    if after in words("areas"):
        found.append("area after")
    if before == "of" and place.first > 1 and parse.lower[place.first - 2] in words("areas"):
        found.append("area of")
    if before in words("settings"):
        found.append("setting before")
    if after == "'s":
        found.append("owner")
    return found


def _order_facts(scene: Scene, number: int, root: int) -> list[str]:
    """Where the place stands in the sentence: before or after the event, how far, how many verbs and places between."""
    parse, trigger = scene.parse, scene.trigger
    side = "before" if root < trigger else "after"
    low, high = min(root, trigger), max(root, trigger)
    far = high - low
    distance = next((name for most, name in ((2, "2"), (5, "5"), (10, "10"), (20, "20")) if far <= most), "more")
    verbs = min(3, sum(parse.pos[i] == "VERB" for i in range(low + 1, min(high, low + 60))))
    between = min(3, sum(low < place.first < high for i, place in enumerate(scene.places) if i != number))
    found = ["side:" + side, f"distance:{side}&{distance}", f"verbs:{side}&{verbs}", f"between:{side}&{between}"]
    place = scene.places[number]
    first = parse.sentences[parse.sentence_of[trigger]][0]
    if place.first - first <= 2:
        found.append("opens")
    places = scene.places
    if number and holds(parse, places[number - 1], place):
        found.append("outer")
    if number + 1 < len(places) and holds(parse, place, places[number + 1]):
        found.append("inner")
    if len(scene.places) == 1:
        found.append("only")
    return found


def opens_into(parse: Parse, outer: FoundPlace, inner: FoundPlace) -> bool:
    """Whether the words between put the second name in the first ("the West Bank town of Bethlehem", "Gaza's Nuseirat camp")."""
    between = parse.lower[outer.last : inner.first]
    if not 0 < len(between) <= _BETWEEN or outer.mention.kind not in _WIDE or inner.mention.kind in _WIDE:
        return False
    if between[-1] == "of":
        return len(between) > 1 and between[-2] in words("areas") and all(word.isalpha() for word in between)
    return between[0] == "'s" and words("between").issuperset(between)


def holds(parse: Parse, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether the words between two names put the one in the other ("the Zaytoun district of Gaza", "Bakhmut, Ukraine")."""
    between = parse.lower[inner.last : outer.first]
    if not 0 < len(between) <= _BETWEEN or not containing().issuperset(between):
        return False
    return between[0] in (",", "(") or "in" in between or ("of" in between and not words("areas").isdisjoint(between))
