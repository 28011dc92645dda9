"""The seal: checksums of a library file at rest, so that a bit that flips on the disk is noticed.

SQLite finds damage in the structure of its pages, not in the values they hold. After an orderly close
the owner therefore writes a CRC-32 of every 64 KiB of the file beside it; the next owner compares,
then removes the seal before anything may be written. After an unclean end there is no seal.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

from photoclip.store import raw_file
from photoclip.store.connection import FILE_NAME
from photoclip.store.disk import sync_folder, write_whole

SEAL_NAME = "library.seal"
BLOCK_SIZE = 65536

_MAGIC = b"PhotoClip seal 1"
_HEAD = struct.Struct("<16sQI")  # magic, size of the library file, size of a block
_CRC = struct.Struct("<I")


def wal_is_empty(folder: Path) -> bool:
    """Whether all commits are in the library file itself, none in the log beside it."""
    try:
        return os.stat(folder / f"{FILE_NAME}-wal").st_size == 0
    except FileNotFoundError:
        return True


def write(folder: Path) -> None:
    """Seal the closed library in ``folder``; for its owner alone. Raises `OSError`."""
    sums = bytearray()
    size = 0
    for block in raw_file.blocks(folder / FILE_NAME, BLOCK_SIZE):
        sums += _CRC.pack(zlib.crc32(block))
        size += len(block)
    content = _HEAD.pack(_MAGIC, size, BLOCK_SIZE) + bytes(sums)
    write_whole(folder / SEAL_NAME, content + _CRC.pack(zlib.crc32(content)))


def remove(folder: Path) -> None:
    """Break the seal, durably: from now on the file may change. Raises `OSError`."""
    try:
        os.unlink(folder / SEAL_NAME)
    except FileNotFoundError:
        return
    sync_folder(folder)


def _read(folder: Path) -> tuple[int, list[int]] | None:
    """Size and checksums as sealed; None if there is no seal, or it is damaged itself."""
    try:
        content = (folder / SEAL_NAME).read_bytes()
    except OSError:
        return None
    if len(content) < _HEAD.size + _CRC.size:
        return None
    body, (own,) = content[: -_CRC.size], _CRC.unpack(content[-_CRC.size :])
    if zlib.crc32(body) != own:
        return None
    magic, size, block_size = _HEAD.unpack_from(body)
    blocks = -(-size // BLOCK_SIZE)
    if magic != _MAGIC or block_size != BLOCK_SIZE or len(body) != _HEAD.size + 4 * blocks:
        return None
    return size, [crc for (crc,) in _CRC.iter_unpack(body[_HEAD.size :])]


def verify(folder: Path) -> list[int] | None:
    """Numbers of the 64 KiB blocks that are not as they were sealed, or None if no seal applies.

    None too where the file's size is another one (bits that flip don't change it: it was replaced on
    purpose) and where a log beside the file has something to add. Safe while an owner works: it
    breaks the seal before it writes. Raises `OSError` if the file can't be read.
    """
    sealed = _read(folder)
    if sealed is None or not wal_is_empty(folder):
        return None
    size, sums = sealed
    path = folder / FILE_NAME
    if os.stat(path).st_size != size:
        return None
    wrong = []
    for number, block in enumerate(raw_file.blocks(path, BLOCK_SIZE)):
        if number >= len(sums) or zlib.crc32(block) != sums[number]:
            wrong.append(number)
    return wrong if _read(folder) == sealed else None


def only_changed_at(folder: Path, changes: dict[int, bytes]) -> bool:
    """Whether the sealed file's first block would be whole with these bytes at these places.

    Then nobody wrote to it on purpose: SQLite counts its writes in the same block.
    """
    sealed = _read(folder)
    if sealed is None or not sealed[1]:
        return False
    block = bytearray(next(raw_file.blocks(folder / FILE_NAME, BLOCK_SIZE), b""))
    for start, content in changes.items():
        block[start : start + len(content)] = content
    return zlib.crc32(block) == sealed[1][0]


def describe(blocks: list[int], size: int) -> str:
    """Which part of the file is damaged, for a person; ``size`` is the file's."""
    where = ", ".join(f"{number * BLOCK_SIZE // 1024} kB" for number in blocks[:3])
    more = f" and {len(blocks) - 3} more places" if len(blocks) > 3 else ""
    return (
        f"{min(len(blocks) * BLOCK_SIZE, size) // 1024} of {size // 1024} kB are not as PhotoClip "
        f"left them (at {where}{more})"
    )
