"""Keep a page that was left from emptying the one that has come.

A page's timer, or the second click of two, may still be sent before the browser hears that a run
has gone on to another page (`st.switch_page`). Streamlit 1.67 runs such a fragment under the page
that it was sent from, the frame's figures for one, which are on every page. The browser then takes
it that this page has come, empties the window (`handleNewSession`), and nothing fills it again.
"""

from __future__ import annotations

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession


def ignore() -> None:
    """Have Streamlit drop what a fragment asks for in the name of another page than today's."""
    ask = AppSession.request_rerun

    def ask_of_this_page(session: AppSession, asked: ClientState | None) -> None:
        if not (asked and asked.fragment_id and _is_left(session, asked.page_script_hash)):
            ask(session, asked)

    AppSession.request_rerun = ask_of_this_page  # type: ignore[method-assign, assignment]


def _is_left(session: AppSession, page: str) -> bool:
    """Return whether a page is one of the app's, and not the one that ran last or runs now.

    At the beginning of a tab's first run that is not known yet.
    """
    known, now = session._pages_manager.get_pages(), session._pages_manager.current_page_script_hash
    return page in known and now in known and page != now
