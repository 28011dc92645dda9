"""What a grid says in words: dates, sections, and all that a picture's marks mean."""

from __future__ import annotations

import datetime
import os
import re
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from photoclip.browse.messages import Card, ItemState, Section, SectionKind
from photoclip.core.commands import Flag
from photoclip.core.types import Band
from photoclip.gui.models.text import Counted, readable_path

_WEEKDAY = re.compile(r"\s*dddd[,،]?\s*|[,،]?\s*dddd")


def name_of(card: Card) -> str:
    """The file's name, safe to show."""
    return readable_path(os.path.basename(card.path))


def day_of(card: Card) -> str:
    """The day it was taken, or the file was changed, as the language writes it; empty if unknown."""
    return day_text((card.taken_at or card.modified_at or "")[:10], QLocale())


def short_day_of(card: Card) -> str:
    """The same with a short month."""
    return day_text((card.taken_at or card.modified_at or "")[:10], QLocale(), short=True)


@lru_cache(maxsize=4096)
def day_text(day: str, locale: QLocale, *, short: bool = False) -> str:
    """An ISO day as a language writes it, without the weekday; empty for what isn't a day."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return ""
    pattern = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat))
    if short:
        pattern = pattern.replace("MMMM", "MMM")
    return locale.toString(QDate(date.year, date.month, date.day), pattern)


@lru_cache(maxsize=1024)
def month_text(month: str, locale: QLocale) -> str:
    """A month like ``2024-07`` as July 2024; empty for what isn't a month."""
    try:
        date = datetime.date.fromisoformat(f"{month}-01")
    except ValueError:
        return ""
    name = locale.standaloneMonthName(date.month, QLocale.FormatType.LongFormat)
    if locale.script() in {QLocale.Script.HanScript, QLocale.Script.JapaneseScript}:
        return f"{date.year}年{name}"
    return f"{name} {locale.toString(QDate(date.year, date.month, 1), 'yyyy')}"


def section_text(section: Section) -> str:
    """A section's title without its count; empty where a list has no sections."""
    match section.kind:
        case SectionKind.BAND:
            return band_text(section.name).capitalize()
        case SectionKind.MONTH:
            return month_text(section.name, QLocale())
        case SectionKind.DAY:
            return day_text(section.name, QLocale())
        case SectionKind.UNDATED:
            return QCoreApplication.translate("Section", "Without a date")
        case SectionKind.WAITING:
            return QCoreApplication.translate("Section", "Waiting to be read")
    return ""


def band_text(band: str) -> str:
    """How sure a match is, in a word; empty for what is no band."""
    match band:
        case Band.LIKELY:
            return QCoreApplication.translate("Band", "likely")
        case Band.MAYBE:
            return QCoreApplication.translate("Band", "maybe")
        case Band.UNLIKELY:
            return QCoreApplication.translate("Band", "unlikely")
    return ""


def marks_of(card: Card) -> list[str]:
    """What the marks on a picture mean, in words."""
    said: list[str] = []
    if card.rating is not None and card.rating > 0:
        said.append(Counted.tr("%n star(s)", "", card.rating))
    if card.flag is Flag.PICKED:
        said.append(QCoreApplication.translate("Card", "picked"))
    elif card.flag is Flag.REJECTED:
        said.append(QCoreApplication.translate("Card", "rejected"))
    return said


def conditions_of(card: Card) -> list[str]:
    """What a person should know of the file, in words."""
    said: list[str] = []
    if is_raw(card):
        said.append(QCoreApplication.translate("Card", "RAW"))
    if card.frames > 1:
        said.append(Counted.tr("%n frame(s)", "", card.frames))
    if card.copies > 1:
        said.append(Counted.tr("%n cop(ies)", "", card.copies))
    if card.state is ItemState.WAITING:
        said.append(QCoreApplication.translate("Card", "waiting to be read"))
    elif card.state is ItemState.FAILED:
        said.append(QCoreApplication.translate("Card", "could not be read"))
    if card.offline:
        said.append(QCoreApplication.translate("Card", "offline"))
    return said


def accessible_text(card: Card, band: str) -> str:
    """All a cell shows, as a sentence to be read out."""
    parts = [name_of(card), band_text(band), *marks_of(card), day_of(card), *conditions_of(card)]
    return ", ".join(filter(None, parts))


def is_raw(card: Card) -> bool:
    """Whether it is a camera's raw file."""
    return card.format.lower() == "raw"
