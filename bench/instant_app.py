"""`streamlit run streamlit_app.py`, except that the provider costs nothing: the app is measured."""

from __future__ import annotations

import sys

from streamlit.web.cli import main

from bench.parts import instant_studio
from core import studio
from core.settings import Settings

ANSWERS_AFTER_S = 1.5  # long enough that people poll their order, as they do with a real service

if __name__ == "__main__":
    with studio.use(instant_studio(Settings(), ANSWERS_AFTER_S)):
        main(["run", "streamlit_app.py", "--server.port", sys.argv[1]])
