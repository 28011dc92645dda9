"""PhotoClip's fields in an XMP packet: reading them raw, and changing them and nothing else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from enum import Enum
from xml.sax.saxutils import escape, quoteattr

from photoclip.media.xmp_packet import (
    RDF,
    XML,
    Element,
    Name,
    Packet,
    UnreadableXmp,
    attribute_places,
    is_empty_tag,
    parse_packet,
    raw_prefix,
)


class Shape(Enum):
    """How XMP writes a property."""

    TEXT = "text"
    LIST = "list"
    LANGUAGES = "languages"  # one text a language; only the default one is ours


_PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0/",
}
_OLD_MICROSOFT = "http://ns.microsoft.com/photo/1.0"

XMP_FIELDS: Mapping[str, Shape] = {
    "Xmp.dc.subject": Shape.LIST,
    "Xmp.lr.hierarchicalSubject": Shape.LIST,
    "Xmp.digiKam.TagsList": Shape.LIST,
    "Xmp.MicrosoftPhoto.LastKeywordXMP": Shape.LIST,
    "Xmp.xmp.Rating": Shape.TEXT,
    "Xmp.MicrosoftPhoto.Rating": Shape.TEXT,
    "Xmp.dc.title": Shape.LANGUAGES,
    "Xmp.dc.description": Shape.LANGUAGES,
}
"""What is ours in XMP, by Exiv2's key names."""

EMPTY_PACKET = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="PhotoClip">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
    xmlns:digiKam="http://www.digikam.org/ns/1.0/"
    xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/">
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""

_BAG, _SEQ, _ALT, _LI = (Name(RDF, local) for local in ("Bag", "Seq", "Alt", "li"))
_LANGUAGE = Name(XML, "lang")
_DEFAULT = "x-default"


def read_xmp_fields(data: bytes) -> dict[str, tuple[str, ...]]:
    """Our fields in a packet, as they are written (a field's default language only).

    Raises `UnreadableXmp`.
    """
    packet = parse_packet(data)
    found = {}
    for key, shape in XMP_FIELDS.items():
        values = _values(packet, _name(key), shape)
        if values:
            found[key] = values
    return found


def change_xmp(data: bytes, changes: Mapping[str, tuple[str, ...]]) -> bytes:
    """The packet with these fields changed; an empty tuple takes a field out.

    What is not named stays byte for byte. Raises `UnreadableXmp`.
    """
    for key, values in changes.items():
        packet = parse_packet(data)
        name, shape = _name(key), XMP_FIELDS[key]
        if shape is Shape.LIST:
            data = _change_list(packet, name, values)
        elif shape is Shape.TEXT:
            data = _change_text(packet, name, values)
        else:
            data = _change_languages(packet, name, values)
    return data


def foreign_xmp(data: bytes) -> tuple[str, ...]:
    """Everything in a packet that is not ours, in one form that can be compared.

    Of titles and captions the other languages count as foreign. Raises `UnreadableXmp`.
    """
    parse_packet(data)  # refuses what may not be parsed
    root = ET.fromstring(data.strip(b"\0 \t\r\n"))
    ours = {_qualified(name) for name in _names()}
    found = []
    for description in root.iter(f"{{{RDF}}}Description"):
        for key, value in description.attrib.items():
            if key not in ours and key != f"{{{RDF}}}about":
                found.append(f"{key}={value}")
        for child in description:
            if child.tag not in ours:
                found.append(ET.canonicalize(ET.tostring(child), strip_text=True))
            elif XMP_FIELDS[_key_of(child.tag)] is Shape.LANGUAGES:
                found += [
                    f"{child.tag} {item.get(f'{{{XML}}}lang')}={item.text}"
                    for item in child.iter(f"{{{RDF}}}li")
                    if item.get(f"{{{XML}}}lang", _DEFAULT) != _DEFAULT
                ]
    return tuple(sorted(found))


def says_nothing(data: bytes) -> bool:
    """Whether a packet holds no property at all. Raises `UnreadableXmp`."""
    return not read_xmp_fields(data) and not foreign_xmp(data)


# Names


def _name(key: str) -> Name:
    _, prefix, local = key.split(".")
    return Name(_PREFIXES[prefix], local)


def _names() -> list[Name]:
    names = [_name(key) for key in XMP_FIELDS]
    return names + [_old(name) for name in names if name.space == _PREFIXES["MicrosoftPhoto"]]


