"""Photos and folders named when the window is started, as a file manager does."""

from __future__ import annotations

import os
import shutil

import pytest
from conftest import NOT_UTF8, names, stop_worker
from PIL import Image
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from photoclip.core.roots import absolute
from photoclip.gui.views.opening import HandedOver


@pytest.fixture
def opened(open_window, tmp_path):
    """A window that was started with these paths."""

    def open_with(library, *paths):
        return open_window(library, named=tuple(absolute(str(path)) for path in paths))

    return open_with


def question() -> QMessageBox | None:
    shown = QApplication.activeModalWidget()
    return shown if isinstance(shown, QMessageBox) else None


def click(text: str) -> None:
    box = question()
    assert box is not None
    [button] = [one for one in box.buttons() if one.text().replace("&", "") == text]
    button.click()


@pytest.mark.parametrize("name", ["avocado.jpg", NOT_UTF8])
def test_a_photo_of_the_library_opens_in_the_viewer(library, opened, until, name):
    window = opened(library, library.parent / "pictures" / name)
    until(lambda: window.browser.viewing)
    row = window.browser.viewer.row
    until(lambda: window.photos.card_at(row) is not None)
    assert window.photos.card_at(row).path == os.fsencode(library.parent / "pictures" / name)
    assert window.photos.rowCount() == 4  # its folder's photos are beside it


def test_a_link_leads_to_the_photo_it_names(library, opened, until, tmp_path):
    link = tmp_path / "link.jpg"
    link.symlink_to(library.parent / "pictures" / "boat.jpg")
    window = opened(library, link)
    until(lambda: window.browser.viewing)
    row = window.browser.viewer.row
    until(lambda: window.photos.index(row).data() == "boat.jpg")


def test_a_folder_of_the_library_is_shown_and_nothing_is_asked(own_copy, opened, until):
    pictures = own_copy.parent / "pictures"
    window = opened(own_copy, pictures)
    until(lambda: window.searching.understood and "in:" in window.searching.understood)
    until(lambda: len(names(window)) == 4)
    assert question() is None
    assert not window.browser.viewing


def test_a_folder_elsewhere_is_added_when_the_person_says_so(
    copied, library, opened, until, tmp_path
):
    own = copied(library)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for shade in (30, 200):
        Image.new("RGB", (40, 30), (shade, 9, 9)).save(elsewhere / f"{shade}.png")
    window = opened(own, elsewhere / "200.png")
    until(question)
    assert str(elsewhere) in question().text()
    assert window.surveying.overview.photos == 4  # nothing yet
    click("Add")
    until(lambda: window.browser.viewing)  # and then what was asked for
    row = window.browser.viewer.row
    until(lambda: window.photos.index(row).data() == "200.png")
    until(lambda: len(window.surveying.overview.roots) == 2)


def test_a_folder_elsewhere_stays_out_when_the_person_declines(
    copied, library, opened, until, tmp_path
):
    own = copied(library)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(library.parent / "pictures", elsewhere)
    window = opened(own, elsewhere)
    until(question)
    click("Cancel")
    until(lambda: question() is None)
    window.surveying.ask()
    until(lambda: len(names(window)) == 4)
    assert [root.path for root in window.surveying.overview.roots] == [
        os.fsencode(library.parent / "pictures")
    ]
    assert question() is None


def test_the_first_run_offers_the_folder_that_was_named(opened, until, tmp_path, pictures):
    window = opened(tmp_path / "library", pictures / "boat.jpg")
    until(window.welcome.isVisible)
    until(lambda: os.fsencode(pictures) in window.welcome.chosen_folders())
    assert question() is None
    window.close()
    stop_worker(tmp_path / "library")


def test_what_is_not_there_is_said(library, opened, until, tmp_path):
    window = opened(library, tmp_path / "gone.jpg")
    until(lambda: any("gone.jpg" in one.text for one in window.browser.notices._notices.values()))
    assert question() is None


def test_files_that_macos_hands_over_are_shown_one_after_the_other(library, opened, until):
    window = opened(library)
    until(lambda: len(names(window)) == 4)
    handed_over = HandedOver()
    handed_over.named.connect(window.opening.open)
    window.installEventFilter(handed_over)
    for name in ("avocado.jpg", "boat.jpg"):
        path = str(library.parent / "pictures" / name)
        QApplication.sendEvent(window, QFileOpenEvent(path))
        until(lambda: window.browser.viewing)
        until(lambda name=name: window.photos.index(window.browser.viewer.row).data() == name)
    window.removeEventFilter(handed_over)
