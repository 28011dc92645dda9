"""The model that is to be a library's next one: which it is, and how far it has come."""

from __future__ import annotations

import os
import time
from pathlib import Path

from photoclip.core.errors import ModelError
from photoclip.core.model_reports import SwitchProgress
from photoclip.embed import catalogue
from photoclip.embed.weights import ADAPTER, CLIP, ModelFolder
from photoclip.indexing.filling import Filling
from photoclip.store import generations, settings
from photoclip.store.database import Library
from photoclip.store.generations import Filled
from photoclip.worker.models import model_folders


def next_model(library: Library) -> str | None:
    """What a library names as its next model; None if none is."""
    found = settings.get(library, settings.NEXT_MODEL)
    return found if isinstance(found, str) else None


def find_usable(reference: str) -> ModelFolder:
    """The model of this name, key or place, if one can search with it. Raises `ModelError`."""
    found = catalogue.find(reference, *model_folders())
    if found.card.kind not in (CLIP, ADAPTER):
        raise ModelError(
            f"“{found.name}” looks at pictures but reads no sentences: nothing is found with it.",
            "Choose another: photoclip models list",
        )
    return found


def reference_of(model: ModelFolder) -> str:
    """How the settings of a library name a model: by its name where PhotoClip keeps its models."""
    kept = model.path.parent in model_folders()
    return model.name if kept else str(model.path.absolute())


def standing(library: Library, reference: str, reason: str = "") -> tuple[SwitchProgress, Filled]:
    """How far the model of this name is in a library; ``reason`` says why it rests.

    One that isn't on this machine has nothing, and that is its reason.
    """
    try:
        key = find_usable(reference).info.key
    except ModelError as error:
        key, reason = "", reason or str(error)
    found = generations.filled(library, key)
    progress = SwitchProgress(
        shown(reference),
        found.done,
        found.total,
        found.unreadable,
        0.0,
        None,
        reason,
    )
    return progress, found


def shown(reference: str) -> str:
    """A model's name where it is named by its place."""
    return Path(reference).name if os.path.isabs(reference) else reference


class Pace:
    """How fast one round fills, and those before it did. ``handled`` and ``seconds`` are theirs."""

    def __init__(self, filling: Filling, handled: int, seconds: float) -> None:
        self._filling = filling
        self._done, self._failed = filling.done, self._failures()
        self._before = handled, seconds
        self._started: float | None = None

    def _failures(self) -> int:
        return len(self._filling.unreadable) + self._filling.refused

    def begin(self) -> None:
        """The clock runs from the first photo on: loading the model is no measure of its speed."""
        if self._started is None:
            self._started = time.monotonic()

    @property
    def done(self) -> int:
        """Vectors written in this round."""
        return self._filling.done - self._done

    @property
    def failed(self) -> int:
        """Photos that got none in this round."""
        return self._failures() - self._failed

    @property
    def total(self) -> tuple[int, float]:
        """Photos seen to and the seconds that took, with those of earlier rounds."""
        seconds = 0.0 if self._started is None else time.monotonic() - self._started
        return self._before[0] + self.done + self.failed, self._before[1] + seconds

    @property
    def per_second(self) -> float:
        """Photos a second."""
        handled, seconds = self.total
        return handled / seconds if seconds > 0 else 0.0
