from __future__ import annotations

import os
from contextlib import closing

import pytest
from asking import ask

from photoclip.browse.exports import Exports
from photoclip.browse.messages import LANES, Lane
from photoclip.browse.organizing_messages import Export
from photoclip.browse.photo_sets import photos_of_query
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import AddToAlbum, CreateAlbum, MoveInAlbum, Together
from photoclip.core.errors import Cancelled, PhotoClipError, QueryError
from photoclip.core.exports import ExportKind, ExportOptions, ExportProgress, ExportReport
from photoclip.session import Session


@pytest.fixture
def exports(session) -> Exports:
    return Exports(session)


def options(target, kind: ExportKind = ExportKind.COPIES, **more: object) -> ExportOptions:
    return ExportOptions(kind, os.fsencode(target), **more)


def test_a_question_has_a_lane_of_its_own():
    assert LANES[Export] is Lane.EXPORT


def test_a_selection_is_exported_in_its_order_with_progress(exports, session, tmp_path):
    wanted = photos_of_query(session, "sort:name")[::-1]
    asked = ask(exports, Export(options(tmp_path / "out", numbered=True), wanted))
    assert isinstance(asked.answer, ExportReport)
    assert asked.answer.made == len(wanted) == 5
    names = sorted(os.listdir(tmp_path / "out"))
    assert [name[5:] for name in names] == ["undated.png", "d e.jpg", "c.jpg", "b.jpg", "a.jpg"]
    assert asked.early[-1] == ExportProgress(5, 5)
    assert all(isinstance(one, ExportProgress) for one in asked.early)


def test_where_no_photos_are_named_the_querys_are_exported(exports, tmp_path):
    question = Export(options(tmp_path / "out", numbered=True), None, "date:2024 sort:date")
    report = ask(exports, question).answer
    assert isinstance(report, ExportReport)
    assert sorted(os.listdir(tmp_path / "out")) == ["0001 d e.jpg", "0002 c.jpg"]


def test_a_query_for_an_album_alone_has_the_albums_order(home):
    for n, name in enumerate("abc"):
        home.photo(f"{name}.jpg", n)
    with Session.open(home.library, owner=True) as session:
        session.add_roots([str(home.photos)])
        session.index()
        a, b, c = photos_of_query(session, "sort:name")
        session.apply(
            Together((CreateAlbum("Trip!"), *(AddToAlbum(n, "Trip!") for n in (b, c, a))))
        )
        session.apply(MoveInAlbum(a, "Trip!", c))
        assert photos_of_query(session, 'album:"trip!"') == (b, a, c)
        assert photos_of_query(session, "album:trip! sort:name") == (a, b, c)
        assert set(photos_of_query(session, "album:tr*")) == {a, b, c}


def test_a_sheet_is_made_too(exports, session, tmp_path):
    wanted = photos_of_query(session, "sort:name")
    place = tmp_path / "sheet.pdf"
    report = ask(exports, Export(options(place, ExportKind.SHEET), wanted)).answer
    assert isinstance(report, ExportReport)
    assert report.made == 5
    assert place.read_bytes().startswith(b"%PDF")


def test_dropping_the_question_ends_it(exports, session, tmp_path):
    token = CancelToken()
    token.cancel()
    wanted = photos_of_query(session, "sort:name")
    with pytest.raises(Cancelled):
        ask(exports, Export(options(tmp_path / "out"), wanted), token)
    assert not (tmp_path / "out").exists()


def test_a_mistake_is_told(exports, tmp_path):
    with pytest.raises(QueryError):
        ask(exports, Export(options(tmp_path / "out"), None, "rating:x"))
    with pytest.raises(PhotoClipError, match="nothing to export"):
        ask(exports, Export(options(tmp_path / "out"), ()))


def test_the_process_knows_who_exports(album):
    from photoclip.browse.process import MAKERS

    with closing(Session.open(album)) as session:
        assert isinstance(MAKERS[Lane.EXPORT](session), Exports)
