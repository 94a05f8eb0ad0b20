"""The demo renderer and the library that it illustrates."""

from __future__ import annotations

import asyncio
import functools
import io
import itertools
import tomllib
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFile

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers.contract import ImageRequest, Provider, Reference
from core.providers.demo import MODEL, DemoProvider
from core.providers.demo.canvas import Canvas
from core.providers.demo.color import digest_rng
from core.providers.demo.mark import CHARACTER, MARGIN, draw_mark
from core.providers.demo.render import pixels, render
from core.providers.demo.scenes import GENERAL, SCENES, choose
from core.providers.demo.things import mirror
from core.settings import LIBRARY_FILE

PROMPTS = tomllib.loads(LIBRARY_FILE.read_text(encoding="utf-8"))["prompt"]
TEXTS: dict[str, str] = {prompt["id"]: prompt["text"] for prompt in PROMPTS}
TEXT = "雨后的山谷，光从云隙里落下"
# What people add to a prompt: none of it may change what the picture shows at all.
WISHES = [
    *("清晨", "清晨，暖色调", "黄昏", "深夜", "雨后", "下着小雪", "秋天的颜色", "逆光", "冷色调"),
    *("远处有一只小船", "画面更明亮一些", "多一点留白", "不要出现人物", "换成紫色的天空"),
    *("油画质感", "水彩风格", "水墨画", "黑白摄影", "胶片颗粒", "宫崎骏动画风格", "低多边形"),
    *("前景有一只猫", "一个人站在山顶眺望远方", "天上有一轮满月", "加一座红色的小桥"),
    *("近处开满野花", "背景是雪山和湖水", "远处城市的灯火", "夕阳下的剪影", "俯视视角，超广角"),
]
# Mean difference of two pictures' values (0 to 255) that nobody overlooks.
VISIBLE = 3.0


def make(provider: Provider | None = None, **changes: Any) -> bytes:
    """Order one picture and return its bytes."""
    fields: dict[str, Any] = {
        "text": TEXT,
        "model": MODEL.id,
        "aspect_ratio": "16:9",
        "seed": 7,
        **changes,
    }
    answer = asyncio.run((provider or DemoProvider()).generate(ImageRequest(**fields)))
    assert answer.finish_reason == "STOP"
    return answer.data


@functools.cache
def painted(scene: str = "", seed: int = 7, *, wish: str = "", reference: str = "") -> bytes:
    """Return a scene's picture in 16:9, painted only once for all tests; "" is the general one."""
    data = solid(reference) if reference else None
    return render(TEXTS.get(scene, TEXT) + wish, seed, "16:9", data)


def solid(color: str) -> bytes:
    """Return a reference picture with one strong colour and a white bar, as PNG."""
    picture = Image.new("RGB", (200, 150), color)
    picture.paste("white", (0, 60, 200, 80))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def values(data: bytes) -> np.ndarray:
    """Return a picture's values: (height, width, 3), 0 to 255."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.float32)


def difference(one: bytes, other: bytes) -> float:
    """Return how far two pictures are apart: the mean over all values, 0 to 255."""
    return float(np.abs(values(one) - values(other)).mean())


def test_the_same_request_makes_the_same_bytes() -> None:
    """Nothing but the request decides what is painted."""
    reference = Reference(solid("#c02040"), "image/png")
    for changes in ({"text": TEXTS["misty-lake"]}, {"reference": reference}):
        assert make(**changes) == make(**changes)


@pytest.mark.parametrize(
    ("aspect_ratio", "size"),
    [
        ("1:1", (1024, 1024)),
        ("3:4", (768, 1024)),
        ("4:3", (1024, 768)),
        ("9:16", (576, 1024)),
        ("16:9", (1024, 576)),
    ],
)
def test_a_format_has_1024_pixels_on_its_longer_side(
    aspect_ratio: str, size: tuple[int, int]
) -> None:
    """Every declared format is painted in its own shape, as PNG of less than 2 MB."""
    assert aspect_ratio in MODEL.aspect_ratios
    assert pixels(aspect_ratio) == size
    data = make(aspect_ratio=aspect_ratio)
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", size)
    assert len(data) < 2_000_000


def test_every_text_of_the_library_hits_its_own_scene() -> None:
    """Each text is painted as the scene that was made for it, and no two scenes are one."""
    assert {name: choose(text).name for name, text in TEXTS.items()} == {n: n for n in TEXTS}
    assert len({scene.paint for scene in SCENES}) == len(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
def test_no_wish_flips_the_scene(name: str) -> None:
    """Thirty usual wishes, other scenes' own words among them, leave every scene as it is."""
    assert len(set(WISHES)) == 30
    assert {choose(f"{TEXTS[name]}\n{wish}").name for wish in WISHES} == {name}


