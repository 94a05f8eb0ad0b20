"""What the stand-in for Stability AI can answer, by name."""

from __future__ import annotations

import base64
import functools
import json
from typing import Any

from tests.services.common_scripts import body, common, echo
from tests.services.replies import Paint, Reply, Script, as_json
from tests.services.stability_shapes import CREDITS, Asked, answer, error, refuse


def picture(asked: Asked, paint: Paint) -> Reply:
    """Answer properly: a picture, or the credits that are left."""
    if not asked.wants_picture:
        return as_json({"credits": CREDITS})
    return answer(paint(asked), asked)


def finished(reason: str, asked: Asked, paint: Paint) -> Reply:
    """Send a picture, and call it something."""
    return answer(paint(asked), asked, reason)


def changed(*left_out: str, **fields: Any) -> Script:
    """Return a script for a proper answer with other fields, or without some."""

    def script(asked: Asked, paint: Paint) -> Reply:
        content = json.loads(answer(paint(asked), asked).body) | fields
        return as_json({name: said for name, said in content.items() if name not in left_out})

    return script


def words_everywhere(asked: Asked, paint: Paint) -> Reply:
    """Answer properly, with words in every field that nobody has published."""
    content = json.loads(answer(paint(asked), asked).body)
    return as_json(content | {"id": echo(asked), "model": echo(asked), echo(asked): 1})


def words_in_finish(asked: Asked, paint: Paint) -> Reply:
    """Send a picture, with words instead of a reason."""
    return answer(paint(asked), asked, echo(asked))


def words_in_error(asked: Asked, paint: Paint) -> Reply:
    """Fail with words in every string of the error."""
    return error(400, echo(asked), echo(asked), echo(asked))(asked, paint)


def balance(left: Any) -> Script:
    """Return a script for what a balance should not be."""
    return body(json.dumps({"credits": left}).encode())


_MODERATED = "Your request was flagged by our content moderation system."

SCRIPTS: dict[str, Script] = {
    **common(picture, refuse),
    "picture": picture,
    "new_fields": changed(id="7", watermark=[{"kind": 1}]),
    "no_seed": changed("seed"),
    "seed_out_of_range": changed(seed=2**40),
    "words_everywhere": words_everywhere,
    "filtered": functools.partial(finished, "CONTENT_FILTERED"),
    "finish_NEW_REASON": functools.partial(finished, "NEW_REASON"),
    "words_in_finish": words_in_finish,
    "bad_request": error(400, "bad_request", "prompt: must not be empty", "seed: too large"),
    "unprocessable": error(422, "invalid_request", "Unprocessable."),
    "unauthorized": error(401, "unauthorized", "missing or invalid authorization header"),
    "payment_required": error(402, "payment_required", "You lack sufficient credits."),
    "moderated": error(403, "content_moderation", _MODERATED),
    "moderated_oddly": error(400, "content_moderation", _MODERATED),
    "payload_too_large": error(413, "payload_too_large", "Payload too large."),
    "rate_limited": error(429, "rate_limit_exceeded", "You have exceeded the rate limit."),
    "internal_error": error(500, "internal_error", "An unexpected error occurred."),
    "new_name": error(403, "a new name", "No."),
    "words_in_error": words_in_error,
    "odd_error": body(b'{"id": 5, "name": [1], "errors": {"a": 1}}', 400),
    "odd_errors": body(b'{"name": "internal_error", "errors": [5, null, ["a"], "No."]}', 500),
    "failed_plainly": body(b'{"id": "1", "name": "internal_error", "errors": ["No."]}'),
    "failed_oddly": body(b'{"id": "1", "name": 5, "errors": 5}'),
    "no_finish_reason": changed("finish_reason"),
    "wrong_reason": changed(finish_reason=5),
    "wrong_seed": changed(seed="7"),
    "wrong_image": changed(image=[base64.b64encode(b"no").decode()]),
    "no_image": changed("image"),
    "empty_image": changed(image=""),
    "bad_base64": changed(image="!!"),
    "empty": body(b"{}"),
    "credits_in_words": balance("42.5"),
    "credits_true": balance(True),
    "credits_owed": balance(-1),
    "credits_without_end": body(b'{"credits": 1e999}'),
}
