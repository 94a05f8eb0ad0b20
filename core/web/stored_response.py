"""A stored file as an HTTP answer, piece by piece: from a folder and from a bucket the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formatdate
from itertools import chain

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from core.pictures.store.contract import Opened

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


def stored_response(
    found: Opened, request: Request, *, media_type: str, headers: Mapping[str, str]
) -> Response:
    """Answer with a file's bytes, or with those of one range; several ranges get the whole file.

    Raise `FileNotFoundError` or `StorageFailed` before the first byte is sent.
    """
    tags = {
        "accept-ranges": "bytes",
        "etag": found.tag,
        "last-modified": formatdate(found.modified_s, usegmt=True),
    }
    status, (start, stop) = 200, (0, found.size)
    wanted = _wanted(request, found, tags)
    if wanted is not None:
        start, stop = wanted
        if start >= stop:
            return Response(status_code=416, headers={"content-range": f"bytes */{found.size}"})
        status = 206
        tags["content-range"] = f"bytes {start}-{stop - 1}/{found.size}"
    sent = {**headers, **tags, "content-length": str(stop - start)}
    if request.method == "HEAD":
        return Response(status_code=status, media_type=media_type, headers=sent)
    pieces = found.pieces(start, stop)
    first = next(pieces, b"")
    if len(first) == stop - start:
        return Response(first, status, media_type=media_type, headers=sent)
    return StreamingResponse(chain([first], pieces), status, media_type=media_type, headers=sent)


def _wanted(request: Request, found: Opened, tags: Mapping[str, str]) -> tuple[int, int] | None:
    """Return the range that is asked for, an empty one where the file has none; None: all of it."""
    asked = _RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    unchanged = request.headers.get("if-range")
    if not asked or unchanged not in {None, tags["etag"], tags["last-modified"]}:
        return None
    first, last = asked.groups()
    if not first:
        return (max(0, found.size - int(last)), found.size) if last else None
    stop = min(int(last) + 1, found.size) if last else found.size
    return (int(first), stop) if int(first) < found.size and stop > int(first) else (0, 0)
