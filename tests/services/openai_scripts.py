"""What the stand-in for OpenAI's protocol can answer, by name."""

from __future__ import annotations

import base64
import json
from functools import partial
from typing import Any

from tests.services.common_scripts import body, common, echo
from tests.services.openai_rules import RULES
from tests.services.openai_shapes import (
    USAGE,
    Asked,
    answered,
    chat,
    error,
    item,
    models,
)
from tests.services.replies import Paint, Reply, Script, as_json

ARK_BLOCKS = {
    "InputTextSensitiveContentDetected": "prompt_blocked",
    "InputImageSensitiveContentDetected.PrivacyInformation": "prompt_blocked",
    "SensitiveContentDetected.Violence": "prompt_blocked",
    "InputTextRiskDetection": "prompt_blocked",
    "OutputImageSensitiveContentDetected": "image_blocked",
    "OutputImageRiskDetection": "image_blocked",
}
ZHIPU_CODES = {
    "1002": (401, "key_invalid"),
    "1113": (429, "quota_exhausted"),
    "1121": (429, "forbidden"),
    "1211": (400, "model_retired"),
    "1214": (400, "request_rejected"),
    "1301": (400, "prompt_blocked"),
    "1302": (429, "rate_limited"),
    "1304": (429, "quota_exhausted"),
    "1234": (500, "service_fault"),  # in no table: the status decides
}
# Where a picture must not be fetched from, whatever a service says.
ADDRESSES = {
    "private": "https://10.0.0.1/a.png",
    "metadata": "https://169.254.169.254/latest/meta-data",
    "mapped": "https://[::ffff:192.168.0.1]/a.png",
    "plain": "http://198.41.0.4/a.png",
    "file": "file:///etc/passwd",
    "userinfo": "https://me:word@198.41.0.4/a.png",
    "no_address": "the picture is ready",
    "no_host": "https:///a.png",
    "too_long": "https://198.41.0.4/" + "a" * 4100,
}


def picture(asked: Asked, paint: Paint) -> Reply:
    """Answer properly: a picture, the file at its address, a rewritten prompt, or models."""
    if asked.path in asked.kept:
        return Reply(200, asked.kept[asked.path], {"Content-Type": "image/png"})
    if asked.is_chat:
        wish = asked.text.removeprefix("画面描述：").partition("\n补充要求：")
        return chat(f"{wish[0]}，{wish[2]}。柔和的侧光，层次分明，色彩沉稳。")
    if asked.method == "GET":
        return _models(asked)
    return answered(asked, item(asked, paint(asked)))


def _models(asked: Asked) -> Reply:
    known = RULES[asked.service].models
    name = asked.path.partition("/models/")[2]
    if not name:
        return models(*known, "another-one")
    return as_json({"id": name, "object": "model", "created": 0, "owned_by": "openai"})


def with_item(told: Any, asked: Asked, _: Paint) -> Reply:
    """Answer with this instead of a picture."""
    return answered(asked, told)


def with_more(told: dict[str, Any], asked: Asked, paint: Paint) -> Reply:
    """Answer properly, but for these fields."""
    return answered(asked, item(asked, paint(asked)), **told)


def at(address: str, asked: Asked, _: Paint) -> Reply:
    """Say that the picture is at this address, whoever is asked."""
    return answered(asked, {"url": address})


def kept(name: str, asked: Asked, paint: Paint) -> Reply:
    """Say that the picture is at an address of the stand-in's, where this script answers."""
    return answered(asked, {"url": f"http://{asked.headers['host']}/scripts/{name}"})


def words_everywhere(asked: Asked, paint: Paint) -> Reply:
    """Answer properly, with words in every string that is not the picture."""
    words = echo(asked)
    return answered(asked, item(asked, paint(asked)) | {words: words}, model=words, id=words)


def partly(asked: Asked, _: Paint) -> Reply:
    """Say that the request went well, and the picture did not: 方舟's form of it."""
    told = {"code": "OutputImageSensitiveContentDetected", "message": "No."}
    return answered(asked, {"error": told})


def in_other_alphabet(asked: Asked, paint: Paint) -> Reply:
    """Answer with base64 in its other alphabet and JSON's escapes."""
    text = base64.urlsafe_b64encode(paint(asked)).decode().rstrip("=")
    return answered(asked, {"b64_json": text})


def key_shown(asked: Asked, paint: Paint) -> Reply:
    """Show a part of the wrong key, as OpenAI does."""
    shown = f"Incorrect API key provided: {asked.key[:8]}********{asked.key[-4:]}."
    return error(401, shown, "invalid_api_key", "invalid_request_error")(asked, paint)


