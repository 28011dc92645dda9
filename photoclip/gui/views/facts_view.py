"""What is known of a photo, as a table one can read, select, copy and follow."""

from __future__ import annotations

import html
import math

from PySide6.QtCore import QEvent, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QPalette,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextBrowser, QWidget

from photoclip.gui.models.facts_text import Fact, Part
from photoclip.gui.models.text import readable_path
from photoclip.gui.views.icons import quiet


class FactsView(QTextBrowser):
    """One document for all facts: selecting goes across them, and changing them is one step.

    ``query_wanted`` carries the query of a link, ``show_in_folder_wanted`` a path.
    """

    query_wanted = Signal(object)
    show_in_folder_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._links: list[Part] = []
        self.setAccessibleName(self.tr("About this photo"))
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.anchorClicked.connect(self._follow)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these instead."""
        if facts != self._facts:
            self._facts = facts
            self._write()

    def _write(self) -> None:
        palette = self.palette()
        self._links = []
        link = palette.color(QPalette.ColorRole.Link).name()
        dim = quiet(palette).name()
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(fact.name) for fact in self._facts), default=0)
        wide = min(widest, metrics.averageCharWidth() * 14) + 10
        # Every text keeps its own direction (a path stays one in an Arabic window); the columns and
        # the side the texts stand at are the window's.
        turned = self.isRightToLeft()
        side = "right" if turned else "left"
        rows = []
        for fact in self._facts:
            name = f"<td width={wide} align={side} style='color: {dim}'>{_text(fact.name)}</td>"
            value = f"<td align={side}>{self._value(fact, link)}</td>"
            rows.append(f"<tr>{value}{name}</tr>" if turned else f"<tr>{name}{value}</tr>")
        self.setHtml(f"<table width='100%' cellspacing=0 cellpadding=2>{''.join(rows)}</table>")

    def _value(self, fact: Fact, colour: str) -> str:
        return _text(fact.between).join(self._piece(part, colour) for part in fact.parts)

    def _piece(self, part: Part, colour: str) -> str:
        if part.path is not None:
            here = self._link(part, self.tr("Show in the file manager"), colour)
            return f"{_text(part.text)}<br>{here}"
        return self._link(part, part.text, colour) if part.query else _text(part.text)

    def _link(self, part: Part, text: str, colour: str) -> str:
        self._links.append(part)
        style = f"color: {colour}; text-decoration: none"
        return f"<a href='#{len(self._links) - 1}' style='{style}'>{_text(text)}</a>"

    def _follow(self, url: QUrl) -> None:
        part = self._links[int(url.fragment())]
        if part.path is not None:
            self.show_in_folder_wanted.emit(part.path)
        else:
            self.query_wanted.emit(part.query)

    # --- fitting in -----------------------------------------------------------------------------------

    def _fit(self, size: QSizeF) -> None:
        height = math.ceil(size.height())
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Another width is another height."""
        super().resizeEvent(event)
        self._fit(self.document().size())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's own
        """Whatever is around it scrolls."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own
        """Links and names have the colours of the palette they were written under."""
        super().changeEvent(event)
        if self._facts and event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.FontChange,
            QEvent.Type.LayoutDirectionChange,
        ):
            self._write()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's own
        """Copy what is selected, or what lies under the pointer."""
        self.menu_at(self.anchorAt(event.pos())).popup(event.globalPos())

    def menu_at(self, anchor: str) -> QMenu:
        """The menu over a link, or elsewhere with ""."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"))
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy)
        if anchor:
            part = self._links[int(anchor.removeprefix("#"))]
            text = part.text if part.path is None else readable_path(part.path)
            name = self.tr("Copy “{0}”") if part.path is None else self.tr("Copy path")
            shown = text if len(text) <= 40 else f"{text[:39]}…"
            menu.addAction(name.format(shown).replace("&", "&&")).triggered.connect(
                lambda: QGuiApplication.clipboard().setText(text)
            )
        menu.addAction(self.tr("Select all")).triggered.connect(self.selectAll)
        return menu


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
