"""A note of the files in hand, so that after a crash it is known which may have caused it.

The note is a small file in the library folder, written before a batch is encoded and removed after
its commit. It is not flushed to the disk: it has to survive the process, not the power.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

from photoclip.core.types import FileId
from photoclip.store import generations, suspects
from photoclip.store.database import Library

NAME = "in-hand"
FILLING_NAME = "filling-in-hand"
"""The same for pictures that a model looks at which is to be next."""

#: Where the owner's last words go: `faulthandler`'s, or an exception that nobody caught. An owner that
#: was killed from outside leaves none. Open it for appending: it is emptied while it may be in use.
CRASH_LOG = "crash.log"
#: The last such words, kept for a person to look at once they have been counted.
CRASH_LOG_BEFORE = "crash-previous.log"


class InHand:
    """The note of one library."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def take(self, ids: Sequence[FileId]) -> None:
        """These files are in hand from now on, and no others. Raises OSError."""
        # One write of a few hundred bytes: a killed process leaves all of it or none.
        note = json.dumps({"run": uuid.uuid4().hex, "files": list(ids)}).encode()
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            os.write(descriptor, note)
        finally:
            os.close(descriptor)

    def put_down(self) -> None:
        """Nothing is in hand."""
        self._path.unlink(missing_ok=True)

    def read(self) -> tuple[str, list[FileId]] | None:
        """Name of the moment and files in hand, or None; a note that makes no sense is none."""
        try:
            note = json.loads(self._path.read_bytes())
            return str(note["run"]), [FileId(int(i)) for i in note["files"]]
        except (OSError, ValueError, KeyError, TypeError):
            return None


class Filling:
    """The note of the pictures that a model to be next looks at: contents, and the model's key."""

    def __init__(self, folder: Path, key: str = "") -> None:
        self._path = folder / FILLING_NAME
        self._key = key

    def take(self, contents: Sequence[int]) -> None:
        """These are looked at from now on, and no others. Raises OSError."""
        note = {"run": uuid.uuid4().hex, "model": self._key, "contents": list(contents)}
        self._path.write_bytes(json.dumps(note).encode())

    def put_down(self) -> None:
        """Nothing is looked at."""
        self._path.unlink(missing_ok=True)

    def conclude(self, library: Library, *, crashed: bool) -> None:
        """Count how the last owner ended against what it looked at."""
        try:
            note = json.loads(self._path.read_bytes())
            run, key = str(note["run"]), str(note["model"])
            contents = [int(one) for one in note["contents"]]
        except OSError:  # there is none, or it can't be read now
            return
        except (ValueError, KeyError, TypeError):
            contents = []
        if contents:
            generations.died_with(library, key, contents, run, crashed=crashed)
        self.put_down()


def recover(library: Library) -> list[tuple[FileId, str]]:
    """Draw the conclusions from how the last owner ended; files left alone now, and why.

    Call it as the owner, at start and before each run. Calling it again changes nothing.
    """
    note = InHand(library.folder)
    log = library.folder / CRASH_LOG
    crashed = _is_filled(log)
    given_up: list[tuple[FileId, str]] = []
    found = note.read()
    if found is not None and found[1]:
        run, ids = found
        given_up = suspects.died_with(library, ids, run, crashed=crashed)
    Filling(library.folder).conclude(library, crashed=crashed)
    if crashed:
        with contextlib.suppress(OSError):
            shutil.copyfile(log, library.folder / CRASH_LOG_BEFORE)
            os.truncate(log, 0)
    if os.path.lexists(library.folder / NAME):
        note.put_down()
    return given_up


def _is_filled(log: Path) -> bool:
    try:
        return log.stat().st_size > 0
    except OSError:
        return False
