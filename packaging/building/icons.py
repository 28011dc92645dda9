"""The icon in every size and format that systems want, drawn from the one SVG."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

ICONS = Path(__file__).resolve().parent.parent / "icons"
SOURCE = ICONS / "photoclip.svg"
WINDOW = Path(__file__).resolve().parent.parent.parent / "resources" / "icons"
"""What the running window shows of itself ships with the program, not with a system's package."""

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512)
WINDOW_SIZES = (32, 256)
_WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
_MACOS_SIZES = (16, 32, 64, 128, 256, 512, 1024)


def png(side: int) -> bytes:
    """The icon in a square of so many pixels. Needs a `QGuiApplication`."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(SOURCE.read_bytes())).render(painter)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_ARGB32).save(buffer, b"PNG")
    return bytes(data.data())


def write_all() -> None:
    """Draw every icon anew: PNGs, Windows' ICO, macOS' ICNS, and those of the running window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    drawn = {side: png(side) for side in {*SIZES, *_WINDOWS_SIZES, *_MACOS_SIZES}}
    del application
    for side in SIZES:
        (ICONS / f"photoclip-{side}.png").write_bytes(drawn[side])
    pictures = {side: Image.open(io.BytesIO(data)) for side, data in drawn.items()}
    pictures[256].save(
        ICONS / "photoclip.ico",
        sizes=[(side, side) for side in _WINDOWS_SIZES],
        append_images=[pictures[side] for side in _WINDOWS_SIZES],
    )
    pictures[1024].save(
        ICONS / "photoclip.icns", append_images=[pictures[side] for side in _MACOS_SIZES]
    )
    WINDOW.mkdir(exist_ok=True)
    for side in WINDOW_SIZES:
        shutil.copyfile(ICONS / f"photoclip-{side}.png", WINDOW / f"photoclip-{side}.png")


if __name__ == "__main__":
    write_all()
    sys.stdout.write(f"Drawn from {SOURCE.name}: {', '.join(map(str, SIZES))}, .ico, .icns\n")
