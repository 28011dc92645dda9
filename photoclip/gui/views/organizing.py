"""Folders, albums and labels: what the sidebar, the first run and dialogs ask for."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from photoclip.browse.messages import ItemKey
from photoclip.browse.overview_messages import Overview
from photoclip.core import paths
from photoclip.core.commands import (
    DeleteAlbum,
    DeleteLabel,
    RenameAlbum,
    RenameLabel,
    Verdict,
)
from photoclip.core.errors import PhotoClipError
from photoclip.gui.bridge import desktop
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.models.sidebar_rows import RowKind
from photoclip.gui.models.text import readable_path
from photoclip.gui.models.told import told
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.choosing import NameDialog
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.finding import Finding
from photoclip.gui.views.modelling import Modelling
from photoclip.gui.views.setting_up import SettingUp, pictures_folder
from photoclip.gui.views.welcome import WelcomePage


class Organizing(QObject):
    """Connects the sidebar and the first run with what they ask for.

    ``first_run`` says whether the first run's page is to be shown.
    """

    first_run = Signal(bool)

    def __init__(
        self,
        browser: Browser,
        welcome: WelcomePage,
        setting_up: SettingUp,
        modelling: Modelling,
        editing: Editing,
        finding: Finding,
        owner: LibraryOwner,
        samples: Path | None,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.browser = browser
        self.welcome = welcome
        self.setting_up = setting_up
        self.modelling = modelling
        self.editing = editing
        self.finding = finding
        self.owner = owner
        self._samples = samples
        self._window = window
        self._welcoming = False
        self._starting = False  # whether nothing has come yet of the first run
        modelling.board.known.connect(welcome.set_models)
        welcome.start_wanted.connect(self._start)
        setting_up.refused.connect(self._nothing_added)
        owner.unreachable.connect(self._nothing_added)
        self._connect_sidebar()

    def set_overview(self, overview: Overview) -> None:
        """What there is: where there is nothing, the first run begins."""
        self.setting_up.set_overview(overview)
        if not overview.roots and not overview.photos:
            self.begin()
        elif self._welcoming:
            self._welcoming = False
            self.first_run.emit(False)
        if self._samples is not None and overview.roots:
            self._follow_samples(overview)

    def _follow_samples(self, overview: Overview) -> None:
        """PhotoClip may lie elsewhere than last time, and with it the sample photos."""
        assert self._samples is not None
        samples, self._samples = os.fsencode(os.path.realpath(self._samples)), None
        if all(root.path != samples for root in overview.roots):
            self.setting_up.add_folders((samples,))
            for root in overview.roots:
                if paths.held_samples(root.path):
                    self.setting_up.remove_folder(root.path)

    def _connect_sidebar(self) -> None:
        sidebar = self.browser.sidebar
        sidebar.query_chosen.connect(lambda query, _title: self.finding.show_query(query))
        sidebar.add_folder_wanted.connect(self.choose_folder)
        sidebar.folder_dropped.connect(lambda folder: self.setting_up.add_folders((folder,)))
        sidebar.remove_folder_wanted.connect(self._ask_remove_folder)
        sidebar.show_folder_wanted.connect(desktop.open_file)
        sidebar.rescan_wanted.connect(self.owner.index)
        sidebar.album_create_wanted.connect(self._create_album)
        sidebar.save_search_wanted.connect(self.finding.save_search)
        sidebar.album_rename_wanted.connect(
            lambda name, new: self.editing.do(RenameAlbum(name, new), self.tr("Rename an album"))
        )
        sidebar.album_delete_wanted.connect(
            lambda name: self.editing.do(DeleteAlbum(name), self.tr("Delete an album"))
        )
        sidebar.label_rename_wanted.connect(
            lambda name, new: self.editing.do(RenameLabel(name, new), self.tr("Rename a label"))
        )
        sidebar.label_delete_wanted.connect(
            lambda name: self.editing.do(DeleteLabel(name), self.tr("Delete a label"))
        )
        sidebar.photos_dropped.connect(self._photos_dropped)

    def _photos_dropped(self, kind: RowKind, name: str, keys: tuple[ItemKey, ...]) -> None:
        if kind == RowKind.ALBUM:
            self.editing.add_to_album(keys, name)
        else:
            self.editing.mark(keys, name, Verdict.CONFIRMED)

    def _create_album(self) -> None:
        dialog = NameDialog(
            self.tr("New album"), self.tr("A name for the album:"), (), self._window
        )
        if dialog.exec():
            self.editing.create_album(dialog.name)

    def begin(self) -> None:
        """The first run: nothing is known of any photo."""
        if self._samples is not None:
            samples, self._samples = self._samples, None
            self.setting_up.add_folders((os.fsencode(samples),))
        elif not self._welcoming:
            self._welcoming = True
            self.first_run.emit(True)
            self.modelling.board.ask()

    def _start(self, folders: tuple[bytes, ...], name: str) -> None:
        models = {model.name: model for model in self.welcome.model_list.models}
        self._starting = True
        if name in models and not models[name].active:
            self.modelling.get_and_use(models[name])  # before there is a photo to look at
        self.setting_up.add_folders(folders)
        self.browser.message.say(
            self.tr("Looking for photos…"), self.tr("They appear here as they are found.")
        )
        self.browser.show_message()
        self.first_run.emit(False)
        self.browser.search.setFocus()

    def _nothing_added(self, error: PhotoClipError) -> None:
        """Say so where photos would be, if there are none."""
        if self._starting and not self.finding.photos.rowCount():
            self._starting = False
            self.browser.message.say(
                self.tr("Your folders could not be added"),
                f"{told(str(error))} {told(error.hint)}".strip(),
                self.finding.actions_.add_folder,
            )
            self.browser.show_message()

    def choose_folder(self) -> None:
        """Ask for a folder and give it to the library."""
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Add a folder of photos"), os.fsdecode(pictures_folder())
        )
        if folder:
            self.setting_up.add_folders((os.fsencode(folder),))

    def _ask_remove_folder(self, folder: bytes) -> None:
        name = readable_path(folder)
        question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(self.tr("Remove folder"))
        question.setTextFormat(Qt.TextFormat.PlainText)  # a folder's name may look like HTML
        question.setText(self.tr("Take {folder} out of the library?").format(folder=name))
        question.setInformativeText(
            self.tr(
                "No photo is touched. Stars, labels and albums are kept for when the folder is added "
                "again."
            )
        )
        question.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        if question.exec() == QMessageBox.StandardButton.Yes:
            self.setting_up.remove_folder(folder)
        question.deleteLater()
