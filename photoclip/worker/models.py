"""The one loaded model of an owner, shared between indexing and queries."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.core.types import Float32, ModelInfo, UInt8
from photoclip.embed import catalogue
from photoclip.embed.encoder import Encoder
from photoclip.embed.weights import ModelFolder
from photoclip.store import settings, vectors
from photoclip.store.database import Library
from photoclip.worker.missing_model import missing_model
from photoclip.worker.politeness import give_memory_back

MODEL_VARIABLE = "PHOTOCLIP_MODEL"


def active_model(library: Library) -> ModelFolder:
    """The library's model: ``$PHOTOCLIP_MODEL``, the library's choice, or the one that ships.

    Raises `ModelError` if it isn't on this machine.
    """
    chosen = chosen_name(library)
    if not chosen:
        return ModelFolder.open(_unchosen(library))
    try:
        return catalogue.find(chosen, *model_folders())
    except ModelError as error:
        if os.environ.get(MODEL_VARIABLE) or Path(chosen).expanduser().is_dir():
            raise
        raise missing_model(library, chosen, model_folders()) from error


def chosen_name(library: Library) -> str:
    """What names a library's model, whether it is here or not; empty where nobody chose one."""
    chosen = os.environ.get(MODEL_VARIABLE) or settings.get(library, settings.ACTIVE_MODEL)
    return chosen if isinstance(chosen, str) else ""


def _unchosen(library: Library) -> Path:
    """The model of a library for which nobody chose one.

    One that knows its photos by the embedded model stays with that when a later PhotoClip brings a real
    one; the sample photos were drawn for the embedded model.
    """
    shipped, embedded = paths.shipped_model(), paths.embedded_model()
    if shipped == embedded or library.folder == paths.demo_library():
        return embedded
    known = vectors.find_model(library, ModelFolder.open(embedded).info.key)
    return shipped if known is None else embedded


def model_folders() -> tuple[Path, ...]:
    """Where models are looked for: downloaded ones first, then those that ship."""
    return (paths.models_dir(), paths.resources_dir() / "models")


class Gate:
    """Lets one in at a time; who is in a hurry goes before everybody who isn't."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._hurried = 0

    @contextmanager
    def enter(self, *, hurry: bool) -> Iterator[None]:
        """Wait for the turn and hold it. Whoever has it keeps it until they leave."""
        with self._changed:
            self._hurried += hurry
            try:
                self._changed.wait_for(lambda: not self._taken and (hurry or not self._hurried))
                self._taken = True
            finally:
                self._hurried -= hurry
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()


class SharedEncoder:
    """An `Encoder` that loads its model when it is first needed and lets go of it when idle.

    Queries (texts, single pictures through `encode_query_image`) wait for at most one batch of the
    indexing that goes on: the next batch waits for them.
    """

    def __init__(self, model: ModelFolder, load: Callable[[], Encoder]) -> None:
        self.model = model
        self._load = load
        self._gate = Gate()
        self._encoder: Encoder | None = None
        self._used = time.monotonic()

    @property
    def info(self) -> ModelInfo:
        """Key, width and input of the model; known without loading it."""
        return self.model.info

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory now."""
        return self._encoder is not None

    @property
    def best_batch(self) -> int:
        """With how many pictures a step the loaded model is at its best; 0 if that isn't known."""
        return int(getattr(self._encoder, "best_batch", 0))

    def load(self) -> None:
        """Load the model now, in no hurry."""
        with self._gate.enter(hurry=False):
            self._ready()

    def turn(self) -> AbstractContextManager[None]:
        """The processor for one step of other work in the background, in no hurry."""
        return self._gate.enter(hurry=False)

    def encode_images(self, pixels: UInt8) -> Float32:
        """See `Encoder`: a batch of the indexing, in no hurry."""
        with self._gate.enter(hurry=False):
            return self._ready().encode_images(pixels)

    def encode_query_image(self, pixels: UInt8) -> Float32:
        """The vector ``(dim,)`` of one picture somebody waits for."""
        with self._gate.enter(hurry=True):
            row: Float32 = self._ready().encode_images(pixels[None])[0]
            return row

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        """See `Encoder`: somebody waits for it."""
        with self._gate.enter(hurry=True):
            return self._ready().encode_texts(texts)

    def drop_if_idle(self, seconds: float) -> bool:
        """Let go of a model that nobody used for so long; whether that was so."""
        with self._gate.enter(hurry=False):
            idle = time.monotonic() - self._used
            if self._encoder is None or idle < seconds:
                return False
            self._encoder = None
        give_memory_back()
        return True

    def _ready(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._load()
        self._used = time.monotonic()
        return self._encoder
