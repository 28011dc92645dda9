"""The few errors PhotoClip raises on purpose.

An *environment fault* (`PhotoClipError` and its children) is shown to the person together with what
to do about it; it never carries a traceback to the screen. A *bad photo* is not an exception at all
but a `ReadFailure` value that ends as a row in ``failures``. Anything else is a bug and is not caught.
"""

from __future__ import annotations


class PhotoClipError(Exception):
    """Something the person can act on. ``str(error)`` says what is wrong, ``hint`` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class LibraryError(PhotoClipError):
    """The library file can't be used: damaged, from a newer PhotoClip, not a library."""


class LibraryBusyError(LibraryError):
    """Another process owns the library and has the only connection that may write."""


class LibraryNotFoundError(LibraryError):
    """There is no library at that place yet."""


class NothingThereError(PhotoClipError):
    """What a command is about is not in the library (any more)."""


class LibraryOutdatedError(LibraryError):
    """The library was made by an earlier PhotoClip; its next owner brings it up to date."""


class DiskFullError(PhotoClipError):
    """No room left where PhotoClip has to write."""


class ModelError(PhotoClipError):
    """A model is missing, refused or does not fit its configuration."""


class UnknownCheckpointError(ModelError):
    """A file is no checkpoint of a kind PhotoClip reads."""


class NeedsHashError(ModelError):
    """A file is only taken if its SHA-256 is known beforehand: a person may give the published one."""


class NeedsArchitectureError(ModelError):
    """Of which architecture the weights are can't be told; a person may say.

    ``architectures``: those that would fit, empty where none is known to.
    """

    def __init__(self, message: str, hint: str = "", architectures: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.architectures = architectures


class NameTakenError(ModelError):
    """Another model of the same name is on this machine; ``name`` is what it is called."""

    def __init__(self, message: str, hint: str = "", name: str = "") -> None:
        super().__init__(message, hint)
        self.name = name


class Cancelled(Exception):  # noqa: N818 - a request that was honoured, not a fault
    """Work stopped because somebody asked for it; everything done so far is kept."""


class QueryError(PhotoClipError):
    """A mistake in a query.

    ``start`` and ``end`` are character offsets into the query text (``start <= end``), ``expected``
    says what would have been right there.
    """

    def __init__(self, message: str, start: int, end: int, expected: str = "") -> None:
        super().__init__(message, hint=f"expected {expected}" if expected else "")
        self.start = start
        self.end = end
        self.expected = expected
