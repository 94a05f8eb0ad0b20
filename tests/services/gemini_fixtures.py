"""The stand-in and a provider that asks it, for every test of Gemini."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from core.providers.calling import Caller
from core.providers.gemini import GeminiProvider
from core.providers.gemini.rewriter import GeminiRewriter
from core.settings import Settings
from core.studio import Studio, open_studio
from tests.services.fake_gemini import FakeGemini
from tests.services.gemini_asking import KEY, PATIENCE_S, no_sleep, provider_at, rewriter_at


@pytest.fixture(scope="session")
def other() -> Iterator[FakeGemini]:
    """Return another origin, where nothing may arrive."""
    with FakeGemini() as server:
        yield server


@pytest.fixture(scope="session")
def service(other: FakeGemini) -> Iterator[FakeGemini]:
    """Return the stand-in of all tests."""
    with FakeGemini(redirect_to=other.url) as server:
        yield server


@pytest.fixture
def fake(service: FakeGemini) -> FakeGemini:
    """Return the stand-in with nothing asked yet."""
    service.forget()
    return service


@pytest.fixture(scope="session")
def caller() -> Caller:
    """Return the one event loop of all tests."""
    return Caller(PATIENCE_S, sleep=no_sleep)


@pytest.fixture(scope="session")
def provider(service: FakeGemini) -> GeminiProvider:
    """Return the provider that asks the stand-in."""
    return provider_at(service.url)


@pytest.fixture(scope="session")
def rewriter(service: FakeGemini) -> GeminiRewriter:
    """Return the rewriter that asks the stand-in."""
    return rewriter_at(service.url)


@pytest.fixture
def gemini_studio(
    fake: FakeGemini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    """Return a real studio whose service is the stand-in."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    opened = open_studio(
        Settings(data_dir=tmp_path, gemini_api_key=SecretStr(KEY), gemini_base_url=fake.url)
    )
    yield dataclasses.replace(opened, caller=Caller(PATIENCE_S, sleep=no_sleep))
    opened.database.dispose()
