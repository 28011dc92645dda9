"""Photos dragged out of the window, as their files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from urllib.parse import quote

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import Card
from photoclip.gui.models.photos import PhotosModel

DRAGGED = 2000  # files that can be dragged out at once
_SIDE = 96  # of the picture at the pointer


def file_url(path: bytes) -> QUrl:
    """A file's URL; names that are not UTF-8 survive."""
    if os.name == "nt":
        return QUrl.fromLocalFile(os.fsdecode(path))
    return QUrl.fromEncoded(f"file://{quote(path)}".encode())


def files_of(cards: Iterable[Card]) -> QMimeData | None:
    """The files of those photos that are there, or None: away drives have nothing to drag."""
    urls = [file_url(card.path) for card in cards if not card.offline]
    if not urls:
        return None
    carried = QMimeData()
    carried.setUrls(urls)
    return carried


def drag_out(source: QWidget, cards: Iterable[Card], photos: PhotosModel) -> None:
    """Drag photos' files, to be copied wherever they are dropped. Returns when they were."""
    cards = list(cards)
    carried = files_of(cards)
    if carried is None:
        return
    drag = QDrag(source)
    drag.setMimeData(carried)
    row = photos.row_of(cards[0].key)
    pixmap = photos.pixmap_at(row) if row is not None else None
    if pixmap is not None and not pixmap.isNull():
        side, mode = round(_SIDE * source.devicePixelRatioF()), Qt.AspectRatioMode.KeepAspectRatio
        smooth = Qt.TransformationMode.SmoothTransformation
        drag.setPixmap(pixmap.scaled(side, side, mode, smooth))
        drag.setHotSpot(QPoint(12, 12))
    drag.exec(Qt.DropAction.CopyAction)
