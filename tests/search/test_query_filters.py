"""Each filter by example: what is typed, what it means, how it prints, what is refused."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from photoclip.core.errors import QueryError
from photoclip.core.labels import Source
from photoclip.core.types import PhotoId
from photoclip.search.query import (
    FILTERS,
    AlbumFilter,
    CameraFilter,
    CaptionFilter,
    DateFilter,
    Fact,
    Filter,
    FolderFilter,
    Glob,
    HasFilter,
    IdFilter,
    IsFilter,
    KeywordFilter,
    LabelFilter,
    LensFilter,
    NameFilter,
    NearFilter,
    PhotoType,
    Query,
    RatingFilter,
    Trait,
    TypeFilter,
    format_query,
    parse,
)


def only_filter(text: str) -> Filter:
    """The one filter `text` consists of."""
    query = parse(text)
    assert query.terms == ()
    (only,) = query.filters
    return only


def day(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day)


def folders(*names: str, anchored: bool = False) -> FolderFilter:
    return FolderFilter(tuple(map(Glob, names)), anchored)


RAW, JPEG, HEIC = PhotoType.RAW, PhotoType.JPEG, PhotoType.HEIC


@pytest.mark.parametrize(
    ("text", "meaning", "canonical"),
    [
        ("date:2024", DateFilter(day(2024), day(2025)), "date:2024"),
        ("date:2024-07", DateFilter(day(2024, 7), day(2024, 8)), "date:2024-07"),
        ("date:2024-12", DateFilter(day(2024, 12), day(2025)), "date:2024-12"),
        ("date:2024-7-5", DateFilter(day(2024, 7, 5), day(2024, 7, 6)), "date:2024-07-05"),
        ("date:2024-02-29", DateFilter(day(2024, 2, 29), day(2024, 3)), "date:2024-02-29"),
        ("date:2023..2024", DateFilter(day(2023), day(2025)), "date:2023..2024"),
        ("date:2023..2024-05", DateFilter(day(2023), day(2024, 6)), "date:2023-01..2024-05"),
        ("date:2023..", DateFilter(day(2023), None), "date:2023.."),
        ("date:2023-05-02..", DateFilter(day(2023, 5, 2), None), "date:2023-05-02.."),
        ("date:..2020-05", DateFilter(None, day(2020, 6)), "before:2020-06"),
        ("date:2024-01..2024-12", DateFilter(day(2024), day(2025)), "date:2024"),
        ('date:"2024"', DateFilter(day(2024), day(2025)), "date:2024"),
        ("after:2024", DateFilter(day(2025), None), "date:2025.."),
        ("after:2024-07-15", DateFilter(day(2024, 7, 16), None), "date:2024-07-16.."),
        ("before:2024", DateFilter(None, day(2024)), "before:2024"),
        ("before:2024-07", DateFilter(None, day(2024, 7)), "before:2024-07"),
        ("date:9998", DateFilter(day(9998), day(9999)), "date:9998"),
        ("after:9998", DateFilter(day(9999), None), "date:9999.."),
        ("before:1000", DateFilter(None, day(1000)), "before:1000"),
        ("camera:canon", CameraFilter(Glob("canon")), "camera:canon"),
        ('camera:"Canon EOS"', CameraFilter(Glob("Canon EOS")), 'camera:"Canon EOS"'),
        ("lens:*35mm*", LensFilter(Glob("*35mm*")), "lens:*35mm*"),
        ("type:raw", TypeFilter(frozenset({RAW})), "type:raw"),
        ("type:JPG", TypeFilter(frozenset({JPEG})), "type:jpeg"),
        ("type:heif,raw", TypeFilter(frozenset({HEIC, RAW})), "type:raw,heic"),
        ('type:"raw, jpg"', TypeFilter(frozenset({JPEG, RAW})), "type:raw,jpeg"),
        ("in:Holidays/", folders("Holidays"), "in:Holidays/"),
        ("in:Holidays", folders("Holidays"), "in:Holidays/"),
        ("in:2024/./Italy", folders("2024", "Italy"), "in:2024/Italy/"),
        ("in:/home/me/Pictures", folders("home", "me", "Pictures", anchored=True), None),
        ('in:"Summer 2024/Rome"', folders("Summer 2024", "Rome"), 'in:"Summer 2024/Rome/"'),
        ("in:2024*", folders("2024*"), "in:2024*/"),
        ("name:IMG_*", NameFilter(Glob("IMG_*")), "name:IMG_*"),
        ("name:IMG_**", NameFilter(Glob("IMG_*")), "name:IMG_*"),
        ('name:"what?.jpg"', NameFilter(Glob(r"what\?.jpg")), 'name:"what?.jpg"'),
        ('name:"my trip "*', NameFilter(Glob("my trip *")), 'name:"my trip "*'),
        ('name:"2^3"', NameFilter(Glob("2^3")), 'name:"2^3"'),
        ("rating:4", RatingFilter(4, 4), "rating:4"),
        ("rating:>=4", RatingFilter(4, 5), "rating:>=4"),
        ("rating:>3", RatingFilter(4, 5), "rating:>=4"),
        ("rating:<3", RatingFilter(1, 2), "rating:1..2"),
        ("rating:<=3", RatingFilter(1, 3), "rating:1..3"),
        ("rating:>0", RatingFilter(1, 5), "rating:>=1"),
        ("rating:3..5", RatingFilter(3, 5), "rating:>=3"),
        ("rating:..3", RatingFilter(1, 3), "rating:1..3"),
        ("rating:3..", RatingFilter(3, 5), "rating:>=3"),
        ("rating:0..2", RatingFilter(0, 2), "rating:0..2"),
        ("rating:none", RatingFilter(0, 0), "rating:none"),
        ("rating:0", RatingFilter(0, 0), "rating:none"),
        ("rating:rejected", RatingFilter(-1, -1), "rating:rejected"),
        ("keyword:beach", KeywordFilter(Glob("beach")), "keyword:beach"),
        ('keyword:"at sea"', KeywordFilter(Glob("at sea")), 'keyword:"at sea"'),
        ("caption:harbour", CaptionFilter(Glob("harbour")), "caption:harbour"),
        ('-caption:"a dog"*', CaptionFilter(Glob("a dog*"), negated=True), '-caption:"a dog"*'),
        ("label:Dog", LabelFilter(Glob("Dog")), "label:Dog"),
        ("label:*dog*", LabelFilter(Glob("*dog*")), "label:*dog*"),
        ('label:"guide dog"', LabelFilter(Glob("guide dog")), 'label:"guide dog"'),
        ("label:Animals/Dog", LabelFilter(Glob("Animals/Dog")), "label:Animals/Dog"),
        ("label:Animals/*", LabelFilter(Glob("Animals/*")), "label:Animals/*"),
        ('label:"My pets"/*', LabelFilter(Glob("My pets/*")), 'label:"My pets/"*'),
        ("label:Dog/AUTO", LabelFilter(Glob("Dog"), Source.AUTO), "label:Dog/auto"),
        ('label:"My dog/rejected"', LabelFilter(Glob("My dog"), Source.REJECTED), None),
        ("label:a/*/suggested", LabelFilter(Glob("a/*"), Source.SUGGESTED), "label:a/*/suggested"),
        ("label:/Dog", LabelFilter(Glob("Dog"), anchored=True), "label:/Dog"),
        ("label:/Dog/auto", LabelFilter(Glob("Dog"), Source.AUTO, anchored=True), None),
        ("label:auto", LabelFilter(Glob("auto")), "label:auto"),
        ("label:/auto", LabelFilter(Glob("auto"), anchored=True), "label:/auto"),
        ("label:auto/auto", LabelFilter(Glob("auto"), Source.AUTO), "label:auto/auto"),
        ('label:"a // b"/', LabelFilter(Glob("a/b")), "label:a/b"),
        ("-label:Dog/imported", LabelFilter(Glob("Dog"), Source.IMPORTED, negated=True), None),
        ('album:"Summer 2024"', AlbumFilter(Glob("Summer 2024")), 'album:"Summer 2024"'),
        ('album:"Summer "*', AlbumFilter(Glob("Summer *")), 'album:"Summer "*'),
        ('ALBUM:"50%?"', AlbumFilter(Glob(r"50%\?")), 'album:"50%?"'),
        ("-album:Trip", AlbumFilter(Glob("Trip"), negated=True), "-album:Trip"),
        ("has:label", HasFilter(Fact.LABEL), "has:label"),
        ("-has:albums", HasFilter(Fact.ALBUM, negated=True), "-has:album"),
        ("has:gps", HasFilter(Fact.GPS), "has:gps"),
        ("has:location", HasFilter(Fact.GPS), "has:gps"),
        ("has:caption", HasFilter(Fact.CAPTION), "has:caption"),
        ("has:Machine-Caption", HasFilter(Fact.MACHINE_CAPTION), "has:machine-caption"),
        ("near:48.85,2.35,10km", NearFilter(48.85, 2.35, 10_000), "near:48.85,2.35,10km"),
        ("near:48.85,2.35", NearFilter(48.85, 2.35, 10_000), "near:48.85,2.35,10km"),
        ("near:-33.9,+18.4,500m", NearFilter(-33.9, 18.4, 500), "near:-33.9,18.4,500m"),
        ("near:48.85,2.35,3", NearFilter(48.85, 2.35, 3_000), "near:48.85,2.35,3km"),
        ("near:0,0,1mi", NearFilter(0, 0, 1609.344), "near:0,0,1.609344km"),
        ('near:"48.85, 2.35, 2 KM"', NearFilter(48.85, 2.35, 2_000), "near:48.85,2.35,2km"),
        ("is:portrait", IsFilter(Trait.PORTRAIT), "is:portrait"),
        ("is:Offline", IsFilter(Trait.OFFLINE), "is:offline"),
        ("is:failed", IsFilter(Trait.FAILED), "is:failed"),
        ("is:animated", IsFilter(Trait.ANIMATED), "is:animated"),
        ("is:picked", IsFilter(Trait.PICKED), "is:picked"),
        ("is:Rejected", IsFilter(Trait.REJECTED), "is:rejected"),
        ("is:unflagged", IsFilter(Trait.UNFLAGGED), "is:unflagged"),
        ("is:duplicate", IsFilter(Trait.DUPLICATE), "is:duplicate"),
        ("is:duplicates", IsFilter(Trait.DUPLICATE), "is:duplicate"),
        ("is:unlabelled", IsFilter(Trait.UNLABELLED), "is:unlabelled"),
        ("-is:unlabeled", IsFilter(Trait.UNLABELLED, negated=True), "-is:unlabelled"),
        ("is:labelled", HasFilter(Fact.LABEL), "has:label"),
        ("-is:Labeled", HasFilter(Fact.LABEL, negated=True), "-has:label"),
        ("id:123", IdFilter(frozenset({PhotoId(123)})), "id:123"),
        ("id:9,3,3", IdFilter(frozenset({PhotoId(3), PhotoId(9)})), "id:3,9"),
        ("-type:raw", TypeFilter(frozenset({RAW}), negated=True), "-type:raw"),
        ("-in:Holidays/", FolderFilter((Glob("Holidays"),), negated=True), "-in:Holidays/"),
        ("-keyword:x", KeywordFilter(Glob("x"), negated=True), "-keyword:x"),
        ("-before:2024", DateFilter(None, day(2024), negated=True), "-before:2024"),
        ("DATE:2024", DateFilter(day(2024), day(2025)), "date:2024"),
    ],
)
def test_filter_means_and_prints(text: str, meaning: Filter, canonical: str | None) -> None:
    assert only_filter(text) == meaning
    printed = format_query(Query(filters=(meaning,)))
    if canonical is not None:
        assert printed == canonical
    assert only_filter(printed) == meaning


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("date:soon", "soon", "not a date"),
        ("date:2024-13", "2024-13", "no month 13"),
        ("date:2023-02-29", "2023-02-29", "no day 29"),
        ("date:24", "24", "not a date"),
        ("date:0999", "0999", "before the year 1000"),
        ("date:9999", "9999", "calendar ends"),
        ("date:2023..x", "x", "not a date"),
        ("date:x..2023", "x", "not a date"),
        ("date:..", "..", "at least one side"),
        ("date:2024..2023", "2024..2023", "ends before it starts"),
        ('date:"x"', '"x"', "not a date"),
        ("after:2023..2024", "2023..2024", "not a date"),
        ("after:9999-12-31", "9999-12-31", "calendar ends"),
        ('camera:""', '""', "nothing to look for"),
        ('label:""', '""', "nothing to look for"),
        ("label:/", "/", "no label"),
        ('label:"/ /"', '"/ /"', "no label"),
        ("label:Dog/auto/confirmed", "Dog/auto/confirmed", "no label"),
        ('album:" "', '" "', "nothing to look for"),
        ('caption:""', '""', "nothing to look for"),
        ("is:pickled", "pickled", 'did you mean "picked"'),
        ("type:raw,", "raw,", "does not know"),
        ("type:nef", "nef", "does not know"),
        ("in:/", "/", "no folder"),
        ("in:../x", "../x", "can't go up"),
        ("rating:6", "6", "not a rating"),
        ("rating:12..3", "12..3", "not a rating"),
        ("rating:>5", ">5", "no rating"),
        ("rating:<1", "<1", "no rating"),
        ("rating:5..3", "5..3", "no rating"),
        ("rating:..", "..", "not a rating"),
        ("rating:good", "good", "not a rating"),
        ("has:fun", "fun", "does not know"),
        ("is:nice", "nice", "does not know"),
        ("near:Paris", "Paris", "not a place"),
        ("near:48.85,", "48.85,", "not a place"),
        ("near:91,0", "91,0", "latitude"),
        ("near:0,181", "0,181", "longitude"),
        ("near:0,0,10ly", "0,0,10ly", "not a distance"),
        ("near:0,0,0m", "0,0,0m", "from 1 m"),
        ("near:0,0,99999km", "0,0,99999km", "from 1 m"),
        ("id:x", "x", "not a photo's number"),
        ("id:-1", "-1", "not a photo's number"),
        ("id:9223372036854775808", "9223372036854775808", "too large"),
        ("id:" + "9" * 5000, "9" * 5000, "not a photo's number"),
    ],
)
def test_filter_refuses(text: str, where: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse(f"dog {text}")
    assert f"dog {text}"[caught.value.start : caught.value.end] == where
    assert caught.value.expected


def test_the_table_describes_every_filter_with_an_example_that_works() -> None:
    assert len({entry.name for entry in FILTERS}) == len(FILTERS)
    for entry in FILTERS:
        assert entry.example.startswith(f"{entry.name}:")
        assert entry.help
        assert entry.expected
        assert parse(entry.example) != Query()
        for value in entry.values:
            assert parse(f"{entry.name}:{value}") != Query()


def test_every_example_in_the_manual_is_one_the_parser_reads() -> None:
    manual = Path(__file__).parents[2] / "docs" / "query-language.md"
    rows = re.findall(r"^\| (`.*?) \|", manual.read_text("utf-8"), re.MULTILINE)
    examples = [text for row in rows for text in re.findall(r"`([^`]+)`", row)]
    assert all(parse(text) != Query() for text in examples)
    for entry in FILTERS:
        assert any(f"{entry.name}:" in text for text in examples), entry.name


# --- what the patterns match ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "name", "holds"),
    [
        ("IMG_*", "img_0042.JPG", True),
        ("IMG_*", "my IMG_0042.JPG", False),
        ("0042", "IMG_0042.JPG", True),
        ("IMG_????.jpg", "IMG_0042.JPG", True),
        ("IMG_????.jpg", "IMG_042.JPG", False),
        ("*.nef", "DSC1.NEF", True),
        ("*a*b*", "xxaxxbxx", True),
        ("*a*b*", "xxbxxaxx", False),
        ("[1].jpg", "photo[1].jpg", True),
        ("caf\u00e9", "Cafe\u0301.jpg", True),
        ("STRASSE", "Straße.jpg", True),
        ('"a*b"', "a*b.jpg", True),
        ('"a*b"', "aab.jpg", False),
        ("a\\b", "a\\b.jpg", True),
    ],
)
def test_name_patterns(pattern: str, name: str, holds: bool) -> None:
    wanted = only_filter(f"name:{pattern}")
    assert isinstance(wanted, NameFilter)
    assert wanted.holds(name) is holds


@pytest.mark.parametrize(
    ("typed", "folder", "holds"),
    [
        ("in:Holidays/", "/home/me/Pictures/Holidays", True),
        ("in:Holidays/", "/home/me/Pictures/Holidays/2024/Rome", True),
        ("in:holidays", "/home/me/Pictures/Holidays", True),
        ("in:Holi", "/home/me/Pictures/Holidays", False),
        ("in:Holi*", "/home/me/Pictures/Holidays", True),
        ("in:Holidays/2024", "/home/me/Holidays/2024/Rome", True),
        ("in:Holidays/2024", "/home/me/Holidays/Old/2024", False),
        ("in:/home/me", "/home/me/Pictures", True),
        ("in:/me", "/home/me/Pictures", False),
        ("in:a/b/c", "/a/b", False),
        ("in:/a/b/c", "/a/b", False),
    ],
)
def test_folders(typed: str, folder: str, holds: bool) -> None:
    wanted = only_filter(typed)
    assert isinstance(wanted, FolderFilter)
    assert wanted.holds(folder) is holds


def test_a_keyword_is_a_whole_keyword() -> None:
    cat = only_filter("keyword:cat")
    assert isinstance(cat, KeywordFilter)
    assert cat.holds(["Dog", "Cat"])
    assert not cat.holds(["category"])
    assert not cat.holds([])


@pytest.mark.parametrize(
    ("typed", "label", "holds"),
    [
        ("Dog", "Dog", True),
        ("dog", "Animals/DOG", True),
        ("Dog", "Animals/Dog/Corgi", True),
        ("Animals", "Animals/Dog", True),
        ("Animals/Dog", "Life/Animals/Dog/Corgi", True),
        ("Animals/Corgi", "Animals/Dog/Corgi", False),
        ("Dog", "Animals/Dogfish", False),
        ("Dog*", "Animals/Dogfish", True),
        ("Animals/*", "Animals", False),
        ("Animals/*", "Animals/Dog/Corgi", True),
        ("/Dog", "Animals/Dog", False),
        ("/Animals/Dog", "animals/dog/Corgi", True),
        ("*", "Dog", True),
        ("b\u00e4r", "Tiere/B\u00c4R", True),
    ],
)
def test_a_label_is_named_by_parts_of_its_name(typed: str, label: str, holds: bool) -> None:
    wanted = only_filter(f"label:{typed}")
    assert isinstance(wanted, LabelFilter)
    assert wanted.holds([label]) is holds


@pytest.mark.parametrize("pattern", ["a//b", "/a", "a/", "a / b", "Dog/auto", "Dog/Confirmed"])
def test_a_label_filter_that_has_no_words_can_not_be_built(pattern: str) -> None:
    with pytest.raises(ValueError, match="label"):
        LabelFilter(Glob(pattern))


@pytest.mark.parametrize("name", ["label", "album"])
def test_a_label_and_an_album_are_named_whole(name: str) -> None:
    dog = only_filter(f"{name}:dog")
    assert isinstance(dog, LabelFilter | AlbumFilter)
    assert dog.holds(["Cat", "Dog"])
    assert not dog.holds(["hot dog"])
    assert not dog.holds([])
    any_dog = only_filter(f"{name}:*dog")
    assert isinstance(any_dog, LabelFilter | AlbumFilter)
    assert any_dog.holds(["hot Dog"])


def test_an_album_is_no_folder_any_more() -> None:
    assert isinstance(only_filter("album:2024"), AlbumFilter)
    with pytest.raises(QueryError, match="album"):
        parse("collection:2024")


def test_a_camera_is_found_across_make_and_model() -> None:
    camera = only_filter('camera:"canon eos"')
    assert isinstance(camera, CameraFilter)
    assert camera.holds("Canon", "EOS R5")
    assert camera.holds("Canon", "Canon EOS R5")
    assert not camera.holds("Canon", None)
    assert not camera.holds(None, None)
    starting = only_filter("camera:EOS*")
    assert isinstance(starting, CameraFilter)
    assert starting.holds("Canon", "EOS R5")


def test_an_unknown_lens_is_no_lens() -> None:
    lens = only_filter("lens:35mm")
    assert isinstance(lens, LensFilter)
    assert lens.holds("XF 35mm F2")
    assert not lens.holds(None)


def test_a_pattern_full_of_stars_still_answers() -> None:
    assert not Glob("*a" * 2_000 + "*b").matches("a" * 20_000)


@pytest.mark.parametrize("pattern", ["", "  ", "**", "a\\", "a\\b"])
def test_a_pattern_not_in_normal_form_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="normal form"):
        Glob(pattern)


@pytest.mark.parametrize(
    "build",
    [
        lambda: DateFilter(None, None),
        lambda: DateFilter(day(2024), day(2024)),
        lambda: DateFilter(datetime(2024, 1, 1, 12), None),
        lambda: DateFilter(day(999), None),
        lambda: TypeFilter(frozenset()),
        lambda: FolderFilter(()),
        lambda: FolderFilter((Glob("a/b"),)),
        lambda: FolderFilter((Glob(".."),)),
        lambda: RatingFilter(-1, 3),
        lambda: RatingFilter(4, 3),
        lambda: NearFilter(91, 0),
        lambda: NearFilter(0, 0, 0),
        lambda: NearFilter(float("nan"), 0),
        lambda: IdFilter(frozenset()),
        lambda: IdFilter(frozenset({PhotoId(-1)})),
    ],
)
def test_a_filter_the_language_has_no_words_for_is_refused(build: object) -> None:
    assert callable(build)
    with pytest.raises(ValueError, match=r"."):
        build()
