"""What can be asked of the owner of a library, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import Applied, Command
from photoclip.core.events import Event
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import Float32, PhotoId
from photoclip.worker.messages import OwnerState

Listener = Callable[[Event], None]


class OwnerPort(Protocol):
    """The owner of a library: `owner.Owner` in this process or `client.Client` to another.

    All calls are safe from any thread. Those that change something return after the commit.
    """

    def encode_texts(self, model: str, texts: Sequence[str]) -> Float32:
        """``(n, dim)`` unit rows. Raises `ModelError` if ``model`` is not the owner's model."""
        ...

    def encode_photo(self, model: str, path: bytes) -> Float32:
        """The vector ``(dim,)`` of a file's picture. Raises `PhotoClipError` if it can't be read."""
        ...

    def apply(self, command: Command, uid: str | None = None) -> Applied:
        """Change the library. The same ``uid`` again changes nothing and answers the same."""
        ...

    def index(
        self,
        options: IndexOptions,
        on_event: Listener = lambda _event: None,
        cancel: CancelToken | None = None,
    ) -> IndexReport:
        """Scan every root and read what is new. Raises `Cancelled`, `DiskFullError`."""
        ...

    def want_captions(
        self, photos: Sequence[PhotoId], model: str = "", *, again: bool = False
    ) -> int:
        """Have captions written for these photos, in the background; how many of them wait for one.

        Without a ``model`` the library's captioner writes them. Photos it wrote about already get
        none; with ``again`` those do whose caption was discarded or empty. Raises `ModelError` if
        there is no such captioner. How it goes on is told by `CaptionRun` events, and in `state`.
        """
        ...

    def forget_captions(self, photos: Sequence[PhotoId] | None = None) -> int:
        """Write no captions for these photos, or for any: those that still wait; how many did."""
        ...

    def cancel(self) -> None:
        """Stop the indexing that goes on."""
        ...

    def pause(self, seconds: float | None = None) -> None:
        """Read no photos for so long, or until `resume`."""
        ...

    def resume(self) -> None:
        """Go on reading."""
        ...

    def state(self) -> OwnerState:
        """What the owner does now."""
        ...

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told every event from now on, from some thread; call the result to end that."""
        ...
