"""Pictures from the clipboard, kept as files."""

from __future__ import annotations

import os

from PySide6.QtGui import QColor, QImage

from photoclip.core import paths
from photoclip.gui.bridge import pasting
from photoclip.gui.bridge.pasting import PastedPictures, keep


def picture(colour, side=2000):
    image = QImage(side, side // 2, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def test_a_picture_is_kept_small_under_the_name_of_its_content():
    first, second = keep(picture("red")), keep(picture("blue"))
    assert first != second
    assert keep(picture("red")) == first
    assert QImage(str(first)).size().toTuple() == (1024, 512)


def test_only_the_last_ones_are_kept(monkeypatch):
    monkeypatch.setattr(pasting, "_KEPT", 2)
    for shade in range(5):
        keep(picture(QColor(shade, 0, 0)))
    assert len(list((paths.cache_dir() / "pasted").glob("*.png"))) <= 3


def test_what_can_not_be_kept_is_told(application, until, monkeypatch, tmp_path):
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    pasted, answers = PastedPictures(), []
    pasted.keep(picture("red"), answers.append)
    until(lambda: answers)
    pasted.close()
    assert isinstance(answers[0], OSError)


def test_the_file_comes_back_on_the_main_thread(application, until):
    pasted, answers = PastedPictures(), []
    pasted.keep(picture("green"), answers.append)
    until(lambda: answers)
    pasted.close()
    assert os.path.exists(answers[0])
