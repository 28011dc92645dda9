"""When roots are looked through again."""

from __future__ import annotations

from photoclip.worker.schedule import POLL_S, Schedule


def test_a_new_root_is_due_at_once_and_then_after_the_interval():
    schedule = Schedule(900.0)
    assert schedule.set_roots([b"/a", b"/b"], 10.0) == ([b"/a", b"/b"], [])
    assert schedule.due(10.0) == [b"/a", b"/b"]
    schedule.set_native(b"/a", True)
    schedule.scanned(b"/a", 20.0, 1.0)
    assert schedule.due(20.0) == [b"/b"]
    assert schedule.due(919.0) == [b"/b"]
    assert schedule.due(920.0) == [b"/a", b"/b"]


def test_a_root_that_reports_no_changes_is_polled():
    schedule = Schedule(900.0)
    schedule.set_roots([b"/network"], 0.0)
    schedule.scanned(b"/network", 5.0, 0.1)
    assert schedule.due(5.0 + POLL_S - 1) == []
    assert schedule.due(5.0 + POLL_S) == [b"/network"]


def test_scans_take_a_small_share_of_the_time_however_long_they_are():
    schedule = Schedule(900.0)
    schedule.set_roots([b"/slow"], 0.0)
    schedule.scanned(b"/slow", 0.0, 600.0)
    assert schedule.due(11_000.0) == []
    assert schedule.due(12_000.0) == [b"/slow"]


def test_a_scan_asked_for_comes_at_once_and_never_later_than_planned():
    schedule = Schedule(900.0)
    schedule.set_roots([b"/a"], 0.0)
    schedule.set_native(b"/a", True)
    schedule.scanned(b"/a", 0.0, 1.0)
    schedule.scan_now(b"/a", 7.0)
    schedule.scan_now(b"/a", 50.0)
    schedule.scan_now(b"/unknown", 1.0)
    assert schedule.next_due(0.0) == 7.0
    assert schedule.due(7.0) == [b"/a"]


def test_a_root_that_left_is_forgotten():
    schedule = Schedule(900.0)
    schedule.set_roots([b"/a", b"/b"], 0.0)
    assert schedule.set_roots([b"/b"], 1.0) == ([], [b"/a"])
    assert schedule.roots() == (b"/b",)
    schedule.scanned(b"/a", 2.0, 1.0)
    assert schedule.next_due(2.0) == 0.0
    assert Schedule(900.0).next_due(0.0) is None
