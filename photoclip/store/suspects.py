"""Files that were in hand when the owner died: tried again alone, and at last left alone.

A *crash* leaves evidence and counts as a strike; two are too many. A *kill* from outside says little
about a file, so it takes five in a row with no other file getting through between them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from photoclip.core.types import FailureKind, FileId, ReadFailure
from photoclip.store import files
from photoclip.store.database import Connection, Library

STRIKES = 2
KILLS = 5

_CRASHED = "PhotoClip crashed twice while reading this file. It is left alone until it changes."
_KILLED = (
    "PhotoClip was stopped five times in a row while reading this file. It is left alone until it "
    "changes."
)
_COUNTED = "in_hand_counted"


def of_work_list(library: Library) -> list[FileId]:
    """The files on the work list that are under suspicion, in order."""
    cursor = library.connection.execute(
        "SELECT id FROM file WHERE state = 'pending' AND missing_since IS NULL "
        "AND (strikes > 0 OR kills > 0) ORDER BY id"
    )
    return [FileId(row[0]) for row in cursor]


def died_with(
    library: Library, ids: Sequence[FileId], run: str, *, crashed: bool
) -> list[tuple[FileId, str]]:
    """Note that the owner died with these files in hand; those that are left alone now, and why.

    ``run`` names the moment they were taken up: the same death is counted once, whatever interrupts
    the counting. Files that were finished already are not concerned.
    """
    given_up: list[tuple[FileId, str]] = []
    with library.transaction() as connection:
        row = connection.execute("SELECT value FROM setting WHERE key = ?", (_COUNTED,)).fetchone()
        if row is not None and json.loads(row[0]) == run:
            return []
        connection.execute(
            "INSERT INTO setting(key, value) VALUES (?, ?) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (_COUNTED, json.dumps(run)),
        )
        waiting = [
            (FileId(i), int(before), int(killed))
            for file_id in ids
            for i, before, killed in connection.execute(
                "SELECT id, strikes, kills FROM file WHERE id = ? AND state = 'pending'",
                (file_id,),
            )
        ]
        alone = len(ids) == 1
        for file_id, before, killed in waiting:
            # In a death over many, each of them may be the one: a first strike, never a second.
            more = before + 1 if alone else max(before, 1)
            strikes = more if crashed else before
            more = killed + 1 if alone else max(killed, 1)
            kills = killed if crashed else more
            connection.execute(
                "UPDATE file SET strikes = ?, kills = ? WHERE id = ?", (strikes, kills, file_id)
            )
            if strikes >= STRIKES or kills >= KILLS:
                reason = _CRASHED if strikes >= STRIKES else _KILLED
                files.failed(connection, file_id, ReadFailure(FailureKind.CRASHED, reason))
                given_up.append((file_id, reason))
    return given_up


def acquit(connection: Connection, ids: Sequence[FileId]) -> None:
    """These files were finished: nothing is held against them, nor kills against any other."""
    connection.executemany(
        "UPDATE file SET strikes = 0, kills = 0 WHERE id = ? AND (strikes > 0 OR kills > 0)",
        ((i,) for i in ids),
    )
    connection.execute("UPDATE file SET kills = 0 WHERE state = 'pending' AND kills > 0")
