"""The few scripts that pages send: what Streamlit can't say, in words that never change.

The browser runs a script only if it has its digest (`core.web.headers`). So each is one constant,
and what differs from call to call stands in the attributes of the element before it.
"""

from __future__ import annotations

from html import escape

import streamlit as st

# A text area sends what was typed when it loses the focus: let it, before Esc closes what it is in.
SEND_BEFORE_ESC = """
window.sendsBeforeEsc ??= addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.activeElement?.blur();
}, true) ?? true;
"""
# A group of buttons takes the arrows as long as one of them has the focus, and the page has no
# other way to take it away. Whoever came by keys keeps their place.
LEAVE_FOCUS = """{
  const { key } = document.currentScript.previousElementSibling.dataset;
  document.querySelector(`.st-key-${key} :focus:not(:focus-visible)`)?.blur();
}"""
SCROLL_INTO_SIGHT = """{
  const { key, when } = document.currentScript.previousElementSibling.dataset;
  if (matchMedia(when).matches) document.querySelector(`.st-key-${key}`)?.scrollIntoView();
}"""
# A key that is held answers once: Streamlit's shortcuts take each repetition for a press. Where
# something is typed, letters come as before.
ANSWER_ONCE = """
window.answersOnce ??= addEventListener("keydown", (event) => {
  const asks = document.querySelector("[class*=st-key-culling_], .st-key-ballot_pair");
  if (event.repeat && asks) event.stopImmediatePropagation();
}, true) ?? true;
"""
ALL = (SEND_BEFORE_ESC, LEAVE_FOCUS, SCROLL_INTO_SIGHT, ANSWER_ONCE)


def run(script: str, **data: str) -> None:
    """Run one of these scripts, once: the same one with the same data in the same place is kept."""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    st.html(f"<i hidden{attributes}></i><script>{script}</script>", unsafe_allow_javascript=True)
