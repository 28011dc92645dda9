"""Models in words: what one is good for, what it costs here, and how work on it goes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from photoclip.browse.messages import Trouble
from photoclip.browse.model_messages import ADAPTER, GONE, ModelChoice, ModelProbed
from photoclip.core.model_reports import DownloadProgress, SwitchProgress
from photoclip.gui.models.text import Counted, readable
from photoclip.gui.models.told import told
from photoclip.gui.models.told_models import advice

translate = QCoreApplication.translate  # the name by which the texts are collected

_SI = QLocale.DataSizeFormat.DataSizeSIFormat
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0


def title(choice: ModelChoice) -> str:
    """What it is good for; its name where nobody has said."""
    if choice.kind == ADAPTER:
        return translate("ModelWords", "Learned from your own words: {name}").format(
            name=readable(choice.name)
        )
    if choice.demonstration:
        return translate(
            "ModelWords", "Only a demonstration: knows drawn scenes, and little about real photos"
        )
    note = told(choice.note)
    return note[:1].upper() + note[1:] if note else readable(choice.name)


def costs(choice: ModelChoice, photos: int) -> str:
    """Download, memory, languages, how long so many photos take (10,000 for none), and its name."""
    parts = []
    if choice.kind == GONE:
        return ""
    if not choice.installed:
        parts.append(translate("ModelWords", "{size} to download").format(size=megabytes(choice)))
    if choice.memory_mb:
        size = data_size(choice.memory_mb * 1_000_000)
        parts.append(translate("ModelWords", "{size} of memory").format(size=size))
    if choice.languages:
        parts.append(told(choice.languages))
    taught = choice.kind == ADAPTER  # its vectors follow from those there are
    if choice.seconds_per_1000 and not taught:
        parts.append(_takes(choice, photos))
    if not choice.demonstration and title(choice) != choice.name:
        parts.append(_unbroken(readable(choice.name)))
    return " · ".join(parts)


def _unbroken(name: str) -> str:
    """A name that stays on one line, if there is room for it."""
    return name.replace("-", "\N{NON-BREAKING HYPHEN}").replace("/", "/\N{WORD JOINER}")


def _takes(choice: ModelChoice, photos: int) -> str:
    took = duration((photos or 10_000) * choice.seconds_per_1000 / 1000)
    if photos:
        return Counted.tr("about {time} for your %n photo(s)", "", photos).format(time=took)
    return translate("ModelWords", "about {time} for 10,000 photos").format(time=took)


def standing(choice: ModelChoice, photos: int) -> str:
    """How it stands here, in a few words; empty where there is nothing to say."""
    if choice.problem:
        return told(choice.problem)
    if choice.active and not choice.installed:
        return translate("ModelWords", "In use, but not on this computer: words find nothing")
    if choice.active:
        return translate("ModelWords", "✓ In use")
    if choice.kept_bytes:
        kept = Counted.tr(
            "Not on this computer; what it knows of %n photo(s) is kept ({size})",
            "",
            choice.embedded,
        )
        return kept.format(size=data_size(choice.kept_bytes))
    if choice.installed and photos and choice.embedded >= photos:
        return translate(
            "ModelWords", "On this computer, and knows all your photos: changing takes a moment"
        )
    if choice.installed and choice.embedded:
        return Counted.tr("On this computer, and knows %n of your photo(s)", "", choice.embedded)
    if choice.installed and not choice.demonstration:
        return translate("ModelWords", "On this computer")
    if choice.partial_bytes:
        return translate("ModelWords", "{done} of {size} are here already").format(
            done=data_size(choice.partial_bytes), size=megabytes(choice)
        )
    return ""


def facts(choice: ModelChoice) -> tuple[tuple[str, str], ...]:
    """What somebody who wants to know more is told: names and values, in order."""
    said = [(translate("ModelWords", "Name"), readable(choice.name))]
    if choice.languages:
        said.append((translate("ModelWords", "Languages"), told(choice.languages)))
    if choice.image_size:
        size = QLocale().toString(choice.image_size)
        seen = translate("ModelWords", "{size} × {size} pixels").format(size=size)
        said.append((translate("ModelWords", "Sees photos at"), seen))
    if choice.dim:
        width = QLocale().toString(choice.dim)
        said.append(
            (
                translate("ModelWords", "Remembers of each photo"),
                translate("ModelWords", "{count} numbers").format(count=width),
            )
        )
    if choice.seconds_per_1000:
        rate = translate("ModelWords", "{speed} photos a second").format(
            speed=_number(1000 / choice.seconds_per_1000)
        )
        how = (
            translate("ModelWords", "measured on this computer")
            if choice.measured
            else translate("ModelWords", "estimated for this computer; Test measures it")
        )
        said.append((translate("ModelWords", "Speed"), f"{rate} ({how})"))
    if choice.disk_bytes:
        said.append((translate("ModelWords", "On the disk"), data_size(choice.disk_bytes)))
    if choice.base:
        said.append((translate("ModelWords", "Made for"), readable(choice.base)))
    if choice.license:
        licence = readable(choice.license)
        if choice.research_only:
            licence = translate("ModelWords", "{name}: for research only").format(name=licence)
        said.append((translate("ModelWords", "Licence"), licence))
    if choice.source:
        said.append((translate("ModelWords", "Comes from"), readable(choice.source)))
    said += [
        (told(one.measure), f"{readable(one.value)} ({readable(one.source)})")
        for one in choice.figures
    ]
    return tuple(said)


# --- work ---------------------------------------------------------------------------------------------


def download_line(progress: DownloadProgress) -> str:
    """How far a download is: ``120 MB of 605 MB · 4.1 MB/s · 2 minutes left``."""
    done = data_size(progress.done_bytes)
    parts = [done]
    if progress.total_bytes:
        parts = [
            translate("ModelWords", "{done} of {size}").format(
                done=done, size=data_size(progress.total_bytes)
            )
        ]
    if progress.bytes_per_second > 0:
        speed = data_size(progress.bytes_per_second, 1)
        parts.append(translate("ModelWords", "{speed}/s").format(speed=speed))
    if progress.seconds_left is not None:
        parts.append(left(progress.seconds_left))
    return " · ".join(parts)


def switch_line(progress: SwitchProgress) -> str:
    """How far a change of models is: ``1,200 of 9,000 photos · 12 photos/s · 11 minutes left``."""
    locale = QLocale()
    parts = [
        translate("ModelWords", "{done} of {total} photos").format(
            done=locale.toString(progress.done), total=locale.toString(progress.total)
        )
    ]
    if progress.per_second > 0:
        speed = _number(progress.per_second)
        parts.append(translate("ModelWords", "{speed} photos/s").format(speed=speed))
    if progress.seconds_left is not None and progress.per_second > 0:
        parts.append(left(progress.seconds_left))
    return " · ".join(parts)


def unreadable_line(progress: SwitchProgress) -> str:
    """What of a library can't be looked at anew now; empty if everything can."""
    if not progress.unreadable:
        return ""
    return Counted.tr(
        "%n photo(s) can't be read now and follow when they can: the new model finds them then.",
        "",
        progress.unreadable,
    )


