"""Importing torch and open_clip: late, quiet, and around torchvision's missing operators.

PyPI's torchvision wheel is built for CUDA. Beside a CPU torch its import stops with
``operator torchvision::nms does not exist``, although open_clip needs only its transforms. In that
one case the two operators its import registers fakes for are declared, and the import is repeated.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from functools import cache
from types import ModuleType
from typing import Any

_kept_alive: list[Any] = []
"""The operator library: its definitions vanish with the object."""


def _import_torchvision() -> None:
    try:
        importlib.import_module("torchvision")
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise
        for name in [n for n in sys.modules if n == "torchvision" or n.startswith("torchvision.")]:
            del sys.modules[name]
        library = importlib.import_module("torch.library").Library("torchvision", "DEF")
        library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        _kept_alive.append(library)
        importlib.import_module("torchvision")


@cache
def open_clip() -> ModuleType:
    """The open_clip package, imported at first use (seconds, hundreds of MB)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _import_torchvision()
        return importlib.import_module("open_clip")


def without_training_branches(tower: Any) -> Any:
    """A tower with the layers that only training needs folded into fewer that give the same.

    MobileCLIP and FastViT have such layers (Vasu et al. 2023); other towers stay as they are. Changes
    the tower it is given.
    """
    open_clip()  # timm imports torchvision
    return importlib.import_module("timm.utils.model").reparameterize_model(tower, inplace=True)
