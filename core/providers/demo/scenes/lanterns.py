"""人文: a night of sky lanterns over a river town."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field
from core.providers.demo.noise import line
from core.providers.demo.pen import Pen
from core.providers.demo.reference import Picture
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import spark, stars
from core.providers.demo.water import mirror, mist


def lantern_river(canvas: Canvas, given: SceneInput) -> None:
    """Paint hundreds of lanterns rising over an old town and its river."""
    rng, mood = given.rng, given.mood
    high, mid, low = mood.colors("#0b1030", "#2a2f6b", "#c9705a")
    shore = rng.uniform(0.70, 0.76)
    canvas.sky([(0, high), (shore * 0.6, mid), (shore, low)])
    stars(canvas, given.detail, 700, mood.color("#fff6e0"), bottom=shore * 0.8)
    canvas.glow(rng.uniform(0.3, 0.7), shore, 0.55, mood.color("#ff9a5a"), 0.55, squash=1.6)
    haze, dark = mood.colors("#8a5a7c", "#10112a")
    for part in (0.0, 0.5):
        crest = shore - (0.22 - 0.12 * part) * line(rng, canvas.w, cells=2.5, sharp=True)
        color = haze + (dark - haze) * (0.3 + 0.4 * part)
        canvas.below(crest - 0.02, color, haze, 0.2)
    mist(canvas, rng, shore - 0.04, 0.05, haze, 0.6)
    _swarm(canvas, given)
    for part in (0.55, 1.0):
        _town(canvas, given, shore, part, haze + (dark - haze) * part)
    _near_lanterns(canvas, given)
    canvas.below(np.full(canvas.w, shore, np.float32), dark, dark, 1)
    canvas.bloom(0.55, 0.014, 0.6)
    mirror(canvas, rng, shore, ripple=0.016, deep=dark, depth=0.45)
    canvas.bloom(0.6, 0.045, 0.5)
    canvas.vignette(0.35)


def _swarm(canvas: Canvas, given: SceneInput) -> None:
    """Strew far lanterns along a rising stream that thins out upwards."""
    rng = given.detail
    glow = np.zeros((canvas.h, canvas.w), np.float32)
    sway, drift = rng.uniform(0, 6), rng.uniform(0.08, 0.2)
    for _ in range(340):
        y = 0.72 - 0.70 * rng.random() ** 0.8
        x = 0.5 + drift * np.sin(4 * y + sway) + rng.normal(0, 0.12 + 0.22 * (0.75 - y))
        if 0.01 < x < 0.99 and y > 0.01:
            size = rng.uniform(1.2, 3.6) * canvas.s / 1024 + 0.4
            spark(glow, x * canvas.w, y * canvas.h, size, rng.uniform(0.5, 1))
    canvas.light(given.mood.color("#ffae55"), np.clip(glow * 1.2, 0, 1))


# Of all windows.
LIT_SHARE = 0.7


@dataclass(frozen=True)
class House:
    """A house: its middle, half its width and the height of a floor, in pixels."""

    middle: float
    half: float
    tall: float
    floors: int


def _town(canvas: Canvas, given: SceneInput, shore: float, part: float, color: Field) -> None:
    """Build a row of houses along the shore; their windows are lit."""
    rng, foot = given.rng, shore * canvas.h
    houses = _row(canvas, rng, part)

    walls, windows = canvas.pen(), canvas.pen()
    size = 0.0055 * (0.9 + 0.7 * part) * canvas.s
    for house in houses:
        for floor in range(house.floors):
            _floor(walls, house, floor, foot)
        for floor, column in product(range(house.floors), (-0.4, 0.0, 0.4)):
            bright = int(rng.uniform(120, 255)) * (rng.random() < LIT_SHARE)
            x, y = house.middle + house.half * column, foot - house.tall * (floor + 0.42)
            windows.box(x - size, y - 1.2 * size, x + size, y + 1.2 * size, bright)
    canvas.paint(color, walls.alpha())
    canvas.light(given.mood.color("#ffb65c"), windows.alpha() * np.float32(0.95))


def _row(canvas: Canvas, rng: np.random.Generator, part: float) -> list[House]:
    """Return a row of houses; near ones (`part` 1) leave the middle of the shore free."""
    houses = []
    x = -0.03 * canvas.w
    while x < 1.03 * canvas.w:
        wide = rng.uniform(0.07, 0.13) * (0.7 + 0.5 * part) * canvas.s
        tall = rng.uniform(0.035, 0.085) * (0.7 + 0.6 * part) * canvas.s
        aside = abs((x + wide / 2) / canvas.w - 0.5)
        if part < 1 or aside > rng.uniform(0.16, 0.24):
            floors = int(rng.integers(1, 4 if part < 1 else 3))
            houses.append(House(x + wide / 2, wide * 0.42, tall, floors))
        x += wide * rng.uniform(0.95, 1.2)
    return houses


def _floor(pen: Pen, house: House, floor: int, foot: float) -> None:
    """Draw one floor, smaller than the one below it, and its roof with upturned eaves."""
    x, half = house.middle, house.half * (1 - 0.2 * floor)
    base = foot - house.tall * floor
    top = base - 0.72 * house.tall
    pen.box(x - half, top, x + half, base)
    right = ((0.5, -0.42), (0.84, -0.10), (1.36, -0.10), (1.09, 0.06))
    outline = [*right, *((-dx, dy) for dx, dy in reversed(right))]
    pen.polygon([(x + dx * half, top + dy * house.tall) for dx, dy in outline])


def _near_lanterns(canvas: Canvas, given: SceneInput) -> None:
    """Hang near lanterns in the sky, the smallest first; the greatest carries the reference."""
    rng = given.rng
    sizes = np.sort(rng.uniform(0.012, 0.05, 16))
    for size in sizes:
        _lantern(canvas, given, (rng.uniform(0.04, 0.96), rng.uniform(0.06, 0.56)), float(size))
    if given.picture:
        _lantern(canvas, given, (rng.uniform(0.42, 0.58), 0.34), 0.185, given.picture)
    else:
        _lantern(canvas, given, (rng.choice((0.24, 0.76)), rng.uniform(0.25, 0.4)), 0.095)


def _lantern(
    canvas: Canvas,
    given: SceneInput,
    at: tuple[float, float],
    half: float,
    picture: Picture | None = None,
) -> None:
    """Paint one paper lantern of half the height `half`, lit by the flame at its foot."""
    paper, flame, glow = given.mood.colors("#e8702e", "#fff0b0", "#ff9a48")
    canvas.glow(*at, half * 2.3, glow, 0.35)
    size = half * canvas.s
    x, y = at[0] * canvas.w, at[1] * canvas.h
    x0, y0 = max(int(x - size) - 2, 0), max(int(y - size) - 2, 0)
    patch = canvas.rgb[:, y0 : int(y + size) + 3, x0 : int(x + size) + 3]
    v = (np.arange(y0, y0 + patch.shape[1], dtype=np.float32)[:, None] - y) / size
    u = (np.arange(x0, x0 + patch.shape[2], dtype=np.float32)[None, :] - x) / size
    dome = np.clip(1 - 3 * np.clip(-v - 0.35, 0, 1) ** 2.6, 0, 1) ** 0.5
    waist = (0.80 - 0.16 * np.clip(v, 0, 1) ** 1.4) * dome
    body = np.clip((waist - np.abs(u)) * size + 0.5, 0, 1)
    body = body * np.clip((1 - np.abs(v)) * size + 0.5, 0, 1)
    bright = np.exp(-((u / 0.55) ** 2)) * np.clip(0.35 + 0.65 * v, 0, 1)
    turn = np.arcsin(np.clip(u / np.maximum(waist, 0.05), -1, 1))
    folds = 1 - 0.16 * np.abs(np.sin(3.2 * turn))
    for index, channel in enumerate(patch):
        lit = (paper[index] + (flame[index] - paper[index]) * bright) * folds
        if picture:
            lit = _printed(picture, index, (u, v), folds, float(flame[index]))
        channel[...] += (lit - channel) * body


def _printed(
    picture: Picture, index: int, at: tuple[Field, Field], folds: Field, flame: float
) -> Field:
    """Return one colour channel of the picture on the paper, with the flame behind it."""
    u, v = at
    side = 512
    source = picture.cover(round(side * 0.8), side)[index]
    columns = np.clip((u / 0.8 + 1) / 2 * source.shape[1], 0, source.shape[1] - 1).astype(np.int32)
    rows = np.clip((v + 1) / 2 * side, 0, side - 1).astype(np.int32)
    shine = 0.28 * np.exp(-((u / 0.6) ** 2)) * np.clip(0.4 + 0.6 * v, 0, 1)
    printed = source[rows, columns]
    return np.asarray((printed + (1 - printed) * shine * flame) * (0.45 + 0.55 * folds))
