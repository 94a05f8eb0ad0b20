"""科幻: a city of neon in the rain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field
from core.providers.demo.reference import Picture, inlay
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.water import mirror, mist

NEON = ("#ff3d9a", "#2de2ff", "#ffb03a", "#9a5bff", "#43ffb0")
WINDOWS = ("#ffd9a0", "#9fe8ff")
SIGN_SHARE = 0.55
DROPS = 420
# Of the picture's height: what would be lower is left out and gives the view.
LOWEST = 0.13


def neon_city(canvas: Canvas, given: SceneInput) -> None:
    """Paint towers full of lit windows over a wet street, in rain."""
    rng, mood = given.rng, given.mood
    high, mid, low = mood.colors("#0d0e2c", "#3a2470", "#d0529c")
    street = rng.uniform(0.72, 0.77)
    canvas.sky([(0, high), (street * 0.55, mid), (street, low)])
    canvas.glow(
        rng.uniform(0.35, 0.65), street * 0.85, 0.5, mood.color("#ff5aa8"), 0.55, squash=1.3
    )
    haze, dark = mood.colors("#a04ca8", "#0c0b20")
    for part in (0.0, 0.35, 0.7, 1.0):
        _towers(canvas, given, street, part, haze + (dark - haze) * (0.25 + 0.75 * part))
        mist(canvas, rng, street - 0.02, 0.07 * (1.2 - part), haze, 0.6 * (1 - part))
    if given.picture:
        _billboard(canvas, given, given.picture, street)
    canvas.below(np.full(canvas.w, street, np.float32), dark, dark, 1)
    canvas.bloom(0.55, 0.012, 0.8)
    mirror(canvas, rng, street, ripple=0.02, deep=dark, depth=0.42)
    _rain(canvas, given.detail)
    canvas.bloom(0.6, 0.04, 0.45)
    canvas.vignette(0.35)


@dataclass(frozen=True)
class Tower:
    """A building: its left side, width and height in pixels; it stands on the street."""

    left: float
    wide: float
    tall: float


def _towers(canvas: Canvas, given: SceneInput, street: float, part: float, color: Field) -> None:
    """Paint one row of towers: near ones (`part` 1) stand at the sides and leave a view."""
    row = _row(canvas, given.rng, part)
    foot = street * canvas.h

    pen = canvas.pen()
    for tower in row:
        left, wide, top = tower.left, tower.wide, foot - tower.tall
        pen.box(left, top, left + wide, foot)
        pen.box(left + wide * 0.2, top - wide * 0.22, left + wide * 0.7, top)
        pen.box(left + wide * 0.42, top - wide * 0.75, left + wide * 0.46, top)
    canvas.paint(color, pen.alpha())
    _windows(canvas, given, row, foot, part)
    if part > 0:
        _signs(canvas, given, row, foot)


def _row(canvas: Canvas, rng: np.random.Generator, part: float) -> list[Tower]:
    """Return a row of towers from the left edge to the right one."""
    row = []
    x = -0.02 * canvas.w
    while x < 1.02 * canvas.w:
        wide = rng.uniform(0.06, 0.11) * (0.75 + 0.6 * part) * canvas.s
        aside = abs((x + wide / 2) / canvas.w - 0.5) * 2
        near = (0.75 + 0.5 * aside * part) * (1.15 - 0.9 * part * (1 - aside))
        tall = rng.uniform(0.25, 0.5) * near
        if tall > LOWEST:
            row.append(Tower(x, wide, tall * canvas.h))
        x += wide * rng.uniform(1.0, 1.12 + 0.3 * part)
    return row


def _windows(canvas: Canvas, given: SceneInput, row: list[Tower], foot: float, part: float) -> None:
    """Light some windows of each tower, warm or cool ones."""
    rng = given.rng
    step = max(round((0.0075 + 0.0075 * part) * canvas.s), 3)
    size, floor = max(round(step * 0.45), 1), round(step * 1.35)
    warm, cool = (np.zeros((canvas.h, canvas.w), np.float32) for _ in range(2))
    for tower in row:
        lights, share = (warm, cool)[rng.integers(2)], rng.uniform(0.15, 0.55)
        left, right = round(tower.left) + step // 2, round(tower.left + tower.wide) - step
        for y in range(max(round(foot - tower.tall) + step, 0), round(foot) - step, floor):
            for x in range(max(left, 0), min(right, canvas.w - size), step):
                if rng.random() < share:
                    lights[y : y + size + 1, x : x + size] = rng.uniform(0.35, 1)
    for color, lights in zip(given.mood.colors(*WINDOWS), (warm, cool), strict=True):
        canvas.light(color, lights * np.float32(0.35 + 0.5 * part))


def _signs(canvas: Canvas, given: SceneInput, row: list[Tower], foot: float) -> None:
    """Hang an upright neon sign on every other tower."""
    rng, colors = given.rng, given.mood.colors(*NEON)
    wide, module = max(round(0.012 * canvas.s), 3), max(round(0.03 * canvas.s), 6)
    for tower in row:
        x = round(tower.left + rng.uniform(0.1, 0.8) * tower.wide)
        y = round(foot - tower.tall * rng.uniform(0.65, 0.95))
        color, tall = colors[rng.integers(len(colors))], round(tower.tall * rng.uniform(0.25, 0.55))
        if rng.random() > SIGN_SHARE or x < 0 or y < 0:
            continue
        patch = canvas.rgb[:, y : y + tall, x : x + wide]
        lit = np.arange(patch.shape[1])[:, None] % module > module * 0.2
        patch += (color[:, None, None] - patch) * (0.15 + 0.8 * lit)
        canvas.glow((x + wide / 2) / canvas.w, (y + tall / 2) / canvas.h, 0.07, color, 0.45)


def _billboard(canvas: Canvas, given: SceneInput, picture: Picture, street: float) -> None:
    """Hang a great lit screen with the reference on a tower in the middle."""
    foot, middle, y = street * canvas.h, canvas.w / 2, (street - 0.30) * canvas.h
    half_w, half_h = 0.23 * canvas.s, 0.184 * canvas.s
    tower = Tower(middle - 1.16 * half_w, 2.32 * half_w, foot - y + 1.2 * half_h)
    canvas.paint(
        given.mood.color("#15122e"),
        canvas.box(tower.left, foot - tower.tall, tower.left + tower.wide, foot),
    )
    _windows(canvas, given, [tower], foot, 0.3)
    canvas.glow(0.5, y / canvas.h, 0.42, given.mood.color(NEON[1]), 0.45)
    edge = max(round(0.007 * canvas.s), 3)
    screen = (middle - half_w, y - half_h, middle + half_w, y + half_h)
    frame = canvas.box(*(s + e for s, e in zip(screen, (-edge, -edge, edge, edge), strict=True)))
    canvas.paint(given.mood.color("#10122a"), frame)
    inlay(canvas, picture, screen, frame)


def _rain(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw thin slanting streaks; how they fall depends on the words."""
    pen, lean = canvas.pen(), rng.uniform(-0.12, 0.12)
    for _ in range(DROPS):
        x, y = rng.uniform(-0.1, 1.1) * canvas.w, rng.uniform(-0.1, 1) * canvas.h
        long = rng.uniform(0.02, 0.07) * canvas.s
        pen.line([(x, y), (x + lean * long, y + long)], 1, int(rng.uniform(18, 70)))
    canvas.light(np.ones(3), pen.alpha())
