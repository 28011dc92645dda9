"""A folder that photos are exported into, as copies or links, sidecars with them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from photoclip.core.cancel import CancelToken
from photoclip.core.exports import ExportKind
from photoclip.exporting import files
from photoclip.exporting.names import another, same_place
from photoclip.exporting.originals import sidecars_of
from photoclip.media.sidecar import sidecar_candidates

SIDECAR_DIFFERS = "its sidecar there is another one, and was left as it is."
SIDECAR_UNREADABLE = "its sidecar could not be read, and is not there."


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of one photo: ``name`` is its file's, ``note`` for a person, if any."""

    name: str
    made: bool
    byte_size: int = 0
    note: str = ""


class ExportFolder:
    """Puts photos into one folder. What is there already is never replaced."""

    def __init__(
        self, path: bytes, kind: ExportKind, *, sidecars: bool, cancel: CancelToken
    ) -> None:
        """``path`` is a folder that is there. Raises `OSError` if it can't be listed."""
        self._path = path
        self._links = kind is ExportKind.LINKS
        self._sidecars = sidecars
        self._cancel = cancel
        self._names: dict[str, bytes] = {}
        files.sweep(path)
        self._look()

    def _look(self) -> None:
        self._names = {same_place(os.fsdecode(name)): name for name in os.listdir(self._path)}

    def holder(self, name: str) -> bytes | None:
        """What has this name already, or one that some file system takes for the same."""
        found = self._names.get(same_place(name))
        return None if found is None else os.path.join(self._path, found)

    def place(self, source: bytes, name: str) -> Placed:
        """Put a photo's file here under this name, or with a number behind where that is taken.

        Raises `UnreadableError`, `UnfaithfulError`, `Cancelled`, and `OSError` where writing fails.
        """
        sidecars = sidecars_of(source) if self._sidecars else ()
        number = 1
        while True:
            wanted = another(name, number)
            holder = self.holder(wanted)
            if holder is not None and files.is_same(source, holder):
                return self._complete(source, sidecars, os.fsdecode(os.path.basename(holder)))
            if holder is None and self._fits(source, sidecars, wanted):
                try:
                    return self._make(source, sidecars, wanted)
                except FileExistsError:  # somebody else was here meanwhile
                    self._look()
                    if self.holder(wanted) is not None:
                        continue
            number += 1

    def _fits(self, source: bytes, sidecars: Sequence[bytes], name: str) -> bool:
        """Whether no sidecar lies here that a photo of this name would wrongly be taken to have."""
        own = {same_place(_sidecar_name(source, one, name)): one for one in sidecars}
        for candidate in sidecar_candidates(os.fsencode(name)):
            key = same_place(os.fsdecode(candidate))
            holder = self.holder(key)
            if holder is not None and not (key in own and files.is_same(own[key], holder)):
                return False
        return True

    def _make(self, source: bytes, sidecars: Sequence[bytes], name: str) -> Placed:
        """Sidecars first: a program that looks on never sees a photo without its own."""
        with self._undone_on_failure() as made:
            note, size = "", 0
            for sidecar in sidecars:
                beside = _sidecar_name(source, sidecar, name)
                if self.holder(beside) is not None:  # the same, or it would not fit
                    continue
                try:
                    size += self._put(sidecar, beside, made)
                except files.UnreadableError:
                    note = SIDECAR_UNREADABLE
            size += self._put(source, name, made)
        return Placed(name, made=True, byte_size=size, note=note)

    def _complete(self, source: bytes, sidecars: Sequence[bytes], name: str) -> Placed:
        """The photo is here already: add the sidecars it lacks."""
        note, size = "", 0
        with self._undone_on_failure() as made:
            for sidecar in sidecars:
                beside = _sidecar_name(source, sidecar, name)
                holder = self.holder(beside)
                if holder is None:
                    try:
                        size += self._put(sidecar, beside, made)
                    except files.UnreadableError:
                        note = SIDECAR_UNREADABLE
                elif not files.is_same(sidecar, holder):
                    note = SIDECAR_DIFFERS
        return Placed(name, made=False, byte_size=size, note=note)

    def _put(self, source: bytes, name: str, made: list[str]) -> int:
        """Make one file; the bytes written. Its name is added to ``made``."""
        place = os.path.join(self._path, os.fsencode(name))
        if self._links:
            files.link(source, place)
            size = 0
        else:
            part = files.copy_to_part(source, self._path, self._cancel)
            try:
                files.publish(part.path, place)
            except BaseException:
                files.remove(part.path)
                raise
            size = part.byte_size
        self._names[same_place(name)] = os.fsencode(name)
        made.append(name)
        return size

    @contextmanager
    def _undone_on_failure(self) -> Iterator[list[str]]:
        made: list[str] = []
        try:
            yield made
        except BaseException:
            for name in made:
                files.remove(os.path.join(self._path, os.fsencode(name)))
                self._names.pop(same_place(name), None)
            raise


def _sidecar_name(source: bytes, sidecar: bytes, name: str) -> str:
    """What a sidecar is called beside a photo called ``name``, in the naming it has now."""
    ending = os.fsdecode(os.path.splitext(sidecar)[1])
    if sidecar[: -len(ending)] == source:
        return name + ending
    return os.path.splitext(name)[0] + ending
