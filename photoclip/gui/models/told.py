"""What the other processes say – mistakes in a query, bad files, faults – in the person's language.

They speak English and know no Qt. A sentence that isn't known here is shown as it came.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from photoclip.gui.models.text import readable
from photoclip.gui.models.told_models import MESSAGES

_GAP = re.compile(r"\{\d\}")


def told(text: str) -> str:
    """A sentence from elsewhere, safe to show and translated where it is known."""
    return _translated(readable(text))


def _translated(text: str) -> str:
    if not text:
        return ""
    if text in _KNOWN:
        return QCoreApplication.translate("Told", text)
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            filled = map(_translated, found.groups())  # "This is {a ZIP archive}, not a picture."
            return QCoreApplication.translate("Told", sentence).format(*filled)
    return text


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sentences with gaps, those that say most first: a gap takes anything."""
    with_gaps = sorted((one for one in SENTENCES if _GAP.search(one)), key=len, reverse=True)
    return tuple(
        (one, re.compile("(.+?)".join(map(re.escape, _GAP.split(one))), re.DOTALL))
        for one in with_gaps
    )


_MARKED = (
    # labels
    QT_TRANSLATE_NOOP("Told", "Labels could not be brought up to date: {0}"),
    QT_TRANSLATE_NOOP("Told", "Labels could not be fitted again: {0}"),
    QT_TRANSLATE_NOOP("Told", "Made over few photos, and fitted to all there are now: {0}."),
    QT_TRANSLATE_NOOP("Told", "Learning the words that photos are compared with: {0} of {1}…"),
    # mistakes in a query
    QT_TRANSLATE_NOOP("Told", "a weight stands here on its own"),
    QT_TRANSLATE_NOOP("Told", 'a word or "phrase" before the ^'),
    QT_TRANSLATE_NOOP("Told", "one minus is enough"),
    QT_TRANSLATE_NOOP("Told", "a single - before what to leave out"),
    QT_TRANSLATE_NOOP("Told", "there is nothing between these quotes"),
    QT_TRANSLATE_NOOP("Told", "some text"),
    QT_TRANSLATE_NOOP("Told", "like: has no photo to look at"),
    QT_TRANSLATE_NOOP("Told", "what is left out has no weight"),
    QT_TRANSLATE_NOOP("Told", "the same without the ^"),
    QT_TRANSLATE_NOOP("Told", 'there is no filter called "{0}"'),
    QT_TRANSLATE_NOOP("Told", 'there is no filter called "{0}"; did you mean "{1}"?'),
    QT_TRANSLATE_NOOP("Told", "one of {0}, or quotes around text that has a colon"),
    QT_TRANSLATE_NOOP("Told", "{0}: has no weight"),
    QT_TRANSLATE_NOOP("Told", "a space here, or quotes around a value that has a ^"),
    QT_TRANSLATE_NOOP("Told", "{0}: needs a value right after the colon"),
    QT_TRANSLATE_NOOP("Told", "an order can't be left out"),
    QT_TRANSLATE_NOOP("Told", "sort:-date to turn the order round"),
    QT_TRANSLATE_NOOP("Told", "there is already an order"),
    QT_TRANSLATE_NOOP("Told", "only one sort:"),
    QT_TRANSLATE_NOOP("Told", "this quote is never closed"),
    QT_TRANSLATE_NOOP("Told", 'a closing "'),
    QT_TRANSLATE_NOOP("Told", '"{0}" is not a weight'),
    QT_TRANSLATE_NOOP("Told", "a number from {0} to {1} after the ^, such as 2 or 0.5"),
    QT_TRANSLATE_NOOP("Told", "a range needs a date on at least one side"),
    QT_TRANSLATE_NOOP("Told", "this range ends before it starts"),
    QT_TRANSLATE_NOOP("Told", "this is not a date"),
    QT_TRANSLATE_NOOP("Told", "there are no photos from before the year {0}"),
    QT_TRANSLATE_NOOP("Told", "there is no month {0}"),
    QT_TRANSLATE_NOOP("Told", "{0}-{1} has no day {2}"),
    QT_TRANSLATE_NOOP("Told", "the calendar ends there"),
    QT_TRANSLATE_NOOP("Told", "{0}: has nothing to look for"),
    QT_TRANSLATE_NOOP("Told", '{0}: does not know "{1}"'),
    QT_TRANSLATE_NOOP("Told", '{0}: does not know "{1}"; did you mean "{2}"?'),
    QT_TRANSLATE_NOOP("Told", "in: names no folder"),
    QT_TRANSLATE_NOOP("Told", 'in: can\'t go up with ".."'),
    QT_TRANSLATE_NOOP("Told", "this is not a rating"),
    QT_TRANSLATE_NOOP("Told", "no rating is in this range"),
    QT_TRANSLATE_NOOP("Told", "this is not a place"),
    QT_TRANSLATE_NOOP("Told", "a latitude is from -90 to 90"),
    QT_TRANSLATE_NOOP("Told", "a longitude is from -180 to 180"),
    QT_TRANSLATE_NOOP("Told", "this is not a distance in m, km or mi"),
    QT_TRANSLATE_NOOP("Told", "a distance is from 1 m to 20038 km"),
    QT_TRANSLATE_NOOP("Told", '"{0}" is not a photo\'s number'),
    QT_TRANSLATE_NOOP("Told", '"{0}" is too large for a photo\'s number'),
    # what a filter expects, and what it is for
    QT_TRANSLATE_NOOP(
        "Told", "a date such as 2024, 2024-07 or 2024-07-15, or a range such as 2023..2024"
    ),
    QT_TRANSLATE_NOOP("Told", "a date such as 2024, 2024-07 or 2024-07-15"),
    QT_TRANSLATE_NOOP("Told", "part of a camera's name"),
    QT_TRANSLATE_NOOP("Told", "part of a lens's name"),
    QT_TRANSLATE_NOOP("Told", "one or more of {0}"),
    QT_TRANSLATE_NOOP("Told", "a folder's name"),
    QT_TRANSLATE_NOOP("Told", "a file's name"),
    QT_TRANSLATE_NOOP("Told", "stars from 0 to 5 such as 4, >=4 or 3..5, or none or rejected"),
    QT_TRANSLATE_NOOP("Told", "a keyword"),
    QT_TRANSLATE_NOOP("Told", "part of a caption"),
    QT_TRANSLATE_NOOP("Told", "There is no model on this machine that writes captions."),
    QT_TRANSLATE_NOOP("Told", "Fetch one: photoclip models download {0}"),
    QT_TRANSLATE_NOOP("Told", "a label's name"),
    QT_TRANSLATE_NOOP("Told", "an album's name"),
    QT_TRANSLATE_NOOP("Told", "one of {0}"),
    QT_TRANSLATE_NOOP(
        "Told", "latitude,longitude or latitude,longitude,distance such as 48.85,2.35,10km"
    ),
    QT_TRANSLATE_NOOP("Told", "a photo's number"),
    QT_TRANSLATE_NOOP("Told", "a path, or # and a photo's number"),
    QT_TRANSLATE_NOOP("Told", "one of {0}, with a - in front to turn the order round"),
    QT_TRANSLATE_NOOP("Told", "taken in a year, month or day, or in a range of them"),
    QT_TRANSLATE_NOOP("Told", "taken later than a year, month or day (which itself is left out)"),
    QT_TRANSLATE_NOOP("Told", "taken earlier than a year, month or day (which itself is left out)"),
    QT_TRANSLATE_NOOP("Told", "part of the camera's make or model"),
    QT_TRANSLATE_NOOP("Told", "part of the lens's name"),
    QT_TRANSLATE_NOOP("Told", "the kind of file; several with commas"),
    QT_TRANSLATE_NOOP("Told", "the folder, or any folder inside it"),
    QT_TRANSLATE_NOOP("Told", "part of the file's name, or a pattern for all of it"),
    QT_TRANSLATE_NOOP("Told", "stars: a number, a comparison, a range, none or rejected"),
    QT_TRANSLATE_NOOP("Told", "a keyword of the photo"),
    QT_TRANSLATE_NOOP(
        "Told", "part of the caption: yours or the file's, or one that a model wrote"
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "a label of the photo, or one below it; /confirmed, /auto… behind it say where it is from",
    ),
    QT_TRANSLATE_NOOP("Told", "in an album you put photos into"),
    QT_TRANSLATE_NOOP("Told", "the photo's metadata says this, or it has a label or an album"),
    QT_TRANSLATE_NOOP(
        "Told", "taken around a place: latitude, longitude and (unless 10 km) a distance"
    ),
    QT_TRANSLATE_NOOP("Told", "the picture's shape, the file's state or the photo's flag"),
    QT_TRANSLATE_NOOP("Told", "the photo with this number; several with commas"),
    QT_TRANSLATE_NOOP("Told", "looks like this photo: a path, or # and a photo's number"),
    QT_TRANSLATE_NOOP(
        "Told",
        "the order: newest, best rated, best match first, or by name; a minus turns it round",
    ),
    # files that can't be read
    QT_TRANSLATE_NOOP("Told", "The file is slightly damaged; the picture could be read."),
    QT_TRANSLATE_NOOP("Told", "The file is damaged: only about {0} of the picture could be read."),
    QT_TRANSLATE_NOOP("Told", "The file is damaged: its {0} data can't be decoded."),
    QT_TRANSLATE_NOOP("Told", "This variant of {0} is not supported."),
    QT_TRANSLATE_NOOP("Told", "The file is damaged: the picture data ends too early."),
    QT_TRANSLATE_NOOP(
        "Told",
        "The file is damaged: it claims to be a picture of {0} × {1} pixels, "
        "but holds far too little data.",
    ),
    QT_TRANSLATE_NOOP("Told", "The file is damaged: the picture has no size."),
    QT_TRANSLATE_NOOP("Told", "The picture is too large: {0} × {1} pixels ({2} megapixels)."),
    QT_TRANSLATE_NOOP(
        "Told", "The file holds nothing but zeros; it was probably never copied completely."
    ),
    QT_TRANSLATE_NOOP("Told", "This is {0}, not a picture."),
    QT_TRANSLATE_NOOP("Told", "This is {0}, which PhotoClip does not read."),
    QT_TRANSLATE_NOOP("Told", "This is not a picture in a format PhotoClip knows."),
    QT_TRANSLATE_NOOP("Told", "The file is damaged: it ends after its first few bytes."),
    QT_TRANSLATE_NOOP("Told", "a Photoshop document"),
    QT_TRANSLATE_NOOP("Told", "a PostScript document"),
    QT_TRANSLATE_NOOP("Told", "a JPEG XL picture"),
    QT_TRANSLATE_NOOP("Told", "an OpenEXR picture"),
    QT_TRANSLATE_NOOP("Told", "a Radiance HDR picture"),
    QT_TRANSLATE_NOOP("Told", "a DDS texture"),
    QT_TRANSLATE_NOOP("Told", "a QOI picture"),
    QT_TRANSLATE_NOOP("Told", "a GIMP document"),
    QT_TRANSLATE_NOOP("Told", "a PDF document"),
    QT_TRANSLATE_NOOP("Told", "a ZIP archive"),
    QT_TRANSLATE_NOOP("Told", "a RAR archive"),
    QT_TRANSLATE_NOOP("Told", "a 7-Zip archive"),
    QT_TRANSLATE_NOOP("Told", "a gzip archive"),
    QT_TRANSLATE_NOOP("Told", "an audio or video file"),
    QT_TRANSLATE_NOOP("Told", "an audio file"),
    QT_TRANSLATE_NOOP("Told", "a macOS companion file"),
    QT_TRANSLATE_NOOP("Told", "a web page"),
    QT_TRANSLATE_NOOP("Told", "an XML document"),
    QT_TRANSLATE_NOOP("Told", "an SVG drawing"),
    QT_TRANSLATE_NOOP("Told", "a mouse pointer"),
    QT_TRANSLATE_NOOP("Told", "This camera's raw format is not supported."),
    QT_TRANSLATE_NOOP("Told", "The file is damaged: the camera's raw data can't be read."),
    QT_TRANSLATE_NOOP("Told", "There was not enough memory to read the picture."),
    QT_TRANSLATE_NOOP("Told", "The file can't be read: {0}."),
    QT_TRANSLATE_NOOP("Told", "the drive reported an error"),
    QT_TRANSLATE_NOOP("Told", "The file is damaged: it can't be read as a picture."),
    QT_TRANSLATE_NOOP("Told", "The process that decodes pictures could not be started."),
    QT_TRANSLATE_NOOP("Told", "The file made the picture decoder crash; it is probably damaged."),
    QT_TRANSLATE_NOOP("Told", "Reading the file took longer than {0} seconds and was given up."),
    QT_TRANSLATE_NOOP("Told", "The system ran out of memory while the picture was decoded."),
    QT_TRANSLATE_NOOP("Told", "The file can't be read."),
    QT_TRANSLATE_NOOP("Told", "The file is not there (any more)."),
    QT_TRANSLATE_NOOP("Told", "There is no permission to read the file."),
    QT_TRANSLATE_NOOP(
        "Told", "The file is too large: {0} GB, where {1} GB is the most PhotoClip reads."
    ),
    QT_TRANSLATE_NOOP("Told", "a pipe or a device"),
    QT_TRANSLATE_NOOP("Told", "This is {0}, not a file."),
    QT_TRANSLATE_NOOP("Told", "The file is empty."),
    QT_TRANSLATE_NOOP("Told", "The model gave no meaningful answer for this picture."),
    QT_TRANSLATE_NOOP("Told", "The model could not take this picture in: {0}"),
    QT_TRANSLATE_NOOP(
        "Told",
        "PhotoClip crashed twice while reading this file. It is left alone until it changes.",
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "PhotoClip was stopped five times in a row while reading this file. "
        "It is left alone until it changes.",
    ),
    QT_TRANSLATE_NOOP("Told", "The drive with this photo is not connected."),
    QT_TRANSLATE_NOOP("Told", "This photo is not in the library (any more)."),
    # folders
    QT_TRANSLATE_NOOP("Told", "another drive is at this place"),
    QT_TRANSLATE_NOOP("Told", "another folder is at this place"),
    QT_TRANSLATE_NOOP("Told", "the folder is not there"),
    QT_TRANSLATE_NOOP("Told", "the folder is empty where it was full"),
    QT_TRANSLATE_NOOP("Told", "{0} is not a folder."),
    QT_TRANSLATE_NOOP("Told", "{0} belongs to the library itself."),
    QT_TRANSLATE_NOOP("Told", "Name a folder that holds photos."),
    QT_TRANSLATE_NOOP("Told", "{0} is already in the library, as part of {1}."),
    QT_TRANSLATE_NOOP("Told", "{0} contains {1}, which is in the library already."),
    QT_TRANSLATE_NOOP("Told", "The pattern “{0}” for what to pass over makes no sense."),
    QT_TRANSLATE_NOOP(
        "Told",
        "Patterns are written as in .gitignore, for example  *.tmp  or  /Exports/  or  **/old.",
    ),
    # albums and labels
    QT_TRANSLATE_NOOP("Told", "“{0}” can't be the name of a label: a part of it is empty."),
    QT_TRANSLATE_NOOP(
        "Told", "Between two slashes stands a name: Animals/Dog is Dog below Animals."
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "“{0}” can't be the name of a label: below another one “{1}” says where a "
        "label on a photo comes from.",
    ),
    QT_TRANSLATE_NOOP("Told", "A search for label:{0}/{1} means just that. Choose another name."),
    QT_TRANSLATE_NOOP("Told", "“{0}” can't be moved below itself."),
    QT_TRANSLATE_NOOP("Told", "Move it below another label, or to the top."),
    QT_TRANSLATE_NOOP("Told", "There are labels below “{0}” already."),
    QT_TRANSLATE_NOOP("Told", "Choose another name, or move those labels first."),
    QT_TRANSLATE_NOOP("Told", "A description has {0} characters."),
    QT_TRANSLATE_NOOP(
        "Told",
        "At most {0} are kept: the model reads some 60 words. "
        "Say it in one sentence, or in several descriptions.",
    ),
    QT_TRANSLATE_NOOP("Told", "A description has characters that are no text."),
    QT_TRANSLATE_NOOP("Told", "Type it anew."),
    QT_TRANSLATE_NOOP("Told", "A label has {0} descriptions at most."),
    QT_TRANSLATE_NOOP("Told", "Keep those that differ most."),
    QT_TRANSLATE_NOOP("Told", "“{0}” is a smart album: its search decides which photos are in it."),
    QT_TRANSLATE_NOOP("Told", "Change its search, or choose an album that is not smart."),
    QT_TRANSLATE_NOOP("Told", "This can't be the search of a smart album."),
    QT_TRANSLATE_NOOP("Told", "A search is text of at most {0} characters."),
    QT_TRANSLATE_NOOP("Told", "There is an album “{0}” already."),
    QT_TRANSLATE_NOOP("Told", "Choose another name."),
    QT_TRANSLATE_NOOP(
        "Told", "“{0}” is not a smart album: it has the photos that were put into it."
    ),
    QT_TRANSLATE_NOOP("Told", "Save the search under another name."),
    QT_TRANSLATE_NOOP("Told", "This album is full."),
    QT_TRANSLATE_NOOP("Told", "Put the photo into another one."),
    QT_TRANSLATE_NOOP("Told", "This can't be the name of a label: it has {0} parts."),
    QT_TRANSLATE_NOOP("Told", "At most {0} stand below each other. Choose a place further up."),
    QT_TRANSLATE_NOOP("Told", "This can't be the name of {0}."),
    QT_TRANSLATE_NOOP("Told", "It has {0} characters; a name has {1} at most."),
    QT_TRANSLATE_NOOP("Told", "Nothing of it can be seen. Type a word."),
    QT_TRANSLATE_NOOP("Told", "a label"),
    QT_TRANSLATE_NOOP("Told", "an album"),
    QT_TRANSLATE_NOOP("Told", "A name has 1 to {0} characters and no control characters."),
    QT_TRANSLATE_NOOP("Told", "There is {0} “{1}” already."),
    # faults
    QT_TRANSLATE_NOOP("Told", "paused by you"),
    QT_TRANSLATE_NOOP("Told", "on battery"),
    QT_TRANSLATE_NOOP("Told", "The model is being loaded…"),
    QT_TRANSLATE_NOOP("Told", "The disk is full: the library in {0} could not be written."),
    QT_TRANSLATE_NOOP(
        "Told",
        "Free some space and run the same command again; everything done so far is kept.",
    ),
    QT_TRANSLATE_NOOP("Told", "There is no model “{0}” on this machine."),
    QT_TRANSLATE_NOOP("Told", "Another PhotoClip{0} is working on this library."),
    QT_TRANSLATE_NOOP("Told", "The background worker doesn't start."),
    QT_TRANSLATE_NOOP("Told", "The background worker can't be started: {0}."),
    QT_TRANSLATE_NOOP("Told", "Install PhotoClip again."),
    # how a model runs
    QT_TRANSLATE_NOOP(
        "Told",
        "“{0}” is not precise enough in {1} on {2}: it is computed in float32 there, which is slower.",
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "The model can't run on {0} any more: {1}. PhotoClip goes on with the processor, which is "
        "slower.",
    ),
    QT_TRANSLATE_NOOP("Told", "Its memory is full"),
    QT_TRANSLATE_NOOP(
        "Told", "This machine has no device “{0}”, which is set: the model runs on {1}."
    ),
    # exports
    QT_TRANSLATE_NOOP("Told", "There is nothing to export."),
    QT_TRANSLATE_NOOP("Told", "Choose photos, an album that has some, or another search."),
    QT_TRANSLATE_NOOP("Told", "Choose another folder."),
    QT_TRANSLATE_NOOP("Told", "Choose a folder, or a name that is free."),
    QT_TRANSLATE_NOOP("Told", "{0} can't be made: {1}."),
    QT_TRANSLATE_NOOP("Told", "{0} can't be read: {1}."),
    QT_TRANSLATE_NOOP(
        "Told",
        "{0} lies in {1}, a folder of the library: what is exported there is in the library once "
        "more.",
    ),
    QT_TRANSLATE_NOOP("Told", "The export needs {0}, and the disk of {1} has room for {2}."),
    QT_TRANSLATE_NOOP(
        "Told", "Free some space there, choose another folder, or export fewer photos."
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "The disk of {0} is full. What was made stays; the same export goes on from there.",
    ),
    QT_TRANSLATE_NOOP("Told", "Nothing more can be written to {0}: {1}."),
    QT_TRANSLATE_NOOP("Told", "The drive of {0} can't hold links."),
    QT_TRANSLATE_NOOP("Told", "Export copies instead."),
    QT_TRANSLATE_NOOP("Told", "No link to this photo can be made there: it lies on another drive."),
    QT_TRANSLATE_NOOP("Told", "The drive it should go to refuses its name."),
    QT_TRANSLATE_NOOP("Told", "The picture can't be drawn."),
    # writing into files
    QT_TRANSLATE_NOOP("Told", "The IPTC is damaged."),
    QT_TRANSLATE_NOOP("Told", "The XMP declares entities, which PhotoClip does not open."),
    QT_TRANSLATE_NOOP("Told", "The XMP holds no description."),
    QT_TRANSLATE_NOOP("Told", "The XMP is damaged."),
    QT_TRANSLATE_NOOP("Told", "The XMP is empty."),
    QT_TRANSLATE_NOOP("Told", "The XMP is larger or deeper than any program writes."),
    QT_TRANSLATE_NOOP("Told", "The XMP is not in UTF-8."),
    QT_TRANSLATE_NOOP("Told", "The XMP is written in a way that PhotoClip does not change."),
    QT_TRANSLATE_NOOP("Told", "The XMP says that it is not in UTF-8."),
    QT_TRANSLATE_NOOP("Told", "The field {0} would not be as it was meant."),
    QT_TRANSLATE_NOOP("Told", "The file is built in a way that can't be checked."),
    QT_TRANSLATE_NOOP("Told", "The file is damaged, and would be more so if it were changed."),
    QT_TRANSLATE_NOOP("Told", "The file would be taken for one of another format."),
    QT_TRANSLATE_NOOP("Told", "The file's XMP is damaged."),
    QT_TRANSLATE_NOOP("Told", "The file's attributes could not be kept."),
    QT_TRANSLATE_NOOP("Told", "The file's name is too long."),
    QT_TRANSLATE_NOOP("Told", "The metadata of this file can't be read."),
    QT_TRANSLATE_NOOP("Told", "The sidecar could not be read by other programs any more."),
    QT_TRANSLATE_NOOP("Told", "The sidecar is larger than any should be."),
    QT_TRANSLATE_NOOP("Told", "There is no room for that much text in a JPEG."),
    QT_TRANSLATE_NOOP("Told", "This is not a regular file."),
    QT_TRANSLATE_NOOP("Told", "The drive is not connected, or its folder is not there."),
    QT_TRANSLATE_NOOP("Told", "Writing is not allowed for this folder (any more)."),
    QT_TRANSLATE_NOOP("Told", "The photo could not be read."),
    QT_TRANSLATE_NOOP("Told", "The file can't be written: {0}."),
    QT_TRANSLATE_NOOP("Told", "Changed by another program since, and left as it is: {0}."),
    # the trash
    QT_TRANSLATE_NOOP(
        "Told", "There is no trash for the drive it lies on, or it can't be written."
    ),
    QT_TRANSLATE_NOOP("Told", "Its name is not valid Unicode; delete it in the file manager."),
    QT_TRANSLATE_NOOP("Told", "It is not there any more."),
    QT_TRANSLATE_NOOP("Told", "another file lies there now"),
    # writing into files
    QT_TRANSLATE_NOOP(
        "Told", "Nothing is written: it is not allowed for the folders of these photos."
    ),
    QT_TRANSLATE_NOOP("Told", "Nothing is written in this folder: it is not allowed."),
    QT_TRANSLATE_NOOP("Told", "Writing is not allowed for this folder (any more)."),
    QT_TRANSLATE_NOOP("Told", "The drive is not connected, or its folder is not there."),
    QT_TRANSLATE_NOOP("Told", "The photo could not be read."),
    QT_TRANSLATE_NOOP("Told", "What was noted about this file is damaged."),
    QT_TRANSLATE_NOOP("Told", "Changed by another program since, and left as it is: {0}."),
    QT_TRANSLATE_NOOP("Told", "{0} files could not be written: photoclip metadata status"),
    QT_TRANSLATE_NOOP("Told", "1 file could not be written: photoclip metadata status"),
    QT_TRANSLATE_NOOP("Told", "The file is read-only."),
    QT_TRANSLATE_NOOP("Told", "The file or its folder may not be written to."),
    QT_TRANSLATE_NOOP("Told", "The folder may not be written to."),
    QT_TRANSLATE_NOOP("Told", "The folder is not there (any more)."),
    QT_TRANSLATE_NOOP(
        "Told", "The file belongs to somebody else, and would not any more if it were written."
    ),
    QT_TRANSLATE_NOOP("Told", "The file can't be written: {0}."),
    QT_TRANSLATE_NOOP("Told", "The file was changed by another program meanwhile."),
    QT_TRANSLATE_NOOP("Told", "The file was changed since it was looked at."),
    QT_TRANSLATE_NOOP("Told", "There is too little free space on the drive."),
    QT_TRANSLATE_NOOP("Told", "There was not enough memory to write into the photo."),
    QT_TRANSLATE_NOOP(
        "Told", "This is a link to a file outside of the folder, which is not written."
    ),
    QT_TRANSLATE_NOOP("Told", "{0} files are not written into; a sidecar beside the file can be."),
    QT_TRANSLATE_NOOP(
        "Told", "The file is larger than {0} MB and not written into; a sidecar beside it can be."
    ),
    QT_TRANSLATE_NOOP("Told", "There are more than {0} keywords, of which some would be lost."),
)
SENTENCES: tuple[str, ...] = tuple(map(str, (*_MARKED, *MESSAGES)))
"""What may be said, as it is said; ``{0}`` stands for what is filled in."""

_KNOWN = frozenset(SENTENCES)
