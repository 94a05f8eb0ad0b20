"""The front door: opens the studio once, then serves the pages and the pictures."""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import streamlit as st
from starlette.middleware import Middleware

from core import jobs, studio
from core.web.chinese import ChineseMiddleware
from core.web.headers import SecurityHeadersMiddleware
from core.web.image_route import image_route
from pages.parts.error_box import show_crash


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Open the studio and its workers before the first visitor; let orders end at a stop."""
    await anyio.to_thread.run_sync(jobs.current)
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(jobs.stop)


def warm_up() -> None:
    """Import what tables and charts need while the first visitor is still arriving.

    Streamlit collects garbage after every run: without the freeze it walks all of pandas.
    """
    for name in ("pandas", "pyarrow", "altair"):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def open_picture(kind: str, name: str, until: str, signature: str) -> Path | None:
    """Return the file that a signed address shows, or None."""
    parts = studio.current()
    return parts.images.open_signed(kind, name, until, signature, parts.now())


app = st.App(
    "pages/frame.py",
    routes=[image_route(open_picture)],
    middleware=[Middleware(SecurityHeadersMiddleware), Middleware(ChineseMiddleware)],
    lifespan=lifespan,
    on_script_error=show_crash,
)
