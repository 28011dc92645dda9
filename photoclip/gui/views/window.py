"""The main window: one library, its parts wired together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QMessageBox, QStackedWidget, QWidget

from photoclip.browse.client import BrowseProcess
from photoclip.browse.messages import GetCards, ItemKey, Listing
from photoclip.browse.overview_messages import Overview
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.bridge.pictures import PictureLoader
from photoclip.gui.bridge.remembered import Remembered, Scheme
from photoclip.gui.bridge.thumbnails import ThumbnailLoader
from photoclip.gui.bridge.trash import Trash
from photoclip.gui.models.history import History, Step
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.views import theme
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.captioning import Captioning
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.exporting import Exporting
from photoclip.gui.views.finding import Finding
from photoclip.gui.views.helping import Helping
from photoclip.gui.views.inspecting import Inspecting
from photoclip.gui.views.keeping_up import KeepingUp
from photoclip.gui.views.labelling import Labelling
from photoclip.gui.views.modelling import Modelling
from photoclip.gui.views.new_versions import NewVersions
from photoclip.gui.views.opening import Opening
from photoclip.gui.views.organizing import Organizing
from photoclip.gui.views.photo_actions import PhotoActions
from photoclip.gui.views.picturing import Picturing
from photoclip.gui.views.searching import Searching
from photoclip.gui.views.setting_up import SettingUp, pictures_folder
from photoclip.gui.views.suggesting import Suggesting
from photoclip.gui.views.surveying import Surveying
from photoclip.gui.views.troubles import Troubles
from photoclip.gui.views.undo_notices import UndoNotices
from photoclip.gui.views.viewing import Viewing
from photoclip.gui.views.welcome import WelcomePage
from photoclip.gui.views.writing import Writing
from photoclip.worker.messages import Activity, OwnerState

_PICTURES_FIRST_MS = 200
"""What the first photos get before the worker is called, which takes a core for a while."""


class Window(QMainWindow):
    """The window over one library.

    ``samples`` is a folder to show in place of the first run; ``browse`` a process that was started
    for this library already; ``named`` are photos and folders to show, as absolute real paths.
    """

    def __init__(
        self,
        library: Path,
        remembered: Remembered | None = None,
        *,
        samples: Path | None = None,
        worker: list[str] | None = None,
        browse: BrowseProcess | None = None,
        named: tuple[bytes, ...] = (),
    ) -> None:
        super().__init__()
        self._library = library
        self.remembered = remembered or Remembered(library)
        self.asker = Asker(library, self, browse)
        self.owner = LibraryOwner(library, self, command=worker)
        self._listed = False
        self._trash = Trash(self)
        self.history = History(self)
        self.editing = Editing(self.owner, self._trash, self.history, self)
        self.searching = Searching(self.asker, self)
        self.surveying = Surveying(self.asker, self)
        self.setting_up = SettingUp(library, self.owner, self)
        self.modelling = Modelling(self.asker, self.owner, self)
        self.new_versions = NewVersions(library, self)
        self.photos = PhotosModel(self)
        self._build_pages()
        self.actions_ = Actions(self)
        self.actions_.fill_menu_bar(self.menuBar())
        self.thumbnails = ThumbnailLoader(0, self)
        self.pictures = PictureLoader(self.asker, self)
        self.picturing = Picturing(self.asker, self.photos, self.thumbnails, self)
        self.troubles = Troubles(self.browser.notices, self.owner, self)
        self.inspecting = Inspecting(
            self.asker, self.browser.inspector, self.photos, self.searching, self
        )
        self.photo_actions = PhotoActions(
            self.actions_, self.browser, self.editing, self.asker, self
        )
        self.viewing = Viewing(
            self.actions_,
            self.browser,
            self.photos,
            self.pictures,
            self.searching,
            self.photo_actions,
            self.remembered,
            self,
        )
        self.finding = Finding(
            self.browser,
            self.searching,
            self.photos,
            self.asker,
            self.actions_,
            self.editing,
            self.troubles,
            self.remembered,
            self,
        )
        self.organizing = Organizing(
            self.browser,
            self.welcome,
            self.setting_up,
            self.modelling,
            self.editing,
            self.finding,
            self.owner,
            samples,
            self,
        )
        self.undo_notices = UndoNotices(self.browser.notices, self.history, self)
        self.labelling = Labelling(
            self.browser,
            self.actions_,
            self.finding,
            self.editing,
            self.asker,
            self.undo_notices,
            self,
        )
        self.exporting = Exporting(
            self.actions_, self.browser, self.searching, self.photos, self.asker, self
        )
        self.helping = Helping(
            library, self.actions_, self.asker, self.owner, self.remembered, self
        )
        self.suggesting = Suggesting(
            self.actions_,
            self.asker,
            self.editing,
            self.labelling.pictures,
            self.undo_notices,
            self.browser.notices,
            self.remembered,
            self,
        )
        self.browser.sidebar.label_ideas_wanted.connect(self.suggesting.open)
        self.writing = Writing(
            self.actions_,
            self.browser,
            self.photos,
            self.asker,
            self.editing,
            self.undo_notices,
            self,
        )
        self.writing.settings_wanted.connect(self._allow_writing)
        self.keeping_up = KeepingUp(
            self.asker,
            self.photos,
            self.searching,
            self.surveying,
            self.labelling,
            self.inspecting,
            self,
        )
        self.captioning = Captioning(
            self.owner, self.browser.notices, self.photo_actions.keys, self
        )
        self._connect_captions()
        self.opening = Opening(
            named,
            self.asker,
            self.finding,
            self.setting_up,
            self.welcome,
            self.browser.grid,
            self,
        )
        self._connect_photos()
        self._connect_library()
        self._connect_inspector()
        self._connect_work()
        self._connect_actions()
        self.setWindowTitle("PhotoClip")
        self._restore()
        self.finding.start()
        self.surveying.ask()

    def _build_pages(self) -> None:
        self.browser = Browser()
        self.welcome = WelcomePage(pictures_folder())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.browser)
        self._stack.addWidget(self.welcome)
        self.setCentralWidget(self._stack)

    # --- photos -----------------------------------------------------------------------------------

    def _connect_photos(self) -> None:
        grid, timeline = self.browser.grid, self.browser.timeline
        grid.setModel(self.photos)
        self.photos.cards_wanted.connect(self._get_cards)
        grid.selection_changed.connect(self._selected)
        grid.current_changed.connect(lambda _key: self._selected())
        grid.menu_wanted.connect(lambda place, _key: self.photo_actions.show_menu(place))
        grid.drag_wanted.connect(self._drag)
        grid.cell_size_changed.connect(self._cell_size_changed)
        grid.laid_out.connect(
            lambda: timeline.show_list(self.photos.sections(), grid.layout_of_rows())
        )
        grid.visible_rows_changed.connect(timeline.show_visible)
        timeline.moved_to.connect(grid.scroll_to_row)
        self.exporting.show_wanted.connect(self.photo_actions.show_in_folder)
        self.exporting.told.connect(self.troubles.say)
        self.browser.sidebar.album_export_wanted.connect(self.exporting.open_album)
        self.photo_actions.query_wanted.connect(self.finding.show_query)
        self.photo_actions.told.connect(self.troubles.say)

    def _get_cards(self, keys: tuple[ItemKey, ...]) -> None:
        self.asker.ask(
            GetCards(keys),
            lambda cards: self.photos.set_cards(cards, keys),
            lambda _trouble: QTimer.singleShot(_AGAIN_MS, self.photos.forget),
        )

    def _selected(self) -> None:
        grid = self.browser.grid
        count = grid.selected_count()
        self.browser.status.set_selected(count)
        self.photo_actions.enable()
        self.inspecting.look_at(grid.current_key, count)

    def _drag(self, keys: tuple[ItemKey, ...]) -> None:
        self.asker.ask(
            GetCards(keys[:200]),
            lambda cards: self.browser.grid.drag([card for card in cards if card is not None]),
        )

    def _cell_size_changed(self, side: int) -> None:
        self.remembered.cell_size = side
        self.browser.status.set_cell_size(side)

    # --- the library as a whole -------------------------------------------------------------------

    def _connect_library(self) -> None:
        self.surveying.surveyed.connect(self._show_overview)
        self.surveying.missing.connect(self.organizing.begin)
        self.surveying.missing.connect(self.opening.begin)
        self.opening.viewer_wanted.connect(self.viewing.open_current)
        self.opening.told.connect(self.troubles.say)
        self.surveying.failed.connect(self.troubles.trouble)
        self.organizing.first_run.connect(self._show_first_run)
        self.searching.found.connect(self._found)

    def _show_overview(self, overview: Overview) -> None:
        self.browser.sidebar.set_overview(overview)
        self.browser.inspector.set_labels(tuple(label.name for label in overview.labels))
        self.photo_actions.set_overview(overview)
        self.finding.set_overview(overview)
        self._show_album()
        self.organizing.set_overview(overview)
        self.labelling.set_overview(overview)
        self.troubles.set_overview(overview)
        self.modelling.set_overview(overview)
        self.suggesting.set_overview(overview)
        self.opening.set_overview(overview)

    def _show_first_run(self, begins: bool) -> None:
        self._stack.setCurrentWidget(self.welcome if begins else self.browser)

    def _found(self, _listing: Listing, _new: bool) -> None:
        if not self._listed:
            self._listed = True
            QTimer.singleShot(_PICTURES_FIRST_MS, self.owner.ask_state)
        self._show_album()
        self._selected()

    def _show_album(self) -> None:
        listing, album = self.searching.listing, self.finding.album_shown
        ordered = listing is not None and bool(listing.album)
        self.photo_actions.set_album(album, ordered=ordered)
        self.exporting.album = album

    # --- inspector --------------------------------------------------------------------------------

    def _connect_inspector(self) -> None:
        inspector = self.browser.inspector
        inspector.rating_chosen.connect(self.photo_actions.rate)
        inspector.flag_chosen.connect(self.photo_actions.flag)
        inspector.label_marked.connect(self.photo_actions.mark)
        inspector.title_given.connect(self.editing.title)
        inspector.caption_given.connect(self.editing.caption)
        inspector.similar_wanted.connect(self.photo_actions.find_similar)
        inspector.query_wanted.connect(self.finding.show_query)
        inspector.show_in_folder_wanted.connect(self.photo_actions.show_in_folder)

    def _connect_captions(self) -> None:
        captioning, troubles = self.captioning, self.troubles
        self.actions_.write_captions.triggered.connect(captioning.begin)
        self.browser.inspector.caption_discarded.connect(self.editing.discard_caption)
        captioning.written.connect(self.inspecting.refresh)
        captioning.finished.connect(self.keeping_up.captions_written)
        captioning.told.connect(troubles.say)
        captioning.refused.connect(troubles.refuse)
        captioning.no_model.connect(troubles.lack_model)

    # --- the worker -------------------------------------------------------------------------------

    def _connect_work(self) -> None:
        status, owner, keeping_up = self.browser.status, self.owner, self.keeping_up
        status.pause_wanted.connect(owner.pause)
        status.resume_wanted.connect(owner.resume)
        status.cell_size_wanted.connect(self.browser.grid.set_cell_size)
        owner.state.connect(status.set_state)
        owner.state.connect(self.troubles.set_state)
        owner.state.connect(self._show_pause)
        owner.state.connect(self.modelling.set_state)
        owner.scanning.connect(status.set_scanning)
        owner.progress.connect(status.set_progress)
        owner.changed.connect(keeping_up.library_changed)
        owner.finished.connect(lambda _report: keeping_up.library_changed())
        owner.offline.connect(lambda _root, _reason: keeping_up.library_changed())
        owner.edited.connect(keeping_up.edited)
        owner.notice.connect(self.troubles.tell)
        owner.asks.connect(self.troubles.ask_missing)
        owner.unreachable.connect(self.troubles.set_unreachable)
        owner.refused.connect(self.troubles.refuse)
        self.editing.refused.connect(self.troubles.refuse)
        self.editing.told.connect(self.troubles.say)
        self.editing.applied.connect(lambda _command: self.troubles.done())
        self.editing.trashed.connect(self._trashed)
        self.setting_up.withdrawn.connect(self.browser.notices.withdraw)
        self.setting_up.refused.connect(self.troubles.refuse)
        self.setting_up.folder_added.connect(lambda _folder: keeping_up.library_changed())
        self.troubles.repair_wanted.connect(self.setting_up.repair)
        self.setting_up.repaired.connect(keeping_up.library_changed)
        self.setting_up.repaired.connect(owner.ask_state)
        self._connect_models()
        self.helping.scheme_chosen.connect(self._set_scheme)
        self.helping.slideshow_seconds_chosen.connect(self._set_slideshow_seconds)
        self.helping.new_versions_chosen.connect(self.new_versions.look)
        self.new_versions.said.connect(self.browser.notices.say)
        self.new_versions.withdrawn.connect(self.browser.notices.withdraw)
        self.labelling.reviewing_changed.connect(self.viewing.enable)
        self.asker.trouble.connect(self.troubles.trouble)
        self.asker.restarted.connect(lambda _why: self._browse_process_restarted())

    def _connect_models(self) -> None:
        modelling, helping, notices = self.modelling, self.helping, self.browser.notices
        modelling.said.connect(notices.say)
        modelling.withdrawn.connect(notices.withdraw)
        modelling.board.refused.connect(self.troubles.refuse)
        modelling.getting.models_wanted.connect(helping.show_models)
        self.troubles.models_wanted.connect(helping.show_models)
        helping.models_shown.connect(modelling.show_on)
        helping.models_left.connect(modelling.leave)
        self.browser.status.stop_switching_wanted.connect(modelling.stop_change)

    def _browse_process_restarted(self) -> None:
        self.photos.forget()
        self.picturing.forget()
        self.troubles.restarted()

    def _trashed(self, count: int, step: Step | None) -> None:
        text = self.tr("%n file(s) moved to the trash.", "", count)
        self.undo_notices.say("trashed", text, step)

    # --- actions ----------------------------------------------------------------------------------

    def _connect_actions(self) -> None:
        actions, grid = self.actions_, self.browser.grid
        actions.keep_to_photos(self.browser.pages, self.browser.inspector)
        actions.add_folder.triggered.connect(self.organizing.choose_folder)
        actions.rescan.triggered.connect(self._look_for_photos)
        actions.pause.triggered.connect(self._pause)
        actions.models.triggered.connect(self.helping.show_models)
        actions.quit.triggered.connect(self.close)
        actions.undo.triggered.connect(self.history.undo)
        actions.redo.triggered.connect(self.history.redo)
        self.history.changed.connect(self._name_history)
        actions.find.triggered.connect(self.finding.find)
        actions.clear_search.triggered.connect(self.finding.clear)
        actions.save_search.triggered.connect(self.finding.save_search)
        actions.select_all.triggered.connect(grid.selectAll)
        actions.select_none.triggered.connect(grid.clearSelection)
        actions.larger.triggered.connect(lambda: grid.zoom(1))
        actions.smaller.triggered.connect(lambda: grid.zoom(-1))
        actions.sidebar.triggered.connect(self._want_sidebar)
        actions.inspector.triggered.connect(self._want_inspector)
        actions.by_day.triggered.connect(self.finding.choose_by_day)
        actions.all_bands.triggered.connect(self.finding.choose_all_bands)
        actions.back.triggered.connect(self._go_back)
        for action, scheme in (
            (actions.scheme_system, Scheme.SYSTEM),
            (actions.scheme_light, Scheme.LIGHT),
            (actions.scheme_dark, Scheme.DARK),
        ):
            action.setChecked(scheme is self.remembered.scheme)
            action.triggered.connect(partial(self._set_scheme, scheme))
        self._name_history()

    def _look_for_photos(self) -> None:
        self.owner.index()

    def _show_pause(self, state: OwnerState) -> None:
        self.actions_.pause.setChecked(state.activity is Activity.PAUSED)

    def _pause(self, paused: bool) -> None:
        (self.owner.pause if paused else self.owner.resume)()

    def _name_history(self) -> None:
        actions, history = self.actions_, self.history
        actions.undo.setEnabled(bool(history.undo_text))
        actions.redo.setEnabled(bool(history.redo_text))
        undo, redo = self.tr("&Undo"), self.tr("&Redo")
        actions.undo.setText(f"{undo}: {history.undo_text}" if history.undo_text else undo)
        actions.redo.setText(f"{redo}: {history.redo_text}" if history.redo_text else redo)

    def _go_back(self) -> None:
        """Esc: from the viewer to the grid, from full screen to the window, from results to all."""
        if self.browser.covered:
            self.browser.uncover()
        elif self.isFullScreen():
            self.viewing.set_full_screen(False)
        elif self.browser.search.text():
            self.finding.clear()
        else:
            self.browser.grid.setFocus()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the window's state, whoever changed it."""
        if event.type() is QEvent.Type.WindowStateChange:
            self.viewing.follow_window()
        super().changeEvent(event)

    def _set_slideshow_seconds(self, seconds: int) -> None:
        self.browser.viewer.slideshow_seconds = seconds

    def _want_sidebar(self, wanted: bool) -> None:
        self.remembered.sidebar_shown = wanted
        self.browser.want_sidebar(wanted)

    def _want_inspector(self, wanted: bool) -> None:
        if not self.browser.viewing:
            self.remembered.inspector_shown = wanted
        self.browser.want_inspector(wanted)
        self.inspecting.shown = wanted
        self.inspecting.refresh()

    def _set_scheme(self, scheme: Scheme, _checked: bool = True) -> None:
        self.remembered.scheme = scheme
        theme.apply(scheme)

    def _allow_writing(self, over: QWidget) -> None:
        self.helping.show_writing(over).finished.connect(lambda _code: self.writing.look())

    # --- state ------------------------------------------------------------------------------------

    def _restore(self) -> None:
        remembered, browser = self.remembered, self.browser
        self.resize(QSize(1280, 860).boundedTo(self.screen().availableSize()))
        if not remembered.geometry.isEmpty():
            self.restoreGeometry(remembered.geometry)
        if not remembered.splitter.isEmpty():
            browser.splitter.restoreState(remembered.splitter)
        browser.viewer.slideshow_seconds = remembered.slideshow_seconds
        browser.grid.set_cell_size(remembered.cell_size)
        browser.status.set_cell_size(remembered.cell_size)
        self.actions_.sidebar.setChecked(remembered.sidebar_shown)
        self.actions_.inspector.setChecked(remembered.inspector_shown)
        self.inspecting.shown = remembered.inspector_shown
        browser.want_sidebar(remembered.sidebar_shown)
        browser.want_inspector(remembered.inspector_shown)
        self.actions_.by_day.setChecked(remembered.by_day)

    def _remember(self) -> None:
        remembered = self.remembered
        if not self.isFullScreen():
            remembered.geometry = QByteArray(self.saveGeometry())
        if not self.browser.viewing:
            remembered.splitter = QByteArray(self.browser.splitter.saveState())
        remembered.query = self.searching.text
        remembered.current = self.browser.grid.current_key
        remembered.save()

    def _close_without_saving(self) -> bool:
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle("PhotoClip")
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(self.tr("Your last changes have not been saved yet."))
        question.setInformativeText(
            self.tr("The background worker doesn't answer. Wait a little, and close again.")
        )
        wait = question.addButton(self.tr("Wait"), QMessageBox.ButtonRole.RejectRole)
        lose = question.addButton(
            self.tr("Close without them"), QMessageBox.ButtonRole.DestructiveRole
        )
        question.setDefaultButton(wait)
        question.exec()
        return question.clickedButton() is lose

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember how things are, and end what runs for this window; the worker goes by itself."""
        for dialog in self.findChildren(QDialog):
            dialog.close()  # what one of them takes back then is waited for as well
        if not self.owner.drain(_DRAIN_S) and not self._close_without_saving():
            event.ignore()
            return
        self._remember()
        self.hide()
        for part in (
            self.labelling,
            self.writing,
            self.finding,
            self.searching,
            self.surveying,
            self.picturing,
            self.setting_up,
            self.modelling,
            self.new_versions,
            self.thumbnails,
            self.pictures,
            self.asker,
            self.owner,
            self._trash,
        ):
            part.close()
        super().closeEvent(event)


_DRAIN_S = 15.0
"""How long closing waits for changes that are on their way to the library."""

_AGAIN_MS = 1000
"""When cards are asked for again that did not come."""
