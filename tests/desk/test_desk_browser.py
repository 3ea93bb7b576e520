"""The desk in a browser: what a reader does in it, without an error and without a call to anyone else."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from desk.browsing import PHONE, faults_for_readers, open_page, watch_faults
from desk.stored import HOSTILE
from desk.walking import Walk


def open_map(page: Page, path: str = "/") -> None:
    page.goto(path)
    page.wait_for_selector("[data-map][data-ready]", timeout=30_000)


def test_the_map_shows_clusters_that_say_what_they_hold(page: Page) -> None:
    open_map(page, "/?view=2.0/27.0/34.0")
    labels = [one.get_attribute("aria-label") or "" for one in page.locator("button.cluster").all()]
    assert sum(int(number) for label in labels for number in re.findall(r"(\d+) incident", label)) == 5
    assert all("conflict" in label or "cooperation" in label for label in labels)
    expect(page.locator("#list-title")).to_have_text("6 incidents")


def test_filters_change_list_map_timeline_and_address(page: Page) -> None:
    open_map(page)
    page.select_option("select[name=country]", "SDN")
    expect(page.locator("#list-title")).to_have_text("1 incident")
    expect(page.locator("button.cluster")).to_have_count(1)
    expect(page.locator("svg[data-timeline] .bar")).to_have_count(1)
    expect(page).to_have_url(re.compile("country=SDN"))
    assert "type=" not in page.url  # what is empty stays out of the address
    page.locator(".chips a").click()
    expect(page.locator("#list-title")).to_have_text("6 incidents")
    expect(page).not_to_have_url(re.compile("country"))
    page.go_back()
    expect(page.locator("#list-title")).to_have_text("1 incident")


def test_what_lies_outside_of_the_view_is_said(page: Page) -> None:
    open_map(page, "/?view=7.0/36.0/36.6")
    page.get_by_role("button", name="1 more outside of this view").click()
    expect(page.get_by_role("button", name="Shelling in Sudan: 1 incident")).to_be_visible()
    expect(page.get_by_text("1 without a place")).to_be_visible()


def test_typing_searches(page: Page) -> None:
    open_map(page)
    page.locator("#filter-text").press_sequentially("hama")
    expect(page.locator("#list-title")).to_have_text("1 incident")
    expect(page.locator("#filter-text")).to_be_focused()


def test_brushing_the_timeline_sets_the_days(page: Page) -> None:
    open_map(page)
    box = page.locator("svg[data-timeline]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 1, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(page.locator("#list-title")).to_have_text("3 incidents")
    expect(page.locator("input[name=since]")).to_have_value("2018-09-04")
    expect(page).to_have_url(re.compile("since=2018-09-04"))


def test_a_place_on_the_map_filters_the_list(page: Page) -> None:
    open_map(page, "/?view=8.5/35.13/36.75")
    page.locator("button.cluster").first.click()
    expect(page.locator("#list-title")).to_have_text("1 incident")
    expect(page).to_have_url(re.compile("bbox="))
    open_map(page, "/?view=6.5/35.7/36.8")
    page.get_by_role("button", name="Only this area").click()
    expect(page.locator("#list-title")).not_to_have_text("6 incidents")


def middle_of_map(page: Page) -> tuple[float, float]:
    box = page.locator("[data-map]").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_an_area_drawn_by_hand_is_a_filter(page: Page) -> None:
    open_map(page, "/?view=6.5/35.93/36.63")
    page.get_by_role("button", name="Draw an area").click()
    x, y = middle_of_map(page)
    page.mouse.move(x + 40, y)
    page.mouse.down()
    for step in range(1, 25):
        page.mouse.move(x + 40 * math.cos(step * math.pi / 12), y + 30 * math.sin(step * math.pi / 12))
    page.mouse.up()
    expect(page.locator("#list-title")).to_have_text("1 incident")
    expect(page).to_have_url(re.compile("area="))
    assert len(page.url) < 900
    page.reload()  # a view can be sent
    expect(page.locator("#list-title")).to_have_text("1 incident")
    page.get_by_role("link", name=re.compile("In a drawn area")).click()
    expect(page.locator("#list-title")).to_have_text("6 incidents")


def glide(page: Page, key: str) -> None:
    """Moves the map by an arrow, until it stands: it writes its view into the address then."""
    before = page.evaluate("new URLSearchParams(location.search).get('view')")
    page.keyboard.press(key)
    page.wait_for_function("before => new URLSearchParams(location.search).get('view') !== before", arg=before)


def test_an_area_drawn_by_keys_alone(page: Page) -> None:
    open_map(page, "/?view=6.5/35.7/36.9")
    page.get_by_role("button", name="Draw an area").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-map] canvas")).to_be_focused()
    for keys in (["ArrowRight"], ["ArrowUp"], ["ArrowLeft", "ArrowLeft"]):
        page.keyboard.press("Enter")  # a corner in the middle
        for key in keys:
            glide(page, key)
    page.keyboard.press("Backspace")
    expect(page.locator("[data-draw-help]")).to_have_text("2 corners, three are needed")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Enter")
    expect(page).to_have_url(re.compile("area="))
    expect(page.locator("[data-draw=start]")).to_be_focused()


def test_drawing_can_be_given_up(page: Page) -> None:
    open_map(page, "/?view=6.5/35.7/36.9")
    page.get_by_role("button", name="Draw an area").click()
    expect(page.get_by_role("button", name="Finish")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Draw an area")).to_be_visible()
    expect(page.get_by_role("button", name="Finish")).to_be_hidden()
    assert "area=" not in page.url


def test_the_map_and_the_timeline_as_lists(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Places as a list").click()
    page.get_by_role("link", name="Hama: 1 incident").click()
    expect(page.locator("#list-title")).to_have_text("1 incident")
    expect(page.locator("select[name=place]")).to_have_value("test:Hama")
    page.goto("/")
    page.get_by_text("Days as a list").click()
    page.get_by_role("link", name="4 September 2018: 1 incident").click()
    expect(page.locator("#list-title")).to_have_text("1 incident")


def test_the_view_stays_in_the_address(page: Page) -> None:
    open_map(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("location.search.includes('view=')")
    view = re.search(r"view=([\d.]+)/", page.url)
    assert view is not None
    page.reload()
    page.wait_for_selector("[data-map][data-ready]", timeout=30_000)
    assert f"view={view[1]}/" in page.url


def test_an_incident_leads_to_the_words_of_its_reports(page: Page) -> None:
    open_map(page)
    page.get_by_role("link", name="Shelling in Idlib").click()
    expect(page.locator("h1")).to_have_text("Shelling in Idlib")
    page.wait_for_selector("[data-map][data-ready]", timeout=30_000)
    page.get_by_role("link", name="In the report: On 2018-09-04 government forces shelled Idlib, killing 5").click()
    expect(page.locator("#words-r-1-c1")).to_be_in_viewport()
    expect(page.locator("#record-r-1-c1")).to_have_attribute("open", "")


def test_a_reports_layers_and_records(page: Page) -> None:
    page.goto("/reports/r-1")
    place = page.locator(".m-place").first
    marked = place.evaluate("element => getComputedStyle(element).backgroundColor")
    page.uncheck("#layer-places")
    assert place.evaluate("element => getComputedStyle(element).backgroundColor") != marked
    expect(page).to_have_url(re.compile("hide=places"))
    page.reload()
    expect(page.locator("#layer-places")).not_to_be_checked()
    page.locator("#words-r-1-c1").hover()
    expect(page.locator("#record-r-1-c1")).to_have_class("pointed")
    page.locator("#words-r-1-c1").click()
    expect(page.locator("#record-r-1-c1")).to_have_attribute("open", "")


def test_hostile_words_run_nothing(page: Page) -> None:
    for path in ("/", "/incidents", "/incidents/i-hostile", "/reports", "/reports/r%2F8%20%3F%23%3Cb%3E", "/sources"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert HOSTILE in page.locator("main").inner_text()
        assert page.locator("main script, main img[src=x]").count() == 0


def test_keys_alone_reach_the_list(page: Page) -> None:
    page.goto("/incidents")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("page", [{"viewport": PHONE, "color_scheme": "dark"}], indirect=True)
@pytest.mark.parametrize(
    "path", ["/", "/incidents", "/incidents/i-idlib", "/reports/r-1", "/sources", "/about", "/api"]
)
def test_a_phone_never_scrolls_sideways(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_pages_still_work(browser: Browser, address: str) -> None:
    with open_page(browser, address, java_script_enabled=False) as page:
        page.goto("/")
        page.select_option("select[name=country]", "SDN")
        page.get_by_role("button", name="Apply").click()
        expect(page.locator("#list-title")).to_have_text("1 incident")


def test_every_page_can_be_read_by_all(browser: Browser, address: str, walked: Walk) -> None:
    """Axe in light and dark, no sideways scrolling at the width of a phone, no error, no dialog, no call to others: on every page."""
    found: list[str] = []
    with open_page(browser, address, color_scheme="light") as page:
        faults = watch_faults(page, address)
        for path in [*walked.one_of_each(), "/incidents/i-idlib", "/reports/r-1"]:
            page.goto(path)
            if page.locator("[data-map]").count():
                page.wait_for_selector("[data-map][data-ready]", timeout=30_000)
            found += faults_for_readers(page)
    with open_page(browser, address) as page:
        page.goto("/nothing")
        found += faults_for_readers(page)
    assert "\n".join([*found, *faults]) == ""
