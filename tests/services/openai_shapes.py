"""The published shapes of OpenAI's images protocol, and of the services that speak it."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from dataclasses import dataclass, field
from typing import Any

from tests.services.multipart import Part
from tests.services.replies import Paint, Reply, Script, as_json

USAGE = {
    "input_tokens": 121,
    "input_tokens_details": {"text_tokens": 21, "image_tokens": 100},
    "output_tokens": 1056,
    "total_tokens": 1177,
}
CHAT_USAGE = {
    "prompt_tokens": 100,
    "completion_tokens": 60,
    "completion_tokens_details": {"reasoning_tokens": 10},
    "total_tokens": 160,
}
USED_SEED = 4_999_999_999  # what 硅基流动 says that it has used
_URI = re.compile(r"data:image/(png|jpeg|webp);base64,([A-Za-z0-9+/]+=*)")
_SIZE = re.compile(r"([1-9]\d*)x([1-9]\d*)")


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `kept` are the pictures that the stand-in has at an address."""

    service: str
    method: str
    path: str
    headers: dict[str, str] = field(repr=False)
    key: str = field(repr=False)
    fields: dict[str, Any] = field(repr=False)
    files: list[Part] = field(default_factory=list, repr=False)
    kept: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def is_form(self) -> bool:
        return self.headers.get("content-type", "").startswith("multipart/form-data")

    @property
    def text(self) -> str:
        if self.is_chat:
            return str(self.fields["messages"][-1]["content"])
        return str(self.fields.get("prompt", ""))

    @property
    def is_chat(self) -> bool:
        return self.path.endswith("/chat/completions")

    @property
    def wants_picture(self) -> bool:
        return "/images/" in self.path

    @property
    def seed(self) -> int | None:
        found = self.fields.get("seed")
        return int(found) if found is not None else None

    @property
    def size(self) -> str:
        return str(self.fields.get("size", self.fields.get("image_size", "")))

    @property
    def ratio(self) -> str:
        width, height = sides(self.size) or (1, 1)
        common = math.gcd(width, height)
        return f"{width // common}:{height // common}"

    @property
    def pictures(self) -> list[bytes]:
        uri = self.fields.get("image")
        return [uri_data(uri)] if uri else [part.data for part in self.files]

    @property
    def facts(self) -> str:
        return f"{self.path} {self.fields.get('model')} {self.size} references={len(self.files)}"


def sides(size: str) -> tuple[int, int] | None:
    """Return width and height of "WxH"; None for anything else."""
    found = _SIZE.fullmatch(size)
    return (int(found[1]), int(found[2])) if found else None


def uri_data(uri: object) -> bytes:
    """Return the picture in a data URI; b"" for anything else."""
    found = _URI.fullmatch(uri) if isinstance(uri, str) else None
    try:
        return base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error:
        return b""


def error(
    status: int, message: str, code: str | int | None = None, kind: str = "", **headers: str
) -> Script:
    """Return a script for an error in the shape that the asked service's documents show."""

    def script(asked: Asked, _: Paint) -> Reply:
        if asked.service == "siliconflow":
            told: dict[str, Any] = {"code": code or 20015, "message": message, "data": None}
        elif asked.service == "local" and code is None:
            told = {"detail": message}
        elif asked.service == "zhipu":
            told = {"error": {"code": str(code or 1200), "message": message}}
        else:
            told = {"error": {"message": message, "type": kind, "param": None, "code": code}}
        return as_json(told, status, **headers)

    return script


def answered(asked: Asked, item: dict[str, Any], **more: Any) -> Reply:
    """Return an answer with this one picture, as the asked service words it."""
    if asked.service == "siliconflow":
        content: dict[str, Any] = {"images": [item], "timings": {"inference": 1.5}}
        return as_json(content | {"seed": USED_SEED} | more)
    content = {"created": 1_790_000_000, "data": [item], "unknown": {"new": [1]}}
    if asked.service == "openai":
        content |= {"size": asked.size, "output_format": "png", "usage": USAGE}
    if asked.service == "ark":
        usage = {"generated_images": 1, "output_tokens": 16_280, "total_tokens": 16_280}
        content |= {"model": asked.fields["model"], "usage": usage}
    return as_json(content | more)


def item(asked: Asked, data: bytes) -> dict[str, Any]:
    """Return a picture in the form that the asked service answers with."""
    if asked.service in ("zhipu", "siliconflow"):
        name = f"/pictures/{len(asked.kept)}.png"
        asked.kept[name] = data
        return {"url": f"http://{asked.headers['host']}{name}"}
    return {"b64_json": base64.b64encode(data).decode(), "url": None, "revised_prompt": None}


def chat(content: Any, finish_reason: str = "stop", **more: Any) -> Reply:
    """Return what a text model says."""
    message = {"role": "assistant", "content": content, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    return as_json({"id": "chatcmpl-1", "choices": [choice], "usage": CHAT_USAGE} | more)


def models(*names: str) -> Reply:
    """Return the list of these models."""
    rows = [{"id": name, "object": "model", "created": 0, "owned_by": ""} for name in names]
    return as_json({"object": "list", "data": rows})


def text_of(body: bytes) -> Any:
    """Return a body's JSON; None for what is none."""
    try:
        return json.loads(body)
    except ValueError:
        return None
