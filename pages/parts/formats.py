"""How values look everywhere: tokens, moments, durations, sizes, addresses of pictures."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from core import studio
from core.errors import StudioError
from core.pictures.storage import Kind
from core.providers.contract import Enhancer

_SITE = re.compile(r"https?://([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?(?=/|$)", re.ASCII)
HOME_ZONE = "Asia/Shanghai"  # where the browser does not say its zone, as in tests


def zone() -> tzinfo:
    """Return the viewer's time zone; anybody may send any words as its name."""
    try:
        return ZoneInfo(st.context.timezone or HOME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "America" is a folder of zones
        return ZoneInfo(HOME_ZONE)


def local(instant_ms: int) -> datetime:
    """Return an instant as the viewer's local time."""
    return datetime.fromtimestamp(instant_ms / 1000, UTC).astimezone(zone())


def moment(instant_ms: int, where: tzinfo | None = None) -> str:
    """Return an instant as text, to the second; an export knows no viewer but only `where`."""
    return f"{datetime.fromtimestamp(instant_ms / 1000, where or zone()):%Y-%m-%d %H:%M:%S}"


def midnight(day: date) -> int:
    """Return a day's first instant, in ms, where the viewer is."""
    return int(datetime.combine(day, time.min, zone()).timestamp() * 1000)


def tokens(amount: int) -> str:
    """Return an amount with its unit."""
    return f"{amount:,} 代币"


def seconds(milliseconds: int) -> str:
    """Return a duration: tenths below a minute, else minutes and seconds."""
    milliseconds = max(0, milliseconds)  # a clock that was set back makes no negative time
    if milliseconds < 60_000:
        return f"{milliseconds / 1000:.1f} 秒"
    return f"{milliseconds // 60_000} 分 {milliseconds % 60_000 // 1000} 秒"


def megabytes(size_bytes: int) -> str:
    """Return a file's size: KB below a megabyte, else MB (of 1,000,000 bytes)."""
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1_000_000 else f"{size_bytes // 1000} KB"


def usd(amount: Decimal | None) -> str:
    """Return an amount of US dollars; what is not known is not 0."""
    return "价格未知" if amount is None else f"{amount.normalize():f} 美元"


def usd_micros(micros: int) -> str:
    """Return millionths of a US dollar as dollars."""
    return usd(Decimal(micros) / 1_000_000)


def plain(words: str) -> str:
    """Return somebody's words so that Markdown shows them as they are.

    Markdown would load a remote picture that somebody put into a name or a wish.
    """
    return "".join(f"\\{c}" if c in r"\`*_{}[]()<>#+-.!|~:$&" else c for c in words)


def picture_address(kind: Kind, name: str) -> str:
    """Return the absolute, signed address of a picture: st.image takes no relative one."""
    parts = studio.current()
    return f"{_site()}{parts.images.address(kind, name, parts.now())}"


def _site() -> str:
    """Return where the viewer's page comes from; anybody may send any words as its address."""
    found = _SITE.match(st.context.url or "")
    return found[0] if found else "http://localhost:8501"


def is_stored(kind: Kind, name: str) -> bool:
    """Return whether a picture's file can be shown: the books outlive the files.

    `kind` is original or reference. A disk that cannot be read breaks no page.
    """
    images = studio.current().images
    try:
        if kind == "original":
            return images.find_original(name) is not None
        return bool(images.read_reference(name))
    except StudioError:
        return False


def model_label(model_id: str) -> str:
    """Return a model's name for people; the id of one that is not offered any more."""
    provider = studio.current().provider
    labels = {model.id: model.label for model in provider.models}
    if isinstance(provider, Enhancer):
        labels[provider.text_model.id] = provider.text_model.label
    return labels.get(model_id, model_id)
