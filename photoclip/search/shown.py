"""Which photos the library shows: those one of whose files is there, drives that are away included."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photoclip.compare.index import Int64
from photoclip.store import columns, database
from photoclip.store.database import Library


class Shown:
    """Read once for each state of the library; a few photos are looked up without that."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._hidden: tuple[int, Int64] | None = None
        self._by_content: tuple[int, Int64, int] | None = None

    def among(self, ids: Int64, *, failed_too: bool = False) -> npt.NDArray[np.bool_]:
        """Which of these photos are shown; with ``failed_too`` also those with a failed file."""
        version = database.data_version(self._library)
        known = self._hidden is not None and self._hidden[0] == version
        if known or len(ids) > columns.FEW:
            shown = ~columns.among(ids, self._all_hidden())
        else:
            shown = columns.among(ids, columns.visible_among(self._library, ids))
        if failed_too:
            shown |= columns.among(ids, columns.failed_photos(self._library))
        return shown

    def by_content(self) -> tuple[Int64, int]:
        """The photo of each content that is shown, 0 for the others; and how many are shown."""
        version = database.data_version(self._library)
        if self._by_content is None or self._by_content[0] != version:
            ids, contents = columns.contents_where(self._library)
            seen = ~columns.among(ids, self._all_hidden())
            ids, contents = ids[seen], contents[seen]
            self._by_content = (version, by_key(contents, ids), len(ids))
        return self._by_content[1:]

    def _all_hidden(self) -> Int64:
        version = database.data_version(self._library)
        if self._hidden is None or self._hidden[0] != version:
            self._hidden = (version, columns.hidden(self._library))
        return self._hidden[1]


def by_key(keys: Int64, values: Int64) -> Int64:
    """``values`` to be looked up by their key; 0 where there is none."""
    table = np.zeros(int(keys.max(initial=0)) + 1, np.int64)
    table[keys] = values
    return table
