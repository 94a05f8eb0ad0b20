"""The stand-ins of all services that speak OpenAI's protocol, for every test of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from core.providers.calling import Caller
from core.providers.openai import OpenAIProvider
from tests.services.fake_openai import FakeOpenai
from tests.services.gemini_asking import PATIENCE_S, no_sleep
from tests.services.openai_asking import provider_at
from tests.services.openai_rules import RULES


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[FakeOpenai]:
    """Return another origin, where nothing may arrive."""
    with FakeOpenai() as server:
        yield server


@pytest.fixture(scope="session")
def all_speakers(elsewhere: FakeOpenai) -> Iterator[dict[str, FakeOpenai]]:
    """Return the stand-in of each service."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(FakeOpenai(name, redirect_to=elsewhere.url)) for name in RULES
        }


@pytest.fixture
def speakers(all_speakers: dict[str, FakeOpenai]) -> dict[str, FakeOpenai]:
    """Return the stand-in of each service, with nothing asked yet."""
    for fake in all_speakers.values():
        fake.forget()
    return all_speakers


@pytest.fixture(scope="session")
def askers(all_speakers: dict[str, FakeOpenai]) -> dict[str, OpenAIProvider]:
    """Return the provider of each service."""
    return {name: provider_at(fake) for name, fake in all_speakers.items()}


@pytest.fixture(scope="session")
def asker() -> Caller:
    """Return the event loops of all these tests."""
    return Caller(PATIENCE_S, sleep=no_sleep)
