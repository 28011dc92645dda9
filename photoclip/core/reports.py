"""What indexing is asked to do, and what it did: values that cross processes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """``accept_missing``: hide files that are gone even where most of a root is.

    ``retry_failed``: read files again that could not be read, although they haven't changed.
    ``ignore``: patterns of what to pass over, as in ``.gitignore``. ``fill``: wait for the model that is
    to be next, too, where a worker would see to that in the background.
    """

    accept_missing: bool = False
    retry_failed: bool = False
    ignore: tuple[str, ...] = ()
    fill: bool = False


@dataclass
class Tally:
    """What a run did to the files on its work list.

    ``gone`` are files that were not there any more when their turn came. They stay on the list: the
    next scan tells whether they were deleted or their drive went away. ``yielded``: the run made way
    for something else before the list was empty.
    """

    read: int = 0
    embedded: int = 0
    reused: int = 0
    failed: int = 0
    gone: int = 0
    warnings: int = 0
    yielded: bool = False
    gone_paths: list[bytes] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Files whose turn came."""
        return self.read + self.failed + self.gone

    def plus(self, later: Tally) -> Tally:
        """Both together; ``yielded`` is the later one's."""
        return Tally(
            self.read + later.read,
            self.embedded + later.embedded,
            self.reused + later.reused,
            self.failed + later.failed,
            self.gone + later.gone,
            self.warnings + later.warnings,
            later.yielded,
            [*self.gone_paths, *later.gone_paths],
        )


@dataclass
class IndexReport:
    """What one run did; counts of files.

    ``unsettled`` are files that somebody still writes, as root and relative path: they were left
    alone and have to be looked at again.
    """

    added: int = 0
    changed: int = 0
    moved: int = 0
    returned: int = 0
    vanished: int = 0
    unchanged: int = 0
    purged: int = 0
    tally: Tally = field(default_factory=Tally)
    offline: list[bytes] = field(default_factory=list)
    unsettled: list[tuple[bytes, bytes]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def did_nothing(self) -> bool:
        """Whether disk and library agreed already."""
        return not (
            self.added
            or self.changed
            or self.moved
            or self.returned
            or self.vanished
            or self.tally.done
        )
