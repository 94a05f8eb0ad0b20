"""One real picture of each service: in `make test-live SERVICE=…` alone, for it costs money."""

from __future__ import annotations

import os

import pytest

from core.pictures.uploads import check_answer
from core.providers.calling import Caller, Cancel
from core.providers.catalog import estimate_picture
from core.providers.contract import Checkable, ImageRequest
from core.providers.services import SERVICES, missing, open_rewriter
from core.settings import Settings
from core.settings.kinds import listed

pytestmark = pytest.mark.live
SQUARE = (0.99, 1.01)


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> Settings:
    """Return the environment's settings; skip where nobody asked for this."""
    if request.config.option.markexpr != "live":
        pytest.skip("only in `make test-live`")
    return Settings()


@pytest.mark.parametrize("name", [name for name, row in SERVICES.items() if row.requires])
def test_a_service_makes_one_picture(name: str, settings: Settings) -> None:
    """Its key is good, and a whole square picture comes back."""
    _skip_unless_asked(name)
    if lacking := missing(settings, name):
        pytest.skip(f"{', '.join(lacking)} is not set")
    service, caller = SERVICES[name].open(settings), Caller(settings.call_timeout_s)
    if isinstance(service, Checkable) and service.has_check:
        print("checked:", caller.check(service))  # noqa: T201
    model = service.models[0]
    quality = model.qualities[0] if model.qualities else ""
    request = ImageRequest(
        "a white lighthouse by the sea", model.id, "1:1", 7, model.sizes[0], quality=quality
    )
    answer = caller.call(service, request, Cancel())
    picture = check_answer(answer.data)
    cost = estimate_picture(model, request.size, answer.usage)
    print(picture, answer.usage, answer.seed, cost, model.currency)  # noqa: T201
    assert SQUARE[0] < picture.width / picture.height < SQUARE[1]


def test_a_prompt_is_rewritten(settings: Settings) -> None:
    """The text model of whichever service is set up writes more than it was given."""
    rewriter = open_rewriter(settings)
    if rewriter is None:
        pytest.skip("no service with a text model is set up")
    _skip_unless_asked(rewriter.name)
    prompt = "海边的一座白色灯塔"
    written = Caller(settings.call_timeout_s).rewrite(rewriter, prompt, "清晨", Cancel())
    assert len(written.text) > len(prompt)


def _skip_unless_asked(name: str) -> None:
    """Skip where SERVICE names others only; fail where it names what is no service."""
    named = listed(os.environ.get("SERVICE", ""))
    unknown = set(named) - set(SERVICES)
    assert not unknown, f"SERVICE: {', '.join(sorted(unknown))} is none of {', '.join(SERVICES)}"
    if named and name not in named:
        pytest.skip("SERVICE names another")
