"""The form's clicks: 生成图片 and 再来一张, each one order however often it is clicked."""

from __future__ import annotations

import json
from dataclasses import replace

import streamlit as st

from core.errors import KeySpent, StudioError, TooManyOrders
from core.orders.pool import workers
from core.orders.specs import OrderForm
from core.orders.views import reads
from core.studio import current_studio
from core.tables import User
from pages.parts import click_keys
from pages.parts.identity import open_order_ids
from pages.parts.order_form import form, makers, watched

ANY_FORM = "*"


def inputs(person: User) -> OrderForm:
    """Return the form as it stands, once it is made to fit, with the key of these inputs."""
    filled = form.filled(person)
    # Not of the live version: a decision between the halves of a double click must not make it two.
    wish = (person.id, replace(filled, version_id=st.session_state[form.WANTED]))
    return replace(filled, key=click_keys.key(form.BUTTON, wish))


def submit(person: User) -> None:
    """Place the form's orders; called as the button's callback, before anything is drawn."""
    form.fit()  # the click may have come together with another choice
    _place(form.BUTTON, person, inputs(person))


def repeat(person: User, order_id: str, pictures: int = 1) -> None:
    """Order the same picture again at once, or several, with new seeds; a double click does once.

    Its version, price and values are the order's own: those are what the page shows beside it.
    """
    name = f"again:{order_id}"
    order = reads.find(current_studio().database, person, order_id).order
    values = tuple(json.loads(order.variables).items())
    filled = replace(form.of_order(order), variables=values, pictures=pictures)
    _place(name, person, replace(filled, key=click_keys.key(name)))


def try_version(person: User, prompt_id: str, version_id: str) -> None:
    """Order one picture of a version at once: its text alone, by the form's first model.

    A double click is one order. Raise why none can be placed: nothing is charged then.
    """
    form.fit()
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


def is_working() -> bool:
    """Return whether an order that this very form placed is still open."""
    return not open_order_ids().isdisjoint(click_keys.orders(form.BUTTON))


def _place(name: str, person: User, filled: OrderForm) -> None:
    """Submit a form under its button's name; keep the refusal for the page to show."""
    st.session_state.pop(form.ERROR, None)
    try:
        _submit(name, person, filled)
    except KeySpent as error:
        _refuse(error, ANY_FORM)
    except StudioError as error:
        _refuse(error, filled.key if name == form.BUTTON else ANY_FORM)


def _submit(name: str, person: User, filled: OrderForm) -> None:
    """Submit a form under its button's name; the second half of a double click does nothing."""
    try:
        placed = workers.current().submit(person.id, filled)
    except KeySpent:
        if click_keys.was_just_clicked(name):
            return
        click_keys.forget(name)
        raise
    click_keys.clicked(name, tuple(order.id for order in placed))
    watched.watch(placed)
    st.session_state[form.JUST_PLACED] = True


def _refuse(error: StudioError, key: str) -> None:
    st.session_state[form.ERROR] = (error, key)
