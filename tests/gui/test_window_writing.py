"""Writing into files from the window: allowed, shown, written, taken back; real files throughout."""

from __future__ import annotations

import os

import pytest
from person import modal, nameless
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from photoclip.core.commands import MarkLabel, SetRating, SetSetting, Verdict
from photoclip.gui.views.preferences import PreferencesDialog
from photoclip.gui.views.write_dialog import WriteDialog
from photoclip.session import Session
from photoclip.store import write_settings


@pytest.fixture
def folder(own_copy, person):
    """The pictures' folder; apple.jpg has a label and stars that no file says."""
    key = person.key_of("apple.jpg")
    with Session.open(own_copy, owner=True) as session:
        session.apply(SetSetting("metadata.folders", None))
        session.apply(MarkLabel(key, "Fruit/Apple", Verdict.CONFIRMED))
        session.apply(SetRating(key, 4))
    yield own_copy.parent / "pictures"
    with Session.open(own_copy, owner=True) as session:
        session.apply(SetSetting("metadata.folders", None))
        session.apply(MarkLabel(key, "Fruit/Apple", None))
        session.apply(SetRating(key, None))


def opens(person) -> WriteDialog:
    person.chooses(person.window.actions_.write_files)
    person.until(lambda: isinstance(modal(), WriteDialog))
    dialog = modal()
    person.until(lambda: not dialog.bar.isVisible())
    return dialog


def settings_of(library):
    with Session.open(library) as session:
        return write_settings.load(session.library.connection)


def test_what_is_forbidden_is_allowed_shown_written_and_taken_back(person, own_copy, folder):
    photo = folder / "apple.jpg"
    before = photo.read_bytes()
    person.selects("apple.jpg")
    dialog = opens(person)
    assert "no folder of these photos allows it" in dialog.summary.text()
    assert not dialog.write.isEnabled()
    assert nameless(dialog) == []

    QTest.mouseClick(dialog.settings, Qt.MouseButton.LeftButton)
    person.until(lambda: isinstance(modal(), PreferencesDialog))
    settings = modal()
    person.until(settings.writing.isEnabled)
    assert settings.tabs.currentWidget() is settings.writing
    assert nameless(settings) == []
    choice = settings.writing.choices[os.fsencode(folder)]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_End)
    person.until(lambda: settings_of(own_copy).of(os.fsencode(photo)) == "file")
    settings.close()

    person.until(dialog.write.isEnabled)
    assert "1 file would change" in dialog.summary.text()
    shown = dialog.list.toPlainText()
    assert "Fruit/Apple" in shown
    assert "Stars: + 4" in shown
    assert photo.read_bytes() == before

    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    person.until(lambda: "1 file written" in dialog.summary.text())
    assert photo.read_bytes() != before
    assert b"Fruit|Apple" in photo.read_bytes()
    with Image.open(photo) as written:
        written.load()
    dialog.reject()
    person.until(lambda: person.notice("written"))
    dialog = opens(person)
    assert "1 file is up to date" in dialog.summary.text()
    assert not dialog.write.isEnabled()
    dialog.reject()

    person.takes_up("written")
    person.until(lambda: b"Fruit" not in photo.read_bytes())


def test_sidecars_of_all_that_is_shown_leave_the_photos_as_they_are(person, own_copy, folder):
    with Session.open(own_copy, owner=True) as session:
        session.apply(SetSetting("metadata.folders", [[os.fspath(folder), "sidecar"]]))
    photos = {one: one.read_bytes() for one in folder.glob("*.jpg")}
    dialog = opens(person)
    dialog.which.setCurrentIndex(dialog.which.count() - 1)
    person.until(dialog.write.isEnabled)
    assert "1 file would change" in dialog.summary.text()
    assert "apple.jpg.xmp" in dialog.list.toPlainText()
    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    dialog.reject()  # it goes on
    sidecar = folder / "apple.jpg.xmp"
    person.until(sidecar.exists)
    person.until(lambda: person.notice("written") and "1 file" in person.notice("written").text)
    assert {one: one.read_bytes() for one in folder.glob("*.jpg")} == photos
    person.chooses(person.window.actions_.undo)
    person.until(lambda: not sidecar.exists())


def test_a_folder_that_is_read_only_is_told_before_anything_is_written(person, own_copy, folder):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    with Session.open(own_copy, owner=True) as session:
        session.apply(SetSetting("metadata.folders", [[os.fspath(folder), "file"]]))
    (folder / "apple.jpg").chmod(0o400)
    try:
        person.selects("apple.jpg")
        dialog = opens(person)
        assert "1 file can’t be written" in dialog.summary.text()
        assert not dialog.write.isEnabled()
        dialog.reject()
    finally:
        (folder / "apple.jpg").chmod(0o600)
