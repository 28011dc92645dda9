"""Teaching a model somebody's own words, in words: how far it is, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from photoclip.core.teaching_reports import Found, TeachingProgress, TeachingReport
from photoclip.gui.models.text import Counted, readable
from photoclip.gui.models.told import told

translate = QCoreApplication.translate  # the name by which the texts are collected


def progress_line(progress: TeachingProgress) -> str:
    """What is being done: ``Reading the words… 64 of 340``."""
    said = translate("TeachingWords", "{doing}…").format(doing=told(progress.doing))
    if not progress.total:
        return said
    locale = QLocale()
    far = translate("TeachingWords", "{done} of {total}").format(
        done=locale.toString(progress.done), total=locale.toString(progress.total)
    )
    return f"{said} {far}"


def tried_line(report: TeachingReport) -> str:
    """With what it was tried: how many photos have words, and how many pairs of both there are."""
    photos = Counted.tr("%n photo(s) with your words", "", report.photos)
    if report.photos < report.photos_with_words:
        many = QLocale().toString(report.photos_with_words)
        photos = Counted.tr("%n of {many} photo(s) with your words", "", report.photos)
        photos = photos.format(many=many)
    texts = Counted.tr("%n different word(s) or sentence(s)", "", report.texts)
    pairs = Counted.tr("%n pair(s) of a photo and its words", "", report.pairs)
    return translate("TeachingWords", "Tried on {name}: {photos}, {texts}, {pairs}.").format(
        name=readable(report.base.partition("@")[0]), photos=photos, texts=texts, pairs=pairs
    )


def found_lines(report: TeachingReport) -> str:
    """How photos held out are found by their own words, before and after: a line for each figure."""
    line = translate("TeachingWords", "{where}: {before} before, {after} after")
    lines = [translate("TeachingWords", "Photos held out, found by their own words:")]
    for where, field in (
        (translate("TeachingWords", "as the first"), "at_1"),
        (translate("TeachingWords", "among the first 5"), "at_5"),
        (translate("TeachingWords", "among the first 10"), "at_10"),
    ):
        before, after = (_part(found, field) for found in (report.before, report.after))
        lines.append(f"• {line.format(where=where, before=before, after=after)}")
    return "\n".join(lines)


def outcome_line(report: TeachingReport) -> str:
    """Whether a model came of it, and why or why not."""
    if report.kept:
        made = translate(
            "TeachingWords",
            "A model came of it: {name}. Nothing changes until you use it; it can be removed like any "
            "other.",
        ).format(name=readable(report.model))
    else:
        made = translate("TeachingWords", "No model was made, and nothing changed.")
    return f"{told(report.why)} {made}"


def _part(found: Found, field: str) -> str:
    number = QLocale().toString(100 * float(getattr(found, field)), "f", 1)
    return f"{number}\N{NO-BREAK SPACE}%"
