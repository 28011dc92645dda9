"""What can be known here of packages for other systems: that their files say what they must."""

import os
import plistlib
import re
import subprocess
from pathlib import Path

import yaml

from building import bundles, windows
from photoclip import __version__
from photoclip.media.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGING = ROOT / "packaging"
MANIFEST = PACKAGING / "flatpak" / f"{bundles.IDENTIFIER}.yml"


def test_the_application_for_macos_opens_the_window_and_says_its_version():
    said = bundles.information()
    assert said["CFBundleExecutable"] == "photoclip-gui"
    assert said["CFBundleShortVersionString"] == __version__
    assert said["LSBackgroundOnly"] is False


def test_macos_is_told_why_photos_are_read_wherever_it_asks():
    said = bundles.information()
    for place in ("Desktop", "Documents", "Downloads"):
        assert said[f"NS{place}FolderUsageDescription"]
    for place in ("Removable", "Network"):
        assert said[f"NS{place}VolumesUsageDescription"]


def test_no_system_is_asked_to_open_all_photos_with_photoclip_from_now_on():
    for kind in bundles.information()["CFBundleDocumentTypes"]:
        assert kind["LSHandlerRank"] == "Alternate"
    script = windows.SCRIPT.read_text("utf-8")
    for key in re.findall(r'"(Software\\Classes[^"]*)"', script):
        assert key.startswith(r"Software\Classes\Applications")


def test_the_hardened_runtime_has_the_exceptions_that_were_thought_about_and_no_other():
    said = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert set(said) == {
        "com.apple.security.cs.allow-jit",
        "com.apple.security.cs.allow-unsigned-executable-memory",
        "com.apple.security.cs.disable-library-validation",
    }


def test_the_windows_installer_asks_for_no_administrator_and_packs_for_64_bits():
    script = windows.SCRIPT.read_text("utf-8")
    assert "Target amd64-unicode" in script
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in script


def test_the_windows_installer_speaks_every_language_it_offers():
    script = windows.SCRIPT.read_text("utf-8")
    texts = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", script, re.MULTILINE)
    names = {name for name, _language in texts}
    assert names
    assert set(texts) == {(name, language) for name in names for language in ("ENGLISH", "GERMAN")}


def test_a_version_becomes_the_four_numbers_windows_wants():
    assert windows.quad("1.2.3") == "1.2.3.0"
    assert windows.quad("1.2rc1") == "1.2.0.0"
    assert windows.quad("1.2.3.4.5") == "1.2.3.4"


def test_windows_is_offered_every_ending_that_photoclip_reads():
    known = {ending.decode() for each in FORMATS for ending in each.extensions}
    assert "each.extensions" in windows._ENDINGS
    assert {"jpg", "heic", "cr3"} <= known


def _manifest() -> dict:
    return yaml.safe_load(MANIFEST.read_text("utf-8"))


def test_the_flatpak_sees_photos_but_not_the_home_and_writes_nowhere():
    places = [
        word.removeprefix("--filesystem=")
        for word in _manifest()["finish-args"]
        if word.startswith("--filesystem=")
    ]
    assert "xdg-pictures:ro" in places
    assert all(place.endswith(":ro") for place in places)
    assert not {"home:ro", "host:ro"} & set(places)
    assert not [word for word in _manifest()["finish-args"] if "talk-name" in word]


def test_the_flatpak_manifest_takes_files_that_are_there():
    (module,) = _manifest()["modules"]
    for source in module["sources"]:
        path = (MANIFEST.parent / source["path"]).resolve()
        assert path.is_relative_to(ROOT / "build") or path.exists()


def test_the_steps_of_the_flatpak_manifest_put_everything_in_its_place(tmp_path):
    (module,) = _manifest()["modules"]
    work, app = tmp_path / "work", tmp_path / "app"
    (work / "program").mkdir(parents=True)
    for name in ("photoclip", "photoclip-gui"):
        (work / "program" / name).write_text("")
    for name in ("photoclip.metainfo.xml", "notices.txt"):
        (work / name).write_text("")
    (work / "photoclip.desktop").write_bytes((PACKAGING / "debian/photoclip.desktop").read_bytes())
    (work / "LICENSE").write_bytes((ROOT / "LICENSE").read_bytes())
    os.symlink(PACKAGING / "icons", work / "icons")
    for command in module["build-commands"]:
        subprocess.run(
            ["sh", "-e", "-c", re.sub(r"/app(?=/)", str(app), command)],
            check=True,
            cwd=work,
            capture_output=True,
        )
    assert (app / "bin" / "photoclip-gui").resolve() == app / "lib/photoclip/photoclip-gui"
    assert (app / "share/applications/photoclip.desktop").is_file()
    assert (app / "share/icons/hicolor/256x256/apps/photoclip.png").is_file()
    assert (app / f"share/licenses/{bundles.IDENTIFIER}/notices.txt").is_file()


def test_workflows_run_what_is_in_the_repository():
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = file.read_text("utf-8")
        steps = [
            step.get("run", "")
            for job in yaml.safe_load(text)["jobs"].values()
            for step in job["steps"]
        ]
        said = "\n".join(steps)
        targets = set(re.findall(r"^(\S+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
        for target in re.findall(r"\bmake ([\w/-]+)", said):
            assert target in targets, f"{file.name}: make {target}"
        for path in re.findall(r"packaging/[\w/.-]+", said):
            assert (ROOT / path).exists(), f"{file.name}: {path}"
