"""The stand-in and a provider that asks it, for every test of Stability AI.

The fixture `caller` is that of `gemini_fixtures`. Plugins are of the whole run: names are once.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.providers.stability import StabilityProvider
from tests.services.fake_stability import FakeStability
from tests.services.stability_asking import provider_at


@pytest.fixture(scope="session")
def stability_elsewhere() -> Iterator[FakeStability]:
    """Return another origin, where nothing may arrive."""
    with FakeStability() as server:
        yield server


@pytest.fixture(scope="session")
def stability_service(stability_elsewhere: FakeStability) -> Iterator[FakeStability]:
    """Return the stand-in of all tests."""
    with FakeStability(redirect_to=stability_elsewhere.url) as server:
        yield server


@pytest.fixture
def stability(stability_service: FakeStability) -> FakeStability:
    """Return the stand-in with nothing asked yet."""
    stability_service.forget()
    return stability_service


@pytest.fixture(scope="session")
def stability_provider(stability_service: FakeStability) -> StabilityProvider:
    """Return the provider that asks the stand-in."""
    return provider_at(stability_service.url)
