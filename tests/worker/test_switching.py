"""A library on its way from one model to another: what is filled, what answers, what changes hands."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager

import numpy as np
import pytest
import small_models
from small_models import ColourEncoder

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import (
    AddRoot,
    ApplyRule,
    DefineLabel,
    MarkLabel,
    SetRating,
    SetSetting,
    SwitchModel,
    Together,
    Verdict,
)
from photoclip.core.errors import Cancelled, ModelError, PhotoClipError
from photoclip.core.events import Notice, SwitchAdvanced
from photoclip.core.labels import LabelDefinition
from photoclip.core.reports import IndexOptions
from photoclip.embed.adapter import Adapter, Residual
from photoclip.embed.weights import CARD
from photoclip.session import Session
from photoclip.store import database, generations, labels, model_switch, settings, vectors
from photoclip.store.settings import ACTIVE_MODEL, NEXT_MODEL
from photoclip.tagging.rule import Rule
from photoclip.worker.next_model import next_model
from photoclip.worker.process import owning

EACH = 6
PHOTOS = EACH * len(small_models.COLOURS)


@pytest.fixture(autouse=True)
def encoder(monkeypatch):
    small_models.use(monkeypatch)


@pytest.fixture
def old():
    return small_models.install("old", 24)


@pytest.fixture
def new():
    return small_models.install("new", 40, size=48)


@pytest.fixture
def photos(tmp_path, make_photo):
    return small_models.pictures(make_photo, tmp_path / "photos", EACH)


@pytest.fixture
def place(tmp_path, old, photos):
    """A library of those photos that uses the old model."""
    folder = tmp_path / "library"
    with owning(folder) as owner:
        owner.apply(SetSetting(ACTIVE_MODEL, old.name))
        owner.apply(AddRoot(os.fsencode(tmp_path / "photos")))
        owner.index(IndexOptions())
    ColourEncoder.seen.clear()
    ColourEncoder.loaded.clear()
    return folder


def key_of(library) -> str:
    return str(settings.get(library, ACTIVE_MODEL))


def found(folder, query: str, count: int = EACH) -> list[str]:
    """The names of the photos that fit a query best."""
    with Session.open(folder) as session:
        hits = session.search(query, count, all_bands=True).hits
    return [os.path.basename(os.fsdecode(hit.path)) for hit in hits]


def of_colour(names, colour: str) -> int:
    return sum(name.startswith(colour) for name in names)


def ask(folder, sql: str, *parameters: object) -> list[tuple]:
    library = database.open_reader(folder)
    try:
        return library.connection.execute(sql, parameters).fetchall()
    finally:
        library.close()


def vectors_of(folder, model) -> int:
    ((count,),) = ask(
        folder,
        "SELECT count(*) FROM vector JOIN model ON model.id = model_id WHERE key = ?",
        model.info.key,
    )
    return count


def rows_of(library, model) -> np.ndarray:
    """A model's vectors, in the order of the contents."""
    batch = vectors.load(library, vectors.find_model(library, model.info.key), model.info.dim)
    return batch.rows.astype(np.float32)[np.argsort(batch.content_ids)]


def file_states(folder) -> list[tuple]:
    return ask(folder, "SELECT path, state, missing_since, strikes, kills FROM file ORDER BY path")


def put_in_force(folder, name: str, definition: LabelDefinition) -> None:
    """What `photoclip tag --apply` does."""
    with Session.open(folder, owner=True) as session:
        session.apply(DefineLabel(name, definition))
        preview = session.tagging.preview(name, definition)
        session.apply(ApplyRule(name, preview.rule))


def rule_of(folder, name: str) -> Rule:
    ((text,),) = ask(folder, "SELECT rule FROM label WHERE name = ?", name)
    return Rule.from_json(text)


def held(folder, name: str) -> set[int]:
    rows = ask(
        folder,
        "SELECT photo_id FROM label_tag JOIN label ON label.id = label_id "
        "WHERE name = ? AND source = 'auto'",
        name,
    )
    return {photo for (photo,) in rows}


def notices(events) -> list[str]:
    return [event.text for event in events if isinstance(event, Notice)]


@contextmanager
def heard_owner(folder):
    events: list[object] = []
    with owning(folder) as owner:
        owner.subscribe(events.append)
        yield owner, events


