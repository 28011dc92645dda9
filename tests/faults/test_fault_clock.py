"""Clocks that jump by ten years, both ways, and photos from impossible times."""

from __future__ import annotations

import os
import time

import light_worker
import pytest
from inspection import amount, end_owner, until

from photoclip.core.commands import SetRating
from photoclip.core.reports import IndexOptions
from photoclip.session import Session
from photoclip.store import backup, calendar, database, tombstones
from photoclip.store.commands import apply
from photoclip.worker.supervisor import Worker

DAY = 86_400.0
TEN_YEARS = 3653 * DAY


class Clock:
    """The machine's clock, as it should be set: ``jump`` moves it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._real = time.time
        self._shift = 0.0
        patch.setattr(time, "time", lambda: self._real() + self._shift)

    def jump(self, seconds: float) -> None:
        self._shift += seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(monkeypatch)


def today(home) -> int:
    library = database.open_reader(home.library)
    try:
        return calendar.today(library)
    finally:
        library.close()


def rated(home, name: str, stars: int) -> None:
    with Session.open(home.library, owner=True) as session:
        port = session._find_or_become_owner()
        home.acknowledged.apply(port, SetRating(home.photo_of(name), stars))


def test_missing_photos_outlive_a_clock_that_jumps_ten_years_again_and_again(fault_home, clock):
    home = fault_home
    home.album(10)
    home.index(home.photos)
    rated(home, "00003.jpg", 4)
    aside = home.photos.parent / "aside"
    aside.mkdir()
    for n in (3, 4):
        (home.photos / f"{n:05}.jpg").rename(aside / f"{n:05}.jpg")
    assert home.index().vanished == 2
    vectors, day = home.vectors(), today(home)
    jumps = amount(6, tombstones.GRACE_DAYS - 2)
    for n in range(jumps):
        clock.jump(TEN_YEARS if n % 2 == 0 else -TEN_YEARS)
        report = home.index()
        assert (report.purged, report.vanished) == (0, 0)
        assert 0 <= today(home) - day <= 1
        day = today(home)
    assert home.ask("SELECT count(*) FROM file WHERE missing_since IS NOT NULL") == [(2,)]
    for n in (3, 4):
        (aside / f"{n:05}.jpg").rename(home.photos / f"{n:05}.jpg")
    report = home.index()
    assert (report.returned, report.tally.done) == (2, 0)
    assert home.vectors() == vectors
    assert home.names("rating:4") == {"00003.jpg"}
    home.inspect()


def test_the_grace_of_a_missing_photo_ends_after_a_month_of_days_and_judgements_stay(
    fault_home, clock
):
    """The other side: without jumps it is forgotten at last, or the test above would prove nothing."""
    home = fault_home
    home.album(10)
    home.index(home.photos)
    rated(home, "00003.jpg", 4)
    for n in (3, 4):
        (home.photos / f"{n:05}.jpg").unlink()
    assert home.index().vanished == 2
    for _day in range(tombstones.GRACE_DAYS - 1):
        clock.jump(DAY)
        home.index()
    assert home.ask("SELECT count(*) FROM file WHERE missing_since IS NOT NULL") == [(2,)]
    clock.jump(DAY)
    home.index()
    assert home.ask("SELECT count(*) FROM file WHERE missing_since IS NOT NULL") == [(0,)]
    assert home.ask("SELECT own_rating FROM photo WHERE own_rating IS NOT NULL") == [(4,)]
    assert len(home.vectors()) == 9  # the rated photo's is kept, the other one's is not
    home.inspect()


def test_backups_are_rotated_rightly_whatever_the_clock_says(fault_home, clock):
    home = fault_home
    home.album(3)
    home.index(home.photos)
    photo = home.photo_of("00001.jpg")
    newest: list[int] = []
    for n in range(amount(12, 60)):
        clock.jump(TEN_YEARS if n % 3 else -2 * TEN_YEARS)
        library = database.open_owner(home.library)
        try:
            home.acknowledged.note(
                f"{n}",
                apply(library, SetRating(photo, n % 6), f"{n}").edit,
                SetRating(photo, n % 6),
            )
            before = calendar.today(library)
            assert calendar.advance(library, time.time()) == before + 1
            made = backup.rotate(library)
            assert made is not None
            assert backup.rotate(library) is None  # one a day
            newest.append(made.sequence)
        finally:
            library.close()
        kept = backup.backups(home.library)
        assert kept[0].sequence == made.sequence
        assert min(len(newest), backup.KEEP_NEWEST) <= len(kept)
        assert len(kept) <= backup.KEEP_NEWEST + backup.KEEP_OLDER
        assert all(backup.is_good(one) for one in kept)
        found = backup.newest_good(home.library)
        assert found is not None
        assert found.sequence == made.sequence
    assert newest == sorted(set(newest))
    home.inspect()


def test_a_worker_started_ten_years_later_or_earlier_changes_nothing(fault_home):
    home = fault_home
    home.album(10)
    home.index(home.photos)
    rated(home, "00002.jpg", 5)
    (home.photos / "00007.jpg").unlink()
    home.index()
    vectors = home.vectors()
    before = home.ask("SELECT id, path, state, missing_since, photo_id FROM file ORDER BY id")
    for n, jump in enumerate((TEN_YEARS, -TEN_YEARS, TEN_YEARS)):
        day = today(home)
        command = light_worker.command(home.library, f"clock={jump}")
        with Worker(home.library, home.events.append, command=command) as worker:
            home.until_settled(worker, 9)
            assert worker.index(IndexOptions()).did_nothing
            assert before == home.ask(
                "SELECT id, path, state, missing_since, photo_id FROM file ORDER BY id"
            )
            home.acknowledged.apply(worker, SetRating(home.photo_of("00002.jpg"), n))
        end_owner(home.library)
        assert today(home) - day == 1
    assert home.vectors() == vectors
    home.inspect()


#: The epoch and its eve, 1960, the edges of 31 and 32 bits, 2100 and 2200.
MOMENTS = (0, 1, -1, -315_619_200, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 4_102_444_800, 7_258_118_400)


def test_photos_from_the_future_and_from_before_the_epoch_are_read_once(fault_home):
    home = fault_home
    for n, moment in enumerate(MOMENTS):
        path = home.photo(f"{n:05}.jpg", n)
        os.utime(path, ns=(moment * 10**9 + 123, moment * 10**9 + 123))
    with home.worker() as worker:
        home.add_root(worker)
        home.until_settled(worker, len(MOMENTS))
        assert worker.index(IndexOptions()).did_nothing
        for n, moment in enumerate(reversed(MOMENTS)):  # a clock was wrong, and is put right
            os.utime(home.photos / f"{n:05}.jpg", (moment, moment))
        until(
            lambda: (
                home.ask(
                    "SELECT count(*) FROM file WHERE state = 'ready' AND mtime_ns % 1000000000 = 0"
                )
                == [(len(MOMENTS),)]
            ),
            "the new times",
        )
        home.until_idle(worker)
        home.photo("new.jpg", 77)
        home.until_settled(worker, len(MOMENTS) + 1)
    assert home.failures() == []
    assert home.vectors()[-1][0] == len(MOMENTS) + 1
    home.inspect()
