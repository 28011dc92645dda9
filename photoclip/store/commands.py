"""Applying what a person asks for: one durable transaction a command, with a row in the log.

The log (table ``edit``) is the order of events. Its rows name photos by content as well, so that
`store.repair` can apply what is newer than a backup to that backup.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator

from photoclip.core.command_json import from_json, to_json
from photoclip.core.commands import (
    MAX_STARS,
    NOTHING,
    UNDO,
    AddRoot,
    AlbumCommand,
    Applied,
    Command,
    DiscardCaption,
    Flag,
    ForgetVectors,
    LabelCommand,
    RemoveRoot,
    RestoreMetadata,
    SetCaption,
    SetFlag,
    SetRating,
    SetSetting,
    SetTitle,
    SwitchModel,
    Together,
    WriteMetadata,
)
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.file_metadata import LONGEST_CAPTION, LONGEST_TITLE, clean_text
from photoclip.core.types import ContentHash, PhotoId
from photoclip.store import (
    album_edits,
    label_edits,
    machine_captions,
    model_switch,
    settings,
    write_jobs,
)
from photoclip.store.database import Connection, Library, now
from photoclip.store.named import by_hand

LONGEST_UID = 200


def edit_crc(uid: str, made_at: str, command: str, undo: str) -> int:
    """The checksum of a row of the log."""
    crc = 0
    for text in (uid, made_at, command, undo):
        raw = text.encode("utf-8", "surrogatepass")
        crc = zlib.crc32(raw, zlib.crc32(len(raw).to_bytes(8, "big"), crc))
    return crc


def apply(library: Library, command: Command, uid: str) -> Applied:
    """Apply a command and return after its commit has reached the disk.

    ``uid`` is the client's own name for this request: sent again (after a crash, say) it changes
    nothing and is answered as before. Raises `PhotoClipError` for what can't be done (a name that
    can't be one), `NothingThereError` where the photo, label, album or folder it is about isn't
    there; nothing has changed then.
    """
    if not uid or len(uid) > LONGEST_UID or not uid.isprintable():
        raise PhotoClipError("A request needs a name of its own.")
    with library.transaction(durable=True) as connection:
        before = _applied(connection, uid)
        if before is not None:
            return before
        text = to_json(command, content_lookup(connection))
        undo = carry_out(connection, command)
        edit = record(connection, uid, now(), text, to_json(undo, content_lookup(connection)))
        return Applied(edit, undo)


def _applied(connection: Connection, uid: str) -> Applied | None:
    row = connection.execute("SELECT id, undo FROM edit WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else Applied(row[0], from_json(row[1]))


def last_undo(library: Library, *, by_hand_only: bool = False) -> tuple[int, Command] | None:
    """The newest edit that can be taken back and wasn't yet, and what takes it back.

    Apply that under `undo_uid`. Undoing is not itself undone this way; edits that changed nothing,
    and those that can't be read, are passed over. With ``by_hand_only`` so is what concerns anything
    but stars, flags, words, labels and albums.
    """
    for edit, command, undo in standing(library):
        if not by_hand_only or _is_by_hand(command):
            return edit, undo
    return None


def standing(library: Library) -> Iterator[tuple[int, Command, Command]]:
    """Edits that can be taken back and weren't yet, the newest first: number, command, its undo.

    Undoing is none of them, nor are edits that changed nothing or can't be read.
    """
    rows = library.connection.execute(
        "SELECT id, command, undo FROM edit WHERE substr(uid, 1, length(?1)) <> ?1 AND undo <> ?2 "
        "AND NOT EXISTS (SELECT 1 FROM edit AS taken WHERE taken.uid = ?1 || edit.id) "
        "ORDER BY id DESC",
        (UNDO, to_json(NOTHING)),
    )
    for edit, command, undo in rows:
        try:
            read = from_json(command), from_json(undo)
        except PhotoClipError:
            continue
        yield int(edit), *read


def _is_by_hand(command: Command) -> bool:
    if isinstance(command, Together):
        return all(_is_by_hand(one) for one in command.commands)
    return not isinstance(command, AddRoot | RemoveRoot | SetSetting | SwitchModel | ForgetVectors)


def record(
    connection: Connection, uid: str, made_at: str, command: str, undo: str, edit: int | None = None
) -> int:
    """Write a row of the log and return its number (``edit`` where it has one already)."""
    cursor = connection.execute(
        "INSERT INTO edit(id, uid, made_at, command, undo, crc) VALUES (?, ?, ?, ?, ?, ?)",
        (edit, uid, made_at, command, undo, edit_crc(uid, made_at, command, undo)),
    )
    return int(cursor.lastrowid or 0)


def content_lookup(connection: Connection) -> Callable[[PhotoId], ContentHash | None]:
    """How `to_json` learns the content of a photo."""

    def content_of(photo: PhotoId) -> ContentHash | None:
        row = connection.execute(
            "SELECT hash FROM content JOIN photo ON photo.content_id = content.id "
            "WHERE photo.id = ?",
            (photo,),
        ).fetchone()
        return None if row is None else ContentHash(row[0])

    return content_of


def carry_out(connection: Connection, command: Command) -> Command:
    """Apply a command inside a transaction, without logging it; returns what takes it back.

    That is `NOTHING` where all was as the command wants it already. Raises `PhotoClipError` for what
    can't be done; the caller rolls back.
    """
    match command:
        case SetRating():
            return _set_rating(connection, command)
        case SetFlag():
            return _set_flag(connection, command)
        case SetTitle() | SetCaption():
            return _set_words(connection, command)
        case DiscardCaption():
            return machine_captions.carry_out(connection, command)
        case WriteMetadata() | RestoreMetadata():
            return write_jobs.carry_out(connection, command)
        case AddRoot() | RemoveRoot():
            return _change_roots(connection, command)
        case SetSetting():
            return _set_setting(connection, command)
        case SwitchModel() | ForgetVectors():
            return model_switch.carry_out(connection, command)
        case Together():
            undone = [carry_out(connection, one) for one in command.commands]
            return Together(tuple(undo for undo in reversed(undone) if undo != NOTHING))
        case _ if isinstance(command, LabelCommand):
            return label_edits.carry_out(connection, command)
        case _ if isinstance(command, AlbumCommand):
            return album_edits.carry_out(connection, command)
        case _:
            raise PhotoClipError(f"{command!r} is not a command PhotoClip knows.")


def _set_rating(connection: Connection, command: SetRating) -> Command:
    old, _flag = by_hand(connection, command.photo)
    if command.rating is not None and not 0 <= command.rating <= MAX_STARS:
        raise PhotoClipError("Ratings go from 0 to 5 stars.")
    if command.rating == old:
        return NOTHING
    connection.execute(
        "UPDATE photo SET own_rating = ? WHERE id = ?", (command.rating, command.photo)
    )
    return SetRating(command.photo, old)


def _set_flag(connection: Connection, command: SetFlag) -> Command:
    _rating, old = by_hand(connection, command.photo)
    flag = None if command.flag is None else command.flag.value
    if flag == old:
        return NOTHING
    connection.execute("UPDATE photo SET flag = ? WHERE id = ?", (flag, command.photo))
    return SetFlag(command.photo, None if old is None else Flag(old))


def _set_words(connection: Connection, command: SetTitle | SetCaption) -> Command:
    if isinstance(command, SetTitle):
        return _set_title(connection, command)
    return _set_caption(connection, command)


def _set_title(connection: Connection, command: SetTitle) -> Command:
    old = _own_words(connection, command.photo)[0]
    title = _words(command.title, "A title", LONGEST_TITLE)
    if title == old:
        return NOTHING
    connection.execute("UPDATE photo SET own_title = ? WHERE id = ?", (title, command.photo))
    return SetTitle(command.photo, old)


def _set_caption(connection: Connection, command: SetCaption) -> Command:
    old = _own_words(connection, command.photo)[1]
    caption = _words(command.caption, "A caption", LONGEST_CAPTION, lines=True)
    if caption == old:
        return NOTHING
    connection.execute("UPDATE photo SET own_caption = ? WHERE id = ?", (caption, command.photo))
    return SetCaption(command.photo, old)


def _own_words(connection: Connection, photo: PhotoId) -> tuple[str | None, str | None]:
    """A photo's own title and caption. Raises `NothingThereError` if there is no such photo."""
    by_hand(connection, photo)
    title, caption = connection.execute(
        "SELECT own_title, own_caption FROM photo WHERE id = ?", (photo,)
    ).fetchone()
    return title, caption


