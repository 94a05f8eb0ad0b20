"""What Streamlit's secrets say of sign-in: `[auth]`, for one issuer or for several by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from core.settings import InvalidSettings

MIN_COOKIE_SECRET = 32  # characters: with a guessed one anybody signs in as anybody
_OF_ISSUER = ("client_id", "client_secret", "server_metadata_url")


def is_configured() -> bool:
    """Return whether people sign in; raise `InvalidSettings` for what could not work or be safe.

    A file that can't be read is no sign-in for Streamlit: for us it is none that may start.
    """
    try:
        is_there = st.secrets.load_if_toml_exists()
        broken = [file for file in st.get_option("secrets.files") if Path(file).exists()]
    except OSError as error:  # another user's, or a folder
        raise InvalidSettings(f"{error.filename}: can't be read: {error.strerror}") from error
    if not is_there:
        if broken:
            raise InvalidSettings(f"{', '.join(broken)}: can't be read as TOML")
        return False
    if "auth" not in st.secrets:
        return False
    if missing := _missing(st.secrets["auth"]):
        raise InvalidSettings(f"[auth] in secrets.toml: {', '.join(missing)} missing or too short")
    return True


def issuers() -> list[str | None]:
    """Return by which names people may sign in; None is the issuer without a name."""
    auth = st.secrets["auth"]
    named: list[str | None] = [name for name, each in auth.items() if isinstance(each, Mapping)]
    return ([None] if "client_id" in auth else []) + named


def _missing(auth: Mapping[str, Any]) -> list[str]:
    missing = [] if auth.get("redirect_uri") else ["redirect_uri"]
    if len(str(auth.get("cookie_secret", ""))) < MIN_COOKIE_SECRET:
        missing.append(f"cookie_secret ({MIN_COOKIE_SECRET} characters or more)")
    named = {f"{name}.": each for name, each in auth.items() if isinstance(each, Mapping)}
    asked = named if named and "client_id" not in auth else {"": auth, **named}
    missing += [
        f"{name}{key}"
        for name, issuer in asked.items()
        for key in _OF_ISSUER
        if not issuer.get(key)
    ]
    return missing
