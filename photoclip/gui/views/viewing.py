"""The viewer over the grid: how it opens, fills the screen, and closes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from photoclip.gui.bridge.pictures import PictureLoader
from photoclip.gui.bridge.remembered import Remembered
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.photo_actions import PhotoActions
from photoclip.gui.views.searching import Searching


class Viewing(QObject):
    """Connects the grid, the viewer and the window's state; the photo in view stays the current one."""

    def __init__(
        self,
        actions: Actions,
        browser: Browser,
        photos: PhotosModel,
        pictures: PictureLoader,
        searching: Searching,
        photo_actions: PhotoActions,
        remembered: Remembered,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._browser = browser
        self._photos = photos
        self._pictures = pictures
        self._searching = searching
        self._photo_actions = photo_actions
        self._remembered = remembered
        self._window = window
        self._connect_grid()
        self._connect_viewer()

    def _connect_grid(self) -> None:
        grid, actions = self._browser.grid, self._actions
        grid.activated.connect(self.open)
        grid.viewer_wanted.connect(lambda _key: self.open_current())
        actions.open_viewer.triggered.connect(self.open_current)
        actions.full_screen.triggered.connect(self.set_full_screen)
        actions.slideshow.triggered.connect(self._start_slideshow)

    def _connect_viewer(self) -> None:
        viewer, pictures = self._browser.viewer, self._pictures
        viewer.picture_wanted.connect(pictures.want)
        viewer.pictures_dropped.connect(pictures.drop)
        pictures.loaded.connect(viewer.set_picture)
        pictures.failed.connect(lambda key, _side, why: viewer.set_no_picture(key, why))
        viewer.current_changed.connect(self._moved)
        viewer.closed.connect(self._closed)
        viewer.rating_chosen.connect(self._photo_actions.rate)
        viewer.flag_chosen.connect(self._photo_actions.flag)
        viewer.inspector_wanted.connect(self._actions.inspector.trigger)
        viewer.full_screen_wanted.connect(self._actions.full_screen.trigger)
        viewer.menu_wanted.connect(self._photo_actions.show_menu)

    # --- open and closed --------------------------------------------------------------------------

    def open(self, index: QModelIndex) -> None:
        """Show one photo large."""
        if index.isValid():
            self._browser.viewer.open(self._photos, index.row())
            self._browser.set_viewing(True)
            self.enable()

    def open_current(self) -> None:
        """Show the grid's current photo large."""
        self.open(self._browser.grid.currentIndex())

    def _moved(self, row: int) -> None:
        if self._browser.viewing and row >= 0:
            self._browser.grid.setCurrentIndex(self._photos.index(row))

    def _closed(self, row: int) -> None:
        self._pictures.drop()
        self._browser.set_viewing(False)
        self.enable()
        if row >= 0:
            self._browser.grid.setCurrentIndex(self._photos.index(row))
        if not self._photos.rowCount():
            self._searching.changed()

    def enable(self) -> None:
        """Offer what can be done in what is shown now: the grid, the viewer, the review."""
        covered = self._browser.covered
        actions = self._actions
        for action in (actions.larger, actions.smaller, actions.select_all, actions.select_none):
            action.setEnabled(not covered)
        self._window.menuBar().setVisible(not (covered and self._window.isFullScreen()))
        actions.inspector.setChecked(self._browser.inspector_shown)
        self._photo_actions.enable()

    def _start_slideshow(self) -> None:
        if not self._browser.viewing:
            row = max(0, self._browser.grid.currentIndex().row())
            self.open(self._photos.index(row) if self._photos.rowCount() else QModelIndex())
        if self._browser.viewing:
            self._browser.viewer.start_slideshow(self._remembered.slideshow_seconds)

    # --- full screen ------------------------------------------------------------------------------

    def set_full_screen(self, full: bool) -> None:
        """Fill the screen, or be a window."""
        state = self._window.windowState()
        self._window.setWindowState(
            state | state.WindowFullScreen if full else state & ~state.WindowFullScreen
        )

    def follow_window(self) -> None:
        """The window fills the screen now, or no longer, whoever wanted it."""
        full = self._window.isFullScreen()
        self._actions.full_screen.setChecked(full)
        self._browser.set_full_screen(full)
        self._browser.viewer.set_full_screen(full)
        self.enable()
        QTimer.singleShot(0, self._show_current)  # once the grid has its new size

    def _show_current(self) -> None:
        grid = self._browser.grid
        if not self._browser.covered and grid.currentIndex().isValid():
            grid.scrollTo(grid.currentIndex())
