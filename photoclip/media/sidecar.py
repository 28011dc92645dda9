"""XMP sidecar files: ``photo.jpg.xmp`` beside ``photo.jpg``, or ``photo.xmp`` beside all of a shot.

Sidecars are XML that anybody may have written: no DTD, no entities, no deep nesting, at most 4 MB.
"""

from __future__ import annotations

import os
import stat
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]

from photoclip.core.types import FileStamp

XmpTags = Mapping[str, tuple[str, ...]]
"""XMP properties by their usual prefix and name (``dc:subject``); one value, or a list's items."""

MAX_SIDECAR_BYTES = 4 << 20
_MAX_DEPTH = 64
_MAX_ELEMENTS = 50_000

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
}


def sidecar_candidates(photo_path: bytes) -> tuple[bytes, ...]:
    """Where a photo's sidecars may be, the most specific first. Nothing is looked up on disk."""
    stem = os.path.splitext(photo_path)[0]
    bases = (photo_path,) if stem == photo_path else (photo_path, stem)
    return tuple(base + extension for base in bases for extension in (b".xmp", b".XMP"))


def sidecar_stamps(photo_path: bytes) -> tuple[tuple[bytes, FileStamp], ...]:
    """The sidecars a photo has, with their stamps: what tells that one of them changed."""
    found = []
    for path in sidecar_candidates(photo_path):
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(status.st_mode):
            found.append((path, FileStamp(status.st_size, status.st_mtime_ns)))
    return tuple(found)


def read_sidecars(photo_path: bytes) -> XmpTags:
    """All of a photo's sidecars as one; where two have a property, the more specific wins."""
    merged: dict[str, tuple[str, ...]] = {}
    for path in sidecar_candidates(photo_path):
        for name, values in (read_sidecar(path) or {}).items():
            merged.setdefault(name, values)
    return merged


def read_sidecar(path: bytes) -> XmpTags | None:
    """One sidecar's properties; None if there is none, or none that may be trusted."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(os.open(path, flags), "rb") as file:
            data = file.read(MAX_SIDECAR_BYTES + 1)
    except (OSError, ValueError):
        return None
    return None if len(data) > MAX_SIDECAR_BYTES else parse_xmp(data)


def parse_xmp(data: bytes) -> XmpTags | None:
    """The properties of an XMP packet in any encoding XML knows; None if it is not well-formed.

    Only what PhotoClip reads is kept: properties of known namespaces that are a text, a list or a
    choice of languages (of which the default one is kept), not structures.
    """
    parser = DefusedXMLParser(
        target=_BoundedBuilder(), forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        parser.feed(data.strip())
        root = parser.close()
    except (ET.ParseError, DefusedXmlException, _TooMuchXml, ValueError, LookupError):
        return None
    tags: dict[str, tuple[str, ...]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            _add(tags, key, (value,))
        for element in description:
            _add(tags, element.tag, _values(element))
    return tags


class _TooMuchXml(Exception):  # noqa: N818 - a limit, not a fault
    """Deeper or longer than any sidecar."""


class _BoundedBuilder(ET.TreeBuilder):
    """Stops building at limits no sidecar reaches, before a tree can take memory."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise _TooMuchXml
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def _add(tags: dict[str, tuple[str, ...]], key: str, values: tuple[str, ...]) -> None:
    namespace, _, local = key.removeprefix("{").partition("}")
    prefix = _PREFIXES.get(namespace)
    cleaned = tuple(value.strip() for value in values if value.strip())
    if prefix is not None and cleaned:
        tags.setdefault(f"{prefix}:{local}", cleaned)


def _values(element: ET.Element) -> tuple[str, ...]:
    for kind in ("Bag", "Seq"):
        items = element.find(f"{_RDF}{kind}")
        if items is not None:
            return tuple(item.text or "" for item in items)
    choice = element.find(f"{_RDF}Alt")
    if choice is None:
        return (element.text or "",)
    by_language = {item.get(_XML_LANG, ""): item.text or "" for item in choice}
    default = by_language.get("x-default") or next(iter(by_language.values()), "")
    return (default,)
