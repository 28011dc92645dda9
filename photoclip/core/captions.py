"""Captions that models write: what one says, and how writing them stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MachineCaption:
    """What a model wrote about a photo. ``model`` is its key, ``made_at`` ISO 8601 in UTC."""

    text: str
    model: str
    made_at: str

    @property
    def model_name(self) -> str:
        """The model as a person chooses it."""
        return self.model.partition("@")[0]


@dataclass(frozen=True, slots=True)
class CaptionRun:
    """How writing captions stands, from the first wish until none is left; counts of photos.

    ``written`` got a caption, for ``speechless`` the model had none; ``away`` lie on drives that are
    not connected, ``unreadable`` could not be read or taken in, ``gone`` are not in the library any
    more or changed meanwhile, ``stopped`` were taken back. ``reasons`` are of the unreadable ones,
    each once, with a path. ``waits`` says in words why it rests now; ``trouble`` with ``hint`` why
    it ended early. ``number`` counts the runs of one owner.
    """

    number: int
    model: str
    total: int
    written: int = 0
    speechless: int = 0
    away: int = 0
    unreadable: int = 0
    gone: int = 0
    stopped: int = 0
    per_second: float = 0.0
    reasons: tuple[tuple[bytes, str], ...] = ()
    waits: str = ""
    trouble: str = ""
    hint: str = ""
    ended: bool = False

    @property
    def done(self) -> int:
        """Photos whose turn came."""
        return (
            self.written + self.speechless + self.away + self.unreadable + self.gone + self.stopped
        )

    @property
    def seconds_left(self) -> float | None:
        """About how long the rest takes; None while nobody knows."""
        if self.per_second <= 0.0:
            return None
        return max(0, self.total - self.done) / self.per_second
