"""From the fields of a file to what they say, and from what is wanted to the fields to change.

After the Metadata Working Group (MWG 2.0, section 5): XMP always carries what is said; IPTC's and
EXIF's own title, caption and stars are brought along where they are there already, so that no two
fields of a file contradict each other. Keywords go into IPTC in any case where the format has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from photoclip.core.file_metadata import (
    LONGEST_CAPTION,
    LONGEST_KEYWORD,
    LONGEST_TITLE,
    Described,
    FieldChange,
    clean_text,
)
from photoclip.media.embedded import EmbeddedTags
from photoclip.media.metadata import is_boilerplate, reconcile
from photoclip.media.write_request import LEAVE, RAW, Fields, Wanted

SUBJECT = "Xmp.dc.subject"
HIERARCHY = "Xmp.lr.hierarchicalSubject"
TAGS_LIST = "Xmp.digiKam.TagsList"
LAST_KEYWORDS = "Xmp.MicrosoftPhoto.LastKeywordXMP"
RATING = "Xmp.xmp.Rating"
MICROSOFT_RATING = "Xmp.MicrosoftPhoto.Rating"
TITLE = "Xmp.dc.title"
CAPTION = "Xmp.dc.description"

IPTC_KEYWORDS = "Iptc.Application2.Keywords"
IPTC_TITLE = "Iptc.Application2.ObjectName"
IPTC_CAPTION = "Iptc.Application2.Caption"
IPTC_FIELDS = {IPTC_KEYWORDS: 64, IPTC_TITLE: 64, IPTC_CAPTION: 2000}
"""With the most bytes that IPTC-IIM 4.2 allows each of them."""

EXIF_RATING = "Exif.Image.Rating"
EXIF_PERCENT = "Exif.Image.RatingPercent"
EXIF_KEYWORDS = "Exif.Image.XPKeywords"
EXIF_TITLE = "Exif.Image.XPTitle"
EXIF_COMMENT = "Exif.Image.XPComment"
EXIF_CAPTION = "Exif.Image.ImageDescription"
EXIF_NUMBERS = (EXIF_RATING, EXIF_PERCENT)
EXIF_WIDE = (EXIF_KEYWORDS, EXIF_TITLE, EXIF_COMMENT)

_INTERNAL = "_Digikam_Internal"
_STARS_TO_PERCENT = {-1: 0, 0: 0, 1: 1, 2: 25, 3: 50, 4: 75, 5: 99}


def described_by(tags: EmbeddedTags) -> Described:
    """What a file's fields say together, decided as in `metadata.reconcile`."""
    metadata = reconcile(tags, {})
    return Described(
        keywords=metadata.keywords,
        paths=metadata.keyword_paths,
        rating=metadata.rating,
        title=metadata.title,
        caption=metadata.caption,
    )


def path_of(text: str) -> str:
    """A keyword's path as PhotoClip writes it, without blank segments; empty if nothing is left."""
    segments = (clean_text(segment)[:LONGEST_KEYWORD].rstrip() for segment in text.split("/"))
    return "/".join(segment for segment in segments if segment)


def planned(fields: Fields, wanted: Wanted, *, iptc: bool) -> dict[str, tuple[str, ...]]:
    """The fields to change so that a file says what is wanted, each with its new values.

    ``iptc`` says whether the format usually carries IPTC: then keywords go there too. Fields that
    say it already are not among them.
    """
    new: dict[str, tuple[str, ...]] = {}
    if wanted.keywords is not LEAVE:
        new |= _keywords(fields, wanted.keywords, iptc)
    if wanted.paths is not LEAVE:
        flat = fields.get(SUBJECT, ()) if wanted.keywords is LEAVE else wanted.keywords
        new |= _paths(fields, wanted.paths, flat)
    if wanted.rating is not LEAVE:
        new |= _rating(fields, wanted.rating)
    if wanted.title is not LEAVE:
        title = clean_text(wanted.title or "")[:LONGEST_TITLE].rstrip()
        new |= _words(fields, title, TITLE, IPTC_TITLE, (EXIF_TITLE,))
    if wanted.caption is not LEAVE:
        caption = clean_text(wanted.caption or "", lines=True)[:LONGEST_CAPTION].rstrip()
        exif = (EXIF_CAPTION, EXIF_COMMENT)
        new |= _words(fields, caption, CAPTION, IPTC_CAPTION, exif)
    return {key: values for key, values in new.items() if fields.get(key, ()) != values}


def changes_between(fields: Fields, new: Fields) -> tuple[FieldChange, ...]:
    """The planned changes as a person may read them."""
    return tuple(
        FieldChange(key, fields.get(key, ()), values)
        for key, values in new.items()
        if fields.get(key, ()) != values and not key.startswith(RAW)
    )


