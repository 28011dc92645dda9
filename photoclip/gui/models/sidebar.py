"""The sidebar's tree: all photos, folders, albums, labels, and what needs a look."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from photoclip.browse.overview_messages import Overview, RootOverview
from photoclip.gui.models.sidebar_rows import (
    HEADINGS,
    NAMED,
    TAKING,
    Key,
    Row,
    RowKind,
    folder_row,
    path_of,
    rows_below,
    rows_of,
)
from photoclip.gui.models.text import Counted

QUERY_ROLE = Qt.ItemDataRole.UserRole  # what finds the row's photos; None for a heading
KIND_ROLE = Qt.ItemDataRole.UserRole + 1  # a `RowKind`
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2  # how many photos, as text; may be empty
NOTE_ROLE = Qt.ItemDataRole.UserRole + 3  # a word beside the name, such as "offline"; may be empty
NAME_ROLE = Qt.ItemDataRole.UserRole + 4  # an album's or a label's name, as it is
PATH_ROLE = Qt.ItemDataRole.UserRole + 5  # a root's or a folder's absolute path: bytes

COLOUR_ROLE = Qt.ItemDataRole.UserRole + 6  # a label's, as #rrggbb; may be empty
SUGGESTED_ROLE = Qt.ItemDataRole.UserRole + 7  # on how many photos a label is suggested

_Index = QModelIndex | QPersistentModelIndex


_NO_FLAGS = Qt.ItemFlag.NoItemFlags


def _flags(kind: RowKind) -> Qt.ItemFlag:
    flags = Qt.ItemFlag.ItemIsEnabled
    if kind not in HEADINGS:
        flags |= Qt.ItemFlag.ItemIsSelectable
    if kind in NAMED:
        flags |= Qt.ItemFlag.ItemIsEditable
    if kind in TAKING:
        flags |= Qt.ItemFlag.ItemIsDropEnabled
    return flags


_FLAGS = {kind: _flags(kind) for kind in RowKind}


class SidebarModel(QAbstractItemModel):
    """What the library holds, as a tree with one column.

    ``rename_wanted`` (row kind, name, new name) says that a person edited a name; the row changes
    when the next overview says so.
    """

    rename_wanted = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, Row] = {}
        self._next = 1
        self._top = Row((), RowKind.ALL, "")
        self._places: dict[str, tuple[RootOverview, str]] | None = None
        self._overview = Overview()
        self._top.children = self._adopted(self._top, rows_of(self._overview))

    def set_overview(self, overview: Overview) -> None:
        """Show this; rows that stay keep their indexes, so whatever is open or selected stays so."""
        self._overview = overview
        self._places = None
        self._update(self._top, rows_of(overview))

    # --- finding rows ---------------------------------------------------------------------------------

    def index_of_query(self, query: str) -> QModelIndex:
        """The row that this query's text belongs to, or an invalid index."""
        for row in self._named_rows():
            if row.query == query:
                return self._index(row)
        if self._places is None:
            self._places = {}
            for root in self._overview.roots:
                for folder in root.folders:
                    self._places.setdefault(folder.query, (root, folder.path))
        if query in self._places:
            root, path = self._places[query]
            return self._index_of_folder(root, path)
        return QModelIndex()

    def index_of_kind(self, kind: RowKind) -> QModelIndex:
        """The first row of this kind at the top or right below a heading, or an invalid index."""
        found = next((row for row in self._named_rows(True) if row.kind is kind), None)
        return QModelIndex() if found is None else self._index(found)

    def _named_rows(self, headings: bool = False) -> list[Row]:
        rows = []
        for row in self._top.children or ():
            if row.kind in HEADINGS:
                rows += [row] if headings else []
                rows += _with_those_below(row.children or ())
            else:
                rows.append(row)
        return rows

    def label_parents(self) -> list[QModelIndex]:
        """The rows that labels stand below, the upper ones first."""
        return [
            self._index(row)
            for row in self._named_rows()
            if row.kind in (RowKind.LABEL, RowKind.LABEL_GROUP) and row.children
        ]

    def _index_of_folder(self, root: RootOverview, path: str) -> QModelIndex:
        row = next(row for row in self._named_rows() if row.key == ("root", root.path))
        while True:
            for child in self._children(row):
                if child.name == path:
                    return self._index(child)
                if path.startswith(child.name + "/"):
                    row = child
                    break
            else:
                return QModelIndex()

    # --- the tree, for Qt -----------------------------------------------------------------------------

    def _index(self, row: Row) -> QModelIndex:
        return QModelIndex() if row is self._top else self.createIndex(row.place, 0, row.id)

    def _row(self, index: _Index) -> Row:
        return self._rows[index.internalId()] if index.isValid() else self._top

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Qt's own."""
        if column != 0 or row < 0 or parent.column() > 0:
            return QModelIndex()
        children = self._children(self._row(parent))
        return self.createIndex(row, 0, children[row].id) if row < len(children) else QModelIndex()

    def parent(self, index: _Index = QModelIndex()) -> Any:  # noqa: B008
        """Qt's own."""
        above = self._row(index).parent
        return QModelIndex() if above is None else self._index(above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Qt's own."""
        return 0 if parent.column() > 0 else len(self._children(self._row(parent)))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Qt's own."""
        return 1

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:  # noqa: N802, B008
        """Qt's own; makes no rows."""
        row = self._row(parent)
        return bool(row.folders if row.children is None else row.children)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt's own."""
        # Views ask this of every row below an open folder: it has to be quick.
        return _FLAGS[self._rows[index.internalId()].kind] if index.isValid() else _NO_FLAGS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a view shows of a row."""
        if not index.isValid():
            return None
        row = self._row(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.EditRole:
                return row.name if row.kind in NAMED else row.text
            case Qt.ItemDataRole.ToolTipRole:
                return (
                    f"<p style='white-space: pre-wrap'>{html.escape(row.tip)}</p>"
                    if row.tip
                    else None
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case _ if role == NOTE_ROLE:
                return self.tr("offline") if row.away else ""
        told = _TOLD.get(role)
        return None if told is None else told(row)

    def setData(  # noqa: N802
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """A person edited a name: say so."""
        row = self._row(index)
        new_name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or row.kind not in NAMED:
            return False
        if not new_name or new_name == row.name:
            return False
        self.rename_wanted.emit(row.kind, row.name, new_name)
        return True

    def _spoken(self, row: Row) -> str:
        if row.kind in HEADINGS:
            return row.text
        photos = ""
        if row.count is not None and row.kind is RowKind.FAILED:
            photos = self.tr("%n file(s)", "", row.count)
        elif row.count is not None:
            photos = self.tr("%n photo(s)", "", row.count)
        kind = self.tr("smart album") if row.kind is RowKind.SMART_ALBUM else ""
        away = self.tr("offline") if row.away else ""
        more = Counted.tr("%n suggested", "", row.suggested) if row.suggested else ""
        return ", ".join(filter(None, (row.text, kind, photos, more, away)))

    def _children(self, row: Row) -> list[Row]:
        """The rows below, made now if nobody has asked before."""
        if row.children is None:
            row.children = self._adopted(row, rows_below(row))
        return row.children

    # --- from one overview to the next ----------------------------------------------------------------

    def _adopted(self, parent: Row, rows: list[Row]) -> list[Row]:
        """The rows and those below them, known to the model from now on."""
        for place, row in enumerate(rows):
            row.parent = parent
            row.place = place
            row.id = self._next
            self._next += 1
            self._rows[row.id] = row
            if row.children:
                self._adopted(row, row.children)
        return rows

    def _forget(self, rows: list[Row]) -> None:
        for row in rows:
            del self._rows[row.id]
            self._forget(row.children or [])

    def _update(self, parent: Row, wanted: list[Row]) -> None:
        """Turn the rows below ``parent`` into the wanted ones, each step in a signal of its own."""
        have = parent.children
        assert have is not None
        stay = {row.key for row in wanted}
        self._take_out(parent, [place for place, row in enumerate(have) if row.key not in stay])
        known = {row.key for row in have}
        place = 0
        while place < len(wanted):
            key = wanted[place].key
            if key not in known:
                end = place
                while end < len(wanted) and wanted[end].key not in known:
                    end += 1
                self._put_in(parent, place, wanted[place:end])
                place = end
                continue
            if have[place].key != key:
                self._move(parent, next(i for i, row in enumerate(have) if row.key == key), place)
            place += 1
        self._change(parent, wanted, known)
        for row, new in zip(have, wanted, strict=True):
            if row.key in known:
                self._renew(row, new)

    def _renew(self, row: Row, new: Row) -> None:
        if row.children is None and row.folders and not new.folders:
            self._children(row)  # so that a view hears of their end
        elif row.children is None and new.folders and not row.folders:
            row.children = []  # so that it hears of their beginning
        row.root, row.folders = new.root, new.folders
        if row.children is None:
            return
        if new.children is not None:
            self._update(row, new.children)
        elif not self._recounted(row):
            self._update(row, rows_below(row))

    def _recounted(self, parent: Row) -> bool:
        """Renew the folders below where only their counts may have changed: the usual case, in which
        thousands of folders must not be made anew. False if there are others now.
        """
        tree, have = parent.root, parent.children
        assert tree is not None
        assert have is not None
        folders = tree.below(parent.name)
        if [row.name for row in have] != [folder.path for folder in folders]:
            return False
        changed = []
        for row, folder in zip(have, folders, strict=True):
            if row.count != folder.count or row.query != folder.query:
                row.count, row.query = folder.count, folder.query
                changed.append(row)
        self._tell(changed)
        for row, folder in zip(have, folders, strict=True):
            if row.folders or tree.below(folder.path):
                self._renew(row, folder_row(folder, tree, parent.name))
            else:
                row.root = tree
        return True

    def _take_out(self, parent: Row, places: list[int]) -> None:
        have = parent.children
        assert have is not None
        index = self._index(parent)
        while places:
            last = places.pop()
            first = last
            while places and places[-1] == first - 1:
                first = places.pop()
            self.beginRemoveRows(index, first, last)
            self._forget(have[first : last + 1])
            del have[first : last + 1]
            self._count_off(have, first)
            self.endRemoveRows()

    def _put_in(self, parent: Row, place: int, rows: list[Row]) -> None:
        have = parent.children
        assert have is not None
        self.beginInsertRows(self._index(parent), place, place + len(rows) - 1)
        have[place:place] = self._adopted(parent, rows)
        self._count_off(have, place)
        self.endInsertRows()

    def _move(self, parent: Row, old: int, new: int) -> None:
        """Move a row up."""
        have = parent.children
        assert have is not None
        index = self._index(parent)
        self.beginMoveRows(index, old, old, index, new)
        have.insert(new, have.pop(old))
        self._count_off(have, new)
        self.endMoveRows()

    @staticmethod
    def _count_off(rows: list[Row], start: int) -> None:
        for place in range(start, len(rows)):
            rows[place].place = place

    def _change(self, parent: Row, wanted: list[Row], known: set[Key]) -> None:
        changed = []
        for row, new in zip(parent.children or (), wanted, strict=True):
            if row.key in known and not row.shows_as(new):
                row.turn_into(new)
                changed.append(row)
        self._tell(changed)

    def _tell(self, changed: list[Row]) -> None:
        """Views hear of rows of one parent, in their order, as few runs."""
        start = 0
        for end in range(1, len(changed) + 1):
            if end == len(changed) or changed[end].place != changed[end - 1].place + 1:
                self.dataChanged.emit(self._index(changed[start]), self._index(changed[end - 1]))
                start = end


def _with_those_below(rows: Sequence[Row]) -> list[Row]:
    """Rows that are there, and those made below them: of folders none, of labels all."""
    found = []
    for row in rows:
        found.append(row)
        if row.kind in (RowKind.LABEL, RowKind.LABEL_GROUP):
            found += _with_those_below(row.children or ())
    return found


_TOLD: dict[int, Callable[[Row], object]] = {
    QUERY_ROLE: lambda row: row.query,
    KIND_ROLE: lambda row: row.kind,
    COUNT_ROLE: lambda row: "" if row.count is None else QLocale().toString(row.count),
    NAME_ROLE: lambda row: row.name,
    PATH_ROLE: path_of,
    COLOUR_ROLE: lambda row: row.colour,
    SUGGESTED_ROLE: lambda row: row.suggested,
}
