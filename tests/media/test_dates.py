from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclip.media.dates import Moment, parse_moment, parse_offset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024:07:01 18:30:05", Moment(datetime(2024, 7, 1, 18, 30, 5))),
        ("2024-07-01T18:30:05.25+02:00", Moment(datetime(2024, 7, 1, 18, 30, 5, 250000), 120)),
        ("2024-07-01T18:30Z", Moment(datetime(2024, 7, 1, 18, 30), 0)),
        ("2024-07", Moment(datetime(2024, 7, 1))),
        ("1931", Moment(datetime(1931, 1, 1))),
        ("2003:08:27:00:09:15", Moment(datetime(2003, 8, 27, 0, 9, 15))),
        ("2004/05/09 16:00:21", Moment(datetime(2004, 5, 9, 16, 0, 21))),
        ("20240701", Moment(datetime(2024, 7, 1))),
        ("2016:12:31 23:59:60", Moment(datetime(2016, 12, 31, 23, 59, 59))),
    ],
)
def test_dates_as_cameras_and_programs_write_them(text, expected):
    assert parse_moment(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2024:13:01 00:00:00",
        "0001:01:01",
        "hello",
    ],
)
def test_blanks_zeros_and_nonsense_are_no_dates(text):
    assert parse_moment(text) is None


def test_separate_fraction_and_offset_fill_in():
    moment = parse_moment("2024:07:01 18:30:05", fraction="023 ", offset="-03:30")
    assert moment == Moment(datetime(2024, 7, 1, 18, 30, 5, 23000), -210)


@pytest.mark.parametrize("text", ["+25:00", "+02:75", "02:00", "", "UTC"])
def test_impossible_offsets_are_none(text):
    assert parse_offset(text) is None


@given(st.text())
def test_any_text_is_a_moment_or_none(text):
    moment = parse_moment(text, fraction=text, offset=text)
    assert moment is None or 1800 <= moment.local.year <= 2100


@given(st.datetimes(datetime(1800, 1, 1), datetime(2100, 12, 31)), st.integers(-14 * 60, 14 * 60))
def test_iso_dates_survive(local, offset):
    sign = "-" if offset < 0 else "+"
    zone = f"{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    assert parse_moment(local.isoformat() + zone) == Moment(local, offset)
