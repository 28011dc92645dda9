"""Patterns with ``*`` and ``?`` for names, cameras, keywords and folders."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\\[*?\\]|[*?]|[^*?\\]+")
_NORMAL_FORM = re.compile(r"(?:\\[*?\\]|\?|\*(?!\*)|[^*?\\]++)++")


@dataclass(frozen=True, slots=True)
class Glob:
    r"""A pattern over text, blind to case and to how accents are encoded.

    In ``pattern``, ``*`` stands for any run of characters and ``?`` for exactly one; ``\*``, ``\?``
    and ``\\`` stand for themselves. Build one from plain text with `Glob.literal`, from what a
    person typed without quotes with `Glob.wild`.
    """

    pattern: str

    def __post_init__(self) -> None:
        if not self.pattern.strip() or not _NORMAL_FORM.fullmatch(self.pattern):
            raise ValueError(f"not a pattern in normal form: {self.pattern!r}")

    @classmethod
    def literal(cls, text: str) -> Glob:
        """The pattern for exactly this text."""
        return cls(escape(text))

    @classmethod
    def wild(cls, text: str) -> Glob:
        """The pattern in which ``*`` and ``?`` are wildcards and a backslash is a backslash."""
        return cls(collapse(text.replace("\\", "\\\\")))

    @property
    def has_wildcard(self) -> bool:
        """Whether anything in the pattern is a wildcard."""
        return any(token in ("*", "?") for token in tokens(self.pattern))

    def matches(self, text: str) -> bool:
        """Whether the whole of ``text`` is what the pattern says."""
        return _compiled(self.pattern).fullmatch(_folded(text)) is not None

    def matches_within(self, path: str, separator: str, anchored: bool) -> bool:
        """Whether parts of a path that follow one another match; the first too where anchored."""
        parts = path.split(separator)
        return any(
            self.matches(separator.join(parts[start:stop]))
            for start in range(1 if anchored else len(parts))
            for stop in range(start + 1, len(parts) + 1)
        )

    def found_in(self, text: str) -> bool:
        """Like `matches` with a wildcard; without one, whether the text occurs anywhere in it."""
        if self.has_wildcard:
            return self.matches(text)
        return _folded(unescape(self.pattern)) in _folded(text)


def escape(text: str) -> str:
    """Literal text as it stands in a pattern."""
    return re.sub(r"[*?\\]", r"\\\g<0>", text)


def unescape(literal: str) -> str:
    """The inverse of `escape`."""
    return re.sub(r"\\([*?\\])", r"\1", literal)


def collapse(pattern: str) -> str:
    """The same pattern with every run of ``*`` as one, so that equal meanings compare equal."""
    joined: list[str] = []
    for token in tokens(pattern):
        if token != "*" or not joined or joined[-1] != "*":
            joined.append(token)
    return "".join(joined)


def tokens(pattern: str) -> list[str]:
    """The pattern cut into wildcards, escapes and runs of plain text."""
    return _TOKEN.findall(pattern)


def _folded(text: str) -> str:
    # macOS hands out decomposed names, everyone else composed ones; composing after folding also
    # catches the letters whose folded form decomposes.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    # The leftmost place for the text between two stars is always as good as a later one, so an
    # atomic group may forget the others: no pattern can make matching explode.
    pieces: list[str] = [""]
    for token in tokens(_folded(pattern)):
        if token == "*":
            pieces.append("")
        else:
            pieces[-1] += "." if token == "?" else re.escape(unescape(token))
    if len(pieces) == 1:
        return re.compile(pieces[0], re.DOTALL)
    first, *middle, last = pieces
    leaps = "".join(f"(?>.*?{piece})" for piece in middle)
    return re.compile(f"{first}{leaps}.*{last}", re.DOTALL)
