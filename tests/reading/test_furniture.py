"""What is furniture, why, and what is not."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.reading import prepare
from warmonitor.reading.stretches import find_stretches
from warmonitor.records import Report

HEADLINE = "Army shells villages east of the river"
FIRST = "The army shelled three villages east of the river on Sunday, the governor said."
LAST = "Two farmers were killed and a school was hit, according to the sample monitor."

DROPPED = [
    ("Jane Roe  AFP", "caption", "a name and an agency"),
    ("Jane Roe/AFP/Getty Images", "caption", "a photographer and agencies"),
    ("A boy looks at a house hit by a shell in the village. REUTERS/John Doe", "caption", "a caption with its credit"),
    ("Smoke over the village (Photo: Jane Roe / Sample Daily)", "caption", "a credit in brackets"),
    ("FILE PHOTO: A tank on the road to the river, 3 May 2017", "caption", "an old picture"),
    ("In this photo released by the ministry, a tank fires", "caption", "a picture described"),
    ("Image copyright Getty Images", "caption", "a label of a picture"),
    ("Latest News", "navigation", "a head of a list"),
    ("READ MORE: Talks on the river villages fail", "navigation", "a link to another story"),
    ("Home | World | Middle East | Business", "navigation", "a menu"),
    ("Tags: army, river, villages", "navigation", "tags"),
    ("Share Tweet WhatsApp Email 12", "share", "a share bar"),
    ("Follow us on Twitter and Facebook", "share", "an invitation"),
    ("Sign up for our newsletter to get the day's news", "share", "a newsletter"),
    ("Advertisement", "advertisement", "an advertisement's place"),
    ("Story continues below", "advertisement", "what stands above one"),
    ("© 2018 Sample Daily. All rights reserved.", "boilerplate", "a copyright line"),
    ("We use cookies to give you the best experience on our site.", "boilerplate", "a cookie notice"),
    ("* * *", "boilerplate", "a rule"),
    ("By Jane Roe and John Doe, Sample Wire", "byline", "who wrote it"),
    ("(Reporting by Jane Roe; Editing by John Doe)", "credit", "who worked on it"),
    ("Jane Roe in Beirut contributed to this report.", "credit", "who helped"),
    ("Source: AFP", "credit", "whom it comes from"),
    ("jane.roe@sample.example", "contact", "an address"),
    ("Jane Roe: 555-010-4477, @janeroe", "contact", "a number"),
    ("Читайте также: Переговоры сорваны", "navigation", "a link on a Russian page"),
    ("Publicité", "advertisement", "an advertisement on a French page"),
    ("جميع الحقوق محفوظة", "boilerplate", "rights on an Arabic page"),
]
LANGUAGES = {"Ч": "ru", "P": "fr", "ج": "ar"}

KEPT = [
    ("Related to the attack, police arrested two men.", "a sentence that begins as a cue does"),
    ("Via Twitter, the minister denied that any shell was fired.", "another"),
    ("Tagged as terrorists by the ministry, the fighters left the town.", "another"),
    ("Produced by the militia's own film unit, the video shows a raid.", "another"),
    ("By Sunday night the army had taken the bridge.", "no byline: it has a verb in lower case"),
    ("The agency published photos of the burning school.", "a sentence about pictures"),
    ("Residents shared the news on Facebook and Twitter/X.", "a sentence about sharing"),
    ("The attack was first reported by AFP.", "a sentence about an agency"),
    ("Posted on 3 May 2018", "a date line, which dates the report"),
    ("2018-05-03", "a bare date"),
    ("Fighting on two fronts", "a subheading"),
    ("Four soldiers, two women", "a list's entry"),
    ("No casualties were reported.", "a short sentence, said twice below"),
]


def page(*lines: str) -> str:
    return "\n\n".join((HEADLINE, FIRST, *lines, LAST))


def drops(text: str, language: str | None = "en") -> list[tuple[str, str]]:
    prepared = prepare(Report("r", text, language=language))
    assert all(text[span.start : span.end] == span.text for span in prepared.dropped)
    return [(span.text, span.reason) for span in prepared.dropped]


@pytest.mark.parametrize(("line", "reason", "why"), DROPPED, ids=[row[2] for row in DROPPED])
def test_furniture_is_marked_with_its_reason(line: str, reason: str, why: str) -> None:
    assert drops(page(line), LANGUAGES.get(line[0], "en")) == [(line, reason)]


@pytest.mark.parametrize(("line", "why"), KEPT, ids=[row[1] + row[0] for row in KEPT])
def test_the_story_stays(line: str, why: str) -> None:
    assert drops(page(line)) == []


@pytest.mark.parametrize("line", [row[0] for row in DROPPED])
def test_a_report_of_one_stretch_is_never_dropped(line: str) -> None:
    prepared = prepare(Report("r", line, language="en"))
    assert prepared.dropped == () and prepared.paragraphs == ((0, len(line)),)


def test_nothing_is_dropped_where_all_would_be() -> None:
    assert drops("Share\n\nTweet\n\nAdvertisement") == []


def test_repeats_are_dropped_however_they_are_spaced() -> None:
    again = FIRST.replace(" ", "  ", 3)
    assert drops(page(again)) == [(again, "repeated")]
    assert drops(page("Army shells villages  east of the river")) == [
        ("Army shells villages  east of the river", "repeated")
    ]


def test_a_pull_quote_is_a_repeat() -> None:
    quote = "We counted eleven shells before the power went out in the whole valley."
    text = page(quote, f"A teacher spoke of a long night. {quote} She had left with her mother.")
    assert drops(text) == [(quote, "repeated")]


def test_short_sentences_said_twice_stay() -> None:
    text = page("A shell hit a barn at noon.", "No one was hurt.", "A shell hit a mill at dusk.", "No one was hurt.")
    assert drops(text) == []


def test_links_go_with_the_head_of_their_list() -> None:
    text = page("Related stories", "Talks on the river villages fail", "Minister visits the wounded")
    assert [reason for _, reason in drops(text)] == ["navigation"] * 3


def test_a_head_above_the_story_takes_no_headline_with_it() -> None:
    text = f"Latest news\n\n{HEADLINE}\n\n{FIRST}"
    assert drops(text) == [("Latest news", "navigation")]


def test_an_agency_that_signs_a_paragraph_is_taken_off_it() -> None:
    text = f"{HEADLINE}\n\n{FIRST} (AFP)"
    prepared = prepare(Report("r", text, language="en"))
    assert [(span.text, span.reason) for span in prepared.dropped] == [("(AFP)", "credit")]
    assert text[slice(*prepared.paragraphs[-1])] == FIRST


def test_a_credited_caption_stays_where_it_is_the_whole_story() -> None:
    caption = "Two farmers were killed in the shelling on Sunday, officials said. (Photo: Jane Roe)"
    assert drops(f"Shelling by the river\n\n{caption}") == []


@pytest.mark.parametrize(
    "unit",
    [
        "a@",
        "1-",
        "(photo ",
        "© ap ",
        "| a ",
        "a. ",
        "by A ",
        "...",
        "e\u0301",
        "\u0301",
        "Share\n",
        "AFP/ ",
        "http://",
        "$ ",
    ],
)
def test_pages_made_to_be_slow_are_not(unit: str) -> None:
    began = time.process_time()
    for width in (150, 700, 200_000):
        line = unit * (width // len(unit))
        prepare(Report("r", page("\n".join([line] * (200_000 // width))), language="en"))
    assert time.process_time() - began < 5


@given(
    st.lists(
        st.sampled_from(
            [HEADLINE, FIRST, LAST, "Share", "Latest News", "Jane Roe AFP", "***", "", "(AFP)", "a\u0301 😀"]
        ),
        max_size=12,
    )
)
def test_dropped_and_paragraphs_share_out_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    prepared = prepare(Report("r", text, language="en"))
    ranges = sorted([*prepared.paragraphs, *((span.start, span.end) for span in prepared.dropped)])
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ranges))
    assert "".join("".join(text[start:end].split()) for start, end in ranges) == "".join(text.split())
    assert bool(prepared.paragraphs) == bool(find_stretches(text))
