"""What writing into files would change: fields that say the same thing are told as one."""

from __future__ import annotations

from photoclip.core.file_metadata import FieldChange, FileChange, WriteSummary, Writing
from photoclip.core.types import PhotoId
from photoclip.gui.models.write_words import (
    About,
    Difference,
    Tally,
    differences,
    reasons_text,
    summary_text,
    tally_text,
)


def change(name: str, number: int = 1, **given) -> FileChange:
    path = f"/p/{name}".encode()
    return FileChange(PhotoId(number), path, **{"writing": Writing.FILE, "target": path, **given})


SUBJECT = FieldChange("Xmp.dc.subject", ("Cat",), ("Dog",))


def test_keywords_of_all_fields_are_one_with_their_places():
    fields = (
        SUBJECT,
        FieldChange("Iptc.Application2.Keywords", (), ("Dog",)),
        FieldChange("Xmp.lr.hierarchicalSubject", (), ("Animals|Dog",)),
        FieldChange("Exif.Image.XPKeywords", ("Cat;Old",), ("Old;Dog",)),
    )
    assert differences(fields) == (Difference(About.KEYWORDS, ("Cat",), ("Dog", "Animals/Dog")),)


def test_the_first_field_of_a_title_counts_and_what_stays_is_not_told():
    fields = (
        FieldChange("Xmp.xmp.Rating", ("3",), ("5",)),
        FieldChange("Exif.Image.RatingPercent", ("50",), ("99",)),
        FieldChange("Xmp.dc.title", (), ("Fog\u202e",)),
        FieldChange("Exif.Image.XPTitle", ("Mist",), ("Fog",)),
        FieldChange("Xmp.dc.subject", ("Dog", "Sea"), ("Sea", "Dog")),
    )
    assert differences(fields) == (
        Difference(About.STARS, ("3",), ("5",)),
        Difference(About.TITLE, (), ("Fog\ufffd",)),
    )


def test_files_are_counted_once_and_only_those_worth_it_are_written():
    tally = Tally()
    tally.add(change("a.jpg", 1, changes=(SUBJECT,)))
    tally.add(change("a.jpg", 1, changes=(SUBJECT,), target=b"/p/a.jpg.xmp"))
    tally.add(change("b.jpg", 2))
    tally.add(change("c.heic", 3, refused="no"))
    tally.add(change("d.jpg", 4, refused="away", waits=True))
    tally.add(change("e.jpg", 5, writing=Writing.NEVER, refused="never"))
    assert list(tally.photos) == [1, 4]
    assert not tally.only_forbidden
    assert tally_text(tally) == (
        "1 file would change, 1 file is up to date, 1 file can’t be written, "
        "1 file waits for its drive, 1 file is in a folder that allows no writing."
    )


def test_where_no_folder_allows_it_that_is_known():
    tally = Tally()
    assert not tally.only_forbidden
    assert "None of these photos" in tally_text(tally)
    tally.add(change("e.jpg", 5, writing=Writing.NEVER, refused="never"))
    assert tally.only_forbidden


def test_what_became_of_a_request_is_said_with_reasons():
    summary = WriteSummary(
        "b", "", 1, 20_000, 0, 2, 0, 0, ((b"/p/caf\xe9.jpg", "It is read-only."),)
    )
    assert summary_text(summary) == (
        "20,000 files written, 2 files could not be written, 1 file waits for its drive or its turn."
    )
    assert reasons_text(summary) == ["caf\ufffd.jpg: It is read-only."]
