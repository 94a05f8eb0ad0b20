"""Read what Gemini answered with HTTP 200: a picture, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from core.errors import GenerationFailed, ProviderFault
from core.providers.contract import ImageAnswer
from core.providers.gemini.words import readable

if TYPE_CHECKING:
    from google.genai.types import GenerateContentResponse, Part

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
# Both words come with nothing to explain: naming them to a person would say nothing.
_SAY_NOTHING = ("STOP", "FINISH_REASON_UNSPECIFIED")
MAX_SAID = 2000  # characters


def read_picture(response: GenerateContentResponse, hide: Callable[[str], str]) -> ImageAnswer:
    """Return the first picture that is not a thought; raise `GenerationFailed` without one.

    The bytes are taken as they are, whatever MIME type stands beside them.
    """
    reason = _refuse_blocked(response)
    said = readable(_said(response), hide, MAX_SAID)
    for part in _parts(response):
        if part.inline_data and part.inline_data.data:
            return ImageAnswer(
                part.inline_data.data,
                finish_reason=reason,
                usage=_usage(response),
                model_version=response.model_version or "",
                text=said,
            )
    raise _failure(reason, said)


def read_text(
    response: GenerateContentResponse, hide: Callable[[str], str]
) -> tuple[str, Mapping[str, int] | None]:
    """Return what a text model wrote, and its usage; raise `GenerationFailed` without words."""
    reason = _refuse_blocked(response)
    said = hide(_said(response)).strip()
    if not said:
        raise _failure(reason, "")
    return said, _usage(response)


def _refuse_blocked(response: GenerateContentResponse) -> str:
    """Return the finish reason's name; raise `GenerationFailed` if it or the feedback blocks."""
    feedback = response.prompt_feedback
    if feedback and feedback.block_reason:
        blocked = str(feedback.block_reason.value)
        raise GenerationFailed(BLOCK_REASONS.get(blocked, _PROMPT), service_reason=blocked)
    reasons = [candidate.finish_reason for candidate in response.candidates or []]
    reason = str(reasons[0].value) if reasons and reasons[0] else ""
    if FINISH_REASONS.get(reason) in (_PROMPT, _IMAGE):
        raise _failure(reason, "")
    return reason


def _failure(reason: str, said: str) -> GenerationFailed:
    fault = FINISH_REASONS.get(reason, _NONE)
    named = "" if reason in _SAY_NOTHING else reason
    return GenerationFailed(fault, detail=said, service_reason=named)


def _parts(response: GenerateContentResponse) -> Iterator[Part]:
    """Yield every part that is not a thought: a thinking model's sketches are not the answer."""
    for candidate in response.candidates or []:
        for part in (candidate.content.parts if candidate.content else None) or []:
            if not part.thought:
                yield part


def _said(response: GenerateContentResponse) -> str:
    return "\n".join(part.text for part in _parts(response) if part.text)


def _usage(response: GenerateContentResponse) -> Mapping[str, int] | None:
    """Return the token counts that the service gave, by its own names."""
    if response.usage_metadata is None:
        return None
    counts = response.usage_metadata.model_dump(exclude_none=True)
    return {name: count for name, count in counts.items() if type(count) is int}
