"""Make the form that Stability AI is sent, and refuse what it would not take."""

from __future__ import annotations

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers.contract import MAX_SEED, USUAL_STRENGTH, ImageRequest
from core.providers.stability.measure import sides_of

Form = dict[str, tuple[str | None, bytes] | tuple[str | None, bytes, str]]

OWN_ENDPOINTS = ("core", "ultra")  # every other model is a `model` of the third one
MODELS_ENDPOINT = "sd3"
NO_REFERENCE = ("core",)
MAX_PROMPT = 10_000  # characters
MAX_REQUEST = 10 * 1024 * 1024  # bytes of the whole body
MAX_FRAME = 8192  # bytes of boundaries, names and all small fields: they take about 1,500
MIN_SIDE, MAX_SIDE = 64, 16_384  # px of a reference
# 0 means "any seed" to the service, and a seed of ours like any other. It is sent as a number that
# no seed of ours has, so that no two of them are one picture.
SENT_FOR_ZERO = MAX_SEED + 1


def endpoint_of(model: str) -> str:
    """Return the last part of the address that makes this model's pictures."""
    return model if model in OWN_ENDPOINTS else MODELS_ENDPOINT


def form_of(request: ImageRequest) -> Form:
    """Return the fields of `multipart/form-data`; raise `GenerationFailed(REQUEST_REJECTED)`.

    A `model` with a reference takes its format from it, and refuses an aspect ratio beside it.
    """
    _refuse_early(request)
    words = {
        "prompt": request.text,
        "seed": str(request.seed or SENT_FOR_ZERO),
        "output_format": "png",
    }
    is_model = endpoint_of(request.model) == MODELS_ENDPOINT
    if is_model:
        words["model"] = request.model
    if request.reference:
        words["strength"] = _strength(request.strength)
        if is_model:
            words["mode"] = "image-to-image"
    if not (request.reference and is_model):
        words["aspect_ratio"] = request.aspect_ratio
    form: Form = {name: (None, value.encode()) for name, value in words.items()}
    if request.reference:
        mime = request.reference.mime
        form["image"] = (f"reference.{mime.rpartition('/')[2]}", request.reference.data, mime)
    return form


def _strength(percent: int | None) -> str:
    """Return it as the service takes it: it takes no reference without one."""
    return f"{(USUAL_STRENGTH if percent is None else percent) / 100:g}"


def _refuse_early(request: ImageRequest) -> None:
    """Raise `GenerationFailed` for what the service is known not to take: nothing is sent then."""
    data = request.reference.data if request.reference else b""
    sides = sides_of(data) or (MIN_SIDE, MIN_SIDE)
    if len(request.text) > MAX_PROMPT:
        reason = "PROMPT_TOO_LONG"
    elif data and request.model in NO_REFERENCE:
        reason = "REFERENCE_NOT_TAKEN"
    elif len(data) + len(request.text.encode()) + MAX_FRAME > MAX_REQUEST or max(sides) > MAX_SIDE:
        reason = "REFERENCE_TOO_LARGE"
    elif min(sides) < MIN_SIDE:
        reason = "REFERENCE_TOO_SMALL"
    else:
        return
    raise GenerationFailed(ProviderFault.REQUEST_REJECTED, service_reason=reason)
