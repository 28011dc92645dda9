"""The composition root: opens a library and wires the rooms together.

The command line uses it, and the background worker and the window will: no rule about photos lives
above this module, and nothing below it knows who is asking.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import DiskFullError, ModelError, PhotoClipError
from photoclip.core.events import Event
from photoclip.core.types import Float32, InputSpec, PhotoId, ReadFailure, SearchHit
from photoclip.embed import catalogue, weights
from photoclip.embed.encoder import Encoder
from photoclip.embed.weights import ModelFolder
from photoclip.indexing.pipeline import note_if_demonstration
from photoclip.indexing.service import Indexer, IndexOptions, IndexReport
from photoclip.media.sandbox import DecoderPool
from photoclip.search.engine import Engine, SearchResult
from photoclip.search.query import parse
from photoclip.search.query_types import LikeTerm, Query
from photoclip.search.text_vectors import TextVectors
from photoclip.store import database, files, photos, settings, vectors
from photoclip.store.database import Library

MODEL_VARIABLE = "PHOTOCLIP_MODEL"


@dataclass(frozen=True)
class RootStatus:
    """One root in the status: its path and state, when it was last scanned, files it ignores."""

    path: bytes
    offline: bool
    scanned_at: str | None
    other_files: int


@dataclass(frozen=True)
class Status:
    """What the library holds. Counts are photos unless the name says otherwise."""

    library: Path
    roots: list[RootStatus]
    photos: int
    embedded: int
    pending_files: int
    failed_files: int
    model: str
    demonstration: bool
    library_bytes: int


def model_folders() -> tuple[Path, ...]:
    """Where models are looked for: downloaded ones first, then those that ship."""
    return (paths.models_dir(), paths.resources_dir() / "models")


class Session:
    """One open library with one active model."""

    def __init__(self, library: Library, device: str = "auto") -> None:
        self._library = library
        self._device = device

    @classmethod
    def open(cls, folder: Path, *, owner: bool = False, device: str = "auto") -> Session:
        """Open the library in ``folder``; as ``owner`` it may write and is made if missing.

        Raises `LibraryError` (busy, newer, damaged, missing).
        """
        opened = database.open_owner(folder) if owner else database.open_reader(folder)
        return cls(opened, device)

    def close(self) -> None:
        """Close the library and give up its lock."""
        self._library.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- the model --------------------------------------------------------------------------------

    @cached_property
    def model(self) -> ModelFolder:
        """The active model: ``$PHOTOCLIP_MODEL``, the library's choice, or the embedded one.

        Raises `ModelError` if it isn't on this machine.
        """
        chosen = os.environ.get(MODEL_VARIABLE) or settings.get(
            self._library, settings.ACTIVE_MODEL
        )
        if isinstance(chosen, str):
            return catalogue.find(chosen, *model_folders())
        return ModelFolder.open(paths.embedded_model())

    @cached_property
    def encoder(self) -> Encoder:
        """The loaded model. This is what imports torch: nothing else here does."""
        from photoclip.embed.openclip import OpenClipEncoder

        return OpenClipEncoder(self.model, self._device)

    def use_model(self, name: str) -> ModelFolder:
        """Make an installed model the library's own; photos are embedded at the next `index`."""
        found = catalogue.find(name, *model_folders())
        settings.put(self._library, settings.ACTIVE_MODEL, found.name)
        self.__dict__.pop("model", None)
        self.__dict__.pop("encoder", None)
        self.__dict__.pop("engine", None)
        return found

    # --- writing ----------------------------------------------------------------------------------

    def add_roots(self, folders: Iterable[str]) -> list[bytes]:
        """Add folders to the library; their absolute paths. Reads no photo yet.

        Raises `PhotoClipError` for one that isn't a folder, or lies in another root or around one.
        """
        wanted = [os.path.realpath(os.fsencode(os.path.expanduser(folder))) for folder in folders]
        known = [root.path for root in files.roots(self._library)]
        for path in wanted:
            text = os.fsdecode(path)
            if not os.path.isdir(path):
                raise PhotoClipError(f"{text} is not a folder.", "Name a folder that holds photos.")
            own = os.path.realpath(os.fsencode(self._library.folder))
            if path == own or _inside(path, own):
                raise PhotoClipError(
                    f"{text} belongs to the library itself.", "Name a folder that holds photos."
                )
            for root in known:
                if path != root and _inside(path, root):
                    raise PhotoClipError(
                        f"{text} is already in the library, as part of {os.fsdecode(root)}.",
                        "Bring it up to date: photoclip index",
                    )
                if path != root and _inside(root, path):
                    raise PhotoClipError(
                        f"{text} contains {os.fsdecode(root)}, which is in the library already.",
                        "Use another library for it: photoclip --library DIR add FOLDER",
                    )
            known.append(path)
        for path in wanted:
            files.add_root(self._library, path)
        return wanted

    def index(
        self,
        on_event: Callable[[Event], None] = lambda _event: None,
        cancel: CancelToken | None = None,
        options: IndexOptions | None = None,
    ) -> IndexReport:
        """Bring the library up to date with its roots.

        Raises `Cancelled` or `DiskFullError`; what was done until then is kept.
        """
        info = self.model.info
        token = cancel or CancelToken()
        indexer = Indexer(
            self._library,
            info,
            lambda: self.encoder,
            self._open_pool,
            on_event,
            token,
            options,
        )
        try:
            report = indexer.run()
        except OSError as error:
            if error.errno == 28:  # ENOSPC, from a thumbnail
                raise DiskFullError(
                    f"The disk is full: the library in {self._library.folder} could not be "
                    "written.",
                    "Free some space and run the same command again; everything done so far is "
                    "kept.",
                ) from error
            raise
        if report.tally.embedded and not token.cancelled:
            # The model is loaded now: the first search won't have to.
            self.engine.prepare()
        note_if_demonstration(info, on_event)
        return report

    @staticmethod
    def _open_pool(spec: InputSpec) -> DecoderPool:
        return DecoderPool(max(1, min(os.cpu_count() or 1, 8)), spec)

    # --- reading ----------------------------------------------------------------------------------

    @cached_property
    def engine(self) -> Engine:
        """The search engine over this library and model."""
        info = self.model.info
        texts = TextVectors(info, lambda: self.encoder, paths.cache_dir() / "text-vectors")
        return Engine(self._library, info, texts, self._encode_file)

    def _encode_file(self, path: bytes) -> Float32:
        with DecoderPool(1, self.model.info.input) as pool:
            reading = pool.read(path)
        if isinstance(reading, ReadFailure):
            raise PhotoClipError(f"{os.fsdecode(path)}: {reading.reason}")
        row: Float32 = self.encoder.encode_images(reading.pixels[None])[0]
        return row

    def search(self, text: str, limit: int = 50, *, all_bands: bool = False) -> SearchResult:
        """Search by a query in PhotoClip's language. Raises `QueryError` with the mistake's place."""
        return self.engine.search(parse(text), limit, all_bands=all_bands)

    def similar(self, photo: str, limit: int = 50, *, all_bands: bool = False) -> SearchResult:
        """Photos like the one with this path or ``#id``; the photo itself is left out."""
        term = LikeTerm(
            PhotoId(int(photo[1:])) if photo[1:].isdigit() and photo[0] == "#" else photo
        )
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
        info = self.model.info
        model_id = vectors.find_model(self._library, info.key)
        return Status(
            library=self._library.folder,
            roots=[
                RootStatus(r.path, r.offline_since is not None, r.scanned_at, r.other_files)
                for r in files.roots(self._library)
            ],
            photos=photos.count(self._library),
            embedded=0 if model_id is None else vectors.count_searchable(self._library, model_id),
            pending_files=files.count_pending(self._library),
            failed_files=len(files.failures(self._library)),
            model=self.model.name,
            demonstration=info.demonstration,
            library_bytes=self._library.file.stat().st_size,
        )

    def failures(self) -> list[files.FailedFile]:
        """Every file and folder that could not be read, and why."""
        return files.failures(self._library)

    def integrity(self) -> str:
        """SQLite's own check of the library file: ``ok``, or what is wrong."""
        try:
            return database.quick_check(self._library)
        except PhotoClipError as error:
            return str(error)


def _inside(path: bytes, folder: bytes) -> bool:
    return path.startswith(folder.rstrip(b"/") + b"/")


def installed_models() -> list[ModelFolder]:
    """All models on this machine."""
    return list(catalogue.installed(*model_folders()))


def download_model(name: str, say: Callable[[str], None] = lambda _line: None) -> ModelFolder:
    """Fetch a model by open_clip's name into the user's models. Raises `ModelError`."""
    return weights.fetch(catalogue.remote(name), paths.models_dir(), say)


def remove_model(name: str) -> Path:
    """Delete a downloaded model; its folder's former path. Raises `ModelError` for the embedded one."""
    import shutil

    found = catalogue.find(name, *model_folders())
    if found.path.parent != paths.models_dir():
        raise ModelError(f"“{name}” ships with PhotoClip and is not removed.", "")
    shutil.rmtree(found.path)
    return found.path
