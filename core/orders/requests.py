"""What an order asks of its provider, and what came back beside the picture."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from core.errors import GenerationFailed
from core.pictures.uploads import MIMES
from core.providers.calling import Cancel
from core.providers.catalog import estimate_text_usd, estimate_usd
from core.providers.contract import (
    REASONS,
    UNKNOWN,
    Enhancer,
    ImageAnswer,
    ImageRequest,
    Model,
    Reference,
)
from core.providers.hiding import Hiding, gives_away
from core.tables import Generation
from core.text_checks import is_storable

if TYPE_CHECKING:
    from core.studio import Studio

MICROS = 1_000_000  # money is kept as whole millionths of a US dollar
ENDED_WELL = "STOP"


def request_of(studio: Studio, order: Generation) -> ImageRequest:
    """Return the order as its provider is asked; raise `InvalidImage` if its reference is gone."""
    reference = None
    if order.reference is not None:
        reference = Reference(studio.images.read_reference(order.reference), MIMES["JPEG"])
    return ImageRequest(
        text=f"{order.prompt_text}\n{order.wish}".strip(),
        model=order.model,
        aspect_ratio=order.aspect_ratio,
        size=order.size,
        seed=order.seed,
        reference=reference,
        prompt_id=order.prompt_id,
    )


def enhance(
    studio: Studio, order: Generation, request: ImageRequest, cancel: Cancel
) -> tuple[ImageRequest, dict[str, Any]]:
    """Return the request with its text rewritten, and what the order's row keeps of that.

    A rewriting that fails leaves the plain text and its reason. Raise `Cancelled`.
    """
    enhancer = studio.provider
    if not isinstance(enhancer, Enhancer):
        return request, {}
    facts: dict[str, Any] = {"enhance_model": enhancer.text_model.id}
    try:
        made = studio.caller.enhance(enhancer, order.prompt_text, order.wish, cancel)
    except GenerationFailed as error:
        return request, facts | {"enhance_error": error.reason}
    text = _storable(made.text)
    usd = estimate_text_usd(enhancer.text_model, made.usage)
    facts |= {"enhanced_text": text, "sent_text": text, "enhance_usd_micros": micros(usd)}
    return replace(request, text=text), facts


def answer_facts(
    models: tuple[Model, ...], order: Generation, answer: ImageAnswer
) -> dict[str, Any]:
    """Return what the order's row keeps of an answer, its estimated cost included.

    A reason that is none of ours is kept as UNKNOWN, and a model's name only if it looks like one
    and gives nothing of the order away: more people than its owner may come to read either.
    """
    model = next((model for model in models if model.id == order.model), None)
    return {
        "finish_reason": _known(answer.finish_reason),
        "model_version": _version(answer.model_version, order),
        "service_text": _storable(answer.text),
        "usage": json.dumps(dict(answer.usage or {})),
        "picture_usd_micros": micros(estimate_usd(model, order.size)) if model else None,
    }


def micros(usd: Decimal | None) -> int | None:
    """Return US dollars as whole millionths; None, which is not 0, for what is not known."""
    return None if usd is None else int((usd * MICROS).to_integral_value(ROUND_HALF_UP))


def _known(reason: str) -> str:
    return reason if reason in REASONS or reason in ("", ENDED_WELL) else UNKNOWN


def _version(name: str, order: Generation) -> str:
    known = Hiding().name(name)
    return "" if gives_away(known, order.prompt_text, order.wish) else known


def _storable(words: str) -> str:
    """Return a service's words as both databases take them: no odd letter may cost a picture."""
    return "".join(letter for letter in words if is_storable(letter))
