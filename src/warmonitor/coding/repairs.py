"""Mending of parses where a table knows better than the parser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import (
    noun_classes,
    saying_verbs,
    triggers,
    verb_classes,
    verb_forms,
    violent_verbs,
    weapons,
)


class Heads(Protocol):
    """What is mended of a parse."""

    head: list[int]
    dep: list[str]
    pos: list[str]
    tag: list[str]
    lemma: list[str]
    lower: list[str]


_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_DEEPEST = 12  # heads that are climbed to the sentence's root
_ENDS_OF_SENTENCES = frozenset({".", "!", "?", '"', "''", ")", "]", ";"})  # and what may stand behind them
_LONGEST_OPENING = reach("events", "opening_tokens")
_LONGEST_HEADLINE = reach("events", "headline_tokens")
_NAMES_AND_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


@cache
def _intransitives(extra: Path | None = None) -> frozenset[str]:
    return frozenset(row["verb"] for row in tables.rows("intransitives", extra))


@cache
def _weekdays(extra: Path | None = None) -> frozenset[str]:
    return frozenset(tables.entries("time_words", extra)["weekday"])


def mend(p: Heads, base: int) -> None:
    """Mend the heads of the tokens from `base` on, before their children are linked."""
    _mend_lists_of_nations(p, base)
    _mend_noun_verbs(p, base)
    _mend_led_nouns(p, base)
    _mend_names_given(p, base)
    _mend_headlines(p, base)
    _mend_shots(p, base)
    _mend_participles(p, base)
    _mend_harming_events(p, base)
    _mend_sent_weapons(p, base)
    _mend_main_verbs(p, base)
    _mend_beliefs(p, base)
    _mend_harm(p, base)
    _mend_gerunds(p, base)
    _mend_days(p, base)
    _mend_second_subjects(p, base)
    _mend_opened_sentences(p, base)
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("nsubj", "nsubjpass", "expl")}
    _mend_objects(p, base)
    _mend_adjuncts(p, base)
    _mend_coordination(p, base, has_subject)
    _mend_semicolons(p, base, has_subject)
    _mend_listed_nouns(p, base)
    _mend_gerund_subjects(p, base)
    _mend_origins(p, base)
    _mend_second_clauses(p, base)


def _mend_second_clauses(p: Heads, base: int) -> None:
    """In "two died in Kaduna and soldiers killed ten" the soldiers killed: they don't stand beside the town."""
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("nsubj", "nsubjpass", "expl")}
    has_object = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] == "dobj"}
    for v in range(base + 2, len(p.head)):
        n, above = v - 1, p.head[v]
        if (
            p.tag[v] in _FINITE
            and p.dep[v] in ("advcl", "conj")
            and above < n
            and p.pos[above] == "VERB"
            and v in has_object
            and v not in has_subject
            and p.dep[n] == "conj"
            and p.tag[n] in _NAMES_AND_NOUNS
            and above < p.head[n] < n
            and p.dep[p.head[n]] in ("pobj", "dobj")
            and p.lower[p.head[p.head[n]]] != "between"
        ):
            link = next((i for i in range(n - 1, p.head[n], -1) if p.dep[i] == "cc"), None)
            if link is not None and p.head[link] == p.head[n]:
                p.head[link] = above
                p.head[n], p.dep[n], p.dep[v] = v, "nsubj", "conj"


def _mend_origins(p: Heads, base: int) -> None:
    """In "injuring three tourists from France" the tourists are from France."""
    harm = verb_classes()["HARM"]
    for i in range(base + 1, len(p.head)):
        v, n = p.head[i], i - 1
        if p.lower[i] == "from" and p.dep[i] == "prep" and p.lemma[v] in harm and p.dep[n] == "dobj" and p.head[n] == v:
            p.head[i] = n


