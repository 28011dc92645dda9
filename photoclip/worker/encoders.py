"""The models an owner holds: the library's own, one that is to be next, one that was left just now."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from photoclip.core.errors import ModelError
from photoclip.embed.encoder import Encoder
from photoclip.embed.weights import ModelFolder
from photoclip.store.database import Library
from photoclip.worker.models import SharedEncoder, active_model

LEFT_S = 30.0
"""How long a model that is no longer in use stays loaded, for those who asked just before."""


class Encoders:
    """One `SharedEncoder` a model, by key. ``load`` loads one. All calls are safe from any thread."""

    def __init__(self, library: Library, load: Callable[[ModelFolder], Encoder]) -> None:
        self._library = library
        self._load = load
        self._guard = threading.Lock()
        self._model: ModelFolder | None = None
        self._known: dict[str, SharedEncoder] = {}

    def active(self) -> SharedEncoder:
        """The library's model, not necessarily loaded. Raises `ModelError` if it isn't here."""
        with self._guard:
            if self._model is None:
                self._model = active_model(self._library)
            model = self._model
        return self.of(model)

    def of(self, model: ModelFolder) -> SharedEncoder:
        """Any model, not necessarily loaded."""
        key = model.info.key
        with self._guard:
            known = self._known.get(key)
            if known is None or known.model.path != model.path:
                known = self._known[key] = SharedEncoder(model, lambda: self._load(model))
            return known

    def with_key(self, key: str) -> SharedEncoder:
        """The library's model if that is its key, or one that was its own just before.

        Raises `ModelError`.
        """
        active = self.active()
        if active.info.key == key:
            return active
        with self._guard:  # who asked before the model was changed is answered as they asked
            known = self._known.get(key)
        if known is None:
            raise ModelError("The library uses another model now.", "Ask again.")
        return known

    def key_in_use(self) -> str:
        """The key of the library's model; empty if that isn't here."""
        with suppress(ModelError):
            return self.active().info.key
        return ""

    def seen(self) -> SharedEncoder | None:
        """The library's model if anybody asked for it yet."""
        with self._guard:
            return None if self._model is None else self._known.get(self._model.info.key)

    def choose_again(self) -> None:
        """The library may use another model now."""
        with self._guard:
            self._model = None

    def load_again(self) -> None:
        """Models are to be loaded anew: on another device, with other cores."""
        with self._guard:
            self._model = None
            self._known.clear()

    def drop_idle(self, seconds: float) -> None:
        """Let go of models nobody used for so long, sooner of those that were left."""
        in_use = self.key_in_use()
        with self._guard:
            known = dict(self._known)
        for key, encoder in known.items():
            encoder.drop_if_idle(seconds if key == in_use else min(LEFT_S, seconds))
            if key != in_use and not encoder.loaded:
                with self._guard:
                    self._known.pop(key, None)
