from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from photoclip.browse.messages import Section, SectionKind
from photoclip.gui.views.grid_geometry import GridGeometry, lay_out
from photoclip.gui.views.timeline import TimelineBar, ticks

Until = Callable[..., None]


def months(*names_and_counts: tuple[str, int]) -> tuple[Section, ...]:
    found, start = [], 0
    for name, count in names_and_counts:
        kind = SectionKind.MONTH if name else SectionKind.UNDATED
        found.append(Section(kind, name, start, count))
        start += count
    return tuple(found)


SECTIONS = months(
    ("2021-03", 100), ("2020-12", 50), ("2020-07", 200), ("2019-07", 400), ("2018-01", 50), ("", 9)
)


def laid(sections: tuple[Section, ...]) -> GridGeometry:
    counts = [section.count for section in sections]
    return lay_out(counts, width=500, cell_width=100, cell_height=50, header_height=20)


@pytest.fixture
def bar() -> Iterator[TimelineBar]:
    bar = TimelineBar()
    bar.resize(60, 600)
    bar.show_list(SECTIONS, laid(SECTIONS))
    bar.show_visible(0, 20)
    yield bar
    bar.close()
    bar.deleteLater()


def moves(bar: TimelineBar) -> list[int]:
    found: list[int] = []
    bar.moved_to.connect(found.append)
    return found


def test_years_are_labelled_where_they_begin_in_the_list() -> None:
    layout = laid(SECTIONS)
    found = ticks(SECTIONS, layout.tops, layout.height, 600, 14)
    years = {tick.year: tick.y for tick in found if tick.year}
    assert list(years) == ["2021", "2020", "2019", "2018"]
    assert years["2019"] == layout.tops[3] * 600 // layout.height
    assert [tick.y for tick in found] == sorted(tick.y for tick in found)


def test_labels_never_overlap_where_years_are_short() -> None:
    sections = months(*((f"{2024 - year}-05", 3) for year in range(100)))
    layout = laid(sections)
    labels = [t.y for t in ticks(sections, layout.tops, layout.height, 400, 14) if t.year]
    assert 10 < len(labels) < 100
    assert all(after - before >= 14 for before, after in pairwise(labels))


def test_hidden_without_dates(bar: TimelineBar) -> None:
    assert bar.isVisible()
    bands = (Section(SectionKind.BAND, "likely", 0, 5), Section(SectionKind.BAND, "maybe", 5, 5))
    bar.show_list(bands, laid(bands))
    assert bar.isHidden()
    bar.show_list(SECTIONS, laid(SECTIONS))
    assert bar.isVisible()


def test_pressing_and_dragging_go_there(bar: TimelineBar) -> None:
    went = moves(bar)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(30, 300))
    assert went == [bar.row_at(300)]
    assert 200 < went[0] < 600
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(30, 300))
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(30, 0))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(30, 0))
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(30, 599))
    assert went[1] == 0
    assert went[2] >= SECTIONS[-1].start


def test_pointing_says_the_month(bar: TimelineBar, until: Until) -> None:
    layout = laid(SECTIONS)
    y = 6 + (layout.tops[3] + 40) * 588 // layout.height
    QTest.mouseMove(bar, QPoint(30, y))
    until(bar.bubble_text)
    assert bar.bubble_text() == "July 2019"


def test_keys_go_from_section_to_section_and_from_year_to_year(bar: TimelineBar) -> None:
    went = moves(bar)
    bar.show_visible(100, 120)  # December 2020
    QTest.keyClick(bar, Qt.Key.Key_Down)
    QTest.keyClick(bar, Qt.Key.Key_Up)
    QTest.keyClick(bar, Qt.Key.Key_PageDown)
    QTest.keyClick(bar, Qt.Key.Key_PageUp)
    QTest.keyClick(bar, Qt.Key.Key_End)
    QTest.keyClick(bar, Qt.Key.Key_Home)
    assert went == [150, 0, 350, 0, 800, 0]


def test_up_goes_to_the_beginning_of_a_section_first(bar: TimelineBar) -> None:
    went = moves(bar)
    bar.show_visible(180, 190)
    QTest.keyClick(bar, Qt.Key.Key_Up)
    assert went == [150]


def test_a_screen_reader_hears_where_the_list_is(bar: TimelineBar) -> None:
    bar.show_visible(400, 420)
    assert bar.accessibleName() == "Timeline, July 2019"
