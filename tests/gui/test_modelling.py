"""What a person wants of models is asked for, and told; what costs much is asked about first."""

from __future__ import annotations

import pytest
from label_fakes import Asking, Owner
from person import plain
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from photoclip.browse.messages import Trouble
from photoclip.browse.model_messages import (
    GONE,
    ArchitectureNeeded,
    DownloadModel,
    GetModels,
    HashNeeded,
    ImportModel,
    ModelArrived,
    ModelChoice,
    ModelProbed,
    ModelRemoved,
    ProbeModel,
    RemoveModel,
)
from photoclip.browse.overview_messages import Overview
from photoclip.core.commands import ForgetVectors, SetSetting, SwitchModel
from photoclip.core.errors import ModelError
from photoclip.core.model_reports import DownloadProgress, ProbeReport, SwitchProgress
from photoclip.gui.views.choosing import NameDialog
from photoclip.gui.views.modelling import Modelling
from photoclip.gui.views.models_page import ModelsPage
from photoclip.gui.views.notices import Weight
from photoclip.worker.messages import Activity, OwnerState

AWAY = ModelChoice("A/away", False, False, False, 605, 1130, "", seconds_per_1000=300.0)
HERE = ModelChoice(
    "A/here",
    True,
    False,
    False,
    0,
    1130,
    "",
    seconds_per_1000=300.0,
    embedded=600,
    key="A/here@0123456789ab",
    removable=True,
    disk_bytes=605_000_000,
)
KNOWS_ALL = ModelChoice("A/known", True, False, False, 0, 900, "", embedded=2400)
MODELS = (AWAY, HERE, KNOWS_ALL)


class StatefulOwner(Owner):
    """An owner whose state is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_state = 0

    def ask_state(self) -> None:
        self.asked_state += 1


class Desk:
    """A `Modelling` with what it asks and says."""

    def __init__(self, window: QWidget) -> None:
        self.asking, self.owner = Asking(), StatefulOwner()
        self.modelling = Modelling(self.asking, self.owner, window)
        self.notices: dict[str, object] = {}
        self.modelling.said.connect(lambda notice: self.notices.update({notice.name: notice}))
        self.modelling.withdrawn.connect(lambda name: self.notices.pop(name, None))
        self.refused: list[object] = []
        self.modelling.board.refused.connect(self.refused.append)
        self.page: ModelsPage | None = None
        self.modelling.set_overview(Overview(photos=2400))

    def know(self, *models: ModelChoice) -> None:
        self.modelling.board.ask()
        for asked in self.asking.asked:
            if isinstance(asked.question, GetModels):
                asked.answer(models or MODELS)

    def open_page(self) -> ModelsPage:
        self.page = ModelsPage()
        self.modelling.show_on(self.page)
        self.know()
        return self.page

    def waiting(self, kind):
        return self.asking.waiting(kind)


@pytest.fixture
def desk(application):
    window = QWidget()
    made = Desk(window)
    made.know()
    yield made
    made.modelling.close()
    for widget in filter(None, (made.page, window)):
        widget.deleteLater()


def answering(kind, do):
    """Answer the next dialog of this kind."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            timer.stop()
            do(found)

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    return timer


def pressing(text: str, seen: list[str] | None = None, *, check: bool = False):
    """Answer the next question with the button that says this."""

    def press(question: QMessageBox) -> None:
        if seen is not None:
            seen.append(f"{question.text()} {question.informativeText()}")
        if check:
            question.checkBox().setChecked(True)
        next(one for one in question.buttons() if plain(one.text()) == text).click()

    return answering(QMessageBox, press)


# --- downloading --------------------------------------------------------------------------------------


def test_a_download_is_a_notice_that_can_stop_it_while_no_page_shows_it(desk):
    desk.modelling.getting.download(AWAY.name)
    notice = desk.notices["download"]
    assert notice.weight is Weight.WORK
    assert AWAY.name in notice.text
    asked = desk.waiting(DownloadModel)
    notice.act()
    assert asked.dropped
    assert desk.notices == {}


