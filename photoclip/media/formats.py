"""Which files are photos: by name when walking folders, by content when reading.

A name only says what is worth opening. What a file *is* follows from its first bytes: a PNG named
``.jpg`` is read as the PNG it is, a web page named ``.jpg`` is told apart from a damaged JPEG.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from photoclip.core.types import FailureKind

HEAD_BYTES = 65536
"""How much of a file's beginning `sniff` wants to see; less is fine for small files."""


@dataclass(frozen=True, slots=True)
class PhotoFormat:
    """A picture format PhotoClip reads.

    ``name`` is what a ``type:`` filter says, ``title`` what a person reads, ``extensions`` are
    lower-case and without a dot.
    """

    name: str
    title: str
    extensions: frozenset[bytes]


def _extensions(text: str) -> frozenset[bytes]:
    return frozenset(word.encode("ascii") for word in text.split())


FORMATS: tuple[PhotoFormat, ...] = (
    PhotoFormat("jpeg", "JPEG", _extensions("jpg jpeg jpe jfif jif mpo")),
    PhotoFormat("png", "PNG", _extensions("png apng")),
    PhotoFormat("webp", "WebP", _extensions("webp")),
    PhotoFormat("avif", "AVIF", _extensions("avif avifs")),
    PhotoFormat("gif", "GIF", _extensions("gif")),
    PhotoFormat("tiff", "TIFF", _extensions("tif tiff")),
    PhotoFormat("bmp", "BMP", _extensions("bmp")),
    PhotoFormat("heif", "HEIF", _extensions("heic heif heics heifs hif")),
    PhotoFormat("jpeg2000", "JPEG 2000", _extensions("jp2 j2k jpf jpx j2c jpc")),
    PhotoFormat(
        "raw",
        "RAW",
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


_OTHER_PICTURES = _extensions(
    "blp cur dds dib emf exr fits flc fli hdr icns ico jxl kra msp ora pbm pcx pfm pgm pnm ppm psb"
    " psd qoi ras rgb sgi spider svg tga wal wmf xcf"
)


def is_other_picture_name(name: bytes) -> bool:
    """Whether a file of this name is a picture in a format PhotoClip doesn't read.

    It is opened all the same, so that ``failures`` can say why it can't be found.
    """
    base = os.path.basename(name)
    return not base.startswith(b".") and extension_of(base) in _OTHER_PICTURES


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


_MAGICS = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBP", "webp"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "jpeg2000"),
    (0, b"\xff\x4f\xff\x51", "jpeg2000"),
    (0, b"FUJIFILMCCD-RAW", "raw"),
    (0, b"FOVb", "raw"),  # Sigma
    (0, b"\0MRM", "raw"),  # Minolta
    (0, b"IIU\0", "raw"),  # Panasonic
    (0, b"IIRO", "raw"),  # Olympus
    (0, b"IIRS", "raw"),
    (0, b"MMOR", "raw"),
    (6, b"HEAPCCDR", "raw"),  # Canon before CR2
)


def _sniff_name(head: bytes, name: bytes) -> str | None:
    for at, magic, format_name in _MAGICS:
        if head.startswith(magic, at):
            return format_name
    if head.startswith(b"ftyp", 4):
        return _sniff_ftyp(head)
    if head.startswith(_TIFF_MAGICS):
        return "raw" if has_raw_name(name) or _is_raw_tiff(head) else "tiff"
    if head.startswith(b"BM") and len(head) > 18 and head[14] in _BMP_HEADER_SIZES:
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
    return any(
        # PhotometricInterpretation: CFA, LinearRaw
        tag == _DNG_VERSION or (tag == 262 and value in (32803, 34892))
        for tag, value in _first_directory(head)
    )


_DNG_VERSION = 50706


def _first_directory(head: bytes) -> Iterator[tuple[int, int]]:
    """The tags in a TIFF's first directory with the first two bytes of what they say."""
    order = "<" if head[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", head, 4)
        (count,) = struct.unpack_from(order + "H", head, start)
        for entry in range(min(count, 512)):
            at = start + 2 + 12 * entry
            tag, _type, _number, value = struct.unpack_from(order + "HHIH", head, at)
            yield tag, value
    except struct.error:
        pass  # the directory is past the head, as in most plain TIFFs


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


_TEXT_BEGINNINGS = (
    ((b"<!doctype html", b"<html", b"<head", b"<body"), "a web page"),
    ((b"<?xml", b"<x:xmpmeta", b"<?xpacket"), "an XML document"),
)


def foreign_content(head: bytes) -> tuple[FailureKind, str]:
    """Why a file that `sniff` does not know can't be read: a kind and a sentence for a person."""
    if not head.strip(b"\0"):
        reason = "The file holds nothing but zeros; it was probably never copied completely."
        return FailureKind.DAMAGED, reason
    if any(magic.startswith(head) for _, magic, _ in _MAGICS):
        return FailureKind.DAMAGED, "The file is damaged: it ends after its first few bytes."
    kind, noun = _recognise(head)
    if kind is FailureKind.UNSUPPORTED:
        return kind, f"This is {noun}, which PhotoClip does not read."
    if noun is None:
        return kind, "This is not a picture in a format PhotoClip knows."
    return kind, f"This is {noun}, not a picture."


def _recognise(head: bytes) -> tuple[FailureKind, str | None]:
    for magic, kind, noun in _FOREIGN_MAGICS:
        if head.startswith(magic):
            return kind, noun
    if head[:4] in (b"\0\0\1\0", b"\0\0\2\0") and head[4:6] not in (b"", b"\0\0"):
        return FailureKind.UNSUPPORTED, "an icon" if head[2] == 1 else "a mouse pointer"
    if head[:4] == b"RIFF" or head[4:8] in _QUICKTIME_BOXES:
        noun = "an audio file" if head[8:12] == b"WAVE" else "a video"
        return FailureKind.NOT_A_PHOTO, noun
    return _recognise_text(head[:1024])


def _recognise_text(sample: bytes) -> tuple[FailureKind, str | None]:
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in start:
        return FailureKind.UNSUPPORTED, "an SVG drawing"
    for beginnings, noun in _TEXT_BEGINNINGS:
        if start.startswith(beginnings):
            return FailureKind.NOT_A_PHOTO, noun
    if sample.isascii() and not any(byte < 32 and byte not in b"\t\n\r\f" for byte in sample):
        return FailureKind.NOT_A_PHOTO, "a text"
    return FailureKind.NOT_A_PHOTO, None
