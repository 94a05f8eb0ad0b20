"""What each script of Gemini's own must end in, and how many times the service is asked."""

from __future__ import annotations

from core.faults import ProviderFault as Fault
from tests.services.gemini_scripts import BLOCK_REASONS, FINISH_REASONS

_AT_THE_PICTURE = (
    *("SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION"),
    *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "MODEL_ARMOR"),
)
CASES: dict[str, tuple[Fault, int]] = {
    **{f"block_{reason}": (Fault.PROMPT_BLOCKED, 1) for reason in BLOCK_REASONS},
    **{f"finish_{reason}": (Fault.NO_IMAGE, 1) for reason in FINISH_REASONS},
    **{f"finish_{reason}": (Fault.IMAGE_BLOCKED, 1) for reason in _AT_THE_PICTURE},
    "finish_ESCALATION": (Fault.PROMPT_BLOCKED, 1),
    "finish_MALFORMED_RESPONSE": (Fault.UNREADABLE_ANSWER, 1),
    "finish_MISSING_THOUGHT_SIGNATURE": (Fault.REQUEST_REJECTED, 1),
    "finish_PUP_LIMITED_DISABLED": (Fault.FORBIDDEN, 1),
    "block_NEW_REASON": (Fault.PROMPT_BLOCKED, 1),
    "finish_NEW_REASON": (Fault.NO_IMAGE, 1),
    "blocked_with_picture": (Fault.IMAGE_BLOCKED, 1),
    "refusal": (Fault.NO_IMAGE, 1),
    "key_invalid": (Fault.KEY_INVALID, 1),
    "precondition": (Fault.FORBIDDEN, 1),
    "quota_zero": (Fault.QUOTA_EXHAUSTED, 1),
    "quota_day": (Fault.QUOTA_EXHAUSTED, 1),
    "quota_free": (Fault.QUOTA_EXHAUSTED, 1),
    "rate_limited": (Fault.RATE_LIMITED, 3),
    "odd_error": (Fault.REQUEST_REJECTED, 1),
    "odd_details": (Fault.SERVICE_FAULT, 3),
    "prepayment": (Fault.QUOTA_EXHAUSTED, 1),
    "spending_cap": (Fault.QUOTA_EXHAUSTED, 1),
    "wrong_inside": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_reason": (Fault.UNREADABLE_ANSWER, 1),
    "bad_base64": (Fault.UNREADABLE_ANSWER, 1),
    "empty": (Fault.NO_IMAGE, 1),
    "no_candidates": (Fault.NO_IMAGE, 1),
    "deep_503": (Fault.SERVICE_FAULT, 3),
    "deep_inside": (Fault.UNREADABLE_ANSWER, 1),
    "many_parts": (Fault.UNREADABLE_ANSWER, 1),
    "too_many_parts": (Fault.UNREADABLE_ANSWER, 1),
    "bad_utf8_long": (Fault.UNREADABLE_ANSWER, 1),
    "failed_429": (Fault.RATE_LIMITED, 3),  # 200 with an error in it is that error
    "failed_503": (Fault.SERVICE_FAULT, 3),
    "failed_plainly": (Fault.UNREADABLE_ANSWER, 1),
    "failed_oddly": (Fault.UNREADABLE_ANSWER, 1),
    "words_in_block": (Fault.PROMPT_BLOCKED, 1),
    "words_in_finish": (Fault.NO_IMAGE, 1),
}
PICTURES = {"picture", "text_and_picture", "thoughts", "jpeg_as_png", "cut_with_picture"}
PICTURES |= {"words_everywhere"}


def scripts_of_rows() -> dict[str, Fault]:
    """Return the script for each row of the service's own tables, and the row's fault."""
    from core.providers.gemini import answers, faults

    of_details = {"API_KEY_INVALID": "key_invalid", "FAILED_PRECONDITION": "precondition"}
    rows = {**faults._REASONS, **faults._STATUSES}
    return {
        **{f"block_{reason}": fault for reason, fault in answers.BLOCK_REASONS.items()},
        **{f"finish_{reason}": fault for reason, fault in answers.FINISH_REASONS.items()},
        **{of_details[name]: row.fault for name, row in rows.items()},
    }
