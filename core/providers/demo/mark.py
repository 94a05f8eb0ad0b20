"""The mark 演示 in the corner, drawn from its strokes: no machine needs a Chinese font for it."""

from __future__ import annotations

from PIL import Image, ImageDraw

Stroke = tuple[tuple[float, float], ...]

# Each character on a square of 100 by 100.
YAN: tuple[Stroke, ...] = (
    ((9, 13), (22, 24)),
    ((4, 39), (17, 49)),
    ((6, 94), (23, 62)),
    ((62, 3), (65, 15)),
    ((35, 33), (35, 18), (95, 18), (92, 32)),
    ((44, 35), (86, 35)),
    ((42, 48), (88, 48), (88, 78), (42, 78), (42, 48)),
    ((42, 63), (88, 63)),
    ((65, 35), (65, 78)),
    ((55, 83), (36, 97)),
    ((75, 83), (95, 97)),
)
SHI: tuple[Stroke, ...] = (
    ((20, 13), (80, 13)),
    ((5, 39), (95, 39)),
    ((50, 39), (50, 93), (38, 88)),
    ((28, 55), (9, 82)),
    ((71, 55), (92, 80)),
)

OVERSAMPLE = 4
# Of the picture's shorter side; the margin is the same to the right and below.
CHARACTER = 0.032
MARGIN = 0.026
WIDTH_OF_STROKE = 8.5  # on the square of 100
PLATE = (12, 14, 22, 96)
INK = (255, 255, 255, 225)


def stamp(picture: Image.Image, character: float = CHARACTER) -> Image.Image:
    """Return the picture with the mark in its lower right corner.

    A character has this share of the shorter side.
    """
    mark = draw_mark(round(min(picture.size) * character))
    margin = round(min(picture.size) * MARGIN)
    at = (picture.width - mark.width - margin, picture.height - mark.height - margin)
    picture.paste(mark, at, mark)
    return picture


def draw_mark(size: int) -> Image.Image:
    """Return 演示 in white on a dark, see-through plate, RGBA; a character is `size` pixels."""
    unit = size * OVERSAMPLE
    pad, step, thick = unit * 0.5, unit * 1.22, unit * WIDTH_OF_STROKE / 100
    width, height = round(unit + step + 2 * pad), round(unit + 1.2 * pad)
    image = Image.new("RGBA", (width, height), (*PLATE[:3], 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, width - 1, height - 1), height * 0.32, fill=PLATE)
    strokes = [(pad, stroke) for stroke in YAN] + [(pad + step, stroke) for stroke in SHI]
    for left, stroke in strokes:
        points = [(left + x * unit / 100, 0.6 * pad + y * unit / 100) for x, y in stroke]
        pen.line(points, fill=INK, width=round(thick), joint="curve")
        for point in points:
            pen.circle(point, thick / 2, fill=INK)
    return image.resize((width // OVERSAMPLE, height // OVERSAMPLE), Image.Resampling.LANCZOS)
