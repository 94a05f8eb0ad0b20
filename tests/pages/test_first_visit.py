"""What the first visitor after a start waits for: no import that takes seconds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.settings import ROOT

# A process of its own: in this one another test may have imported anything.
FIRST_VISIT = """
import sys
from pathlib import Path

from driver import open_app
from fakes import CHEAP, make_studio, place_and_run

from core.orders.pool import workers
from core.people.people import DEMO_MEMBER
from core.studio import use

with use(make_studio("", Path(sys.argv[1]))) as studio:
    place_and_run(studio, "k", CHEAP, person=DEMO_MEMBER)
    app = open_app("gallery.py")
    app.text_input(key="picture_words").set_value("石").run()
    assert [image.proto.imgs[0].alt[:2] for image in app.get("image")] == ["石子"]
    workers.stop()
print([name for name in ("pandas", "pyarrow", "altair") if name in sys.modules])
"""


@pytest.mark.slow
def test_the_first_search_waits_for_no_import(tmp_path: Path) -> None:
    """生成, 图库 and a search there don't import pandas: only 账本 needs it, once it is warm."""
    visit = subprocess.run(
        [sys.executable, "-c", FIRST_VISIT, str(tmp_path)],
        cwd=ROOT / "tests",
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (visit.returncode, visit.stdout.splitlines()[-1:]) == (0, ["[]"]), visit.stderr[-2000:]
