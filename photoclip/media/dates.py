"""Dates as photo metadata writes them: EXIF, XMP (ISO 8601) and IPTC, whole or in part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2100
_MOST_OFFSET_MINUTES = 15 * 60

_MOMENT = re.compile(
    r"""\s*(?P<year>\d{4})
    (?: [:\-/.]? (?P<month>\d{2}) (?: [:\-/.]? (?P<day>\d{2})
        (?: [T\s:]+ (?P<hour>\d{1,2}) : (?P<minute>\d{2})
            (?: : (?P<second>\d{2}) (?: [.,] (?P<fraction>\d{1,9}) )? )?
            \s* (?P<zone> Z | [+\-]\d{2}:?\d{2} )?
        )?
    )? )?""",
    re.VERBOSE,
)
_OFFSET = re.compile(r"\s*([+\-])(\d{1,2}):?(\d{2})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall-clock time and, where known, its offset in minutes east of UTC."""

    local: datetime
    utc_offset: int | None = None


def parse_moment(text: str, *, fraction: str = "", offset: str = "") -> Moment | None:
    """Read ``2024:07:01 18:30:00`` or ``2024-07-01T18:30:00.5+02:00`` or just ``2024-07``.

    Missing parts of a date become 1, of a time 0. ``fraction`` and ``offset`` are EXIF's separate
    tags (``SubSecTimeOriginal``, ``OffsetTimeOriginal``) and fill what the text leaves out. None
    for zeros, blanks and dates that no photo can have.
    """
    match = _MOMENT.match(text)
    if match is None:
        return None
    digits = (match["fraction"] or re.sub(r"\D.*", "", fraction.strip()))[:6].ljust(6, "0")
    try:
        local = datetime(
            int(match["year"]),
            int(match["month"] or 1),
            int(match["day"] or 1),
            int(match["hour"] or 0),
            int(match["minute"] or 0),
            min(int(match["second"] or 0), 59),  # leap seconds
            int(digits),
        )
    except ValueError:
        return None
    if not _EARLIEST_YEAR <= local.year <= _LATEST_YEAR:
        return None
    return Moment(local, parse_offset(match["zone"] or offset))


def parse_offset(text: str) -> int | None:
    """Minutes east of UTC from ``+02:00``, ``-0330`` or ``Z``; None for anything else."""
    if text.strip() == "Z":
        return 0
    match = _OFFSET.match(text)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes > _MOST_OFFSET_MINUTES or int(match[3]) > 59:
        return None
    return -minutes if match[1] == "-" else minutes
