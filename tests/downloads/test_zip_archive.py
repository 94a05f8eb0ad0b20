"""The zip of chosen pictures: originals, a manifest that says everything, nobody else's."""

from __future__ import annotations

import csv
import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import shelves
from fakes import (
    CHEAP,
    MEMBERS,
    OPEN,
    PROMPT_TEXT,
    make_studio,
    place,
    place_and_run,
    png,
    provider_of,
)
from sqlalchemy import update
from sqlmodel import col

from core.downloads.archive import State, pack
from core.downloads.selection import MOST, Selection
from core.errors import OrderNotFound, PersonNotFound
from core.ledger import fingerprints
from core.messages.downloads import FILE_STATES
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures.store.contract import Opened
from core.pictures.store.folder import PIECE_BYTES, Folder
from core.studio import Studio
from core.tables import Generation, User

pytestmark = pytest.mark.both_storages

Rows = list[dict[str, str]]


def zipped(studio: Studio, *orders: str, person: str = DEMO_USER) -> zipfile.ZipFile:
    """Return the zip of some orders, read back."""
    return read(pack(studio, Selection(person, orders, "Asia/Shanghai")))


def read(pieces: Iterator[bytes]) -> zipfile.ZipFile:
    """Open what was sent; every file in it must have its checksum."""
    found = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert found.testzip() is None
    return found


def rows(found: zipfile.ZipFile) -> Rows:
    """Return the manifest, by column."""
    told = found.read("manifest.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(told, newline="")))


def path_of(studio: Studio, order: Generation) -> Path:
    """Return where an order's original is, in a folder."""
    return studio.settings.data_dir / shelves.original(studio, order.id)


def test_originals_come_unchanged_with_all_that_is_known_of_them(studio: Studio) -> None:
    """Each file is the original; its row has parameters, price, entry and fingerprint."""
    provider_of(studio).queue(png("navy"), png("gold"))
    first = place_and_run(studio, "a", OPEN, wish="有雾", seed=7)
    second = place_and_run(studio, "b", CHEAP)
    found = zipped(studio, second.id, first.id)
    pebble, lighthouse = rows(found)
    assert [row["订单号"] for row in (pebble, lighthouse)] == [second.id, first.id]
    assert found.read(pebble["文件"]) == png("gold")
    assert found.read(lighthouse["文件"]) == png("navy")
    assert found.namelist() == [pebble["文件"], lighthouse["文件"], "manifest.csv"]
    assert lighthouse["文件"] == f"002_灯塔_{first.id}.png"
    wanted = {
        "文件状态": "完整",
        "提示词": "灯塔",
        "提示词全文": PROMPT_TEXT,
        "补充描述": "有雾",
        "画幅": "1:1",
        "种子": "7",
        "图片校验值（SHA-256）": sha256(png("navy")).hexdigest(),
        "消耗（代币）": "5",
        "金额（代币）": "-5",
        "编号": "2",
        "账后余额（代币）": "95",
    }
    assert {name: lighthouse[name] for name in wanted} == wanted
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+08:00", lighthouse["下单时间"])
    assert pebble["账本指纹"] == fingerprints.of_person(studio.database, DEMO_USER)


def test_the_manifest_says_what_is_known_of_a_cost(studio: Studio) -> None:
    """The seed that was used, and cost in its own currency; unknown is empty, and 0 is 0."""
    priced, free, unknown = (place_and_run(studio, key).id for key in "abc")
    known: dict[str, dict[str, object]] = {
        priced: {
            **{"picture_micros": 200_000, "picture_currency": "CNY"},
            **{"enhance_micros": 180, "used_seed": 8},
        },
        free: {"picture_micros": 0},
    }
    with studio.database.write() as tx:
        for order_id, values in known.items():
            order = col(Generation.id) == order_id
            tx.execute(update(Generation).where(order).values(**values))
    money = ("估计成本", "估计成本的货币", "润色估计成本", "润色估计成本的货币")
    told = [
        [row[name] for name in ("实际使用的种子", *money)]
        for row in rows(zipped(studio, priced, free, unknown))
    ]
    assert told == [
        ["8", "0.2", "CNY", "0.00018", "USD"],
        ["", "0.0", "USD", "", ""],
        ["", "", "", "", ""],
    ]


def test_an_order_from_before_there_were_zips_is_packed(tmp_path: Path) -> None:
    """A zip knows no year before 1980, which an order has that was made with a clock set back."""
    studio = make_studio(f"sqlite:///{tmp_path / 'studio.sqlite3'}", tmp_path, clock=lambda: 1000)
    order = place_and_run(studio, "a")
    (row,) = rows(zipped(studio, order.id))
    studio.database.dispose()
    assert (row["文件状态"], row["下单时间"][:4]) == ("完整", "1970")


def test_of_anybody_elses_picture_nothing_is_told(studio: Studio) -> None:
    """Another's, an open and an unknown order are named alike, and no file of them is in."""
    mine = place_and_run(studio, "a")
    others = place_and_run(studio, "b", person=DEMO_MEMBER)
    still_open = place(studio, "c")
    found = zipped(studio, mine.id, others.id, still_open.id, "0" * 16)
    told = rows(found)
    assert len(found.namelist()) == 2
    for row in told[1:]:
        assert {row.pop("订单号")} <= {others.id, still_open.id, "0" * 16}
        assert row.pop("文件状态") == "没有这张图片"
        assert set(row.values()) == {""}


def test_without_a_picture_of_ones_own_there_is_no_zip(studio: Studio) -> None:
    """Only others' pictures, or nobody's, raise before the first piece."""
    others = place_and_run(studio, "b", person=DEMO_MEMBER)
    with pytest.raises(OrderNotFound):
        pack(studio, Selection(DEMO_USER, (others.id,)))
    with pytest.raises(PersonNotFound):
        pack(studio, Selection("nobody", (others.id,)))


def test_a_text_for_members_stays_with_members(studio: Studio) -> None:
    """Who is no member any more gets the picture and not the prompt's text."""
    order = place_and_run(studio, "a", MEMBERS, person=DEMO_MEMBER)
    assert rows(zipped(studio, order.id, person=DEMO_MEMBER))[0]["提示词全文"]
    with studio.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == DEMO_MEMBER).values(is_member=False))
    (row,) = rows(zipped(studio, order.id, person=DEMO_MEMBER))
    assert row["文件"]
    assert not row["提示词全文"] + row["实际发送的文字"]


