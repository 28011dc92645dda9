"""The first run: what PhotoClip does, which folders, which model."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.model_messages import ModelChoice
from photoclip.gui.models.text import readable
from photoclip.gui.views.message import resized
from photoclip.gui.views.model_list import ModelList

_WIDTH = 640


class WelcomePage(QScrollArea):
    """Offers folders and models. ``start_wanted`` carries the folders chosen (a tuple of bytes) and
    the model's name.
    """

    start_wanted = Signal(object, str)

    def __init__(self, pictures: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._text = QLabel(), QLabel()
        self._title.setFont(resized(self._title.font(), 1.8))
        self._folders_title, self._model_title = QLabel(), QLabel()
        for label in (self._folders_title, self._model_title):
            label.setFont(resized(label.font(), 1.15))
        self._model_title.setTextFormat(Qt.TextFormat.PlainText)
        self._model_title.setWordWrap(True)
        for label in (self._title, self._text):
            label.setWordWrap(True)
        self.folders = QListWidget()
        self.folders.setMaximumHeight(4 * self.fontMetrics().height() + 30)
        self.folders.setSpacing(3)
        self.folders.itemChanged.connect(self._folders_changed)
        self.add_button, self.start_button = QPushButton(), QPushButton()
        self.add_button.clicked.connect(self._choose)
        self.start_button.clicked.connect(self._start)
        self.start_button.setDefault(True)
        self.start_button.setMinimumHeight(2 * self.fontMetrics().height() + 6)
        self.start_button.setFont(resized(self.start_button.font(), 1.15))
        self.model_list = ModelList()
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self._lay_out()
        self._name()
        if pictures and os.path.isdir(pictures):
            self.offer(pictures)
        self._folders_changed()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inside)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addWidget(self._folders_title)
        column.addWidget(self.folders)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(8)
        column.addWidget(self._model_title)
        column.addWidget(self.model_list)
        column.addSpacing(8)
        column.addWidget(self._hint)
        column.addWidget(self.start_button)
        around = QWidget()
        row = QHBoxLayout(around)
        row.addStretch(1)
        row.addWidget(inside, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.setWidget(around)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def _name(self) -> None:
        self._title.setText(self.tr("Find a photo by what is in it"))
        self._text.setText(
            self.tr(
                "PhotoClip looks at your photos on this computer and then finds them by a sentence "
                "such as “the dog at the lake in the fog”. Nothing is uploaded, and nothing is "
                "written into your photos unless you allow it and ask for it."
            )
        )
        self._folders_title.setText(self.tr("Which folders hold your photos?"))
        self.folders.setAccessibleName(self.tr("Folders to add"))
        self.add_button.setText(self.tr("Add another folder…"))
        self._model_title.setText(self.tr("Which model should look at them?"))
        self.start_button.setText(self.tr("Start"))
        self._hint.setText(
            self.tr(
                "You can look at your photos, and search by date, place, camera and name, from the "
                "first second. Searching by sentence works for each photo as soon as it was read."
            )
        )

    def offer(self, folder: bytes) -> None:
        """Put a folder on the list, chosen."""
        for row in range(self.folders.count()):
            if self.folders.item(row).data(Qt.ItemDataRole.UserRole) == folder:
                self.folders.item(row).setCheckState(Qt.CheckState.Checked)
                return
        item = QListWidgetItem(readable(os.fsencode(folder).decode("utf-8", "replace")))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(Qt.ItemDataRole.UserRole, folder)
        item.setCheckState(Qt.CheckState.Checked)
        self.folders.addItem(item)
        self._folders_changed()

    def set_models(self, models: tuple[ModelChoice, ...]) -> None:
        """Offer these models; where a real one came along with PhotoClip, ask nothing."""
        self.model_list.set_models(models)
        brought = next((m for m in models if m.active and not m.demonstration), None)
        self.model_list.setVisible(brought is None)
        if brought is None:
            self._model_title.setText(self.tr("Which model should look at them?"))
            return
        self.model_list.choose(brought.name)
        title = self.tr("The model that looks at them is here already: {name}")
        self._model_title.setText(title.format(name=readable(brought.name)))

    def chosen_folders(self) -> tuple[bytes, ...]:
        """The folders that are checked."""
        items = [self.folders.item(row) for row in range(self.folders.count())]
        return tuple(
            bytes(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _folders_changed(self) -> None:
        self.start_button.setEnabled(bool(self.chosen_folders()))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Add a folder of photos"))
        if folder:
            self.offer(os.fsencode(folder))

    def _start(self) -> None:
        model = self.model_list.choice()
        self.start_wanted.emit(self.chosen_folders(), model.name if model else "")
