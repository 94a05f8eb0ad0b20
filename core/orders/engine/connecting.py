"""How the engine's own connections are made, beside those of `core.database`."""

from __future__ import annotations

from sqlalchemy import make_url

# A machine that went away without a word is noticed within a minute, not after two hours.
ALIVE = {
    "connect_timeout": "5",
    "keepalives": "1",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}


def conninfo(url: str) -> str:
    """Return an SQLAlchemy URL of PostgreSQL as libpq reads it; what it says itself goes first."""
    given = make_url(url).set(drivername="postgresql")
    whole = given.update_query_dict(ALIVE | dict(given.query))
    return whole.render_as_string(hide_password=False)