def _words(text: str | None, what: str, longest: int, *, lines: bool = False) -> str | None:
    """Words as they are kept: empty for none at all. Raises `PhotoClipError` for too many."""
    if text is None:
        return None
    clean = clean_text(text.replace("\0", " "), lines=lines)
    if len(clean) > longest:
        raise PhotoClipError(
            f"{what} of {len(clean):,} characters is too long.", f"At most {longest:,} are kept."
        )
    return clean


def _change_roots(connection: Connection, command: AddRoot | RemoveRoot) -> Command:
    if isinstance(command, AddRoot):
        return _add_root(connection, command)
    return _remove_root(connection, command)


def _add_root(connection: Connection, command: AddRoot) -> Command:
    if not os.path.isabs(command.path):
        raise PhotoClipError(
            f"{os.fsdecode(command.path)} is not a whole path.", "Name the folder from the root on."
        )
    cursor = connection.execute(
        "INSERT OR IGNORE INTO root(path, added_at) VALUES (?, ?)", (command.path, now())
    )
    return RemoveRoot(command.path) if cursor.rowcount else NOTHING


def _remove_root(connection: Connection, command: RemoveRoot) -> Command:
    row = connection.execute("SELECT id FROM root WHERE path = ?", (command.path,)).fetchone()
    if row is None:
        raise NothingThereError(
            f"{os.fsdecode(command.path)} is not a folder of this library.",
            "See which ones are: photoclip status",
        )
    connection.execute("DELETE FROM file WHERE root_id = ?", row)
    connection.execute("DELETE FROM root WHERE id = ?", row)
    return AddRoot(command.path)


def _set_setting(connection: Connection, command: SetSetting) -> Command:
    changed, old = settings.change(connection, command.key, command.value)
    return SetSetting(command.key, old) if changed else NOTHING
