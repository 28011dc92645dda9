"""What a person does to photos in the window, looked at in the library, and taking it back."""

from __future__ import annotations

import pytest
from person import CONTROL, Key, found, modal
from PySide6.QtWidgets import QMessageBox

from photoclip.core.commands import Flag
from photoclip.gui.models.sidebar_rows import RowKind
from photoclip.session import Session


def overview(person):
    return person.window.surveying.overview


def row_of(person, query):
    """The sidebar's row for a query."""
    index = person.window.browser.sidebar.model.index_of_query(query)
    assert index.isValid(), query
    return index


def test_stars_of_several_photos_are_one_step(person, own_copy):
    person.selects("boat.jpg", "apple.jpg", "avocado.jpg")
    assert person.window.browser.status.selection.text() == "3 selected"
    person.presses(Key.Key_3)
    person.until(lambda: found(own_copy, "rating:3") == {"boat.jpg", "apple.jpg", "avocado.jpg"})
    person.until(lambda: {person.card_of(name).rating for name in ("boat.jpg", "apple.jpg")} == {3})
    person.until(lambda: person.window.history.undo_text)
    assert person.window.actions_.undo.text().endswith("Rating of 3 photos")
    person.undoes()
    person.until(lambda: found(own_copy, "rating:none") == found(own_copy, ""))
    assert person.window.history.undo_text == ""
    assert not person.window.actions_.undo.isEnabled()
    person.redoes()
    person.until(lambda: len(found(own_copy, "rating:3")) == 3)
    person.until(lambda: person.window.history.undo_text)
    person.undoes()
    person.until(lambda: len(found(own_copy, "rating:none")) == 4)


@pytest.mark.parametrize(
    ("key", "flag", "query"),
    [(Key.Key_P, Flag.PICKED, "is:picked"), (Key.Key_X, Flag.REJECTED, "is:rejected")],
)
def test_photos_are_picked_and_rejected_and_left_alone_again(person, own_copy, key, flag, query):
    person.selects("boat.jpg")
    person.presses(key)
    person.until(lambda: found(own_copy, query) == {"boat.jpg"})
    person.until(lambda: person.card_of("boat.jpg").flag is flag)
    person.presses(Key.Key_U)
    person.until(lambda: found(own_copy, query) == set())
    person.until(lambda: person.card_of("boat.jpg").flag is None)
    person.undoes()
    person.until(lambda: found(own_copy, query) == {"boat.jpg"})
    person.undoes()
    person.until(lambda: found(own_copy, query) == set())


def test_what_was_done_just_now_is_what_is_taken_back(person, own_copy):
    person.selects("boat.jpg")
    person.presses(Key.Key_2)
    person.until(lambda: found(own_copy, "rating:2") == {"boat.jpg"})
    person.presses(Key.Key_5)
    person.undoes()  # at once: nobody has confirmed the five stars yet
    person.until(person.window.actions_.redo.isEnabled)
    person.until(lambda: found(own_copy, "rating:2") == {"boat.jpg"})
    person.presses(Key.Key_1)
    person.undoes()
    person.undoes()
    person.until(lambda: found(own_copy, "rating:none") == found(own_copy, ""))
    assert not person.window.actions_.undo.isEnabled()


def test_a_list_of_what_is_picked_follows(person, own_copy):
    person.selects("boat.jpg")
    person.presses(Key.Key_P)
    person.until(lambda: found(own_copy, "is:picked"))
    person.searches("is:picked")
    person.sees("boat.jpg")
    person.window.browser.grid.setFocus()
    person.window.browser.grid.setCurrentIndex(person.window.photos.index(0))
    person.presses(Key.Key_U)
    person.until(lambda: person.window.photos.rowCount() == 0)
    person.until(person.window.browser.message.isVisible)
    assert found(own_copy, "is:picked") == set()


def test_a_label_is_given_found_from_the_sidebar_renamed_deleted_and_each_taken_back(
    person, own_copy
):
    window, sidebar = person.window, person.window.browser.sidebar
    person.selects("boat.jpg", "apple.jpg")
    with person.names_it("Biscuit"):
        person.presses(Key.Key_L)
    person.until(lambda: found(own_copy, "label:Biscuit") == {"boat.jpg", "apple.jpg"})
    person.until(lambda: [(one.name, one.count) for one in overview(person).labels]
                 == [("Biscuit", 2)])  # fmt: skip
    sidebar.tree.setFocus()
    sidebar.tree.setCurrentIndex(row_of(person, "label:Biscuit"))
    person.presses(Key.Key_Return)
    person.sees("boat.jpg", "apple.jpg")
    sidebar.model.setData(row_of(person, "label:Biscuit"), "Dog")
    person.until(lambda: found(own_copy, "label:Dog") == {"boat.jpg", "apple.jpg"})
    sidebar.tree.setCurrentIndex(until_row(person, "label:Dog"))
    person.presses(Key.Key_Delete)
    person.until(lambda: overview(person).labels == ())
    for query in ("label:Dog", "label:Biscuit"):
        person.undoes()
        person.until(lambda query=query: len(found(own_copy, query)) == 2)
    person.undoes()
    person.until(lambda: overview(person).labels == ())
    assert window.history.undo_text == ""


def until_row(person, query):
    model = person.window.browser.sidebar.model
    person.until(lambda: model.index_of_query(query).isValid())
    return model.index_of_query(query)


