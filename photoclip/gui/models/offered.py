"""What was dragged or copied: files by the names they really have, and pictures of the grid."""

from __future__ import annotations

import sys
from urllib.parse import unquote_to_bytes, urlsplit

from photoclip.browse.messages import ItemKey

KEYS_MIME = "application/x-photoclip-keys"
"""Pictures dragged from the grid: their keys in ASCII, with commas between them."""


def photo_keys(text: bytes) -> tuple[ItemKey, ...]:
    """The keys in `KEYS_MIME` data; none for what is no such text."""
    try:
        return tuple(ItemKey(int(key)) for key in text.decode("ascii").split(",")) if text else ()
    except ValueError:
        return ()


def local_files(uri_list: bytes) -> tuple[bytes, ...]:
    """The paths in a ``text/uri-list`` (RFC 2483) that lie on this computer, in its own bytes.

    Qt's own reading turns names that are not UTF-8 into others.
    """
    paths = []
    for line in uri_list.splitlines():
        try:
            parts = urlsplit(line.decode("ascii", "surrogateescape").strip())
        except ValueError:
            continue
        if parts.scheme.lower() != "file" or parts.netloc not in ("", "localhost"):
            continue
        # "#" and "?" are part of a name where a program forgot to encode them.
        rest = f"?{parts.query}" if parts.query else ""
        rest += f"#{parts.fragment}" if parts.fragment else ""
        path = unquote_to_bytes((parts.path + rest).encode("ascii", "surrogateescape"))
        if sys.platform == "win32":
            path = path.removeprefix(b"/")
        if path:
            paths.append(path)
    return tuple(paths)