def test_the_old_model_answers_until_every_photo_is_filled_then_the_new_one_does(
    place, old, new, monkeypatch
):
    before = found(place, "something red")
    assert of_colour(before, "red") == EACH
    states = file_states(place)
    in_the_middle = []

    real = ColourEncoder.encode_images

    def looks(self, pixels):
        if self.info.key == new.info.key:
            with Session.open(place) as session:
                in_the_middle.append((session.model.name, found(place, "something red")))
        return real(self, pixels)

    monkeypatch.setattr(ColourEncoder, "encode_images", looks)
    with heard_owner(place) as (owner, events):
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        assert key_of(owner.library) == old.name
        owner.index(IndexOptions())
        assert key_of(owner.library) == new.name
        assert owner.switching.progress() is None
    assert in_the_middle
    assert all(seen == (old.name, before) for seen in in_the_middle)
    assert vectors_of(place, new) == vectors_of(place, old) == PHOTOS
    assert file_states(place) == states
    assert of_colour(found(place, "something red"), "red") == EACH
    assert any("new answers from now on" in text for text in notices(events))
    steps = [event.progress for event in events if isinstance(event, SwitchAdvanced)]
    assert steps
    assert all(step.model == "new" and step.total == PHOTOS for step in steps)
    with Session.open(place) as session:
        assert session.model.name == "new"
        assert session.status().embedded == PHOTOS
        assert session.status().switching is None


def test_labels_and_cuts_change_hands_with_the_model_in_one_transaction(place, old, new):
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.25))
    put_in_force(place, "Blue", LabelDefinition(describe=("something blue",), share=0.5))
    red, blue = held(place, "Red"), held(place, "Blue")
    assert len(red) == PHOTOS / 4
    with owning(place) as owner:
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        edits = owner.library.connection.execute("SELECT count(*) FROM edit").fetchone()[0]
        owner.index(IndexOptions())
        ((command,),) = owner.library.connection.execute(
            "SELECT command FROM edit WHERE id > ?", (edits,)
        ).fetchall()
        assert '"do":"switch-model"' in command
        assert labels.stale_labels(owner.library) == []
    for name, share, before in (("Red", 0.25, red), ("Blue", 0.5, blue)):
        rule = rule_of(place, name)
        assert (rule.model, rule.dim) == (new.info.key, 40)
        assert len(held(place, name)) == PHOTOS * share
        assert len(held(place, name) & before) >= EACH - 1


def test_a_label_that_only_suggests_still_only_suggests(place, new):
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.25))
    with Session.open(place, owner=True) as session:
        # changed, and not yet put in force: what is in force goes on doing what it does
        session.apply(
            DefineLabel("Red", LabelDefinition(("something red",), automatic="off", share=0.25))
        )
        session.models.use(new.name)
        session.index()
    rule = rule_of(place, "Red")
    assert rule.model == new.info.key
    assert rule.automatic == "apply"


def test_going_back_reads_no_photo_loads_no_model_and_brings_the_old_rules_and_tags(
    place, old, new
):
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.25))
    rule, tags, answer = rule_of(place, "Red").to_json(), held(place, "Red"), found(place, "blue")
    with Session.open(place, owner=True) as session:
        session.models.use(new.name)
        session.index()
    ColourEncoder.seen.clear()
    ColourEncoder.loaded.clear()
    with Session.open(place, owner=True) as session:
        chosen = session.models.use(old.name)
        assert (chosen.answers, chosen.switching) == (True, None)
        assert session.model.name == old.name
    assert ColourEncoder.seen == {}
    assert ColourEncoder.loaded == []
    assert rule_of(place, "Red").to_json() == rule
    assert held(place, "Red") == tags
    assert found(place, "blue") == answer
    with Session.open(place, owner=True) as session:
        assert session.models.use(new.name).answers  # and there again
    assert ColourEncoder.loaded == []


def test_a_label_that_means_something_else_by_now_is_fitted_anew_when_going_back(place, old, new):
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.25))
    with Session.open(place, owner=True) as session:
        session.models.use(new.name)
        session.index()
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.5))
    put_in_force(place, "Later", LabelDefinition(describe=("something green",), share=0.25))
    with Session.open(place, owner=True) as session:
        assert session.models.use(old.name).answers
    assert rule_of(place, "Red").model == rule_of(place, "Later").model == old.info.key
    assert len(held(place, "Red")) == PHOTOS / 2
    assert len(held(place, "Later")) == PHOTOS / 4