def _mend_listed_nouns(p: Heads, base: int) -> None:
    """In "strikes hit a depot in Homs and a station in Hama" the station goes with the depot, not with the verb."""
    things: dict[int, int] = {}
    passive = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("auxpass", "nsubjpass")}
    leaning = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("nsubj", "nsubjpass", "cop", "aux", "dobj")}
    for i in range(base, len(p.head)):
        v = p.head[i]
        if p.dep[i] == "dobj" and v < i:
            things[v] = i
        elif p.dep[i] == "conj" and p.tag[i] in _NAMES_AND_NOUNS and v < things.get(v, -1) < i and i not in leaning:
            p.head[i] = things[v]
        elif p.dep[i] == "conj" and p.tag[i] in ("NN", "NNS") and p.tag[v] == "NNP" and p.dep[v] == "pobj":
            above = p.head[p.head[v]]  # of "hit a depot in Tyre and a bridge": a bridge is no town
            is_thing = any(p.head[k] == i and p.dep[k] in ("det", "nummod") for k in range(v, i))
            if is_thing and p.lower[p.head[v]] in ("in", "at", "near") and above < things.get(above, -1) < v:
                p.head[i] = things[above]
        elif (
            p.dep[i] == "npadvmod"
            and p.tag[i] == "CD"
            and v < i
            and v not in things
            and v not in passive
            and p.lower[i + 1 : i + 2] == ["of"]
            and p.head[i + 1] == i
        ):
            p.dep[i] = "dobj"  # "shot down 9 of 14 drones"
            things[v] = i


def _mend_gerund_subjects(p: Heads, base: int) -> None:
    """In "shelling by the Rapid Forces killed ten" the shelling killed, and the forces stand behind "by"; in "shelling hit a school", too."""
    for g in range(base, len(p.head) - 3):
        v = p.head[g]
        by = g + 1
        if p.tag[g] == "VBG" and p.dep[g] == "aux" and v == by and p.tag[v] in _FINITE:
            p.dep[g], p.pos[g], p.tag[g], p.lemma[g] = "nsubj", "NOUN", "NN", p.lower[g]
            continue
        if (
            p.tag[g] != "VBG"
            or p.dep[g] not in ("advcl", "csubj")
            or not g < v
            or p.dep[by] != "prep"
            or p.head[by] != g
        ):
            continue
        own = [i for i in range(base, len(p.head)) if p.head[i] == v and p.dep[i] in ("nsubj", "nsubjpass", "expl")]
        if not own and p.tag[v] in _FINITE and "," not in p.lower[by:v]:
            p.dep[g], p.pos[g], p.tag[g], p.lemma[g] = "nsubj", "NOUN", "NN", p.lower[g]
            continue
        subject = next((i for i in own if by < i < v), None)
        if subject is None or p.lower[by] != "by" or "," in p.lower[by:subject]:
            continue
        for i in range(by + 1, subject):
            if p.head[i] == by:
                p.head[i], p.dep[i] = subject, "amod"
        p.head[g], p.dep[g] = v, p.dep[subject]
        p.pos[g], p.tag[g], p.lemma[g] = "NOUN", "NN", p.lower[g]
        p.head[subject], p.dep[subject] = by, "pobj"


