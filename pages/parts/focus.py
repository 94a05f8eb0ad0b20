"""A mouse's click on a choice leaves the keys to what it opened."""

from __future__ import annotations

import streamlit as st

# A group of buttons takes the arrows as long as one of them has the focus, and the page has no
# other way to take it away. Whoever came by keys keeps their place. It runs once.
_SCRIPT = """<script>
document.querySelector(".st-key-%s :focus:not(:focus-visible)")?.blur();
</script>"""


def leave(key: str) -> None:
    """Take the focus that a mouse gave to the choice with this key; draw it in what that opens."""
    st.html(_SCRIPT % key, unsafe_allow_javascript=True)
