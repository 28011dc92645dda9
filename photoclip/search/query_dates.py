"""Days, months and years as half-open intervals of local time, and back to the shortest text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TypeAlias

from photoclip.search.query_types import FIRST_YEAR

Interval: TypeAlias = tuple[datetime | None, datetime | None]
"""``[start, end)`` as naive local midnights; None is an open side."""

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


class DateError(ValueError):
    """A date that can't be read, with where in the text (``start``, ``end``) it goes wrong."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


def parse_range(text: str) -> Interval:
    """``2024``, ``2024-07``, ``2024-07-15`` or two of them around ``..``, either side left out.

    Both sides of a range count whole: ``2023..2024`` goes to the last day of 2024.
    Raises `DateError`.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return period_start(text), _period_end(text)
    if not first and not last:
        raise DateError("a range needs a date on at least one side", 0, len(text))
    start = period_start(first) if first else None
    end = _period_end(last, len(first) + len(dots)) if last else None
    if start is not None and end is not None and start >= end:
        raise DateError("this range ends before it starts", 0, len(text))
    return start, end


def parse_after(text: str) -> Interval:
    """From the end of the period on: after 2024 starts in 2025. Raises `DateError`."""
    return _period_end(text), None


def parse_before(text: str) -> Interval:
    """Up to the start of the period: before 2024 ends with 2023. Raises `DateError`."""
    return None, period_start(text)


def format_interval(start: datetime | None, end: datetime | None) -> str:
    """The shortest ``date:`` or ``before:`` filter for the interval."""
    if start is None:
        assert end is not None
        return f"before:{_shortest(end)}"
    if end is None:
        return f"date:{_shortest(start)}.."
    last_day = end - timedelta(days=1)
    first, last = _day(start), _day(last_day)
    if _starts_year(start) and _starts_year(end):
        first, last = first[:4], last[:4]
    elif start.day == end.day == 1:
        first, last = first[:7], last[:7]
    return f"date:{first}" if first == last else f"date:{first}..{last}"


def period_start(text: str) -> datetime:
    """The first midnight of a year, month or day. Raises `DateError`."""
    return _parse_period(text, 0)[0]


def _period_end(text: str, offset: int = 0) -> datetime:
    start, units = _parse_period(text, offset)
    try:
        if units == 1:
            return start.replace(year=start.year + 1)
        if units == 2:
            return (start + timedelta(days=31)).replace(day=1)
        return start + timedelta(days=1)
    except (OverflowError, ValueError):
        raise DateError("the calendar ends there", offset, offset + len(text)) from None


def _parse_period(text: str, offset: int) -> tuple[datetime, int]:
    """The period's first midnight and how many of year, month, day were given."""
    span = offset, offset + len(text)
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise DateError("this is not a date", *span)
    numbers = [int(group) for group in match.groups() if group]
    year, month, day = (*numbers, 1, 1)[:3]
    if year < FIRST_YEAR:
        raise DateError(f"there are no photos from before the year {FIRST_YEAR}", *span)
    if not 1 <= month <= 12:
        raise DateError(f"there is no month {month}", *span)
    try:
        return datetime(year, month, day), len(numbers)
    except ValueError:
        raise DateError(f"{year}-{month:02} has no day {day}", *span) from None


def _starts_year(moment: datetime) -> bool:
    return moment.month == moment.day == 1


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _shortest(moment: datetime) -> str:
    """The shortest period that starts at this moment."""
    if _starts_year(moment):
        return _day(moment)[:4]
    return _day(moment)[:7] if moment.day == 1 else _day(moment)
