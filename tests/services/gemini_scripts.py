"""What the stand-in for Gemini can answer, by name."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

from PIL import Image

from tests.services.common_scripts import body, common
from tests.services.gemini_hostile import HOSTILE
from tests.services.gemini_shapes import USAGE, Asked, answer, error, inline
from tests.services.replies import Paint, Reply, Script, as_json

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
NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    402: "FAILED_PRECONDITION",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    408: "DEADLINE_EXCEEDED",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


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


def refuse(status: int, words: str, **headers: str) -> Script:
    """Return a script for an error with the name that goes with its code."""
    return error(status, NAMES.get(status, "UNKNOWN"), words, **headers)


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


_BAD_KEY = "API key not valid. Please pass a valid API key."
_PER_MINUTE = "GenerateRequestsPerMinutePerProjectPerModel"

SCRIPTS: dict[str, Script] = {
    **common(picture, refuse),
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
    "precondition": error(
        400, "FAILED_PRECONDITION", "User location is not supported for the API use."
    ),
    "forbidden": error(403, "PERMISSION_DENIED", "Your API key was reported as leaked."),
    "rate_limited": quota("", _PER_MINUTE),
    "quota_zero": quota("\n* Quota exceeded, limit: 0, model: gemini-3-pro-image", _PER_MINUTE),
    "prepayment": error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Pay."),
    "spending_cap": error(
        429, "RESOURCE_EXHAUSTED", "Your project has exceeded its monthly spending cap."
    ),
    "quota_day": quota("", "GenerateRequestsPerDayPerProjectPerModel"),
    "quota_free": quota("", _PER_MINUTE + "-FreeTier"),
    "odd_error": body(b'{"error": {"message": [1], "status": {}, "details": 5}}', 400),
    "odd_details": body(b'{"error": {"details": [5, {"retryDelay": 5}]}}', 503),
    "wrong_inside": body(b'{"candidates": 5}'),
    "wrong_reason": body(b'{"candidates": [{"finishReason": 5}]}'),
    "bad_base64": lambda asked, _: answer([{"inlineData": {"data": "!!"}}], asked),
    "empty": body(b"{}"),
    "no_candidates": body(b'{"candidates": []}'),
    **HOSTILE,
}
