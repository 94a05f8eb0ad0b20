"""Send what a run has drawn when it is drawn, without the pause that Streamlit makes between two.

Streamlit 1.67 sends what waits, then looks away for 5 ms, so that a placeholder and what takes its
place within a run come as one. No page here has placeholders (an audit's bar and a spinner stay for
as long as the work does), and what each run draws last, or that it has ended, waited 2 to 3 ms for
nothing: a fifth of a rerun of 账本.
"""

from __future__ import annotations

from streamlit.runtime import runtime

PAUSE_S = 0.001  # between two sendings, which cost some 0.1 ms each
NAME = "MESSAGE_FLUSH_INTERVAL_SECS"  # which Streamlit's loop looks up at each sending


def spare_the_pause() -> None:
    """Have Streamlit's loop look again after `PAUSE_S`."""
    setattr(runtime, NAME, PAUSE_S)
