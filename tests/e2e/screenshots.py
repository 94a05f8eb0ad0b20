"""Take the pictures of docs/screenshots/: each page, three widths, two themes, the same orders.

An experiment follows, from its matrix to its conclusion, in one width and theme; then one click on
several services, one of them refusing.

`python -m e2e.screenshots NAME` from the root, with tests on the path: see `make screenshots`.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Literal

from e2e import exhibit
from e2e.app import App
from e2e.server import ROOT, Server
from lab import LAB
from PIL import Image
from playwright.sync_api import Browser, ViewportSize, expect

from bench.browser import chromium
from tests.services.every import EVERY, settings_for
from tests.services.replies import painted

WIDTHS = {375: 812, 1440: 900, 1920: 1080}  # px × px of what the browser shows at once
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGES = {"generate": "/", "gallery": "/gallery", "ledger": "/ledger"}
ORDERED = (  # prompt, pictures; all that somebody has made before they look at their pages
    ("lantern-river", 2),
    ("ringed-planet", 1),
    ("misty-lake", 4),
    ("neon-city", 3),
)
COMPARED = {  # the first is the form's own
    "gemini": "Nano Banana 2.1 · 标准",
    "openai": "GPT Image 2.6 Flare · 标准",
    "ark": "Seedream 5.0 · 标准",
    "stability": "Stable Image Core · 快速",
}
REFUSING = "stability"
EXPERIMENT_WINDOW = ViewportSize(width=1440, height=900)
PAINTED_MS = 300_000  # what four pictures may take on two cores that others use as well
LOOKS = 60
# All pictures in the window have come.
PAINTED = """
() => [...document.querySelectorAll('img')].every((img) => {
  const box = img.getBoundingClientRect();
  const isSeen = box.bottom > 0 && box.top < innerHeight;
  return !isSeen || (img.complete && img.naturalWidth > 0);
})
"""
STILL_MS = 2000  # between two looks that must be alike
QUALITY = 82  # of WebP: text stays sharp, and 22 pictures stay below 1.5 MB


def main(name: str) -> None:
    """Fill a data folder by clicks, then look at every page."""
    folder = ROOT / "docs" / "screenshots" / name
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        chromium() as browser,
        Server(Path(data) / "server").running() as server,
    ):
        person = server.new_person(tokens=500)
        _order(App(browser.new_page(), server, person))
        for theme in THEMES:
            for width, height in WIDTHS.items():
                viewport = ViewportSize(width=width, height=height)
                page = browser.new_page(viewport=viewport, color_scheme=theme)
                _look(App(page, server, person), folder, f"{width}-{theme}")
                page.close()
    with tempfile.TemporaryDirectory() as data, chromium() as browser:
        show_experiment(browser, Path(data) / "server", folder)
    with tempfile.TemporaryDirectory() as data, chromium() as browser:
        show_services(browser, Path(data) / "server", folder)


def show_experiment(browser: Browser, data_dir: Path, folder: Path) -> None:
    """Run an experiment, vote, and look at it on the way."""

    def look(name: str, person: str, seen: str) -> None:
        page = browser.new_page(viewport=EXPERIMENT_WINDOW, color_scheme="light")
        app = App(page, server, person).open("/experiments", e=LAB, tab=name)
        expect(app.main.get_by_text(seen).first).to_be_visible()
        _keep(app, folder / f"experiments-{name}-{EXPERIMENT_WINDOW['width']}-light.webp")
        page.close()

    with exhibit.studio_of(data_dir) as studio:
        exhibit.run(studio)
        with Server(data_dir).running() as server:
            look("matrix", exhibit.OWNER, "各版本的表现")
            look("culling", exhibit.OWNER, "已看")
            exhibit.vote_some(studio)
            look("vote", exhibit.FIRST, "哪张更好？")
            exhibit.vote_rest(studio)
            look("conclusion", exhibit.OWNER, "投票的情况")


def show_services(browser: Browser, data_dir: Path, folder: Path) -> None:
    """Order one prompt of four models, and look at what came side by side."""
    fakes = {name: EVERY[name].open(paint=partial(painted, service=name)) for name in COMPARED}
    settings = settings_for({name: fake.address for name, fake in fakes.items()})
    environment = {name.upper(): said for name, said in settings.items()} | {
        "NO_PROXY": "127.0.0.1"
    }
    fakes[REFUSING].script = "moderated"
    with ExitStack() as running, Server(data_dir, **environment).running() as server:
        for fake in fakes.values():
            running.enter_context(fake)
        person, has_ordered = server.new_person(tokens=500), False
        for theme, width in product(THEMES, (1440, 375)):
            viewport = ViewportSize(width=width, height=WIDTHS[width])
            page = browser.new_page(viewport=viewport, color_scheme=theme)
            app = App(page, server, person).open("/", prompt="lantern-river")
            if not has_ordered:
                app.compare_models(*list(COMPARED.values())[1:])
                app.generate()
                expect(app.figure("预留")).to_have_text("0", timeout=PAINTED_MS)
                has_ordered = True
            page.locator("[class*=st-key-placing_]").first.scroll_into_view_if_needed()
            _keep(app, folder / f"services-{width}-{theme}.webp")
            page.close()


def _order(app: App) -> None:
    """Order what the pages are to show."""
    app.open()
    for prompt_id, pictures in ORDERED:
        app.choose(prompt_id)
        app.pick("图片数量", str(pictures))
        app.generate()
        expect(app.figure("预留")).not_to_have_text("0")
        expect(app.figure("预留")).to_have_text("0", timeout=PAINTED_MS)


def _look(app: App, folder: Path, kind: str) -> None:
    for name, path in PAGES.items():
        _keep(app.open(path), folder / f"{name}-{kind}.webp")


def _keep(app: App, file: Path) -> None:
    """Keep what the browser shows, once all of it is there."""
    expect(app.page.get_by_test_id("stSkeleton")).to_have_count(0)
    app.page.wait_for_load_state("networkidle")
    app.page.wait_for_function(PAINTED)
    before, shown = b"", app.page.screenshot()
    for _ in range(LOOKS):  # a table draws its pictures after they have come
        if shown == before:
            break
        app.page.wait_for_timeout(STILL_MS)
        before, shown = shown, app.page.screenshot()
    else:
        raise TimeoutError(f"{file.name} never stands still")
    Image.open(BytesIO(shown)).save(file, quality=QUALITY)


if __name__ == "__main__":
    main(sys.argv[1])
