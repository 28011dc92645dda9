"""Requests to write into files or sidecars: one row a file, from the request to what came of it.

A row waits until its result is recorded, so a kill at any moment repeats a write rather than losing
it. What a file says is noted before it is written (`intend`): a write that was repeated can be taken
back all the same. Rows stay as the record of what was there.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from photoclip.core.commands import NOTHING, Command, RestoreMetadata, WriteMetadata
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.file_metadata import WriteSummary, Writing
from photoclip.core.types import FileId, FileStamp, PhotoId
from photoclip.store import write_settings
from photoclip.store.database import Connection, Library, now
from photoclip.store.files import Root
from photoclip.store.machine_captions import shown_of
from photoclip.store.named import by_hand

LONGEST_BATCH = 200
_PAGE = 500
_MOST_REASONS = 20


@dataclass(frozen=True, slots=True)
class Job:
    """One file to write, or with ``restoring`` to write back. ``path`` is relative to ``root``.

    ``before`` is JSON of what the file says before, known once it is about to be written;
    ``written`` of what it was left saying.
    """

    id: int
    batch: str
    file: FileId
    photo: PhotoId
    root: Root
    path: bytes
    stamp: FileStamp
    sidecars: int
    restoring: bool
    before: str | None
    written: str | None
    tries: int
    machine_captions: bool = False

    @property
    def whole_path(self) -> bytes:
        """The file's absolute path."""
        return os.path.join(self.root.path, self.path)


# --- asking ---------------------------------------------------------------------------------------


def carry_out(connection: Connection, command: WriteMetadata | RestoreMetadata) -> Command:
    """Note what is to be written (back); returns what takes that back.

    Raises `NothingThereError` for a photo or a batch that isn't there, `PhotoClipError` where none
    of the files may be written.
    """
    if isinstance(command, RestoreMetadata):
        return _ask_back(connection, command)
    batch = command.batch
    if not batch or len(batch) > LONGEST_BATCH or not batch.isprintable():
        raise PhotoClipError("A request to write into files needs a name of its own.")
    rules = write_settings.load(connection)
    before = connection.total_changes
    never = False
    machine = command.machine_captions
    for photo in dict.fromkeys(command.photos):
        by_hand(connection, photo)  # or it isn't there
        for file, root, path in connection.execute(
            "SELECT file.id, root.path, file.path FROM file JOIN root ON root.id = file.root_id "
            "WHERE photo_id = ? AND missing_since IS NULL AND state <> 'failed' ORDER BY file.id",
            (photo,),
        ).fetchall():
            if rules.of(os.path.join(root, path)) is Writing.NEVER:
                never = True
                continue
            connection.execute(
                "INSERT INTO write_job(batch, file_id, state, asked_at, machine_captions) "
                "SELECT ?1, ?2, 'waiting', ?3, ?4 "
                "WHERE NOT EXISTS (SELECT 1 FROM write_job WHERE batch = ?1 AND file_id = ?2 "
                "AND state IN ('waiting', 'restoring'))",
                (batch, file, now(), machine),
            )
    if connection.total_changes > before:
        return RestoreMetadata(batch)
    if never:
        raise PhotoClipError(
            "Nothing is written: it is not allowed for the folders of these photos.",
            "Allow it: photoclip metadata set FOLDER sidecar",
        )
    return NOTHING


def _ask_back(connection: Connection, command: RestoreMetadata) -> Command:
    rows = connection.execute(
        "SELECT write_job.id, write_job.state, before IS NOT NULL, photo_id, machine_captions "
        "FROM write_job "
        "JOIN file ON file.id = file_id WHERE batch = ? ORDER BY write_job.id",
        (command.batch,),
    ).fetchall()
    if not rows:
        raise NothingThereError(
            f"Nothing was written under the name “{command.batch[:80]}”.",
            "See what was: photoclip metadata status",
        )
    photos: dict[PhotoId, None] = {}
    machine = any(row[4] for row in rows)
    for job, state, begun, photo, _machine in rows:
        # What was begun may be in the file already, whatever came of it.
        if state not in ("waiting", "done") and not (state == "failed" and begun):
            continue
        photos[PhotoId(photo)] = None
        if begun:
            connection.execute(
                "UPDATE write_job SET state = 'restoring', tries = 0, reason = NULL, "
                "ended_at = NULL WHERE id = ?",
                (job,),
            )
        else:
            _end(connection, job, "restored")
    return WriteMetadata(tuple(photos), command.batch, machine) if photos else NOTHING


