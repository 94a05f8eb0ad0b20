"""What the stand-in for Gemini can answer, by name."""

from __future__ import annotations

import time
from email.utils import formatdate
from functools import partial
from io import BytesIO
from typing import Any

from PIL import Image

from tests.services.gemini_hostile import HOSTILE
from tests.services.gemini_shapes import (
    USAGE,
    Asked,
    Paint,
    Reply,
    Script,
    answer,
    as_json,
    error,
    inline,
    tiny,
)

BLOCK_REASONS = (
    *("BLOCKED_REASON_UNSPECIFIED", "SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT"),
    *("IMAGE_SAFETY", "MODEL_ARMOR", "JAILBREAK"),
)
FINISH_REASONS = (
    *("FINISH_REASON_UNSPECIFIED", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "LANGUAGE"),
    *("OTHER", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MALFORMED_FUNCTION_CALL"),
    *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_OTHER", "NO_IMAGE", "IMAGE_RECITATION"),
    *("UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE"),
    *("MALFORMED_RESPONSE", "ESCALATION", "PUP_LIMITED_DISABLED", "CONTINUATION", "MODEL_ARMOR"),
)
REFUSAL = "I can't draw that, but I can describe it. See https://ai.google.dev/policy for why."
ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"
QUOTA_FAILURE = "type.googleapis.com/google.rpc.QuotaFailure"
RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo"


def picture(asked: Asked, paint: Paint) -> Reply:
    """Answer properly: a picture, a rewritten prompt, or what is known of a model."""
    if asked.method == "GET":
        return as_json({"name": f"models/{asked.model}", "displayName": f"The {asked.model}"})
    if not asked.wants_picture:
        wish = asked.text.removeprefix("画面描述：").partition("\n补充要求：")
        return answer([{"text": f"{wish[0]}，{wish[2]}。柔和的侧光，层次分明，色彩沉稳。"}], asked)
    return answer([inline(paint(asked))], asked)


def text_and_picture(asked: Asked, paint: Paint) -> Reply:
    """Say something before and after the picture."""
    return answer([{"text": "Here it is."}, inline(paint(asked)), {"text": "Enjoy."}], asked)


def thoughts(asked: Asked, paint: Paint) -> Reply:
    """A thinking model's sketch comes first; whoever takes the first picture takes that."""
    sketch = inline(b"a sketch, and not the picture", thought=True)
    musing = {"text": "Let me think about the light.", "thought": True}
    signed = inline(paint(asked), thoughtSignature="c2lnbmVk")
    return answer([musing, sketch, signed], asked)


def jpeg_as_png(asked: Asked, paint: Paint) -> Reply:
    """Label a JPEG as PNG, as one model is reported to do."""
    buffer = BytesIO()
    Image.open(BytesIO(paint(asked))).convert("RGB").save(buffer, "JPEG")
    return answer([inline(buffer.getvalue(), "image/png")], asked)


def blocked(reason: str, *_: Any) -> Reply:
    """Refuse the prompt."""
    feedback = {"blockReason": reason, "safetyRatings": []}
    return as_json({"promptFeedback": feedback, "usageMetadata": {"promptTokenCount": 21}})


def finished(reason: str, *_: Any) -> Reply:
    """End without content."""
    candidate = {"finishReason": reason, "index": 0, "finishMessage": "never shown by the SDK"}
    return as_json({"candidates": [candidate], "usageMetadata": USAGE})


def blocked_with_picture(asked: Asked, paint: Paint) -> Reply:
    """Send a picture and call it blocked."""
    return answer([inline(paint(asked))], asked, "IMAGE_SAFETY")


def cut_with_picture(asked: Asked, paint: Paint) -> Reply:
    """Send a whole picture, and say that the tokens ran out."""
    return answer([inline(paint(asked))], asked, "MAX_TOKENS")


def refusal(asked: Asked, _: Paint) -> Reply:
    """Say no in words."""
    return answer([{"text": REFUSAL}], asked)


def echo_key(asked: Asked, _: Paint) -> Reply:
    """Repeat the key, plainly and in an address, as a careless service might."""
    message = f"Cannot use {asked.key}, see https://example.com/?key={asked.key} or AIza{'x' * 35}"
    return error(400, "INVALID_ARGUMENT", message)(asked, tiny)


def page(status: int) -> Script:
    """Return a script for the HTML error page of a gateway."""
    html = f"<!DOCTYPE html><html><title>Error {status}</title><p>That's an error.</html>"
    return lambda *_: Reply(status, html.encode(), {"Content-Type": "text/html"})


def wire(kind: str) -> Script:
    """Return a script for a proper answer on a connection that misbehaves."""

    def script(asked: Asked, paint: Paint) -> Reply:
        whole = picture(asked, paint)
        return Reply(whole.status, whole.body, whole.headers, kind)

    return script


def body(content: bytes, status: int = 200) -> Script:
    """Return a script for these bytes."""
    return lambda *_: Reply(status, content, {"Content-Type": "application/json"})


def quota(text: str, metric_id: str) -> Script:
    """Return a script for a used-up quota: its words, and the id of what ran out."""
    metric = "generativelanguage.googleapis.com/generate_content_requests"
    return error(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details. For more "
        f"information head to: https://ai.google.dev/gemini-api/docs/rate-limits.{text}",
        {"@type": QUOTA_FAILURE, "violations": [{"quotaMetric": metric, "quotaId": metric_id}]},
        {"@type": RETRY_INFO, "retryDelay": "17s"},
    )


def in_five_seconds(asked: Asked, paint: Paint) -> Reply:
    """Name the time of the next try as a date."""
    date = formatdate(time.time() + 5, usegmt=True)
    return error(429, "RESOURCE_EXHAUSTED", "Slow down.", Retry_After=date)(asked, paint)


_BUSY = "The model is overloaded. Please try again later."
_BAD_KEY = "API key not valid. Please pass a valid API key."
_PER_MINUTE = "GenerateRequestsPerMinutePerProjectPerModel"

SCRIPTS: dict[str, Script] = {
    "picture": picture,
    "text_and_picture": text_and_picture,
    "thoughts": thoughts,
    "jpeg_as_png": jpeg_as_png,
    "cut_with_picture": cut_with_picture,
    "blocked_with_picture": blocked_with_picture,
    "refusal": refusal,
    **{f"block_{reason}": partial(blocked, reason) for reason in BLOCK_REASONS},
    "block_NEW_REASON": partial(blocked, "NEW_REASON"),
    **{f"finish_{reason}": partial(finished, reason) for reason in FINISH_REASONS},
    "finish_NEW_REASON": partial(finished, "NEW_REASON"),
    "key_invalid": error(
        400, "INVALID_ARGUMENT", _BAD_KEY, {"@type": ERROR_INFO, "reason": "API_KEY_INVALID"}
    ),
    "invalid_argument": error(400, "INVALID_ARGUMENT", "Request contains an invalid argument."),
    "precondition": error(
        400, "FAILED_PRECONDITION", "User location is not supported for the API use."
    ),
    "echo_key": echo_key,
    "unauthenticated": error(401, "UNAUTHENTICATED", "Request had invalid credentials."),
    "no_credits": error(402, "FAILED_PRECONDITION", "Your prepaid credits are used up."),
    "forbidden": error(403, "PERMISSION_DENIED", "Your API key was reported as leaked."),
    "not_found": error(404, "NOT_FOUND", "This model is no longer available."),
    "request_timeout": error(408, "DEADLINE_EXCEEDED", "The request took too long."),
    "too_large": error(413, "INVALID_ARGUMENT", "Request payload size exceeds the limit."),
    "rate_limited": quota("", _PER_MINUTE),
    "retry_after": error(
        429, "RESOURCE_EXHAUSTED", "Resource has been exhausted.", Retry_After="2"
    ),
    "retry_after_long": error(429, "RESOURCE_EXHAUSTED", "Slow down.", Retry_After="600"),
    "retry_at": in_five_seconds,
    "rate_limited_plainly": error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted."),
    "quota_zero": quota("\n* Quota exceeded, limit: 0, model: gemini-3-pro-image", _PER_MINUTE),
    "prepayment": error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Pay."),
    "spending_cap": error(
        429, "RESOURCE_EXHAUSTED", "Your project has exceeded its monthly spending cap."
    ),
    "quota_day": quota("", "GenerateRequestsPerDayPerProjectPerModel"),
    "quota_free": quota("", _PER_MINUTE + "-FreeTier"),
    "client_closed": error(499, "CANCELLED", "The operation was cancelled."),
    "internal": error(500, "INTERNAL", "An internal error has occurred."),
    "bad_gateway": page(502),
    "unavailable": error(503, "UNAVAILABLE", _BUSY),
    "gateway_timeout": error(504, "DEADLINE_EXCEEDED", "Deadline expired."),
    "odd_server_error": page(520),
    "odd_error": body(b'{"error": {"message": [1], "status": {}, "details": 5}}', 400),
    "odd_details": body(b'{"error": {"details": [5, {"retryDelay": 5}]}}', 503),
    "latin1_error": body("{'Überlastet'}".encode("latin-1"), 500),
    "hang": wire("hang"),
    "drip": wire("drip"),
    "reset": wire("reset"),
    "truncated": wire("truncated"),
    "redirect": wire("redirect"),
    "not_json": body(b"<p>Welcome to the airport wifi</p>"),
    "not_text": body(b"\xff\xfe\x00\x9d" * 8),
    "wrong_shape": body(b"[1, 2]"),
    "wrong_inside": body(b'{"candidates": 5}'),
    "wrong_reason": body(b'{"candidates": [{"finishReason": 5}]}'),
    "bad_gzip": lambda *_: Reply(200, b"not gzip", {"Content-Encoding": "gzip"}),
    "bad_base64": lambda asked, _: answer([{"inlineData": {"data": "!!"}}], asked),
    "empty": body(b"{}"),
    "empty_body": body(b""),
    "no_candidates": body(b'{"candidates": []}'),
    **HOSTILE,
}
