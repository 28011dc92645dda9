"""What the inspector shows of the current photo comes in any order."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QColor, QPixmap

from photoclip.browse.messages import Card, Details, ItemKey
from photoclip.gui.views.inspecting import Inspecting
from photoclip.gui.views.inspector import Inspector


class Photos(QAbstractListModel):
    """Three photos; the first one has the key 1."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[QPixmap | None] = [None] * 3

    def rowCount(self, _parent=None):  # noqa: N802 - Qt's name
        return len(self.pictures)

    def data(self, index, role):
        return self.pictures[index.row()] if role == Qt.ItemDataRole.DecorationRole else None

    def row_of(self, key: ItemKey) -> int:
        return key - 1

    def arrives(self, row: int, picture: QPixmap) -> None:
        self.pictures[row] = picture
        self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])


@pytest.fixture
def photos():
    return Photos()


@pytest.fixture
def inspecting(photos):
    """Every question is answered at once."""

    def ask(question, answered, _failed):
        answered(Details(Card(question.key, b"/photos/a.jpg")))
        return SimpleNamespace(drop=lambda: None)

    asker, searching = SimpleNamespace(ask=ask), SimpleNamespace(listing=None)
    inspecting = Inspecting(asker, Inspector(), photos, searching)
    yield inspecting
    inspecting._inspector.close()


def colour(inspecting: Inspecting) -> QColor:
    picture = inspecting._inspector.preview.grab().toImage()
    return picture.pixelColor(picture.rect().center())


def filled(name: str) -> QPixmap:
    pixmap = QPixmap(512, 512)
    pixmap.fill(QColor(name))
    return pixmap


def test_the_picture_may_come_after_the_rest(inspecting, photos, until):
    inspecting.look_at(ItemKey(2), 1)
    until(lambda: inspecting.details is not None)
    assert colour(inspecting) != QColor("red")
    photos.arrives(0, filled("blue"))  # another photo's
    photos.arrives(1, filled("red"))
    assert colour(inspecting) == QColor("red")
    photos.arrives(2, filled("blue"))
    assert colour(inspecting) == QColor("red")


def test_no_picture_comes_to_where_no_photo_is_shown(inspecting, photos, until):
    inspecting.look_at(ItemKey(2), 1)
    until(lambda: inspecting.details is not None)
    inspecting.look_at(None, 0)
    until(lambda: inspecting.details is None)
    photos.arrives(1, filled("red"))
    assert colour(inspecting) != QColor("red")
