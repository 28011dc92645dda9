from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_pictures import bag, xmp_packet

from photoclip.media.exiv2_fields import is_readable_xmp
from photoclip.media.sidecar import parse_xmp
from photoclip.media.xmp_edit import (
    EMPTY_PACKET,
    change_xmp,
    foreign_xmp,
    read_xmp_fields,
    says_nothing,
)
from photoclip.media.xmp_packet import UnreadableXmp

SUBJECT, RATING, TITLE = "Xmp.dc.subject", "Xmp.xmp.Rating", "Xmp.dc.title"
ALL = {
    SUBJECT: ("Dog", "Straße & <Brücke>"),
    "Xmp.lr.hierarchicalSubject": ("Animals|Dog",),
    "Xmp.digiKam.TagsList": ("Animals/Dog",),
    "Xmp.MicrosoftPhoto.LastKeywordXMP": ("Animals/Dog",),
    RATING: ("-1",),
    TITLE: ('A "title"',),
    "Xmp.dc.description": ("Two\nlines",),
}
FOREIGN = """<!-- somebody's note -->
  <photoshop:City>Köln</photoshop:City>
  <xmpMM:History xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"><rdf:Seq>
   <rdf:li rdf:parseType="Resource"><stEvt:action xmlns:stEvt="http://x/">saved</stEvt:action></rdf:li>
  </rdf:Seq></xmpMM:History>"""


def test_a_new_packet_holds_our_fields_and_nothing_else():
    packet = change_xmp(EMPTY_PACKET, ALL)
    assert read_xmp_fields(packet) == ALL
    assert foreign_xmp(packet) == ()
    assert is_readable_xmp(packet)
    tags = parse_xmp(packet)
    assert tags is not None
    assert tags["dc:subject"] == ("Dog", "Straße & <Brücke>")
    assert tags["lr:hierarchicalSubject"] == ("Animals|Dog",)


def test_taking_everything_out_again_leaves_the_packet_as_it_was():
    packet = xmp_packet(FOREIGN)
    changed = change_xmp(packet, ALL)
    assert change_xmp(changed, dict.fromkeys(ALL, ())) == packet
    assert says_nothing(change_xmp(change_xmp(EMPTY_PACKET, ALL), dict.fromkeys(ALL, ())))


def test_what_is_not_ours_keeps_its_bytes():
    packet = xmp_packet(
        FOREIGN + bag("dc:subject", "old"), attributes='xmp:Rating="2" xmp:Label="x"'
    )
    changed = change_xmp(packet, ALL)
    assert FOREIGN.encode() in changed
    assert b'xmp:Rating="-1" xmp:Label="x"' in changed
    assert foreign_xmp(changed) == foreign_xmp(packet)


def test_items_that_stay_keep_what_is_said_of_them():
    packet = xmp_packet(
        '<dc:subject><rdf:Seq><rdf:li xml:lang="de">Hund</rdf:li><rdf:li>weg</rdf:li></rdf:Seq>'
        "</dc:subject>"
    )
    changed = change_xmp(packet, {SUBJECT: ("Hund", "neu")})
    assert b'<rdf:Seq><rdf:li xml:lang="de">Hund</rdf:li><rdf:li>neu</rdf:li></rdf:Seq>' in changed


def test_other_languages_stay():
    packet = xmp_packet(
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Dog</rdf:li>'
        '<rdf:li xml:lang="de">Hund</rdf:li></rdf:Alt></dc:title>'
    )
    changed = change_xmp(packet, {TITLE: ("Cat",)})
    assert (
        b'<rdf:li xml:lang="x-default">Cat</rdf:li><rdf:li xml:lang="de">Hund</rdf:li>' in changed
    )
    gone = change_xmp(packet, {TITLE: ()})
    assert b'<rdf:li xml:lang="de">Hund</rdf:li>' in gone
    assert foreign_xmp(gone) == foreign_xmp(packet)
    assert change_xmp(gone, {TITLE: ("Dog",)}) == packet


def test_the_prefixes_of_the_packet_are_used():
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax'
        b'-ns#"><r:Description xmlns:xap="http://ns.adobe.com/xap/1.0/" xmlns:dc="urn:other"'
        b' dc:x="1"/></r:RDF></x:xmpmeta>'
    )
    changed = change_xmp(packet, {RATING: ("4",), SUBJECT: ("Dog",)})
    assert b"<xap:Rating>4</xap:Rating>" in changed
    assert read_xmp_fields(changed) == {RATING: ("4",), SUBJECT: ("Dog",)}
    assert is_readable_xmp(changed)


def test_windows_own_namespace_is_the_same_in_both_spellings():
    packet = xmp_packet(
        '<M:LastKeywordXMP xmlns:M="http://ns.microsoft.com/photo/1.0"><rdf:Bag><rdf:li>a</rdf:li>'
        "</rdf:Bag></M:LastKeywordXMP>"
    )
    key = "Xmp.MicrosoftPhoto.LastKeywordXMP"
    changed = change_xmp(packet, {key: ("b",), "Xmp.MicrosoftPhoto.Rating": ("75",)})
    assert read_xmp_fields(changed) == {key: ("b",), "Xmp.MicrosoftPhoto.Rating": ("75",)}
    assert b"<M:Rating" in changed
    assert is_readable_xmp(changed)


def test_a_property_that_is_there_twice_is_there_once_afterwards():
    packet = xmp_packet("<xmp:Rating>1</xmp:Rating>", attributes='xmp:Rating="2"')
    assert change_xmp(packet, {RATING: ("5",)}).count(b"Rating") == 2  # one element's two tags


def test_a_packet_without_any_description_gets_one():
    for inside in (b"", b" "):
        packet = (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            + inside
            + b"</rdf:RDF>"
        )
        assert read_xmp_fields(change_xmp(packet, {RATING: ("3",)})) == {RATING: ("3",)}
    empty = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    assert read_xmp_fields(change_xmp(empty, {RATING: ("3",)})) == {RATING: ("3",)}


def test_utf_16_becomes_utf_8():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + xmp_packet(bag("dc:subject", "été")).decode()
    changed = change_xmp(
        text.replace('<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>', "").encode("utf-16"),
        {RATING: ("1",)},
    )
    assert read_xmp_fields(changed) == {SUBJECT: ("été",), RATING: ("1",)}


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"sample xmp string",
        b"<x:xmpmeta><unclosed",
        b"<a>" * 1000,
        b"<a/>",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>',
        b'<?xml version="1.0" encoding="latin-1"?><a/>',
        b"\xff\xfe\x00",
        b"\x80",
    ],
)
def test_what_can_not_be_kept_is_refused(packet):
    with pytest.raises(UnreadableXmp):
        change_xmp(packet, {RATING: ("1",)})


WORDS = st.lists(st.text(min_size=1).filter(lambda text: text.strip()), max_size=4)


@given(WORDS, WORDS)
def test_whatever_is_written_can_be_read_by_exiv2_and_taken_back(old, new):
    before = change_xmp(xmp_packet(FOREIGN), {SUBJECT: tuple(old)})
    after = change_xmp(before, {SUBJECT: tuple(new)})
    assert is_readable_xmp(after)
    assert foreign_xmp(after) == foreign_xmp(before)
    legal = read_xmp_fields(before).get(SUBJECT, ())
    assert read_xmp_fields(change_xmp(after, {SUBJECT: legal})).get(SUBJECT, ()) == legal
