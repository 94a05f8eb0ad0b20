"""人文: a night of sky lanterns over a river town."""

from __future__ import annotations

from itertools import product

import numpy as np

from core.providers.demo.canvas import Canvas, Place
from core.providers.demo.color import Field, mix
from core.providers.demo.pen import Pen
from core.providers.demo.reference import Picture
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import plots, ridge, sparks, stars
from core.providers.demo.water import mirror, mist

# Of all windows.
LIT_SHARE = 0.7
# The right half of a roof with upturned eaves: half widths of the floor, heights of a floor.
ROOF = ((0.5, -0.42), (0.84, -0.10), (1.36, -0.10), (1.09, 0.06))
OUTLINE = (*ROOF, *((-x, y) for x, y in reversed(ROOF)))


def lantern_river(canvas: Canvas, given: SceneInput) -> None:
    """Paint hundreds of lanterns rising over an old town and its river."""
    rng = given.rng
    haze, dark = canvas.colors("#8a5a7c", "#10112a")
    shore = rng.uniform(0.70, 0.76)
    canvas.sky((0, "#0b1030"), (shore * 0.6, "#2a2f6b"), (shore, "#c9705a"))
    stars(canvas, given.detail, 700, "#fff6e0", bottom=shore * 0.8)
    canvas.glow((rng.uniform(0.3, 0.7), shore), 0.55, "#ff9a5a", 0.55, squash=1.6)
    for part in (0.0, 0.5):
        colors = (mix(haze, dark, 0.3 + 0.4 * part), haze)
        ridge(canvas, rng, (shore - 0.02, 0.22 - 0.12 * part, 2.5), colors)
    mist(canvas, rng, shore - 0.04, 0.05, haze, 0.6)
    _swarm(canvas, given.detail)
    for part in (0.55, 1.0):
        _town(canvas, rng, shore * canvas.h, part, mix(haze, dark, part))
    _near_lanterns(canvas, given)
    canvas.bloom(0.55, 0.014, 0.6)
    mirror(canvas, rng, shore, dark, ripple=0.016, depth=0.45)
    canvas.bloom(0.6, 0.045, 0.5)
    canvas.vignette(0.35)


def _swarm(canvas: Canvas, rng: np.random.Generator) -> None:
    """Strew far lanterns along a rising stream that thins out upwards."""
    ys = 0.72 - 0.70 * rng.random(340) ** 0.8
    xs = 0.5 + rng.uniform(0.08, 0.2) * np.sin(4 * ys + rng.uniform(0, 6))
    xs += rng.normal(0, 1, 340) * (0.12 + 0.22 * (0.75 - ys))
    size, strength = rng.uniform(1.2, 3.6, 340) * canvas.s / 1024 + 0.4, rng.uniform(0.6, 1, 340)
    sparks(canvas, "#ffae55", zip(xs * canvas.w, ys * canvas.h, size, strength, strict=True))


def _town(canvas: Canvas, rng: np.random.Generator, foot: float, part: float, color: Field) -> None:
    """Build a row of houses along the shore, near ones (`part` 1) at its sides; windows are lit."""
    walls, windows = canvas.pen(), canvas.pen()
    size = 0.0055 * (0.9 + 0.7 * part) * canvas.s
    for left, wide, aside in plots(canvas, rng, 0.1 * (0.7 + 0.5 * part), 0.2):
        tall = rng.uniform(0.035, 0.085) * (0.7 + 0.6 * part) * canvas.s
        floors = int(rng.integers(1, 4 if part < 1 else 3))
        if part == 1 and aside < rng.uniform(0.32, 0.48):
            continue
        middle, half = left + wide / 2, wide * 0.42
        for floor in range(floors):
            _floor(walls, middle, half * (1 - 0.2 * floor), foot - tall * floor, tall)
        for floor, column in product(range(floors), (-0.4, 0.0, 0.4)):
            bright = int(rng.uniform(120, 255)) * (rng.random() < LIT_SHARE)
            x, y = middle + half * column, foot - tall * (floor + 0.42)
            windows.box(x - size, y - 1.2 * size, x + size, y + 1.2 * size, bright)
    canvas.paint(color, walls.alpha())
    canvas.light("#ffb65c", windows.alpha() * np.float32(0.95))


def _floor(pen: Pen, x: float, half: float, base: float, tall: float) -> None:
    """Draw one floor and its roof with upturned eaves; all in pixels."""
    top = base - 0.72 * tall
    pen.box(x - half, top, x + half, base)
    pen.polygon([(x + dx * half, top + dy * tall) for dx, dy in OUTLINE])


def _near_lanterns(canvas: Canvas, given: SceneInput) -> None:
    """Hang near lanterns in the sky, the smallest first; the greatest carries the reference."""
    rng = given.rng
    for size in np.sort(rng.uniform(0.012, 0.05, 16)):
        _lantern(canvas, (rng.uniform(0.04, 0.96), rng.uniform(0.06, 0.56)), size)
    if given.picture:
        _lantern(canvas, (rng.uniform(0.42, 0.58), 0.34), 0.175, given.picture)
    else:
        _lantern(canvas, (rng.choice((0.24, 0.76)), rng.uniform(0.25, 0.4)), 0.095)


def _lantern(canvas: Canvas, at: Place, half: float, picture: Picture | None = None) -> None:
    """Paint one paper lantern of half the height `half`, lit by the flame at its foot."""
    paper, flame = (color[:, None, None] for color in canvas.colors("#e8702e", "#fff0b0"))
    canvas.glow(at, half * 2.3, "#ff9a48", 0.35)
    size, x, y = half * canvas.s, at[0] * canvas.w, at[1] * canvas.h
    rows = slice(max(int(y - size) - 2, 0), int(y + size) + 3)
    columns = slice(max(int(x - size) - 2, 0), int(x + size) + 3)
    patch, v = canvas.rgb[:, rows, columns], (canvas.ys[rows] - y) / size
    u = (canvas.xs[:, columns] - x) / size
    dome = np.clip(1 - 3 * np.clip(-v - 0.35, 0, 1) ** 2.6, 0, 1) ** 0.5
    waist = (0.80 - 0.16 * np.clip(v, 0, 1) ** 1.4) * dome
    body = np.clip((waist - np.abs(u)) * size + 0.5, 0, 1)
    body = body * np.clip((1 - np.abs(v)) * size + 0.5, 0, 1)
    bright = np.exp(-((u / 0.55) ** 2)) * np.clip(0.35 + 0.65 * v, 0, 1)
    folds = 1 - 0.16 * np.abs(np.sin(3.2 * np.arcsin(np.clip(u / np.maximum(waist, 0.05), -1, 1))))
    if picture:  # printed on the paper, the flame shines through it
        paper, bright = picture.cover(patch.shape[2], patch.shape[1]), bright * 0.35
        folds = folds * (1 - 0.3 * np.clip(np.abs(u) / 0.8, 0, 1) ** 3)
    patch += ((paper + (flame - paper) * bright) * folds - patch) * body
