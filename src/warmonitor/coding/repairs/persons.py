"""Lists of those harmed, and names with what they are: "a priest, Luis Rios, and two nuns"."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warmonitor.coding.repairs.heads import FINITE, NAMES_AND_NOUNS, Heads
from warmonitor.knowledge import tables
from warmonitor.knowledge.triggers import noun_classes

_PLURALS = ("NNS", "NNPS")
_ARTICLES = ("a", "an", "another")
_FARTHEST = 20  # tokens from one of a list to the next
_HIS = ("his", "her", "their")


@cache
def _units(extra: Path | None = None) -> dict[str, int]:
    units: dict[str, int] = tables.entries("numbers", extra)["units"]
    return units


@cache
def _persons(extra: Path | None = None) -> frozenset[str]:
    """Nouns for those who act or are harmed: "minister", "rebel", "unit"."""
    classes = noun_classes(extra)
    nouns = {row["noun"] for row in tables.rows("nouns_actors", extra)}
    return frozenset(
        nouns | classes["OFFICIAL"] | classes["TROOPS"] | {row["word"] for row in tables.rows("count_groups", extra)}
    )


def mend_joined_sides(p: Heads, base: int) -> None:
    """In "the army and M23 rebels clashed" the army and the rebels are two: it is no word of theirs."""
    armed = noun_classes()["STATE_ARMS"]
    for i in range(base, len(p.head) - 3):
        n = p.head[i]
        name = i + 2
        if (
            p.lemma[i].lower() in armed
            and p.lower[i + 1] == "and"
            and p.tag[name] == "NNP"
            and p.dep[i] in ("nmod", "compound")
            and p.tag[n] == "NNS"
            and p.lemma[n].lower() in _persons()
            and name < n <= i + 6
            and all(p.tag[k] in NAMES_AND_NOUNS for k in range(name, n))
        ):
            p.head[i], p.dep[i] = (i if p.head[n] == n else p.head[n]), p.dep[n]
            p.head[n], p.dep[n] = i, "conj"
            for k in range(base, len(p.head)):
                if k < i and p.head[k] == n:
                    p.head[k] = i  # the article
                elif name <= k < n and p.head[k] == i:
                    p.head[k], p.dep[k] = n, "compound"
            p.head[i + 1] = i


def mend_lists_of_persons(p: Heads, base: int) -> None:
    """In "two guards, a driver and three cooks" the driver isn't the guards; in "a priest, Luis Rios, and two nuns" Rios is the priest alone."""
    own: dict[int, list[int]] | None = None
    for i in range(base + 2, len(p.head)):
        n = p.head[i]
        if (
            p.dep[i] != "appos"
            or not base <= n < i
            or not (p.tag[i] in NAMES_AND_NOUNS or (p.tag[i] == "CD" and p.lower[i + 1 : i + 2] == ["of"]))
            or p.tag[n] not in NAMES_AND_NOUNS
        ):
            continue
        if own is None:
            own = _children(p, base)
        top = i if any(p.dep[k] == "cc" for k in own.get(i, [])) else n
        link = next((k for k in own.get(top, []) if k > i and p.lower[k] == "and" and p.dep[k] == "cc"), None)
        last = None if link is None else next((k for k in own[top] if k > link and p.dep[k] == "conj"), None)
        if link is None or last is None or not _is_another(p, last, own) or (top == n and p.tag[n] not in _PLURALS):
            continue
        is_closed = p.lower[link - 1] == ","
        if _is_listed(p, n, i, own, is_closed=is_closed):
            parts = [_number(p, k, own) or 0 for k in (i, last)]
            is_theirs = any(p.lower[k] in _HIS for k in own.get(last, []))  # "two reporters, a driver and their guard"
            if is_theirs or _number(p, n, own) != sum(parts):  # but "three men, a priest and two farmers"
                p.dep[i] = "conj"
        elif p.tag[n] not in _PLURALS and _says_more(p, n, i, own, is_closed=is_closed):
            p.head[link] = p.head[last] = n


def mend_listed_subjects(p: Heads, base: int) -> None:
    """In "A teacher, two nurses and a child were killed" all are the subject; in "Fatalities: 11 civilians were killed" the civilians are."""
    first: dict[int, int] = {}
    for i in range(base, len(p.head)):
        v = p.head[i]
        if p.dep[i] not in ("nsubj", "nsubjpass") or not i < v:
            continue
        before = first.setdefault(v, i)
        if before == i or p.tag[before] not in NAMES_AND_NOUNS or p.dep[before] != p.dep[i]:
            continue
        start = _start(p, i, before)
        if p.lower[start - 1] == ":":
            p.dep[before], first[v] = "dep", i
        elif p.lower[start - 1] == "and" and _is_beside(p, start - 1, before) and not _has_verb(p, before, start):
            p.head[i], p.dep[i] = p.head[start - 1], "conj"
            for k in range(before + 1, start - 1):  # "Gacha, his son, and 15 others"
                if p.head[k] == before and p.dep[k] == "appos" and p.tag[k - 1] == "PRP$":
                    p.dep[k] = "conj"
        elif p.lower[start - 1] == "," and start - 2 == before and _is_counted_list(p, start, i):
            p.head[i], p.dep[i] = before, "conj"


