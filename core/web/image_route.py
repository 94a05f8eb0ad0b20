"""Serve stored pictures to whoever holds a signed address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

# kind, name, until, signature → the file, or None when the address is wrong or has expired
OpenSigned = Callable[[str, str, str, str], Path | None]

# A stored picture never changes, and a new address begins each hour: longer would serve nobody.
BROWSER_KEEPS_S = 3600

_MAGIC_BYTES = 16
_REFUSED = "图片地址无效或已过期，请刷新页面。"
_GONE = "图片文件已不存在。"
_PICTURE_HEADERS = {
    "cache-control": f"private, max-age={BROWSER_KEEPS_S}, immutable",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}


def image_route(open_signed: OpenSigned) -> Route:
    """Build `GET /img/{kind}/{name}?until=…&signature=…` on what opens a signed address."""

    def show(request: Request) -> Response:
        query = request.query_params
        path = open_signed(
            request.path_params["kind"],
            request.path_params["name"],
            query.get("until", ""),
            query.get("signature", ""),
        )
        return _refuse(403, _REFUSED) if path is None else _picture(path)

    return Route("/img/{kind}/{name}", show, methods=["GET"])


def _picture(path: Path) -> Response:
    try:
        with path.open("rb") as file:
            media_type = _media_type(file.read(_MAGIC_BYTES))
        return FileResponse(
            path, media_type=media_type, headers=_PICTURE_HEADERS, stat_result=path.stat()
        )
    except FileNotFoundError:
        return _refuse(404, _GONE)


def _media_type(head: bytes) -> str:
    """Return the type that the first bytes show; a name can claim anything."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif"
    return "application/octet-stream"


def _refuse(status: int, text: str) -> Response:
    return PlainTextResponse(text, status, headers={"cache-control": "no-store"})
