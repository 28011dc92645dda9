"""Files that were dragged or copied from another program, by the names they really have."""

from __future__ import annotations

import sys
from urllib.parse import unquote_to_bytes, urlsplit


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
