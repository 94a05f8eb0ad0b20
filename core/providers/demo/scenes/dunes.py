"""Sand that was really looked at: a field of heights, seen from one dune by a sun beside it.

Lengths are in heights of the eye above the plain: x to the right, z away from us.
"""

from __future__ import annotations

import math

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field

FAR = 46.0
SLICES = 640  # of the land, closer together near us
FOCUS = 0.9  # of the shorter side: how wide the view is
TALL = 0.6  # the highest crest: we see over it
CREST = 0.74  # of a wave lies before its crest, windward; the rest is the slip face
DEPTH = 11.0  # where the haze has taken two thirds of the colour
TWICE = 2  # rows are looked for twice in each pixel: crests are knives, and not stairs


def paint_dunes(canvas: Canvas, rng: np.random.Generator, ground: float, side: float) -> None:
    """Paint the sand below the horizon at `ground` (0 to 1); the sun stands on `side` (−1 or 1)."""
    focus = FOCUS * canvas.s
    nearest = (1 - TALL) * focus / ((1 - ground) * canvas.h)  # a crest there fills the lowest row
    zs = np.geomspace(nearest, FAR, SLICES, dtype=np.float32)[:, None]
    slant = np.asarray((canvas.xs - canvas.w / 2) / focus, np.float32)  # x is slant times z
    heights = _heights(rng, slant * zs, zs, side)
    light = _light(heights, slant, zs, 1 / focus, side)
    tops = ground * canvas.h + focus * (1 - heights) / zs
    near = np.exp(-zs / DEPTH)
    sand = _sand(canvas, light, near)
    rgb, alpha = _seen(tops, sand, canvas.h, int(ground * canvas.h) - canvas.h // 12)
    band = canvas.rgb[:, canvas.h - alpha.shape[0] :]
    band += (rgb - band) * alpha


def _heights(rng: np.random.Generator, x: Field, z: Field, side: float) -> Field:
    """Return the dunes' heights: waves that wind, lean and swell, with one sharp crest each."""
    turn = side * math.radians(rng.uniform(50, 64))
    along, across = x * math.cos(turn) - z * math.sin(turn), x * math.sin(turn) + z * math.cos(turn)
    starts, bends = rng.uniform(0, 2 * math.pi, 6), rng.uniform(0.8, 1.2, 6)
    winding = 0.30 * np.sin(0.62 * bends[0] * along + starts[0])
    winding += 0.13 * np.sin(1.7 * bends[1] * along + 0.5 * across + starts[1])
    winding += 0.04 * np.sin(4.1 * bends[2] * along + starts[2])
    wave = across / rng.uniform(2.5, 3.1) + winding + rng.uniform(0, 1)
    part = np.ceil(wave) - wave  # the sun's side is the long one
    windward = np.sin(part / CREST * math.pi / 2) ** 1.6
    down = np.clip((1 - part) / (1 - CREST), 0, 1)
    slip = down * (0.25 + down * (2.25 - 1.5 * down))  # steep halfway, and hardly at the crest
    swell = 0.66 + 0.2 * np.sin(0.45 * bends[3] * along + 2.4 * np.floor(wave) + starts[3])
    swell += 0.14 * np.sin(0.9 * bends[4] * along - np.floor(wave) + starts[4])
    dunes = TALL * np.where(part < CREST, windward, slip) * swell
    ripples = np.sin(70 * across + 3 * np.sin(2.2 * along + starts[5]) + 9 * winding)
    return np.asarray(dunes + 0.0007 * ripples * np.exp(-z / 2), np.float32)


def _light(heights: Field, slant: Field, zs: Field, step: float, side: float) -> Field:
    """Return how much of the low sun each place gets, 0 to 1; a column goes away from us aslant."""
    to_right = np.gradient(heights, axis=1) / (step * zs)
    away = np.gradient(heights, zs[:, 0], axis=0) - to_right * slant
    facing = (-to_right * side * 0.8 - away * 0.34 + 0.30) / np.sqrt(1 + to_right**2 + away**2)
    soft = np.clip((facing + 0.08) / 0.62, 0, 1)
    return np.asarray(soft * soft * (3 - 2 * soft), np.float32)


def _sand(canvas: Canvas, light: Field, near: Field) -> Field:
    """Return the sand's colours: (3, slices, width)."""
    lit, far_lit, shade, far_shade = canvas.colors("#f5a55c", "#f4bf95", "#43203f", "#c98a80")
    bright = [far + (close - far) * near for close, far in zip(lit, far_lit, strict=True)]
    dark = [far + (close - far) * near for close, far in zip(shade, far_shade, strict=True)]
    pairs = zip(bright, dark, strict=True)
    return np.stack([low + (high - low) * light for high, low in pairs]).astype(np.float32)


def _seen(tops: Field, sand: Field, height: int, first: int) -> tuple[Field, Field]:
    """Return what the rows from `first` show, (3, rows, width), and where it is sand.

    Going away from us, a slice is seen where it rises above all before it.
    """
    ys = np.arange(first, height, 1 / TWICE, dtype=np.float32) + 0.25
    rises = np.minimum.accumulate(tops, axis=0)
    columns = range(rises.shape[1])
    behind = np.stack([np.searchsorted(-rises[:, at], -ys) for at in columns], axis=1)
    alpha = np.asarray(behind < len(tops), np.float32)
    far = np.clip(behind, 1, len(tops) - 1)
    across = np.arange(rises.shape[1])[None, :]
    low, high = rises[far - 1, across], rises[far, across]
    part = np.clip((low - ys[:, None]) / np.maximum(low - high, 1e-3), 0, 1)
    shape = (3, -1, TWICE, rises.shape[1])
    rgb = sand[:, far - 1, across] * (1 - part) + sand[:, far, across] * part
    return rgb.reshape(shape).mean(axis=2), alpha.reshape(shape[1:]).mean(axis=1)
