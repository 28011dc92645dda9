"""What could be typed next: pure, over any values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclip.core.errors import QueryError
from photoclip.core.labels import is_source
from photoclip.search.completion import MOST, suggestions, text_of
from photoclip.search.query import parse
from photoclip.search.query_types import CameraFilter, KeywordFilter, LabelFilter

VALUES = {
    "keyword": ["beach", "Beach house", "at the beach", 'a "quoted" one', "a*b", "tree"],
    "in": ["Holidays/", "Holidays/My trip/", "Work/holidays/"],
    "label": ["Animals", "Animals/Cat", "Animals/Dog", "Dog house", "My pets/Dog"],
    "camera": [f"Camera {n}" for n in range(30)],
}


def offered(text: str, cursor: int | None = None):
    at = len(text) if cursor is None else cursor
    return suggestions(text, at, lambda name, _typed: VALUES.get(name, ()))


def after(text: str, cursor: int | None = None) -> list[str]:
    return [text[: one.start] + one.text + text[one.end :] for one in offered(text, cursor)]


def test_what_begins_as_typed_comes_before_what_has_it_within():
    assert after("keyword:beach") == ['keyword:"Beach house"', 'keyword:"at the beach"']
    assert after("dog keyword:BEA") == [
        "dog keyword:beach", 'dog keyword:"Beach house"', 'dog keyword:"at the beach"',
    ]  # fmt: skip


def test_quotes_that_were_begun_are_part_of_the_word():
    assert after('keyword:"beach h') == ['keyword:"Beach house"']
    assert after('keyword:"a \\"q') == ['keyword:"a \\"quoted\\" one"']


def test_the_word_at_the_cursor_is_completed_and_the_others_stay():
    assert after("a -in:trip b", 10) == ['a -in:"Holidays/My trip/" b']
    assert after("cam dog", 3) == ["camera: dog"]


def test_a_name_is_completed_as_it_begins():
    assert after("a") == ["after:", "album:"]
    assert after("A dog -HAS") == ["A dog -has:"]


def test_a_label_is_offered_by_any_part_of_its_name():
    assert after("label:dog") == ['label:"Dog house"', "label:Animals/Dog", 'label:"My pets/Dog"']
    assert after('label:"my p') == ['label:"My pets/Dog"']


def test_behind_a_label_and_a_slash_come_those_below_it_then_where_it_is_from():
    sources = ["confirmed", "rejected", "imported", "auto", "suggested"]
    assert after("label:animals/") == [
        *("label:Animals/Cat", "label:Animals/Dog"),
        *(f"label:animals/{one}" for one in sources),
    ]
    assert after("-label:Animals/Dog/") == [f"-label:Animals/Dog/{one}" for one in sources]
    assert after("label:dog/c") == ["label:dog/confirmed"]
    assert after('label:"Dog house"/A') == ['label:"Dog house"/auto']
    assert after("label:/Animals/d") == ["label:/Animals/Dog"]
    assert after("label:Owl/") == []
    assert {one.help for one in offered("label:Animals/c")} > {"you said that it is right"}


def test_there_are_never_too_many():
    assert len(offered("camera:")) == MOST


@given(st.text(max_size=30), st.integers(-2, 40))
def test_any_text_and_cursor_is_answered(text, cursor):
    for one in offered(text, cursor):
        assert 0 <= one.start <= one.end <= len(text)


@given(st.text(min_size=1, max_size=20).filter(lambda text: "\0" not in text))
@pytest.mark.parametrize(
    ("name", "kind"),
    [("keyword", KeywordFilter), ("camera", CameraFilter)],
)
def test_a_value_of_the_library_is_written_so_that_it_finds_itself(name, kind, value):
    try:
        (found,) = parse(text_of(name, value)).filters
    except QueryError:
        pytest.fail(f"not understood: {text_of(name, value)}")
    assert isinstance(found, kind)
    assert found.pattern.found_in(value)


LABEL_PARTS = st.text(min_size=1, max_size=8).map(lambda text: text.replace("/", "").strip())


@given(st.lists(LABEL_PARTS.filter(lambda part: bool(part) and not is_source(part)), min_size=1))
def test_a_label_is_written_so_that_it_finds_itself(parts):
    name = "/".join(parts)
    (found,) = parse(text_of("label", name)).filters
    (anchored,) = parse(text_of("label", f"/{name}")).filters
    assert isinstance(found, LabelFilter)
    assert (found.source, found.anchored, anchored.anchored) == (None, False, True)
    assert found.holds([name])
    assert anchored.holds([f"{name}/below"])
    assert not anchored.holds([f"above/{name}"]) or parts[0].casefold() == "above"


@pytest.mark.parametrize("name", ["/", " ", "Dog/auto", "a/auto/auto"])
def test_what_is_no_name_of_a_label_is_written_all_the_same(name):
    assert text_of("label", name).startswith("label:")
