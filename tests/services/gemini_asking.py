"""What the tests of Gemini ask, and how."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from core.errors import GenerationFailed
from core.providers.calling import Caller, Cancel
from core.providers.catalog import picture_models, text_models
from core.providers.contract import ImageRequest, Reference
from core.providers.gemini import GeminiProvider
from core.providers.gemini.connection import Connection
from core.providers.gemini.rewriter import GeminiRewriter
from core.settings import MODELS_FILE
from tests.services.replies import tiny

KEY = "test-key-0123456789-never-to-be-seen"
PROMPT = "a lighthouse that nobody may log\nwith a red door"
MODELS = picture_models(MODELS_FILE, "gemini")
REFERENCE = Reference(tiny(), "image/png")
REQUEST = ImageRequest(PROMPT, MODELS[0].id, "16:9", 7, "2K", REFERENCE)
PATIENCE_S = 20.0  # what nothing here may take, however busy the machine


async def no_sleep(_: float) -> None:
    """Take no time between tries."""


def connection_to(url: str, key: str | None = KEY, **more: object) -> Connection:
    """Return the way to this address, past every proxy."""
    secret = SecretStr(key) if key is not None else None
    settings = {"timeout_s": PATIENCE_S, "trust_env": False} | more
    return Connection(secret, base_url=url, **settings)  # type: ignore[arg-type]


def provider_at(url: str, key: str | None = KEY, **more: object) -> GeminiProvider:
    """Return a provider that asks this address."""
    return GeminiProvider(connection_to(url, key, **more), MODELS)


def rewriter_at(url: str) -> GeminiRewriter:
    """Return a rewriter that asks this address."""
    model = next(model for service, model in text_models(MODELS_FILE) if service == "gemini")
    return GeminiRewriter(connection_to(url), model)


def failure(caller: Caller, provider: GeminiProvider) -> GenerationFailed:
    """Return what a call fails with."""
    with pytest.raises(GenerationFailed) as caught:
        caller.call(provider, REQUEST, Cancel())
    return caught.value
