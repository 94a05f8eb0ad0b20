"""The full-size attacks on the reading of answers, measured in a process of its own."""

from __future__ import annotations

import base64
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.services.common_scripts import GZIPPED
from tests.services.fake_gemini import FakeGemini
from tests.services.measuring import measured
from tests.services.replies import Reply

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory as Linux tells it"),
]

ASKING = """
from tests.services.gemini_asking import REQUEST as request, provider_at
provider = provider_at({url!r})
"""


def cost(*replies: Reply) -> dict[str, Any]:
    """Return what a call costs that the stand-in answers so."""
    with FakeGemini() as fake:
        found: dict[str, Any] = measured(fake, ASKING.format(url=fake.url), *replies)
    return found


def test_an_honest_large_picture() -> None:
    """A PNG of 20 MB comes whole, and the loop has its turn all the time."""
    part = {"inlineData": {"data": base64.b64encode(os.urandom(20_000_000)).decode()}}
    content = {"candidates": [{"content": {"parts": [{"text": "好"}, part]}}]}
    honest = Reply(200, json.dumps(content, ensure_ascii=False).encode())
    assert cost(honest)["outcome"] == 20_000_000


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(200, gzip.compress(b"[" * 400_000_000, 1), GZIPPED), "unreadable_answer"),
        (Reply(400, b" " * 65_536, {}, "flood"), "request_rejected"),
        (Reply(200, b" " * 65_536, {}, "flood"), "unreadable_answer"),
        (
            Reply(
                200,
                b'{"candidates":[{"content":{"parts":[' + b'{"text":"a"},' * 3_000_000 + b"{}]}}]}",
            ),
            "unreadable_answer",
        ),
        (Reply(200, b'{"a":"' + b'\\"' * 25_000_000 + b'"}'), "unreadable_answer"),
    ],
    ids=["400 MB in gzip", "1 GB of 400", "1 GB of 200", "3,000,000 parts", "quotes"],
)
def test_a_hostile_answer_is_over_soon(reply: Reply, outcome: str) -> None:
    """Whatever the size, it is an answer that can't be read or the failure that it says it is."""
    assert cost(reply)["outcome"] == f"GENERATION_FAILED/{outcome}"
