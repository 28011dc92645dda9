"""The dialog that writes what is known of photos into files: what would change, then how it goes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from photoclip.core.file_metadata import FileChange, WriteSummary, Writing
from photoclip.gui.models.text import readable_path
from photoclip.gui.models.told import told
from photoclip.gui.models.write_words import (
    About,
    Tally,
    about_text,
    differences,
    reasons_text,
    summary_text,
    tally_text,
)
from photoclip.gui.views.icons import quiet
from photoclip.gui.views.said import Said, Which, few

MOST_SHOWN = 300
_LONGEST = 160  # characters of a caption that are shown


class WriteDialog(QDialog):
    """Shows what would be written, and writes it when a person says so.

    ``choices`` say which photos it may be about. ``look_wanted`` carries the number of one of them;
    ``write_wanted`` when the person is content; ``settings_wanted`` to allow folders.
    """

    look_wanted = Signal(int)
    write_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Write keywords to files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tally = Tally()
        self._shown = 0
        self._more = 0
        self.which = Which(choices)
        self.which.currentIndexChanged.connect(self.look_wanted)
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.bar = QProgressBar()
        self.bar.setFormat("%v / %m")
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.list = QTextBrowser()
        self.list.setAccessibleName(self.tr("What would change"))
        self.list.setTabChangesFocus(True)
        self.said = Said()
        self.settings = QPushButton(self.tr("&Choose folders…"))
        self.settings.setAutoDefault(False)
        self.settings.clicked.connect(self.settings_wanted)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = self.buttons.addButton(
            self.tr("&Write"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.write.clicked.connect(self.write_wanted)
        self.buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.settings)
        foot.addWidget(self.buttons, 1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for widget in (self.which.widget(), self.summary, self.bar):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        column.addLayout(foot)
        self.write.setDefault(True)
        self.resize(QSize(620, 520))
        self.begin(0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Narrow windows have room for it too."""
        return QSize(340, 320)

    # --- what would change --------------------------------------------------------------------------

    def begin(self, photos: int) -> None:
        """So many photos are looked at now."""
        self.tally = Tally()
        self._shown = self._more = 0
        self.list.clear()
        self.said.say("")
        self.summary.setText(self.tr("Looking at the files: nothing is written yet…"))
        self.bar.setRange(0, photos)
        self.bar.setValue(0)
        self.bar.show()
        self.write.setEnabled(False)
        self.settings.setText(self.tr("&Choose folders…"))

    def add(self, changes: Sequence[FileChange], done: int) -> None:
        """What would change in some more files; ``done`` photos were looked at so far."""
        rows = []
        for change in changes:
            self.tally.add(change)
            if change.writing is Writing.NEVER or not (change.changes or change.refused):
                continue
            if self._shown < MOST_SHOWN:
                self._shown += 1
                rows.append(self._row(change))
            else:
                self._more += 1
        if rows:
            bar = self.list.verticalScrollBar()
            place = bar.value()
            self.list.append("".join(rows))
            bar.setValue(place)
        self.bar.setValue(done)

    def end(self) -> None:
        """All files were looked at."""
        self.bar.hide()
        tally = self.tally
        if tally.only_forbidden:
            self.summary.setText(
                self.tr("Nothing is written: no folder of these photos allows it.")
            )
            self.list.setHtml(escape(self._invitation()))
        else:
            self.summary.setText(tally_text(tally))
        if self._more:
            text = self.tr("… and %n more", "", self._more)
            self.list.append(f"<p><span style='color:{self._quiet}'>{escape(text)}</span></p>")
        if not self._shown and not tally.only_forbidden:
            self.list.setHtml(
                escape(self.tr("The files say all of it already.")) if tally.same else ""
            )
        self.write.setEnabled(bool(tally.photos))
        (self.settings if tally.only_forbidden else self.write).setDefault(True)

    def fail(self, message: str, hint: str) -> None:
        """It can't be said what would change, or it can't be written."""
        self.bar.hide()
        self.summary.setText("")
        self.said.say("\n".join(filter(None, (told(message), told(hint)))), wrong=True)

    def _invitation(self) -> str:
        return self.tr(
            "PhotoClip writes into files only where you allow it. Choose for each folder whether "
            "keywords go into sidecar files beside the photos or into the photos themselves."
        )

    @property
    def _quiet(self) -> str:
        return quiet(self.palette(), QPalette.ColorRole.Text).name()

    def _row(self, change: FileChange) -> str:
        name = escape(readable_path(os.path.basename(change.target)))
        folder = escape(readable_path(os.path.dirname(change.target)))
        lines = [f"<b>{name}</b> &nbsp;<span style='color:{self._quiet}'>{folder}</span>"]
        if change.refused:
            lines.append(escape(told(change.refused)))
        for one in differences(change.changes):
            said = [
                *(self._value(text, one.about, came=False) for text in one.removed),
                *(self._value(text, one.about, came=True) for text in one.added),
            ]
            lines.append(f"{escape(about_text(one.about))}: " + ", ".join(said))
        return f"<p style='margin:0 0 8px 0'>{'<br>'.join(lines)}</p>"

    def _value(self, text: str, about: About, *, came: bool) -> str:
        if about is About.STARS:
            text = QLocale().toString(int(text)) if text.isascii() and text.isdigit() else text
        if len(text) > _LONGEST:
            text = text[: _LONGEST - 1] + "…"
        dark = self.palette().color(QPalette.ColorRole.Base).lightness() < 128
        new, old = ("#6fcf8f", "#ff9088") if dark else ("#19692c", "#a3231d")
        colour = QColor(new if came else old).name()
        sign = "+" if came else "−"
        shown = escape(text) if came else f"<s>{escape(text)}</s>"
        return f"<span style='color:{colour}'>{sign}&nbsp;{shown}</span>"

    # --- while it is written ------------------------------------------------------------------------

    def begin_writing(self) -> None:
        """It was asked for."""
        self.which.setEnabled(False)
        self.write.setEnabled(False)
        self.settings.hide()
        self.said.say("")
        self.summary.setText(
            self.tr("Writing… You may close this: it goes on, and can be taken back.")
        )
        self.bar.setRange(0, 0)
        self.bar.show()
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))

    def show_progress(self, summary: WriteSummary, total: int) -> None:
        """So far it came."""
        self.bar.setRange(0, total)
        self.bar.setValue(total - summary.waiting)

    def finish(self, summary: WriteSummary) -> None:
        """It is done, but for what waits for a drive."""
        self.bar.hide()
        self.summary.setText(summary_text(summary))
        self.said.say("\n".join(few(reasons_text(summary))), wrong=True)
        self.write.hide()
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)

    def refuse(self, message: str, hint: str) -> None:
        """The library did not take it."""
        self.which.setEnabled(True)
        self.settings.show()
        self.write.setEnabled(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self.fail(message, hint)
