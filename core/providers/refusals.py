"""What a service's refusal means, and what its HTTP library's exceptions do: one table for all.

A service has rows of its own only where it says more than the status does. This module imports
the HTTP library, so it is loaded at the first call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple

import httpx2

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.providers.contract import Named

log = get_logger()


class Row(NamedTuple):
    """Say what a failure means, how many more tries it is worth, and which setting it is about.

    `status` is the HTTP status of one of which we know no more than that; people are told it.
    """

    fault: ProviderFault
    retries: int = 0
    about: Literal["", "key", "address"] = ""
    status: int = 0


# More tries after the first. What was refused unread may be sent again; a service fault once,
# because most are over at once; a read timeout or a broken connection never, because then the
# picture may be made and billed.
TWICE_MORE = 2
ONCE_MORE = 1
KEY_INVALID = Row(ProviderFault.KEY_INVALID, about="key")

# HTTP codes; what is not here is decided by its hundred.
CODES: dict[int, Row] = {
    400: Row(ProviderFault.REQUEST_REJECTED),
    401: KEY_INVALID,
    402: Row(ProviderFault.QUOTA_EXHAUSTED),
    403: Row(ProviderFault.FORBIDDEN),
    404: Row(ProviderFault.MODEL_RETIRED),
    408: Row(ProviderFault.TIMED_OUT),
    413: Row(ProviderFault.REQUEST_REJECTED),  # a reference that is too big, for the most part
    422: Row(ProviderFault.REQUEST_REJECTED),
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
    4: Row(ProviderFault.SERVICE_FAULT),  # it wants something that its documents don't say
    5: Row(ProviderFault.SERVICE_FAULT),
}

Exceptions = Sequence[tuple[type[Exception], Row]]
_ADDRESS = Row(ProviderFault.SETTINGS, about="address")
# The first row that fits counts: a class stands before those that it inherits from.
EXCEPTIONS: Exceptions = (
    (httpx2.ConnectError, Row(ProviderFault.NETWORK, TWICE_MORE)),
    (httpx2.ConnectTimeout, Row(ProviderFault.NETWORK, TWICE_MORE)),
    (httpx2.TimeoutException, Row(ProviderFault.TIMED_OUT)),
    (httpx2.LocalProtocolError, KEY_INVALID),  # not fit for a header
    (UnicodeEncodeError, KEY_INVALID),  # the same, with other letters
    (httpx2.DecodingError, Row(ProviderFault.UNREADABLE_ANSWER)),
    (httpx2.UnsupportedProtocol, _ADDRESS),
    (httpx2.HTTPError, Row(ProviderFault.NETWORK)),  # reset, truncated, proxies, …
    (httpx2.InvalidURL, _ADDRESS),
    (httpx2.CookieConflict, Row(ProviderFault.INTERNAL)),
    (RuntimeError, Row(ProviderFault.INTERNAL)),  # a closed client
    (OSError, Row(ProviderFault.NETWORK)),
    (Exception, Row(ProviderFault.INTERNAL)),
)
MAX_DATE = 100  # characters


def row_of(code: int) -> Row:
    """Return what an HTTP status means; of an unknown one that it is a fault of the service."""
    other = HUNDREDS.get(code // 100, Row(ProviderFault.UNREADABLE_ANSWER))
    if other.fault is ProviderFault.SERVICE_FAULT:
        other = other._replace(status=code)
    return CODES.get(code, other)


def failure(
    row: Row,
    named: Named,
    *,
    detail: str = "",
    service_reason: str = "",
    retry_after: float | None = None,
) -> GenerationFailed:
    """Return the failure that a row means for this service; `retry_after` is in seconds."""
    return GenerationFailed(
        row.fault,
        detail=detail,
        service_reason=service_reason,
        setting=getattr(named, row.about) if row.about else "",
        status=row.status,
        retry_after=retry_after if row.retries else None,
        retries=row.retries,
    )


def translated(error: Exception, named: Named, table: Exceptions = EXCEPTIONS) -> GenerationFailed:
    """Return the failure that a foreign exception means; log its class, never its words."""
    if isinstance(error, GenerationFailed):
        return error
    kind = f"{type(error).__module__}.{type(error).__name__}"
    log.warning("provider.failed", service=named.service, error=kind)
    return failure(next(row for known, row in table if isinstance(error, known)), named)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that an answer's header wants us to wait; None where it names none."""
    said = headers.get("retry-after", "")
    wait = seconds(said)
    return _between(headers.get("date", ""), said) if said and wait is None else wait


def seconds(text: str) -> float | None:
    """Return a number of seconds; None for anything else."""
    return float(text) if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,9})?", text) else None


def _between(now: str, then: str) -> float | None:
    """Return the seconds between two dates of one answer: the service's clock, not ours."""
    try:
        passed = parsedate_to_datetime(then[:MAX_DATE]) - parsedate_to_datetime(now[:MAX_DATE])
    except (ValueError, TypeError):  # no date, or only one of them with a zone
        return None
    return max(0.0, passed.total_seconds())
