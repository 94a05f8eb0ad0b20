"""The form's inputs: their names in the session, and what each has, or begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import streamlit as st

from core.providers.contract import USUAL_STRENGTH, Model
from core.studio import current_studio
from pages.parts.addresses import PROMPT
from pages.parts.order_form import makers, reference, values

WISH, RATIO, PICTURES = "wish", "ratio", "pictures"
VERSION = "version_shown"
WANTED = "version_wanted"  # one that was asked for by its id, live or not; "" for the live one
FIX_SEED, SEED = "fix_seed", "seed"
SIZE, QUALITY, STRENGTH, ENHANCE = "size", "quality", "strength", "enhance"


@dataclass(frozen=True)
class Input:
    """One input: its name in the session, and its field in an order form and in an order.

    `offered` is what the chosen models let one choose, the first of it first; without it `first` is
    what an empty form has. One that `is_widget` the browser keeps too.
    """

    name: str
    field: str = ""
    first: Any = None
    offered: Callable[[Sequence[Model]], Sequence[Any]] | None = None
    is_widget: bool = True

    def fitting(self, value: Any, models: Sequence[Model]) -> Any:
        """Return a value; the first one where there is none, or the models don't offer it."""
        if self.offered is None:
            return self.first if value is None else value
        offered = self.offered(models)
        return value if value in offered else offered[0]

    def of_session(self, models: Sequence[Model]) -> Any:
        """Return what the session has, or the first value where it has none that fits."""
        return self.fitting(st.session_state.get(self.name), models)


INPUTS = (
    Input(PROMPT, "prompt_id", is_widget=False),
    Input(VERSION, "version_id", "", is_widget=False),
    Input(WANTED, first="", is_widget=False),
    Input(RATIO, "aspect_ratio", offered=lambda models: makers.ratios(models) or ("",)),
    Input(SIZE, "size", offered=lambda models: makers.sizes(models) or ("",)),
    Input(QUALITY, "quality", offered=lambda models: makers.qualities(models) or ("",)),
    Input(STRENGTH, "strength", USUAL_STRENGTH),
    Input(
        ENHANCE,
        "enhance",
        offered=lambda _: (False, True) if current_studio().rewriter else (False,),
    ),
    Input(WISH, "wish", ""),
    Input(PICTURES, "pictures", 1),
    Input(reference.CHOSEN, is_widget=False),
    Input(values.BROUGHT, "variables", (), is_widget=False),
    Input(FIX_SEED, first=False),
    Input(SEED, "seed", 1),
)


def fit() -> None:
    """Make what the inputs have fit the chosen models, before any of them is drawn.

    What stands there stays; a choice that the chosen models don't offer gives way to the first one.
    A widget that this session has not drawn has its `default`.
    """
    makers.fit()
    models = makers.chosen_models()
    for each in INPUTS:
        value = st.session_state.get(each.name)
        if value is None and each.is_widget:
            continue
        fitting = each.fitting(value, models)
        if fitting != value:
            st.session_state[each.name] = fitting


def default(name: str) -> Any:
    """Return what a widget begins with that has no value yet; None for one that has.

    Where the process behind a page was replaced, the browser still has what was filled in: a widget
    takes that before its default, but not before a value that the page sets.
    """
    return None if name in st.session_state else value(name)


def value(name: str) -> Any:
    """Return what an input has, or begins with."""
    each = next(each for each in INPUTS if each.name == name)
    return each.of_session(makers.chosen_models())


class Choice(TypedDict):
    """What a widget has beside its options that always has one of them chosen."""

    key: str
    default: Any
    required: Literal[True]
    persist_state: Literal["session"]


def choice(name: str) -> Choice:
    """Return what makes a widget an input of the form, in which something is always chosen."""
    return {"key": name, "default": default(name), "required": True, "persist_state": "session"}
