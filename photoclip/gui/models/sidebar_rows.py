"""What the sidebar says of a library, as rows: values, and no Qt model yet."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from photoclip.browse.messages import Folder, Overview, RootOverview
from photoclip.gui.models.text import readable, readable_path
from photoclip.gui.models.told import told

Key = tuple[object, ...]  # what makes a row the same row in the next overview
translate = QCoreApplication.translate  # the name by which the texts are collected


class RowKind(StrEnum):
    """What a row of the sidebar is."""

    ALL = "all"
    PICKED = "picked"
    FOLDERS = "folders"  # this and the next two are headings
    ALBUMS = "albums"
    LABELS = "labels"
    ROOT = "root"
    FOLDER = "folder"
    ALBUM = "album"
    SMART_ALBUM = "smart-album"
    LABEL = "label"
    DUPLICATES = "duplicates"
    OFFLINE = "offline"
    FAILED = "failed"


HEADINGS = frozenset({RowKind.FOLDERS, RowKind.ALBUMS, RowKind.LABELS})
NAMED = frozenset({RowKind.ALBUM, RowKind.SMART_ALBUM, RowKind.LABEL})  # a person gave the name
TAKING = frozenset({RowKind.ALBUM, RowKind.LABEL})  # photos can be dropped on them


class Row:
    """One row. Rows of folders below it are made when somebody first looks."""

    __slots__ = (
        "away",
        "children",
        "count",
        "folders",
        "id",
        "key",
        "kind",
        "name",
        "parent",
        "place",
        "query",
        "root",
        "text",
        "tip",
    )

    def __init__(
        self,
        key: Key,
        kind: RowKind,
        text: str,
        count: int | None = None,
        query: str | None = None,
        *,
        tip: str = "",
        name: str = "",
        away: bool = False,
    ) -> None:
        self.key = key
        self.kind = kind
        self.text = text
        self.count = count
        self.query = query
        self.tip = tip
        self.name = name
        self.away = away
        self.id = 0
        self.place = 0
        self.parent: Row | None = None
        self.children: list[Row] | None = []
        self.root: FolderTree | None = None
        self.folders: Sequence[Folder] = ()

    def shows_as(self, other: Row) -> bool:
        """Whether a view would draw the other row just the same."""
        return (
            self.text == other.text
            and self.count == other.count
            and self.query == other.query
            and self.tip == other.tip
            and self.away == other.away
            and self.kind == other.kind
        )


class FolderTree:
    """The folders of one root, put in order when the first of them is wanted."""

    def __init__(self, root: RootOverview) -> None:
        self.path = root.path
        self._folders = root.folders
        self._below: dict[str, list[Folder]] | None = None

    def below(self, path: str) -> Sequence[Folder]:
        """The folders right below this one; "" is the root."""
        if self._below is None:
            below: dict[str, list[Folder]] = {}
            known = {folder.path for folder in self._folders}
            for folder in self._folders:
                above = folder.path.rpartition("/")[0]
                while above and above not in known:
                    above = above.rpartition("/")[0]
                below.setdefault(above, []).append(folder)
            self._below = below
        return self._below.get(path, ())


def rows_of(overview: Overview) -> list[Row]:
    """The rows at the top, with the rows below headings; folders are made when they are wanted."""
    rows = [
        # Files that wait to be read can be looked at already.
        Row(
            ("all",),
            RowKind.ALL,
            translate("Sidebar", "All photos"),
            overview.photos + overview.waiting,
            "",
        ),
        Row(("picked",), RowKind.PICKED, translate("Sidebar", "Picked"), None, "is:picked"),
        _heading(RowKind.FOLDERS, translate("Sidebar", "Folders"), map(_root, overview.roots)),
        _heading(
            RowKind.ALBUMS,
            translate("Sidebar", "Albums"),
            (
                Row(
                    ("album", album.smart, album.name),
                    RowKind.SMART_ALBUM if album.smart else RowKind.ALBUM,
                    readable(album.name),
                    album.count,
                    album.query,
                    name=album.name,
                    tip=readable(album.query) if album.smart else "",
                )
                for album in overview.albums
            ),
        ),
        _heading(
            RowKind.LABELS,
            translate("Sidebar", "Labels"),
            (
                Row(
                    ("label", label.name),
                    RowKind.LABEL,
                    readable(label.name),
                    label.count,
                    label.query,
                    name=label.name,
                )
                for label in overview.labels
            ),
        ),
    ]
    for kind, text, count, query in (
        (
            RowKind.DUPLICATES,
            translate("Sidebar", "Duplicates"),
            overview.duplicates,
            "is:duplicate",
        ),
        (RowKind.OFFLINE, translate("Sidebar", "Offline"), overview.offline, "is:offline"),
        (RowKind.FAILED, translate("Sidebar", "Not read"), overview.failed, "is:failed"),
    ):
        if count > 0:
            rows.append(Row((kind,), kind, text, count, query))
    return rows


def rows_below(row: Row) -> list[Row]:
    """The rows of the folders right below a root or a folder."""
    assert row.root is not None
    return [folder_row(folder, row.root, row.name) for folder in row.root.below(row.name)]


def path_of(row: Row) -> bytes | None:
    """The absolute path of a root or a folder; None for any other row."""
    if row.root is None:
        return None
    if row.kind is RowKind.ROOT:
        return row.root.path
    return os.path.join(row.root.path, *map(os.fsencode, row.name.split("/")))


def _heading(kind: RowKind, text: str, children: Iterable[Row]) -> Row:
    heading = Row((kind,), kind, text)
    heading.children = list(children)
    return heading


def _root(root: RootOverview) -> Row:
    path = readable_path(root.path)
    row = Row(
        ("root", root.path),
        RowKind.ROOT,
        readable(root.name) or path,
        root.count,
        root.query,
        tip="\n".join(filter(None, (path, told(root.reason)))),
        away=root.offline,
    )
    row.root = FolderTree(root)
    row.children = None
    row.folders = root.folders
    return row


def folder_row(folder: Folder, tree: FolderTree, above: str) -> Row:
    """The row of a folder that hangs below the one with the path ``above``."""
    text = folder.path[len(above) + 1 :] if above else folder.path
    row = Row(
        ("folder", folder.path),
        RowKind.FOLDER,
        readable(text),
        folder.count,
        folder.query,
        name=folder.path,
    )
    row.root = tree
    row.children = None
    row.folders = tree.below(folder.path)
    return row
