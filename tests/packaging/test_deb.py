"""What the Debian package is made of: its changes, its copyright, its manual pages, its menu entry."""

import ctypes
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import copyright as debian_copyright
from building import deb, elf, icons, project
from building.licences import Text
from building.parts import Part
from photoclip import __version__

ROOT = Path(__file__).resolve().parent.parent.parent
DEBIAN = ROOT / "packaging" / "debian"

CHANGES = """# Changelog

## Unreleased

- The window [opens](docs/guide.md) **photos**,
  and `folders`.
- Another.

## 0.0.9 – 2026-03-01

- The first.
"""


@pytest.fixture(autouse=True)
def one_time(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764115200")  # 2025-11-26
    for name in ("DEBFULLNAME", "DEBEMAIL", deb.SITE_VARIABLE):
        monkeypatch.delenv(name, raising=False)


def test_changes_become_debians_newest_first_each_under_its_version():
    said = deb.changelog(CHANGES, "1.2.3-1")
    assert said.startswith(
        "photoclip (1.2.3-1) unstable; urgency=medium\n\n  * The window opens photos, and"
    )
    assert "  * Another.\n\n -- PhotoClip maintainers <" in said
    assert "Wed, 26 Nov 2025 00:00:00 +0000" in said
    assert "\nphotoclip (0.0.9-1) unstable" in said
    assert "Sun, 01 Mar 2026 12:00:00 +0000" in said
    assert not [line for line in said.splitlines() if len(line) > 80 and line[:4] != " -- "]


def test_a_page_links_to_what_is_beside_it_and_to_the_web():
    page = (
        "See [labels](labels.md#cut), [this](#here), [the web](https://a.example), [ADR](adr/1.md)."
    )
    assert deb.within(f"![A window](shot.png)\n{page}", ["labels.md"]) == "\n" + page.replace(
        "[ADR](adr/1.md)", "ADR"
    )
    for name in deb.pages():
        assert (project.ROOT / "docs" / name).is_file()


@pytest.mark.parametrize(
    ("version", "debians"),
    [("1.2.0", "1.2.0-1"), ("1.2.0rc1", "1.2.0~rc1-1"), ("1.2.0.dev4", "1.2.0~dev4-1")],
)
def test_a_candidate_is_older_than_what_it_is_a_candidate_of(monkeypatch, version, debians):
    monkeypatch.setattr(project, "version", lambda: version)
    assert deb.debian_version() == debians


def test_addresses_are_named_only_where_there_is_one(monkeypatch, capsys):
    without = deb.metainfo()
    assert "screenshot" not in without
    assert deb.SITE_VARIABLE in capsys.readouterr().out
    monkeypatch.setenv(deb.SITE_VARIABLE, "https://photos.example/")
    named = re.findall(r"<image>(.*?)</image>", deb.metainfo())
    assert named
    for address in named:
        name = address.removeprefix("https://photos.example/docs/screenshots/")
        assert (ROOT / "docs" / "screenshots" / name).exists()


def test_the_menu_entry_takes_folders_and_every_format_photoclip_reads():
    entry = (DEBIAN / "photoclip.desktop").read_text("utf-8")
    types = re.search(r"^MimeType=(.*);$", entry, re.MULTILINE)[1].split(";")
    wanted = {"jpeg", "png", "webp", "avif", "gif", "tiff", "bmp", "heif", "heic", "jp2", "x-dcraw"}
    assert {"inode/directory"} | {f"image/{name}" for name in wanted} <= set(types)
    assert "Exec=photoclip-gui %F" in entry.splitlines()


def part(name, licence, files=(), words="Copyright (c) 2020 Somebody\nAll rights reserved."):
    hashes = tuple((file, "0") for file in files)
    return Part("package", name, "1", licence, (Text("LICENSE", words),), hashes=hashes)


def test_every_file_has_its_paragraph_a_whole_folder_one_line(tmp_path):
    files = ("big/a.so", "big/sub/b.so", "shared/x.so", "shared/y.so", "c.so")
    for file in files:
        place = tmp_path / "_internal" / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    parts = [
        part("big", "MIT", files[:2]),
        part("one", "MIT OR Apache-2.0", files[2:3]),
        part("other", "GPL-3.0-or-later WITH GCC-exception-3.1", files[3:], words="no year"),
        part("archived", "BSD-3-Clause"),
    ]
    said = debian_copyright.text(parts, tmp_path, "usr/lib/photoclip")
    paragraphs = said.split("\n\n")
    [big] = [
        one for one in paragraphs if one.startswith("Files: usr/lib/photoclip/_internal/big/*")
    ]
    assert "License: MIT" in big
    assert "Copyright: 2020 Somebody" in big
    assert "_internal/shared/x.so\nCopyright: 2020 Somebody\nLicense: MIT or Apache-2.0" in said
    assert (
        "Copyright: The authors of other\nLicense: GPL-3.0-or-later with GCC-exception-3.1" in said
    )
    assert " archived 1: BSD-3-Clause\n" in said
    used = {
        name
        for line in re.findall(r"^License: (.*)$", said, re.MULTILINE)
        for name in re.split(r" and | or ", line)
    }
    explained = re.findall(r"^License: ([^\n]+)\n ", said, re.MULTILINE)
    assert used == set(explained)


def test_manual_pages_name_every_command_and_option(tmp_path):
    script = ROOT / "packaging/building/reference.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, env={"PYTHONPATH": str(ROOT)})
    page = (tmp_path / "photoclip.1").read_text("utf-8").replace(r"\-", "-")
    assert f"PhotoClip {__version__}" in page
    for heading in (".SS search", ".SS label suggest", ".SS models download", ".SS metadata write"):
        assert heading in page.splitlines()
    assert ".SS browse" not in page.splitlines()  # processes of our own are nobody's commands
    assert r"\fB--accept-missing\fR" in page
    window = (tmp_path / "photoclip-gui.1").read_text("utf-8").replace(r"\-", "-")
    assert r"\fB--library DIR\fR" in window
    for shell in ("bash/photoclip", "zsh/_photoclip", "fish/photoclip.fish"):
        assert "_PHOTOCLIP_COMPLETE" in (tmp_path / "completion" / shell).read_text("utf-8")


def test_scripts_of_the_package_are_plain_shell():
    for script in ("postrm",):
        subprocess.run(["sh", "-n", DEBIAN / script], check=True)
    quiet = subprocess.run(["sh", DEBIAN / "postrm", "remove"], capture_output=True, check=True)
    assert quiet.stdout == b""
    told = subprocess.run(["sh", DEBIAN / "postrm", "purge"], capture_output=True, check=True)
    assert b".local/share/photoclip" in told.stdout


def test_the_icon_is_there_in_every_size_it_is_said_to_be():
    from PIL import Image

    for side in icons.SIZES:
        with Image.open(icons.ICONS / f"photoclip-{side}.png") as picture:
            assert picture.size == (side, side)
    for side in icons.WINDOW_SIZES:
        drawn = (icons.ICONS / f"photoclip-{side}.png").read_bytes()
        assert (icons.WINDOW / f"photoclip-{side}.png").read_bytes() == drawn


@pytest.mark.skipif(sys.platform != "linux", reason="ELF is what Linux runs")
def test_a_library_forgets_the_folders_of_the_machine_it_was_built_on(tmp_path):
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no compiler here")
    for folder, forgotten in (("/opt/python/lib", True), ("$ORIGIN/../lib", False)):
        library = tmp_path / "made.so"
        source = ["-x", "c", "-", "-shared", "-o", library, f"-Wl,-rpath,{folder}"]
        code = b"int answer(void) { return 42; }"
        subprocess.run([compiler, *source], input=code, check=True)
        before = library.read_bytes()
        assert (elf.forget_build_folders(library) == folder) is forgotten
        assert (library.read_bytes() != before) is forgotten
        assert ctypes.CDLL(str(library)).answer() == 42
        assert elf.forget_build_folders(library) == ""
        library.unlink()
