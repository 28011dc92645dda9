"""Keywords of a photo, flat and with their place in a hierarchy, from all that programs write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from photoclip.core.file_metadata import LONGEST_KEYWORD, clean_text
from photoclip.media.embedded import EmbeddedTags
from photoclip.media.sidecar import XmpTags

_MOST = 1000


def keywords(embedded: EmbeddedTags, sidecar: XmpTags) -> tuple[str, ...]:
    """All keywords a photo carries, or a sidecar's instead, since there some may be removed."""
    from_sidecar = _distinct(_xmp_keywords(sidecar))
    if from_sidecar:
        return from_sidecar
    windows = embedded.exif.get("Exif.Image.XPKeywords", "").split(";")
    whole = tuple(_xmp_keywords(embedded.xmp))
    iptc = embedded.iptc.get("Iptc.Application2.Keywords", ())
    return _distinct((*whole, *(word for word in iptc if not _is_cut(word, whole)), *windows))


def _is_cut(word: str, whole: Iterable[str]) -> bool:
    """Whether it is the beginning of a longer one, of which IPTC holds no more than 64 bytes."""
    size = len(word.encode("utf-8", "replace"))
    return 60 <= size <= 64 and any(one != word and one.startswith(word) for one in whole)


def _xmp_keywords(xmp: XmpTags) -> Iterator[str]:
    yield from xmp.get("dc:subject", ())
    for path in xmp.get("lr:hierarchicalSubject", ()):
        yield path.rpartition("|")[2]
    for path in (*_with_slashes(xmp), *xmp.get("MicrosoftPhoto:LastKeywordXMP", ())):
        yield path.rpartition("/")[2]


def _with_slashes(xmp: XmpTags) -> Iterator[str]:
    for path in xmp.get("digiKam:TagsList", ()):
        if not path.startswith("_Digikam_Internal"):
            yield path


def keyword_paths(embedded: EmbeddedTags, sidecar: XmpTags) -> tuple[str, ...]:
    """Keywords with their place in a hierarchy, from where the keywords come from."""
    source = sidecar if _distinct(_xmp_keywords(sidecar)) else embedded.xmp
    found: dict[str, str] = {}
    for text in _xmp_paths(source):
        path = "/".join(filter(None, (_clean(part) for part in text.split("/"))))
        if path and len(found) < _MOST:
            found.setdefault(path.casefold(), path)
    return tuple(found.values())


def _xmp_paths(xmp: XmpTags) -> Iterator[str]:
    for path in xmp.get("lr:hierarchicalSubject", ()):
        yield path.replace("|", "/")
    yield from _with_slashes(xmp)
    # Windows writes keywords without any hierarchy there too
    yield from (path for path in xmp.get("MicrosoftPhoto:LastKeywordXMP", ()) if "/" in path)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """In the order given, without blanks and without words that differ in case only."""
    seen: dict[str, str] = {}
    for word in words:
        keyword = _clean(word)
        if keyword and len(seen) < _MOST:
            seen.setdefault(keyword.casefold(), keyword)
    return tuple(seen.values())


def _clean(text: str) -> str:
    return clean_text(text)[:LONGEST_KEYWORD].rstrip()
