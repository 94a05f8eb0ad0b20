"""A real Chromium and real servers: each test gets a fresh browser profile and its own people."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from e2e.app import PATIENCE_MS, App, Traffic
from e2e.issuer import Issuer, cookie_of, keep_account
from e2e.issuer import running as running_issuer
from e2e.server import EVERYBODY_SIGNS_IN, ROOT, Server
from playwright.sync_api import Browser, BrowserContext, expect

from bench import browser as installed

SHOTS = ROOT / "test-results"  # what the browser showed when a test failed

# What `make test-sign-in` leaves out: demo people are chosen, named or topped up there.
OF_DEMO_PEOPLE = {
    "test_browser_back::test_links_carry_the_person_into_a_new_tab",
    "test_browser_library::test_typed_words_stay_words",
    "test_browser_order::test_a_double_click_on_top_up_is_one_grant",
    "test_browser_order::test_too_few_tokens_disable_the_button_until_more_come",
    "test_browser_order::test_switching_to_somebody_else_keeps_nobody_elses_rights",
    "test_browser_pages::test_a_deep_link_as_the_first_request_shows_the_ledger_in_its_frame",
    "test_browser_pages::test_experiments_are_chinese",
    "test_browser_pages::test_the_interface_is_chinese",
    "test_browser_people::test_a_new_name_must_be_one",
    "test_browser_people::test_an_unknown_person_in_the_address_is_an_error",
    "test_browser_people::test_beginning_under_a_new_name_makes_a_person_who_stays",
    "test_browser_results::test_a_toast_covers_neither_the_newest_picture_nor_the_cancel_button",
    "test_browser_results::test_a_toast_on_a_phone_covers_the_header_alone",
}

_FAILED = pytest.StashKey[bool]()

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark everything in this folder as a browser test; skip what is of demo people alone."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("e2e")
            if EVERYBODY_SIGNS_IN and f"{item.path.stem}::{item.originalname}" in OF_DEMO_PEOPLE:
                item.add_marker(pytest.mark.skip(reason="about demo people"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Note a failure, so that the page's fixture can keep a picture of it."""
    report: Any = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return an installed Chromium's path; skip, or fail with REQUIRE_BROWSER=1, without one."""
    found = installed.find()
    if found is None:
        is_required = os.environ.get("REQUIRE_BROWSER") == "1"
        (pytest.fail if is_required else pytest.skip)(installed.HOW_TO_INSTALL)
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Start one browser for a file of tests.

    Not for the session: while Playwright runs, `asyncio.run` is refused in this thread, and other
    files of tests need it.
    """
    with installed.chromium() as started:
        yield started


@pytest.fixture(scope="session")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app as a newcomer would: nothing set, the demo renderer without any delay."""
    with Server(tmp_path_factory.mktemp("server")).running() as started:
        yield started


@pytest.fixture(scope="session")
def slow_server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app with a renderer slow enough to be looked at, on a busy machine too."""
    with Server(tmp_path_factory.mktemp("slow"), DEMO_DELAY_S="25").running() as started:
        yield started


@pytest.fixture
def serve(chromium: str, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Return a function that starts a server of the test's own, with these settings."""
    with ExitStack() as ends:

        def start(**options: Any) -> Server:
            return ends.enter_context(Server(tmp_path / "data", **options).running())

        yield start


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """Run an issuer that people can sign in at."""
    with running_issuer() as started:
        yield started


@pytest.fixture
def new_context(
    browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a fresh browser profile; keep its pages' looks on failure."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        known = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options
        contexts.append(browser.new_context(**known))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        return contexts[-1]

    yield make
    pages = [page for context in contexts for page in context.pages]
    if request.node.stash.get(_FAILED, False):
        SHOTS.mkdir(exist_ok=True)
        name = re.sub(r"[^\w.-]+", "-", request.node.name)
        for number, page in enumerate(pages):
            page.screenshot(path=SHOTS / f"{name}-{number}.png", full_page=True)
    for context in contexts:
        context.close()


@pytest.fixture
def visit(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., App]]:
    """Return a function that shows the app to a person in a profile of their own.

    No page may leave an error in the browser's console, unless the test clears `app.problems`.
    """
    apps: list[App] = []

    def open_app(
        server: Server,
        person: str | None = None,
        path: str = "/",
        *,
        listen: bool = False,
        **options: Any,
    ) -> App:
        context = new_context(**options)
        if EVERYBODY_SIGNS_IN:
            person = person or server.new_person()
            keep_account(server.database, person)  # a test's own preparation made them without
            context.add_cookies([cookie_of(person, server.url)])
        page = context.new_page()
        apps.append(App(page, server, person, Traffic(page) if listen else None))
        return apps[-1].open(path)

    yield open_app
    assert not [problem for app in apps for problem in app.problems]
