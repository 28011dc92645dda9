"""Lists: which pictures a query finds, in which order, under which headings."""

from __future__ import annotations

import json
import os
import shutil
import signal
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from asking import ask, find, keys_of, scores_of, sections_of
from PIL import Image
from worker_home import until

from benchmarks import browse_library
from photoclip.browse.facts import Facts
from photoclip.browse.lists import FIRST, Lists
from photoclip.browse.messages import ChipKind, Find, Listing, Mistake, Order
from photoclip.browse.overview_messages import GetOverview
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import AddToAlbum, DeleteAlbum, SetSetting
from photoclip.core.errors import Cancelled, ModelError
from photoclip.core.types import Band
from photoclip.embed import weights
from photoclip.scenes.render import render
from photoclip.scenes.spec import sample_spec
from photoclip.session import Session
from photoclip.store import database, photos, settings
from photoclip.worker import borrowed


@pytest.fixture
def lists(session) -> Lists:
    return Lists(session)


def names_of(session, keys: list[int]) -> list[str]:
    rows = photos.rows(session.library, [key for key in keys if key > 0])
    waiting = {
        -key: name for key, name in session.library.connection.execute("SELECT id, name FROM file")
    }
    return [
        os.path.basename(os.fsdecode(rows[key].path)) if key > 0 else waiting[key] for key in keys
    ]


# --- without words -----------------------------------------------------------------------------------


def test_everything_is_listed_newest_first_then_what_has_no_date_then_what_waits(lists, session):
    listing = find(lists)
    assert names_of(session, keys_of(listing)) == [
        "d e.jpg", "c.jpg", "a.jpg", "b.jpg", "undated.png", "new.jpg",
    ]  # fmt: skip
    assert sections_of(listing) == [
        ("month", "2024-07", 2), ("month", "2023-05", 2), ("undated", "", 1), ("waiting", "", 1),
    ]  # fmt: skip
    assert keys_of(listing)[-1] < 0
    assert (listing.scores, listing.ranked, listing.complete) == (b"", False, True)


def test_days_are_sections_where_they_are_asked_for(lists):
    assert sections_of(find(lists, by_day=True))[:3] == [
        ("day", "2024-07-16", 1), ("day", "2024-07-15", 1), ("day", "2023-05-01", 2),
    ]  # fmt: skip


def test_the_oldest_come_first_and_those_without_a_date_last_all_the_same(lists, session):
    listing = find(lists, order=Order.OLDEST)
    assert names_of(session, keys_of(listing))[:5] == [
        "a.jpg", "b.jpg", "c.jpg", "d e.jpg", "undated.png",
    ]  # fmt: skip


def test_the_order_in_the_query_wins_over_the_one_of_the_window(lists, session):
    listing = find(lists, "sort:-name", Order.OLDEST)
    assert names_of(session, keys_of(listing))[:2] == ["undated.png", "d e.jpg"]
    assert sections_of(listing) == [("all", "", 5), ("waiting", "", 1)]


def test_stars_order_a_list_and_photos_without_them_come_last(lists, session, album):
    with Session.open(album, owner=True) as owner:
        first, second = keys_of(find(lists, "sort:name"))[:2]
        owner.rate([f"#{first}"], 2)
        owner.rate([f"#{second}"], 5)
    try:
        assert keys_of(find(lists, order=Order.RATING))[:2] == [second, first]
        assert keys_of(find(lists, "sort:-rating"))[:2] == [first, second]
    finally:
        with Session.open(album, owner=True) as owner:
            owner.rate([f"#{first}", f"#{second}"], None)


