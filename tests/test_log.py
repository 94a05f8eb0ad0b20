"""Logs tell what happened to which order, and never a key, prompt text, wish or picture."""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress

import pytest
import structlog
from fakes import PROMPT_TEXT, failing, form, in_threads, moments_of, never, provider_of
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from streamlit import error_util
from streamlit.config import get_where_defined

from core import log
from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.orders import generation, submission
from core.orders.pool.workers import Pool
from core.people.people import DEMO_USER
from core.studio import Studio

WISH = "a wish that nobody may log"
KEY = "AIza-a-key-that-nobody-may-log"


@pytest.fixture(autouse=True)
def restore() -> Iterator[None]:
    """Leave the logger, and what other libraries log with, as they were."""
    before = logging.getLogRecordFactory(), warnings.showwarning, threading.excepthook
    yield
    structlog.reset_defaults()
    logging.setLogRecordFactory(before[0])
    warnings.showwarning, threading.excepthook = before[1:]


def run_one(studio: Studio, key: str = "k") -> str:
    """Carry an order with a wish to whatever end it has; return its id."""
    (order,) = submission.submit(studio, DEMO_USER, form(key, wish=WISH))
    lanes = Pool(studio)._lanes
    lanes.put(order)
    lanes._carry(order.id)
    return order.id


def private(output: str) -> list[str]:
    """Return what the output tells and should not."""
    return [secret for secret in (WISH, KEY, PROMPT_TEXT) if secret in output]


def test_json_is_one_object_a_line(
    sqlite_studio: Studio, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each step and end of an order is one JSON line with the ids of order, person and prompt."""
    log.configure("json")
    order_id = run_one(sqlite_studio)
    output = capsys.readouterr().err
    events = [json.loads(line) for line in output.splitlines()]
    names = [event["event"] for event in events if event.get("order") == order_id]
    assert names == ["order.held", *["order.step"] * 3, "order.settled"]
    settled = events[-1]
    assert settled["person"] == DEMO_USER
    assert settled["prompt"] == "open"
    assert settled["ms"] >= 0
    assert private(output) == []


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize(
    "raised",
    [
        ValueError(f"could not draw {WISH} with {KEY}"),
        KeyError(PROMPT_TEXT),
        GenerationFailed(ProviderFault.PROMPT_BLOCKED, detail=f"{WISH} is not allowed"),
        SystemExit(WISH),
        ExceptionGroup(WISH, [ValueError(KEY)]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_provider_that_tells_is_not_repeated(
    sqlite_studio: Studio, capsys: pytest.CaptureFixture[str], style: str, raised: BaseException
) -> None:
    """A provider's exception with prompt, wish or key in its words is logged without them."""
    log.configure(style)
    provider_of(sqlite_studio).queue(raised)
    order_id = run_one(sqlite_studio)
    output = capsys.readouterr().err
    assert order_id in output
    assert private(output) == []
    assert "could not draw" not in output


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_database_that_tells_is_not_repeated(
    studio: Studio, capsys: pytest.CaptureFixture[str], style: str
) -> None:
    """A refused row, which PostgreSQL quotes in full, is logged without its wish and prompt."""
    log.configure(style)
    (order,) = submission.submit(studio, DEMO_USER, form("k", wish=WISH))
    with pytest.raises(IntegrityError) as caught, studio.database.write() as tx:
        tx.execute(text("UPDATE generation SET cost = 0"))
    with failing(studio.database.engine, "UPDATE generation SET status", caught.value):
        provider_of(studio).queue(ValueError(KEY))
        with pytest.raises(ValueError, match=KEY):
            generation.run(studio, order.id, never())
    output = capsys.readouterr().err
    assert "order.release_failed" in output
    assert private(output) == []


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_crash_tells_where(
    sqlite_studio: Studio, capsys: pytest.CaptureFixture[str], style: str
) -> None:
    """An unforeseen exception is logged with its type and the place that raised it."""
    log.configure(style)
    moments_of(sqlite_studio).on("store", ZeroDivisionError(WISH))
    run_one(sqlite_studio)
    output = capsys.readouterr().err
    assert "ZeroDivisionError" in output
    assert "generation.py" in output
    assert private(output) == []
    if style == "json":
        assert all(json.loads(line) for line in output.splitlines())


def test_a_pages_crash_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rich is installed, which draws each frame's values, Streamlit does not use it."""
    drawn: list[BaseException] = []
    monkeypatch.setattr(error_util, "_print_rich_exception", drawn.append)
    assert "config.toml" in get_where_defined("logger.enableRich")
    error_util._log_uncaught_app_exception(ValueError(WISH))
    assert drawn == []


@pytest.mark.parametrize("style", ["text", "json"])
def test_other_libraries_words_are_not_repeated(
    capsys: pytest.CaptureFixture[str], style: str
) -> None:
    """What a library logs, with or without an exception, is one line of kind and place."""
    log.configure(style)
    said_by = logging.getLogger("some.library")
    said_by.addHandler(handler := logging.StreamHandler(sys.stderr))
    try:
        said_by.warning("could not send %s", WISH)
        try:
            raise ValueError(KEY)
        except ValueError:
            said_by.exception(WISH)
    finally:
        said_by.removeHandler(handler)
    output = capsys.readouterr().err
    assert private(output) == []
    assert output.count("library.said") == 2
    assert "test_other_libraries_words_are_not_repeated" in output
    assert "builtins.ValueError" in output
    if style == "json":
        assert all(json.loads(line) for line in output.splitlines())


def test_a_warnings_words_are_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning is logged as its class and place, without terminal escapes or lines of its own."""
    log.configure("text")
    warnings.showwarning(f"{WISH}\n\x1b[31m{KEY}", UserWarning, "sdk.py", 7)
    output = capsys.readouterr().err
    assert private(output) == []
    assert len(output.splitlines()) == 1
    assert "UserWarning" in output
    assert "sdk.py:7" in output


class Unspeakable:
    """A fact that cannot be written."""

    def __repr__(self) -> str:
        raise ValueError(WISH)


@pytest.mark.parametrize("style", ["text", "json"])
def test_logging_never_raises(monkeypatch: pytest.MonkeyPatch, style: str) -> None:
    """No stream, a closed one, one that fails, or a fact that can't be written: no exception."""
    log.configure(style)
    closed = io.StringIO()
    closed.close()
    for stream in (None, closed, FailingStream()):
        monkeypatch.setattr(sys, "stderr", stream)
        log.get_logger().info("event", fact=1)
        log.get_logger().info("event", fact=Unspeakable())
        log.get_logger().error("event", exc_info=ValueError(WISH))
        handler = logging.StreamHandler(stream)
        handler.emit(logging.makeLogRecord({"msg": "x"}))
    log.configure(style)


class FailingStream(io.StringIO):
    """A full disk."""

    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_reader_that_has_stopped_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a pipe that is full nothing is written; it goes on as soon as somebody reads."""
    log.configure("text")
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    os.set_blocking(writer, True)
    with os.fdopen(writer, "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        said = in_threads(4, lambda _: log.get_logger().info("event", fact="y" * 10_000))
        assert said == [None] * 4
        os.set_blocking(reader, False)
        with suppress(BlockingIOError):
            while os.read(reader, 65_536):
                pass
        log.get_logger().info("heard again")
        os.set_blocking(reader, True)
        assert b"heard again" in os.read(reader, 65_536)
    os.close(reader)
