"""People."""

from __future__ import annotations

from photoclip.scenes import figures
from photoclip.scenes.concept import Concept

CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "person",
        "a person",
        "people",
        colours=("red", "yellow", "green", "blue", "pink"),
        colour_form="{noun} wearing {colour}",
        settings=("grass", "beach", "street", "snow", "forest", "desert"),
        counts=(1, 3, 5),
        default=(0.4, 0.5, 0.6),
        box=(0.66, 1.06),
        bulk=1.2,
        draw=figures.person,
        fur=0.04,
    ),
    Concept(
        "couple",
        "a couple holding hands",
        settings=("grass", "beach", "street", "snow", "forest"),
        default=(0.4, 0.5, 0.6),
        box=(0.92, 1.06),
        bulk=1.3,
        draw=figures.couple,
        fur=0.04,
    ),
    Concept(
        "runner",
        "a runner",
        "runners",
        colours=("red", "yellow", "blue"),
        colour_form="{noun} in a {colour} shirt",
        settings=("grass", "beach", "street", "forest"),
        times=("day", "golden", "dusk"),
        counts=(1, 2, 3),
        default=(0.4, 0.5, 0.6),
        box=(1.06, 1.08),
        bulk=1.2,
        draw=figures.runner,
        fur=0.04,
    ),
    Concept(
        "child with a kite",
        "a child flying a kite",
        synonyms=("kite",),
        colours=("red", "blue", "yellow", "green", "purple", "orange"),
        colour_form="child flying a {colour} kite",
        settings=("grass", "beach"),
        times=("day", "golden"),
        weathers=("clear", "cloudy"),
        default=(0.82, 0.08, 0.09),
        box=(1.16, 1.48),
        bulk=1.45,
        draw=figures.kite_child,
        tilt=1.0,
        relief=0.3,
        fur=0.03,
    ),
)
