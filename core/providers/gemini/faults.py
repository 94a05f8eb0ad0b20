"""Translate what the SDK and its HTTP library raise: the one table, and the HTTP codes in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import httpx2
from google.genai import errors
from pydantic import ValidationError

from core.errors import GenerationFailed, ProviderFault
from core.log import get_logger
from core.providers.gemini.words import readable

log = get_logger()


class Row(NamedTuple):
    """Say what a failure means, and how many more tries it is worth."""

    fault: ProviderFault
    retries: int = 0


# More tries after the first. What was refused unread may be sent again; a service fault once,
# because most are over at once; a read timeout or a broken connection never, because then the
# picture may be made and billed.
TWICE_MORE = 2
ONCE_MORE = 1

# HTTP codes; what is not here is decided by its hundred.
CODES: dict[int, Row] = {
    400: Row(ProviderFault.REQUEST_REJECTED),
    401: Row(ProviderFault.KEY_INVALID),
    402: Row(ProviderFault.QUOTA_EXHAUSTED),
    403: Row(ProviderFault.FORBIDDEN),
    404: Row(ProviderFault.MODEL_RETIRED),
    408: Row(ProviderFault.TIMED_OUT),
    429: Row(ProviderFault.RATE_LIMITED, TWICE_MORE),
    499: Row(ProviderFault.TIMED_OUT),
    500: Row(ProviderFault.SERVICE_FAULT, ONCE_MORE),
    502: Row(ProviderFault.SERVICE_FAULT, ONCE_MORE),
    503: Row(ProviderFault.SERVICE_FAULT, TWICE_MORE),
    504: Row(ProviderFault.SERVICE_FAULT, ONCE_MORE),
}
HUNDREDS: dict[int, Row] = {
    2: Row(ProviderFault.UNREADABLE_ANSWER),
    3: Row(ProviderFault.NETWORK),  # not followed: somebody stands between us and the service
    4: Row(ProviderFault.REQUEST_REJECTED),
    5: Row(ProviderFault.SERVICE_FAULT),
}
# A code's details decide where one code has several meanings.
_EXHAUSTED = re.compile(r"limit:\s*0(?![\d.])|PerDay|FreeTier", re.IGNORECASE)
_REASONS = {"API_KEY_INVALID": Row(ProviderFault.KEY_INVALID)}
_STATUSES = {"FAILED_PRECONDITION": Row(ProviderFault.FORBIDDEN)}  # this country, or no billing

# The first row that fits counts: a class stands before those that it inherits from.
EXCEPTIONS: tuple[tuple[type[Exception], Row], ...] = (
    (errors.UnknownApiResponseError, Row(ProviderFault.UNREADABLE_ANSWER)),
    (errors.UnknownFunctionCallArgumentError, Row(ProviderFault.INTERNAL)),
    (errors.UnsupportedFunctionError, Row(ProviderFault.INTERNAL)),
    (errors.FunctionInvocationError, Row(ProviderFault.INTERNAL)),
    (errors.ContinuationInterruptedError, Row(ProviderFault.INTERNAL)),
    (httpx2.ConnectError, Row(ProviderFault.NETWORK, TWICE_MORE)),
    (httpx2.ConnectTimeout, Row(ProviderFault.NETWORK, TWICE_MORE)),
    (httpx2.TimeoutException, Row(ProviderFault.TIMED_OUT)),
    (httpx2.LocalProtocolError, Row(ProviderFault.KEY_INVALID)),  # not fit for a header
    (UnicodeEncodeError, Row(ProviderFault.KEY_INVALID)),  # the same, with other letters
    (httpx2.DecodingError, Row(ProviderFault.UNREADABLE_ANSWER)),
    (httpx2.HTTPError, Row(ProviderFault.NETWORK)),  # reset, truncated, proxies, …
    (httpx2.InvalidURL, Row(ProviderFault.NETWORK)),
    (httpx2.CookieConflict, Row(ProviderFault.INTERNAL)),
    (json.JSONDecodeError, Row(ProviderFault.UNREADABLE_ANSWER)),
    (UnicodeDecodeError, Row(ProviderFault.UNREADABLE_ANSWER)),
    (ValidationError, Row(ProviderFault.UNREADABLE_ANSWER)),  # bad base64, wrong types
    (AttributeError, Row(ProviderFault.UNREADABLE_ANSWER)),  # JSON of another shape: the SDK
    (TypeError, Row(ProviderFault.UNREADABLE_ANSWER)),  # walks into it without a look
    (RuntimeError, Row(ProviderFault.INTERNAL)),  # a closed client
    (OSError, Row(ProviderFault.NETWORK)),
    (Exception, Row(ProviderFault.INTERNAL)),
)


def translated(error: Exception, hide: Callable[[str], str]) -> GenerationFailed:
    """Return the failure that a foreign exception means; log its class, never its words."""
    if isinstance(error, errors.APIError):
        log.warning("gemini.refused", http=error.code, status=_plain_status(error))
        return _refused(error, hide)
    log.warning("gemini.failed", error=f"{type(error).__module__}.{type(error).__name__}")
    row = next(row for known, row in EXCEPTIONS if isinstance(error, known))
    return GenerationFailed(row.fault, retries=row.retries)


def _refused(error: errors.APIError, hide: Callable[[str], str]) -> GenerationFailed:
    row = _row_of(error)
    return GenerationFailed(
        row.fault,
        detail=readable(error.message, hide),
        retry_after=_retry_after(error) if row.retries else None,
        retries=row.retries,
    )


def _row_of(error: errors.APIError) -> Row:
    if error.code == 429 and _EXHAUSTED.search(f"{error.message} {error.details}"):
        return Row(ProviderFault.QUOTA_EXHAUSTED)
    for detail in _details(error):
        if (reason := str(detail.get("reason"))) in _REASONS:
            return _REASONS[reason]
    if error.code == 400 and (status := _plain_status(error)) in _STATUSES:
        return _STATUSES[status]
    other = HUNDREDS.get(error.code // 100, Row(ProviderFault.UNREADABLE_ANSWER))
    return CODES.get(error.code, other)


def _plain_status(error: errors.APIError) -> str:
    """Return the service's name for the code, such as RESOURCE_EXHAUSTED; "" if it has none."""
    status = error.status
    return status if isinstance(status, str) and re.fullmatch(r"[A-Z_]{1,60}", status) else ""


def _details(error: errors.APIError) -> Iterator[dict[str, Any]]:
    body = error.details if isinstance(error.details, dict) else {}
    inner = body.get("error", body)
    found = inner.get("details") if isinstance(inner, dict) else None
    if isinstance(found, list):
        yield from (item for item in found if isinstance(item, dict))


def _retry_after(error: errors.APIError) -> float | None:
    """Return the seconds that the service wants us to wait: its header, or its `RetryInfo`."""
    headers = getattr(error.response, "headers", None) or {}
    said = headers.get("retry-after", "")
    if (seconds := _seconds(said)) is not None:
        return seconds
    if said:
        return _between(headers.get("date", ""), said)
    delays = (str(detail.get("retryDelay", "")) for detail in _details(error))
    return next(
        (wait for delay in delays if (wait := _seconds(delay.removesuffix("s"))) is not None), None
    )


def _seconds(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,6}(?:\.\d{1,9})?", text) else None


def _between(now: str, then: str) -> float | None:
    """Return the seconds between two dates of one answer: the service's clock, not ours."""
    try:
        return max(0.0, (parsedate_to_datetime(then) - parsedate_to_datetime(now)).total_seconds())
    except (ValueError, TypeError):  # no date, or only one of them with a zone
        return None
