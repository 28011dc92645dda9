"""Names that a person gives to labels and albums, as they are kept."""

from __future__ import annotations

import unicodedata

from photoclip.core.errors import PhotoClipError

LONGEST_NAME = 200
"""Characters."""


def clean_name(what: str, name: str) -> str:
    """A name as it is kept. Raises `PhotoClipError` for what can't be the name of ``what``."""
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean or len(clean) > LONGEST_NAME or any(_unfit(char) for char in clean):
        raise PhotoClipError(
            f"This can't be the name of {what}.",
            f"A name has 1 to {LONGEST_NAME} characters and no control characters.",
        )
    return clean


def _unfit(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Cn")
