"""The published shapes of Gemini's requests and answers, as the stand-in reads and writes them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from tests.services.replies import Reply, Script, as_json

USAGE = {
    "promptTokenCount": 21,
    "candidatesTokenCount": 1120,
    "totalTokenCount": 1141,
    "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 21}],
    "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
}


def pick(table: dict[str, Any], name: str) -> Any:
    """Return a field by its published name, as whichever of its two forms it came."""
    return next((value for sent, value in table.items() if camel(sent) == name), None)


def camel(name: str) -> str:
    """Return a field's published name: the SDK writes some of them in snake_case."""
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `key` is what came in its header, never printed."""

    method: str
    path: str
    version: str
    model: str
    headers: dict[str, str] = field(repr=False)
    key: str = field(repr=False)
    body: dict[str, Any] = field(repr=False)

    @property
    def parts(self) -> list[dict[str, Any]]:
        return [part for content in self.body.get("contents", []) for part in content["parts"]]

    @property
    def text(self) -> str:
        return "\n".join(part["text"] for part in self.parts if "text" in part)

    @property
    def references(self) -> list[tuple[str, bytes]]:
        blobs = [pick(part, "inlineData") for part in self.parts if pick(part, "inlineData")]
        # The SDK writes URL-safe base64, and the service takes both alphabets.
        return [
            (pick(blob, "mimeType"), base64.urlsafe_b64decode(blob["data"].translate(_URL_SAFE)))
            for blob in blobs
        ]

    @property
    def config(self) -> dict[str, Any]:
        return pick(self.body, "generationConfig") or {}

    @property
    def image(self) -> dict[str, Any]:
        return pick(self.config, "imageConfig") or {}

    @property
    def wants_picture(self) -> bool:
        return "IMAGE" in (pick(self.config, "responseModalities") or [])

    @property
    def seed(self) -> int | None:
        return pick(self.config, "seed")

    @property
    def ratio(self) -> str:
        return pick(self.image, "aspectRatio") or "1:1"

    @property
    def pictures(self) -> list[bytes]:
        return [data for _, data in self.references]

    @property
    def facts(self) -> str:
        return f"{self.model} {self.image} references={len(self.references)}"


_URL_SAFE = str.maketrans("+/", "-_")


def answer(parts: list[dict[str, Any]], asked: Asked, reason: str = "STOP") -> Reply:
    """Return one candidate with these parts."""
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": reason, "index": 0}
    return as_json(
        {"candidates": [candidate], "usageMetadata": USAGE, "modelVersion": f"{asked.model}-001"}
    )


def inline(data: bytes, mime: str = "image/png", **more: Any) -> dict[str, Any]:
    """Return a part with a picture in it."""
    encoded = base64.b64encode(data).decode()
    return {"inlineData": {"mimeType": mime, "data": encoded}} | more


def error(status: int, name: str, message: str, *details: dict[str, Any], **headers: str) -> Script:
    """Return a script for an error in the vendor's shape."""
    told = {"code": status, "message": message, "status": name}
    if details:
        told["details"] = list(details)  # type: ignore[assignment]
    return lambda *_: as_json({"error": told}, status, **headers)
