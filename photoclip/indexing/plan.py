"""The difference between a scan and the library's rows: a pure function."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from photoclip.core.types import FileId, FileRow, FileStamp, FileState, ScanEntry

#: A scan that would hide more than this share of a root's files, and more than `MOST_FILES` of them,
#: is taken for a drive that is half there, not for a person who tidied up.
MOST_SHARE = 0.6
MOST_FILES = 50


@dataclass(frozen=True)
class Plan:
    """What has to happen so that the library agrees with the scan."""

    added: list[ScanEntry] = field(default_factory=list)
    changed: list[tuple[FileId, ScanEntry]] = field(default_factory=list)
    moved: list[tuple[FileId, ScanEntry]] = field(default_factory=list)
    returned: list[FileId] = field(default_factory=list)
    vanished: list[FileId] = field(default_factory=list)
    unchanged: int = 0

    def drops_most(self, known: int, before: int = 0) -> bool:
        """Whether the plan would hide most of a root at once.

        ``known`` files are present in the library's eyes; ``before`` more were hidden a little at a
        time just before, and count as part of the same loss.
        """
        gone = len(self.vanished) + before
        return bool(self.vanished) and gone > MOST_FILES and gone > MOST_SHARE * (known + before)

    def without(self, paths: Collection[bytes]) -> Plan:
        """The plan that leaves the files at these relative paths to a later look."""
        if not paths:
            return self
        return replace(
            self,
            added=[entry for entry in self.added if entry.path not in paths],
            changed=[(i, entry) for i, entry in self.changed if entry.path not in paths],
        )


def _fingerprint(inode: int, stamp: FileStamp) -> tuple[int, int, int]:
    return inode, stamp.size, stamp.mtime_ns


def plan(
    entries: Sequence[ScanEntry],
    rows: Mapping[bytes, FileRow],
    others: Sequence[FileRow] = (),
    unlisted: Sequence[bytes] = (),
) -> Plan:
    """Compare what a scan found with what the library has for this root.

    A file that vanished and a new one with the same inode, size and time are one file that was
    moved: it needn't be read again. ``others`` are rows of other roots whose files are known to be
    gone, so that a move between roots pairs up too. Pending files move like ready ones; failed ones
    are new under their new name, which may be the right one at last. ``unlisted`` are folders the
    scan could not look into: it says nothing about the files in them.
    """
    result = Plan()
    found: set[bytes] = set()
    fresh: list[ScanEntry] = []
    unchanged = 0
    for entry in entries:
        found.add(entry.path)
        row = rows.get(entry.path)
        if row is None:
            fresh.append(entry)
        elif row.stamp != entry.stamp or row.sidecars != entry.sidecars:
            result.changed.append((row.id, entry))
        elif row.missing:
            result.returned.append(row.id)
        else:
            unchanged += 1
    separator = os.fsencode(os.sep)
    hidden = tuple(folder.rstrip(separator) + separator for folder in unlisted)
    gone = [row for path, row in rows.items() if path not in found and not path.startswith(hidden)]
    # hard links are several files with one fingerprint
    lost: dict[tuple[int, int, int], list[FileRow]] = {}
    for row in (*others, *reversed(gone)):
        if row.inode and row.state is not FileState.FAILED:
            lost.setdefault(_fingerprint(row.inode, row.stamp), []).append(row)
    paired: set[FileId] = set()
    for entry in fresh:
        candidates = lost.get(_fingerprint(entry.inode, entry.stamp)) if entry.inode else None
        if not candidates:
            result.added.append(entry)
            continue
        row = candidates.pop()
        paired.add(row.id)
        result.moved.append((row.id, entry))
        if row.sidecars != entry.sidecars:
            result.changed.append((row.id, entry))
    result.vanished.extend(row.id for row in gone if row.id not in paired and not row.missing)
    return Plan(
        result.added,
        result.changed,
        result.moved,
        result.returned,
        result.vanished,
        unchanged,
    )


def pair_between(plans: Sequence[Plan], lost: Sequence[Sequence[FileRow]]) -> list[Plan]:
    """Recognise files that moved from one root to another.

    ``plans`` were made root by root; ``lost[n]`` are the rows behind ``plans[n].vanished``. What
    vanished in one root and is new in another is one file that moved there.
    """
    homes: dict[tuple[int, int, int], list[tuple[int, FileRow]]] = {}
    for home, rows in enumerate(lost):
        for row in reversed(rows):
            if row.inode and row.state is not FileState.FAILED:
                homes.setdefault(_fingerprint(row.inode, row.stamp), []).append((home, row))
    taken: set[FileId] = set()
    result: list[Plan] = []
    for here, made in enumerate(plans):
        added: list[ScanEntry] = []
        moved, changed = list(made.moved), list(made.changed)
        for entry in made.added:
            candidates = homes.get(_fingerprint(entry.inode, entry.stamp), [])
            found = next((pair for pair in reversed(candidates) if pair[0] != here), None)
            if found is None or not entry.inode:
                added.append(entry)
                continue
            candidates.remove(found)
            row = found[1]
            taken.add(row.id)
            moved.append((row.id, entry))
            if row.sidecars != entry.sidecars:
                changed.append((row.id, entry))
        result.append(replace(made, added=added, moved=moved, changed=changed))
    return [replace(made, vanished=[i for i in made.vanished if i not in taken]) for made in result]
