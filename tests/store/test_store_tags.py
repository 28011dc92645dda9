"""What rules put on photos: moved to where they say, and nothing else touched."""

from __future__ import annotations

from contextlib import closing, suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclip.core.commands import ApplyRule, CreateLabel, MarkLabel, Together, Verdict
from photoclip.core.labels import Source
from photoclip.store import commands, database, labels, tags
from photoclip.store.tags import Moved, Mover


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, put_photo):
    """Five photos whose contents have other numbers, two labels; for what is rolled back."""
    with closing(database.open_owner(tmp_path_factory.mktemp("shelf"))) as library:
        for n in range(5):
            put_photo(library, f"{n}.jpg")
            put_photo(library, f"{n}.jpg", f"edited {n}")
        names = (CreateLabel("Dog"), CreateLabel("Cat"), ApplyRule("Dog", "{}"))
        commands.apply(library, Together(names), "1")
        yield library


def move(mover, label, wanted):
    """``wanted`` is ``(auto, score)`` by content."""
    contents = np.array([*wanted], np.int64)
    auto = np.array([one for one, _score in wanted.values()], bool)
    scores = np.array([score for _one, score in wanted.values()], np.float32)
    return mover.move(label, contents, auto, scores)


def standing(connection, label):
    return {
        content: (source == "auto", score)
        for content, source, score in connection.execute(
            "SELECT content_id, source, score FROM label_tag JOIN photo ON photo.id = photo_id "
            "WHERE label_id = ?",
            (label,),
        )
    }


class _Enough(Exception):  # noqa: N818 - no fault
    """Ends a transaction of which nothing shall stay."""


SCORES = st.integers(0, 100).map(lambda n: n / 100)


@given(st.data())
def test_tags_are_moved_to_where_a_rule_says_and_only_what_differs_is_written(shelf, data):
    with suppress(_Enough), shelf.transaction() as connection:
        held = [row[0] for row in connection.execute("SELECT content_id FROM photo")]
        tagged = st.dictionaries(st.sampled_from(held), st.tuples(st.booleans(), SCORES))
        mover = Mover(connection)
        cat = data.draw(tagged)
        move(mover, 2, cat)
        before = {}
        for wanted in data.draw(st.lists(tagged, min_size=1, max_size=4)):
            nobodys = {1: (True, 0.5), 10**9: (False, 0.5)}  # an edited photo's old content
            written = connection.total_changes
            moved = move(mover, 1, {**wanted, **nobodys})
            written = connection.total_changes - written
            assert standing(connection, 1) == wanted
            had = {one for one, (auto, _score) in before.items() if auto}
            has = {one for one, (auto, _score) in wanted.items() if auto}
            assert moved == Moved(len(has - had), len(had - has), len(has), len(wanted) - len(has))
            assert written == sum(before.get(one) != wanted.get(one) for one in {*before, *wanted})
            before = wanted
        assert standing(connection, 2) == cat
        raise _Enough


def test_a_photo_gets_the_tags_of_its_content_and_loses_others(shelf):
    with suppress(_Enough), shelf.transaction() as connection:
        (content,) = connection.execute("SELECT content_id FROM photo WHERE id = 3").fetchone()
        move(Mover(connection), 1, {content: (True, 0.5)})
        there = {2: (Source.SUGGESTED, 0.25), 77: (Source.AUTO, 1.0)}
        tags.tag_content(connection, content, there)
        tags.tag_content(connection, 10**6, there)
        assert (standing(connection, 1), standing(connection, 2)) == ({}, {content: (False, 0.25)})
        tags.tag_content(connection, content, {1: (Source.AUTO, 0.9)}, judged=[1])
        assert standing(connection, 2) == {content: (False, 0.25)}
        raise _Enough


def test_what_a_person_said_stays_when_tags_go(library, put_photo):
    photo = put_photo(library, "a.jpg")
    commands.apply(library, MarkLabel(photo, "Dog", Verdict.REJECTED), "1")
    commands.apply(library, ApplyRule("Dog", "{}"), "2")
    with library.transaction() as connection:
        move(Mover(connection), 1, {1: (True, 0.9)})
        tags.clear_stale(connection, [1])
    assert labels.stale_labels(library) == []
    assert labels.labels_of(library, photo)[0].source is Source.REJECTED
    with library.transaction() as connection:
        assert tags.untag(connection, 1) == Moved(0, 1, 0, 0)
        tags.mark_stale(connection)
    assert labels.stale_labels(library) == [1]
    assert labels.labels_of(library, photo)[0].source is Source.REJECTED


def test_a_library_without_photos_has_nothing_to_tag(library):
    commands.apply(library, CreateLabel("Dog"), "1")
    with library.transaction() as connection:
        assert move(Mover(connection), 1, {1: (True, 0.9)}) == Moved(0, 0, 0, 0)
