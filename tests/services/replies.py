"""What a stand-in sends back, whatever its protocol."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Protocol

from PIL import Image


class Asked(Protocol):
    """One request as it arrived, in the same terms for every protocol."""

    @property
    def method(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def key(self) -> str:
        """Return what came as the key, "" for none; never printed."""

    @property
    def text(self) -> str:
        """Return the prompt, "" where none came."""

    @property
    def wants_picture(self) -> bool: ...

    @property
    def seed(self) -> int | None: ...

    @property
    def ratio(self) -> str:
        """Return the format as "width:height"."""

    @property
    def pictures(self) -> list[bytes]:
        """Return the reference pictures."""

    @property
    def facts(self) -> str:
        """Return what may be printed of it: neither key nor prompt."""


@dataclass(frozen=True)
class Reply:
    """What goes back; `wire` names how the connection misbehaves meanwhile."""

    status: int = 200
    body: bytes = field(default=b"", repr=False)
    headers: dict[str, str] = field(default_factory=dict)
    wire: str = ""


Paint = Callable[[Any], bytes]
Script = Callable[[Any, Paint], Reply]


def tiny(_: Asked | None = None) -> bytes:
    """Paint the smallest picture: for tests."""
    buffer = BytesIO()
    Image.new("RGB", (16, 16), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def painted(asked: Asked, service: str = "") -> bytes:
    """Paint what the demo renderer would, with the reference in it: for trying by hand.

    Each service has its own way: the same prompt and seed are another picture elsewhere.
    """
    from core.providers.demo.render import render

    reference = asked.pictures[0] if asked.pictures else None
    seed = (asked.seed or 0) ^ zlib.crc32(service.encode())
    return render(f"{asked.text}\n{service}".strip(), seed, asked.ratio, reference)


def as_json(content: Any, status: int = 200, **headers: str) -> Reply:
    """Return an answer of this content and status."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    sent = {"Content-Type": "application/json; charset=UTF-8"} | named
    return Reply(status, json.dumps(content).encode(), sent)
