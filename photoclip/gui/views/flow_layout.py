"""A layout that fills lines like text, and what it computes: pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

Box: TypeAlias = tuple[int, int, int, int]
"""x, y, width, height."""


def flow(
    sizes: Sequence[tuple[int, int]], width: int, spacing: int, last: int = 0
) -> tuple[tuple[Box, ...], int]:
    """Boxes of these sizes, in lines no wider than ``width``, and the height they take.

    A box that is wider than a line gets a line of its own, and its width. The last ``last`` boxes
    stand at the far end of their line, as long as they all fit on one.
    """
    lines: list[list[int]] = [[]]
    used = 0
    for at, (wide, _) in enumerate(sizes):
        if lines[-1] and used + spacing + wide > width:
            lines.append([])
        used = used + spacing + wide if lines[-1] else wide
        lines[-1].append(at)
    boxes: list[Box] = []
    top = 0
    first_of_last = len(sizes) - last
    for line in lines:
        height = max((sizes[at][1] for at in line), default=0)
        needed = sum(sizes[at][0] for at in line) + spacing * (len(line) - 1)
        left = 0
        for at in line:
            wide, high = min(sizes[at][0], width), sizes[at][1]
            if last and at == first_of_last and line[-1] == len(sizes) - 1:
                left += max(0, width - needed)
            boxes.append((left, top + (height - high) // 2, wide, high))
            left += wide + spacing
        top += height + spacing
    return tuple(boxes), max(0, top - spacing)


class FlowLayout(QLayout):
    """Items in lines, from the side where reading begins. Hidden ones take no room."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last = 0
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def push_to_end(self, widget: QWidget) -> None:
        """Add a widget that stands at the far end of the line. The last calls of all."""
        self.addWidget(widget)
        self._last += 1

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's own
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """The item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Remove and return the item at a place, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's own
        """It wants no more room than its items."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's own
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's own
        """The height all lines take."""
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        return self._flow(inner)[1] + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """As much as one line of everything takes."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._with_margins(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own
        """Room for the smallest form of the largest item."""
        sizes = [item.minimumSize() for item in self._shown()]
        return self._with_margins(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's own
        """Place the items, mirrored where one reads from right to left."""
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        boxes, _ = self._flow(inner.width())
        for item, (x, y, width, height) in zip(self._shown(), boxes, strict=True):
            box = QRect(inner.topLeft() + QPoint(x, y), QSize(width, height))
            item.setGeometry(QStyle.visualRect(direction, inner, box))

    def _flow(self, width: int) -> tuple[tuple[Box, ...], int]:
        sizes = [item.sizeHint().toTuple() for item in self._shown()]
        last = sum(not item.isEmpty() for item in self._items[len(self._items) - self._last :])
        return flow(sizes, width, self.spacing(), last)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )
