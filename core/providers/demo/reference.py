"""The reference picture: its colours, and the ways a scene can build it in."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from core.providers.demo.canvas import Canvas, Place
from core.providers.demo.color import Field, to_oklab

# Nothing in a scene shows it larger than this many pixels.
LONGEST = 768
COLORS = 6


@dataclass(frozen=True)
class Picture:
    """A decoded reference picture, RGB."""

    image: Image.Image

    @classmethod
    def open(cls, data: bytes) -> Picture:
        """Decode a checked picture."""
        with Image.open(io.BytesIO(data)) as source:
            source.draft("RGB", (LONGEST, LONGEST))
            image = source.convert("RGB")
        image.thumbnail((LONGEST, LONGEST), reducing_gap=2.0)
        return cls(image)

    def palette(self) -> Field:
        """Return its main colours in OKLab, (n, 3)."""
        small = self.image.resize((64, 64), Image.Resampling.BOX).quantize(COLORS)
        flat = small.getpalette() or [128, 128, 128]
        used = np.unique(np.asarray(small))
        return to_oklab(np.array(flat).reshape(-1, 3)[used] / 255)

    def cover(self, width: int, height: int) -> Field:
        """Return it cropped around its middle to fill width x height pixels: (3, h, w), 0 to 1."""
        scale = max(width / self.image.width, height / self.image.height)
        half_w, half_h = width / scale / 2, height / scale / 2
        x, y = self.image.width / 2, self.image.height / 2
        box = (max(x - half_w, 0), max(y - half_h, 0))
        end = (min(x + half_w, self.image.width), min(y + half_h, self.image.height))
        fitted = self.image.resize((width, height), Image.Resampling.BICUBIC, (*box, *end))
        return np.asarray(fitted, np.float32).transpose(2, 0, 1) / 255


def inlay(
    canvas: Canvas, picture: Picture, box: tuple[float, float, float, float], alpha: Field
) -> None:
    """Show the picture inside `box` (left, top, right, bottom in pixels) where `alpha` lets it.

    `alpha` is (height, width) of the whole canvas; what lies outside the canvas is cut off.
    """
    left, top, right, bottom = (round(edge) for edge in box)
    pixels = picture.cover(max(right - left, 1), max(bottom - top, 1))
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, canvas.w), min(bottom, canvas.h)
    if x0 >= x1 or y0 >= y1:
        return
    target = canvas.rgb[:, y0:y1, x0:x1]
    part = pixels[:, y0 - top : y1 - top, x0 - left : x1 - left]
    target += (part - target) * alpha[y0:y1, x0:x1]


def inlay_disc(canvas: Canvas, picture: Picture, at: Place, radius: float) -> None:
    """Show the picture as a flat disc."""
    x, y, size = at[0] * canvas.w, at[1] * canvas.h, radius * canvas.s
    box = (x - size, y - size, x + size, y + size)
    inlay(canvas, picture, box, canvas.disc(at, radius, soft=2))


def hang(canvas: Canvas, picture: Picture, at: Place, radius: float) -> None:
    """Hang the picture in the sky as a globe: lit from the upper left, darker to its rim."""
    inlay_disc(canvas, picture, at, radius)
    disc, (xs, ys) = canvas.disc(at, radius, soft=2), canvas.around(at, radius)
    away = np.clip(np.hypot(xs, ys), 0, 1)
    canvas.paint(np.zeros(3), disc * (0.3 * away**4 + 0.12 * np.clip(xs + ys, 0, 1)))
    canvas.light(np.ones(3), disc * np.exp(-((xs + 0.38) ** 2 + (ys + 0.42) ** 2) / 0.3) * 0.26)
