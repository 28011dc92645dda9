"""Filters in SQL mean what the language says."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

import numpy as np
import pytest

from photoclip.core.commands import (
    AddToAlbum,
    CreateAlbum,
    CreateLabel,
    Flag,
    MarkLabel,
    SetCaption,
    SetFlag,
    SetTitle,
    Verdict,
)
from photoclip.core.types import ContentHash, FileStamp, Metadata, PhotoReading, ScanEntry
from photoclip.search.filters import Conditions, distance_m
from photoclip.search.query import parse
from photoclip.store import columns, commands, files, photos

PHOTOS = {
    # name: (metadata, format, width, height)
    "Holidays/Paris/IMG_1.jpg": (
        Metadata(
            taken_at=datetime(2023, 7, 14, 12, 0),
            camera_make="FUJIFILM",
            camera_model="X-T5",
            lens="XF 23mm F2",
            latitude=48.8584,
            longitude=2.2945,
            rating=5,
            keywords=("tower", "Paris"),
        ),
        "jpeg",
        4000,
        3000,
    ),
    "Holidays/2024/IMG_2.heic": (
        Metadata(
            taken_at=datetime(2024, 1, 1, 0, 0),
            camera_make="Apple",
            camera_model="iPhone 15",
            rating=3,
            caption="New year",
        ),
        "heif",
        3024,
        4032,
    ),
    "garden/rose.png": (Metadata(rating=-1), "png", 100, 100),
    "garden/Été.webp": (Metadata(keywords=("category",)), "webp", 200, 100),
    "top.cr2": (
        Metadata(taken_at=datetime(2023, 12, 31, 23, 59, 59), latitude=-33.9, longitude=151.2),
        "raw",
        6000,
        4000,
    ),
}


@pytest.fixture
def filled(library, tmp_path):
    files.add_root(library, str(tmp_path / "Pictures").encode())
    (root,) = files.roots(library)
    with library.transaction() as connection:
        entries = [
            ScanEntry(name.encode(), FileStamp(1, n), n + 1, 0) for n, name in enumerate(PHOTOS)
        ]
        files.insert(connection, root, entries)
    with library.transaction() as connection:
        for n, (item, (metadata, kind, width, height)) in enumerate(
            zip(list(files.pending(library)), PHOTOS.values(), strict=True)
        ):
            reading = PhotoReading(
                stamp=FileStamp(1, n),
                content_hash=ContentHash(bytes([n]) * 32),
                format=kind,
                width=width,
                height=height,
                frames=1,
                metadata=metadata,
                pixels=np.zeros((1, 1, 3), np.uint8),
                thumbnail=b"",
            )
            photos.record(connection, item.id, reading)
    return library


def found(library, text: str) -> set[str]:
    conditions = Conditions(library.connection)
    conditions.add(parse(text).filters)
    conditions.add_visible()
    ids = columns.dated_where(library, conditions.where, conditions.parameters).ids.tolist()
    rows = photos.rows(library, ids)
    return {row.path.decode().rpartition("/")[2] for row in rows.values()}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date:2023", {"IMG_1.jpg", "top.cr2"}),
        ("date:2023-07", {"IMG_1.jpg"}),
        ("date:2024-01-01", {"IMG_2.heic"}),
        ("after:2023-07", {"IMG_2.heic", "top.cr2"}),
        ("before:2024", {"IMG_1.jpg", "top.cr2"}),
        ("date:2023-12..2024", {"IMG_2.heic", "top.cr2"}),
        ("-has:date", {"rose.png", "Été.webp"}),
        ("camera:fuji", {"IMG_1.jpg"}),
        ("camera:iphone*", set()),
        ("camera:*iphone*", {"IMG_2.heic"}),
        ("lens:23mm", {"IMG_1.jpg"}),
        ("type:heic", {"IMG_2.heic"}),
        ("type:raw,png", {"top.cr2", "rose.png"}),
        ("in:Holidays/", {"IMG_1.jpg", "IMG_2.heic"}),
        ("in:holidays/paris", {"IMG_1.jpg"}),
        ("in:Pictures", {name.rpartition("/")[2] for name in PHOTOS}),
        ("-in:Holidays", {"rose.png", "Été.webp", "top.cr2"}),
        ("name:img_*", {"IMG_1.jpg", "IMG_2.heic"}),
        ("name:été", {"Été.webp"}),
        ("rating:>=4", {"IMG_1.jpg"}),
        ("rating:rejected", {"rose.png"}),
        ("rating:none", {"Été.webp", "top.cr2"}),
        ("keyword:cat", set()),
        ("keyword:paris", {"IMG_1.jpg"}),
        ("-keyword:paris", {"IMG_2.heic", "rose.png", "Été.webp", "top.cr2"}),
        ("has:gps", {"IMG_1.jpg", "top.cr2"}),
        ("has:caption", {"IMG_2.heic"}),
        ("near:48.85,2.35,10km", {"IMG_1.jpg"}),
        ("near:48.85,2.35,1km", set()),
        ("is:portrait", {"IMG_2.heic"}),
        ("is:square", {"rose.png"}),
        ("is:landscape type:jpeg", {"IMG_1.jpg"}),
        ("is:offline", set()),
        ("is:animated", set()),
    ],
)
def test_a_filter_finds_exactly_what_it_says(filled, query, expected):
    assert found(filled, query) == expected


def test_a_filter_works_while_what_another_found_is_still_read(filled):
    made = Conditions(filled.connection)
    made.add(parse("keyword:t*").filters)
    sql = "SELECT photo.id FROM photo JOIN content ON content.id = photo.content_id, file"
    assert list(filled.connection.execute(f"{sql} WHERE {made.where}", made.parameters))
    with closing(filled.connection.execute(sql)) as reading:
        reading.fetchone()
        assert found(filled, "camera:fuji name:img_*") == {"IMG_1.jpg"}
        assert found(filled, "camera:*iphone* name:*.heic") == {"IMG_2.heic"}


@pytest.mark.parametrize(
    "query", ["camera:fuji", "near:48.85,2.35,10km", "rating:3..5", "date:2023"]
)
def test_a_minus_gives_exactly_the_others(filled, query):
    everything = {name.rpartition("/")[2] for name in PHOTOS}
    assert found(filled, f"-{query}") == everything - found(filled, query)


@pytest.fixture
def organised(filled):
    """What a person said of the photos: labels, albums, flags; and one of them lies there twice."""
    every = columns.dated_where(filled).ids.tolist()
    by_name = {
        row.path.decode().rpartition("/")[2]: row.id for row in photos.rows(filled, every).values()
    }
    tower, year, rose, summer = (
        by_name[name] for name in ("IMG_1.jpg", "IMG_2.heic", "rose.png", "Été.webp")
    )
    made = (
        *(MarkLabel(tower, "Tower", Verdict.CONFIRMED), MarkLabel(year, "tower", Verdict.REJECTED)),
        *(MarkLabel(rose, "red rose", Verdict.CONFIRMED), SetFlag(rose, Flag.PICKED)),
        *(AddToAlbum(tower, "Paris"), AddToAlbum(summer, "Paris"), AddToAlbum(rose, "Gärten 2024")),
        *(SetFlag(year, Flag.REJECTED), CreateAlbum("Best", "rating:5")),
        *(CreateLabel("Places/Paris"), CreateLabel("Places/Garden/Shade"), CreateLabel("Paris")),
        *(MarkLabel(rose, "Places/Paris", Verdict.REJECTED), SetTitle(summer, "Shade")),
        *(SetTitle(tower, ""), SetCaption(year, ""), SetCaption(rose, "A rose")),
    )
    for n, command in enumerate(made):
        commands.apply(filled, command, f"{n}")
    (root,) = files.roots(filled)
    of = dict(filled.connection.execute("SELECT name, id FROM label").fetchall())
    with filled.transaction() as connection:
        # Keywords made "Paris" one of the tower's labels, and so "Places/Paris".
        connection.executemany(
            "INSERT INTO label_tag VALUES (?, ?, ?, 0.5)",
            [
                *((of["Places/Paris"], year, "auto"), (of["Places/Paris"], rose, "auto")),
                *((of["Places/Paris"], tower, "suggested"), (of["Tower"], year, "auto")),
                *((of["Places/Garden/Shade"], summer, "auto"), (of["Paris"], summer, "suggested")),
                (of["Tower"], summer, "suggested"),
            ],
        )
        copies = [ScanEntry(name, FileStamp(1, 9), 99, 0) for name in (b"copy.png", b"gone.webp")]
        files.insert(connection, root, copies)
        for name, photo in ((b"copy.png", rose), (b"gone.webp", summer)):
            connection.execute(
                "UPDATE file SET photo_id = ?, state = 'ready' WHERE path = ?", (photo, name)
            )
        files.vanished(connection, [files.rows_of(filled, root.id)[b"gone.webp"].id], 0)
    return filled


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("label:tower", {"IMG_1.jpg"}),
        ("label:rose", set()),
        ("label:*rose*", {"rose.png"}),
        ("label:tower label:*rose", set()),
        ("label:Paris", {"IMG_1.jpg", "IMG_2.heic"}),
        ("label:/Paris", {"IMG_1.jpg"}),
        ("label:Places/paris", {"IMG_1.jpg", "IMG_2.heic"}),
        ("label:Places", {"IMG_1.jpg", "IMG_2.heic", "Été.webp"}),
        ("label:Places/*", {"IMG_1.jpg", "IMG_2.heic", "Été.webp"}),
        ("label:Garden", {"Été.webp"}),
        ("label:tower/*", set()),
        ("-label:Places", {"rose.png", "top.cr2"}),
        ("label:Tower/confirmed", {"IMG_1.jpg"}),
        ("label:Tower/rejected", {"IMG_2.heic"}),
        ("label:Tower/suggested", {"Été.webp"}),
        ("label:Tower/auto", set()),
        ("label:Places/Paris/imported", {"IMG_1.jpg"}),
        ("label:Places/Paris/suggested", set()),
        ("label:Places/auto", {"IMG_2.heic", "Été.webp"}),
        ("label:*/suggested", {"Été.webp"}),
        ("-label:*/rejected", {"IMG_1.jpg", "Été.webp", "top.cr2"}),
        ("has:label", {"IMG_1.jpg", "IMG_2.heic", "rose.png", "Été.webp"}),
        ("is:unlabelled", {"top.cr2"}),
        ("is:unlabelled label:*", set()),
        ("has:title", {"Été.webp"}),
        ("has:caption", {"rose.png"}),
        ("album:PARIS", {"IMG_1.jpg", "Été.webp"}),
        ("album:paris label:tower", {"IMG_1.jpg"}),
        ("album:g\u00c4rten*", {"rose.png"}),
        ("album:Best", set()),
        ("-album:Paris", {"IMG_2.heic", "rose.png", "top.cr2"}),
        ("has:album", {"IMG_1.jpg", "rose.png", "Été.webp"}),
        ("is:picked", {"rose.png"}),
        ("is:rejected", {"IMG_2.heic"}),
        ("is:unflagged", {"IMG_1.jpg", "Été.webp", "top.cr2"}),
        ("-is:rejected", {"IMG_1.jpg", "rose.png", "Été.webp", "top.cr2"}),
        ("is:duplicate", {"rose.png"}),
        ("-is:duplicate", {"IMG_1.jpg", "IMG_2.heic", "Été.webp", "top.cr2"}),
    ],
)
def test_what_a_person_said_is_found(organised, query, expected):
    assert found(organised, query) == expected


def test_an_offline_root_keeps_its_photos(filled):
    (root,) = files.roots(filled)
    with filled.transaction() as connection:
        files.set_offline(connection, root.id, "the drive is away")
    assert len(found(filled, "is:offline")) == len(PHOTOS)


def test_a_missing_file_is_hidden(filled):
    (root,) = files.roots(filled)
    row = files.rows_of(filled, root.id)[b"top.cr2"]
    with filled.transaction() as connection:
        files.vanished(connection, [row.id], 0)
    assert "top.cr2" not in found(filled, "type:raw")


def test_distances_are_those_of_the_globe():
    assert distance_m(48.8566, 2.3522, 51.5074, -0.1278) == pytest.approx(343_500, rel=0.01)
    assert distance_m(0, 179.9, 0, -179.9) == pytest.approx(22_240, rel=0.01)
    assert distance_m(1, 2, 1, 2) == 0
