"""What every picture service is to the rest of the core: one method and a few declared facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class Model:
    """Declare what one model can do and what it costs its operator.

    `aspect_ratios` are "width:height"; `sizes` are the service's own names ("1K" is about
    1024 px on the longer side); `references` is how many reference pictures it takes;
    `prices_usd` maps a size to US dollars a picture, and an absent size means unknown.
    """

    id: str
    label: str
    aspect_ratios: tuple[str, ...]
    sizes: tuple[str, ...] = ("1K",)
    references: int = 0
    seed: bool = False
    prices_usd: Mapping[str, Decimal] = field(default_factory=dict)
    priced_on: str = ""


@dataclass(frozen=True)
class Reference:
    """A checked, re-encoded reference picture: its bytes and what they are."""

    data: bytes
    mime: str


@dataclass(frozen=True)
class ImageRequest:
    """Ask for one picture.

    `text` is the whole rendered prompt; `prompt_id` is the library's id of it (no service
    needs it, the demo renderer picks its scene by it); `seed` is 0 to 2^31 - 1.
    """

    text: str
    model: str
    aspect_ratio: str
    seed: int
    size: str = "1K"
    reference: Reference | None = None
    prompt_id: str = ""


@dataclass(frozen=True)
class ImageAnswer:
    """Carry one picture as the service made it, and what the service said beside it."""

    data: bytes
    finish_reason: str = ""
    usage: Mapping[str, int] | None = None


class Provider(Protocol):
    """Make pictures. `name` is stored with each order; `models[0]` is the default."""

    name: str
    models: tuple[Model, ...]

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        """Make one picture; raise `GenerationFailed` with its `ProviderFault` for a known failure.

        Cancelling the coroutine gives the call up at once. Deadline and retries are the caller's.
        """
        ...
