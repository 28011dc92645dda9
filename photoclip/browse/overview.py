"""What a sidebar shows of the whole library, counted once for each state of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from photoclip.browse.overview_messages import (
    AlbumOverview,
    Folder,
    LabelOverview,
    Overview,
    RootOverview,
)
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError
from photoclip.core.labels import SEPARATOR
from photoclip.embed.weights import ModelFolder
from photoclip.search.completion import folder_filter, text_of
from photoclip.search.filters import FORMATS
from photoclip.search.query import format_query
from photoclip.search.query_types import Query
from photoclip.session import Session
from photoclip.store import albums, columns, counts, files, labels, vectors
from photoclip.store.files import Root
from photoclip.worker.models import chosen_name

_TYPES = {stored: kind.value for kind, stored in FORMATS.items()}


def overview(session: Session, cancel: CancelToken) -> Overview:
    """Count everything. Raises `Cancelled`."""
    library = session.library
    with columns.interruptible(library, cancel):
        totals = counts.totals(library)
        hidden = columns.hidden(library)
        inside = counts.folders(library)
        known = labels.all_labels(library)
        queries = label_queries([one.name for one in known])
        model = model_of(session)
        model_id = None if model is None else vectors.find_model(library, model.info.key)
        return Overview(
            photos=totals.photos,
            waiting=totals.waiting,
            failed=totals.failed,
            offline=totals.offline,
            duplicates=totals.duplicates,
            roots=tuple(_root(root, inside.get(root.id, {})) for root in files.roots(library)),
            labels=tuple(
                LabelOverview(
                    one.name,
                    one.shown,
                    queries[one.name],
                    one.suggested,
                    one.definition.color,
                    one.active,
                )
                for one in known
            ),
            albums=tuple(
                AlbumOverview(
                    one.name, one.smart, one.count, one.query or text_of("album", one.name)
                )
                for one in albums.all_albums(library)
            ),
            cameras=tuple(counts.cameras(library, hidden)),
            years=tuple(counts.years(library, hidden)),
            formats=tuple(
                (_TYPES.get(name, name), count) for name, count in counts.formats(library, hidden)
            ),
            model=chosen_name(library) if model is None else model.name,
            model_missing=model is None,
            demonstration=model is not None and model.info.demonstration,
            embedded=0 if model_id is None else counts.embedded(library, model_id),
        )


def model_of(session: Session) -> ModelFolder | None:
    """The model the library uses; None if it isn't on this machine."""
    with suppress(ModelError):
        return session.model
    return None


def label_queries(names: Sequence[str]) -> dict[str, str]:
    """What finds each of all labels, and those below it, but none that has its name elsewhere."""
    within: set[str] = set()
    for name in names:
        parts = name.casefold().split(SEPARATOR)
        within |= {
            SEPARATOR.join(parts[start:stop])
            for start in range(1, len(parts))
            for stop in range(start + 1, len(parts) + 1)
        }
    return {
        name: text_of("label", f"{SEPARATOR}{name}" if name.casefold() in within else name)
        for name in names
    }


def root_text(path: bytes) -> str:
    """A root's path as filters see it: with ``/``, and U+FFFD for what is not UTF-8."""
    return path.decode("utf-8", "replace").replace("\\", "/").rstrip("/")


def _root(root: Root, inside: dict[str, int]) -> RootOverview:
    whole = root_text(root.path)
    return RootOverview(
        path=root.path,
        name=whole.rpartition("/")[2] or whole or "/",
        count=inside.get("", 0),
        query=_query(whole),
        offline=root.offline_since is not None,
        reason=(root.offline_reason or "") if root.offline_since is not None else "",
        folders=tuple(
            Folder(path, count, _query(f"{whole}/{path}"))
            for path, count in sorted(inside.items(), key=lambda one: one[0].split("/"))
            if path and count > 0
        ),
    )


def _query(path: str) -> str:
    folder = folder_filter(path)
    return format_query(Query(filters=(folder,))) if folder is not None else ""
