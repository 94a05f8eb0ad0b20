"""How values look everywhere: tokens, moments, durations, sizes, prices, somebody's words."""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from core.messages import services as messages
from core.tables import MICROS

WORD_JOINER = "\u2060"
_FOUND_LATER = re.compile(
    r":(?!\d\d:)(?=[\w+-]+(/\w+)?:)"  # an icon or emoji by its name, and no time of day
    r"|:(?=//)|(?<=www)(?=\.)|(?<=@)(?=[\w-])"  # an address
    r"|(?<=[<>~-])(?=[<>=-])",  # an arrow, a dash, an inequality
    re.ASCII | re.IGNORECASE,
)
_ESCAPED = str.maketrans({c: f"\\{c}" for c in r"\`*_{}[]()<>#+-.!|~:$&"})

HOME_ZONE = "Asia/Shanghai"  # where the browser does not say its zone, as in tests


def zone() -> ZoneInfo:
    """Return the viewer's time zone; anybody may send any words as its name."""
    try:
        return ZoneInfo(st.context.timezone or HOME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "America" is a folder of zones
        return ZoneInfo(HOME_ZONE)


def local(instant_ms: int, where: tzinfo | None = None) -> datetime:
    """Return an instant as the viewer's local time; who asks often knows `where` that is."""
    return datetime.fromtimestamp(instant_ms / 1000, where or zone())


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


def ago(instant_ms: int, now_ms: int) -> str:
    """Return how long ago an instant was, in the largest whole unit; one to come is just now."""
    minutes = (now_ms - instant_ms) // 60_000
    if minutes < 1:
        return "刚刚"
    if minutes < 60:
        return f"{minutes} 分钟前"
    return f"{minutes // 60} 小时前" if minutes < 60 * 24 else f"{minutes // (60 * 24)} 天前"


def megabytes(size_bytes: int) -> str:
    """Return a file's size: KB below a megabyte, else MB (of 1,000,000 bytes)."""
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1_000_000 else f"{size_bytes // 1000} KB"


def money(amount: Decimal, currency: str) -> str:
    """Return an amount of a currency."""
    return f"{amount.normalize():f} {messages.currency(currency)}"


def micros(amount: int, currency: str) -> str:
    """Return millionths of a currency as an amount of it."""
    return money(Decimal(amount) / MICROS, currency)


def plain(words: str) -> str:
    """Return somebody's words so that Markdown shows them as they are.

    Markdown would load a remote picture that somebody put into a name or a wish. Icons, emoji,
    arrows and bare addresses are found after Markdown was read, where escaping has gone: their
    patterns are broken by a character without width.
    """
    broken = _FOUND_LATER.sub(f"\\g<0>{WORD_JOINER}", words)
    return broken.translate(_ESCAPED)
