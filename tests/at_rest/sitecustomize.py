"""Read first by every Python that a test starts: there a worker loads its model when it is needed.

PhotoClip's worker loads it as soon as it has nothing else to do, so that the first new photo needn't
wait. Hundreds of workers are started by tests, few of them read a photo, and each would import torch.
`tests/worker/test_warming_up.py` has workers that load it.
"""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

WATCHING = "photoclip.worker.watching"


class _Finder:
    """Finds that one module, once, and changes it after it was loaded."""

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        if name != WATCHING:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            load(module)
            module.Watching._warm_up = _stay_cold

        spec.loader.exec_module = exec_module
        return spec


def _stay_cold(watching: object) -> None:
    watching._warm = True


sys.meta_path.insert(0, _Finder())
