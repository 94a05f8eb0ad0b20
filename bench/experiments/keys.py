"""From a key to what it brings on the screen of a browser: our page and a bare one in turns."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import Browser, Page, ViewportSize

from bench.measure import Times
from bench.workspace import Workspace

LOOKING_MS = 700  # at each picture: an answer younger than 0.5 s is ignored, and people are slower
PATIENCE_MS = 60_000
IN_TURNS = 10  # presses on one page, then on the other
FIRST = 3  # presses that warm both up
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}

# The pictures that are looked at are those that are no dots. They are shown in the frame after they
# have been decoded.
WATCH = """
() => {
  const pictures = () => [...document.querySelectorAll('.st-key-culling img, .st-key-ballot img')]
  const shown = () => pictures().filter(image => image.clientWidth > 100)
  window.pressed = []
  addEventListener('keydown', press => {
    const before = shown().map(image => image.src)
    const isNew = image => !before.includes(image.src) && image.complete
    const look = async () => {
      const images = shown()
      if (images.length < before.length || !images.every(isNew)) return requestAnimationFrame(look)
      await Promise.all(images.map(image => image.decode()))
      requestAnimationFrame(() => window.pressed.push(performance.now() - press.timeStamp))
    }
    look()
  }, true)
}
"""


@contextmanager
def copies(place: Workspace, addresses: Sequence[str]) -> Iterator[str]:
    """Yield a file that names copies of these pictures, served as any site may show them.

    The app's own answers may be shown by pages of their own origin alone.
    """
    folder = place.folder("pictures")
    names = [f"{number}.png" for number in range(len(addresses))]
    for name, address in zip(names, addresses, strict=True):
        with urllib.request.urlopen(address, timeout=PATIENCE_MS / 1000) as picture:
            (folder / name).write_bytes(picture.read())
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        listed = folder / "addresses"
        lines = (f"http://127.0.0.1:{site.server_port}/{name}" for name in names)
        listed.write_text("\n".join(lines), encoding="utf-8")
        yield str(listed)
        site.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Write nothing of what was asked for."""


def open_page(browser: Browser, address: str) -> Page:
    """Open a page in a profile of its own, whose cache has none of the pictures."""
    page = browser.new_page(locale="zh-CN", viewport=VIEWPORT)
    page.goto(address)
    picture = page.locator(".st-key-culling img, .st-key-ballot img").first
    picture.wait_for(timeout=PATIENCE_MS)
    page.evaluate(WATCH)
    return page


def presses(turns: int) -> int:
    """Return how often `in_turns` presses the key on each page."""
    return FIRST + turns * IN_TURNS


def in_turns(ours: Page, bare: Page, key: str, turns: int) -> tuple[Times, Times]:
    """Press a key on both pages, in turns, so that both feel the same neighbours."""
    ours_ms, bare_ms = Times(), Times()
    for page in (ours, bare):
        _press(page, key, FIRST)
    for _ in range(turns):
        for page, times in ((ours, ours_ms), (bare, bare_ms)):
            times.ms += _press(page, key, IN_TURNS)
    return ours_ms, bare_ms


def _press(page: Page, key: str, count: int) -> list[float]:
    """Press the key so often, each time after a look; return what each press took, in ms."""
    page.bring_to_front()
    page.evaluate("window.pressed = []")
    for number in range(count):
        page.wait_for_timeout(LOOKING_MS)
        page.keyboard.press(key)
        page.wait_for_function(f"() => window.pressed.length > {number}", timeout=PATIENCE_MS)
    return [float(ms) for ms in page.evaluate("window.pressed")]
