"""Who made pictures, for people: a service's name, a model's, and the choice of either."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

import streamlit as st

from core.listing.makers import ANYBODY, MadeBy
from core.providers import services
from pages.parts.service import model_label
from pages.parts.widgets import pager


def model_name(made_by: MadeBy) -> str:
    """Return a model's name at its service; its id where the service does not offer it any more."""
    return model_label(made_by.service, made_by.model)


def name(made_by: MadeBy) -> str:
    """Return "service · model"; the service alone where the model bears its name, or any is meant.

    So different things may have one name: `choose` tells them apart.
    """
    service = services.label(made_by.service)
    model = model_name(made_by) if made_by.model else service
    return service if model == service else f"{service} · {model}"


def choose(occurring: Iterable[MadeBy], *, key: str, page: str, width: int | None = None) -> MadeBy:
    """Draw the choice of a service, or of one of its models, that occurs; return it.

    `key` is its name in the address, `page` that of the list's page number.
    """
    options = _options(occurring)
    chosen = st.selectbox(
        "图片服务与模型",
        list(options),
        index=None,
        key=key,
        placeholder="全部服务",
        filter_mode="contains",
        width=width or "stretch",
        **pager.filters(page),
    )
    return options.get(chosen or "", ANYBODY)


def choices_of(occurring: Collection[MadeBy]) -> dict[MadeBy, str]:
    """Return what `choose` calls each model that occurs."""
    names = {made_by: label for label, made_by in _options(occurring).items()}
    return {each: names.get(each, services.label(each.service)) for each in occurring}


def _options(occurring: Iterable[MadeBy]) -> dict[str, MadeBy]:
    """Return each service followed by its models, by names that are all different.

    A service whose only model bears its name is one choice, not two.
    """
    options: dict[str, MadeBy] = {}
    for service, each in groupby(occurring, key=lambda made_by: made_by.service):
        label, models = services.label(service), list(each)
        options[label] = MadeBy(service)
        for made_by in models:
            told = name(made_by)
            if told != label or len(models) > 1:
                options[f"{told}（{made_by.model}）" if told in options else told] = made_by
    return options
