"""Importing torch and open_clip: late, quiet, and no more of them than PhotoClip uses.

open_clip needs torchvision's transforms and one layer, and timm for some image towers. Imported whole,
those two bring torch's compiler and what it needs, which PhotoClip never uses: three times the seconds
that open_clip takes without them, at the start of every process that has a model.

- Of torchvision only the modules are imported that somebody asks for (`_bare`). That also passes by
  PyPI's torchvision wheel being built for CUDA: beside a CPU torch, its import as a whole stops with
  ``operator torchvision::nms does not exist``.
- timm is imported when the first tower is made that needs it (`_put_off_timm`).
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

_BARE = ("torchvision", "torchvision.ops", "torchvision.models")

_FUSED_BY = ("fuse", "reparameterize", "switch_to_deploy")
"""Any of these makes a layer one that timm folds."""


def _bare(name: str) -> None:
    """Make a package known without running its ``__init__``: its modules can be imported from it."""
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is None:
        return
    package = importlib.util.module_from_spec(spec)
    sys.modules[name] = package
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, package)


def _put_off_timm() -> None:
    """Import open_clip as if timm were missing, and have its towers import it when one is made."""
    known = sys.modules.get("timm")
    if known is None:
        sys.modules["timm"] = None  # type: ignore[assignment]  # an import of it fails
    try:
        towers = importlib.import_module("open_clip.timm_model")
    finally:
        if known is None:
            del sys.modules["timm"]
    made: Any = towers.TimmModel.__init__

    def make(self: Any, *arguments: Any, **options: Any) -> None:
        if towers.timm is None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                importlib.reload(towers)  # the class stays, and finds in its module what it missed
        made(self, *arguments, **options)

    towers.TimmModel.__init__ = make


@cache
def open_clip() -> ModuleType:
    """The open_clip package, imported at first use (seconds, hundreds of MB)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in _BARE:
            _bare(name)
        _put_off_timm()
        return importlib.import_module("open_clip")


@contextmanager
def quietly() -> Iterator[None]:
    """Keep what open_clip logs and warns of to itself: it reports its progress on the root logger."""
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.setLevel(level)


def without_training_branches(tower: Any) -> Any:
    """A tower with the layers that only training needs folded into fewer that give the same.

    MobileCLIP and FastViT have such layers (Vasu et al. 2023); other towers stay as they are. Changes
    the tower it is given.
    """
    if not any(hasattr(layer, way) for layer in tower.modules() for way in _FUSED_BY):
        return tower
    open_clip()  # timm imports torchvision
    return importlib.import_module("timm.utils.model").reparameterize_model(tower, inplace=True)
