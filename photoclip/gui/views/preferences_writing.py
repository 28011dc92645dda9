"""The settings' page about writing into files: which folders allow it, and how a file is replaced."""

from __future__ import annotations

import os
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.organizing_messages import WritingOfFolder, WritingPreferences
from photoclip.core.commands import JSON, SetSetting
from photoclip.core.file_metadata import Writing
from photoclip.gui.models.text import readable_path
from photoclip.gui.views.icons import IconName, icon

_ROWS = 6  # folders that show at once


class WritingPage(QWidget):
    """Shows `WritingPreferences`. ``changed`` carries a `SetSetting`; ``guide_wanted`` is the link's."""

    changed = Signal(object)
    guide_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = WritingPreferences((), True, False)
        self.choices: dict[bytes, QComboBox] = {}
        about = _wrapped(
            self.tr(
                "Labels, stars, titles and captions can be written where other programs read them. "
                "PhotoClip does that only in folders you allow here, and only when you ask: "
                "Photo, Write keywords to files."
            )
        )
        self._folders = QWidget()
        self._grid = QGridLayout(self._folders)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._folders)
        # A tab's ground has a colour of its own in dark windows.
        self._scroll.viewport().setAutoFillBackground(False)
        self._folders.setAutoFillBackground(False)
        self.add = QPushButton(self.tr("&Set a folder apart…"))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._choose_folder)
        self.problem = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.problem.hide()
        self.keep_times = QCheckBox(self.tr("A photo keeps its &time of change"))
        self.keep_original = QCheckBox(self.tr("Keep the &first original beside the photo"))
        self.keep_original.setToolTip(self.tr("As photo.jpg.original, made before the first write"))
        self.keep_times.clicked.connect(lambda on: self._keep("metadata.keep_times", on))
        self.keep_original.clicked.connect(lambda on: self._keep("metadata.keep_original", on))
        means = _wrapped(self._meaning())
        more = QLabel(f"<a href='guide'>{self.tr('What is written, and how it is taken back')}</a>")
        more.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        more.setAccessibleName(self.tr("What is written, and how it is taken back"))
        more.linkActivated.connect(lambda _link: self.guide_wanted.emit())
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(about)
        column.addWidget(self._scroll)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.problem, means, self.keep_times, self.keep_original, more):
            column.addWidget(widget)
        column.addStretch(1)
        self.setEnabled(False)  # until it is known what is set

    def _meaning(self) -> str:
        lines = (
            (self.tr("Never"), self.tr("these files are only read.")),
            (
                self.tr("Sidecar"),
                self.tr("photo.jpg.xmp beside the photo, which stays as it is to the last byte."),
            ),
            (
                self.tr("In the file"),
                self.tr(
                    "the photo itself (JPEG, PNG, WebP, TIFF, DNG). The picture in it stays the same to "
                    "the last byte; backups will see a new file."
                ),
            ),
        )
        return "<br>".join(f"<b>{name}:</b> {said}" for name, said in lines)

    # --- what is set --------------------------------------------------------------------------------

    def show_preferences(self, known: WritingPreferences) -> None:
        """Show what is set, and take changes from now on."""
        self._known = known
        self.keep_times.setChecked(known.keep_times)
        self.keep_original.setChecked(known.keep_original)
        self._fill()
        self.setEnabled(True)

    def say(self, problem: str) -> None:
        """Why a change was not taken; empty if all is well."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _fill(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.choices.clear()
        for row, folder in enumerate(self._known.folders):
            self._add_row(row, folder)
        if not self._known.folders:
            self._grid.addWidget(_wrapped(self.tr("The library has no folders yet.")), 0, 0)
        self.add.setEnabled(bool(self._known.roots))
        self._grid.activate()
        rows = min(_ROWS, max(1, len(self._known.folders)))
        height = self.fontMetrics().height() + 18
        self._scroll.setFixedHeight(rows * height)

    def _add_row(self, row: int, folder: WritingOfFolder) -> None:
        path = readable_path(folder.path)
        name = _Path(path)
        choice = QComboBox()
        for writing, text in (
            (Writing.NEVER, self.tr("Never")),
            (Writing.SIDECAR, self.tr("Sidecar")),
            (Writing.FILE, self.tr("In the file")),
        ):
            choice.addItem(text, writing)
        choice.setCurrentIndex(choice.findData(folder.writing))
        choice.setAccessibleName(self.tr("How {folder} is written").format(folder=path))
        choice.activated.connect(lambda _n: self._choose(folder.path, choice))
        self.choices[folder.path] = choice
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(choice, row, 1)
        if folder.path not in self._known.roots:
            forget = QToolButton(autoRaise=True)
            forget.setIcon(icon(IconName.CLOSE))
            side = self.fontMetrics().height() - 2
            forget.setIconSize(QSize(side, side))
            forget.setToolTip(self.tr("As the folder above it"))
            forget.setAccessibleName(
                self.tr("{folder}: as the folder above it").format(folder=path)
            )
            forget.clicked.connect(lambda: self._forget(folder.path))
            self._grid.addWidget(forget, row, 2)

    # --- changing it --------------------------------------------------------------------------------

    def _choose(self, path: bytes, choice: QComboBox) -> None:
        self._set(path, Writing(choice.currentData()))

    def set_apart(self, path: bytes) -> None:
        """Have a folder in one of the library's own row; it begins as the folder above it."""
        path = os.path.normpath(path)
        if path in self.choices:
            self.choices[path].setFocus()
            return
        if not any(_is_inside(path, root) for root in self._known.roots):
            self.say(
                self.tr("{folder} is not in a folder of the library.").format(
                    folder=readable_path(path)
                )
            )
            return
        above = [one for one in self._known.folders if _is_inside(path, one.path)]
        writing = max(above, key=lambda one: len(one.path)).writing if above else Writing.NEVER
        self._set(path, writing)
        if path in self.choices:
            self.choices[path].setFocus()

    def _choose_folder(self) -> None:
        start = os.fsdecode(self._known.roots[0]) if self._known.roots else ""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Set a folder apart"), start)
        if chosen:
            self.set_apart(os.fsencode(chosen))

    def _set(self, path: bytes, writing: Writing) -> None:
        others = [one for one in self._known.folders if one.path != path]
        now = WritingOfFolder(path, writing)
        self._take(sorted([*others, now], key=lambda one: one.path))

    def _forget(self, path: bytes) -> None:
        self._take([one for one in self._known.folders if one.path != path])

    def _take(self, folders: list[WritingOfFolder]) -> None:
        self.say("")
        self._known = replace(self._known, folders=tuple(folders))
        self._fill()
        value: list[JSON] = [
            [os.fsdecode(one.path), one.writing.value]
            for one in (*folders, *self._known.elsewhere)
            if one.own or one.writing is not Writing.NEVER
        ]
        self.changed.emit(SetSetting("metadata.folders", value))

    def _keep(self, key: str, on: bool) -> None:
        self.say("")
        self.changed.emit(SetSetting(key, on))


class _Path(QLabel):
    """A path that is cut in its middle where there is little room."""

    def __init__(self, path: str) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText)
        self._path = path
        self.setToolTip(f"<p>{path.replace('&', '&amp;').replace('<', '&lt;')}</p>")
        self.setAccessibleName(path)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(path)

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's own
        """Cut as much as has to be."""
        self.setText(
            self.fontMetrics().elidedText(self._path, Qt.TextElideMode.ElideMiddle, self.width())
        )


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


def _is_inside(path: bytes, folder: bytes) -> bool:
    """Whether a path is this folder, or lies somewhere in it."""
    return path == folder or path.startswith(os.path.join(folder, b""))
