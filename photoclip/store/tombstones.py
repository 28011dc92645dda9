"""Files that are gone: counted by complete scans, forgotten only after a long grace.

A tombstone is a file row with ``missing_since``. It keeps its photo's place for a file that returns,
and what a person made by hand outlives it in any case.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from photoclip.core.types import ContentHash, RootId
from photoclip.store import photos
from photoclip.store.database import Connection, Library
from photoclip.store.files import below

#: Library days (`store.calendar`) for which a missing file is remembered.
GRACE_DAYS = 30
#: Complete scans, on different library days, that must have missed it.
GRACE_SCANS = 3
#: With more folders than this that could not be listed, a scan was no complete one of anything.
_MOST_UNLISTED = 100


def count_scan(
    connection: Connection, root: RootId, today: int, unlisted: Sequence[bytes] = ()
) -> bool:
    """A whole scan of an online root came to its end: what was missing before still is.

    Counts once a library day, however often one scans, and not for files below the folders that
    could not be listed. Call it before the scan's own newly missing files are written down. Returns
    whether this was the root's first scan of the day.
    """
    key = f"missing_counted.{root}"
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    if row is not None and json.loads(row[0]) == today:
        return False
    connection.execute(
        "INSERT INTO setting(key, value) VALUES (?, ?) "
        "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(today)),
    )
    if len(unlisted) > _MOST_UNLISTED:
        return True
    hidden = " AND NOT (path = ? OR path >= ? AND path < ?)" * len(unlisted)
    ranges = [part for folder in unlisted for part in (folder, *below(folder))]
    connection.execute(
        # rows from before the library had days begin their grace now
        "UPDATE file SET missing_scans = missing_scans + 1, missing_day = coalesce(missing_day, ?) "
        f"WHERE missing_since IS NOT NULL AND root_id = ?{hidden}",
        (today, root, *ranges),
    )
    return True


def purge(library: Library, today: int) -> list[ContentHash]:
    """Forget files that have been missing for so long that they won't return.

    Those of offline roots stay, for ever if need be. Photos that have no file left and that nobody
    touched by hand go with them, with their vectors. Returns the contents that left the library:
    their thumbnails may be deleted.
    """
    with library.transaction() as connection:
        cursor = connection.execute(
            "DELETE FROM file WHERE missing_since IS NOT NULL AND missing_day <= ? "
            "AND missing_scans >= ? "
            "AND root_id IN (SELECT id FROM root WHERE offline_since IS NULL)",
            (today - GRACE_DAYS, GRACE_SCANS),
        )
        if not cursor.rowcount:
            return []
        return photos.delete_orphans(connection)