def test_a_downloaded_model_is_offered_for_use_and_not_used_by_itself(desk):
    desk.modelling.getting.download(AWAY.name)
    desk.waiting(DownloadModel).answer(ModelArrived(AWAY.name))
    assert desk.owner.applied == []
    assert "download" not in desk.notices
    assert desk.notices["model-arrived"].button == "Use it"


def test_a_model_chosen_at_the_first_start_is_used_as_soon_as_it_is_here(desk):
    desk.modelling.get_and_use(AWAY)
    desk.waiting(DownloadModel).answer(ModelArrived(AWAY.name))
    assert desk.owner.applied == [SetSetting("next_model", AWAY.name)]


def test_a_stopped_download_is_not_used_when_it_comes_after_all(desk):
    desk.modelling.get_and_use(AWAY)
    desk.modelling.stop(AWAY.name)
    desk.modelling.getting.download(AWAY.name)
    desk.waiting(DownloadModel).answer(ModelArrived(AWAY.name))
    assert desk.owner.applied == []


def test_a_failed_download_says_why_in_a_window_s_words_and_can_be_tried_again(desk):
    desk.modelling.get_and_use(AWAY)
    hint = (
        "Check the connection (behind a proxy: HTTPS_PROXY, for a mirror: HF_ENDPOINT) and run the "
        "same command again: it goes on where it stopped. Without a network: photoclip models import"
    )
    message = "“A/away” could not be downloaded: the hub does not answer."
    desk.waiting(DownloadModel).fail(Trouble(1, "ModelError", message, hint))
    notice = desk.notices["download-failed"]
    assert notice.weight is Weight.TROUBLE
    assert "the hub does not answer" in notice.detail
    assert "it goes on where it stopped" in notice.detail
    assert "command" not in notice.detail
    notice.act()
    assert "download-failed" not in desk.notices
    desk.waiting(DownloadModel).answer(ModelArrived(AWAY.name))
    assert desk.owner.applied == [SetSetting("next_model", AWAY.name)]


def test_a_download_is_on_the_page_whenever_that_is_opened(desk):
    desk.modelling.getting.download("hf-hub:somebody/else")
    progress = DownloadProgress("x", 30, 60, 4.0, 8.0)
    desk.waiting(DownloadModel).done(progress)
    page = desk.open_page()
    row = page.rows["hf-hub:somebody/else"]
    assert row.progress.text().startswith("30 bytes of 60 bytes")
    desk.modelling.leave(page)
    desk.waiting(DownloadModel).answer(ModelArrived("hf-hub:somebody/else"))
    assert "hf-hub:somebody/else" in page.rows  # nobody tells a page that was left


def test_several_downloads_are_one_notice_that_leads_to_the_page(desk):
    wanted = []
    desk.modelling.getting.models_wanted.connect(lambda: wanted.append(True))
    desk.modelling.getting.download(AWAY.name)
    desk.modelling.getting.download("B/other")
    assert desk.notices["download"].text == "2 models are being downloaded."
    desk.notices["download"].act()
    assert wanted == [True]


# --- files --------------------------------------------------------------------------------------------


def test_what_a_file_does_not_tell_is_asked_for(desk):
    page = desk.open_page()
    page.import_wanted.emit(b"/tmp/weights.pt")
    asked = desk.waiting(ImportModel)
    assert asked.question == ImportModel(b"/tmp/weights.pt")
    assert "weights.pt" in page.said.text

    def enter(text: str):
        def do(dialog: NameDialog) -> None:
            dialog.box.setCurrentText(text)
            dialog.accept()

        return answering(NameDialog, do)

    timer = enter("ab" * 32)
    asked.answer(HashNeeded(b"/tmp/weights.pt"))
    asked = desk.waiting(ImportModel)
    assert asked.question == ImportModel(b"/tmp/weights.pt", "", "ab" * 32)
    timer = enter("ViT-B-16")
    asked.answer(ArchitectureNeeded(b"/tmp/weights.pt", ("ViT-B-32", "ViT-B-16")))
    asked = desk.waiting(ImportModel)
    assert asked.question == ImportModel(b"/tmp/weights.pt", "ViT-B-16", "ab" * 32)
    asked.answer(ModelArrived("ViT-B-16/weights"))
    assert page.said.text == "ViT-B-16/weights is on this computer now."
    assert not timer.isActive()


