"""科幻, 人文: a city of neon in the rain, a night of sky lanterns over a river town."""

from __future__ import annotations

from itertools import product

import numpy as np

from core.providers.demo.canvas import Canvas, Pen, Place
from core.providers.demo.color import Field, mix
from core.providers.demo.reference import Picture, inlay
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import either, mirror, mist, plots, ridge, sparks, stars

NEON = ("#ff3d9a", "#2de2ff", "#ffb03a", "#9a5bff", "#43ffb0")
SIGN_SHARE = 0.55
DROPS = 420
# Of the picture's height: what would be lower is left out and gives the view.
LOWEST = 0.13

# A building: its left side, width and height in pixels; it stands on the street.
Tower = tuple[float, float, float]


def neon_city(canvas: Canvas, given: SceneInput) -> None:
    """Paint towers full of lit windows over a wet street, in rain."""
    rng = given.rng
    haze, dark = canvas.colors("#a04ca8", "#0c0b20")
    street = rng.uniform(0.72, 0.77)
    foot = street * canvas.h
    canvas.sky((0, "#0d0e2c"), (street * 0.55, "#3a2470"), (street, "#d0529c"))
    canvas.glow((rng.uniform(0.35, 0.65), street * 0.85), 0.5, "#ff5aa8", 0.55, squash=1.3)
    for part in (0.0, 0.35, 0.7, 1.0):
        row = _towers_of(canvas, rng, part)
        _towers(canvas, row, foot, mix(haze, dark, 0.25 + 0.75 * part))
        _windows(canvas, rng, row, foot, part)
        if part > 0:
            _signs(canvas, rng, row, foot)
        mist(canvas, rng, street - 0.02, 0.07 * (1.2 - part), haze, 0.6 * (1 - part))
    if given.picture:
        _billboard(canvas, rng, given.picture, foot)
    canvas.bloom(0.55, 0.012, 0.8)
    mirror(canvas, rng, street, dark, ripple=0.02, depth=0.42)
    _rain(canvas, given.detail)
    canvas.bloom(0.6, 0.04, 0.45)
    canvas.vignette(0.35)


def _towers_of(canvas: Canvas, rng: np.random.Generator, part: float) -> list[Tower]:
    """Return a row of towers: near ones (`part` 1) stand high at the sides and leave a view."""
    row = []
    for left, wide, aside in plots(canvas, rng, 0.085 * (0.75 + 0.6 * part), 0.12 + 0.3 * part):
        near = (0.75 + 0.5 * aside * part) * (1.15 - 0.9 * part * (1 - aside))
        tall = rng.uniform(0.25, 0.5) * near
        if tall > LOWEST:
            row.append((left, wide, tall * canvas.h))
    return row


def _towers(canvas: Canvas, row: list[Tower], foot: float, color: Field) -> None:
    """Paint each tower with what stands on its roof."""
    pen = canvas.pen()
    for left, wide, tall in row:
        top = foot - tall
        pen.box(left, top, left + wide, foot)
        pen.box(left + wide * 0.2, top - wide * 0.22, left + wide * 0.7, top)
        pen.box(left + wide * 0.42, top - wide * 0.75, left + wide * 0.46, top)
    canvas.paint(color, pen.alpha())


def _windows(
    canvas: Canvas, rng: np.random.Generator, row: list[Tower], foot: float, part: float
) -> None:
    """Light some windows of each tower, warm or cool ones."""
    step = max(round((0.0075 + 0.0075 * part) * canvas.s), 3)
    pane = np.zeros((round(step * 1.35), step), np.float32)
    pane[: max(round(step * 0.45), 1) + 1, : max(round(step * 0.45), 1)] = 0.35 + 0.5 * part
    colors = canvas.colors("#ffd9a0", "#9fe8ff")
    for left, wide, tall in row:
        color, share = colors[rng.integers(2)], rng.uniform(0.15, 0.55)
        x, y = max(round(left) + step // 2, 0), max(round(foot - tall) + step, 0)
        patch = canvas.rgb[:, y : round(foot) - step, x : max(round(left + wide) - step // 2, 0)]
        grid = rng.uniform(0.35, 1, (patch.shape[1] // pane.shape[0], patch.shape[2] // step))
        lit = np.kron(grid * (rng.random(grid.shape) < share), pane)
        patch = patch[:, : lit.shape[0], : lit.shape[1]]
        patch += (1 - patch) * (lit * color[:, None, None])


def _signs(canvas: Canvas, rng: np.random.Generator, row: list[Tower], foot: float) -> None:
    """Hang an upright neon sign on every other tower."""
    colors, across = canvas.colors(*NEON), max(round(0.012 * canvas.s), 3)
    module = max(round(0.03 * canvas.s), 6)
    for left, wide, tall in row:
        x, y = (
            round(left + rng.uniform(0.1, 0.8) * wide),
            round(foot - tall * rng.uniform(0.65, 0.95)),
        )
        color, high = colors[rng.integers(len(colors))], round(tall * rng.uniform(0.25, 0.55))
        if rng.random() > SIGN_SHARE or x < 0 or y < 0:
            continue
        patch = canvas.rgb[:, y : y + high, x : x + across]
        lit = np.arange(patch.shape[1])[:, None] % module > module * 0.2
        patch += (color[:, None, None] - patch) * (0.15 + 0.8 * lit)
        canvas.glow(((x + across / 2) / canvas.w, (y + high / 2) / canvas.h), 0.07, color, 0.45)


def _billboard(canvas: Canvas, rng: np.random.Generator, picture: Picture, foot: float) -> None:
    """Hang a great lit screen with the reference on a tower in the middle."""
    half_w, half_h, edge = 0.2 * canvas.s, 0.16 * canvas.s, max(round(0.007 * canvas.s), 3)
    x, y = canvas.w / 2, foot - 0.3 * canvas.h
    tower = (x - 1.16 * half_w, 2.32 * half_w, foot - y + 1.2 * half_h)
    canvas.paint("#15122e", canvas.box(tower[0], foot - tower[2], tower[0] + tower[1], foot))
    _windows(canvas, rng, [tower], foot, 0.3)
    canvas.glow((0.5, y / canvas.h), 0.3, NEON[1], 0.2)
    screen = (x - half_w, y - half_h, x + half_w, y + half_h)
    canvas.paint("#10122a", canvas.box(*np.add(screen, (-edge, -edge, edge, edge))))
    inlay(canvas, picture, screen, canvas.box(*screen))
    lines = canvas.box(*screen) * (0.05 + 0.16 * (canvas.ys // 3 % 2))
    canvas.paint("#10122a", lines)


def _rain(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw thin slanting streaks; how they fall depends on the words."""
    pen, lean = canvas.pen(), rng.uniform(-0.12, 0.12)
    for _ in range(DROPS):
        x, y = rng.uniform(-0.1, 1.1) * canvas.w, rng.uniform(-0.1, 1) * canvas.h
        long = rng.uniform(0.02, 0.07) * canvas.s
        pen.line([(x, y), (x + lean * long, y + long)], 1, int(rng.uniform(18, 70)))
    canvas.light(np.ones(3), pen.alpha())


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
        _lantern(canvas, (either(rng, 0.24, 0.76), rng.uniform(0.25, 0.4)), 0.095)


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
