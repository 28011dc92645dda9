"""Which files are photos: by name when walking folders, by content when reading.

A name only says what is worth opening. What a file *is* follows from its first bytes: a PNG named
``.jpg`` is read as the PNG it is, a web page named ``.jpg`` is told apart from a damaged JPEG.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass

from photoclip.core.types import FailureKind

HEAD_BYTES = 65536
"""How much of a file's beginning `sniff` wants to see; less is fine for small files."""


@dataclass(frozen=True, slots=True)
class PhotoFormat:
    """A picture format PhotoClip reads.

    ``name`` is what a ``type:`` filter says, ``title`` what a person reads, ``plugin`` the only
    Pillow plug-in that may open it (None: not read by Pillow), ``extensions`` are lower-case and
    without a dot.
    """

    name: str
    title: str
    plugin: str | None
    extensions: frozenset[bytes]


def _extensions(text: str) -> frozenset[bytes]:
    return frozenset(word.encode("ascii") for word in text.split())


FORMATS: tuple[PhotoFormat, ...] = (
    PhotoFormat("jpeg", "JPEG", "JPEG", _extensions("jpg jpeg jpe jfif jif mpo")),
    PhotoFormat("png", "PNG", "PNG", _extensions("png apng")),
    PhotoFormat("webp", "WebP", "WEBP", _extensions("webp")),
    PhotoFormat("avif", "AVIF", "AVIF", _extensions("avif avifs")),
    PhotoFormat("gif", "GIF", "GIF", _extensions("gif")),
    PhotoFormat("tiff", "TIFF", "TIFF", _extensions("tif tiff")),
    PhotoFormat("bmp", "BMP", "BMP", _extensions("bmp")),
    PhotoFormat("heif", "HEIF", "HEIF", _extensions("heic heif heics heifs hif")),
    PhotoFormat("jpeg2000", "JPEG 2000", "JPEG2000", _extensions("jp2 j2k jpf jpx j2c jpc")),
    PhotoFormat(
        "raw",
        "RAW",
        None,
        _extensions(
            "3fr arw cap cr2 cr3 crw dcr dcs dng erf fff gpr iiq k25 kdc mdc mef mos mrw nef nrw"
            " orf ori pef ptx raf raw rw2 rwl sr2 srf srw sti x3f"
        ),
    ),
)

TYPE_ALIASES = {
    "jpg": "jpeg",
    "tif": "tiff",
    "heic": "heif",
    "jp2": "jpeg2000",
    "j2k": "jpeg2000",
    **{
        extension.decode("ascii"): "raw"
        for photo_format in FORMATS
        if photo_format.name == "raw"
        for extension in photo_format.extensions
    },
}
"""Other words people use for a format's name in a ``type:`` filter."""

_BY_NAME = {photo_format.name: photo_format for photo_format in FORMATS}
_BY_EXTENSION = {ext: photo_format for photo_format in FORMATS for ext in photo_format.extensions}

