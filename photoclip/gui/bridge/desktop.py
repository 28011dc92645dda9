"""The desktop around the window: opening files, the file manager, the clipboard."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMimeData, QStringListModel, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication


def url_of(path: bytes) -> QUrl:
    """A file's URL; names that are not UTF-8 survive in it."""
    return QUrl.fromEncoded(Path(os.fsdecode(path)).absolute().as_uri().encode())


def open_file(path: bytes) -> bool:
    """Open a file or folder with the program the desktop has for it; False if it couldn't."""
    return os.path.exists(path) and QDesktopServices.openUrl(url_of(path))


def show_in_folder(path: bytes) -> bool:
    """Open the folder of a file in the file manager; False if that couldn't be done."""
    return open_file(os.path.dirname(path))


def open_page(address: str) -> bool:
    """Open a page in the browser; False for anything but https, and if there is no browser."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    safe = url.isValid() and url.scheme() == "https" and bool(url.host())
    return safe and QDesktopServices.openUrl(url)


def copy_paths(paths: tuple[bytes, ...]) -> None:
    """Put paths on the clipboard, one a line, and as files for a file manager."""
    data = _outliving_python()
    data.setText("\n".join(path.decode("utf-8", "replace") for path in paths))
    data.setUrls([url_of(path) for path in paths])
    QGuiApplication.clipboard().setMimeData(data)


def _outliving_python() -> QMimeData:
    """Empty data that Qt made itself.

    The clipboard lets go of what it holds when the process ends, after Python has: a `QMimeData`
    made in Python crashes the process then.
    """
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    for name in data.formats():
        data.removeFormat(name)
    return data
