"""奇幻: a great tree of light under the moon."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field
from core.providers.demo.noise import clouds, line
from core.providers.demo.reference import inlay_disc
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import spark, stars
from core.providers.demo.water import mist

# A branch: from (x, y) to (x, y), and its thickness; all in pixels.
Branch = tuple[float, float, float, float, float]
GENERATIONS = 9
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
    rng, mood = given.rng, given.mood
    high, mid, low = mood.colors("#070a24", "#1c2a66", "#5b5aa8")
    canvas.sky([(0, high), (0.45, mid), (0.85, low)])
    stars(canvas, given.detail, 1300, mood.color("#ffffff"), bottom=0.8)
    side = rng.choice((-1, 1))
    crown = 0.86 - 0.49 * canvas.s / canvas.h
    moon = (0.5 + side * rng.uniform(0.02, 0.12), crown + rng.uniform(-0.03, 0.03))
    radius = rng.uniform(0.29, 0.33)
    if given.picture:
        highest = (radius + 0.03) * canvas.s / canvas.h
        moon = (0.5 - side * 0.16, max(crown - 0.08 * canvas.s / canvas.h, highest))
    _moon(canvas, given, moon, radius)
    haze, dark = mood.colors("#7f86cc", "#080a1e")
    for part in (0.0, 0.5):
        crest = 0.80 + 0.05 * part - 0.12 * line(rng, canvas.w, cells=3, sharp=True)
        color = haze + (dark - haze) * (0.35 + 0.4 * part)
        canvas.below(crest, color, haze, 0.2)
        mist(canvas, rng, 0.84 + 0.03 * part, 0.05, haze, 0.55)
    # The reference needs room: the tree steps aside from the moon that shows it.
    aside = 0.2 if given.picture else rng.uniform(0.0, 0.08)
    root = (0.5 + side * aside, 0.86)
    xs = canvas.xs[0] / canvas.w
    hill = (
        0.99 - 0.14 * np.exp(-(((xs - root[0]) / 0.34) ** 2)) - 0.012 * line(rng, canvas.w, cells=8)
    )
    _tree(canvas, given, root, dark)
    canvas.below(np.asarray(hill, np.float32), dark * 1.6 + 0.02, dark, 0.1)
    _fireflies(canvas, given, root)
    canvas.bloom(0.5, 0.025, 0.7)
    canvas.vignette(0.4)


def _moon(canvas: Canvas, given: SceneInput, at: tuple[float, float], radius: float) -> None:
    pale, sea = given.mood.colors("#f6f1dc", "#b9b6c9")
    canvas.glow(*at, radius * 1.8, given.mood.color("#8fa4ff"), 0.6)
    disc = canvas.disc(*at, radius, soft=2)
    if given.picture:
        inlay_disc(canvas, given.picture, at, radius)
        return
    canvas.paint(pale, disc)
    spots = clouds(given.rng, canvas.h, canvas.w, cells=6, octaves=5)
    canvas.paint(sea, disc * np.clip((spots - 0.5) * 3, 0, 1) * 0.75)


def _tree(canvas: Canvas, given: SceneInput, root: tuple[float, float], dark: Field) -> None:
    """Grow the tree: its wood, then its leaves in three tones, the brightest on top."""
    rng = given.rng
    branches: list[Branch] = []
    tips: list[tuple[float, float]] = []
    start = (root[0] * canvas.w, (root[1] + 0.03) * canvas.h)
    _grow(rng, (branches, tips), start, UP, (0.175 * canvas.s, 0.062 * canvas.s), GENERATIONS)
    pen = canvas.pen()
    for x0, y0, x1, y1, thick in branches:
        pen.line([(x0, y0), (x1, y1)], thick)
        pen.dot(x1, y1, thick / 2)
    canvas.paint(dark, pen.alpha())
    for code, share, size, lift in LEAVES:
        leaves = _leaves(canvas, rng, tips, (share, size, lift))
        canvas.paint(given.mood.color(code), leaves * np.float32(0.85))


def _grow(
    rng: np.random.Generator,
    grown: tuple[list[Branch], list[tuple[float, float]]],
    start: tuple[float, float],
    angle: float,
    size: tuple[float, float],
    left: int,
) -> None:
    """Add a branch of (length, thickness) and what grows from it, `left` generations on."""
    length, thick = size
    bend = rng.normal(0, 0.12)
    x = start[0] + np.cos(angle + bend) * length
    y = start[1] + np.sin(angle + bend) * length
    grown[0].append((*start, x, y, thick))
    if left < 5:
        grown[1].append((x, y))
    if left == 0:
        return
    for side in (-1, 1):
        turn = side * rng.uniform(0.25, 0.62)
        # Branches reach outwards, and the lowest ones never hang into the ground.
        heading = min(max(angle + bend + turn, -np.pi * 1.06), np.pi * 0.06)
        shrink = rng.uniform(0.70, 0.86)
        _grow(rng, grown, (x, y), heading, (length * shrink, thick * 0.66), left - 1)


def _leaves(
    canvas: Canvas,
    rng: np.random.Generator,
    tips: list[tuple[float, float]],
    tone: tuple[float, float, float],
) -> Field:
    share, size, lift = tone
    pen = canvas.pen()
    for x, y in tips * LEAVES_PER_TIP:
        if rng.random() < share:
            dx, dy = rng.normal(0, 0.012, 2) * canvas.s
            radius = size * canvas.s * rng.uniform(0.5, 1.2)
            pen.dot(x + dx, y + dy - lift * canvas.s, radius, int(rng.uniform(120, 255)))
    return pen.alpha()


def _fireflies(canvas: Canvas, given: SceneInput, root: tuple[float, float]) -> None:
    """Let sparks drift around the tree; how many and where depends on the words."""
    rng = given.detail
    glow = np.zeros((canvas.h, canvas.w), np.float32)
    for _ in range(int(rng.integers(60, 140))):
        x = (root[0] + rng.normal(0, 0.24)) * canvas.w
        y = (0.72 + rng.normal(0, 0.15)) * canvas.h
        if 0 <= x < canvas.w and 0 <= y < canvas.h:
            spark(glow, x, y, rng.uniform(0.8, 3.2), rng.uniform(0.3, 1))
    canvas.light(given.mood.color("#ffe9a0"), np.clip(glow, 0, 1))
