"""Where a picture lies in its area: what holds for every picture, area, zoom and pan."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from photoclip.gui.views.canvas_geometry import STOPS, Placement, fit

sides = st.integers(1, 20_000)
areas = st.floats(50, 8_000)


@st.composite
def placements(draw: st.DrawFn) -> Placement:
    """Any placement a person can get to."""
    placed = fit(draw(areas), draw(areas), draw(sides), draw(sides))
    for _ in range(draw(st.integers(0, 3))):
        x, y = draw(st.floats(0, placed.area_width)), draw(st.floats(0, placed.area_height))
        placed = placed.zoomed(draw(st.floats(0.01, 40)), x, y)
        placed = placed.panned(draw(st.floats(-9_000, 9_000)), draw(st.floats(-9_000, 9_000)))
    return placed


def lies_well(placed: Placement) -> bool:
    """Centred along an axis on which it is smaller, without a gap on the other."""

    def along(start: float, length: float, room: float) -> bool:
        slack = 1e-6 * max(length, room)
        if length <= room:
            return abs(start - (room - length) / 2) <= slack
        return start <= slack and start + length >= room - slack

    return along(placed.left, placed.width, placed.area_width) and along(
        placed.top, placed.height, placed.area_height
    )


@given(areas, areas, sides, sides)
def test_a_fitted_picture_is_all_inside_and_never_above_its_own_size(
    width: float, height: float, across: int, down: int
) -> None:
    placed = fit(width, height, across, down)
    assert placed.scale <= 1
    assert placed.width <= width * (1 + 1e-9)
    assert placed.height <= height * (1 + 1e-9)
    touches = placed.width == pytest.approx(width) or placed.height == pytest.approx(height)
    assert touches or placed.scale == 1
    assert lies_well(placed)


@given(placements())
def test_no_zoom_or_pan_opens_a_gap(placed: Placement) -> None:
    assert lies_well(placed)


@given(placements(), st.data())
def test_zooming_in_keeps_the_point_under_the_cursor(
    placed: Placement, data: st.DataObject
) -> None:
    if placed.width < placed.area_width or placed.height < placed.area_height:
        placed = placed.zoomed(  # until it covers the area: before that its middle is kept
            max(
                placed.area_width / placed.picture_width, placed.area_height / placed.picture_height
            ),
            0,
            0,
        )
    x = data.draw(st.floats(0, placed.area_width))
    y = data.draw(st.floats(0, placed.area_height))
    under = placed.picture_point(x, y)
    closer = placed.zoomed(placed.scale * data.draw(st.floats(1.01, 4)), x, y)
    assert closer.area_point(*under) == pytest.approx((x, y), abs=0.01)


def test_zooming_out_keeps_the_point_where_no_edge_would_show() -> None:
    placed = fit(1000, 800, 6000, 4000).zoomed(2, 500, 400)
    under = placed.picture_point(300, 250)
    wider = placed.zoomed(1, 300, 250)
    assert wider.scale == 1
    assert wider.area_point(*under) == pytest.approx((300, 250))


@given(placements(), st.floats(0, 8_000), st.floats(0, 8_000))
def test_a_point_of_the_area_and_of_the_picture_are_the_same_both_ways(
    placed: Placement, x: float, y: float
) -> None:
    assert placed.area_point(*placed.picture_point(x, y)) == pytest.approx((x, y), abs=1e-3)


@given(placements(), areas, areas)
def test_another_area_shows_a_fitted_picture_fitted_and_a_zoomed_one_without_gaps(
    placed: Placement, width: float, height: float
) -> None:
    moved = placed.in_area(width, height)
    assert lies_well(moved)
    if placed.fitted:
        assert moved == fit(width, height, placed.picture_width, placed.picture_height)


def test_a_zoomed_picture_keeps_its_scale_and_middle_when_the_window_grows() -> None:
    placed = fit(1000, 800, 6000, 4000).zoomed(1, 200, 300)
    grown = placed.in_area(1200, 900)
    assert (grown.scale, grown.x, grown.y) == (placed.scale, placed.x, placed.y)


@given(placements(), st.sampled_from((0.25, 0.5, 2.0, 3.0)))
def test_a_sharper_copy_of_the_same_picture_lies_where_the_first_lay(
    placed: Placement, factor: float
) -> None:
    assume(not placed.fitted)  # what fits may grow: no picture is shown above 100 % unasked
    other = placed.with_picture(placed.picture_width * factor, placed.picture_height * factor)
    assume(not other.fitted and other.scale < other.most)
    assert other.left == pytest.approx(placed.left, rel=1e-6, abs=0.01)
    assert other.width == pytest.approx(placed.width)


@given(placements())
def test_keys_reach_fitted_100_percent_and_the_largest_scale(placed: Placement) -> None:
    seen = [placed.zoomed(0, 0, 0)]
    assert seen[0].fitted
    while seen[-1].scale < placed.most:
        seen.append(seen[-1].stepped(1, 0, 0))
        assert seen[-1].scale > seen[-2].scale
    assert any(one.scale == 1 for one in seen)
    while not seen[-1].fitted:
        seen.append(seen[-1].stepped(-1, 0, 0))
        assert seen[-1].scale < seen[-2].scale
    assert seen[-1] == seen[0]
    assert len(seen) <= 2 * len(STOPS) + 4


@given(placements())
def test_toggling_always_changes_something_and_twice_ends_fitted(placed: Placement) -> None:
    fitted = placed.zoomed(0, 0, 0)
    closer = fitted.toggled(10, 10)
    assert closer.scale > fitted.scale
    assert closer.toggled(10, 10) == fitted


def test_a_large_picture_toggles_to_exactly_100_percent() -> None:
    assert fit(1000, 800, 6000, 4000).toggled(0, 0).scale == 1


def test_a_small_picture_toggles_to_fill_the_area() -> None:
    assert fit(1000, 800, 500, 200).toggled(0, 0).scale == 2


def test_a_fitted_picture_does_not_move() -> None:
    placed = fit(1000, 800, 6000, 4000)
    assert placed.panned(50, 50) == placed
    assert not placed.pannable
    assert placed.zoomed(1, 0, 0).pannable
