"""Searching in the window: mistakes, empty results, chips, filters, orders, saved searches."""

from __future__ import annotations

import pytest
from conftest import names
from person import CONTROL, Key, found, modal, said_by
from PySide6.QtTest import QTest

from photoclip.browse.messages import Order
from photoclip.core.types import Band
from photoclip.gui.models.photos import Role
from photoclip.gui.views.chip_bar import ChipButton
from photoclip.session import Session
from photoclip.store.albums import all_albums


def test_typing_narrows_and_escape_brings_everything_back(person):
    person.types("name:a* sort:name")
    person.sees("apple.jpg", "avocado.jpg")
    person.presses(Key.Key_Escape)  # closes the suggestions, if there are some
    person.presses(Key.Key_Escape)
    person.until(lambda: len(person.names()) == 4)
    assert person.window.browser.search.text() == ""


def test_a_mistake_is_underlined_and_told_and_goes_with_the_next_key(person):
    search = person.window.browser.search
    person.types("date:2024-13")
    person.until(search.note.isVisible)
    assert search.field.mistake_spans()
    assert "date" in search.note.label.text()
    assert len(person.names()) == 4  # what was there stays
    QTest.keyClick(search.field, Key.Key_Backspace)
    assert not search.field.mistake_spans()
    person.until(lambda: not search.note.isVisible())
    person.until(lambda: person.names() == [])  # nothing was taken in 2024-1


def test_an_empty_result_says_what_to_try_and_offers_the_way_back(person):
    browser = person.window.browser
    person.searches("name:zebra*")
    assert browser.message.isVisible()
    assert browser.message.text() == (
        "Nothing found for “name:zebra*”\nTry other words, fewer of them, or fewer filters."
    )
    person.clicks(browser.message.button)
    person.until(lambda: len(person.names()) == 4)
    person.until(browser.grid.isVisible)
    assert browser.search.text() == ""


def test_chips_are_taken_out_one_by_one(person):
    bar = person.window.browser.chips
    person.searches("type:jpeg name:a* rating:none")
    assert person.chips == ["type:jpeg", "name:a*", "rating:none"]
    assert len(bar.texts) == 3
    for left in (["type:jpeg", "rating:none"], ["type:jpeg"], []):
        chips = [one for one in bar.findChildren(ChipButton) if one.isVisible()]
        chips[min(1, len(chips) - 1)].setFocus()
        person.presses(Key.Key_Delete)
        person.until(lambda left=left: person.chips == left)
        assert person.window.browser.search.text() == " ".join(left)
        assert modal() is None  # Delete meant the chip, not the current photo
    person.until(lambda: len(person.names()) == 4)


def test_the_filter_bar_writes_the_language_and_the_language_fills_the_filter_bar(visitor):
    filters, window = visitor.window.browser.filters, visitor.window
    visitor.picks(filters.type, filters.type_panel, "AVIF")
    visitor.until(lambda: visitor.chips == ["type:avif"])
    visitor.settled()
    assert window.browser.search.text() == "type:avif"
    assert 0 < window.photos.rowCount() < 100
    assert "AVIF" in filters.type.value
    visitor.searches("rating:none date:2024")
    assert "2024" in filters.date.value
    visitor.clicks(filters.clear)
    visitor.until(lambda: visitor.chips == [])
    assert window.browser.search.text() == ""


def test_words_make_sections_of_how_likely_photos_are_with_their_counts(visitor):
    window, browser = visitor.window, visitor.window.browser
    visitor.searches("sunset over the sea")
    listing = window.searching.listing
    assert listing.ranked
    bands = [(section.name, section.count) for section in listing.sections]
    assert [name for name, _ in bands] == [
        band for band in (Band.LIKELY, Band.MAYBE) if listing.counts.get(band)
    ]
    assert all(listing.counts[Band(name)] == count for name, count in bands)
    likely, maybe = listing.counts[Band.LIKELY], listing.counts[Band.MAYBE]
    assert browser.status.results.text() == f"{likely} likely, {maybe} maybe"
    assert browser.grid.hasFocus()  # Enter goes on to the photos
    assert browser.grid.currentIndex().row() == 0
    scores = [window.photos.index(row).data(Role.SCORE) for row in range(listing.count)]
    assert scores == sorted(scores, reverse=True)
    visitor.until(lambda: window.inspecting.details is not None)
    visitor.until(lambda: "sunset over the sea" in said_by(browser.inspector.why))
    before = listing.count
    visitor.clicks(browser.filters.all_bands)
    visitor.until(lambda: window.searching.question.all_bands)
    visitor.settled()
    assert window.photos.rowCount() > before
    assert window.searching.listing.sections[-1].name == Band.UNLIKELY
    assert window.actions_.all_bands.isChecked()
    window.actions_.all_bands.trigger()
    visitor.until(lambda: window.photos.rowCount() == before)
    assert not browser.filters.all_bands.isChecked()


