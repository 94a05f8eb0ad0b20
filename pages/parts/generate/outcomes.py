"""What became of orders placed together: pictures with their actions, failures by their cause."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.library.prompts import Card
from core.orders import gate
from core.orders.views.reads import OrderLife
from core.orders.views.results import Placing
from core.tables import Generation, OrderStatus, Outcome, User
from pages.parts import error_box, formats, order_facts, pictures
from pages.parts.order_form import makers, ordering
from pages.parts.progress import took
from pages.parts.service import model_label

COLUMNS = 2  # four pictures stand 2 × 2
LEAST_WIDTH = 120  # px of a picture: two stand side by side on a phone, too
NOT_BEGUN = "没有开始"
# What a click's orders may have in common, and what is said of each where they have not.
SHARED = ("画幅", "尺寸", "画质", "图片服务", "模型", order_facts.COST)
EACH = ("种子", "实际使用的种子", "画质", "参考强度", order_facts.COST)


def draw_grid(count: int) -> st.delta_generator.DeltaGenerator:
    """Draw the place of so many pictures, and return it: one alone has the whole width."""
    return st.grid(min(count, COLUMNS), min_column_width=LEAST_WIDTH, gap=("small", "xsmall"))


def draw_ended(
    life: OrderLife, person: User, cards: Mapping[str, Card], draw_caption: Callable[[], None]
) -> None:
    """Draw what one order came to, in its place: its picture, or why there is none; a caption."""
    order = life.order
    if life.image and life.image.trashed_at:
        st.caption("已删除。" if life.image.purged_at else "在图库的回收站里。")
        draw_caption()
    elif order.status == OrderStatus.SETTLED:
        draw_picture(order, person, cards, draw_caption)
    else:
        with st.container(key=f"result_{order.id}", gap="xsmall"):
            error_box.show_ended(order)
            draw_caption()
            _draw_again(_once_more(order), [order], person, cards)


def draw_picture(
    order: Generation,
    person: User,
    cards: Mapping[str, Card],
    draw_caption: Callable[[], None] = lambda: None,
) -> None:
    """Draw a finished picture, its caption if it has one, and what can be done with it."""
    with st.container(key=f"result_{order.id}", gap="xsmall"):
        pictures.draw_picture(order.id, order.prompt_title, order.created_at, width="stretch")
        draw_caption()
        with st.container(horizontal=True, gap="xxsmall"):
            pictures.draw_download(order.id, key=f"download_{order.id}")
            _draw_again("再来一张", [order], person, cards)


def draw_failures(
    placing: Placing, person: User, cards: Mapping[str, Card], *, least: int = 1
) -> None:
    """Draw one box for each cause of which orders ended without a picture, and the way on.

    A cause of fewer than `least` orders is told in their places.
    """
    for orders in causes(placing):
        if len(orders) < least:
            continue
        with st.container(key=f"result_{orders[0].id}", gap="small"):
            error_box.show_ended(orders[0], _how_many(orders, placing), alike=orders)
            if orders[0].outcome != Outcome.CANCELLED or len(orders) == 1:
                _draw_ways_on(orders, person, cards)


def causes(placing: Placing) -> list[list[Generation]]:
    """Return the orders that ended without a picture, those of one cause together."""
    found: dict[tuple[str, str, str], list[Generation]] = {}
    for order in placing.orders:
        if order.status == OrderStatus.RELEASED:
            found.setdefault(_cause(order), []).append(order)
    return list(found.values())


def _draw_ways_on(orders: Sequence[Generation], person: User, cards: Mapping[str, Card]) -> None:
    """Draw the button that orders all of them again.

    One form asks each of its models for as many pictures: where they are not, there are several
    buttons.
    """
    by_model: dict[str, list[Generation]] = {}
    for order in orders:
        by_model.setdefault(_model(order), []).append(order)
    clicks: dict[int, list[str]] = {}
    for model, each in by_model.items():
        clicks.setdefault(len(each), []).append(model)
    for models in clicks.values():
        whose = f"：{formats.plain('、'.join(models))}" if len(clicks) > 1 else ""
        again = [order for order in orders if _model(order) in models]
        _draw_again(f"{_once_more(again[0])}{whose}", again, person, cards)


def _model(order: Generation) -> str:
    return model_label(order.provider, order.model)


def say_trashed(placing: Placing) -> None:
    """Say how many pictures are not shown because their person has put them into the bin."""
    images = [life.image for life in placing.lives if life.image and life.image.trashed_at]
    purged = sum(image.purged_at is not None for image in images)
    for count, where in ((len(images) - purged, "在图库的回收站里"), (purged, "已删除")):
        if count:
            st.caption(f"{count} 张图片{where}。")


def draw_caption(placing: Placing) -> None:
    """Draw one caption for all: of what they are, how many, what they cost, when, how long."""
    orders = placing.orders
    first, ended = orders[0], [order.ended_at or order.created_at for order in orders]
    made = [order for order in orders if order.status == OrderStatus.SETTLED]
    charged = sum(order.cost for order in made)
    cost = f"　扣除 {formats.tokens(charged)}" if charged else ""  # a failure's box says: nothing
    took = formats.seconds(max(ended) - first.created_at)
    st.markdown(
        f"**{formats.plain(first.prompt_title)}**{counted(len(made or orders))}{cost}  \n"
        f":small[:gray[{formats.moment(first.created_at)}　用时 {took}]]"
    )
    if any(order.enhance_error for order in orders):
        st.caption("润色没有成功，已用原提示词生成。")


def counted(count: int) -> str:
    """Return how many pictures are meant, where they are several."""
    return f"　{count} 张" if count > 1 else ""


def draw_more(placing: Placing) -> None:
    """Draw what few people look for: the settings, each picture's seed and its steps' times."""
    orders = placing.orders
    facts = [order_facts.by_name(order) for order in orders]
    common = {
        name: facts[0][name]
        for name in SHARED
        if name in facts[0] and len({each.get(name) for each in facts}) == 1
    }
    shared = {_named(name, len(orders)): fact for name, fact in common.items()}
    with st.expander("更多信息"):
        own = _each(orders, facts, common)
        st.markdown("  \n".join((*order_facts.lines(shared), *own)))


def _named(name: str, count: int) -> str:
    """Return a common fact's name: a price that all have is not the price of all."""
    return f"每张{name}" if name == order_facts.COST and count > 1 else name


