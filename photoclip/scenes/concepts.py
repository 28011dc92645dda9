"""All concepts that can be drawn."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from photoclip.scenes.concept import Concept


def _found() -> tuple[Concept, ...]:
    out: list[Concept] = []
    for path in sorted(Path(__file__).parent.glob("concepts_*.py")):
        try:
            out += importlib.import_module(f"photoclip.scenes.{path.stem}").CONCEPTS
        except Exception as error:
            print(f"{path.stem}: {error!r}", file=sys.stderr)
    return tuple({c.name: c for c in out}.values())


CONCEPTS: tuple[Concept, ...] = _found()
_BY_NAME = {concept.name: concept for concept in CONCEPTS}


def concept_named(name: str) -> Concept:
    """The concept of that name; KeyError if there is none."""
    return _BY_NAME[name]
