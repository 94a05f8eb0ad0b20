"""奇幻: a great tree of light under the moon."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas, Place
from core.providers.demo.color import Field, mix
from core.providers.demo.noise import clouds, line
from core.providers.demo.reference import hang
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import either, mist, ridge, sparks, stars

# A branch: its ends (x, y) and its thickness, in pixels, and how many generations grow from it.
Branch = tuple[Place, Place, float, int]
GENERATIONS = 9
# Leaves grow from branches with fewer generations left.
LEAFY = 5
UP = -np.pi / 2
LEAVES_PER_TIP = 3
# Three tones, the brightest on top: colour, share of the leaves, size, how much higher it lies.
LEAVES = (
    ("#1f7f9e", 1.0, 0.0085, 0.0),
    ("#42d6c4", 0.6, 0.0052, 0.004),
    ("#d7fff0", 0.25, 0.0026, 0.007),
)


def moon_tree(canvas: Canvas, given: SceneInput) -> None:
    """Paint a tree with shining leaves on a hill, before a great moon."""
    rng = given.rng
    haze, dark = canvas.colors("#7f86cc", "#080a1e")
    canvas.sky((0, "#070a24"), (0.45, "#1c2a66"), (0.85, "#5b5aa8"))
    stars(canvas, given.detail, 1300, "#ffffff", bottom=0.8)
    side, radius = either(rng, -1, 1), rng.uniform(0.29, 0.33)
    crown = 0.86 - 0.49 * canvas.s / canvas.h
    moon = (0.5 + side * rng.uniform(0.02, 0.12), crown + rng.uniform(-0.03, 0.03))
    aside, trunk = rng.uniform(0.0, 0.08), 0.175
    if given.picture:  # it needs room: the tree steps aside from the moon that shows it
        highest = (radius + 0.03) * canvas.s / canvas.h
        moon = (0.5 - side * 0.21, max(crown - 0.12 * canvas.s / canvas.h, highest))
        aside, trunk = 0.2, 0.14
    _moon(canvas, given, moon, radius)
    for part in (0.0, 0.5):
        colors = (mix(haze, dark, 0.35 + 0.4 * part), haze)
        ridge(canvas, rng, (0.80 + 0.05 * part, 0.12, 3), colors)
        mist(canvas, rng, 0.84 + 0.03 * part, 0.05, haze, 0.55)
    root, xs = 0.5 + side * aside, canvas.xs[0] / canvas.w
    hill = 0.99 - 0.14 * np.exp(-(((xs - root) / 0.34) ** 2)) - 0.012 * line(rng, canvas.w, cells=8)
    _tree(canvas, rng, (root * canvas.w, 0.89 * canvas.h), trunk * canvas.s, dark)
    canvas.below(np.asarray(hill, np.float32), dark * 1.6 + 0.02, dark, 0.1)
    _fireflies(canvas, given.detail, root)
    canvas.bloom(0.5, 0.025, 0.7)
    canvas.vignette(0.4)


def _moon(canvas: Canvas, given: SceneInput, at: Place, radius: float) -> None:
    """Hang the moon with its seas, or the reference in its place."""
    canvas.glow(at, radius * 1.8, "#8fa4ff", 0.6)
    if given.picture:
        hang(canvas, given.picture, at, radius * 0.88)
        return
    disc, spots = canvas.disc(at, radius, soft=2), clouds(given.rng, canvas.h, canvas.w, cells=6)
    canvas.paint("#f6f1dc", disc)
    canvas.paint("#b9b6c9", disc * np.clip((spots - 0.5) * 3, 0, 1) * 0.75)


def _tree(canvas: Canvas, rng: np.random.Generator, root: Place, trunk: float, dark: Field) -> None:
    """Grow a tree from a trunk so long (pixels): wood, then leaves, the brightest tone on top."""
    branches: list[Branch] = []
    _grow(rng, branches, root, UP, (trunk, 0.35 * trunk), GENERATIONS)
    pen = canvas.pen()
    for start, end, thick, _ in branches:
        pen.line([start, end], thick)
        pen.dot(*end, thick / 2)
    canvas.paint(dark, pen.alpha())
    tips = np.array([end for _, end, _, left in branches if left < LEAFY] * LEAVES_PER_TIP)
    for color, share, size, lift in LEAVES:
        places = tips[rng.random(len(tips)) < share]
        places += rng.normal(0, 0.012, places.shape) * canvas.s - (0, lift * canvas.s)
        pen = canvas.pen()
        for (x, y), grown in zip(places, rng.random(len(places)), strict=True):
            pen.dot(x, y, size * canvas.s * (0.5 + 0.7 * grown), int(120 + 135 * rng.random()))
        canvas.paint(color, pen.alpha() * np.float32(0.85))


def _grow(
    rng: np.random.Generator,
    grown: list[Branch],
    start: Place,
    angle: float,
    size: tuple[float, float],
    left: int,
) -> None:
    """Add a branch of (length, thickness) and what grows from it, `left` generations on."""
    length, thick = size
    angle += rng.normal(0, 0.12)
    end = (start[0] + np.cos(angle) * length, start[1] + np.sin(angle) * length)
    grown.append((start, end, thick, left))
    for side in (-1, 1) if left else ():
        # Branches reach outwards, and the lowest ones never hang into the ground.
        turn = side * rng.uniform(0.25, 0.62)
        heading = min(max(angle + turn, -np.pi * 1.06), np.pi * 0.06)
        _grow(rng, grown, end, heading, (length * rng.uniform(0.70, 0.86), thick * 0.66), left - 1)


def _fireflies(canvas: Canvas, rng: np.random.Generator, root: float) -> None:
    """Let sparks drift around the tree; how many and where depends on the words."""
    count = rng.integers(60, 140)
    xs = (root + rng.normal(0, 0.24, count)) * canvas.w
    ys = (0.72 + rng.normal(0, 0.15, count)) * canvas.h
    size, strength = rng.uniform(0.8, 3.2, count), rng.uniform(0.3, 1, count)
    sparks(canvas, "#ffe9a0", zip(xs, ys, size, strength, strict=True))
