"""HTML pages: their story and their data, and pages made to break readers."""

from __future__ import annotations

import contextlib
import time

import pytest

from warmonitor.errors import ReadError
from warmonitor.reading import RawDocument, prepare, read_document
from warmonitor.reading.pages import read_page
from warmonitor.reading.tags import defused, visible_text

STORY = [
    "Shells fell on the market of the northern town on Monday evening and killed five people, the governor's office said.",
    "A spokesman for the army denied that its guns had fired on the town & blamed the rebels for the attack.",
    "Rescue workers searched the rubble through the night, a doctor at the town's only hospital told Sample Wire.",
]
BODY = "".join(f"<p>{line.replace('&', '&amp;')}</p>" for line in STORY)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Shells kill five in market | Sample Wire</title>
<meta property="og:title" content="Shells kill five in market"><meta property="og:site_name" content="Sample Wire">
<meta property="article:published_time" content="2018-09-04T21:10:00+03:00"><link rel="canonical" href="https://wire.example/5">
<style>p {{color: red}}</style><script>var a = "<p>no</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Shells kill five in market</h1><p class="meta">September 4, 2018</p>{BODY}</article>
<aside><h3>Most read</h3><ul><li><a href="/a">Bomb kills forty in capital</a></li></ul></aside>
<footer><p>Copyright Sample Wire</p></footer></body></html>"""


def test_a_page_gives_its_story_and_data() -> None:
    page = read_page(PAGE)
    assert (page.title, page.source, page.url, page.language) == (
        "Shells kill five in market",
        "Sample Wire",
        "https://wire.example/5",
        "en",
    )
    assert page.published is not None and page.published.startswith("2018-09-04")
    lines = [line for line in page.story.split("\n") if line]
    assert lines[0] == "Shells kill five in market" and [line for line in STORY if line not in lines] == []
    assert "Bomb kills forty" not in page.story and "Home" not in page.story
    assert page.text.count("Shells kill five in market") == 1


def test_what_is_no_part_of_the_story_is_marked_and_kept() -> None:
    report = read_document(RawDocument(PAGE.encode(), "text/html"))
    prepared = prepare(report)
    reasons = {span.text: span.reason for span in prepared.dropped}
    assert {"HomeWorld", "Most read", "Bomb kills forty in capital", "Copyright Sample Wire"} <= set(reasons) or {
        "Home", "World", "Most read", "Bomb kills forty in capital", "Copyright Sample Wire"
    } <= set(reasons)  # fmt: skip
    assert all(prepared.report.text[span.start : span.end] == span.text for span in prepared.dropped)
    kept = [prepared.report.text[start:end] for start, end in prepared.paragraphs]
    assert kept[0] == "Shells kill five in market" and [line for line in STORY if line not in kept] == []
    assert prepared.report.furniture == ()


def test_a_story_that_is_not_found_among_the_lines_stands_alone() -> None:
    from warmonitor.reading.pages import _set_apart

    assert _set_apart(PAGE, "Another story altogether.") == ("Another story altogether.", ())


def test_a_pages_date_is_shown_where_its_text_shows_it() -> None:
    shown = PAGE.replace(
        "<article>", "<article><p>Published on September 4, 2018 by our staff in the north of the country.</p>"
    )
    report = read_document(RawDocument(shown.encode(), "text/html"))
    assert (report.published.earliest, report.published.basis) == ("2018-09-04", "given")
    assert all(report.text[e.start : e.end] == e.text == "September 4, 2018" for e in report.published.evidence)


MESSY = [
    (BODY, "a fragment without html, head or body"),
    (f"<HTML><BODY BGCOLOR=white><FONT size=2>{BODY}</FONT>", "upper case, unclosed"),
    (f"<html><body><table><tr><td>{'</td></tr><tr><td>'.join(STORY)}</td></tr></table></body></html>".replace("&", "&amp;"), "a layout of tables"),
    (f"<html><body><div>{'<br><br>'.join(STORY)}</div></body></html>".replace(" & ", " &amp; "), "breaks for paragraphs"),
    (f"<html><body><form action=/><div id=content>{BODY}</div></form></body></html>", "all in one form"),
    (f"<html><body><p><b><i>{BODY}</b></i></div></body>", "tags closed in the wrong order"),
    (f"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body>{BODY}</body></html>", "XHTML"),
    (f"<!-- saved from url --><!-- more --><html><body><!-- {BODY} -->{BODY}</body></html>", "comments"),
    (f"<html><head><title>x<body><article>{BODY}</article>", "a title that never ends"),
    (f"<html><body>{'<div>' * 5000}{BODY}", "nesting beyond any tree"),
    (f"<html><body {' '.join(f'a{i}=1' for i in range(50_000))}>{BODY}</body></html>", "fifty thousand attributes"),
    (f"<html><body>{'<i></i>' * 100_000}{BODY}</body></html>", "a hundred thousand elements"),
    (f"<html><body>\x00{BODY}\x0b\x1f</body></html>", "control characters"),
    (f"<html dir=rtl><body>{BODY}<p>شنّ الطيران غارة على البلدة</p></body></html>", "two directions"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "reason"), MESSY, ids=[row[1] for row in MESSY])
def test_messy_pages_keep_their_story(html: str, reason: str) -> None:
    began = time.process_time()
    text = " ".join(read_page(html).text.split())
    assert [line for line in STORY if line not in text] == []
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "evil",
    [
        "<a '",
        '<a x="',
        "<",
        "<!--",
        "<script>",
        "</p>",
        "<a href=x>",
        "<b><table>",
        "<p><nav>",
        "&#x41;",
        "<![CDATA[",
        "<?php ",
        "<svg><p>",
        "a='>",
    ],
)
def test_pages_made_to_be_slow_are_not(evil: str) -> None:
    began = time.process_time()
    with contextlib.suppress(ReadError):
        read_page(f"<html><body><p>{STORY[0]}</p>{evil * (400_000 // len(evil))}")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "html", ["<html></html>", "<html><body><script>1</script><img src=x></body></html>", "<p> &nbsp; </p>", "<!-- -->"]
)
def test_pages_without_text_are_refused(html: str) -> None:
    with pytest.raises(ReadError, match="no text"):
        read_page(html)


def test_pages_that_are_too_large_are_refused() -> None:
    with pytest.raises(ReadError, match="larger than 5 MB"):
        read_page("<p>x</p>" * 1_000_000)


def test_titles_lose_the_sites_name() -> None:
    page = PAGE.replace('<meta property="og:title" content="Shells kill five in market">', "").replace(
        "<h1>Shells kill five in market</h1>", ""
    )
    assert read_page(page).title == "Shells kill five in market"
    assert read_page(page).text.startswith("Shells kill five in market\n")


def test_tags_without_a_tree() -> None:
    page = "<head><title>t</title></head><body><p>One <b>bold</b>&amp; word<p>Two<script>if (a<b) x('</p>')</script><br>three"
    assert visible_text(page) == "One bold& word\nTwo\nthree"
    assert defused("<p title='a > b'>x</p>") == ("<p title='a > b'>x</p>", True)
    assert defused("<p>" * 500)[1] is False
    assert defused(f"<p {'a ' * 9000}>x") == ("<p>x", True)
