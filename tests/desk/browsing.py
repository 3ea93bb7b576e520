"""A desk that a browser is taken to, and what tests ask of its pages there."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect, sync_playwright

from warmonitor.desk.app import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
DESKTOP: ViewportSize = {"width": 1300, "height": 850}
PHONE: ViewportSize = {"width": 360, "height": 740}
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = "{resultTypes: ['violations']}"
CONTRAST = (
    "{resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']}"  # all that a scheme changes
)
expect.set_options(timeout=15_000)  # milliseconds, as for pages: a busy machine is slow, not wrong


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium; where it isn't installed the tests are left out by hand, and fail where nobody looks on."""
    if CHROMIUM is None:
        missing = "Chromium isn't installed: `make test` installs it, or `apt-get install chromium`"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(missing)
        pytest.skip(missing)  # a developer without a browser can run the rest; CI has failed above
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def serving(url: str) -> Iterator[str]:
    """The address of a desk over a store."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(url, hosts=("127.0.0.1",)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the desk didn't start: its log says why"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def open_page(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page of a context of its own; `options` are the context's."""
    context = browser.new_context(base_url=address, **{"viewport": DESKTOP, **options})
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


def press(page: Page, *keys: str) -> None:
    """Presses keys, one after another, once the page's scripts hear them: a page's words are there before its scripts are."""
    page.wait_for_load_state("load")
    for key in keys:
        page.keyboard.press(key)


@contextmanager
def scripts_late(page: Page) -> Iterator[None]:
    """Has the scripts of every page come a moment after its words, as on a busy machine."""

    def wait(route: Route) -> None:
        time.sleep(0.15)
        route.continue_()

    page.route("**/*.js*", wait)
    yield
    page.unroute_all(behavior="ignoreErrors")


def watch_faults(page: Page, address: str) -> list[str]:
    """What goes wrong on a page from now on: errors and warnings, exceptions, dialogs, calls to others."""
    faults: list[str] = []

    def hear(message: Any) -> None:
        is_drawing = "GPU stall" in message.text or "WebGL" in message.text  # of a machine without a graphics card
        if message.type in ("error", "warning") and not is_drawing:
            faults.append(message.text)

    def dismiss(dialog: Any) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", dismiss)
    page.on(
        "request", lambda call: None if call.url.startswith((address, "blob:", "data:")) else faults.append(call.url)
    )
    return faults


def faults_for_readers(page: Page) -> list[str]:
    """What keeps somebody from reading the page as it is: by axe in light and dark, and by its width on a phone."""
    assert AXE.exists(), "axe-core isn't there: `make setup` builds the pages and leaves it in web/node_modules"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = _ask_axe(page, page.url, RULES)
    page.emulate_media(color_scheme="dark")
    found += _ask_axe(page, f"{page.url} (dark)", CONTRAST)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(DESKTOP)
    return [*found, *([f"{page.url} is {wide} pixels wide on a phone"] if wide > PHONE["width"] else [])]


def _ask_axe(page: Page, name: str, options: str) -> list[str]:
    result = page.evaluate(f"axe.run(document, {options})")
    return [
        f"{name}: {one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in result["violations"] if one["impact"] in ("serious", "critical", "moderate") for node in one["nodes"][:3]
    ]  # fmt: skip
