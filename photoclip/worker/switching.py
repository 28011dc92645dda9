"""Changing the model of an owned library: the next one is filled while the old one answers.

Which one is next stands in the library (`settings.NEXT_MODEL`), so a kill at any moment loses nothing.
When every photo that can be read has its vector, labels are fitted under the next model and everything
changes hands in one transaction. What is wrong with the next model is told; the old one goes on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import (
    JSON,
    SwitchModel,
)
from photoclip.core.errors import (
    Cancelled,
    DiskFullError,
    LibraryError,
    PhotoClipError,
)
from photoclip.core.events import Notice, SwitchAdvanced
from photoclip.core.model_reports import SwitchProgress
from photoclip.embed.adapter import Adapter
from photoclip.embed.weights import ADAPTER, ModelFolder
from photoclip.indexing.filling import Filling, fill_from_vectors
from photoclip.store import database, generations, settings
from photoclip.store.database import Connection
from photoclip.store.generations import Filled
from photoclip.store.model_switch import RuledLabel, kept_rules, model_of, ruled_labels
from photoclip.tagging.refit import refitted
from photoclip.worker.models import SharedEncoder
from photoclip.worker.next_model import Pace, find_usable, next_model, shown, standing

if TYPE_CHECKING:
    from photoclip.worker.owner import Owner

REST_S = 60.0
"""How long the filling rests after something that may be put right: a model that is missing."""

PROGRESS_S = 0.1
_TRIES = 3
"""How often labels are fitted again because somebody changed them meanwhile."""


class NotReadyError(PhotoClipError):
    """The switch has to wait for something that is no fault."""


def too_few(found: Filled, answering: int) -> bool:
    """Whether words would find less than half of the photos that they find now."""
    return 2 * found.done < min(answering, found.total)


class Switching:
    """See the module. `heard` and `progress` may be called from any thread; `work` needs the turn."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._guard = threading.Lock()
        self._changed = threading.Event()
        self._filling: tuple[str, Filling] | None = None
        self._progress: SwitchProgress | None = None
        self._reason = ""
        self._rest_until = 0.0
        self._finishing = False
        self._said: set[str] = set()
        self._spent = (0, 0.0)
        self._told = 0.0

    # --- from any thread --------------------------------------------------------------------------

    def reference(self) -> str | None:
        """What the library names as its next model."""
        return next_model(self._owner.library)

    def heard(self, changed: dict[str, JSON]) -> None:
        """A command changed these settings: the filling begins, stops or begins anew."""
        if not changed.keys() & {settings.ACTIVE_MODEL, settings.NEXT_MODEL}:
            return
        self._changed.set()
        with self._guard:
            self._progress = None
            self._said.clear()
        self._filling = None
        self.wake()
        if isinstance(changed.get(settings.NEXT_MODEL), str) and not self._finishing:
            self._at_once()

    def wake(self) -> None:
        """What it rests for may be there now."""
        self._rest_until = 0.0
        self._reason = ""

    def rest(self) -> None:
        """Somebody stopped the round, or the disk is full: no more of it for a while."""
        self._rest_until = time.monotonic() + REST_S

    def progress(self) -> SwitchProgress | None:
        """How far it is; None if no model is next."""
        reference = self.reference()
        if reference is None:
            return None
        with self._guard:
            known = self._progress
        if known is None:
            self._look(reference)
            with self._guard:
                known = self._progress
        return known

    def is_due(self, now: float) -> bool:
        """Whether there is work that needn't wait."""
        return now >= self._rest_until and self.reference() is not None

    def next_due(self, now: float) -> float | None:
        """Seconds until `is_due` may be so; None where it isn't known."""
        return self._rest_until - now if self._rest_until > now else None

    # --- by whoever has the turn ------------------------------------------------------------------

    def work(self, token: CancelToken, should_yield: Callable[[], bool] = lambda: False) -> bool:
        """Fill what lacks, then switch; False where it made way before that.

        What is wrong with the model is told and rests. Raises `Cancelled`, `LibraryError` and
        `DiskFullError`.
        """
        reference = self.reference()
        if reference is None:
            return True
        self._changed.clear()
        try:
            return self._work(reference, token, lambda: self._changed.is_set() or should_yield())
        except Cancelled:
            if self._changed.is_set():  # another model is next by now, or none
                return False
            raise
        except (LibraryError, DiskFullError):
            raise
        except PhotoClipError as error:
            self._rest(reference, error)
            return True

    def _work(self, reference: str, token: CancelToken, should_yield: Callable[[], bool]) -> bool:
        model = find_usable(reference)
        encoder = self._owner.encoders.of(model)
        library = self._owner.library
        filling = self._filling_of(model, encoder, reference)
        if generations.lacking(library, model.info.key, 0, 1):
            self._from_base(model, reference, token)
        found = self._look(reference)
        pace = Pace(filling, *self._spent)

        def tell() -> None:
            pace.begin()
            now = time.monotonic()
            if now - self._told >= PROGRESS_S:
                self._told = now
                self._advanced(found, pace)

        try:
            if not filling.run(token, should_yield, tell):
                return False
        finally:
            self._spent = pace.total
            self._advanced(found, pace)
        return self._finish(reference, model, encoder, token)

    def _filling_of(self, model: ModelFolder, encoder: SharedEncoder, reference: str) -> Filling:
        key = model.info.key
        known = self._filling
        if known is not None and known[0] == key:
            return known[1]
        owner = self._owner

        def load() -> SharedEncoder:
            encoder.load()
            return encoder

        filling = Filling(
            owner.library,
            model.info,
            load,
            owner.open_pool,
            lambda connection: self._is_wanted(connection, reference),
            owner.publish,
        )
        self._filling = (key, filling)
        self._spent = (0, 0.0)
        return filling

    def _is_wanted(self, _connection: Connection, reference: str) -> bool:
        if self.reference() == reference:
            return True
        self._changed.set()
        return False

    def _from_base(self, model: ModelFolder, reference: str, token: CancelToken) -> None:
        """Vectors of an adapter follow from those of the model it stands on."""
        if model.card.kind != ADAPTER:
            return
        adapter = Adapter.read(model)
        fill_from_vectors(
            self._owner.library,
            model.info,
            model.card.base,
            adapter.images,
            lambda connection: self._is_wanted(connection, reference),
            token,
        )

    # --- the switch -------------------------------------------------------------------------------

    def _finish(
        self, reference: str, model: ModelFolder, encoder: SharedEncoder, token: CancelToken
    ) -> bool:
        """Everything changes hands; False if labels were changed all the time meanwhile."""
        key, library = model.info.key, self._owner.library
        found = generations.filled(library, key)
        in_use = self._owner.encoders.key_in_use()
        if in_use not in ("", key):
            self._refuse_if_unready(model, found, in_use)
        for _ in range(_TRIES):
            labels = ruled_labels(library)
            kept = self._known_rules(labels, key)
            rules = dict(kept)
            if found.done and len(kept) < len(labels):
                texts = TextVectors(model.info, lambda: encoder, paths.text_vectors_dir())
                with closing(database.open_reader(library.folder)) as reader:
                    rules = refitted(reader, model.info, texts, labels, kept, token)
            # Labels that can't be fitted on nothing wait for the first photos, and so do we.
            waits = reference if not found.done and len(rules) < len(labels) else None
            if waits is not None and in_use == key:
                raise NotReadyError(
                    f"{model.name} has no photo yet on which labels could be fitted.",
                    "They follow with the first ones.",
                )
            named = tuple((one.name, rules[one.id]) for one in labels if one.id in rules)
            if self._hand_over(SwitchModel(reference, named, waits), labels, reference):
                self._tell_of(model, waits)
                return True
        return False

    def _hand_over(self, command: SwitchModel, labels: list[RuledLabel], reference: str) -> bool:
        """The one step, unless labels or the wish were changed since they were looked at."""

        def still() -> bool:
            return self.reference() == reference and ruled_labels(self._owner.library) == labels

        self._finishing = True
        try:
            return self._owner.switch(command, still)
        finally:
            self._finishing = False

    def _known_rules(self, labels: list[RuledLabel], key: str) -> dict[int, str]:
        """The rules that need no fitting: of before, or in force for this model already."""
        known = kept_rules(self._owner.library, key)
        return known | {one.id: one.rule for one in labels if model_of(one.rule) == key}

    def _refuse_if_unready(self, model: ModelFolder, found: Filled, active: str) -> None:
        """Raise `NotReadyError` where the old model answers for far more photos than this one could."""
        answering = generations.filled(self._owner.library, active).done
        if too_few(found, answering):
            raise NotReadyError(
                f"{model.name} can be given only {found.done} of {found.total} photos now; the others "
                "are on drives that are away, or can't be read.",
                "It waits for them. To change now: photoclip models use --now",
            )

    def _at_once(self) -> None:
        """Switch now if nothing has to be computed for it; else whoever works next does it."""
        reference = self.reference()
        if reference is None:
            return
        try:
            model = find_usable(reference)
            key, library = model.info.key, self._owner.library
            if generations.lacking(library, key, 0, 1):
                return
            labels = ruled_labels(library)
            fitted = len(self._known_rules(labels, key)) == len(labels)
            if fitted or not self._owner.watching:
                self._finish(reference, model, self._owner.encoders.of(model), CancelToken())
        except (LibraryError, DiskFullError):
            raise
        except PhotoClipError as error:
            self._rest(reference, error)

    def _tell_of(self, model: ModelFolder, waits: str | None) -> None:
        with self._guard:
            self._progress = None
        if waits is None:
            self._owner.publish(
                Notice(f"{model.name} answers from now on: searches, labels and their cuts.")
            )

    # --- telling ----------------------------------------------------------------------------------

    def _rest(self, reference: str, error: PhotoClipError) -> None:
        self._reason = str(error)
        waiting = isinstance(error, NotReadyError)
        self._rest_until = time.monotonic() + (10 * REST_S if waiting else REST_S)
        text = f"{error} {error.hint}".strip()
        if not waiting:
            text = f"The change to {shown(reference)} stands still: {text} The old model goes on."
        self._look(reference)
        if text not in self._said:
            self._said.add(text)
            self._owner.publish(Notice(text))

    def _look(self, reference: str) -> Filled:
        """See how far it is, and remember that."""
        progress, found = standing(self._owner.library, reference, self._reason)
        with self._guard:
            self._progress = progress
        return found

    def _advanced(self, before: Filled, pace: Pace) -> None:
        """Tell how far it is in the middle of a round that found this ``before``."""
        with self._guard:
            known = self._progress
            if known is None:
                return
            done, failed = before.done + pace.done, pace.failed
            rate = pace.per_second
            left = max(0, before.fillable - pace.done - failed)
            told = self._progress = replace(
                known,
                done=done,
                unreadable=before.unreadable + failed,
                per_second=rate,
                seconds_left=left / rate if rate > 0 else None,
            )
        self._owner.publish(SwitchAdvanced(told))
