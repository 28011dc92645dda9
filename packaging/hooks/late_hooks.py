"""A runtime hook that lets PyInstaller's own wait until what they amend is imported.

They would run at every start, with zipfile and multiprocessing, which most commands need nothing of.
photoclip.spec puts them among the modules.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec

TYPE_CHECKING = False  # typing itself takes a while
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader
    from types import ModuleType

# module: the hook that runs just before or after it
_BEFORE = {"torch": "pyi_rth_inspect"}  # nothing else here asks for sources
_AFTER = {"multiprocessing": "pyi_rth_multiprocessing", "pkgutil": "pyi_rth_pkgutil"}


class _Loader:
    """Loads as the module's own loader does, and runs the hook."""

    def __init__(self, own: Loader, hook: str) -> None:
        self.own, self.hook = own, hook

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        module.__spec__.loader = module.__loader__ = self.own
        self.own.exec_module(module)
        __import__(self.hook)


class _Finder:
    """Finds as the others do."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name in _BEFORE:
            __import__(_BEFORE.pop(name))
        hook = _AFTER.pop(name, None)
        if hook is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                assert spec.loader is not None
                spec.loader = _Loader(spec.loader, hook)  # type: ignore[assignment]
                return spec
        return None


sys.meta_path.insert(0, _Finder())
