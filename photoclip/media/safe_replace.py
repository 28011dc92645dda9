"""Putting a new file in the place of an old one: at every moment there is the one or the other.

The new bytes go to a file beside it whose name scans pass over, are synced and read back, get the
old file's owner, permissions, attributes and, if asked, times, and take its name in one step. What a
kill leaves behind is recognised by its name and removed by `remove_leftovers`.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable

from photoclip.core.types import FileStamp

ORIGINAL = b".original"
"""What the first original's name ends in, if it is kept."""

_LEFTOVER = re.compile(rb"\.photoclip-[0-9a-f]{16}\.part")
_PIECE = 1 << 20
_SPARE_BYTES = 16 << 20
_UNSUPPORTED = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EPERM)


class ReplaceError(Exception):
    """The file could not be replaced and is as it was; says why in words."""


class NoSpaceError(ReplaceError):
    """The drive is full."""


class ReadOnlyError(ReplaceError):
    """The file, its folder or its drive may not be written, or its owner can't be kept."""


class ChangedError(ReplaceError):
    """Somebody else changed the file meanwhile."""


def replace(
    path: bytes,
    data: bytes,
    expect: FileStamp | None,
    *,
    keep_times: bool = False,
    keep_original: bool = False,
    before_rename: Callable[[bytes], None] = lambda _path: None,
) -> FileStamp:
    """Put ``data`` in the place of the file at ``path``; the stamp it has then.

    ``expect`` is the stamp of the file that may be replaced, None if there must be none yet.
    ``before_rename`` gets the new file's path when it is complete, and may raise.
    Raises `ReplaceError`; then nothing changed. ``path`` must not be a link.
    """
    folder = os.path.dirname(path) or b"."
    old = _checked(path, folder, expect)
    _check_space(folder, len(data))
    temporary = os.path.join(folder, b".photoclip-" + secrets.token_hex(8).encode() + b".part")
    try:
        _write(temporary, data)
        if old is not None:
            _take_over(temporary, path, old, keep_times=keep_times)
        _check_written(temporary, data)
        before_rename(temporary)
        _check_stamp(path, expect)
        if old is not None and keep_original:
            _keep_original(path, folder, len(data))
        os.replace(temporary, path)
    except OSError as error:
        raise _in_words(error) from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
    sync_folder(folder)
    try:
        status = os.stat(path)
    except OSError as error:
        raise _in_words(error) from error
    return FileStamp(status.st_size, status.st_mtime_ns)


def remove(path: bytes, expect: FileStamp | None) -> None:
    """Remove a file that is still the one expected. Raises `ReplaceError`."""
    folder = os.path.dirname(path) or b"."
    _checked(path, folder, expect)
    try:
        os.unlink(path)
    except OSError as error:
        raise _in_words(error) from error
    sync_folder(folder)


def remove_leftovers(folder: bytes, *, older_than_s: float = 3600.0) -> int:
    """Remove what writes that were killed left in one folder; how many files that was.

    Files younger than ``older_than_s`` stay: another process may be writing them. Never raises.
    """
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as listing:
        for entry in listing:
            if not is_leftover(entry.name):
                continue
            with contextlib.suppress(OSError):
                if not entry.is_file(follow_symlinks=False):
                    continue
                if time.time() - entry.stat(follow_symlinks=False).st_ctime < older_than_s:
                    continue
                os.unlink(entry.path)
                removed += 1
    return removed


def is_leftover(name: bytes) -> bool:
    """Whether a file's name is one that only an unfinished write has."""
    return _LEFTOVER.fullmatch(name) is not None


def check_writable(path: bytes) -> None:
    """Raise `ReplaceError` where a file, or one to be made there, can't be written; None changes."""
    folder = os.path.dirname(path) or b"."
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ReadOnlyError("The folder may not be written to.")
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _in_words(error) from error
    if not stat.S_ISREG(status.st_mode):
        raise ReplaceError("This is not a regular file.")
    # administrators may write everything; a file that is marked read-only is left alone all the same
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise ReadOnlyError("The file is read-only.")


