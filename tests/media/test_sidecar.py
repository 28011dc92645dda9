from __future__ import annotations

import os
import tracemalloc

import pytest
from media_pictures import bag, encoded, scene, with_xmp, write, xmp_packet

from photoclip.core.types import FileStamp, Metadata
from photoclip.media.reader import read_metadata_only
from photoclip.media.sidecar import (
    MAX_SIDECAR_BYTES,
    parse_xmp,
    read_sidecar,
    read_sidecars,
    sidecar_candidates,
    sidecar_stamps,
)

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + "]><a>&j;</a>"
).encode()
ATTACKS = {
    "billion laughs": BILLION_LAUGHS,
    "external entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>',
    "deep": b"<a>" * 20000,
    "deep and closed": b"<a>" * 20000 + b"</a>" * 20000,
    "wide": b"<a>" + b"<b/>" * 100_000 + b"</a>",
    "unclosed": b"<x:xmpmeta><rdf:RDF><unclosed",
    "binary": bytes(range(256)) * 10,
    "wrong encoding": b'<?xml version="1.0" encoding="klingon"?><a/>',
}


def test_candidates_are_the_full_name_then_the_stem():
    assert sidecar_candidates(b"/p/a.jpg") == (
        *(b"/p/a.jpg.xmp", b"/p/a.jpg.XMP", b"/p/a.xmp", b"/p/a.XMP"),
    )
    assert sidecar_candidates(b"/p.d/a") == (b"/p.d/a.xmp", b"/p.d/a.XMP")


def test_one_sidecar_belongs_to_all_files_of_a_shot(tmp_path):
    write(tmp_path / "a.xmp", xmp_packet(bag("dc:subject", "harbour")))
    for name in ("a.jpg", "a.cr2"):
        assert read_sidecars(bytes(tmp_path / name)) == {"dc:subject": ("harbour",)}


def test_the_more_specific_sidecar_wins_property_by_property(tmp_path):
    write(tmp_path / "a.xmp", xmp_packet(bag("dc:subject", "old"), attributes='xmp:Rating="2"'))
    write(tmp_path / "a.jpg.xmp", xmp_packet(bag("dc:subject", "new")))
    tags = read_sidecars(bytes(tmp_path / "a.jpg"))
    assert tags == {"dc:subject": ("new",), "xmp:Rating": ("2",)}


def test_stamps_tell_which_sidecars_there_are(tmp_path):
    photo = write(tmp_path / "a.jpg", b"x")
    assert sidecar_stamps(photo) == ()
    path = write(tmp_path / "a.jpg.xmp", b"<a/>")
    assert sidecar_stamps(photo) == ((path, FileStamp(4, os.stat(path).st_mtime_ns)),)


def test_attributes_elements_lists_and_languages_are_read():
    packet = xmp_packet(
        bag("dc:subject", "dog", " beach ", "")
        + "<dc:title><rdf:Alt><rdf:li xml:lang='de'>Hund</rdf:li>"
        + "<rdf:li xml:lang='x-default'>Dog</rdf:li></rdf:Alt></dc:title>"
        + "<photoshop:DateCreated>2024-07-01</photoshop:DateCreated>",
        attributes='xmp:Rating="4" unknown="x"',
    )
    assert parse_xmp(packet) == {
        "xmp:Rating": ("4",),
        "dc:subject": ("dog", "beach"),
        "dc:title": ("Dog",),
        "photoshop:DateCreated": ("2024-07-01",),
    }


def test_utf_16_packets_are_read():
    text = xmp_packet(bag("dc:subject", "été")).decode()
    assert parse_xmp(text.encode("utf-16")) == {"dc:subject": ("été",)}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_hostile_sidecars_are_ignored_and_cost_little(tmp_path, attack):
    path = write(tmp_path / "a.xmp", attack)
    tracemalloc.start()
    try:
        assert read_sidecar(path) is None
        assert tracemalloc.get_traced_memory()[1] < 50 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_hostile_embedded_packets_are_ignored(tmp_path, attack):
    if len(attack) > 60_000:
        attack = attack[:60_000]
    metadata = read_metadata_only(write(tmp_path / "a.jpg", with_xmp(attack)))
    assert metadata == Metadata()


def test_a_sidecar_too_large_or_no_file_is_ignored(tmp_path):
    packet = xmp_packet(bag("dc:subject", "dog"))
    large = write(tmp_path / "large.xmp", packet + b" " * MAX_SIDECAR_BYTES)
    (tmp_path / "folder.xmp").mkdir()
    assert read_sidecar(large) is None
    assert read_sidecar(bytes(tmp_path / "folder.xmp")) is None
    assert read_sidecar(bytes(tmp_path / "missing.xmp")) is None


def test_keywords_that_look_like_code_stay_text(tmp_path):
    words = ("x'); DROP TABLE photos;--", "../../../etc/passwd", "t" * 10_000)
    write(tmp_path / "a.xmp", xmp_packet(bag("dc:subject", *words)))
    photo = write(tmp_path / "a.jpg", encoded(scene(32, 32)))
    metadata = read_metadata_only(photo)
    assert isinstance(metadata, Metadata)
    assert metadata.keywords == (words[0], words[1], "t" * 256)
