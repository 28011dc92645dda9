"""Filters over files that are no photos yet: they have a name and a place, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from photoclip.search.filters import Conditions, _folder
from photoclip.search.query_types import Filter, FolderFilter, NameFilter


def can_judge_files(filters: Sequence[Filter]) -> bool:
    """Whether all of these can be answered for a file that was not read yet."""
    return all(isinstance(one, FolderFilter | NameFilter) for one in filters)


class FileConditions(Conditions):
    """As `Conditions`, over the tables ``file`` and ``root``; for `can_judge_files` alone."""

    def _condition(self, one: Filter) -> tuple[str, Sequence[object]]:
        match one:
            case FolderFilter():
                name = self._function(lambda root, at: one.holds(_folder(root, at)), 2)
                return f"{name}(root.path, file.folder)", ()
            case NameFilter():
                return f"{self._function(one.holds, 1)}(file.name)", ()
            case _:
                raise ValueError(f"a file can't be judged by {one}")