def sync_folder(folder: bytes) -> None:
    """Make renames in a folder last, where the system knows how to."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _checked(path: bytes, folder: bytes, expect: FileStamp | None) -> os.stat_result | None:
    try:
        if not os.path.isdir(folder):
            raise ReplaceError("The folder is not there (any more).")
        check_writable(path)
        _check_stamp(path, expect)
        return os.stat(path) if expect is not None else None
    except OSError as error:
        raise _in_words(error) from error


def _check_stamp(path: bytes, expect: FileStamp | None) -> None:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        if expect is None:
            return
        raise ReplaceError("The file is not there (any more).") from None
    if expect is None or FileStamp(status.st_size, status.st_mtime_ns) != expect:
        raise ChangedError("The file was changed by another program meanwhile.")


def _check_space(folder: bytes, size: int) -> None:
    if not hasattr(os, "statvfs"):
        return
    with contextlib.suppress(OSError):
        system = os.statvfs(folder)
        free = system.f_bavail * system.f_frsize
        if system.f_blocks and free < size + _SPARE_BYTES:
            raise NoSpaceError("There is too little free space on the drive.")


def _write(path: bytes, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    for name in ("O_CLOEXEC", "O_BINARY", "O_NOFOLLOW"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o666)  # for a new file what the umask leaves of it
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view[:_PIECE]) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_written(path: bytes, data: bytes) -> None:
    with open(path, "rb", buffering=0) as file:
        read_back = hashlib.file_digest(file, "sha256").digest()
    if read_back != hashlib.sha256(data).digest():
        raise ReplaceError("What was written could not be read back as it was.")


def _take_over(temporary: bytes, path: bytes, old: os.stat_result, *, keep_times: bool) -> None:
    """Owner, permissions, attributes and times of the old file. Raises `ReplaceError`, `OSError`."""
    new = os.stat(temporary)
    if sys.platform != "win32" and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.chown(temporary, old.st_uid, old.st_gid)
        except OSError as error:
            raise ReadOnlyError(
                "The file belongs to somebody else, and would not any more if it were written."
            ) from error
    _copy_attributes(path, temporary)
    os.chmod(temporary, stat.S_IMODE(old.st_mode))
    if keep_times:
        os.utime(temporary, ns=(old.st_atime_ns, old.st_mtime_ns))
    _sync(temporary)


def _copy_attributes(path: bytes, temporary: bytes) -> None:
    """Extended attributes (tags of desktops, access lists), where the system has them."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(path)
    except OSError:
        return  # the file system has none
    for name in names:
        try:
            os.setxattr(temporary, name, os.getxattr(path, name))
        except OSError as error:
            # labels of the system's own are set by the system
            if not name.startswith(("security.", "trusted.")):
                raise ReplaceError("The file's attributes could not be kept.") from error


def _sync(path: bytes) -> None:
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_original(path: bytes, folder: bytes, size: int) -> None:
    """Keep the first original beside the file; one that is kept already stays."""
    kept = path + ORIGINAL
    if os.path.lexists(kept):
        return
    try:
        os.link(path, kept, follow_symlinks=False)
        return
    except OSError as error:
        if error.errno == errno.EEXIST:
            return
        if error.errno not in (*_UNSUPPORTED, errno.EMLINK):
            raise
    # no second name for the same file here: a copy, which gets its name only when it is complete
    _check_space(folder, 2 * size)
    temporary = os.path.join(folder, b".photoclip-" + secrets.token_hex(8).encode() + b".part")
    try:
        with open(path, "rb") as file:
            _write(temporary, file.read())
        _take_over(temporary, path, os.stat(path), keep_times=True)
        os.rename(temporary, kept)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def _in_words(error: OSError) -> ReplaceError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoSpaceError("There is too little free space on the drive.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnlyError("The file or its folder may not be written to.")
    if error.errno == errno.ENAMETOOLONG:
        return ReplaceError("The file's name is too long.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return ReplaceError("The file is not there (any more).")
    return ReplaceError(
        f"The file can't be written: {error.strerror or 'the system reported an error'}."
    )
