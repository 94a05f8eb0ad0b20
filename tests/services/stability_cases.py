"""What each script of Stability AI's own must end in, and how many times the service is asked."""

from __future__ import annotations

from core.faults import ProviderFault as Fault

CASES: dict[str, tuple[Fault, int]] = {
    "filtered": (Fault.IMAGE_BLOCKED, 1),
    "finish_NEW_REASON": (Fault.NO_IMAGE, 1),
    "words_in_finish": (Fault.NO_IMAGE, 1),
    "unprocessable": (Fault.REQUEST_REJECTED, 1),
    "unauthorized": (Fault.KEY_INVALID, 1),
    "payment_required": (Fault.QUOTA_EXHAUSTED, 1),
    "moderated": (Fault.PROMPT_BLOCKED, 1),
    "moderated_oddly": (Fault.PROMPT_BLOCKED, 1),  # the name counts before the code
    "payload_too_large": (Fault.REQUEST_REJECTED, 1),
    "rate_limited": (Fault.RATE_LIMITED, 3),
    "internal_error": (Fault.SERVICE_FAULT, 2),
    "new_name": (Fault.FORBIDDEN, 1),
    "odd_error": (Fault.REQUEST_REJECTED, 1),
    "odd_errors": (Fault.SERVICE_FAULT, 2),
    "failed_plainly": (Fault.SERVICE_FAULT, 2),  # 200 with an error in it is that error
    "failed_oddly": (Fault.UNREADABLE_ANSWER, 1),
    "no_finish_reason": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_reason": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_seed": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_image": (Fault.UNREADABLE_ANSWER, 1),
    "no_image": (Fault.UNREADABLE_ANSWER, 1),
    "empty_image": (Fault.NO_IMAGE, 1),
    "bad_base64": (Fault.UNREADABLE_ANSWER, 1),
    "empty": (Fault.UNREADABLE_ANSWER, 1),
}
PICTURES = {"picture", "new_fields", "no_seed", "seed_out_of_range", "words_everywhere"}
CHECKS = {  # of a check alone
    "credits_in_words": Fault.UNREADABLE_ANSWER,
    "credits_true": Fault.UNREADABLE_ANSWER,
    "credits_owed": Fault.UNREADABLE_ANSWER,
    "credits_without_end": Fault.UNREADABLE_ANSWER,
    "empty": Fault.UNREADABLE_ANSWER,
    "not_json": Fault.UNREADABLE_ANSWER,
    "not_found": Fault.SETTINGS,
    "unauthorized": Fault.KEY_INVALID,
    "unavailable": Fault.SERVICE_FAULT,
}


def scripts_of_rows() -> dict[str, Fault]:
    """Return the script for each row of the service's own tables, and the row's fault."""
    from core.providers.stability import answers, faults

    of_names = {"content_moderation": "moderated", "rate_limit_exceeded": "rate_limited"}
    of_reasons = {"CONTENT_FILTERED": "filtered"}
    return {
        **{of_names.get(name, name): row.fault for name, row in faults.NAMES.items()},
        **{of_reasons[reason]: fault for reason, fault in answers.FINISH_REASONS.items()},
    }
