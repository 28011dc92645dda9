"""Library days: a calendar of the library's own, for waiting periods that no clock can shorten.

A library day is a day on which PhotoClip ran. However far the machine's clock jumps, forth or back,
the count grows by one at most and never falls; years on a shelf are one day.
"""

from __future__ import annotations

from datetime import UTC, datetime

from photoclip.store import settings
from photoclip.store.database import Library

KEY = "calendar"
"""The setting it is kept in."""
#: Clocks are set back and forth by hours (two systems on one machine, summer time): not a new day.
_LEAST_SECONDS = 6 * 3600


def _read(library: Library) -> tuple[int, float | None]:
    """The day's number, and the wall-clock time at which it began."""
    stored = settings.get(library, KEY)
    if isinstance(stored, dict):
        day, began = stored.get("day"), stored.get("began")
        if isinstance(day, int) and isinstance(began, int | float):
            return day, float(began)
    return 0, None


def today(library: Library) -> int:
    """The library day: 0 in a new library."""
    return _read(library)[0]


def advance(library: Library, wall: float) -> int:
    """The library day after a look at the clock: ``wall`` is ``time.time()``.

    A new day begins where the date (UTC) is another one and hours have passed, in either direction.
    The owner calls it now and then, outside a transaction.
    """
    day, began = _read(library)
    if began is not None and (abs(wall - began) < _LEAST_SECONDS or _date(wall) == _date(began)):
        return day
    day += began is not None
    settings.put(library, KEY, {"day": day, "began": wall})
    return day


def _date(wall: float) -> str:
    try:
        return datetime.fromtimestamp(wall, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return f"beyond any calendar: {wall // 86400}"
