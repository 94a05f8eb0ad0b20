"""From a key to what it brings on the screen of a browser: our page and a bare one in turns."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, ViewportSize

from bench.measure import Times

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
