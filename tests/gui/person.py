"""A person at a window: what they press, type and see. Everything waits for what it causes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QWidget,
)

from photoclip.browse.messages import ItemKey
from photoclip.gui.models.photos import Role
from photoclip.gui.views.choosing import NameDialog
from photoclip.gui.views.drop_panel import ChoicePanel
from photoclip.gui.views.window import Window
from photoclip.session import Session

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = Modifier.ControlModifier, Modifier.ShiftModifier
NONE = Modifier.NoModifier

Dialog = TypeVar("Dialog", bound=QDialog)


class Person:
    """Drives one window. ``until`` runs the event loop until something holds."""

    def __init__(self, window: Window, until: Callable[..., None]) -> None:
        self.window = window
        self._until = until

    def until(self, holds: Callable[[], object], seconds: float = 120) -> None:
        """Run the event loop until something holds; a test that waits in vain says what is shown."""
        try:
            self._until(holds, seconds)
        except AssertionError as error:
            browser, focused = self.window.browser, QApplication.focusWidget()
            notices = [f"{n.text} {n.detail}" for n in browser.notices._notices.values()]
            shown = (self.window.searching.text, self.names()[:20], browser.message.text())
            error.add_note(f"{shown=}\n{notices=}\n{focused=} {modal()=}")
            raise

    # --- what is seen -----------------------------------------------------------------------------

    def names(self) -> list[str | None]:
        """The names of what the grid shows, in order; None where one isn't known yet."""
        model = self.window.photos
        return [model.index(row).data() for row in range(model.rowCount())]

    def sees(self, *names: str) -> None:
        """Wait until the grid shows just these."""
        self.until(lambda: self.names() == list(names))

    def key_of(self, name: str) -> ItemKey:
        """The photo of this name in the grid."""
        return self.window.photos.key_at(self.names().index(name))

    def card_of(self, name: str):
        """What is known of the photo of this name in the grid."""
        return self.window.photos.index(self.names().index(name)).data(Role.CARD)

    @property
    def chips(self) -> list[str]:
        return [chip.text for chip in self.window.searching.chips]

    def notice(self, name: str):
        """What the calm bar has to say under this name, or None."""
        return self.window.browser.notices._notices.get(name)

    def settled(self) -> None:
        """Wait until the list asked for is there, with what the grid needs of it."""
        searching = self.window.searching
        self.until(lambda: searching._asked is None and None not in self.names()[:20])

    # --- what is done -----------------------------------------------------------------------------

    def presses(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key wherever the keyboard's focus is."""
        if modal() is None and not self.window.isActiveWindow():
            # no window manager gives the keyboard back after a dialog
            self.window.activateWindow()
            self.until(self.window.isActiveWindow)
        widget = QApplication.focusWidget() or self.window
        QTest.keyClick(widget, key, modifiers)

    def types(self, text: str) -> None:
        """Type into the search field, in place of what stands there."""
        field = self.window.browser.search.field
        field.setFocus()
        field.selectAll()
        if text:
            QTest.keyClicks(field, text)
        else:
            QTest.keyClick(field, Key.Key_Delete)

    def searches(self, text: str) -> None:
        """Type a query and send it off, and wait for its list."""
        self.types(text)
        self.presses(Key.Key_Return)
        self.until(lambda: self.window.searching.text == text)
        self.settled()

    def chooses(self, action: QAction) -> None:
        """Choose an entry of the menu."""
        assert action.isEnabled(), action.text()
        action.trigger()

    def clicks(self, button: QWidget) -> None:
        """Click the middle of a button."""
        self.until(lambda: button.isVisible() and button.isEnabled())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def takes_up(self, name: str) -> None:
        """Do what the notice of this name offers, once nothing more pressing is shown before it."""
        bar = self.window.browser.notices
        self.until(lambda: (shown := bar.current()) is not None and shown.name == name)
        self.clicks(bar.button)

    def selects(self, *names: str) -> None:
        """Click these photos in the grid, with Ctrl from the second on."""
        grid, model = self.window.browser.grid, self.window.photos
        self.until(lambda: set(names) <= set(self.names()))
        for number, name in enumerate(names):
            index = model.index(self.names().index(name))
            grid.scrollTo(index)
            place = grid.visualRect(index).center()
            QTest.mouseClick(
                grid.viewport(), Qt.MouseButton.LeftButton, CONTROL if number else NONE, place
            )
        grid.setFocus()
        assert set(grid.selected_keys(len(names) + 1)) == {self.key_of(name) for name in names}

    def picks(self, button: QAbstractButton, panel: ChoicePanel, text: str) -> None:
        """Open a panel of the filter bar with its button, and click the row that says this."""
        self.clicks(button)
        assert panel.isVisible()
        rows = [row.text for row in panel.list.rows.rows]
        index = panel.list.rows.index(rows.index(text))
        panel.list.scrollTo(index)
        place = panel.list.visualRect(index).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, NONE, place)
        panel.hide()

    def undoes(self) -> None:
        self.presses(Key.Key_Z, CONTROL)

    def redoes(self) -> None:
        self.presses(Key.Key_Z, CONTROL | SHIFT)

    @contextmanager
    def meanwhile(self, dialog: type[Dialog], do: Callable[[Dialog], None]) -> Iterator[None]:
        """Answer the dialog of this kind that the block opens, which may wait for it."""
        done: list[bool] = []

        def look() -> None:
            found = QApplication.activeModalWidget()
            if isinstance(found, dialog) and found.isVisible() and not done:
                done.append(True)
                timer.stop()
                do(found)

        timer = QTimer(interval=10)
        timer.timeout.connect(look)
        timer.start()
        yield
        self.until(lambda: done)

    def names_it(self, name: str):
        """Answer the dialog that asks for a name."""

        def enter(dialog: NameDialog) -> None:
            edit = dialog.box.lineEdit()
            QTest.keyClicks(edit, name)
            dialog.box.completer().popup().hide()
            QTest.mouseClick(
                dialog.buttons.button(QDialogButtonBox.StandardButton.Ok),
                Qt.MouseButton.LeftButton,
            )

        return self.meanwhile(NameDialog, enter)

    def answers(self, text: str):
        """Answer a question with the button that says this."""

        def press(question: QMessageBox) -> None:
            (button,) = [one for one in question.buttons() if plain(one.text()) == text]
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

        return self.meanwhile(QMessageBox, press)


def plain(text: str) -> str:
    """A button's text as it is seen."""
    return text.replace("&", "")


def said_by(widget: QWidget) -> str:
    """All that a dialog or page says in labels."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def name_of_control(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    interface = QAccessible.queryAccessibleInterface(widget)
    named = "" if interface is None else interface.text(QAccessible.Text.Name)
    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    return named or widget.accessibleName() or own


def controls(window: QWidget) -> list[QWidget]:
    """What can have the keyboard's focus now."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    ]


def nameless(window: QWidget) -> list[str]:
    """Those of them a screen reader has nothing to say of."""
    return [repr(widget) for widget in controls(window) if not name_of_control(widget)]


def found(library: Path, query: str) -> set[str]:
    """The names of what a session of its own finds: what is in the library, not what is shown."""
    with Session.open(library) as session:
        return {os.path.basename(os.fsdecode(hit.path)) for hit in session.search(query).hits}


def modal() -> QWidget | None:
    """The dialog somebody has to answer before going on, if there is one."""
    return QApplication.activeModalWidget()
