"""What one person can't reach of another's, by core's own functions: `refused.py` has the rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dumps import rows_of
from reach.refused import ROWS, Row
from reach.scene import KINDS, SECRET, THEIRS, Scene, scene

from core.downloads import selection
from core.downloads.selection import Selection
from core.errors import StudioError
from core.experiments import sets
from core.experiments.voting import blind
from core.ledger import statement
from core.ledger.statement import EntryFilter
from core.orders.views import reads
from core.orders.views.reads import OrderFilter


def outcome(row: Row, there: Scene) -> Any:
    """Return what one way comes to: the class of the refusal, or the value."""
    try:
        return row.call(there)
    except StudioError as refused:
        return type(refused)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_anothers_is_reached(kind: str, filled_url: str, tmp_path: Path) -> None:
    """Each way is refused as its row says, and all together change no row of the database."""
    with scene(kind, filled_url, tmp_path / "data") as there:
        before = rows_of(there.studio.database)
        came_to = {name: outcome(row, there) for name, row in ROWS.items()}
        assert {n: c for n, c in came_to.items() if c != ROWS[n].gives} == {}
        assert rows_of(there.studio.database) == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_team_may_see(kind: str, filled_url: str, tmp_path: Path) -> None:
    """By design: of orders and entries whose, when, how much and how they ended; kept sets whole.

    Never what was wished, nor the text that was sent.
    """
    with scene(kind, filled_url, tmp_path / "data") as there:
        database = there.studio.database
        entries = list(statement.all_entries(database, EntryFilter()))
        orders = list(reads.all_orders(database, OrderFilter()))
        assert {THEIRS} <= {entry.person for entry in entries}
        assert there.order in {order.id for order in orders}
        assert SECRET not in f"{entries}{orders}"
        assert [kept.owner_id for kept in sets.all_sets(database)].count(THEIRS) == 1


def test_an_address_opens_nothing_else(filled_url: str, tmp_path: Path) -> None:
    """A right address with another's id, kind or person in it opens nothing; nor does a guess."""
    with scene("demo", filled_url, tmp_path / "data") as there:
        images, now = there.studio.images, there.studio.now()
        mine = images.address("original", "0" * 16, now).partition("?")[2]
        given = dict(part.split("=", 1) for part in mine.split("&"))
        until, signature = given["until"], given["signature"]
        for kind, name in (
            ("original", there.order),
            ("thumbnail", there.order),
            ("original", there.cell),
            ("reference", there.reference),
            ("blind", there.cell),
        ):
            assert images.open_signed(kind, name, until, signature, now) is None
        packed = selection.address(images, Selection("bob", ("0" * 16,)), now)
        end = packed.rpartition("signature=")[2]
        asked = ("UTC", there.order, until, end)
        assert selection.open_signed(images, THEIRS, *asked, now) is None
        assert selection.open_signed(images, "bob", *asked, now) is None
        for token in (there.pair, there.cell, there.token[:-1], there.token.upper(), "%", ""):
            assert blind.open_token(there.studio, token) is None
