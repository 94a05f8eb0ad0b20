"""How often a process that serves looks for garbage."""

from __future__ import annotations

import gc

# Objects made and not freed, at which Python collects the youngest; how many of those collections
# make one of the older, and of these one of all. What a session leaves behind it is freed about as
# soon as with Python's own 700, 10 and 10.
COLLECT_AT = 20_000, 3, 1


def collect_seldom() -> None:
    """Collect what is garbage now, look at nothing again that lives by now, and seldom at the rest.

    With Python's own numbers a page's run makes objects for two or three collections, an order for
    more, and both leave hardly any. Without the freeze a full one walks all of pandas.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AT)
