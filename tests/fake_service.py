"""A fake service with everything that a service may have: models, rewriting, and a check."""

from __future__ import annotations

import inspect
from collections import deque
from dataclasses import replace
from decimal import Decimal
from typing import Any

from fakes import FakeProvider

from core.providers.contract import (
    CNY,
    Checked,
    ImageAnswer,
    ImageRequest,
    Model,
    Proof,
    Rewritten,
    TextModel,
    Usage,
)

BIG = Model(
    "fake-big",
    "Big · 标准",
    ("1:1", "2:3", "3:2", "4:1", "9:16", "16:9", "21:9"),  # more than fit as buttons
    sizes=("1K", "2K"),
    references=3,
    seed=True,
    prices={"1K": Decimal("0.0336")},
    priced_on="2026-11-22",
)
SMALL = Model("fake-small", "Small", ("1:1", "16:9"), prices={"1K": Decimal(0)})
TEXT_MODEL = TextModel("fake-text", "Writer", Decimal("0.30"), Decimal("2.50"), "2026-11-22")
REWRITTEN = "a tall white lighthouse at dawn, and nobody may log that either"
REWRITING = Rewritten(
    REWRITTEN,
    Usage(text_in=100, text_out=50, thinking=10),
)
REWRITING_MICROS = 180  # 100 tokens at 0.30 and 60 at 2.50 US dollars a million
CHECKED = Checked("B*g", Proof.MODEL)
SAID: dict[str, Any] = {
    "finish_reason": "STOP",
    "usage": Usage(
        text_in=21,
        picture_out=1120,
        raw={"prompt_token_count": 21, "total_token_count": 1141},
    ),
    "model_version": "fake-big-001",
    "text": "Here it is.",
}


class FakeService(FakeProvider):
    """Queue rewritings as `FakeProvider` queues answers; `said` comes with each picture.

    `checked` is what a check answers or raises.
    """

    models: tuple[Model, ...] = (BIG, SMALL)
    text_model = TEXT_MODEL
    missing: tuple[str, ...] = ()
    has_check = True

    def __init__(
        self,
        *rewritings: Any,
        said: dict[str, Any] = SAID,
        checked: Any = CHECKED,
    ) -> None:
        super().__init__()
        self.rewritings = deque(rewritings)
        self.said = said
        self.checked = checked
        self.checks = 0
        self.asked_to_rewrite: list[tuple[str, str]] = []

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        return replace(await super().generate(request), **self.said)

    async def rewrite(self, text: str, wish: str) -> Rewritten:
        self.asked_to_rewrite.append((text, wish))
        answer = self.rewritings.popleft() if self.rewritings else REWRITING
        if callable(answer):
            answer = answer(text)
            if inspect.isawaitable(answer):
                answer = await answer
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def check(self) -> Checked:
        self.checks += 1
        if isinstance(self.checked, BaseException):
            raise self.checked
        assert isinstance(self.checked, Checked)
        return self.checked


class YuanProvider(FakeProvider):
    """A service that bills in another currency."""

    name = "yuan"
    models: tuple[Model, ...] = (
        Model("yuan-1", "Yuan", ("1:1",), currency=CNY, prices={"1K": Decimal("0.25")}),
    )


class SecondProvider(FakeProvider):
    """A second service, with a model of its own that can do less."""

    name = "second"
    models: tuple[Model, ...] = (Model("second-1", "Second", ("1:1", "5:7"), sizes=("S", "L")),)
