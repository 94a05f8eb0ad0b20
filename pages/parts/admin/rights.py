"""What who is here may, as this run has read it; core asks again at each act."""

from __future__ import annotations

import streamlit as st

from core.errors import NotAllowed
from core.people import people
from core.people.rights import Rights, rights_of
from core.studio import current_studio
from core.tables import User
from core.text_checks import is_id
from pages.parts import addresses, error_box

RIGHTS = "rights"  # in the session
NOBODY_S = Rights(publishes=False, administers=False)


def read() -> Rights:
    """Read what who is here may: before the navigation, which it decides on."""
    asked = addresses.find(addresses.PERSON) or st.session_state.get(addresses.PERSON)
    st.session_state[RIGHTS] = _read(asked or people.DEMO_MEMBER)
    return current()


def current() -> Rights:
    """Return what this run has read."""
    rights: Rights = st.session_state[RIGHTS]
    return rights


def why_not_publish() -> str | None:
    """Return why a button that changes the library is disabled; None where it is not."""
    return None if current().publishes else error_box.words(NotAllowed("publish"))


def _read(person_id: str) -> Rights:
    studio = current_studio()
    if not studio.settings.sign_in:  # the same for everybody: no read
        return Rights(publishes=True, administers=False)
    with studio.database.read() as session:
        person = session.get(User, person_id) if is_id(person_id) else None
        return rights_of(session, person, studio.settings) if person else NOBODY_S
