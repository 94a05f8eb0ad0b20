"""What Streamlit's secrets say of sign-in: on, off, or no start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import Secrets

from core.settings import InvalidSettings
from pages.parts.frame import sign_in_settings

WHOLE = """
[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "a secret of the tests alone, long enough"  # pragma: allowlist secret
client_id = "studio"
client_secret = "of the tests"  # pragma: allowlist secret
server_metadata_url = "http://localhost:9/.well-known/openid-configuration"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return where Streamlit looks for secrets, in which nothing is yet."""
    path, before = tmp_path / "secrets.toml", config.get_option("secrets.files")
    monkeypatch.setattr(st, "secrets", Secrets())
    config.set_option("secrets.files", [str(path)])
    yield path
    config.set_option("secrets.files", before)


@pytest.mark.parametrize(("text", "is_on"), [(None, False), ("other = 1", False), (WHOLE, True)])
def test_people_sign_in_where_it_is_configured(file: Path, text: str | None, is_on: bool) -> None:
    """Without a file, or with one about something else, there are demo people."""
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert sign_in_settings.is_configured() is is_on


@pytest.mark.parametrize(
    ("left_out", "named"), [("redirect_uri", "redirect_uri"), ("client_id", "client_id")]
)
def test_half_a_sign_in_does_not_start(file: Path, left_out: str, named: str) -> None:
    """What is missing is named."""
    lines = [line for line in WHOLE.splitlines() if not line.startswith(left_out)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InvalidSettings, match=named):
        sign_in_settings.is_configured()


def test_a_file_that_is_no_toml_does_not_start(file: Path) -> None:
    """A slip in the file is not taken for no sign-in."""
    file.write_text("[auth", encoding="utf-8")
    with pytest.raises(InvalidSettings, match="can't be read as TOML"):
        sign_in_settings.is_configured()


def test_a_file_that_cant_be_opened_does_not_start(file: Path) -> None:
    """Another user's file, or a folder in its place, is a line and no stack."""
    file.mkdir()
    with pytest.raises(InvalidSettings, match="can't be read"):
        sign_in_settings.is_configured()
