"""Kinds of values that settings share: a key that can be sent, an address over TLS."""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr


def _sendable(key: SecretStr | None) -> SecretStr | None:
    """Strip the key; refuse what cannot stand in an HTTP header (httpx2 would raise late)."""
    text = key.get_secret_value().strip() if key else ""
    if not text:
        return None
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise ValueError("must be printable ASCII without spaces")
    return SecretStr(text)


def tls_address(url: str, *, allow_http: bool = False) -> str:
    """Refuse plain http: keys and prompts would be readable on the way to another machine."""
    if not url:
        return url
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", url):
        raise ValueError("must be an address like https://host")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not hold a name or password")
    if parts.scheme == "http" and not (allow_http or is_loopback(parts.hostname)):
        raise ValueError("must begin with https://, unless the host is this machine")
    return url


def is_loopback(host: str) -> bool:
    """Return whether a host's name or number is surely this machine's own."""
    if host.lower().removesuffix(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


ServiceKey = Annotated[SecretStr | None, AfterValidator(_sendable)]
ServiceAddress = Annotated[str, AfterValidator(tls_address)]


def listed(names: str) -> list[str]:
    """Return the names in a comma list, without blanks around them and without empty ones."""
    return [name for part in names.split(",") if (name := part.strip())]