@cache
def _attacks(extra: Path | None = None) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Forms in "-s" of verbs of attacking -> the verb; nouns for attacks; last words of weapons."""
    rows = triggers(extra)
    verbs = {word for (word, pos), found in rows.items() if pos == "verb" and found[0].type == "ASSAULT"}
    nouns = {word for (word, pos), found in rows.items() if pos == "noun" and found[0].type == "ASSAULT"}
    forms = {form: verb for form, verb in verb_forms(extra).items() if verb in verbs and form.endswith("s")}
    return forms, frozenset(nouns), frozenset(name.split()[-1] for name in weapons(extra))


@cache
def _plain_verbs(extra: Path | None = None) -> dict[str, str]:
    """Forms in "-s" of trigger verbs that are no nouns of events or people ("rejects") -> the verb."""
    rows = triggers(extra)
    nouns = {word for word, pos in rows if pos == "noun"} | {row["noun"] for row in tables.rows("nouns_actors", extra)}
    verbs = {word for word, pos in rows if pos == "verb"} - nouns
    return {form: verb for form, verb in verb_forms(extra).items() if verb in verbs and form.endswith("s")}


def _mend_headlines(p: Heads, base: int) -> None:
    """In "Army shells village in Kachin State" the shells are the verb: a plural seldom stands before another noun.

    In "UN envoy to hold talks in Muscat" the envoy will hold them.
    """
    forms = _attacks()[0] | _plain_verbs()
    _mend_announcements(p, base)
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if (
            p.lower[v] not in forms
            or p.dep[v] != "compound"
            or p.tag[v] not in ("NNS", "VBZ")
            or p.head[n] != n
            or n < v
        ):
            continue
        before = [i for i in range(base, v) if p.head[i] in (n, v) and p.tag[i] in _NAMES_AND_NOUNS]
        if not before or before[-1] != v - 1 or any(p.tag[i] in _FINITE and i != v for i in range(base, len(p.head))):
            continue
        p.head[v], p.dep[v], p.tag[v], p.pos[v], p.lemma[v] = v, "ROOT", "VBZ", "VERB", forms[p.lower[v]]
        p.head[n], p.dep[n] = v, "dobj"
        p.head[v - 1], p.dep[v - 1] = v, "nsubj"
        for i in before[:-1]:
            p.head[i] = v - 1


def _mend_lists_of_nations(p: Heads, base: int) -> None:
    """In "US, UK strike positions" both strike; in "US, British jets" the jets are of both."""
    for i in range(base, len(p.head) - 3):
        j, v = i + 2, p.head[i]
        is_loose = p.tag[i] == "NNP" and p.dep[i] in ("npadvmod", "dep", "nmod") and v > j and p.lower[i + 1] == ","
        if not is_loose or i != base:
            continue
        if p.dep[j] == "nsubj" and p.head[j] == v and p.tag[j] == "NNP":
            p.dep[i], p.head[j], p.dep[j] = "nsubj", i, "conj"
        elif p.dep[j] == "amod" and p.dep[p.head[j]] == "nsubj" and p.head[p.head[j]] == v:
            p.head[i], p.dep[i], p.head[j], p.dep[j] = p.head[j], "nmod", i, "conj"


@cache
def _inflected(extra: Path | None = None) -> dict[str, str]:
    """The bare and "-s" forms of trigger verbs -> the verb."""
    verbs = {word for word, pos in triggers(extra) if pos == "verb"}
    forms = {form: verb for form, verb in verb_forms(extra).items() if verb in verbs and form.endswith("s")}
    return forms | {verb: verb for verb in verbs}


def _mend_noun_verbs(p: Heads, base: int) -> None:
    """In "Protesters storm parliament" and "Beijing sanctions Lockheed" the noun that has an object is the verb."""
    forms = _inflected()
    for v in range(base + 1, len(p.head)):
        if p.head[v] != v or p.tag[v] not in ("NN", "NNS") or p.lower[v] not in forms or p.head[v - 1] != v:
            continue
        has_object = any(p.head[i] == v and p.dep[i] == "dobj" for i in range(v + 1, len(p.head)))
        if has_object and p.tag[v - 1] in _NAMES_AND_NOUNS and p.dep[v - 1] in ("nsubj", "compound", "nmod"):
            p.tag[v], p.pos[v], p.lemma[v] = "VBZ", "VERB", forms[p.lower[v]]
            p.dep[v - 1] = "nsubj"
            for i in range(base, v - 1):
                if p.head[i] == v:
                    p.head[i] = v - 1


def _mend_led_nouns(p: Heads, base: int) -> None:
    """In "ECOWAS deployed peacekeepers" what has a subject of its own is the verb, the noun behind it its object."""
    for s in range(base, len(p.head) - 1):
        v = p.head[s]
        n = p.head[v]
        is_led = p.dep[s] == "nsubj" and s < v < n and p.head[n] == n and p.tag[n] in _NAMES_AND_NOUNS
        if is_led and p.dep[v] in ("amod", "compound") and p.tag[v] in ("VBD", "VBN", "VBZ", "VBP"):
            p.head[v], p.dep[v], p.pos[v] = v, "ROOT", "VERB"
            p.head[n], p.dep[n] = v, "dobj"
            if p.tag[v] == "VBN":
                p.tag[v] = "VBD"


def _mend_names_given(p: Heads, base: int) -> None:
    """In "called the move by Kosovo a provocation" the provocation is what the move is called, not by whom it was made."""
    naming = verb_classes()["NAMING"]
    for i in range(base + 2, len(p.head)):
        prep = p.head[i]
        if p.dep[i] != "pobj" or not prep < i or p.dep[prep] != "prep" or p.dep[p.head[prep]] != "dobj":
            continue
        v = p.head[p.head[prep]]
        is_second = any(p.head[k] == prep and p.dep[k] == "pobj" for k in range(prep + 1, i))
        if is_second and p.lemma[v] in naming and p.lower[i - 1] != ",":
            p.head[i], p.dep[i] = v, "oprd"


def _mend_shots(p: Heads, base: int) -> None:
    """In "In Kirkuk, a sniper shot dead a policeman" the shot is the verb."""
    end = len(p.head)
    for s in range(base + 1, end - 2):
        doer, dead = s - 1, s + 1
        is_dead = p.lower[dead] == "dead"
        if (
            p.lower[s] != "shot"
            or p.tag[s] != "NN"
            or p.head[doer] != s
            or p.dep[doer] != "compound"
            or not (is_dead or (p.lower[dead] == "and" and p.tag[s + 2] == "VBD"))
        ):
            continue
        noun = p.head[dead] if is_dead and p.dep[dead] == "amod" and p.head[dead] == p.head[s] else None
        above = dead if p.head[s] == dead else s if noun is None else noun  # what stands in the verb's place
        place = _clause_place(p, s, above)
        for i in range(base, end):
            if p.head[i] == s and i < s:
                p.head[i] = doer
            elif is_dead and p.head[i] == dead:
                p.head[i] = s
                p.dep[i] = "dobj" if p.dep[i] == "pobj" else p.dep[i]
        p.tag[s], p.pos[s], p.lemma[s] = "VBD", "VERB", "shoot"
        p.head[s], p.dep[s] = place
        p.head[doer], p.dep[doer] = s, "nsubj"
        if is_dead:
            p.head[dead], p.dep[dead] = s, "oprd"
        if noun is not None:
            p.head[noun], p.dep[noun] = s, "dobj"


def _clause_place(p: Heads, v: int, at: int) -> tuple[int, str]:
    """The head and label of a clause with verb v that stands where token `at` does; what was the root may come to hang on v."""
    if p.head[at] == at:
        return v, "ROOT"
    if p.dep[at] in ("ccomp", "advcl", "relcl", "conj") and at != v:
        return p.head[at], p.dep[at]
    root = p.head[at]
    for _ in range(_DEEPEST):
        root = p.head[root]
    if p.pos[root] == "VERB":
        return root, "ccomp"
    p.head[root], p.dep[root] = v, "prep" if p.pos[root] == "ADP" else "dep"
    return v, "ROOT"


def _mend_announcements(p: Heads, base: int) -> None:
    if len(p.head) > base + _LONGEST_HEADLINE or p.lower[-1] == "." or any(tag in _FINITE for tag in p.tag[base:]):
        return
    classes = noun_classes()
    who = classes["OFFICIAL"] | classes["TROOPS"] | classes["POLICE"]
    for v in range(base + 2, len(p.head)):
        n = p.head[v]
        if p.dep[v] not in ("relcl", "acl") or p.tag[v] != "VB" or n != v - 2 or p.lower[v - 1] != "to":
            continue
        if p.head[n] == n and (p.tag[n] in ("NNP", "NNPS") or p.lemma[n].lower() in who):
            p.head[v], p.dep[v], p.head[n], p.dep[n] = v, "ROOT", v, "nsubj"
            return


def _mend_harming_events(p: Heads, base: int) -> None:
    """In "The attack killed over 40" nobody killed the attack."""
    nouns, harm = _attacks()[1], verb_classes()["HARM"]
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        is_participle = p.dep[v] == "acl" and p.tag[v] == "VBN" and p.lemma[v] in harm and v == n + 1
        if is_participle and p.head[n] == n and p.lemma[n] in nouns:
            p.tag[v], p.head[v], p.dep[v] = "VBD", v, "ROOT"
            p.head[n], p.dep[n] = v, "nsubj"


def _mend_sent_weapons(p: Heads, base: int) -> None:
    """In "Rockets fired from Gaza hit Ashkelon" the rockets hit: "fired" only says more of them."""
    sent = _attacks()[2]
    for v in range(base + 1, len(p.head)):
        f = p.head[v]
        if (
            p.dep[v] not in ("advcl", "ccomp")
            or p.tag[v] not in _FINITE[:3]
            or not f < v
            or p.tag[f] != "VBN"
            or p.head[f] != f
        ):
            continue
        own = [i for i in range(base, v) if p.head[i] == f]
        noun = next((i for i in own if p.dep[i] == "nsubj"), None)
        is_led = any(p.head[i] == v and p.dep[i] in (*_SUBJECTS, "mark", "advmod") for i in range(f, v))
        if noun is None or p.lemma[noun].lower() not in sent or is_led or any(p.dep[i].startswith("aux") for i in own):
            continue
        p.head[v], p.dep[v] = v, "ROOT"
        p.head[noun], p.dep[noun] = v, "nsubj"
        p.head[f], p.dep[f] = noun, "acl"
        for i in range(v + 1, len(p.head)):
            if p.head[i] == f:
                p.head[i] = v


def _mend_main_verbs(p: Heads, base: int) -> None:
    """In "The Union, which has a mission there, called on both sides" the past tense is the sentence's verb, no participle."""
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if p.dep[v] != "acl" or p.tag[v] != "VBD" or not n < v:
            continue
        root = n
        for _ in range(_DEEPEST):
            root = p.head[root]
        own = [i for i in range(base, len(p.head)) if p.head[i] == v]
        if p.head[root] != root or p.tag[root] not in _NAMES_AND_NOUNS or any(p.dep[i] in _SUBJECTS for i in own):
            continue
        if any(p.dep[i] in ("agent", "auxpass") for i in own) or (n == root and v == n + 1):
            continue  # "ministers involved in talks"
        p.head[v], p.dep[v] = v, "ROOT"
        p.head[root], p.dep[root] = v, "nsubj"


