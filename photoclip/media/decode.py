"""Decoding a picture once, safely, at the scale that what it is for needs (`picture`).

Memory decides the shape of this module. The only full-size picture that ever exists is the one the
codec makes; it is reduced first and only then flattened, colour-managed and turned. JPEG and JPEG
2000 are not even decoded in full where less will do.
"""

from __future__ import annotations

import contextlib
import importlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Protocol

from PIL import Image, ImageFile, JpegImagePlugin

from photoclip.core.types import FailureKind
from photoclip.media import colour
from photoclip.media.damage import Undecodable, decoded_share, explain, salvage_warning
from photoclip.media.formats import PhotoFormat
from photoclip.media.resize import Frame
from photoclip.media.source import PhotoSource

MAX_DECODE_BYTES = 544 << 20
"""What decoding one picture may take. Fits 108-megapixel RGB; see `_decode_bytes` for the rest."""

LARGE_BYTES = 128 << 20
"""From here on a picture counts as large: it is decoded while no other large one is."""

MIN_SALVAGED = 0.25
"""A damaged picture is kept if at least this share of its rows could be decoded."""

_LEAST_JPEG_BITS = 1 / 128
"""Bits a pixel below anything JPEG reaches: one bit for each 8 x 8 block's mean would be 1/64."""

# Pillow's own guard is a fixed pixel count: it warns about legitimate panoramas, and knows nothing
# of what a format's decoder needs. `_decode_bytes` replaces it.
Image.MAX_IMAGE_PIXELS = None


class Purpose(Protocol):
    """What a picture is decoded for, as far as decoding must know. Sizes are (width, height)."""

    def reduction(self, size: tuple[int, int]) -> int:
        """By which whole factor a picture of this size may shrink and still serve well."""
        ...

    def is_served_by(self, size: tuple[int, int], whole: tuple[int, int]) -> bool:
        """Whether a picture of this ``size`` will do where the ``whole`` one is costly to have."""
        ...

    def drawing_bytes(self, size: tuple[int, int]) -> int:
        """What is taken after the decoding, of a picture of this size, in a copy besides it."""
        ...


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded picture: plain (`colour.to_plain`), neither colour-managed nor upright yet.

    ``profile`` is its colour profile; ``width`` and ``height`` are the upright original's in pixels;
    ``frames`` is the number of pictures in the file; ``warning`` a sentence if the file was damaged.
    """

    frame: Frame
    profile: bytes | None
    width: int
    height: int
    frames: int = 1
    warning: str | None = None


def decode(
    source: PhotoSource,
    photo_format: PhotoFormat,
    purpose: Purpose,
    before_large: Callable[[], None] | None = None,
) -> Decoded:
    """Decode a file's first picture.

    ``before_large`` is called before anything that takes more than `LARGE_BYTES`; it may wait.
    Raises `Undecodable`, `MemoryError`. Not thread-safe: Pillow's leniency is a global.
    """
    job = DecodeJob(photo_format, purpose, before_large)
    if photo_format.name == "raw":
        from photoclip.media import raw  # LibRaw is loaded only where there are raw files

        return raw.decode_raw(source, job)
    try:
        return _decode_properly(source, job)
    except (Undecodable, MemoryError):
        raise
    except Exception as error:  # the plug-ins raise nearly everything on malformed files
        return _salvage(source, job, error)


def _decode_properly(source: PhotoSource, job: DecodeJob) -> Decoded:
    name = job.photo_format.name
    if name == "jpeg" and source.ends_in_zeros:
        raise OSError("truncated: the tail is zeros")
    if name == "jpeg2000":
        # some tilings can't be decoded at a smaller scale, and there is no telling beforehand
        with contextlib.suppress(OSError):
            return decode_stream(source.stream(), job)
        job = replace(job, scale_in_codec=False)
    return decode_stream(source.stream(), job)


@dataclass(frozen=True, slots=True)
class DecodeJob:
    """What a picture is decoded as, and for what."""

    photo_format: PhotoFormat
    purpose: Purpose
    before_large: Callable[[], None] | None
    scale_in_codec: bool = True  # let the codec decode a smaller picture where it can
    orientation: int | None = None  # overrides what the picture itself says
    original_size: tuple[int, int] | None = None  # upright; overrides likewise

    def announce(self, needed: int, size: tuple[int, int]) -> None:
        """Refuse what needs too many bytes, and wait for one's turn with what needs many."""
        if needed > MAX_DECODE_BYTES:
            megapixels = size[0] * size[1] / 1e6
            raise Undecodable(
                FailureKind.TOO_LARGE,
                f"The picture is too large: {size[0]} × {size[1]} pixels"
                f" ({megapixels:,.0f} megapixels).",
            )
        taken = needed + self.purpose.drawing_bytes(size)
        if taken > LARGE_BYTES and self.before_large is not None:
            self.before_large()


