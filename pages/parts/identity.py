"""Who is here, and what this run has read of them: of the same instant as what the page shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from sqlmodel import Session

from core.database import Source
from core.errors import NotAllowed
from core.orders.views import standing
from core.orders.views.standing import Standing
from core.people.rights import Rights, rights_of
from core.studio import current_studio
from core.tables import User
from pages.parts import error_box
from pages.parts.widgets.fragments import fragment

# In the session:
STANDING = "standing"  # the person, their tokens and open orders, as this run has read them
RIGHTS = "rights"  # and what they may
PAGE_READ = "page_read"  # what the page of this run has read with it, until the page takes it

FindPerson = Callable[[Session], Standing]
PageRead = Callable[[Source, Standing], object]  # reads what a page shows, of the same instant

WORKING_S = 1.0  # between two looks at the books while an order is open
IDLE_S = 5.0  # and otherwise: another tab may have ordered or charged something


def current_person() -> User:
    """Return the person of this session, with today's balance."""
    return _standing().person


def current_rights() -> Rights:
    """Return what the person of this session may, as this run found it."""
    read: Rights = st.session_state[RIGHTS]
    return read


def why_not_publish() -> str | None:
    """Return why a button that changes the library is disabled; None where it is not."""
    return None if current_rights().publishes else error_box.words(NotAllowed("publish"))


def signs_in() -> bool:
    """Return whether people sign in, so that each is one person."""
    return current_studio().settings.sign_in


def as_member() -> str:
    """Return how the person comes to what only members can do, as the beginning of a sentence."""
    return "管理员把你设为会员后" if signs_in() else "切换到会员身份后"


def open_order_ids() -> frozenset[str]:
    """Return the person's open orders as this run found them: what it shows as open."""
    return _standing().open_orders


def _standing() -> Standing:
    read: Standing = st.session_state[STANDING]
    return read


def read_with_page(find: FindPerson, read_page: PageRead | None) -> Standing:
    """Read the person, and what the page needs, in one snapshot and before anything is drawn."""
    studio = current_studio()
    with studio.database.snapshot() as session:
        read = find(session)
        rights = rights_of(session, read.person, studio.settings)
        page_read = read_page(session, read) if read_page else None
    st.session_state[STANDING], st.session_state[RIGHTS] = read, rights
    st.session_state[PAGE_READ] = page_read
    return read


def take_page_read() -> Any:
    """Return what the page's `PageRead` has read in this run; it is the page's alone, and once."""
    return st.session_state.pop(PAGE_READ)


def draw_tokens() -> None:
    """Draw the three figures, kept up to date."""
    read = _standing()
    every_s = WORKING_S if read.open_orders else IDLE_S
    fragment(_tokens, every_s)(read.open_orders, [read])


def _tokens(seen: frozenset[str], just_read: list[Standing]) -> None:
    """Draw the figures: those that the whole page's run has read, later ones read again."""
    database, person_id = current_studio().database, current_person().id
    now = just_read.pop() if just_read else standing.find(database, person_id)
    with st.container(horizontal=True, gap="small"):
        st.metric("余额", now.person.balance, help="已入账的代币，等于账本全部条目之和。")
        st.metric("预留", now.person.held, help="进行中的订单占用的代币：完成时扣除，失败时退回。")
        st.metric("可用", now.person.available, help="现在还能使用的代币：余额减去预留。")
    if now.open_orders != seen:
        st.rerun()  # something ended or began: the whole page shows it