def _mend_beliefs(p: Heads, base: int) -> None:
    """In "jets believed to be Russian bombed a market" the jets bombed: "believed" only says more of them."""
    beliefs = verb_classes()["BELIEF"]
    for v in range(base + 1, len(p.head)):
        b = p.head[v]
        if p.dep[v] not in ("ccomp", "conj") or p.tag[v] not in _FINITE or not b < v or p.lemma[b] not in beliefs:
            continue
        own = [i for i in range(base, v) if p.head[i] == b]
        noun = next((i for i in own if p.dep[i] == "nsubj" and i < b), None)
        if p.dep[v] == "conj" and any(p.dep[i] == "cc" for i in own):
            continue  # "was believed to be ill and died"
        infinitive = any(p.dep[i] == "xcomp" and b < i < v and p.tag[i] == "VB" for i in own)
        if noun is None or not infinitive or any(p.head[i] == v and p.dep[i] == "nsubj" for i in range(b, v)):
            continue
        p.head[v], p.dep[v] = (v, "ROOT") if p.head[b] == b else (p.head[b], p.dep[b])
        p.head[noun] = v
        p.head[b], p.dep[b], p.tag[b] = noun, "acl", "VBN"
        for i in range(base, len(p.head)):
            if i > v and p.head[i] == b:
                p.head[i] = v


