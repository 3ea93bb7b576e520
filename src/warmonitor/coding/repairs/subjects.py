"""Whose deed a verb tells: the noun, the "-ing" or the name that is its subject."""

from __future__ import annotations

from warmonitor.coding.repairs.forms import weekdays
from warmonitor.coding.repairs.heads import FINITE, NAMES_AND_NOUNS, SUBJECTS, Heads
from warmonitor.knowledge.reaches import reach

_ENDS_OF_SENTENCES = frozenset({".", "!", "?", '"', "''", ")", "]", ";"})  # and what may stand behind them
_MODIFIERS = 4  # words between a date and the noun that took it
_LONGEST_OPENING = reach("events", "opening_tokens")


def mend_gerunds(p: Heads, base: int) -> None:
    """In "Shelling by Turkish forces wounded a farmer" the shelling is the subject, where the verb has no other."""
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("nsubj", "nsubjpass", "csubj", "expl")}
    for g in range(base, len(p.head)):
        v = p.head[g]
        if p.dep[g] != "advcl" or p.tag[g] != "VBG" or not g < v or v in has_subject or p.tag[v] not in FINITE[:3]:
            continue
        own = [i for i in range(base, v) if p.head[i] == g]
        if "," in p.lower[g:v] or any(
            p.dep[i] in ("dobj", "mark", "prep") and p.lower[i] != "by" and i < g for i in own
        ):
            continue
        if any(p.dep[i] == "agent" for i in own):
            p.dep[g] = "nsubj"


def mend_gerund_subjects(p: Heads, base: int) -> None:
    """In "shelling by the Rapid Forces killed ten" the shelling killed, and the forces stand behind "by"; in "shelling hit a school", too."""
    for g in range(base, len(p.head) - 3):
        v = p.head[g]
        by = g + 1
        if p.tag[g] == "VBG" and p.dep[g] in ("aux", "auxpass") and v == by and p.tag[v] in FINITE:
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
        if not own and p.tag[v] in FINITE and "," not in p.lower[by:v]:
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


def mend_days(p: Heads, base: int) -> None:
    """In "police said on Tuesday rebels had fled", "On Monday rebels said" the rebels aren't the day's: they fled, they said."""
    days = weekdays()
    for day in range(base + 1, len(p.head)):
        n, on = p.head[day], day - 1
        if p.lower[day] not in days or p.dep[day] != "compound" or not day < n or p.head[n] != on:
            continue
        above = p.head[on]
        told = [v for v in range(n, len(p.head)) if p.head[v] == above and p.dep[v] == "ccomp"]
        if n < above and p.tag[above] in FINITE:  # "On Monday rebels said that", which nobody else says
            told = [above]
        if (
            p.dep[n] != "pobj"
            or not told
            or any(p.head[i] == told[0] and p.dep[i] in SUBJECTS for i in range(base, told[0]))
        ):
            continue
        passive = any(p.head[i] == told[0] and p.dep[i] == "auxpass" for i in range(n, told[0]))
        p.head[day], p.dep[day] = on, "pobj"
        p.head[n], p.dep[n] = told[0], "nsubjpass" if passive else "nsubj"


def mend_dates(p: Heads, base: int) -> None:
    """In "on 7 January 2021 militants clashed" the date isn't the militants': it stands behind "on", and they clashed."""
    i = base
    while i < len(p.head):
        first = i
        while i < len(p.head) and p.label[i] == "DATE" and p.label[first] == "DATE":
            i += 1
        if i == first:
            i += 1
        elif first > base and p.lower[first - 1] in ("on", "in") and i < len(p.head):
            _mend_date(p, first, i)


def _mend_date(p: Heads, first: int, last: int) -> None:
    on = first - 1
    months = [k for k in range(first, last) if p.tag[k] in ("NNP", "NN")]
    noun = next((p.head[k] for k in range(first, last) if p.head[k] >= last), None)
    if (
        not months
        or noun is None
        or p.dep[on] != "prep"
        or p.tag[noun] not in NAMES_AND_NOUNS
        or noun - last > _MODIFIERS
    ):
        return
    date = months[0]
    if p.dep[noun] == "pobj" and p.head[noun] == on:
        verb = next((v for v in range(noun + 1, len(p.head)) if p.head[v] == noun and p.dep[v] == "acl"), None)
        if verb is None or p.tag[verb] != "VBN":
            return
        p.head[verb], p.dep[verb], p.tag[verb] = p.head[on], "ccomp", "VBD"
        p.head[noun], p.dep[noun], p.head[on] = verb, "nsubj", verb
    for k in range(first, last):
        if k != date and p.head[k] >= last:
            p.head[k], p.dep[k] = date, "nummod"
    p.head[date], p.dep[date] = on, "pobj"


