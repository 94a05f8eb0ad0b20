"""Serve pictures: stored ones to whoever holds an address, the library's samples to all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from core.errors import StudioError
from core.pictures.store.contract import Opened
from core.pictures.uploads import MIME_OF_SUFFIX
from core.web.door.refusals import uncached
from core.web.stored_response import stored_response

# kind, name, until, signature → the file, or None when the address is wrong or has expired
OpenSigned = Callable[[str, str, str, str], Opened | None]
FindSample = Callable[[str], Path | None]
OpenBallot = Callable[[str], bytes | None]  # token → a JPEG; None when nobody has this token

# A stored picture never changes, and a new address begins each hour: longer would serve nobody.
BROWSER_KEEPS_S = 3600

_ANY_TYPE = "application/octet-stream"
_REFUSED = "图片地址无效或已过期，请刷新页面。"
_GONE = "图片文件已不存在。"
_UNREADABLE = "图片现在读不到，请稍后刷新页面。"
_PICTURE_HEADERS = {
    "cache-control": f"private, max-age={BROWSER_KEEPS_S}, immutable",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}
# The same for each picture: no ETag and no date of a file, which would tell two arms apart.
_BALLOT_HEADERS = {
    "cache-control": f"private, max-age={BROWSER_KEEPS_S}",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}


def image_route(open_signed: OpenSigned) -> Route:
    """Build `GET /img/{kind}/{name}?until=…&signature=…` on what opens a signed address.

    `open_signed` may raise any `StudioError`.
    """

    def show(request: Request) -> Response:
        path, query = request.path_params, request.query_params
        given = query.get("until", ""), query.get("signature", "")
        try:
            found = open_signed(path["kind"], path["name"], *given)
            return uncached(403, _REFUSED) if found is None else _stored(found, request)
        except FileNotFoundError:
            return uncached(404, _GONE)
        except StudioError:
            return uncached(503, _UNREADABLE)

    return Route("/img/{kind}/{name}", show, methods=["GET"])


def sample_route(find: FindSample) -> Route:
    """Build `GET /sample/{name}`: everybody may see these, as they see the prompts' titles."""

    def show(request: Request) -> Response:
        path = find(request.path_params["name"])
        return uncached(404, _GONE) if path is None else _sample(path)

    return Route("/sample/{name}", show, methods=["GET"])


def ballot_route(open_ballot: OpenBallot) -> Route:
    """Build `GET /ballot/{token}`: who was given the token may see its picture, and no more of it.

    `open_ballot` may raise any `StudioError`.
    """

    def show(request: Request) -> Response:
        try:
            data = open_ballot(request.path_params["token"])
        except StudioError:
            return uncached(503, _UNREADABLE)
        if data is None:
            return uncached(404, _GONE)
        return Response(data, media_type="image/jpeg", headers=_BALLOT_HEADERS)

    return Route("/ballot/{token}", show, methods=["GET"])


def _stored(found: Opened, request: Request) -> Response:
    # The store chose the suffix after it had looked at the bytes.
    media_type = MIME_OF_SUFFIX.get(found.suffix, _ANY_TYPE)
    return stored_response(found, request, media_type=media_type, headers=_PICTURE_HEADERS)


def _sample(path: Path) -> Response:
    try:
        media_type = MIME_OF_SUFFIX.get(path.suffix, _ANY_TYPE)
        return FileResponse(
            path, media_type=media_type, headers=_PICTURE_HEADERS, stat_result=path.stat()
        )
    except FileNotFoundError:
        return uncached(404, _GONE)
