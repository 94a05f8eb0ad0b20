"""The words that a labelled copy shows in its lower left corner, white on a dark plate.

The letters in `marks/` were drawn once, with Pillow and Noto Sans CJK SC Bold (SIL Open Font
License), 256 px: no machine needs a Chinese font. The other corner is a service's own mark's.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw

from core.pictures.decoder import Mark

# Of the shortest side: GB 45438-2025 asks for 5 % at least; a letter's soft edges do not count.
LETTER = 0.055
SMALLEST = 190 / 248  # how high the lowest letter, the A, is on the 248 px of AI生成
PAD, MARGIN, ROUND = 0.35, 0.4, 0.3  # of the letters' height
PLATE = (12, 14, 22, 168)
INK = (255, 255, 255)
MOST_WIDE = 0.96  # of the picture: one that is too narrow for its height gets smaller letters

_FOLDER = Path(__file__).with_name("marks")
_FILES = {Mark.AI: "ai.png", Mark.DEMO: "demo.png"}


def stamp(picture: Image.Image, mark: Mark) -> None:
    """Draw a mark onto an RGB picture."""
    with Image.open(_FOLDER / _FILES[mark], formats=["PNG"]) as image:
        letters = image.convert("L")
    height = math.ceil(min(picture.size) * LETTER / SMALLEST)
    width = round(height * letters.width / letters.height)
    room = int((picture.width * MOST_WIDE) / (1 + 2 * (PAD + MARGIN) * height / width))
    if width > room:
        width, height = max(1, room), max(1, round(height * room / width))
    pad, margin = round(height * PAD), round(height * MARGIN)
    plate = Image.new("RGBA", (width + 2 * pad, height + 2 * pad))
    box = (0, 0, plate.width - 1, plate.height - 1)
    ImageDraw.Draw(plate).rounded_rectangle(box, height * ROUND, fill=PLATE)
    letters = letters.resize((width, height), Image.Resampling.LANCZOS)
    at = (margin, picture.height - plate.height - margin)
    picture.paste(plate, at, plate)
    picture.paste(INK, (at[0] + pad, at[1] + pad), letters)