def test_the_words_that_hit_most_often_win() -> None:
    """Hits are counted, not kinds of words: the scene that a text speaks of most is painted."""
    assert choose("城堡").name == "floating-islands"
    assert choose("城堡，灯笼，还是灯笼").name == "lantern-river"
    assert choose("极光下的沙漠，沙丘连着沙丘").name == "desert-dusk"


def test_a_tie_goes_to_the_first_in_the_table() -> None:
    """Equal hits are decided by the table, wherever in the text they stand."""
    assert choose("沙漠与霓虹").name == choose("霓虹与沙漠").name == "desert-dusk"
    assert choose("灯笼与极光").name == choose("极光与灯笼").name == "aurora-snow"


def test_a_text_without_any_word_gets_the_general_scene() -> None:
    """What no scene declares is painted as layers of paper."""
    assert [choose(text) for text in ("", TEXT, "一只戴眼镜的猫在窗边读书")] == [GENERAL] * 3


def test_a_word_inside_a_longer_one_is_no_hit() -> None:
    """English words hit whole, in any case, with a plural s; a Chinese one is counted once."""
    lake, tree = (next(s for s in SCENES if s.name == name) for name in ("misty-lake", "moon-tree"))
    assert lake.hits("A Lake, two LAKES, 一片lake：a flake on the lakeside") == 3
    assert tree.hits("the street") == 0
    assert lake.hits("湖泊") == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_two_versions_of_a_prompt_look_different(name: str) -> None:
    """One changed character moves palette and details so far that nobody overlooks it."""
    versions = [painted(name, wish=end) for end in ("", "！", "。")]
    assert min(difference(*pair) for pair in itertools.combinations(versions, 2)) > VISIBLE


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_scene_shows_the_reference(name: str) -> None:
    """Each scene changes visibly with the reference, and takes on its colour."""
    plain, red = painted(name), painted(name, reference="#d01030")
    assert difference(plain, red) > VISIBLE
    redness = [values(data)[..., 0].mean() - values(data)[..., 2].mean() for data in (plain, red)]
    assert redness[1] > redness[0]


@pytest.mark.parametrize("name", ["", *TEXTS])
def test_a_neon_reference_is_seen_and_does_not_flood_the_scene(name: str) -> None:
    """A fiftieth to a fifth of the picture is as green as the reference, the rest is not."""
    red, green, blue = np.moveaxis(values(painted(name, reference="#39ff14")), -1, 0)
    share = float((green - np.maximum(red, blue) > 80).mean())
    assert 0.02 < share < 0.2


@pytest.mark.parametrize("name", TEXTS)
def test_the_seed_changes_the_composition(name: str) -> None:
    """Two seeds of one prompt make two visibly different pictures."""
    assert difference(painted(name), painted(name, 8)) > VISIBLE


def test_unknown_text_gets_a_picture_of_its_own() -> None:
    """Without a scene of their own, two texts make two visibly different pictures."""
    assert difference(painted(), painted(wish="，以及一群白鹭")) > VISIBLE


def test_a_wish_changes_the_picture_and_keeps_the_scene() -> None:
    """A wish moves colours and details, while the composition stays the seed's."""
    plain, wished = painted("misty-lake"), painted("misty-lake", wish="，换成紫色的天空")
    assert difference(plain, wished) > VISIBLE
    assert difference(plain, wished) < difference(plain, painted("neon-city"))


def test_a_tall_or_tiny_or_grey_reference_is_painted_too() -> None:
    """Any decoded picture works as a reference, whatever its shape and mode."""
    scenes = ("", "ringed-planet", "lantern-river")
    shapes = (("L", (1, 1)), ("RGBA", (3, 900)), ("P", (900, 3)))
    for scene, (mode, size) in zip(scenes, shapes, strict=True):
        buffer = io.BytesIO()
        Image.new(mode, size).save(buffer, "PNG")
        assert render(TEXTS.get(scene, TEXT), 1, "16:9", buffer.getvalue())


