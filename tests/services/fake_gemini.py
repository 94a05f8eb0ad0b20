"""A stand-in for Gemini's HTTP service, for tests and for trying the app by hand.

It refuses what the service refuses, and answers with pictures; see `stand_in` for how it is told
to misbehave, and `run_fakes` for running it.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from tests.services.gemini_scripts import SCRIPTS, refuse
from tests.services.gemini_shapes import Asked, camel, pick
from tests.services.replies import Reply, tiny
from tests.services.stand_in import Incoming, StandIn

ADDRESS = re.compile(r"/(v1|v1beta)/models/([\w.-]+?)(:generateContent)?")
RATIO = re.compile(r"1:[148]|2:3|3:[24]|4:[135]|5:4|8:1|9:16|16:9|21:9")
SIZES = {"1K", "2K", "4K"}
RETIRED = {"gemini-3.1-flash-image", "gemini-2.5-flash-image"}
UNSUPPORTED = ("candidateCount", "temperature", "topP", "topK")
MAX_BODY = 20_000_000  # bytes
# What a request may say, by the published names; the service refuses any other.
OF_REQUEST = {"contents", "generationConfig", "systemInstruction", "safetySettings"}
OF_CONFIG = {"responseModalities", "imageConfig", "seed", "maxOutputTokens", *UNSUPPORTED}
OF_IMAGE = {"aspectRatio", "imageSize"}


class FakeGemini(StandIn[Asked]):
    """Speak Gemini's protocol."""

    name = "gemini"
    scripts = SCRIPTS

    def read(self, incoming: Incoming) -> Asked | None:
        """Return the request; None for an address that is not there."""
        method, path, headers, body = incoming
        match = ADDRESS.fullmatch(urlsplit(path).path)
        if not match or (method == "POST") != bool(match[3]) or len(body) > MAX_BODY:
            return None
        key = headers.get("x-goog-api-key", "")
        return Asked(method, path, match[1], match[2], headers, key, json.loads(body or b"{}"))

    def refusal_of(self, asked: Asked) -> Reply | None:
        """Return the service's error for a request that it would not take."""
        script = None
        if not asked.key:
            script = refuse(403, "Method doesn't allow unregistered callers.")
        elif asked.model in RETIRED or not asked.model.startswith("gemini-"):
            message = f"models/{asked.model} is not found for API version {asked.version}."
            script = refuse(404, message)
        elif asked.method == "POST" and (problem := _problem(asked)):
            script = refuse(400, problem)
        return script(asked, tiny) if script else None


def _problem(asked: Asked) -> str:
    if unknown := _unknown(asked):
        return f'Invalid JSON payload received. Unknown name "{unknown[0]}": Cannot find field.'
    if not asked.text.strip():
        return "contents.parts must not be empty."
    if any(pick(asked.config, name) is not None for name in UNSUPPORTED):
        return "An unsupported parameter was set."
    image = asked.image
    if not RATIO.fullmatch(pick(image, "aspectRatio") or "1:1"):
        return "aspect_ratio must be one of the supported values."
    if pick(image, "imageSize") not in SIZES | {None}:
        return "image_size must be one of the supported values."
    for mime, data in asked.references:
        if not (mime or "").startswith("image/") or not data:
            return "Unable to process input image."
    return ""


def _unknown(asked: Asked) -> list[str]:
    """Return the fields that the service doesn't know."""
    tables = ((asked.body, OF_REQUEST), (asked.config, OF_CONFIG), (asked.image, OF_IMAGE))
    return [name for table, known in tables for name in table if camel(name) not in known]
