"""The form's clicks: 生成图片 and 再来一张, each one order however often it is clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.errors import KeySpent, StudioError, TooManyOrders
from core.orders.pool import workers
from core.orders.specs import OrderForm
from core.orders.views import reads
from core.orders.views.standing import Desk
from core.studio import current_studio
from core.tables import User
from pages.parts import click_keys
from pages.parts.identity import open_order_ids
from pages.parts.notices import tell
from pages.parts.order_form import form, form_key, inputs, makers, values, watched

ANY_FORM = "*"
# In the session: a callback has taken a click. A button that is drawn disabled leaves it there, for
# the second half of a double click, whose callback Streamlit then passes over.
CLICK_TAKEN = "click_was_taken"
JUST_NOW_MS = 60_000  # of an order's age: an untaken click is likely to be its second one


def settle_key(person: User, desk: Desk) -> OrderForm:
    """Keep or replace the key of the form that was just drawn; return the form with its click's."""
    filled = form.filled(person)
    form_key.keep_or_replace(person, desk, _wish(person, filled))
    return _with_key(person, filled)


def submit(person: User) -> None:
    """Place the form's orders; called as the button's callback, before anything is drawn."""
    st.session_state[CLICK_TAKEN] = True
    inputs.fit()  # the click may have come together with another choice
    if click_keys.is_spent(form_key.BUTTON):
        form_key.replace()
    _place(form_key.BUTTON, person, _with_key(person, form.filled(person)))


def tell_if_lost(desk: Desk, *, is_pressed: bool) -> None:
    """Tell of a click that no callback took: a process that is new to the browser has none yet.

    The process before it may have taken a first one, and died before it could show that.
    """
    if not is_pressed or st.session_state.pop(CLICK_TAKEN, False):
        return
    ordered_at = max((order.created_at for order in desk.orders), default=0)
    if current_studio().now() - ordered_at < JUST_NOW_MS:
        told = (
            "这一下没有再下单：刚才已经下了一单，在“正在生成”或“最近结果”里。还要一张，请再点一次。"
        )
    else:
        told = "刚才那一下没有下单，也没有扣费：页面刚刚换了一个服务进程。请再点一次“生成图片”。"
    tell(told, ":material/info:")


def _with_key(person: User, filled: OrderForm) -> OrderForm:
    return replace(filled, key=form_key.of_click(_wish(person, filled)))


def _wish(person: User, filled: OrderForm) -> tuple[str, OrderForm]:
    """Return what a click on a form wants, and who does.

    Not the live version: a decision between the halves of a double click must not make it two. Nor
    what the reference's file was called: another process knows its last name alone.
    """
    return person.id, replace(filled, version_id=st.session_state[inputs.WANTED], reference_name="")


def repeat(person: User, order_ids: Sequence[str]) -> None:
    """Order a click's pictures again at once, with new seeds; a double click does once.

    Their version, price and values are the orders' own: those are what the page shows beside them.
    Of each of their models there are as many.
    """
    name = f"again:{order_ids[0]}"
    lives = reads.find_all(current_studio().database, person, order_ids)
    orders = [lives[order_id].order for order_id in order_ids]
    filled = replace(form.of_orders(orders), variables=values.of_order(orders[0]))
    _place(name, person, replace(filled, key=click_keys.key(name)))


def try_version(person: User, prompt_id: str, version_id: str) -> None:
    """Order one picture of a version at once: its text alone, by the form's first model.

    A double click is one order. Raise why none can be placed: nothing is charged then.
    """
    inputs.fit()
    first = makers.chosen()[0]
    shape = form.shape_for(makers.model_of(first))
    wish = OrderForm(key="", prompt_id=prompt_id, version_id=version_id, makers=(first,), **shape)
    name = _try_button(version_id)
    _submit(name, person, replace(wish, key=click_keys.key(name, (person.id, wish))))


def tried(version_id: str) -> tuple[str, ...]:
    """Return the orders that the last click on a version's 试一张 stands for."""
    return click_keys.orders(_try_button(version_id))


def _try_button(version_id: str) -> str:
    return f"try:{version_id}"


def error_of(filled: OrderForm) -> StudioError | None:
    """Return why the last click was refused, until an input changes or another click succeeds."""
    error, key = st.session_state.get(form.ERROR, (None, None))
    if isinstance(error, TooManyOrders) and len(open_order_ids()) < error.facts["open"]:
        return None  # some have ended since
    if error and current_studio().now() >= error.facts.get("again_at", float("inf")):
        return None
    return error if key in (filled.key, ANY_FORM) else None


def is_working(filled: OrderForm, desk: Desk) -> bool:
    """Return whether an order that this very form placed is still open."""
    orders = (order for placing in desk.being_made for order in placing.orders)
    return form_key.is_open(orders, filled.key)


def _place(name: str, person: User, filled: OrderForm) -> None:
    """Submit a form under its button's name; keep the refusal for the page to show."""
    st.session_state.pop(form.ERROR, None)
    try:
        _submit(name, person, filled)
    except KeySpent as error:
        if name == form_key.BUTTON:
            form_key.replace()
        _refuse(error, ANY_FORM)
    except StudioError as error:
        _refuse(error, filled.key if name == form_key.BUTTON else ANY_FORM)


def _submit(name: str, person: User, filled: OrderForm) -> None:
    """Submit a form under its button's name; the second half of a double click does nothing."""
    try:
        placed = workers.current().submit(person.id, filled)
    except KeySpent:
        if click_keys.was_just_clicked(name):
            return
        click_keys.forget(name)
        raise
    if all(order.ended_at for order in placed) and not click_keys.was_just_clicked(name):
        told = "这张表单已经下过这一单，图片已经完成：这一下没有再下单。还要一张，请再点一次。"
        tell(told, ":material/info:")
    click_keys.clicked(name, tuple(order.id for order in placed))
    watched.watch(placed)
    st.session_state[form.JUST_PLACED] = True


def _refuse(error: StudioError, key: str) -> None:
    st.session_state[form.ERROR] = (error, key)
