"""Things that several scenes show: stars, sparks, birds, pines, glowing gas."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field
from core.providers.demo.noise import clouds, resize
from core.providers.demo.pen import Pen

# Of branches on a pine.
TIERS = 15


def stars(
    canvas: Canvas, rng: np.random.Generator, count: int, color: Field, *, bottom: float = 1
) -> None:
    """Scatter stars over the sky down to `bottom` (0 to 1): many faint ones, few bright ones."""
    amount = np.zeros((max(int(bottom * canvas.h), 1), canvas.w), np.float32)
    count = round(count * amount.size / 1024**2)
    power = rng.random(count) ** 5
    for x, y, p in zip(rng.random(count), rng.random(count), power, strict=True):
        spark(amount, x * canvas.w, y * amount.shape[0], 0.55 + 1.1 * p, 0.25 + 0.75 * p)
    fade = 1 - np.linspace(0, 1, amount.shape[0], dtype=np.float32)[:, None] ** 2
    canvas.light(color, np.clip(amount, 0, 1) * fade)


def spark(amount: Field, x: float, y: float, radius: float, strength: float) -> None:
    """Add one soft dot to a field (h, w); places and radius in pixels."""
    reach = int(3 * radius) + 1
    x0, y0 = max(int(x) - reach, 0), max(int(y) - reach, 0)
    part = amount[y0 : int(y) + reach + 1, x0 : int(x) + reach + 1]
    ys, xs = np.ogrid[y0 : y0 + part.shape[0], x0 : x0 + part.shape[1]]
    part += strength * np.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (radius * radius))


def birds(canvas: Canvas, rng: np.random.Generator, color: Field, count: int, top: float) -> None:
    """Draw a small flock around a height (0 to 1)."""
    pen, mid_x = canvas.pen(), rng.uniform(0.25, 0.75)
    for _ in range(count):
        x, y = (mid_x + rng.normal(0, 0.07)) * canvas.w, (top + rng.normal(0, 0.03)) * canvas.h
        wing = 0.011 * canvas.s * rng.uniform(0.5, 1.1)
        lift = wing * rng.uniform(0.25, 0.5)
        left = [(x - wing, y - lift), (x - wing / 2, y - lift)]
        right = [(x + wing / 2, y - lift), (x + wing, y - 0.7 * lift)]
        pen.line([*left, (x, y), *right], 1.3, 230)
    canvas.paint(color, pen.alpha())


def pines(
    canvas: Canvas,
    rng: np.random.Generator,
    color: Field,
    places: list[tuple[float, float, float]],
) -> None:
    """Draw pines at (x, foot's y, height of the picture), all from 0 to 1."""
    pen = canvas.pen()
    for x, y, tall in places:
        _pine(pen, rng, (x * canvas.w, y * canvas.h), tall * canvas.h)
    canvas.paint(color, pen.alpha())


def _pine(pen: Pen, rng: np.random.Generator, foot: tuple[float, float], tall: float) -> None:
    """Draw a trunk, and tiers of branches that grow wider and hang lower towards the foot."""
    x, y = foot
    thick = tall * 0.012
    pen.polygon([(x - thick, y + tall * 0.1), (x, y - tall), (x + thick, y + tall * 0.1)])
    for part in (np.arange(TIERS) + 0.6) / TIERS:
        at = y - tall * (1 - 0.94 * part)
        left, right = tall * 0.21 * part**0.9 * rng.uniform(0.6, 1.1, 2)
        droop = tall * (0.05 + 0.05 * part)
        crown, middle = (x, at - tall * 0.075), (x, at + droop * 0.35)
        pen.polygon([(x - left, at + droop * 0.8), crown, (x + right, at + droop), middle])


def nebula(canvas: Canvas, rng: np.random.Generator, colors: list[Field], strength: float) -> None:
    """Add glowing gas: each colour has its own clouds, torn by a common one."""
    small = (canvas.h // 2, canvas.w // 2)
    torn = (1 - np.abs(2 * clouds(rng, *small, cells=5, octaves=6) - 1)) ** 2.5
    for color in colors:
        gas = np.clip(clouds(rng, *small, cells=2.2, octaves=6) - 0.40, 0, 1) * 2
        canvas.light(
            color, resize(np.clip(gas * (0.25 + torn) * strength, 0, 1), canvas.h, canvas.w)
        )
