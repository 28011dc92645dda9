"""Reading what can still be read of a damaged library file.

A page that can't be read costs the rows on it, not the table: rows are asked for in ranges of their
numbers, and a range that fails is halved until the rows that fail stand alone.
"""

from __future__ import annotations

import mmap
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

from photoclip.store import raw_file
from photoclip.store.connection import FILE_NAME

Row = tuple[Any, ...]

#: So many rows in a row that can't be read, and the rest of the table is given up.
_MOST_FAILURES = 20_000
_HIGHEST = (1 << 63) - 1
_COPY_STEP = 4096
_TABLES = (
    {"root", "content", "photo", "setting"},
    {"edit", "label", "label_mark", "sqlite_sequence"},
    {"album", "album_photo"},
)
"""What is read here, by the version that brought it."""
_HEADER = 100
_INTERIOR = 5  # the type of a page that leads to others of a table
# Places in the file's header.
_PAGE_SIZE_AT, _FORMAT_AT, _CHANGES_AT, _PAGES_AT, _VALID_FOR_AT = 16, 18, 24, 28, 92


@dataclass
class Rows:
    """Rows by number, and the ranges (first, last) of numbers that could not be read."""

    found: dict[int, Row] = field(default_factory=dict)
    unread: list[tuple[int, int]] = field(default_factory=list)