# Brands of the ISO base media file format (ISO/IEC 14496-12, 23008-12) after the "ftyp" box header.
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {
    *(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"),
    *(b"mif1", b"mif2", b"msf1", b"miaf"),
}

_TIFF_MAGICS = (
    *(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    *(b"MM*\0", b"II\0*"),  # byte order and magic disagree; some old writers, and Pillow reads them
)
_RAW_MAGICS = (
    *(b"FUJIFILMCCD-RAW", b"FOVb", b"\0MRM", b"IIU\0", b"IIRO", b"IIRS", b"MMOR"),
)
_BMP_HEADER_SIZES = {12, 16, 40, 52, 56, 64, 108, 124}


def format_named(name: str) -> PhotoFormat:
    """The format with this name. Raises `KeyError` for a name that is not in `FORMATS`."""
    return _BY_NAME[name]


def extension_of(path: bytes) -> bytes:
    """The lower-case extension of a path, without its dot; empty if there is none."""
    return os.path.splitext(os.path.basename(path))[1][1:].lower()


def is_photo_name(name: bytes) -> bool:
    """Whether a file of this name (or path) is worth opening as a photo.

    False for AppleDouble companions (``._IMG_1.jpg``) and for unfinished downloads, whose last
    extension is not a photo's.
    """
    base = os.path.basename(name)
    return not base.startswith(b"._") and extension_of(base) in _BY_EXTENSION


def has_raw_name(name: bytes) -> bool:
    """Whether the extension is one of a camera's raw files."""
    photo_format = _BY_EXTENSION.get(extension_of(name))
    return photo_format is not None and photo_format.name == "raw"


def sniff(head: bytes, name: bytes = b"") -> PhotoFormat | None:
    """The format a file has by its first bytes, or None if it is none of `FORMATS`.

    ``name`` is looked at in one case: most raw files are TIFF files to their first bytes, and only
    their extension tells that the picture in them has to be developed.
    """
    name_of_format = _sniff_name(head, name)
    return None if name_of_format is None else _BY_NAME[name_of_format]


def _sniff_name(head: bytes, name: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _sniff_ftyp(head)
    if head.startswith((b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")):
        return "jpeg2000"
    if head.startswith(_RAW_MAGICS) or head[6:14] == b"HEAPCCDR":
        return "raw"
    if head.startswith(_TIFF_MAGICS):
        return "raw" if has_raw_name(name) or _is_raw_tiff(head) else "tiff"
    if head[:2] == b"BM" and head[14:18] and head[14] in _BMP_HEADER_SIZES:
        return "bmp"
    return None


def _sniff_ftyp(head: bytes) -> str | None:
    size = min(int.from_bytes(head[:4], "big"), len(head), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))}
    if b"crx " in brands:
        return "raw"
    if brands & _AVIF_BRANDS:
        return "avif"
    if brands & _HEIF_BRANDS:
        return "heif"
    return None


def _is_raw_tiff(head: bytes) -> bool:
    """Whether a TIFF's first directory says that it is a DNG, a CR2 or a mosaic of sensor values."""
    if head[8:10] == b"CR" and head[:2] == b"II":
        return True
    order = "<" if head[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", head, 4)
        (count,) = struct.unpack_from(order + "H", head, start)
        for entry in range(min(count, 512)):
            at = start + 2 + 12 * entry
            tag, _type, _number, value = struct.unpack_from(order + "HHIH", head, at)
            if tag == 50706:  # DNGVersion
                return True
            if tag == 262 and value in (32803, 34892):  # PhotometricInterpretation: CFA, LinearRaw
                return True
    except struct.error:
        pass  # the directory is past the head, as in most plain TIFFs
    return False


_FOREIGN_MAGICS: tuple[tuple[bytes, FailureKind, str], ...] = (
    (b"8BPS", FailureKind.UNSUPPORTED, "a Photoshop document"),
    (b"%!PS", FailureKind.UNSUPPORTED, "a PostScript document"),
    (b"\xc5\xd0\xd3\xc6", FailureKind.UNSUPPORTED, "a PostScript document"),
    (b"\xff\x0a", FailureKind.UNSUPPORTED, "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", FailureKind.UNSUPPORTED, "a JPEG XL picture"),
    (b"\x76\x2f\x31\x01", FailureKind.UNSUPPORTED, "an OpenEXR picture"),
    (b"#?RADIANCE", FailureKind.UNSUPPORTED, "a Radiance HDR picture"),
    (b"DDS ", FailureKind.UNSUPPORTED, "a DDS texture"),
    (b"qoif", FailureKind.UNSUPPORTED, "a QOI picture"),
    (b"\0\0\x01\0", FailureKind.UNSUPPORTED, "an icon"),
    (b"\0\0\x02\0", FailureKind.UNSUPPORTED, "a mouse pointer"),
    (b"icns", FailureKind.UNSUPPORTED, "an icon"),
    (b"gimp xcf", FailureKind.UNSUPPORTED, "a GIMP document"),
    (b"%PDF", FailureKind.NOT_A_PHOTO, "a PDF document"),
    (b"PK\x03\x04", FailureKind.NOT_A_PHOTO, "a ZIP archive"),
    (b"Rar!", FailureKind.NOT_A_PHOTO, "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", FailureKind.NOT_A_PHOTO, "a 7-Zip archive"),
    (b"\x1f\x8b", FailureKind.NOT_A_PHOTO, "a gzip archive"),
    (b"\x1a\x45\xdf\xa3", FailureKind.NOT_A_PHOTO, "a video"),
    (b"\0\0\x01\xba", FailureKind.NOT_A_PHOTO, "a video"),
    (b"\0\0\x01\xb3", FailureKind.NOT_A_PHOTO, "a video"),
    (b"OggS", FailureKind.NOT_A_PHOTO, "an audio or video file"),
    (b"ID3", FailureKind.NOT_A_PHOTO, "an audio file"),
    (b"fLaC", FailureKind.NOT_A_PHOTO, "an audio file"),
    (b"SQLite format 3\0", FailureKind.NOT_A_PHOTO, "a database"),
    (b"\0\x05\x16\x07", FailureKind.NOT_A_PHOTO, "a macOS companion file"),
    (b"\x7fELF", FailureKind.NOT_A_PHOTO, "a program"),
    (b"MZ", FailureKind.NOT_A_PHOTO, "a program"),
)
_QUICKTIME_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def foreign_content(head: bytes) -> tuple[FailureKind, str]:
    """Why a file that `sniff` does not know can't be read: a kind and a sentence for a person."""
    for magic, kind, noun in _FOREIGN_MAGICS:
        if head.startswith(magic):
            return kind, _not_a_photo(kind, noun)
    if head[:4] == b"RIFF" and head[8:12] in (b"AVI ", b"WAVE"):
        noun = "a video" if head[8:12] == b"AVI " else "an audio file"
        return FailureKind.NOT_A_PHOTO, _not_a_photo(FailureKind.NOT_A_PHOTO, noun)
    if head[4:8] in _QUICKTIME_BOXES:
        return FailureKind.NOT_A_PHOTO, _not_a_photo(FailureKind.NOT_A_PHOTO, "a video")
    if not head.strip(b"\0"):
        reason = "The file holds nothing but zeros; it was probably never copied completely."
        return FailureKind.DAMAGED, reason
    if any(magic.startswith(head) for magic in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a")):
        return FailureKind.DAMAGED, "The file is damaged: it ends after its first few bytes."
    return _foreign_text(head)


def _foreign_text(head: bytes) -> tuple[FailureKind, str]:
    start = head[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return FailureKind.NOT_A_PHOTO, "This is a web page, not a picture."
    if b"<svg" in start:
        kind = FailureKind.UNSUPPORTED
        return kind, _not_a_photo(kind, "an SVG drawing")
    if start.startswith((b"<?xml", b"<x:xmpmeta", b"<?xpacket")):
        return FailureKind.NOT_A_PHOTO, "This is an XML document, not a picture."
    sample = head[:1024]
    if sample.isascii() and not any(byte < 32 and byte not in b"\t\n\r\f" for byte in sample):
        return FailureKind.NOT_A_PHOTO, "This is a text, not a picture."
    return FailureKind.NOT_A_PHOTO, "This is not a picture in a format PhotoClip knows."


def _not_a_photo(kind: FailureKind, noun: str) -> str:
    if kind is FailureKind.UNSUPPORTED:
        return f"This is {noun}, which PhotoClip does not read."
    return f"This is {noun}, not a picture."
