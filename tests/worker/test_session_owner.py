"""The session: the same calls with an owner elsewhere, and as the owner itself."""

from __future__ import annotations

from contextlib import closing

import pytest

from photoclip.core.commands import CreateLabel, SetSetting, Together
from photoclip.core.errors import PhotoClipError
from photoclip.session import Session
from photoclip.store import database, photos
from photoclip.worker.preferences import Preferences


@pytest.fixture(params=["alone", "with a worker"])
def opened(request, home):
    home.photo("one.jpg", 1)
    with Session.open(home.library, owner=True) as session:
        session.add_roots([str(home.photos)])
        session.index()
    if request.param == "alone":
        yield lambda: Session.open(home.library, owner=True)
    else:
        with home.worker() as worker:
            worker.state()
            yield lambda: Session.open(home.library, owner=True)


@pytest.mark.torch
def test_stars_given_by_hand_are_found_and_undone_one_by_one(opened, home):
    path = str(home.photos / "one.jpg")
    with opened() as session:
        (photo,) = session.rate([path], 2)
        session.rate([f"#{photo}"], 5)
        assert len(session.search("rating:5").hits) == 1
    with opened() as session:
        session.undo()
        assert len(session.search("rating:2").hits) == 1
        session.undo()
        assert len(session.search("rating:none").hits) == 1


@pytest.mark.torch
def test_a_folder_taken_out_comes_back_with_what_was_made_by_hand(opened, home):
    with opened() as session:
        session.rate([str(home.photos / "one.jpg")], 4)
        session.remove_root(str(home.photos))
        assert session.search("sort:name").hits == []
        session.add_roots([str(home.photos)])
        report = session.index()
        assert report.tally.embedded == 0
        assert len(session.search("rating:4").hits) == 1


def test_mistakes_are_answered_with_what_would_be_right(opened, home, tmp_path):
    with opened() as session:
        with pytest.raises(PhotoClipError, match="not a photo of this library"):
            session.rate([str(tmp_path / "none.jpg")], 3)
        with pytest.raises(PhotoClipError, match="not a photo of this library"):
            session.rate(["#999"], 3)
        with pytest.raises(PhotoClipError, match="not a folder of this library") as caught:
            session.remove_root(str(tmp_path))
        assert str(home.photos) in caught.value.hint
        with pytest.raises(PhotoClipError, match="no setting") as caught:
            session.set_preference("speed", ("1",))
        assert "cores" in caught.value.hint
        for name, word in (("cores", "many"), ("on-battery", "7"), ("idle-minutes", "0")):
            with pytest.raises(PhotoClipError, match="no value for"):
                session.set_preference(name, (word,))


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("worker.cores", "many", "no value for cores"),
        ("worker.stay", 1, "no value for stay"),
        ("worker.scan_minutes", 0, "no value for scan-minutes"),
        ("worker.ignore", "*.tmp", "no value for ignore"),
        ("worker.ignore", ["*.tmp", "!"], "makes no sense"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_whoever_sends_it(opened, key, value, why):
    with opened() as session:
        session.set_preference("ignore", ("*.bak",))
        with pytest.raises(PhotoClipError, match=why):
            session.apply(Together((CreateLabel("Biscuit"), SetSetting(key, value))))
        assert session.preferences() == Preferences(ignore=("*.bak",))


def test_settings_hold_until_they_are_forgotten(opened):
    with opened() as session:
        session.set_preference("cores", ("1",))
        session.set_preference("ignore", ("*.tmp", "/Exports/"))
        assert session.preferences().cores == 1
        assert session.preferences().ignore == ("*.tmp", "/Exports/")
        session.set_preference("cores", ())
        assert session.preferences().cores == 0


@pytest.mark.torch
def test_an_edit_whose_photo_is_gone_does_not_block_undoing_those_before(home):
    path = str(home.photo("one.jpg", 1))
    with Session.open(home.library, owner=True) as session:
        session.add_roots([str(home.photos)])
        session.apply(CreateLabel("Biscuit"))
        session.index()
        session.rate([path], 3)
        session.rate([path], None)
        session.set_preference("cores", ("1",))
        session.remove_root(str(home.photos))
    with closing(database.open_owner(home.library)) as library, library.transaction() as connection:
        assert len(photos.delete_orphans(connection)) == 1
    with Session.open(home.library, owner=True) as session:
        undone = session.undo()
        assert undone is not None
        assert undone.undo == Together((CreateLabel("Biscuit"),))  # what would do it again
        assert session.undo() is None  # folders and settings are left as they are
        assert session.preferences().cores == 1
