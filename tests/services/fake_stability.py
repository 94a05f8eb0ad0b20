"""A stand-in for Stability AI's HTTP service: strict about what it takes."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.services.multipart import parts_of
from tests.services.replies import Reply, tiny
from tests.services.stability_scripts import SCRIPTS
from tests.services.stability_shapes import BALANCE, MAKE, Asked, refuse
from tests.services.stand_in import Incoming, StandIn

ENDPOINTS = {
    "core": {"prompt", "negative_prompt", "aspect_ratio", "seed", "output_format", "style_preset"},
    "ultra": {"prompt", "negative_prompt", "aspect_ratio", "seed", "output_format"}
    | {"style_preset", "image", "strength"},
    "sd3": {"prompt", "negative_prompt", "aspect_ratio", "seed", "output_format"}
    | {"style_preset", "image", "strength", "mode", "model", "cfg_scale"},
}
MODELS = {"sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium"}
RATIOS = {"1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"}
FORMATS = {"png", "jpeg", "webp"}
PICTURES = {"image/png", "image/jpeg", "image/webp"}
ACCEPTS = {"application/json", "image/*"}
MAX_BODY = 10 * 1024 * 1024  # bytes
MAX_PROMPT = 10_000  # characters
MAX_SEED = 4_294_967_294


class FakeStability(StandIn[Asked]):
    """Speak Stability AI's protocol."""

    name = "stability"
    scripts = SCRIPTS

    def read(self, incoming: Incoming) -> Asked | None:
        """Return the request; None for an address that is not there."""
        method, path, headers, body = incoming
        address = urlsplit(path).path
        makes = method == "POST" and address.removeprefix(MAKE) in ENDPOINTS
        if not makes and (method, address) != ("GET", BALANCE):
            return None
        key = headers.get("authorization", "").removeprefix("Bearer ")
        parts = parts_of(headers.get("content-type", ""), body)
        return Asked(method, address, headers, key, parts, len(body))

    def refusal_of(self, asked: Asked) -> Reply | None:
        """Return the service's error for a request that it would not take."""
        script = None
        if not asked.key or not asked.headers["authorization"].startswith("Bearer "):
            script = refuse(401, "authorization: missing")
        elif asked.size > MAX_BODY:
            script = refuse(413, "Payload too large.")
        elif asked.headers.get("accept") not in ACCEPTS:
            script = refuse(400, "accept: must be application/json or image/*")
        elif asked.wants_picture and (problem := _problem(asked)):
            script = refuse(400, problem)
        return script(asked, tiny) if script else None


def _problem(asked: Asked) -> str:
    if asked.parts is None:
        return "content-type: must be multipart/form-data"
    names = [part.name for part in asked.parts]
    if len(set(names)) != len(names) or not set(names) <= ENDPOINTS[asked.endpoint]:
        return "a field is not known, or there twice"
    return _problem_of_fields(asked.fields) or _problem_of_reference(asked)


def _problem_of_fields(fields: dict[str, str]) -> str:
    seed = fields.get("seed", "0")
    wrong = {
        "prompt": not 1 <= len(fields.get("prompt", "")) <= MAX_PROMPT,
        "aspect_ratio": fields.get("aspect_ratio", "1:1") not in RATIOS,
        "seed": not (seed.isdecimal() and int(seed) <= MAX_SEED),
        "output_format": fields.get("output_format", "png") not in FORMATS,
        "model": fields.get("model", "sd3.5-large") not in MODELS,
        "mode": fields.get("mode", "text-to-image") not in {"text-to-image", "image-to-image"},
    }
    return next((f"{name}: not valid" for name, is_wrong in wrong.items() if is_wrong), "")


def _problem_of_reference(asked: Asked) -> str:
    fields, references = asked.fields, asked.references
    if [part.name for part in references] not in ([], ["image"]):
        return "image: must be the only file"
    if bool(references) != ("strength" in fields):
        return "strength: goes with an image, and only with one"
    if not references:
        return "mode: needs an image" if fields.get("mode") == "image-to-image" else ""
    if not references[0].data or references[0].mime not in PICTURES:
        return "image: unsupported"
    if not _is_between_0_and_1(fields["strength"]):
        return "strength: not valid"
    if asked.endpoint == "sd3" and (
        fields.get("mode") != "image-to-image" or "aspect_ratio" in fields
    ):
        return "mode: must be image-to-image, and without aspect_ratio"
    return ""


def _is_between_0_and_1(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False
