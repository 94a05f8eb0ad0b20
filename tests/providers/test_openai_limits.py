"""Large and hostile answers in OpenAI's protocol, measured in a process of their own."""

from __future__ import annotations

import base64
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.services.common_scripts import GZIPPED
from tests.services.fake_openai import FakeOpenai
from tests.services.measuring import measured
from tests.services.replies import Reply, as_json

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory as Linux tells it"),
]

PICTURE = 20_000_000  # bytes
ASKING = """
from types import SimpleNamespace
from core.providers.contract import Reference
from tests.services.openai_asking import provider_at, request_to
provider = provider_at(SimpleNamespace(name={name!r}, address={address!r}))
request = request_to({name!r}, reference={reference})
"""


def cost(service: str, *replies: Reply, reference: str = "None") -> dict[str, Any]:
    """Return what a call costs that the service's stand-in answers so."""
    with FakeOpenai(service) as fake:
        facts = {"name": service, "address": fake.address, "reference": reference}
        if service == "zhipu":  # the small picture takes a second request
            fake.queue("picture")
        found: dict[str, Any] = measured(fake, ASKING.format(**facts), *replies)
    return found


def test_an_honest_large_picture_in_json() -> None:
    """A PNG of 20 MB comes whole, and the loop has its turn all the time."""
    text = base64.b64encode(os.urandom(PICTURE)).decode()
    honest = Reply(200, json.dumps({"data": [{"b64_json": text}]}).encode())
    assert cost("openai", honest)["outcome"] == PICTURE


def test_an_honest_large_picture_at_an_address() -> None:
    """So does one that is fetched."""
    with FakeOpenai("zhipu") as store:
        store.kept["/pictures/a.png"] = os.urandom(PICTURE)
        told = as_json({"data": [{"url": f"{store.url}/pictures/a.png"}]})
        assert cost("zhipu", told)["outcome"] == PICTURE


@pytest.mark.parametrize("service", ["openai", "ark"])
def test_a_large_reference(service: str) -> None:
    """3 MB, more than 2,048 px of JPEG have, go along without holding up the loop."""
    reference = "Reference(bytes(3_000_000), 'image/jpeg')"
    small = as_json({"data": [{"b64_json": "YQ=="}]})
    assert cost(service, small, reference=reference)["outcome"] == 1


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(200, gzip.compress(b"[" * 400_000_000, 1), GZIPPED), "unreadable_answer"),
        (Reply(400, b" " * 65_536, {}, "flood"), "request_rejected"),
        (Reply(200, b" " * 65_536, {}, "flood"), "unreadable_answer"),
        (
            Reply(200, b'{"data":[' + b'{"b64_json":"a"},' * 3_000_000 + b"{}]}"),
            "unreadable_answer",
        ),
    ],
    ids=["400 MB in gzip", "1 GB of 400", "1 GB of 200", "3,000,000 pictures"],
)
def test_a_hostile_answer_is_over_soon(reply: Reply, outcome: str) -> None:
    """Whatever the size, it is an answer that can't be read or the failure that it says it is."""
    assert cost("openai", reply)["outcome"] == f"GENERATION_FAILED/{outcome}"
