"""Talking to the Hugging Face hub, or a mirror that speaks its protocol: about a file, and its bytes.

The usual variables count at the moment of the call: ``HF_ENDPOINT``, ``HTTPS_PROXY`` and its kin,
``HF_TOKEN``, ``HF_HUB_OFFLINE``. Telemetry is off (see `photoclip.embed`). huggingface_hub knows where
things are and who may have them; it doesn't resume a download of another process, so the bytes are
read here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError

T = TypeVar("T")

PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between attempts that bring nothing, at a connection that breaks or a server in trouble."""

UNANSWERED = 3
"""Questions without any answer after which a machine counts as one without a network."""

LONGEST_WAIT = 300.0
"""Seconds a server may ask to wait; beyond that the person decides."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHA1 = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class HubFile:
    """What the hub says of one file: its bytes, and its SHA-256 where it keeps one, else its etag.

    ``revision`` is the commit it was found at.
    """

    repo: str
    file: str
    revision: str
    url: str
    size: int
    sha256: str
    etag: str

    @property
    def sha1(self) -> str:
        """The SHA-1 that git has of a file kept in it; empty where the hub tells none."""
        return self.etag if not self.sha256 and _SHA1.fullmatch(self.etag) else ""


class TransientError(Exception):
    """Trouble that may be over in a moment.

    ``wait`` is how long the server asked to wait, if it did; ``nobody``: there was no answer at all.
    """

    def __init__(self, why: str, wait: float | None = None, *, nobody: bool = False) -> None:
        super().__init__(why)
        self.wait = wait
        self.nobody = nobody


class StartOverError(Exception):
    """The server doesn't go on where a download stopped: it is to be read from the beginning."""


def describe(
    repo: str, file: str, revision: str, cancel: CancelToken, pauses: tuple[float, ...] = PAUSES
) -> HubFile | None:
    """What the hub says of ``file``, or None if the repository has none of that name.

    Raises `ModelError` where the hub can't be reached or refuses, and `Cancelled`.
    """
    return patiently(lambda: _describe(repo, file, revision), repo, cancel, pauses)


def patiently(
    act: Callable[[], T], what: str, cancel: CancelToken, pauses: tuple[float, ...] = PAUSES
) -> T:
    """Repeat ``act`` while it raises `TransientError`, waiting in between.

    It waits as long as the server asks, else as ``pauses`` say.

    Raises `ModelError` when patience is at an end.
    """
    unanswered = 0
    for pause in (*pauses, None):
        cancel.check()
        try:
            return act()
        except TransientError as error:
            unanswered += error.nobody
            if pause is None or unanswered >= UNANSWERED:
                raise gave_up(what, str(error)) from error
            wait_for(error, pause, what, cancel)
    raise AssertionError("unreachable")


def wait_for(error: TransientError, pause: float, what: str, cancel: CancelToken) -> None:
    """Wait before the next attempt. Raises `ModelError` if the server asks for too long, `Cancelled`."""
    wait = pause if error.wait is None else error.wait
    if wait > LONGEST_WAIT:
        minutes = round(wait / 60)
        raise ModelError(
            f"The hub asks to wait {minutes} minutes before “{what}” can be downloaded.",
            "It limits how much one address may ask. Run the same command again later: it goes on "
            "where it stopped. With an account of your own on the hub, set HF_TOKEN.",
        ) from error
    if cancel.wait(wait):
        cancel.check()


def gave_up(what: str, why: str) -> ModelError:
    """What is said when the hub was asked often enough."""
    return ModelError(
        f"“{what}” could not be downloaded: {why}",
        "Check the connection (behind a proxy: HTTPS_PROXY, for a mirror: HF_ENDPOINT) and run the same "
        "command again: it goes on where it stopped. Without a network: photoclip models import --help",
    )


def endpoint() -> str:
    """The hub's address: ``$HF_ENDPOINT`` or the public one."""
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def _describe(repo: str, file: str, revision: str) -> HubFile | None:
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import RemoteEntryNotFoundError

    _allowed(repo)
    where = endpoint()
    with _in_plain_words(repo):
        url = hf_hub_url(repo, file, revision=revision, endpoint=where)
        try:
            found = get_hf_file_metadata(url, endpoint=where, timeout=_timeout())
        except RemoteEntryNotFoundError:
            return None
    etag = (found.etag or "").strip('"')
    commit = found.commit_hash or revision
    return HubFile(
        repo=repo,
        file=file,
        revision=commit,
        url=hf_hub_url(repo, file, revision=commit, endpoint=where),
        size=found.size or 0,
        sha256=etag if _SHA256.fullmatch(etag) else "",
        etag=etag,
    )