# --- carrying out ---------------------------------------------------------------------------------

_OPEN = "write_job.state IN ('waiting', 'restoring')"
#: Those of files that are there, as far as the library knows, and were read once.
_DUE = (
    f"FROM write_job JOIN file ON file.id = file_id JOIN root ON root.id = file.root_id WHERE {_OPEN} "
    "AND root.offline_since IS NULL AND file.missing_since IS NULL AND file.photo_id IS NOT NULL"
)


def due(library: Library, count: int, after: int = 0) -> list[Job]:
    """Open jobs whose files are there, in the order they were asked for, beginning after ``after``.

    Those among them whose file waits to be read come too (`state_of` tells).
    """
    rows = library.connection.execute(
        "SELECT write_job.id, batch, file.id, photo_id, root.id, root.path, root.scanned_at, "
        "root.offline_since, root.other_files, file.path, size, mtime_ns, sidecars, "
        "write_job.state = 'restoring', before, written, tries, machine_captions "
        f"{_DUE} AND write_job.id > ? "
        "ORDER BY write_job.id LIMIT ?",
        (after, count),
    ).fetchall()
    return [
        Job(
            job,
            batch,
            FileId(file),
            PhotoId(photo),
            Root(root, root_path, scanned, offline, others),
            path,
            FileStamp(size, mtime),
            sidecars,
            bool(restoring),
            before,
            written,
            tries,
            bool(machine),
        )
        for (
            job,
            batch,
            file,
            photo,
            root,
            root_path,
            scanned,
            offline,
            others,
            path,
            size,
            mtime,
            sidecars,
            restoring,
            before,
            written,
            tries,
            machine,
        ) in rows
    ]


def count_due(library: Library, batch: str) -> int:
    """How many open jobs of a request there are whose files are there."""
    row = library.connection.execute(f"SELECT count(*) {_DUE} AND batch = ?", (batch,)).fetchone()
    return int(row[0])


def has_open(library: Library) -> bool:
    """Whether anything waits, also for a drive that is away."""
    row = library.connection.execute(f"SELECT 1 FROM write_job WHERE {_OPEN} LIMIT 1").fetchone()
    return row is not None


def state_of(library: Library, file: FileId) -> str | None:
    """Whether a file is ``pending``, ``ready`` or ``failed``; None if the library forgot it."""
    row = library.connection.execute("SELECT state FROM file WHERE id = ?", (file,)).fetchone()
    return None if row is None else str(row[0])


def photo_of(connection: Connection, job: Job) -> PhotoId | None:
    """The photo in a job's file now; None if the library doesn't have it at this place any more."""
    row = connection.execute(
        "SELECT photo_id FROM file WHERE id = ? AND root_id = ? AND path = ?",
        (job.file, job.root.id, job.path),
    ).fetchone()
    return None if row is None or row[0] is None else PhotoId(row[0])


def intend(connection: Connection, job: Job, before: str, target: Writing) -> bool:
    """Note what a file says before it is written; False if the job was taken back meanwhile."""
    cursor = connection.execute(
        "UPDATE write_job SET before = ?, target = ? WHERE id = ? AND state = ?",
        (before, target.value, job.id, _state(job)),
    )
    return cursor.rowcount == 1


def not_begun(connection: Connection, job: Job) -> None:
    """Nothing was written after all: what the file says next time is what it said before."""
    connection.execute(
        "UPDATE write_job SET before = NULL, target = NULL "
        "WHERE id = ? AND state = 'waiting' AND written IS NULL",
        (job.id,),
    )


