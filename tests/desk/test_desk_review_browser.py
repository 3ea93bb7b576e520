"""Review by keyboard in a browser: accept, correct, undo, split; and the same by a reader without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from desk.browsing import PHONE, press, scripts_late
from desk.reviewable import CLAIMS, fill_for_review


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fill_for_review(tmp_path_factory.mktemp("review") / "store.db")


@pytest.fixture(autouse=True)
def late(page: Page) -> Iterator[None]:
    with scripts_late(page):
        yield


def test_a_claim_is_accepted_corrected_and_undone_by_keyboard(page: Page) -> None:
    page.goto("/review")
    press(page, "j")
    expect(page.locator("[data-stop]").first).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Air strikes in Idlib")
    press(page, "j", "a")
    expect(page.locator("#done")).to_contain_text("you accepted the claim")
    expect(page.locator("[data-stop].is-at")).to_be_focused()  # still at the same claim
    expect(page.locator("[data-stop].is-at .standing-accepted")).to_be_visible()
    press(page, "c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Claim: “air raids”")
    page.locator("#field-counts summary").focus()
    press(page, "Enter")
    expect(page.locator("#field-counts input[name=value]")).to_be_focused()
    press(page, "Control+A")
    page.keyboard.type("6-8 killed civilians")
    press(page, "Enter")
    expect(page.locator("#done")).to_contain_text("corrected how many")
    expect(page.locator("#field-counts del")).to_be_visible()
    press(page, "z")
    expect(page.locator("#field-counts del")).to_have_count(0)
    expect(page.locator(".decision.is-revoked")).to_have_count(1)


def test_words_selected_in_the_text_go_into_the_field(page: Page) -> None:
    page.goto(f"/review/claims/{CLAIMS[3]}")
    press(page, "c")  # the first field
    page.locator("#field-type summary").click()  # closed again
    page.locator("#field-recipients summary").click()
    page.locator("[data-selectable] mark").first.evaluate(
        "(mark) => { const range = document.createRange(); range.setStart(mark.firstChild, 0); range.setEnd(mark.firstChild, 17);"
        " getSelection().removeAllRanges(); getSelection().addRange(range); mark.dispatchEvent(new MouseEvent('mouseup', {bubbles: true})); }"
    )
    expect(page.locator("#field-recipients input[name=value]")).to_have_value("Unknown warplanes")


def test_claims_are_chosen_and_split_off_by_keyboard(page: Page) -> None:
    page.goto("/review?state=all")
    page.get_by_role("link", name="Air strikes in Idlib").click()
    stops = page.locator("[data-stop]")
    expect(stops).to_have_count(3)
    press(page, "j", "j", "j", "x", "s")
    expect(page.locator("#done")).to_contain_text("split 1 claim off")
    expect(stops).to_have_count(2)
    press(page, "z")
    expect(stops).to_have_count(3)
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_next_of_the_queue(page: Page) -> None:
    page.goto("/review?state=all")
    first, second = page.locator("a[data-open]").all_text_contents()
    page.locator("a[data-open]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    press(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text(second)
    press(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Review")


def test_keys_typed_into_a_field_decide_nothing(page: Page) -> None:
    page.goto(f"/review/claims/{CLAIMS[1]}")
    page.locator("input[name=reason]").first.fill("")
    page.locator("input[name=reason]").first.press_sequentially("a rare zebra")
    expect(page.locator("#done")).to_have_count(0)
    expect(page.locator("input[name=reason]").first).to_have_value("a rare zebra")


@pytest.mark.parametrize("page", [{"java_script_enabled": False, "viewport": PHONE}], indirect=True)
def test_without_scripts(page: Page) -> None:
    page.goto(f"/review/claims/{CLAIMS[1]}")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator("#done")).to_contain_text("you rejected the claim")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".decision.is-revoked").first).to_be_visible()
