"""Structured logs, readable or one JSON line an event; never a key, prompt text or picture.

Nothing in here raises into the flow or waits: a line that can't be written (no standard error, a
full disk, a reader that has stopped reading) is dropped. What other libraries log, warn of or let a
thread die of goes through the same renderer, as its kind and place only, because their words may
quote a prompt, a wish, a key or an answer.
"""

from __future__ import annotations

import logging
import select
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, TextIO

import structlog

PIECE = 4000  # characters that a pipe takes at once where it takes any: a page, in ASCII


class _Stderr:
    """Write lines to what standard error is now; drop what it does not take at once."""

    _lock = threading.Lock()  # or two threads would both write into the room for one

    def msg(self, line: str) -> None:
        try:
            with self._lock:
                for start in range(0, len(line) + 1, PIECE):
                    if not _takes_more(sys.stderr):
                        return
                    sys.stderr.write(f"{line}\n"[start : start + PIECE])
                    sys.stderr.flush()
        except Exception:  # noqa: BLE001, S110  # nosec B110
            pass  # closed, full, a broken pipe, or None: nobody reads

    debug = info = warning = error = critical = exception = msg


def _takes_more(stream: TextIO) -> bool:
    """Return whether a write would not wait: a terminal may be paused, a pipe's reader stuck."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):  # not a file of the system's
        return True
    watch = select.poll()
    watch.register(descriptor, select.POLLOUT)
    return bool(watch.poll(0))


class _QuietLogger(structlog.make_filtering_bound_logger(logging.INFO)):  # type: ignore[misc]
    """Log as structlog does, and never raise: a fact that can't be rendered loses its line."""

    def _proxy_to_logger(self, method_name: str, event: str | None = None, **facts: Any) -> Any:
        try:
            return super()._proxy_to_logger(method_name, event, **facts)
        except Exception:  # noqa: BLE001 - see the module's first lines
            return None


class _ForeignRecord(logging.LogRecord):
    """What another library logs: its whole line in our form, without a word of its own.

    `.streamlit/config.toml` sets Streamlit's format to the message alone.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.error = self.exc_info[1] if self.exc_info else None
        # Or a handler's formatter would add the traceback, words and all.
        self.exc_info = self.stack_info = None

    def getMessage(self) -> str:  # noqa: N802 - logging's own name
        event = {
            "event": "library.said",
            "level": self.levelname.lower(),
            "logger": self.name,
            "place": f"{self.module}.{self.funcName}:{self.lineno}",
        }
        return _line({**event, **_told(self.error)})


def configure(log_format: str) -> None:
    """Send all events to standard error as `text` or `json`."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=_is_terminal())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _places_only,
            renderer,
        ],
        wrapper_class=_QuietLogger,
        logger_factory=lambda *_: _Stderr(),
        cache_logger_on_first_use=False,
    )
    logging.raiseExceptions = False  # a handler with a dead stream would raise into its caller
    logging.setLogRecordFactory(_ForeignRecord)
    warnings.showwarning = _show_warning
    threading.excepthook = _log_thread


def get_logger() -> Any:
    """Return the logger that every module shares."""
    return structlog.get_logger()


def _is_terminal() -> bool:
    return sys.stderr is not None and not sys.stderr.closed and sys.stderr.isatty()


def _line(event: dict[str, Any]) -> str:
    """Return one event as the configured renderer writes it; its level and kind are in it."""
    line: Any = event
    for process in structlog.get_config()["processors"][1:]:
        line = process(None, "", line)
    return str(line)


def _places_only(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put an exception's types and places, never its words: they may quote prompt, wish or key.

    PostgreSQL quotes the whole row that it refuses; a service quotes the request.
    """
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    event.update(_told(error))
    return event


def _told(error: BaseException | None) -> Mapping[str, str]:
    return {} if error is None else {"exception": "\n".join(_places(error))}


def _places(error: BaseException) -> Iterator[str]:
    """Yield the chain of exceptions, the outermost first, each with the frames it came through."""
    cause: BaseException | None = error
    while cause is not None:
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _show_warning(
    message: Warning | str,  # noqa: ARG001 - the hook's own signature
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    get_logger().warning("python.warned", kind=category.__name__, place=f"{filename}:{lineno}")


def _log_thread(died: threading.ExceptHookArgs) -> None:
    name = died.thread.name if died.thread else ""
    get_logger().error("thread.died", thread=name, exc_info=died.exc_value)
