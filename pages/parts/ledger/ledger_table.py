"""What the ledger's two tables share: pages, thumbnails, rows that open an order's life, a CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.database import Source
from core.ledger.statement import EntryFilter
from core.listing.pages import COUNT_LIMIT, Page
from core.listing.period import Period
from core.orders.views.reads import OrderFilter
from core.studio import current_studio
from core.tables import User
from pages.parts import formats, pictures
from pages.parts.addresses import LEDGER_PAGE
from pages.parts.ledger import order_life
from pages.parts.ledger.ledger_filter import Offered
from pages.parts.widgets import export_button, pager

ROWS = 50  # rows a page: a long screen, and quick to draw
HEAD_HEIGHT = 35  # px, Streamlit's own
ROW_HEIGHT = 48  # px: a thumbnail that tells one picture from another
MOST_SHOWN = 11  # rows on the screen at once; the table scrolls to the others

PICTURE, GONE = "图片", "图片说明"
THUMBNAILS = {PICTURE: st.column_config.ImageColumn(width=64)}

# One row as the table needs it: its order, and the owner's name where that is somebody else.
Opens = tuple[str | None, str | None]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One of the ledger's lists: where its rows come from, and how people read them.

    `choose` draws the inputs of its filter, `say_nothing` what stands where no row fits. `page` and
    `all` are its two reads of core; `readable` yields each row by column for the table,
    `exported` for the CSV; `order_of` names the order that a row opens, `has_picture` says whether
    it has one.
    """

    name: str
    choose: Callable[[str | None, Period, Offered], EntryFilter | OrderFilter]
    say_nothing: Callable[[], None]
    page: Callable[..., Page[Any]]
    all: Callable[..., Iterable[Any]]
    readable: Callable[..., Iterable[dict[str, Any]]]
    exported: Callable[..., Iterable[dict[str, Any]]]
    order_of: Callable[[Any], str | None]
    has_picture: Callable[[Any], bool]
    columns: dict[str, Any]
    unit: str
    alt: str
    file_name: str


@dataclass(frozen=True)
class Chosen:
    """What was chosen of a list, and the bar with the inputs that say so."""

    listing: Listing
    filter: EntryFilter | OrderFilter
    bar: DeltaGenerator


def choose(listing: Listing, person_id: str | None, period: Period, offered: Offered) -> Chosen:
    """Draw the inputs of a list's filter; return what they say."""
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    with bar:
        return Chosen(listing, listing.choose(person_id, period, offered), bar)


def read(source: Source, chosen: Chosen) -> Page[Any]:
    """Return the page of the chosen rows that the address asks for."""
    return chosen.listing.page(source, chosen.filter, number=pager.asked(LEDGER_PAGE), size=ROWS)


def draw(chosen: Chosen, page: Page[Any], person: User) -> None:
    """Draw one page of the chosen rows, and into their bar their export.

    The export is built without a script, so it has its time zone and filter with it.
    """
    listing, wanted = chosen.listing, chosen.filter
    if not page.rows:
        listing.say_nothing()
        return
    seen_by = {"zone": formats.zone(), "with_names": wanted.person_id is None}
    exported = partial(listing.exported, **seen_by)
    rows = list(listing.readable(page.rows, **seen_by))
    if wanted.person_id:  # everybody's rows have no pictures: those are for their owners
        rows = _with_thumbnails(listing, page.rows, rows)
    _draw_table(listing, page, _without_empty_columns(rows), person)
    header = list(next(iter(exported(page.rows[:1]))))
    database = current_studio().database
    with chosen.bar:
        export_button.draw(
            header, lambda: exported(listing.all(database, wanted)), listing.file_name
        )


def _with_thumbnails(
    listing: Listing, rows: Sequence[Any], shown: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return what is shown of rows, each behind its picture or why it has none any more."""
    has_file = [listing.has_picture(row) and not row.is_purged for row in rows]
    made = [listing.order_of(row) if has else None for row, has in zip(rows, has_file, strict=True)]
    addresses = pictures.addresses("thumbnail", filter(None, made))
    return [
        {PICTURE: addresses.get(order_id or ""), GONE: "图片已删除" if row.is_purged else ""} | one
        for order_id, row, one in zip(made, rows, shown, strict=True)
    ]


def _without_empty_columns(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    used = [name for name in rows[0] if any(row[name] not in ("", None) for row in rows)]
    return [{name: row[name] for name in used} for row in rows]


def _draw_table(
    listing: Listing, page: Page[Any], shown: list[dict[str, Any]], person: User
) -> None:
    """Draw rows, whose choosing opens their orders, and the numbers of the other pages."""
    key = f"{listing.name}_{order_life.table_round()}"  # a closed drawer leaves no row chosen
    opens = tuple(
        (listing.order_of(row), None if row.person_id == person.id else row.person)
        for row in page.rows
    )
    st.dataframe(
        pa.Table.from_pylist(shown),  # from rows of its own Streamlit goes by way of pandas
        hide_index=True,
        column_config=listing.columns | THUMBNAILS,
        row_height=ROW_HEIGHT,
        height=HEAD_HEIGHT + ROW_HEIGHT * min(len(shown), MOST_SHOWN) + 3,
        key=key,
        on_select=partial(_open, key, opens),
        selection_mode="single-row",
        placeholder="—",
        alt=listing.alt,
    )
    pager.draw(LEDGER_PAGE, page)
    unit = listing.unit
    total = f"{COUNT_LIMIT:,} {unit}以上" if page.is_capped else f"{page.total:,} {unit}"
    if page.pages > 1:
        total += f"，每页 {ROWS} {unit}；点击表头只在本页内排序"
    st.caption(f"共 {total}。勾选一行，查看订单从预留到记账的全过程。")


def _open(key: str, opens: tuple[Opens, ...]) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    row = chosen[0] if isinstance(chosen, list) and chosen else None
    if type(row) is not int or not 0 <= row < len(opens):  # anybody may send any JSON
        return
    order_id, owner = opens[row]
    if order_id is None:
        st.toast("这一笔没有对应的订单。", icon=":material/info:")
    else:
        order_life.open_life(order_id, owner)
