"""XMP packets as text with places in it, so that one property can be changed and no other byte.

A packet is parsed once, for where each property stands; `photoclip.media.xmp_edit` cuts and inserts
at those places. What PhotoClip doesn't know stays exactly as somebody wrote it, comments and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from photoclip.core.errors import PhotoClipError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"

_MAX_DEPTH = 64
_MAX_ELEMENTS = 200_000
_SEPARATOR = "\n"

_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_DECLARED_ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*("[^"]*"|'[^']*')""")


class UnreadableXmp(PhotoClipError):  # noqa: N818 - says what is wrong with somebody's file
    """The packet is not XMP that could be changed without losing something."""


@dataclass(frozen=True, slots=True)
class Name:
    """A property or element: the namespace's address and the local name."""

    space: str
    local: str


@dataclass(slots=True)
class Element:
    """An element and where it stands: its start tag from ``start`` to ``inside``, its end tag from
    ``outside`` to ``end`` (both empty ranges' places for ``<a/>``), in bytes.

    ``scope`` maps prefixes to namespaces as they are in force inside the element.
    """

    name: Name
    attributes: Mapping[Name, str]
    scope: Mapping[str, str]
    start: int
    inside: int = 0
    outside: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, *names: Name) -> Element | None:
        """The first child of one of these names."""
        return next((child for child in self.children if child.name in names), None)

    def all_text(self) -> str:
        """The text in it and in everything below, for items that are wrapped once more."""
        return self.text + "".join(child.all_text() for child in self.children)


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet's bytes (UTF-8) and its descriptions: the elements whose children are properties.

    ``prefixes`` are all that are declared anywhere, each with its namespace.
    """

    data: bytes
    rdf: Element
    descriptions: tuple[Element, ...]
    prefixes: tuple[tuple[str, str], ...]

    def elements(self, name: Name) -> Iterator[Element]:
        """Each element that gives the property."""
        for description in self.descriptions:
            for child in description.children:
                if child.name == name:
                    yield child

    def attributes(self, name: Name) -> Iterator[tuple[Element, str]]:
        """Each description that gives the property as an attribute, with its value."""
        for description in self.descriptions:
            if name in description.attributes:
                yield description, description.attributes[name]


def parse_packet(data: bytes) -> Packet:
    """Parse a packet or a sidecar. Raises `UnreadableXmp`.

    UTF-16 becomes UTF-8; entities and document types are refused.
    """
    data = _as_utf8(data)
    parser = _Parser(data)
    root = parser.root
    rdf = root if root.name == Name(RDF, "RDF") else _find(root, Name(RDF, "RDF"))
    if rdf is None:
        raise UnreadableXmp("The XMP holds no description.")
    described = tuple(child for child in rdf.children if child.name == Name(RDF, "Description"))
    if len(described) != len(rdf.children):
        raise UnreadableXmp("The XMP is written in a way that PhotoClip does not change.")
    return Packet(data, rdf, described, tuple(parser.prefixes))


def attribute_places(packet: Packet, element: Element, name: Name) -> list[tuple[int, int, int]]:
    """Where an attribute stands in the element's start tag: the space before it, value, end."""
    places = []
    tag = packet.data[element.start : element.inside]
    for match in _ATTRIBUTE.finditer(tag):
        prefix, colon, local = match[1].decode("utf-8", "replace").partition(":")
        if colon and element.scope.get(prefix) == name.space and local == name.local:
            at = element.start
            places.append((at + match.start(), at + match.start(2), at + match.end()))
    return places


def raw_prefix(packet: Packet, element: Element) -> str:
    """The prefix the element is written with, with its colon; empty if it has none."""
    match = re.match(rb"<([^\s/>]+)", packet.data[element.start : element.inside])
    name = match[1].decode("utf-8", "replace") if match else ""
    return name.rpartition(":")[0] + ":" if ":" in name else ""


def is_empty_tag(packet: Packet, element: Element) -> bool:
    """Whether the element is written as ``<a/>``."""
    return element.outside == element.end


def _as_utf8(data: bytes) -> bytes:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            try:
                text = data[2:].decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableXmp("The XMP is damaged.") from error
            return _DECLARED_ENCODING.sub(r"\1", text, count=1).encode()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableXmp("The XMP is not in UTF-8.") from error
    declared = _DECLARED_ENCODING.search(text[:200])
    if declared and declared[2][1:-1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise UnreadableXmp("The XMP says that it is not in UTF-8.")
    return data


def _find(element: Element, name: Name) -> Element | None:
    for child in element.children:
        found = child if child.name == name else _find(child, name)
        if found is not None:
            return found
    return None


class _Parser:
    """Builds `Element`s with their places. Raises `UnreadableXmp`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        # what is around the document (space, a byte order mark, NULs) is no part of it
        self._offset = max(data.find(b"<"), 0)
        self._count = 0
        self._stack: list[Element] = []
        self._new: dict[str, str] = {}
        self.prefixes: dict[tuple[str, str], None] = {}
        self._root: Element | None = None
        self._parser = expat.ParserCreate("utf-8", _SEPARATOR)
        self._parser.buffer_text = True
        self._parser.StartNamespaceDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        end = len(data.rstrip(b"\0 \t\r\n"))
        try:
            self._parser.Parse(data[self._offset : end], True)
        except (expat.ExpatError, ValueError, UnicodeError) as error:
            raise UnreadableXmp("The XMP is damaged.") from error

    @property
    def root(self) -> Element:
        """The outermost element."""
        if self._root is None:
            raise UnreadableXmp("The XMP is empty.")
        return self._root

    def _refuse(self, *_: object) -> None:
        raise UnreadableXmp("The XMP declares entities, which PhotoClip does not open.")

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._new[prefix or ""] = uri or ""
        self.prefixes.setdefault((prefix or "", uri or ""))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MAX_ELEMENTS or len(self._stack) > _MAX_DEPTH:
            raise UnreadableXmp("The XMP is larger or deeper than any program writes.")
        scope: Mapping[str, str] = self._stack[-1].scope if self._stack else {"xml": XML}
        if self._new:
            scope = {**scope, **self._new}
            self._new = {}
        start = self._parser.CurrentByteIndex + self._offset
        element = Element(_name(name), {_name(k): v for k, v in attributes.items()}, scope, start)
        element.inside = self._tag_end(start)
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self._root = element
        self._stack.append(element)

    def _end(self, _name: str) -> None:
        element = self._stack.pop()
        if self._data[element.inside - 2 : element.inside] == b"/>":
            element.outside = element.end = element.inside
            return
        element.outside = self._parser.CurrentByteIndex + self._offset
        element.end = self._data.index(b">", element.outside) + 1

    def _characters(self, text: str) -> None:
        if self._stack:
            self._stack[-1].text += text

    def _tag_end(self, start: int) -> int:
        """Behind the ``>`` of the start tag, which may also stand inside quotes."""
        at = start
        while True:
            byte = self._data[at : at + 1]
            if byte in (b'"', b"'"):
                at = self._data.index(byte, at + 1)
            elif byte in (b">", b""):
                return at + 1
            at += 1


def _name(text: str) -> Name:
    space, _, local = text.rpartition(_SEPARATOR)
    return Name(space, local)