def test_an_album_has_its_own_order_unless_another_is_asked_for(lists, session, album):
    by_name = dict(zip(names_of(session, keys_of(find(lists))), keys_of(find(lists)), strict=True))
    names = ["b.jpg", "undated.png", "c.jpg"]
    with Session.open(album, owner=True) as owner:
        for name in names:
            owner.apply(AddToAlbum(by_name[name], "Our trip"))
        try:
            for query in ('album:"our trip"', "album:our*"):
                listing = find(lists, query)
                assert names_of(session, keys_of(listing)) == names
                assert (sections_of(listing), listing.album) == ([("all", "", 3)], "Our trip")
            narrowed = find(lists, "album:our* has:date")
            assert names_of(session, keys_of(narrowed)) == ["b.jpg", "c.jpg"]
            newest = find(lists, "album:our*", order=Order.NEWEST)
            assert names_of(session, keys_of(newest)) == ["c.jpg", "b.jpg", "undated.png"]
            assert newest.album == ""
            for query in ("album:our* sort:name", "-album:our*", "album:our* album:our*"):
                assert find(lists, query).album == ""
        finally:
            owner.apply(DeleteAlbum("Our trip"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date:2023", ["a.jpg", "b.jpg"]),
        ("name:new", ["new.jpg"]),
        ("in:summer", ["d e.jpg", "c.jpg", "new.jpg"]),
        ("-in:summer -name:b*", ["a.jpg", "undated.png"]),
        ("camera:canon in:summer", ["d e.jpg", "c.jpg"]),
        ("type:png", ["undated.png"]),
        ("is:duplicate", ["a.jpg"]),
        ("id:999", []),
    ],
)
def test_files_that_wait_are_listed_only_under_filters_they_can_answer(
    lists, session, query, expected
):
    assert names_of(session, keys_of(find(lists, query))) == expected


def test_files_that_could_not_be_read_are_listed_when_they_are_asked_for(lists, session):
    listing = find(lists, "is:failed")
    assert names_of(session, keys_of(listing)) == ["broken.jpg"]
    assert keys_of(listing)[0] < 0
    assert find(lists, "is:failed type:jpeg").count == 0


def test_a_photo_whose_file_vanished_is_not_listed(tmp_path, make_photo):
    kept, gone = make_photo(tmp_path / "p" / "1.jpg", 1), make_photo(tmp_path / "p" / "2.jpg", 2)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.add_roots([str(tmp_path / "p")])
        session.index()
        lists = Lists(session)
        assert find(lists).count == 2
        gone.unlink()
        session.index()
        assert names_of(session, keys_of(find(lists))) == [kept.name]
        assert find(lists, "type:jpeg").count == 1


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "library"
    browse_library.make(folder, 21_000, waiting=3)
    return folder


def test_a_long_list_begins_at_once_with_what_is_first(large):
    with Session.open(large) as session:
        lists = Lists(session)
        for order in (Order.NEWEST, Order.OLDEST):
            asked = ask(lists, Find("", order))
            (first,) = asked.early
            assert isinstance(first, Listing)
            assert isinstance(asked.answer, Listing)
            assert (first.complete, first.count) == (False, FIRST)
            dates = photos.rows(session.library, keys_of(first))
            whole = keys_of(asked.answer)
            assert {dates[key].taken_at for key in keys_of(first)} == {
                row.taken_at for row in photos.rows(session.library, whole[:FIRST]).values()
            }
            assert len(whole) == 21_003
            assert ask(lists, Find("", order)).early == []  # known by now


def test_a_list_is_in_the_order_of_time_whatever_its_length(large):
    with Session.open(large) as session:
        lists = Lists(session)
        keys = [key for key in keys_of(find(lists, "sort:date")) if key > 0]
        taken = dict(session.library.connection.execute("SELECT id, taken_at FROM photo"))
        dated = [taken[key] for key in keys if taken[key]]
        assert dated == sorted(dated, reverse=True)
        assert all(taken[key] is None for key in keys[len(dated) :])
        found = find(lists, "date:2015 camera:sony")
        assert sorted(keys_of(found)) == [
            key
            for (key,) in session.library.connection.execute(
                "SELECT id FROM photo WHERE taken_at LIKE '2015%' AND camera LIKE 'SONY%'"
            )
        ]


