"""What a window is told of a library whose model is no longer on this machine."""

from __future__ import annotations

import shutil

import pytest
import small_models
from asking import ask, find, keys_of

from photoclip.browse.facts import Facts
from photoclip.browse.lists import Lists
from photoclip.browse.messages import Find, GetWhy
from photoclip.browse.overview_messages import GetOverview
from photoclip.core.errors import ModelError
from photoclip.session import Session


@pytest.fixture
def bereft(tmp_path, make_photo, monkeypatch):
    """A library whose model was deleted, and where a copy of that lies."""
    small_models.use(monkeypatch)
    model = small_models.install("my/model", 24).path
    small_models.pictures(make_photo, tmp_path / "photos", each=1)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.models.use("my/model")
        session.add_roots([str(tmp_path / "photos")])
        session.index()
    kept = shutil.move(model, tmp_path / "kept")
    with Session.open(tmp_path / "library") as session:
        yield session, kept, model


def test_lists_facts_and_the_overview_need_no_model_and_words_say_which_is_missing(bereft):
    session, kept, model = bereft
    lists, facts = Lists(session), Facts(session)
    keys = keys_of(find(lists))
    assert len(keys) == len(small_models.COLOURS)
    seen = ask(facts, GetOverview()).answer
    assert (seen.model, seen.model_missing, seen.photos) == ("my/model", True, len(keys))
    assert ask(facts, GetWhy("rating:>0", keys[0])).answer is None
    with pytest.raises(ModelError, match="The model “my/model”, by which"):
        ask(lists, Find("something red"))

    shutil.move(kept, model)
    assert not ask(facts, GetOverview()).answer.model_missing
