"""Read what Gemini answered with HTTP 200: a picture, or why there is none.

The JSON is read here and not by the SDK, which parses it on the event loop, into a model of every
field there is, and warns in the service's own words of what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers import body
from core.providers.contract import ImageAnswer, Usage
from core.providers.gemini import usage
from core.providers.gemini.fields import pick
from core.providers.reasons import UNKNOWN
from core.providers.redaction import Redaction
from core.providers.rewriting import MAX_WRITTEN

_PROMPT = ProviderFault.PROMPT_BLOCKED
_IMAGE = ProviderFault.IMAGE_BLOCKED
_NONE = ProviderFault.NO_IMAGE

# The prompt was refused: `promptFeedback.blockReason`, with no candidates.
BLOCK_REASONS: Mapping[str, ProviderFault] = {
    "BLOCKED_REASON_UNSPECIFIED": _PROMPT,
    "SAFETY": _PROMPT,
    "OTHER": _PROMPT,
    "BLOCKLIST": _PROMPT,
    "PROHIBITED_CONTENT": _PROMPT,
    "IMAGE_SAFETY": _PROMPT,
    "MODEL_ARMOR": _PROMPT,
    "JAILBREAK": _PROMPT,
}
# The model stopped: `finishReason`. What is blocked stays blocked, even with a picture beside it;
# all others count only where there is no picture.
FINISH_REASONS: Mapping[str, ProviderFault] = {
    "SAFETY": _IMAGE,
    "PROHIBITED_CONTENT": _IMAGE,
    "BLOCKLIST": _IMAGE,
    "SPII": _IMAGE,
    "RECITATION": _IMAGE,
    "IMAGE_SAFETY": _IMAGE,
    "IMAGE_PROHIBITED_CONTENT": _IMAGE,
    "IMAGE_RECITATION": _IMAGE,
    "MODEL_ARMOR": _IMAGE,
    "ESCALATION": _PROMPT,
    "FINISH_REASON_UNSPECIFIED": _NONE,
    "STOP": _NONE,
    "MAX_TOKENS": _NONE,
    "LANGUAGE": _NONE,
    "OTHER": _NONE,
    "NO_IMAGE": _NONE,
    "IMAGE_OTHER": _NONE,
    "CONTINUATION": _NONE,
    "MALFORMED_FUNCTION_CALL": _NONE,
    "UNEXPECTED_TOOL_CALL": _NONE,
    "TOO_MANY_TOOL_CALLS": _NONE,
    "MALFORMED_RESPONSE": ProviderFault.UNREADABLE_ANSWER,
    "MISSING_THOUGHT_SIGNATURE": ProviderFault.REQUEST_REJECTED,
    "PUP_LIMITED_DISABLED": ProviderFault.FORBIDDEN,
}
# All three come with nothing to explain: naming them to a person would say nothing.
_SAY_NOTHING = ("", "STOP", "FINISH_REASON_UNSPECIFIED")
MAX_PARTS = 300  # of all candidates: a picture comes with a handful
MAX_SAID = 2000  # characters


@dataclass(frozen=True)
class Answer:
    """What stood in an answer; words are still as the service wrote them, codes are known ones."""

    blocked: str = ""
    finish_reason: str = ""
    picture: bytes = field(default=b"", repr=False)
    said: str = field(default="", repr=False)
    usage: Usage | None = None
    model_version: str = ""
    display_name: str = ""


def read(answer: Any) -> Answer:
    """Return what stands in an answer that `body.parse` took apart; raise `Unreadable`.

    Of several pictures the first one counts that is not a thought: a thinking model's sketches are
    not the answer. Its bytes are taken as they are, whatever MIME type stands beside them.
    """
    table = body.table(answer)
    candidates = [body.table(candidate) for candidate in body.rows(pick(table, "candidates"))]
    feedback = body.table(pick(table, "promptFeedback"))
    parts = list(_parts(candidates))
    return Answer(
        blocked=_code(pick(feedback, "blockReason"), BLOCK_REASONS),
        finish_reason=_code(pick(candidates[0], "finishReason"), FINISH_REASONS)
        if candidates
        else "",
        picture=_picture(parts),
        said="\n".join(filter(None, (body.words(part.get("text")) for part in parts))),
        usage=usage.read(pick(table, "usageMetadata")),
        model_version=body.words(pick(table, "modelVersion")),
        display_name=body.words(pick(table, "displayName")),
    )


def picture_of(answer: Answer, redaction: Redaction) -> ImageAnswer:
    """Return the picture and what was said beside it; raise `GenerationFailed` without one."""
    _refuse_blocked(answer)
    said = redaction.words(answer.said, MAX_SAID)
    if not answer.picture:
        raise _failure(answer, said)
    return ImageAnswer(
        data=answer.picture,
        finish_reason=answer.finish_reason,
        usage=answer.usage,
        model_version=redaction.name(answer.model_version),
        text=said,
    )


def text_of(answer: Answer, redaction: Redaction) -> str:
    """Return what a text model wrote, as one line; raise `GenerationFailed` without words."""
    _refuse_blocked(answer)
    written = redaction.words(answer.said, MAX_WRITTEN)
    if not written:
        raise _failure(answer, "")
    return written


def _refuse_blocked(answer: Answer) -> None:
    """Raise `GenerationFailed` if the feedback or the finish reason blocks."""
    if answer.blocked:
        fault = BLOCK_REASONS.get(answer.blocked, _PROMPT)
        raise GenerationFailed(fault, service_reason=answer.blocked, usage=answer.usage)
    if FINISH_REASONS.get(answer.finish_reason) in (_PROMPT, _IMAGE):
        raise _failure(answer, "")


def _failure(answer: Answer, said: str) -> GenerationFailed:
    reason = answer.finish_reason
    fault = FINISH_REASONS.get(reason, _NONE)
    named = "" if reason in _SAY_NOTHING else reason
    return GenerationFailed(fault, detail=said, service_reason=named, usage=answer.usage)


def _parts(candidates: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every part that is not a thought; raise `Unreadable` for more than anybody needs."""
    number = 0
    for candidate in candidates:
        for part in map(body.table, body.rows(body.table(candidate.get("content")).get("parts"))):
            number += 1
            if number > MAX_PARTS:
                raise body.Unreadable("too many parts")
            if not part.get("thought"):
                yield part


def _picture(parts: list[dict[str, Any]]) -> bytes:
    for part in parts:
        if data := body.table(pick(part, "inlineData")).get("data"):
            return body.decoded(data)
    return b""


def _code(value: Any, known: Mapping[str, ProviderFault]) -> str:
    """Return a reason if it is a known one, and UNKNOWN for what may be anything; "" for none."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str | body.Long):
        raise body.Unreadable("a reason that is no word")
    return value if isinstance(value, str) and value in known else UNKNOWN