def test_answers_given_under_one_model_teach_the_label_under_the_next(place, new):
    put_in_force(place, "Warm", LabelDefinition(describe=("a warm mood",), share=0.5))
    with Session.open(place, owner=True) as session:
        rows = session.library.connection.execute("SELECT photo_id, name FROM file").fetchall()
        warm = {photo for photo, name in rows if name.startswith(("red", "yellow"))}
        marks = [
            MarkLabel(photo, "Warm", Verdict.CONFIRMED if photo in warm else Verdict.REJECTED)
            for photo, name in rows
            if name[-5] in "0123"
        ]
        session.apply(Together(tuple(marks)))
        session.models.use(new.name)
        session.index()
    assert rule_of(place, "Warm").head is not None
    assert len(held(place, "Warm") & warm) >= len(warm) - 1


def test_stopping_keeps_what_was_filled_and_going_on_repeats_nothing(place, old, new, monkeypatch):
    token = CancelToken()
    real = ColourEncoder.encode_images
    monkeypatch.setattr("photoclip.indexing.pipeline.BATCH_SIZE", 4)

    def stops(self, pixels):
        if self.info.key == new.info.key and sum(self.seen.get("new", ())) >= 8:
            token.cancel()
        return real(self, pixels)

    monkeypatch.setattr(ColourEncoder, "encode_images", stops)
    with Session.open(place, owner=True) as session:
        session.models.use(new.name)
        with pytest.raises(Cancelled):
            session.index(cancel=token)
        filled = vectors_of(place, new)
        assert 8 <= filled < PHOTOS
        assert session.models.switching().done == filled
        assert session.models.stop_switching()
        assert not session.models.stop_switching()
        assert session.models.switching() is None
        session.index()
        assert session.model.name == old.name
        assert vectors_of(place, new) == filled
        monkeypatch.setattr(ColourEncoder, "encode_images", real)
        encoded = sum(ColourEncoder.seen["new"])
        session.models.use(new.name)
        session.index()
        assert session.model.name == new.name
    assert sum(ColourEncoder.seen["new"]) == encoded + PHOTOS - filled


def test_photos_that_cant_be_read_or_taken_in_stop_nothing_and_keep_their_state(
    place, new, photos, monkeypatch
):
    broken = photos["green"][0]
    broken.write_bytes(b"no picture" * 30)
    os.utime(broken, (1, 1))
    gone = photos["green"][1]
    with owning(place) as owner:
        refused = (30 + 9, 30 + 9, 220 - 9)  # blue3
        monkeypatch.setattr(ColourEncoder, "refused", refused)
        states = file_states(place)
        gone.unlink()
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        assert owner.switching.work(CancelToken())  # without a scan before it
        assert key_of(owner.library) == new.name
        assert generations.filled(owner.library, new.info.key).done == PHOTOS - 3
        refusals = owner.library.connection.execute("SELECT reason FROM vector_refused").fetchall()
        assert len(refusals) == 1
        assert "no meaningful answer" in refusals[0][0]
        assert file_states(place) == states
        seen = sum(ColourEncoder.seen["new"])
        # what was refused is not tried again, and stays in the library
        owner.index(IndexOptions(accept_missing=True))
        assert sum(ColourEncoder.seen["new"]) == seen
        ((state,),) = ask(place, "SELECT state FROM file WHERE name = 'blue3.png'")
        assert state == "ready"
        monkeypatch.setattr(ColourEncoder, "refused", None)
        owner.index(IndexOptions(retry_failed=True))
        assert generations.filled(owner.library, new.info.key).done == PHOTOS - 2


def test_a_model_that_takes_in_nothing_never_takes_over(place, old, new, monkeypatch):
    monkeypatch.setattr("photoclip.indexing.filling.MOST_REFUSED", 8)
    real = ColourEncoder.encode_images

    def broken(self, pixels):
        rows = real(self, pixels)
        return rows * np.nan if self.info.key == new.info.key else rows

    monkeypatch.setattr(ColourEncoder, "encode_images", broken)
    with heard_owner(place) as (owner, events):
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        owner.index(IndexOptions())
        assert key_of(owner.library) == old.name
        assert "took in none" in owner.state().switching.reason
        assert any("The old model goes on." in text for text in notices(events))
    assert of_colour(found(place, "something red"), "red") == EACH