def test_an_album_is_filled_shown_emptied_renamed_deleted_and_each_taken_back(person, own_copy):
    window, sidebar = person.window, person.window.browser.sidebar
    person.selects("boat.jpg", "apple.jpg")
    with person.names_it("Harbour"):
        person.presses(Key.Key_B)
    person.until(lambda: found(own_copy, "album:Harbour") == {"boat.jpg", "apple.jpg"})
    sidebar.tree.setFocus()
    sidebar.tree.setCurrentIndex(until_row(person, "album:Harbour"))
    person.presses(Key.Key_Return)
    person.until(lambda: set(person.names()) == {"boat.jpg", "apple.jpg"})
    person.selects("apple.jpg")
    person.until(window.actions_.remove_from_album.isEnabled)
    person.chooses(window.actions_.remove_from_album)
    person.sees("boat.jpg")
    sidebar.photos_dropped.emit(RowKind.ALBUM, "Harbour", (person.key_of("boat.jpg"),))
    person.until(lambda: window.history.undo_text == "Add to album “Harbour”")
    sidebar.model.setData(row_of(person, "album:Harbour"), "Port")
    person.until(lambda: found(own_copy, "album:Port") == {"boat.jpg"})
    sidebar.tree.setFocus()
    sidebar.tree.setCurrentIndex(until_row(person, "album:Port"))
    person.presses(Key.Key_Delete)
    person.until(lambda: overview(person).albums == ())
    person.undoes()  # of the deletion
    person.until(lambda: found(own_copy, "album:Port") == {"boat.jpg"})
    person.undoes()  # of the name
    person.until(lambda: found(own_copy, "album:Harbour") == {"boat.jpg"})
    person.undoes()  # of adding what was in it already
    person.undoes()  # of taking one out
    person.until(lambda: found(own_copy, "album:Harbour") == {"boat.jpg", "apple.jpg"})
    person.undoes()  # of making and filling it
    person.until(lambda: overview(person).albums == ())


def test_a_photo_goes_to_the_trash_after_a_question_and_comes_back(person, own_copy):
    window = person.window
    file = own_copy.parent / "pictures" / "boat.jpg"
    person.selects("boat.jpg")
    with person.answers("Cancel"):
        person.presses(Key.Key_Delete)
    person.until(lambda: modal() is None)
    assert file.exists()
    asked: list[str] = []

    def accept(question: QMessageBox) -> None:
        asked.append(question.text())
        question.defaultButton().click()

    with person.meanwhile(QMessageBox, accept):
        person.presses(Key.Key_Delete)
    assert asked == [f"Move {file} to the trash?"]
    person.until(lambda: not file.exists())
    person.until(lambda: "boat.jpg" not in person.names() and len(person.names()) == 3)
    person.until(lambda: person.notice("trashed"))
    assert person.notice("trashed").button == "Undo"
    person.takes_up("trashed")
    person.until(file.exists)
    person.until(lambda: "boat.jpg" in person.names() and len(person.names()) == 4)
    assert person.notice("trashed") is None
    assert window.history.undo_text == ""


def test_stars_are_given_in_the_inspector_too(person, own_copy):
    inspector = person.window.browser.inspector
    person.selects("boat.jpg")
    person.until(lambda: person.window.inspecting.details is not None)
    assert person.window.inspecting.details.card.path.endswith(b"boat.jpg")
    inspector.stars.setFocus()
    person.presses(Key.Key_2)
    person.until(lambda: found(own_copy, "rating:2") == {"boat.jpg"})
    person.until(lambda: person.window.inspecting.details.card.rating == 2)
    person.undoes()
    person.until(lambda: found(own_copy, "rating:none") == found(own_copy, ""))


def test_a_change_made_elsewhere_is_seen(person, own_copy):
    path = str(own_copy.parent / "pictures" / "boat.jpg")
    with Session.open(own_copy, owner=True) as session:
        session.rate([path], 5)
        person.until(lambda: person.card_of("boat.jpg").rating == 5)
        session.undo()
        person.until(lambda: person.card_of("boat.jpg").rating is None)


def test_everything_is_selected_and_nothing(person):
    grid = person.window.browser.grid
    grid.setFocus()
    person.presses(Key.Key_A, CONTROL)
    assert grid.selected_count() == 4
    assert person.window.browser.status.selection.text() == "4 selected"
    person.chooses(person.window.actions_.select_none)
    assert grid.selected_count() == 0
    assert person.window.browser.status.selection.text() == ""


def test_photos_of_an_album_have_an_order_of_their_own_that_a_person_changes_and_takes_back(
    person, own_copy
):
    window = person.window
    names = ["avocado.jpg", "apple.jpg"]  # as the list has them
    person.selects(*names)
    with person.names_it("Harbour"):
        person.presses(Key.Key_B)
    person.until(lambda: found(own_copy, "album:Harbour") == set(names))
    person.selects("boat.jpg")
    with person.names_it("Harbour"):
        person.presses(Key.Key_B)
    person.searches("album:Harbour")
    person.until(lambda: [*person.names()] == [*names, "boat.jpg"])
    person.selects("boat.jpg")
    person.until(window.actions_.earlier_in_album.isEnabled)
    person.chooses(window.actions_.earlier_in_album)
    person.until(lambda: [*person.names()] == [*names[:-1], "boat.jpg", names[-1]])
    person.undoes()
    person.until(lambda: [*person.names()] == [*names, "boat.jpg"])
    person.selects(names[0])
    person.chooses(window.actions_.later_in_album)
    person.until(lambda: [*person.names()][:2] == [names[1], names[0]])
    person.searches("album:Harbour sort:name")
    person.until(lambda: [*person.names()] == sorted([*names, "boat.jpg"]))
    person.until(lambda: not window.actions_.later_in_album.isEnabled())
