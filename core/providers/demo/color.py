"""Colour: a scene's palette, moved by the mood of the text and the colours of the reference."""

from __future__ import annotations

import cmath
import hashlib
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.floating[Any]]
Color = str | Field  # "#rrggbb", which the mood moves, or sRGB (3,) as it is

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_LAB = np.linalg.inv(_TO_LAB)
_FROM_LMS = np.linalg.inv(_TO_LMS)

# Words that people put into a wish, and the OKLab hue (degrees) they ask for. The last one wins:
# the wish stands after the library's text.
HUES = (25, 0, 55, 55, 85, 100, 145, 195, 255, 305, 60, 240)
HUE_WORDS = dict(zip("红粉橙橘金黄绿青蓝紫暖冷", HUES, strict=True))
# How far a text turns the hues of a palette, in degrees: dark and light colours each on their own.
TURN = 30
# How far (0 to 1) a colour goes towards the hue that a word names, or towards the reference.
WORD_PULL = 0.6
REFERENCE_PULL = 0.2
# The strongest chroma that a reference pulls with: a neon one tints a scene, and never floods it.
MOST_CHROMA = 0.07
# The weakest chroma that a pulled colour gets, so that greys join in as well.
LEAST_CHROMA = 0.03


def from_hex(code: str) -> Field:
    """Return "#rrggbb" as three numbers from 0 to 1."""
    return np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def to_oklab(rgb: Field) -> Field:
    """Convert sRGB (..., 3) to OKLab (..., 3)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T)


def from_oklab(lab: Field) -> Field:
    """Convert OKLab (..., 3) to sRGB (..., 3), clipped to 0 to 1."""
    linear = np.clip((lab @ _FROM_LAB.T) ** 3 @ _FROM_LMS.T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def digest_rng(*parts: object) -> np.random.Generator:
    """Return a generator that is the same for the same parts, on every machine."""
    key = "\x1f".join(map(str, parts)).encode()
    return np.random.default_rng(int.from_bytes(hashlib.sha256(key).digest()[:16], "big"))


@dataclass(frozen=True)
class Mood:
    """Move a scene's colours: what the words and the reference do to a palette.

    `turns` are radians, for black and for white; `chroma` and `light` are factors; `hue` is the
    direction in OKLab's plane that a word asks for; `palette` is the reference's colours in
    OKLab, (n, 3).
    """

    turns: tuple[float, float] = (0, 0)
    chroma: float = 1
    light: float = 1
    hue: complex | None = None
    palette: Field | None = None

    @classmethod
    def of(cls, text: str, palette: Field | None = None) -> Mood:
        """Read the mood out of a text: its colour word if it has one, its digest for the rest."""
        rng = digest_rng("mood", text)
        word = max(HUE_WORDS, key=text.rfind)
        hue = cmath.rect(1, math.radians(HUE_WORDS[word])) if word in text else None
        dark, light = np.radians(rng.uniform(-TURN, TURN, 2))
        return cls((dark, light), rng.uniform(0.85, 1.25), rng.uniform(0.93, 1.06), hue, palette)

    def color(self, code: str) -> Field:
        """Return the colour "#rrggbb" as this mood has it: sRGB, (3,)."""
        return self.shift(to_oklab(from_hex(code)))

    def shift(self, lab: Field) -> Field:
        """Return an OKLab colour (3,) as this mood has it: sRGB, (3,)."""
        dark, light = self.turns
        ab = complex(lab[1], lab[2]) * cmath.rect(self.chroma, dark + (light - dark) * lab[0])
        if self.hue is not None:
            ab = _pull(ab, self.hue * max(abs(ab), LEAST_CHROMA), WORD_PULL)
        if self.palette is not None:
            near = self.palette[np.abs(self.palette[:, 0] - lab[0]).argmin()]
            pull = complex(near[1], near[2])
            ab = _pull(ab, pull / max(abs(pull) / MOST_CHROMA, 1), REFERENCE_PULL)
        return from_oklab(np.array([lab[0] * self.light, ab.real, ab.imag]))


def mix(one: Field, other: Field, part: float) -> Field:
    """Return the colour that lies `part` (0 to 1) of the way from one to the other."""
    return one + (other - one) * part


def _pull(ab: complex, towards: complex, share: float) -> complex:
    """Move a hue and a chroma; opposite hues meet on the way round, not in a dull grey."""
    mixed = ab + (towards - ab) * share
    size = (1 - share) * abs(ab) + share * abs(towards)
    return mixed * size / max(abs(mixed), 1e-6)
