"""Folders and models: the first run, adding a folder, downloading a model and using it."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from photoclip.browse.model_messages import GetModels, ModelChoice
from photoclip.browse.overview_messages import Overview
from photoclip.core.commands import RemoveRoot, SetSetting
from photoclip.core.errors import PhotoClipError
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.bridge.command_line import Channel
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.views.model_list import ModelList
from photoclip.gui.views.notices import Notice, Weight

ACTIVE_MODEL = "active_model"
"""The library's setting that names its model (`store.settings`)."""

_DOWNLOAD = "download"
_WIDTH = 640


class SettingUp(QObject):
    """Gives folders to the library and models to its owner.

    ``said`` carries a `Notice`, ``withdrawn`` the name of one that is over; ``models_known`` the
    `ModelChoice`s; ``folder_added`` the path; ``refused`` a `PhotoClipError`; ``repaired``
    that the library was restored.
    """

    said = Signal(object)
    withdrawn = Signal(str)
    models_known = Signal(object)
    folder_added = Signal(object)
    refused = Signal(object)
    repaired = Signal()

    def __init__(
        self, library: Path, asker: Asker, owner: LibraryOwner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._asker = asker
        self._owner = owner
        self._overview = Overview()
        self._download = Channel(library, self)
        self._download.answered.connect(self._downloaded)
        self._download.failed.connect(self._not_downloaded)
        self._downloading = ""
        self._repair = Channel(library, self)
        self._repair.answered.connect(self._repaired)
        self._repair.failed.connect(lambda why: self.refused.emit(PhotoClipError(why)))

    def set_overview(self, overview: Overview) -> None:
        """The folders there are."""
        self._overview = overview

    def close(self) -> None:
        """End a download; what has come of it is kept for the next try."""
        self._download.close()
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

    # --- models -----------------------------------------------------------------------------------

    def ask_models(self) -> None:
        """Have ``models_known`` emitted soon."""
        self._asker.ask(GetModels(), self.models_known.emit)

    def use(self, model: ModelChoice) -> None:
        """Use a model; download it first where it isn't here."""
        self._stop_download()  # this choice is the newer one
        if model.installed:
            self._use(model.name)
            return
        self._downloading = model.name
        self.said.emit(
            Notice(
                _DOWNLOAD,
                self.tr("{name} is being downloaded.").format(name=model.name),
                Weight.WORK,
                self.tr("Stop"),
                self._stop_download,
                self.tr("Your photos can be looked at meanwhile."),
            )
        )
        self._download.ask("models", "download", "--json", "--", model.name)

    def _use(self, name: str) -> None:
        self._owner.apply(SetSetting(ACTIVE_MODEL, name), failed=self._refuse)

    def _refuse(self, error: PhotoClipError) -> None:
        self.refused.emit(error)

    def _stop_download(self) -> None:
        self._download.drop()
        self.withdrawn.emit(_DOWNLOAD)

    def _downloaded(self, _rows: object) -> None:
        self.withdrawn.emit(_DOWNLOAD)
        self._use(self._downloading)

    def _not_downloaded(self, why: str) -> None:
        name = self._downloading
        model = ModelChoice(name, False, False, False, 0, 0, "")
        self.said.emit(
            Notice(
                _DOWNLOAD,
                self.tr("{name} could not be downloaded.").format(name=name),
                Weight.TROUBLE,
                self.tr("Try again"),
                lambda: self.use(model),
                why,
            )
        )


class ModelsDialog(QDialog):
    """Chooses a model. ``model_chosen`` carries a `ModelChoice` that isn't the active one."""

    model_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose a model"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = QLabel(
            self.tr(
                "The model looks at your photos and understands your sentences. With another one, "
                "every photo is looked at again; what you made by hand stays, and the old model's "
                "results are kept."
            )
        )
        text.setWordWrap(True)
        self.model_list = ModelList()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        use = buttons.addButton(self.tr("Use this model"), QDialogButtonBox.ButtonRole.AcceptRole)
        use.setDefault(True)
        buttons.accepted.connect(self._use)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (text, self.model_list, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_WIDTH)

    def set_models(self, models: tuple[ModelChoice, ...]) -> None:
        """Offer these, and be as large as that takes."""
        self.model_list.set_models(models)
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(_WIDTH, layout.heightForWidth(_WIDTH))

    def _use(self) -> None:
        choice = self.model_list.choice()
        self.accept()
        if choice is not None and not choice.active:
            self.model_chosen.emit(choice)


def pictures_folder() -> bytes:
    """The platform's folder for pictures; empty if there is none."""
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.StandardLocation.PicturesLocation
    return os.fsencode(QStandardPaths.writableLocation(place))
