"""Pictures and files the tests of `photoclip.media` make for themselves."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import exiv2
import numpy as np
from PIL import Image


def scene(width: int, height: int, *, seed: int = 0) -> Image.Image:
    """A picture with smooth areas, edges, and fine texture, different in every corner."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width, y / height
    noise = np.random.default_rng(seed).normal(0, 12, (height, width))
    red = 200 * x + 40 * np.sin(40 * y)
    green = 180 * y + 50 * (((x * 8).astype(int) + (y * 6).astype(int)) % 2)
    blue = 220 * (1 - x) * y + 20
    picture = np.stack([red, green, blue], axis=-1) + noise[..., None]
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def quarters(width: int = 400, height: int = 300) -> Image.Image:
    """Red, green / blue, white: shows which way is up."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((255, 0, 0), (0, 0, width // 2, height // 2))
    picture.paste((0, 255, 0), (width // 2, 0, width, height // 2))
    picture.paste((0, 0, 255), (0, height // 2, width // 2, height))
    return picture


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def png(width: int, height: int, data: bytes, *, colour_type: int = 2, depth: int = 8) -> bytes:
    """A PNG file by hand: its header may claim anything."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(data)),
            chunk(b"IEND", b""),
        ]
    )


def png_text_bomb() -> bytes:
    """A sound PNG with 64 MB of letters compressed into a text chunk."""
    whole = encoded(quarters(), "PNG")
    body = b"Comment\0\0" + zlib.compress(b"A" * (64 << 20), 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body
    return whole[:33] + chunk + struct.pack(">I", zlib.crc32(b"zTXt" + body)) + whole[33:]


def write(path: Path, data: bytes) -> bytes:
    """Write a file and return its path as the bytes the readers want."""
    path.write_bytes(data)
    return bytes(path)


def write_with_tags(
    path: Path,
    *,
    exif: dict[str, str] | None = None,
    iptc: list[tuple[str, str]] | None = None,
    xmp: dict[str, str | list[str]] | None = None,
) -> bytes:
    """A small JPEG with the given tags, written by Exiv2 under its own key names."""
    path.write_bytes(encoded(scene(64, 48)))
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    for key, text in (exif or {}).items():
        image.exifData()[key] = text
    for key, text in iptc or []:
        image.iptcData().add(exiv2.IptcKey(key), exiv2.StringValue(text))
    for key, value in (xmp or {}).items():
        if isinstance(value, list):
            array = exiv2.XmpArrayValue(value, exiv2.TypeId.xmpBag)
            image.xmpData().add(exiv2.XmpKey(key), array)
        else:
            image.xmpData()[key] = value
    image.writeMetadata()
    return bytes(path)


def xmp_packet(body: str, *, attributes: str = "") -> bytes:
    """An XMP packet around RDF properties, with the usual namespaces declared."""
    return f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" {attributes}
   xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
   xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
   xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
   xmlns:digiKam="http://www.digikam.org/ns/1.0/">{body}</rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def bag(name: str, *items: str) -> str:
    """An unordered list as XMP writes it."""
    listed = "".join(f"<rdf:li>{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:Bag>{listed}</rdf:Bag></{name}>"


def with_xmp(packet: bytes) -> bytes:
    """A small JPEG with an XMP block that nobody checked."""
    whole = encoded(scene(64, 48))
    block = b"http://ns.adobe.com/xap/1.0/\0" + packet
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + whole[2:]
