"""The dialog that writes into files and the settings it needs, without a library behind them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from label_fakes import Asking, Owner
from person import nameless
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import ItemKey, Trouble
from photoclip.browse.organizing_messages import (
    GetFileChanges,
    GetWrites,
    WritingOfFolder,
    WritingPreferences,
)
from photoclip.core.commands import SetSetting, WriteMetadata
from photoclip.core.errors import PhotoClipError
from photoclip.core.file_metadata import FieldChange, FileChange, WriteSummary, Writing
from photoclip.core.types import PhotoId
from photoclip.gui.models.history import History
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.preferences_writing import WritingPage
from photoclip.gui.views.write_dialog import MOST_SHOWN
from photoclip.gui.views.writing import Writing as WritingFiles

SUBJECT = (FieldChange("Xmp.dc.subject", (), ("Dog & <b>Co</b>",)),)


def changed(number: int, **given) -> FileChange:
    path = f"/p/{number}.jpg".encode()
    fields = {"writing": Writing.FILE, "target": path, "changes": SUBJECT, **given}
    return FileChange(PhotoId(number), path, **fields)


class Browser(QObject):
    """Stands in for the middle of the window."""

    def __init__(self, window: QWidget, chosen: tuple[int, ...]) -> None:
        super().__init__(window)
        self._window, self.chosen = window, chosen

    def window(self) -> QWidget:
        return self._window

    def chosen_keys(self, _limit: int) -> tuple[ItemKey, ...]:
        return tuple(map(ItemKey, self.chosen))


class Photos:
    """Stands in for the list."""

    def __init__(self, keys: range) -> None:
        self._keys = keys

    def rowCount(self) -> int:  # noqa: N802 - Qt's name
        return len(self._keys)

    def keys(self, first: int, last: int) -> list[ItemKey]:
        return [ItemKey(key) for key in self._keys[first : last + 1]]


class Notices:
    """Stands in for the notices with an Undo."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, _name, text, _step) -> None:
        self.said.append(text)


@pytest.fixture
def desk(qtbot):
    window = QWidget()
    qtbot.addWidget(window)

    def opened(chosen=(1, 2), shown=range(1, 6)):
        asking, owner, history, notices = Asking(), Owner(), History(), Notices()
        editing = Editing(owner, SimpleNamespace(), history, window)
        action = QAction(window)
        writing = WritingFiles(
            SimpleNamespace(write_files=action),
            Browser(window, chosen),
            Photos(shown),
            asking,
            editing,
            notices,
            window,
        )
        action.trigger()
        qtbot.waitExposed(writing.dialog)
        return SimpleNamespace(
            writing=writing, dialog=writing.dialog, asking=asking, owner=owner,
            history=history, notices=notices,
        )  # fmt: skip

    return opened