def test_the_likeliest_architecture_is_chosen_already_and_none_can_be_named(desk):
    page = desk.open_page()
    page.import_wanted.emit(b"/tmp/weights.safetensors")
    seen = []

    def leave(dialog: NameDialog) -> None:
        seen.append(dialog.name)
        dialog.reject()

    timer = answering(NameDialog, leave)
    desk.waiting(ImportModel).answer(ArchitectureNeeded(b"", ("ViT-B-32-quickgelu", "ViT-B-32")))
    assert seen == ["ViT-B-32-quickgelu"]
    assert desk.asking.count(ImportModel) == 1
    assert not timer.isActive()


def test_a_refused_file_is_told_on_the_page(desk):
    page = desk.open_page()
    page.import_wanted.emit(b"/tmp/weights.safetensors")
    why = "weights.safetensors is not a whole safetensors file and was not loaded."
    desk.waiting(ImportModel).fail(Trouble(1, "ModelError", why, ""))
    assert page.said.text == why
    assert desk.refused == []


# --- using one ----------------------------------------------------------------------------------------


def test_a_change_that_takes_long_is_asked_about_first(desk):
    page = desk.open_page()
    seen: list[str] = []
    timer = pressing("Cancel", seen)
    page.use_wanted.emit(HERE.name)
    assert "1,800 photos takes about 9 minutes" in seen[0]
    assert "goes on answering" in seen[0]
    assert desk.owner.applied == []
    timer = pressing("Change")
    page.use_wanted.emit(HERE.name)
    assert desk.owner.applied == [SetSetting("next_model", HERE.name)]
    assert not timer.isActive()


def test_going_back_asks_nothing(desk):
    page = desk.open_page()
    page.use_wanted.emit(KNOWS_ALL.name)
    assert desk.owner.applied == [SetSetting("next_model", KNOWS_ALL.name)]


def test_in_an_empty_library_a_model_is_simply_the_one_in_use(desk):
    desk.modelling.set_overview(Overview(photos=0))
    desk.modelling.get_and_use(HERE)
    assert desk.owner.applied == [SwitchModel(HERE.name)]


def test_a_change_shows_on_the_page_and_is_stopped_there(desk):
    page = desk.open_page()
    progress = SwitchProgress(HERE.name, 600, 2400, 0, 10.0, 180.0)
    desk.modelling.set_state(OwnerState(1, "", Activity.IDLE, switching=progress))
    assert not page.switch.isHidden()
    asked_before = desk.asking.count(GetModels)
    page.stop_change_wanted.emit()
    assert desk.owner.applied == [SetSetting("next_model", None)]
    desk.modelling.set_state(OwnerState(1, "", Activity.IDLE))
    assert page.switch.isHidden()
    assert desk.asking.count(GetModels) > asked_before  # another one may be in use


def test_a_change_that_is_refused_says_why(desk, until):
    page = desk.open_page()
    desk.owner.refuses = ModelError(
        "There is no model “A/known” on this machine.",
        "Fetch it: photoclip models download A/known",
    )
    page.use_wanted.emit(KNOWS_ALL.name)
    until(lambda: page.said.text)
    assert page.said.text == (
        "There is no model “A/known” on this machine. Download it, or import it from a file."
    )


# --- testing and removing -----------------------------------------------------------------------------