def _old(name: Name) -> Name:
    return Name(_OLD_MICROSOFT, name.local)


def _both(name: Name) -> tuple[Name, ...]:
    return (name, _old(name)) if name.space == _PREFIXES["MicrosoftPhoto"] else (name,)


def _qualified(name: Name) -> str:
    return f"{{{name.space}}}{name.local}"


def _key_of(tag: str) -> str:
    space, _, local = tag.removeprefix("{").partition("}")
    space = _PREFIXES["MicrosoftPhoto"] if space == _OLD_MICROSOFT else space
    return next(key for key in XMP_FIELDS if _name(key) == Name(space, local))


def _prefix(name: Name) -> str:
    return next(
        prefix for prefix, space in _PREFIXES.items() if space.rstrip("/") == name.space.rstrip("/")
    )


# Reading


def _elements(packet: Packet, name: Name) -> list[Element]:
    return [element for one in _both(name) for element in packet.elements(one)]


def _attributes(packet: Packet, name: Name) -> list[tuple[Element, Name, str]]:
    return [
        (element, one, value) for one in _both(name) for element, value in packet.attributes(one)
    ]


def _values(packet: Packet, name: Name, shape: Shape) -> tuple[str, ...]:
    for element in _elements(packet, name):
        holder = element.child(_BAG, _SEQ, _ALT)
        if holder is None:
            return (element.all_text(),) if element.all_text().strip() else ()
        items = [item for item in holder.children if item.name == _LI]
        if shape is Shape.LANGUAGES:
            default = _default(holder)
            return () if default is None else (default.all_text(),)
        texts = tuple(item.all_text() for item in items)
        return texts if shape is Shape.LIST else texts[:1]
    for _, _, value in _attributes(packet, name):
        return (value,) if value.strip() else ()
    return ()


def _default(holder: Element) -> Element | None:
    for item in holder.children:
        if item.name == _LI and item.attributes.get(_LANGUAGE, _DEFAULT) == _DEFAULT:
            return item
    return None


# Changing


def _change_text(packet: Packet, name: Name, values: tuple[str, ...]) -> bytes:
    elements, attributes = _elements(packet, name), _attributes(packet, name)
    if len(values) == 1 and len(elements) + len(attributes) == 1:
        if elements and elements[0].child(_BAG, _SEQ, _ALT) is None:
            only = elements[0]
            if not is_empty_tag(packet, only):
                return _spliced(packet, [(only.inside, only.outside, _escaped(values[0]))])
        elif attributes:
            element, one, _ = attributes[0]
            places = attribute_places(packet, element, one)
            return _spliced(packet, [(places[0][1], places[0][2], _quoted(values[0]))])
    data = _without(packet, name)
    return _inserted(data, name, _escaped(values[0]).decode()) if values else data


def _change_list(packet: Packet, name: Name, values: tuple[str, ...]) -> bytes:
    elements = _elements(packet, name)
    holder = elements[0].child(_BAG, _SEQ) if len(elements) == 1 else None
    plain = holder is not None and all(item.name == _LI for item in holder.children)
    if holder is None or not values or not plain or is_empty_tag(packet, holder):
        data = _without(packet, name)
        items = "".join(f"<rdf:li>{_escaped(value).decode()}</rdf:li>" for value in values)
        return _inserted(data, name, f"<rdf:Bag>{items}</rdf:Bag>") if values else data
    # items that stay keep their bytes, whatever else is said of them
    kept: list[bytes] = []
    waiting = list(holder.children)
    li = raw_prefix(packet, holder) + "li"
    for value in values:
        same = next((item for item in waiting if item.all_text() == value), None)
        if same is None:
            kept.append(f"<{li}>".encode() + _escaped(value) + f"</{li}>".encode())
        else:
            waiting.remove(same)
            kept.append(packet.data[same.start : same.end])
    first = holder.children[0].start if holder.children else holder.outside
    gap = packet.data[holder.inside : first]
    tail = packet.data[holder.children[-1].end : holder.outside] if holder.children else b""
    body = b"".join(gap + item for item in kept) + tail
    return _spliced(packet, [(holder.inside, holder.outside, body)])


