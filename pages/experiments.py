"""实验: versions of a prompt on the same cases; the list of all, or the one the address names."""

from __future__ import annotations

import streamlit as st

from core.experiments import overview
from core.experiments.views import reads
from core.studio import current_studio
from pages.parts import addresses
from pages.parts.experiments import (
    arm_words,
    conclusion,
    contrast,
    culling,
    experiment_card,
    experiment_filter,
    head,
    matrix,
    settings,
    starting,
    voting,
)
from pages.parts.identity import current_person, take_page_read
from pages.parts.widgets import pager

PAGE_SIZE = 12
TABS = {
    "settings": settings,
    "matrix": matrix,
    "contrast": contrast,
    "culling": culling,
    "vote": voting,
    "conclusion": conclusion,
}

person = current_person()

if view := take_page_read():
    line = head.draw(view, person)
    TABS[head.choose_tab(view)].draw(view, person, line)
elif addresses.find(addresses.EXPERIMENT):
    head.say_unknown()
else:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("实验", anchor=False, width="content")
        starting.draw_new(person)
    chosen = experiment_filter.draw()
    page = overview.list_experiments(
        current_studio().database,
        person,
        chosen,
        number=pager.asked(addresses.EXPERIMENT_PAGE),
        size=PAGE_SIZE,
    )
    if not page.rows:
        experiment_filter.say_nothing(chosen)
    services = reads.services_of(current_studio().database, [row.id for row in page.rows])
    for row in page.rows:
        is_demo = any(map(arm_words.is_demo, services[row.id]))
        experiment_card.draw(row, person, is_demo=is_demo)
    pager.draw(addresses.EXPERIMENT_PAGE, page)
