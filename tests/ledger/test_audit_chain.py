"""The chain names a change of any column that is chained, and every link that is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corruptions import Corruption, Found, check, order, spoilt  # noqa: F401 - a fixture
from fakes import form, png, provider_of
from sqlalchemy import BigInteger, Boolean, Integer, text

from core.audit import audit
from core.chain import Chained, columns_of
from core.ledger.chain_rules import CHAINS
from core.orders import submission
from core.orders.specs import Maker
from core.people.people import DEMO_USER
from core.pictures import references, uploads
from core.providers.contract import Model
from core.studio import Studio

pytestmark = pytest.mark.sqlite_first

RULE = {
    Chained.ENTRY: "entries_are_chained",
    Chained.ORDER: "orders_are_chained",
    Chained.VERSION: "versions_are_chained",
}
# One row of each kind: an entry in the middle of its chain, a released order, an old version.
ROW = {
    Chained.ENTRY: "user_id = 'demo-user' AND seq = 2",
    Chained.ORDER: "key = 'r:0'",
    Chained.VERSION: "prompt_id = 'open' AND number = 1",
}


def change(kind: Chained, column: str) -> Corruption:
    """Return a change of one column of one row to another value of its type."""
    table = CHAINS[kind].rows
    sa_type = table.c[column].type
    value = f"substr('x' || \"{column}\", 1, 64)"  # some have room for no more
    if isinstance(sa_type, Boolean):
        value = f'NOT "{column}"'
    elif isinstance(sa_type, (BigInteger, Integer)):
        value = f'COALESCE("{column}", 0) + 7'
    elif table.c[column].nullable:
        value = f"substr('x' || COALESCE(\"{column}\", ''), 1, 64)"
    where = ROW[kind]
    return Corruption(RULE[kind], f'UPDATE "{table.name}" SET "{column}" = {value} WHERE {where}')


CHANGES = {
    f"{kind.value}: {column}": change(kind, column)
    for kind in Chained
    for column in columns_of(kind)
}
ENTRY, ORDER, VERSION = (RULE[kind] for kind in Chained)
MINE = "WHERE user_id = 'demo-user'"
OTHERS: dict[str, Corruption] = {
    "a released order gone": Corruption(ORDER, f"DELETE FROM generation WHERE id = {order('r')}"),
    "a released order and its digest gone": Corruption(
        ORDER,
        f"DELETE FROM orderdigest WHERE order_id = {order('r')};"
        f"DELETE FROM generation WHERE id = {order('r')}",
    ),
    "a wish that is no text": Corruption(
        ORDER, "UPDATE generation SET wish = CAST(wish AS BLOB) WHERE key = 'r:0'", "sqlite"
    ),
    "a digest twice": Corruption(
        ORDER, f"INSERT INTO orderdigest SELECT * FROM orderdigest WHERE order_id = {order('s')}"
    ),
    "an order's digest gone": Corruption(
        ORDER, f"DELETE FROM orderdigest WHERE order_id = {order('s')}"
    ),
    "an order's digest": Corruption(
        ORDER, f"UPDATE orderdigest SET digest = '{'0' * 64}' WHERE order_id = {order('s')}"
    ),
    "an order's number": Corruption(
        ORDER, f"UPDATE orderdigest SET number = 99 WHERE order_id = {order('h')}"
    ),
    "an order of another chain": Corruption(
        ORDER, f"UPDATE orderdigest SET user_id = 'a' WHERE order_id = {order('s')}"
    ),
    "an entry gone": Corruption(ENTRY, f'DELETE FROM "transaction" {MINE} AND seq = 2'),
    "an entry's digest gone": Corruption(ENTRY, f"DELETE FROM entrydigest {MINE} AND seq = 2"),
    "the last digest gone": Corruption(ENTRY, f"DELETE FROM entrydigest {MINE} AND seq = 3"),
    "the first digest gone": Corruption(ENTRY, f"DELETE FROM entrydigest {MINE} AND seq = 1"),
    "all digests of a person gone": Corruption(ENTRY, f"DELETE FROM entrydigest {MINE}"),
    "two digests exchanged": Corruption(
        ENTRY,
        f"UPDATE entrydigest SET seq = 77 {MINE} AND seq = 2;"
        f"UPDATE entrydigest SET seq = 2 {MINE} AND seq = 3;"
        f"UPDATE entrydigest SET seq = 3 {MINE} AND seq = 77",
    ),
    "a version gone": Corruption(VERSION, "DELETE FROM promptversion WHERE prompt_id = 'cheap'"),
    "a version's digest gone": Corruption(
        VERSION, "DELETE FROM versiondigest WHERE prompt_id = 'cheap'"
    ),
}


@pytest.mark.parametrize("corruption", CHANGES.values(), ids=CHANGES)
def test_a_changed_column_breaks_the_chain(
    spoilt: Found,  # noqa: F811
    corruption: Corruption,
    request: pytest.FixtureRequest,
) -> None:
    """Whatever other rules see, the chain's own rule names a change of any chained column."""
    check(spoilt, corruption, request)


@pytest.mark.parametrize("corruption", OTHERS.values(), ids=OTHERS)
def test_a_missing_link_is_named(
    spoilt: Found,  # noqa: F811
    corruption: Corruption,
    request: pytest.FixtureRequest,
) -> None:
    """Rows and digests that are gone, moved or exchanged break the chain."""
    check(spoilt, corruption, request)


def test_a_row_is_judged_by_its_values(spoilt: Found, request: pytest.FixtureRequest) -> None:  # noqa: F811
    """What the database says otherwise than Python is looked at again: a true 2 is still true."""
    if "sqlite" not in request.node.name:
        pytest.skip("only sqlite keeps such a value")
    assert spoilt("UPDATE generation SET prompt_members_only = 2 WHERE key = 'm:0'") == {
        "numbers_of_orders_are_whole"
    }


FINE = Model("fine", "Fine", ("1:1",), references=1, has_strength=True, qualities=("low", "high"))


@pytest.mark.parametrize(
    "erased", ["quality = ''", "strength = NULL", "quality = '', strength = NULL", "strength = 31"]
)
def test_a_quality_and_a_strength_are_chained(studio: Studio, erased: str) -> None:
    """An order that has them fits its digest, and does not once one of them is another or gone."""
    provider_of(studio).models = (FINE,)
    kept = references.keep(studio, DEMO_USER, uploads.check_reference(png()), "a.png")
    wish = form("k", makers=(Maker("fake", "fine"),), quality="high", reference=kept.name)
    submission.submit(studio, DEMO_USER, replace(wish, strength=30))
    assert audit(studio.database).clean
    _change(studio, erased)
    report = audit(studio.database)
    _change(studio, "quality = 'high', strength = 30")  # the books are looked at once more
    broken = [finding.rule for finding in report.findings if finding.broken]
    assert broken == ["orders_are_chained"]


def _change(studio: Studio, values: str) -> None:
    with studio.database.write() as tx:
        tx.execute(text(f"UPDATE generation SET {values}"))
