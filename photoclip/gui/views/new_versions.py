"""A newer PhotoClip: asked for by a process of its own where a person wants that, told in one line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from photoclip import __version__
from photoclip.core.errors import PhotoClipError
from photoclip.gui.bridge import desktop
from photoclip.gui.bridge.command_line import Channel
from photoclip.gui.views.notices import Notice
from photoclip.releases import choice
from photoclip.releases.choice import Release

_FIRST_MS = 15_000
"""Photos come first when a window opens."""

_AGAIN_MS = 3_600_000
"""A window may stay open for days. The question itself is sent once a day at most."""

_NAME = "newer version"


class NewVersions(QObject):
    """Says a `Notice` while there is a newer version, and withdraws it by its name."""

    said = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: Release | None = None
        self._channel = Channel(library, self)
        self._channel.answered.connect(self._answered)
        self._timer = QTimer(self, interval=_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(_FIRST_MS, self, self.look)

    def look(self) -> None:
        """Tell what is known, and have it asked for if that is due."""
        chosen = choice.load()
        self._tell(chosen.newer if chosen.on else None)
        if choice.is_due(chosen):
            self._channel.ask("version", "--if-due", "--json")

    def close(self) -> None:
        """End a question that waits for its answer."""
        self._timer.stop()
        self._channel.drop()
        self._channel.close()

    def _answered(self, lines: list[dict[str, object]]) -> None:
        chosen = choice.load()  # it may have been turned off meanwhile
        self._tell(chosen.newer if lines and chosen.on else None)

    def _tell(self, newer: Release | None) -> None:
        if newer == self._told:
            return  # said already; somebody may have dismissed it
        self._told = newer
        if newer is None:
            self.withdrawn.emit(_NAME)
            return
        text = self.tr("PhotoClip {newer} is there; this is {version}. {page}")
        self.said.emit(
            Notice(
                _NAME,
                text.format(newer=newer.version, version=__version__, page=newer.page),
                button=self.tr("Open the page"),
                act=partial(self._open, newer.page),
            )
        )

    def _open(self, page: str) -> None:
        desktop.open_page(page)


class NewVersionsChoice(QWidget):
    """The setting. ``chosen`` when a person changed it."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = QCheckBox(self.tr("Ask once a &day for a newer PhotoClip"))
        self.about = QLabel()
        self.about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.wanted)
        column.addWidget(self.about)
        self.wanted.setChecked(choice.load().on)
        self.wanted.setEnabled(bool(choice.address()))
        self.about.setText(
            self.tr("{address} is asked, and told nothing. Nothing is downloaded.").format(
                address=choice.address()
            )
            if choice.address()
            else self.tr("This PhotoClip doesn't know where to ask.")
        )
        self.wanted.toggled.connect(self._turn)

    def _turn(self, on: bool) -> None:
        try:
            choice.turn(on)
        except PhotoClipError as error:
            self.about.setText(str(error))
            with QSignalBlocker(self.wanted):
                self.wanted.setChecked(not on)
            return
        self.chosen.emit()
