"""Who is here: chosen in the sidebar, kept in the session and in the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.database import Source
from core.errors import PersonNotFound, StudioError
from core.orders.views import standing
from core.orders.views.standing import Standing
from core.people import people
from core.studio import current_studio
from core.tables import User
from pages.parts import addresses, click_keys, error_box, formats
from pages.parts.addresses import PERSON
from pages.parts.formats import plain
from pages.parts.notices import tell, tell_refusal

# In the session, beside PERSON, the id of who is here:
STANDING = "standing"  # the person, their tokens and open orders, as this run has read them
PAGE_READ = "page_read"  # what the page of this run has read with it, until the page takes it
CHOICE = "identity"  # the widget's: an id
OWN_PEOPLE = "own_people"  # ids beside the two demo people that this session has been
ASKING_NAME = "asking_new_name"  # a click to answer
NEW_PERSON, TOP_UP = "new_person", "top_up"  # buttons that have keys

PageRead = Callable[[Source, Standing], object]  # reads what a page shows, of the same instant

WORKING_S = 1.0  # between two looks at the books while an order is open
IDLE_S = 5.0  # and otherwise: another tab may have ordered or charged something


def current_person() -> User:
    """Return the person of this session, with today's balance."""
    return _standing().person


def open_order_ids() -> frozenset[str]:
    """Return the person's open orders as this run found them: what it shows as open."""
    return _standing().open_orders


def _standing() -> Standing:
    read: Standing = st.session_state[STANDING]
    return read


def choose_person(read_page: PageRead | None) -> User:
    """Draw the sidebar's choice; return the person, and remember the id in the address.

    What the page needs is read with the person: in one snapshot, and before anything is drawn.
    """
    asked = addresses.find(PERSON) or st.session_state.get(PERSON) or people.DEMO_MEMBER
    try:
        read = _read_with_page(asked, read_page)
    except PersonNotFound as error:
        error_box.show(error)
        read = _read_with_page(people.DEMO_MEMBER, read_page)
    _remember(read.person.id)
    _draw_choice(read)
    return read.person


def take_page_read() -> Any:
    """Return what the page's `PageRead` has read in this run; it is the page's alone, and once."""
    return st.session_state.pop(PAGE_READ)


def _read_with_page(person_id: str, read_page: PageRead | None) -> Standing:
    with current_studio().database.snapshot() as session:
        read = _read(session, person_id)
        page_read = read_page(session, read) if read_page else None
    st.session_state[STANDING], st.session_state[PAGE_READ] = read, page_read
    return read


def _read(source: Source, person_id: str) -> Standing:
    return standing.find(source, person_id, beside=_listed())


def draw_tokens(person: User) -> None:
    """Draw the three figures, kept up to date, and the button for more."""
    read = _standing()
    every_s = WORKING_S if read.open_orders else IDLE_S
    st.fragment(_tokens, run_every=every_s)(read.open_orders, [read])
    _draw_top_up(person)


def _tokens(seen: frozenset[str], just_read: list[Standing]) -> None:
    """Draw the figures: those that the whole page's run has read, later ones read again."""
    now = just_read.pop() if just_read else _read(current_studio().database, current_person().id)
    with st.container(horizontal=True, gap="small"):
        st.metric("余额", now.person.balance, help="已入账的代币，等于账本全部条目之和。")
        st.metric("预留", now.person.held, help="进行中的订单占用的代币：完成时扣除，失败时退回。")
        st.metric("可用", now.person.available, help="现在还能使用的代币：余额减去预留。")
    if now.open_orders != seen:
        st.rerun()  # something ended or began: the whole page shows it


def _remember(person_id: str) -> None:
    if person_id not in _listed():
        st.session_state[OWN_PEOPLE] = [*_listed()[2:], person_id]
    st.session_state[PERSON] = st.session_state[CHOICE] = person_id
    addresses.keep(PERSON, person_id)


def _listed() -> list[str]:
    return [people.DEMO_MEMBER, people.DEMO_USER, *st.session_state.get(OWN_PEOPLE, [])]


def _draw_choice(read: Standing) -> None:
    st.selectbox(
        "演示身份",
        _listed(),
        key=CHOICE,
        format_func=lambda person_id: read.names.get(person_id, person_id),
        on_change=_switch,
        help="演示用途，没有登录：任何人都可以选择任何身份。",
        filter_mode="contains",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if read.person.is_member:
            st.badge("会员", icon=":material/star:", color="orange")
        else:
            st.badge("非会员", color="gray")
        st.button(
            "以新名字开始", type="tertiary", icon=":material/person_add:", on_click=ask_new_name
        )
    if st.session_state.pop(ASKING_NAME, False):
        _new_name_dialog()


def _switch() -> None:
    _go_as(st.session_state[CHOICE])


def _go_as(person_id: str) -> None:
    """Continue as somebody; what the address named was the other person's."""
    for name in (addresses.ORDER, addresses.PICTURE, addresses.REFERENCE):
        addresses.keep(name, None)
    st.session_state[PERSON] = person_id
    addresses.keep(PERSON, person_id)


def ask_new_name() -> None:
    """Have the next run ask for a name of one's own, by whatever button this was called."""
    st.session_state[ASKING_NAME] = True


@st.dialog("以新名字开始")
def _new_name_dialog() -> None:
    opening = current_studio().settings.opening_tokens
    st.caption(f"代币与图片都是自己的，不影响其他人；开始时赠送 {formats.tokens(opening)}。")
    name = st.text_input("名字", max_chars=people.MAX_NAME, placeholder="例如：小林")
    is_member = st.toggle("作为会员（可以使用会员专属提示词）", value=True)
    if st.button("开始使用", type="primary", width="stretch"):
        try:
            person = _create(name or "", is_member=is_member)
        except StudioError as error:
            error_box.show(error)
            return
        _go_as(person.id)
        tell(f"你好，{plain(person.name)}！", ":material/waving_hand:")
        st.rerun()


def _create(name: str, *, is_member: bool) -> User:
    studio = current_studio()
    person = people.create(
        studio.database,
        click_keys.key(NEW_PERSON, (name, is_member)),
        name,
        is_member=is_member,
        opening=studio.settings.opening_tokens,
        now=studio.now(),
        limit=studio.settings.new_people_per_day,
    )
    click_keys.clicked(NEW_PERSON)
    return person


def _draw_top_up(person: User) -> None:
    st.button(
        "补充代币",
        icon=":material/toll:",
        on_click=_top_up,
        args=(person.id,),
        width="stretch",
        help=f"增加 {people.TOP_UP_TOKENS} 个代币，并在账本中记一笔。",
    )


def _top_up(person_id: str) -> None:
    studio = current_studio()
    key = f"top_up:{click_keys.key(TOP_UP, person_id)}"
    try:
        most = studio.settings.max_top_up_per_day
        granted = people.top_up(studio.database, person_id, key=key, now=studio.now(), limit=most)
    except StudioError as error:
        tell_refusal(error)
        return
    # Granted or not: a grant whose answer was lost must not block this.
    click_keys.clicked(TOP_UP)
    if granted:
        tell(f"已补充 {formats.tokens(people.TOP_UP_TOKENS)}，并记入账本。", ":material/toll:")
