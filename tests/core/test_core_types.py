"""Values, errors, cancellation and directories that everyone shares."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import (
    Cancelled,
    LibraryBusyError,
    LibraryError,
    PhotoClipError,
    QueryError,
)
from photoclip.core.types import (
    Band,
    FileStamp,
    Metadata,
    SearchHit,
    path_bytes,
    path_text,
)


@given(st.binary(min_size=1, max_size=60).filter(lambda raw: b"\0" not in raw))
def test_any_name_of_the_file_system_survives_being_text(raw):
    assert path_bytes(path_text(raw)) == raw


@given(st.integers(), st.integers(-(1 << 70), 1 << 70))
def test_a_stamp_of_any_time_fits_into_sqlite(size, mtime):
    kept = FileStamp(size, mtime).mtime_ns
    assert -(1 << 63) <= kept < 1 << 63
    assert kept == mtime or not -(1 << 63) <= mtime < 1 << 63


def test_capture_time_becomes_utc_through_its_offset():
    taken = Metadata(taken_at=datetime(2024, 7, 1, 12, 0), utc_offset=120)
    assert taken.taken_utc == datetime(2024, 7, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "metadata", [Metadata(), Metadata(taken_at=datetime(2024, 7, 1)), Metadata(utc_offset=60)]
)
def test_capture_time_without_its_offset_is_no_utc_time(metadata):
    assert metadata.taken_utc is None


def test_a_hit_shows_its_path_even_where_it_is_not_utf8():
    assert SearchHit(None, b"caf\xe9.jpg", 0.0, Band.MAYBE).display_path == "caf\ufffd.jpg"


def test_a_cancelled_token_stays_cancelled_and_stops_whoever_looks():
    token = CancelToken()
    token.check()
    assert not token.wait(0)
    token.cancel()
    token.cancel()
    assert token.cancelled
    assert token.wait(600)
    with pytest.raises(Cancelled):
        token.check()


def test_stopping_is_no_fault_that_would_be_shown_as_one():
    assert not issubclass(Cancelled, PhotoClipError)


def test_a_busy_library_is_a_library_error_with_a_hint():
    error = LibraryBusyError("busy", "wait")
    assert isinstance(error, LibraryError)
    assert (str(error), error.hint) == ("busy", "wait")


def test_a_query_error_says_what_was_expected():
    assert QueryError("odd", 0, 3, "a date").hint == "expected a date"
    assert QueryError("odd", 0, 3).hint == ""


def test_the_library_is_the_one_the_variable_names(monkeypatch, tmp_path, own_home):
    assert paths.default_library().is_relative_to(own_home)
    monkeypatch.setenv(paths.LIBRARY_VARIABLE, str(tmp_path))
    assert paths.default_library() == tmp_path


def test_everything_of_the_user_lies_in_the_users_own_directories(own_home):
    for folder in (paths.data_dir(), paths.cache_dir(), paths.models_dir()):
        assert folder.is_relative_to(own_home)


def test_what_ships_with_the_program_is_there():
    assert paths.resources_dir().is_dir()
