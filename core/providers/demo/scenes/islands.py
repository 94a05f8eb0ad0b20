"""奇幻: islands in the sky, with a castle on the greatest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.providers.demo.canvas import Canvas, Place
from core.providers.demo.color import Field, mix
from core.providers.demo.noise import clouds, line
from core.providers.demo.reference import hang
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import birds, either, veil

AIR = "#b9cbe4"
# Grass, moss, rock, and the rock's shade.
GROUND = ("#8fbf5a", "#4a7f4a", "#a58a7a", "#453a4c")
# Walls, their shaded sides, roofs, windows.
CASTLE = ("#f3e6d6", "#b3a2ae", "#b5566a", "#ffd98a")
# From left to right: distance from the castle's middle, height; in half widths of the island.
TOWERS = ((-0.17, 0.24), (-0.07, 0.38), (0.05, 0.52), (0.16, 0.3))
# Half the width that an island must have (of the picture's shorter side) to carry a castle.
CASTLE_NEEDS = 0.1


def floating_islands(canvas: Canvas, given: SceneInput) -> None:
    """Paint islands that float over a sea of clouds, with a castle and waterfalls."""
    rng, rim = given.rng, canvas.color("#fff0d8")
    canvas.sky((0, "#3f6fb5"), (0.4, "#86b4dc"), (0.72, "#f4d3bf"), (0.85, rim))
    side = either(rng, -1, 1)
    sun = (0.5 - side * 0.28, rng.uniform(0.2, 0.3))
    canvas.glow(sun, 0.6, rim, 0.75)
    veil(canvas, given.detail, rim, 1)
    if given.picture:
        hang(canvas, given.picture, sun, 0.18)
    else:
        canvas.paint(rim, canvas.disc(sun, 0.075, soft=4) * np.float32(0.8))
    _cloud_bank(canvas, rng, 0.76, "#fff1ea", "#d2c2de")
    for aside, high, half in ((-0.14, 0.29, 0.05), (0.39, 0.31, 0.085), (-0.33, 0.66, 0.12)):
        at = (0.5 + side * (aside + rng.uniform(-0.04, 0.04)), high + rng.uniform(-0.05, 0.05))
        _island(canvas, rng, at, half, far=0.62 - 2.2 * half)
    at = (0.5 + side * rng.uniform(0.06, 0.12), rng.uniform(0.50, 0.56))
    _island(canvas, rng, at, rng.uniform(0.27, 0.32), far=0.0)
    birds(canvas, given.detail, "#3a4a6a", 0.3)
    _cloud_bank(canvas, rng, 0.90, "#ffffff", "#d3cbe6")
    canvas.bloom(0.78, 0.03, 0.3)


def _cloud_bank(
    canvas: Canvas, rng: np.random.Generator, level: float, light: str, shade: str
) -> None:
    """Fill everything below a height (0 to 1) with heaps of cloud, row before row."""
    xs = canvas.xs[0]
    for row in range(4):
        ground, swell = (level + 0.045 * row) * canvas.h, line(rng, canvas.w, cells=2.5, octaves=2)
        crest = ground - 0.066 * canvas.s * swell
        for middle in np.arange(-0.05, 1.05, 0.03 * canvas.s / canvas.w):
            x = (middle + rng.normal(0, 0.012)) * canvas.w
            radius = canvas.s * rng.uniform(0.02, 0.055) * (0.6 + 0.15 * row)
            lift = 0.066 * canvas.s * swell[int(np.clip(x, 0, canvas.w - 1))]
            part = slice(max(int(x - radius), 0), max(int(x + radius) + 1, 0))
            dome = np.sqrt(np.clip(radius**2 - (xs[part] - x) ** 2, 0, None))
            crest[part] = np.minimum(crest[part], ground - lift - dome)
        canvas.below(crest / canvas.h, light, shade, 0.085, follow=canvas.s // 60)


@dataclass(frozen=True)
class Island:
    """An island's place: middle, shore line and half its width in pixels.

    `far` (0 to 1) is how much air lies before it; `crest` is its upper line (columns,), which
    begins at the column `left`.
    """

    x: float
    y: float
    half: float
    far: float
    left: int
    crest: Field

    def ground(self, x: float) -> float:
        """Return how high the ground is at a column, in pixels from above."""
        return float(self.crest[int(np.clip(x - self.left, 0, len(self.crest) - 1))])


def _island(canvas: Canvas, rng: np.random.Generator, at: Place, size: float, far: float) -> None:
    """Paint one island at a place, of half the width `size`, with all that is on it."""
    air = canvas.color(AIR)
    grass, moss, rock, deep = (mix(color, air, far) for color in canvas.colors(*GROUND))
    x, y, half = at[0] * canvas.w, at[1] * canvas.h, size * canvas.s
    left, right = max(round(x - half), 0), min(round(x + half), canvas.w)
    top = int(y - 0.3 * half)
    ys, across = canvas.ys[top : int(y + 1.6 * half)], (canvas.xs[0, left:right] - x) / half
    bow, wide = np.clip(1 - np.abs(across) ** 2.4, 0, 1), right - left
    crest = y - half * 0.10 * bow * (1 + line(rng, wide, cells=4, octaves=4))
    lip = y + half * 0.10 * bow**0.5 * (0.6 + 0.8 * line(rng, wide, cells=14, octaves=3))
    teeth = line(rng, wide, cells=5, octaves=5, rough=0.6, sharp=True)
    root = y + half * (0.10 + 1.15 * bow**2.2 * (0.45 + 0.75 * teeth))
    island = Island(x, y, half, far, left, crest)
    _falls(canvas, rng, island)
    under = np.clip(ys - crest + 0.5, 0, 1)
    body, turf = (under * np.clip(end - ys + 0.5, 0, 1) for end in (root, lip))
    canvas.paint(rock, body, top, left)
    clefts = clouds(rng, len(ys), wide, cells=32 * size + 6, octaves=5, stretch=0.5)
    faces = line(rng, wide, cells=8, octaves=4, rough=0.6)
    down = (ys - y) / half
    dark = 0.45 * down + 0.28 * across + 0.75 * faces + 0.28 * clefts - 0.4
    canvas.paint(deep, body * np.clip(dark, 0, 0.95), top, left)
    canvas.paint(grass, turf, top, left)
    canvas.paint(moss, turf * np.clip(down / 0.14 + 0.55, 0, 1), top, left)
    _grove(canvas, rng, island, (mix(moss, deep, 0.45), mix(moss, grass, 0.4)))
    if size > CASTLE_NEEDS:
        _castle(canvas, rng, island)


def _falls(canvas: Canvas, rng: np.random.Generator, island: Island) -> None:
    """Let water fall from both rims of an island and turn to spray."""
    half = island.half
    for rim in (-0.72, 0.66):
        middle = island.x + half * (rim + rng.uniform(-0.1, 0.1))
        long, wide = half * rng.uniform(1.3, 1.9), half * rng.uniform(0.04, 0.07)
        top, left = int(island.y), max(int(middle - 7 * wide), 0)
        down = np.clip((canvas.ys[top : int(top + long)] - island.y) / long, 0, 1)
        away = (canvas.xs[:, left : max(int(middle + 7 * wide), 0)] - middle) / wide
        strip = np.exp(-((away / (1 + 2.2 * down)) ** 2)) * (1 - down) ** 0.8
        canvas.paint("#ffffff", strip * np.float32(0.95 - 0.5 * island.far), top, left)


def _grove(
    canvas: Canvas, rng: np.random.Generator, island: Island, tones: tuple[Field, Field]
) -> None:
    """Plant round trees on an island: dark bodies, then lit caps towards the upper left."""
    bodies, caps = canvas.pen(), canvas.pen()
    for _ in range(int(16 + island.half / 9)):
        x = island.x + island.half * float(np.clip(rng.normal(0, 0.48), -0.76, 0.76))
        y, r = island.ground(x), island.half * rng.uniform(0.022, 0.05)
        for dx, dy in ((0, 0.9), (-0.6, 0.5), (0.6, 0.5)):
            bodies.dot(x + dx * r, y - dy * r, 0.8 * r)
            caps.dot(x + (dx - 0.16) * r, y - (dy + 0.16) * r, 0.5 * r)
    canvas.paint(tones[0], bodies.alpha())
    canvas.paint(tones[1], caps.alpha() * np.float32(0.8))


def _castle(canvas: Canvas, rng: np.random.Generator, island: Island) -> None:
    """Build a small castle with pointed roofs; its right sides lie in the shade."""
    walls, shades, roofs, windows = pens = [canvas.pen() for _ in CASTLE]
    half, thick = island.half, 0.04 * island.half
    middle = island.x + half * rng.uniform(-0.25, 0.25)
    for away, tall in TOWERS:
        x = middle + away * half
        foot = island.ground(x) + 0.05 * half
        top = foot - tall * half * rng.uniform(0.8, 1.15)
        walls.box(x - thick, top, x + thick, foot)
        shades.box(x + 0.2 * thick, top, x + thick, foot)
        roofs.polygon([(x - 1.4 * thick, top), (x + 1.4 * thick, top), (x, top - 4.2 * thick)])
        for part in (0.5, 0.8):
            windows.dot(x, foot + (top - foot) * part, 0.28 * thick)
    first, last = middle + TOWERS[0][0] * half, middle + TOWERS[-1][0] * half
    ground = island.ground(middle)
    walls.box(first, ground - 0.10 * half, last, ground + 0.04 * half)
    for color, pen in zip(canvas.colors(*CASTLE), pens, strict=True):
        canvas.paint(mix(color, canvas.color(AIR), island.far), pen.alpha())
