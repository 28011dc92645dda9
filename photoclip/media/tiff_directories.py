"""The directories of a TIFF (or of EXIF, which is made like one): comparing them, changing a tag."""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Data = bytes | memoryview | mmap.mmap

TIFF_STARTS = (b"II*\0", b"MM\0*")
XMP_TAG = 700

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_DIRECTORIES = {330: "sub", 34665: "exif", 34853: "gps", 40965: "interop"}
_PIXELS = {273: 279, 324: 325, 513: 514}
"""Tags that say where image data lies, each with the one that says how much of it."""

_MAX_DIRECTORIES = 200


class NoTiffError(Exception):
    """No TIFF, or none whose directories can be followed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag of a directory; ``value`` are its bytes, ``at`` is where they lie in the file."""

    tag: int
    kind: int
    count: int
    value: bytes
    at: int


def content(data: Data, ours: frozenset[int]) -> dict[tuple[str, int], object]:
    """What a TIFF says, by directory and tag, without where in the file it lies and without ``ours``.

    Image data is in it as a hash. Raises `NoTiffError`.
    """
    found: dict[tuple[str, int], object] = {}
    for name, entries in directories(data):
        order = byte_order(data)
        by_tag = {entry.tag: entry for entry in entries}
        found[name, 0] = sum(tag not in ours for tag in by_tag)
        for entry in entries:
            if entry.tag in ours and "/" not in name:
                continue
            if entry.tag in _PIXELS:
                sizes = by_tag.get(_PIXELS[entry.tag])
                found[name, entry.tag] = _hashed(data, order, entry, sizes)
            elif entry.tag not in _DIRECTORIES:
                found[name, entry.tag] = (entry.kind, entry.count, entry.value)
    return found


def directories(data: Data) -> Iterator[tuple[str, list[Entry]]]:
    """Every directory with a name that says where it hangs (``0``, ``0/exif``). Raises `NoTiffError`."""
    order = byte_order(data)
    try:
        (start,) = struct.unpack_from(order + "I", data, 4)
        waiting = [("0", start)]
        seen: set[int] = set()
        while waiting:
            name, start = waiting.pop(0)
            if not start or start in seen:
                continue
            seen.add(start)
            if len(seen) > _MAX_DIRECTORIES:
                raise NoTiffError("too many directories")
            entries, following = _directory(data, order, start)
            yield name, entries
            if name.isdigit():
                waiting.append((str(int(name) + 1), following))
            for entry in entries:
                if entry.tag in _DIRECTORIES:
                    starts = numbers(order, entry)
                    kind = _DIRECTORIES[entry.tag]
                    waiting += [
                        (f"{name}/{kind}{number or ''}", at) for number, at in enumerate(starts)
                    ]
    except struct.error as error:
        raise NoTiffError("a directory leads out of the file") from error


def byte_order(data: Data) -> str:
    """``<`` or ``>`` as `struct` says it. Raises `NoTiffError`."""
    start = bytes(data[:4])
    if start not in TIFF_STARTS:
        raise NoTiffError("no TIFF")
    return "<" if start[:2] == b"II" else ">"


def numbers(order: str, entry: Entry) -> tuple[int, ...]:
    """The whole numbers of an entry; empty if it holds none."""
    code = {3: "H", 4: "I", 13: "I"}.get(entry.kind)
    if code is None:
        return ()
    return struct.unpack(f"{order}{entry.count}{code}", entry.value)


def first_value(data: Data, tag: int) -> bytes | None:
    """What a tag of the first directory says; None if it isn't there or can't be read."""
    try:
        for _, entries in directories(data):
            return next((entry.value for entry in entries if entry.tag == tag), None)
    except NoTiffError:
        pass
    return None


def with_tags(data: bytes, new: Mapping[int, tuple[int, bytes] | None]) -> bytes:
    """The file with tags of its first directory changed, each a kind and bytes; None takes it out.

    Nothing else is moved: what doesn't fit into its old place goes to the end, and so does the
    directory where tags come to it. Raises `NoTiffError`.
    """
    order = byte_order(data)
    out = bytearray(data)
    try:
        (start,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, start)
        end = start + 2 + 12 * count
        rows = [bytes(data[at : at + 12]) for at in range(start + 2, end, 12)]
        following = bytes(data[end : end + 4])
    except struct.error as error:
        raise NoTiffError("the first directory leads out of the file") from error
    if len(following) < 4 or len(rows) != count:
        raise NoTiffError("the first directory leads out of the file")
    for tag, value in new.items():
        tags = [struct.unpack_from(order + "H", row)[0] for row in rows]
        if value is None:
            rows = [row for row, one in zip(rows, tags, strict=True) if one != tag]
        elif tag in tags:
            at = tags.index(tag)
            rows[at] = _row(out, order, tag, *value, rows[at])
        else:  # where the standard wants it: in order
            at = next((at for at, one in enumerate(tags) if one > tag), len(rows))
            rows.insert(at, _row(out, order, tag, *value, None))
    whole = struct.pack(order + "H", len(rows)) + b"".join(rows) + following
    if len(rows) > count:
        out += bytes(len(out) & 1)
        struct.pack_into(order + "I", out, 4, len(out))
        out += whole
    else:
        out[start : start + len(whole)] = whole
    return bytes(out)


def _row(out: bytearray, order: str, tag: int, kind: int, value: bytes, old: bytes | None) -> bytes:
    """A directory's row for a tag, its value put where the old one was or at the end."""
    count = len(value) // _SIZES[kind]
    head = struct.pack(order + "HHI", tag, kind, count)
    if len(value) <= 4:
        return head + value.ljust(4, b"\0")
    if old is not None:
        old_kind, old_count, where = struct.unpack_from(order + "HII", old, 2)
        room = _SIZES.get(old_kind, 1) * old_count
        if room > 4 and len(value) <= room and where + room <= len(out):
            out[where : where + room] = value.ljust(room, b"\0")
            return head + struct.pack(order + "I", where)
    out += bytes(len(out) & 1)
    where = len(out)
    out += value
    return head + struct.pack(order + "I", where)


def _directory(data: Data, order: str, start: int) -> tuple[list[Entry], int]:
    (count,) = struct.unpack_from(order + "H", data, start)
    entries = []
    for number in range(count):
        at = start + 2 + 12 * number
        tag, kind, length = struct.unpack_from(order + "HHI", data, at)
        size = _SIZES.get(kind, 1) * length
        where = at + 8
        if size > 4:
            (where,) = struct.unpack_from(order + "I", data, where)
        if where + size > len(data):
            raise NoTiffError("a value lies outside of the file")
        entries.append(Entry(tag, kind, length, bytes(data[where : where + size]), where))
    end = start + 2 + 12 * count
    following = 0
    if end + 4 <= len(data):
        (following,) = struct.unpack_from(order + "I", data, end)
    return entries, following


def _hashed(data: Data, order: str, starts: Entry, sizes: Entry | None) -> object:
    digest = hashlib.sha256()
    lengths = numbers(order, sizes) if sizes is not None else ()
    places = numbers(order, starts)
    if len(lengths) != len(places):
        raise NoTiffError("image data without an end")
    for at, length in zip(places, lengths, strict=True):
        if at + length > len(data):
            raise NoTiffError("image data outside of the file")
        digest.update(data[at : at + length])
    return (len(places), digest.digest())
