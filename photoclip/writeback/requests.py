"""Which files of a photo are to be written, and what with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from photoclip.core.file_metadata import Described, Writing
from photoclip.media.write_request import FileDescription, Target, WriteRequest
from photoclip.store.write_jobs import KnownOfPhoto
from photoclip.writeback.plan import effective, own_after, wanted


@dataclass(frozen=True, slots=True)
class Planned:
    """What to write, and which words in the file are PhotoClip's own once it is written."""

    requests: tuple[WriteRequest, ...]
    own: frozenset[str]


def requests_for(
    path: bytes,
    said: FileDescription,
    writing: Writing,
    known: KnownOfPhoto,
    own: Collection[str],
) -> Planned:
    """What is to be written for the photo at an absolute path that says ``said``.

    With `Writing.FILE` a sidecar that is there is written too: who reads the photo believes it more.
    """
    sidecar = None if said.sidecar is None else said.sidecar.described
    words = [*_words(said.file.described), *(() if sidecar is None else _words(sidecar))]
    requests: list[WriteRequest] = []
    owned: set[str] = set()
    if writing is Writing.FILE:
        target = wanted(known, said.file.described, own)
        requests.append(WriteRequest(path, Target.FILE, target, expect=said.file.stamp))
        owned |= own_after(target, words, own)
    if writing is Writing.SIDECAR or (writing is Writing.FILE and said.sidecar is not None):
        target = wanted(known, effective(said.file.described, sidecar), own)
        stamp = None if said.sidecar is None else said.sidecar.stamp
        requests.append(WriteRequest(path, Target.SIDECAR, target, expect=stamp))
        owned |= own_after(target, words, own)
    return Planned(tuple(requests), frozenset(owned))


def _words(described: Described) -> tuple[str, ...]:
    return (*described.keywords, *described.paths)
