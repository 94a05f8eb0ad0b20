"""盲评 as a voter's browser hears of it: over all but pixels a guesser does as a coin does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import booth
import lab
import pytest
from e2e.app import App
from e2e.balloting import vote
from e2e.server import Server
from fakes import FakeProvider, make_studio
from guessing import GUESSERS, RARE, Guessed, chance, rightly_guessed
from lab import LAB
from PIL import Image
from playwright.sync_api import Error, Page, Request, expect
from sqlalchemy import select
from sqlmodel import col

from core.experiments.voting.looks import DEMO_IDS
from core.library.versions import Content
from core.providers.contract import ImageRequest
from core.studio import Studio
from core.tables import Arm, Ballot, Cell, Pair

CASES, ARMS = 20, 3  # 60 cells fit into one run, and each case has a pair for two of its arms
PAIRS = CASES * (ARMS - 1)
OWNER = "owner"

_TOKEN = r"[0-9a-f]{32}"
_HASH = re.compile(rb"[0-9a-f]{32,}")
_ROUTE = "/ballot/"

# Of each picture that is shown, all elements around it with what they say, outermost last.
_SHOWN = """
() => [...document.querySelectorAll('.st-key-ballot_pair img')].map((image) => {
  const around = [];
  for (let at = image; at && !at.matches('.st-key-ballot_pair'); at = at.parentElement)
    around.push([at.tagName, ...[...at.attributes].map(a => `${a.name}=${a.value}`)]);
  return {address: image.src, around: JSON.stringify(around)};
})
"""

_LOADED = """
() => {
  const pair = [...document.querySelectorAll('.st-key-ballot_pair img')];
  return pair.length === 2 && pair.every(image => image.complete && image.naturalWidth);
}
"""


def painted(request: ImageRequest) -> bytes:
    """Return an arm's picture, or the base's: of another format and size, which copies hide."""
    return _painted(is_arm="calm" in request.text)


@cache
def _painted(*, is_arm: bool) -> bytes:
    side, colour = (2048, (0, 96, 0)) if is_arm else (1024, (96, 0, 0))
    picture = Image.new("RGB", (side, side), (0, 0, 96))
    picture.paste(colour, (0, 0, side // 2, side))
    buffer = BytesIO()
    picture.save(buffer, "PNG" if is_arm else "JPEG")
    return buffer.getvalue()


def prepare(folder: Path) -> str:
    """Run an experiment of three arms to its end; return the id of somebody who may vote."""
    studio = make_studio("", folder, FakeProvider(always=painted))
    made = lab.draft(studio, cases=CASES, voters=2)
    third = lab.add_version(studio, Content("two pebbles, {{mood}}", 1))
    made = replace(made, arms=(*made.arms, lab.arm(third)))
    booth.ended(studio, made=made, person=booth.voter(studio, OWNER))
    studio.database.dispose()
    return booth.ANNE


def _body(request: Request) -> bytes:
    """Return an answer's body; of a page that was left since, which has none, a new answer's."""
    answer = request.response()
    assert answer
    try:
        return answer.body()
    except Error:
        assert request.method == "GET"
        return request.frame.page.request.get(request.url).body()


class Received:
    """All that reaches one voter's browser, but for the app's own bundles."""

    def __init__(self, page: Page) -> None:
        self._asked: list[Request] = []
        self._ended: list[Request] = []
        self.frames: list[bytes] = []
        page.on("request", self._note_asked)
        page.on("requestfinished", self._note_ended)
        page.on("websocket", lambda socket: socket.on("framereceived", self._note_frame))

    def _note_asked(self, request: Request) -> None:
        self._asked.append(request)

    def _note_ended(self, request: Request) -> None:
        self._ended.append(request)

    def _note_frame(self, frame: str | bytes) -> None:
        self.frames.append(frame.encode() if isinstance(frame, str) else frame)

    def rest(self) -> Iterator[bytes]:
        """Yield what else was sent: every frame, and all answers' addresses, headers and bodies."""
        yield from self.frames
        for request in self._ended:
            if "/static/" not in request.url and _ROUTE not in request.url:
                yield json.dumps([request.url, _headers(request)]).encode()
                yield _body(request)

    def traits(self, token: str) -> dict[str, float | str]:
        """Return all that came with a picture but its pixels, its dimensions and its length."""
        asked = [request for request in self._asked if request.url.endswith(token)]
        ended = [request for request in self._ended if request.url.endswith(token)]
        frames = [at for at, frame in enumerate(self.frames) if token.encode() in frame]
        first = ended[0]
        answer, timing = first.response(), first.timing
        assert answer
        began = timing["startTime"]
        return {
            "times asked": float(len(asked)),
            "place among the asked": float(self._asked.index(asked[0])),
            "place among the ended": float(self._ended.index(first)),
            "asked at": began,
            "begun at": began + timing["requestStart"],
            "first byte at": began + timing["responseStart"],
            "last byte at": began + timing["responseEnd"],
            "first byte after": timing["responseStart"] - timing["requestStart"],
            "whole after": timing["responseEnd"] - timing["requestStart"],
            "answer": f"{answer.status} {_headers(first)}",
            "file": _without_pixels(answer.body()).hex(),
            "frames": str([_HASH.sub(b"", self.frames[at]) for at in frames]),
            "first frame": float(frames[0]),
            "first letter": token[0],
            "last letter": token[-1],
            **{f"letter {at}": float(int(letter, 16)) for at, letter in enumerate(token)},
        }


