"""Water: what stands above a shore line, mirrored below it with ripples."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field
from core.providers.demo.noise import clouds


def mirror(
    canvas: Canvas,
    rng: np.random.Generator,
    shore: float,
    *,
    ripple: float = 0.012,
    deep: Field,
    depth: float = 0.5,
    image: Field | None = None,
) -> None:
    """Mirror everything above `shore` (0 to 1) below it; the water turns to `deep` in front.

    `image` (3, rows of water, width), if given, is laid into the water and shares its ripples.
    """
    top = int(shore * canvas.h)
    rows = canvas.h - top
    down = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    waves = _waves(canvas, rng, rows)
    sway = waves * (ripple * canvas.s * (0.1 + 2 * down))
    heights = top - 1 - np.arange(rows)[:, None] * (top / max(rows, top))
    _lay(canvas, canvas.rgb[:, :top].copy(), (heights + 2.5 * sway, canvas.xs + sway), top)
    if image is not None:
        spread = (np.arange(rows)[:, None] + 2 * sway, canvas.xs + sway)
        _lay(canvas, image, spread, top, 0.8 * np.clip(down * 6, 0, 1))
    canvas.paint(deep, (depth * down**0.8 + 0.08) * (1 if image is None else 0.5), top)
    canvas.light(np.ones(3), np.clip(waves - 0.05, 0, 1) * 0.16 * down, top)


def _waves(canvas: Canvas, rng: np.random.Generator, rows: int) -> Field:
    """Return ripples (rows, width) around 0: fine and close at the shore, broad in front."""
    flat = clouds(rng, rows, canvas.w, cells=46, octaves=3, stretch=9) - 0.5
    near = (np.linspace(0, 1, rows) ** 0.5 * (rows - 1)).astype(np.int32)
    return flat[near]


def _lay(
    canvas: Canvas, source: Field, where: tuple[Field, Field], top: int, alpha: Field | float = 1.0
) -> None:
    """Take every pixel from `top` on out of `source` (3, h, w), at rows and columns `where`."""
    height, width = source.shape[1:]
    ys = np.clip(where[0], 0, height - 1).astype(np.int32)
    xs = np.clip(where[1], 0, width - 1).astype(np.int32)
    index = ys * width + xs
    for channel, colors in zip(canvas.rgb[:, top:], source, strict=True):
        channel[...] += (np.ascontiguousarray(colors).ravel()[index] - channel) * alpha


def mist(
    canvas: Canvas,
    rng: np.random.Generator,
    level: float,
    thickness: float,
    color: Field,
    strength: float = 0.7,
) -> None:
    """Lay a bank of mist around a height (0 to 1), torn by noise."""
    top = max(int((level - 2 * thickness) * canvas.h), 0)
    bottom = min(int((level + 2 * thickness) * canvas.h), canvas.h)
    away = (canvas.ys[top:bottom] / canvas.h - level) / thickness
    torn = clouds(rng, bottom - top, canvas.w, cells=5, octaves=4, stretch=3)
    bank = np.exp(-(away**2) * 2) * (0.35 + 0.9 * torn) * strength
    canvas.paint(color, np.clip(bank, 0, 1), top)
