"""What the filters of the filter bar offer, and which of it a query asks for: rows, made of values.

A choice's ``value`` is the text of a filter; a name alone (``date:``) stands for no filter of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from photoclip.browse.messages import Chip, ChipKind, Order
from photoclip.browse.overview_messages import Overview
from photoclip.gui.models.completions import Row, RowKind
from photoclip.gui.models.date_filter import Recent, recent_text
from photoclip.gui.models.label_words import path_shown
from photoclip.gui.models.query_text import FLAG, belongs, named, quoted
from photoclip.gui.models.query_words import TYPE_NAMES, brief
from photoclip.gui.models.sidebar_rows import Row as LabelRow
from photoclip.gui.models.sidebar_rows import label_tree
from photoclip.gui.models.text import readable

translate = QCoreApplication.translate
_UNLABELLED = "is:unlabelled"
_SORTS = {
    "date": Order.NEWEST,
    "-date": Order.OLDEST,
    "name": Order.NAME,
    "rating": Order.RATING,
    "score": Order.BEST,
}


def active(chips: Iterable[Chip], name: str) -> list[Chip]:
    """The chips that are the filter ``name``."""
    return [chip for chip in chips if belongs(chip, name)]


def value_shown(chips: Iterable[Chip], *names: str) -> str:
    """What these filters ask for, in few words; empty if nothing."""
    chips = tuple(chips)
    return ", ".join(brief(chip) for name in names for chip in active(chips, name))


def date_rows(overview: Overview, chips: Sequence[Chip], today: date) -> list[Row]:
    """Stretches up to today, and the years that have photos."""
    stretches = {
        Recent.WEEK: translate("Filters", "Last 7 days"),
        Recent.MONTH: translate("Filters", "Last 30 days"),
        Recent.YEAR: translate("Filters", "Last 12 months"),
        Recent.THIS_YEAR: translate("Filters", "This year"),
        Recent.LAST_YEAR: translate("Filters", "Last year"),
    }
    rows = [(text, "", recent_text(recent, today)) for recent, text in stretches.items()]
    locale = QLocale()
    years = [
        (readable(year), locale.toString(count), f"date:{year}")
        for year, count in overview.years
        if count
    ]
    found = _choices(translate("Filters", "Any date"), rows, chips, "date")
    if years:
        found.append(Row(RowKind.HEADING, translate("Filters", "Years")))
        found += _checked(years, chips, "date")
    return found


def camera_rows(overview: Overview, chips: Sequence[Chip]) -> list[Row]:
    """The cameras, most photos first."""
    locale = QLocale()
    rows = [
        (readable(name), locale.toString(count), f"camera:{quoted(name)}")
        for name, count in overview.cameras
    ]
    # A camera that was typed by a part of its name is in force too, and can be seen.
    known = {text for _, _, text in rows}
    typed = [
        (brief(chip), "", chip.text) for chip in active(chips, "camera") if chip.text not in known
    ]
    return _choices(translate("Filters", "Any camera"), [*typed, *rows], chips, "camera")


def type_rows(overview: Overview, chips: Sequence[Chip]) -> list[Row]:
    """The kinds of file there are, and those asked for; ``value`` is a kind."""
    counts, locale = dict(overview.formats), QLocale()
    wanted = types_asked(chips)
    nothing = not active(chips, "type")
    rows = [Row(RowKind.CHOICE, translate("Filters", "Any type"), "", "type:", nothing)]
    for kind, name in TYPE_NAMES.items():
        if not counts or counts.get(kind) or kind in wanted:
            count = locale.toString(counts[kind]) if counts.get(kind) else ""
            rows.append(Row(RowKind.CHOICE, name, count, kind, kind in wanted))
    return rows


def types_asked(chips: Iterable[Chip]) -> set[str]:
    """The kinds a query asks for."""
    return {
        kind
        for chip in active(chips, "type")
        if not chip.negated
        for kind in named(chip)[1].split(",")
    }


def type_filter(kinds: Iterable[str]) -> str:
    """The filter for these kinds; empty for none."""
    chosen = set(kinds)
    return "type:" + ",".join(k for k in TYPE_NAMES if k in chosen) if chosen else ""


def rating_rows(chips: Sequence[Chip]) -> list[Row]:
    """Stars, and below them flags."""
    stars = [
        (translate("Filters", "5 stars"), "★★★★★", "rating:5"),
        (translate("Filters", "At least 4 stars"), "★★★★", "rating:>=4"),
        (translate("Filters", "At least 3 stars"), "★★★", "rating:>=3"),
        (translate("Filters", "At least 2 stars"), "★★", "rating:>=2"),
        (translate("Filters", "At least 1 star"), "★", "rating:>=1"),
        (translate("Filters", "Not rated"), "", "rating:none"),
    ]
    flags = [
        (translate("Filters", "Picked"), "", "is:picked"),
        (translate("Filters", "Rejected"), "", "is:rejected"),
        (translate("Filters", "Neither"), "", "is:unflagged"),
    ]
    return [
        *_choices(translate("Filters", "Any rating"), stars, chips, "rating"),
        Row(RowKind.HEADING, translate("Filters", "Flag")),
        *_choices(translate("Filters", "Any flag"), flags, chips, FLAG),
    ]


def label_rows(overview: Overview, chips: Sequence[Chip]) -> list[Row]:
    """The labels and what they stand below, and photos that have none."""
    rows = list(_labels(label_tree(overview.labels)))
    # A label that was typed in another way, or one of its sources, is in force too and can be seen.
    none = (translate("Filters", "Without a label"), "", _UNLABELLED)
    known = {text for _, _, text in (none, *rows)}
    typed = [
        (brief(chip), "", chip.text) for chip in active(chips, "label") if chip.text not in known
    ]
    return _choices(translate("Filters", "Any label"), [none, *typed, *rows], chips, "label")


def _labels(rows: Iterable[LabelRow]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        count = "" if row.count is None else QLocale().toString(row.count)
        yield path_shown(row.name), count, row.query or f"label:{quoted(row.name)}"
        yield from _labels(row.children or ())


def labels_after(chips: Iterable[Chip], chosen: str) -> tuple[str, ...]:
    """The filters by label once a person chose one more, or chose one again that was in force.

    Photos then have all of them; "without a label" stands alone.
    """
    texts = [chip.text for chip in active(chips, "label")]
    if chosen in texts:
        return tuple(text for text in texts if text != chosen)
    if chosen == _UNLABELLED:
        return (chosen,)
    return (*(text for text in texts if text.startswith("label:")), chosen)


def order_rows(order: Order | None, ranked: bool, by_day: bool) -> list[Row]:
    """The orders – best match only where something is ranked – and how a list is divided."""
    names = {
        Order.BEST: translate("Filters", "Best match"),
        Order.NEWEST: translate("Filters", "Newest first"),
        Order.OLDEST: translate("Filters", "Oldest first"),
        Order.NAME: translate("Filters", "Name"),
        Order.RATING: translate("Filters", "Rating"),
    }
    rows = [
        Row(RowKind.CHOICE, text, "", one, one is order)
        for one, text in names.items()
        if ranked or one is not Order.BEST
    ]
    rows.append(Row(RowKind.HEADING, translate("Filters", "Divided into")))
    for value, text in (
        (False, translate("Filters", "Months")),
        (True, translate("Filters", "Days")),
    ):
        rows.append(Row(RowKind.CHOICE, text, "", value, value is by_day))
    return rows


def order_in_force(order: Order, ranked: bool, chips: Iterable[Chip]) -> Order | None:
    """The order a list is in: what the query says comes first. None if the bar has no word for it."""
    for chip in chips:
        if chip.kind is ChipKind.ORDER:
            order_ = _SORTS.get(named(chip)[1])
            return Order.NEWEST if order_ is Order.BEST and not ranked else order_
    return Order.NEWEST if order is Order.BEST and not ranked else order


def _choices(
    none: str, rows: Iterable[tuple[str, str, str]], chips: Sequence[Chip], name: str
) -> list[Row]:
    nothing = not active(chips, name)
    return [Row(RowKind.CHOICE, none, "", f"{name}:", nothing), *_checked(rows, chips, name)]


def _checked(rows: Iterable[tuple[str, str, str]], chips: Sequence[Chip], name: str) -> list[Row]:
    texts = {chip.text for chip in active(chips, name)}
    return [
        Row(RowKind.CHOICE, text, detail, value, value in texts) for text, detail, value in rows
    ]
