"""From a key to the next picture on the screen of a browser, at 200 pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playwright.sync_api import Browser, Page, ViewportSize

from bench.browser import chromium
from bench.experiments import lab
from bench.experiments.lab import Lab
from bench.measure import Figure, Goal, Times
from bench.server import Server, serving
from bench.workspace import Workspace

GOAL = Goal(150)
BARE = ("streamlit", "run", "bench/experiments/bare_culling.py", "--server.port")
KEY = "1"
LOOKING_MS = 700  # at each picture: an answer younger than 0.5 s is ignored, and people are slower
PATIENCE_MS = 60_000
IN_TURNS = 10  # presses on one page, then on the other
FIRST = 3  # presses that warm both up
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}

# The picture that is looked at is the one that is no dot. It is shown in the frame after it has
# been decoded.
WATCH = """
() => {
  const pictures = () => [...document.querySelectorAll('.st-key-culling img')]
  const shown = () => pictures().find(image => image.clientWidth > 100)
  window.pressed = []
  addEventListener('keydown', press => {
    const before = shown().src
    const look = async () => {
      const image = shown()
      if (!image || image.src === before || !image.complete) return requestAnimationFrame(look)
      await image.decode()
      requestAnimationFrame(() => window.pressed.push(performance.now() - press.timeStamp))
    }
    look()
  }, true)
}
"""


def measure(place: Workspace, server: Server, owned: Lab, experiment_id: str) -> Iterator[Figure]:
    """Yield how long a key takes in 筛选, beside a page that does nothing but show the next."""
    orders = lab.picture_orders(owned, experiment_id)
    addresses = place.folder("addresses") / "pictures"
    addresses.write_text("\n".join(_addresses(owned, server, orders)), encoding="utf-8")
    folder = place.folder("bare-culling")
    query = f"me={owned.owner}&e={experiment_id}&tab=culling"
    with serving(BARE, folder, BENCH_PICTURES=str(addresses)) as bare, chromium() as browser:
        ours = _open(browser, f"{server.url}/experiments?{query}")
        plain = _open(browser, bare.url)
        yield _figure(ours, plain, len(orders), place.repeats(10, 1))
    server.check()


def _addresses(owned: Lab, server: Server, orders: Sequence[str]) -> list[str]:
    images, now = owned.studio.images, owned.studio.now()
    return [server.url + images.address("original", order_id, now) for order_id in orders]


def _open(browser: Browser, address: str) -> Page:
    """Open a page in a profile of its own, whose cache has none of the pictures."""
    page = browser.new_page(locale="zh-CN", viewport=VIEWPORT)
    page.goto(address)
    picture = page.locator(".st-key-culling img").first
    picture.wait_for(timeout=PATIENCE_MS)
    page.evaluate(WATCH)
    return page


def _figure(ours: Page, plain: Page, pictures: int, turns: int) -> Figure:
    ours_ms, plain_ms = Times(), Times()
    for page in (ours, plain):
        _press(page, FIRST)
    for _ in range(turns):
        for page, times in ((ours, ours_ms), (plain, plain_ms)):
            times.ms += _press(page, IN_TURNS)
    note = f"{len(ours_ms.ms)} keys; floor: a bare page with one keyed button, same pictures ahead"
    name = f"筛选 of {pictures}: key to next picture"
    return ours_ms.figure(name, floor=plain_ms, goal=GOAL, note=note)


def _press(page: Page, count: int) -> list[float]:
    """Press the key so often, each time after a look; return what each press took, in ms."""
    page.bring_to_front()
    page.evaluate("window.pressed = []")
    for number in range(count):
        page.wait_for_timeout(LOOKING_MS)
        page.keyboard.press(KEY)
        page.wait_for_function(f"window.pressed.length > {number}", timeout=PATIENCE_MS)
    return [float(ms) for ms in page.evaluate("window.pressed")]
