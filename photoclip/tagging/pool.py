"""The photos labels are about: those with a vector, where it stands, and which are shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photoclip.compare.index import Int64, VectorIndex
from photoclip.core.types import Float32, PhotoId
from photoclip.store import columns
from photoclip.store.database import Library

Bool = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Pool:
    """A library's photos under one model, as they were when this was read.

    ``places`` ``(n,)`` are the rows of the index that belong to a photo, ``photos`` ``(n,)`` which
    one, ``shown`` ``(n,)`` whether the library shows it. All others here count in places of these.
    """

    index: VectorIndex
    places: Int64
    photos: Int64
    shown: Bool

    @classmethod
    def read(cls, library: Library, index: VectorIndex) -> Pool:
        """All photos of a library that have a vector in the index."""
        contents = index.content_ids
        photos, owned = columns.contents_where(library)
        photo_of = np.zeros(int(max(contents.max(initial=0), owned.max(initial=0))) + 1, np.int64)
        photo_of[owned] = photos
        places = np.flatnonzero(photo_of[contents])
        found = photo_of[contents[places]]
        return cls(index, places, found, ~columns.among(found, columns.hidden(library)))

    def __len__(self) -> int:
        return len(self.places)

    def rows(self, which: Int64) -> Float32:
        """Vectors ``(k, dim)`` float32 of some of these photos."""
        return self.index.gather(self.places[which])

    def find(self, photos: Int64) -> Int64:
        """Where these photos stand, in no order; those without a vector are left out."""
        return np.flatnonzero(columns.among(self.photos, photos))

    def ids(self, which: Int64) -> tuple[PhotoId, ...]:
        """The photos that stand here."""
        return tuple(PhotoId(photo) for photo in self.photos[which].tolist())
