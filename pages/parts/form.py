"""What the order form holds, kept in the session under these names until it is reset."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.errors import InvalidRequest, KeySpent, StudioError, TooManyOrders
from core.library.prompts import Card
from core.orders import gate, jobs, reads
from core.orders.gate import OrderForm
from core.providers.contract import Enhancer, Model
from core.studio import current_studio
from core.tables import Generation, User
from pages.parts import click_keys, formats, reference
from pages.parts.identity import open_order_ids
from pages.parts.notices import tell

PROMPT, WISH, RATIO, PICTURES = "prompt", "wish", "ratio", "pictures"
VERSION = "version_shown"
FIX_SEED, SEED = "fix_seed", "seed"
MODEL, SIZE, ENHANCE = "model", "size", "enhance"
ERROR, ANY_FORM = "form_error", "*"
PAGE, WAS_ENTERED = "page", "page_was_entered"
BUTTON = "generate"


def note_page(title: str) -> None:
    """Note which page this run draws: the form follows the address when its page is entered."""
    if st.session_state.get(PAGE) != title:
        st.session_state[PAGE] = title
        st.session_state[WAS_ENTERED] = True


def follow_address(person: User) -> None:
    """Take up the prompt and the reference in the address, on entering: by a link, Back or F5.

    Later the session is newer than the address, which a quick second click sends as it was.
    """
    if st.session_state.pop(WAS_ENTERED, False):
        if prompt_id := st.query_params.get(PROMPT):
            choose_prompt(prompt_id)
        reference.follow_address(person)


def chosen_prompt() -> str | None:
    """Return the chosen prompt's id, from the session or, after a reload, the address."""
    prompt_id = st.session_state.get(PROMPT, st.query_params.get(PROMPT))
    return str(prompt_id) if prompt_id else None


def remember_prompt(card: Card | None) -> None:
    """Keep the prompt's id in the address, so that a reload finds it again.

    Keep the version that is shown in the session: a click orders that one, at the price shown.
    """
    st.session_state[VERSION] = card.version_id if card else ""
    if card is None:
        st.query_params.pop(PROMPT, None)
    elif st.query_params.get(PROMPT) != card.id:
        st.query_params[PROMPT] = card.id


def choose_prompt(prompt_id: str | None) -> None:
    """Make a prompt the form's; which version of it, the page says when it has drawn it."""
    st.session_state[PROMPT] = prompt_id
    st.session_state.pop(VERSION, None)


def clear(person: User) -> None:
    """Empty the whole form.

    Each input gets its first value: one that is only forgotten comes back with persist_state.
    """
    state = st.session_state
    model = current_studio().default_service.models[0]
    state[MODEL], state[RATIO], state[SIZE] = model.id, model.aspect_ratios[0], model.sizes[0]
    state[WISH], state[PICTURES], state[ENHANCE] = "", 1, False
    state[FIX_SEED], state[SEED] = False, 1
    state.pop(ERROR, None)
    choose_prompt(None)
    reference.choose(person, None)
    click_keys.forget(BUTTON)


def fill(person: User, order: Generation) -> None:
    """Put an earlier order's parameters, its seed included, into the form."""
    clear(person)
    choose_prompt(order.prompt_id)
    reference.choose(person, order.reference, order.reference_name)
    st.session_state[WISH] = order.wish
    model = _offered(order.model)
    st.session_state[MODEL] = model.id
    st.session_state[RATIO] = _among(order.aspect_ratio, model.aspect_ratios)
    st.session_state[SIZE] = _among(order.size, model.sizes)
    st.session_state[ENHANCE] = order.enhance
    st.session_state[FIX_SEED] = True
    st.session_state[SEED] = order.seed


def inputs(person: User) -> OrderForm:
    """Return the form as it stands, with the idempotency key that belongs to these inputs."""
    state = st.session_state
    model = chosen_model()
    kept = reference.chosen(person)
    form = OrderForm(
        key="",
        prompt_id=chosen_prompt() or "",
        version_id=state.get(VERSION) or "",
        model=model.id,
        aspect_ratio=state.get(RATIO) or model.aspect_ratios[0],
        size=state.get(SIZE) or model.sizes[0],
        enhance=bool(state.get(ENHANCE)),
        wish=(state.get(WISH) or "").strip(),
        pictures=state.get(PICTURES) or 1,
        reference=kept.name if kept else None,
        reference_name=kept.file_name if kept else "",
        seed=state.get(SEED) if state.get(FIX_SEED) else None,
    )
    return replace(form, key=click_keys.key(BUTTON, (person.id, form)))


def submit(person: User) -> None:
    """Place the form's orders; called as the button's callback, before anything is drawn."""
    form = inputs(person)
    if st.session_state.get(FIX_SEED) and form.seed is None:
        _refuse(InvalidRequest("seed", limit=gate.MAX_SEED), form.key)
    else:
        _place(BUTTON, person, form)


def repeat(person: User, order_id: str) -> None:
    """Order the same picture again at once, with a new seed; a double click orders one."""
    name = f"again:{order_id}"
    order = reads.find(current_studio().database, person, order_id).order
    model = _offered(order.model)
    form = OrderForm(
        key=click_keys.key(name),
        prompt_id=order.prompt_id,
        model=model.id,
        aspect_ratio=_among(order.aspect_ratio, model.aspect_ratios),
        size=_among(order.size, model.sizes),
        enhance=order.enhance and isinstance(current_studio().default_service, Enhancer),
        wish=order.wish,
        reference=order.reference,
        reference_name=order.reference_name,
    )
    _place(name, person, form)


def error_of(form: OrderForm) -> StudioError | None:
    """Return why the last click was refused, until an input changes or another click succeeds."""
    error, key = st.session_state.get(ERROR, (None, None))
    if isinstance(error, TooManyOrders) and len(open_order_ids()) < error.facts["open"]:
        return None  # some have ended since
    return error if key in (form.key, ANY_FORM) else None


def _refuse(error: StudioError, key: str) -> None:
    st.session_state[ERROR] = (error, key)


def _among(wanted: str, offered: tuple[str, ...]) -> str:
    """Return what an earlier order had, or the first that is offered now."""
    return wanted if wanted in offered else offered[0]


def _offered(model_id: str | None) -> Model:
    models = current_studio().default_service.models
    return next((model for model in models if model.id == model_id), models[0])


def _place(name: str, person: User, form: OrderForm) -> None:
    """Submit a form under its button's name; keep the refusal for the page to show."""
    st.session_state.pop(ERROR, None)
    try:
        placed = jobs.current().submit(person.id, form)
    except KeySpent as error:
        if not click_keys.was_just_clicked(name):  # else the second half of a double click
            click_keys.forget(name)
            _refuse(error, ANY_FORM)
        return
    except StudioError as error:
        _refuse(error, form.key if name == BUTTON else ANY_FORM)
        return
    click_keys.clicked(name, tuple(order.id for order in placed))
    watched = st.session_state.setdefault("watched", [])
    new = [order for order in placed if (order.user_id, order.id) not in watched]
    watched.extend((order.user_id, order.id) for order in new)
    if new:
        held = formats.tokens(sum(order.cost for order in new))
        tell(f"已下单 {len(new)} 张，预留 {held}。", ":material/hourglass_top:")


def chosen_model() -> Model:
    """Return the form's model; the first one where none, or one no longer offered, is chosen."""
    return _offered(st.session_state.get(MODEL))


def is_working() -> bool:
    """Return whether an order that this very form placed is still open."""
    return not open_order_ids().isdisjoint(click_keys.orders(BUTTON))
