"""Translate what Gemini refuses with, and what its SDK raises, beside what any service does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from google.genai import errors

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.providers import body, refusals
from core.providers.gemini.named import NAMED
from core.providers.redaction import Redaction
from core.providers.refusals import Row

log = get_logger()

# A code's details decide where one code has several meanings.
_EXHAUSTED = re.compile(
    r"limit:\s{0,9}0(?![\d.])|PerDay|FreeTier"
    r"|prepa\w{1,9} credits? (?:is|are|has been|have been) (?:depleted|exhausted|used up)"
    r"|exceeded (?:its|your|the) (?:\w{1,20} )?spend(?:ing)? (?:cap|limit)",
    re.IGNORECASE,
)
MAX_SEARCHED = 65_536  # bytes of an error that are looked through
_REASONS = {"API_KEY_INVALID": refusals.KEY_INVALID}
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

EXCEPTIONS: refusals.Exceptions = (
    (errors.APIError, Row(ProviderFault.INTERNAL)),  # the SDK sees no refusal: see client.py
    (errors.UnknownApiResponseError, Row(ProviderFault.UNREADABLE_ANSWER)),
    (errors.UnknownFunctionCallArgumentError, Row(ProviderFault.INTERNAL)),
    (errors.UnsupportedFunctionError, Row(ProviderFault.INTERNAL)),
    (errors.FunctionInvocationError, Row(ProviderFault.INTERNAL)),
    (errors.ContinuationInterruptedError, Row(ProviderFault.INTERNAL)),
    *refusals.EXCEPTIONS,
)


def translated(error: Exception) -> GenerationFailed:
    """Return the failure that an exception of the SDK or its HTTP library means."""
    return refusals.translated(error, NAMED, EXCEPTIONS)


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
    words = redaction.words(_said(error, "message"))
    return refusals.failure(row, NAMED, detail=words, retry_after=_retry_after(headers, error))


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
    return refusals.row_of(code)


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
    if headers.get("retry-after"):
        return refusals.retry_after(headers)
    delays = (_said(detail, "retryDelay") for detail in _details(error))
    waits = (refusals.seconds(delay.removesuffix("s")) for delay in delays)
    return next((wait for wait in waits if wait is not None), None)