def cut_to_bytes(text: str, limit: int) -> str:
    """The longest beginning of ``text`` that takes at most ``limit`` bytes in UTF-8."""
    return text.encode()[:limit].decode("utf-8", "ignore").rstrip()


def _keywords(fields: Fields, wanted: tuple[str, ...], iptc: bool) -> dict[str, tuple[str, ...]]:
    words = _each_once(map(_word, wanted))
    new = {SUBJECT: _merged(fields.get(SUBJECT, ()), words, _word)}
    if iptc or IPTC_KEYWORDS in fields:
        present = fields.get(IPTC_KEYWORDS, ())
        whole = set(map(_word, present))
        # a longer one that another program wrote whole stays whole
        short = (word if word in whole else _cut_keyword(word) for word in words)
        new[IPTC_KEYWORDS] = _merged(present, _each_once(short), _word)
    if EXIF_KEYWORDS in fields:
        windows = [word for word in words if ";" not in word]
        present = tuple(word for word in fields[EXIF_KEYWORDS][0].split(";") if word.strip())
        joined = ";".join(_merged(present, windows, _word))
        if joined != ";".join(present):
            new[EXIF_KEYWORDS] = (joined,) if joined else ()
    return new


def _cut_keyword(word: str) -> str:
    return cut_to_bytes(word, IPTC_FIELDS[IPTC_KEYWORDS])


def _paths(
    fields: Fields, wanted: tuple[str, ...], flat: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    paths = _each_once(path_of(path) for path in wanted)
    # programs that find these lists read keywords from nowhere else
    leaves = {path.rpartition("/")[2].casefold() for path in paths}
    words = _each_once(map(_word, flat))
    paths += tuple(word for word in words if "/" not in word and word.casefold() not in leaves)
    with_bars = [path for path in paths if "|" not in path]
    present = fields.get(HIERARCHY, ())
    kept = _merged(present, with_bars, lambda item: path_of(item.replace("|", "/")))
    new = {HIERARCHY: tuple(item if item in present else item.replace("/", "|") for item in kept)}
    for key in (TAGS_LIST, LAST_KEYWORDS):
        now = fields.get(key, ())
        internal = tuple(item for item in now if item.startswith(_INTERNAL))
        others = tuple(item for item in now if not item.startswith(_INTERNAL))
        merged = _merged(others, paths, path_of)
        new[key] = now if merged == others else (*merged, *internal)
    return new


def _rating(fields: Fields, rating: int | None) -> dict[str, tuple[str, ...]]:
    if rating is None:
        keys = (RATING, MICROSOFT_RATING, EXIF_RATING, EXIF_PERCENT)
        return {key: () for key in keys if key in fields}
    stars, percent = str(max(rating, 0)), str(_STARS_TO_PERCENT[rating])
    new: dict[str, tuple[str, ...]] = {RATING: (str(rating),)}
    if _number(fields.get(RATING, ())) == rating:
        new[RATING] = fields[RATING]
    for key, text in ((MICROSOFT_RATING, percent), (EXIF_RATING, stars), (EXIF_PERCENT, percent)):
        if key in fields:
            new[key] = (text,)
    return new


def _number(values: tuple[str, ...]) -> float | None:
    try:
        return float(values[0])
    except (IndexError, ValueError):
        return None


def _words(
    fields: Fields, text: str, xmp: str, iptc: str, exif: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    new = {xmp: _text(fields.get(xmp, ()), text)}
    if iptc in fields:
        new[iptc] = _text(fields[iptc], text, IPTC_FIELDS[iptc])
    for key in exif:
        # what a camera writes there is no caption, and contradicts none
        if key in fields and not is_boilerplate(clean_text(fields[key][0], lines=True)):
            new[key] = _text(fields[key], text)
    return new


def _text(present: tuple[str, ...], text: str, limit: int | None = None) -> tuple[str, ...]:
    if present and clean_text(present[0], lines=True) == text:
        return present
    short = text if limit is None else cut_to_bytes(text, limit)
    if present and clean_text(present[0], lines=True) == short:
        return present
    return (short,) if short else ()


def _word(text: str) -> str:
    return clean_text(text)[:LONGEST_KEYWORD].rstrip()


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _merged(
    present: Iterable[str], wanted: Iterable[str], normal: Callable[[str], str]
) -> tuple[str, ...]:
    """What is there and wanted, as it is written and in its order, then what is missing."""
    targets = dict.fromkeys(wanted)
    kept = tuple(item for item in present if normal(item) in targets)
    there = {normal(item) for item in kept}
    return (*kept, *(word for word in targets if word not in there))
