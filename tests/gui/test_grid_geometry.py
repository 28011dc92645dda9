from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st

from photoclip.gui.views.grid_geometry import GridGeometry, lay_out

SECTIONS = st.lists(st.integers(0, 40), max_size=8)


@st.composite
def layouts(draw: st.DrawFn) -> GridGeometry:
    return lay_out(
        draw(SECTIONS),
        width=draw(st.integers(0, 700)),
        cell_width=draw(st.integers(1, 200)),
        cell_height=draw(st.integers(1, 200)),
        header_height=draw(st.sampled_from([0, 24])),
        margin=draw(st.integers(0, 10)),
        right_to_left=draw(st.booleans()),
    )


def five_columns(*counts: int, right_to_left: bool = False) -> GridGeometry:
    return lay_out(
        counts,
        width=500,
        cell_width=100,
        cell_height=50,
        header_height=20,
        right_to_left=right_to_left,
    )


@given(layouts())
def test_every_photo_is_found_where_it_lies(layout: GridGeometry) -> None:
    for row in range(layout.count):
        box = layout.box(row)
        assert layout.row_at(box.x, box.y) == row
        assert layout.row_at(box.right - 1, box.bottom - 1) == row


@given(layouts())
def test_photos_and_headers_lie_apart_inside_the_height(layout: GridGeometry) -> None:
    boxes = [layout.box(row) for row in range(layout.count)]
    boxes += [layout.header(place) for place in range(len(layout.starts))]
    boxes = [box for box in boxes if box.width and box.height]
    for place, box in enumerate(boxes):
        assert box.y >= 0
        assert box.bottom <= layout.height
        for other in boxes[place + 1 :]:
            apart_across = box.right <= other.x or other.right <= box.x
            assert apart_across or box.bottom <= other.y or other.bottom <= box.y


@given(layouts(), st.integers(0, 3000), st.integers(1, 900))
def test_rows_between_are_those_that_reach_in(layout: GridGeometry, top: int, height: int) -> None:
    expected = [
        row
        for row in range(layout.count)
        if layout.box(row).y < top + height and layout.box(row).bottom > top
    ]
    assert list(layout.rows_between(top, top + height)) == expected


@given(layouts(), st.tuples(*[st.integers(-50, 900)] * 4))
def test_spans_are_what_a_rectangle_touches(
    layout: GridGeometry, corners: tuple[int, int, int, int]
) -> None:
    (left, right), (top, bottom) = sorted(corners[:2]), sorted(corners[2:])
    right, bottom = right + 1, bottom + 1  # the grid draws none without a pixel in it
    touched = {
        row
        for row in range(layout.count)
        for box in [layout.box(row)]
        if box.x < right and box.right > left and box.y < bottom and box.bottom > top
    }
    spans = layout.spans(left, top, right, bottom)
    assert {row for first, last in spans for row in range(first, last + 1)} == touched
    assert all(first <= last for first, last in spans)


def test_a_rectangle_over_all_columns_is_one_span() -> None:
    layout = lay_out(
        [500_000, 500_000], width=500, cell_width=100, cell_height=50, header_height=20
    )
    assert layout.spans(0, 0, 500, layout.height) == [(0, 999_999)]


@given(layouts(), st.data())
def test_down_and_up_go_one_line_and_stay_in_the_column(
    layout: GridGeometry, data: st.DataObject
) -> None:
    if not layout.count:
        return
    row = data.draw(st.integers(0, layout.count - 1))
    down, up = layout.below(row), layout.below(row, -1)
    lines = sorted({layout.box(other).y for other in range(layout.count)})
    here = lines.index(layout.box(row).y)
    assert lines.index(layout.box(down).y) == min(here + 1, len(lines) - 1)
    assert lines.index(layout.box(up).y) == max(here - 1, 0)
    for there in (down, up):
        last_in_line = layout.row_at(layout.box(there).x, layout.box(there).y + 0) == there
        assert last_in_line
        if layout.box(there).x != layout.box(row).x:  # a shorter line: its last photo
            after = there + 1
            assert after == layout.count or layout.box(after).y > layout.box(there).y


@given(layouts(), st.data(), st.integers(1, 2000))
def test_a_page_moves_and_never_overshoots(
    layout: GridGeometry, data: st.DataObject, height: int
) -> None:
    if not layout.count:
        return
    row = data.draw(st.integers(0, layout.count - 1))
    line = layout.box(row).y
    below, above = layout.page_below(row, height), layout.page_below(row, -height)
    assert layout.box(below).y == line or layout.box(below).y > line
    assert layout.box(above).y <= line
    assert layout.box(below).y <= max(line + height, layout.box(layout.below(row)).y)
    assert layout.box(above).bottom > line - height or above == layout.below(row, -1)
    if layout.box(layout.count - 1).y > line:
        assert below > row


def test_lines_of_another_section_keep_the_column() -> None:
    layout = five_columns(7, 3, 9)
    assert layout.below(1) == 6  # the second line
    assert layout.below(4) == 6  # a shorter line: its last photo
    assert layout.below(6) == 8  # over the header
    assert layout.below(8, -1) == 6
    assert layout.below(9) == 12
    assert layout.below(18) == 18  # the last line


def test_right_to_left_begins_at_the_right() -> None:
    layout = five_columns(5, right_to_left=True)
    assert [layout.box(row).x for row in range(5)] == [400, 300, 200, 100, 0]


def test_a_header_leads_its_section() -> None:
    layout = five_columns(7, 3)
    assert layout.section_at(0) == 0
    assert layout.header(1).y == layout.section_bottom(0) == 120
    assert layout.section_at(120) == 1
    assert layout.row_at(10, 130) is None
    assert layout.row_at(10, 140) == 7


def test_a_million_large_photos_fit_into_a_scroll_bar() -> None:
    layout = lay_out([1_000_000], width=1000, cell_width=200, cell_height=250, header_height=0)
    assert layout.columns == 5
    assert layout.height == 50_000_000 < 2**31


def test_narrow_views_have_one_column() -> None:
    layout = lay_out([3], width=50, cell_width=100, cell_height=10, header_height=0)
    assert layout.columns == 1
    assert layout.box(2).y == 20


@given(SECTIONS)
def test_rows_know_their_section(counts: list[int]) -> None:
    layout = five_columns(*counts)
    ends = [sum(counts[: place + 1]) for place in range(len(counts))]
    for row in range(layout.count):
        assert layout.section_of(row) == bisect_right(ends, row)
