"""One way to drive the app without a browser: open it, find things by their words, read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from fakes import open_lives, wait_until
from sqlalchemy import Connection, event, select
from sqlmodel import col
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from core.people import people
from core.people.people import DEMO_MEMBER
from core.studio import Studio
from core.tables import Generation
from pages.parts.generate import maker_choice

PAGE_S = 20
READABLE = ("title", "markdown", "caption", "text", "info", "warning", "error", "success")


@cache
def _installed_components() -> BidiComponentManager:
    """Look through the installed packages once: AppTest does for each app, 0.2 s of each test."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


def open_app(page: str = "generate.py", **address: str | list[str]) -> AppTest:
    """Open a page in a new session, as the demo member or as the address says."""
    return _open(page, address)


def open_as(claims: dict[str, Any], page: str = "generate.py", **address: str) -> AppTest:
    """Open a page in a new session, as who has signed in with these claims."""
    return _open(page, address, claims)


def new_app(**address: str | list[str]) -> AppTest:
    """Return a session that knows an address, and in which nothing has run."""
    app = AppTest.from_file("../pages/frame.py", default_timeout=PAGE_S)
    app._bidi_component_manager = _installed_components()
    app.query_params.update(address)
    return app


def _open(page: str, address: Mapping[str, Any], claims: dict[str, Any] | None = None) -> AppTest:
    app = new_app(**address)
    app.user = claims or app.user
    app.run()
    return app if page == "generate.py" else app.switch_page(page).run()


def button(node: Any, label: str, nth: int = 0) -> Any:
    """Return a button by what it says, of the whole app or of a part of it."""
    return [found for found in node.get("button") if found.label == label][nth]


def figure(app: AppTest, label: str) -> str:
    """Return what a figure shows."""
    return next(str(metric.value) for metric in app.metric if metric.label == label)


def choose(app: AppTest, prompt_id: str) -> None:
    """Click 选择 on a prompt's card."""
    app.button(key=f"choose_{prompt_id}").click().run()


def models(app: AppTest) -> dict[str, bool]:
    """Return the models that can be chosen on 生成, and whether each is; {} where none can."""
    app.session_state[maker_choice.POPOVER] = True  # this harness can't open what is not drawn
    app.run()
    offered = (box for box in app.checkbox if str(box.key).startswith("maker_"))
    return {box.label.partition("　")[0]: box.value for box in offered if not box.disabled}


def choose_model(app: AppTest, label: str) -> None:
    """Click a model's box in the choice of models."""
    assert label in models(app)
    box = next(box for box in app.checkbox if box.label.startswith(f"{label}　"))
    box.set_value(not box.value).run()


def drawer(app: AppTest) -> Any:
    """Return the one drawer that is open."""
    (opened,) = app.get("dialog")
    return opened


def texts(node: Any) -> str:
    """Return everything that can be read in the app or in a part of it."""
    return "\n".join(str(element.value) for kind in READABLE for element in node.get(kind))


def sent(app: AppTest) -> str:
    """Return everything that the last drawing sent to the browser, tables included."""
    protos = [proto for node in app if (proto := getattr(node, "proto", None)) is not None]
    drawn = b"".join(proto.SerializeToString() for proto in protos).decode("utf-8", "ignore")
    return drawn + "".join(frame.value.to_csv() for frame in app.dataframe)


def ended(studio: Studio, person_id: str = DEMO_MEMBER) -> list[Generation]:
    """Return a person's last orders, newest first, once none of theirs is open."""
    person = people.find(studio.database, person_id)
    wait_until(lambda: not open_lives(studio, person), "all orders to end")
    theirs = select(Generation).where(col(Generation.user_id) == person_id)
    newest = theirs.order_by(col(Generation.ended_at).desc(), col(Generation.id).desc())
    with studio.database.read() as session:
        return list(session.scalars(newest))


def sent_by(studio: Studio, work: Callable[[], object]) -> list[str]:
    """Return the statements that the database is sent during the work."""
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    def begun(connection: Connection) -> None:
        if connection.dialect.name == "sqlite":  # psycopg begins by itself
            statements.append("BEGIN")

    listeners: dict[str, Callable[..., None]] = {"before_cursor_execute": note, "begin": begun}
    for name, listener in listeners.items():
        event.listen(studio.database.engine, name, listener)
    work()
    for name, listener in listeners.items():
        event.remove(studio.database.engine, name, listener)
    return statements


def asked_by(studio: Studio, work: Callable[[], object]) -> tuple[int, int]:
    """Return how many transactions and statements the work takes, on SQLite.

    The workers' own may come between, but rarely: it is done three times, and the least counts.
    """
    sent = [sent_by(studio, work) for _ in range(3)]
    begun = [sum(statement.startswith("BEGIN") for statement in each) for each in sent]
    return min(begun), min(len(each) - begins for each, begins in zip(sent, begun, strict=True))
