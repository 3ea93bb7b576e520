"""Signing in with a browser: by keyboard, on a phone, in light and dark; and the pages that only somebody signed in sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from desk.browsing import faults_for_readers, open_page, serving
from desk.signing import PASSWORD, fill_with_accounts, quick_hashing


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with quick_hashing(), serving(fill_with_accounts(tmp_path_factory.mktemp("accounts") / "store.db")) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that may be refused: who isn't signed in is told so with an error."""
    with open_page(browser, address) as opened:
        yield opened


def sign_in(page: Page, name: str, path: str) -> None:
    """By keyboard: the first field has the focus."""
    page.goto(path)
    expect(page.locator("input[name=name]")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}")


def test_signing_in_by_keyboard_leads_back_and_out_again(page: Page) -> None:
    sign_in(page, "ria", "/incidents?country=SYR")
    assert page.evaluate("document.cookie") == ""  # no script sees a cookie
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()  # nothing is kept for the way back


def test_a_wrong_password_is_told_where_the_focus_is(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("input[name=name]", "ria")
    page.fill("input[name=password]", "wrong horse battery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("No account has this name and password.")
    expect(page.locator("input[name=password]")).to_be_focused()


def test_the_pages_of_accounts_can_be_read_by_all(page: Page) -> None:
    page.goto("/sign-in")
    found = faults_for_readers(page)
    sign_in(page, "ada", "/account")
    page.fill("input[name=label]", "a nightly script")
    page.get_by_role("button", name="Make a token").click()
    page.wait_for_selector(".secret")
    found += faults_for_readers(page)
    for path in ("/users", "/audit"):
        page.goto(path)
        found += faults_for_readers(page)
    assert found == []


def test_another_site_can_neither_frame_the_desk_nor_send_its_forms(page: Page, address: str) -> None:
    sign_in(page, "ada", "/account")
    page.route("https://evil.example/**", lambda route: route.fulfill(content_type="text/html", body=f"""
        <iframe id="frame" src="{address}/account"></iframe>
        <form method="post" action="{address}/users"><input name="name" value="mallory"><input name="role" value="admin">
        <input name="password" value="{PASSWORD}"><button>Win a prize</button></form>"""))  # fmt: skip
    page.goto("https://evil.example/")
    assert "Your account" not in page.frame_locator("#frame").locator("body").inner_text()
    page.get_by_role("button", name="Win a prize").click()
    page.wait_for_url("**/users")
    assert "mallory" not in page.inner_text("body")
    page.goto(f"{address}/users")
    expect(page.get_by_role("row", name="mallory")).to_have_count(0)
