"""Names that a person gives to labels and albums, as they are kept."""

from __future__ import annotations

import unicodedata

from photoclip.core.errors import PhotoClipError

LONGEST_NAME = 200
"""Characters."""

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn round how the text around them reads: a name could pass for another one."""

_IDLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u2060\ufeff"))
"""They show nothing and join nothing: two names that differ in them look the same. What joins emoji,
or letters of some scripts, is none of them.
"""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that show nothing."""


def clean_name(what: str, name: str) -> str:
    """A name as it is kept. Raises `PhotoClipError` for what can't be the name of ``what``."""
    clean = " ".join(unicodedata.normalize("NFC", name.translate(_IDLE)).split())
    if len(clean) > LONGEST_NAME:
        raise PhotoClipError(
            f"This can't be the name of {what}.",
            f"It has {len(clean):,} characters; a name has {LONGEST_NAME} at most.",
        )
    hidden = name.strip() and not is_seen(clean)
    if (not clean and not hidden) or any(_unfit(char) for char in clean):
        raise PhotoClipError(
            f"This can't be the name of {what}.",
            f"A name has 1 to {LONGEST_NAME} characters and no control characters.",
        )
    if hidden:
        raise PhotoClipError(
            f"This can't be the name of {what}.", "Nothing of it can be seen. Type a word."
        )
    return clean


def is_seen(text: str) -> bool:
    """Whether any of it shows. What joins or parts the characters beside it does not."""
    return not all(_is_invisible(char) for char in text)


def _is_invisible(char: str) -> bool:
    selects = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selects or char in _BLANK or unicodedata.category(char) in ("Cf", "Zs", "Zl", "Zp")


def _unfit(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in ("Cc", "Cs", "Cn")
