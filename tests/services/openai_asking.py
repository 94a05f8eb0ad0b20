"""What the tests of OpenAI's protocol ask, and how."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr

from core.errors import GenerationFailed
from core.providers.calling import Caller, Cancel
from core.providers.catalog import picture_models
from core.providers.connection import HttpConnection
from core.providers.contract import ImageRequest, Model, Reference, TextModel
from core.providers.openai import OpenAIProvider
from core.providers.openai.dialect import read_services
from core.providers.openai.fetching import Fetcher, Resolve, resolved
from core.providers.openai.rewriter import ChatRewriter
from core.settings import MODELS_FILE, SERVICES_FILE
from tests.services.fake_openai import FakeOpenai
from tests.services.gemini_asking import KEY, PATIENCE_S, PROMPT
from tests.services.replies import tiny

ROWS = {row.name: row for row in read_services(SERVICES_FILE)}
REFERENCE = Reference(tiny(), "image/png")
WRITER = TextModel("writer-1", "Writer")


class Names:
    """Look names up as a test says; remember which."""

    def __init__(self, *numbers: str) -> None:
        self.numbers = list(numbers)
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        if not self.numbers:
            raise OSError("no such name")
        return self.numbers


def models_of(service: str) -> tuple[Model, ...]:
    """Return the table's models of a service."""
    return picture_models(MODELS_FILE, service)


def request_to(service: str, **more: Any) -> ImageRequest:
    """Return a request that the service's default model takes, with what is asked otherwise."""
    model = models_of(service)[0]
    usual: dict[str, Any] = {"aspect_ratio": "1:1", "seed": 7, "size": model.sizes[0]}
    return ImageRequest(PROMPT, model.id, **(usual | more))


def connection_to(fake: FakeOpenai, key: str | None = KEY, **more: Any) -> HttpConnection:
    """Return the way to a stand-in, past every proxy."""
    row = ROWS[fake.name]
    lacks = () if key or not row.needs_key else (row.key_setting,)
    settings = {"base_url": fake.address, "timeout_s": PATIENCE_S, "trust_env": False}
    secret = SecretStr(key) if key is not None else None
    return HttpConnection(secret, row.named, missing=lacks, **(settings | more))


def fetcher_of(service: str, *, is_near: bool = True, resolve: Resolve = resolved) -> Fetcher:
    """Return what fetches a service's pictures, past every proxy."""
    return Fetcher(
        ROWS[service].named,
        is_near=is_near,
        resolve=resolve,
        timeout_s=PATIENCE_S,
        trust_env=False,
    )


def provider_at(fake: FakeOpenai, key: str | None = KEY, **more: Any) -> OpenAIProvider:
    """Return a provider that asks a stand-in."""
    connection = connection_to(fake, key, **more)
    return OpenAIProvider(ROWS[fake.name], connection, fetcher_of(fake.name), models_of(fake.name))


def rewriter_at(fake: FakeOpenai) -> ChatRewriter:
    """Return a rewriter that asks a stand-in."""
    return ChatRewriter(ROWS[fake.name], connection_to(fake), WRITER)


def failure(caller: Caller, provider: OpenAIProvider, **more: Any) -> GenerationFailed:
    """Return what a call fails with; nothing around it may carry the key."""
    with pytest.raises(GenerationFailed) as caught:
        caller.call(provider, request_to(provider.name, **more), Cancel())
    error = caught.value
    assert KEY not in f"{error!r}{error.facts}{error.__context__!r}"
    return error