def test_a_test_can_be_stopped_and_what_it_found_stays_to_be_read(desk):
    page = desk.open_page()
    page.test_wanted.emit(HERE.name)
    row = page.rows[HERE.name]
    assert "ten seconds" in row.progress.text()
    page.stop_wanted.emit(HERE.name)
    assert desk.asking.asked[-2].dropped or desk.asking.asked[-1].dropped
    page.test_wanted.emit(HERE.name)
    report = ProbeReport(HERE.name, "cpu", "A processor", "float32", 1.0, 8, 14.2, 50.0, 2.0)
    desk.waiting(ProbeModel).answer(ModelProbed(report, 90.0))
    assert row.said.text.startswith("14 pictures a second on A processor.")
    desk.know()
    assert row.said.text.startswith("14 pictures a second on A processor.")


def test_removing_says_what_it_frees_and_forgets_vectors_only_when_told_to(desk):
    page = desk.open_page()
    seen: list[str] = []
    timer = pressing("Cancel", seen)
    page.remove_wanted.emit(HERE.name)
    assert "605 MB" in seen[0]
    assert desk.asking.count(RemoveModel) == 0
    timer = pressing("Remove")
    page.remove_wanted.emit(HERE.name)
    assert desk.owner.applied == []
    desk.waiting(RemoveModel).answer(ModelRemoved(HERE.name, 605_000_000))
    assert page.said.text == "A/here was removed: 605 MB are free again."
    timer = pressing("Remove", check=True)
    page.remove_wanted.emit(HERE.name)
    assert desk.owner.applied == [ForgetVectors(HERE.key)]
    assert not timer.isActive()


def test_closing_the_window_drops_what_goes_on(desk):
    desk.modelling.getting.download(AWAY.name)
    desk.modelling.test(HERE.name)
    asked = [desk.waiting(DownloadModel), desk.waiting(ProbeModel)]
    desk.modelling.close()
    assert all(one.dropped for one in asked)


# --- what is no model for searching, what fails, what is no longer here -------------------------------


def test_a_captioner_that_arrived_is_not_offered_for_searching(desk):
    desk.modelling.getting.download("hf-hub:eyes/coca", use=True)
    desk.waiting(DownloadModel).answer(ModelArrived("hf-hub:eyes/coca", searches=False))
    notice = desk.notices["model-arrived"]
    assert "it writes captions" in notice.text
    assert not notice.button
    assert desk.owner.applied == []


def test_what_a_bug_says_is_in_no_row_and_no_message(desk):
    page = desk.open_page()
    bug = Trouble(1, "", "Traceback (most recent call last):\n  File …\nHFValidationError: no")
    desk.modelling.getting.download(AWAY.name)
    desk.waiting(DownloadModel).fail(bug)
    desk.modelling.test(HERE.name)
    desk.waiting(ProbeModel).fail(bug)
    desk.modelling.getting.import_file(b"/x")
    desk.waiting(ImportModel).fail(bug)
    for said in (page.rows[AWAY.name].said, page.rows[HERE.name].said, page.said):
        assert said.text == "Something in PhotoClip failed here. What it was is written in its log."


def test_a_change_can_be_hurried_and_what_that_costs_is_said(desk):
    page = desk.open_page()
    progress = SwitchProgress(HERE.name, 600, 2400, 0, 10.0, 180.0)
    desk.modelling.set_state(OwnerState(1, "", Activity.IDLE, switching=progress))
    seen: list[str] = []
    timer = pressing("Change over now", seen)
    page.switch.now.click()
    timer.stop()
    assert "Words won't find 1800 photos" in seen[0].replace(",", "")
    assert desk.owner.applied == [SwitchModel(HERE.name, next=HERE.name)]


def test_what_is_known_by_a_model_that_is_gone_can_be_forgotten_on_the_page(desk):
    gone = ModelChoice(
        "my/model",
        False,
        False,
        False,
        0,
        0,
        "",
        embedded=849,
        key="my/model@491b",
        kind=GONE,
        kept_bytes=900_000,
    )
    page = desk.open_page()
    desk.know(*MODELS, gone)
    row = page.rows["my/model"]
    assert "849" in row.standing.text()
    assert row.download.isHidden()
    assert row.remove.text() == "Forget…"
    timer = pressing("Forget")
    row.remove.click()
    timer.stop()
    assert desk.owner.applied == [ForgetVectors("my/model@491b")]
