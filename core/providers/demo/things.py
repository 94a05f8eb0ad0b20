"""Things that several scenes show, from stars and ridges to mist and water."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from core.providers.demo.canvas import Canvas, Pen
from core.providers.demo.color import Color, Field
from core.providers.demo.noise import clouds, line, resize

# Of branches on a pine.
TIERS = 15

Dot = tuple[float, float, float, float]


def either(rng: np.random.Generator, one: float, other: float) -> float:
    """Return one of two plain numbers: one of numpy's makes float64 of every field it meets."""
    return (one, other)[rng.integers(2)]


def sparks(canvas: Canvas, color: Color, dots: Iterable[Dot]) -> None:
    """Light soft dots: x, y and radius in pixels, strength from 0 to 1."""
    shine = canvas.color(color).astype(np.float32)[:, None, None]
    for x, y, radius, strength in dots:
        reach = int(3 * radius) + 1
        x0, y0 = max(int(x) - reach, 0), max(int(y) - reach, 0)
        part = canvas.rgb[:, y0 : max(int(y) + reach + 1, 0), x0 : max(int(x) + reach + 1, 0)]
        rows, columns = canvas.ys[y0 : y0 + part.shape[1]], canvas.xs[:, x0 : x0 + part.shape[2]]
        spot = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (radius * radius)) * strength
        part += (1 - part) * (spot * shine)


def stars(
    canvas: Canvas, rng: np.random.Generator, count: int, color: Color, *, bottom: float = 1
) -> None:
    """Scatter stars over the sky down to `bottom` (0 to 1): many faint ones, few bright ones."""
    count = round(count * bottom * canvas.h * canvas.w / 1024**2)
    power, down = rng.random(count) ** 5, rng.random(count)
    xs, ys = rng.random(count) * canvas.w, down * bottom * canvas.h
    strength = (0.25 + 0.75 * power) * (1 - down**2)
    sparks(canvas, color, zip(xs, ys, 0.55 + 1.1 * power, strength, strict=True))


def birds(canvas: Canvas, rng: np.random.Generator, color: Color, top: float) -> None:
    """Draw a small flock around a height (0 to 1)."""
    pen, mid_x = canvas.pen(), rng.uniform(0.25, 0.75)
    for _ in range(rng.integers(4, 11)):
        x, y = (mid_x + rng.normal(0, 0.07)) * canvas.w, (top + rng.normal(0, 0.03)) * canvas.h
        wing = 0.011 * canvas.s * rng.uniform(0.5, 1.1)
        lift = wing * rng.uniform(0.25, 0.5)
        left = [(x - wing, y - lift), (x - wing / 2, y - lift)]
        right = [(x + wing / 2, y - lift), (x + wing, y - 0.7 * lift)]
        pen.line([*left, (x, y), *right], 1.3, 230)
    canvas.paint(color, pen.alpha())


def veil(canvas: Canvas, rng: np.random.Generator, color: Color, bottom: float) -> None:
    """Draw thin clouds across the sky down to `bottom` (0 to 1)."""
    torn = clouds(rng, int(bottom * canvas.h), canvas.w, cells=3.5, stretch=5)
    canvas.paint(color, np.clip(torn - 0.5, 0, 1) * 1.15)


def ridge(
    canvas: Canvas,
    rng: np.random.Generator,
    form: tuple[float, float, float],
    colors: tuple[Color, Color],
    depth: float = 0.2,
) -> None:
    """Paint sharp peaks: (base, height, how many), in colours for their crests and their feet."""
    base, tall, cells = form
    crest = base - tall * line(rng, canvas.w, cells=cells, sharp=True)
    canvas.below(crest, *colors, depth)


def pines(
    canvas: Canvas, rng: np.random.Generator, color: Color, places: Iterable[tuple[float, ...]]
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


def plots(
    canvas: Canvas, rng: np.random.Generator, wide: float, gap: float
) -> Iterator[tuple[float, float, float]]:
    """Yield places for a row of buildings: left side and width in pixels, and how far aside it is.

    `wide` is their mean width, `gap` the widest gap in widths; aside is 0 in the middle and 1 at
    an edge.
    """
    x = -0.03 * canvas.w
    while x < 1.03 * canvas.w:
        width = wide * rng.uniform(0.7, 1.3) * canvas.s
        yield x, width, abs((x + width / 2) / canvas.w - 0.5) * 2
        x += width * rng.uniform(1, 1 + gap)


def nebula(canvas: Canvas, rng: np.random.Generator, strength: float, *colors: Color) -> None:
    """Add glowing gas: each colour has its own clouds, torn by a common one."""
    small = (canvas.h // 2, canvas.w // 2)
    torn = (1 - np.abs(2 * clouds(rng, *small, cells=5, octaves=6) - 1)) ** 2.5
    for color in colors:
        gas: Field = np.clip(clouds(rng, *small, cells=2.2, octaves=6) - 0.40, 0, 1) * 2
        amount = np.clip(gas * (0.25 + torn) * strength, 0, 1)
        canvas.light(color, resize(amount, canvas.h, canvas.w))


def mirror(
    canvas: Canvas,
    rng: np.random.Generator,
    shore: float,
    deep: Color,
    *,
    ripple: float,
    depth: float,
) -> None:
    """Mirror everything above `shore` (0 to 1) below it; the water turns to `deep` in front."""
    top = int(shore * canvas.h)
    rows = canvas.h - top
    down = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    # Ripples around 0: fine and close at the shore, broad in front.
    flat = clouds(rng, rows, canvas.w, cells=46, octaves=3, stretch=9) - 0.5
    waves = flat[(np.linspace(0, 1, rows) ** 0.5 * (rows - 1)).astype(np.int32)]
    sway = waves * (ripple * canvas.s * (0.1 + 2 * down))
    heights = top - 1 - np.arange(rows, dtype=np.float32)[:, None] * (top / max(rows, top))
    ys = np.clip(heights + 2.5 * sway, 0, top - 1).astype(np.int32)
    index = ys * canvas.w + np.clip(canvas.xs + sway, 0, canvas.w - 1).astype(np.int32)
    for channel in canvas.rgb:
        channel[top:] = channel.ravel()[index]
    canvas.paint(deep, np.broadcast_to(depth * down**0.8 + 0.08, waves.shape), top)
    canvas.light(np.ones(3), np.clip(waves - 0.05, 0, 1) * 0.16 * down, top)


def mist(
    canvas: Canvas,
    rng: np.random.Generator,
    level: float,
    thickness: float,
    color: Color,
    strength: float,
) -> None:
    """Lay a bank of mist around a height (0 to 1), torn by noise."""
    top = max(int((level - 2 * thickness) * canvas.h), 0)
    bottom = min(int((level + 2 * thickness) * canvas.h), canvas.h)
    away = (canvas.ys[top:bottom] / canvas.h - level) / thickness
    torn = clouds(rng, bottom - top, canvas.w, cells=5, octaves=4, stretch=3)
    bank = np.exp(-(away**2) * 2) * (0.35 + 0.9 * torn) * strength
    canvas.paint(color, np.clip(bank, 0, 1), top)
