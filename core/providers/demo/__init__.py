"""The built-in demo renderer: pictures without a key, honest about what they are."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Literal

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers.contract import ImageAnswer, ImageRequest, Model
from core.providers.demo.painters import PAINTERS, Painters
from core.settings import Settings

Fault = Literal["none", "error", "blocked", "broken", "hang"]

MODEL = Model(
    id="demo-renderer-3",
    label="演示渲染器",
    aspect_ratios=("1:1", "3:4", "4:3", "9:16", "16:9"),
    sizes=("1K",),
    references=1,
    seed=True,
    prices={"1K": Decimal(0)},
    is_demo=True,
)
# What a broken service sends: a PNG that stops in the middle.
BROKEN_PART = 0.5


class DemoProvider:
    """Paint a picture for each request, the same for the same request; or misbehave as told.

    `delay_s` is waited before each answer; `fault` is what goes wrong, for tests and demos.
    """

    name = "demo"
    models: tuple[Model, ...] = (MODEL,)

    def __init__(
        self, delay_s: float = 0.0, fault: Fault = "none", painters: Painters = PAINTERS
    ) -> None:
        self._delay_s = delay_s
        self._fault = fault
        self._painters = painters

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        """Make one picture, PNG; raise `GenerationFailed` where `fault` says so."""
        if self._delay_s:
            await asyncio.sleep(self._delay_s)
        if self._fault == "error":
            raise GenerationFailed(ProviderFault.SERVICE_FAULT)
        if self._fault == "blocked":
            raise GenerationFailed(ProviderFault.PROMPT_BLOCKED)
        if self._fault == "hang":
            await asyncio.Event().wait()
        data = await asyncio.to_thread(self._painters.paint, request)
        if self._fault == "broken":
            data = data[: int(len(data) * BROKEN_PART)]
        return ImageAnswer(data, finish_reason="STOP")


def open_service(settings: Settings) -> DemoProvider:
    """Return the renderer, as well behaved as the settings say."""
    return DemoProvider(delay_s=settings.demo_delay_s, fault=settings.demo_fault)
