"""Exporting: the photos a person chose, or all that the list shows, in its order."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from photoclip.browse.messages import ItemKey, Trouble
from photoclip.browse.organizing_messages import Export
from photoclip.core.exports import ExportKind, ExportOptions, ExportProgress, ExportReport
from photoclip.core.types import PhotoId
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.models.text import readable, readable_path
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.export_dialog import ExportDialog
from photoclip.gui.views.searching import Searching


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is to be exported: photos, or where they are None what a query finds, in its order."""

    what: str
    photos: tuple[PhotoId, ...] | None
    query: str = ""


class Exporting(QObject):
    """Opens the dialog and asks for what it says.

    ``show_wanted`` carries a path, ``told`` a sentence for the person.
    """

    show_wanted = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        actions: Actions,
        browser: Browser,
        searching: Searching,
        photos: PhotosModel,
        asker: Asker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._browser = browser
        self._searching = searching
        self._photos = photos
        self._asker = asker
        self._asked: Asked | None = None
        self._target = b""
        place = QStandardPaths.StandardLocation.PicturesLocation
        pictures = QStandardPaths.writableLocation(place) or str(Path.home())
        self._folder = os.fsencode(pictures)
        self.dialog: ExportDialog | None = None
        self.album = ""
        """The album whose photos are shown, if that is what is shown."""
        actions.export.triggered.connect(lambda: self._open(self._choices(), self.album))

    def open_album(self, name: str, query: str) -> None:
        """Ask how to export an album, whatever is shown."""
        what = self.tr("Album “{name}”").format(name=readable(name))
        self._open((_Chosen(what, None, query),), name)

    def _choices(self) -> tuple[_Chosen, ...]:
        """The photo in the viewer or the selected ones, and all in the list."""
        keys = self._browser.chosen_keys(self._photos.rowCount())
        count, listing = self._photos.rowCount(), self._searching.listing
        choices = []
        if keys:
            photos = _read(keys)
            choices.append(_Chosen(self.tr("%n selected photo(s)", "", len(photos)), photos))
        if len(keys) < count or not keys:
            whole = listing is None or listing.complete
            all_of_them = _read(self._photos.keys(0, count)) if whole else None
            what = self.tr("All %n photo(s) that are shown", "", count)
            choices.append(_Chosen(what, all_of_them, self._searching.text))
        return tuple(choices)

    def _open(self, choices: tuple[_Chosen, ...], title: str) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        dialog = ExportDialog(
            [one.what for one in choices], title, self._folder, self._browser.window()
        )

        def start(options: ExportOptions) -> None:
            dialog.begin()
            chosen = choices[dialog.which.currentIndex()]
            self._target = options.target
            sheet = options.kind is ExportKind.SHEET
            self._folder = os.path.dirname(options.target) if sheet else options.target
            question = Export(options, chosen.photos, chosen.query)
            self._asked = self._asker.ask(question, self._heard, self._failed, dialog.wait)

        dialog.export_wanted.connect(start)
        dialog.stop_wanted.connect(self._stop)
        dialog.show_wanted.connect(self.show_wanted)
        dialog.finished.connect(self._closed)
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
            self._asked = None
            self.dialog.finish(answer)

    def _failed(self, trouble: Trouble) -> None:
        self._asked = None
        if self.dialog is not None:
            self.dialog.fail(trouble.message, trouble.hint)

    def _stop(self) -> None:
        if self._asked is not None:
            self._asked.drop()
            self._asked = None
            self.told.emit(
                self.tr("The export was stopped. What was made stays: {target}").format(
                    target=readable_path(self._target)
                )
            )


def _read(keys: Sequence[ItemKey]) -> tuple[PhotoId, ...]:
    """Those that have been read: a file that waits for that is no photo yet."""
    return tuple(PhotoId(key) for key in keys if key > 0)
