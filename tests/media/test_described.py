from __future__ import annotations

import pytest

from photoclip.core.errors import PhotoClipError
from photoclip.media.described import changes_between, planned
from photoclip.media.write_request import Wanted

SUBJECT, IPTC = "Xmp.dc.subject", "Iptc.Application2.Keywords"
BARS, SLASHES = "Xmp.lr.hierarchicalSubject", "Xmp.digiKam.TagsList"
WINDOWS = "Xmp.MicrosoftPhoto.LastKeywordXMP"


def plan(fields, *, iptc=True, **wanted):
    return planned(fields, Wanted(**wanted), iptc=iptc)


def test_a_file_without_anything_gets_all_fields():
    assert plan(
        {}, keywords=("Dog", "Sea"), paths=("Animals/Dog",), rating=4, title="T", caption="C"
    ) == {
        SUBJECT: ("Dog", "Sea"),
        IPTC: ("Dog", "Sea"),
        BARS: ("Animals|Dog", "Sea"),
        SLASHES: ("Animals/Dog", "Sea"),
        WINDOWS: ("Animals/Dog", "Sea"),
        "Xmp.xmp.Rating": ("4",),
        "Xmp.dc.title": ("T",),
        "Xmp.dc.description": ("C",),
    }


def test_what_is_left_is_left_and_what_is_there_already_does_not_change():
    wanted = {"keywords": ("Dog",), "paths": ("Dog",), "rating": 3, "title": "T", "caption": "C"}
    assert plan(plan({}, **wanted), **wanted) == {}
    assert plan({SUBJECT: ("x",), "Xmp.xmp.Rating": ("4.0",)}, rating=4) == {}


def test_order_and_spelling_of_what_stays_are_kept():
    fields = {SUBJECT: ("b", " a ", "gone"), IPTC: ("b",)}
    new = plan(fields, keywords=("a", "b", "c"))
    assert new == {SUBJECT: ("b", " a ", "c"), IPTC: ("b", "a", "c")}


def test_a_change_of_case_is_written():
    assert plan({SUBJECT: ("dog",)}, keywords=("Dog",), iptc=False) == {SUBJECT: ("Dog",)}


def test_iptc_is_cut_to_64_bytes_between_letters():
    long = "ä" * 40
    new = plan({}, keywords=(long,))
    assert new[SUBJECT] == (long,)
    assert new[IPTC] == ("ä" * 32,)
    assert plan({SUBJECT: (long,), IPTC: ("ä" * 32,)}, keywords=(long,)) == {}
    assert plan({SUBJECT: (long,), IPTC: (long,)}, keywords=(long,)) == {}


def test_digikams_internal_tags_stay():
    fields = {SLASHES: ("_Digikam_Internal_Tags/Need Resolving History", "Old")}
    new = plan(fields, paths=("New",))
    assert new[SLASHES] == ("New", "_Digikam_Internal_Tags/Need Resolving History")
    assert plan(fields, paths=())[SLASHES] == ("_Digikam_Internal_Tags/Need Resolving History",)


def test_a_bar_in_a_name_is_no_level():
    new = plan({}, paths=("a|b", "c/d"))
    assert new[BARS] == ("c|d",)
    assert new[SLASHES] == ("a|b", "c/d")


def test_a_slash_in_somebody_elses_name_is_left_as_it_is_written():
    fields = {BARS: ("24/7|x",), SLASHES: ("24/7/x",), WINDOWS: ("24/7/x",)}
    assert plan(fields, paths=("24/7/x",)) == {}


def test_stars_and_words_of_others_do_not_contradict():
    fields = {
        "Exif.Image.Rating": ("1",),
        "Exif.Image.RatingPercent": ("1",),
        "Xmp.MicrosoftPhoto.Rating": ("1",),
        "Exif.Image.ImageDescription": ("old",),
        "Iptc.Application2.ObjectName": ("old",),
        "Iptc.Application2.Caption": ("old",),
        "Exif.Image.XPKeywords": ("old;kept",),
    }
    new = plan(fields, rating=5, title="T", caption="C", keywords=("kept", "a;b"), iptc=False)
    assert new == {
        SUBJECT: ("kept", "a;b"),
        "Exif.Image.XPKeywords": ("kept",),
        "Xmp.xmp.Rating": ("5",),
        "Exif.Image.Rating": ("5",),
        "Exif.Image.RatingPercent": ("99",),
        "Xmp.MicrosoftPhoto.Rating": ("99",),
        "Xmp.dc.title": ("T",),
        "Iptc.Application2.ObjectName": ("T",),
        "Xmp.dc.description": ("C",),
        "Iptc.Application2.Caption": ("C",),
        "Exif.Image.ImageDescription": ("C",),
    }


def test_rejected_is_no_star_where_there_is_no_word_for_it():
    new = plan({"Exif.Image.Rating": ("4",)}, rating=-1)
    assert new == {"Xmp.xmp.Rating": ("-1",), "Exif.Image.Rating": ("0",)}


def test_what_a_camera_writes_is_no_caption():
    assert plan({"Exif.Image.ImageDescription": ("OLYMPUS DIGITAL CAMERA",)}, caption="C") == {
        "Xmp.dc.description": ("C",)
    }


def test_none_takes_fields_out():
    fields = plan({}, keywords=("Dog",), paths=("Dog",), rating=4, title="T", caption="C")
    new = plan(fields, keywords=(), paths=(), rating=None, title=None, caption=None)
    assert new == dict.fromkeys(fields, ())


def test_nonsense_becomes_something_that_can_be_written():
    new = plan({}, keywords=("", "  ", "a\x00b", "x\ny", "q" * 10_000), iptc=False)
    assert new == {SUBJECT: ("a", "x y", "q" * 256)}
    for rating in (-2, 6):
        with pytest.raises(PhotoClipError):
            Wanted(rating=rating)


def test_changes_are_told_with_what_was_there():
    fields = {SUBJECT: ("a",)}
    (change,) = changes_between(fields, {SUBJECT: ("b",), "raw:Exif.Image.XPTitle": ("00",)})
    assert (change.name, change.before, change.after) == (SUBJECT, ("a",), ("b",))
