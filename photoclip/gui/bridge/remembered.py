"""What the window remembers from one start to the next, in a file of the user's configuration."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from photoclip.browse.messages import ItemKey, Order
from photoclip.core import paths

MOST_RECENT = 20
CELL_SIZES = (96, 384)
_Choice = TypeVar("_Choice", bound=StrEnum)


class Scheme(StrEnum):
    """Which colours the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Remembered:
    """Typed settings. What is missing, damaged or from another version reads as the default."""

    def __init__(self, library: Path, file: Path | None = None) -> None:
        target = file or paths.config_dir() / "window.ini"
        self._settings = QSettings(str(target), QSettings.Format.IniFormat)
        digest = hashlib.sha256(os.fsencode(os.path.realpath(library))).hexdigest()[:16]
        self._here = f"library-{digest}"

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()

    # --- the window -------------------------------------------------------------------------------

    @property
    def geometry(self) -> QByteArray:
        """Of the main window, as Qt packs it."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("window/geometry", value)

    @property
    def splitter(self) -> QByteArray:
        """The widths of sidebar, grid and inspector."""
        return self._bytes("window/splitter")

    @splitter.setter
    def splitter(self, value: QByteArray) -> None:
        self._settings.setValue("window/splitter", value)

    @property
    def cell_size(self) -> int:
        """The side of a thumbnail in the grid, in device-independent pixels."""
        return min(max(self._whole("window/cell-size", 184), CELL_SIZES[0]), CELL_SIZES[1])

    @cell_size.setter
    def cell_size(self, value: int) -> None:
        self._settings.setValue("window/cell-size", value)

    @property
    def sidebar_shown(self) -> bool:
        """Whether the sidebar is there."""
        return self._truth("window/sidebar", default=True)

    @sidebar_shown.setter
    def sidebar_shown(self, value: bool) -> None:
        self._settings.setValue("window/sidebar", int(value))

    @property
    def inspector_shown(self) -> bool:
        """Whether the inspector is there."""
        return self._truth("window/inspector", default=True)

    @inspector_shown.setter
    def inspector_shown(self, value: bool) -> None:
        self._settings.setValue("window/inspector", int(value))

    @property
    def scheme(self) -> Scheme:
        """Which colours to use."""
        return self._choice("window/scheme", Scheme, Scheme.SYSTEM)

    @scheme.setter
    def scheme(self, value: Scheme) -> None:
        self._settings.setValue("window/scheme", value.value)

    @property
    def language(self) -> str:
        """A language's code, empty for the system's."""
        value = self._settings.value("window/language", "")
        return value if isinstance(value, str) else ""

    @language.setter
    def language(self, value: str) -> None:
        self._settings.setValue("window/language", value)

    @property
    def slideshow_seconds(self) -> int:
        """How long a slideshow shows each picture."""
        return min(max(self._whole("viewer/seconds", 4), 1), 60)

    @slideshow_seconds.setter
    def slideshow_seconds(self, value: int) -> None:
        self._settings.setValue("viewer/seconds", value)

    # --- this library -----------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """What was searched for last."""
        value = self._settings.value(f"{self._here}/query", "")
        return value if isinstance(value, str) else ""

    @query.setter
    def query(self, value: str) -> None:
        self._settings.setValue(f"{self._here}/query", value)

    @property
    def current(self) -> ItemKey | None:
        """The picture that was current last."""
        return ItemKey(self._whole(f"{self._here}/current", 0)) or None

    @current.setter
    def current(self, value: ItemKey | None) -> None:
        self._settings.setValue(f"{self._here}/current", value or 0)

    @property
    def order(self) -> Order:
        """How lists are ordered."""
        return self._choice(f"{self._here}/order", Order, Order.BEST)

    @order.setter
    def order(self, value: Order) -> None:
        self._settings.setValue(f"{self._here}/order", value.value)

    @property
    def by_day(self) -> bool:
        """Whether dates are grouped by day, not by month."""
        return self._truth(f"{self._here}/by-day", default=False)

    @by_day.setter
    def by_day(self, value: bool) -> None:
        self._settings.setValue(f"{self._here}/by-day", int(value))

    @property
    def ideas_offered(self) -> bool:
        """Whether labels were offered already."""
        return self._truth(f"{self._here}/ideas-offered", default=False)

    @ideas_offered.setter
    def ideas_offered(self, value: bool) -> None:
        self._settings.setValue(f"{self._here}/ideas-offered", int(value))

    @property
    def recent(self) -> tuple[str, ...]:
        """The last searches, newest first."""
        value = self._settings.value(f"{self._here}/recent", [])
        if isinstance(value, str):  # how a list of one reads back
            value = [value]
        texts = value if isinstance(value, list) else []
        return tuple(text for text in texts if isinstance(text, str) and text)[:MOST_RECENT]

    @recent.setter
    def recent(self, value: Sequence[str]) -> None:
        self._settings.setValue(f"{self._here}/recent", list(value)[:MOST_RECENT])

    # --- underneath -------------------------------------------------------------------------------

    def _bytes(self, name: str) -> QByteArray:
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _whole(self, name: str, default: int) -> int:
        value = self._settings.value(name, default)
        try:
            return int(value)  # type: ignore[call-overload,no-any-return]
        except (TypeError, ValueError):
            return default

    def _truth(self, name: str, *, default: bool) -> bool:
        return bool(self._whole(name, int(default)))

    def _choice(self, name: str, kind: type[_Choice], default: _Choice) -> _Choice:
        value = self._settings.value(name)
        return kind(value) if value in [choice.value for choice in kind] else default
