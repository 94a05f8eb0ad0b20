"""What the browser lets our pages do: all that they need, and nothing that they don't."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lab
import pytest
from e2e.app import App
from e2e.server import Server
from fakes import CHEAP, FakeProvider, make_studio, place_and_run, png
from lab import LAB
from playwright.sync_api import ConsoleMessage, Page, expect

from core.people.people import DEMO_USER

# The library that packs messages tries WebAssembly for its whole numbers, and does without it.
EXPECTED = {"script-src wasm-eval"}
_LISTEN = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`violation: ${event.effectiveDirective} ${event.blockedURI}`);
});
"""
# Each is what an attacker would do who got a word of theirs into a page as HTML.
ATTACKS = {
    "an inline script": "document.body.append(Object.assign("
    "document.createElement('script'), {textContent: 'window.owned = 1'}))",
    "a handler in an attribute": "document.body.insertAdjacentHTML('beforeend',"
    " '<img src=x onerror=\"window.owned = 1\">')",
    "a script of another host": "document.body.append(Object.assign("
    "document.createElement('script'), {src: 'http://127.0.0.1:9/x.js'}))",
    "a picture of another host": "document.body.insertAdjacentHTML('beforeend',"
    " '<img src=\"http://127.0.0.1:9/x.png\">')",
    "a frame": "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"/\"></iframe>')",
    "a form": "(() => { const form = document.createElement('form'); form.action = '/x';"
    " document.body.append(form); form.submit(); })()",
    "another base": "document.head.insertAdjacentHTML('beforeend', '<base href=\"/x/\">')",
    "a style in an attribute": "document.body.insertAdjacentHTML('beforeend',"
    " '<i style=\"color:red\"></i>')",
    "an address elsewhere": "fetch('http://127.0.0.1:9/x').catch(() => 0)",
}
# Later, since what the test itself sends may do anything.
_EVAL = """() => new Promise((done) => setTimeout(() => {
  try { done(new Function("return 1")()) } catch (error) { done(error.name) }
}))"""

Visit = Callable[..., App]


def violations(page: Page) -> list[str]:
    """Return a list that grows with each violation from now on."""
    found: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if said.text.startswith("violation: "):
            found.append(said.text.partition(": ")[2])

    page.on("console", note)
    return found


@pytest.mark.slow
def test_no_page_needs_more(serve: Callable[..., Server], visit: Visit, tmp_path: Path) -> None:
    """All pages, drawers, charts and tabs of an experiment work without a violation."""
    studio = make_studio("", tmp_path / "data", FakeProvider(always=png(width=96, height=96)))
    made = place_and_run(studio, "click")
    lab.make(studio)
    lab.carry(studio, lab.start(studio))
    studio.database.dispose()
    app = visit(serve(), DEMO_USER)
    app.page.context.add_init_script(_LISTEN)
    found = violations(app.page)
    visited: tuple[tuple[str, dict[str, str]], ...] = (
        ("/", {}),
        ("/", {"versions": CHEAP}),
        ("/gallery", {}),
        ("/gallery", {"picture": made.id}),
        ("/ledger", {"order": made.id}),
        *(("/experiments", {"e": LAB, "tab": tab}) for tab in ("matrix", "contrast", "culling")),
    )
    for path, query in visited:
        app.open(path, **query)
    app.open("/ledger")
    for section in ("订单", "图表", "提示词表现"):
        app.pick("账目", section)
        app.settle()
        if section == "图表":
            expect(app.main.locator("[aria-roledescription=折线]").first).to_be_attached()
    assert set(found) <= EXPECTED
    app.problems[:] = [each for each in app.problems if not each.startswith("violation: ")]


def test_what_somebody_brings_in_does_not_run(server: Server, visit: Visit) -> None:
    """HTML of an attacker's runs no script, asks no other host and takes over no form or frame."""
    app = visit(server, server.new_person())
    found = violations(app.page)
    app.page.evaluate(_LISTEN)
    refused = {}
    for name, attack in ATTACKS.items():
        found.clear()
        app.page.evaluate(f"() => {{ {attack} }}")
        refused[name] = _told(app.page, found)
    assert {name for name, told in refused.items() if not told} == set()
    assert app.page.evaluate("window.owned") is None
    assert app.page.evaluate(_EVAL) == "EvalError"
    app.problems.clear()


def _told(page: Page, found: list[str]) -> list[str]:
    """Return what was refused, as soon as the browser says so."""
    if not found:
        page.wait_for_event("console", lambda said: said.text.startswith("violation: "))
    return [*found]