def decode_stream(stream: BinaryIO, job: DecodeJob, *, lenient: bool = False) -> Decoded:
    """Decode with the one plug-in that may read this format; raises whatever the plug-in raises.

    ``lenient`` keeps what can be decoded of a damaged picture, or raises `Undecodable` if that is
    less than `MIN_SALVAGED`.
    """
    image = _open(stream, job.photo_format)
    size = image.size
    if min(size) < 1:
        raise Undecodable(FailureKind.DAMAGED, "The file is damaged: the picture has no size.")
    if job.photo_format.name == "jpeg":
        _check_jpeg_length(stream, size)
    box = _draft(image, job)
    job.announce(_decode_bytes(image, size), size)
    image.load()
    if job.photo_format.name == "heif":
        size = image.size  # which libheif knows for sure only after decoding
    frame = _reduced(image, size, box or (0, 0, *image.size), job)
    share = decoded_share(frame.image) if lenient else 1.0
    if share < MIN_SALVAGED:
        raise Undecodable(
            FailureKind.DAMAGED, "The file is damaged: the picture data ends too early."
        )
    profile = image.info.get("icc_profile")
    width, height = job.original_size or frame.upright_size
    return Decoded(
        frame,
        profile if isinstance(profile, bytes) else None,
        width,
        height,
        _count_frames(image, job.photo_format),
        salvage_warning(share) if lenient else None,
    )


_PLUGINS = {
    "jpeg": ("PIL.JpegImagePlugin", "JPEG"),
    "png": ("PIL.PngImagePlugin", "PNG"),
    "webp": ("PIL.WebPImagePlugin", "WEBP"),
    "avif": ("PIL.AvifImagePlugin", "AVIF"),
    "gif": ("PIL.GifImagePlugin", "GIF"),
    "tiff": ("PIL.TiffImagePlugin", "TIFF"),
    "bmp": ("PIL.BmpImagePlugin", "BMP"),
    "heif": ("pi_heif", "HEIF"),
    "jpeg2000": ("PIL.Jpeg2KImagePlugin", "JPEG2000"),
}
"""The one plug-in that may open each format: its module, imported when needed, and its name."""


def _open(stream: BinaryIO, photo_format: PhotoFormat) -> ImageFile.ImageFile:
    # not through Image.open, which tries several plug-ins (one of them runs Ghostscript) and hides
    # what went wrong
    if photo_format.name == "jpeg":
        # nor through the plug-in's factory, which interprets multi-picture extensions: phones use
        # them for gain maps, and they are often malformed
        return JpegImagePlugin.JpegImageFile(stream)
    module_name, plugin = _PLUGINS[photo_format.name]
    if plugin not in Image.OPEN:
        module = importlib.import_module(module_name)
        if plugin == "HEIF":
            module.register_heif_opener(thumbnails=False)
            # pictures are decoded in several processes at once already
            module.options.DECODE_THREADS = 1
    factory, _accept = Image.OPEN[plugin]
    return factory(stream, "")


