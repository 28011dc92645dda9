"""Commands as JSON, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclip.core.command_json import from_json, to_json
from photoclip.core.commands import (
    NOTHING,
    AddRoot,
    AddToAlbum,
    CreateAlbum,
    CreateLabel,
    DeleteAlbum,
    DeleteLabel,
    DiscardCaption,
    Flag,
    MarkLabel,
    MoveInAlbum,
    RemoveFromAlbum,
    RemoveRoot,
    RenameAlbum,
    RenameLabel,
    SetAlbumQuery,
    SetCaption,
    SetFlag,
    SetRating,
    SetSetting,
    Together,
    Verdict,
    WriteMetadata,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.types import ContentHash

PHOTOS = st.integers(1, (1 << 63) - 1)
PATHS = st.binary(min_size=1, max_size=20).map(lambda raw: b"/" + raw)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
SINGLE = st.one_of(
    st.builds(SetRating, PHOTOS, st.none() | st.integers(0, 5)),
    st.builds(SetFlag, PHOTOS, st.none() | st.sampled_from(Flag)),
    st.builds(SetCaption, PHOTOS, st.none() | st.text()),
    st.builds(DiscardCaption, PHOTOS, st.text(), st.booleans()),
    st.builds(WriteMetadata, st.lists(PHOTOS, max_size=3).map(tuple), st.text(), st.booleans()),
    st.builds(CreateLabel, st.text()),
    st.builds(RenameLabel, st.text(), st.text()),
    st.builds(DeleteLabel, st.text(), st.booleans()),
    st.builds(MarkLabel, PHOTOS, st.text(), st.none() | st.sampled_from(Verdict)),
    st.builds(CreateAlbum, st.text(), st.none() | st.text()),
    st.builds(RenameAlbum, st.text(), st.text()),
    st.builds(DeleteAlbum, st.text(), st.booleans()),
    st.builds(SetAlbumQuery, st.text(), st.text()),
    st.builds(AddToAlbum, PHOTOS, st.text(), st.none() | PHOTOS),
    st.builds(RemoveFromAlbum, PHOTOS, st.text()),
    st.builds(MoveInAlbum, PHOTOS, st.text(), st.none() | PHOTOS),
    st.builds(AddRoot, PATHS),
    st.builds(RemoveRoot, PATHS),
    st.builds(SetSetting, st.text(), VALUES),
)
COMMANDS = SINGLE | st.lists(SINGLE, max_size=4).map(lambda some: Together(tuple(some)))


@given(COMMANDS)
def test_every_command_survives_json_also_with_names_that_are_not_utf8(command):
    text = to_json(command)
    assert text.isascii()
    assert from_json(text) == command


def test_a_photo_is_named_by_its_content_too_where_it_is_known():
    digest = ContentHash(bytes(range(32)))
    command = Together((SetRating(7, 3), MarkLabel(8, "dog", Verdict.CONFIRMED)))
    text = to_json(command, {7: digest}.get)
    seen = []

    def photo_of(photo, content):
        seen.append((photo, content))
        return photo + 100

    moved = from_json(text, photo_of)
    assert moved == Together((SetRating(107, 3), MarkLabel(108, "dog", Verdict.CONFIRMED)))
    assert seen == [(7, digest), (8, None)]
    assert from_json(text) == command


def test_both_photos_of_a_place_in_an_album_are_named_by_their_content():
    digests = {7: ContentHash(bytes(range(32))), 8: ContentHash(bytes(32))}
    command = Together((MoveInAlbum(7, "trip", 8), AddToAlbum(8, "trip", 7)))
    text = to_json(command, digests.get)
    by_content = {digest: photo + 100 for photo, digest in digests.items()}
    assert from_json(text, lambda _photo, content: by_content[content]) == Together(
        (MoveInAlbum(107, "trip", 108), AddToAlbum(108, "trip", 107))
    )


@pytest.mark.parametrize(
    "text",
    [
        *("", "nonsense", "[]", "3", "{}", '{"do":"fly"}', '{"do":"set-rating"}'),
        *('{"do":"set-rating","photo":"1","rating":1}', '{"do":"set-flag","photo":1,"flag":"x"}'),
        *('{"do":"set-rating","photo":1,"rating":1.5}', '{"do":"create-label","name":null}'),
        *('{"do":"set-rating","photo":true,"rating":1}', '{"do":"together","commands":[1]}'),
        '{"do":"create-album","name":"a","query":3}',
        '{"do":"set-album-query","name":"a","query":null}',
        '{"do":"add-to-album","photo":1,"album":"a","before":2}',
        '{"do":"move-in-album","photo":1,"album":"a"}',
        '{"do":"set-rating","photo":99999999999999999999,"rating":1}',
        '{"do":"set-rating","photo":1,"content":"xyz","rating":1}',
        "[" * 100_000,
    ],
)
def test_what_is_no_command_is_refused_in_words(text):
    with pytest.raises(PhotoClipError, match="not a command") as raised:
        from_json(text, lambda photo, _content: photo)
    assert raised.value.hint


def test_nothing_is_a_command_that_changes_nothing():
    assert from_json(to_json(NOTHING)) == Together(())
