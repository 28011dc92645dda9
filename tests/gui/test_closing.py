"""Closing the window: what was asked for is in the library, and nothing is left running."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from photoclip.core.types import PhotoId
from photoclip.session import Session


def ratings(library):
    with Session.open(library) as session:
        hits = session.search("rating:5", 0).hits
    return {hit.photo_id for hit in hits}


def test_stars_given_just_before_closing_are_in_the_library(library, copied, open_window, until):
    mine = copied(library)
    window = open_window(mine)
    until(lambda: window.photos.rowCount() == 4)
    keys = window.photos.keys(0, 3)
    for key in keys:
        window.editing.rate([key], 5)
    window.close()
    assert ratings(mine) == {PhotoId(key) for key in keys}


def test_a_folder_chosen_just_before_closing_is_in_the_library(tmp_path, pictures, open_window):
    library = tmp_path / "new" / "library"
    window = open_window(library)
    window.setting_up.add_folders((str(pictures).encode(),))
    window.close()
    with Session.open(library) as session:
        assert [root.path for root in session.status().roots] == [str(pictures).encode()]


def test_what_can_not_be_saved_is_asked_about(library, copied, open_window, until, monkeypatch):
    window = open_window(copied(library))
    until(lambda: window.photos.rowCount() == 4)
    answers = []
    monkeypatch.setattr(window.owner, "drain", lambda _seconds: False)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: answers.append(box.text()))
    assert not window.close()  # "Wait" is what happens unless somebody says otherwise
    assert window.isVisible()
    assert "not been saved" in answers[0]
    monkeypatch.undo()
