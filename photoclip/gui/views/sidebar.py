"""The sidebar: what the library holds, a click away."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from photoclip.browse.overview_messages import Overview
from photoclip.gui.models.sidebar import (
    KIND_ROLE,
    NAME_ROLE,
    PATH_ROLE,
    QUERY_ROLE,
    SUGGESTED_ROLE,
    SidebarModel,
)
from photoclip.gui.models.sidebar_rows import HEADINGS, NAMED, RowKind
from photoclip.gui.models.text import Counted
from photoclip.gui.views.icons import IconName, icon
from photoclip.gui.views.sidebar_tree import SidebarTree

_Index = QModelIndex | QPersistentModelIndex


class Sidebar(QWidget):
    """Shows an `Overview`, and says what a person wants of it; it changes nothing by itself.

    ``query_chosen`` carries a query and its title. Paths are bytes, names and queries text;
    ``photos_dropped`` carries a `RowKind`, the name of the album or label, and the photos' keys.
    """

    query_chosen = Signal(object, object)
    add_folder_wanted = Signal()
    remove_folder_wanted = Signal(object)
    show_folder_wanted = Signal(object)
    rescan_wanted = Signal()
    album_create_wanted = Signal()
    album_rename_wanted = Signal(object, object)
    album_delete_wanted = Signal(object)
    album_export_wanted = Signal(object, object)  # its name, and the query that finds its photos
    save_search_wanted = Signal()
    label_create_wanted = Signal()
    label_of_search_wanted = Signal()
    label_ideas_wanted = Signal()
    label_edit_wanted = Signal(object)
    label_review_wanted = Signal(object)
    label_rename_wanted = Signal(object, object)
    label_delete_wanted = Signal(object)
    photos_dropped = Signal(object, object, object)
    folder_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query: str | None = None  # what the search says now
        self._opened = False  # whether a lonely root was opened once
        self._seen: set[str] = set()  # labels that have some below them, which were opened once
        self.model = SidebarModel(self)
        self.model.rename_wanted.connect(self._rename)
        self.tree = SidebarTree()
        self.tree.setAccessibleName(self.tr("Folders, albums and labels"))
        self.tree.setModel(self.model)
        self.tree.chosen.connect(self._choose)
        self.tree.unwanted.connect(self._delete)
        self.tree.review_wanted.connect(self.label_review_wanted)
        self.tree.photos_dropped.connect(self.photos_dropped)
        self.tree.folder_dropped.connect(self.folder_dropped)
        self.tree.customContextMenuRequested.connect(self._open_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.tree)
        self.setFocusProxy(self.tree)
        self._make_actions()
        for kind in (RowKind.FOLDERS, RowKind.ALBUMS, RowKind.LABELS):
            self.tree.expand(self.model.index_of_kind(kind))
            self._add_button(kind)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Wide enough for usual names."""
        return QSize(self.fontMetrics().averageCharWidth() * 34, 400)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Names may be cut, but not to nothing."""
        return QSize(self.fontMetrics().averageCharWidth() * 16, 120)

    # --- what is shown --------------------------------------------------------------------------------

    def set_overview(self, overview: Overview) -> None:
        """Show this; what is open, selected and in sight stays so."""
        self.model.set_overview(overview)
        if not self._opened and overview.roots:
            self._opened = True
            if len(overview.roots) == 1:
                folders = self.model.index_of_kind(RowKind.FOLDERS)
                self.tree.expand(self.model.index(0, 0, folders))
        for index in self.model.label_parents():
            if index.data(NAME_ROLE) not in self._seen:
                self._seen.add(index.data(NAME_ROLE))
                self.tree.expand(index)
        if self._query is not None and not self.tree.selectionModel().hasSelection():
            self._select(self._query)  # its row may have come, or have another name now

    def select_query(self, query: str) -> None:
        """Show which row the search's text belongs to: none where it is another text."""
        self._query = query
        self._select(query)

    def _select(self, query: str) -> None:
        index = self.model.index_of_query(query)
        selection = self.tree.selectionModel()
        if not index.isValid():
            selection.clearSelection()
        elif not selection.isSelected(index):
            self.tree.setCurrentIndex(index)

    def _choose(self, index: _Index) -> None:
        if not index.isValid():  # it went while its menu was open
            return
        self.query_chosen.emit(index.data(QUERY_ROLE), index.data())

    # --- what can be done with rows -------------------------------------------------------------------

    def _make_actions(self) -> None:
        def action(text: str, wanted: SignalInstance) -> QAction:
            made = QAction(text, self)
            made.triggered.connect(wanted)
            return made

        self._add_folder = action(self.tr("Add a folder…"), self.add_folder_wanted)
        self._rescan = action(self.tr("Look for new photos"), self.rescan_wanted)
        self._new_album = action(self.tr("New album…"), self.album_create_wanted)
        self._save_search = action(
            self.tr("Save this search as a smart album…"), self.save_search_wanted
        )
        self._new_label = action(self.tr("New label…"), self.label_create_wanted)
        self._label_of_search = action(
            self.tr("Make a label of this search…"), self.label_of_search_wanted
        )
        self._label_ideas = action(self.tr("Suggested labels…"), self.label_ideas_wanted)

    def _add_button(self, kind: RowKind) -> None:
        """The plus beside a heading."""
        button = QToolButton(autoRaise=True)
        side = self.fontMetrics().height() - 2
        button.setIcon(icon(IconName.PLUS))
        button.setIconSize(QSize(side, side))
        names = {
            RowKind.FOLDERS: self.tr("Add a folder"),
            RowKind.ALBUMS: self.tr("Add an album"),
            RowKind.LABELS: self.tr("Add a label"),
        }
        button.setToolTip(names[kind])
        button.setAccessibleName(names[kind])
        several = {
            RowKind.ALBUMS: [self._new_album, self._save_search],
            RowKind.LABELS: [self._new_label, self._label_of_search, self._label_ideas],
        }
        if kind in several:
            menu = QMenu(button)
            menu.addActions(several[kind])
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        else:
            button.clicked.connect(self._add_folder.trigger)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 1, 4, 1)
        row.addStretch(1)
        row.addWidget(button)
        self.tree.setIndexWidget(self.model.index_of_kind(kind), holder)

    def menu_for(self, index: _Index) -> QMenu:
        """What can be done with a row; an invalid index is the empty space below all rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kind = index.data(KIND_ROLE)
        kept = QPersistentModelIndex(index)  # the library may change while the menu is open
        if kind is not None and kind not in HEADINGS:
            menu.addAction(self.tr("Show these photos")).triggered.connect(
                lambda: self._choose(kept)
            )
        if kind in (RowKind.ROOT, RowKind.FOLDER):
            path = index.data(PATH_ROLE)
            menu.addAction(self.tr("Show in the file manager")).triggered.connect(
                lambda: self.show_folder_wanted.emit(path)
            )
        if kind in (RowKind.ALBUM, RowKind.SMART_ALBUM):
            name, query = index.data(NAME_ROLE), index.data(QUERY_ROLE)
            menu.addAction(self.tr("Export…")).triggered.connect(
                lambda: self.album_export_wanted.emit(name, query)
            )
        if kind == RowKind.LABEL:
            self._offer_for_label(menu, index)
        if kind in NAMED:
            menu.addSeparator()
            menu.addAction(self.tr("Rename…")).triggered.connect(lambda: self._edit(kept))
        if kind in (RowKind.ROOT, RowKind.ALBUM, RowKind.SMART_ALBUM, RowKind.LABEL):
            remove = {
                RowKind.ROOT: self.tr("Remove from the library…"),
                RowKind.LABEL: self.tr("Delete label…"),
            }
            menu.addAction(remove.get(kind, self.tr("Delete album…"))).triggered.connect(
                lambda: self._delete(kept)
            )
        menu.addSeparator()
        menu.addActions(self._actions_beside(kind))
        return menu

    def _offer_for_label(self, menu: QMenu, index: _Index) -> None:
        name, suggested = index.data(NAME_ROLE), index.data(SUGGESTED_ROLE)
        menu.addAction(self.tr("Edit label…")).triggered.connect(
            lambda: self.label_edit_wanted.emit(name)
        )
        text = Counted.tr("Review %n suggestion(s)…", "", suggested) if suggested else ""
        menu.addAction(text or self.tr("Review…")).triggered.connect(
            lambda: self.label_review_wanted.emit(name)
        )

    def set_search_has_words(self, has_words: bool) -> None:
        """Whether a label can be made of the search."""
        self._label_of_search.setEnabled(has_words)

    def _actions_beside(self, kind: RowKind | None) -> list[QAction]:
        match kind:
            case RowKind.FOLDERS | RowKind.ROOT | RowKind.FOLDER | RowKind.ALL:
                return [self._add_folder, self._rescan]
            case RowKind.ALBUMS | RowKind.ALBUM | RowKind.SMART_ALBUM:
                return [self._new_album, self._save_search]
            case RowKind.LABELS | RowKind.LABEL | RowKind.LABEL_GROUP:
                return [self._new_label, self._label_of_search, self._label_ideas]
            case None:
                return [self._add_folder, self._new_album, self._new_label]
        return []

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu_for(self.tree.indexAt(at))
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(self.tree.viewport().mapToGlobal(at))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's own
        """Nothing: the tree has asked already."""
        event.accept()

    def _rename(self, kind: RowKind, name: str, new_name: str) -> None:
        if kind in (RowKind.LABEL, RowKind.LABEL_GROUP):
            self.label_rename_wanted.emit(name, new_name)
        else:
            self.album_rename_wanted.emit(name, new_name)

    def _edit(self, index: _Index) -> None:
        if index.isValid():
            self.tree.edit(index)

    def _delete(self, index: _Index) -> None:
        match index.data(KIND_ROLE):
            case RowKind.ROOT:
                self.remove_folder_wanted.emit(index.data(PATH_ROLE))
            case RowKind.ALBUM | RowKind.SMART_ALBUM:
                self.album_delete_wanted.emit(index.data(NAME_ROLE))
            case RowKind.LABEL:
                self.label_delete_wanted.emit(index.data(NAME_ROLE))