def test_other_orders_are_chosen_in_the_bar_and_last(visitor, samples, open_window):
    window, filters = visitor.window, visitor.window.browser.filters
    for text, order in (("Name", Order.NAME), ("Oldest first", Order.OLDEST)):
        visitor.picks(filters.order, filters.order_panel, text)
        visitor.until(lambda order=order: window.searching.question.order is order)
        visitor.settled()
        assert window.remembered.order is order
    days = [section.name for section in window.photos.sections() if section.kind.value == "month"]
    assert days == sorted(days)
    window.actions_.by_day.trigger()
    visitor.until(lambda: any(s.kind.value == "day" for s in window.photos.sections()))
    assert filters.order.isVisible()


def test_searches_are_remembered_and_offered_again(person):
    window, field = person.window, person.window.browser.search.field
    for query in ("name:boat*", "name:apple*"):
        person.searches(query)
    assert window.remembered.recent[:2] == ("name:apple*", "name:boat*")
    person.searches("")
    field.setFocus()
    person.presses(Key.Key_Down)
    assert field.suggestions.isVisible()
    rows = [row.value for row in field.suggestions.list.rows.rows]
    assert "name:boat*" in rows
    person.presses(Key.Key_Down)
    person.presses(Key.Key_Return)
    person.sees("boat.jpg")


def test_what_can_be_typed_next_is_offered_and_taken_with_tab(person):
    field = person.window.browser.search.field
    person.types("sort:na")
    person.until(field.suggestions.isVisible)
    person.presses(Key.Key_Tab)
    assert field.text().strip() == "sort:name"
    assert field.hasFocus()


def test_a_search_is_saved_shown_from_the_sidebar_renamed_and_taken_back(person, own_copy):
    window, sidebar = person.window, person.window.browser.sidebar
    person.searches("name:a* sort:name")
    with person.names_it("Fruit"):
        person.presses(Key.Key_S, CONTROL)
    person.until(lambda: "Fruit" in albums(window))
    assert albums(window)["Fruit"].smart
    assert saved(own_copy) == {"Fruit": "name:a* sort:name"}
    person.until(lambda: "Fruit" in window.browser.search.star.toolTip())
    person.searches("")
    index = sidebar.model.index_of_query(albums(window)["Fruit"].query)
    assert index.isValid()
    sidebar.tree.setFocus()
    sidebar.tree.setCurrentIndex(index)
    person.presses(Key.Key_Return)
    person.sees("apple.jpg", "avocado.jpg")
    person.undoes()
    person.until(lambda: saved(own_copy) == {})
    person.until(lambda: "Fruit" not in albums(window))


def albums(window):
    return {album.name: album for album in window.surveying.overview.albums}


def saved(library):
    with Session.open(library) as session:
        found = all_albums(session.library)
        return {album.name: album.query for album in found if album.smart}


@pytest.mark.parametrize("query", ["is:duplicate", "is:failed", "is:offline"])
def test_a_query_without_an_answer_never_looks_like_a_library_without_photos(person, query):
    person.searches(query)
    assert found(person.window._library, query) == set()
    assert person.window.browser.message.text().startswith("Nothing found")


def test_a_photo_in_a_query_is_called_by_its_name(window, until):
    key = window.photos.key_at(names(window).index("boat.jpg"))
    window.finding.show_query(f"like:#{key}")
    until(lambda: any("boat.jpg" in text for text in window.browser.chips.texts))
