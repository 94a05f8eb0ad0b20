"""What each common script must end in, for every service: its fault, and how often it is asked.

The scripts that bring a picture all the same, or that last as long as the caller waits, are named
beside the table.
"""

from __future__ import annotations

from core.faults import ProviderFault as Fault

COMMON_CASES: dict[str, tuple[Fault, int]] = {
    "bad_request": (Fault.REQUEST_REJECTED, 1),
    "unauthenticated": (Fault.KEY_INVALID, 1),
    "no_credits": (Fault.QUOTA_EXHAUSTED, 1),
    "forbidden": (Fault.FORBIDDEN, 1),
    "not_found": (Fault.MODEL_RETIRED, 1),
    "request_timeout": (Fault.TIMED_OUT, 1),
    "not_processed": (Fault.REQUEST_REJECTED, 1),
    "unknown_status": (Fault.SERVICE_FAULT, 1),
    "too_large": (Fault.REQUEST_REJECTED, 1),
    "rate_limited_plainly": (Fault.RATE_LIMITED, 3),
    "retry_after": (Fault.RATE_LIMITED, 3),
    "retry_after_long": (Fault.RATE_LIMITED, 1),
    "retry_at": (Fault.RATE_LIMITED, 3),
    "client_closed": (Fault.TIMED_OUT, 1),
    "internal": (Fault.SERVICE_FAULT, 2),
    "unavailable": (Fault.SERVICE_FAULT, 3),
    "bad_gateway": (Fault.SERVICE_FAULT, 2),
    "gateway_timeout": (Fault.SERVICE_FAULT, 2),
    "odd_server_error": (Fault.SERVICE_FAULT, 1),
    "latin1_error": (Fault.SERVICE_FAULT, 2),
    "reset": (Fault.NETWORK, 1),
    "truncated": (Fault.NETWORK, 1),
    "redirect": (Fault.NETWORK, 1),
    "not_json": (Fault.UNREADABLE_ANSWER, 1),
    "not_text": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_shape": (Fault.UNREADABLE_ANSWER, 1),
    "empty_body": (Fault.UNREADABLE_ANSWER, 1),
    "deep": (Fault.UNREADABLE_ANSWER, 1),
    "huge_number": (Fault.UNREADABLE_ANSWER, 1),
    "no_number": (Fault.UNREADABLE_ANSWER, 1),
    "bad_utf8": (Fault.UNREADABLE_ANSWER, 1),
    "cut_gzip": (Fault.UNREADABLE_ANSWER, 1),
    "bad_gzip": (Fault.UNREADABLE_ANSWER, 1),
    "brotli": (Fault.UNREADABLE_ANSWER, 1),
    "bomb": (Fault.UNREADABLE_ANSWER, 1),
    "bomb_503": (Fault.SERVICE_FAULT, 3),  # what is too much is cut: the status decides
    "flood": (Fault.UNREADABLE_ANSWER, 1),
    "flood_400": (Fault.REQUEST_REJECTED, 1),
    "echo_key": (Fault.REQUEST_REJECTED, 1),
    "odd_alphabet": (Fault.REQUEST_REJECTED, 1),
    "words_in_error": (Fault.REQUEST_REJECTED, 1),
}
PICTURES = {"picture", "gzipped"}
LASTING = {"hang", "drip"}
