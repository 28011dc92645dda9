"""Lists without words: what passes the filters, in order. They need no model."""

from __future__ import annotations

from dataclasses import replace

from photoclip.core.cancel import CancelToken
from photoclip.search.filters import Conditions
from photoclip.search.ordering import NEWEST, is_by_date, order
from photoclip.search.query_types import IsFilter, Query, Sort, Trait
from photoclip.search.results import PhotoList
from photoclip.search.shown import Shown
from photoclip.store import columns, database
from photoclip.store.database import Library


class PhotoLists:
    """Lists the photos of one library; the list of all is kept until the library changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._listed: tuple[object, PhotoList] | None = None
        self.shown = Shown(library)

    def listing(
        self, query: Query, sort: Sort = NEWEST, cancel: CancelToken | None = None
    ) -> PhotoList:
        """All photos that pass the filters, in the query's order, or in that of ``sort``.

        Raises `Cancelled`.
        """
        sort = query.sort or sort
        version = database.data_version(self._library)
        key = (version, replace(query, sort=sort))
        if self._listed is not None and self._listed[0] == key:
            return self._listed[1]
        with columns.interruptible(self._library, cancel):
            where, parameters = conditions(self._library, query)
            found = columns.dated_where(self._library, where, parameters)
            found = found.at(self.shown.among(found.ids, failed_too=failed_only(query)))
            found = found.at(order(self._library, found, sort))
        listed = PhotoList(found.ids, found.days)
        if not query.filters:
            self._listed = (key, listed)
        return listed

    def first_of_all(self, sort: Sort, count: int, long: int) -> PhotoList | None:
        """The first of all photos in this order, at once.

        None where the whole is there as soon: it has at most ``long`` photos, or it was asked for
        before; and where the order can't tell what is first without the whole.
        """
        key = (database.data_version(self._library), Query(sort=sort))
        asked_before = self._listed is not None and self._listed[0] == key
        if asked_before or not is_by_date(sort) or not columns.is_long(self._library, long):
            return None
        found = columns.first_by_date(self._library, count, newest=sort.descending)
        return PhotoList(found.ids, found.days) if len(found) == count else None


def conditions(library: Library, query: Query) -> tuple[str, list[object]]:
    """The query's filters as an SQL condition over ``photo`` and ``content``, and its parameters."""
    made = Conditions(library.connection)
    made.add(query.filters)
    return made.where, made.parameters


def failed_only(query: Query) -> bool:
    """Whether it asks for what could not be read."""
    return IsFilter(Trait.FAILED) in query.filters
