"""What a scan and the watcher pass over: hidden names, other programs' folders, the person's rules."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from pathspec import GitIgnoreSpec

from photoclip.core.errors import PhotoClipError

#: Folders that other programs and systems fill with thumbnails, previews and deleted files. Names
#: are compared without regard to case. (`.thumbnails`, `.Trashes` and their like are hidden.)
IGNORED_FOLDERS = frozenset(
    name.encode()
    for name in (
        "@eaDir",  # Synology: thumbnails
        "#recycle",
        "#snapshot",
        "@Recycle",  # QNAP
        "@Recently-Snapshot",
        "$RECYCLE.BIN",
        "RECYCLER",
        "System Volume Information",
        "lost+found",
        "__MACOSX",  # resource forks in unpacked archives
    )
)

#: A folder holding this file is a PhotoClip library, not a place for photos. Only a listing tells,
#: so `scan` and the watcher see to it, not the rules.
LIBRARY_MARK = b"library.sqlite3"

_IGNORED = frozenset(name.lower() for name in IGNORED_FOLDERS)

#: Folders with this ending hold previews that Lightroom made.
_PREVIEWS = b".lrdata"

#: Folders that macOS shows as one file. Everything inside them was made by the program, except what
#: lies in their folder of originals.
_PACKAGES = (b".photoslibrary", b".photolibrary", b".migratedphotolibrary", b".aplibrary")
_PACKAGE_ORIGINALS = frozenset((b"originals", b"masters"))


class IgnoreRules:
    """Which paths of a root are passed over.

    Always hidden: every name that begins with a dot, the folders of other programs
    (`IGNORED_FOLDERS`, Lightroom's previews) and what Apple's photo libraries hold beside their
    originals. ``patterns`` adds the person's own in the syntax of ``.gitignore``, relative to the
    root; a pattern with ``!`` takes back an earlier one of them, never a built-in rule.

    Raises `PhotoClipError` that names the pattern which makes no sense.
    """

    def __init__(self, patterns: Sequence[str] = ()) -> None:
        self.patterns = tuple(patterns)
        compiled = [spec for pattern in self.patterns for spec in _compiled(pattern).patterns]
        # one back end everywhere: the faster ones refuse names that are not UTF-8
        self._spec = GitIgnoreSpec(compiled, backend="simple") if compiled else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IgnoreRules) and self.patterns == other.patterns

    def __hash__(self) -> int:
        return hash(self.patterns)

    def hides(self, path: bytes, *, is_folder: bool) -> bool:
        """Whether ``path``, relative to its root, or a folder above it is passed over.

        ``path`` is the operating system's bytes. The root itself (``b""``) is never hidden.
        """
        if not path:
            return False
        folder = b""
        *above, name = path.split(os.sep.encode())
        for part in above:
            if self.hides_inside(folder, part, is_folder=True):
                return True
            folder = os.path.join(folder, part)
        return self.hides_inside(folder, name, is_folder=is_folder)

    def hides_inside(self, folder: bytes, name: bytes, *, is_folder: bool) -> bool:
        """The same for ``name`` inside ``folder``, which is known not to be hidden itself."""
        lower = name.lower()
        if name.startswith(b".") or lower in _IGNORED:
            return True
        if is_folder and lower.endswith(_PREVIEWS):
            return True
        if folder.lower().endswith(_PACKAGES) and lower not in _PACKAGE_ORIGINALS:
            return True
        if self._spec is None:
            return False
        text = os.fsdecode(os.path.join(folder, name)).replace("\n", "?").replace(os.sep, "/")
        return self._spec.match_file(text + "/" if is_folder else text)


def _compiled(pattern: str) -> GitIgnoreSpec:
    """One pattern, compiled; raises `PhotoClipError` if it can never match anything."""
    hint = "Patterns are written as in .gitignore, for example  *.tmp  or  /Exports/  or  **/old."
    message = f"The pattern “{pattern}” for what to pass over makes no sense."
    if not pattern.strip() or pattern.startswith("#"):
        return GitIgnoreSpec([])
    try:
        spec = GitIgnoreSpec.from_lines([pattern], backend="simple")
    except (ValueError, re.error) as error:
        raise PhotoClipError(message, hint) from error
    if any(compiled.include is None for compiled in spec.patterns):
        raise PhotoClipError(message, hint)
    return spec
