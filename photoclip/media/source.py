"""Opening a file that claims to be a photo, without trusting that it is even a file."""

from __future__ import annotations

import io
import mmap
import os
import stat
from types import TracebackType
from typing import BinaryIO

from photoclip.core.types import ContentHash, FailureKind, FileStamp
from photoclip.media.identity import hash_bytes, hash_stream

MAX_FILE_BYTES = 1 << 30
"""Larger files are refused: no camera makes them, and a sparse file can claim any size."""

_IN_MEMORY_BYTES = 64 << 20
_END_OF_JPEG = b"\xff\xd9"
_ZERO_TAIL = bytes(64)


class Unopenable(Exception):  # noqa: N818 - not a fault: it ends as a `ReadFailure`
    """A path that is no readable photo file; ``stamp`` as far as it could be taken."""

    def __init__(self, kind: FailureKind, reason: str, stamp: FileStamp | None = None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.stamp = stamp


class PhotoSource:
    """A photo file that is open for reading; a context manager.

    Files up to 64 MiB are read once, larger ones stay on disk and are mapped where a parser wants
    memory. ``stamp`` was taken when the file was opened: should it change while it is read, the
    next look at the folder sees another stamp and reads it again.
    """

    def __init__(self, path: bytes) -> None:
        """Open ``path``. Raises `Unopenable`."""
        self.path = path
        self._descriptor, self.stamp = _open_regular(path)
        self._data: bytes | None = None
        self._map: mmap.mmap | None = None
        self._streams: list[BinaryIO] = []
        try:
            if self.stamp.size <= _IN_MEMORY_BYTES:
                self._data = _read_all(self._descriptor, self.stamp.size)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> PhotoSource:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; streams taken from here end with it."""
        for stream in self._streams:
            stream.close()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @property
    def buffer(self) -> bytes | mmap.mmap:
        """The whole file as memory, mapped if it is large."""
        if self._data is not None:
            return self._data
        if self._map is None:
            self._map = mmap.mmap(self._descriptor, 0, access=mmap.ACCESS_READ)
        return self._map

    def head(self, count: int) -> bytes:
        """The first ``count`` bytes, fewer if the file is shorter."""
        return bytes(self.buffer[:count])

    def stream(self, *, repaired: bool = False) -> BinaryIO:
        """A stream over the file from its beginning.

        ``repaired`` drops a tail of zeros (a copy that was never finished) and ends the data as a
        JPEG ends, so that a decoder hands out what it has instead of waiting for more. Only for
        files in memory.
        """
        if self._data is None:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            stream = io.BufferedReader(io.FileIO(os.dup(self._descriptor)))
            self._streams.append(stream)
            return stream
        if repaired:
            return io.BytesIO(self._data.rstrip(b"\0") + _END_OF_JPEG)
        return io.BytesIO(self._data)

    @property
    def ends_in_zeros(self) -> bool:
        """Whether the data breaks off into zeros without a JPEG's end: space never filled."""
        if self._data is None or not self._data.endswith(_ZERO_TAIL):
            return False
        return not self._data.rstrip(b"\0").endswith(_END_OF_JPEG)

    def content_hash(self) -> ContentHash:
        """SHA-256 over the whole file. Raises `OSError`."""
        if self._data is not None:
            return hash_bytes(self._data)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        with io.FileIO(os.dup(self._descriptor)) as stream:
            return hash_stream(stream)


def _open_regular(path: bytes) -> tuple[int, FileStamp]:
    """A descriptor for a regular file that is neither empty nor absurdly large, and its stamp."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    try:
        # looked at before opening, because opening a device can already do something
        _check_regular(os.stat(path))
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise Unopenable(FailureKind.UNREADABLE, why_unreadable(error)) from error
    try:
        status = os.fstat(descriptor)
        _check_regular(status)
        stamp = FileStamp(status.st_size, status.st_mtime_ns)
        if stamp.size == 0:
            raise Unopenable(FailureKind.EMPTY, "The file is empty.", stamp)
        if stamp.size > MAX_FILE_BYTES:
            reason = (
                f"The file is too large: {stamp.size / 2**30:.1f} GB, where"
                f" {MAX_FILE_BYTES / 2**30:.0f} GB is the most PhotoClip reads."
            )
            raise Unopenable(FailureKind.TOO_LARGE, reason, stamp)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, stamp


def _check_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        noun = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe or a device"
        raise Unopenable(FailureKind.NOT_A_FILE, f"This is {noun}, not a file.")


def _read_all(descriptor: int, size: int) -> bytes:
    """The file's first ``size`` bytes, fewer if it was cut short meanwhile. Raises `Unopenable`.

    Where a drive fails in the middle of a file, the system hands out what it has and reports the
    error only to the next read: half a file must not be taken for a whole one.
    """
    try:
        with io.FileIO(descriptor, closefd=False) as file:
            data = file.read(size)
            while len(data) < size and (more := file.read(size - len(data))):
                data += more
    except OSError as error:
        raise Unopenable(FailureKind.UNREADABLE, why_unreadable(error)) from error
    if not data:
        raise Unopenable(FailureKind.EMPTY, "The file is empty.", FileStamp(0, 0))
    return data


def why_unreadable(error: OSError | ValueError) -> str:
    """Why a file can't be read, in words."""
    if isinstance(error, FileNotFoundError):
        return "The file is not there (any more)."
    if isinstance(error, PermissionError):
        return "There is no permission to read the file."
    if isinstance(error, OSError) and error.strerror:
        return f"The file can't be read: {error.strerror}."
    return "The file can't be read."
