"""The locks are those of the requirements: read from the files, without the network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HASH = r" \\\n    --hash=sha256:[0-9a-f]{64}"
PIN = re.compile(rf"^([\w.-]+==[\w.]+)(?: ;[^\n]*?)?((?:{HASH})+)\n((?:    #[^\n]*\n)*)", re.M)


def asked(name: str) -> set[str]:
    """Return the pins of a hand-written list, without extras in brackets and systems behind ;."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {re.sub(r"\[.*?\]|;.*", "", line) for line in lines if "==" in line}


def locked(name: str) -> dict[str, str]:
    """Return each pin of a lock, with what it says about who needs the package."""
    return {found[1]: found[3] for found in PIN.finditer((ROOT / name).read_text(encoding="utf-8"))}


def needed_by(pins: dict[str, str], name: str) -> set[str]:
    """Return the pins that a hand-written list asks for itself."""
    return {pin for pin, reasons in pins.items() if f"-r {name}\n" in reasons}


def test_the_locks_are_of_todays_requirements() -> None:
    """Each lock has exactly what the lists ask for; where not, `make lock` was forgotten."""
    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert needed_by(run, "requirements.txt") == asked("requirements.txt")
    assert needed_by(dev, "requirements.txt") == asked("requirements.txt")
    assert needed_by(dev, "requirements-dev.txt") == asked("requirements-dev.txt")
    assert run.keys() <= dev.keys()


def test_the_installer_is_locked_too() -> None:
    """The version of uv that the Makefile names is the one that its lock has."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.search(r"^UV := (\S+)$", makefile, re.M)
    assert named is not None
    assert locked("requirements-uv.lock").keys() == {named[1]}


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]
)
def test_a_lock_is_pins_with_hashes_and_nothing_else(name: str) -> None:
    """Every line belongs to a pin with its hashes: no address, no option, no bare name."""
    rest = PIN.sub("", (ROOT / name).read_text(encoding="utf-8"))
    assert all(line.startswith("#") for line in rest.splitlines())
    assert locked(name)