def mend_split_subjects(p: Heads, base: int) -> None:
    """In "Iyad, a journalist, and his mother were killed" both were: the name is no sentence that the rest is joined to."""
    for i in range(base + 2, len(p.head)):
        v = p.head[i]
        n = p.head[v]
        if p.dep[i] not in ("nsubj", "nsubjpass") or p.dep[v] != "conj" or not n < i < v or not _names_somebody(p, n):
            continue
        start = _start(p, i, n)
        if p.lower[start - 1] != "and" or p.head[start - 1] != n or _has_verb(p, n, start):
            continue
        if any(p.head[k] == n and p.dep[k] not in ("appos", "punct", "cc") for k in range(n + 1, start)):
            continue
        p.head[v], p.dep[v] = (v if p.head[n] == n else p.head[n]), p.dep[n]
        p.head[n], p.dep[n] = v, p.dep[i]
        p.head[i], p.dep[i] = n, "conj"


def mend_names_told(p: Heads, base: int) -> None:
    """In "arrested Orujov, director of a channel" the director is Orujov, and nobody else who was arrested."""
    named: dict[int, int] = {}
    for i in range(base, len(p.head)):
        v = p.head[i]
        if p.dep[i] != "dobj" or not v < i:
            continue
        n = named.setdefault(v, i)
        if n == i or p.tag[n] != "NNP" or p.tag[i] != "NN" or p.lemma[i].lower() not in _persons():
            continue
        start = _start(p, i, n)
        if p.lower[start - 1] == "," and p.lower[start] not in _HIS and p.tag[start] != "CD":
            p.head[i], p.dep[i] = n, "appos"


def mend_strayed_lists(p: Heads, base: int) -> None:
    """In "The bombing wounded a judge, two guards and six bystanders" the guards stand beside the judge, not beside the bombing."""
    for i in range(base + 4, len(p.head)):
        n = p.head[i]
        v = p.head[n]
        if p.dep[i] != "appos" or not base <= n < v < i:
            continue
        start = _start(p, i, v)
        one = next((k for k in range(start - 1, v, -1) if p.head[k] == v and p.dep[k] == "dobj"), None)
        if one is not None and p.lower[start - 1] == "," and _is_counted_list(p, start, i):
            p.head[i], p.dep[i] = one, "conj"


def mend_participles_of_numbers(p: Heads, base: int) -> None:
    """In "Seven killed and 20 wounded in a strike" twenty were wounded, not seven."""
    for v in range(base + 2, len(p.head)):
        i, n = v - 1, p.head[v]
        if p.dep[v] != "acl" or p.tag[v] != "VBN" or p.tag[i] != "CD" or p.dep[i] != "conj" or not n < i:
            continue
        if p.head[p.head[i]] == n and p.tag[p.head[i]] == "VBN":
            link = next((k for k in range(i - 1, n, -1) if p.dep[k] == "cc" and p.head[k] == p.head[i]), None)
            p.head[i], p.head[v] = n, i
            if link is not None:
                p.head[link] = n


def mend_stray_members(p: Heads, base: int) -> None:
    """In "for killing six monks, a maid, and her daughter" the daughter was killed beside the maid, whatever verb she is hung on."""
    for i in range(base + 4, len(p.head)):
        v = p.head[i]
        if p.dep[i] != "conj" or p.tag[i] not in NAMES_AND_NOUNS or not v < i or not p.tag[v].startswith("VB"):
            continue
        start = _start(p, i, v)
        if p.lower[start - 2 : start] != [",", "and"] or p.lower[start] not in (*_HIS, *_ARTICLES):
            continue
        n = start - 3
        if p.dep[n] in ("appos", "conj") and p.tag[n] in NAMES_AND_NOUNS and p.head[n] > v and p.head[start - 1] == v:
            if p.dep[n] == "appos" and p.tag[n] == "NN" and p.tag[p.head[n]] == "NNS":
                p.dep[n] = "conj"
            p.head[i] = p.head[start - 1] = n


def mend_shared_passives(p: Heads, base: int) -> None:
    """In "One was killed and another injured by a mine" another was injured: it is no second verb beside "killed"."""
    for w in range(base + 3, len(p.head)):
        i = w - 1
        v = p.head[i]
        if (
            p.dep[w] != "acl"
            or p.head[w] != i
            or p.tag[w] != "VBN"
            or p.dep[i] != "conj"
            or p.tag[v] != "VBN"
            or not v < i
        ):
            continue
        if p.tag[i] in ("DT", "CD", "NN", "NNS") and any(
            p.head[k] == v and p.dep[k] == "auxpass" for k in range(base, v)
        ):
            p.head[w], p.dep[w] = v, "conj"
            p.head[i], p.dep[i] = w, "nsubjpass"


