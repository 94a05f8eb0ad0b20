"""Who makes the form's pictures: one model, or up to four that are compared on the same click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from core.errors import BudgetSpent, InvalidRequest
from core.orders import gate
from core.orders.limits import budgets
from core.orders.limits.budgets import Wanted
from core.orders.specs import Maker, OrderForm
from core.providers.contract import Model, Provider, find_model
from core.studio import current_studio
from core.tables import Generation

CHOSEN = "makers"  # in the session: a tuple of makers, one where nothing is compared
COMPARE = "compare_models"


def chosen() -> tuple[Maker, ...]:
    """Return the form's makers, once they are made to fit."""
    kept: tuple[Maker, ...] = st.session_state[CHOSEN]
    return kept


def chosen_models() -> list[Model]:
    """Return the models of the form's makers."""
    return [model_of(maker) for maker in chosen()]


def fit() -> None:
    """Keep those makers that are still offered; the first of all where there is none."""
    kept: tuple[Maker, ...] = st.session_state.get(CHOSEN, ())
    fitting = tuple(maker for maker in kept if maker == offered(maker))
    st.session_state[CHOSEN] = fitting or (offered(Maker()),)


def choose(*makers: Maker) -> None:
    """Make these the form's makers."""
    st.session_state[CHOSEN] = makers
    st.session_state[COMPARE] = len(makers) > 1


def clear() -> None:
    """Make the first of all the form's maker."""
    choose(offered(Maker()))


def toggle(maker: Maker) -> None:
    """Take a maker in or out while several are compared; else put it in the other one's place."""
    kept = chosen()
    if not st.session_state.get(COMPARE):
        choose(maker)
    elif maker not in kept and not is_full():
        choose(*_in_order((*kept, maker)))
    elif maker in kept and len(kept) > 1:
        st.session_state[CHOSEN] = tuple(each for each in kept if each != maker)


def compare() -> None:
    """Leave one maker where several are not compared any more."""
    if not st.session_state.get(COMPARE):
        choose(chosen()[0])


def is_full() -> bool:
    """Return whether no more makers can be taken in beside those that are."""
    return bool(st.session_state.get(COMPARE)) and len(chosen()) >= gate.MAX_MAKERS


def is_refused(maker: Maker, *, has_reference: bool) -> bool:
    """Return whether a maker that is not in can't be taken in, with or without a reference."""
    return maker not in chosen() and has_reference and not model_of(maker).references


def refusal(form: OrderForm) -> InvalidRequest | None:
    """Return what the chosen models can't do together of what a form asks; None if they can."""
    models = [model_of(maker) for maker in form.makers]
    if form.reference and not all(model.references for model in models):
        return InvalidRequest("reference")
    return None if ratios(models) else InvalidRequest("aspect_ratio")


def shortage(form: OrderForm) -> BudgetSpent | None:
    """Return whose money of the day does not pay for what a form asks; None if there is enough."""
    studio = current_studio()
    if not any(maker.service in studio.budgets for maker in form.makers):
        return None
    wanted = [
        Wanted(maker.service, model, form.size or model.sizes[0])
        for maker in form.makers
        for model in [model_of(maker)] * form.pictures
    ]
    with studio.database.read() as session:
        return budgets.shortage(studio, session, wanted, now=studio.now())


def why_gone(order: Generation) -> InvalidRequest | None:
    """Return what of an order's service and model is not offered any more; None where both are."""
    try:
        gate.offered_model(order.provider, order.model, current_studio().services)
    except InvalidRequest as gone:
        return gone
    return None


def offered(maker: Maker) -> Maker:
    """Return this maker; what is not offered, or not named, gives way to the first."""
    return Maker(_service(maker).name, model_of(maker).id)


def model_of(maker: Maker) -> Model:
    """Return a maker's model; the first one of the service where it is not offered."""
    service = _service(maker)
    return find_model(service.models, maker.model) or service.models[0]


def every() -> Iterator[tuple[Provider, list[Maker]]]:
    """Yield each service with its makers, as they are offered."""
    for service in current_studio().services.values():
        yield service, [Maker(service.name, model.id) for model in service.models]


def ratios(models: Sequence[Model]) -> list[str]:
    """Return the formats that all of these models have."""
    return _shared([model.aspect_ratios for model in models])


def sizes(models: Sequence[Model]) -> list[str]:
    """Return the sizes that all of these models have; without one, each has its own."""
    return _shared([model.sizes for model in models])


def qualities(models: Sequence[Model]) -> list[str]:
    """Return the qualities that all of those models have that have any."""
    return _shared([model.qualities for model in models if model.qualities])


def _shared(lists: Sequence[Sequence[str]]) -> list[str]:
    """Return what stands in every list, as the first one has it."""
    first = lists[0] if lists else ()
    return [each for each in first if all(each in others for others in lists)]


def left_out(lists: Iterable[Sequence[str]], shared: Sequence[str]) -> list[str]:
    """Return what stands in some list alone."""
    return [each for each in dict.fromkeys(x for some in lists for x in some) if each not in shared]


def _in_order(makers: Iterable[Maker]) -> list[Maker]:
    wanted = set(makers)
    return [maker for _, offered_ in every() for maker in offered_ if maker in wanted]


def _service(maker: Maker) -> Provider:
    studio = current_studio()
    return studio.services.get(maker.service, studio.default_service)
