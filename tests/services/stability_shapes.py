"""The published shapes of Stability AI's requests and answers, as the stand-in has them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from tests.services.multipart import Part
from tests.services.replies import Reply, Script, as_json

MAKE = "/v2beta/stable-image/generate/"
BALANCE = "/v1/user/balance"
CREDITS = 42.5
ANY_SEED = 1_234_567  # the one that is used where the request leaves it open
NAMES = {
    400: "bad_request",
    401: "unauthorized",
    402: "payment_required",
    413: "payload_too_large",
    429: "rate_limit_exceeded",
    500: "internal_error",
}


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `parts` is None for what is no multipart form."""

    method: str
    path: str
    headers: dict[str, str] = field(repr=False)
    key: str = field(repr=False)
    parts: list[Part] | None = field(repr=False)
    size: int = 0  # bytes of the body

    @property
    def endpoint(self) -> str:
        return self.path.removeprefix(MAKE)

    @property
    def fields(self) -> dict[str, str]:
        return {part.name: part.data.decode() for part in self.parts or () if not part.filename}

    @property
    def references(self) -> list[Part]:
        return [part for part in self.parts or () if part.filename]

    @property
    def pictures(self) -> list[bytes]:
        return [part.data for part in self.references]

    @property
    def model(self) -> str:
        return self.fields.get("model", "sd3.5-large") if self.endpoint == "sd3" else self.endpoint

    @property
    def text(self) -> str:
        return self.fields.get("prompt", "")

    @property
    def wants_picture(self) -> bool:
        return self.method == "POST"

    @property
    def seed(self) -> int:
        return int(self.fields.get("seed", "0")) or ANY_SEED

    @property
    def ratio(self) -> str:
        return self.fields.get("aspect_ratio", "1:1")

    @property
    def facts(self) -> str:
        if not self.wants_picture:
            return self.path
        return f"{self.model} {self.ratio} references={len(self.references)}"


def answer(picture: bytes, asked: Asked, reason: str = "SUCCESS") -> Reply:
    """Return a picture as the service wraps it: in JSON, or as it is with facts in headers."""
    if asked.headers.get("accept") == "image/*":
        facts = {"finish-reason": reason, "seed": str(asked.seed)}
        return Reply(200, picture, {"Content-Type": "image/png"} | facts)
    encoded = base64.b64encode(picture).decode()
    return as_json({"image": encoded, "finish_reason": reason, "seed": asked.seed})


def error(status: int, name: str, *said: str, **headers: str) -> Script:
    """Return a script for an error in the vendor's shape."""
    told = {"id": "0af7651916cd43dd", "name": name, "errors": said}
    return lambda *_: as_json(told, status, **headers)


def refuse(status: int, words: str, **headers: str) -> Script:
    """Return a script for an error with the name that goes with its code."""
    return error(status, NAMES.get(status, "error"), words, **headers)