def probe_line(probed: ModelProbed, photos: int) -> str:
    """What a test found, and what that means for a library of so many photos."""
    report = probed.report
    said = translate("ModelWords", "{speed} pictures a second on {device}").format(
        speed=_number(report.images_per_second), device=readable(report.device_name)
    )
    if report.precision != "float32":
        said += translate("ModelWords", ", in {precision}").format(precision=report.precision)
    sentence = QLocale().toString(round(report.text_ms))
    parts = [
        f"{said}.",
        translate("ModelWords", "A sentence takes {ms} ms.").format(ms=sentence),
    ]
    if photos:
        took = duration(photos * probed.seconds_per_1000 / 1000)
        about = Counted.tr("Your %n photo(s) take about {time}.", "", photos)
        parts.append(about.format(time=took))
    else:
        took = duration(10 * probed.seconds_per_1000)
        about = translate("ModelWords", "10,000 photos take about {time}.")
        parts.append(about.format(time=took))
    return " ".join(parts)


def switch_takes(choice: ModelChoice, photos: int) -> float:
    """About how many seconds a change to a model takes: for the photos it hasn't seen yet."""
    return max(0, photos - choice.embedded) * choice.seconds_per_1000 / 1000


def failure(trouble: Trouble) -> str:
    """Why a question about models was not answered. What a bug says is in the log already."""
    if trouble.kind:
        return complaint(trouble.message, trouble.hint)
    return translate(
        "ModelWords", "Something in PhotoClip failed here. What it was is written in its log."
    )


def complaint(message: str, hint: str) -> str:
    """Why something was not done, and what to do about it in a window."""
    said = told(message)
    if said and said[-1] not in ".!?…":
        said += "."
    return " ".join(filter(None, (said, advice(hint) or told(hint))))


# --- numbers ------------------------------------------------------------------------------------------


def data_size(count: float, digits: int = 0) -> str:
    """Bytes in words: ``605 MB``, ``1.7 GB``."""
    large = count >= 1e9
    return QLocale().formattedDataSize(round(count), 1 if large else digits, _SI)


def megabytes(choice: ModelChoice) -> str:
    """What there is to download of a model."""
    return data_size(choice.download_mb * 1_000_000)


def duration(seconds: float) -> str:
    """A length of time, roughly."""
    if seconds < 1.5 * _MINUTE:
        return translate("ModelWords", "a minute")
    if seconds < 1.5 * _HOUR:
        return Counted.tr("%n minute(s)", "", round(seconds / _MINUTE))
    if seconds < 2 * _DAY:
        return Counted.tr("%n hour(s)", "", round(seconds / _HOUR))
    return Counted.tr("%n day(s)", "", round(seconds / _DAY))


def left(seconds: float) -> str:
    """How long something still takes."""
    if seconds < _MINUTE:
        return translate("ModelWords", "less than a minute left")
    return translate("ModelWords", "about {time} left").format(time=duration(seconds))


def _number(value: float) -> str:
    return QLocale().toString(value, "f", 0 if value >= 10 else 1)