def test_photos_on_drives_that_are_away_are_passed_over_counted_and_filled_when_they_return(
    tmp_path, place, new, make_photo
):
    drive = tmp_path / "drive"
    for n in range(10):
        make_photo(drive / f"away{n}.png", 40 + n, size=(48, 32))
    with owning(place) as owner:
        owner.apply(AddRoot(os.fsencode(drive)))
        owner.index(IndexOptions())
        drive.rename(tmp_path / "unplugged")
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        progress = []
        owner.subscribe(
            lambda e: progress.append(e.progress) if isinstance(e, SwitchAdvanced) else None
        )
        owner.index(IndexOptions())
        assert key_of(owner.library) == new.name
        assert progress[-1].unreadable == 10
        assert generations.filled(owner.library, new.info.key).done == PHOTOS
        (tmp_path / "unplugged").rename(drive)
        owner.index(IndexOptions())
        assert generations.filled(owner.library, new.info.key).done == PHOTOS + 10


def test_where_most_photos_are_away_it_waits_says_so_and_changes_when_told_to(
    tmp_path, place, old, new, make_photo
):
    drive = tmp_path / "drive"
    for n in range(3 * PHOTOS):
        make_photo(drive / f"away{n}.png", 40 + n, size=(48, 32))
    with Session.open(place, owner=True) as session:
        session.add_roots([str(drive)])
        session.index()
        drive.rename(tmp_path / "unplugged")
        session.models.use(new.name)
        session.index()
        assert session.model.name == old.name
        waiting = session.models.switching()
        assert (waiting.done, waiting.unreadable) == (PHOTOS, 3 * PHOTOS)
        assert "drives that are away" in waiting.reason
        chosen = session.models.use(new.name, now=True)
        assert session.model.name == new.name
        assert chosen.answers
        assert chosen.switching is None


def test_a_model_removed_in_the_middle_is_named_and_the_old_one_goes_on(place, old, new, tmp_path):
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.25))
    with heard_owner(place) as (owner, events):
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        aside = tmp_path / "aside"
        shutil.move(new.path, aside)
        owner.index(IndexOptions())
        assert key_of(owner.library) == old.name
        state = owner.state().switching
        assert "no model “new” on this machine" in state.reason
        assert any(
            "stands still" in text and "The old model goes on." in text for text in notices(events)
        )
        assert of_colour(found(place, "something red"), "red") == EACH
        with Session.open(place) as session:
            assert session.status().switching.reason
        shutil.move(aside, new.path)
        owner.index(IndexOptions())
        assert key_of(owner.library) == new.name


def test_an_adapter_is_filled_from_the_vectors_of_the_model_it_stands_on(place, old):
    rng = np.random.default_rng(5)
    residual = Residual(
        rng.normal(size=(2, 24)).astype(np.float32),
        0.2 * rng.normal(size=(24, 2)).astype(np.float32),
    )
    made = Adapter(residual, residual).write(old.path.parent / "taught", "taught", old)
    with owning(place) as owner:
        owner.apply(SetSetting(NEXT_MODEL, made.name))
        owner.index(IndexOptions())
        assert key_of(owner.library) == "taught"
        assert ColourEncoder.seen == {}
        rows = [rows_of(owner.library, model) for model in (old, made)]
    assert np.abs(rows[1] - residual.apply(rows[0])).max() < 2e-3
    assert np.abs(rows[1] - rows[0]).max() > 0.05
    assert of_colour(found(place, "something red"), "red") > 0


def test_a_photo_that_comes_meanwhile_is_filled_too(place, old, new, make_photo, photos):
    with owning(place) as owner:
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        extra = photos["red"][0].with_name("redder.png")
        make_photo(extra, colour=(221, 33, 28), size=(48, 32))
        owner.index(IndexOptions())
        assert key_of(owner.library) == new.name
    assert vectors_of(place, old) == vectors_of(place, new) == PHOTOS + 1


def test_nothing_is_computed_twice_for_a_library_without_photos(tmp_path, new):
    folder = tmp_path / "empty"
    with owning(folder) as owner:
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        assert key_of(owner.library) == new.name
        assert next_model(owner.library) is None


def test_switching_before_it_is_filled_finds_what_is_filled_and_fits_labels_afterwards(
    place, old, new
):
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.25))
    tags = held(place, "Red")
    with Session.open(place, owner=True) as session:
        chosen = session.models.use(new.name, now=True)
        assert session.model.name == new.name
        assert not chosen.answers
        assert chosen.switching is not None
        assert held(place, "Red") == tags
        session.index()
        assert session.models.switching() is None
    assert rule_of(place, "Red").model == new.info.key
    assert len(held(place, "Red")) == PHOTOS / 4


