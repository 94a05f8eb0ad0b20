"""The stand-ins of Gemini and of OpenAI's protocol refuse what their services would."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.services.fake_gemini import FakeGemini
from tests.services.fake_openai import FakeOpenai

pytest_plugins = ("tests.services.gemini_fixtures", "tests.services.openai_fixtures")

WORDS: dict[str, Any] = {"contents": [{"parts": [{"text": "p"}]}]}
PICTURE = {"responseModalities": ["TEXT", "IMAGE"], "imageConfig": {"aspectRatio": "1:1"}}


def posted(url: str, headers: dict[str, str], body: dict[str, Any]) -> httpx2.Response:
    """Return what a request gets."""
    with httpx2.Client(trust_env=False) as client:
        return client.post(url, headers=headers, json=body)


@pytest.mark.parametrize(
    ("config", "more", "status"),
    [
        (PICTURE, {}, 200),
        ({"response_modalities": ["IMAGE"], "image_config": {"image_size": "2K"}}, {}, 200),
        (PICTURE, {"prompt": "p"}, 400),
        (PICTURE | {"quality": "high"}, {}, 400),
        (PICTURE | {"imageConfig": {"aspectRatio": "1:1", "strength": 0.5}}, {}, 400),
    ],
)
def test_gemini_takes_no_field_that_is_not_published(
    config: dict[str, Any], more: dict[str, Any], status: int, fake: FakeGemini
) -> None:
    """Whichever table it stands in, an unknown name is a bad request."""
    address = f"{fake.url}/v1beta/models/gemini-nano-banana-2.1:generateContent"
    body = WORDS | {"generationConfig": config} | more
    assert posted(address, {"x-goog-api-key": "k"}, body).status_code == status


@pytest.mark.parametrize(("sent", "status"), [("Bearer k", 200), ("k", 401), ("Basic k", 401)])
def test_openais_key_is_a_bearer(sent: str, status: int, speakers: dict[str, FakeOpenai]) -> None:
    """A key without that word before it opens nothing."""
    speaker = speakers["openai"]
    body = {"model": "gpt-image-2.6-flare", "prompt": "p", "size": "1024x1024"}
    answer = posted(f"{speaker.address}/images/generations", {"Authorization": sent}, body)
    assert answer.status_code == status