def _headers(request: Request) -> list[tuple[str, str]]:
    """Return an answer's headers in their order, but for its length and the time of day."""
    answer = request.response()
    assert answer
    sent = [(each["name"], each["value"]) for each in answer.headers_array()]
    return [each for each in sent if each[0].lower() not in ("content-length", "date")]


def _without_pixels(jpeg: bytes) -> bytes:
    """Return a JPEG's tables and what stands around them; neither its scan nor width and height."""
    head, _, scan = jpeg.partition(b"\xff\xda")
    frame = head.index(b"\xff\xc0") + 5  # behind it: height and width, two bytes each
    return head[:frame] + head[frame + 4 :] + scan.rpartition(b"\xff\xd9")[2]


def told_of(studio: Studio, words: Iterable[str]) -> list[bytes]:
    """Return what names an arm: orders, versions, pairs."""
    with studio.database.read() as session:
        cells = session.scalars(select(Cell)).all()
        arms = session.scalars(select(Arm)).all()
        pairs = session.scalars(select(Pair)).all()
    named = [cell.order_id for cell in cells] + [arm.version_id for arm in arms]
    return [word.encode() for word in [*named, *(pair.id for pair in pairs), *words]]


def ballots(studio: Studio, voter: str) -> dict[str, Ballot]:
    """Return a voter's ballots by the token of the left picture."""
    with studio.database.read() as session:
        found = session.scalars(select(Ballot).where(col(Ballot.person_id) == voter)).all()
    return {ballot.left_token: ballot for ballot in found}


def _guessed(received: Received, shown: list[dict[str, Any]], ballot: Ballot, sent: int) -> Guessed:
    sides = []
    for each, token in zip(shown, (ballot.left_token, ballot.right_token), strict=True):
        around = each["around"].replace(token, "")
        sides.append(received.traits(token) | {"around": around})
    return Guessed(sides[0], sides[1], ballot.arm_is_left, {"bytes": float(sent)})


@pytest.mark.slow
def test_nothing_but_pixels_tells_the_arms_apart(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """Of 40 pairs whose arms differ in format, size and cost, guessers find what a coin finds.

    Sides and tokens are the server's own dice: by chance alone not one run in 1,000 fails.
    """
    voter = prepare(tmp_path / "data")
    assert voter not in DEMO_IDS
    server = serve()
    app = visit(server, voter)
    received = Received(app.page)
    app.open("/experiments", e=LAB, tab="vote")
    shown: list[list[dict[str, Any]]] = []
    sent: list[int] = []
    for left in range(PAIRS, 0, -1):
        expect(app.main.get_by_text(f"你还有 {left} 组")).to_be_visible()
        app.settle()
        app.page.wait_for_function(_LOADED)
        shown.append(app.page.evaluate(_SHOWN))
        sent.append(sum(map(len, received.frames)))
        vote(app, "120xs"[left % 5], left=left - 1)
    studio = make_studio("", tmp_path / "data")
    found = ballots(studio, voter)
    secret = told_of(studio, ["fake-1", "is_base", "original/", "thumbnail/", "demo-renderer"])
    studio.database.dispose()
    pairs = []
    for at, pair in enumerate(shown):
        first = re.fullmatch(rf"{server.url}{_ROUTE}({_TOKEN})", pair[0]["address"])
        assert first, pair
        before = sent[at - 1] if at else 0
        pairs.append(_guessed(received, pair, found[first[1]], sent[at] - before))
    assert len(pairs) == PAIRS
    right = {name: rightly_guessed(pairs, guesser) for name, guesser in GUESSERS.items()}
    assert min(chance(each, PAIRS) for each in right.values()) > RARE, right
    # What need not be guessed: the copies' answers are one, and nothing names what they are of.
    for trait in ("answer", "file"):
        assert len({str(side[trait]) for pair in pairs for side in (pair.left, pair.right)}) == 1
    everything = b"\0".join(received.rest())
    assert not [word for word in secret if word in everything]
