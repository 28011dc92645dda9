"""Where the owner of a library listens: a place only this user can reach.

On POSIX a socket in a folder with mode 0700, on Windows a named pipe; never a TCP port. The place
follows from the library's real path alone, so that a cron job and a desktop find the same owner
whatever their environment says. A random key lies beside it, readable by this user only.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from photoclip.core import paths
from photoclip.core.errors import PhotoClipError

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Address:
    """``place`` is a socket's path or a pipe's name, ``family`` multiprocessing's word for it."""

    place: str
    family: str
    key_file: Path


def address_of(library: Path) -> Address:
    """Where the owner of the library in this folder listens.

    Raises `PhotoClipError` if the folder for sockets is in somebody else's hands.
    """
    name = hashlib.sha256(os.fsencode(os.path.realpath(library))).hexdigest()[:24]
    if sys.platform == "win32":
        folder = paths.data_dir() / "owners"
        folder.mkdir(parents=True, exist_ok=True)
        return Address(rf"\\.\pipe\photoclip-{name}", "AF_PIPE", folder / f"{name}.key")
    folder = _private_folder()
    return Address(str(folder / f"{name}.sock"), "AF_UNIX", folder / f"{name}.key")


def _private_folder() -> Path:
    """A short path (a socket's may have 100 characters) that no other user can look into.

    Not in ``/run/user``: that comes and goes with the person's logins, and a worker may outlast them.
    """
    return private(Path(f"/tmp/photoclip-{os.getuid()}"))


def private(folder: Path) -> Path:
    """The folder, made if missing. Raises `PhotoClipError` unless it is this user's alone."""
    user = os.getuid()
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    ours = stat.S_ISDIR(status.st_mode) and status.st_uid == user
    if not ours or status.st_mode & 0o077:
        raise PhotoClipError(
            f"The folder {folder} belongs to another user, or others may open it.",
            f"Remove it, or make it yours alone: chmod 700 {folder}",
        )
    return folder


def new_key(address: Address) -> bytes:
    """Make the key for a new owner, who alone may call this; clients read it with `read_key`."""
    key = secrets.token_bytes(KEY_BYTES)
    partial = address.key_file.with_suffix(".part")  # one name: the next owner writes over it
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(key)
    os.replace(partial, address.key_file)
    return key


def read_key(address: Address) -> bytes | None:
    """The key of the owner that listens there, None if none ever did."""
    try:
        key = address.key_file.read_bytes()
    except OSError:
        return None
    return key if len(key) == KEY_BYTES else None
