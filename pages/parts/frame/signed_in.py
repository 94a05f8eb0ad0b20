"""Who has signed in, as the issuer says: the door for who has not, their place in the sidebar."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from sqlmodel import Session

from core.errors import SignInRefused
from core.messages.administration import ROLES
from core.orders.views import standing
from core.orders.views.standing import Standing
from core.people import accounts
from core.people.accounts import Claims
from core.people.rights import rights_of
from core.studio import current_studio
from core.tables import Role, User
from pages.parts import addresses, error_box, formats, identity
from pages.parts.frame import sign_in_settings
from pages.parts.identity import PageRead

PAGES = ("gallery", "experiments", "ledger", "admin")  # whose addresses the door answers, too
CLAIMS = "claims"  # in the session: what the issuer said when this session's person was found


def admit() -> Claims | None:
    """Return what is claimed of who is here; draw the door and return None for who is not let in.

    Of an address nothing is read; it stays for when they are in.
    """
    if not st.user.get("is_logged_in"):
        _draw_door(_ask_to_sign_in)
        return None
    try:
        claims = accounts.read_claims(st.user.to_dict())
        accounts.admit(claims, current_studio().settings)
    except SignInRefused as error:
        refused = error
        _draw_door(lambda: _refuse(refused))
        return None
    _sign_in(claims)
    return claims


def administers(claims: Claims) -> bool:
    """Return whether who is here administers: the navigation asks before anything is read."""
    studio = current_studio()
    with studio.database.read() as session:
        person = session.get_one(User, accounts.person_of(session, claims))
        return rights_of(session, person, studio.settings).administers


def draw(claims: Claims, read_page: PageRead | None) -> User:
    """Draw in the sidebar who has signed in, and the way out; return the person.

    Who that is comes from the claims in each run: no address and no widget has a say in it.
    """
    addresses.keep(addresses.PERSON, None)

    def find(session: Session) -> Standing:
        return standing.find(session, accounts.person_of(session, claims))

    person = identity.read_with_page(find, read_page).person
    st.markdown(f"**{formats.plain(person.name)}**")
    if claims.email:
        st.caption(formats.plain(claims.email))
    with st.container(horizontal=True, vertical_alignment="center"):
        _draw_badges(person)
        st.button("退出登录", type="tertiary", icon=":material/logout:", on_click=st.logout)
    return person


def _sign_in(claims: Claims) -> None:
    """Make the person at the first sign-in; once a session, and again when the claims change."""
    if st.session_state.get(CLAIMS) == claims:
        return
    studio = current_studio()
    accounts.sign_in(
        studio.database,
        claims,
        person_id=studio.new_id(),
        opening=studio.settings.opening_tokens,
        now=studio.now(),
    )
    st.session_state[CLAIMS] = claims


def _draw_badges(person: User) -> None:
    rights = identity.current_rights()
    if rights.administers:
        st.badge(ROLES[Role.ADMINISTRATOR], icon=":material/shield_person:", color="blue")
    elif rights.publishes:
        st.badge(ROLES[Role.PUBLISHER], icon=":material/publish:", color="green")
    if person.is_member:
        st.badge("会员", icon=":material/star:", color="orange")
    else:
        st.badge("非会员", color="gray")


def _draw_door(ask: Callable[[], None]) -> None:
    """Draw a page with a way in and nothing else, at every address of the app."""

    def door() -> None:
        with st.container(horizontal_alignment="center", gap="medium"):
            st.title("AI 图片工坊", anchor=False, width="content")
            ask()

    ways = [st.Page(door, title="登录", default=True)]
    ways += [st.Page(door, title="登录", url_path=path) for path in PAGES]
    st.navigation(ways, position="hidden").run()


def _ask_to_sign_in() -> None:
    st.markdown("在同样的用例上比较图片提示词，每个代币都有账可查。", width="content")
    for issuer in sign_in_settings.issuers():
        st.button(
            f"用 {issuer} 登录" if issuer else "登录",
            type="primary",
            icon=":material/login:",
            on_click=st.login,
            args=(issuer,) if issuer else (),
        )


def _refuse(error: SignInRefused) -> None:
    st.error(error_box.words(error), icon=":material/lock:", width=480)
    st.button("退出登录", icon=":material/logout:", on_click=st.logout)
