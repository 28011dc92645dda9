"""What a library's owner does about wishes for captions: has a model write them in the background.

One thread, which begins with the first wish and ends when none is left. It holds nothing of the
library but short transactions, and lets queries and the reading of photos in between two words. What
is left waits for the next owner.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.core.captions import CaptionRun
from photoclip.core.errors import Cancelled, LibraryError, ModelError, PhotoClipError
from photoclip.core.types import PhotoId, PhotoReading, ReadFailure, UInt8
from photoclip.embed.captioner import Captioner, Turn, find_captioner
from photoclip.embed.device import CPU, is_out_of_memory, kind_of
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import ModelFolder
from photoclip.media.sandbox import DecoderPool
from photoclip.store import machine_captions, settings
from photoclip.store.database import Library
from photoclip.store.machine_captions import Wish
from photoclip.worker.first_use import device_for
from photoclip.worker.models import model_folders
from photoclip.worker.politeness import give_memory_back

if TYPE_CHECKING:
    from photoclip.worker.owner import Owner

BATCH_ON_CPU = 4
BATCH_ON_GPU = 16
"""Photos captioned at once: so many are repeated after a kill, and progress is seen as often."""

MOST_TRIES = 3
"""A photo with which in hand the process ended so often gets no caption."""

CAPTIONER = "captioner"
"""The setting that names the model that writes captions."""

_TELL_S = 0.2
_LOOK_S = 0.5
_MOST_REASONS = 20

Outcome = PhotoReading | ReadFailure


@dataclass
class _Batch:
    """Read, or not to be read, and without a caption yet."""

    wishes: list[Wish] = field(default_factory=list)
    readings: list[PhotoReading] = field(default_factory=list)


class Captioning:
    """Has captions written for an owner. Safe to call from any thread."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._library = owner.library
        self._guard = threading.Lock()
        self._ending = CancelToken()  # for good
        self._round = CancelToken()  # of what goes on now
        self._thread: threading.Thread | None = None
        self._asked = False  # by somebody who waits: also on battery
        self._told = 0.0
        self._seconds = 0.0
        #: How writing captions stands, or stood last; None where none was asked for yet.
        self.run: CaptionRun | None = None

    # --- from any thread --------------------------------------------------------------------------

    def want(self, photos: Sequence[PhotoId], model: str = "", *, again: bool = False) -> int:
        """Note wishes and begin with them; how many of these photos wait for a caption now.

        Raises `ModelError` if there is no such captioner.
        """
        folder = captioner_of(self._library, model)
        if model:
            settings.put(self._library, CAPTIONER, folder.name)
        key = folder.info.key
        with self._library.transaction() as connection:
            waiting = machine_captions.wish(connection, photos, key, again=again)
        if waiting:
            self._asked = True
            self.begin()
        return waiting

    def begin_if_needed(self) -> None:
        """See to what an earlier owner left, if anything."""
        if machine_captions.count_wishes(self._library):
            self.begin()

    def begin(self) -> None:
        """See to what waits, now."""
        with self._guard:
            if self._ending.cancelled:
                return
            total = machine_captions.count_wishes(self._library)
            if self._thread is not None and self._thread.is_alive():
                if self.run is not None:
                    self.run = replace(self.run, total=self.run.done + total)
                return
            number = 1 if self.run is None else self.run.number + 1
            self.run = CaptionRun(number, machine_captions.next_model(self._library) or "", total)
            self._seconds = 0.0
            self._round = CancelToken()
            self._thread = threading.Thread(target=self._work, name="captioning", daemon=True)
            self._thread.start()

    def forget(self, photos: Sequence[PhotoId] | None = None) -> int:
        """Take wishes back, those for these photos or all; how many there were.

        What is being written at this moment is left as well.
        """
        with self._library.transaction() as connection:
            count = machine_captions.forget_wishes(connection, photos)
        with self._guard:
            if self.run is not None and not self.run.ended:
                self.run = replace(self.run, stopped=self.run.stopped + count)
            if not machine_captions.count_wishes(self._library):
                self._round.cancel()
        return count

    def stop(self) -> None:
        """End before the next word, for good. What waits is left for the next owner."""
        with self._guard:
            self._ending.cancel()
            self._round.cancel()
            thread = self._thread
        if thread is not None:
            thread.join()

    # --- the thread -------------------------------------------------------------------------------

    def _work(self) -> None:
        trouble: PhotoClipError | None = None
        on = True
        while on and not self._ended(trouble):
            try:
                model = machine_captions.next_model(self._library)
                if model is not None:
                    self._write_all(model)
            except Cancelled:
                pass
            except ModelError as error:
                trouble = error
                on = self._give_up_model(model or "")
            except PhotoClipError as error:  # the disk is full, or the library can't be used
                trouble, on = error, False
            except Exception as error:
                said = f"Something went wrong in PhotoClip: {type(error).__name__}: {error}"
                self._ended(PhotoClipError(said, "Please report it."), now=True)
                raise  # it is heard where the owner's other bugs are
        if not on:
            self._ended(trouble, now=True)

    def _ended(self, trouble: PhotoClipError | None, *, now: bool = False) -> bool:
        """Whether there is nothing more to do, or with ``now`` in any case: then this thread ends."""
        with self._guard:
            if not now and not self._ending.cancelled and self._some_wait():
                if self._round.cancelled:  # all was taken back, and more was asked for since
                    self._round = CancelToken()
                return False
            self._thread = None
            self._asked = False
            if self.run is not None:
                text, hint = ("", "") if trouble is None else (str(trouble), trouble.hint)
                self.run = replace(self.run, waits="", trouble=text, hint=hint, ended=True)
        self._tell(now=True)
        give_memory_back()
        return True

    def _some_wait(self) -> bool:
        try:
            return machine_captions.count_wishes(self._library) > 0
        except LibraryError:
            return False

    def _give_up_model(self, model: str) -> bool:
        """Take every wish for a model that can't be had from the list; whether that could be done."""
        try:
            with self._library.transaction() as connection:
                count = machine_captions.give_up_all(connection, model)
        except PhotoClipError:
            return False
        self._count(stopped=count)
        return True

    def _write_all(self, model: str) -> None:
        """Write every caption that is wanted of one model."""
        cancel = self._round
        self._rest(cancel)
        owner = self._owner
        folder = find_captioner(model_folders(), model)
        with self._guard:
            if self.run is not None:
                self.run = replace(self.run, model=model)
        self._tell(now=True)
        cores = owner.preferences.processes if owner.preferences.cores else 0
        with self._turn()():
            open_clip()  # which two threads can't import at once
            device = device_for(owner.device, owner.preferences.device, owner.tell)
        captioner = Captioner(folder, device, cores, owner.tell)
        size = BATCH_ON_CPU if kind_of(captioner.device) == CPU else BATCH_ON_GPU
        processes = owner.preferences.processes
        if size == BATCH_ON_CPU:  # where the model is far slower than any decoder
            processes = 1
        with DecoderPool(processes, folder.info.input, look_ahead=2 * size) as pool:
            waiting: deque[Wish] = deque()
            batch = _Batch()
            for _path, outcome in pool.map(self._paths(model, waiting), cancel):
                wish = waiting.popleft()
                if isinstance(outcome, ReadFailure):
                    self._unreadable(wish, outcome.reason)
                    continue
                batch.wishes.append(wish)
                batch.readings.append(outcome)
                if len(batch.wishes) >= size:
                    self._caption(captioner, batch, cancel)
                    batch = _Batch()
                    self._rest(cancel)
            self._caption(captioner, batch, cancel)

    def _paths(self, model: str, waiting: deque[Wish]) -> Iterator[bytes]:
        """The files to read, noted in ``waiting``; photos without one get no caption now."""
        for wish in machine_captions.wishes(self._library, model):
            if wish.path is not None and wish.tries < MOST_TRIES:
                waiting.append(wish)
                yield wish.path
            elif wish.path is not None:
                self._unreadable(wish, "PhotoClip ended several times while it wrote this caption.")
            else:
                with self._library.transaction() as connection:
                    machine_captions.give_up(connection, wish)
                self._count(away=int(wish.away), gone=int(not wish.away))

    # --- one batch --------------------------------------------------------------------------------

    def _caption(self, captioner: Captioner, batch: _Batch, cancel: CancelToken) -> None:
        """Have the captions of a batch written, and keep them."""
        if not batch.wishes:
            return
        with self._library.transaction() as connection:
            machine_captions.begin(connection, batch.wishes)
        started = time.monotonic()
        try:
            texts = _texts(captioner, [one.pixels for one in batch.readings], cancel, self._turn())
        except (PhotoClipError, Cancelled):
            with self._library.transaction() as connection:
                machine_captions.put_down(connection, batch.wishes)
            raise
        self._keep(captioner.info.key, batch, texts)
        self._seconds += time.monotonic() - started
        self._tell()

    def _keep(self, model: str, batch: _Batch, texts: Sequence[str | None]) -> None:
        written = speechless = gone = 0
        refused: list[Wish] = []
        with self._library.transaction() as connection:
            for wish, reading, text in zip(batch.wishes, batch.readings, texts, strict=True):
                if not machine_captions.is_of(connection, wish, reading.content_hash):
                    machine_captions.give_up(connection, wish)
                    gone += 1
                elif text is None:
                    machine_captions.give_up(connection, wish)
                    refused.append(wish)
                elif machine_captions.put(connection, wish, model, text):
                    written += bool(text)
                    speechless += not text
        self._count(written=written, speechless=speechless, gone=gone)
        for wish in refused:
            self._note_reason(wish, "The memory doesn't suffice for this picture.")

    def _turn(self) -> Turn:
        """What is entered for each word: the gate at which queries go first, if there is a model."""
        try:
            return self._owner.encoder().turn
        except PhotoClipError:
            return nullcontext

    def _rest(self, cancel: CancelToken) -> None:
        """Wait while PhotoClip is paused. Raises `Cancelled`."""
        cancel.check()
        while reason := self._why_resting():
            if self.run is not None and self.run.waits != reason:
                self._set_waits(reason)
            if cancel.wait(_LOOK_S):
                raise Cancelled
        if self.run is not None and self.run.waits:
            self._set_waits("")

    def _why_resting(self) -> str:
        reason = self._owner.why_paused()
        return "" if reason == "on battery" and self._asked else reason

    # --- telling ----------------------------------------------------------------------------------

    def _unreadable(self, wish: Wish, reason: str) -> None:
        with self._library.transaction() as connection:
            machine_captions.give_up(connection, wish)
        self._note_reason(wish, reason)

    def _note_reason(self, wish: Wish, reason: str) -> None:
        with self._guard:
            run = self.run
            if run is None:
                return
            said = {text for _path, text in run.reasons}
            new = ((wish.path or b"", reason),) if reason not in said else ()
            reasons = (*run.reasons, *new)[:_MOST_REASONS]
            self.run = replace(run, unreadable=run.unreadable + 1, reasons=reasons)
        self._tell()

    def _count(self, **more: int) -> None:
        with self._guard:
            if self.run is not None:
                counts = {name: getattr(self.run, name) + count for name, count in more.items()}
                self.run = replace(self.run, **counts)
                done = self.run.written + self.run.speechless
                if self._seconds > 0:
                    self.run = replace(self.run, per_second=done / self._seconds)
        self._tell()

    def _set_waits(self, reason: str) -> None:
        with self._guard:
            if self.run is not None:
                self.run = replace(self.run, waits=reason)
        self._tell(now=True)

    def _tell(self, *, now: bool = False) -> None:
        moment = time.monotonic()
        if self.run is not None and (now or moment - self._told >= _TELL_S):
            self._told = moment
            self._owner.publish(self.run)


def captioner_of(library: Library, name: str = "") -> ModelFolder:
    """The captioner of this name; without one the one that was named last, or any there is.

    Raises `ModelError` saying how to get one.
    """
    if not name:
        chosen = settings.get(library, CAPTIONER)
        if isinstance(chosen, str):
            with suppress(ModelError):  # it was removed since
                return find_captioner(model_folders(), chosen)
    return find_captioner(model_folders(), name)


def _texts(
    captioner: Captioner, pixels: Sequence[UInt8], cancel: CancelToken, turn: Turn
) -> list[str | None]:
    """A caption for each picture; None where the memory doesn't suffice, not even for it alone."""
    try:
        return list(captioner.caption(np.stack(pixels), cancel, turn))
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise ModelError(
                f"The model that writes captions failed: {error}",
                "Try another: photoclip models list",
            ) from error
        if len(pixels) == 1:
            return [None]
        half = len(pixels) // 2
        return _texts(captioner, pixels[:half], cancel, turn) + _texts(
            captioner, pixels[half:], cancel, turn
        )
