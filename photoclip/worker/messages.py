"""What a client and the owner of a library say to each other: values, pickled.

Both ends run as the same user and have proved that they hold the same key (`channel`): pickles are
no more than what that user may do anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from photoclip.core.captions import CaptionRun
from photoclip.core.commands import Command
from photoclip.core.events import ConfirmMissing, Event
from photoclip.core.model_reports import SwitchProgress
from photoclip.core.reports import IndexOptions
from photoclip.core.types import PhotoId

PROTOCOL = 3
"""Raised with every change of this module; another number on the other end is another version."""


class Activity(StrEnum):
    """What the owner is doing."""

    IDLE = "idle"
    SCANNING = "scanning"
    READING = "reading"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class WatchedRoot:
    """How one root is watched: by events (``native``), or by looking again and again, and why."""

    path: bytes
    native: bool
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class OwnerState:
    """What the owner does now. ``per_second`` are photos, ``seconds_left`` for those that wait.

    ``reason`` says in words why it is paused; ``waiting`` photos are still to be read. ``asks`` are
    losses that a person has to confirm before they are believed (`Index` with ``accept_missing``).
    ``captions`` is how writing captions stands, or stood last; ``switching`` how a change to another
    model does, None where none goes on.
    """

    pid: int
    version: str
    activity: Activity
    reason: str = ""
    waiting: int = 0
    done: int = 0
    total: int = 0
    failed: int = 0
    per_second: float = 0.0
    seconds_left: float = 0.0
    model: str = ""
    model_loaded: bool = False
    watching: bool = False
    roots: tuple[WatchedRoot, ...] = ()
    asks: tuple[ConfirmMissing, ...] = ()
    clients: int = 0
    memory_bytes: int = 0
    captions: CaptionRun | None = None
    switching: SwitchProgress | None = None


# --- requests: each is answered by one `Reply` or `Fault` ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Hello:
    """First on every connection; answered by the owner's `Welcome`."""

    protocol: int = PROTOCOL


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who answers."""

    protocol: int
    version: str
    pid: int


@dataclass(frozen=True, slots=True)
class EncodeTexts:
    """``(n, dim)`` unit float32 rows under the model with the key ``model``."""

    model: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EncodePhoto:
    """The unit float32 vector ``(dim,)`` of the picture in a file."""

    model: str
    path: bytes


@dataclass(frozen=True, slots=True)
class Apply:
    """Change the library; answered by `store.commands.Applied` after the commit.

    ``uid`` makes it safe to send the same request again when the connection broke.
    """

    command: Command
    uid: str


@dataclass(frozen=True, slots=True)
class Index:
    """Bring the library up to date now; answered by an `IndexReport` when that is done.

    ``uid`` names the round for `Cancel`.
    """

    options: IndexOptions
    uid: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the round of indexing with this name, or whatever goes on if None; what is done stays."""

    uid: str | None = None


@dataclass(frozen=True, slots=True)
class WantCaptions:
    """See `OwnerPort.want_captions`; answered by a number."""

    photos: tuple[PhotoId, ...]
    model: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class ForgetCaptions:
    """See `OwnerPort.forget_captions`; answered by a number."""

    photos: tuple[PhotoId, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Read no photos for so many seconds, or until `Resume` if None."""

    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Read photos again, on battery too until it is charged again."""


@dataclass(frozen=True, slots=True)
class GetState:
    """Answered by an `OwnerState`."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """From now on `Push` every event on this connection."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Finish what is in hand, close the library and end."""


RequestBody = (
    Hello
    | EncodeTexts
    | EncodePhoto
    | Apply
    | Index
    | Cancel
    | WantCaptions
    | ForgetCaptions
    | Pause
    | Resume
    | GetState
    | Subscribe
    | Stop
)


@dataclass(frozen=True, slots=True)
class Request:
    """``number`` is the client's own, repeated in the answer."""

    number: int
    body: RequestBody


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to the request with this number."""

    number: int
    value: object


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a request could not be done: the name of an error of `core.errors`, its words and advice."""

    number: int
    kind: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Push:
    """Something that happened, for those who subscribed."""

    event: Event


@dataclass(frozen=True, slots=True)
class Goodbye:
    """An owner ends, for it is done or was asked to. A worker that an error ends says none."""
