"""Prompts are rewritten by any text model behind the chat protocol, chosen by ENHANCE_MODEL."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.catalog import estimate_rewriting
from core.providers.contract import TextModel, Usage
from core.providers.gemini.rewriter import GeminiRewriter
from core.providers.openai.rewriter import ChatRewriter
from core.providers.rewriting import INSTRUCTION
from core.providers.services import open_rewriter
from core.settings import InvalidSettings, Settings
from tests.services.fake_openai import FakeOpenai
from tests.services.gemini_asking import KEY
from tests.services.openai_asking import rewriter_at
from tests.services.openai_rules import RULES

pytest_plugins = ("tests.services.openai_fixtures",)

Speakers = dict[str, FakeOpenai]
TEXT, WISH = "海边的一座白色灯塔", "清晨"
SPENT = Usage(
    text_in=100,
    picture_in=0,
    text_out=50,
    picture_out=0,
    thinking=10,
    raw={"prompt_tokens": 100, "completion_tokens": 60, "total_tokens": 160},
)


@pytest.mark.parametrize("service", RULES)
def test_a_prompt_is_rewritten(service: str, speakers: Speakers, asker: Caller) -> None:
    """The instruction is the system's, prompt and wish are the user's; words and counts return."""
    fake = speakers[service]
    made = asker.rewrite(rewriter_at(fake), TEXT, WISH, Cancel())
    assert made.text == f"{TEXT}，{WISH}。柔和的侧光，层次分明，色彩沉稳。"
    assert made.usage == SPENT
    (asked,) = fake.asked
    assert (asked.method, asked.path) == ("POST", f"{RULES[service].base}/chat/completions")
    assert asked.key == KEY
    assert asked.fields == {
        "model": "writer-1",
        "messages": [
            {"role": "system", "content": INSTRUCTION},
            {"role": "user", "content": f"画面描述：{TEXT}\n补充要求：{WISH}"},
        ],
    }


def test_what_was_thought_is_paid_as_what_is_written() -> None:
    """The model's own sum is split, and costs the same."""
    model = TextModel("w", "W", Decimal("0.75"), Decimal("4.50"))
    assert estimate_rewriting(model, SPENT) == Decimal("0.000345")


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("chat_filtered", Fault.PROMPT_BLOCKED),
        ("chat_sensitive", Fault.PROMPT_BLOCKED),
        ("chat_empty", Fault.NO_IMAGE),
        ("chat_none", Fault.NO_IMAGE),
        ("chat_wrong", Fault.UNREADABLE_ANSWER),
        ("null", Fault.UNREADABLE_ANSWER),
        ("key_invalid", Fault.KEY_INVALID),
        ("no_quota", Fault.QUOTA_EXHAUSTED),
    ],
)
def test_a_rewriting_that_fails_says_why(
    script: str, fault: Fault, speakers: Speakers, asker: Caller
) -> None:
    """It is the failure that a picture's call would have; the order goes on without it."""
    fake = speakers["openai"]
    fake.queue(*[script] * 3)
    with pytest.raises(GenerationFailed) as caught:
        asker.rewrite(rewriter_at(fake), TEXT, WISH, Cancel())
    assert caught.value.fault is fault


def test_a_block_tells_what_it_used(speakers: Speakers, asker: Caller) -> None:
    """A blocked answer brings the usage that may be billed."""
    speakers["openai"].queue("chat_filtered")
    with pytest.raises(GenerationFailed) as caught:
        asker.rewrite(rewriter_at(speakers["openai"]), TEXT, WISH, Cancel())
    assert caught.value.usage == SPENT


@pytest.mark.parametrize("script", ["chat_long", "chat_echo"])
def test_a_written_prompt_is_one_plain_line(script: str, speakers: Speakers, asker: Caller) -> None:
    """However long it is, and whatever stands in it."""
    speakers["openai"].queue(script)
    made = asker.rewrite(rewriter_at(speakers["openai"]), TEXT, WISH, Cancel())
    assert len(made.text) <= 4000
    assert KEY not in made.text
    assert made.text.isprintable()


KEYS: dict[str, Any] = {
    "gemini_api_key": "key-g",
    "openai_api_key": "key-o",
    "zhipu_api_key": "key-z",
    "local_base_url": "http://127.0.0.1:8000/v1",
}


@pytest.mark.parametrize(
    ("named", "service", "model", "price"),
    [
        ("", "gemini", "gemini-3.5-flash-lite", "0.30"),
        ("gpt-5.4-mini", "openai", "gpt-5.4-mini", "0.75"),
        (" glm-4.7 ", "zhipu", "glm-4.7", None),
        ("openai:gpt-5.4-mini", "openai", "gpt-5.4-mini", "0.75"),
        ("openai:gpt-next", "openai", "gpt-next", None),
        ("gemini:gemini-next", "gemini", "gemini-next", None),
        ("local:qwen3:8b", "local", "qwen3:8b", None),
        ("local:Qwen/Qwen3-8B", "local", "Qwen/Qwen3-8B", None),
    ],
)
def test_any_text_model_may_be_chosen(
    named: str, service: str, model: str, price: str | None
) -> None:
    """One of the table by its id, any other by its service and id: then its price is unknown."""
    rewriter = open_rewriter(Settings(enhance_model=named, **KEYS))
    assert isinstance(rewriter, GeminiRewriter if service == "gemini" else ChatRewriter)
    assert (rewriter.name, rewriter.text_model.id) == (service, model)
    assert rewriter.text_model.input_price == (Decimal(price) if price else None)


@pytest.mark.parametrize(
    ("keys", "service"),
    [
        ({"openai_api_key": "k"}, "openai"),
        ({"siliconflow_api_key": "k", "zhipu_api_key": "k"}, "zhipu"),
        ({"ark_api_key": "k", "local_base_url": "http://localhost:1"}, None),
        ({}, None),
    ],
)
def test_unset_the_first_that_is_set_up_rewrites(keys: dict[str, Any], service: str | None) -> None:
    """In the table's order; a service without a text model there rewrites nothing by itself."""
    rewriter = open_rewriter(Settings(**keys))
    assert (rewriter.name if rewriter else None) == service


@pytest.mark.parametrize(
    "named", ["gpt-next", "demo:painter", "openai:", "openai:two words", "nobody:model", ":", "a:b"]
)
def test_a_text_model_of_nobody_stops_the_start(named: str) -> None:
    """The message names the setting and how to write it, and does not repeat what may be a key."""
    with pytest.raises(InvalidSettings) as caught:
        open_rewriter(Settings(enhance_model=named, **KEYS))
    said = str(caught.value)
    assert said.startswith("ENHANCE_MODEL: must be one of gemini-3.5-flash-lite, gpt-5.4-mini, ")
    assert "service:model of gemini, openai, ark, zhipu, siliconflow, local, such as " in said
    assert "next" not in said.replace(", such as openai:gpt-5.4-mini", "")
    assert "two words" not in said


def test_a_text_model_of_a_service_without_its_key_stops_the_start() -> None:
    """Whoever names one wants it: without it prompts would silently stay as they are."""
    with pytest.raises(InvalidSettings, match="ENHANCE_MODEL: openai lacks OPENAI_API_KEY"):
        open_rewriter(Settings(enhance_model="gpt-5.4-mini", gemini_api_key=SecretStr("k")))
