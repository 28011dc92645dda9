"""What is wrong with a picture that can't be decoded, in words a person understands."""

from __future__ import annotations

import numpy as np
from PIL import Image

from photoclip.core.types import FailureKind
from photoclip.media.formats import PhotoFormat
from photoclip.media.source import PhotoSource

_TAIL_BYTES = 1 << 16
_TRUNCATION_WORDS = ("truncated", "unexpected end", "end of", "not enough", "incomplete", "eof")
_UNSUPPORTED_WORDS = ("unsupported", "not supported", "not implemented", "unknown compression")


class Undecodable(Exception):  # noqa: N818 - not a fault: it ends as a `ReadFailure`
    """A picture that can't be decoded: ``kind`` for programs, ``str()`` a sentence for people."""

    def __init__(self, kind: FailureKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def decoded_share(image: Image.Image) -> float:
    """The share of a plain picture's rows above the featureless ones that a cut-off one ends in."""
    samples = np.asarray(image)
    spread = samples.max(axis=1).astype(np.int16) - samples.min(axis=1)
    drawn = np.flatnonzero(spread.reshape(len(samples), -1).max(axis=1) > 2)
    return float(drawn[-1] + 1) / len(samples) if drawn.size else 0.0


def salvage_warning(share: float) -> str:
    """What to say of a damaged picture of which this share of rows could be decoded."""
    if share > 0.99:
        return "The file is slightly damaged; the picture could be read."
    return f"The file is damaged: only about {share:.0%} of the picture could be read."


def explain(error: Exception, source: PhotoSource, photo_format: PhotoFormat) -> Undecodable:
    """A sentence for a person from whatever a plug-in raised."""
    message = str(error).lower()
    if isinstance(error, NotImplementedError) or any(w in message for w in _UNSUPPORTED_WORDS):
        return Undecodable(
            FailureKind.UNSUPPORTED, f"This variant of {photo_format.title} is not supported."
        )
    told = isinstance(error, EOFError) or any(word in message for word in _TRUNCATION_WORDS)
    if told or _is_cut_off(source, photo_format):
        return Undecodable(
            FailureKind.DAMAGED, "The file is damaged: the picture data ends too early."
        )
    return Undecodable(
        FailureKind.DAMAGED,
        f"The file is damaged: its {photo_format.title} data can't be decoded.",
    )


def _is_cut_off(source: PhotoSource, photo_format: PhotoFormat) -> bool:
    """Whether the file is shorter than its format says, where decoders have no words for it."""
    if photo_format.name == "webp":
        return int.from_bytes(source.head(8)[4:], "little") + 8 > source.stamp.size
    marker = {"png": b"IEND", "jpeg": b"\xff\xd9"}.get(photo_format.name)
    if marker is None:
        return False
    return source.buffer.find(marker, max(0, source.stamp.size - _TAIL_BYTES)) < 0
