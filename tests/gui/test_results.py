"""The model of the photos found."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from photoclip.gui.bridge.old_thumbnails import ThumbnailLoader
from photoclip.gui.models.results import BADGE_ROLE, NOTE_ROLE, Photo, ResultsModel

ROW = {"path": "/p/a.jpg", "score": 0.9, "band": "likely", "id": 1, "offline": False}


@pytest.fixture
def model():
    owner = QObject()
    loader = ThumbnailLoader(4000, owner)  # so large that the cache holds a single one
    yield ResultsModel(loader, 1.0, owner)
    loader.close()


def photo(**fields):
    return Photo.from_json({**ROW, **fields})


def test_the_model_keeps_qts_rules(model):
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for count in (3, 0, 5):
        model.show([photo()] * count)
        assert model.rowCount() == count


def test_a_ranked_photo_has_a_badge_and_a_filtered_one_has_none(model):
    model.show([photo(similarity=0.31), photo()])
    assert [model.index(row).data(BADGE_ROLE) for row in (0, 1)] == ["Likely", ""]


def test_a_photo_whose_drive_is_away_says_so(model):
    model.show([photo(taken_at="2024-07-01T12:00:00"), photo(offline=True)])
    assert [model.index(row).data(NOTE_ROLE) for row in (0, 1)] == ["2024-07-01", "Offline"]


def test_a_screen_reader_hears_name_band_and_day(model):
    model.show([photo(similarity=0.3, taken_at="2024-07-01T12:00:00")])
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0).data(role) == "a.jpg, likely, 2024-07-01"


@pytest.mark.parametrize("name", ["\u202egpj.a", "a\nb.jpg", os.fsdecode(b"\xff.jpg")])
def test_a_name_cannot_hide_or_reorder_itself(model, name):
    model.show([photo(path=f"/p/{name}")])
    assert "\N{REPLACEMENT CHARACTER}" in model.index(0).data()


def test_a_name_that_looks_like_html_is_shown_as_it_is(model):
    model.show([photo(path="/p/<b>x</b>.jpg")])
    assert "&lt;b&gt;" in model.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_thumbnail_arrives_later_and_the_cache_is_bounded(model, library, until):
    files = sorted((library / "thumbnails").rglob("*.jpg"))[:2]
    model.show([photo(thumbnail=str(file)) for file in files])
    changed = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    for row in (0, 1):
        index = model.index(row)
        assert index.data(Qt.ItemDataRole.DecorationRole) is None
        until(lambda row=row: row in changed)
        assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None


def test_a_missing_thumbnail_is_asked_for_once(model, tmp_path, until):
    model.show([photo(thumbnail=str(tmp_path / "none.jpg"))])
    changed = []
    model.dataChanged.connect(lambda *_: changed.append(True))
    index = model.index(0)
    assert index.data(Qt.ItemDataRole.DecorationRole) is None
    until(lambda: changed)
    assert index.data(Qt.ItemDataRole.DecorationRole).isNull()
