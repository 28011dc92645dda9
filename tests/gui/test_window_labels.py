"""Labels in the window, with a real library: made, seen, applied, corrected, reviewed, taken back."""

from __future__ import annotations

import pytest
from person import CONTROL, SHIFT, Key, Person, found, modal, nameless
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from photoclip.core.labels import Source
from photoclip.gui.models.sidebar import COUNT_ROLE, SUGGESTED_ROLE
from photoclip.gui.views.label_chip import LabelChip
from photoclip.gui.views.label_editor import LabelEditor


@pytest.fixture
def owner(samples, copied, open_window, until):
    """Somebody at a window over the sample photos, who may change what they like."""
    library = copied(samples)
    somebody = Person(open_window(library), until)
    window = somebody.window
    until(lambda: window.photos.rowCount() > 100 and window.surveying.known)
    somebody.settled()
    somebody.library = library
    return somebody


def editor(person) -> LabelEditor:
    person.until(lambda: isinstance(modal(), LabelEditor))
    return modal()


def foreseen(person, dialog) -> None:
    """Wait until the editor shows what would happen, and asks for nothing more."""
    person.until(lambda: dialog.forecast.preview is not None and not dialog.forecast.busy.text())


def applies(person, dialog) -> None:
    QTest.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    person.until(lambda: modal() is None)


def move_cut(person, dialog, key, enough) -> None:
    """Move the cut by keys until the preview is as wanted."""
    histogram = dialog.forecast.histogram
    histogram.setFocus()
    while not enough(dialog.forecast.preview):
        before = dialog.forecast.preview
        for _ in range(4):
            QTest.keyClick(histogram, key)
        person.until(lambda before=before: dialog.forecast.preview is not before)
        foreseen(person, dialog)


def makes_lighthouse(person) -> None:
    """Make a label of a search and apply it."""
    person.searches("a lighthouse")
    person.chooses(person.window.actions_.label_of_search)
    dialog = editor(person)
    assert dialog.form.name.text() == "Lighthouse"
    foreseen(person, dialog)
    move_cut(person, dialog, Key.Key_Left, lambda preview: preview.would_hold >= 6)
    applies(person, dialog)
    person.until(lambda: found(person.library, "label:Lighthouse"))


def labels(person) -> dict[str, int]:
    return {one.name: one.count for one in person.window.surveying.overview.labels}


def test_a_search_becomes_a_label_that_is_seen_applied_and_taken_back(owner):
    owner.searches("a lighthouse")
    owner.chooses(owner.window.actions_.label_of_search)
    dialog = editor(owner)
    assert dialog.form.describe.sentences() == ("a lighthouse",)
    foreseen(owner, dialog)
    preview = dialog.forecast.preview
    assert 0 < preview.added < preview.photos / 2
    assert dialog.forecast.effect.text().startswith(f"+{preview.added} / ")
    assert sum(one.count for one in preview.bins) == preview.photos
    owner.until(lambda: dialog.forecast.above.photos[0]._pixmap is not None)
    assert nameless(dialog) == []
    assert labels(owner) == {}  # nothing has happened so far
    applies(owner, dialog)
    owner.until(lambda: labels(owner) == {"Lighthouse": preview.added})
    assert len(found(owner.library, "label:Lighthouse/auto")) == preview.added
    owner.until(lambda: owner.notice("labelled"))
    assert f"on {preview.added} more photo" in owner.notice("labelled").text
    owner.takes_up("labelled")
    owner.until(lambda: labels(owner) == {})
    assert found(owner.library, "label:Lighthouse") == set()
    assert owner.notice("labelled") is None
    owner.redoes()
    owner.until(lambda: labels(owner) == {"Lighthouse": preview.added})


def test_a_label_that_was_left_is_not_there(owner):
    owner.presses(Key.Key_L, CONTROL | SHIFT)
    dialog = editor(owner)
    QTest.keyClicks(dialog.form.name, "Animals/Elephant")
    foreseen(owner, dialog)
    QTest.mouseClick(dialog.forecast.above.photos[0].yes, Qt.MouseButton.LeftButton)
    owner.until(lambda: found(owner.library, "label:Elephant"))
    QTest.keyClick(dialog, Key.Key_Escape)
    owner.until(lambda: found(owner.library, "label:Elephant") == set())
    owner.until(lambda: labels(owner) == {})


def test_the_label_s_line_counts_by_source_and_its_cut_can_be_moved(owner):
    makes_lighthouse(owner)
    window = owner.window
    banner = window.browser.label_banner
    assert not banner.isVisible()
    owner.searches("label:Lighthouse")
    owner.until(lambda: banner.isVisible() and banner.page.preview is not None)
    count = len(found(owner.library, "label:Lighthouse"))
    assert banner.counts[Source.AUTO].text() == f"{count} by PhotoClip"
    assert not banner.counts[Source.CONFIRMED].isVisible()
    assert not banner.apply.isVisible()  # its rule is in force as it is
    assert nameless(banner) == []
    owner.clicks(banner.edit)
    dialog = editor(owner)
    owner.until(dialog.form.isEnabled)
    foreseen(owner, dialog)
    move_cut(owner, dialog, Key.Key_Right, lambda preview: preview.removed > 0)
    fewer = dialog.forecast.preview
    assert fewer.removed > 0
    assert fewer.added == 0
    applies(owner, dialog)
    owner.until(lambda: len(found(owner.library, "label:Lighthouse")) == count - fewer.removed)
    owner.until(lambda: owner.window.photos.rowCount() == count - fewer.removed)
    owner.undoes()
    owner.until(lambda: owner.window.photos.rowCount() == count)