def test_a_rule_of_the_model_before_is_not_put_in_force_and_undoing_restores_the_rest(
    place, old, new
):
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.25))
    old_rule = rule_of(place, "Red").to_json()
    with Session.open(place, owner=True) as session:
        session.models.use(new.name)
        session.index()
        with pytest.raises(PhotoClipError, match="another model now"):
            session.apply(ApplyRule("Red", old_rule))
        assert rule_of(place, "Red").model == new.info.key
        session.rate(["#1"], 5)
        session.undo()
        with pytest.raises(PhotoClipError, match="another model now"):
            session._apply_as(ApplyRule("Red", old_rule), "undo:1")
        restored = Together((DefineLabel("Back", LabelDefinition()), ApplyRule("Back", old_rule)))
        session._apply_as(restored, "undo:2")
        assert labels.label_named(session.library, "Back").rule is None


def test_a_switch_is_a_command_that_can_be_taken_back(place, old, new):
    put_in_force(place, "Red", LabelDefinition(describe=("something red",), share=0.25))
    rule, tags = rule_of(place, "Red").to_json(), held(place, "Red")
    with Session.open(place, owner=True) as session:
        session.models.use(new.name)
        session.index()
        kept = model_switch.kept_rules(session.library, old.info.key)
        assert list(kept.values()) == [rule]
        named = tuple(
            (one.name, kept[one.id]) for one in model_switch.ruled_labels(session.library)
        )
        applied = session.apply(SwitchModel(old.name, named))
        assert rule_of(place, "Red").to_json() == rule
        assert held(place, "Red") == tags
        session.undo_edit(applied)
        assert session.model.name == new.name
        assert rule_of(place, "Red").model == new.info.key


def test_vectors_of_a_model_in_use_are_not_forgotten_those_of_others_are(place, old, new):
    with Session.open(place, owner=True) as session:
        session.models.use(new.name)
        with pytest.raises(ModelError, match="uses is not forgotten"):
            session.models.forget(old.name)
        session.index()
        assert [one.name for one in session.models.known()] == ["old", "new"]
        assert session.models.forget(old.info.key) == PHOTOS
        assert [one.name for one in session.models.known()] == ["new"]
        with pytest.raises(PhotoClipError, match="knows no photo by"):
            session.models.forget(old.name)
    assert of_colour(found(place, "something red"), "red") == EACH
    with Session.open(place, owner=True) as session:
        assert not session.models.use(old.name).answers
        session.index()
        assert session.model.name == old.name


def test_a_session_that_lives_on_answers_by_the_model_that_took_over(place, old, new):
    with owning(place) as owner, Session.open(place) as session:
        assert (
            of_colour(
                [
                    os.path.basename(os.fsdecode(h.path))
                    for h in session.search("red", EACH, all_bands=True).hits
                ],
                "red",
            )
            == EACH
        )
        assert session.engine.index.dim == 24
        owner.apply(SetSetting(NEXT_MODEL, new.name))
        owner.index(IndexOptions())
        # asked by its old key, an owner still answers who has not noticed yet
        assert owner.encode_texts(old.info.key, ["red"]).shape == (1, 24)
        session.keep_up()
        assert session.engine.index.dim == 40
        assert len(session.engine.index) == PHOTOS
        assert owner.apply(SetRating(1, 4))


def test_a_captioner_is_refused_as_the_next_model(tmp_path):
    blind = small_models.install("blind", 24)
    card = json.loads((blind.path / CARD).read_text("utf-8"))
    (blind.path / CARD).write_text(json.dumps({**card, "kind": "captioner"}), "utf-8")
    with owning(tmp_path / "library") as owner:
        with pytest.raises(ModelError, match="reads no sentences"):
            owner.apply(SetSetting(NEXT_MODEL, "blind"))
        owner.apply(SetSetting(NEXT_MODEL, "nowhere"))  # may be fetched yet
        assert settings.get(owner.library, NEXT_MODEL) == "nowhere"


def test_a_hurried_change_puts_the_kept_rules_in_force_whoever_asks_for_it(tmp_path, make_photo):
    small_models.install("old", 24)
    small_models.install("new", 40)
    small_models.pictures(make_photo, tmp_path / "photos", each=2)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.models.use("old")
        session.add_roots([str(tmp_path / "photos")])
        session.index()
        definition = LabelDefinition(describe=("something red",))
        session.apply(DefineLabel("Red", definition))
        rule = session.tagging.preview("Red", definition).rule
        session.apply(ApplyRule("Red", rule))
        session.models.use("new")
        session.index()
        session.apply(SwitchModel("old", next="old"))  # as a window says it
        (red,) = model_switch.ruled_labels(session.library)
        assert model_switch.model_of(red.rule) == session.model.info.key
