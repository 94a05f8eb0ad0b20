"""One click's orders of several models: each in its place, with who made it and what it took."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby

import streamlit as st

from core.library.prompts import Card
from core.orders.views.reads import OrderLife
from core.orders.views.results import Placing
from core.providers import services
from core.tables import Generation, OrderStatus, Outcome, User
from pages.parts import formats, order_facts
from pages.parts.generate import outcomes
from pages.parts.service import model_label

COLUMNS = 3  # where they fit: else two, on a phone as well
LEAST_WIDTH = 160  # px of a picture
_NOTHING = {Outcome.FAILED: "没有生成", Outcome.CANCELLED: "已取消"}  # where the cause stands below


def is_compared(placing: Placing) -> bool:
    """Return whether several models make, or made, what was placed."""
    return len(_makers(placing)) > 1


def draw(
    placing: Placing,
    person: User,
    cards: Mapping[str, Card],
    draw_open: Callable[[OrderLife], None],
) -> None:
    """Draw each order in its place: its picture, why there is none, or `draw_open` where open.

    What several have failed of is told once, below all of them.

    The pictures of one number, one of each model, have a grid of their own: however wide the window
    is, no other number's stands among them. They share their seed, by which they are found also
    where one of them is not shown here.
    """
    makers = len(_makers(placing))
    told_below = {
        order.id for orders in outcomes.causes(placing) if len(orders) > 1 for order in orders
    }
    for _, lives in groupby(placing.lives, key=lambda life: life.order.seed):
        row = list(lives)
        if all(life.order.id in told_below for life in row):
            continue  # nothing of this number would stand there but its models' names
        with st.grid(min(makers, COLUMNS), min_column_width=LEAST_WIDTH, gap=("small", "xsmall")):
            for life in row:
                with st.container(key=f"beside_{life.order.id}", gap="xsmall"):
                    if life.order.id in told_below:
                        st.caption(_NOTHING[life.order.outcome])
                        _draw_maker(life.order)
                    else:
                        _draw_place(life, person, cards, draw_open)
    outcomes.draw_failures(placing, person, cards, least=2)


def _draw_place(
    life: OrderLife,
    person: User,
    cards: Mapping[str, Card],
    draw_open: Callable[[OrderLife], None],
) -> None:
    if life.is_open:
        draw_open(life)
        _draw_maker(life.order)
    else:
        outcomes.draw_ended(life, person, cards, partial(_draw_maker, life.order))


def _makers(placing: Placing) -> set[tuple[str, str]]:
    return {(order.provider, order.model) for order in placing.orders}


def _draw_maker(order: Generation) -> None:
    """Draw who makes it; at its end how long that took, and what it cost people and operator."""
    took = []
    if order.ended_at is not None and order.generating_at is not None:
        took.append(formats.seconds((order.saving_at or order.ended_at) - order.generating_at))
    if order.status == OrderStatus.SETTLED:
        took.append(formats.tokens(order.cost))
    service = [services.label(order.provider)]
    if order.ended_at is not None:
        cost = order_facts.cost(order)
        service += ["价格未知"] if cost == order_facts.UNKNOWN else filter(None, [cost])
    lines = [f":gray[{formats.plain('　'.join(each))}]" for each in (took, service) if each]
    said = "  \n".join((f"**{formats.plain(model_label(order.provider, order.model))}**", *lines))
    st.markdown(f":small[{said}]")
