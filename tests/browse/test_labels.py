"""What a window asks about labels: pages, previews, reviews and ideas, from a real library."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import vector_library as photos

from photoclip.browse.labels import Labels
from photoclip.browse.organizing_messages import (
    GetLabelIdeas,
    GetLabelPage,
    GetReview,
    LabelPage,
    PreviewLabel,
)
from photoclip.browse.overview_messages import GetOverview
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import (
    ApplyRule,
    CreateLabel,
    DefineLabel,
    MarkLabel,
    SetSetting,
    Together,
    Verdict,
)
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.label_reports import LabelIdea, Preview, ReviewGroup
from photoclip.core.labels import LabelDefinition
from photoclip.session import Session
from photoclip.store import settings
from photoclip.worker.process import owning


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("vectors") / "library"
    photos.make(folder)
    return folder


class Asking:
    """A window's questions, answered over a library that this process owns."""

    def __init__(self, folder, owner):
        self.owner = owner
        self.session = Session.open(folder)
        self.labels = Labels(self.session)
        self.early = []
        self.held = []

    def __call__(self, question, cancel=None):
        self.early.clear()
        token = cancel or CancelToken()
        return self.labels.answer(question, self.early.append, self.held.append, token)


@pytest.fixture
def ask(made, tmp_path, monkeypatch):
    photos.use_light_encoder(monkeypatch)
    folder = Path(shutil.copytree(made, tmp_path / "library"))
    with owning(folder) as owner:
        asking = Asking(folder, owner)
        yield asking
        asking.session.close()


CORGI = LabelDefinition(describe=("a corgi", "a small dog with short legs"))


def test_a_preview_says_what_applying_it_then_does(ask):
    preview = ask(PreviewLabel("Animals/Corgi", CORGI))
    assert isinstance(preview, Preview)
    assert (preview.name, preview.definition) == ("Animals/Corgi", CORGI)
    assert preview.photos == photos.PHOTOS
    assert ask(GetLabelPage("Animals/Corgi")) is None  # nothing was made
    ask.owner.apply(
        Together(
            (
                DefineLabel("Animals/Corgi", CORGI),
                ApplyRule("Animals/Corgi", preview.rule),
            )
        )
    )
    tags = list(photos.tags(ask.session.library).values())
    assert (tags.count("auto"), tags.count("suggested")) == (
        preview.would_hold,
        preview.would_suggest,
    )
    again = ask(PreviewLabel("Animals/Corgi", CORGI))
    assert (again.added, again.removed) == (0, 0)


def test_a_label_page_comes_first_without_its_preview(ask):
    ask.owner.apply(DefineLabel("Corgi", CORGI))
    ask.owner.apply(MarkLabel(1, "Corgi", Verdict.CONFIRMED))
    ask.owner.apply(MarkLabel(2, "Corgi", Verdict.REJECTED))
    page = ask(GetLabelPage("corgi"))
    (early,) = ask.early
    assert isinstance(early, LabelPage)
    assert early.preview is None
    assert (early.name, early.definition) == ("Corgi", CORGI)
    assert (early.confirmed, early.rejected, early.active) == (1, 1, False)
    assert isinstance(page, LabelPage)
    assert page.preview is not None
    assert page.preview.learning.confirmed == 1
    assert page.waits == ""


def test_a_label_page_without_the_model_says_what_it_waits_for(ask):
    ask.owner.apply(CreateLabel("Corgi"))
    ask.owner.apply(SetSetting(settings.ACTIVE_MODEL, "not-here"))
    page = ask(GetLabelPage("Corgi"))
    assert (page.name, page.preview) == ("Corgi", None)
    assert "not-here" in page.waits


@pytest.mark.parametrize(
    "name", ["Nothing", "", "a//b", "x\0y", "'; DROP TABLE label; --", "🐕" * 90]
)
def test_there_is_no_page_of_what_is_no_label(ask, name):
    assert ask(GetLabelPage(name)) is None
    assert ask.early == []


@pytest.mark.parametrize(
    ("name", "definition"),
    [
        ("", CORGI),
        ("a//b", CORGI),
        ("Dog/confirmed", CORGI),
        ("Dog", LabelDefinition(describe=("x" * 10_000,))),
        ("Dog", LabelDefinition(share=7.0)),
        ("Dog", LabelDefinition(color="red")),
    ],
)
def test_what_makes_no_sense_is_answered_with_what_is_wrong(ask, name, definition):
    with pytest.raises(PhotoClipError):
        ask(PreviewLabel(name, definition))


def test_a_question_nobody_waits_for_ends(ask):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        ask(GetLabelIdeas(), token)


def test_questions_to_a_person_are_about_photos_nobody_answered_for(ask):
    preview = ask(PreviewLabel("Corgi", CORGI))
    ask.owner.apply(Together((DefineLabel("Corgi", CORGI), ApplyRule("Corgi", preview.rule))))
    groups = ask(GetReview("Corgi", count=5))
    assert 0 < len(groups) <= 5
    assert all(isinstance(group, ReviewGroup) for group in groups)
    first = groups[0].photos[0]
    ask.owner.apply(MarkLabel(first, "Corgi", Verdict.CONFIRMED))
    assert all(first not in group.photos for group in ask(GetReview("Corgi", count=50)))
    skipped = groups[1].photos
    assert all(
        not set(skipped) & set(group.photos)
        for group in ask(GetReview("Corgi", skipped=skipped, count=50))
    )


def test_ideas_are_values_a_window_can_apply(ask):
    found = ask(GetLabelIdeas(6))
    assert len(found) <= 6
    for idea in found:
        assert isinstance(idea, LabelIdea)
        ask.owner.apply(DefineLabel(idea.name, idea.definition))


def test_other_lanes_questions_are_no_questions_about_labels(ask):
    with pytest.raises(TypeError, match="not a question about labels"):
        ask(GetOverview())
