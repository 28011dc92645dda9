"""Where the photos of a grid lie: pure arithmetic, a million rows in O(log sections).

Coordinates are content pixels: what a viewport shows plus how far it is scrolled.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; its right and lower edge are outside."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first x beside it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first y below it."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class GridGeometry:
    """Uniform cells in lines, each section on lines of its own under its header.

    ``starts`` and ``tops`` say at which row and at which y each section begins. Made by `lay_out`.
    """

    width: int
    height: int
    count: int
    columns: int
    pitch: int
    left: int
    cell_width: int
    cell_height: int
    header_height: int
    right_to_left: bool
    starts: tuple[int, ...]
    counts: tuple[int, ...]
    tops: tuple[int, ...]

    def section_of(self, row: int) -> int:
        """The section a row belongs to."""
        return bisect_right(self.starts, row) - 1

    def section_at(self, y: int) -> int | None:
        """The section at a height, its header included; None where there are none."""
        return max(0, bisect_right(self.tops, y) - 1) if self.tops else None

    def header(self, section: int) -> Box:
        """Where a section's header lies."""
        return Box(0, self.tops[section], self.width, self.header_height)

    def section_bottom(self, section: int) -> int:
        """The first y below a section's photos."""
        lines = -(-self.counts[section] // self.columns)
        return self.tops[section] + self.header_height + lines * self.cell_height

    def box(self, row: int) -> Box:
        """Where a row's photo lies."""
        section = self.section_of(row)
        line, column = divmod(row - self.starts[section], self.columns)
        y = self.tops[section] + self.header_height + line * self.cell_height
        return Box(self._column_x(column), y, self.cell_width, self.cell_height)

    def row_at(self, x: int, y: int) -> int | None:
        """The photo under a point; None beside all of them."""
        section = self.section_at(y)
        if section is None:
            return None
        down = y - self.tops[section] - self.header_height
        column = self._column_at(x)
        if down < 0 or column is None:
            return None
        place = down // self.cell_height * self.columns + column
        return self.starts[section] + place if place < self.counts[section] else None

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows any part of which lies between two heights (``bottom`` outside)."""
        if not self.count or bottom <= top:
            return range(0)
        return range(self._first_row_from(top), self._first_row_after(bottom))

    def spans(self, left: int, top: int, right: int, bottom: int) -> list[tuple[int, int]]:
        """The rows a rectangle touches, as few first-and-last pairs as it takes."""
        columns = [
            column
            for column in range(self.columns)
            if self._column_x(column) < right and self._column_x(column) + self.cell_width > left
        ]
        rows = self.rows_between(top, bottom)
        if not columns or not rows:
            return []
        if len(columns) == self.columns:
            return [(rows[0], rows[-1])]
        found: list[tuple[int, int]] = []
        row = rows[0]
        while row < rows.stop:
            section = self.section_of(row)
            end = self.starts[section] + self.counts[section]
            first, last = row + columns[0], min(row + columns[-1], end - 1)
            if first < end:
                found.append((first, last))
            row = min(row + self.columns, end)
        return found

    def below(self, row: int, lines: int = 1) -> int:
        """The photo so many lines below (above where negative), in the same column if there is one.

        The first or last line's where there are no more lines.
        """
        for _ in range(abs(lines)):
            row = self._next_line(row) if lines > 0 else self._previous_line(row)
        return row

    def page_below(self, row: int, height: int) -> int:
        """The photo about ``height`` pixels below (above where negative), at least a line away."""
        box = self.box(row)
        aim = box.y + height
        if height > 0:
            rows = self.rows_between(box.y, aim + 1)
            line_end = rows[-1]
        else:
            line_end = self.rows_between(max(0, aim), box.bottom)[0]
        section = self.section_of(line_end)
        start = self.starts[section]
        line = (line_end - start) // self.columns
        column = (row - self.starts[self.section_of(row)]) % self.columns
        aimed = min(start + line * self.columns + column, start + self.counts[section] - 1)
        if height > 0:
            return max(aimed, self.below(row, 1))
        return min(aimed, self.below(row, -1))

    def _next_line(self, row: int) -> int:
        section = self.section_of(row)
        place, count = row - self.starts[section], self.counts[section]
        if place // self.columns < (count - 1) // self.columns:
            return self.starts[section] + min(place + self.columns, count - 1)
        after = self.starts[section] + count
        if after >= self.count:
            return row
        section = self.section_of(after)
        return after + min(place % self.columns, self.counts[section] - 1)

    def _previous_line(self, row: int) -> int:
        section = self.section_of(row)
        place, column = row - self.starts[section], (row - self.starts[section]) % self.columns
        if place >= self.columns:
            return row - self.columns
        before = self.starts[section] - 1
        if before < 0:
            return row
        section = self.section_of(before)
        line = (self.counts[section] - 1) // self.columns
        return min(self.starts[section] + line * self.columns + column, before)

    def _first_row_from(self, top: int) -> int:
        """The first row of the first line that ends below a height."""
        section = self.section_at(top) or 0
        down = max(0, top - self.tops[section] - self.header_height)
        place = down // self.cell_height * self.columns
        return self.starts[section] + min(place, self.counts[section])

    def _first_row_after(self, bottom: int) -> int:
        """The first row of the first line that begins at a height or below it."""
        section = self.section_at(bottom - 1) or 0
        lines = -(-max(0, bottom - self.tops[section] - self.header_height) // self.cell_height)
        return self.starts[section] + min(lines * self.columns, self.counts[section])

    def _column_x(self, column: int) -> int:
        if self.right_to_left:
            column = self.columns - 1 - column
        return self.left + column * self.pitch + (self.pitch - self.cell_width) // 2

    def _column_at(self, x: int) -> int | None:
        column = (x - self.left) // self.pitch
        if self.right_to_left:
            column = self.columns - 1 - column
        if not 0 <= column < self.columns:
            return None
        return column if 0 <= x - self._column_x(column) < self.cell_width else None


def lay_out(
    counts: Sequence[int],
    *,
    width: int,
    cell_width: int,
    cell_height: int,
    header_height: int,
    margin: int = 0,
    right_to_left: bool = False,
) -> GridGeometry:
    """Lay out sections of so many photos each, in a viewport of a width.

    Columns that fit share the width; there is always one. ``margin`` lies around everything and
    below each section; ``header_height`` is 0 for a list without headers.
    """
    room = max(cell_width, width - 2 * margin)
    columns = max(1, room // cell_width)
    pitch = room // columns
    heights = [header_height + -(-count // columns) * cell_height + margin for count in counts]
    above = 0 if header_height else margin
    tops = tuple(accumulate(heights, initial=above))
    starts = tuple(accumulate(counts, initial=0))
    return GridGeometry(
        width=width,
        height=tops[-1] if counts else 0,
        count=starts[-1],
        columns=columns,
        pitch=pitch,
        left=max(0, (width - pitch * columns) // 2),
        cell_width=cell_width,
        cell_height=cell_height,
        header_height=header_height,
        right_to_left=right_to_left,
        starts=starts[:-1],
        counts=tuple(counts),
        tops=tops[:-1],
    )
