"""账本 and 图库 while votes are blind: nothing that they give a voter leads to an arm's picture."""

from __future__ import annotations

import booth
import lab
import pytest
from booth import ANNE
from driver import open_app, sent, texts
from fakes import png, provider_of

from core.downloads import archive, provenance
from core.downloads.selection import Selection
from core.errors import OrderNotFound
from core.experiments.voting import blind
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio

PICTURE = "/img/"  # in the address of each stored picture


@pytest.fixture
def orders(app_studio: Studio) -> list[str]:
    """Run a sealed experiment whose pictures differ; return its orders."""
    provider_of(app_studio).queue(*(png(colour) for colour in ("navy", "gold", "teal", "red")))
    booth.ended(app_studio)
    return [cell.order_id for cell in lab.cells(app_studio)]


@pytest.mark.parametrize("section", ["账目", "订单"])
def test_the_ledger_of_everybody_has_no_picture_of_them(orders: list[str], section: str) -> None:
    """A voter reads of each order, and is given the address of none; its owner has them all."""
    address = {"ledger_scope": "全部", "ledger_section": section}
    everybodys = sent(open_app("ledger.py", me=ANNE, **address))
    assert all(order in everybodys for order in orders)
    assert PICTURE not in everybodys
    own = sent(open_app("ledger.py", me=DEMO_USER, ledger_section=section))
    assert all(f"{PICTURE}thumbnail/{order}" in own for order in orders)


@pytest.mark.parametrize(("page", "name"), [("gallery.py", "picture"), ("ledger.py", "order")])
def test_an_address_that_names_an_order_opens_nothing(
    orders: list[str], page: str, name: str
) -> None:
    """Typed or handed on, 图库's address of a picture and 账本's of an order refuse a voter."""
    app = open_app(page, **{"me": ANNE, name: orders[0]})
    assert "找不到这个订单" in texts(app)
    assert PICTURE not in sent(app)
    assert not app.get("dialog")


def test_no_file_leads_to_an_order(app_studio: Studio, orders: list[str]) -> None:
    """A zip of them is refused, and neither an original nor a copy says where it is from."""
    with pytest.raises(OrderNotFound):
        archive.pack(app_studio, Selection(ANNE, tuple(orders)))
    seen = booth.sight(app_studio)
    copies = [blind.open_token(app_studio, token) for token in (seen.left_token, seen.right_token)]
    assert all(copies)
    originals = [app_studio.images.read_original(order) for order in orders]
    voter, owner = (people.find(app_studio.database, each) for each in (ANNE, DEMO_USER))
    for data in (*filter(None, copies), *originals):
        assert provenance.find(app_studio.database, voter, data) is None
    assert all(provenance.find(app_studio.database, owner, data) for data in originals)
