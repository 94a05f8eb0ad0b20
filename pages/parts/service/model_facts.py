"""What a picture model can do and what it costs its operator, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from core import messages
from core.providers.contract import Model, TokenPrices
from pages.parts import formats

TOKENS = {
    "text_in": "文字输入",
    "picture_in": "图片输入",
    "text_out": "文字输出",
    "picture_out": "图片输出",
}
UNKNOWN = "未知"


def draw(models: Sequence[Model]) -> None:
    """Draw each model with its facts, and what people should know before they choose it."""
    for model in models:
        lines = [f"**{formats.plain(model.label)}**", *_lines(model)]
        st.markdown("  \n".join(lines))
        if model.note:
            st.caption(formats.plain(model.note))


def _lines(model: Model) -> list[str]:
    facts = {
        "价格": price(model),
        "画幅": "、".join(model.aspect_ratios),
        "尺寸": "、".join(model.sizes),
        "画质": "、".join(messages.QUALITIES.get(each, each) for each in model.qualities),
        "参考": _references(model),
        "种子": "有效" if model.seed else "无效，每次都不同",
    }
    return [f":gray[{name}]　{formats.plain(told)}" for name, told in facts.items() if told]


def _references(model: Model) -> str:
    if not model.references:
        return "不接受参考图片"
    parts = [f"最多 {model.references} 张参考图片"]
    parts += ["可设强度"] if model.has_strength else []
    parts += ["画幅由参考图片决定"] if model.keeps_reference_format else []
    return "，".join(parts)


def price(model: Model) -> str:
    """Return a model's prices: a picture's by size, those of tokens, or that they are not known."""
    by_tokens = token_prices(model.token_prices, model.currency)
    a_picture = "" if by_tokens and not model.prices else f"每张 {_by_size(model)}"
    told = "；".join(filter(None, (a_picture, by_tokens))) if model.prices or by_tokens else UNKNOWN
    return f"{told}（{model.priced_on} 核对）" if model.priced_on else told


def token_prices(prices: TokenPrices, currency: str) -> str:
    """Return the prices of a million tokens of each kind that has one; "" where none has."""
    known = {name: getattr(prices, kind) for kind, name in TOKENS.items()}
    priced = [
        f"{name} {amount(each, currency)}" for name, each in known.items() if each is not None
    ]
    return f"每百万词元{'、'.join(priced)}" if priced else ""


def amount(price: Decimal | None, currency: str) -> str:
    """Return an amount; one that is not known is not 0."""
    return UNKNOWN if price is None else formats.money(price, currency)


def _by_size(model: Model) -> str:
    prices = [amount(model.prices.get(size), model.currency) for size in model.sizes]
    if len(set(prices)) == 1:
        return prices[0]
    return "、".join(f"{size} {told}" for size, told in zip(model.sizes, prices, strict=True))
