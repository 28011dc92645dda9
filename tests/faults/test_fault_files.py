"""Most of a root deleted and restored; thousands of renames, with the program on and off."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

import pytest
from fault_home import once
from inspection import amount, until

from photoclip.core.commands import Flag, MarkLabel, SetFlag, SetRating, Verdict
from photoclip.core.events import ConfirmMissing
from photoclip.core.reports import IndexOptions
from photoclip.indexing.plan import MOST_FILES, MOST_SHARE
from photoclip.session import Session


def owner_of(session):
    return session._find_or_become_owner()


# --- most of a root deleted -----------------------------------------------------------------------


def delete_most(home, aside: Path, count: int) -> list[Path]:
    """Move more than the share that is asked about out of the root, in one go; their places."""
    aside.mkdir()
    gone = sorted(home.photos.glob("*.jpg"))[: int(count * MOST_SHARE) + 3]
    assert len(gone) > max(MOST_FILES, MOST_SHARE * count)
    for path in gone:
        path.rename(aside / path.name)
    return gone


def restore(gone: list[Path], aside: Path) -> None:
    for path in gone:
        (aside / path.name).rename(path)
    aside.rmdir()


@pytest.fixture
def rated_album(fault_home):
    """An album large enough that losing most of it is asked about."""
    count = amount(100, 2000)
    fault_home.album(count)
    fault_home.index(fault_home.photos)
    with Session.open(fault_home.library, owner=True) as session:
        for n in range(0, count, 10):
            photo = fault_home.photo_of(f"{n:05}.jpg")
            fault_home.acknowledged.apply(owner_of(session), SetRating(photo, n // 10 % 6))
    return count


def ratings(home) -> list[tuple]:
    return home.ask(
        "SELECT content.hash, own_rating FROM photo JOIN content ON content.id = content_id "
        "WHERE own_rating IS NOT NULL ORDER BY content.hash"
    )


def test_most_of_a_root_deleted_and_restored_under_a_running_worker(
    fault_home, rated_album, tmp_path
):
    home, count = fault_home, rated_album
    vectors, stars = home.vectors(), ratings(home)
    with home.worker() as worker:
        home.until_settled(worker, count)
        gone = delete_most(home, tmp_path / "aside", count)
        until(lambda: home.events_of(ConfirmMissing), "the question")
        for _again in range(2):
            assert worker.index(IndexOptions()).vanished == 0
        home.photo("new.jpg", 9999)  # life goes on
        home.until_settled(worker, count + 1)
        assert len(home.events_of(ConfirmMissing)) == 1
        assert "--accept-missing" in once(home.notices(), "gone at once")
        restore(gone, tmp_path / "aside")
        home.until_idle(worker)
        assert worker.index(IndexOptions()).did_nothing
        assert len(home.names()) == count + 1
        assert home.vectors()[:count] == vectors

        gone = delete_most(home, tmp_path / "aside", count)
        until(lambda: len(home.events_of(ConfirmMissing)) == 2, "the question anew")
        assert worker.index(IndexOptions(accept_missing=True)).vanished == len(gone)
        assert len(home.names()) == count + 1 - len(gone)
        assert worker.index(IndexOptions()).did_nothing

        restore(gone, tmp_path / "aside")
        home.until_settled(worker, count + 1)
    assert home.vectors()[:count] == vectors
    assert len(home.vectors()) == count + 1
    assert ratings(home) == stars
    home.inspect()


def test_most_of_a_root_deleted_and_restored_while_no_program_runs(
    fault_home, rated_album, tmp_path
):
    home, count = fault_home, rated_album
    vectors, stars = home.vectors(), ratings(home)
    gone = delete_most(home, tmp_path / "aside", count)
    for _twice in range(2):
        report = home.index()
        assert (report.vanished, report.offline) == (0, [])
        assert len(home.names()) == count
    assert len(home.events_of(ConfirmMissing)) == 2  # once by each command
    restore(gone, tmp_path / "aside")
    assert home.index().did_nothing

    gone = delete_most(home, tmp_path / "aside", count)
    assert home.index(accept_missing=True).vanished == len(gone)
    assert len(home.names()) == count - len(gone)
    assert home.index().did_nothing
    restore(gone, tmp_path / "aside")
    report = home.index()
    assert (report.returned, report.tally.done) == (len(gone), 0)
    assert len(home.names()) == count
    assert home.vectors() == vectors
    assert ratings(home) == stars
    home.inspect()


# --- renames --------------------------------------------------------------------------------------


def rename_all(home, rng: random.Random) -> set[str]:
    """Give every photo another name, place or both; the names there are then."""
    photos = sorted(path for path in home.photos.rglob("*.*") if path.is_file())
    for n, path in enumerate(photos):
        match n % 4:
            case 0:
                target = path.with_name(path.name.swapcase())  # only the case
            case 1:
                target = path.with_name(f"renamed-{rng.randrange(10**9)}.jpg")
            case 2:
                folder = home.photos / f"new folder {n % 7}" / f"{rng.randrange(10**9)}"
                target = folder / path.name
            case _:
                target = home.photos / f"{n % 3}" / f"other-{rng.randrange(10**9)}.jpg"
        assert not target.exists()
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    for folder in sorted(home.photos.glob("?")):  # and whole folders, with what is in them
        folder.rename(home.photos / f"{folder.name} was {rng.randrange(10**9)}")
    return {str(path.relative_to(home.photos)) for path in home.photos.rglob("*.*")}


@pytest.fixture
def album_to_rename(fault_home):
    count = amount(300, 10_000)
    for n in range(count):
        fault_home.photo(f"{n % 5}/{n:05}.jpg", n, size=(24, 16))
    fault_home.index(fault_home.photos)
    judge_some(fault_home, count)
    return count


def judge_some(home, count: int) -> None:
    with Session.open(home.library, owner=True) as session:
        port = owner_of(session)
        for n in range(0, count, max(1, count // 60)):
            photo = home.photo_of(f"{n % 5}/{n:05}.jpg")
            home.acknowledged.apply(port, SetRating(photo, n % 5 + 1))
            home.acknowledged.apply(port, SetFlag(photo, Flag.PICKED))
            home.acknowledged.apply(port, MarkLabel(photo, "kept", Verdict.CONFIRMED))


def judgements(home) -> list[tuple]:
    return home.ask(
        "SELECT content.hash, own_rating, flag, count(label_mark.photo_id) "
        "FROM photo JOIN content ON content.id = content_id "
        "LEFT JOIN label_mark ON label_mark.photo_id = photo.id "
        "GROUP BY photo.id ORDER BY content.hash"
    )


def check_renames(home, names: set[str], vectors: list, judged: list) -> None:
    assert home.names() == names
    assert home.vectors() == vectors
    assert judgements(home) == judged
    assert home.failures() == []
    for name in sorted(names)[:: max(1, len(names) // 50)]:  # each file is the photo it was
        ((content,),) = home.ask(
            "SELECT content.hash FROM file JOIN photo ON photo.id = photo_id "
            "JOIN content ON content.id = content_id WHERE path = ? AND missing_since IS NULL",
            os.fsencode(name),
        )
        assert content == hashlib.sha256((home.photos / name).read_bytes()).digest()


def test_renames_while_the_program_runs_keep_every_judgement(fault_home, album_to_rename):
    home = fault_home
    vectors, judged = home.vectors(), judgements(home)
    rng = random.Random(1)
    with home.worker() as worker:
        home.until_settled(worker, album_to_rename)
        for _round in range(2):
            names = rename_all(home, rng)
            assert len(names) == album_to_rename
            until(lambda: home.names() == names, "every new name")  # noqa: B023
            home.until_idle(worker)
            check_renames(home, names, vectors, judged)
        assert worker.starts == 1
    home.inspect()


def test_renames_while_no_program_runs_keep_every_judgement(fault_home, album_to_rename):
    home = fault_home
    vectors, judged = home.vectors(), judgements(home)
    rng = random.Random(2)
    for _round in range(2):
        names = rename_all(home, rng)
        report = home.index()
        assert (report.moved, report.added, report.vanished) == (album_to_rename, 0, 0)
        assert report.tally.done == 0
        check_renames(home, names, vectors, judged)
    home.inspect()


@pytest.mark.parametrize("running", [True, False])
def test_photos_that_swap_their_names_keep_what_was_said_of_each(fault_home, running):
    home = fault_home
    home.album(6)
    home.index(home.photos)
    with Session.open(home.library, owner=True) as session:
        for n in range(6):
            photo = home.photo_of(f"{n:05}.jpg")
            home.acknowledged.apply(owner_of(session), SetRating(photo, n % 6))
    vectors, judged = home.vectors(), judgements(home)

    def swap() -> None:
        a, b, c, d, e, aside = (home.photos / f"{n:05}.jpg" for n in (0, 1, 2, 3, 4, 99))
        a.rename(aside)
        b.rename(a)
        aside.rename(b)  # a pair
        c.rename(aside)
        d.rename(c)
        e.rename(d)
        aside.rename(e)  # a round of three

    def swapped() -> bool:
        rated = home.ask(
            "SELECT name, own_rating FROM file JOIN photo ON photo.id = photo_id "
            "WHERE missing_since IS NULL AND state = 'ready' ORDER BY name"
        )
        return [stars for _name, stars in rated] == [1, 0, 3, 4, 2, 5]

    if running:
        with home.worker() as worker:
            home.until_settled(worker, 6)
            swap()
            until(swapped, "every photo under its new name")
            home.until_idle(worker)
    else:
        swap()
        home.index()
    assert swapped()
    assert home.vectors() == vectors
    assert judgements(home) == judged
    assert home.names() == {f"{n:05}.jpg" for n in range(6)}
    home.inspect()
