"""Which label an order's picture gets, and that its original stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeProvider, make_studio, place_and_run, png

from core.downloads import labelled
from core.errors import InvalidImage
from core.faults import ImageFault
from core.pictures import label
from core.pictures.label import order_numbers
from core.providers import services
from core.settings import Settings
from core.studio import Studio


class Demo(FakeProvider):
    """A fake under the name of the demo renderer."""

    name = "demo"


def test_a_copy_is_labelled_and_the_original_is_not(sqlite_studio: Studio) -> None:
    """The copy names its order and has the label; the stored bytes stay the service's."""
    order = place_and_run(sqlite_studio, "a")
    copy = labelled.copy_of(sqlite_studio.images, order)
    assert order_numbers(copy) == [order.id]
    assert b"TC260:AIGC" in copy
    assert sqlite_studio.images.read_original(order.id) == png()


def test_a_demo_order_claims_no_ai(tmp_path: Path) -> None:
    """What the demo renderer painted gets its number and no label of AI."""
    studio = make_studio("", tmp_path / "data", Demo())
    copy = labelled.copy_of(studio.images, place_and_run(studio, "a"))
    assert b"<TC260:AIGC>" not in copy
    assert order_numbers(copy)
    studio.database.dispose()


def test_a_picture_that_is_gone_has_no_copy(sqlite_studio: Studio) -> None:
    """A deleted file is said to be missing."""
    order = place_and_run(sqlite_studio, "a")
    sqlite_studio.images.remove(order.id)
    with pytest.raises(InvalidImage) as caught:
        labelled.copy_of(sqlite_studio.images, order)
    assert caught.value.reason == ImageFault.MISSING


def test_exactly_the_services_without_an_ai_are_known(tmp_path: Path) -> None:
    """A service whose models are no AI's is named here, and no other one."""
    settings = Settings(data_dir=tmp_path, image_provider=",".join(services.SERVICES))
    opened = services.open_services(settings)
    assert opened.keys() == services.SERVICES.keys()
    without = {name for name, each in opened.items() if all(m.is_demo for m in each.models)}
    assert without == label.NOT_AI
