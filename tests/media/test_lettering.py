from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photoclip.core import paths
from photoclip.media.lettering import Lettering, font_files

WIDE = "Ärger, łódź, Ελλάδα, Москва, Հայ, ქართ, مرحبا, שלום – “…”"


@pytest.fixture
def lettering() -> Callable[..., Lettering]:
    """Lettering with the font that ships, and those of a folder if one is named."""

    def made(*folders: Path) -> Lettering:
        return Lettering(paths.shipped_font(), 32, list(folders))

    return made


def ink(image) -> np.ndarray:
    return np.asarray(image) < 128


def test_the_font_that_ships_has_the_letters_of_most_alphabets(lettering):
    assert lettering().unknown_in(WIDE) == ""


def test_what_no_font_has_is_named_and_never_drawn_as_a_box(lettering):
    pen = lettering()
    assert pen.unknown_in("日本 a 日🏖") == "日本🏖"
    assert pen.width("日") == 0
    assert not ink(pen.draw("日🏖")).any()
    assert np.array_equal(ink(pen.draw("ab")), ink(pen.draw("a日b")))


def test_invisible_characters_and_turned_directions_leave_no_trace(lettering):
    pen = lettering()
    assert pen.unknown_in("a\u202eb\u200dc") == ""
    assert np.array_equal(ink(pen.draw("abc")), ink(pen.draw("a\u202eb\u200dc")))


def test_a_font_of_this_computer_helps_out(tmp_path, lettering):
    """Here it is the small Latin font inside Pillow that ships, and DejaVu that is found."""
    (tmp_path / "fonts" / "deep").mkdir(parents=True)
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"no font at all")
    shutil.copy(paths.shipped_font(), tmp_path / "fonts" / "deep" / "Found.ttf")
    poor = tmp_path / "poor.ttf"
    from PIL import ImageFont

    poor.write_bytes(ImageFont.load_default(10).font_bytes)
    alone, helped = Lettering(poor, 32, []), Lettering(poor, 32, [tmp_path / "fonts"])
    assert alone.unknown_in("aЖ") == "Ж"
    assert helped.unknown_in("aЖ") == ""
    assert ink(helped.draw("Ж")).any()


def test_long_text_loses_its_middle_and_fits(lettering):
    pen = lettering()
    text = "A very long name of a photo from Köln_DSC01234.jpg"
    fitted = pen.fitted(text, 300)
    assert pen.width(fitted) <= 300
    assert "…" in fitted
    assert fitted[0] == "A"
    assert fitted.endswith("4.jpg")
    assert pen.fitted("short", 300) == "short"
    assert pen.fitted(text, 0) in ("", "…")


def test_shortening_never_parts_a_letter_from_its_accent(lettering):
    pen = lettering()
    fitted = pen.fitted("e\u0301" * 100, 200)
    left, right = fitted.split("…")
    assert set(left[::2]) == {"e"}
    assert right[0] == "e"


def test_plain_fonts_come_first(tmp_path):
    for name in ("A-BoldItalic.ttf", "ZSans.ttf", "ASerif.otf", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in font_files([tmp_path])] == [
        "ZSans.ttf",
        "ASerif.otf",
        "A-BoldItalic.ttf",
    ]
