"""Translate what a service of this protocol refuses with: by its code, then by its HTTP status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.providers import body, refusals
from core.providers.connection import Answer
from core.providers.openai.dialect import ServiceRow
from core.providers.redaction import Redaction
from core.providers.refusals import ONCE_MORE, TWICE_MORE, Row

log = get_logger()

# The protocol's own codes; what a service says beside them stands in data/services.toml.
CODES: Mapping[str, Row] = {
    "invalid_api_key": refusals.KEY_INVALID,
    "unsupported_country_region_territory": Row(ProviderFault.FORBIDDEN),
    "model_not_found": Row(ProviderFault.MODEL_RETIRED),
    "moderation_blocked": Row(ProviderFault.PROMPT_BLOCKED),
    "billing_hard_limit_reached": Row(ProviderFault.QUOTA_EXHAUSTED),
    "insufficient_quota": Row(ProviderFault.QUOTA_EXHAUSTED),
    "rate_limit_exceeded": Row(ProviderFault.RATE_LIMITED, TWICE_MORE),
}
# Whether the prompt or the picture was blocked is not told.
REASONS: Mapping[str, str] = {"moderation_blocked": "PROMPT_OR_IMAGE"}
RETRIES = {ProviderFault.RATE_LIMITED: TWICE_MORE, ProviderFault.SERVICE_FAULT: ONCE_MORE}

# A limit of none is no limit that passes: the account's tier has no pictures. Nothing is used up,
# so that it is a right that is missing, and not the quota.
NO_TIER = Row(ProviderFault.FORBIDDEN)
_NONE_AT_ALL = re.compile(r"\blimit:?\s{0,9}0\s?/", re.IGNORECASE)
MAX_CODE = 100  # characters


def refused(answer: Answer, row: ServiceRow, redaction: Redaction) -> GenerationFailed:
    """Return the failure that an answer other than 200 means, or the error that 200 came with.

    Where the body says nothing that can be read, the status alone decides.
    """
    try:
        error = _error_of(body.parse(answer.content))
    except body.Unreadable:
        error = {}
    return _failure(error, answer.status, answer.headers, row, redaction)


def refused_picture(error: Any, row: ServiceRow, redaction: Redaction) -> GenerationFailed:
    """Return the failure of one picture, told in its place of an answer that is 200."""
    return _failure(_error_of({"error": error}), 200, {}, row, redaction)


def _failure(
    error: dict[str, Any],
    http: int,
    headers: Mapping[str, str],
    row: ServiceRow,
    redaction: Redaction,
) -> GenerationFailed:
    said, code = _said(error), _code(error, row)
    log.warning("openai.refused", service=row.name, http=http, code=code)
    meant = _row_of(code, _own_status(error) if http == 200 else http, row)
    if meant.fault is ProviderFault.RATE_LIMITED and _NONE_AT_ALL.search(said):
        meant = NO_TIER
    if headers.get("x-should-retry") == "false":
        meant = meant._replace(retries=0)
    return refusals.failure(
        meant,
        row.named,
        detail=redaction.words(said),
        service_reason=row.reasons.get(code) or REASONS.get(code, ""),
        retry_after=_retry_after(headers),
    )


def _row_of(code: str, status: int, row: ServiceRow) -> Row:
    if code in row.codes:
        fault = row.codes[code]
        if fault is ProviderFault.KEY_INVALID:
            return refusals.KEY_INVALID
        return Row(fault, RETRIES.get(fault, 0))
    return CODES.get(code) or refusals.row_of(status)


def _error_of(found: Any) -> dict[str, Any]:
    """Return the `error` of an answer; some services have its fields at the top."""
    if not isinstance(found, dict):
        return {}
    error = found.get("error") or found
    return error if isinstance(error, dict) else {"message": error}


def _code(error: dict[str, Any], row: ServiceRow) -> str:
    """Return the code if it is a known one; "" for all else, which may be anything.

    A service writes a number as a number or as a word, and some codes with a second half.
    """
    said = error.get("code")
    code = str(said)[:MAX_CODE] if isinstance(said, str | int) else ""
    known = CODES.keys() | row.codes.keys()
    return next((each for each in (code, code.partition(".")[0]) if each in known), "")


def _own_status(error: dict[str, Any]) -> int:
    """Return the status that an error names itself; 200 if it names none."""
    code = error.get("code")
    return code if type(code) is int and 400 <= code <= 599 else 200


def _said(error: dict[str, Any]) -> str:
    """Return a failure's words, under any of their names; "" if there are none to be read."""
    try:
        return body.words(error.get("message")) or body.words(error.get("detail"))
    except body.Unreadable:
        return ""


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the service wants us to wait: the finer of its headers first."""
    milliseconds = refusals.seconds(headers.get("retry-after-ms", ""))
    return refusals.retry_after(headers) if milliseconds is None else milliseconds / 1000
