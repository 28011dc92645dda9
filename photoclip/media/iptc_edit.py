"""PhotoClip's fields in an IPTC block (IIM 4.2), changed so that all other data sets keep their bytes.

One thing may touch others': where something that is not ASCII is written and the block doesn't say
that it is UTF-8, it will, and its texts are written in UTF-8 from then on.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping

IPTC_NUMBERS: Mapping[str, int] = {
    "Iptc.Application2.ObjectName": 5,
    "Iptc.Application2.Keywords": 25,
    "Iptc.Application2.Caption": 120,
}
UTF_8 = b"\x1b%G"

IPTC_RESOURCE, IPTC_DIGEST = 0x0404, 0x0425
"""Photoshop's numbers for IPTC, and for a digest of it."""
_CHARSET = (1, 90)
_LATIN_1 = (b"\x1b.A", b"\x1b-A")
_LONGEST = 0x7FFF
# data sets of the application record that hold no text: versions, previews and their like
_BINARY = (0, 200, 201, 202, 203, 204)
_SIGNATURES = (b"8BIM", b"AgHg", b"DCSR", b"PHUT")

DataSet = tuple[int, int, bytes]
"""Record, number and content."""


class UnreadableIptc(Exception):  # noqa: N818 - ends as a `WriteRefusal`
    """The block is damaged and can't be changed without losing something."""


def parse_iptc(block: bytes) -> list[DataSet]:
    """The data sets of a block, in order. Raises `UnreadableIptc`."""
    found = []
    at = 0
    while at < len(block) and block[at] != 0:  # zeros fill a block up to a whole word
        if block[at] != 0x1C or at + 5 > len(block):
            raise UnreadableIptc("The IPTC is damaged.")
        record, number, size = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if size > _LONGEST:
            width = size & _LONGEST
            size = int.from_bytes(block[at : at + width], "big")
            at += width
        if at + size > len(block):
            raise UnreadableIptc("The IPTC is damaged.")
        found.append((record, number, block[at : at + size]))
        at += size
    if block[at:].strip(b"\0"):
        raise UnreadableIptc("The IPTC is damaged.")
    return found


def change_iptc(block: bytes, changes: Mapping[str, tuple[str, ...]]) -> bytes:
    """The block with these fields changed; empty if it says nothing then. Raises `UnreadableIptc`."""
    sets = parse_iptc(block)
    ours = {IPTC_NUMBERS[key]: values for key, values in changes.items() if key in IPTC_NUMBERS}
    if not all(value.isascii() for values in ours.values() for value in values):
        sets = _in_utf_8(sets)
    for number, values in ours.items():
        new = [(2, number, value.encode()) for value in values]
        places = [at for at, one in enumerate(sets) if one[:2] == (2, number)]
        others = [one for one in sets if one[:2] != (2, number)]
        # where the first one was, or where its number belongs
        at = places[0] if places else sum(one[:2] <= (2, number) for one in others)
        sets = others[:at] + new + others[at:]
    if all(one[:2] == _CHARSET for one in sets):
        return b""
    return b"".join(map(_encoded, sets))


def iptc_of(resources: bytes) -> bytes:
    """The IPTC block among Photoshop's resources; empty if there is none. Raises `UnreadableIptc`."""
    for number, _, content in parse_resources(resources):
        if number == IPTC_RESOURCE:
            return content
    return b""


def with_iptc(resources: bytes, block: bytes) -> bytes:
    """Photoshop's resources with this IPTC block (and its digest, if one is kept), else unchanged."""
    pieces = []
    written = False
    for number, raw, content in parse_resources(resources):
        if number == IPTC_DIGEST and block and len(content) == 16:
            pieces.append(raw[: len(raw) - 16] + hashlib.md5(block, usedforsecurity=False).digest())
        elif number == IPTC_DIGEST:
            continue
        elif number != IPTC_RESOURCE:
            pieces.append(raw)
        elif not written:
            written = True
            pieces.append(_resource(block))
    if not written:
        pieces.append(_resource(block))
    return b"".join(pieces)


def parse_resources(resources: bytes) -> list[tuple[int, bytes, bytes]]:
    """Photoshop's resources: number, all bytes, content. Raises `UnreadableIptc`."""
    found = []
    at = 0
    while resources[at:].strip(b"\0"):
        if resources[at : at + 4] not in _SIGNATURES or at + 12 > len(resources):
            raise UnreadableIptc("What Photoshop keeps in the file is damaged.")
        (number,) = struct.unpack_from(">H", resources, at + 4)
        name_size = resources[at + 6] + 1
        start = at + 6 + name_size + (name_size & 1) + 4
        if start > len(resources):
            raise UnreadableIptc("What Photoshop keeps in the file is damaged.")
        (size,) = struct.unpack_from(">I", resources, start - 4)
        end = start + size
        if end > len(resources):
            raise UnreadableIptc("What Photoshop keeps in the file is damaged.")
        padded = min(end + (size & 1), len(resources))
        found.append((number, resources[at:padded], resources[start:end]))
        at = padded
    return found


def _resource(block: bytes) -> bytes:
    if not block:
        return b""
    header = b"8BIM" + struct.pack(">H", IPTC_RESOURCE) + b"\0\0" + struct.pack(">I", len(block))
    return header + block + bytes(len(block) & 1)


def _in_utf_8(sets: list[DataSet]) -> list[DataSet]:
    charset = next((content for *key, content in sets if tuple(key) == _CHARSET), b"")
    if charset == UTF_8:
        return sets
    changed: list[DataSet] = [(*_CHARSET, UTF_8)]
    for record, number, content in sets:
        if (record, number) == _CHARSET:
            continue
        is_text = record == 2 and number not in _BINARY and not content.isascii()
        changed.append((record, number, _text(content, charset).encode() if is_text else content))
    versions = [one for one in changed if one[0] == 1]
    return sorted(versions, key=lambda one: one[1]) + [one for one in changed if one[0] != 1]


def _text(content: bytes, charset: bytes) -> str:
    if charset in _LATIN_1:
        return content.decode("latin-1")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _encoded(one: DataSet) -> bytes:
    record, number, content = one
    if len(content) <= _LONGEST:
        return struct.pack(">BBBH", 0x1C, record, number, len(content)) + content
    return struct.pack(">BBBHI", 0x1C, record, number, 0x8004, len(content)) + content
