"""All concepts that can be drawn."""

from __future__ import annotations

from photoclip.scenes import (
    concepts_animals,
    concepts_camp,
    concepts_food,
    concepts_home,
    concepts_land,
    concepts_landmarks,
    concepts_nature,
    concepts_people,
    concepts_places,
    concepts_plants,
    concepts_skies,
    concepts_structures,
    concepts_things,
    concepts_toys,
    concepts_vehicles,
)
from photoclip.scenes.concept import Concept

CONCEPTS: tuple[Concept, ...] = (
    *concepts_animals.CONCEPTS,
    *concepts_plants.CONCEPTS,
    *concepts_nature.CONCEPTS,
    *concepts_land.CONCEPTS,
    *concepts_skies.CONCEPTS,
    *concepts_places.CONCEPTS,
    *concepts_landmarks.CONCEPTS,
    *concepts_structures.CONCEPTS,
    *concepts_camp.CONCEPTS,
    *concepts_people.CONCEPTS,
    *concepts_vehicles.CONCEPTS,
    *concepts_food.CONCEPTS,
    *concepts_home.CONCEPTS,
    *concepts_things.CONCEPTS,
    *concepts_toys.CONCEPTS,
)

_BY_NAME = {concept.name: concept for concept in CONCEPTS}
if len(_BY_NAME) != len(CONCEPTS):
    raise ValueError("two concepts bear the same name")


def concept_named(name: str) -> Concept:
    """The concept of that name; KeyError if there is none."""
    return _BY_NAME[name]
