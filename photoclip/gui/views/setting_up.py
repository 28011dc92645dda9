"""Folders: adding and removing them, and mending a library that is damaged."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photoclip.browse.overview_messages import Overview
from photoclip.core.commands import RemoveRoot
from photoclip.core.errors import PhotoClipError
from photoclip.gui.bridge.command_line import Channel
from photoclip.gui.bridge.library import LibraryOwner


class SettingUp(QObject):
    """Gives folders to the library.

    ``withdrawn`` carries the name of a notice that is over, ``folder_added`` the path, ``refused`` a
    `PhotoClipError`; ``repaired`` that the library was restored.
    """

    withdrawn = Signal(str)
    folder_added = Signal(object)
    refused = Signal(object)
    repaired = Signal()

    def __init__(self, library: Path, owner: LibraryOwner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._owner = owner
        self._overview = Overview()
        self._repair = Channel(library, self)
        self._repair.answered.connect(self._repaired)
        self._repair.failed.connect(lambda why: self.refused.emit(PhotoClipError(why)))

    def set_overview(self, overview: Overview) -> None:
        """The folders there are."""
        self._overview = overview

    def close(self) -> None:
        """End what still runs."""
        self._repair.close()

    # --- folders ----------------------------------------------------------------------------------

    def add_folders(self, folders: tuple[bytes, ...]) -> None:
        """Give the library folders; they are looked through at once."""
        known = tuple(root.path for root in self._overview.roots)
        for folder in folders:
            self._owner.add_root(folder, known, self.folder_added.emit, self.refused.emit)

    def remove_folder(self, folder: bytes) -> None:
        """Take a folder out of the library; no photo is touched."""
        self._owner.apply(RemoveRoot(folder))

    # --- a damaged library ------------------------------------------------------------------------

    def repair(self) -> None:
        """Restore the library from its backups; ``repaired`` when that is done."""
        self._repair.ask("doctor", "--repair", "--json")

    def _repaired(self, _rows: object) -> None:
        self.withdrawn.emit("damaged")
        self.repaired.emit()


def pictures_folder() -> bytes:
    """The platform's folder for pictures; empty if there is none."""
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.StandardLocation.PicturesLocation
    return os.fsencode(QStandardPaths.writableLocation(place))
