"""The inspector shows one photo after the other, and says what a person says of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton

from photoclip.browse.messages import (
    Card,
    Chip,
    ChipKind,
    Details,
    FilePlace,
    ItemKey,
    ItemState,
    LabelOnPhoto,
    Why,
    WhyPart,
)
from photoclip.core.commands import Flag, Verdict
from photoclip.core.labels import Source
from photoclip.core.types import Band
from photoclip.gui.views.inspector import Inspector
from photoclip.gui.views.label_chip import LabelChip
from photoclip.gui.views.stars import Stars

ADA = LabelOnPhoto("Ada", Source.CONFIRMED)
NOT_CAT = LabelOnPhoto("our cat", Source.REJECTED)
PHOTO = Details(
    Card(
        ItemKey(5),
        b"/photos/caf\xe9.jpg",
        taken_at="2022-07-15T18:30:12",
        format="jpeg",
        width=4000,
        height=3000,
        rating=4,
        flag=Flag.PICKED,
    ),
    files=(FilePlace(b"/photos/caf\xe9.jpg", False, 3_700_000),),
    byte_size=3_700_000,
    camera="Fujifilm X-T4",
    file_rating=3,
    keywords=("beach", "<b>bold</b>"),
    labels=(ADA, NOT_CAT),
)
OTHER = replace(PHOTO, card=replace(PHOTO.card, key=ItemKey(6), path=b"/photos/b.jpg"), labels=())
BROKEN = Details(
    Card(ItemKey(-7), b"/photos/bad.jpg", state=ItemState.FAILED, reason="the file is empty")
)


def words(text: str, score: float, band: Band, *, excluded: bool = False) -> WhyPart:
    kind = ChipKind.EXCLUDED if excluded else ChipKind.WORDS
    return WhyPart(Chip(kind, text, "", value=text), score, band, 0.2, excluded)


WHY = Why(
    0.92,
    Band.LIKELY,
    (
        words("sunset", 0.96, Band.LIKELY),
        words("dog", 0.41, Band.MAYBE),
        words("people", 0.02, Band.UNLIKELY, excluded=True),
    ),
    (Chip(ChipKind.FILTER, "date:2022", "", "date", "2022"),),
)


@pytest.fixture
def inspector(qtbot):
    made = Inspector()
    qtbot.addWidget(made)
    made.resize(300, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def stars(qtbot):
    made = Stars()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def chips(inspector):
    return [chip for chip in inspector.labels.findChildren(LabelChip) if chip.isVisible()]


def reasons(inspector):
    """What the visible lines of “why” say to a screen reader."""
    rows = (inspector.why._whole, *inspector.why._parts)
    return [row.accessibleName() for row in rows if row.isVisible()]


def link(inspector, text):
    """A point on the link with this text."""
    cursor = inspector.facts.document().find(text)
    assert not cursor.isNull()
    inspector.facts.setTextCursor(cursor)
    rect = inspector.facts.cursorRect()
    cursor.clearSelection()
    inspector.facts.setTextCursor(cursor)
    return rect.center() - QPoint(6, 0)


# --- one photo ------------------------------------------------------------------------------------


def test_photo_is_shown_with_all_that_is_known(inspector):
    inspector.show_details(PHOTO)
    text = inspector.facts.toPlainText()
    for piece in ("4000 × 3000 · 12 MP · 3.7 MB · JPEG", "Fujifilm X-T4", "beach, <b>bold</b>"):
        assert piece in text
    assert inspector.name.text() == "caf\ufffd.jpg"
    assert inspector.stars.value() == 4
    assert inspector.flag_buttons[Flag.PICKED].isChecked()
    assert not inspector.state.isVisible()
    assert not inspector.message.isVisible()


def test_stars_say_whose_they_are(inspector):
    for rating, in_file, said, back in (
        (4, 3, "yours", True),
        (3, 3, "from the file", False),
        (0, 3, "yours", True),
        (2, None, "yours", False),
        (None, None, "", False),
        (None, -1, "", False),
    ):
        card = replace(PHOTO.card, rating=rating)
        inspector.show_details(replace(PHOTO, card=card, file_rating=in_file))
        assert (inspector.stars_from.text(), inspector.as_in_file.isVisible()) == (said, back)


def test_file_that_could_not_be_read_says_why_and_takes_no_stars(inspector):
    inspector.show_details(BROKEN)
    assert inspector.state.text() == "This file could not be read: the file is empty"
    assert not inspector.given.isVisible()
    assert not inspector.similar.isVisible()
    inspector.show_details(PHOTO)
    assert inspector.given.isVisible()


def test_going_from_photo_to_photo_makes_no_new_widgets(inspector):
    def widgets():
        return len(inspector.findChildren(object))

    for details in (PHOTO, OTHER):
        inspector.show_details(details)
        inspector.show_why(WHY)
    before = widgets()
    for details in (PHOTO, OTHER, PHOTO):
        inspector.show_details(details)
        inspector.show_why(WHY)
    assert widgets() == before


def test_nothing_and_many(inspector):
    inspector.show_nothing()
    assert inspector.message.isVisible()
    assert not inspector.given.isVisible()
    inspector.show_details(PHOTO)
    inspector.show_many(300, {1, 2}, {Flag.REJECTED})
    assert "300" in inspector.message.text()
    assert inspector.given.isVisible()
    assert not inspector.facts.isVisible()
    assert chips(inspector) == []
    assert inspector.stars.value() == 0
    assert inspector.stars_from.text() == "different stars"
    assert inspector.flag_buttons[Flag.REJECTED].isChecked()
    inspector.show_many(2, {3}, {Flag.PICKED, None})
    assert inspector.stars.value() == 3
    assert not any(button.isChecked() for button in inspector.flag_buttons.values())


def test_preview_keeps_its_room_whatever_the_shape_of_the_photo(inspector):
    heights = set()
    for width, height in ((500, 300), (300, 500), (0, 0)):
        inspector.show_details(PHOTO, QPixmap(width, height) if width else None)
        heights.add(inspector.preview.height())
    assert len(heights) == 1


def test_preview_draws_the_whole_picture(inspector):
    red = QPixmap(512, 512)
    red.fill(QColor("red"))
    inspector.show_details(PHOTO)
    inspector.show_preview(red)
    picture = inspector.preview.grab().toImage()
    middle = picture.width() // 2
    assert picture.pixelColor(middle, picture.height() // 2) == QColor("red")
    assert picture.pixelColor(middle, 2) == QColor("red")
    assert picture.pixelColor(2, picture.height() // 2) != QColor("red")


@pytest.mark.parametrize("width", [200, 260, 420])
def test_nothing_is_wider_than_the_inspector(inspector, width):
    endless = f"{'endless' * 30}.jpg"
    card = replace(PHOTO.card, path=endless.encode())
    labels = tuple(LabelOnPhoto(f"{'name' * n}{n}", Source.CONFIRMED) for n in range(1, 12))
    files = (FilePlace(f"/photos/{endless}".encode(), True, 5),)
    inspector.show_details(replace(PHOTO, card=card, labels=labels, files=files))
    inspector.show_why(Why(0.5, Band.MAYBE, (words("long " * 30, 0.5, Band.MAYBE),)))
    inspector.resize(max(width, inspector.minimumSizeHint().width()), 900)
    QApplication.processEvents()
    assert inspector.widget().width() <= inspector.viewport().width()
    assert inspector.facts.height() >= inspector.facts.document().size().height()
    assert inspector.labels.chips.geometry().bottom() < inspector.labels.edit.geometry().top()
    assert all(
        chip.geometry().bottom() < inspector.labels.chips.height() for chip in chips(inspector)
    )


# --- why ------------------------------------------------------------------------------------------


def test_why_tells_each_part_of_the_query(inspector):
    inspector.show_details(PHOTO)
    inspector.show_why(WHY)
    assert reasons(inspector) == [
        "Likely, 92%",
        "sunset: Likely, 96%",
        "dog: Maybe, 41%",
        "without people – ok: yes",
        "taken 2022: yes",
    ]


def test_single_part_is_told_once(inspector):
    inspector.show_details(PHOTO)
    inspector.show_why(Why(0.41, Band.MAYBE, (words("dog", 0.41, Band.MAYBE),)))
    assert reasons(inspector) == ["dog: Maybe, 41%"]


def test_why_disappears_where_nothing_was_ranked(inspector):
    inspector.show_details(PHOTO)
    inspector.show_why(WHY)
    inspector.show_why(None)
    assert not inspector.why.isVisible()


def test_reasons_of_one_photo_are_not_left_under_another(inspector):
    inspector.show_details(PHOTO)
    inspector.show_why(WHY)
    height = inspector.why.sizeHint().height()
    inspector.show_details(OTHER)
    assert inspector.why.isVisible()  # the room is kept, so that nothing jumps
    assert inspector.why.sizeHint().height() == height
    assert not any("%" in said for said in reasons(inspector))
    inspector.show_why(WHY)
    assert "dog: Maybe, 41%" in reasons(inspector)


def test_reasons_stay_when_the_same_photo_is_shown_again(inspector):
    inspector.show_details(PHOTO)
    inspector.show_why(WHY)
    inspector.show_details(replace(PHOTO, title="new"))
    assert "dog: Maybe, 41%" in reasons(inspector)


# --- stars and flags ------------------------------------------------------------------------------


@pytest.mark.parametrize("stars_given", range(1, 6))
def test_click_on_a_star_gives_so_many(stars, qtbot, stars_given):
    at = QPoint(round(stars.width() * (stars_given - 0.5) / 5), 8)
    with qtbot.waitSignal(stars.rating_chosen) as chosen:
        qtbot.mouseClick(stars, Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == [stars_given]
    assert stars.value() == stars_given


def test_stars_begin_at_the_right_where_one_reads_from_there(stars, qtbot):
    stars.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with qtbot.waitSignal(stars.rating_chosen) as chosen:
        at = QPoint(stars.width() - 8, 8)
        qtbot.mouseClick(stars, Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == [1]


@pytest.mark.parametrize(("in_file", "said"), [(None, None), (-1, None), (3, 0)])
def test_click_on_the_last_star_takes_all_away(stars, qtbot, in_file, said):
    stars.show_rating(3, in_file)
    at = QPoint(round(stars.width() * 2.5 / 5), 8)
    with qtbot.waitSignal(stars.rating_chosen) as chosen:
        qtbot.mouseClick(stars, Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == [said]
    assert stars.value() == 0


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (Qt.Key.Key_5, 5),
        (Qt.Key.Key_1, 1),
        (Qt.Key.Key_0, None),
        (Qt.Key.Key_Right, 4),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Delete, None),
    ],
)
def test_keys_give_stars(stars, qtbot, key, said):
    stars.show_rating(3, None)
    with qtbot.waitSignal(stars.rating_chosen) as chosen:
        qtbot.keyClick(stars, key)
    assert chosen.args == [said]


def test_arrows_stop_at_the_ends(stars, qtbot):
    stars.show_rating(5, None)
    with qtbot.assertNotEmitted(stars.rating_chosen):
        qtbot.keyClick(stars, Qt.Key.Key_Right)


def test_showing_stars_is_not_giving_them(stars, qtbot):
    with qtbot.assertNotEmitted(stars.rating_chosen):
        stars.show_rating(4, None)
        stars.show_rating(None, 2)


def test_wheel_scrolls_past_stars(stars, qtbot):
    stars.show_rating(3, None)
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.assertNotEmitted(stars.rating_chosen):
        QApplication.sendEvent(stars, turn)
    assert not turn.isAccepted()


def test_assistive_tool_that_moves_the_slider_gives_stars(stars, qtbot):
    with qtbot.waitSignal(stars.rating_chosen) as chosen:
        stars.setValue(2)
    assert chosen.args == [2]


def test_flag_buttons_say_what_was_chosen(inspector, qtbot):
    inspector.show_details(PHOTO)
    for flag, button in inspector.flag_buttons.items():
        with qtbot.waitSignal(inspector.flag_chosen) as chosen:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert chosen.args == [flag]


def test_stars_of_the_file_can_be_had_back(inspector, qtbot):
    inspector.show_details(PHOTO)
    with qtbot.waitSignal(inspector.rating_chosen) as chosen:
        qtbot.mouseClick(inspector.as_in_file, Qt.MouseButton.LeftButton)
    assert chosen.args == [None]


# --- labels ---------------------------------------------------------------------------------------


def test_labels_stand_on_chips_the_wrong_ones_struck(inspector):
    inspector.show_details(replace(PHOTO, labels=(NOT_CAT, ADA)))
    first, second = chips(inspector)
    assert (first._text.text(), first._text.font().strikeOut()) == ("Ada", False)
    assert (second._text.text(), second._text.font().strikeOut()) == ("our cat", True)
    assert second._text.accessibleName() == "Not our cat"


def test_cross_takes_a_label_away(inspector, qtbot):
    inspector.show_details(PHOTO)
    cross = chips(inspector)[0].findChildren(QToolButton)[-1]
    assert cross.accessibleName() == "Take away “Ada”"
    with qtbot.waitSignal(inspector.label_marked) as marked:
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert marked.args == ["Ada", None]


def test_label_can_be_called_wrong(inspector, qtbot):
    inspector.show_details(PHOTO)
    menu = chips(inspector)[0].menu()
    wrong = next(action for action in menu.actions() if action.text() == "It is wrong")
    with qtbot.waitSignal(inspector.label_marked) as marked:
        wrong.trigger()
    assert marked.args == ["Ada", Verdict.REJECTED]


def test_name_on_a_chip_finds_its_photos(inspector, qtbot):
    inspector.show_details(replace(PHOTO, labels=(LabelOnPhoto("our cat", Source.CONFIRMED),)))
    with qtbot.waitSignal(inspector.query_wanted) as wanted:
        qtbot.mouseClick(chips(inspector)[0]._text, Qt.MouseButton.LeftButton)
    assert wanted.args == ['label:"our cat"']


def test_enter_marks_a_new_label_and_clears_the_line(inspector, qtbot):
    inspector.show_details(PHOTO)
    qtbot.keyClicks(inspector.labels.edit, "  holiday ")
    with qtbot.waitSignal(inspector.label_marked) as marked:
        qtbot.keyClick(inspector.labels.edit, Qt.Key.Key_Return)
    assert marked.args == ["holiday", Verdict.CONFIRMED]
    assert inspector.labels.edit.text() == ""


def test_label_typed_in_other_letters_is_the_one_that_is_there(inspector, qtbot):
    inspector.set_labels(("Ada", "our cat"))
    inspector.show_details(OTHER)
    inspector.labels.edit.setText("ADA")
    with qtbot.waitSignal(inspector.label_marked) as marked:
        qtbot.keyClick(inspector.labels.edit, Qt.Key.Key_Return)
    assert marked.args == ["Ada", Verdict.CONFIRMED]


def test_enter_on_an_empty_line_marks_nothing(inspector, qtbot):
    inspector.show_details(PHOTO)
    with qtbot.assertNotEmitted(inspector.label_marked):
        qtbot.keyClick(inspector.labels.edit, Qt.Key.Key_Return)


def test_completion_chosen_marks_once(inspector, qtbot, until):
    said = []
    inspector.label_marked.connect(lambda *args: said.append(args))
    inspector.set_labels(("Ada", "our cat"))
    inspector.show_details(OTHER)
    edit = inspector.labels.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "cat")
    popup = edit.completer().popup()
    until(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    until(lambda: edit.text() == "")
    assert said == [("our cat", Verdict.CONFIRMED)]


# --- links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "query"),
    [("Fujifilm X-T4", 'camera:"Fujifilm X-T4"'), ("<b>bold</b>", "keyword:<b>bold</b>")],
)
def test_facts_lead_to_photos_that_share_them(inspector, qtbot, text, query):
    inspector.show_details(PHOTO)
    QApplication.processEvents()
    with qtbot.waitSignal(inspector.query_wanted) as wanted:
        qtbot.mouseClick(
            inspector.facts.viewport(), Qt.MouseButton.LeftButton, pos=link(inspector, text)
        )
    assert wanted.args == [query]


def test_file_is_shown_by_its_own_bytes(inspector, qtbot):
    inspector.show_details(PHOTO)
    QApplication.processEvents()
    with qtbot.waitSignal(inspector.show_in_folder_wanted) as wanted:
        at = link(inspector, "Show in the file manager")
        qtbot.mouseClick(inspector.facts.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wanted.args == [b"/photos/caf\xe9.jpg"]


def test_path_can_be_copied(inspector):
    inspector.show_details(PHOTO)
    QApplication.processEvents()
    anchor = inspector.facts.anchorAt(link(inspector, "Show in the file manager"))
    menu = inspector.facts.menu_at(anchor)
    next(action for action in menu.actions() if action.text() == "Copy path").trigger()
    assert QGuiApplication.clipboard().text() == "/photos/caf\ufffd.jpg"


def test_all_facts_can_be_copied_with_the_keyboard(inspector, qtbot):
    inspector.show_details(PHOTO)
    inspector.facts.setFocus()
    qtbot.keyClick(inspector.facts, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(inspector.facts, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Fujifilm X-T4" in QGuiApplication.clipboard().text()


def test_links_are_reached_with_the_keyboard(inspector, qtbot):
    inspector.show_details(PHOTO)
    inspector.facts.setFocus()
    qtbot.keyClick(inspector.facts, Qt.Key.Key_Tab)
    with qtbot.waitSignal(inspector.query_wanted) as wanted:
        qtbot.keyClick(inspector.facts, Qt.Key.Key_Return)
    assert wanted.args == ["date:2022-07-15"]


def test_links_have_the_colours_of_the_palette_also_when_it_changes(inspector):
    inspector.show_details(PHOTO)
    palette = QPalette(inspector.palette())
    palette.setColor(QPalette.ColorRole.Link, QColor("#12ab34"))
    inspector.setPalette(palette)
    assert "#12ab34" in inspector.facts.toHtml()


def test_similar_photos_can_be_asked_for(inspector, qtbot):
    inspector.show_details(PHOTO)
    with qtbot.waitSignal(inspector.similar_wanted):
        qtbot.mouseClick(inspector.similar, Qt.MouseButton.LeftButton)


def test_everything_a_person_uses_has_a_name(inspector):
    inspector.show_details(PHOTO)
    inspector.show_why(WHY)
    for button in inspector.findChildren(QToolButton):
        if button.isVisible() and button.parent() is not inspector.labels.edit:
            assert button.accessibleName() or button.text()
    for widget in (inspector.stars, inspector.labels.edit, inspector.facts, inspector.preview):
        assert widget.accessibleName()