def done(connection: Connection, job: Job, written: str) -> None:
    """The file says what it should. One that is to be taken back by now is taken back next."""
    connection.execute(
        "UPDATE write_job SET written = ?, reason = NULL, ended_at = ?, "
        "state = CASE state WHEN 'waiting' THEN 'done' ELSE state END WHERE id = ?",
        (written, now(), job.id),
    )


def unchanged(connection: Connection, job: Job) -> None:
    """The file said all of it already."""
    _end(connection, job.id, "unchanged", only=_state(job))


def taken_back(connection: Connection, job: Job, kept: str = "") -> None:
    """The file says again what it said before; ``kept`` tells in words what it doesn't, if anything."""
    _end(connection, job.id, "kept" if kept else "restored", kept or None, only=_state(job))


def failed(connection: Connection, job: Job, reason: str) -> None:
    """The file can't be written, and won't be by trying again."""
    _end(connection, job.id, "failed", reason, only=_state(job))


def tried(connection: Connection, job: Job, reason: str) -> None:
    """The file could not be written this time."""
    connection.execute(
        "UPDATE write_job SET tries = tries + 1, reason = ? WHERE id = ?", (reason, job.id)
    )


def _state(job: Job) -> str:
    return "restoring" if job.restoring else "waiting"


def _end(
    connection: Connection, job: int, state: str, reason: str | None = None, only: str = ""
) -> None:
    connection.execute(
        "UPDATE write_job SET state = ?, reason = ?, ended_at = ? WHERE id = ? "
        "AND (? = '' OR state = ?)",
        (state, reason, now(), job, only, only),
    )


# --- what is known --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownOfPhoto:
    """What the library knows of a photo beyond its files.

    ``held`` and ``rejected`` are names of labels; ``imported`` those of ``held`` that nobody but
    another program said. What a person wrote: None is nothing, an empty title or caption is none at
    all. ``rating`` is 0..5. ``machine_caption`` is what a model wrote, where that was asked for.
    """

    held: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    imported: tuple[str, ...] = ()
    rating: int | None = None
    title: str | None = None
    caption: str | None = None
    machine_caption: str | None = None


def known_of(
    library: Library, photo: PhotoId, *, machine_captions: bool = False
) -> KnownOfPhoto | None:
    """What is to be written for a photo; None if it isn't there any more.

    A label that is on the photo only because PhotoClip itself wrote it into a file doesn't count.
    With ``machine_captions`` what a model wrote comes too.
    """
    connection = library.connection
    row = connection.execute(
        "SELECT own_rating, own_title, own_caption FROM photo WHERE id = ?", (photo,)
    ).fetchone()
    if row is None:
        return None
    labels = connection.execute(
        "SELECT name, source, label_id FROM photo_label JOIN label ON label.id = label_id "
        "WHERE photo_id = ? AND source <> 'suggested' ORDER BY name",
        (photo,),
    ).fetchall()
    by_rule = {
        one
        for (one,) in connection.execute(
            "SELECT label_id FROM label_tag WHERE photo_id = ? AND source = 'auto'", (photo,)
        )
    }
    own = {
        word.casefold()
        for (word,) in connection.execute(
            "SELECT word FROM written_word JOIN file ON file.id = file_id WHERE photo_id = ?",
            (photo,),
        )
    }
    held, imported, rejected = [], [], []
    for name, source, label in labels:
        if source == "rejected":
            rejected.append(name)
        elif source != "imported" or label in by_rule:
            held.append(name)
        elif name.casefold() not in own:
            held.append(name)
            imported.append(name)
    wrote = shown_of(library, photo) if machine_captions else None
    machine = None if wrote is None else wrote.text
    rating, title, caption = row
    return KnownOfPhoto(
        tuple(held), tuple(rejected), tuple(imported), rating, title, caption, machine
    )


