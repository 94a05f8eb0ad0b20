"""What the tests of Stability AI ask, and how."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from core.errors import GenerationFailed
from core.providers.calling import Caller, Cancel
from core.providers.catalog import picture_models
from core.providers.connection import HttpConnection
from core.providers.contract import ImageRequest
from core.providers.stability import StabilityProvider
from core.providers.stability.named import NAMED
from core.settings import MODELS_FILE
from tests.services.gemini_asking import KEY, PATIENCE_S, PROMPT

MODELS = picture_models(MODELS_FILE, "stability")
REQUEST = ImageRequest(PROMPT, "core", "16:9", 7)


def provider_at(url: str, key: str | None = KEY, **more: object) -> StabilityProvider:
    """Return a provider that asks this address, past every proxy."""
    options = {"timeout_s": PATIENCE_S, "trust_env": False} | more
    connection = HttpConnection(
        SecretStr(key) if key else None,
        NAMED,
        base_url=url,
        missing=() if key else (NAMED.key,),
        **options,  # type: ignore[arg-type]
    )
    return StabilityProvider(connection, MODELS)


def failure(
    caller: Caller, provider: StabilityProvider, request: ImageRequest = REQUEST
) -> GenerationFailed:
    """Return what a call fails with."""
    with pytest.raises(GenerationFailed) as caught:
        caller.call(provider, request, Cancel())
    return caught.value
