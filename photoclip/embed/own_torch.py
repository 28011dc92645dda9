"""One's own torch in a frozen PhotoClip, whose own runs on the processor alone.

A frozen program can't be given packages by pip. But ``pip install --target FOLDER`` of the same Python
makes a folder it can take torch from: one built for a graphics card. `VARIABLE` names the folder, or the
file `paths.own_torch_file` does, for windows that are started from a menu.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from photoclip.core import frozen, paths
from photoclip.core.errors import ModelError

VARIABLE = "PHOTOCLIP_TORCH"

_TAKEN = frozenset(("torch", "torchgen", "functorch"))
"""These come from the folder; all others do only where the frozen program has none."""

_OLDEST = (2, 6)


def folder() -> Path | None:
    """The folder torch is to be taken from; None for the one that is frozen in."""
    if not frozen.is_frozen():
        return None
    named = os.environ.get(VARIABLE, "")
    if not named:
        with suppress(OSError):
            named = paths.own_torch_file().read_text("utf-8").strip()
    return Path(named).expanduser() if named else None


def trouble(place: Path) -> ModelError | None:
    """Why torch can't be taken from this folder; None if it can."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    how = (
        f"Such a folder is made with: python{python} -m pip install --target FOLDER torch. "
        f"To go without it: take away {_named_by()}."
    )
    package = place / "torch"
    if not package.is_dir():
        return ModelError(f"There is no torch in {place}.", how)
    if not any((package / f"_C{suffix}").exists() for suffix in EXTENSION_SUFFIXES):
        return ModelError(f"The torch in {place} is not made for Python {python}.", how)
    version = _version(package)
    if version < _OLDEST:
        shown = ".".join(map(str, version)) or "of an unknown version"
        return ModelError(f"The torch in {place} is {shown}, and too old.", how)
    return None


def use() -> None:
    """Have torch imported from the folder that is named, if one is. Nothing is imported yet."""
    place = folder()
    if place is not None and not any(isinstance(one, _Finder) for one in sys.meta_path):
        sys.meta_path.insert(0, _Finder(place))
        sys.path.append(
            str(place)
        )  # what torch needs and the frozen program hasn't: libraries of CUDA


class _Finder:
    """Finds torch in one folder, before any other finder is asked."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As importlib asks. Raises `ModelError` for torch if the folder can't be used."""
        if name not in _TAKEN:  # their parts are looked for where they were found
            return None
        wrong = trouble(self._place)
        if wrong is not None:
            raise wrong
        return PathFinder.find_spec(name, [str(self._place)] if path is None else path)


def _named_by() -> str:
    return f"${VARIABLE}" if os.environ.get(VARIABLE) else str(paths.own_torch_file())


def _version(package: Path) -> tuple[int, ...]:
    with suppress(OSError, IndexError, ValueError):
        for line in (package / "version.py").read_text("utf-8").splitlines():
            if line.startswith("__version__"):
                said = line.split("'" if "'" in line else '"')[1]
                return tuple(int(part) for part in said.split("+")[0].split(".")[:2])
    return ()
