"""Daily work in a browser: a look, a saved search, a bulletin from its draft to its correction, without scripts as well, and on a phone."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from desk.browsing import PHONE
from desk.stored import STORED, Told, fill


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('daily') / 'store.db'}"
    fill(made, STORED)
    return made


def test_a_look_ends_what_is_new(page: Page, store_url: str) -> None:
    page.goto("/today?since=2024-01-01")
    expect(page.locator("#kind-1")).to_contain_text("New incidents")
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.get_by_text("Nothing changed since then.")).to_be_visible()
    name = f"i-{time.monotonic_ns()}"
    fill(store_url, [(name, [Told(f"r-{name}", place="Kharkiv")])])
    page.reload()
    page.get_by_role("link", name="Shelling in Kharkiv").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Shelling in Kharkiv")


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True, ids=["without scripts"])
def test_a_search_is_saved_seen_and_deleted(page: Page) -> None:
    page.goto("/incidents?type=CONSULT")
    page.get_by_role("link", name="Save search").click()
    page.get_by_label("Name").fill("Talks")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Talks")
    page.get_by_role("link", name="As a list").click()
    expect(page).to_have_url(re.compile("type=CONSULT"))
    page.goto("/searches")
    page.get_by_role("link", name="Talks").click()
    expect(page.get_by_role("button", name="Delete this search")).to_be_hidden()
    page.get_by_text("Delete…").click()  # it takes two steps: there is no way back
    page.get_by_role("button", name="Delete this search").click()
    expect(page.get_by_text("No search saved yet.")).to_be_visible()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True, ids=["without scripts"])
def test_a_bulletin_goes_from_its_draft_to_its_correction(page: Page) -> None:
    page.goto("/incidents?country=SYR")
    page.get_by_role("link", name="Bulletin", exact=True).click()
    page.get_by_label("First day").fill("2018-09-01")
    page.get_by_label("Last day").fill("2018-09-30")
    page.get_by_role("button", name="Write the draft").click()
    line = page.locator("li", has_text="Shelling was reported in Hama")
    line.locator("summary").click()
    line.get_by_label("Words").fill("Hama was shelled, the monitor says.")
    line.get_by_role("button", name="Keep these words").click()
    expect(page.locator("li", has_text="Hama was shelled, the monitor says.")).to_contain_text("The machine wrote")
    part = page.locator(".edit-item", has_text="Hama was shelled")
    part.get_by_text("Add a sentence").click()
    part.locator(".add").get_by_label("Words").fill("The road is open again.")
    part.locator(".add").get_by_label("It is our own word").check()
    part.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("your own")).to_be_visible()
    page.get_by_role("link", name="Preview").click()
    expect(page.locator("article")).to_contain_text("The road is open again. editor's own")
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Issue", exact=True).click()
    expect(page.get_by_text("issued, version 1")).to_be_visible()
    page.get_by_label("Reason").fill("The road is closed")
    page.get_by_role("button", name="Begin version 2").click()
    expect(page).to_have_url(re.compile("/edit$"))
    page.get_by_role("button", name="Issue", exact=True).click()
    expect(page.locator("article")).to_contain_text("Corrects the version before: The road is closed")
    page.get_by_role("link", name="Print").click()
    expect(page.locator("article h1")).to_contain_text("September 2018")
    expect(page.locator("nav")).to_have_count(0)


def test_notes_lead_to_the_words_of_a_report(page: Page) -> None:
    page.goto("/bulletins/new?since=2018-09-01&until=2018-09-30")
    page.get_by_role("button", name="Write the draft").click()
    page.locator("sup a").first.click()
    expect(page).to_have_url(re.compile("#note-1"))
    page.locator("#note-1 a").last.click()
    expect(page).to_have_url(re.compile("/reports/.*#words-"))


@pytest.mark.parametrize("page", [{"viewport": PHONE, "color_scheme": one} for one in ("light", "dark")], indirect=True)
def test_nothing_scrolls_sideways_on_a_phone(page: Page, address: str) -> None:
    page.goto("/bulletins/new?since=2018-09-01&until=2018-10-30")
    page.get_by_role("button", name="Write the draft").click()
    expect(page).to_have_url(re.compile("/edit$"))
    edit = page.url.removeprefix(address)
    for path in (
        "/today?since=2024-01-01",
        "/searches?country=SYR",
        "/bulletins",
        edit,
        edit.removesuffix("/edit"),
        edit.removesuffix("edit") + "print",
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
