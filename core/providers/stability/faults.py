"""Translate what Stability AI refuses with, beside what any service does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.providers import body, refusals
from core.providers.connection import Answer
from core.providers.redaction import Redaction
from core.providers.refusals import CODES, Row
from core.providers.stability.named import NAMED

log = get_logger()

# An error's `name` counts before its code: 403 has two meanings. Others are not logged, they may
# be anything.
MODERATED = "content_moderation"
NAMES: Mapping[str, Row] = {
    "bad_request": CODES[400],
    "unauthorized": CODES[401],
    "payment_required": CODES[402],
    MODERATED: Row(ProviderFault.PROMPT_BLOCKED),  # or the reference: that is not told
    "payload_too_large": Row(ProviderFault.REQUEST_REJECTED),
    "rate_limit_exceeded": CODES[429],
    "internal_error": CODES[500],
}
MAX_ERRORS = 5  # sentences of one refusal


def refused(answer: Answer, redaction: Redaction) -> GenerationFailed:
    """Return the failure that an answer without a picture means.

    Where the body says nothing that can be read, the code alone decides.
    """
    error = _error_of(answer.content)
    name = _known_name(error)
    log.warning("stability.refused", http=answer.status, name=name)
    return refusals.failure(
        NAMES.get(name) or refusals.row_of(answer.status),
        NAMED,
        detail=redaction.words(_said(error)),
        service_reason="CONTENT_MODERATION" if name == MODERATED else "",
        retry_after=refusals.retry_after(answer.headers),
    )


def _error_of(content: bytes) -> dict[str, Any]:
    """Return the error's table, {} where there is none to be read."""
    try:
        return body.table(body.parse(content))
    except body.Unreadable:
        return {}


def _known_name(error: dict[str, Any]) -> str:
    name = error.get("name")
    return name if isinstance(name, str) and name in NAMES else ""


def _said(error: dict[str, Any]) -> str:
    """Return the sentences of `errors` as one text; "" for none that can be read."""
    try:
        return "; ".join(filter(None, map(body.words, body.rows(error.get("errors"))[:MAX_ERRORS])))
    except body.Unreadable:
        return ""