def test_a_dropped_question_ends_before_it_is_answered(large):
    cancel = CancelToken()
    cancel.cancel()
    with Session.open(large) as session:
        for query in ("", "name:*7*", "-a castle"):
            with pytest.raises(Cancelled):
                ask(Lists(session), Find(query), cancel)


# --- how a query is understood -----------------------------------------------------------------------


def test_a_mistake_is_shown_where_it_is(lists):
    mistake = ask(lists, Find("date:2023 colour:red")).answer
    assert isinstance(mistake, Mistake)
    assert (mistake.start, mistake.end) == (10, 17)
    assert mistake.expected


def test_a_photo_that_is_not_there_is_a_mistake_in_its_place(lists):
    mistake = ask(lists, Find("date:2023 like:#4711")).answer
    assert isinstance(mistake, Mistake)
    assert (mistake.start, mistake.end) == (10, 20)


def test_every_part_of_a_query_is_a_chip_that_says_what_is_left_without_it(lists):
    listing = find(lists, "-name:x* type:png date:2023 sort:-date")
    assert [(chip.kind, chip.text, chip.negated) for chip in listing.chips] == [
        (ChipKind.FILTER, "-name:x*", True),
        (ChipKind.FILTER, "type:png", False),
        (ChipKind.FILTER, "date:2023", False),
        (ChipKind.ORDER, "sort:-date", False),
    ]
    assert listing.chips[1].without == "-name:x* date:2023 sort:-date"
    assert (listing.chips[3].name, listing.chips[3].value) == ("sort", "-date")
    assert listing.understood == "-name:x* type:png date:2023 sort:-date"


# --- with words --------------------------------------------------------------------------------------

SHOWN = ("lighthouse", "castle", "pizza", "bicycle", "snowman", "giraffe")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory) -> Path:
    """A library of drawn scenes, four of each kind, with dates in the order they were drawn."""
    folder = tmp_path_factory.mktemp("scenes")
    (folder / "photos").mkdir()
    for number, name in enumerate(SHOWN * 4):
        rng = np.random.default_rng((78, number))
        exif = Image.Exif()
        exif[306] = f"2024:01:{number + 1:02d} 12:00:00"
        picture = Image.fromarray(render(sample_spec(rng, name), 160))
        picture.save(folder / "photos" / f"{name} {number:02d}.jpg", quality=92, exif=exif)
    with Session.open(folder / "library", owner=True) as session:
        session.add_roots([str(folder / "photos")])
        session.index()
    return folder / "library"


@pytest.fixture
def owner(scenes):
    """The library's owner, who has the model."""
    with Session.open(scenes, owner=True) as session:
        yield session


@pytest.mark.torch
def test_words_rank_photos_under_headings_of_likelihood(owner, scenes):
    with Session.open(scenes) as session:
        listing = find(Lists(session), "a castle")
        assert listing.ranked
        assert sections_of(listing)[0][:2] == ("band", "likely")
        assert "castle" in names_of(session, keys_of(listing))[0]
        scores = scores_of(listing)
        assert scores == sorted(scores, reverse=True)
        assert sum(listing.counts.values()) == 24
        assert listing.count == listing.counts[Band.LIKELY] + listing.counts[Band.MAYBE]
        everything = find(Lists(session), "a castle", all_bands=True)
        assert everything.count == 24
        assert sections_of(everything)[-1][:2] == ("band", "unlikely")


@pytest.mark.torch
def test_another_order_keeps_the_headings(owner, scenes):
    with Session.open(scenes) as session:
        lists = Lists(session)
        best, newest = (
            find(lists, "a castle", all_bands=True),
            find(lists, "a castle", Order.NEWEST, all_bands=True),
        )
        assert sections_of(best) == sections_of(newest)
        taken = photos.rows(session.library, keys_of(newest))
        for section in newest.sections:
            keys = keys_of(newest)[section.start : section.start + section.count]
            assert sorted(keys) == sorted(
                keys_of(best)[section.start : section.start + section.count]
            )
            dates = [taken[key].taken_at for key in keys]
            assert dates == sorted(dates, reverse=True)