def mend_date_subjects(p: Heads, base: int) -> None:
    """In "on Sunday, 29 October, a reporter was injured" the reporter was, not the day."""
    for a in range(base + 2, len(p.head)):
        day = p.head[a]
        is_named = p.dep[a] == "appos" and day < a and p.label[a] != "DATE" and p.tag[a] in NAMES_AND_NOUNS
        if is_named and p.label[day] == "DATE" and p.tag[day] == "NNP" and p.dep[day] in ("nsubj", "nsubjpass"):
            p.head[a], p.dep[a], p.dep[day] = p.head[day], p.dep[day], "npadvmod"


def mend_second_subjects(p: Heads, base: int) -> None:
    """In "a group of men this evening wounded Mauricio Castro" the verb has its subject: the name behind it is its object."""
    first: dict[int, int] = {}
    has_object = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("dobj", "auxpass", "nsubjpass", "ccomp")}
    for i in range(base, len(p.head)):
        v = p.head[i]
        if p.dep[i] != "nsubj":
            continue
        if i < v:
            first.setdefault(v, i)
        elif v in first and v < i and v not in has_object and p.tag[v].startswith("VB") and p.tag[i] in NAMES_AND_NOUNS:
            p.dep[i] = "dobj"
            has_object.add(v)


def mend_opened_sentences(p: Heads, base: int) -> None:
    """In "according to the radio, two priests were killed" the priests are the subject: they don't stand beside the radio."""
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in SUBJECTS}
    passive = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] == "auxpass"}
    finite = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("aux", "auxpass") and p.tag[i] in FINITE}
    for i in range(base, len(p.head)):
        v = p.head[i]
        if (
            p.dep[i] != "prep"
            or v <= i
            or v in has_subject
            or (v not in finite and p.tag[v] not in FINITE)
            or (i > base and p.lower[i - 1] not in _ENDS_OF_SENTENCES)
        ):
            continue
        comma = next((k for k in range(i, min(v, i + _LONGEST_OPENING)) if p.lower[k] == ","), None)
        if comma is None:
            continue
        strays = [k for k in range(comma + 1, v) if i < p.head[k] < comma and p.dep[k] in ("conj", "appos")]
        if not strays or p.tag[strays[0]] not in NAMES_AND_NOUNS or _is_place_in_place(p, i, strays[0]):
            continue
        for k in range(comma, v):
            if i < p.head[k] < comma:
                p.head[k] = strays[0]
        p.head[strays[0]], p.dep[strays[0]] = v, "nsubjpass" if v in passive else "nsubj"


def _is_place_in_place(p: Heads, prep: int, noun: int) -> bool:
    """Whether the noun after an opening phrase only says where its place is: "in Aleppo, Syria, were found"."""
    return p.head[p.head[noun]] == prep and p.tag[noun] == "NNP" and p.lower[noun + 1] == ","


def mend_second_clauses(p: Heads, base: int) -> None:
    """In "two died in Kaduna and soldiers killed ten" the soldiers killed: they don't stand beside the town."""
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("nsubj", "nsubjpass", "expl")}
    has_object = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] == "dobj"}
    for v in range(base + 2, len(p.head)):
        n, above = v - 1, p.head[v]
        if (
            p.tag[v] in FINITE
            and p.dep[v] in ("advcl", "conj")
            and above < n
            and p.pos[above] == "VERB"
            and v in has_object
            and v not in has_subject
            and p.dep[n] == "conj"
            and p.tag[n] in NAMES_AND_NOUNS
            and above < p.head[n] < n
            and p.dep[p.head[n]] in ("pobj", "dobj")
            and p.lower[p.head[p.head[n]]] != "between"
        ):
            link = next((i for i in range(n - 1, p.head[n], -1) if p.dep[i] == "cc"), None)
            if link is not None and p.head[link] == p.head[n]:
                p.head[link] = above
                p.head[n], p.dep[n], p.dep[v] = v, "nsubj", "conj"


def mend_auxiliary_subjects(p: Heads, base: int) -> None:
    """A subject that hangs on an auxiliary is the verb's: "Some 5,000 men are already patrolling the city"."""
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in SUBJECTS}
    for i in range(base, len(p.head)):
        auxiliary = p.head[i]
        verb = p.head[auxiliary]
        if (
            p.dep[i] in ("nsubj", "nsubjpass")
            and p.dep[auxiliary] in ("aux", "auxpass")
            and i < auxiliary < verb
            and p.tag[verb] in ("VB", "VBN", "VBG")
            and verb not in has_subject
        ):
            is_passive = any(p.head[k] == verb and p.dep[k] == "auxpass" for k in range(auxiliary, verb))
            p.head[i], p.dep[i] = verb, "nsubjpass" if is_passive else "nsubj"
