"""Every page's frame: who is here, what they have, where they can go."""

from __future__ import annotations

import streamlit as st

from core.orders.pool import workers
from core.orders.views import standing
from core.pictures import gallery
from pages.parts import click_keys, notices
from pages.parts.experiments import head, running
from pages.parts.frame import demo_people, signed_in
from pages.parts.identity import PageRead, draw_tokens, open_order_ids, signs_in
from pages.parts.ledger import ledger_filter
from pages.parts.order_form import form, watched
from pages.parts.service import sidebar_line

SIDEBAR_WIDTH = 260  # px
PAGES = "pages"  # in the session, since a page that runs is marked: no two sessions share one
READ_WITH_PERSON: dict[str, PageRead] = {
    "生成": standing.desk,
    "图库": lambda source, now: gallery.choices(source, now.person.id),
    "实验": head.read,
    "账本": lambda source, now: ledger_filter.read(source, now.person.id),
}

st.set_page_config(
    page_title="AI 图片工坊", page_icon="🎨", layout="wide", initial_sidebar_state=SIDEBAR_WIDTH
)
workers.current()
notices.forget_seen()
claims = signed_in.admit() if signs_in() else None
if signs_in() and claims is None:
    st.stop()

if PAGES not in st.session_state:  # kept: each would look for its file again in every run
    st.session_state[PAGES] = [
        st.Page("generate.py", title="生成", icon=":material/auto_awesome:", default=True),
        st.Page("gallery.py", title="图库", icon=":material/photo_library:"),
        st.Page("experiments.py", title="实验", icon=":material/science:"),
        st.Page("ledger.py", title="账本", icon=":material/receipt_long:"),
        st.Page("admin.py", title="管理", icon=":material/admin_panel_settings:"),
    ]
*pages, admin = st.session_state[PAGES]
page = st.navigation([*pages, admin] if claims and signed_in.administers(claims) else pages)
form.note_page(page.title)

with st.sidebar:
    read_page = READ_WITH_PERSON.get(page.title)
    person = signed_in.draw(claims, read_page) if claims else demo_people.draw(read_page)
    draw_tokens()
    if claims is None:
        demo_people.draw_top_up(person)
    sidebar_line.draw()

page.run()
watched.tell_ended(person)
running.tell_ended(person)
click_keys.note_shown(open_order_ids())
notices.show()
