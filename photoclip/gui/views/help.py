"""Help: the user guide in a window of its own, and all keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photoclip.core import paths
from photoclip.gui.views.actions import Actions


class GuideWindow(QDialog):
    """Shows docs/guide.md."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("User guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QTextBrowser()
        self.text.setOpenExternalLinks(True)
        self.text.setAccessibleName(self.tr("User guide"))
        guide = paths.guide()
        if guide.exists():
            self.text.document().setBaseUrl(QUrl.fromLocalFile(f"{guide.parent}/"))
            self.text.setMarkdown(_narrow(guide.read_text("utf-8")))
        else:
            self.text.setPlainText(self.tr("The guide is missing. Install PhotoClip again."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        self.resize(820, 720)


def _narrow(markdown: str) -> str:
    """The guide without its pictures, which are those of this very window."""
    lines = markdown.splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("!["))


class ShortcutsDialog(QDialog):
    """All actions that have a key, and the keys of grid and viewer."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.list.setHeaderLabels([self.tr("What"), self.tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        for text, keys in (*self._of_views(), *_of_actions(actions)):
            # Between two marks “Ctrl+,” stays itself in a layout that runs from right to left.
            shown = f"\N{LEFT-TO-RIGHT ISOLATE}{keys}\N{POP DIRECTIONAL ISOLATE}"
            QTreeWidgetItem(self.list, [text, shown if self.isRightToLeft() else keys])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        column.addWidget(buttons)
        self.resize(520, 620)

    def _of_views(self) -> tuple[tuple[str, str], ...]:
        def keys(*names: str) -> str:
            return ", ".join(
                QKeySequence(name).toString(QKeySequence.SequenceFormat.NativeText)
                for name in names
            )

        return (
            (self.tr("Move between photos"), keys("Left", "Right", "Up", "Down", "PgUp", "PgDown")),
            (self.tr("First and last photo"), keys("Home", "End")),
            (self.tr("Select more"), keys("Shift+Right", "Shift+Down")),
            (self.tr("Look at a photo, and back"), keys("Space", "Return", "Esc")),
            (self.tr("Viewer: original size, and back"), keys("Z")),
            (self.tr("Viewer: fit, original size"), keys("Ctrl+0", "Ctrl+1")),
            (self.tr("Review: yes, no"), keys("Y", "Right", "N", "Left")),
            (self.tr("Review: skip, undo"), keys("S", "Space", "Ctrl+Z", "Backspace")),
        )


def _of_actions(actions: Actions) -> list[tuple[str, str]]:
    found = []
    for action in actions.all():
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        if keys and action.text():
            found.append(
                (action.text().replace("&", "").rstrip("…").rstrip(), ", ".join(filter(None, keys)))
            )
    return found
