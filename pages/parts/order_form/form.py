"""The order form as a whole: what it is of, how it is filled in and emptied, what it orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.library import prompts
from core.library.prompts import Card
from core.orders.specs import Maker, OrderForm
from core.providers.contract import Model
from core.studio import current_studio
from core.tables import Generation, User
from pages.parts import addresses
from pages.parts.addresses import PROMPT
from pages.parts.notices import tell
from pages.parts.order_form import form_key, makers, reference, values
from pages.parts.order_form.inputs import FIX_SEED, INPUTS, RATIO, SIZE, VERSION, WANTED

ERROR = "form_error"
PAGE, WAS_ENTERED = "page", "page_was_entered"
UNFOLDED = "library_unfolded"  # in the session: whether the library is wanted beside a choice
JUST_CHOSEN = "prompt_was_just_chosen"
JUST_PLACED = "orders_were_just_placed"
_OF_ORDER = ("aspect_ratio", "size", "quality", "strength", "wish")  # what is asked for once more


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
        if prompt_id := addresses.find(PROMPT):
            choose_prompt(prompt_id, addresses.find(addresses.VERSION) or "")
            values.follow_address(person, prompt_id)
        reference.follow_address(person)


def chosen_prompt() -> str | None:
    """Return the chosen prompt's id, from the session or, after a reload, the address."""
    prompt_id = st.session_state.get(PROMPT, addresses.find(PROMPT))
    return str(prompt_id) if prompt_id else None


def remember_prompt(card: Card | None) -> None:
    """Keep the prompt's id in the address, so that a reload finds it again.

    Keep the version that is shown in the session: a click orders that one, at the price shown.
    """
    st.session_state[VERSION] = card.version_id if card else ""
    addresses.keep(PROMPT, card.id if card else None)
    addresses.keep(addresses.VERSION, st.session_state[WANTED] if card else None)


def with_version(live: Card | None) -> Card | None:
    """Return a prompt's card with the version that was asked for; of a strange one it is told.

    One that has become the live one stays asked for: so does its key between two clicks.
    """
    wanted = st.session_state[WANTED]
    if live is None or not wanted:
        return live
    if card := prompts.of_version(current_studio().database, live, wanted):
        return card
    st.session_state[WANTED] = ""
    tell(
        f"链接里的那一版不存在：现在选中的是线上版（第 {live.number} 版）。",
        ":material/search_off:",
    )
    return live


def choose_prompt(prompt_id: str | None, version_id: str = "") -> None:
    """Make a prompt the form's, and one of its versions where one was looked at.

    Which one the live version is, the page says when it has drawn it.
    """
    st.session_state[PROMPT] = prompt_id
    st.session_state[VERSION] = st.session_state[WANTED] = version_id
    st.session_state[UNFOLDED] = False
    st.session_state[JUST_CHOSEN] = bool(prompt_id)
    values.forget()


def was_just_chosen() -> bool:
    """Return whether a prompt was chosen since this was asked last."""
    return bool(st.session_state.pop(JUST_CHOSEN, False))


def was_just_placed() -> bool:
    """Return whether orders were placed since this was asked last."""
    return bool(st.session_state.pop(JUST_PLACED, False))


def is_library_folded() -> bool:
    """Return whether the library makes room for the form where there is room for one alone."""
    return bool(chosen_prompt()) and not st.session_state.get(UNFOLDED, False)


def unfold_library() -> None:
    """Show the library again, for another choice."""
    st.session_state[UNFOLDED] = True


def clear() -> None:
    """Empty the whole form.

    Each input gets its first value: one that is only forgotten comes back with persist_state.
    """
    makers.clear()
    models = makers.chosen_models()
    _write({each.name: each.fitting(None, models) for each in INPUTS})


def fill(order: Generation) -> None:
    """Put an earlier order's parameters, its seed included, into the form.

    Its version only until the page is drawn: that shows the live one, with its text and price.
    """
    makers.choose(_maker_of(order))
    _write(_values_of(order) | {FIX_SEED: True, values.SOURCE: order.id})


def filled(person: User) -> OrderForm:
    """Return the order form as it stands, once it is made to fit, without a key."""
    models = makers.chosen_models()
    inputs_ = {each.name: each.of_session(models) for each in INPUTS}
    kept = {PROMPT: chosen_prompt() or "", reference.CHOSEN: reference.chosen(person)}
    return _order_form(makers.chosen(), inputs_ | kept)


def of_orders(orders: Sequence[Generation]) -> OrderForm:
    """Return the form that earlier orders of one click could come from, without seed and key.

    There are as many of each maker. Who made them is asked again or nobody is: another service
    would be another's choice.
    """
    order = orders[0]
    makers_ = tuple(dict.fromkeys(Maker(each.provider, each.model) for each in orders))
    kept = {each.field: _shared(orders, each.field) for each in INPUTS if each.field in _OF_ORDER}
    can_rewrite = current_studio().rewriter is not None
    return OrderForm(
        key="",
        prompt_id=order.prompt_id,
        version_id=order.version_id or "",
        makers=makers_,
        pictures=len(orders) // len(makers_),
        reference=order.reference,
        reference_name=order.reference_name,
        enhance=order.enhance and can_rewrite,
        **kept,
    )


def _shared(orders: Sequence[Generation], field: str) -> Any:
    """Return what all have that have it: else each has its model's own, which a form leaves out."""
    told = {getattr(order, field) for order in orders} - {"", None}
    if len(told) == 1:
        return told.pop()
    return None if field == "strength" else ""


def shape_for(model: Model) -> dict[str, Any]:
    """Return the form's format and size as one model has them."""
    return {each.field: each.of_session([model]) for each in INPUTS if each.name in (RATIO, SIZE)}


def _write(inputs_: dict[str, Any]) -> None:
    """Make these the form's inputs, and the form one that was never submitted."""
    st.session_state.update(inputs_)
    st.session_state.pop(ERROR, None)
    st.session_state.pop(UNFOLDED, None)
    form_key.replace()


def _maker_of(order: Generation) -> Maker:
    return makers.offered(Maker(order.provider, order.model))


def _values_of(order: Generation) -> dict[str, Any]:
    """Return what each input has for an earlier order, its seed not fixed."""
    models = [makers.model_of(_maker_of(order))]
    of_order = {each.name: getattr(order, each.field, None) for each in INPUTS}
    fitting = {each.name: each.fitting(of_order[each.name], models) for each in INPUTS}
    brought = {reference.CHOSEN: reference.of_order(order), values.BROUGHT: values.of_order(order)}
    return fitting | brought


def _order_form(chosen: tuple[Maker, ...], given: dict[str, Any]) -> OrderForm:
    fields = {each.field: given[each.name] for each in INPUTS if each.field}
    fields["wish"] = fields["wish"].strip()
    if not given[FIX_SEED]:
        fields["seed"] = None
    if kept := given[reference.CHOSEN]:
        fields |= {"reference": kept.name, "reference_name": kept.file_name}
    else:
        fields["strength"] = None
    return OrderForm(key="", makers=chosen, **fields)
