"""What each script of the stand-in must end in, by service: its fault, and how often it is asked.

Only requests for a picture count, and not those for the file at its address.
"""

from __future__ import annotations

from core.faults import ProviderFault as Fault
from tests.services.common_cases import COMMON_CASES, LASTING, PICTURES
from tests.services.openai_scripts import ADDRESSES, ARK_BLOCKS, SCRIPTS, ZHIPU_CODES

Cases = dict[str, tuple[Fault, int]]

# What means the same, whoever speaks the protocol.
PROTOCOL: Cases = {
    **COMMON_CASES,
    "not_verified": (Fault.FORBIDDEN, 1),
    "not_again": (Fault.SERVICE_FAULT, 1),
    "unknown_code": (Fault.REQUEST_REJECTED, 1),
    "odd_code": (Fault.REQUEST_REJECTED, 1),
    "odd_error": (Fault.SERVICE_FAULT, 3),
    "plain_error": (Fault.KEY_INVALID, 1),
    "failed_429": (Fault.RATE_LIMITED, 3),  # 200 with an error in it is that error
    "failed_503": (Fault.SERVICE_FAULT, 3),
    "failed_plainly": (Fault.UNREADABLE_ANSWER, 1),
    "null": (Fault.UNREADABLE_ANSWER, 1),
    "empty_list": (Fault.UNREADABLE_ANSWER, 1),
    "empty": (Fault.NO_IMAGE, 1),
    "no_data": (Fault.NO_IMAGE, 1),
    "null_picture": (Fault.NO_IMAGE, 1),
    "bad_base64": (Fault.UNREADABLE_ANSWER, 1),
    "number": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_list": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_item": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_usage": (Fault.UNREADABLE_ANSWER, 1),
    "wrong_seed": (Fault.UNREADABLE_ANSWER, 1),
}
CODES: Cases = {
    "key_invalid": (Fault.KEY_INVALID, 1),
    "country": (Fault.FORBIDDEN, 1),
    "model_not_found": (Fault.MODEL_RETIRED, 1),
    "moderation": (Fault.PROMPT_BLOCKED, 1),
    "hard_limit": (Fault.QUOTA_EXHAUSTED, 1),
    "no_quota": (Fault.QUOTA_EXHAUSTED, 1),
    "rate_limited": (Fault.RATE_LIMITED, 3),
    "no_tier": (Fault.FORBIDDEN, 1),
}
ARK: Cases = {
    **{f"ark_{code}": (Fault(fault), 1) for code, fault in ARK_BLOCKS.items()},
    "partly": (Fault.IMAGE_BLOCKED, 1),
    "ark_overdue": (Fault.QUOTA_EXHAUSTED, 1),
    "ark_not_open": (Fault.FORBIDDEN, 1),
    "ark_rate": (Fault.RATE_LIMITED, 3),
}
_OFTEN = {Fault.RATE_LIMITED: 3, Fault.SERVICE_FAULT: 2}
ZHIPU: Cases = {
    f"zhipu_{code}": (Fault(fault), _OFTEN.get(Fault(fault), 1))
    for code, (_, fault) in ZHIPU_CODES.items()
}
# A picture at an address is made and paid: the order is never asked for again.
AT_AN_ADDRESS: Cases = {
    **{f"at_{name}": (Fault.UNREADABLE_ANSWER, 1) for name in ADDRESSES},
    "at_gone": (Fault.UNREADABLE_ANSWER, 1),
    "at_moved": (Fault.UNREADABLE_ANSWER, 1),
    "at_flood": (Fault.UNREADABLE_ANSWER, 1),
    "at_bomb": (Fault.UNREADABLE_ANSWER, 1),
    "at_ill": (Fault.SERVICE_FAULT, 1),
    "at_reset": (Fault.NETWORK, 1),
}
CASES: dict[str, Cases] = {
    "openai": PROTOCOL | CODES,
    "ark": PROTOCOL | ARK,
    "zhipu": PROTOCOL | ZHIPU | AT_AN_ADDRESS,
    "siliconflow": PROTOCOL | AT_AN_ADDRESS | {"siliconflow_gone": (Fault.MODEL_RETIRED, 1)},
    "local": PROTOCOL | CODES,
}
MADE = PICTURES | {"words_everywhere", "other_alphabet", "no_usage", "no_details", "odd_counts"}
LASTS = LASTING | {"at_hang"}
ALL = set(SCRIPTS)
