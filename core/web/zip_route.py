"""Send chosen pictures as a zip to whoever holds a signed address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from core.errors import OrderNotFound, PersonNotFound, StudioError
from core.messages.downloads import ZIP_NAME
from core.web.door.refusals import uncached

# person, zone, orders, until, signature → the pieces; None when the address is wrong or has ended
OpenZip = Callable[[str, str, str, str, str], Iterator[bytes] | None]

_REFUSED = "下载地址无效或已过期，请回到图库再点一次“下载所选”。"
_GONE = "这些图片都不在了，请回到图库重新选择。"
_UNREADABLE = "图片现在读不到，请稍后再试。"
_PARTS = ("person", "zone", "orders", "until", "signature")
_ZIP = "application/zip"
_ZIP_HEADERS = {
    "cache-control": "no-store",
    "content-disposition": f"attachment; filename*=UTF-8''{quote(ZIP_NAME)}",
    "x-content-type-options": "nosniff",
}


def zip_route(path: str, open_zip: OpenZip) -> Route:
    """Build `GET {path}?person=…&zone=…&orders=…&until=…&signature=…` on what opens an address.

    `open_zip` may raise any `StudioError` before its first piece.
    """

    def send(request: Request) -> Response:
        try:
            pieces = open_zip(*(request.query_params.get(name, "") for name in _PARTS))
        except (OrderNotFound, PersonNotFound):
            return uncached(404, _GONE)
        except StudioError:
            return uncached(503, _UNREADABLE)
        if pieces is None:
            return uncached(403, _REFUSED)
        if request.method == "HEAD":  # its pieces would be read and sent to nobody
            return Response(media_type=_ZIP, headers=_ZIP_HEADERS)
        return StreamingResponse(pieces, media_type=_ZIP, headers=_ZIP_HEADERS)

    return Route(path, send, methods=["GET"])
