"""Library days: no clock makes them go fast or back."""

from __future__ import annotations

import itertools
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from photoclip.store import calendar, database

DAY = 86400.0
NOON = 1_700_000_000 // 86400 * 86400 + DAY / 2
TEN_YEARS = 3652 * DAY


def days(library, *moments):
    return [calendar.advance(library, moment) for moment in moments]


def test_a_new_library_begins_at_day_0(library):
    assert calendar.today(library) == 0
    assert days(library, NOON, NOON, NOON + 60) == [0, 0, 0]
    assert calendar.today(library) == 0


def test_each_day_on_which_it_runs_is_one_day(library):
    assert days(library, *(NOON + n * DAY for n in range(5))) == [0, 1, 2, 3, 4]
    hours = [NOON + 5 * DAY + n * 3600 for n in range(12, 60)]
    assert days(library, *hours)[-1] == 6


def test_years_on_a_shelf_are_one_day(library):
    assert days(library, NOON, NOON + TEN_YEARS) == [0, 1]


def test_a_clock_that_jumps_ten_years_either_way_is_one_day_each_time(library):
    assert days(library, NOON, NOON - TEN_YEARS, NOON, NOON + TEN_YEARS) == [0, 1, 2, 3]


def test_a_clock_set_back_and_forth_around_midnight_makes_no_days(library):
    midnight = NOON + DAY / 2
    swings = [midnight + (3600 if n % 2 else -3600) for n in range(50)]
    assert set(days(library, *swings)) == {0}


def test_times_beyond_any_calendar_count_too(library):
    assert days(library, NOON, 1e18, -1e18, 0.0) == [0, 1, 2, 3]


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=40))
def test_the_day_never_falls_and_never_leaps(tmp_path_factory, moments):
    with closing(database.open_owner(tmp_path_factory.mktemp("calendar"))) as library:
        seen = days(library, *moments)
        assert seen[0] == 0
        assert all(0 <= b - a <= 1 for a, b in itertools.pairwise(seen))
        assert calendar.today(library) == seen[-1]
