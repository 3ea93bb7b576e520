"""What is withheld from words that are published, and what stays; spans of an excerpt quote it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warmonitor.knowledge.actors import Actors
from warmonitor.knowledge.countries import shipped_countries
from warmonitor.publishing.excerpts import Excerpt
from warmonitor.publishing.names import Names
from warmonitor.publishing.redaction import Cut, PlaceWords, find_cuts, redact

NAMES = Names(Actors(shipped_countries()), shipped_countries(), sources=["Sample Wire"], banned=["Secret Radio"])
N, P, S, W = "[name withheld]", "[place withheld]", "[source withheld]", "[withheld]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Residents said soldiers shot at them on Friday.", None),  # nobody is named
        ("Ahmed Hassan was shot.", f"{N} was shot."),  # at the beginning, too, where every word has a capital
        ("The shop of Ahmed Hassan's brother Mahmoud al-Hassan burned.", f"The shop of {N} brother {N} burned."),
        ("Mr. J. K. Smith and Maria de la Cruz were held.", f"Mr. {N} and {N} were held."),  # initials and particles go along
        ("President Vladimir Putin met Antony Blinken.", None),  # listed office holders
        ("The Free Syrian Army fought the Islamic State.", None),  # bodies of the registry
        ("Israeli troops shot two Palestinians, Sample Wire reports.", None),  # demonyms, disclosed sources
        ("Jordan Miller fled to Jordan.", f"{N} fled to Jordan."),  # a country's name is a person's first one
        ("Martin King was hurt.", f"{N} was hurt."),  # a title that is a last name here
        ("Zorblat Pope and Will Quexley met.", f"{N} and {N} met."),  # titles don't stand behind names
        ("The Zorblat Brigade left Quexley Province.", f"The {N} Brigade left {N} Province."),  # but what it is may
        ("Islam Quexley fled.", f"{N} fled."),  # a word of the language, before a name
        ("Wounded: Amal Quexley.", f"Wounded: {N}."),  # a body's name, too
        ("Ana said the ANA had left.", f"{N} said the ANA had left."),  # an acronym is one in capitals
        ("June Quexley left in June.", f"{N} left in June."),
        ("General Zorblat Quexley was hurt.", f"General {N} was hurt."),
        ("ZORBLAT QUEXLEY KILLED", f"{N}"),  # in capitals, nothing can be told
        ("He told Secret Radio and SECRET RADIO so.", f"He told {S} and {S} so."),
        ("he told secret radio so", f"he told {S} so"),
        ("It is +963 944 123 456 or zorblat@example.org, see https://t.me/zorblat.", f"It is {W} or {W}, see {W}"),
        ("It fell at 35.12345, 36.65432 on 2018-09-04.", f"It fell at {W}, {W} on 2018-09-04."),
        ("قتل أحمد في المدينة", "[words withheld]"),  # no capitals to go by
        ("Zor\u200bblat was shot.", f"{N} was shot."),  # signs that aren't seen
        ("Ｚｏｒｂｌａｔ was shot.", f"{N} was shot."),
        ("In May, May Quexley left.", f"In May, {N} left."),
        ("At least 12 children died, U.N. officials said.", None),
        ("", None),
    ],
)  # fmt: skip
def test_words(text: str, shown: str | None) -> None:
    assert redact(text, NAMES) == (text if shown is None else shown)


def test_places_go_by_what_may_be_named() -> None:
    text = "Shells fell on Zorblat in Idlib province."
    at = text.index("Zorblat")
    places = [PlaceWords(at, at + 7, False), PlaceWords(text.index("Idlib"), text.index("Idlib") + 14, True)]
    cuts = find_cuts(text, NAMES, places=places)
    assert [(text[cut.start : cut.end], cut.instead) for cut in cuts] == [("Zorblat", P)]


CAPITALS = st.text(st.sampled_from("abcXYZ .,'-\n’é\u200b9@1أ"), max_size=80)


@settings(max_examples=300, deadline=None)
@given(CAPITALS)
def test_cuts_are_in_order_and_within(text: str) -> None:
    cuts = find_cuts(text, NAMES)
    assert all(0 <= cut.start < cut.end <= len(text) for cut in cuts)
    assert all(first.end <= second.start for first, second in itertools.pairwise(cuts))


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda one: (min(one), max(one)))


@settings(max_examples=300, deadline=None)
@given(
    kept=st.lists(SPANS, max_size=4),
    at=st.lists(st.tuples(st.integers(0, 59), st.integers(1, 5)), max_size=4),
    span=SPANS,
)
def test_spans_quote_the_excerpt_and_cuts_leave_nothing(
    kept: list[tuple[int, int]], at: list[tuple[int, int]], span: tuple[int, int]
) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(60))  # every character once
    cuts: list[Cut] = []
    for start, length in sorted(at):
        if not cuts or start >= cuts[-1].end:
            cuts.append(Cut(start, min(60, start + length), "[-]"))
    excerpt = Excerpt(text, kept, cuts)
    assert not any(text[place] in excerpt.text for cut in cuts for place in range(cut.start, cut.end))
    found = excerpt.place(*span)
    if found is not None:
        assert found.text == excerpt.text[found.start : found.end] != ""
    if excerpt.holds(*span):
        assert found is not None and found.text == text[span[0] : span[1]]


def test_a_long_line_takes_no_longer_by_the_word() -> None:
    import time

    began = time.process_time()
    find_cuts("Zorblat Quexley said " * 10_000, NAMES)
    assert time.process_time() - began < 5
