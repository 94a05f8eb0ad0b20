"""Which scene belongs to which prompt of the library."""

from __future__ import annotations

from collections.abc import Callable

from core.providers.demo.canvas import Canvas
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.scenes import city, gate, islands, lanterns, nature, paper, planet, tree

Scene = Callable[[Canvas, SceneInput], None]

SCENES: dict[str, Scene] = {
    "misty-lake": nature.misty_lake,
    "aurora-snow": nature.aurora_snow,
    "desert-dusk": nature.desert_dusk,
    "ringed-planet": planet.ringed_planet,
    "neon-city": city.neon_city,
    "star-gate": gate.star_gate,
    "floating-islands": islands.floating_islands,
    "moon-tree": tree.moon_tree,
    "lantern-river": lanterns.lantern_river,
}
ANY_OTHER: Scene = paper.paper_layers
