"""The page about models: what is said of each, what can be done with it, and how work on it goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from person import Key, controls, nameless, said_by
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QRadioButton

from photoclip.browse.model_messages import ModelChoice, ModelProbed, PublishedFigure
from photoclip.core.model_reports import DownloadProgress, ProbeReport, SwitchProgress
from photoclip.gui.views.model_list import ModelList
from photoclip.gui.views.model_row import ModelWork
from photoclip.gui.views.models_page import ModelsPage
from photoclip.gui.views.status_line import StatusLine
from photoclip.gui.views.welcome import WelcomePage
from photoclip.worker.messages import Activity, OwnerState

DEMONSTRATION = ModelChoice(
    "photoclip-scenes", True, True, True, 0, 555, "", embedded=40, disk_bytes=15_000_000
)
SMALL = ModelChoice(
    "ViT-B-32-256/datacomp_s34b_b86k",
    False,
    False,
    False,
    605,
    1130,
    "the best start on a laptop without a GPU",
    seconds_per_1000=300.0,
    recommended=True,
    why="This machine has 2 cores and no GPU; better models are several times slower.",
    shortlisted=True,
    languages="English",
    license="MIT",
    figures=(PublishedFigure("Zero-shot on ImageNet", "72.8 %", "open_clip's own tables"),),
)
HERE = ModelChoice(
    "ViT-B-16-SigLIP/webli",
    True,
    False,
    False,
    0,
    1338,
    "the best choice for English where there is memory for it",
    shortlisted=True,
    removable=True,
    disk_bytes=813_000_000,
    key="ViT-B-16-SigLIP/webli@0123456789ab",
)
RARE = replace(SMALL, name="RN50/openai", recommended=False, why="", shortlisted=False)
CAPTIONER = replace(HERE, name="coca_ViT-B-32/x", kind="captioner")
MODELS = (DEMONSTRATION, SMALL, HERE, RARE)


@pytest.fixture
def page(application):
    made = ModelsPage()
    made.set_photos(2400)
    made.set_models(MODELS)
    made.resize(700, 700)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def heard(signal) -> list:
    said: list = []
    signal.connect(lambda *values: said.append(values[0] if values else None))
    return said


def shown_names(page: ModelsPage) -> list[str]:
    return [name for name, row in page.rows.items() if not row.isHidden()]


def buttons(row) -> list[str]:
    return [one.text() for one in row.controls[:-1] if not one.isHidden()]


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# --- choosing -----------------------------------------------------------------------------------------


def test_the_recommended_model_comes_first_with_the_reason_and_the_demonstration_last(page):
    assert shown_names(page) == [SMALL.name, HERE.name, DEMONSTRATION.name]
    row = page.rows[SMALL.name]
    assert row.title.text() == "The best start on a laptop without a GPU"
    assert "Recommended for this computer" in row.advice.text()
    assert "2 cores and no GPU" in row.advice.text()
    assert not page.rows[HERE.name].advice.isVisible()


def test_a_row_says_size_memory_languages_and_how_long_this_library_takes(page):
    said = page.rows[SMALL.name].costs.text()
    for part in ("605 MB to download", "1.1 GB of memory", "English", "12 minutes", "2,400 photos"):
        assert part in said
    page.set_photos(100_000)
    assert "8 hours for your 100,000 photos" in page.rows[SMALL.name].costs.text()
    page.set_photos(0)
    assert "50 minutes for 10,000 photos" in page.rows[SMALL.name].costs.text()


def test_models_for_few_people_show_when_they_are_wanted(page):
    assert page.more.text() == "Show 1 more model"
    click(page.more)
    assert shown_names(page) == [SMALL.name, HERE.name, RARE.name, DEMONSTRATION.name]
    assert not page.more.isVisible()
    assert page.rows[RARE.name].isAncestorOf(page.focusWidget())


def test_a_rare_model_shows_while_it_is_being_downloaded(page):
    page.set_work({RARE.name: ModelWork(fetching=True)})
    assert RARE.name in shown_names(page)


def test_figures_and_licence_show_when_they_are_wanted(page):
    row = page.rows[SMALL.name]
    assert not row.facts.isVisible()
    row.details.setFocus()
    QTest.keyClick(row.details, Key.Key_Space)
    assert row.facts.isVisible()
    said = [row._grid.itemAt(at).widget().text() for at in range(row._grid.count())]
    assert {"MIT", "72.8 % (open_clip's own tables)"} <= set(said)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (SMALL, ["Download"]),
        (replace(SMALL, partial_bytes=5), ["Go on downloading"]),
        (HERE, ["Use it", "Test it", "Remove…"]),
        (replace(HERE, active=True), ["Test it"]),
        (replace(HERE, removable=False), ["Use it", "Test it"]),
        (CAPTIONER, ["Remove…"]),
        (replace(HERE, problem="It is damaged."), ["Remove…"]),
    ],
)
def test_only_what_can_be_done_is_offered(page, model, expected):
    page.set_models((model,))
    assert buttons(page.rows[model.name]) == expected


def test_what_is_wanted_is_said_with_the_model_s_name(page):
    wanted = {
        "download": heard(page.download_wanted),
        "use": heard(page.use_wanted),
        "test": heard(page.test_wanted),
        "remove": heard(page.remove_wanted),
    }
    click(page.rows[SMALL.name].download)
    for name in ("use", "test", "remove"):
        click(getattr(page.rows[HERE.name], name))
    assert wanted.pop("download") == [SMALL.name]
    assert all(names == [HERE.name] for names in wanted.values())


def test_going_back_to_a_model_that_knows_all_photos_is_said_to_take_a_moment(page):
    page.set_models((replace(HERE, embedded=2400), SMALL))
    assert "takes a moment" in page.rows[HERE.name].standing.text()
    page.set_models((replace(HERE, embedded=600), SMALL))
    assert "knows 600 of your photos" in page.rows[HERE.name].standing.text()


# --- how work goes ------------------------------------------------------------------------------------


def test_a_download_shows_how_far_and_how_fast_it_is_and_can_be_stopped(page):
    row = page.rows[SMALL.name]
    page.set_work({SMALL.name: ModelWork(fetching=True)})
    assert row.progress.text() == "Connecting…"
    assert buttons(row) == ["Stop"]
    progress = DownloadProgress(SMALL.name, 151_250_000, 605_000_000, 4_100_000, 110.0)
    page.set_work({SMALL.name: ModelWork(fetching=True, download=progress)})
    assert row.progress.text() == "151 MB of 605 MB · 4.1 MB/s · about 2 minutes left"
    assert row.bar.isVisible()
    assert row.bar.value() == row.bar.maximum() / 4
    stopped = heard(page.stop_wanted)
    click(row.stop)
    assert stopped == [SMALL.name]


def test_the_keyboard_goes_from_download_to_stop_and_back(page):
    page.activateWindow()
    row = page.rows[SMALL.name]
    row.download.setFocus()
    page.set_work({SMALL.name: ModelWork(fetching=True)})
    assert page.focusWidget() is row.stop
    page.set_work({})
    assert page.focusWidget() is row.download


def test_a_test_says_what_its_speed_means_for_this_library(page):
    report = ProbeReport(HERE.name, "cpu", "AMD EPYC", "bfloat16", 0.9997, 32, 28.4, 49.2, 2.1)
    page.set_work({HERE.name: ModelWork(probe=ModelProbed(report, 55.0))})
    said = page.rows[HERE.name].said.text
    assert said.startswith("28 pictures a second on AMD EPYC, in bfloat16. A sentence takes 49 ms.")
    assert said.endswith("Your 2,400 photos take about 2 minutes.")


def test_what_went_wrong_stands_in_the_row(page):
    page.set_work({SMALL.name: ModelWork(trouble="The disk is full.")})
    row = page.rows[SMALL.name]
    assert row.said.text == "The disk is full."
    assert row.said._sign.isVisible()
    assert buttons(row) == ["Download"]


def test_a_change_of_models_shows_how_it_goes_and_can_be_stopped(page):
    assert not page.switch.isVisible()
    page.set_switching(SwitchProgress(HERE.name, 600, 2400, 12, 10.0, 180.0))
    assert page.switch.isVisible()
    assert page.switch.line.text() == "600 of 2,400 photos · 10 photos/s · about 3 minutes left"
    assert "12 photos can't be read now" in page.switch.about.text()
    assert (page.switch.bar.value(), page.switch.bar.maximum()) == (600, 2400)
    assert buttons(page.rows[HERE.name]) == ["Test it"]
    stopped = heard(page.stop_change_wanted)
    click(page.switch.stop)
    assert len(stopped) == 1
    page.set_switching(None)
    assert not page.switch.isVisible()
    assert buttons(page.rows[HERE.name]) == ["Use it", "Test it", "Remove…"]


def test_a_change_that_rests_says_why(page):
    page.set_switching(SwitchProgress(HERE.name, 600, 2400, 0, 0.0, None, "on battery"))
    assert page.switch.line.text() == "600 of 2,400 photos\nRests: on battery"


def test_rows_stay_while_the_list_is_told_anew(page):
    row = page.rows[SMALL.name]
    row.details.setChecked(True)
    page.set_models((*MODELS, replace(HERE, name="another")))
    assert page.rows[SMALL.name] is row
    assert row.facts.isVisible()
    page.set_models(MODELS[1:])
    assert DEMONSTRATION.name not in page.rows


# --- others than those on offer -----------------------------------------------------------------------


def test_a_file_can_be_imported(page, monkeypatch, tmp_path):
    file = tmp_path / "weights.safetensors"
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", staticmethod(lambda *_rest: (str(file), ""))
    )
    wanted = heard(page.import_wanted)
    click(page.by_file)
    assert wanted == [bytes(file)]


def test_everything_has_a_name_and_tab_goes_down_the_page(page):
    page.activateWindow()
    page.set_switching(SwitchProgress("else", 6, 24, 0, 1.0, 18.0))
    assert nameless(page) == []
    places = []
    page.switch.now.setFocus()
    for _step in controls(page):
        widget = page.focusWidget()
        places.append(widget.mapTo(page, widget.rect().topLeft()).y())
        QTest.keyClick(widget, Key.Key_Tab)
    assert places == sorted(places)
    assert len(places) > 6


def test_a_narrow_page_has_everything_in_sight(page, application):
    page.resize(320, 700)
    application.processEvents()
    assert page.width() == 320
    for row in page.rows.values():
        for control in row.controls:
            if control.isVisible():
                right = control.mapTo(page, control.rect().bottomRight()).x()
                assert right <= page.width()


# --- the line at the bottom ---------------------------------------------------------------------------


@pytest.fixture
def line(application):
    made = StatusLine()
    made.resize(1200, 30)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_the_status_line_says_how_a_change_goes_and_stops_it(line):
    progress = SwitchProgress(HERE.name, 600, 2400, 0, 10.0, 180.0)
    line.set_state(OwnerState(1, "", Activity.IDLE, switching=progress))
    assert line.work.text() == (
        "Changing to ViT-B-16-SigLIP/webli: 600 of 2,400 photos · 10 photos/s · about 3 minutes left"
    )
    assert (line.bar.value(), line.bar.maximum()) == (600, 2400)
    assert line.pause.text() == "Pause"
    assert line.pause.isVisible()
    stopped = heard(line.stop_switching_wanted)
    click(line.stop_switching)
    assert len(stopped) == 1
    line.set_state(OwnerState(1, "", Activity.IDLE))
    assert line.work.text() == ""
    assert not any(one.isVisible() for one in (line.bar, line.pause, line.stop_switching))


def test_new_photos_that_are_read_meanwhile_show_first(line):
    progress = SwitchProgress(HERE.name, 600, 2400, 0, 10.0, 180.0)
    state = OwnerState(1, "", Activity.READING, done=3, total=9, switching=progress)
    line.set_state(state)
    assert line.work.text().startswith("Reading 3 of 9")
    assert not line.stop_switching.isVisible()


def test_a_pause_concerns_a_change_too(line):
    progress = SwitchProgress(HERE.name, 600, 2400, 0, 0.0, None, "paused by you")
    line.set_state(OwnerState(1, "", Activity.PAUSED, "paused by you", switching=progress))
    assert "600 of 2,400 photos" in line.work.text()
    assert line.pause.isVisible()
    assert line.pause.text() == "Resume"


# --- the first start ----------------------------------------------------------------------------------


@pytest.fixture
def first(application):
    made = ModelList()
    made.set_models((*MODELS, CAPTIONER))
    made.show()
    yield made
    made.close()
    made.deleteLater()


def radios(models: ModelList) -> list[str]:
    return [one.text() for one in models.findChildren(QRadioButton) if one.isVisible()]


def test_the_recommended_model_is_chosen_at_the_first_start_with_the_reason(first):
    assert first.choice() == SMALL
    assert radios(first)[0] == "The best start on a laptop without a GPU – recommended"
    assert "2 cores and no GPU" in said_by(first)
    assert "50 minutes for 10,000 photos" in said_by(first)
    assert first.choice() not in (DEMONSTRATION, CAPTIONER)


def test_a_few_show_at_the_first_start_and_all_when_they_are_wanted(first):
    assert len(radios(first)) == 3
    assert RARE in first.models
    assert CAPTIONER not in first.models  # nothing is found with it
    assert first.more.text() == "Show 1 more model"
    click(first.more)
    assert len(radios(first)) == 4
    assert not first.more.isVisible()


def test_what_somebody_chose_stays_chosen_when_the_list_is_told_anew(first):
    first.choose(HERE.name)
    first.set_models((*MODELS, replace(HERE, name="another")))
    assert first.choice() == HERE


def test_a_model_in_use_is_chosen_before_the_recommended_one(first):
    first.set_models(())
    first.set_models((DEMONSTRATION, SMALL, replace(HERE, active=True)))
    assert first.choice().name == HERE.name


def test_the_first_start_asks_for_no_model_where_a_real_one_came_along(application):
    page = WelcomePage(b"")
    page.show()
    page.set_models(MODELS)
    assert page.model_list.isVisible()
    brought = replace(HERE, active=True, removable=False)
    page.set_models((replace(DEMONSTRATION, active=False), SMALL, brought))
    assert not page.model_list.isVisible()
    assert brought.name in "".join(label.text() for label in page.findChildren(QLabel))
    page.offer(b"/photos")
    wanted = []
    page.start_wanted.connect(lambda folders, model: wanted.append((folders, model)))
    page.start_button.click()
    assert wanted == [((b"/photos",), brought.name)]
    page.close()


# --- folders, what is dropped, what is long, what is gone ----------------------------------------------


def test_a_folder_can_be_imported_and_a_file_or_folder_dropped(page, monkeypatch, tmp_path):
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", staticmethod(lambda *_rest: str(tmp_path))
    )
    wanted = heard(page.import_wanted)
    click(page.by_folder)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    here = QPointF(20, 20)
    arguments = (Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton)
    no_key = Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(here.toPoint(), *arguments, no_key)
    page.dragEnterEvent(over)
    assert over.isAccepted()
    page.dropEvent(QDropEvent(here, *arguments, no_key))
    assert wanted == [bytes(tmp_path)] * 2
    dragged.setUrls([QUrl.fromLocalFile("/a"), QUrl.fromLocalFile("/b")])
    two = QDragEnterEvent(here.toPoint(), *arguments, no_key)
    two.ignore()
    page.dragEnterEvent(two)
    assert not two.isAccepted()


def test_a_long_word_in_what_went_wrong_widens_nothing(page, application):
    page.resize(360, 700)
    application.processEvents()
    narrow = page.minimumSizeHint().width()
    word = "https://example.org/" + 40 * "abcdefgh"
    page.set_work({HERE.name: ModelWork(trouble=f"Not found: {word}")})
    page.say(word, wrong=True)
    application.processEvents()
    assert page.minimumSizeHint().width() == narrow
    assert page.area.widget().width() <= page.area.viewport().width()
    assert page.rows[HERE.name].said.text == f"Not found: {word}"


def test_a_model_in_use_that_is_not_here_says_so_and_is_not_forgotten(page):
    gone = replace(
        SMALL,
        name="my/model",
        note="",
        recommended=False,
        active=True,
        kind="gone",
        kept_bytes=9_000,
        embedded=849,
        key="my/model@491b",
    )
    page.set_models((*MODELS, gone))
    row = page.rows["my/model"]
    assert not row.isHidden()
    assert row.standing.text() == "In use, but not on this computer: words find nothing"
    assert buttons(row) == []
