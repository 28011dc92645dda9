"""Exporting: the photos a person chose, or all that the list shows, in its order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from photoclip.browse.messages import ItemKey, Trouble
from photoclip.browse.organizing_messages import Export
from photoclip.core.exports import ExportOptions, ExportProgress, ExportReport
from photoclip.core.types import PhotoId
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.export_dialog import ExportDialog
from photoclip.gui.views.searching import Searching

_MOST = 1_000_000


class Exporting(QObject):
    """Opens the dialog and asks for what it says. ``show_wanted`` carries a path."""

    show_wanted = Signal(object)

    def __init__(
        self,
        actions: Actions,
        browser: Browser,
        searching: Searching,
        asker: Asker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._browser = browser
        self._searching = searching
        self._asker = asker
        self._asked: Asked | None = None
        self.dialog: ExportDialog | None = None
        self.title = ""
        actions.export.triggered.connect(self.open)

    def _chosen(self) -> tuple[ItemKey, ...]:
        """The photo in the viewer or the selected ones; none of them: all in the list."""
        if self._browser.viewing:
            key = self._browser.viewer.key
            return () if key is None else (key,)
        return tuple(self._browser.grid.selected_keys(_MOST))

    def open(self) -> None:
        """Ask how to export."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        chosen = self._chosen()
        photos = tuple(PhotoId(key) for key in chosen if key > 0)
        place = QStandardPaths.StandardLocation.PicturesLocation
        folder = QStandardPaths.writableLocation(place) or str(Path.home())
        dialog = ExportDialog(
            len(photos) if chosen else None, self.title, folder.encode(), self._browser.window()
        )
        query = self._searching.text

        def start(options: ExportOptions) -> None:
            dialog.begin()
            question = Export(options, photos if chosen else None, query)
            self._asked = self._asker.ask(question, self._heard, self._failed, dialog.wait)

        dialog.export_wanted.connect(start)
        dialog.stop_wanted.connect(self._stop)
        dialog.show_wanted.connect(self.show_wanted)
        dialog.destroyed.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _heard(self, answer: ExportProgress | ExportReport) -> None:
        if self.dialog is None:
            return
        if isinstance(answer, ExportProgress):
            self.dialog.show_progress(answer)
        else:
            self.dialog.finish(answer)

    def _failed(self, trouble: Trouble) -> None:
        if self.dialog is not None:
            self.dialog.fail(trouble.message, trouble.hint)

    def _stop(self) -> None:
        if self._asked is not None:
            self._asked.drop()
            self._asked = None
