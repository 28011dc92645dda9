"""The owner of a library: the one place where anything is written, for every client at once.

It lives in the background worker, or in a command such as `photoclip index` for as long as that
runs; either way it answers other processes (`server`). Indexing happens in the thread that asks for
it, one round at a time; commands and queries come from other threads and wait for neither.
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress

from photoclip import __version__
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import (
    JSON,
    UNDO,
    AddRoot,
    Applied,
    Command,
    RemoveRoot,
    SetSetting,
    SwitchModel,
    Together,
)
from photoclip.core.errors import Cancelled, DiskFullError, ModelError, PhotoClipError
from photoclip.core.events import (
    ConfirmMissing,
    Event,
    IndexFinished,
    IndexProgress,
    IndexStarted,
    LibraryEdited,
    Notice,
    RootOffline,
    ScanProgress,
)
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import Float32, InputSpec, PhotoId, ReadFailure
from photoclip.embed.encoder import Encoder
from photoclip.embed.weights import ModelFolder
from photoclip.indexing.pipeline import note_if_demonstration
from photoclip.indexing.service import Indexer, Losses
from photoclip.media.sandbox import DecoderPool
from photoclip.store import backup, disk, files, settings, write_settings
from photoclip.store import commands as store_commands
from photoclip.store.database import Library
from photoclip.worker import politeness, preferences
from photoclip.worker.captioning import Captioning
from photoclip.worker.encoders import Encoders
from photoclip.worker.first_use import load_model
from photoclip.worker.messages import Activity, OwnerState, WatchedRoot
from photoclip.worker.model_rules import fitting_now
from photoclip.worker.models import SharedEncoder, chosen_name
from photoclip.worker.next_model import shown
from photoclip.worker.outgrown import refit_outgrown
from photoclip.worker.pools import KeptPool
from photoclip.worker.port import Listener
from photoclip.worker.switching import Switching
from photoclip.worker.tags import OwnedTags, background, check_rules, may_move_tags
from photoclip.worker.turns import Turns
from photoclip.worker.writing import Writing

_MEMORY_S = 5.0
_SLICE_S = 5.0
_BREATH_S = 0.3
"""Filling that somebody waits for lets the worker's own rounds in after so long, for so long."""


