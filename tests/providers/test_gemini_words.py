"""Gemini as a rewriter of prompts, and 测试连接: what is asked, and what comes out of it."""

from __future__ import annotations

import pytest

from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.contract import Checkable, Checked, Proof, Rewriter
from core.providers.gemini import GeminiProvider
from core.providers.gemini.rewriter import GeminiRewriter
from tests.services.fake_gemini import FakeGemini
from tests.services.gemini_asking import MODELS

pytest_plugins = ("tests.services.gemini_fixtures",)


def test_a_prompt_is_rewritten(fake: FakeGemini, caller: Caller, rewriter: GeminiRewriter) -> None:
    """The text model gets prompt and wish and no picture settings; what it writes comes back."""
    assert isinstance(rewriter, Rewriter)
    rewritten = caller.rewrite(rewriter, "一座灯塔", "红色的门", Cancel())
    assert rewritten.text.startswith("一座灯塔，红色的门。")
    assert rewritten.usage is not None
    counts = (rewritten.usage.text_in, rewritten.usage.text_out, rewritten.usage.picture_out)
    assert counts == (21, 1120, 0), "all of a text model's tokens are text"
    (asked,) = fake.asked
    assert asked.model == rewriter.text_model.id == "gemini-3.5-flash-lite"
    assert not asked.wants_picture
    assert asked.config == {}
    assert set(asked.body) - {"generationConfig"} == {"contents", "systemInstruction"}


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("quota_zero", Fault.QUOTA_EXHAUSTED),
        ("block_SAFETY", Fault.PROMPT_BLOCKED),
        ("finish_SAFETY", Fault.IMAGE_BLOCKED),
        ("finish_STOP", Fault.NO_IMAGE),
        ("not_json", Fault.UNREADABLE_ANSWER),
        ("reset", Fault.NETWORK),
    ],
)
def test_a_failed_rewriting_says_why(
    script: str, fault: Fault, fake: FakeGemini, caller: Caller, rewriter: GeminiRewriter
) -> None:
    """Rewriting fails with the same codes; the order can go on with its plain prompt."""
    fake.queue(script)
    with pytest.raises(GenerationFailed) as caught:
        caller.rewrite(rewriter, "一座灯塔", "", Cancel())
    assert caught.value.fault is fault


def test_the_check_is_one_free_question(
    fake: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """测试连接 looks the default model up, with the key, and makes nothing."""
    assert isinstance(provider, Checkable)
    assert caller.check(provider) == Checked(f"The {MODELS[0].id}", Proof.MODEL)
    (asked,) = fake.asked
    assert (asked.method, asked.path) == ("GET", f"/v1beta/models/{MODELS[0].id}")


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("key_invalid", Fault.KEY_INVALID),
        ("forbidden", Fault.FORBIDDEN),
        ("not_found", Fault.MODEL_RETIRED),
        ("unavailable", Fault.SERVICE_FAULT),
    ],
)
def test_a_failed_check_says_why(
    script: str, fault: Fault, fake: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """The check tells the same codes as an order would, after one try."""
    fake.queue(script)
    with pytest.raises(GenerationFailed) as caught:
        caller.check(provider)
    assert caught.value.fault is fault
    assert len(fake.asked) == 1