def _mend_harm(p: Heads, base: int) -> None:
    """In "..., killing 22 civilians including children, the monitor said" the civilians don't speak: the name beside them does."""
    harm = verb_classes()["HARM"]
    for n in range(base, len(p.head)):
        v = p.head[n]
        if p.dep[n] != "nsubj" or not n < v:
            continue
        first = n
        while first > base and (p.head[first - 1] == n or p.head[p.head[first - 1]] == n) and first - 1 != v:
            first -= 1
        g = first - 1
        while g > base and p.tag[g] == "RB":
            g -= 1  # "killing at least ..."
        if g < base or p.tag[g] != "VBG" or p.lemma[g] not in harm or p.dep[g] not in ("advcl", "acl", "conj"):
            continue
        speaker = next((i for i in range(v - 1, n, -1) if p.dep[i] == "appos" and _is_below(p, i, n)), None)
        if speaker is None:  # "... including two elders, police and residents said"
            speaker = next((i for i in range(v - 1, n, -1) if p.dep[i] == "conj" and _opens_after_comma(p, i, n)), None)
        if speaker is not None:
            p.head[n], p.dep[n] = g, "dobj"
            p.head[speaker], p.dep[speaker] = v, "nsubj"


def _mend_gerunds(p: Heads, base: int) -> None:
    """In "Shelling by Turkish forces wounded a farmer" the shelling is the subject, where the verb has no other."""
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("nsubj", "nsubjpass", "csubj", "expl")}
    for g in range(base, len(p.head)):
        v = p.head[g]
        if p.dep[g] != "advcl" or p.tag[g] != "VBG" or not g < v or v in has_subject or p.tag[v] not in _FINITE[:3]:
            continue
        own = [i for i in range(base, v) if p.head[i] == g]
        if "," in p.lower[g:v] or any(
            p.dep[i] in ("dobj", "mark", "prep") and p.lower[i] != "by" and i < g for i in own
        ):
            continue
        if any(p.dep[i] == "agent" for i in own):
            p.dep[g] = "nsubj"


