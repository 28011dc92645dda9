"""The composition root: opens a library and wires the rooms together.

The command line uses it, and the background worker and the window will: no rule about photos lives
above this module, and nothing below it knows who is asking.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from photoclip.chosen_model import ChosenModel
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import (
    NOTHING,
    AddRoot,
    Applied,
    Command,
    RemoveRoot,
    SetRating,
    SetSetting,
    Together,
    undo_uid,
)
from photoclip.core.errors import (
    LibraryBusyError,
    LibraryOutdatedError,
    ModelError,
    NothingThereError,
    PhotoClipError,
)
from photoclip.core.events import Event
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.roots import absolute, check_new_root
from photoclip.core.types import (
    PhotoId,
    SearchHit,
)
from photoclip.embed.encoder import Encoder
from photoclip.embed.weights import ModelFolder
from photoclip.library_models import LibraryModels
from photoclip.search.engine import Engine, search_without_words
from photoclip.search.listing import PhotoLists
from photoclip.search.query import parse
from photoclip.search.query_types import LikeTerm, Query
from photoclip.search.results import SearchResult
from photoclip.status import Status, status_of
from photoclip.store import commands as store_commands
from photoclip.store import database, files, photos
from photoclip.store.database import Library
from photoclip.store.lock import is_held
from photoclip.store.tagging_steps import last_tagging
from photoclip.worker.client import Client, OwnerGoneError
from photoclip.worker.messages import OwnerState
from photoclip.worker.port import OwnerPort
from photoclip.worker.preferences import Preferences, setting_key
from photoclip.worker.preferences import load as load_preferences
from photoclip.worker.preferences import parse as parse_preference
from photoclip.worker.process import owning

if TYPE_CHECKING:
    from photoclip.tagging.desk import Tagging

Answer = TypeVar("Answer")


_PATIENCE_S = 30.0
"""How long to wait for an owner that neither answers nor lets go: it starts, or it ends."""


@contextmanager
def owner_of(folder: Path, device: str = "auto") -> Iterator[OwnerPort]:
    """The library's owner for the block: the process that owns it, or this one.

    Raises `LibraryBusyError` if somebody holds the library and doesn't answer, `LibraryError` if it
    can't be used.
    """
    deadline = time.monotonic() + _PATIENCE_S
    with ExitStack() as stack:
        while True:
            client = Client.connect(folder)
            if client is not None:
                stack.callback(client.close)
                yield client
                return
            try:
                owner = stack.enter_context(owning(folder, device))
            except LibraryBusyError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
                continue
            yield owner
            return


def require_library(folder: Path) -> None:
    """Raise `LibraryNotFoundError` if there is no library in ``folder``: a mistyped name, perhaps."""
    if not (folder / database.FILE_NAME).exists() and not (folder / database.BACKUPS).exists():
        database.open_reader(folder).close()


class Session:
    """One library as a person uses it: read directly, changed through its owner.

    The owner is whatever process holds the library's lock: the background worker, or another
    command. Where there is none, this process becomes the owner for as long as the session lasts,
    and answers others meanwhile. The same calls work either way.
    """

    def __init__(self, folder: Path, device: str = "auto") -> None:
        self._folder = folder
        self._device = device
        self._reader: Library | None = None
        self._port: OwnerPort | None = None
        self._owning = ExitStack()
        self._chosen = ChosenModel(lambda: self._library, self._running_owner, device)
        self._model_seen = -1

    @classmethod
    def open(
        cls, folder: Path, *, owner: bool = False, must_exist: bool = False, device: str = "auto"
    ) -> Session:
        """Open the library in ``folder``; as ``owner`` it may be changed.

        An owner makes a library that is missing, unless it ``must_exist``. Raises `LibraryError`
        (newer, damaged, missing).
        """
        session = cls(folder, device)
        try:
            if owner:
                if must_exist:
                    require_library(folder)
                session._find_or_become_owner()
            session._reader = _up_to_date_reader(folder, device)
        except BaseException:
            session.close()
            raise
        return session

    def close(self) -> None:
        """Close the library, and give it up if this process owned it."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._port = None
        self._owning.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._port = None
        self._owning.__exit__(kind, error, trace)  # the owner's crash log hears of what went wrong

    @property
    def library(self) -> Library:
        """The library, to be read; what changes goes through the owner."""
        return self._library

    @property
    def _library(self) -> Library:
        if self._reader is None:
            raise RuntimeError("the session is closed")
        return self._reader

    # --- the owner --------------------------------------------------------------------------------

    def _find_or_become_owner(self) -> OwnerPort:
        if self._port is None:
            self._port = self._owning.enter_context(owner_of(self._folder, self._device))
        return self._port

    def _ask(self, question: Callable[[OwnerPort], Answer]) -> Answer:
        """Ask the owner; its successor if it ends before it answers. Asking twice is safe."""
        while True:
            try:
                return question(self._find_or_become_owner())
            except OwnerGoneError:
                self._port = None
                self._owning.close()

    def _running_owner(self) -> OwnerPort | None:
        """The owner if there is one; looked for again when it is gone, and while there is none."""
        if isinstance(self._port, Client) and self._port.gone:
            self._port = None
            self._owning.close()
        if self._port is None:
            with suppress(PhotoClipError):
                client = Client.connect(self._folder)
                if client is not None:
                    self._owning.callback(client.close)
                    self._port = client
        return self._port

    # --- the model --------------------------------------------------------------------------------

    @property
    def model(self) -> ModelFolder:
        """The active model: ``$PHOTOCLIP_MODEL``, the library's choice, or the embedded one.

        Raises `ModelError` if it isn't on this machine.
        """
        return self._chosen.folder

    @property
    def encoder(self) -> Encoder:
        """The model: the owner's where one runs, else loaded here, which imports torch."""
        return self._chosen.encoder

    def borrow_models(self) -> None:
        """Never load a model in this process from now on, but wait for an owner that has it."""
        self._chosen.borrow()

    def waiting(
        self, hold: Callable[[str], None], cancel: CancelToken
    ) -> AbstractContextManager[None]:
        """Inside the block ``hold`` is told why a borrowed model takes long.

        ``cancel`` ends the waiting with `Cancelled`.
        """
        return self._chosen.waiting(hold, cancel)

    def keep_up(self) -> int:
        """Notice that another model was chosen meanwhile; a session that lives long calls this.

        Returns a number that changes whenever the library does.
        """
        version = database.data_version(self._library)
        if version != self._model_seen:
            self._model_seen = version
            if self._chosen.is_another():
                self._forget_model()
        return version

    def _forget_model(self) -> None:
        self._chosen.forget()
        for cached in ("engine", "tagging"):
            self.__dict__.pop(cached, None)

    @property
    def models(self) -> LibraryModels:
        """The models by which the library knows its photos, and changing the one that answers."""
        return LibraryModels(self._library, self.apply, self.worker, self._forget_model)

    # --- changing ---------------------------------------------------------------------------------

    def apply(self, command: Command) -> Applied:
        """Have a command applied; returns after its commit. Raises `PhotoClipError`."""
        return self._apply_as(command, uuid.uuid4().hex)

    def _apply_as(self, command: Command, uid: str) -> Applied:
        return self._ask(lambda owner: owner.apply(command, uid))

    def undo(self) -> Applied | None:
        """Take back the newest stars, flag or label that still stand; None if there are none.

        Folders and settings are changed by their own commands only: taking a folder out by mistake
        would be worse than the mistake it undoes.

        The edit itself names the undoing: asked for twice at once, it happens once.
        """
        while (newest := store_commands.last_undo(self._library, by_hand_only=True)) is not None:
            edit, command = newest
            once = undo_uid(edit)
            try:
                return self._apply_as(command, once)
            except NothingThereError:
                # What it was about is gone: it counts as undone, and the one before is next.
                self._apply_as(NOTHING, once)
        return None

    def undo_tagging(self) -> Applied | None:
        """Take back the newest step that put rules in force; None if none stands.

        What was done by hand since stays. Raises `PhotoClipError` if one of its labels was changed
        since.
        """
        newest = last_tagging(self._library)
        if newest is None:
            return None
        edit, command = newest
        return self._apply_as(command, undo_uid(edit))

    def undo_edit(self, applied: Applied) -> Applied:
        """Take back just this edit. Raises `NothingThereError` if what it was about is gone."""
        return self._apply_as(applied.undo, undo_uid(applied.edit))

    def add_roots(self, folders: Iterable[str]) -> list[bytes]:
        """Add folders to the library; their absolute paths. Reads no photo yet.

        Raises `PhotoClipError` for one that isn't a folder, or lies in another root or around one.
        """
        wanted = [absolute(folder) for folder in folders]
        known = [root.path for root in files.roots(self._library)]
        for path in wanted:
            check_new_root(path, known, os.fsencode(self._library.folder))
            known.append(path)
        for path in wanted:
            self.apply(AddRoot(path))
        return wanted

    def remove_root(self, folder: str) -> bytes:
        """Take a folder out of the library; its absolute path. No photo is touched.

        Raises `PhotoClipError` naming the library's folders if it isn't one of them.
        """
        path = os.path.abspath(os.fsencode(os.path.expanduser(folder)))
        known = [root.path for root in files.roots(self._library)]
        for candidate in (path, os.path.realpath(path)):
            if candidate in known:
                self.apply(RemoveRoot(candidate))
                return candidate
        raise PhotoClipError(
            f"{os.fsdecode(path)} is not a folder of this library.",
            "Its folders: " + (", ".join(os.fsdecode(root) for root in known) or "none"),
        )

    def rate(self, wanted: Sequence[str], rating: int | None) -> list[PhotoId]:
        """Give photos, named by path or ``#id``, stars by hand; None takes them back."""
        found = [self.photo_named(name) for name in wanted]
        commands = tuple(SetRating(photo, rating) for photo in found)
        self.apply(commands[0] if len(commands) == 1 else Together(commands))
        return found

    def photo_named(self, name: str) -> PhotoId:
        """The photo with this path or ``#id``. Raises `PhotoClipError` if the library has none."""
        found = self._id_of(_like(name))
        if found is None or not photos.rows(self._library, [found]):
            raise PhotoClipError(
                f"{name} is not a photo of this library.",
                "Name it by its path, or by the #number that search shows.",
            )
        return found

    def preferences(self) -> Preferences:
        """What is set about the background work."""
        return load_preferences(self._library)

    def set_preference(self, name: str, words: tuple[str, ...]) -> None:
        """Set one by the words a person typed; none of them goes back to the default.

        Raises `PhotoClipError` for a name or value that makes no sense.
        """
        value = parse_preference(name, words) if words else None
        self.apply(SetSetting(setting_key(name), value))

    def index(
        self,
        on_event: Callable[[Event], None] = lambda _event: None,
        cancel: CancelToken | None = None,
        options: IndexOptions | None = None,
    ) -> IndexReport:
        """Bring the library up to date with its roots.

        Raises `Cancelled` or `DiskFullError`; what was done until then is kept.
        """
        chosen = options or IndexOptions()
        try:
            return self._ask(lambda owner: owner.index(chosen, on_event, cancel))
        finally:
            self.keep_up()  # the library may have another model now

    def want_captions(
        self, wanted: Sequence[PhotoId], model: str = "", *, again: bool = False
    ) -> int:
        """Have the owner write captions for these photos; see `OwnerPort.want_captions`."""
        return self._ask(lambda owner: owner.want_captions(wanted, model, again=again))

    def forget_captions(self, wanted: Sequence[PhotoId] | None = None) -> int:
        """Have no captions written that still wait; see `OwnerPort.forget_captions`."""
        return self._ask(lambda owner: owner.forget_captions(wanted))

    def owner_state(self) -> OwnerState:
        """What the owner does now; this process becomes it where there is none."""
        return self._ask(lambda owner: owner.state())

    # --- reading ----------------------------------------------------------------------------------

    @cached_property
    def engine(self) -> Engine:
        """The search engine over this library and model."""
        chosen = self._chosen
        return Engine(self._library, self.model.info, chosen.texts, chosen.encode_file, self.lists)

    @cached_property
    def lists(self) -> PhotoLists:
        """Lists without words, for which no model is needed."""
        return PhotoLists(self._library)

    @cached_property
    def tagging(self) -> Tagging:
        """Labels that learn, over this library and model. Changes nothing: `apply` does."""
        from photoclip.tagging.desk import Tagging

        return Tagging(self._library, self.model.info, self._chosen.texts)

    def search(self, text: str, limit: int = 50, *, all_bands: bool = False) -> SearchResult:
        """Search by a query in PhotoClip's language. Raises `QueryError` with the mistake's place.

        Only words and likeness need the model.
        """
        query = parse(text)
        if not query.terms:
            return search_without_words(self._library, self.lists, query, limit)
        return self.engine.search(query, limit, all_bands=all_bands)

    def similar(self, photo: str, limit: int = 50, *, all_bands: bool = False) -> SearchResult:
        """Photos like the one with this path or ``#id``; the photo itself is left out."""
        term = _like(photo)
        wanted = limit + 1 if limit else 0
        result = self.engine.search(Query(terms=(term,)), wanted, all_bands=all_bands)
        itself = self._id_of(term)
        hits = [hit for hit in result.hits if hit.photo_id != itself]
        shown: Sequence[SearchHit] = hits[:limit] if limit else hits
        return SearchResult(
            result.query, list(shown), result.counts, result.candidates, result.unindexed, True
        )

    def _id_of(self, term: LikeTerm) -> PhotoId | None:
        if not isinstance(term.photo, str):
            return term.photo
        row = photos.at_path(self._library, os.path.abspath(os.fsencode(term.photo)))
        return None if row is None else row.id

    def details(self, hits: Sequence[SearchHit]) -> dict[PhotoId, photos.PhotoRow]:
        """What a list of results shows of its photos."""
        return photos.rows(self._library, [h.photo_id for h in hits if h.photo_id is not None])

    def thumbnail(self, row: photos.PhotoRow) -> Path:
        """Where the photo's thumbnail lies, if the cache has it."""
        from photoclip.media.thumbnails import ThumbnailCache

        return ThumbnailCache(self._library.thumbnails).path_for(row.content_hash)

    def status(self) -> Status:
        """What the library holds now."""
        self.keep_up()
        model: ModelFolder | ModelError
        try:
            model = self.model
        except ModelError as error:
            model = error
        return replace(status_of(self._library, model), switching=self.models.switching())

    def worker(self) -> OwnerState | None:
        """What the library's owner is doing, if one runs."""
        owner = self._running_owner()
        if owner is None:
            return None
        with suppress(OwnerGoneError):
            return owner.state()
        return None

    def silent_owner(self) -> str:
        """Who holds the library without answering (a process number), empty if nobody does."""
        try:
            held, pid = is_held(self._library.folder / database.LOCK_NAME)
        except OSError:  # on a read-only drive nobody owns it
            return ""
        return (str(pid) if pid else "unknown") if held and self.worker() is None else ""

    def failures(self) -> list[files.FailedFile]:
        """Every file and folder that could not be read, and why."""
        return files.failures(self._library)

    def integrity(self) -> str:
        """SQLite's own check of the library file: ``ok``, or what is wrong."""
        try:
            return database.quick_check(self._library)
        except PhotoClipError as error:
            return str(error)


def _up_to_date_reader(folder: Path, device: str) -> Library:
    """Open for reading; a library of an earlier PhotoClip is brought up to date by its owner first."""
    try:
        return database.open_reader(folder)
    except LibraryOutdatedError:
        with owner_of(folder, device):
            return database.open_reader(folder)


def _like(photo: str) -> LikeTerm:
    by_number = photo[:1] == "#" and photo[1:].isdigit()
    return LikeTerm(PhotoId(int(photo[1:])) if by_number else photo)
