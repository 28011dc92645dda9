"""The settings' page about models: what there is to choose from, one row each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.model_messages import ModelChoice
from photoclip.core.model_reports import SwitchProgress
from photoclip.gui.views.choosing import NameDialog
from photoclip.gui.views.model_list import is_rare
from photoclip.gui.views.model_row import ModelRow, ModelWork
from photoclip.gui.views.panel import button_row
from photoclip.gui.views.said import Said
from photoclip.gui.views.switch_panel import SwitchPanel
from photoclip.gui.views.teach_panel import TeachPanel, TeachWork

NO_WORK = ModelWork()


class ModelsPage(QWidget):
    """Shows `ModelChoice`s and how work on them goes.

    ``download_wanted``, ``stop_wanted``, ``use_wanted``, ``test_wanted`` and ``remove_wanted`` carry a
    model's name, ``import_wanted`` the path of a file or folder (bytes); ``change_now_wanted`` hurries
    a change of models, ``stop_change_wanted`` ends it, and ``teach_wanted`` and
    ``stop_teaching_wanted`` are about teaching the one in use.
    """

    download_wanted = Signal(str)
    stop_wanted = Signal(str)
    use_wanted = Signal(str)
    test_wanted = Signal(str)
    remove_wanted = Signal(str)
    import_wanted = Signal(object)
    change_now_wanted = Signal()
    stop_change_wanted = Signal()
    teach_wanted = Signal()
    stop_teaching_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, ModelRow] = {}
        self._models: tuple[ModelChoice, ...] = ()
        self._work: Mapping[str, ModelWork] = {}
        self._teaching = TeachWork()
        self._photos = 0
        self._coming = ""
        self._all = False  # or the few that suit most people
        about = QLabel(
            self.tr(
                "The model looks at your photos and understands your sentences. With another one every "
                "photo is looked at again, while the one in use goes on answering."
            )
        )
        about.setWordWrap(True)
        self.switch = SwitchPanel()
        self.switch.now_wanted.connect(self.change_now_wanted)
        self.switch.stop_wanted.connect(self.stop_change_wanted)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.more = QPushButton()
        self.more.setFlat(True)
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._show_all)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.teaching = self._teach_panel()
        self._column.addWidget(self.teaching)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._list)
        # A tab's ground has a colour of its own in dark windows.
        self.area.viewport().setAutoFillBackground(False)
        self._list.setAutoFillBackground(False)
        self.said = Said()
        self.by_file = QPushButton(self.tr("&Import from a file…"))
        self.by_file.setToolTip(self.tr("For computers without a network, and models of your own"))
        self.by_file.clicked.connect(self._choose_file)
        self.by_name = QPushButton(self.tr("Download &another…"))
        self.by_name.setToolTip(self.tr("Any model that open_clip knows, by its name"))
        self.by_name.clicked.connect(self._choose_name)
        self.by_folder = QPushButton(self.tr("Import a &folder…"))
        self.by_folder.setToolTip(
            self.tr("A model's folder from another computer, or one that was downloaded as a whole")
        )
        self.by_folder.clicked.connect(self._choose_folder)
        self._others = (self.by_file, self.by_folder, self.by_name)
        for button in self._others:
            button.setAutoDefault(False)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        for widget in (about, self.switch, self.area, self.said):
            column.addWidget(widget, 1 if widget is self.area else 0)
        column.addWidget(button_row(self._others))

    def _teach_panel(self) -> TeachPanel:
        panel = TeachPanel()
        panel.hide()
        panel.teach_wanted.connect(self.teach_wanted)
        panel.stop_wanted.connect(self.stop_teaching_wanted)
        for signal, wanted in (
            (panel.use_wanted, self.use_wanted),
            (panel.remove_wanted, self.remove_wanted),
        ):
            signal.connect(lambda wanted=wanted: self._want_made(wanted))
        return panel

    # --- what is shown ----------------------------------------------------------------------------

    def set_models(self, models: tuple[ModelChoice, ...]) -> None:
        """Offer these: what is recommended first, then what is in use and here, a demonstration last."""
        models = tuple(sorted(models, key=_rank))
        if models == self._models:
            return  # as with every step of a download
        self._models = models
        names = [model.name for model in self._models]
        for name in [name for name in self.rows if name not in names]:
            row = self.rows.pop(name)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, name in enumerate(names):
            row = self.rows.get(name) or self._add(name)
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
        self.rows = {name: self.rows[name] for name in names}
        self._show()
        chain: list[QWidget] = [self.switch.now, self.switch.stop]
        for name in names:
            chain += self.rows[name].controls
        chain += [self.more, *self.teaching.controls, *self._others]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def set_photos(self, photos: int) -> None:
        """How many photos the library has: what a model costs depends on it."""
        if photos != self._photos:
            self._photos = photos
            self._show()

    def set_work(self, work: Mapping[str, ModelWork]) -> None:
        """How work on models goes, by their names."""
        self._work = dict(work)
        self._show()

    def set_teaching(self, work: TeachWork) -> None:
        """How teaching the model in use goes, or what came of it."""
        before, self._teaching = self._teaching, work
        self._show_teaching()
        if work.running != before.running:
            # What came of it may be longer than what is in sight.
            QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.teaching))

    def set_switching(self, progress: SwitchProgress | None) -> None:
        """How a change of models goes; None: none does."""
        coming = "" if progress is None else progress.model.partition("@")[0]
        self.switch.show_progress(progress)
        if coming != self._coming:
            self._coming = coming
            self._show()

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say something that is about no row; empty for nothing."""
        self.said.say(text, wrong=wrong)

    def show_model(self, name: str) -> None:
        """Scroll to a model and put the keyboard's focus there."""
        row = self.rows.get(name)
        if row is not None and not row.isHidden():
            self.area.ensureWidgetVisible(row)
            row.focus_first()

    def _add(self, name: str) -> ModelRow:
        row = self.rows[name] = ModelRow()
        for signal, wanted in (
            (row.download_wanted, self.download_wanted),
            (row.stop_wanted, self.stop_wanted),
            (row.use_wanted, self.use_wanted),
            (row.test_wanted, self.test_wanted),
            (row.remove_wanted, self.remove_wanted),
        ):
            signal.connect(lambda wanted=wanted: wanted.emit(name))
        return row

    def _show(self) -> None:
        rare = 0
        for model in self._models:
            work, row = self._work.get(model.name, NO_WORK), self.rows[model.name]
            coming = model.name == self._coming
            row.show_choice(model, work, self._photos, coming)
            put_away = is_rare(model) and work == NO_WORK and not coming and not self._all
            row.setVisible(not put_away)
            rare += put_away
        self.more.setText(self.tr("Show %n more model(s)", "", rare))
        self.more.setVisible(bool(rare))
        self._show_teaching()

    def _show_teaching(self) -> None:
        report = self._teaching.report
        name = report.model if report else ""
        here = (model for model in self._models if model.installed and model.name == name)
        made = next(here, None)
        if self._work.get(name, NO_WORK).removing:
            made = None
        coming = made is not None and name == self._coming
        self.teaching.show_work(self._teaching, made, coming=coming)
        self.teaching.setVisible(bool(self._photos) or self._teaching != TeachWork())

    def _want_made(self, wanted: SignalInstance) -> None:
        if self._teaching.report is not None:
            wanted.emit(self._teaching.report.model)

    def _show_all(self) -> None:
        first = next((row for row in self.rows.values() if row.isHidden()), None)
        self._all = True
        self._show()
        if first is not None:
            first.focus_first()

    # --- others than those on offer -----------------------------------------------------------------

    def _choose_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self,
            self.tr("Import a model"),
            "",
            ";;".join(
                (
                    self.tr("Models") + " (*.safetensors *.pt *.pth *.bin *.ckpt)",
                    self.tr("All files") + " (*)",
                )
            ),
        )
        if chosen:
            self.import_wanted.emit(os.fsencode(chosen))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Import a model's folder"))
        if chosen:
            self.import_wanted.emit(os.fsencode(chosen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own
        """One file or folder of this computer is taken."""
        if _only_path(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own
        """What is dropped anywhere on the page is imported."""
        path = _only_path(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.import_wanted.emit(path)

    def _choose_name(self) -> None:
        dialog = NameDialog(
            self.tr("Download another model"),
            self.tr("Its name, as open_clip says it: architecture/weights"),
            tuple(model.name for model in self._models if not model.installed),
            self.window(),
        )
        if dialog.exec():
            self.download_wanted.emit(dialog.name)
        dialog.deleteLater()


def _only_path(dragged: QMimeData) -> bytes:
    """The one file or folder that is dragged; empty where it is another number of them."""
    urls = dragged.urls()
    local = urls[0].toLocalFile() if len(urls) == 1 else ""
    return os.fsencode(local)


def _rank(model: ModelChoice) -> tuple[bool, ...]:
    return (
        model.demonstration,
        not model.recommended,
        not model.active,
        not model.installed,
        is_rare(model),
    )
