"""Camera raw files through LibRaw: the camera's own preview, or a development where that won't do."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import rawpy
from PIL import Image, JpegImagePlugin

from photoclip.core.types import FailureKind
from photoclip.media.damage import Undecodable
from photoclip.media.decode import MAX_DECODE_BYTES, Decoded, DecodeJob, decode_stream
from photoclip.media.formats import format_named
from photoclip.media.resize import Frame
from photoclip.media.source import PhotoSource

_FLIP_TO_ORIENTATION = {0: 1, 3: 3, 5: 8, 6: 6}
"""LibRaw's ``flip`` (dcraw's) as EXIF orientation; LibRaw knows no mirrored pictures."""

_HALF_BYTES_PER_PIXEL = 6  # the mosaic, LibRaw's 4 x 16-bit half-size picture, the 8-bit result
_FULL_BYTES_PER_PIXEL = 17  # the same at full size, and Pillow's copy of the result


def decode_raw(source: PhotoSource, job: DecodeJob) -> Decoded:
    """Decode a raw file. Raises `Undecodable`, `MemoryError`.

    A file that only its name calls raw is read as the TIFF it is.
    """
    try:
        with rawpy.imread(source.stream()) as raw:
            sizes = raw.sizes
            turned = sizes.flip in (5, 6)
            size = (sizes.height, sizes.width) if turned else (sizes.width, sizes.height)
            raw_job = replace(job, original_size=size)
            orientation = _FLIP_TO_ORIENTATION.get(sizes.flip, 1)
            preview = _from_preview(raw, raw_job, orientation)
            return preview if preview is not None else _develop(raw, raw_job, size)
    except (rawpy.LibRawFileUnsupportedError, rawpy.LibRawNotImplementedError) as error:
        return _as_plain_tiff(source, job, error)
    except rawpy.LibRawUnsufficientMemoryError as error:
        raise MemoryError from error
    except rawpy.LibRawError as error:
        raise Undecodable(
            FailureKind.DAMAGED, "The file is damaged: the camera's raw data can't be read."
        ) from error


def _from_preview(raw: rawpy.RawPy, job: DecodeJob, orientation: int) -> Decoded | None:
    """The picture the camera put into the file, or None if there is none that is large enough."""
    try:
        thumbnail = raw.extract_thumb()
        if thumbnail.format is not rawpy.ThumbFormat.JPEG or not isinstance(thumbnail.data, bytes):
            return None
        preview = JpegImagePlugin.JpegImageFile(io.BytesIO(thumbnail.data))
        if not job.purpose.is_served_by(preview.size, job.original_size or preview.size):
            return None
        # some cameras turn the preview's EXIF with the picture's, most leave it without
        own = preview.getexif().get(0x0112)
        preview_job = replace(
            job,
            photo_format=format_named("jpeg"),
            orientation=own if isinstance(own, int) and 1 <= own <= 8 else orientation,
        )
        return decode_stream(io.BytesIO(thumbnail.data), preview_job)
    except (Undecodable, MemoryError):
        raise
    except Exception:  # a broken preview is no reason not to develop the picture
        return None


def _develop(raw: rawpy.RawPy, job: DecodeJob, size: tuple[int, int]) -> Decoded:
    """Demosaic at half size, unless every pixel is wanted and there is memory for that."""
    mosaic = (raw.sizes.raw_width, raw.sizes.raw_height)
    pixels = mosaic[0] * mosaic[1]
    half = job.purpose.is_served_by((size[0] // 2, size[1] // 2), size) or (
        pixels * _FULL_BYTES_PER_PIXEL > MAX_DECODE_BYTES
    )
    job.announce(pixels * (_HALF_BYTES_PER_PIXEL if half else _FULL_BYTES_PER_PIXEL), mosaic)
    samples = raw.postprocess(half_size=half, use_camera_wb=True, output_bps=8)
    image = Image.fromarray(np.ascontiguousarray(samples))
    # LibRaw has turned the picture upright already
    return Decoded(Frame(image, image.size, (0, 0, *image.size), 1), None, *size)


def _as_plain_tiff(source: PhotoSource, job: DecodeJob, error: Exception) -> Decoded:
    unsupported = Undecodable(FailureKind.UNSUPPORTED, "This camera's raw format is not supported.")
    if source.head(2) not in (b"II", b"MM"):
        raise unsupported from error
    try:
        return decode_stream(source.stream(), replace(job, photo_format=format_named("tiff")))
    except (Undecodable, MemoryError):
        raise
    except Exception:
        raise unsupported from error
