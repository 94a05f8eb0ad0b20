"""A click brings what follows it into sight, which stands elsewhere on the page."""

from __future__ import annotations

import streamlit as st

ANYWHERE = "all"
ONE_COLUMN = "(max-width: 640px)"  # where panes stand below each other

# The page can't do it without a script. It runs once: the same one in the same place is kept.
_SCRIPT = """<script>
if (matchMedia("%s").matches)
  document.querySelector(".st-key-%s")?.scrollIntoView();
</script>"""


def into_sight(key: str, where: str = ANYWHERE) -> None:
    """Scroll to the container with this key, on windows that `where` says; draw it after that."""
    st.html(_SCRIPT % (where, key), unsafe_allow_javascript=True)
