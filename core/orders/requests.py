"""What an order asks of its service, and what came back beside the picture."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.library import variables
from core.pictures.uploads import MIMES
from core.providers.calling import Cancel
from core.providers.catalog import estimate_picture, estimate_refusal, estimate_rewriting
from core.providers.contract import (
    USD,
    ImageAnswer,
    ImageRequest,
    Model,
    Provider,
    Reference,
    Usage,
    counted,
    find_model,
)
from core.providers.reasons import REASONS, UNKNOWN
from core.providers.redaction import Redaction, gives_away
from core.tables import MICROS, Generation
from core.text_checks import is_storable

if TYPE_CHECKING:
    from core.studio import Studio

ENDED_WELL = "STOP"


def service_of_row(studio: Studio, order: Generation) -> Provider:
    """Return the service that the order's row names.

    Raise `GenerationFailed` for one that the settings do not ask for any more: no other service
    takes its place, because a person has chosen this one.
    """
    service = studio.services.get(order.provider)
    if service is None:
        raise GenerationFailed(ProviderFault.SERVICE_GONE)
    return service


def request_of(studio: Studio, order: Generation) -> ImageRequest:
    """Return the order as its service is asked; raise `InvalidImage` if its reference is gone."""
    reference = None
    if order.reference is not None:
        reference = Reference(studio.images.read_reference(order.reference), MIMES["JPEG"])
    return ImageRequest(
        text=order.sent_text,
        model=order.model,
        aspect_ratio=order.aspect_ratio,
        size=order.size,
        seed=order.seed,
        reference=reference,
        quality=order.quality,
        strength=order.strength,
    )


@dataclass(frozen=True, kw_only=True)
class RewritingRecord:
    """What an order's row keeps of the rewriting of its text; the fields are its columns."""

    sent_text: str
    enhance_model: str
    enhanced_text: str = ""
    enhance_error: str = ""
    enhance_micros: int | None = None
    enhance_currency: str = USD


@dataclass(frozen=True, kw_only=True)
class AnswerRecord:
    """What an order's row keeps of its service's answer, a refusal that may be billed included.

    The fields are its columns.
    """

    finish_reason: str = ""
    model_version: str = ""
    service_text: str = ""
    usage: str
    usage_text_in: int | None
    usage_picture_in: int | None
    usage_text_out: int | None
    usage_picture_out: int | None
    usage_thinking: int | None
    picture_micros: int | None
    picture_currency: str
    used_seed: int | None = None


OrderRecord = RewritingRecord | AnswerRecord  # what may be written to the row of a held order


def rewrite(
    studio: Studio, order: Generation, request: ImageRequest, cancel: Cancel
) -> RewritingRecord:
    """Have the request's text rewritten; return what came of it.

    A rewriting that fails leaves the plain text and its reason. Raise `Cancelled`.
    """
    rewriter = studio.rewriter
    if rewriter is None:
        return RewritingRecord(sent_text=request.text, enhance_model="")
    model = rewriter.text_model.id
    try:
        made = studio.caller.rewrite(rewriter, _filled_text(order), order.wish, cancel)
    except GenerationFailed as error:
        return RewritingRecord(
            sent_text=request.text,
            enhance_model=model,
            enhance_error=error.reason or "",
            enhance_micros=micros(estimate_rewriting(rewriter.text_model, error.usage)),
            enhance_currency=rewriter.text_model.currency,
        )
    text = _storable(made.text)
    return RewritingRecord(
        sent_text=text,
        enhance_model=model,
        enhanced_text=text,
        enhance_micros=micros(estimate_rewriting(rewriter.text_model, made.usage)),
        enhance_currency=rewriter.text_model.currency,
    )


def _filled_text(order: Generation) -> str:
    """Return the prompt's text with the order's values in it; the wish is not in it."""
    values = json.loads(order.variables)
    return variables.fill(order.prompt_text, values) if values else order.prompt_text


def answer_record(
    models: tuple[Model, ...], order: Generation, answer: ImageAnswer
) -> AnswerRecord:
    """Return what the order's row keeps of an answer, its estimated cost included.

    A reason that is none of ours is kept as UNKNOWN, and a model's name only if it looks like one
    and gives nothing of the order away: more people than its owner may come to read either.
    """
    model = find_model(models, order.model)
    cost = estimate_picture(model, order.size, answer.usage) if model else None
    return replace(
        _usage_record(answer.usage or Usage(), model, cost),
        used_seed=_seed(answer.seed),
        finish_reason=_known(answer.finish_reason),
        model_version=_version(answer.model_version, order),
        service_text=_storable(answer.text),
    )


def refusal_record(models: tuple[Model, ...], order: Generation, usage: Usage) -> AnswerRecord:
    """Return what the order's row keeps of an answer without a picture that may be billed."""
    model = find_model(models, order.model)
    return _usage_record(usage, model, estimate_refusal(model, usage) if model else None)


def _usage_record(usage: Usage, model: Model | None, cost: Decimal | None) -> AnswerRecord:
    """Return the columns of a usage; a number that is no count of tokens is not known."""
    return AnswerRecord(
        usage=json.dumps(dict(usage.raw)),
        usage_text_in=counted(usage.text_in),
        usage_picture_in=counted(usage.picture_in),
        usage_text_out=counted(usage.text_out),
        usage_picture_out=counted(usage.picture_out),
        usage_thinking=counted(usage.thinking),
        picture_micros=micros(cost),
        picture_currency=model.currency if model else USD,
    )


def micros(amount: Decimal | None) -> int | None:
    """Return an amount as whole millionths; None, which is not 0, for what is not known."""
    return None if amount is None else int((amount * MICROS).to_integral_value(ROUND_HALF_UP))


def _seed(used: object) -> int | None:
    """Return a seed as a service may say it; None for anything else."""
    return used if type(used) is int and 0 <= used < 2**63 else None


def _known(reason: str) -> str:
    return reason if reason in REASONS or reason in ("", ENDED_WELL) else UNKNOWN


def _version(name: str, order: Generation) -> str:
    known = Redaction().name(name)
    return "" if gives_away(known, order.prompt_text, order.wish, order.sent_text) else known


def _storable(words: str) -> str:
    """Return a service's text without the characters that a database refuses.

    The picture beside it is paid for: it must not be lost to a NUL or half a surrogate pair.
    """
    return "".join(letter for letter in words if is_storable(letter))