class Owner:
    """Everything that may be asked of a library that this process owns; an `OwnerPort`."""

    def __init__(self, library: Library, device: str = "auto") -> None:
        self.library = library
        self.preferences = preferences.load(library)
        self.turns = Turns()
        self._device = device
        self._losses = Losses()
        self._asks: dict[bytes, ConfirmMissing] = {}
        self._offline: dict[bytes, str] = {}
        #: What everybody who begins to listen has to know.
        self.standing: list[Notice] = []
        #: Why background reading rests though nobody paused it: a full disk, a missing model.
        self.trouble = ""
        self.on_tidy: Callable[[], None] = lambda: None
        self._guard = threading.Lock()
        self._listeners: list[Listener] = []
        self._applying = threading.RLock()
        self.encoders = Encoders(library, self._load)
        self.switching = Switching(self)
        self.tags = OwnedTags(library, self.encoder, self.publish)
        self._pool = KeptPool(self.preferences.processes)
        self._query_pool = KeptPool(1)
        self._progress = IndexProgress(0, 0, 0, 0.0, 0.0)
        self._activity = Activity.IDLE
        self._paused_until: float | None = None
        self._ignore_battery = False
        self._memory_due = 0.0
        #: Called after the roots, the model or the preferences changed.
        self.on_settings: Callable[[], None] = lambda: None
        self.on_resume: Callable[[], None] = lambda: None
        self.watched: dict[bytes, WatchedRoot] = {}
        self.watching = False
        self.count_clients: Callable[[], int] = lambda: 0
        self.writing = Writing(self)
        self.captioning = Captioning(self)

    # --- queries ----------------------------------------------------------------------------------

    def encode_texts(self, model: str, texts: Sequence[str]) -> Float32:
        """See `OwnerPort`."""
        return self.encoders.with_key(model).encode_texts(texts)

    def encode_photo(self, model: str, path: bytes) -> Float32:
        """See `OwnerPort`."""
        encoder = self.encoders.with_key(model)
        with self._query_pool.open(encoder.info.input) as pool:
            reading = pool.read(path)
        if isinstance(reading, ReadFailure):
            raise PhotoClipError(f"{os.fsdecode(path)}: {reading.reason}")
        return encoder.encode_query_image(reading.pixels)

    def encoder(self) -> SharedEncoder:
        """The library's model, not necessarily loaded. Raises `ModelError` if it isn't here."""
        return self.encoders.active()

    def _encoder_if_here(self) -> SharedEncoder | None:
        with suppress(ModelError):
            return self.encoder()
        return None

    def _load(self, model: ModelFolder) -> Encoder:
        cores = self.preferences.processes if self.preferences.cores else 0
        return load_model(model, self._device, self.preferences.device, cores, self.tell)

    def open_pool(self, spec: InputSpec) -> AbstractContextManager[DecoderPool]:
        """The processes that decode, for pictures of this kind: for whoever has the turn."""
        return self._pool.open(spec)

    # --- changing the library ---------------------------------------------------------------------

    def apply(self, command: Command, uid: str | None = None) -> Applied:
        """See `OwnerPort`."""
        for key, value in _settings_of(command).items():
            preferences.check(key, value)
            write_settings.check(key, value)
        check_rules(command)
        once = uid or uuid.uuid4().hex
        with self._applying:
            fitting = fitting_now(
                self.library, self.encoders, command, undoing=once.startswith(UNDO)
            )
            applied = store_commands.apply(self.library, fitting, once)
        self._after(fitting)
        if may_move_tags(fitting):
            self.tags.catch_up()
        return applied

    def switch(self, command: SwitchModel, still: Callable[[], bool]) -> bool:
        """Have another model answer, if what that was decided on is ``still`` so; whether it was."""
        with self._applying:
            if not still():
                return False
            store_commands.apply(self.library, command, uuid.uuid4().hex)
        self._after(command)
        self.tags.catch_up()
        return True

    def put_in_force(self, command: SwitchModel, still: Callable[[], bool]) -> bool:
        """As `switch`, for rules under the model that answers already."""
        with self._applying:
            if not still():
                return False
            store_commands.apply(self.library, command, uuid.uuid4().hex)
        self.publish(LibraryEdited(command))
        self.tags.catch_up()
        return True

    def _after(self, command: Command) -> None:
        """What follows from a command that was committed."""
        self.publish(LibraryEdited(command))
        self.writing.heard(command)
        changed = _settings_of(command)
        if not changed:
            return
        anew = (preferences.setting_key("cores"), preferences.setting_key("device"))
        if settings.ACTIVE_MODEL in changed:
            self.encoders.choose_again()
        if changed.keys() & {*anew}:
            self.encoders.load_again()
        self.preferences = preferences.load(self.library)
        self._pool.resize(self.preferences.processes)
        self.switching.heard(changed)
        self.on_settings()

    # --- indexing ---------------------------------------------------------------------------------

    def index(
        self,
        options: IndexOptions,
        on_event: Listener = lambda _event: None,
        cancel: CancelToken | None = None,
    ) -> IndexReport:
        """See `OwnerPort`. Works in the calling thread."""
        token = cancel or CancelToken()
        self._offline.clear()  # whoever asks wants to hear it again
        unsubscribe = self.subscribe(on_event)
        try:
            with self.turns.take(token, asked=True):
                report = self.run(lambda indexer: indexer.run(), token, options)
                if report.tally.embedded and not token.cancelled:
                    self.prepare_search()
                self.refit(token)
            without = self._encoder_if_here() is None
            if options.fill or not self.watching:
                self._change_model(token)
            encoder = self._encoder_if_here()
            if (
                without and encoder is not None
            ):  # another model has taken over: it reads what waited
                with self.turns.take(token, asked=True):
                    late = self.run(lambda indexer: indexer.run(), token, options)
                report.tally = report.tally.plus(late.tally)
            if encoder is None:
                self._tell_what_waits()
            else:
                note_if_demonstration(encoder.info, self.publish)
            return report
        finally:
            unsubscribe()

    def _tell_what_waits(self) -> None:
        """Say which model is missing, and that photos wait for one."""
        try:
            self.encoder()
        except ModelError as error:
            waiting = files.count_pending(self.library)
            noun = "file waits" if waiting == 1 else "files wait"
            said = f"{waiting} {noun} to be read. " if waiting else ""
            self.publish(Notice(f"{said}{error} {error.hint}"))

    def _change_model(self, token: CancelToken) -> None:
        """Fill the next model, if there is one, and switch: now, but new photos still come before it."""
        self.switching.wake()
        wanted = self.switching.reference()
        done = False
        until = 0.0

        def should_yield() -> bool:
            return self.watching and time.monotonic() > until

        while not done:
            until = time.monotonic() + _SLICE_S
            with self.turns.take(token, asked=not self.watching):
                done = self.switching.work(token, should_yield)
            token.check()
            if self.watching and not done:
                time.sleep(_BREATH_S)  # whoever waits for the turn takes it
        if wanted and self.switching.reference() is None and chosen_name(self.library) != wanted:
            self.tell(f"The change to {shown(wanted)} was stopped. What was done of it is kept.")

    def run(
        self,
        work: Callable[[Indexer], IndexReport],
        token: CancelToken,
        options: IndexOptions,
    ) -> IndexReport:
        """One round of indexing by whoever has the turn. Raises `DiskFullError`, `Cancelled`.

        Where the model isn't here, files are found, and wait to be read.
        """
        encoder = self._encoder_if_here()
        ignore = (*self.preferences.ignore, *options.ignore)
        indexer = Indexer(
            self.library,
            None if encoder is None else encoder.info,
            lambda: encoder or self.encoder(),
            self._pool.open,
            self.publish,
            token,
            IndexOptions(options.accept_missing, options.retry_failed, ignore),
            self._losses,
            self.tags.keeper,
        )
        started = time.monotonic()
        try:
            report = work(indexer)
            report.seconds = time.monotonic() - started
            self.publish(IndexFinished(report))
            return report
        except OSError as error:
            if disk.is_full(error):  # from a thumbnail
                raise DiskFullError(
                    f"The disk is full: the library in {self.library.folder} could not be written.",
                    "Free some space and run the same command again; everything done so far is "
                    "kept.",
                ) from error
            raise
        finally:
            self._activity = Activity.IDLE

    def refit(self, token: CancelToken) -> None:
        """Fit rules again that were made over far fewer photos than there are; what fails is told.

        Without the model they are left as they are. Raises `Cancelled`.
        """
        if self._encoder_if_here() is None:
            return
        try:
            names = refit_outgrown(self, token)
        except Cancelled:
            raise
        except PhotoClipError as error:
            reason = f"{error} {error.hint}".strip()
            self.publish(Notice(f"Labels could not be fitted again: {reason}"))
            return
        if names:
            listed = ", ".join(f"“{name}”" for name in names)
            self.publish(
                Notice(f"Made over few photos, and fitted to all there are now: {listed}.")
            )

    def prepare_search(self) -> None:
        """Encode what every query is compared with while the model is loaded anyway."""
        background(self.encoder())

    def warm_up(self) -> None:
        """Load the model and start a decoder before the first photo appears or is asked for."""
        encoder = self.encoder()
        encoder.load()
        with self._pool.open(encoder.info.input) as pool:
            pool.warm_up()

    def cancel(self) -> None:
        """See `OwnerPort`."""
        self.turns.cancel()

    def want_captions(
        self, photos: Sequence[PhotoId], model: str = "", *, again: bool = False
    ) -> int:
        """See `OwnerPort`."""
        return self.captioning.want(photos, model, again=again)

    def forget_captions(self, photos: Sequence[PhotoId] | None = None) -> int:
        """See `OwnerPort`."""
        return self.captioning.forget(photos)

    def pause(self, seconds: float | None = None) -> None:
        """See `OwnerPort`."""
        self._paused_until = time.monotonic() + (float("inf") if seconds is None else seconds)
        how_long = "until you resume" if seconds is None else f"for {seconds / 60:.0f} minutes"
        self.publish(Notice(f"Paused: no photos are read {how_long}."))

    def resume(self) -> None:
        """See `OwnerPort`. Also reads on battery, until it was plugged in once."""
        self._paused_until = None
        self._ignore_battery = True
        self.on_resume()

    def why_paused(self) -> str:
        """Why photos are not read in the background now; empty if they are."""
        if self._paused_until is not None:
            if time.monotonic() < self._paused_until:
                return "paused by you"
            self._paused_until = None
        if self.preferences.on_battery:
            return ""
        if not politeness.on_battery():
            self._ignore_battery = False
            return ""
        return "" if self._ignore_battery else "on battery"

    # --- telling ----------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `OwnerPort`."""
        with self._guard:
            self._listeners.append(listener)
        for notice in self.standing:
            listener(notice)

        def end() -> None:
            with self._guard:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return end

    def publish(self, event: Event) -> None:
        """Tell everybody who listens; note it for `state`."""
        match event:
            case ScanProgress(root, _found):
                self._activity = Activity.SCANNING
                self._offline.pop(root, None)
            case IndexStarted(total):
                self._activity = Activity.READING
                self._progress = IndexProgress(0, total, 0, 0.0, 0.0)
            case IndexProgress():
                self._progress = event
            case RootOffline(root, reason):
                if self._offline.get(root) == reason:
                    return  # said already
                self._offline[root] = reason
            case ConfirmMissing():
                self._asks[event.root] = event
            case _:
                pass
        with self._guard:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(event)

    @property
    def device(self) -> str:
        """Where models are to run, as the command line said it."""
        return self._device

    def tell(self, text: str) -> None:
        """Tell everybody who listens a sentence."""
        self.publish(Notice(text))

    def state(self) -> OwnerState:
        """See `OwnerPort`."""
        reason = self.why_paused() or self.trouble
        activity = self._activity
        if activity is Activity.IDLE and reason:
            activity = Activity.PAUSED
        progress = self._progress
        encoder = self.encoders.seen()
        return OwnerState(
            pid=os.getpid(),
            version=__version__,
            activity=activity,
            reason=reason,
            waiting=files.count_pending(self.library),
            done=progress.done,
            total=progress.total,
            failed=progress.failed,
            per_second=progress.per_second,
            seconds_left=progress.seconds_left,
            model="" if encoder is None else encoder.model.name,
            model_loaded=encoder is not None and encoder.loaded,
            watching=self.watching,
            roots=tuple(self.watched.values()),
            asks=self._open_questions(),
            clients=self.count_clients(),
            memory_bytes=politeness.memory_in_use(),
            captions=self.captioning.run,
            switching=self.switching.progress(),
        )

    def _open_questions(self) -> tuple[ConfirmMissing, ...]:
        asked = {root.path for root in files.roots(self.library) if root.id in self._losses.asked}
        return tuple(ask for root, ask in tuple(self._asks.items()) if root in asked)

    # --- keeping house ----------------------------------------------------------------------------

    def tidy(self, idle_seconds: float) -> None:
        """Let go of what nobody used for a while: the model, the decoder processes."""
        self.encoders.drop_idle(idle_seconds)
        self._pool.close_if_idle(min(60.0, idle_seconds))
        self._query_pool.close_if_idle(min(60.0, idle_seconds))
        self.on_tidy()

    def keep_memory_bound(self, now: float) -> int:
        """Give memory back if this process holds more than its bound; the bytes it still has too much.

        Asked at most every few seconds; the model stays for as long as it is in use.
        """
        if now < self._memory_due:
            return 0
        self._memory_due = now + _MEMORY_S
        bound = self.preferences.memory_mb << 20
        if politeness.memory_in_use() <= bound:
            return 0
        politeness.give_memory_back()
        return max(0, politeness.memory_in_use() - bound)

    def back_up(self) -> None:
        """Make the day's backup if it is due. Raises `LibraryDamagedError` if the file is damaged."""
        backup.rotate(self.library, on_notice=lambda text: self.publish(Notice(text)))

    def close(self) -> None:
        """End the decoders, make the day's backup if it is due, and close the library."""
        self.writing.stop()
        self.captioning.stop()
        self._pool.close()
        self._query_pool.close()
        try:
            self.back_up()
        finally:
            self.library.close()


def _settings_of(command: Command) -> dict[str, JSON]:
    """The settings a command changes, with their values; roots count as one, named ``roots``."""
    match command:
        case Together(commands):
            return {key: value for part in commands for key, value in _settings_of(part).items()}
        case SetSetting(key, value):
            return {key: value}
        case SwitchModel(model, _rules, following):
            return {settings.ACTIVE_MODEL: model, settings.NEXT_MODEL: following}
        case AddRoot() | RemoveRoot():
            return {"roots": None}
        case _:
            return {}
