"""The front door: opens the studio once, then serves the pages and the pictures."""

from __future__ import annotations

import importlib
import resource
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import streamlit as st
from starlette.middleware import Middleware

from core.downloads import archive, selection
from core.experiments.voting import blind
from core.library import samples
from core.log import get_logger
from core.orders.pool import workers
from core.pictures.store import opening
from core.pictures.store.contract import Opened
from core.processes import garbage
from core.providers import services
from core.settings import InvalidSettings, check_address, load
from core.studio import configure, current_studio
from core.watching.watch import Watch
from core.web.chinese import ChineseMiddleware, inline_scripts
from core.web.deep_link import DeepLinkMiddleware
from core.web.door.guard import Guard, Limits
from core.web.headers import SecurityHeadersMiddleware
from core.web.health import health_routes
from core.web.image_route import ballot_route, image_route, sample_route
from core.web.listening import answer_at_once
from core.web.readiness import Readiness, readiness
from core.web.zip_route import zip_route
from pages.parts import page_scripts
from pages.parts.error_box import show_crash
from pages.parts.frame import leading_emoji, left_pages, sending, sign_in_settings
from pages.parts.frame.kept_files import StreamlitFiles

try:
    settings = load(sign_in=sign_in_settings.is_configured())
    services.chosen(settings)
    services.day_budgets(settings)
    opening.check(settings)
    check_address(settings, st.get_option("server.address"))
except InvalidSettings as error:
    sys.exit(f"{error}")  # one line for each wrong variable, and no stack
configure(settings)
left_pages.ignore()
leading_emoji.spare_chinese()
sending.spare_the_pause()

log = get_logger()

INDEX = Path(st.__file__).parent / "static" / "index.html"
# What the theme in .streamlit/config.toml can't say.
RULES = (Path(__file__).parent / "pages/parts/frame/style.css").read_text("utf-8")
WARM_UP_AFTER_S = 5.0  # the imports take seconds of a processor that the first page needs


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Open the studio and its workers before the first visitor; let orders end at a stop."""
    allow_many_connections()
    answer_at_once()
    try:
        await anyio.to_thread.run_sync(workers.current)
        if settings.metrics_port:
            watch().start()
    except Exception:
        log.exception("start.failed")  # what the server logs of it has no words and no places
        raise
    warming = threading.Timer(WARM_UP_AFTER_S, warm_up)
    warming.daemon = True
    warming.start()
    try:
        yield
    finally:
        warming.cancel()
        if settings.metrics_port:
            watch().stop()
        await anyio.to_thread.run_sync(workers.stop)


def allow_many_connections() -> None:
    """Take as many open files as the system lets us: idle visitors hold one each."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def warm_up() -> None:
    """Import what tables and charts need, once the first visitor has seen the first page."""
    for name in ("pandas", "pyarrow", "altair"):
        importlib.import_module(name)
    garbage.collect_seldom()


def open_picture(kind: str, name: str, until: str, signature: str) -> Opened | None:
    """Return the file that a signed address shows, or None."""
    studio = current_studio()
    return studio.images.open_signed(kind, name, until, signature, studio.now())


def open_ballot(token: str) -> bytes | None:
    """Return the picture that a voter's token shows, or None."""
    return blind.open_token(current_studio(), token)


def open_zip(
    person: str, zone: str, orders: str, until: str, signature: str
) -> Iterator[bytes] | None:
    """Return the zip that a signed address asks for, piece by piece, or None."""
    studio = current_studio()
    given = person, zone, orders, until, signature
    chosen = selection.open_signed(studio.images, *given, studio.now())
    return archive.pack(studio, chosen) if chosen else None


@cache
def watch() -> Watch:
    """Return what a monitor asks, where METRICS_PORT says that one does."""
    return Watch(current_studio(), lambda: workers.current().dead())


def dead() -> list[str]:
    """Return the names of threads that must live and do not."""
    watching = watch().dead() if settings.metrics_port else []
    return workers.current().dead() + watching


@cache
def checks() -> Readiness:
    """Return the checks of this process's studio; built once, so that one can't pile up."""
    return readiness(current_studio())


app = st.App(
    "pages/frame.py",
    routes=[
        image_route(open_picture),
        ballot_route(open_ballot),
        zip_route(selection.ROUTE, open_zip),
        sample_route(samples.find),
        *health_routes(dead, lambda: checks().unready()),
    ],
    middleware=[
        Middleware(
            SecurityHeadersMiddleware,
            scripts=(*inline_scripts(INDEX.read_text("utf-8")), *page_scripts.ALL),
        ),
        Middleware(
            Guard, limits=lambda: Limits.of(current_studio().settings), files=StreamlitFiles()
        ),
        *([Middleware(DeepLinkMiddleware)] if settings.sign_in else []),
        Middleware(ChineseMiddleware, rules=RULES),
    ],
    lifespan=lifespan,
    on_script_error=show_crash,
)
