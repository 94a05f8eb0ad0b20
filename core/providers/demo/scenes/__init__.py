"""Which scene a text asks for: each declares words, and the scene whose words hit most often wins.

A word that fits two scenes stands with one of them, or with both where a text has others to decide
it. Times of day, colours and styles are nobody's words: they are what people wish for anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.providers.demo.canvas import Canvas
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.scenes import islands, nature, paper, space, towns, tree

Painter = Callable[[Canvas, SceneInput], None]


@dataclass(frozen=True)
class Scene:
    """Name a scene (its composition hangs on it and the seed), and say what it answers to."""

    name: str
    paint: Painter
    pattern: re.Pattern[str] | None = None

    def hits(self, text: str) -> int:
        """Return how often its words stand in a text; none is counted inside a longer one."""
        return len(self.pattern.findall(text)) if self.pattern else 0


def _scene(name: str, paint: Painter, chinese: str, english: str) -> Scene:
    """Declare a scene; English words hit whole and with a plural s, Chinese ones anywhere."""
    longest_first = sorted(chinese.split(), key=len, reverse=True)
    whole = "|".join(word.replace("_", r"[\s-]+") for word in english.split())
    pattern = rf"{'|'.join(longest_first)}|(?<![a-z])(?:{whole})s?(?![a-z])"
    return Scene(name, paint, re.compile(pattern, re.IGNORECASE))


# Of scenes with equally many hits the first one here is painted.
SCENES = (
    _scene(
        "misty-lake",
        nature.misty_lake,
        "湖 湖泊 湖水 湖面 湖畔 远山 高山 群山 山影 薄雾 晨雾 黎明 初升 霞光 松树 岸边 倒映 倒影",
        "lake mountain mist misty fog foggy dawn sunrise reflection pine",
    ),
    _scene(
        "aurora-snow",
        nature.aurora_snow,
        "极光 北极 北极圈 雪 雪原 雪地 雪山 积雪 冰雪 冰川 冰原 冬夜 寒冬 云杉 地平线",
        "aurora northern_light snow snowy snowfield arctic winter glacier ice spruce",
    ),
    _scene(
        "desert-dusk",
        nature.desert_dusk,
        "沙漠 大漠 沙丘 沙面 沙海 黄沙 戈壁 绿洲 骆驼 驼队 落日 夕阳 热浪 脊线 地平线",
        "desert dune sand sandy sunset oasis camel sahara",
    ),
    _scene(
        "ringed-planet",
        space.ringed_planet,
        "行星 巨行星 卫星 光环 带环 环上 气态 土星 木星 火星 星球 云带 山脊 岩石 星云 科幻",
        "planet saturn jupiter mars ringed gas_giant exoplanet alien_world sci-fi",
    ),
    _scene(
        "neon-city",
        towns.neon_city,
        "霓虹 都市 城市 高楼 楼群 摩天楼 大厦 街道 街头 街面 招牌 赛博朋克 雨夜 细雨 窗火 灯光",
        "neon city cities cyberpunk skyscraper street downtown urban billboard",
    ),
    _scene(
        "star-gate",
        space.star_gate,
        "星门 宇宙 太空 深空 飞船 漩涡 虫洞 黑洞 传送门 时空 星云 银河 环形 外环 门内 门口",
        "stargate star_gate gate portal wormhole spaceship starship space galaxy universe nebula",
    ),
    _scene(
        "floating-islands",
        islands.floating_islands,
        "浮岛 岛 岛屿 岛顶 岛缘 云海 城堡 尖塔 瀑布 飞鸟 倒悬 天空之城 童话 绘本",
        "island castle waterfall floating sea_of_clouds fairy_tale",
    ),
    _scene(
        "moon-tree",
        tree.moon_tree,
        "树 灵树 古树 大树 树冠 枝干 叶片 森林 满月 月亮 月光 月轮 月下 月海 萤火 荧光 山丘 剪影",
        "tree moon moonlit moonlight full_moon forest firefly fireflies glowing branch branches",
    ),
    _scene(
        "lantern-river",
        towns.lantern_river,
        "天灯 孔明灯 灯笼 灯火 灯影 灯纸 花灯 古镇 水乡 江南 楼阁 飞檐 翘角 沿河 河水 节日 国风",
        "lantern festival river water_town pagoda old_town ancient_town",
    ),
)
GENERAL = Scene("paper-layers", paper.paper_layers)


def choose(text: str) -> Scene:
    """Return the scene whose words hit most often in a text; the general one if none does."""
    best = max(SCENES, key=lambda scene: scene.hits(text))
    return best if best.hits(text) else GENERAL
