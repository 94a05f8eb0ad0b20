"""The audit of CI says what it has really checked: stand-ins take the place of its tools."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.settings import ROOT

SCRIPT = ROOT / ".ci" / "audit"
LINE = "audit: packages (pip-audit): "
OK = "exit 0"
DRY = 'case "$*" in *--dry-run*) exit 0;; esac\n'
CLEAN = DRY + """echo '{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}'"""
FOUND = (
    DRY
    + """echo '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]}'
exit 1"""
)
UNREACHED = DRY + "echo 'Could not connect to the feed' >&2; exit 1"
UNREADABLE = "echo 'invalid requirements' >&2; exit 1"
NOTHING = DRY + """echo '{"dependencies": []}'"""


def audited(folder: Path, **tools: str) -> tuple[int, list[str]]:
    """Run the audit with shell scripts as its tools; return its exit code and its lines."""
    known = {"bandit": OK, "pip-audit": CLEAN, "detect-secrets-hook": OK}
    for name, script in (known | {n.replace("_", "-"): s for n, s in tools.items()}).items():
        tool = folder / name
        tool.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        tool.chmod(0o755)
    env = os.environ | {"AUDIT_TOOLS": str(folder)}
    ended = subprocess.run(
        [sys.executable, SCRIPT], env=env, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout.splitlines()


@pytest.mark.parametrize(
    ("pip_audit", "code", "said"),
    [
        (CLEAN, 0, "clean"),
        (FOUND, 1, "FOUND"),
        (UNREACHED, 0, "NOT CHECKED"),
        (UNREADABLE, 1, "the tool failed"),
        (NOTHING, 1, "the tool failed"),
        ("exec /no/such/tool", 1, "the tool failed"),
    ],
)
def test_advisories(tmp_path: Path, pip_audit: str, code: int, said: str) -> None:
    """Reached and clean, reached and found, not reached, and broken are four different things."""
    ended, lines = audited(tmp_path, pip_audit=pip_audit)
    assert (ended, f"{LINE}{said}" in lines) == (code, True)


def test_not_reached_is_said_plainly(tmp_path: Path) -> None:
    """Where nobody could be asked the log says why, and that no package was checked."""
    _, lines = audited(tmp_path, pip_audit=UNREACHED)
    assert any("no package was checked: Could not connect" in line for line in lines)


def test_what_is_found_is_named(tmp_path: Path) -> None:
    """The log names the package and its advisory."""
    assert "a 1: PYSEC-1" in audited(tmp_path, pip_audit=FOUND)[1]


@pytest.mark.parametrize(
    ("tools", "code"),
    [
        ({"bandit": "exit 1"}, 1),
        ({"bandit": "exit 2"}, 1),
        ({"detect_secrets_hook": "exit 1"}, 1),  # pragma: allowlist secret
        ({"detect_secrets_hook": "exit 3"}, 0),  # pragma: allowlist secret
    ],
)
def test_code_and_secrets(tmp_path: Path, tools: dict[str, str], code: int) -> None:
    """A finding fails the audit, a broken tool does, and a known secret that moved does not."""
    assert audited(tmp_path, **tools)[0] == code


@pytest.mark.skipif(
    not (ROOT / ".venv/audit-installed").exists(), reason="only after `make audit`, as in CI"
)
def test_the_real_tool_without_a_network() -> None:
    """pip-audit itself, with nobody to ask, is told apart from a clean answer."""
    nobody = "http://127.0.0.1:9"
    names = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy")
    env = os.environ | dict.fromkeys(names, nobody) | {"NO_PROXY": "", "no_proxy": ""}
    code = "import runpy; audit = runpy.run_path('.ci/audit'); print(audit['check_packages']())"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines()[-1] == "NOT CHECKED"