def read(file: HubFile, start: int) -> Iterator[bytes]:
    """The bytes of a file from byte ``start``, in the pieces they arrive in.

    Raises `TransientError`, `StartOverError` and `ModelError`.
    """
    from huggingface_hub import get_session, hf_raise_for_status
    from huggingface_hub.utils._headers import build_hf_headers

    headers = {**build_hf_headers(), "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    with (
        _in_plain_words(file.repo),
        get_session().stream(
            "GET", file.url, headers=headers, timeout=_timeout(), follow_redirects=True
        ) as response,
    ):
        if start and response.status_code in (200, 416):
            raise StartOverError
        hf_raise_for_status(response)
        yield from response.iter_bytes()  # as they arrive, so that a cut loses none


def read_small(
    file: HubFile, most: int, cancel: CancelToken, pauses: tuple[float, ...] = PAUSES
) -> bytes:
    """All of a file that has at most ``most`` bytes. Raises as `describe` does."""

    def whole() -> bytes:
        data = b""
        for chunk in read(file, 0):
            cancel.check()
            data += chunk
            if len(data) > most:
                raise ModelError(
                    f"The file {file.file} of “{file.repo}” is larger than it can be.",
                    "Choose another model.",
                )
        if file.size and len(data) != file.size:
            raise TransientError("the connection was cut.")
        return data

    return patiently(whole, file.repo, cancel, pauses)


def _timeout() -> float:
    """Seconds without a sign of life after which a connection counts as broken."""
    try:
        return float(os.environ.get("HF_HUB_DOWNLOAD_TIMEOUT", "20"))
    except ValueError:
        return 20.0


def _allowed(repo: str) -> None:
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        if os.environ.get(variable, "").upper() in ("1", "ON", "YES", "TRUE"):
            raise ModelError(
                f"“{repo}” was not looked for: {variable} forbids the network.",
                f"Unset {variable}, or import the model: photoclip models import --help",
            )


@contextmanager
def _in_plain_words(repo: str) -> Iterator[None]:
    """Turn what huggingface_hub and its client raise into the errors of this module."""
    import httpx2
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        HFValidationError,
        RepositoryNotFoundError,
    )

    try:
        yield
    except HFValidationError as error:
        raise ModelError(
            f"“{repo}” is not a model name.", "Check the name; on the hub it is OWNER/NAME."
        ) from error
    except GatedRepoError as error:
        raise _forbidden(repo) from error
    except RepositoryNotFoundError as error:
        raise ModelError(
            f"The hub has no repository “{repo}”, or shows it only to whom it knows.",
            "Check the name. For one of your own, set HF_TOKEN.",
        ) from error
    except HfHubHTTPError as error:
        raise _of_status(repo, error.response.status_code, error.response.headers) from error
    except (httpx2.ProxyError, httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
        raise gave_up(repo, f"the proxy or the address does not work ({error})") from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        why = f"{endpoint()} can't be reached ({_first_line(error)})."
        raise TransientError(why, nobody=True) from error
    except httpx2.TimeoutException as error:
        raise TransientError("the hub does not answer.") from error
    except httpx2.TransportError as error:
        raise TransientError(f"the connection broke ({_first_line(error)}).") from error


def _of_status(repo: str, status: int, headers: object) -> Exception:
    if status == 429:
        return TransientError("the hub has too much to do with this address.", _asked_wait(headers))
    if status >= 500 or status == 408:
        return TransientError(f"the hub is in trouble ({status}).", _asked_wait(headers))
    if status in (401, 403):
        return _forbidden(repo)
    return ModelError(
        f"The hub refuses “{repo}” ({status}).", "Check the name and HF_ENDPOINT, if it is set."
    )


def _forbidden(repo: str) -> ModelError:
    return ModelError(
        f"The hub doesn't give “{repo}” to everybody.",
        f"Look at {endpoint()}/{repo}, agree to its terms there, and set HF_TOKEN to a token of yours.",
    )


def _asked_wait(headers: object) -> float | None:
    """Seconds of a ``Retry-After``, which is a number or the date it lasts to."""
    get = getattr(headers, "get", None)
    value = get("Retry-After") if get else None
    if not isinstance(value, str):
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:  # "-0000" says that nobody knows; HTTP's dates are all of one zone
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
