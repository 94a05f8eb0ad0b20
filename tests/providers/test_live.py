"""One real picture from the real service: `make test-live`, and only there, for it costs money."""

from __future__ import annotations

import os

import pytest

from core.pictures.uploads import check_answer
from core.providers.calling import Caller, Cancel
from core.providers.catalog import estimate_picture
from core.providers.contract import Checkable, ImageRequest, Rewriter
from core.providers.gemini import open_service
from core.providers.services import open_rewriter
from core.settings import Settings

pytestmark = pytest.mark.live
SQUARE = (0.99, 1.01)


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> Settings:
    """Return the environment's settings; skip without a key, or where nobody asked for this."""
    if request.config.option.markexpr != "live":
        pytest.skip("only in `make test-live`")
    if not os.environ.get("GEMINI_API_KEY", "").strip():
        pytest.skip("GEMINI_API_KEY is not set")
    return Settings(image_provider="gemini")


def test_gemini_makes_one_picture(settings: Settings) -> None:
    """The key is good, the prompt is rewritten, and a whole square picture comes back."""
    provider, rewriter = open_service(settings), open_rewriter(settings)
    caller = Caller(settings.call_timeout_s)
    assert isinstance(provider, Checkable)
    assert isinstance(rewriter, Rewriter)
    print("checked:", caller.check(provider))  # noqa: T201
    rewritten = caller.rewrite(rewriter, "海边的一座白色灯塔", "清晨", Cancel())
    model = provider.models[0]
    answer = caller.call(provider, ImageRequest(rewritten.text, model.id, "1:1", 7), Cancel())
    picture = check_answer(answer.data)
    print(picture, answer.usage, estimate_picture(model, "1K"))  # noqa: T201
    assert SQUARE[0] < picture.width / picture.height < SQUARE[1]
