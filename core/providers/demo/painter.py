"""The painter's side: takes requests from its standard input until that ends.

Started by `painters.py` and by nothing else. It holds no key, database or open file of the app.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

from core.providers.demo.painters import SIZE, SIZES, read
from core.providers.demo.render import render


def main(niceness: int) -> None:
    """Paint until the app closes the pipe."""
    os.nice(niceness)
    pictures = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints goes nowhere
    with suppress(EOFError, BrokenPipeError):  # the app has gone
        while True:
            wanted, reference = SIZES.unpack(read(sys.stdin.buffer, SIZES.size))
            text, seed, aspect_ratio = json.loads(read(sys.stdin.buffer, wanted))
            data = read(sys.stdin.buffer, reference) or None
            picture = render(text, seed, aspect_ratio, data)
            pictures.write(SIZE.pack(len(picture)) + picture)
            pictures.flush()