def test_every_picture_carries_the_mark() -> None:
    """演示 stands in the lower right corner: white strokes where the mark has them."""
    mark = draw_mark(round(576 * CHARACTER))
    strokes = np.asarray(mark)[..., 3] > 200
    margin = round(576 * MARGIN)
    for scene in ("", "desert-dusk", "star-gate"):
        corner = values(painted(scene))[
            -margin - mark.height : -margin, -margin - mark.width : -margin
        ]
        assert corner[strokes].mean() > corner[~strokes].mean() + 60


def test_extreme_ids_and_seeds_are_painted() -> None:
    """The largest seed and a text of emoji and controls are no special case."""
    assert make(seed=2**31 - 1, text="🜁\x00\n" * 200)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("error", ProviderFault.SERVICE_FAULT), ("blocked", ProviderFault.PROMPT_BLOCKED)],
)
def test_a_told_failure_is_a_known_failure(fault: Any, reason: ProviderFault) -> None:
    """`error` and `blocked` raise GenerationFailed with the reason that they stand for."""
    with pytest.raises(GenerationFailed) as caught:
        make(DemoProvider(0, fault))
    assert caught.value.fault is reason


def test_broken_bytes_do_not_decode() -> None:
    """`broken` begins like a PNG and cannot be read to its end."""
    data = make(DemoProvider(0, "broken"))
    assert data.startswith(b"\x89PNG")
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    with pytest.raises(OSError, match="truncated"):
        Image.open(io.BytesIO(data)).load()


def test_a_hanging_call_can_be_cancelled() -> None:
    """`hang` never answers, and gives up at once when it is cancelled."""

    async def scene() -> float:
        call = asyncio.ensure_future(
            DemoProvider(0, "hang").generate(ImageRequest(TEXT, MODEL.id, "1:1", 1))
        )
        done, _ = await asyncio.wait({call}, timeout=0.1)
        assert not done
        start = asyncio.get_running_loop().time()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        return asyncio.get_running_loop().time() - start

    assert asyncio.run(scene()) < 0.5


def test_the_delay_is_waited() -> None:
    """`delay_s` passes before the answer, a failure's included."""

    async def scene() -> float:
        start = asyncio.get_running_loop().time()
        with pytest.raises(GenerationFailed):
            await DemoProvider(0.2, "error").generate(ImageRequest(TEXT, MODEL.id, "1:1", 1))
        return asyncio.get_running_loop().time() - start

    assert asyncio.run(scene()) >= 0.2


def test_a_box_is_cut_off_at_the_edge() -> None:
    """A box that leaves the canvas is cut off, not wrapped around."""
    canvas = Canvas(40, 30)
    assert canvas.box(-20, -20, -5, -5).sum() == 0
    assert canvas.box(35, 25, 90, 90).sum() == 25


def test_water_darkens_towards_us_from_side_to_side() -> None:
    """The mirrored half of a white canvas turns to the deep colour over its whole width."""
    canvas = Canvas(60, 40)
    canvas.rgb[:] = 1
    mirror(canvas, digest_rng("water"), 0.5, np.zeros(3), ripple=0.01, depth=0.5)
    assert canvas.rgb[:, :20].min() == 1
    assert canvas.rgb[:, -1].max() < 0.7


def test_chance_is_the_same_on_every_machine() -> None:
    """A generator's first numbers are those written here: seeds keep their pictures."""
    assert digest_rng("scene", "misty-lake", 1).integers(1000, size=3).tolist() == [432, 281, 61]


def test_the_library_has_what_was_asked() -> None:
    """Nine prompts: six open at 5 tokens, three for members at 8 and 10."""
    assert len(PROMPTS) == len({prompt["id"] for prompt in PROMPTS}) == 9
    assert [p["cost"] for p in PROMPTS if not p["members_only"]] == [5] * 6
    members = sorted(p["cost"] for p in PROMPTS if p["members_only"])
    assert members == [8, 10, 10]


def test_each_main_category_has_two_prompts() -> None:
    """自然, 科幻 and 奇幻 can each be filtered for and still leave a choice."""
    categories = [prompt["category"] for prompt in PROMPTS]
    assert all(categories.count(name) >= 2 for name in ("自然", "科幻", "奇幻"))


def test_each_prompt_is_whole() -> None:
    """Every prompt has every key, a slug for its id, one line of description, a rich text."""
    keys = {"id", "title", "description", "category", "cost", "members_only", "text"}
    for prompt in PROMPTS:
        assert set(prompt) == keys
        assert prompt["id"].isascii()
        assert prompt["id"].replace("-", "").islower()
        assert "\n" not in prompt["description"]
        assert 60 <= len(prompt["text"]) <= 120
