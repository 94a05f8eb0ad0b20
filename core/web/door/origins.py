"""Whose request is this? Pure rules on the Host and Origin headers.

A page of another site can make a browser send anything to this server, but it can't choose these
two headers: Origin names the site that asks, Host the name it asked for. A name that an attacker
has pointed at this machine (DNS rebinding) makes both equal; hence only known names are served.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})

_PLACE = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>\d{1,5}))?", re.ASCII)
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<place>.+)", re.ASCII)
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Place(NamedTuple):
    """A host, in lower case and without the root's dot, and its port where one is said."""

    host: str
    port: int | None


def place_of(text: str) -> Place | None:
    """Return what a Host header names, or None for anything but host and port."""
    found = _PLACE.fullmatch(text.lower())
    if found is None:
        return None
    host = found["host"].removesuffix(".")
    return Place(host, int(found["port"]) if found["port"] else None) if host else None


def is_known(host: str, names: frozenset[str]) -> bool:
    """Return whether a Host header names one of `names`, whatever the port."""
    place = place_of(host)
    return place is not None and place.host in names


def is_same(origin: str, host: str) -> bool:
    """Return whether Origin and Host name the same host and port.

    The scheme may differ, because a proxy may have taken the TLS off; a port that is not said is
    the default of Origin's scheme, for Host too.
    """
    found = _ORIGIN.fullmatch(origin.lower())
    if found is None:
        return False
    ours, theirs = place_of(host), place_of(found["place"])
    if ours is None or theirs is None:
        return False
    default = _DEFAULT_PORTS[found["scheme"]]
    return (ours.host, ours.port or default) == (theirs.host, theirs.port or default)
