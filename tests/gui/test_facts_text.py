"""What a file claims becomes text as a camera or a person would write it, however odd the claim."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from photoclip.browse.messages import Card, Details, FilePlace, ItemKey, ItemState
from photoclip.core.types import Band
from photoclip.gui.models import facts_text
from photoclip.gui.models.facts_text import Part, facts, filter_query
from photoclip.gui.models.text import readable
from photoclip.search.query import NearFilter, parse

ENGLISH = QLocale("en_US")
GERMAN = QLocale("de_DE")
ODD = [None, 0, -1, math.nan, math.inf, -math.inf, 1e300, -1e300]


def photo(**known) -> Details:
    card = {"key": ItemKey(1), "path": b"/photos/a.jpg"}
    card |= {name: known.pop(name) for name in list(known) if name in Card.__slots__}
    return Details(Card(**card), **known)


def told(details: Details, locale: QLocale = ENGLISH) -> dict[str, str]:
    return {
        fact.name: fact.between.join(part.text for part in fact.parts)
        for fact in facts(details, locale)
    }


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1 / 250, "1/250 s"),
        (0.004, "1/250 s"),
        (1 / 8000, "1/8000 s"),
        (0.5, "1/2 s"),
        (1 / 3, "1/3 s"),
        (0.333, "1/3 s"),
        (0.4, "0.4 s"),
        (0.8, "0.8 s"),
        (1, "1 s"),
        (0.999, "1 s"),
        (2.0, "2 s"),
        (2.5, "2.5 s"),
        (30, "30 s"),
        (3600, "3,600 s"),
    ],
)
def test_exposure_is_written_as_on_a_camera(seconds, text):
    assert facts_text.exposure(seconds, ENGLISH) == text


@pytest.mark.parametrize("number", ODD)
def test_numbers_that_no_camera_has_are_left_out(number):
    assert facts_text.exposure(number, ENGLISH) == ""
    assert facts_text.aperture(number, ENGLISH) == ""
    assert facts_text.focal(number, ENGLISH) == ""
    assert facts_text.sensitivity(number) == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [(2.8, "f/2.8"), (8, "f/8"), (0.95, "f/0.95"), (11.0, "f/11"), (1.4, "f/1.4")],
)
def test_aperture_has_no_decimals_it_does_not_need(number, text):
    assert facts_text.aperture(number, ENGLISH) == text


def test_decimals_are_written_as_the_language_does():
    assert facts_text.aperture(2.8, GERMAN) == "f/2,8"
    assert facts_text.exposure(2.5, GERMAN) == "2,5 s"
    assert facts_text.file_size(3_700_000, GERMAN) == "3,7 MB"


@pytest.mark.parametrize(
    ("number", "text"), [(35.0, "35 mm"), (4.25, "4.2 mm"), (23.5, "23.5 mm"), (800, "800 mm")]
)
def test_focal_lengths(number, text):
    assert facts_text.focal(number, ENGLISH) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (500, "500 bytes"),
        (45_000, "45 kB"),
        (3_700_000, "3.7 MB"),
        (0, ""),
        (-5, ""),
        (1 << 80, ""),
    ],
)
def test_sizes_of_files(size, text):
    assert facts_text.file_size(size, ENGLISH) == text


@pytest.mark.parametrize(
    ("width", "height", "text"),
    [
        (4000, 3000, "12 MP"),
        (1600, 1200, "1.9 MP"),
        (640, 480, "0.3 MP"),
        (16, 16, ""),
        (0, 0, ""),
        (-4, 9, ""),
    ],
)
def test_megapixels(width, height, text):
    assert facts_text.megapixels(width, height, ENGLISH) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.92, "92%"),
        (1.0, "100%"),
        (0.9999, "99%"),
        (0.0, "0%"),
        (0.0001, "1%"),
        (7.0, "100%"),
        (-1.0, "0%"),
        (math.nan, ""),
    ],
)
def test_percent_leaves_doubt_and_hope(share, text):
    assert facts_text.percent(share, ENGLISH) == text


def test_moment_is_written_as_the_language_does():
    taken = "2024-07-15T18:30:00"
    english = facts_text.moment(taken, ENGLISH).replace("\u202f", " ")
    assert english == "Monday, July 15, 2024, 6:30 PM"
    assert facts_text.moment(taken, GERMAN) == "Montag, 15. Juli 2024, 18:30"
    assert facts_text.moment("2024-07-15", GERMAN) == "Montag, 15. Juli 2024"


def test_hour_that_summer_time_leaves_out_is_shown_as_the_camera_said(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert facts_text.moment("2024-03-31T02:30:00", GERMAN).endswith("02:30")


@pytest.mark.parametrize(
    "odd", ["yesterday", "2024-13-45", "0000-00-00T00:00:00", "2024-07-15T25:00"]
)
def test_what_is_no_time_is_shown_as_it_is(odd):
    assert facts_text.moment(odd, ENGLISH) == odd


def test_time_at_the_edge_of_the_calendar_is_text_too():
    assert facts_text.moment("0001-01-01T00:00:00+18:00", ENGLISH)
    assert facts_text.moment("9999-12-31T23:59:59-18:00", ENGLISH)
    assert facts_text.moment(None, ENGLISH) == ""


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(120, "UTC+02:00"), (-210, "UTC-03:30"), (0, "UTC+00:00"), (None, ""), (99999, "")],
)
def test_offsets(minutes, text):
    assert facts_text.offset(minutes) == text


def test_coordinates_in_the_four_quarters_of_the_earth():
    assert facts_text.coordinates(48.8583, 2.2945, ENGLISH) == "48.8583° N, 2.2945° E"
    assert facts_text.coordinates(-33.8568, -70.5, ENGLISH) == "33.8568° S, 70.5000° W"
    assert facts_text.coordinates(0.0, 0.0, ENGLISH) == "0.0000° N, 0.0000° E"


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(None, 2.0), (2.0, None), (math.nan, 2.0), (91.0, 0.0), (0.0, 180.5), (math.inf, 0.0)],
)
def test_what_is_no_place_on_earth_is_none(latitude, longitude):
    assert facts_text.coordinates(latitude, longitude, ENGLISH) == ""
    assert facts_text.near_query(latitude, longitude) == ""


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_earth_can_be_searched_around(latitude, longitude):
    [near] = parse(facts_text.near_query(latitude, longitude)).filters
    assert isinstance(near, NearFilter)
    assert near.radius_m == 1000
    assert abs(near.latitude - latitude) < 1e-6
    assert abs(near.longitude - longitude) < 1e-6


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["camera", "keyword", "lens"]))
def test_query_of_a_fact_looks_for_exactly_that_value(value, name):
    [only] = parse(filter_query(name, value)).filters
    assert not only.pattern.has_wildcard
    assert not only.negated


def test_value_of_spaces_has_no_query():
    assert filter_query("keyword", "  ") == ""


def test_facts_of_a_usual_photo():
    details = photo(
        taken_at="2024-07-15T18:30:00",
        width=4000,
        height=3000,
        format="jpeg",
        byte_size=3_700_000,
        camera="Fujifilm X-T4",
        exposure_time=1 / 250,
        f_number=2.8,
        iso=400,
        focal_length=35,
        utc_offset=120,
        latitude=48.8583,
        longitude=2.2945,
        altitude=35.4,
        keywords=("beach", "our dog"),
        albums=("Best of",),
    )
    lines = told(details, GERMAN)
    assert lines["Taken"] == "Montag, 15. Juli 2024, 18:30 · UTC+02:00"
    assert lines["Exposure"] == "1/250 s · f/2,8 · ISO 400 · 35 mm"
    assert lines["Size"] == "4000 × 3000 · 12 MP · 3,7 MB · JPEG"
    assert lines["Place"] == "48,8583° N, 2,2945° E · 35 m"
    assert lines["Keywords"] == "beach, our dog"
    assert lines["File"] == "/photos/a.jpg"
    assert "Lens" not in lines
    assert "Changed" not in lines


def test_facts_lead_to_photos_that_share_them():
    details = photo(
        taken_at="2024-07-15T18:30:00",
        camera="Fujifilm X-T4",
        keywords=("beach", "our dog"),
        albums=("Best of",),
        latitude=1.5,
        longitude=-2.0,
    )
    queries = [part.query for fact in facts(details, ENGLISH) for part in fact.parts if part.query]
    assert queries == [
        "date:2024-07-15",
        'camera:"Fujifilm X-T4"',
        "near:1.5,-2,1km",
        "keyword:beach",
        'keyword:"our dog"',
        'album:"Best of"',
    ]


def test_photo_of_which_nothing_is_known_has_its_file():
    assert told(photo()) == {"File": "/photos/a.jpg"}


def test_every_copy_is_told_with_its_own_path():
    places = (FilePlace(b"/a/x.jpg", False, 5), FilePlace(b"/b/caf\xe9.jpg", True, 5))
    line = next(fact for fact in facts(photo(files=places), ENGLISH) if fact.name == "Files")
    assert line.parts == (
        Part("/a/x.jpg", path=b"/a/x.jpg"),
        Part("/b/caf\ufffd.jpg (offline)", path=b"/b/caf\xe9.jpg"),
    )


def test_file_without_a_date_tells_when_it_was_changed():
    lines = told(photo(modified_at="2024-07-15T18:30:00"), GERMAN)
    assert lines["Changed"] == "Montag, 15. Juli 2024, 18:30"


def test_text_that_would_turn_its_line_round_is_made_visible():
    lines = told(photo(camera="a\u202eb", keywords=("  ", "\u2066x")))
    assert lines["Camera"] == "a\ufffdb"
    assert lines["Keywords"] == "\ufffdx"


_NUMBER = st.none() | st.floats() | st.integers(-(10**30), 10**30)


@given(_NUMBER, _NUMBER, _NUMBER, _NUMBER, _NUMBER, st.none() | st.text())
def test_no_claim_of_a_file_is_an_error(exposure, aperture, focal, latitude, altitude, text):
    details = photo(
        exposure_time=exposure,
        f_number=aperture,
        focal_length=focal,
        latitude=latitude,
        longitude=latitude,
        altitude=altitude,
        taken_at=text,
        camera=text,
        caption=text,
        iso=10**25,
        width=10**12,
        height=10**12,
    )
    for fact in facts(details, GERMAN):
        assert all(part.text for part in fact.parts)


def test_what_is_odd_is_said_calmly():
    assert facts_text.state_text(photo()) == ""
    failed = photo(state=ItemState.FAILED, reason="the file is empty")
    assert facts_text.state_text(failed) == "This file could not be read: the file is empty"
    both = photo(warning="The lower part is missing.", offline=True)
    assert facts_text.state_text(both).splitlines() == [
        "The lower part is missing.",
        "Its drive is not connected.",
    ]
    assert "waits" in facts_text.state_text(photo(state=ItemState.WAITING))


def test_every_band_has_a_word_and_says_what_it_means():
    assert len({facts_text.band_word(band) for band in Band}) == len(Band)
    for band in Band:
        assert facts_text.band_meaning(band).startswith(facts_text.band_word(band))


def test_a_narrow_space_is_a_space_and_a_line_or_direction_mark_is_not():
    assert readable("8:35\u202fPM\u00a0x") == "8:35\u202fPM\u00a0x"
    assert readable("a\u202eb\u2028c\u200fd") == "a\ufffdb\ufffdc\ufffdd"
