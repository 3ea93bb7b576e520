"""The desk's speed over a large store: `python benchmark/desk_load.py STORE_FILE [--write]`; `--write` writes docs/desk.md.

Filters: every call is another one, so none is answered from memory; processor time of the whole answer, page or map, in this
process, since that holds on a busy machine, too, and the time on the clock beside it. Readers: fifty at once over HTTP.
First page: what a browser is sent, and when the map is drawn.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import statistics
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import httpx

from warmonitor.desk.app import create_app
from warmonitor.store import IncidentFilter, Store, open_store

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

CALLS = 400
READERS = 50
CALLS_EACH = 8
SEED = 7
REPORT = Path(__file__).parents[1] / "docs" / "desk.md"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


class Figures(NamedTuple):
    """Milliseconds: the middle one, the one that 95 of 100 stay below, the longest."""

    median: float
    most: float
    longest: float


def figures_of(seconds: list[float]) -> Figures:
    ordered = sorted(1000 * one for one in seconds)
    return Figures(statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1])


def make_filters(store: Store, number: int) -> list[dict[str, Any]]:
    """Different filters, each of one to four conditions that the store has values for."""
    dice = random.Random(SEED)
    facets = store.facets(IncidentFilter(), limit=300)
    words = (
        "bakery",
        "hospital camp",
        '"the school near the market"',
        "resid*",
        "convoy",
        "killing 5",
        "well bridge road",
    )

    def day() -> str:
        return f"{dice.randint(2014, 2025)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"

    def days() -> dict[str, Any]:
        since, until = sorted((day(), day()))
        return {"since": since, "until": until}

    def corners() -> str:
        x, y, breadth = dice.uniform(-120, 120), dice.uniform(-40, 50), dice.uniform(2, 30)
        ring = [(0, 0), (1, 0.2), (1.3, 0.9), (0.6, 1.1), (0.4, 0.6), (-0.2, 0.8)]
        return ",".join(f"{x + breadth * a:.2f},{max(-90, min(90, y + breadth * b)):.2f}" for a, b in ring)

    def box() -> str:
        west, south = dice.uniform(-150, 120), dice.uniform(-60, 40)
        return f"{west:.2f},{south:.2f},{west + dice.uniform(1, 50):.2f},{south + dice.uniform(1, 40):.2f}"

    kinds = [
        *(lambda name=name: {name: dice.choice(facets[name]).value} for name in ("type", "mode", "country", "actor", "place", "source", "grade", "status")),
        days, lambda: {"text": dice.choice(words)}, lambda: {"area": corners()}, lambda: {"bbox": box()}, lambda: {"min_voices": dice.randint(1, 4)},
    ]  # fmt: skip
    found: dict[str, dict[str, Any]] = {}
    while len(found) < number:
        asked: dict[str, Any] = {"sort": dice.choice(("most told", "newest", "oldest", "deadliest", "last changed"))}
        for kind in dice.sample(kinds, dice.choices((0, 1, 2, 3, 4), (1, 10, 5, 3, 1))[0]):
            asked |= kind()
        found[urlencode({name: value for name, value in sorted(asked.items()) if name != "sort"})] = asked
    return list(found.values())


def measure_filters(url: str) -> dict[str, tuple[Figures, Figures]]:
    """By what is asked for: processor time and time on the clock."""
    with open_store(url) as store:
        asked = make_filters(store, CALLS)
    dice = random.Random(SEED)
    taken: dict[str, list[tuple[float, float]]] = {}
    with TestClient(create_app(url)) as client:
        client.get("/?text=warm")
        for values in asked:
            zoom = dice.choice((1.0, 2.5, 4.0, 6.0, 9.0))
            breadth = 360 / 2**zoom
            west, south = dice.uniform(-180, 180 - breadth), dice.uniform(-60, 40)
            box = f"{west:.2f},{south:.2f},{west + breadth:.2f},{min(90, south + breadth / 2):.2f}"
            plain = {name: value for name, value in values.items() if name != "sort"}
            for name, path, more in (
                ("page with facets, list and timeline", "/", values),
                ("map", "/map.json", {**plain, "zoom": zoom, "box": box, "min_voices": plain.get("min_voices", 1)}),
                ("list of the API", "/api/incidents", values),
            ):
                forget(client)
                began, clock = time.process_time(), time.perf_counter()
                answer = client.get(path, params=more)
                taken.setdefault(name, []).append((time.process_time() - began, time.perf_counter() - clock))
                assert answer.status_code == 200, answer.text[:300]
    return {
        name: (figures_of([cpu for cpu, _ in times]), figures_of([wall for _, wall in times]))
        for name, times in taken.items()
    }


def measure_pages(url: str) -> dict[str, tuple[Figures, Figures]]:
    """By page: processor time and time on the clock, five times each, nothing remembered."""
    found = {}
    with TestClient(create_app(url)) as client:
        incident = client.get("/api/incidents?limit=1").json()["items"][0]
        paths = ["/reports", "/reports?text=bakery", f"/incidents/{incident['id']}", f"/reports/{incident['reports'][0]}", "/sources", "/today", "/about", "/healthz"]  # fmt: skip
        for path in paths:
            times = []
            for _ in range(5):
                forget(client)
                began, clock = time.process_time(), time.perf_counter()
                answer = client.get(path)
                times.append((time.process_time() - began, time.perf_counter() - clock))
                assert answer.status_code == 200, answer.text[:300]
            name = path.replace(incident["id"], "{id}").replace(incident["reports"][0], "{id}")
            found[f"`{name}`"] = (figures_of([cpu for cpu, _ in times]), figures_of([wall for _, wall in times]))
    return found


def forget(client: TestClient) -> None:
    """Make the desk answer the next call from its index, not from what it remembers."""
    app: Any = client.app
    app.state.desk.remembered.forget()


@contextmanager
def served(url: str) -> Iterator[str]:
    """A desk in a process of its own, by its address."""
    command = [sys.executable, "-m", "warmonitor", "serve", "--port", "0", "--store", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1].rstrip("/")
        try:
            httpx.get(f"{address}/", timeout=120)
            yield address
        finally:
            process.terminate()


async def read_at_once(address: str, asked: list[dict[str, Any]]) -> tuple[Counter[int], list[float]]:
    """Statuses and seconds of all calls of fifty readers, each going from page to page without a pause."""
    statuses: Counter[int] = Counter()
    taken: list[float] = []
    paths = ("/", "/map.json", "/incidents", "/api/incidents", "/reports", "/sources")

    async def read(client: httpx.AsyncClient, number: int) -> None:
        for turn in range(CALLS_EACH):
            path = paths[(number + turn) % len(paths)]
            values = asked[(number * CALLS_EACH + turn) % len(asked)] if path not in ("/reports", "/sources") else {}
            clock = time.perf_counter()
            try:
                answer = await client.get(path, params={key: value for key, value in values.items() if key != "sort"})
                statuses[answer.status_code] += 1
            except httpx.HTTPError:
                statuses[0] += 1
            taken.append(time.perf_counter() - clock)

    limits = httpx.Limits(max_connections=READERS)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        await asyncio.gather(*(read(client, number) for number in range(READERS)))
    return statuses, taken


class FirstPage(NamedTuple):
    """Bytes over the wire and unpacked, and seconds until the page was painted, loaded, and its map drawn."""

    sent: int
    unpacked: int
    painted: float
    loaded: float
    drawn: float


def open_first_page(address: str) -> FirstPage | None:
    """The overview in a browser that has never seen it; None where there is no browser."""
    if CHROMIUM is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        clock = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("[data-map][data-ready]", timeout=60_000)
        drawn = time.perf_counter() - clock
        told = page.evaluate(
            "() => { const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];"
            " const sum = (name) => all.reduce((total, one) => total + one[name], 0);"
            " return [sum('transferSize'), sum('decodedBodySize'), performance.getEntriesByName('first-contentful-paint')[0].startTime, all[0].loadEventEnd]; }"
        )
        browser.close()
    return FirstPage(int(told[0]), int(told[1]), told[2] / 1000, told[3] / 1000, drawn)


def table(filters: dict[str, tuple[Figures, Figures]]) -> list[str]:
    lines = [
        "| answer | processor: median | 95 in 100 | longest | clock: median | 95 in 100 |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, (cpu, clock) in filters.items():
        lines.append(f"| {name} | {cpu.median:.0f} ms | **{cpu.most:.0f} ms** | {cpu.longest:.0f} ms | {clock.median:.0f} ms | {clock.most:.0f} ms |")  # fmt: skip
    return lines


def report(url: str) -> str:
    """All figures, as a page of the documentation."""
    with open_store(url) as store:
        size = store.size()
        asked = make_filters(store, READERS * CALLS_EACH)
    filters, pages = measure_filters(url), measure_pages(url)
    with served(url) as address:
        first = open_first_page(address)
        statuses, taken = asyncio.run(read_at_once(address, asked))
    at_once = figures_of(taken)
    failed = sum(count for status, count in statuses.items() if status != 200)
    lines = [
        "# The desk's speed",
        "",
        f"Measured by `python benchmark/desk_load.py STORE_FILE --write` over a store that `benchmark/desk_store.py` made: {size.incidents:,} incidents,"
        f" {size.reports:,} reports, {size.claims:,} claims. Two cores, which other work shared; so processor time is what to compare.",
        "",
        f"## Any filter: {CALLS} different ones, none answered from memory",
        "",
        *table(filters),
        "",
        "## Other pages",
        "",
        *table(pages),
        "",
        f"## {READERS} readers at once",
        "",
        f"{sum(statuses.values())} calls, {failed} failed; half were answered within {at_once.median / 1000:.1f} s, 95 in 100 within"
        f" {at_once.most / 1000:.1f} s. The readers never pause; one process answers them all.",
        "",
    ]
    if first is not None:
        lines += [
            "## The first page, nothing kept from before",
            "",
            f"{first.sent / 1e6:.2f} MB over the wire ({first.unpacked / 1e6:.2f} MB unpacked), of which the map's program is the most; painted after"
            f" {first.painted:.2f} s, loaded after {first.loaded:.2f} s, the map drawn after {first.drawn:.2f} s (drawn by the processor, without a graphics card).",
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmark/desk_load.py STORE_FILE [--write]")
    text = report(f"sqlite:///{Path(sys.argv[1]).resolve()}")
    print(text)
    if "--write" in sys.argv[2:]:
        REPORT.write_text(text, encoding="utf-8")
