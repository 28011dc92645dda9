"""The window, as a person uses it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QProcess, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView, QProgressBar


def shown(window):
    model = window.results
    return [model.index(row).data() for row in range(model.rowCount())]


class Opener(QObject):
    """Stands where the desktop's file manager would be asked."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def open(self, url):
        self.urls.append(url)


@pytest.fixture
def opener():
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    yield opener
    QDesktopServices.unsetUrlHandler("file")


def test_it_opens_with_all_photos_newest_first(window):
    assert shown(window) == [
        "boat.jpg",
        "avocado.jpg",
        "apple.jpg",
        "caf\N{REPLACEMENT CHARACTER}.jpg",
    ]
    assert window.line.text() == "4 photos"
    assert window.pages.currentWidget() is window.grid
    assert window.focusWidget() is window.field


def test_typing_narrows_and_escape_brings_everything_back(window, until):
    QTest.keyClicks(window.field, "name:a* sort:name")
    until(lambda: shown(window) == ["apple.jpg", "avocado.jpg"])
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert window.field.text() == ""
    until(lambda: len(shown(window)) == 4)


def test_a_mistake_is_shown_under_the_field_and_goes_with_the_next_result(window, until):
    window.field.setText("date:nonsense")
    until(window.problem.isVisible)
    assert "not a date" in window.problem.text()
    assert len(shown(window)) == 4  # what was there stays
    window.field.setText("name:boat*")
    until(lambda: shown(window) == ["boat.jpg"])
    assert not window.problem.isVisible()


def test_an_empty_result_says_what_to_try(window, until):
    window.field.setText("name:zebra*")
    until(lambda: window.pages.currentWidget() is window.message)
    assert window.message.text() == (
        "Nothing found for “name:zebra*”\nTry other words, fewer of them, or fewer filters."
    )
    QTest.mouseClick(window.message.button, Qt.MouseButton.LeftButton)
    until(lambda: window.pages.currentWidget() is window.grid)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_folder_of_the_photo(window, library, opener, key):
    window.grid.setFocus()
    window.grid.setCurrentIndex(window.results.index(0))
    QTest.keyClick(window.grid, key)
    assert [url.toLocalFile() for url in opener.urls] == [str(library.parent / "pictures")]


def test_a_double_click_opens_the_folder_of_the_photo(window, library, opener):
    place = window.grid.visualRect(window.results.index(1)).center()
    for press in (QTest.mouseClick, QTest.mouseDClick):
        press(window.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(opener.urls) == 1


def test_every_control_has_a_name(window):
    kinds = (QLineEdit, QListView, QProgressBar)
    controls = [child for kind in kinds for child in window.findChildren(kind)]
    assert len(controls) == 3
    assert all(control.accessibleName() for control in controls)
    for button in window.findChildren(QAbstractButton):
        inside_the_field = button.parent() is window.field
        hidden_by_qt = button.objectName() == "qt_toolbar_ext_button"
        assert inside_the_field or hidden_by_qt or button.text() or not button.isVisible()


def test_thumbnails_are_painted(window, until):
    def colours():
        image = window.grid.viewport().grab().toImage()
        first = window.grid.visualRect(window.results.index(0)).center()
        return {image.pixelColor(first.x(), first.y() + dy).name() for dy in range(-40, 40)}

    until(lambda: len(colours()) > 20)  # the gradient of the picture, not an empty square


def test_the_first_run_offers_a_folder_and_shows_its_photos(first_run):
    assert "Choose a folder" in first_run.offer
    assert first_run.offered == "Add folder…"
    assert "as they are read" in first_run.while_adding
    assert (first_run.photos, first_run.line) == (4, "4 photos")


def test_nothing_can_be_searched_before_there_is_a_photo(tmp_path, open_window, until):
    window = open_window(tmp_path / "library")
    until(lambda: "Choose a folder" in window.message.text())
    assert not window.field.isEnabled()
    assert not window.problem.isVisible()


def test_a_folder_that_is_gone_is_told_calmly(window, tmp_path, until):
    window.add_folder(str(tmp_path / "gone"))
    until(window.problem.isVisible)
    assert "is not a folder" in window.problem.text()
    until(lambda: not window.bar.isVisible())
    assert len(shown(window)) == 4


def test_a_library_that_cannot_be_opened_says_why(tmp_path, open_window, until):
    (tmp_path / "library.sqlite3").write_bytes(b"no database" * 500)
    window = open_window(tmp_path)
    until(lambda: "can't be opened" in window.message.text())
    assert len(window.message.text()) > 60


def test_closing_while_a_folder_is_added_leaves_no_process(tmp_path, pictures, open_window):
    window = open_window(tmp_path / "library")
    window.add_folder(str(pictures))
    processes = window.findChildren(QProcess)
    assert len(processes) >= 2
    window.close()
    assert {process.state() for process in processes} == {QProcess.ProcessState.NotRunning}
