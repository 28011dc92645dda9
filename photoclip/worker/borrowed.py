"""A model used where it is loaded: in the process that owns the library."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager, suppress
from typing import TypeVar

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError
from photoclip.core.types import Float32, ModelInfo, UInt8
from photoclip.embed.encoder import Encoder
from photoclip.worker.client import OwnerGoneError
from photoclip.worker.port import OwnerPort

FindOwner = Callable[[], OwnerPort | None]
Answer = TypeVar("Answer")

PATIENCE_S = 60.0
"""How long to wait for an owner: it starts, or its successor does."""

LOADING = "The model is being loaded…"
_SILENT_S = 0.3
_POLL_S = 0.05


class EncoderOfOwner:
    """An `Encoder` that has the owner encode where one runs, and loads the model where none does."""

    def __init__(self, info: ModelInfo, find: FindOwner, load: Callable[[], Encoder]) -> None:
        self._info = info
        self._find = find
        self._load = load
        self._own: Encoder | None = None

    @property
    def info(self) -> ModelInfo:
        """Key, width and input of the model."""
        return self._info

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        """See `Encoder`."""
        owner = self._find() if self._own is None else None
        if owner is not None:
            with suppress(OwnerGoneError, ModelError):
                return owner.encode_texts(self._info.key, texts)
        return self._loaded().encode_texts(texts)

    def encode_images(self, pixels: UInt8) -> Float32:
        """See `Encoder`. Always here: pixels don't travel."""
        return self._loaded().encode_images(pixels)

    def _loaded(self) -> Encoder:
        if self._own is None:
            self._own = self._load()
        return self._own


class BorrowedEncoder:
    """An `Encoder` of texts and files that never loads a model here: it waits for an owner."""

    def __init__(self, info: ModelInfo, find: FindOwner) -> None:
        self._info = info
        self._find = find
        self._hold: Callable[[str], None] = lambda _reason: None
        self._cancel = CancelToken()

    @property
    def info(self) -> ModelInfo:
        """Key, width and input of the model."""
        return self._info

    @contextmanager
    def waiting(self, hold: Callable[[str], None], cancel: CancelToken) -> Iterator[None]:
        """Inside the block ``hold`` is told when it takes long, and ``cancel`` ends the waiting."""
        before = self._hold, self._cancel
        self._hold, self._cancel = hold, cancel
        try:
            yield
        finally:
            self._hold, self._cancel = before

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        """See `Encoder`. Raises `ModelError` if no owner comes, `Cancelled`."""
        return self._ask(lambda owner: owner.encode_texts(self._info.key, texts))

    def encode_file(self, path: bytes) -> Float32:
        """The vector ``(dim,)`` of a picture file. Raises as `encode_texts`, and `PhotoClipError`."""
        return self._ask(lambda owner: owner.encode_photo(self._info.key, path))

    def encode_images(self, pixels: UInt8) -> Float32:
        """Not to be had: pixels don't travel."""
        raise ModelError("This process loads no model.", "Name the picture by its file.")

    def _ask(self, question: Callable[[OwnerPort], Answer]) -> Answer:
        """Ask an owner; its successor if it ends before it answers. Asking twice is safe."""
        started = time.monotonic()
        patience = _Patience(started, self._hold, self._cancel)
        while True:
            owner = self._find()
            if owner is not None:
                with suppress(OwnerGoneError):
                    return patience.wait_for(_begun(question, owner))
            if time.monotonic() - started > PATIENCE_S:
                raise ModelError(
                    "The part of PhotoClip that holds the model doesn't answer.",
                    "Search without words meanwhile, or close PhotoClip and start it again.",
                )
            patience.rest()


class _Patience:
    def __init__(self, started: float, hold: Callable[[str], None], cancel: CancelToken) -> None:
        self._started = started
        self._hold = hold
        self._cancel = cancel
        self._told = False

    def wait_for(self, answer: Future[Answer]) -> Answer:
        while True:
            try:
                return answer.result(_POLL_S)
            except NotYet:
                if answer.done():  # the owner's own timeout, if it ever has one
                    raise
                self._look()

    def rest(self) -> None:
        self._cancel.wait(_POLL_S)
        self._look()

    def _look(self) -> None:
        self._cancel.check()
        if not self._told and time.monotonic() - self._started > _SILENT_S:
            self._told = True
            self._hold(LOADING)


def _begun(question: Callable[[OwnerPort], Answer], owner: OwnerPort) -> Future[Answer]:
    """The question on a thread of its own: who stops waiting leaves it to end by itself."""
    answer: Future[Answer] = Future()

    def ask() -> None:
        try:
            answer.set_result(question(owner))
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name="borrowed model", daemon=True).start()
    return answer
