"""What the order form holds, kept in the session under these names until it is reset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.library import prompts
from core.library.prompts import Card
from core.orders.specs import OrderForm
from core.providers.contract import Model, Provider, find_model
from core.studio import current_studio
from core.tables import Generation, User
from pages.parts import addresses, click_keys
from pages.parts.addresses import PROMPT
from pages.parts.notices import tell
from pages.parts.order_form import reference

WISH, RATIO, PICTURES = "wish", "ratio", "pictures"
VERSION = "version_shown"
WANTED = "version_wanted"  # one that was asked for by its id, live or not; "" for the live one
FIX_SEED, SEED = "fix_seed", "seed"
SERVICE, MODEL, SIZE, ENHANCE = "service", "model", "size", "enhance"
ERROR = "form_error"
PAGE, WAS_ENTERED = "page", "page_was_entered"
BUTTON = "generate"
UNFOLDED = "library_unfolded"  # in the session: whether the library is wanted beside a choice
JUST_CHOSEN = "prompt_was_just_chosen"
JUST_PLACED = "orders_were_just_placed"


@dataclass(frozen=True)
class Input:
    """One input: its name in the session, its field in an order form, and its column in an order.

    `offered` is what a model lets one choose, the first of it first; without it `first` is what an
    empty form has.
    """

    name: str
    field: str = ""
    first: Any = None
    column: str = ""
    offered: Callable[[Model], tuple[Any, ...]] | None = None

    def fitting(self, value: Any, model: Model) -> Any:
        """Return a value; the first one where there is none, or the model does not offer it."""
        if self.offered is None:
            return self.first if value is None else value
        offered = self.offered(model)
        return value if value in offered else offered[0]


INPUTS = (
    Input(PROMPT, "prompt_id"),
    Input(VERSION, "version_id", ""),
    Input(WANTED, first=""),
    Input(
        SERVICE, "service", column="provider", offered=lambda _: tuple(current_studio().services)
    ),
    Input(MODEL, "model", offered=lambda model: (model.id,)),
    Input(RATIO, "aspect_ratio", offered=lambda model: model.aspect_ratios),
    Input(SIZE, "size", offered=lambda model: model.sizes),
    Input(
        ENHANCE,
        "enhance",
        offered=lambda _: (False, True) if current_studio().rewriter else (False,),
    ),
    Input(WISH, "wish", ""),
    Input(PICTURES, "pictures", 1),
    Input(reference.CHOSEN),
    Input(FIX_SEED, first=False),
    Input(SEED, "seed", 1),
)


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


def fit() -> None:
    """Give each input a value that it can have, before any of them is drawn.

    What stands there stays. A first visit gets the first value, and so does a choice that another
    service or model does not offer.
    """
    model = chosen_model()
    for each in INPUTS:
        value = st.session_state.get(each.name)
        fitting = each.fitting(value, model)
        if fitting != value:
            st.session_state[each.name] = fitting
            model = chosen_model()  # which this input may have changed


def clear() -> None:
    """Empty the whole form.

    Each input gets its first value: one that is only forgotten comes back with persist_state.
    """
    model = _offered(current_studio().default_service, None)
    _write({each.name: each.fitting(None, model) for each in INPUTS})


def fill(order: Generation) -> None:
    """Put an earlier order's parameters, its seed included, into the form.

    Its version only until the page is drawn: that shows the live one, with its text and price.
    """
    _write(_values_of(order) | {FIX_SEED: True})


def filled(person: User) -> OrderForm:
    """Return the order form as it stands, once it is made to fit, without a key."""
    values = {each.name: st.session_state.get(each.name) for each in INPUTS}
    kept = {PROMPT: chosen_prompt() or "", reference.CHOSEN: reference.chosen(person)}
    return _order_form(values | kept)


def of_order(order: Generation) -> OrderForm:
    """Return the form that an earlier order could come from, its seed not fixed, without a key."""
    return _order_form(_values_of(order))


def service_named(name: str | None) -> Provider:
    """Return this service, or the default one where it is not in use any more."""
    studio = current_studio()
    return studio.services.get(name or "", studio.default_service)


def chosen_service() -> Provider:
    """Return the form's service."""
    return service_named(st.session_state.get(SERVICE))


def chosen_model() -> Model:
    """Return the form's model; the first one where none, or one no longer offered, is chosen."""
    return _offered(chosen_service(), st.session_state.get(MODEL))


def _write(values: dict[str, Any]) -> None:
    """Make these the form's values, and the form one that was never submitted."""
    st.session_state.update(values)
    st.session_state.pop(ERROR, None)
    st.session_state.pop(UNFOLDED, None)
    click_keys.forget(BUTTON)


def _values_of(order: Generation) -> dict[str, Any]:
    """Return what each input has for an earlier order, its seed not fixed."""
    model = _offered(service_named(order.provider), order.model)
    of_order = {each.name: getattr(order, each.column or each.field, None) for each in INPUTS}
    values = {each.name: each.fitting(of_order[each.name], model) for each in INPUTS}
    return values | {reference.CHOSEN: reference.of_order(order)}


def _order_form(values: dict[str, Any]) -> OrderForm:
    fields = {each.field: values[each.name] for each in INPUTS if each.field}
    fields["wish"] = fields["wish"].strip()
    if not values[FIX_SEED]:
        fields["seed"] = None
    if kept := values[reference.CHOSEN]:
        fields |= {"reference": kept.name, "reference_name": kept.file_name}
    return OrderForm(key="", **fields)


def _offered(service: Provider, model_id: str | None) -> Model:
    return find_model(service.models, model_id) or service.models[0]
