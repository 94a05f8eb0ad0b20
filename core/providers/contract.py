"""What every picture service is to the rest of the core: one method and a few declared facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Protocol, runtime_checkable

MAX_SEED = 2**31 - 1
# Percent, where nobody said one: nearer to the prompt than to the reference, which is what people
# here test. At 0 the reference comes back, at 100 it is ignored.
USUAL_STRENGTH = 65
MAX_COUNT = 10**12  # tokens of one call; what is more is no count


class Named(NamedTuple):
    """Name a service, and the settings that hold its key and its address."""

    service: str
    key: str
    address: str


@dataclass(frozen=True)
class TokenPrices:
    """Money a million tokens of each kind; None where the maker names no price."""

    text_in: Decimal | None = None
    picture_in: Decimal | None = None
    text_out: Decimal | None = None
    picture_out: Decimal | None = None


USD, CNY = "USD", "CNY"


@dataclass(frozen=True)
class Model:
    """Declare what one model can do and what it costs its operator.

    `aspect_ratios` are "width:height"; `sizes` are names ("1K" is about 1024 px on the longer
    side); `pixels` maps a size and a ratio to the "WxH" that the service is asked for, where it
    takes pixels; `references` is how many reference pictures it takes; `has_strength` says that it
    can be told how far to go from a reference, `keeps_reference_format` that a reference decides
    the format; `qualities` are the service's own names, the default first, () where it has none.

    `prices` maps a size to an amount of `currency` a picture, and an absent size means unknown;
    `token_prices` count where the maker bills by tokens. `note` is what people should know before
    they choose it, in Chinese; `is_demo` says that no AI is behind it.
    """

    id: str
    label: str
    aspect_ratios: tuple[str, ...]
    sizes: tuple[str, ...] = ("1K",)
    pixels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    references: int = 0
    has_strength: bool = False
    keeps_reference_format: bool = False
    qualities: tuple[str, ...] = ()
    seed: bool = False
    currency: str = USD
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    token_prices: TokenPrices = TokenPrices()
    priced_on: str = ""
    note: str = ""
    is_demo: bool = False


def find_model(models: Iterable[Model], model_id: str | None) -> Model | None:
    """Return the model with this id, or None."""
    return next((model for model in models if model.id == model_id), None)


@dataclass(frozen=True)
class TextModel:
    """Declare the model that rewrites prompts; prices are of `currency` a million tokens."""

    id: str
    label: str
    input_price: Decimal | None = None
    output_price: Decimal | None = None
    priced_on: str = ""
    currency: str = USD


@dataclass(frozen=True)
class Reference:
    """A checked, re-encoded reference picture: its bytes and what they are."""

    data: bytes
    mime: str


@dataclass(frozen=True)
class ImageRequest:
    """Ask for one picture.

    `text` is the whole rendered prompt; `seed` is 0 to MAX_SEED. `quality` is one of the model's,
    "" where it has none. `strength` is how far to go from the reference, in percent: 0 would be
    the reference itself; None where there is none, or the model can't be told.
    """

    text: str
    model: str
    aspect_ratio: str
    seed: int
    size: str = "1K"
    reference: Reference | None = None
    quality: str = ""
    strength: int | None = None


@dataclass(frozen=True)
class Usage:
    """Count the tokens of one call, the same way for every service; None is what it did not say.

    `thinking` is not part of `text_out`. `raw` has the service's counts under its own names.
    """

    text_in: int | None = None
    picture_in: int | None = None
    text_out: int | None = None
    picture_out: int | None = None
    thinking: int | None = None
    raw: Mapping[str, int] = field(default_factory=dict)


def counted(value: object) -> int | None:
    """Return a count of tokens as a service may say it; None for anything else."""
    return value if type(value) is int and 0 <= value <= MAX_COUNT else None


@dataclass(frozen=True)
class ImageAnswer:
    """Carry one picture as the service made it, and what the service said beside it.

    `usage` is None where the service counted nothing; `model_version` is what the service says
    has answered; `seed` is the one that it says it has used, None where it says none.
    """

    data: bytes = field(repr=False)  # a log line must never carry a picture
    finish_reason: str = ""
    usage: Usage | None = None
    model_version: str = ""
    text: str = ""
    seed: int | None = None


@dataclass(frozen=True)
class Rewritten:
    """Carry a prompt as a text model rewrote it."""

    text: str
    usage: Usage | None = None


class Provider(Protocol):
    """Make pictures. `name` is stored with each order; `models[0]` is the default."""

    name: str
    models: tuple[Model, ...]

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        """Make one picture; raise `GenerationFailed` with its `ProviderFault` for a known failure.

        A refusal that may be billed brings its `usage` along.

        Cancelling the coroutine gives the call up at once. Deadline and retries are the caller's.
        """
        ...


@runtime_checkable
class Rewriter(Protocol):
    """Rewrite prompts, for the pictures of any service. `name` is the service that is asked."""

    name: str
    text_model: TextModel

    async def rewrite(self, text: str, wish: str) -> Rewritten:
        """Return a richer description of prompt and wish; raise `GenerationFailed`.

        An order goes on with its plain prompt when this fails.
        """
        ...


class Proof(StrEnum):
    """What a check that went well proves, beside the service's address and key."""

    MODEL = "model"  # that the model is there
    KEY = "key"  # nothing: some who may look a model up may not use it
    CREDITS = "credits"  # that so many credits are left


@dataclass(frozen=True)
class Checked:
    """Say what answered a check and what that proves; `credits` are those left, None if untold."""

    name: str
    proof: Proof
    credits: Decimal | None = None


@runtime_checkable
class Checkable(Protocol):
    """A service behind a network, which can be asked whether it is there.

    `has_check` is False for one that is known to have no call that costs nothing.
    """

    name: str
    models: tuple[Model, ...]
    has_check: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the settings without which no call can succeed."""
        ...

    async def check(self) -> Checked:
        """Make one call that costs nothing; return what it proves, or raise `GenerationFailed`."""
        ...
