"""What the order form holds, kept in the session under these names until it is reset."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core import jobs, orders, studio
from core.errors import InvalidRequest, KeySpent, StudioError
from core.gate import OrderForm
from core.models import Generation, User
from core.providers.contract import Model
from pages.parts import keys, look, reference
from pages.parts.identity import open_order_ids
from pages.parts.notices import tell

PROMPT, WISH, RATIO, PICTURES = "prompt", "wish", "ratio", "pictures"
FIX_SEED, SEED = "fix_seed", "seed"
MODEL, SIZE, ENHANCE = "model", "size", "enhance"
ERROR = "form_error"
BUTTON = "generate"


def chosen_prompt() -> str | None:
    """Return the chosen prompt's id, from the session or, after a reload, the address."""
    prompt_id = st.session_state.get(PROMPT, st.query_params.get(PROMPT))
    return str(prompt_id) if prompt_id else None


def remember_prompt(prompt_id: str | None) -> None:
    """Keep the prompt's id in the address, so that a reload finds it again."""
    if prompt_id is None:
        st.query_params.pop(PROMPT, None)
    elif st.query_params.get(PROMPT) != prompt_id:
        st.query_params[PROMPT] = prompt_id


def choose_prompt(prompt_id: str | None) -> None:
    """Make a prompt the form's."""
    st.session_state[PROMPT] = prompt_id


def clear() -> None:
    """Empty the whole form.

    Each input gets its first value: one that is only forgotten comes back with persist_state.
    """
    state = st.session_state
    model = studio.current().provider.models[0]
    state[MODEL], state[RATIO], state[SIZE] = model.id, model.aspect_ratios[0], model.sizes[0]
    state[WISH], state[PICTURES], state[ENHANCE] = "", 1, False
    state[FIX_SEED], state[SEED] = False, 1
    state.pop(ERROR, None)
    choose_prompt(None)
    reference.choose(None)
    keys.forget(BUTTON)


def fill(order: Generation) -> None:
    """Put an earlier order's parameters, its seed included, into the form."""
    clear()
    choose_prompt(order.prompt_id)
    reference.choose(order.reference, order.reference_name)
    st.session_state[WISH] = order.wish
    st.session_state[MODEL] = order.model
    st.session_state[RATIO], st.session_state[SIZE] = order.aspect_ratio, order.size
    st.session_state[ENHANCE] = order.enhance
    st.session_state[FIX_SEED] = True
    st.session_state[SEED] = order.seed


def inputs(person: User) -> OrderForm:
    """Return the form as it stands, with the idempotency key that belongs to these inputs."""
    state = st.session_state
    model = chosen_model()
    form = OrderForm(
        key="",
        prompt_id=chosen_prompt() or "",
        model=model.id,
        aspect_ratio=state.get(RATIO) or model.aspect_ratios[0],
        size=state.get(SIZE) or model.sizes[0],
        enhance=bool(state.get(ENHANCE)),
        wish=(state.get(WISH) or "").strip(),
        pictures=state.get(PICTURES) or 1,
        reference=reference.chosen(),
        reference_name=state.get(reference.NAME) or "",
        seed=state.get(SEED) if state.get(FIX_SEED) else None,
    )
    return replace(form, key=keys.key(BUTTON, (person.id, form)))


def submit(person: User) -> None:
    """Place the form's orders; called as the button's callback, before anything is drawn."""
    form = inputs(person)
    st.session_state.pop(ERROR, None)
    try:
        if st.session_state.get(FIX_SEED) and form.seed is None:
            raise InvalidRequest("seed", limit=2**31 - 1)
        _place(BUTTON, person, form)
    except KeySpent:  # the second half of a double click, after the first one's order has ended
        return
    except StudioError as error:
        st.session_state[ERROR] = error


def repeat(person: User, order_id: str) -> None:
    """Order the same picture again at once, with a new seed; a double click orders one."""
    name = f"again:{order_id}"
    st.session_state.pop(ERROR, None)
    try:
        order = orders.find(studio.current().database, person, order_id).order
        form = OrderForm(
            key=keys.key(name),
            prompt_id=order.prompt_id,
            model=order.model,
            aspect_ratio=order.aspect_ratio,
            size=order.size,
            enhance=order.enhance,
            wish=order.wish,
            reference=order.reference,
            reference_name=order.reference_name,
        )
        _place(name, person, form)
    except KeySpent:
        return
    except StudioError as error:
        st.session_state[ERROR] = error


def _place(name: str, person: User, form: OrderForm) -> None:
    placed = jobs.current().submit(person.id, form)
    keys.clicked(name, tuple(order.id for order in placed))
    watched = st.session_state.setdefault("watched", [])
    new = [order for order in placed if order.id not in watched]
    watched.extend(order.id for order in new)
    if new:
        held = look.tokens(sum(order.cost for order in new))
        tell(f"已下单 {len(new)} 张，预留 {held}。", ":material/hourglass_top:")


def chosen_model() -> Model:
    """Return the form's model; the first one where none, or one no longer offered, is chosen."""
    models = studio.current().provider.models
    return next((model for model in models if model.id == st.session_state.get(MODEL)), models[0])


def is_working() -> bool:
    """Return whether an order that this very form placed is still open."""
    return not open_order_ids().isdisjoint(keys.orders(BUTTON))