def press(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_would_change_is_shown_before_it_can_be_written(desk, qtbot):
    at = desk()
    question = at.asking.waiting(GetFileChanges)
    assert question.question.photos == (1, 2)
    assert not at.dialog.write.isEnabled()
    question.answer((changed(1), changed(2, changes=())))
    assert at.dialog.summary.text() == "1 file would change, 1 file is up to date."
    assert "+ Dog & <b>Co</b>" in at.dialog.list.toPlainText()
    assert at.owner.applied == []
    assert nameless(at.dialog) == []
    press(at.dialog.write)
    (command,) = at.owner.applied
    assert isinstance(command, WriteMetadata)
    assert command.photos == (1,)
    qtbot.waitUntil(lambda: at.asking.count(GetWrites) == 1)
    at.asking.waiting(GetWrites).answer((WriteSummary(command.batch, "", 1, 0, 0, 0, 0, 0),))
    qtbot.waitUntil(lambda: at.asking.count(GetWrites) == 2)
    at.asking.waiting(GetWrites).answer(
        (WriteSummary(command.batch, "", 0, 0, 0, 1, 0, 0, ((b"/p/1.jpg", "It is read-only."),)),)
    )
    assert "1 file could not be written" in at.dialog.summary.text()
    assert at.dialog.said.text == "1.jpg: It is read-only."
    assert "It is read-only." in at.notices.said[-1]


def test_all_that_is_shown_can_be_chosen_in_place_of_the_selection(desk):
    at = desk()
    first = at.asking.waiting(GetFileChanges)
    at.dialog.which.setCurrentIndex(1)
    assert first.dropped
    assert at.asking.waiting(GetFileChanges).question.photos == (1, 2, 3, 4, 5)


def test_a_long_list_is_looked_at_bit_by_bit_and_not_shown_whole(desk):
    at = desk(chosen=(), shown=range(1, 451))
    while not at.dialog.write.isEnabled():
        question = at.asking.waiting(GetFileChanges)
        question.answer(tuple(changed(photo) for photo in question.question.photos))
    assert at.asking.count(GetFileChanges) == 3
    assert "450 files would change" in at.dialog.summary.text()
    assert at.dialog.list.toPlainText().count(".jpg") == MOST_SHOWN
    assert f"{450 - MOST_SHOWN} more" in at.dialog.list.toPlainText()


def test_too_many_are_refused_without_looking(desk):
    at = desk(chosen=(), shown=range(1, 20_002))
    assert at.asking.count(GetFileChanges) == 0
    assert "20,000" in at.dialog.said.text
    assert not at.dialog.write.isEnabled()


def test_where_nothing_is_allowed_the_way_to_the_settings_is_offered(desk):
    at = desk()
    wanted = []
    at.writing.settings_wanted.connect(wanted.append)
    at.asking.waiting(GetFileChanges).answer(
        tuple(changed(n, writing=Writing.NEVER, changes=(), refused="no") for n in (1, 2))
    )
    assert "no folder of these photos allows it" in at.dialog.summary.text()
    assert not at.dialog.write.isEnabled()
    press(at.dialog.settings)
    assert wanted == [at.dialog]
    at.writing.look()
    at.asking.waiting(GetFileChanges).answer((changed(1),))
    assert at.dialog.write.isEnabled()


def test_closing_asks_nothing_more(desk):
    at = desk()
    question = at.asking.waiting(GetFileChanges)
    at.dialog.reject()
    assert question.dropped
    assert at.writing.dialog is None


def test_what_can_not_be_said_or_written_is_told_and_can_be_tried_again(desk, qtbot):
    at = desk()
    at.asking.waiting(GetFileChanges).fail(Trouble(1, "Error", "The disk is asleep.", "Wake it."))
    assert at.dialog.said.text == "The disk is asleep.\nWake it."
    at.writing.look()
    at.asking.waiting(GetFileChanges).answer((changed(1),))
    at.owner.refuses = PhotoClipError("The library is away.", "")
    press(at.dialog.write)
    qtbot.waitUntil(lambda: at.dialog.said.text == "The library is away.")
    assert at.dialog.write.isEnabled()
    assert at.history.undo_text == ""


# --- the settings -----------------------------------------------------------------------------------

ROOT, SCANS = b"/pictures", b"/pictures/scans"
KNOWN = WritingPreferences(
    (WritingOfFolder(ROOT, Writing.NEVER, own=False), WritingOfFolder(SCANS, Writing.FILE)),
    True,
    False,
    (ROOT,),
    (WritingOfFolder(b"/gone", Writing.SIDECAR),),
)


class Page(WritingPage):
    """The page, and what it asked for."""

    listened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[SetSetting] = []
        self.changed.connect(self.asked.append)
        self.show_preferences(KNOWN)


@pytest.fixture
def page(qtbot):
    made = Page()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_folder_is_allowed_and_what_is_set_elsewhere_stays(page):
    page.choices[ROOT].setFocus()
    QTest.keyClick(page.choices[ROOT], Qt.Key.Key_Down)
    expected = [["/pictures", "sidecar"], ["/pictures/scans", "file"], ["/gone", "sidecar"]]
    assert page.asked == [SetSetting("metadata.folders", expected)]


def test_a_folder_is_set_apart_as_the_one_above_it_and_forgotten_again(page):
    page.set_apart(b"/pictures/scans/box/")
    assert page.asked[-1].value[:2] == [
        ["/pictures/scans", "file"],
        ["/pictures/scans/box", "file"],
    ]
    page.set_apart(b"/pictures/scans/box")  # it has its row already
    assert len(page.asked) == 1
    page._forget(b"/pictures/scans/box")
    assert page.asked[-1].value == [["/pictures/scans", "file"], ["/gone", "sidecar"]]


def test_a_folder_of_somewhere_else_is_refused(page):
    page.set_apart(b"/picturesque")
    assert page.asked == []
    assert "/picturesque is not in a folder" in page.problem.text()


def test_how_files_are_replaced_is_set(page):
    page.keep_times.click()
    page.keep_original.click()
    assert page.asked == [
        SetSetting("metadata.keep_times", False),
        SetSetting("metadata.keep_original", True),
    ]
    assert nameless(page) == []
