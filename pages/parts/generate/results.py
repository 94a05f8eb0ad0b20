"""最近结果: what the last clicks came to, the newest whole, older ones folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.errors import StudioError
from core.library.prompts import Card
from core.orders.views import reads, results
from core.orders.views.reads import OrderLife
from core.orders.views.results import Placing, placed_as
from core.orders.views.standing import Desk
from core.studio import current_studio
from core.tables import Outcome, User
from pages.parts import addresses, error_box
from pages.parts.generate import outcomes, side_by_side
from pages.parts.generate.making import PROGRESS
from pages.parts.generate.samples import draw_suggestions
from pages.parts.order_form import watched
from pages.parts.progress import state_of, step_lines


def draw_results(person: User, desk: Desk) -> None:
    """Draw the last ended orders as they were placed, newest first; older ones folded."""
    just_ended = watched.take_ended(person)
    st.subheader("最近结果", anchor=False)
    named = _named_by_address(person, desk.being_made)
    placings = _with(named, desk.ended) if named else desk.ended
    if not placings and not desk.being_made:
        st.caption("生成的图片会出现在这里，也会一直保存在图库里。")
        draw_suggestions(desk.cards.values())
    for placing in placings:
        _draw_placing(
            placing, person, desk.cards, is_newest=placing is placings[0], told=just_ended
        )
    if older := [each for each in desk.older if named is None or each != named.order.id]:
        _draw_older(person, desk.cards, older)


def _draw_older(person: User, cards: Mapping[str, Card], order_ids: Sequence[str]) -> None:
    """Draw the folded results, which are read when somebody opens them."""
    folded = st.expander("更早的结果", key="older_results", on_change="rerun")
    if not folded.open:
        return
    with folded:
        for placing in results.placings_of(current_studio().database, person, order_ids):
            _draw_placing(placing, person, cards)
        st.caption("更早的图片在图库里。")


def _is_cancelled(placing: Placing) -> bool:
    return all(order.outcome == Outcome.CANCELLED for order in placing.orders)


def _named_by_address(person: User, being_made: Sequence[Placing]) -> OrderLife | None:
    """Return the ended order that ?order=… names; say so if this person has no such order.

    None where it is drawn above, with those of its click that are `being_made`.
    """
    order_id = addresses.find(addresses.ORDER)
    if order_id is None:
        return None
    try:
        life = reads.find(current_studio().database, person, order_id)
    except StudioError as error:
        error_box.show(error)
        return None
    drawn = {placing.id for placing in being_made}
    return None if life.is_open or placed_as(life.order) in drawn else life


def _with(named: OrderLife, placings: Sequence[Placing]) -> list[Placing]:
    """Return placings with this order first, and there alone."""
    kept = (
        tuple(life for life in placing.lives if life.order.id != named.order.id)
        for placing in placings
    )
    return [Placing((named,)), *(Placing(lives) for lives in kept if lives)]


def _draw_placing(
    placing: Placing,
    person: User,
    cards: Mapping[str, Card],
    *,
    is_newest: bool = False,
    told: frozenset[str] = frozenset(),
) -> None:
    """Draw one placing; the newest one's steps stay, as a status in the run that tells its end."""
    made = [life.order for life in placing.lives if life.image and not life.image.trashed_at]
    with st.container(key=f"placing_{placing.lives[0].order.id}"):
        if side_by_side.is_compared(placing):
            side_by_side.draw(placing, person, cards, lambda _: None)
        else:
            if made:
                with outcomes.draw_grid(len(made)):
                    for order in made:
                        outcomes.draw_picture(order, person, cards)
            outcomes.draw_failures(placing, person, cards)
            outcomes.say_trashed(placing)
        outcomes.draw_caption(placing)
        if _is_cancelled(placing):
            return
        if is_newest:
            _draw_steps(placing, is_told=any(order.id in told for order in placing.orders))
        outcomes.draw_more(placing)


def _draw_steps(placing: Placing, *, is_told: bool) -> None:
    """Draw the steps as they ended: a status where this run tells of it, else what looks like one.

    Each status sleeps 50 ms, and every click on the page would wait for it.
    """
    orders, state = placing.orders, state_of(placing.orders)
    icon = ":material/check:" if state == "complete" else ":material/error:"
    with st.status(PROGRESS, state=state) if is_told else st.expander(PROGRESS, icon=icon):
        st.markdown("  \n".join(step_lines(orders, 0)))