def failed(content: Any) -> Script:
    """Return a script for an error that comes with 200."""
    return body(json.dumps({"error": content}).encode())


_BLOCKED = "Your request was rejected by the safety system. safety_violations=[violence]."
_RATE = "Rate limit reached for gpt-image-2.6-flare. Limit: 5/1min. Please try again in 12s."
_NO_TIER = "Rate limit reached for gpt-image-2.6-flare. Limit: 0/1min. Current: 1/1min."

SCRIPTS: dict[str, Script] = {
    **common(picture, error),
    "picture": picture,
    "words_everywhere": words_everywhere,
    "other_alphabet": in_other_alphabet,
    "no_usage": partial(with_more, {"usage": None}),
    "no_details": partial(with_more, {"usage": USAGE | {"input_tokens_details": None}}),
    "odd_counts": partial(with_more, {"usage": {"input_tokens": "many", "output_tokens": -1}}),
    "key_invalid": key_shown,
    "not_verified": error(403, "Your organization must be verified to use this model."),
    "country": error(403, "Not supported here.", "unsupported_country_region_territory"),
    "model_not_found": error(404, "The model does not exist.", "model_not_found"),
    "moderation": error(400, _BLOCKED, "moderation_blocked", "image_generation_user_error"),
    "hard_limit": error(400, "Billing hard limit has been reached", "billing_hard_limit_reached"),
    "no_quota": error(429, "You exceeded your current quota.", "insufficient_quota"),
    "rate_limited": error(429, _RATE, "rate_limit_exceeded", Retry_After_Ms="1500"),
    "no_tier": error(429, _NO_TIER, "rate_limit_exceeded", Retry_After="12"),
    "not_again": error(503, "Overloaded.", X_Should_Retry="false"),
    "unknown_code": error(400, "Something new.", "brand_new_code"),
    "odd_code": body(b'{"error": {"code": {"a": 1}, "message": [1]}}', 400),
    "odd_error": body(b'{"error": [1, 2]}', 503),
    "plain_error": body(b'"Invalid token"', 401),
    "failed_429": failed({"code": "rate_limit_exceeded", "message": "No."}),
    "failed_503": failed({"code": 503, "message": "No."}),
    "failed_plainly": failed("no"),
    "null": body(b"null"),
    "empty_list": body(b"[]"),
    "empty": body(b"{}"),
    "no_data": body(b'{"data": [], "images": []}'),
    "null_picture": partial(with_item, {"b64_json": None, "url": None}),
    "bad_base64": partial(with_item, {"b64_json": "!!", "url": 5}),
    "number": partial(with_item, {"b64_json": 5, "url": 5}),
    "wrong_list": body(b'{"data": {"a": 1}, "images": {"a": 1}}'),
    "wrong_item": partial(with_item, "a picture"),
    "wrong_usage": partial(with_more, {"usage": 5}),
    "wrong_seed": partial(with_more, {"seed": "7"}),
    "partly": partly,
    **{f"ark_{code}": error(400, "No.", code) for code in ARK_BLOCKS},
    "ark_overdue": error(403, "Overdue.", "AccountOverdueError"),
    "ark_not_open": error(404, "Not activated.", "ModelNotOpen"),
    "ark_rate": error(429, "Too many.", "RateLimitExceeded.EndpointRPMExceeded"),
    **{f"zhipu_{code}": error(status, "No.", code) for code, (status, _) in ZHIPU_CODES.items()},
    "siliconflow_gone": error(400, "Model does not exist.", 20012),
    **{f"at_{name}": partial(at, address) for name, address in ADDRESSES.items()},
    "at_gone": partial(kept, "not_found"),
    "at_moved": partial(kept, "redirect"),
    "at_flood": partial(kept, "flood"),
    "at_bomb": partial(kept, "bomb"),
    "at_ill": partial(kept, "unavailable"),
    "at_reset": partial(kept, "reset"),
    "at_hang": partial(kept, "hang"),
}
CHAT_SCRIPTS: dict[str, Script] = {
    "chat_filtered": lambda *_: chat("", "content_filter"),
    "chat_sensitive": lambda *_: chat("…", "sensitive"),
    "chat_empty": lambda *_: chat(None),
    "chat_wrong": lambda *_: chat(["a"]),
    "chat_none": lambda *_: as_json({"choices": []}),
    "chat_long": lambda *_: chat("光" * 9000),
    "chat_echo": lambda asked, _: chat(echo(asked)),
}
