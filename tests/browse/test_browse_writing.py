"""What a window is answered about writing into files."""

from __future__ import annotations

import os
import sys

import pytest
from asking import ask

from photoclip.browse.facts import Facts
from photoclip.browse.organizing_messages import (
    GetFileChanges,
    GetWrites,
    GetWritingPreferences,
    WritingOfFolder,
)
from photoclip.browse.writing import ask_to_write, set_writing, wait_for_writes
from photoclip.core.commands import MarkLabel, RestoreMetadata, SetTitle, Verdict
from photoclip.core.errors import PhotoClipError
from photoclip.core.file_metadata import Writing
from photoclip.core.types import InputSpec
from photoclip.media.sandbox import DecoderPool
from photoclip.session import Session
from photoclip.store import database

_WRITEBACK = os.path.join(os.path.dirname(os.path.dirname(__file__)), "writeback")
if _WRITEBACK not in sys.path:
    sys.path.append(_WRITEBACK)

from write_home import WriteHome  # noqa: E402


@pytest.fixture
def written(tmp_path, make_photo):
    """``(session, folder, photo)``: an owner of a library with one photo that is described."""
    library = database.open_owner(tmp_path / "library")
    with DecoderPool(1, InputSpec(32)) as pool:
        home = WriteHome(tmp_path / "photos", library, pool, make_photo)
        photo = home.photo("scans/a.jpg")
    library.close()
    with Session.open(tmp_path / "library", owner=True) as session:
        session.apply(MarkLabel(photo, "Animals/Dog", Verdict.CONFIRMED))
        session.apply(SetTitle(photo, "Biscuit"))
        yield session, tmp_path / "photos", photo


def test_folders_are_told_with_what_follows_from_the_one_above(written):
    session, folder, _photo = written
    facts = Facts(session)
    root = os.fsencode(folder)
    told = ask(facts, GetWritingPreferences()).answer
    assert told.folders == (WritingOfFolder(root, Writing.NEVER, own=False),)
    assert (told.keep_times, told.keep_original) == (True, False)
    set_writing(session, str(folder / "scans"), Writing.FILE)
    told = ask(facts, GetWritingPreferences()).answer
    assert told.folders == (
        WritingOfFolder(root, Writing.NEVER, own=False),
        WritingOfFolder(root + b"/scans", Writing.FILE, own=True),
    )
    with pytest.raises(PhotoClipError):
        set_writing(session, "/nowhere", Writing.FILE)


def test_changes_are_told_before_they_are_made_and_requests_as_they_stand(written):
    session, folder, photo = written
    facts = Facts(session)
    (change,) = ask(facts, GetFileChanges((photo,))).answer
    assert (change.writing, change.changes) == (Writing.NEVER, ())
    assert "not allowed" in change.refused
    set_writing(session, str(folder), Writing.SIDECAR)
    (change,) = ask(facts, GetFileChanges((photo,))).answer
    assert (change.photo, change.refused) == (photo, "")
    assert change.target == os.fsencode(folder / "scans" / "a.jpg.xmp")
    after = {one.name: one.after for one in change.changes}
    assert after["Xmp.digiKam.TagsList"] == ("Animals/Dog",)
    assert after["Xmp.dc.title"] == ("Biscuit",)
    assert ask(facts, GetWrites()).answer == ()
    batch = ask_to_write(session, [photo])
    assert wait_for_writes(session, batch).done == 1
    (change,) = ask(facts, GetFileChanges((photo,))).answer
    assert (change.changes, change.refused) == ((), "")
    session.apply(RestoreMetadata(batch))
    wait_for_writes(session, batch)
    (summary,) = ask(facts, GetWrites()).answer
    assert (summary.batch, summary.restored) == (batch, 1)
    assert os.listdir(folder / "scans") == ["a.jpg"]


def test_with_a_sidecar_beside_it_a_file_has_two_targets(written, write_sidecar):
    session, folder, photo = written
    write_sidecar(folder / "scans" / "a.jpg.xmp", "Holiday")
    set_writing(session, str(folder), Writing.FILE)
    targets = [one.target for one in ask(Facts(session), GetFileChanges((photo,))).answer]
    assert targets == [
        os.fsencode(folder / "scans" / "a.jpg"),
        os.fsencode(folder / "scans" / "a.jpg.xmp"),
    ]