def _mend_days(p: Heads, base: int) -> None:
    """In "police said on Tuesday rebels had fled" the rebels aren't Tuesday's: they fled."""
    days = _weekdays()
    for day in range(base + 2, len(p.head)):
        n, on = p.head[day], day - 1
        if p.lower[day] not in days or p.dep[day] != "compound" or not day < n or p.head[n] != on:
            continue
        told = [v for v in range(n, len(p.head)) if p.head[v] == p.head[on] and p.dep[v] == "ccomp"]
        if (
            p.dep[n] != "pobj"
            or not told
            or any(p.head[i] == told[0] and p.dep[i] in _SUBJECTS for i in range(on, told[0]))
        ):
            continue
        passive = any(p.head[i] == told[0] and p.dep[i] == "auxpass" for i in range(n, told[0]))
        p.head[day], p.dep[day] = on, "pobj"
        p.head[n], p.dep[n] = told[0], "nsubjpass" if passive else "nsubj"


def _opens_after_comma(p: Heads, i: int, n: int) -> bool:
    """Whether the phrase of token i, somewhere below n, begins right after a comma."""
    first = i
    while p.head[first - 1] == i and p.lower[first - 1] != ",":
        first -= 1
    return p.lower[first - 1] == "," and _is_below(p, i, n)


def _is_below(p: Heads, i: int, n: int) -> bool:
    for _ in range(6):
        if p.head[i] == n:
            return True
        i = p.head[i]
    return False


def _mend_second_subjects(p: Heads, base: int) -> None:
    """In "a group of men this evening wounded Mauricio Castro" the verb has its subject: the name behind it is its object."""
    first: dict[int, int] = {}
    has_object = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("dobj", "auxpass", "nsubjpass", "ccomp")}
    for i in range(base, len(p.head)):
        v = p.head[i]
        if p.dep[i] != "nsubj":
            continue
        if i < v:
            first.setdefault(v, i)
        elif (
            v in first and v < i and v not in has_object and p.tag[v].startswith("VB") and p.tag[i] in _NAMES_AND_NOUNS
        ):
            p.dep[i] = "dobj"
            has_object.add(v)


def _mend_opened_sentences(p: Heads, base: int) -> None:
    """In "according to the radio, two priests were killed" the priests are the subject: they don't stand beside the radio."""
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in _SUBJECTS}
    passive = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] == "auxpass"}
    finite = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("aux", "auxpass") and p.tag[i] in _FINITE}
    for i in range(base, len(p.head)):
        v = p.head[i]
        if (
            p.dep[i] != "prep"
            or v <= i
            or v in has_subject
            or (v not in finite and p.tag[v] not in _FINITE)
            or (i > base and p.lower[i - 1] not in _ENDS_OF_SENTENCES)
        ):
            continue
        comma = next((k for k in range(i, min(v, i + _LONGEST_OPENING)) if p.lower[k] == ","), None)
        if comma is None:
            continue
        strays = [k for k in range(comma + 1, v) if i < p.head[k] < comma and p.dep[k] in ("conj", "appos")]
        if not strays or p.tag[strays[0]] not in _NAMES_AND_NOUNS or _is_place_in_place(p, i, strays[0]):
            continue
        for k in range(comma, v):
            if i < p.head[k] < comma:
                p.head[k] = strays[0]
        p.head[strays[0]], p.dep[strays[0]] = v, "nsubjpass" if v in passive else "nsubj"


def _is_place_in_place(p: Heads, prep: int, noun: int) -> bool:
    """Whether the noun after an opening phrase only says where its place is: "in Aleppo, Syria, were found"."""
    return p.head[p.head[noun]] == prep and p.tag[noun] == "NNP" and p.lower[noun + 1] == ","


