"""Who is here where nobody signs in: chosen in the sidebar, kept in the session and the address."""

from __future__ import annotations

import streamlit as st
from sqlmodel import Session

from core.errors import PersonNotFound, StudioError
from core.orders.views import standing
from core.orders.views.standing import Standing
from core.people import accounts, people
from core.studio import current_studio
from core.tables import User
from pages.parts import addresses, click_keys, error_box, formats
from pages.parts.addresses import PERSON
from pages.parts.formats import plain
from pages.parts.identity import PageRead, read_with_page
from pages.parts.notices import tell, tell_refusal

# In the session, beside PERSON, the id of who is here:
CHOICE = "identity"  # the widget's: an id
OWN_PEOPLE = "own_people"  # ids beside the two demo people that this session has been
ASKING_NAME = "asking_new_name"  # a click to answer
NEW_PERSON, TOP_UP = "new_person", "top_up"  # buttons that have keys


def draw(read_page: PageRead | None) -> User:
    """Draw the sidebar's choice; return the person, and remember the id in the address."""
    asked = addresses.find(PERSON) or st.session_state.get(PERSON) or people.DEMO_MEMBER
    try:
        read = _read(asked, read_page)
    except PersonNotFound as error:
        error_box.show(error)
        read = _read(people.DEMO_MEMBER, read_page)
    _remember(read.person.id)
    _draw_choice(read)
    return read.person


def _read(person_id: str, read_page: PageRead | None) -> Standing:
    def find(session: Session) -> Standing:
        if person_id not in _listed():  # of those it was asked when this session first was them
            accounts.demand_none(session, person_id)
        return standing.find(session, person_id, beside=_listed())

    return read_with_page(find, read_page)


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


def draw_top_up(person: User) -> None:
    """Draw the button for more tokens."""
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