def mend_captives(p: Heads, base: int) -> None:
    """In "took 14 people hostage" the people are taken: hostage is what becomes of them."""
    captives = noun_classes()["CAPTIVE"]
    for h in range(base + 2, len(p.head)):
        n, v = h - 1, p.head[h]
        if p.lemma[h].lower() not in captives or p.dep[h] != "dobj" or p.tag[h] != "NN" or not v < n:
            continue
        if p.head[n] != h or p.dep[n] not in ("compound", "nmod") or p.tag[n] not in _PLURALS:
            continue
        p.head[n], p.dep[n], p.dep[h] = v, "dobj", "oprd"
        for k in range(base, len(p.head)):
            if p.head[k] == h:
                p.head[k] = n if k < n else v


def _children(p: Heads, base: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for i in range(base, len(p.head)):
        if p.head[i] != i:
            found.setdefault(p.head[i], []).append(i)
    return found


def _number(p: Heads, n: int, own: dict[int, list[int]]) -> int | None:
    """How many the noun's own words say they are."""
    for k in (n, *own.get(n, [])):
        if p.dep[k] == "nummod" or (k == n and p.tag[k] == "CD"):
            return int(p.lower[k]) if p.lower[k].isdecimal() else _units().get(p.lower[k])
        if p.dep[k] in ("det", "poss") and (p.lower[k] in _ARTICLES or p.tag[k] == "PRP$"):
            return 1
    return 1 if p.tag[n] == "NNP" else None


def _is_another(p: Heads, n: int, own: dict[int, list[int]]) -> bool:
    """Whether the noun is counted, of somebody told of, or "others": one of a list rather than more said of the same."""
    return (
        p.lemma[n].lower() in ("other", "another")
        or p.tag[n] == "CD"
        or any(
            p.dep[k] in ("nummod", "poss") or p.lower[k] in (*_ARTICLES, "several", "many", "dozens")
            for k in own.get(n, [])
        )
    )


def _is_listed(p: Heads, n: int, i: int, own: dict[int, list[int]], *, is_closed: bool) -> bool:
    """Whether what the parser takes for another name of n is somebody else: more or fewer of them, or his own ("Traore, his driver")."""
    if p.lemma[n].lower() in noun_classes()["ANYBODY"]:
        return False
    one, other = _number(p, n, own), _number(p, i, own)
    if any(p.lower[k] in _HIS for k in own.get(i, [])):
        return p.lower[_start(p, i, n) - 1] == ","
    if p.tag[i] == "NNP" or p.tag[n] == "NNP":
        return (p.tag[i] == p.tag[n] and is_closed) or p.tag[i] in _PLURALS or (other or 0) > 1
    if one is None or other is None:
        return False
    return one != other or (one == 1 and any(p.lower[k] in _ARTICLES for k in own.get(i, [])))


def _says_more(p: Heads, n: int, i: int, own: dict[int, list[int]], *, is_closed: bool) -> bool:
    """Whether noun i says who n is: a name behind a word for a person, or such a word between commas behind a name."""
    if p.tag[i] == "NNP":
        return p.lemma[n].lower() in _persons() and (is_closed or _start(p, i, n) == n + 1)
    is_told_again = p.tag[n] == "NNP" or p.lemma[n].lower() in noun_classes()["ANYBODY"]
    return is_closed and is_told_again and p.lemma[i].lower() in _persons()


def _is_beside(p: Heads, link: int, n: int) -> bool:
    """Whether the "and" joins to noun n, or to what else n is called."""
    one = p.head[link]
    return one == n or (p.dep[one] == "appos" and p.head[one] == n)


def _names_somebody(p: Heads, n: int) -> bool:
    """Whether the noun is a name that is no place's, or a word for somebody."""
    is_name = p.tag[n] == "NNP" and p.label[n] not in ("GPE", "LOC", "FAC", "DATE")
    return is_name or (p.tag[n] == "NN" and p.lemma[n].lower() in _persons())


def _has_verb(p: Heads, first: int, last: int) -> bool:
    return any(p.tag[k] in FINITE for k in range(first, last))


def _is_counted_list(p: Heads, start: int, i: int) -> bool:
    """Whether a number, an article or "his" stands before noun i, and another noun beside it."""
    is_counted = p.tag[start] == "CD" or p.lower[start] in (*_ARTICLES, *_HIS)
    return is_counted and any(
        p.head[k] == i and p.dep[k] == "conj" for k in range(i + 1, min(i + _FARTHEST, len(p.head)))
    )


def _start(p: Heads, i: int, after: int) -> int:
    """The first token of noun i's own words, behind token `after`."""
    first = i
    while first - 1 > after and p.head[first - 1] in range(first, i + 1):
        first -= 1
    return first