def _mend_objects(p: Heads, base: int) -> None:
    """In "shot dead a teenager" the noun is the verb's object, whatever the parser makes of the adjective between."""
    takes_dead, harm, amounts = verb_classes()["TAKES_DEAD"], verb_classes()["HARM"], small_words("AMOUNT")
    takes_away = violent_verbs()
    for i in range(base, len(p.head)):
        dead = p.head[i]
        if p.lower[i] == "dead" and p.dep[i] == "amod" and i - 1 >= base and p.lemma[i - 1] in takes_dead:
            p.head[i], p.dep[i] = i - 1, "oprd"  # "shot dead 16 worshippers"
        elif p.dep[i] == "pobj" and p.lower[dead] == "to" and p.lower[dead - 1] == "up" and p.head[dead] == dead - 1:
            v = p.head[dead - 1]
            number = dead + 1 == i or (p.tag[dead + 1] == "CD" and p.head[dead + 1] == i)
            if v == dead - 2 and number and p.lemma[v] in takes_away:
                p.head[i], p.dep[i] = v, "dobj"  # "kidnapped up to 16 advisers"
                p.head[dead], p.head[dead - 1] = i, i
                p.dep[dead] = p.dep[dead - 1] = "quantmod"
        elif p.dep[i] == "advmod" and p.tag[i] == "NNP" and dead == i - 1 and p.tag[dead] in _FINITE[:3]:
            if not any(p.head[k] == dead and p.dep[k] in ("dobj", "auxpass") for k in range(base, len(p.head))):
                p.dep[i] = "dobj"  # "shelled Kupiansk"
        elif p.dep[i] == "pobj" and p.lower[dead] == "dead" and p.dep[dead] in ("acomp", "oprd"):
            p.head[i], p.dep[i] = p.head[dead], "dobj"
        elif p.dep[i] == "pobj" and p.lower[dead] in amounts and p.dep[dead] == "prep" and p.head[dead] == dead - 1:
            harmed = p.lemma[p.head[dead]] in harm and dead < i
            if harmed and (p.tag[i] == "CD" or any(p.head[k] == i and p.dep[k] == "nummod" for k in range(dead, i))):
                p.head[i], p.dep[i] = p.head[dead], "dobj"  # "killed between 30 and 40 people"
                p.head[dead], p.dep[dead] = i, "quantmod"


def _mend_adjuncts(p: Heads, base: int) -> None:
    """In "rebels shelled the town, on Monday, residents said" what stands before the speaker belongs to what is told."""
    saying = saying_verbs()
    told: dict[int, int] = {}
    speaker: dict[int, int] = {}
    for i in range(base, len(p.head)):
        above = p.head[i]
        if p.dep[i] == "ccomp" and i < above:
            told.setdefault(above, i)
        elif p.dep[i] == "nsubj" and i < above and p.lemma[above] in saying:
            speaker[above] = i
    for i in range(base, len(p.head)):
        above = p.head[i]
        if p.dep[i] not in ("prep", "npadvmod") or not told.get(above, i) < i < speaker.get(above, -1) <= above:
            continue
        if ":" not in p.lower[told[above] : i]:  # what follows a colon begins anew
            p.head[i] = told[above]


def _mend_coordination(p: Heads, base: int, has_subject: set[int]) -> None:
    """In "denied carrying out the raid and blamed rebels" the second finite verb goes with the first, not with the "-ing" between."""
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if p.dep[v] != "conj" or p.tag[v] not in _FINITE or p.tag[n] not in ("VBG", "VB") or v in has_subject:
            continue
        above = p.head[n]
        if p.dep[n] == "xcomp" and p.tag[above] in _FINITE and above < n < v and n not in has_subject:
            p.head[v] = above


def _mend_semicolons(p: Heads, base: int, has_subject: set[int]) -> None:
    """What stands after a semicolon with a subject of its own is a clause beside the one before, not what is said in it."""
    marks = [i for i in range(base, len(p.lower)) if p.lower[i] == ";"]
    if not marks:
        return
    for v in range(base, len(p.head)):
        above = p.head[v]
        if p.dep[v] == "ccomp" and p.tag[v] in _FINITE and v in has_subject and any(above < s < v for s in marks):
            p.dep[v] = "conj"


def _mend_participles(p: Heads, base: int) -> None:
    """A verb that takes no object can't be a passive participle: in "raids ceased" read as "raids (that were) ceased" the verb
    becomes the clause's own and the noun its subject.
    """
    verbs = _intransitives()
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if (
            p.dep[v] == "acl"
            and p.tag[v] == "VBN"
            and p.lemma[v] in verbs
            and n < v
            and p.dep[n] in ("nsubj", "nsubjpass", "ROOT")
        ):
            above = p.head[n]
            p.tag[v] = "VBD"
            if above == n:
                p.head[v], p.dep[v] = v, "ROOT"
            elif above > v:  # the noun was taken for the subject of a later verb: two clauses side by side
                outer = p.head[above]
                p.head[v], p.dep[v] = (outer, p.dep[above]) if outer != above else (v, "ROOT")
                p.head[above], p.dep[above] = v, "conj"
            else:
                p.head[v], p.dep[v] = above, "ccomp"
            p.head[n], p.dep[n] = v, "nsubj"
