"""Read what Stability AI answered: a picture, or why there is none; the credits that are left."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers import body, refusals
from core.providers.connection import Answer
from core.providers.contract import ImageAnswer
from core.providers.reasons import UNKNOWN
from core.providers.redaction import Redaction
from core.providers.refusals import Row
from core.providers.stability import faults
from core.providers.stability.named import NAMED

OK = 200
SUCCESS, ENDED_WELL = "SUCCESS", "STOP"  # the service's word, and everybody's
# A picture comes with these, too: a blurred one, which nobody may see as a result.
FINISH_REASONS: Mapping[str, ProviderFault] = {"CONTENT_FILTERED": ProviderFault.IMAGE_BLOCKED}
MAX_USED_SEED = 2**32 - 2
MAX_CREDITS = 10**9
CENT = Decimal("0.01")


def picture_of(answer: Answer, redaction: Redaction) -> ImageAnswer:
    """Return the picture and its seed; raise `GenerationFailed` without one, or `Unreadable`.

    Status 200 is not success yet: only `SUCCESS` is. Its bytes are taken as they are.
    """
    if answer.status != OK:
        raise faults.refused(answer, redaction)
    table = body.table(body.parse(answer.content))
    if "finish_reason" not in table and "errors" in table:
        raise faults.refused(answer, redaction)
    _refuse_unfinished(table.get("finish_reason"))
    picture, seed = body.decoded(table.get("image")), _seed(table.get("seed"))
    if not picture:
        raise GenerationFailed(ProviderFault.NO_IMAGE)
    return ImageAnswer(picture, finish_reason=ENDED_WELL, seed=seed)


def credits_of(answer: Answer, redaction: Redaction) -> Decimal:
    """Return the credits left, in whole cents; raise `GenerationFailed` or `Unreadable`.

    404 is no model here: whoever answers is not the service.
    """
    if answer.status == 404:
        raise refusals.failure(Row(ProviderFault.SETTINGS, about="address"), NAMED)
    if answer.status != OK:
        raise faults.refused(answer, redaction)
    return _credits(body.table(body.parse(answer.content)).get("credits"))


def _credits(left: Any) -> Decimal:
    if type(left) not in (int, float) or not 0 <= left <= MAX_CREDITS:
        raise body.Unreadable("no number of credits")
    return Decimal(str(left)).quantize(CENT, ROUND_DOWN)


def _refuse_unfinished(reason: Any) -> None:
    """Raise `GenerationFailed` for any reason but success; `Unreadable` for what is no word."""
    if not isinstance(reason, str | body.Long) or not reason:
        raise body.Unreadable("a reason that is no word")
    if reason == SUCCESS:
        return
    fault = FINISH_REASONS.get(reason) if isinstance(reason, str) else None
    known = str(reason) if fault else UNKNOWN
    raise GenerationFailed(fault or ProviderFault.NO_IMAGE, service_reason=known)


def _seed(used: Any) -> int | None:
    """Return the seed that was used, None where it is not told; raise `Unreadable` for no number.

    A number outside of the published range is no seed.
    """
    if used is None:
        return None
    if type(used) is not int:
        raise body.Unreadable("a seed that is no number")
    return used if 0 <= used <= MAX_USED_SEED else None