def test_a_picture_deleted_while_zipping_is_named_and_breaks_nothing(
    sqlite_studio: Studio,
) -> None:
    """Files that go before their turn are missing; one that is being sent is sent to its end."""
    studio = sqlite_studio
    big = png("red") + bytes(3 * PIECE_BYTES)
    orders = [place_and_run(studio, key) for key in "abc"]
    shelves.of(studio).write(shelves.original(studio, orders[0].id), big)
    pieces = pack(studio, Selection(DEMO_USER, tuple(order.id for order in orders)))
    got = [next(pieces)]  # the first file is half sent
    for order in orders[:2]:
        studio.images.remove(order.id)
    found = read(iter([*got, *pieces]))
    told = rows(found)
    assert [row["文件状态"] for row in told] == ["与记账时的校验值不同", "图片文件已不在", "完整"]
    assert found.read(told[0]["文件"]) == big
    assert told[1]["文件"] == ""
    assert told[1]["图片校验值（SHA-256）"]


@shelves.folder_only
def test_a_file_that_cannot_be_read_is_named_and_breaks_nothing(sqlite_studio: Studio) -> None:
    """What the disk refuses is said in the manifest; the other pictures come."""
    first, second = (place_and_run(sqlite_studio, key) for key in "ab")
    path = path_of(sqlite_studio, first)
    path.unlink()
    path.symlink_to(path.name)  # a loop: no system reads that, not even for root
    told = rows(zipped(sqlite_studio, first.id, second.id))
    assert [row["文件状态"] for row in told] == ["读不全", "完整"]
    assert told[0]["文件"] == ""


class LosesFiles(Folder):
    """A store whose files go in the instant in which they are found."""

    def open(self, key: str) -> Opened | None:
        found = super().open(key)
        self.delete(key)
        return found


@shelves.folder_only
def test_a_file_that_goes_as_it_is_found_is_missing(sqlite_studio: Studio) -> None:
    """Deleted between looking and opening, it is named as missing and not as a file of the zip."""
    order = place_and_run(sqlite_studio, "a")
    images = replace(sqlite_studio.images, store=LosesFiles(sqlite_studio.settings.data_dir))
    found = zipped(replace(sqlite_studio, images=images), order.id)
    (row,) = rows(found)
    assert (row["文件状态"], row["文件"]) == ("图片文件已不在", "")
    assert found.namelist() == ["manifest.csv"]


def test_no_cell_runs_and_no_name_leads_out(sqlite_studio: Studio) -> None:
    """A title and a wish that are formulas or paths are text in the manifest and in names."""
    order = place_and_run(sqlite_studio, "a", wish='=HYPERLINK("http://evil.example")')
    with sqlite_studio.database.write() as tx:
        named = update(Generation).where(col(Generation.id) == order.id)
        tx.execute(named.values(prompt_title="../../=1+1\\..:*?" + "长" * 90))
    found = zipped(sqlite_studio, order.id)
    (row,) = rows(found)
    assert row["补充描述"].startswith("'=")
    assert re.fullmatch(r"001_1_1_长{,40}_[0-9a-f]{16}\.png", row["文件"])


def test_a_zone_that_nobody_knows_is_utc(sqlite_studio: Studio) -> None:
    """An address signed for a zone that this machine lacks still opens."""
    order = place_and_run(sqlite_studio, "a")
    for zone in ("Nowhere/None", "", "../x", "America"):
        (row,) = rows(read(pack(sqlite_studio, Selection(DEMO_USER, (order.id,), zone))))
        assert row["下单时间"].endswith("+00:00")


@pytest.mark.slow
@shelves.folder_only
def test_two_hundred_pictures_take_no_memory(tmp_path: Path, storage: dict[str, Any]) -> None:
    """200 files of 1 MB go through in pieces: never more than a few of them are in memory."""
    studio = make_studio("", tmp_path / "data", opening_tokens=1000)
    orders = [place_and_run(studio, f"k{number}", CHEAP) for number in range(MOST)]
    for order in orders:
        path_of(studio, order).write_bytes(bytes(1_000_000))
    chosen = Selection(DEMO_USER, tuple(order.id for order in orders))
    tracemalloc.start()
    try:
        sizes = [len(piece) for piece in pack(studio, chosen)]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(sizes) > MOST * 1_000_000
    assert max(sizes) < 2 * PIECE_BYTES
    assert peak < 16_000_000
    studio.database.dispose()


def test_no_transaction_is_open_while_pieces_are_sent(tmp_path: Path) -> None:
    """Somebody who reads slowly holds no connection: with one for all, others still read."""
    studio = make_studio("", tmp_path / "data", pool_size=1)
    order = place_and_run(studio, "a")
    pieces = pack(studio, Selection(DEMO_USER, (order.id,)))
    next(pieces)
    with studio.database.write() as tx:
        assert tx.get(Generation, order.id)
    pieces.close()  # type: ignore[attr-defined] # it is a generator: who left ends it
    studio.database.dispose()


def test_each_state_has_words() -> None:
    """No state of a file is shown by its code."""
    assert FILE_STATES.keys() == set(State)
