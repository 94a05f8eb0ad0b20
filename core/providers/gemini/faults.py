"""Translate what a service refuses with, and what the SDK and its HTTP library raise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import httpx2
from google.genai import errors

from core.errors import GenerationFailed, ProviderFault
from core.log import get_logger
from core.providers.gemini import body
from core.providers.redaction import Redaction

log = get_logger()


class Row(NamedTuple):
    """Say what a failure means, and how many more tries it is worth."""

    fault: ProviderFault
    retries: int = 0
    setting: str = ""


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
_EXHAUSTED = re.compile(
    r"limit:\s{0,9}0(?![\d.])|PerDay|FreeTier"
    r"|prepa\w{1,9} credits? (?:is|are|has been|have been) (?:depleted|exhausted|used up)"
    r"|exceeded (?:its|your|the) (?:\w{1,20} )?spend(?:ing)? (?:cap|limit)",
    re.IGNORECASE,
)
MAX_SEARCHED = 65_536  # bytes of an error that are looked through
MAX_DATE = 100  # characters
_REASONS = {"API_KEY_INVALID": Row(ProviderFault.KEY_INVALID)}
_STATUSES = {"FAILED_PRECONDITION": Row(ProviderFault.FORBIDDEN)}  # this country, or no billing

# Every name that Google's services have for a code; others are not logged, they may be anything.
STATUSES = frozenset(
    (
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "UNAUTHENTICATED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
    )
)

# The first row that fits counts: a class stands before those that it inherits from.
_ADDRESS = Row(ProviderFault.SETTINGS, setting="GEMINI_BASE_URL")
EXCEPTIONS: tuple[tuple[type[Exception], Row], ...] = (
    (errors.APIError, Row(ProviderFault.INTERNAL)),  # the SDK sees no refusal: see client.py
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
    (httpx2.UnsupportedProtocol, _ADDRESS),
    (httpx2.HTTPError, Row(ProviderFault.NETWORK)),  # reset, truncated, proxies, …
    (httpx2.InvalidURL, _ADDRESS),
    (httpx2.CookieConflict, Row(ProviderFault.INTERNAL)),
    (RuntimeError, Row(ProviderFault.INTERNAL)),  # a closed client
    (OSError, Row(ProviderFault.NETWORK)),
    (Exception, Row(ProviderFault.INTERNAL)),
)


def translated(error: Exception) -> GenerationFailed:
    """Return the failure that a foreign exception means; log its class, never its words."""
    if isinstance(error, GenerationFailed):
        return error
    log.warning("gemini.failed", error=f"{type(error).__module__}.{type(error).__name__}")
    row = next(row for known, row in EXCEPTIONS if isinstance(error, known))
    return GenerationFailed(row.fault, retries=row.retries, setting=row.setting)


def refused(
    http: int, headers: Mapping[str, str], content: bytes, redaction: Redaction
) -> GenerationFailed:
    """Return the failure that an answer other than 200 means, or the error that 200 came with.

    Where the body says nothing that can be read, the code alone decides.
    """
    error = _error_of(content)
    code = _own_code(error) if http == 200 else http
    status = _known_status(error)
    log.warning("gemini.refused", http=http, code=code, status=status)
    row = _row_of(code, status, error, content[:MAX_SEARCHED].decode("utf-8", "replace"))
    return GenerationFailed(
        row.fault,
        detail=redaction.words(_said(error, "message")),
        retry_after=_retry_after(headers, error) if row.retries else None,
        retries=row.retries,
    )


def _error_of(content: bytes) -> dict[str, Any]:
    """Return the `error` of an answer, {} where there is none to be read."""
    try:
        found = body.parse(content)
    except body.Unreadable:
        return {}
    if isinstance(found, list) and found:  # what a stream begins with
        found = found[0]
    error = found.get("error", found) if isinstance(found, dict) else None
    return error if isinstance(error, dict) else {}


def _said(table: dict[str, Any], name: str) -> str:
    """Return a field's words; "" if there are none that can be read."""
    try:
        return body.words(table.get(name))
    except body.Unreadable:
        return ""


def _own_code(error: dict[str, Any]) -> int:
    code = error.get("code")
    return code if type(code) is int and 400 <= code <= 599 else 200


def _row_of(code: int, status: str, error: dict[str, Any], text: str) -> Row:
    if code == 429 and _EXHAUSTED.search(text):
        return Row(ProviderFault.QUOTA_EXHAUSTED)
    for detail in _details(error):
        if (reason := _said(detail, "reason")) in _REASONS:
            return _REASONS[reason]
    if code == 400 and status in _STATUSES:
        return _STATUSES[status]
    other = HUNDREDS.get(code // 100, Row(ProviderFault.UNREADABLE_ANSWER))
    return CODES.get(code, other)


def _known_status(error: dict[str, Any]) -> str:
    """Return the service's name for the code, such as RESOURCE_EXHAUSTED, if it is a known one."""
    status = _said(error, "status")
    return status if status in STATUSES else ""


def _details(error: dict[str, Any]) -> Iterator[dict[str, Any]]:
    found = error.get("details")
    if isinstance(found, list):
        yield from (item for item in found if isinstance(item, dict))


def _retry_after(headers: Mapping[str, str], error: dict[str, Any]) -> float | None:
    """Return the seconds that the service wants us to wait: its header, or its `RetryInfo`."""
    said = headers.get("retry-after", "")
    if (seconds := _seconds(said)) is not None:
        return seconds
    if said:
        return _between(headers.get("date", ""), said)
    delays = (_said(detail, "retryDelay") for detail in _details(error))
    return next(
        (wait for delay in delays if (wait := _seconds(delay.removesuffix("s"))) is not None), None
    )


def _seconds(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,9})?", text) else None


def _between(now: str, then: str) -> float | None:
    """Return the seconds between two dates of one answer: the service's clock, not ours."""
    try:
        passed = parsedate_to_datetime(then[:MAX_DATE]) - parsedate_to_datetime(now[:MAX_DATE])
    except (ValueError, TypeError):  # no date, or only one of them with a zone
        return None
    return max(0.0, passed.total_seconds())
