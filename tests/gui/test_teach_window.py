"""Teaching in the window: what is said before, meanwhile and afterwards, and what can be done."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from label_fakes import Asking, Owner
from person import nameless, said_by
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from photoclip.browse.messages import Trouble
from photoclip.browse.model_messages import GetModels, ModelChoice, RemoveModel, TeachModel
from photoclip.browse.overview_messages import Overview
from photoclip.core.commands import SetSetting
from photoclip.core.teaching_reports import Found, TeachingProgress, TeachingReport
from photoclip.gui.models.told import SENTENCES
from photoclip.gui.models.told_models import advice
from photoclip.gui.views.modelling import NEXT_MODEL, Modelling
from photoclip.gui.views.models_page import ModelsPage
from photoclip.gui.views.notices import Weight

BASE = ModelChoice(
    "A/base", True, True, False, 0, 1130, "", embedded=2400, key="A/base@0123456789ab"
)
MADE = ModelChoice(
    "A/base+words-1",
    True,
    False,
    False,
    0,
    1130,
    "",
    kind="adapter",
    base=BASE.name,
    removable=True,
    disk_bytes=300_000,
    seconds_per_1000=300.0,
)
KEPT = TeachingReport(
    BASE.key,
    1600,
    1200,
    340,
    1950,
    800,
    Found(0.12, 0.3, 0.412, 14.0),
    Found(0.195, 0.41, 0.55, 8.0),
    0.43,
    0.31,
    0.93,
    True,
    "Photos held out are found better, and other descriptions find what they found.",
    MADE.name,
    31.0,
)
NOTHING = replace(
    KEPT,
    after=KEPT.before,
    kept=False,
    model="",
    why="Photos held out are found hardly any better.",
)


class Desk:
    """A `Modelling` with what it asks and says."""

    def __init__(self, window: QWidget) -> None:
        self.asking, self.owner = Asking(), Owner()
        self.owner.ask_state = lambda: None
        self.modelling = Modelling(self.asking, self.owner, window)
        self.notices: dict[str, object] = {}
        self.modelling.said.connect(lambda notice: self.notices.update({notice.name: notice}))
        self.modelling.withdrawn.connect(lambda name: self.notices.pop(name, None))
        self.modelling.set_overview(Overview(photos=2400))
        self.page: ModelsPage | None = None

    def know(self, *models: ModelChoice) -> None:
        self.modelling.board.ask()
        for asked in self.asking.asked:
            if isinstance(asked.question, GetModels):
                asked.answer(models)

    def open_page(self) -> ModelsPage:
        self.page = ModelsPage()
        self.page.resize(700, 700)
        self.modelling.show_on(self.page)
        self.know(BASE)
        self.page.show()
        return self.page

    def answer(self, value: object) -> None:
        self.asking.waiting(TeachModel).answer(value)


@pytest.fixture
def desk(application):
    window = QWidget()
    made = Desk(window)
    made.know(BASE)
    yield made
    made.modelling.close()
    for widget in filter(None, (made.page, window)):
        widget.deleteLater()


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(panel) -> list[str]:
    return [one.text() for one in panel.controls if not one.isHidden()]


def test_the_page_says_from_what_it_learns_and_that_nothing_changes_unless_it_helps(desk):
    panel = desk.open_page().teaching
    assert panel.isVisible()
    for part in ("captions", "keywords", "confirmed labels of this library", "nothing is changed"):
        assert part in panel.about.text()
    assert shown(panel) == ["Teach"]


def test_without_photos_nothing_is_said_of_teaching(desk):
    desk.modelling.set_overview(Overview(photos=0))
    assert not desk.open_page().teaching.isVisible()


def test_teaching_shows_how_far_it_is_and_can_be_stopped(desk):
    panel = desk.open_page().teaching
    panel.teach.setFocus()
    click(panel.teach)
    assert shown(panel) == ["Stop"]
    assert desk.page.focusWidget() is panel.stop
    desk.answer(TeachingProgress("Reading the words", 64, 340))
    assert panel.progress.text() == "Reading the words… 64 of 340"
    assert (panel.bar.value(), panel.bar.maximum()) == (64, 340)
    assert nameless(desk.page) == []
    asked = desk.asking.asked[-1]
    click(panel.stop)
    assert asked.dropped
    assert shown(panel) == ["Teach"]
    assert not panel.bar.isVisible()
    assert desk.notices == {}


def test_what_came_of_it_is_said_with_figures_and_can_be_used_without_looking_at_photos(
    desk, application
):
    page = desk.open_page()
    panel = page.teaching
    click(panel.teach)
    desk.answer(KEPT)
    assert shown(panel) == ["Teach again"]  # it isn't on the list yet
    desk.know(BASE, MADE)
    said = said_by(panel)
    for part in (
        "Tried on A/base: 1,200 of 1,600 photos with your words, 340 different words or sentences, "
        "1,950 pairs of a photo and its words.",
        "as the first: 12.0\N{NO-BREAK SPACE}% before, 19.5\N{NO-BREAK SPACE}% after",
        "among the first 10: 41.2\N{NO-BREAK SPACE}% before, 55.0\N{NO-BREAK SPACE}% after",
        "Photos held out are found better",
        "A model came of it: A/base+words-1. Nothing changes until you use it",
    ):
        assert part in said
    assert shown(panel) == ["Use it", "Remove…", "Teach again"]
    assert nameless(page) == []
    page.resize(320, 700)
    application.processEvents()
    assert all(
        one.mapTo(page, one.rect().bottomRight()).x() <= page.width()
        for one in panel.controls
        if one.isVisible()
    )
    assert desk.owner.applied == []
    click(panel.use)  # asks nothing: its vectors follow from those there are
    assert desk.owner.applied == [SetSetting(NEXT_MODEL, MADE.name)]
    desk.know(replace(BASE, active=False), replace(MADE, active=True))
    assert panel.standing.text() == "✓ In use"
    assert shown(panel) == ["Teach again"]


def test_a_model_that_came_of_it_can_be_removed(desk, monkeypatch):
    panel = desk.open_page().teaching
    click(panel.teach)
    desk.answer(KEPT)
    desk.know(BASE, MADE)
    asked: list[str] = []

    def agree(question: QMessageBox) -> int:
        asked.append(question.informativeText())
        roles = {question.buttonRole(one): one for one in question.buttons()}
        roles[QMessageBox.ButtonRole.DestructiveRole].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", agree)
    click(panel.remove)
    assert asked == ["That frees 300 kB. Your words stay, and can be taught again."]
    assert desk.asking.waiting(RemoveModel).question == RemoveModel(MADE.name)
    desk.know(BASE)
    assert shown(panel) == ["Teach again"]


def test_where_it_does_not_help_it_says_why_and_offers_nothing(desk):
    panel = desk.open_page().teaching
    click(panel.teach)
    desk.answer(NOTHING)
    assert panel.said.text == (
        "Photos held out are found hardly any better. No model was made, and nothing changed."
    )
    assert shown(panel) == ["Teach again"]


def test_what_is_missing_is_said_with_what_to_do(desk):
    panel = desk.open_page().teaching
    click(panel.teach)
    desk.asking.waiting(TeachModel).fail(
        Trouble(
            0,
            "PhotoClipError",
            "No photo of this library has words of yours yet.",
            "Write captions or titles, add keywords, or confirm labels; then teach again.",
        )
    )
    assert "has words of yours yet. Write captions" in panel.said.text
    assert shown(panel) == ["Teach"]


def test_it_goes_on_without_the_page_and_a_notice_offers_what_came_of_it(desk):
    desk.modelling.teaching.teach()
    assert desk.notices["teaching"].weight is Weight.WORK
    desk.modelling.teaching.teach()  # it goes on already
    assert desk.asking.count(TeachModel) == 1
    desk.answer(KEPT)
    assert list(desk.notices) == ["taught"]
    assert MADE.name in desk.notices["taught"].text
    desk.know(BASE, MADE)
    desk.notices["taught"].act()
    assert desk.owner.applied == [SetSetting(NEXT_MODEL, MADE.name)]
    assert desk.notices == {}
    assert "19.5" in desk.open_page().teaching.found.text()  # still to be read


def test_a_trouble_nobody_sees_on_the_page_is_a_notice(desk):
    desk.modelling.teaching.teach()
    desk.asking.waiting(TeachModel).fail(Trouble(0, "ModelError", "Something.", "Do something."))
    notice = desk.notices["taught"]
    assert (notice.weight, notice.detail) == (Weight.TROUBLE, "Something. Do something.")
    notice.act()
    assert desk.asking.waiting(TeachModel)


def test_closing_the_window_stops_it(desk):
    desk.modelling.teaching.teach()
    asked = desk.asking.waiting(TeachModel)
    desk.modelling.close()
    assert asked.dropped


def test_what_teaching_says_is_known_to_the_window():
    """Every sentence of `photoclip.teaching` for people; `test_translations` asks for its German."""
    room = Path(__file__).resolve().parents[2] / "photoclip" / "teaching"
    sentences = []
    for name in ("gather.py", "teach.py"):
        for node in ast.walk(ast.parse((room / name).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "on_progress":
                    sentences.append((filled(node.args[0]), ""))
                elif node.func.id in ("PhotoClipError", "DiskFullError"):
                    sentences.append(tuple(map(filled, node.args)))
            if isinstance(node, ast.FunctionDef) and node.name == "_why":
                sentences += [
                    (filled(one.value), "") for one in ast.walk(node) if isinstance(one, ast.Return)
                ]
    assert len(sentences) >= 14
    for message, hint in sentences:
        assert is_known(message), message
        assert not hint or advice(hint) or is_known(hint), hint


def is_known(text: str) -> bool:
    patterns = (".+?".join(map(re.escape, re.split(r"\{\d\}", one))) for one in SENTENCES if one)
    return any(re.fullmatch(pattern, text, re.DOTALL) for pattern in patterns)


def filled(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr), ast.unparse(node)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "XY" for part in node.values
    )
