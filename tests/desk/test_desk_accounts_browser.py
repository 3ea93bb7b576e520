"""Signing in with a browser: by keyboard, on a phone, in light and dark; and the pages that only somebody signed in sees."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, expect, sync_playwright

from desk.stored import STORED, fill
from desk.test_desk_accounts import BY, PASSWORD
from desk.test_desk_browser import ARGUMENTS, AXE, CHROMIUM, CONTRAST, RULES, faults_by_axe
from warmonitor.desk.app import create_app
from warmonitor.store import open_store
from warmonitor.workflow import accounts as work

if CHROMIUM is None and os.environ.get("CI", "").lower() not in ("1", "true"):
    pytest.skip("Chromium isn't installed: `make test` installs it", allow_module_level=True)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    before, work.HASHER = work.HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    url = f"sqlite:///{tmp_path_factory.mktemp('accounts') / 'store.db'}"
    fill(url, STORED[:2])
    with open_store(url) as store:
        work.add_user(store, "ada", "admin", PASSWORD, BY)
        work.add_user(store, "ria", "reader", PASSWORD, BY)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(url, hosts=("127.0.0.1",)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    work.HASHER = before


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "Chromium isn't installed: `make test` installs it, or `apt-get install chromium`"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1300, "height": 850})
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


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
    axe = Path(AXE).read_text(encoding="utf-8")
    found = faults_of(page, axe)
    sign_in(page, "ada", "/account")
    page.fill("input[name=label]", "a nightly script")
    page.get_by_role("button", name="Make a token").click()
    page.wait_for_selector(".secret")
    found += faults_of(page, axe)
    for path in ("/users", "/audit"):
        page.goto(path)
        found += faults_of(page, axe)
    assert found == []


def faults_of(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = []
    found += faults_by_axe(page, page.url, RULES)
    page.emulate_media(color_scheme="dark")
    found += faults_by_axe(page, f"{page.url} (dark)", CONTRAST)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1300, "height": 850})
    return [*found, *([f"{page.url} is {wide} pixels wide on a phone"] if wide > 360 else [])]


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
