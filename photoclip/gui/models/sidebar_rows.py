"""What the sidebar says of a library, as rows: values, and no Qt model yet."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from photoclip.browse.overview_messages import Folder, LabelOverview, Overview, RootOverview
from photoclip.core.labels import SEPARATOR, leaf
from photoclip.gui.models.label_words import path_shown
from photoclip.gui.models.query_text import quoted
from photoclip.gui.models.text import Counted, readable, readable_path
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
    LABEL_GROUP = "label-group"  # what labels stand below, and no label itself
    DUPLICATES = "duplicates"
    OFFLINE = "offline"
    FAILED = "failed"


HEADINGS = frozenset({RowKind.FOLDERS, RowKind.ALBUMS, RowKind.LABELS})
NAMED = frozenset(  # a person gave the name
    {RowKind.ALBUM, RowKind.SMART_ALBUM, RowKind.LABEL, RowKind.LABEL_GROUP}
)
TAKING = frozenset({RowKind.ALBUM, RowKind.LABEL})  # photos can be dropped on them


class Row:
    """One row. Rows of folders below it are made when somebody first looks.

    A label has a ``colour``, ``#rrggbb`` or empty, and is ``suggested`` on so many photos.
    """

    __slots__ = (
        "away",
        "children",
        "colour",
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
        "suggested",
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
        colour: str = "",
        suggested: int = 0,
    ) -> None:
        self.key = key
        self.kind = kind
        self.text = text
        self.count = count
        self.query = query
        self.tip = tip
        self.name = name
        self.away = away
        self.colour = colour
        self.suggested = suggested
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
            and self.colour == other.colour
            and self.suggested == other.suggested
        )

    def turn_into(self, other: Row) -> None:
        """Show what the other row shows."""
        self.kind, self.text, self.count = other.kind, other.text, other.count
        self.query, self.tip, self.away = other.query, other.tip, other.away
        self.name, self.colour, self.suggested = other.name, other.colour, other.suggested


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
            label_tree(overview.labels),
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


def label_tree(labels: Sequence[LabelOverview]) -> list[Row]:
    """The labels at the top, with those below them, in the order they come in.

    What they stand below has a row too, though it be no label itself; whatever the capitals.
    """
    top: list[Row] = []
    known: dict[str, Row] = {}
    for label in labels:
        _put_below(top, known, label)
    return top


def _put_below(top: list[Row], known: dict[str, Row], label: LabelOverview) -> None:
    parts = label.name.split(SEPARATOR)
    siblings = top
    row: Row | None = None
    for depth in range(1, len(parts) + 1):
        name = SEPARATOR.join(parts[:depth])
        row = known.get(name.casefold())
        if row is None:
            row = _group(name)
            siblings.append(row)
            known[name.casefold()] = row
        assert row.children is not None
        siblings = row.children
    if row is not None:
        row.turn_into(_label(label))


def _group(name: str) -> Row:
    query = f"label:{quoted(name)}"  # what stands below it is found too
    key = ("label", name)
    return Row(key, RowKind.LABEL_GROUP, readable(leaf(name)), None, query, name=name)


def _label(label: LabelOverview) -> Row:
    suggested = Counted.tr("%n suggested", "", label.suggested) if label.suggested else ""
    return Row(
        ("label", label.name),
        RowKind.LABEL,
        readable(leaf(label.name)),
        label.count,
        label.query,
        name=label.name,
        tip="\n".join(filter(None, (path_shown(label.name), suggested))),
        colour=label.color,
        suggested=label.suggested,
    )


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
