"""What Windows and macOS want to know of the frozen programs; nothing on Linux."""

from __future__ import annotations

import os
import plistlib
import sys
from pathlib import Path
from typing import Any

from building.project import BUILD, PACKAGING, version
from building.windows import quad

IDENTIFIER = "io.github.photoclip.PhotoClip"
"""The reverse address macOS and Flatpak know the program by; to be settled with the first release."""

IDENTITY_VARIABLE = "PHOTOCLIP_CODESIGN_IDENTITY"
"""Names the Developer ID that signs on macOS; without it the signature is only good for one machine."""

_VERSION_INFO = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("ProductName", "PhotoClip"),
      StringStruct("ProductVersion", "{version}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("FileDescription", "{about}"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("LegalCopyright", "GPL-3.0-or-later"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def of_executable(name: str) -> dict[str, Any]:
    """What PyInstaller's ``EXE`` is told of one of our programs on this system."""
    if sys.platform == "win32":
        return {
            "icon": str(PACKAGING / "icons" / "photoclip.ico"),
            "version": str(write_version_info(name, BUILD)),
        }
    if sys.platform == "darwin":
        return {
            "icon": str(PACKAGING / "icons" / "photoclip.icns"),
            "codesign_identity": os.environ.get(IDENTITY_VARIABLE),
            "entitlements_file": str(PACKAGING / "macos" / "entitlements.plist"),
        }
    return {}


def of_application() -> dict[str, Any]:
    """What PyInstaller's ``BUNDLE`` is told of the application on macOS."""
    return {
        "name": "PhotoClip.app",
        "icon": str(PACKAGING / "icons" / "photoclip.icns"),
        "bundle_identifier": IDENTIFIER,
        "version": version(),
        "info_plist": information(),
    }


def information() -> dict[str, Any]:
    """``Info.plist`` with the version in it."""
    with open(PACKAGING / "macos" / "Info.plist", "rb") as file:
        said: dict[str, Any] = plistlib.load(file)
    return {**said, "CFBundleVersion": version(), "CFBundleShortVersionString": version()}


def write_version_info(name: str, folder: Path) -> Path:
    """Write what Windows shows of an executable's version, as PyInstaller reads it."""
    about = "PhotoClip" if name == "photoclip-gui" else "PhotoClip, command line"
    numbers = tuple(int(part) for part in quad(version()).split("."))
    file = folder / f"{name}-version.txt"
    file.write_text(
        _VERSION_INFO.format(numbers=numbers, version=version(), about=about, name=name), "utf-8"
    )
    return file
