"""The window's colours, light and dark, and following the system's choice between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from photoclip.gui.bridge.remembered import Scheme

_LIGHT = {
    QPalette.ColorRole.Window: "#f4f4f2",
    QPalette.ColorRole.WindowText: "#1d1e20",
    QPalette.ColorRole.Base: "#ffffff",
    QPalette.ColorRole.AlternateBase: "#f4f4f2",
    QPalette.ColorRole.Text: "#1d1e20",
    QPalette.ColorRole.PlaceholderText: "#6b6d71",
    QPalette.ColorRole.Button: "#ebebe8",
    QPalette.ColorRole.ButtonText: "#1d1e20",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Light: "#ffffff",
    QPalette.ColorRole.Midlight: "#f0f0ee",
    QPalette.ColorRole.Mid: "#c4c4c0",
    QPalette.ColorRole.Dark: "#a3a39f",
    QPalette.ColorRole.Shadow: "#5a5a58",
    QPalette.ColorRole.Highlight: "#1f6f8b",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: "#1a5f78",
    QPalette.ColorRole.LinkVisited: "#5b4b8a",
    QPalette.ColorRole.ToolTipBase: "#fffef7",
    QPalette.ColorRole.ToolTipText: "#1d1e20",
    QPalette.ColorRole.Accent: "#1f6f8b",
}
_DARK = {
    QPalette.ColorRole.Window: "#232427",
    QPalette.ColorRole.WindowText: "#e6e6e3",
    QPalette.ColorRole.Base: "#1a1b1d",
    QPalette.ColorRole.AlternateBase: "#232427",
    QPalette.ColorRole.Text: "#e6e6e3",
    QPalette.ColorRole.PlaceholderText: "#95979c",
    QPalette.ColorRole.Button: "#303236",
    QPalette.ColorRole.ButtonText: "#e6e6e3",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Light: "#43464b",
    QPalette.ColorRole.Midlight: "#383a3f",
    QPalette.ColorRole.Mid: "#4a4d52",
    QPalette.ColorRole.Dark: "#141517",
    QPalette.ColorRole.Shadow: "#0c0d0e",
    QPalette.ColorRole.Highlight: "#3a93b3",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: "#6fc0dc",
    QPalette.ColorRole.LinkVisited: "#b3a4e0",
    QPalette.ColorRole.ToolTipBase: "#2e3034",
    QPalette.ColorRole.ToolTipText: "#e6e6e3",
    QPalette.ColorRole.Accent: "#3a93b3",
}
_DIMMED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def palette(*, dark: bool) -> QPalette:
    """All the colours of one scheme; disabled texts are the same at half strength."""
    made = QPalette()
    for role, name in (_DARK if dark else _LIGHT).items():
        made.setColor(role, QColor(name))
    for role in _DIMMED:
        colour = made.color(role)
        colour.setAlphaF(0.5)
        made.setColor(QPalette.ColorGroup.Disabled, role, colour)
    return made


def is_dark(scheme: Scheme) -> bool:
    """Whether a choice means dark now; the system decides where the person doesn't."""
    if scheme is Scheme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return scheme is Scheme.DARK


def apply(scheme: Scheme) -> None:
    """Give the application these colours, the window's frame too where the platform lets us."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    frames = {
        Scheme.SYSTEM: Qt.ColorScheme.Unknown,
        Scheme.LIGHT: Qt.ColorScheme.Light,
        Scheme.DARK: Qt.ColorScheme.Dark,
    }
    QGuiApplication.styleHints().setColorScheme(frames[scheme])
    dark = is_dark(scheme)
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(dark=dark))
