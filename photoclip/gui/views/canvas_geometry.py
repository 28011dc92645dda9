"""Where a picture lies in the area it is shown in: pure geometry, in device pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

STOPS = (0.1, 0.25, 1 / 3, 0.5, 2 / 3, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
"""The scales that zooming by key goes through."""

_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Placement:
    """How a picture lies in an area.

    The area is measured in device pixels, the picture in its own. ``scale`` is device pixels for a
    pixel of the picture: 1 is 100 %. ``x``, ``y`` is the point of the picture that lies in the
    middle of the area. A ``fitted`` placement shows all of the picture and follows the area's size.
    Made by `fit`; every other placement comes from one through its methods and stays clamped: along
    an axis on which the picture is smaller it is centred, on the other it leaves no gap.
    """

    area_width: float
    area_height: float
    picture_width: float
    picture_height: float
    scale: float
    x: float
    y: float
    fitted: bool = True

    @property
    def filling_scale(self) -> float:
        """The scale at which the picture just touches two sides of the area."""
        return min(self.area_width / self.picture_width, self.area_height / self.picture_height)

    @property
    def fit_scale(self) -> float:
        """The scale of a fitted picture: never above 100 %."""
        return min(1.0, self.filling_scale)

    @property
    def most(self) -> float:
        """The largest scale there is: enough to count pixels, or to fill the area with a tiny one."""
        return max(STOPS[-1], self.filling_scale)

    @property
    def left(self) -> float:
        """Where the picture's left edge lies in the area."""
        return self.area_width / 2 - self.x * self.scale

    @property
    def top(self) -> float:
        """Where the picture's upper edge lies in the area."""
        return self.area_height / 2 - self.y * self.scale

    @property
    def width(self) -> float:
        """How wide the picture is shown, in device pixels."""
        return self.picture_width * self.scale

    @property
    def height(self) -> float:
        """How high the picture is shown, in device pixels."""
        return self.picture_height * self.scale

    @property
    def pannable(self) -> bool:
        """Whether some of the picture lies outside."""
        return self.width > self.area_width + 0.5 or self.height > self.area_height + 0.5

    def picture_point(self, x: float, y: float) -> tuple[float, float]:
        """The point of the picture that lies at a point of the area."""
        return (
            self.x + (x - self.area_width / 2) / self.scale,
            self.y + (y - self.area_height / 2) / self.scale,
        )

    def area_point(self, x: float, y: float) -> tuple[float, float]:
        """Where in the area a point of the picture lies."""
        return self.left + x * self.scale, self.top + y * self.scale

    def zoomed(self, scale: float, x: float, y: float) -> Placement:
        """Shown at another scale; what lies at the area's point ``x``, ``y`` stays there if it can.

        Nothing is shown smaller than fitted, nor larger than `most`.
        """
        if scale <= self.fit_scale * (1 + _CLOSE):
            return fit(self.area_width, self.area_height, self.picture_width, self.picture_height)
        scale = min(scale, self.most)
        at_x, at_y = self.picture_point(x, y)
        return replace(
            self,
            scale=scale,
            x=at_x - (x - self.area_width / 2) / scale,
            y=at_y - (y - self.area_height / 2) / scale,
            fitted=False,
        )._clamped()

    def stepped(self, direction: int, x: float, y: float) -> Placement:
        """Shown at the next of `STOPS`: a larger one for a positive direction, else a smaller one."""
        if direction > 0:
            above = (stop for stop in STOPS if stop > self.scale * (1 + _CLOSE))
            return self.zoomed(next(above, self.most), x, y)
        below = (stop for stop in reversed(STOPS) if stop < self.scale * (1 - _CLOSE))
        return self.zoomed(next(below, 0.0), x, y)

    def toggled(self, x: float, y: float) -> Placement:
        """From fitted to 100 % around a point, and back.

        A picture that is shown whole at 100 % fills the area instead, or is doubled if it does.
        """
        if not self.fitted:
            return self.zoomed(0.0, x, y)
        larger = (s for s in (1.0, self.filling_scale, 2.0) if s > self.fit_scale * (1 + _CLOSE))
        return self.zoomed(next(larger), x, y)

    def panned(self, dx: float, dy: float) -> Placement:
        """The picture moved by so many device pixels, as far as it goes."""
        if self.fitted:
            return self
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)._clamped()

    def in_area(self, width: float, height: float) -> Placement:
        """The same in an area of another size: fitted stays fitted, else the middle stays."""
        if self.fitted:
            return fit(width, height, self.picture_width, self.picture_height)
        moved = replace(self, area_width=max(1.0, width), area_height=max(1.0, height))
        if moved.scale <= moved.fit_scale * (1 + _CLOSE):
            return fit(width, height, self.picture_width, self.picture_height)
        return replace(moved, scale=min(moved.scale, moved.most))._clamped()

    def with_picture(self, width: float, height: float) -> Placement:
        """The same part, as large, of the same picture whose size turned out to be another."""
        if self.fitted:
            return fit(self.area_width, self.area_height, width, height)
        width, height = max(1.0, width), max(1.0, height)
        better = replace(
            self,
            picture_width=width,
            picture_height=height,
            scale=self.scale * self.picture_width / width,
            x=self.x * width / self.picture_width,
            y=self.y * height / self.picture_height,
        )
        return better.in_area(self.area_width, self.area_height)

    def _clamped(self) -> Placement:
        return replace(
            self,
            x=_clamp(self.x, self.area_width / self.scale / 2, self.picture_width),
            y=_clamp(self.y, self.area_height / self.scale / 2, self.picture_height),
        )


def fit(
    area_width: float, area_height: float, picture_width: float, picture_height: float
) -> Placement:
    """All of the picture in the middle of the area, at 100 % at most. Sizes below 1 count as 1."""
    picture_width, picture_height = max(1.0, picture_width), max(1.0, picture_height)
    placed = Placement(
        area_width=max(1.0, area_width),
        area_height=max(1.0, area_height),
        picture_width=picture_width,
        picture_height=picture_height,
        scale=1.0,
        x=picture_width / 2,
        y=picture_height / 2,
    )
    return replace(placed, scale=placed.fit_scale)


def _clamp(middle: float, half: float, length: float) -> float:
    return length / 2 if 2 * half >= length else min(max(middle, half), length - half)