def _change_languages(packet: Packet, name: Name, values: tuple[str, ...]) -> bytes:
    elements = _elements(packet, name)
    holder = elements[0].child(_ALT) if len(elements) == 1 else None
    if holder is None or is_empty_tag(packet, holder):
        data = _without(packet, name)
        if not values:
            return data
        item = f'<rdf:li xml:lang="x-default">{_escaped(values[0]).decode()}</rdf:li>'
        return _inserted(data, name, f"<rdf:Alt>{item}</rdf:Alt>")
    default = _default(holder)
    if not values:
        if default is None:
            return packet.data
        if len(holder.children) == 1:
            return _without(packet, name)
        return _spliced(packet, [(default.start, default.end, b"")])
    text = _escaped(values[0])
    if default is not None and not is_empty_tag(packet, default):
        return _spliced(packet, [(default.inside, default.outside, text)])
    li = raw_prefix(packet, holder) + "li"
    item_bytes = f'<{li} xml:lang="x-default">'.encode() + text + f"</{li}>".encode()
    old_end = holder.inside if default is None else default.end
    old_start = holder.inside if default is None else default.start
    return _spliced(packet, [(old_start, old_end, item_bytes)])


def _without(packet: Packet, name: Name) -> bytes:
    """The packet without the property, in whatever form and how often it was given."""
    cuts = []
    for element in _elements(packet, name):
        start = element.start
        while packet.data[start - 1 : start] in (b" ", b"\t"):
            start -= 1
        # the line goes with it
        alone = packet.data[start - 1 : start] == b"\n"
        cuts.append((start - 1 if alone else element.start, element.end, b""))
    for element, one, _ in _attributes(packet, name):
        cuts += [(start, end, b"") for start, _, end in attribute_places(packet, element, one)]
    return _spliced(packet, cuts)


def _inserted(data: bytes, name: Name, content: str) -> bytes:
    """The packet with a property it didn't have, at the end of its first description."""
    packet = parse_packet(data)
    if not packet.descriptions:
        block = f'<rdf:Description xmlns:rdf="{RDF}" rdf:about=""></rdf:Description>'.encode()
        outer = packet.rdf
        place = (outer.outside, outer.outside, block)
        if is_empty_tag(packet, outer):
            place = _opened(packet, outer, block)
        return _inserted(_spliced(packet, [place]), name, content)
    if any(space == _OLD_MICROSOFT for _, space in packet.prefixes):
        name = _both(name)[-1]
    description = packet.descriptions[0]
    # the prefix that the packet uses for the namespace: XMP toolkits want one for each
    prefix, rdf = _prefix_in(packet, name.space, _prefix(name)), _prefix_in(packet, RDF, "rdf")
    content = content.replace("<rdf:", f"<{rdf}:").replace("</rdf:", f"</{rdf}:")
    tag = f"{prefix}:{name.local}"
    declared = "".join(
        f" xmlns:{one}={quoteattr(space)}"
        for one, space in ((prefix, name.space), (rdf, RDF))
        if description.scope.get(one) != space and (one == prefix or f"<{rdf}:" in content)
    )
    element = f"<{tag}{declared}>{content}</{tag}>".encode()
    if is_empty_tag(packet, description):
        return _spliced(packet, [_opened(packet, description, b"\n   " + element + b"\n  ")])
    at = description.outside
    while at > description.inside and packet.data[at - 1 : at] in b" \t\r\n":
        at -= 1
    return _spliced(packet, [(at, at, b"\n   " + element)])


def _prefix_in(packet: Packet, space: str, usual: str) -> str:
    taken = {prefix for prefix, _ in packet.prefixes}
    for prefix, declared in packet.prefixes:
        if declared == space and prefix:
            return prefix
    while usual in taken:
        usual += "1"
    return usual


def _opened(packet: Packet, element: Element, content: bytes) -> tuple[int, int, bytes]:
    """``<a/>`` as ``<a>content</a>``: what to splice."""
    match = re.match(rb"<([^\s/>]+)", packet.data[element.start : element.inside])
    if match is None:
        raise UnreadableXmp("The XMP is damaged.")
    return (element.inside - 2, element.inside, b">" + content + b"</" + match[1] + b">")


def _spliced(packet: Packet, cuts: list[tuple[int, int, bytes]]) -> bytes:
    data = packet.data
    for start, end, new in sorted(cuts, reverse=True):
        data = data[:start] + new + data[end:]
    return data


def _legal(text: str) -> str:
    """Without the characters that XML can't hold in any way."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def _escaped(text: str) -> bytes:
    return escape(_legal(text), {"\r": "&#13;"}).encode()


def _quoted(text: str) -> bytes:
    return quoteattr(_legal(text)).encode()
