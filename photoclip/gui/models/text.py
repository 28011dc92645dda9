"""Text from elsewhere – names, paths, captions – made safe to show."""

from __future__ import annotations

from unicodedata import category

from PySide6.QtCore import QCoreApplication


class Counted:
    """Texts with a number in them, for functions: ``Counted.tr("%n photo(s)", "", count)``.

    Qt's tools see a plural in ``tr()``, but none in ``QCoreApplication.translate()``.
    """

    @staticmethod
    def tr(text: str, comment: str, count: int) -> str:
        """``text`` in the person's language, with ``%n`` as ``count`` and in its plural form."""
        return QCoreApplication.translate(Counted.__name__, text, comment, count)


def readable(text: str) -> str:
    """Text without what can't be shown or would reorder the rest of its line."""
    if text.isprintable():  # nearly all text is, and this is a hundred times as fast
        return text
    return "".join(
        char if char.isprintable() or category(char) == "Zs" else "\N{REPLACEMENT CHARACTER}"
        for char in text
    )


def readable_path(path: bytes) -> str:
    """The operating system's bytes of a path as text that is safe to show."""
    return readable(path.decode("utf-8", "replace"))
