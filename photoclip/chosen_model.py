"""The model a library uses, as one session has it: its own, or an owner's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property

from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.core.types import Float32, ReadFailure
from photoclip.embed.encoder import Encoder
from photoclip.embed.weights import ModelFolder
from photoclip.media.sandbox import DecoderPool
from photoclip.store.database import Library
from photoclip.worker import preferences
from photoclip.worker.borrowed import BorrowedEncoder, EncoderOfOwner, FindOwner
from photoclip.worker.client import OwnerGoneError
from photoclip.worker.first_use import load_model
from photoclip.worker.models import active_model


class ChosenModel:
    """The active model of the library that ``library`` gives, found and loaded when it is needed.

    ``find_owner`` gives the library's owner if one runs.
    """

    def __init__(
        self, library: Callable[[], Library], find_owner: FindOwner, device: str = "auto"
    ) -> None:
        self._library = library
        self._find_owner = find_owner
        self._device = device
        self._borrowing = False

    @cached_property
    def folder(self) -> ModelFolder:
        """Where it lies, and what it is. Raises `ModelError` if it isn't on this machine."""
        return active_model(self._library())

    @cached_property
    def encoder(self) -> Encoder:
        """The owner's where one runs, else loaded here, which imports torch."""
        if self._borrowing:
            return BorrowedEncoder(self.folder.info, self._find_owner)
        return EncoderOfOwner(self.folder.info, self._find_owner, self._load)

    @cached_property
    def texts(self) -> TextVectors:
        """Vectors of texts, from the cache or from the encoder."""
        return TextVectors(self.folder.info, lambda: self.encoder, paths.text_vectors_dir())

    def encode_file(self, path: bytes) -> Float32:
        """The vector ``(dim,)`` of a picture file. Raises `PhotoClipError` if it can't be read."""
        if isinstance(self.encoder, BorrowedEncoder):
            return self.encoder.encode_file(path)
        info = self.folder.info
        owner = self._find_owner()
        if owner is not None:
            with suppress(OwnerGoneError, ModelError):
                return owner.encode_photo(info.key, path)
        with DecoderPool(1, info.input) as pool:
            reading = pool.read(path)
        if isinstance(reading, ReadFailure):
            raise PhotoClipError(f"{os.fsdecode(path)}: {reading.reason}")
        row: Float32 = self.encoder.encode_images(reading.pixels[None])[0]
        return row

    def borrow(self) -> None:
        """Never load it in this process from now on, but wait for an owner that has it."""
        self._borrowing = True
        self.__dict__.pop("encoder", None)

    @contextmanager
    def waiting(self, hold: Callable[[str], None], cancel: CancelToken) -> Iterator[None]:
        """Inside the block ``hold`` is told why a borrowed model takes long.

        ``cancel`` ends the waiting with `Cancelled`.
        """
        with ExitStack() as stack:
            if self._borrowing and isinstance(self.encoder, BorrowedEncoder):
                stack.enter_context(self.encoder.waiting(hold, cancel))
            yield

    def is_another(self) -> bool:
        """Whether the library's choice is another one than that in use here."""
        if "folder" not in self.__dict__:
            return False
        try:
            chosen = active_model(self._library())
            return (chosen.path, chosen.info.key) != (self.folder.path, self.folder.info.key)
        except ModelError:  # one that isn't here: whoever needs it is told
            return True

    def forget(self) -> None:
        """Find out anew which one it is when it is needed next."""
        for cached in ("folder", "encoder", "texts"):
            self.__dict__.pop(cached, None)

    def _load(self) -> Encoder:
        return load_model(self.folder, self._device, preferences.load(self._library()).device)
