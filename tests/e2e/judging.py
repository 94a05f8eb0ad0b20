"""筛选, as a hand does it at the keys."""

from __future__ import annotations

from e2e.app import App
from playwright.sync_api import expect

SEEN_MS = 700  # more than half a second, after which an answer counts


def expect_judged(app: App, count: int, *, of: int) -> None:
    """Expect so many answers of so many pictures, and look at the next one until a key counts."""
    expect(app.page.get_by_text(f"已看 {count}/{of} 张")).to_be_visible()
    app.settle()
    app.page.wait_for_timeout(SEEN_MS)
