"""Facts: single pictures, the library as a whole, and what could be typed next."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing

import pytest
from asking import ask, find, keys_of

from photoclip.browse.facts import Facts
from photoclip.browse.lists import Lists
from photoclip.browse.messages import (
    ChipKind,
    Complete,
    Details,
    GetCards,
    GetDetails,
    GetKey,
    GetPreferences,
    GetWhy,
    ItemState,
    LabelOnPhoto,
    Mistake,
    Understand,
    Understood,
    Why,
)
from photoclip.browse.model_messages import GetModels
from photoclip.browse.overview_messages import GetOverview, Overview
from photoclip.core.commands import (
    CreateLabel,
    DefineLabel,
    Flag,
    MarkLabel,
    SetCaption,
    SetFlag,
    SetSetting,
    SetTitle,
    Together,
    Verdict,
)
from photoclip.core.labels import Automatic, LabelDefinition, Source
from photoclip.core.types import Band
from photoclip.embed.catalogue import offers
from photoclip.session import Session
from photoclip.store import database


@pytest.fixture
def facts(session) -> Facts:
    return Facts(session)


@pytest.fixture
def key_of(session):
    """The key of the picture that a query finds alone."""

    def one(query: str) -> int:
        (key,) = keys_of(find(Lists(session), query))
        return key

    return one


def card_of(facts, key):
    (card,) = ask(facts, GetCards((key,))).answer
    return card


def completions(facts, query: str) -> list[str]:
    return [one.text for one in ask(facts, Complete(query, len(query))).answer]


# --- single pictures ---------------------------------------------------------------------------------


def test_cards_come_in_the_order_they_were_asked_for_and_none_for_what_is_gone(facts, key_of):
    first, second = key_of("name:c.jpg"), key_of("name:b.jpg")
    cards = ask(facts, GetCards((second, 4711, first, -4711))).answer
    assert [card and os.path.basename(card.path) for card in cards] == [
        b"b.jpg", None, b"c.jpg", None,
    ]  # fmt: skip


def test_a_card_says_what_a_grid_shows(facts, key_of):
    card = card_of(facts, key_of("name:c.jpg"))
    assert (card.state, card.taken_at, card.format) == (
        ItemState.READY, "2024-07-15T12:30:00", "jpeg",
    )  # fmt: skip
    assert (card.width, card.height, card.copies, card.offline) == (96, 64, 1, False)
    assert os.path.exists(card.thumbnail)
    assert card_of(facts, key_of("is:duplicate")).copies == 2


def test_a_file_that_waits_has_a_card_of_what_is_known_of_it(facts, key_of):
    card = card_of(facts, key_of("name:new"))
    assert card.state is ItemState.WAITING
    assert card.path.endswith(b"2024/summer/new.jpg")
    assert card.modified_at is not None
    assert (card.thumbnail, card.taken_at) == (b"", None)


def test_a_file_that_could_not_be_read_says_why(facts, key_of):
    card = card_of(facts, key_of("is:failed"))
    assert card.state is ItemState.FAILED
    assert card.reason


def test_a_file_that_became_a_photo_shows_it_in_its_place(tmp_path, make_photo):
    make_photo(tmp_path / "p" / "1.jpg", 1)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.add_roots([str(tmp_path / "p")])
        session.index()
        (file,) = session.library.connection.execute("SELECT id FROM file").fetchone()
        card = card_of(Facts(session), -file)
        assert (card.key, card.state, card.width) == (-file, ItemState.READY, 96)
        details = ask(Facts(session), GetDetails(-file)).answer
        assert details.files[0].path == os.fsencode(tmp_path / "p" / "1.jpg")


def test_a_photo_edited_into_something_unreadable_is_shown_as_failed(tmp_path, make_photo):
    path = make_photo(tmp_path / "p" / "1.jpg", 1)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.add_roots([str(tmp_path / "p")])
        session.index()
        path.write_bytes(b"not a picture any more")
        session.index()
        (key,) = keys_of(find(Lists(session), "is:failed"))
        card = card_of(Facts(session), key)
        assert (card.state, card.path) == (ItemState.FAILED, os.fsencode(path))
        assert card.reason


def test_what_was_made_by_hand_is_on_the_card_and_in_the_details(facts, key_of, album):
    key = key_of("name:d*")
    with Session.open(album, owner=True) as owner:
        owner.rate([f"#{key}"], 4)
        owner.apply(
            Together(
                (
                    SetFlag(key, Flag.PICKED),
                    MarkLabel(key, "Dog", Verdict.CONFIRMED),
                    MarkLabel(key, "Cat", Verdict.REJECTED),
                )
            )
        )
    details = ask(facts, GetDetails(key)).answer
    assert (details.card.rating, details.card.flag) == (4, Flag.PICKED)
    assert [(one.name, one.source) for one in details.labels] == [
        ("Cat", "rejected"), ("Dog", "confirmed"),
    ]  # fmt: skip
    (label,) = [one for one in ask(facts, GetOverview()).answer.labels if one.name == "Dog"]
    assert (label.count, label.query) == (1, "label:Dog")


def test_details_name_every_file_of_a_photo(facts, key_of):
    details = ask(facts, GetDetails(key_of("is:duplicate"))).answer
    assert isinstance(details, Details)
    assert sorted(os.path.basename(one.path) for one in details.files) == [
        b"a.jpg", b"copy of a.jpg",
    ]  # fmt: skip
    assert all(one.byte_size == details.byte_size > 0 for one in details.files)
    assert (details.camera, details.file_rating) == ("Canon EOS R6", None)
    assert details.added_at
    assert ask(facts, GetDetails(4711)).answer is None


# --- why a photo was found ---------------------------------------------------------------------------


@pytest.mark.torch
def test_each_part_of_a_query_says_how_it_judged_a_photo(album, session, key_of):
    key = key_of("name:c.jpg")
    query = f"a castle like:#{key} -pizza type:jpeg"
    with Session.open(album, owner=True):
        why = ask(Facts(session), GetWhy(query, key)).answer
        listing = find(Lists(session), f"a castle like:#{key} type:jpeg", all_bands=True)
        assert isinstance(why, Why)
        assert [(one.chip.kind, one.excluded) for one in why.parts] == [
            (ChipKind.WORDS, False), (ChipKind.LIKE, False), (ChipKind.EXCLUDED, True),
        ]  # fmt: skip
        assert why.parts[1].similarity == pytest.approx(1.0, abs=1e-3)
        assert [chip.text for chip in why.filters] == ["type:jpeg"]
        shown = dict(zip(keys_of(listing), memoryview(listing.scores).cast("f"), strict=True))
        assert why.score == pytest.approx(shown[key], abs=1e-4)
        assert why.band in Band


def test_a_list_that_ranks_nothing_has_no_reasons(facts, key_of):
    assert ask(facts, GetWhy("type:jpeg", key_of("name:c.jpg"))).answer is None
    assert ask(facts, GetWhy("a castle", 4711)).answer is None


def test_a_query_is_understood_without_looking_for_anything(facts):
    understood = ask(facts, Understand("  red   car type:jpg")).answer
    assert isinstance(understood, Understood)
    assert understood.understood == "red car type:jpeg"
    assert [chip.without for chip in understood.chips] == ["type:jpeg", "red car"]
    assert isinstance(ask(facts, Understand('"never closed')).answer, Mistake)


# --- the whole library -------------------------------------------------------------------------------


def test_the_overview_counts_what_its_queries_find(facts, session):
    overview = ask(facts, GetOverview()).answer
    assert isinstance(overview, Overview)
    assert (overview.photos, overview.waiting, overview.failed) == (5, 1, 1)
    assert (overview.duplicates, overview.offline) == (1, 0)
    lists = Lists(session)
    (root,) = overview.roots
    assert root.name == "Ünïted photos"
    assert [folder.path for folder in root.folders] == ["2023", "2024", "2024/summer"]
    for folder in (root, *root.folders):
        found = [key for key in keys_of(find(lists, folder.query)) if key > 0]
        assert len(found) == folder.count, folder
    for name, count in overview.cameras:
        assert find(lists, f'camera:"{name}"').count == count
    for year, count in overview.years:
        assert find(lists, f"date:{year}").count == count
    for kind, count in overview.formats:
        assert find(lists, f"type:{kind}").count == count
    assert dict(overview.formats) == {"jpeg": 4, "png": 1}
    assert (overview.model, overview.demonstration) == ("photoclip-scenes", True)
    assert overview.embedded == 5


def test_labels_are_shown_with_where_they_come_from_and_words_by_hand_before_the_files(
    tmp_path, make_photo
):
    for seed in (1, 2, 3):
        make_photo(tmp_path / "p" / f"{seed}.jpg", seed)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.add_roots([str(tmp_path / "p")])
        session.index()
        lists = Lists(session)
        first, second, third = (keys_of(find(lists, f"name:{n}.jpg"))[0] for n in (1, 2, 3))
        means = LabelDefinition(color="#3b82f6", automatic=Automatic.OFF)
        wanted = (
            *(
                DefineLabel("Animals/Dog", means),
                MarkLabel(first, "Animals/Dog", Verdict.CONFIRMED),
            ),
            *(
                CreateLabel("Animals"),
                CreateLabel("Dog"),
                MarkLabel(second, "Dog", Verdict.CONFIRMED),
            ),
            *(SetTitle(first, "Our dog"), SetCaption(first, "")),
        )
        session.apply(Together(wanted))
    owned = closing(database.open_owner(tmp_path / "library"))
    with owned as library, library.transaction() as connection:
        (dog,) = connection.execute("SELECT id FROM label WHERE name = 'Animals/Dog'").fetchone()
        connection.execute("INSERT INTO label_tag VALUES (?, ?, 'suggested', 0.25)", (dog, third))
        connection.execute("UPDATE photo SET title = 'file', caption = 'of it'")
    with Session.open(tmp_path / "library") as session:
        facts = Facts(session)
        details = ask(facts, GetDetails(first)).answer
        assert (details.title, details.caption) == ("Our dog", None)
        assert (details.file_title, details.file_caption) == ("file", "of it")
        assert details.labels == (LabelOnPhoto("Animals/Dog", Source.CONFIRMED, None, "#3b82f6"),)
        (suggested,) = ask(facts, GetDetails(third)).answer.labels
        assert (suggested.source, suggested.score) == (Source.SUGGESTED, 0.25)
        overview = ask(facts, GetOverview()).answer
        labels = {one.name: one for one in overview.labels}
        assert [*labels] == ["Animals", "Animals/Dog", "Dog"]
        dog_below, dog_above = labels["Animals/Dog"], labels["Dog"]
        assert (dog_below.count, dog_below.suggested, dog_below.color) == (1, 1, "#3b82f6")
        assert not dog_below.active
        # each finds its own and those below it, and no other label of that name
        assert keys_of(find(Lists(session), labels["Animals"].query)) == [first]
        assert keys_of(find(Lists(session), dog_below.query)) == [first]
        assert keys_of(find(Lists(session), dog_above.query)) == [second]
        assert "label:Animals/Dog" in completions(facts, "label:dog")


def test_the_overview_is_counted_again_when_the_library_changed(tmp_path, make_photo):
    make_photo(tmp_path / "p" / "1.jpg", 1)
    with Session.open(tmp_path / "library", owner=True) as session:
        facts = Facts(session)
        session.add_roots([str(tmp_path / "p")])
        assert ask(facts, GetOverview()).answer.photos == 0
        session.index()
        overview = ask(facts, GetOverview()).answer
        assert overview.photos == 1
        assert ask(facts, GetOverview()).answer is overview


def test_photos_on_a_drive_that_is_away_are_counted_and_shown_as_offline(tmp_path, make_photo):
    make_photo(tmp_path / "p" / "1.jpg", 1)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.add_roots([str(tmp_path / "p")])
        session.index()
        os.rename(tmp_path / "p", tmp_path / "away")
        session.index()
        facts = Facts(session)
        overview = ask(facts, GetOverview()).answer
        assert (overview.photos, overview.offline) == (1, 1)
        assert overview.roots[0].offline
        assert overview.roots[0].reason
        (key,) = keys_of(find(Lists(session), "is:offline"))
        assert card_of(facts, key).offline


@pytest.mark.parametrize("name", ["a b", "100% *", "x?y", 'say "hi"', " ", "Ä-c^2", "back\\slash"])
def test_a_folder_of_any_name_is_found_by_its_query(tmp_path, make_photo, name):
    make_photo(tmp_path / "p" / name / "1.jpg", 1)
    make_photo(tmp_path / "p" / "another" / "2.jpg", 2)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.add_roots([str(tmp_path / "p")])
        session.index()
        (root,) = ask(Facts(session), GetOverview()).answer.roots
        (folder,) = [one for one in root.folders if one.path != "another"]
        assert find(Lists(session), folder.query).count == folder.count == 1


# --- what could be typed next ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a dog ca", ["camera:", "caption:"]),
        ("-ra", ["rating:"]),
        ("is:por", ["is:portrait"]),
        ("camera:r6", ['camera:"Canon EOS R6"']),
        ("date:20", ["date:2024", "date:2023"]),
        ("date:2024-", ["date:2024-07"]),
        ("in:summer", ["in:2024/summer/"]),
        ("type:jpeg,pn", ["type:jpeg,png"]),
        ("sort:-d", ["sort:-date"]),
        ('"type:p', []),
        ("nothing:x", []),
        ("xyz", []),
    ],
)
def test_a_word_can_become_what_the_language_and_the_library_know(facts, query, expected):
    assert completions(facts, query) == expected


def test_a_completion_takes_the_place_of_the_word_it_completes(facts):
    (one,) = ask(facts, Complete("red -camera:r6 car", 14)).answer
    whole = "red -camera:r6 car"
    assert whole[: one.start] + one.text + whole[one.end :] == 'red -camera:"Canon EOS R6" car'
    assert one.help


def test_no_more_is_offered_than_can_be_looked_through(facts):
    assert len(completions(facts, "")) == 12
    assert all(text.endswith(":") for text in completions(facts, ""))


# --- models ------------------------------------------------------------------------------------------


def test_models_on_this_machine_and_those_to_fetch_can_be_chosen(facts):
    choices = ask(facts, GetModels()).answer
    (embedded,) = [one for one in choices if one.installed]
    assert embedded.active
    assert embedded.demonstration
    assert embedded.download_mb == 0
    away = {one.name for one in choices if not one.installed and one.kind == "clip"}
    assert away == {one.name for one in offers()}
    for offer in offers():
        (choice,) = [one for one in choices if one.name == offer.name]
        assert choice.memory_mb > choice.download_mb == offer.download_mb


def test_no_fact_loads_a_model(album):
    script = (
        "import sys; from pathlib import Path; from photoclip.session import Session\n"
        "from photoclip.browse.facts import Facts; from photoclip.browse.lists import Lists\n"
        "from photoclip.browse.messages import *; from photoclip.browse.model_messages import *\n"
        "from photoclip.core.cancel import CancelToken\n"
        f"with Session.open(Path({str(album)!r})) as session:\n"
        "    for one, questions in ((Facts(session), (GetOverview(), GetModels(), GetCards((1,)),\n"
        "            Complete('camera:', 7))), (Lists(session), (Find(''), Find('type:jpeg')))):\n"
        "        for question in questions:\n"
        "            assert one.answer(question, print, print, CancelToken())\n"
        "assert 'torch' not in sys.modules and 'PIL' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# --- settings ----------------------------------------------------------------------------------------


def test_settings_are_told_under_their_keys_those_never_set_included(folder):
    with Session.open(folder, owner=True) as session:
        session.apply(SetSetting("worker.cores", 1))
        session.apply(SetSetting("worker.ignore", ["*.tmp"]))
        values = ask(Facts(session), GetPreferences()).answer
    assert values == {
        "worker.cores": 1,
        "worker.on_battery": False,
        "worker.idle_minutes": 5,
        "worker.stay": False,
        "worker.memory_mb": 2048,
        "worker.scan_minutes": 15,
        "worker.ignore": ["*.tmp"],
        "worker.device": "auto",
    }


def test_a_file_leads_to_its_picture_whether_it_was_read_or_not(facts, key_of):
    for query in ("name:new.jpg", "is:failed", "is:duplicate"):
        key = key_of(query)
        paths = [file.path for file in ask(facts, GetDetails(key)).answer.files]
        assert paths
        for path in paths:
            assert ask(facts, GetKey(path)).answer == key
    assert ask(facts, GetKey(b"/nowhere/new.jpg")).answer is None
    assert ask(facts, GetKey(paths[0] + b"x")).answer is None
