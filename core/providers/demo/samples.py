"""`python -m core.providers.demo.samples [ID …]`: paint the pictures that the library shows.

They ship in data/samples, so that a newcomer sees each prompt before ordering anything; to be run
again when a text or a scene has changed.
"""

from __future__ import annotations

import io
import sys
import tomllib

from PIL import Image

from core.providers.contract import ImageRequest
from core.providers.demo import MODEL
from core.providers.demo.mark import stamp
from core.providers.demo.painters import PAINTERS
from core.settings import LIBRARY_FILE, SAMPLES_FOLDER

WIDTH, HEIGHT = 480, 320
CHARACTER = 0.075  # of the height: the mark is still read on a card of 150 px
MOST_BYTES = 40_000
QUALITIES = range(86, 40, -6)  # the first that fits is taken
# The seeds that show their scene best; the others' is 1.
SEEDS = {"desert-dusk": 4, "misty-lake": 3}


def main(ids: list[str]) -> None:
    """Paint the samples of these prompts, or of all of the library's."""
    SAMPLES_FOLDER.mkdir(exist_ok=True)
    for prompt in tomllib.loads(LIBRARY_FILE.read_text("utf-8"))["prompt"]:
        if not ids or prompt["id"] in ids:
            data = sample(prompt["text"], SEEDS.get(prompt["id"], 1))
            (SAMPLES_FOLDER / f"{prompt['id']}.webp").write_bytes(data)
            sys.stdout.write(f"{prompt['id']}: {len(data)} bytes\n")


def sample(text: str, seed: int) -> bytes:
    """Return a sample as WebP, marked larger than a picture is; raise `GenerationFailed`.

    It is the upper part of a picture of 4:3, whose own small mark stands in the lower.
    """
    whole = Image.open(io.BytesIO(PAINTERS.paint(ImageRequest(text, MODEL.id, "4:3", seed))))
    upper = (0, 0, whole.width, whole.width * HEIGHT // WIDTH)
    picture = whole.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, upper)
    return _small(stamp(picture, CHARACTER))


def _small(picture: Image.Image) -> bytes:
    data = b""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=6)
        data = buffer.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


if __name__ == "__main__":
    main(sys.argv[1:])
