from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclip.exporting.names import another, numbered, same_place, valid_name

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}
DEVICES = {"con", "prn", "aux", "nul", "com1", "lpt9", "com¹"}


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        (b"IMG_1.jpg", "IMG_1.jpg"),
        ("Köln 日本 🏖.jpg".encode(), "Köln 日本 🏖.jpg"),
        (b'a<b>c:d"e|f?g*h.jpg', "a_b_c_d_e_f_g_h.jpg"),
        (b"line\nbreak\t.jpg", "line_break_.jpg"),
        (b"caf\xe9.jpg", "caf_.jpg"),
        (b"ends in dots...", "ends in dots"),
        (b"CON.jpg", "_CON.jpg"),
        (b"nul", "_nul"),
        (b"com1 .tar.gz", "_com1 .tar.gz"),
        (b"console.jpg", "console.jpg"),
        (b"...", "photo"),
        (b".hidden.jpg", ".hidden.jpg"),
    ],
)
def test_names_are_made_such_that_every_file_system_holds_them(name, valid):
    assert valid_name(name) == valid


@given(st.binary(min_size=1, max_size=300).filter(lambda name: b"/" not in name))
def test_any_name_at_all_becomes_one_that_windows_takes(name):
    for made in (valid_name(name), numbered(valid_name(name), 7, 12_345)):
        assert made
        assert not FORBIDDEN & set(made)
        assert made == made.rstrip(" .")
        assert made.partition(".")[0].rstrip().casefold() not in DEVICES
        assert len(another(made, 1234).encode()) + len(".xmp") <= 255


def test_what_is_valid_already_stays_as_it_is():
    for name in ("a.jpg", "_con.jpg", "photo", "x" * 200 + ".jpeg"):
        assert valid_name(name.encode()) == name


def test_a_long_name_keeps_its_ending_and_whole_characters():
    made = valid_name(("日" * 84 + ".jpg").encode())
    assert made.endswith("日.jpg")
    assert len(made.encode()) <= 255


def test_numbers_have_as_many_digits_as_the_last_one_needs():
    assert numbered("a.jpg", 7, 12) == "0007 a.jpg"
    assert numbered("a.jpg", 7, 123_456) == "000007 a.jpg"


def test_the_same_name_again_gets_its_number_before_the_ending():
    assert another("a.b.jpg", 1) == "a.b.jpg"
    assert another("a.b.jpg", 2) == "a.b (2).jpg"
    assert another(".hidden", 3) == ".hidden (3)"


def test_names_that_some_drives_take_for_one_are_the_same_place():
    assert same_place("É.JPG") == same_place("e\u0301.jpg")
    assert same_place("a.jpg") != same_place("b.jpg")
