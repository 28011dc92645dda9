"""Programs and libraries of Linux: which files are some, and where they look for others.

Python and what was compiled with it name the folder Python was installed in. Elsewhere that folder is
somebody else's, and what lay there would be loaded in place of our own.
"""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

_ELF = b"\x7fELF"
_MAGIC = _ELF + b"\x02\x01"  # 64 bits, the lower byte first: everything that is frozen here
_LOAD, _DYNAMIC = 1, 2
_NULL, _STRINGS, _RPATH, _RUNPATH = 0, 5, 15, 29
_ENTRY = struct.Struct("<qQ")


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a library, and no link to one."""
    if path.is_symlink():
        return False
    with open(path, "rb") as file:
        return file.read(len(_ELF)) == _ELF


def needs(binary: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The libraries a binary asks for, and the newest of the numbered interfaces (GLIBC_2.34)."""
    said = subprocess.run(
        ["objdump", "-p", binary], check=True, capture_output=True, text=True
    ).stdout
    for name in re.findall(r"^  NEEDED +(\S+)$", said, re.MULTILINE):
        yield name, ()
    for name, number in re.findall(r" ([A-Z]+)_([\d.]+)$", said, re.MULTILINE):
        yield name, tuple(map(int, number.split(".")))


def needed_glibc(folder: Path) -> str:
    """The oldest glibc that every program and library in a folder runs with, as ``2.36``."""
    versions = (
        version
        for path in folder.rglob("*")
        if path.is_file() and is_elf(path)
        for name, version in needs(path)
        if name == "GLIBC"
    )
    return ".".join(map(str, max(versions)))


def forget_build_folders(library: Path) -> str:
    """Take a search path with folders outside of the program out of a library; what it was, or empty."""
    data = bytearray(library.read_bytes())
    if data[:6] != _MAGIC:
        return ""
    segments = _segments(data)
    dynamic = next(((at, size) for kind, at, _address, size in segments if kind == _DYNAMIC), None)
    if dynamic is None:
        return ""
    entries = [_ENTRY.unpack_from(data, at) for at in range(dynamic[0], sum(dynamic), _ENTRY.size)]
    strings = next(value for tag, value in entries if tag == _STRINGS)
    base = next(
        strings - address + at
        for kind, at, address, size in segments
        if kind == _LOAD and address <= strings < address + size
    )
    kept, taken = [], ""
    for tag, value in entries:
        if tag in (_RPATH, _RUNPATH):
            start = base + value
            path = data[start : data.index(0, start)].decode()
            if not all(folder.startswith("$ORIGIN") for folder in path.split(":")):
                taken = path
                continue
        kept.append((tag, value))
    if taken:
        kept += [(_NULL, 0)] * (len(entries) - len(kept))
        for place, entry in enumerate(kept):
            _ENTRY.pack_into(data, dynamic[0] + place * _ENTRY.size, *entry)
        library.write_bytes(data)
    return taken


def _segments(data: bytearray) -> list[tuple[int, int, int, int]]:
    """Kind, place in the file, address, and size in the file of each segment."""
    (headers,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    found = []
    for number in range(count):
        kind, _flags, at, address, _physical, length = struct.unpack_from(
            "<IIQQQQ", data, headers + number * size
        )
        found.append((kind, at, address, length))
    return found