class Wreck:
    """A copy of a damaged library file, open for reading what is left.

    ``grafted``: the pages that say where every table begins are those of a backup. What has no
    checksum of its own is better not believed then.
    """

    def __init__(self, connection: sqlite3.Connection, grafted: bool, size: int) -> None:
        self._connection = connection
        self._size = size
        self.grafted = grafted

    def ask(self, question: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of the answer up to the first that can't be read."""
        rows: list[Row] = []
        try:
            rows.extend(self._connection.execute(question, parameters))
        except (sqlite3.Error, ValueError, OverflowError):
            return rows
        return rows

    def known(self, table: str, columns: str) -> str:
        """Columns of a table, separated by commas; NULL for each that its version doesn't have."""
        there = {row[1] for row in self.ask(f"PRAGMA table_info({table})")}
        return ", ".join(one if one in there else "NULL" for one in columns.split(", "))

    def from_both_ends(self, table: str, columns: str, key: str) -> list[Row]:
        """Rows of a table ordered by ``key``, read forwards and, where that fails, backwards."""
        question = f"SELECT {columns} FROM {table} ORDER BY {key}"
        forwards = self._up_to_damage(question)
        if forwards[1]:
            return forwards[0]
        backwards = self._up_to_damage(f"{question} DESC")[0]
        known = set(forwards[0])
        return forwards[0] + [row for row in reversed(backwards) if row not in known]

    def _up_to_damage(self, question: str) -> tuple[list[Row], bool]:
        rows: list[Row] = []
        try:
            for row in self._connection.execute(question):
                rows.append(row)  # noqa: PERF402 - what came before the damage is kept
        except (sqlite3.Error, ValueError, OverflowError):
            return rows, False
        return rows, True

    def by_number(self, table: str, columns: str, first: int, last: int) -> Rows:
        """Rows ``first``..``last`` of a table with an integer key; ``columns`` without the key."""
        result = Rows()
        failures = 0
        waiting = [(first, last)] if first <= last else []
        while waiting:
            low, high = waiting.pop()
            try:
                rows = self._connection.execute(
                    f"SELECT rowid, {columns} FROM {table} WHERE rowid BETWEEN ? AND ?", (low, high)
                ).fetchall()
            except (sqlite3.Error, ValueError, OverflowError):
                failures += 1
                if low == high or failures > _MOST_FAILURES:
                    result.unread.append((low, high))
                else:
                    middle = (low + high) // 2
                    waiting += [(middle + 1, high), (low, middle)]
                continue
            # a row whose own number flipped turns up among others
            result.found.update((row[0], row[1:]) for row in rows if low <= row[0] <= high)
        result.unread = _joined(sorted(result.unread))
        return result

    def one_by_one(self, table: str, columns: str, numbers: Iterable[int]) -> dict[int, Row]:
        """Rows asked for singly: past a number that flipped a search finds what a walk misses."""
        found: dict[int, Row] = {}
        for number in numbers:
            found.update(self.by_number(table, columns, number, number).found)
        return found

    def last_number(self, table: str, at_least: int, smallest_row: int = 0) -> int:
        """The highest row number of a table that can be made out.

        Of a table that never loses rows, none of which takes less than ``smallest_row`` bytes, it
        can't be more than the file has room for.
        """
        answers = [
            *self.ask(f"SELECT max(rowid) FROM {table}"),
            *self.ask("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)),
        ]
        most = at_least + self._size // smallest_row if smallest_row else _HIGHEST
        numbers = [row[0] for row in answers if isinstance(row[0], int) and row[0] <= most]
        return max([at_least, *numbers])


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for low, high in ranges:
        if joined and joined[-1][1] + 1 == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


@contextmanager
def wreck(folder: Path, place: Path, like: Path | None) -> Iterator[Wreck | None]:
    """The damaged library of ``folder``, copied to the folder ``place``; None if nothing opens.

    Where the list of the tables is lost that of ``like`` (a backup of the same library with all its
    pages in their places) is tried in its stead. Raises `OSError` if there is no room for the copy.
    """
    place.mkdir(exist_ok=True)
    copy = place / FILE_NAME
    for ending in ("", "-wal"):
        if (folder / (FILE_NAME + ending)).exists():
            _copy_readable(folder / (FILE_NAME + ending), place / (FILE_NAME + ending))
    opened, grafted = _open(copy), False
    if opened is None and like is not None and copy.exists():
        _graft_schema(copy, like)
        opened, grafted = _open(copy), True
    if opened is None:
        yield None
    else:
        with closing(opened):
            yield Wreck(opened, grafted, sum(path.stat().st_size for path in place.iterdir()))
    shutil.rmtree(place, ignore_errors=True)


def _copy_readable(source: Path, target: Path) -> None:
    """Copy a file; parts that the disk doesn't give back become zeros."""
    with raw_file.descriptor(source) as read, open(target, "wb") as write:
        size = os.fstat(read).st_size
        for start in range(0, size, _COPY_STEP):
            length = min(_COPY_STEP, size - start)
            try:
                os.lseek(read, start, os.SEEK_SET)
                block = os.read(read, length)
            except OSError:
                block = b""
            write.write(block.ljust(length, b"\0"))


def _open(path: Path) -> sqlite3.Connection | None:
    """The copy, if its list of tables is whole: one that is not there would look empty."""
    if not path.exists():
        return None
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA cell_size_check = ON")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        connection.execute("SELECT 1 FROM root LIMIT 0")
    except (sqlite3.Error, ValueError, OverflowError):
        connection.close()
        return None
    expected = _TABLES[:version] if 0 < version < len(_TABLES) else _TABLES
    if not set().union(*expected) <= tables:
        connection.close()
        return None
    return connection


def _graft_schema(damaged: Path, like: Path) -> None:
    """Put the pages of a backup that list the tables into the damaged file.

    They change with migrations only. See "Database File Format" at sqlite.org, 1.3 and 1.6.
    """
    with (
        open(like, "rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole,
    ):
        size = int.from_bytes(whole[_PAGE_SIZE_AT : _PAGE_SIZE_AT + 2], "big")
        size = 65536 if size == 1 else size
        pages = {n: whole[(n - 1) * size : n * size] for n in _tree(whole, size)}
    first = bytearray(pages[1])
    count = damaged.stat().st_size // size
    first[_PAGES_AT : _PAGES_AT + 4] = count.to_bytes(4, "big")
    first[_VALID_FOR_AT : _VALID_FOR_AT + 4] = first[_CHANGES_AT : _CHANGES_AT + 4]
    first[_FORMAT_AT : _FORMAT_AT + 2] = b"\x02\x02"  # a log beside the file belongs to it
    pages[1] = bytes(first)
    with open(damaged, "r+b") as target:
        for number, page in pages.items():
            if number <= count:
                target.seek((number - 1) * size)
                target.write(page)


def _tree(whole: mmap.mmap, size: int) -> list[int]:
    """The pages of the table of tables, which begins on page 1."""
    found: list[int] = []
    waiting = [1]
    while waiting:
        number = waiting.pop()
        found.append(number)
        start = (number - 1) * size
        header = start + (_HEADER if number == 1 else 0)
        if whole[header] != _INTERIOR:
            continue
        cells = int.from_bytes(whole[header + 3 : header + 5], "big")
        waiting.append(int.from_bytes(whole[header + 8 : header + 12], "big"))
        for cell in range(cells):
            at = header + 12 + 2 * cell
            child = start + int.from_bytes(whole[at : at + 2], "big")
            waiting.append(int.from_bytes(whole[child : child + 4], "big"))
    return found
