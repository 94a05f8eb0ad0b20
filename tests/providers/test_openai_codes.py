"""What the services of OpenAI's protocol mean by their own codes, written down once more by hand.

The sources are the services' documents; a slip in data/services.toml would else be believed by the
tests that are made of that file.
"""

from __future__ import annotations

from core.faults import ProviderFault as Fault
from tests.services.openai_codes import ROWS

BY_HAND: dict[str, dict[Fault, tuple[str, ...]]] = {
    "openai": {},
    "local": {},
    "siliconflow": {Fault.MODEL_RETIRED: ("20012",)},
    "ark": {
        Fault.KEY_INVALID: ("AuthenticationError",),
        Fault.QUOTA_EXHAUSTED: ("AccountOverdueError",),
        Fault.FORBIDDEN: ("AccessDenied", "ModelNotOpen"),
        Fault.MODEL_RETIRED: ("InvalidEndpoint", "InvalidEndpointOrModel"),
        Fault.RATE_LIMITED: ("RateLimitExceeded",),
        Fault.PROMPT_BLOCKED: (
            *("SensitiveContentDetected", "InputTextSensitiveContentDetected"),
            *("InputImageSensitiveContentDetected", "InputTextRiskDetection"),
            "InputImageRiskDetection",
        ),
        Fault.IMAGE_BLOCKED: ("OutputImageSensitiveContentDetected", "OutputImageRiskDetection"),
    },
    "zhipu": {
        Fault.KEY_INVALID: ("1000", "1001", "1002", "1003", "1004"),
        Fault.FORBIDDEN: ("1110", "1111", "1112", "1121", "1220"),
        Fault.QUOTA_EXHAUSTED: ("1113", "1304", "1308"),
        Fault.REQUEST_REJECTED: ("1210", "1212", "1213", "1214", "1215"),
        Fault.MODEL_RETIRED: ("1211", "1221", "1222"),
        Fault.PROMPT_BLOCKED: ("1300", "1301"),
        Fault.RATE_LIMITED: ("1302", "1303"),
    },
}


def test_the_table_says_what_was_written_by_hand() -> None:
    """Each code of each service means one fault, and none is there that nobody looked up."""
    told = {
        name: {code: fault for fault, codes in by_fault.items() for code in codes}
        for name, by_fault in BY_HAND.items()
    }
    assert {name: dict(row.codes) for name, row in ROWS.items()} == told
