"""What a label's rule is: a frozen scorer, complete in itself, and as JSON what the library keeps.

Everything it compares with is in it as it was when the rule was made: the texts' vectors, how their
cosines spread over the library, the cut. So a growing library moves no tag that is there, and an
earlier rule brings back the tags it had. Arrays are rounded to float16 once, when a rule is made, and
decide in that form from then on.
"""

from __future__ import annotations

import base64
import json
import math
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

import numpy as np

from photoclip.compare.calibrate import TEXT_WEIGHTS
from photoclip.core import labels
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import Automatic
from photoclip.core.types import Float32

FORMAT = 1
"""A rule of a later format is refused, not misread."""

WIDEST = 8192
"""No model's vectors are longer."""

_MOST_TEXTS = 256
_FARTHEST = 1e6


@dataclass(frozen=True, eq=False)
class Head:
    """What answers taught: certainty = ``slope`` * zero-shot certainty + vector · weights + offset.

    ``weights`` is ``(dim,)`` float32.
    """

    weights: Float32
    offset: float
    slope: float


@dataclass(frozen=True, eq=False)
class Rule:
    """A label's rule under the model with this key. Certainties are log-odds.

    ``texts`` ``(t, dim)`` are the vectors of what photos with the label show, ``middles`` and
    ``scales`` ``(t,)`` the spread of their cosines over the library, ``unlike`` ``(u, dim)`` those of
    what only looks like it; ``usual`` is the mean and deviation of the library's cosines with
    everyday descriptions, ``coefficients`` those of the calibration. All float32. A photo has the
    label from the ``cut`` on, and may have it from ``suggest`` on. ``group`` is what exclusive labels
    share, the parent's name, or None: of a group a photo has one label at most. ``photos`` is how
    many the library had when the rule was made: one made over few knows little.
    """

    model: str
    texts: Float32
    middles: Float32
    scales: Float32
    usual: tuple[float, float]
    cut: float = 0.0
    suggest: float = -2.0
    unlike: Float32 = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    automatic: Automatic = Automatic.APPLY
    group: str | None = None
    head: Head | None = None
    coefficients: tuple[float, ...] = TEXT_WEIGHTS.coefficients
    photos: int = 0

    @property
    def dim(self) -> int:
        """The width of the model's vectors."""
        return int(self.texts.shape[1])

    def placed(self, name: str) -> Rule:
        """The same rule for a label that is called, and so stands, elsewhere now."""
        return self if self.group is None else replace(self, group=labels.parent(name).casefold())

    def to_json(self) -> str:
        """The rule as text; `from_json` gives back one that decides exactly the same."""
        plain: dict[str, object] = {
            "format": FORMAT,
            "model": self.model,
            "dim": self.dim,
            "automatic": self.automatic.value,
            "cut": self.cut,
            "suggest": self.suggest,
            "texts": packed(self.texts),
            "middles": [float(value) for value in self.middles],
            "scales": [float(value) for value in self.scales],
            "usual": list(self.usual),
            "coefficients": list(self.coefficients),
            "photos": self.photos,
        }
        if len(self.unlike):
            plain["unlike"] = packed(self.unlike)
        if self.group is not None:
            plain["group"] = self.group
        if self.head is not None:
            plain["head"] = {
                "weights": packed(self.head.weights),
                "offset": self.head.offset,
                "slope": self.head.slope,
            }
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Rule:
        """The rule behind `to_json`. Raises `PhotoClipError` for a text that is none."""
        try:
            plain = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise _no_rule("it is no JSON") from error
        if not isinstance(plain, dict):
            raise _no_rule("it is no object")
        if plain.get("format") != FORMAT:
            raise _no_rule(f"its format is not {FORMAT}", "It may come from a newer PhotoClip.")
        try:
            return _read(plain)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise _no_rule(str(error)) from error


def rounded(values: Float32) -> Float32:
    """Values as a rule keeps them: float16 in precision, float32 to compute with."""
    return np.asarray(values, np.float16).astype(np.float32)


def packed(values: Float32) -> str:
    """float16 as base64."""
    return base64.b64encode(np.ascontiguousarray(values, "<f2").tobytes()).decode("ascii")


def _unpacked(value: object, dim: int) -> Float32:
    """``(n, dim)`` float32 of what `packed` made."""
    if not isinstance(value, str):
        raise TypeError("vectors are text in base64")
    data = base64.b64decode(value, validate=True)
    if len(data) % (2 * dim):
        raise ValueError("its vectors have another width")
    rows: Float32 = np.frombuffer(data, "<f2").reshape(-1, dim).astype(np.float32)
    if not np.isfinite(rows).all():
        raise ValueError("its vectors are not finite")
    return rows


def _read(plain: dict[str, Any]) -> Rule:
    model, dim = plain["model"], plain["dim"]
    if not isinstance(model, str) or not model:
        raise TypeError("it names no model")
    if isinstance(dim, bool) or not isinstance(dim, int) or not 0 < dim <= WIDEST:
        raise ValueError("its width makes no sense")
    automatic = Automatic(str(plain["automatic"]))
    if automatic is Automatic.OFF:
        raise ValueError("a rule that does nothing is no rule")
    texts = _unpacked(plain["texts"], dim)
    unlike = _unpacked(plain.get("unlike", ""), dim)
    if not 0 < len(texts) <= _MOST_TEXTS or len(unlike) > _MOST_TEXTS:
        raise ValueError("it has no descriptions, or too many")
    scales = _numbers(plain["scales"], len(texts))
    usual = _numbers(plain["usual"], 2)
    if min(scales) <= 0 or usual[1] <= 0:
        raise ValueError("a deviation is positive")
    group = plain.get("group")
    if group is not None and not isinstance(group, str):
        raise TypeError("a group is a name")
    cut, suggest = _numbers([plain["cut"], plain["suggest"]], 2)
    if suggest > cut:
        raise ValueError("what has the label is also suggested")
    return Rule(
        model,
        texts,
        np.array(_numbers(plain["middles"], len(texts)), np.float32),
        np.array(scales, np.float32),
        (usual[0], usual[1]),
        cut,
        suggest,
        unlike,
        automatic,
        group,
        _head(plain.get("head"), dim),
        tuple(_numbers(plain["coefficients"], len(TEXT_WEIGHTS.coefficients))),
        _count(plain["photos"]),
    )


def _head(plain: object, dim: int) -> Head | None:
    if plain is None:
        return None
    if not isinstance(plain, dict):
        raise TypeError("a head is an object")
    weights = _unpacked(plain["weights"], dim)
    if len(weights) != 1:
        raise ValueError("a head is one vector")
    offset, slope = _numbers([plain["offset"], plain["slope"]], 2)
    return Head(weights[0], offset, slope)


def _numbers(values: object, count: int) -> list[float]:
    if not isinstance(values, list) or len(values) != count:
        raise ValueError(f"{count} numbers were expected")
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError("a number was expected")
        if not math.isfinite(value) or abs(value) > _FARTHEST:
            raise ValueError("a number is out of range")
    return [float(value) for value in values]


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("a count was expected")
    return value


def _no_rule(why: str, hint: str = "") -> PhotoClipError:
    return PhotoClipError(
        f"This is no rule of a label: {why}.",
        hint or "Fit it again: photoclip label tune NAME",
    )


def refuse_other_width(dim: int, expected: int) -> NoReturn:
    """Raise `PhotoClipError`: vectors of two models were about to be compared."""
    raise PhotoClipError(
        f"A rule is for vectors of {dim} numbers, these have {expected}.",
        "It was made for another model: fit the label again.",
    )
