"""What the renderer knows about one kind of picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from photoclip.scenes.canvas import Canvas, SpriteDraw
from photoclip.scenes.light import RGB

SceneDraw = Callable[[Canvas, RGB], None]
Stand = Literal["ground", "air", "water", "under"]


@dataclass(frozen=True)
class Concept:
    """One kind of picture: either a whole scene or an object put into a setting."""

    name: str
    phrase: str
    """With its article: "a mountain lake"."""
    plural: str | None = None
    """None where more than one makes no sense."""
    synonyms: tuple[str, ...] = ()
    """Other nouns, without article, that are true of every picture of the concept."""
    colours: tuple[str, ...] = ()
    colour_form: str = "{colour} {noun}"
    """How a colour is said of it; `{noun}` is the name or plural."""
    settings: tuple[str, ...] = ()
    """Empty for a whole scene."""
    times: tuple[str, ...] = ("day", "golden", "dusk", "night")
    weathers: tuple[str, ...] = ("clear", "cloudy", "fog", "rain", "snow")
    counts: tuple[int, ...] = (1,)
    """5 stands for "several" (five to seven)."""
    default: RGB = (0.5, 0.5, 0.5)
    box: tuple[float, float] = (1.0, 1.0)
    """Width and height of the object in its own units."""
    bulk: float = 1.0
    """Size against other objects."""
    draw: SpriteDraw | None = None
    scene: SceneDraw | None = None
    stand: Stand = "ground"
    tilt: float = 3.0
    """Largest random turn, degrees."""
    flips: bool = True
    relief: float = 0.5
    fur: float = 0.08
    glow: tuple[float, float, float, RGB] | None = None
    """Light it gives off: height (object units), radius (object units), strength, colour."""
