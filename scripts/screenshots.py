"""Pictures of the running desk for the README: `python scripts/screenshots.py [ADDRESS]`, after `make demo` in another window.

Needs the packages of requirements-dev.lock and Chromium. Writes docs/images/*.png.
"""

from __future__ import annotations

import json
import shutil
import sys
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

STILL_MS = 12_000  # until a map is drawn without a graphics card on a busy machine
IMAGES = Path(__file__).parent.parent / "docs" / "images"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]  # fmt: skip


def first_of(address: str, kind: str) -> str:
    """The id of the first record of a list."""
    with urllib.request.urlopen(f"{address}/api/{kind}") as answer:
        return str(json.load(answer)["items"][0]["id"])


def shoot(page: Page, url: str, name: str) -> None:
    """One page, once it is still."""
    page.goto(url, wait_until="networkidle")
    maps = page.locator("[data-map]").count()
    page.wait_for_timeout(STILL_MS if maps else 500)
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/images/{name}.png")


def main(address: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        shoot(page, f"{address}/", "desk")
        shoot(page, f"{address}/incidents/{first_of(address, 'incidents')}", "incident")
        shoot(page, f"{address}/reports/{first_of(address, 'reports')}", "report")
        shoot(page, f"{address}/review", "review")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8765")
