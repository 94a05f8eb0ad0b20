"""`make run-fake`: every service beside its stand-in, one of them misbehaving if it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from core.providers.services import SERVICES
from tests.services.every import EVERY, key_of
from tests.services.gemini_shapes import Asked
from tests.services.replies import painted
from tests.services.run_fakes import chosen_scripts

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-m", "tests.services.run_fakes", "--port", "0"]
PATIENCE_S = 60


def test_a_script_is_for_all_or_for_one() -> None:
    """What is said of one service counts before what is said of all, wherever it stands."""
    assert set(chosen_scripts("").values()) == {"picture"}
    chosen = chosen_scripts("stability:moderated, ark:hang,unavailable")
    assert (chosen.pop("stability"), chosen.pop("ark")) == ("moderated", "hang")
    assert set(chosen.values()) == {"unavailable"}
    only_ark = chosen_scripts("ark_overdue")
    assert only_ark["ark"] == "ark_overdue"
    assert only_ark["stability"] == "picture"


@pytest.mark.parametrize("text", ["nonsense", "ark:moderated", "nobody:hang", ":", "ark:"])
def test_an_unknown_script_is_refused(text: str) -> None:
    """A name that no service has would otherwise look like a service that behaves."""
    with pytest.raises(ValueError, match="no such script"):
        chosen_scripts(text)


def test_each_service_paints_in_its_own_way() -> None:
    """The same prompt and seed are one picture at one service, and another at the next."""
    content = {"contents": [{"parts": [{"text": "a misty lake"}]}]}
    asked = Asked("POST", "", "v1", "m", {}, "k", content)
    pictures = [painted(asked, service) for service in ("gemini", "stability", "gemini")]
    assert pictures[0] == pictures[2] != pictures[1]


def test_the_command_is_sent_to_every_stand_in(tmp_path: Path) -> None:
    """It gets a key and an address for each service, and its exit code is ours."""
    code = "import json, os, sys; print(json.dumps(dict(os.environ))); sys.exit(7)"
    done = subprocess.run(
        [*RUN, "--script", "stability:hang", "--", sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": "/usr/bin", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 7, done.stderr
    *told, printed = done.stdout.splitlines()
    environment = json.loads(printed)
    for name, row in SERVICES.items():
        if row.requires:
            assert environment[f"{name.upper()}_API_KEY"] == key_of(name)
            assert environment[f"{name.upper()}_BASE_URL"].startswith("http://127.0.0.1:")
            assert set(row.requires) <= environment.keys()
    assert environment["DATA_DIR"] == str(tmp_path)
    assert len(told) == len(EVERY)
    assert [line for line in told if "script hang" in line] == [
        told[list(EVERY).index("stability")]
    ]


@pytest.mark.parametrize("to_all", [True, False], ids=["ctrl-c", "sigterm"])
def test_the_end_of_one_is_the_end_of_both(to_all: bool, tmp_path: Path) -> None:
    """A Ctrl-C, which the terminal sends to both, and a SIGTERM end the command and stand-ins."""
    code = """
import signal, sys
for each in (signal.SIGINT, signal.SIGTERM):
    signal.signal(each, lambda *_: sys.exit(5))
print("begun", flush=True)
signal.pause()
"""
    running = subprocess.Popen(
        [*RUN, "--", sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": "/usr/bin", "DATA_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    lines = iter(partial(running.stdout.readline), "")
    assert any(line == "begun\n" for line in lines)
    end = partial(os.killpg, running.pid, signal.SIGINT)
    end() if to_all else running.terminate()
    assert running.wait(PATIENCE_S) == 5
    assert running.stdout.read() == ""
