"""One file at a time: copied or linked to its new place as a whole, or not at all.

A name that is taken is never taken over: `FileExistsError` says so.
"""

from __future__ import annotations

import errno
import hashlib
import io
import itertools
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO

from photoclip.core.cancel import CancelToken
from photoclip.media.source import why_unreadable

_PIECE = 1 << 20
_PART_BEGINS, _PART_ENDS = b".photoclip-", b".part"
_DEAD_AFTER_S = 3600.0
_numbers = itertools.count()

_NO_LINKS = {
    getattr(errno, name)
    for name in ("EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS")
    if hasattr(errno, name)
}
_NO_HARD_LINK = _NO_LINKS | {
    getattr(errno, name) for name in ("EXDEV", "EMLINK", "EACCES") if hasattr(errno, name)
}
"""Another drive, too many names already, not ours to link, or a file system without hard links."""
_NO_FUNCTION = 1  # what Windows says of a file system without hard links
_NO_PRIVILEGE = 1314  # Windows lets few people make symbolic links


class UnreadableError(Exception):
    """An original can't be read; ``str`` says why, in words for a person."""


class UnfaithfulError(Exception):
    """What was written reads back as something else."""


@dataclass(frozen=True, slots=True)
class Part:
    """A copy that is whole, and still has a name of its own. ``byte_size`` was written."""

    path: bytes
    byte_size: int


def copy_to_part(source: bytes, folder: bytes, cancel: CancelToken) -> Part:
    """Copy a file's bytes and times into a file of ``folder`` that no program takes for a photo.

    What was written is read back and compared. Raises `UnreadableError`, `UnfaithfulError`,
    `Cancelled`, and `OSError` where writing fails; then nothing is left.
    """
    with readable(source) as (original, before):
        path, written = new_part(folder)
        try:
            with written:
                digest, size = _pour(original, written, cancel)
                written.flush()
                os.fsync(written.fileno())
                if hasattr(os, "posix_fadvise"):  # so that it is the drive that is read back
                    os.posix_fadvise(written.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            after = os.fstat(original.fileno())
            if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or (
                size != before.st_size
            ):
                raise UnreadableError("The file was being changed while it was copied.")
            _compare(path, digest, size, cancel)
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        except BaseException:
            remove(path)
            raise
    return Part(path, size)


@contextmanager
def readable(source: bytes) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    """A file open for the block, and its state. Raises `UnreadableError`."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    try:
        if not stat.S_ISREG(os.stat(source).st_mode):  # opening a pipe or a device may do something
            raise UnreadableError("This is not a file (any more).")
        stream = io.FileIO(os.open(source, flags), "rb")
    except (OSError, ValueError) as error:
        raise UnreadableError(why_unreadable(error)) from error
    with stream:
        yield stream, os.fstat(stream.fileno())


def new_part(folder: bytes) -> tuple[bytes, BinaryIO]:
    """A new file of a name that no program takes for a photo. Raises `OSError`."""
    while True:
        name = b"%s%d-%d%s" % (_PART_BEGINS, os.getpid(), next(_numbers), _PART_ENDS)
        path = os.path.join(folder, name)
        with suppress(FileExistsError):
            return path, open(path, "xb")


def _pour(original: BinaryIO, written: BinaryIO, cancel: CancelToken) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    while piece := _piece(original):
        cancel.check()
        digest.update(piece)
        written.write(piece)
        size += len(piece)
    return digest.digest(), size


def _piece(original: BinaryIO) -> bytes:
    try:
        return original.read(_PIECE)
    except OSError as error:
        raise UnreadableError(why_unreadable(error)) from error


def _compare(path: bytes, digest: bytes, size: int, cancel: CancelToken) -> None:
    found, count = hashlib.sha256(), 0
    with open(path, "rb", buffering=0) as stream:
        while piece := stream.read(_PIECE):
            cancel.check()
            found.update(piece)
            count += len(piece)
    if count != size or found.digest() != digest:
        raise UnfaithfulError


def publish(part: bytes, place: bytes) -> None:
    """Give a whole file its name. Raises `FileExistsError` if something has it, and `OSError`."""
    if os.name == "nt":
        os.rename(part, place)  # refuses there what is taken
        return
    try:
        os.link(part, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: between looking and renaming lies a moment
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), place) from None
        os.rename(part, place)
    else:
        remove(part)


def link(source: bytes, place: bytes) -> None:
    """Another name for the file where that can be, else a symbolic link that leads to it.

    Raises `FileExistsError` if something has the name, `UnreadableError` if there is no such file,
    `OSError` where neither can be made.
    """
    real = os.path.realpath(source)
    try:
        os.link(real, place)
    except OSError as error:
        if not os.path.exists(real):  # a symbolic link would lead nowhere
            raise UnreadableError(why_unreadable(FileNotFoundError())) from error
        if not _no_hard_link(error):
            raise
        os.symlink(real, place)


def _no_hard_link(error: OSError) -> bool:
    """Whether there can't be a hard link, where a symbolic one may be."""
    return error.errno in _NO_HARD_LINK or getattr(error, "winerror", None) == _NO_FUNCTION


def means_no_links(error: OSError) -> bool:
    """Whether `link` failed because there can be no links, not because of this one."""
    return error.errno in _NO_LINKS or getattr(error, "winerror", None) == _NO_PRIVILEGE


def is_same(one: bytes, other: bytes) -> bool:
    """Whether two paths hold the same bytes; False where one of them can't be read."""
    try:
        first, second = os.stat(one), os.stat(other)
        if os.path.samestat(first, second):
            return True
        if not (stat.S_ISREG(first.st_mode) and stat.S_ISREG(second.st_mode)):
            return False
        if first.st_size != second.st_size:
            return False
        with open(one, "rb", buffering=0) as a, open(other, "rb", buffering=0) as b:
            while True:
                piece = a.read(_PIECE)
                if piece != b.read(_PIECE):
                    return False
                if not piece:
                    return True
    except (OSError, ValueError):
        return False


def remove(path: bytes) -> None:
    """Remove a file of ours, as far as that can be."""
    with suppress(OSError):
        os.unlink(path)


def sweep(folder: bytes) -> None:
    """Remove what an export that was killed left half made."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PART_BEGINS) and entry.name.endswith(_PART_ENDS):
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _DEAD_AFTER_S:
                        os.unlink(entry.path)
