"""What every picture service is to the rest of the core: one method and a few declared facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, runtime_checkable

# Every name of a reason that may be kept and shown, `core.messages` has the words for each; what a
# service says beyond these is kept as UNKNOWN, because it may be anything.
UNKNOWN = "UNKNOWN"
REASONS = frozenset(
    (
        UNKNOWN,
        "NO_KEY",
        "SAFETY",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "RECITATION",
        "LANGUAGE",
        "JAILBREAK",
        "MODEL_ARMOR",
        "ESCALATION",
        "IMAGE_SAFETY",
        "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION",
        "IMAGE_OTHER",
        "NO_IMAGE",
        "MAX_TOKENS",
        "OTHER",
        "BLOCKED_REASON_UNSPECIFIED",
        "PUP_LIMITED_DISABLED",
        "CONTINUATION",
        "MALFORMED_RESPONSE",
        "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL",
        "TOO_MANY_TOOL_CALLS",
        "MISSING_THOUGHT_SIGNATURE",
    )
)
# What a service that could not be opened may name as the cause.
SETTINGS = frozenset(
    (
        "ALL_PROXY",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "SSL_CERT_FILE",
        "GEMINI_BASE_URL",
        "google-genai",
    )
)


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
class TextModel:
    """Declare the model that rewrites prompts; prices are US dollars a million tokens."""

    id: str
    label: str
    input_usd: Decimal | None = None
    output_usd: Decimal | None = None
    priced_on: str = ""


@dataclass(frozen=True)
class Reference:
    """A checked, re-encoded reference picture: its bytes and what they are."""

    data: bytes
    mime: str


@dataclass(frozen=True)
class ImageRequest:
    """Ask for one picture.

    `text` is the whole rendered prompt; `seed` is 0 to 2^31 - 1.
    """

    text: str
    model: str
    aspect_ratio: str
    seed: int
    size: str = "1K"
    reference: Reference | None = None


@dataclass(frozen=True)
class ImageAnswer:
    """Carry one picture as the service made it, and what the service said beside it.

    `usage` counts tokens under the service's own names, None where it did not say;
    `model_version` is what the service says has answered.
    """

    data: bytes = field(repr=False)  # a log line must never carry a picture
    finish_reason: str = ""
    usage: Mapping[str, int] | None = None
    model_version: str = ""
    text: str = ""


@dataclass(frozen=True)
class Enhanced:
    """Carry a prompt as a text model rewrote it."""

    text: str
    model: str
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


@runtime_checkable
class Enhancer(Protocol):
    """Rewrite prompts. A provider that is one too has this beside `generate`."""

    name: str
    text_model: TextModel

    async def enhance(self, text: str, wish: str) -> Enhanced:
        """Return a richer description of prompt and wish; raise `GenerationFailed`.

        An order goes on with its plain prompt when this fails.
        """
        ...


@runtime_checkable
class Checkable(Protocol):
    """A service behind a network, which can be asked whether it is there."""

    name: str
    models: tuple[Model, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the settings without which no call can succeed."""
        ...

    async def check(self) -> str:
        """Make one call that costs nothing; return what answered, or raise `GenerationFailed`."""
        ...