def _draft(image: ImageFile.ImageFile, job: DecodeJob) -> tuple[float, float, float, float] | None:
    """Ask JPEG and JPEG 2000 for a smaller picture; the box the whole picture has in it."""
    width, height = image.size
    scale = job.purpose.reduction(image.size)
    if not job.scale_in_codec:
        return None
    if job.photo_format.name == "jpeg":
        divisor = next(step for step in (8, 4, 2, 1) if step <= max(scale, 1))
        if divisor == 1:
            return None
        drafted = image.draft(None, (width // divisor, height // divisor))
        return None if drafted is None else drafted[1]
    if job.photo_format.name == "jpeg2000" and scale >= 4:
        # one level less than would fit: a wavelet's smaller picture is sharper than an averaged one
        levels = min(scale.bit_length() - 2, 5)
        image.reduce = levels  # type: ignore[method-assign,assignment]
    return None


def _reduced(
    image: Image.Image,
    size: tuple[int, int],
    box: tuple[float, float, float, float],
    job: DecodeJob,
) -> Frame:
    """The loaded picture as a plain frame, shrunk where it is much larger than needed."""
    factor = job.purpose.reduction(image.size)
    orientation = job.orientation or _orientation(image)
    plain = _shrink(image, factor)
    scaled = (box[0] / factor, box[1] / factor, box[2] / factor, box[3] / factor)
    return Frame(plain, size, scaled, orientation)


def _shrink(image: Image.Image, factor: int) -> Image.Image:
    """Average ``factor`` x ``factor`` blocks and make the result plain, without a big copy."""
    if colour.is_plain(image):
        return image if factor == 1 else Image.Image.reduce(image, factor)
    value_range = colour.sample_range(image)
    width, height = image.size
    if width * height <= colour.STRIP_PIXELS:
        plain = colour.to_plain(image, value_range)
        return plain if factor == 1 else plain.reduce(factor)
    result: Image.Image | None = None
    row = 0
    for strip in colour.strips(image, multiple=factor):
        piece = colour.to_plain(strip, value_range)
        if factor > 1:
            piece = piece.reduce(factor)
        if result is None:
            result = Image.new(piece.mode, (-(-width // factor), -(-height // factor)))
        result.paste(piece, (0, row))
        row += piece.height
    assert result is not None
    return result


def _decode_bytes(image: ImageFile.ImageFile, size: tuple[int, int]) -> int:
    """Roughly how many bytes loading this picture takes at its peak, known from its header.

    Measured with 12-megapixel pictures: the codecs' own buffers come on top of Pillow's.
    """
    name = image.format or ""
    pixels = image.size[0] * image.size[1]
    own = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "LA": 4}.get(image.mode, 4)
    if name == "JPEG":
        return pixels * own + (_coefficient_bytes(image, size) if _is_progressive(image) else 0)
    if name == "TIFF":
        turned = 2 if _orientation(image) != 1 else 1  # Pillow turns TIFF upright in a second copy
        return pixels * own * turned + _tiff_strip_bytes(image, own)
    if name == "JPEG2000":
        reduced = pixels >> 2 * int(getattr(image, "_reduce", 0))
        return pixels + reduced * (20 if own == 4 else 6)
    codec = {"WEBP": 13, "AVIF": 6, "HEIF": 5}.get(name, 0)
    return pixels * (own + codec)


def _tiff_strip_bytes(image: ImageFile.ImageFile, own: int) -> int:
    """Libtiff decodes strip by strip, and many writers make the whole picture one strip."""
    tags = getattr(image, "tag_v2", {})
    compressed, tiled = tags.get(259, 1) != 1, 322 in tags
    if tiled or not compressed:
        return 0
    rows = tags.get(278, image.size[1])
    return image.size[0] * min(int(rows), image.size[1]) * own


def _check_jpeg_length(stream: BinaryIO, size: tuple[int, int]) -> None:
    """Refuse a header that claims more pixels than the data could hold; decoders would paint grey."""
    position = stream.tell()
    bits = stream.seek(0, io.SEEK_END) * 8
    stream.seek(position)
    if bits < size[0] * size[1] * _LEAST_JPEG_BITS:
        reason = (
            f"The file is damaged: it claims to be a picture of {size[0]} × {size[1]} pixels, but"
            " holds far too little data."
        )
        raise Undecodable(FailureKind.DAMAGED, reason)


def _is_progressive(image: ImageFile.ImageFile) -> bool:
    return bool(image.info.get("progressive") or image.info.get("progression"))


def _coefficient_bytes(image: ImageFile.ImageFile, size: tuple[int, int]) -> int:
    """Progressive JPEG keeps every coefficient of the full-size picture, whatever the scale."""
    layers: list[tuple[int, int, int, int]] = getattr(image, "layer", [])
    if not layers:
        return size[0] * size[1] * 6
    largest = max(h for _, h, _, _ in layers) * max(v for _, _, v, _ in layers)
    return sum(size[0] * size[1] * h * v * 2 // max(largest, 1) for _, h, v, _ in layers)


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:  # malformed EXIF raises nearly everything; the picture itself may be fine
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _count_frames(image: ImageFile.ImageFile, photo_format: PhotoFormat) -> int:
    # a second picture in a JPEG is a gain map or a preview, not something to look at
    if photo_format.name in ("jpeg", "jpeg2000", "bmp"):
        return 1
    try:
        return max(1, int(getattr(image, "n_frames", 1)))
    except Exception:  # only the pictures after the first are damaged
        return 1


@contextlib.contextmanager
def _leniency() -> Iterator[None]:
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _salvage(source: PhotoSource, job: DecodeJob, error: Exception) -> Decoded:
    """Decode what is there of a file that could not be decoded properly."""
    if job.photo_format.name in ("webp", "avif", "heif"):
        raise explain(error, source, job.photo_format) from error
    try:
        with _leniency():
            stream = source.stream(repaired=job.photo_format.name == "jpeg")
            return decode_stream(stream, job, lenient=True)
    except (Undecodable, MemoryError):
        raise
    except Exception as second:
        raise explain(second, source, job.photo_format) from error