def own_words(library: Library, file: FileId) -> frozenset[str]:
    """The keywords in a file that PhotoClip put there itself."""
    rows = library.connection.execute("SELECT word FROM written_word WHERE file_id = ?", (file,))
    return frozenset(row[0] for row in rows)


def set_own_words(connection: Connection, file: FileId, words: Collection[str]) -> None:
    """Remember which keywords in a file are PhotoClip's own."""
    connection.execute("DELETE FROM written_word WHERE file_id = ?", (file,))
    connection.executemany(
        "INSERT INTO written_word(file_id, word) VALUES (?, ?)",
        ((file, word) for word in sorted(set(words))),
    )


# --- how it stands --------------------------------------------------------------------------------


def batches(library: Library, count: int = 20) -> tuple[WriteSummary, ...]:
    """How requests stand, the newest first."""
    rows = library.connection.execute(
        "SELECT batch FROM write_job GROUP BY batch ORDER BY max(id) DESC LIMIT ?", (count,)
    ).fetchall()
    found = (batch(library, name) for (name,) in rows)
    return tuple(one for one in found if one is not None)


#: Asked again after it was taken back, a file has a new row: the newest counts.
_NEWEST = "id IN (SELECT max(id) FROM write_job WHERE batch = ? GROUP BY file_id)"


def batch(library: Library, name: str) -> WriteSummary | None:
    """How one request stands; None if there is none of this name."""
    connection = library.connection
    asked_at, counts = None, dict.fromkeys(_STATES, 0)
    for state, count, first in connection.execute(
        f"SELECT state, count(*), min(asked_at) FROM write_job WHERE {_NEWEST} GROUP BY state",
        (name,),
    ):
        counts[state] = count
        asked_at = first if asked_at is None else min(asked_at, first)
    if asked_at is None:
        return None
    reasons = connection.execute(
        "SELECT root.path, file.path, one.reason FROM (SELECT min(id) AS id, reason FROM write_job "
        f"WHERE {_NEWEST} AND state IN ('failed', 'kept') GROUP BY reason) AS one "
        "JOIN write_job USING (id) JOIN file ON file.id = file_id "
        "JOIN root ON root.id = file.root_id ORDER BY one.id LIMIT ?",
        (name, _MOST_REASONS),
    ).fetchall()
    return WriteSummary(
        name,
        asked_at,
        waiting=counts["waiting"] + counts["restoring"],
        done=counts["done"],
        unchanged=counts["unchanged"],
        failed=counts["failed"],
        restored=counts["restored"],
        kept=counts["kept"],
        reasons=tuple((os.path.join(root, path), reason or "") for root, path, reason in reasons),
    )


_STATES = ("waiting", "restoring", "done", "unchanged", "failed", "restored", "kept")


def last_batch(library: Library) -> str | None:
    """The newest request that could be taken back: some of it was written, or waits to be."""
    row = library.connection.execute(
        "SELECT batch FROM write_job WHERE state IN ('waiting', 'done') ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return None if row is None else str(row[0])


def files_of(
    library: Library, photos: Sequence[PhotoId]
) -> list[tuple[PhotoId, FileId, bytes, bool]]:
    """``(photo, file, absolute path, away)`` of every file these photos have, in the order given."""
    found: dict[PhotoId, list[tuple[PhotoId, FileId, bytes, bool]]] = {}
    for start in range(0, len(photos), _PAGE):
        part = photos[start : start + _PAGE]
        for photo, file, root, path, away in library.connection.execute(
            "SELECT photo_id, file.id, root.path, file.path, offline_since IS NOT NULL FROM file "
            "JOIN root ON root.id = file.root_id WHERE missing_since IS NULL "
            f"AND state <> 'failed' AND photo_id IN ({','.join('?' * len(part))}) ORDER BY file.id",
            part,
        ):
            row = (PhotoId(photo), FileId(file), os.path.join(root, path), bool(away))
            found.setdefault(PhotoId(photo), []).append(row)
    return [row for photo in dict.fromkeys(photos) for row in found.get(photo, ())]
