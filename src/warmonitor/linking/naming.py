"""Named sources: what a phrase says of who somebody is, and which phrases mean one and the same."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.publishers import find_publisher, fold, media
from warmonitor.knowledge.tables import entries, rows

_WORD = re.compile(r"[^\W_][\w.’'-]*(?<![.’'-])")
_OWN = re.compile(r"[’']s$")


class Named(NamedTuple):
    """A source that a phrase names: its name, what else it may be known by, and the country it belongs to.

    `keys` of a medium are empty: its name says it all. `is_resolved` is true where the name is that of a table.
    """

    name: str
    keys: frozenset[str] = frozenset()
    country: str | None = None
    is_medium: bool = False
    is_resolved: bool = False


@lru_cache(20_000)
def read_source(
    phrase: str,
    *,
    id: str | None = None,
    name: str | None = None,
    country: str | None = None,
    sector: str | None = None,
) -> Named | None:
    """The source of its own that a phrase names; None where it is anybody ("residents", "an official").

    `id`, `name`, `country` and `sector` are what the phrase is known to mean.
    """
    words = _words(phrase)
    if not words:
        return None
    medium = read_medium(phrase)
    if medium is not None:
        return Named(medium, is_medium=True)
    if sector == "JRN":
        called = (name or phrase) if id is not None else _proper(words)
        return None if called is None else Named(find_publisher(called), is_medium=True)
    if id is None and (body := _known_body(words)) is not None:
        return Named(body, frozenset({body}) | _body_keys(_core(_words(body))), country, is_resolved=True)
    core = _core(_words(_role_of(phrase)) or words)
    keys = _body_keys(core)
    is_branch = id is not None and id == f"{country}{sector}"  # made by rule of whatever a state's people are called
    if id is not None and not is_branch:
        return Named(name or phrase, frozenset({id, *keys}), country, is_resolved=True)
    is_told = not is_branch or _is_within(name, phrase) or _is_within(phrase, name or "")
    if person := _person(phrase, name if is_told else None):
        return Named(person, keys | {person.split()[-1].lower()}, country)
    if _ends(core, "crowds"):
        return None
    if is_branch and (sector != "GOV" or keys & set(entries("voices")["governments"])):
        return Named(name or phrase, frozenset({str(id), *keys}), country, is_resolved=True)
    if keys:
        is_national = bool(keys & set(entries("voices")["governments"])) or core[-1] in entries("voices")["national"]
        land = shipped_countries().by_code(country) if country and is_national else None
        called = _spell(core, words)
        return Named(f"{called} of {land.name}" if land and called.islower() else called, keys, country)
    return None


def _spell(core: list[str], words: list[str]) -> str:
    """The words of a body in lower case, but for the names among them."""
    plain = [_without_owner(word) for word in words]
    names = {word.lower(): word for word in plain if word[:1].isupper()}
    kept = {word for word in names if word not in _english()}
    kept |= {_without_owner(word).lower() for word in words if _OWN.search(word)}  # "Gaza's health ministry"
    is_beside = False
    for word, after in reversed([*pairwise(plain[1:])]):  # "the Gaza health ministry", "the Rivers State police"
        is_beside = word[:1].isupper() and (is_beside or (after.islower() and after in core))
        if is_beside:
            kept.add(word.lower())
    return " ".join(names[word] if word in names and word in kept else word for word in core)


def _without_owner(word: str) -> str:
    return _OWN.sub("", word)


@cache
def _english() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("linking_words"))


def _is_within(name: str | None, phrase: str) -> bool:
    return name is not None and name in phrase


def _known_body(words: list[str]) -> str | None:
    """The organisation of the table of actors that a phrase ends with the name of."""
    for start in range(len(words)):
        if (known := _bodies().get(" ".join(words[start:]).lower())) is not None:
            return known
    return None


@cache
def _bodies() -> dict[str, str]:
    kinds = {"NGO", "monitor", "body"}
    found: dict[str, str] = {}
    for row in rows("actors"):
        if row["kind"] in kinds:
            for form in (row["name"], *row["aliases"].split(";")):
                if form:
                    found.setdefault(form.lower(), row["name"])
    return found


@lru_cache(20_000)
def read_medium(phrase: str) -> str | None:
    """The publisher that a phrase names as a medium ("a Reuters reporter", "Syrian state TV"); None where it names none."""
    words = _words(phrase)
    low = [word.lower() for word in words]
    while low and low[0] in _set("determiners"):
        words, low = words[1:], low[1:]
    for tail in ("", *entries("voices")["press"], *entries("voices")["media"]):
        count = len(tail.split())
        if count and low[-count:] != tail.split():
            continue
        kept = words[: len(words) - count] if count else words
        if kept and (known := _known(kept)) is not None:
            return known
    for head in entries("voices")["media"]:
        count = len(head.split())
        if low[:count] == head.split() and (known := _known(words[count:])) is not None:
            return known
    return _state_medium(words, low)


def _known(words: list[str]) -> str | None:
    """The publisher of a medium, known by these words, that stands at their end or alone."""
    name = " ".join(words)
    for form in (name, _OWN.sub("", name)):
        medium = media().get(fold(form))
        if medium is not None and form[:1].isupper():
            return medium.publisher
    return None


def _state_medium(words: list[str], low: list[str]) -> str | None:
    joined = " ".join(low)
    for form in entries("voices")["state_media"]:
        at = joined.find(form)
        behind = joined[at + len(form) :].split()
        if at >= 0 and (not behind or behind[0] not in _set("bodies")):  # "the Government Media Office" is an office
            before = words[: len(joined[:at].split())]
            country = next((name for word in reversed(before) if (name := _country(word)) is not None), None)
            return f"state media of {country}" if country else "state media"
    return None


@lru_cache(4096)
def _country(word: str) -> str | None:
    """The country that a name or adjective ("Syria's", "Syrian") is of."""
    plain = _OWN.sub("", word)
    if not plain[:1].isupper():
        return None
    found = shipped_countries().by_demonym(plain) or shipped_countries().by_name(plain)
    return None if found is None else found.name


@cache
def _set(kind: str) -> frozenset[str]:
    return frozenset(entries("voices")[kind])


def _words(phrase: str) -> list[str]:
    return _WORD.findall(phrase[: entries("voices")["limits"]["phrase"] * 2])


def _core(words: list[str]) -> list[str]:
    """The words of a phrase in lower case up to what only says more of it ("of", "in", "who"), without determiner and country."""
    while words and (words[0].lower() in _set("determiners") or _country(words[0]) is not None):
        words = words[1:]
    low = [_OWN.sub("", word.lower()) for word in words]
    stop = next((i for i, word in enumerate(low) if i and word in _set("prepositions")), len(low))
    return (
        low[:stop] + [word for word in low[stop:] if word not in _set("determiners")]
        if _ends(low[:stop], "offices")
        else low[:stop]
    )


def _ends(core: list[str], kind: str) -> bool:
    """Whether a phrase ends with one of these words."""
    joined = " ".join(core)
    return any(joined == word or joined.endswith(" " + word) for word in entries("voices")[kind])


def _body_keys(core: list[str]) -> frozenset[str]:
    """What a body is known by: its words, up to a word for a body; of an office the body that it speaks for."""
    offices, forms = set(entries("voices")["offices"]), entries("voices")["one_body"]
    kept = [word for word in core if word not in offices and word not in ("of", "for", "press")]
    for end in range(len(kept), 0, -1):
        if _ends(kept[:end], "bodies"):
            said = " ".join(kept[:end])
            return frozenset({forms.get(said, said)})
    return frozenset()


def _role_of(phrase: str) -> str:
    """What a phrase says of a person named in front: "deputy governor of Sistan" behind "Ali Karimi, "; else the phrase."""
    head, _, behind = phrase.partition(",")
    return behind if behind.strip() and _is_full_name(_words(head)) else phrase


def _is_full_name(words: list[str]) -> bool:
    """Whether these are the words of a name and nothing else."""
    found = _proper(words)
    return found is not None and len(found.split()) == len(words) > 1 and not _holds_role(words)


def _holds_role(words: list[str]) -> bool:
    roles = _set("bodies") | _set("offices") | _set("crowds")
    return any(word.lower() in roles for word in words)


def _person(phrase: str, name: str | None) -> str | None:
    """The person that a phrase names: capitalised words after a role, behind a comma, in front of one, or alone."""
    if name is not None and _words(name) and name[:1].isupper():
        return name
    head, _, behind = phrase.partition(",")
    words = _words(head)
    if _is_full_name(words):
        return _untitled(" ".join(words))
    stop = next((i for i, word in enumerate(words) if i and word.lower() in _set("prepositions")), len(words))
    found = _proper(_words(behind)) if behind else None
    is_body = words[:stop][-1:] and words[stop - 1] in _set("bodies")  # "Rivers State police", "the New York governor"
    found = found or (None if is_body else _proper(words[:stop])) or _named_behind(words, stop)
    if found is None:
        return None
    found = _untitled(found)
    if _holds_role(found.split()):
        return None  # "the Defence Ministry"
    return found if len(found.split()) > 1 or words[:stop][-1:] == [found] else None


def _named_behind(words: list[str], stop: int) -> str | None:
    """The full name behind an office and its body: "the head of the regional administration Vadym Petrenko"."""
    found = _proper(words[stop:])
    if found is None or not _ends([word.lower() for word in words[:stop]], "offices"):
        return None
    before = words[: len(words) - len(found.split())]
    return found if len(found.split()) > 1 and before[-1].lower() in _set("bodies") else None


def _untitled(name: str) -> str:
    """A full name without titles and ranks in front of it."""
    words = name.split()
    while len(words) > 2 and words[0].lower() in _set("titles"):
        words = words[1:]
    return " ".join(words)


def _is_capital(word: str) -> bool:
    """Whether a word is written as part of a name: Malki, al-Malki."""
    return word[:1].isupper() or (word.partition("-")[0] in _set("particles") and word.partition("-")[2][:1].isupper())


def _proper(words: list[str]) -> str | None:
    """The last run of capitalised words of a phrase."""
    end = len(words)
    while end and not _is_capital(words[end - 1]):
        end -= 1
    start = end
    while start and (_is_capital(words[start - 1]) or (start < end and words[start - 1] in _set("particles"))):
        start -= 1
    while start < end and not _is_capital(words[start]):
        start += 1
    kept = [word for word in words[start:end] if word.lower() not in _set("determiners")]
    if not kept or all(_country(word) is not None for word in kept):
        return None
    return " ".join(kept)