def test_a_label_on_a_photo_is_answered_with_a_click_and_taken_back(owner):
    makes_lighthouse(owner)
    owner.searches("label:Lighthouse/auto")
    window = owner.window
    count = window.photos.rowCount()
    window.browser.grid.setFocus()
    window.browser.grid.setCurrentIndex(window.photos.index(0))
    name = owner.names()[0]

    def chip() -> LabelChip:
        (one,) = [c for c in window.browser.inspector.labels.findChildren(LabelChip)
                  if c.isVisible()]  # fmt: skip
        return one

    owner.until(
        lambda: (
            window.inspecting.details
            and window.inspecting.details.labels
            and window.inspecting.details.card.path.endswith(name.encode())
        )
    )
    assert window.inspecting.details.labels[0].source is Source.AUTO
    owner.clicks(chip()._cross)
    owner.until(lambda: found(owner.library, "label:Lighthouse/rejected") == {name})
    owner.until(lambda: window.photos.rowCount() == count - 1)
    owner.undoes()
    owner.until(lambda: window.photos.rowCount() == count)
    owner.until(
        lambda: (
            window.inspecting.details
            and [one.source for one in window.inspecting.details.labels] == [Source.AUTO]
        )
    )
    owner.clicks(chip()._check)
    owner.until(lambda: len(found(owner.library, "label:Lighthouse/confirmed")) == 1)


def test_a_review_asks_learns_and_gives_back(owner):
    makes_lighthouse(owner)
    window = owner.window
    owner.searches("label:Lighthouse")
    owner.until(lambda: window.labelling._shown == "Lighthouse")
    owner.chooses(window.actions_.review)
    page, queue = window.browser.review, window.labelling.reviewing.queue
    owner.until(page.isVisible)
    owner.until(lambda: queue.current is not None and page.canvas.has_image)
    assert not window.browser.sidebar.isVisible()
    assert nameless(page) == []
    assert page.question.text() == "Lighthouse?"
    first = queue.current
    owner.presses(Key.Key_Y)
    owner.until(lambda: queue.current is not None and queue.current != first)
    owner.presses(Key.Key_N)
    owner.until(lambda: queue.answered == 2)
    marked = len(found(owner.library, "label:Lighthouse/rejected"))
    owner.until(lambda: len(found(owner.library, "label:Lighthouse/rejected")) >= max(1, marked))
    owner.until(lambda: found(owner.library, "label:Lighthouse/confirmed"))
    owner.presses(Key.Key_Z, CONTROL)
    owner.until(lambda: found(owner.library, "label:Lighthouse/rejected") == set())
    assert queue.answered == 1
    owner.presses(Key.Key_Escape)
    owner.until(lambda: not window.browser.reviewing)
    assert window.browser.grid.isVisible()
    assert found(owner.library, "label:Lighthouse/confirmed")


def test_a_label_that_is_on_no_photo_says_so_and_what_to_do(owner):
    owner.presses(Key.Key_L, CONTROL | SHIFT)
    dialog = editor(owner)
    QTest.keyClicks(dialog.form.name, "Lighthouse")
    QTest.mouseClick(dialog.form.off, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    foreseen(owner, dialog)
    applies(owner, dialog)
    owner.until(lambda: labels(owner) == {"Lighthouse": 0})
    message = owner.window.browser.message
    owner.searches("label:Lighthouse")
    owner.until(lambda: message.text().startswith("This label is on no photo yet\n"))
    assert message.button.text() == "Edit label"
    QTest.mouseClick(message.button, Qt.MouseButton.LeftButton)
    dialog = editor(owner)
    foreseen(owner, dialog)
    QTest.mouseClick(dialog.form.suggest, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    owner.until(lambda: dialog.forecast.preview.would_suggest > 0)
    foreseen(owner, dialog)
    applies(owner, dialog)
    owner.until(lambda: message.button.text().startswith("Review"))
    count = len(found(owner.library, "label:Lighthouse/suggested"))
    assert f"\nIt may be on {count} photo" in message.text()
    QTest.mouseClick(message.button, Qt.MouseButton.LeftButton)
    owner.until(lambda: owner.window.browser.review.asking)


def test_labels_stand_in_the_sidebar_with_what_may_be_theirs(owner):
    makes_lighthouse(owner)
    model = owner.window.browser.sidebar.model
    owner.until(lambda: model.index_of_query("label:Lighthouse").isValid())
    index = model.index_of_query("label:Lighthouse")
    count = len(found(owner.library, "label:Lighthouse"))
    assert index.data(COUNT_ROLE) == str(count)
    suggested = len(found(owner.library, "label:Lighthouse/suggested"))
    assert index.data(SUGGESTED_ROLE) == suggested
    menu = owner.window.browser.sidebar.menu_for(index)
    said = [one.text() for one in menu.actions() if one.text()]
    assert "Edit label…" in said
    assert any(one.startswith("Review") for one in said)
    menu.deleteLater()
