"""Asking for the newest release: one small file over https, and nothing else.

The question says nothing of this computer, its library or even its version. The answer is a JSON object
with ``version`` and ``page``; nothing is downloaded because of it.
"""

from __future__ import annotations

import json
import ssl
import threading
from contextlib import suppress
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

import truststore

from photoclip.core.errors import PhotoClipError
from photoclip.releases import choice
from photoclip.releases.choice import Release

PATIENCE_S = 10.0
"""How long an answer may take in all."""

LONGEST = 65_536
"""Bytes of an answer that are read."""


class NoAnswerError(PhotoClipError):
    """The newest release is not known: nobody answered, or not in a way that makes sense."""


def ask_if_due() -> Release | None:
    """The release that is newer than this PhotoClip, asked for at most once a day and only if wanted.

    In between, and if nobody answers, it is the one known before. Raises `PhotoClipError` where the
    answer can't be remembered.
    """
    chosen = choice.load()
    if choice.is_due(chosen):
        choice.note_question()  # first, so that a question that fails isn't repeated all day
        with suppress(NoAnswerError):
            chosen = choice.note_answer(newest(choice.address()))
    return chosen.newer if chosen.on else None


def newest(address: str, patience_s: float = PATIENCE_S) -> Release:
    """The newest release that ``address`` tells of. Raises `NoAnswerError`."""
    if not address:
        raise choice.NO_ADDRESS
    if not _is_safe(address):
        raise NoAnswerError(f"{address} is no https address.", "Nothing else is asked.")
    try:
        return _understood(_in_time(address, patience_s))
    except HTTPError as error:
        error.close()
        why = f"it answers {error.code}"
    except (TimeoutError, ssl.SSLError) as error:
        why = str(error)
    except URLError as error:
        why = str(error.reason)
    except (OSError, HTTPException) as error:
        why = str(error) or type(error).__name__
    except (ValueError, RecursionError) as error:
        why = f"its answer makes no sense ({error})"
    raise NoAnswerError(
        f"Whether there is a newer PhotoClip is not known: {address}: {why}.",
        "Try again later, or look at the page you have PhotoClip from.",
    )


def _in_time(address: str, patience_s: float) -> bytes:
    """The answer, if it is whole in time: a server that sends a byte a second must not hold us."""
    found: list[bytes | Exception] = []

    def fetch() -> None:
        try:
            found.append(_fetched(address, patience_s))
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    thread.join(patience_s)
    if not found:
        raise TimeoutError("it takes too long")
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _fetched(address: str, patience_s: float) -> bytes:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    opener = build_opener(ProxyHandler(), HTTPSHandler(context=context), _OnlySafe())
    opener.addheaders = []
    request = Request(address, headers={"User-Agent": "PhotoClip", "Accept": "application/json"})
    with opener.open(request, timeout=patience_s) as answer:
        read: bytes = answer.read(LONGEST + 1)
    if len(read) > LONGEST:
        raise ValueError("it is too long")
    return read


def _understood(answer: bytes) -> Release:
    said = json.loads(answer)
    if not isinstance(said, dict):
        raise ValueError("it is no object")
    version, page = said.get("version"), said.get("page")
    if not isinstance(version, str) or not choice.is_version(version):
        raise ValueError("it names no version")
    if not isinstance(page, str) or not _is_safe(page) or not page.isprintable():
        raise ValueError("it names no https page")
    return Release(version, page)


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


class _OnlySafe(HTTPRedirectHandler):
    """Follows to other https addresses only."""

    max_redirections = 3

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The request to follow with, or an error where that would leave https."""
        if not _is_safe(newurl):
            fp.close()
            raise URLError(f"it hands on to {newurl}, which is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
