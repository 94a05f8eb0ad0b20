"""The key of 生成's form: a click is one order whichever process it reaches, and a later one new.

Each `open_app` is a session of its own, as another process has it: it shares the database and what
the browser's address says, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from driver import button, choose, ended, new_app, open_app, texts
from fakes import CHEAP, OPEN, FakeSeconds, Turnstile, place_and_run, png, provider_of
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from core.orders.pool import workers
from core.orders.views.standing import LAST_ORDERS
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio, use
from pages.parts import click_keys
from pages.parts.addresses import FORM
from pages.parts.order_form import form_key

BEING_MADE = "这张表单的图片正在生成"


@pytest.fixture
def seconds() -> FakeSeconds:
    """Return the clock that tells a double click from a later one."""
    return FakeSeconds()


@pytest.fixture
def app_studio(sqlite_studio: Studio, seconds: FakeSeconds) -> Iterator[Studio]:
    """Make a studio with this clock the current one."""
    with use(replace(sqlite_studio, monotonic=seconds)):
        yield sqlite_studio
        workers.stop()


@pytest.fixture
def slow(app_studio: Studio) -> Turnstile:
    """Have the first order wait at the service until the test opens it."""
    gate = Turnstile()
    provider_of(app_studio).queue(gate)
    return gate


def key(app: AppTest) -> str:
    """Return the form's key as the address has it."""
    return "".join(app.query_params[FORM])  # a list, where nobody has written it


def reopen(app: AppTest, **named: str) -> AppTest:
    """Open what the browser's address says in a session that knows nothing else."""
    return open_app(**{"prompt": OPEN, FORM: key(app)} | named)


def fill_in(app: AppTest, wish: str) -> AppTest:
    app.text_area(key="wish").set_value(wish).run()
    return app


def click(app: AppTest) -> AppTest:
    button(app, "生成图片").click().run()
    return app


def ordered(studio: Studio) -> int:
    """Return how many orders there are, once all have ended."""
    return len(ended(studio))


def test_a_click_that_is_repeated_elsewhere_is_one_order(app_studio: Studio) -> None:
    """Two processes that were shown the same form take its click: one order, one charge."""
    app = fill_in(open_app(prompt=OPEN), "清晨")
    other = fill_in(reopen(app), "清晨")
    click(app)
    assert ordered(app_studio) == 1
    click(other)
    assert ordered(app_studio) == 1
    assert not other.exception


def test_what_is_being_made_is_known_elsewhere(app_studio: Studio, slow: Turnstile) -> None:
    """A session that has the address alone knows that this form's picture is being made."""
    app = click(open_app(prompt=OPEN))
    other = reopen(app)
    assert button(other, "生成图片").disabled
    assert BEING_MADE in texts(other)
    assert key(other) == key(app)
    assert not button(fill_in(other, "清晨"), "生成图片").disabled
    slow.open()
    assert ordered(app_studio) == 1


def test_a_bookmark_brings_nothing_back(app_studio: Studio) -> None:
    """The address of a form whose orders have ended orders anew, however many came after it."""
    app = click(open_app(prompt=OPEN))
    bookmarked = key(app)
    for number in range(LAST_ORDERS + 1):
        place_and_run(app_studio, f"later:{number}", CHEAP, person=DEMO_MEMBER)
    before = ordered(app_studio)
    other = reopen(app, form=bookmarked)
    assert key(other) != bookmarked
    click(other)
    assert ordered(app_studio) == before + 1


def test_a_key_gives_way_when_its_order_has_ended(
    app_studio: Studio, seconds: FakeSeconds, slow: Turnstile
) -> None:
    """It stays while the order is open, and for the moment of a double click."""
    app = open_app(prompt=OPEN)
    first = key(app)
    assert key(click(app)) == first
    slow.open()
    ended(app_studio)
    assert key(app.run()) == first
    seconds.advance(click_keys.DOUBLE_CLICK_S + 0.1)
    second = key(app.run())
    assert second != first
    assert key(app.run()) == second
    click(app)
    assert ordered(app_studio) == 2


def test_the_second_order_of_a_form_is_known_elsewhere(
    app_studio: Studio, seconds: FakeSeconds
) -> None:
    """The key that the address has after one order is the next order's."""
    app = click(open_app(prompt=OPEN))
    ended(app_studio)
    seconds.advance(click_keys.DOUBLE_CLICK_S + 0.1)
    last_address = key(app.run())
    gate = Turnstile()
    provider_of(app_studio).queue(gate)
    click(app)
    assert button(reopen(app, form=last_address), "生成图片").disabled
    gate.open()
    assert ordered(app_studio) == 2