@pytest.mark.torch
def test_photos_without_a_vector_are_counted(owner, scenes):
    with Session.open(scenes) as session:
        lists = Lists(session)
        assert find(lists, "a castle").unindexed == 0
        (first,) = keys_of(find(lists, "a castle", all_bands=True))[:1]
        library = owner._port.library  # type: ignore[union-attr]
        with library.transaction() as connection:
            connection.execute(
                "DELETE FROM vector WHERE content_id = "
                "(SELECT content_id FROM photo WHERE id = ?)", (first,)
            )  # fmt: skip
        fewer = find(lists, "a castle", all_bands=True)
        assert fewer.unindexed == 1
        assert first not in keys_of(fewer)
    owner.index()


@pytest.mark.torch
def test_sessions_of_one_process_share_their_vectors(owner, scenes):
    with Session.open(scenes) as one, Session.open(scenes) as other:
        assert one.engine.index is other.engine.index


# --- the model belongs to the owner ------------------------------------------------------------------


def test_without_an_owner_a_search_waits_says_so_and_gives_up_with_advice(scenes, monkeypatch):
    monkeypatch.setattr(borrowed, "PATIENCE_S", 0.5)
    with Session.open(scenes) as session:
        asked = []
        with pytest.raises(ModelError) as caught:
            Lists(session).answer(
                Find("a castle in a place of its own"), asked.append, asked.append, CancelToken()
            )
        assert asked == [borrowed.LOADING]
        assert caught.value.hint


def test_who_stops_waiting_for_an_owner_is_let_go(scenes):
    cancel = CancelToken()
    with Session.open(scenes) as session, pytest.raises(Cancelled):
        Lists(session).answer(
            Find("a castle on another hill"),
            lambda _early: None,
            lambda _reason: cancel.cancel(),
            cancel,
        )


@pytest.mark.torch
def test_the_next_owner_answers_when_one_was_killed(home, make_photo):
    home.photo("one.jpg", 1)
    with home.worker() as worker:
        home.add_root(worker)
        until(lambda: home.names() == {"one.jpg"}, "the photo is read")
        with Session.open(home.library) as session:
            lists = Lists(session)
            assert sum(find(lists, "a lighthouse").counts.values()) == 1
            pid = worker.state().pid
            os.kill(pid, signal.SIGKILL)
            assert sum(find(lists, "something never asked before").counts.values()) == 1
            assert worker.state().pid != pid


def test_without_its_model_a_library_can_still_be_looked_through(tmp_path, make_photo):
    make_photo(tmp_path / "p" / "1.jpg", 1)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.add_roots([str(tmp_path / "p")])
        session.index()
        lists = Lists(session)
        assert session.model.name == "photoclip-scenes"
        session.apply(SetSetting(settings.ACTIVE_MODEL, "a model that was removed"))
        assert find(lists).count == 1
        overview = ask(Facts(session), GetOverview()).answer
        assert (overview.model, overview.model_missing) == ("a model that was removed", True)
        with pytest.raises(ModelError):
            find(lists, "a castle")


@pytest.mark.torch
def test_another_model_chosen_meanwhile_is_used_from_then_on(scenes, tmp_path):
    with Session.open(scenes) as session:
        lists = Lists(session)
        find(lists)
        before = session.model.path
        other = tmp_path / "models" / "other"
        shutil.copytree(before, other)
        card = json.loads((other / weights.CARD).read_text("utf-8"))
        (other / weights.CARD).write_text(json.dumps({**card, "name": "other"}), "utf-8")
        with closing(database.open_owner(scenes)) as library:
            settings.put(library, settings.ACTIVE_MODEL, str(other))
        try:
            find(lists)
            assert session.model.path == other
        finally:
            with closing(database.open_owner(scenes)) as library:
                settings.put(library, settings.ACTIVE_MODEL, str(before))
        find(lists)
        assert session.model.path == before
