"""Exports in the window, with a real library: what was chosen lies where it should, in its order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import NOT_UTF8
from person import CONTROL, SHIFT, Key, modal
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from photoclip.core.commands import AddToAlbum, CreateAlbum, DeleteAlbum
from photoclip.core.exports import ExportKind
from photoclip.gui.views.export_dialog import ExportDialog
from photoclip.session import Session


def dialog_of(person) -> ExportDialog:
    person.until(lambda: isinstance(modal(), ExportDialog))
    return modal()


def exports(person, dialog, target: Path, chosen: int = -1) -> None:
    """Export there, and wait until it is said what came of it."""
    dialog.target.setText(os.fspath(target))
    dialog.which.setCurrentIndex(chosen % dialog.which.count())
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    person.until(lambda: not dialog._running)


@pytest.fixture
def album(own_copy, person):
    """An album in an order of its own, boat before apple."""
    with Session.open(own_copy, owner=True) as session:
        for name in ("boat.jpg", "apple.jpg"):
            session.apply(AddToAlbum(person.key_of(name), "Trip & more"))
        session.apply(CreateAlbum("Old", "date:2021..2022 sort:-date"))
    person.until(
        lambda: {one.name for one in person.window.surveying.overview.albums} >= {
            "Trip & more", "Old"
        }
    )  # fmt: skip
    yield "Trip & more"
    with Session.open(own_copy, owner=True) as session:
        session.apply(DeleteAlbum("Trip & more"))
        session.apply(DeleteAlbum("Old"))


def test_the_selection_is_copied_byte_for_byte(person, own_copy, tmp_path):
    person.selects("avocado.jpg", "apple.jpg")
    person.presses(Key.Key_E, CONTROL | SHIFT)
    dialog = dialog_of(person)
    assert dialog.which.currentText() == "2 selected photos"
    exports(person, dialog, tmp_path / "out", chosen=0)
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"apple.jpg", "avocado.jpg"}
    original = own_copy.parent / "pictures" / "apple.jpg"
    assert (tmp_path / "out" / "apple.jpg").read_bytes() == original.read_bytes()
    assert "2 photos exported" in dialog.said.text
    dialog.reject()
    assert person.window.exporting.dialog is None


def test_without_a_selection_all_that_is_shown_is_exported_in_the_order_shown(person, tmp_path):
    person.searches("date:2021..2023 sort:-date")
    shown = person.names()
    assert len(shown) == 3
    person.chooses(person.window.actions_.export)
    dialog = dialog_of(person)
    dialog.which.setCurrentIndex(dialog.which.count() - 1)
    assert "3 photos" in dialog.which.currentText()
    dialog.numbered.click()
    exports(person, dialog, tmp_path / "out")
    made = sorted(os.listdir(tmp_path / "out"))
    assert [one.partition(" ")[2] for one in made] == shown
    dialog.reject()


def menu_entry(person, query: str, text: str) -> None:
    """Choose an entry of the menu of the sidebar's row with this query."""
    sidebar = person.window.browser.sidebar
    person.until(lambda: sidebar.model.index_of_query(query).isValid())
    menu = sidebar.menu_for(sidebar.model.index_of_query(query))
    (entry,) = [one for one in menu.actions() if one.text() == text]
    entry.trigger()
    menu.deleteLater()


def test_an_album_is_exported_in_its_own_order_from_its_menu(person, album, tmp_path):
    query = {one.name: one.query for one in person.window.surveying.overview.albums}[album]
    menu_entry(person, query, "Export…")
    dialog = dialog_of(person)
    assert album in dialog.which.currentText()
    dialog.numbered.click()
    exports(person, dialog, tmp_path / "out")
    assert [one[-8:] for one in sorted(os.listdir(tmp_path / "out"))] == ["boat.jpg", "pple.jpg"]
    dialog.reject()
    menu_entry(person, query, "Export…")
    dialog = dialog_of(person)
    dialog.kinds[ExportKind.SHEET].click()
    assert dialog.title.text() == album
    exports(person, dialog, tmp_path / "sheet")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()


def test_a_saved_search_is_exported_as_it_finds_photos_now(person, album, tmp_path):
    query = {one.name: one.query for one in person.window.surveying.overview.albums}["Old"]
    menu_entry(person, query, "Export…")
    dialog = dialog_of(person)
    exports(person, dialog, tmp_path / "out")
    assert set(os.listdir(tmp_path / "out")) == {"apple.jpg", "avocado.jpg"}
    dialog.reject()


def test_the_library_itself_is_refused_with_the_reason(person, own_copy, tmp_path):
    person.chooses(person.window.actions_.export)
    dialog = dialog_of(person)
    exports(person, dialog, own_copy / "inside")
    assert "belongs to the library itself" in dialog.said.text
    (tmp_path / "file").write_text("")
    exports(person, dialog, tmp_path / "file")
    assert "is not a folder" in dialog.said.text
    exports(person, dialog, tmp_path / "file" / "below")
    assert "can't be made" in dialog.said.text
    exports(person, dialog, tmp_path / "out")
    assert "4 photos exported" in dialog.said.text
    dialog.reject()


def test_a_photo_that_is_gone_is_left_out_with_the_reason_and_the_rest_is_there(
    person, own_copy, tmp_path
):
    photo = own_copy.parent / "pictures" / NOT_UTF8
    content = photo.read_bytes()
    person.chooses(person.window.actions_.export)
    dialog = dialog_of(person)
    photo.unlink()
    try:
        exports(person, dialog, tmp_path / "out")
    finally:
        photo.write_bytes(content)
    assert len(os.listdir(tmp_path / "out")) == 3
    assert "1 photo was left out" in dialog.said.text
    assert "not there" in dialog.said.text
    dialog.reject()


def test_closing_the_dialog_stops_the_export_and_says_so(person, tmp_path, monkeypatch):
    person.chooses(person.window.actions_.export)
    dialog = dialog_of(person)
    dialog.kinds[ExportKind.SHEET].click()
    dialog.target.setText(os.fspath(tmp_path / "sheet.pdf"))
    told = []
    person.window.exporting.told.connect(told.append)
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    dialog.reject()
    assert len(told) == 1
    assert "stopped" in told[0]
    person.chooses(person.window.actions_.export)  # and the next one can be made
    dialog = dialog_of(person)
    exports(person, dialog, tmp_path / "out")
    assert len(os.listdir(tmp_path / "out")) == 4
    assert not [one for one in os.listdir(tmp_path) if one.endswith(".part")]
    dialog.reject()
