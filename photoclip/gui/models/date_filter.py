"""Filters by date as text: what a calendar's choice is in the query language, and back. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

DATE_NAMES = frozenset({"date", "after", "before"})
_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


class Recent(StrEnum):
    """A stretch of time that is named by where it lies before today."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    THIS_YEAR = "this year"
    LAST_YEAR = "last year"


def recent_text(recent: Recent, today: date) -> str:
    """The filter for a stretch of time: 7 days, 30 days or 12 months up to today, or a year.

    The first three stay open to the end, so that a camera whose clock is ahead is not left out.
    """
    match recent:
        case Recent.WEEK:
            return date_text(today - timedelta(days=6), None)
        case Recent.MONTH:
            return date_text(today - timedelta(days=29), None)
        case Recent.YEAR:
            day = min(today.day, monthrange(today.year - 1, today.month)[1])
            return date_text(date(today.year - 1, today.month, day) + timedelta(days=1), None)
        case Recent.THIS_YEAR:
            return f"date:{today.year}"
        case Recent.LAST_YEAR:
            return f"date:{today.year - 1}"


def date_text(first: date | None, last: date | None) -> str:
    """The shortest canonical filter for the days from ``first`` to ``last``, both included.

    None leaves a side open; nothing is left to filter where both are, and the text is empty.
    """
    if first is None:
        return f"before:{_start(last + timedelta(days=1))}" if last is not None else ""
    if last is None:
        return f"date:{_start(first)}.."
    first, last = min(first, last), max(first, last)
    end = last + timedelta(days=1)
    length = 10
    if _starts_year(first) and _starts_year(end):
        length = 4
    elif first.day == end.day == 1:
        length = 7
    texts = [day.isoformat()[:length] for day in (first, last)]
    return f"date:{texts[0]}" if texts[0] == texts[1] else f"date:{texts[0]}..{texts[1]}"


def days_of(name: str, value: str) -> tuple[date | None, date | None] | None:
    """First and last day of ``date:``, ``after:`` or ``before:``; None for what is no such filter."""
    start, dots, end = value.partition("..")
    try:
        match name:
            case "date" if dots:
                first = period(start)[0] if start else None
                return first, period(end)[1] if end else None
            case "date":
                return period(value)
            case "after":
                return period(value)[1] + timedelta(days=1), None
            case "before":
                return None, period(value)[0] - timedelta(days=1)
    except (ValueError, OverflowError):
        pass
    return None


def period(text: str) -> tuple[date, date]:
    """First and last day of a year, month or day. Raises `ValueError` for anything else."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(f"no period: {text!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        first = date(year, month, 1)
        return first, first.replace(day=monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _starts_year(day: date) -> bool:
    return day.month == day.day == 1


def _start(day: date) -> str:
    """The shortest period that begins on this day."""
    if _starts_year(day):
        return day.isoformat()[:4]
    return day.isoformat()[:7] if day.day == 1 else day.isoformat()