def _each(
    orders: Sequence[Generation], facts: Sequence[dict[str, str]], common: Mapping[str, str]
) -> list[str]:
    """Return a line for each picture with what is its own; of one alone, one for each thing."""
    names = [name for name in EACH if name not in common]
    owns = [{name: each[name] for name in names if name in each} for each in facts]
    if len(orders) == 1:
        return order_facts.lines(owns[0] | {"用时": took(orders[0]) or NOT_BEGUN})
    lines = []
    for number, (order, each, own) in enumerate(zip(orders, facts, owns, strict=True), 1):
        model = [] if "模型" in common else [each["模型"]]
        told = [f"{name} {fact}" for name, fact in own.items()]
        words = "　".join((*model, *told, took(order) or NOT_BEGUN))
        lines.append(f":gray[第 {number} 张]　{formats.plain(words)}")
    return lines


def _once_more(order: Generation) -> str:
    return "再来一张" if order.outcome == Outcome.CANCELLED else "再试一次"


def _cause(order: Generation) -> tuple[str, str, str]:
    """Return what went wrong; how a service words it may differ from one order to the next."""
    facts = error_box.facts_of(order)
    facts.pop("detail", None)
    return order.error_code, order.error_reason, json.dumps(facts, sort_keys=True)


def _how_many(orders: Sequence[Generation], placing: Placing) -> str:
    """Return the beginning of a box that speaks for several orders, or for one of several."""
    if len(placing.orders) == 1:
        return ""
    if orders[0].outcome == Outcome.CANCELLED:
        return f"{len(orders)} 张："
    all_ = "都" if len(orders) == len(placing.orders) else ""
    several = len({_model(order) for order in placing.orders}) > 1
    whose = f"（{'、'.join(dict.fromkeys(map(_model, orders)))}）" if several else ""
    return f"{len(orders)} 张{all_}没有生成{whose}。"


def _draw_again(
    label: str, orders: Sequence[Generation], person: User, cards: Mapping[str, Card]
) -> None:
    order, count = orders[0], len(orders)
    card = cards.get(order.prompt_id)
    refusal = gate.why_not(person, order.prompt_id, card, count, again=order)
    refusal = refusal or next(filter(None, map(makers.why_gone, orders)), None)
    st.button(
        label,
        key=f"again_{order.id}",
        on_click=ordering.repeat,
        args=(person, [each.id for each in orders]),
        disabled=refusal is not None,
        help=error_box.words(refusal) if refusal else _what_again_orders(order, card, count),
    )


def _what_again_orders(order: Generation, card: Card | None, count: int) -> str:
    """Return what the button does; its price where that is not the one on the prompt's card."""
    pictures_ = f" {count} 张" if count > 1 else "一单"
    words = f"用同样的提示词版本与设置、新的种子立即再下{pictures_}。"
    if card and card.cost != order.cost:
        words += f"提示词的价格已变；这里仍是每张 {formats.tokens(order.cost)}。"
    return words