def test_a_click_that_no_drawing_came_after(app_studio: Studio, seconds: FakeSeconds) -> None:
    """The next click on a form is known at another process that has only its last address."""
    app = click(open_app(prompt=OPEN))
    ended(app_studio)
    last_address = key(app.run())
    gate = Turnstile()
    provider_of(app_studio).queue(gate)
    seconds.advance(click_keys.DOUBLE_CLICK_S + 0.1)
    click(app)
    other = reopen(app, form=last_address)
    assert button(other, "生成图片").disabled
    gate.open()
    assert ordered(app_studio) == 2


def test_coming_back_to_what_was_ordered_is_another_wish(
    app_studio: Studio, slow: Turnstile
) -> None:
    """Something else and back: the same form orders again while its first picture is made."""
    app = click(open_app(prompt=OPEN))
    fill_in(app, "清晨")
    fill_in(app, "")
    click(app)
    slow.open()
    assert ordered(app_studio) == 2


def test_an_order_of_another_tab_is_told(app_studio: Studio, seconds: FakeSeconds) -> None:
    """A click on a form that was ordered and has ended elsewhere says so; the next one orders."""
    app = open_app(prompt=OPEN)
    other = reopen(app)
    click(app)
    assert ordered(app_studio) == 1
    click(other)
    assert ["没有再下单" in toast.value for toast in other.toast] == [True]
    assert ordered(app_studio) == 1
    seconds.advance(click_keys.DOUBLE_CLICK_S + 0.1)
    click(other)
    assert ordered(app_studio) == 2


def test_a_second_click_that_is_lost_asks_for_no_third(app_studio: Studio) -> None:
    """Where the process that died had taken a click, the next one speaks of that order."""
    app = click(open_app(prompt=OPEN))
    assert ordered(app_studio) == 1
    pressed = WidgetState(id=button(app, "生成图片").id, trigger_value=True)
    other = new_app(prompt=OPEN, form=key(app))
    other._run(WidgetStates(widgets=[pressed]))
    assert ["已经下了一单" in toast.value for toast in other.toast] == [True]
    assert ordered(app_studio) == 1


def test_another_name_of_the_same_reference_is_no_other_wish(
    app_studio: Studio, slow: Turnstile
) -> None:
    """A process that knows the reference by its newer name knows the form all the same."""
    picture = check_reference(png())
    name = references.keep(app_studio, DEMO_MEMBER, picture, "a.png").name
    app = open_app(prompt=OPEN, reference=name)
    references.keep(app_studio, DEMO_MEMBER, picture, "b.png")
    click(app)
    assert button(reopen(app, reference=name), "生成图片").disabled
    slow.open()
    assert ordered(app_studio) == 1


def test_a_lost_click_is_told(app_studio: Studio) -> None:
    """A click that reaches a process before it has drawn anything orders nothing, and says so."""
    app = open_app(prompt=OPEN)
    pressed = WidgetState(id=button(app, "生成图片").id, trigger_value=True)
    other = new_app(prompt=OPEN, form=key(app))
    other._run(WidgetStates(widgets=[pressed]))
    assert ["请再点一次" in toast.value for toast in other.toast] == [True]
    assert ordered(app_studio) == 0
    click(other)
    assert ordered(app_studio) == 1


def test_reset_is_another_wish(app_studio: Studio, slow: Turnstile) -> None:
    """After 重置 the same choice orders again."""
    app = click(open_app(prompt=OPEN))
    button(app, "重置").click().run()
    choose(app, OPEN)
    click(app)
    slow.open()
    assert ordered(app_studio) == 2


@pytest.mark.parametrize("typed", ["", "x", "0123456789abcdeF", "%", "0" * 17, "0" * 100_000])
def test_nonsense_in_the_address_is_no_key(app_studio: Studio, typed: str) -> None:
    """What is no key of ours gives way to one, and the form orders."""
    app = open_app(**{"prompt": OPEN, FORM: typed})
    assert form_key.SHAPE.fullmatch(key(app))
    click(app)
    assert ordered(app_studio) == 1


def test_a_key_is_one_persons(app_studio: Studio) -> None:
    """Two people with one address order a picture each."""
    app = open_app(prompt=OPEN)
    other = reopen(app, me=DEMO_USER)
    click(app)
    click(other)
    assert (ordered(app_studio), len(ended(app_studio, DEMO_USER))) == (1, 1)
