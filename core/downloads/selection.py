"""Which pictures a person has chosen to download: a signed address that nothing is stored for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from core.pictures import signing
from core.pictures.storage import ImageStore

# Their ids make an address of 3,600 characters: proxies take 8,000 and more, our server 64,000.
MOST = 200
ROUTE = "/zip/pictures.zip"
_ORDERS = re.compile(rf"[0-9a-f]{{8,64}}(\.[0-9a-f]{{8,64}}){{0,{MOST - 1}}}")


@dataclass(frozen=True)
class Selection:
    """Whose pictures to pack, by their orders; `zone` names the time zone of the manifest.

    The orders are what somebody has chosen: whose they are is asked when they are packed.
    """

    person_id: str
    order_ids: tuple[str, ...]
    zone: str = "UTC"


def address(images: ImageStore, chosen: Selection, now_ms: int) -> str:
    """Return the relative, signed address of a zip; it ends with those of pictures.

    Raise `ValueError` for no order, more than MOST, or what is no order's id.
    """
    orders = ".".join(dict.fromkeys(chosen.order_ids))
    if not _ORDERS.fullmatch(orders):
        raise ValueError("not a selection")
    words = {"person": chosen.person_id, "zone": chosen.zone, "orders": orders}
    until = signing.end_of(now_ms, images.address_s)
    signature = signing.sign(images.secret, "zip", *words.values(), until)
    return f"{ROUTE}?{urlencode(words | {'until': until, 'signature': signature})}"


def open_signed(
    images: ImageStore,
    person: str,
    zone: str,
    orders: str,
    until: str,
    signature: str,
    now_ms: int,
) -> Selection | None:
    """Return what a signed address asks for; None if anything about it is not right.

    All strings come from the network and may be anything.
    """
    words, given = ("zip", person, zone, orders), {"until": until, "signature": signature}
    if not signing.is_valid(images.secret, *words, **given, now_ms=now_ms):
        return None
    return Selection(person, tuple(orders.split(".")), zone)
