"""Proves the packages by installing them: ``make test-packages``.

A fresh Debian without Python, in it a person who is not root and has no network. The .deb is installed
with apt, used, killed, upgraded, removed and purged; the portable archive is run from a folder with a
space and an umlaut; the wheel is installed into a fresh environment. What is said is checked at each
step, and screenshots are kept in build/test-packages to be looked at. Needs root, for the chroot.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from chroot import Chroot, isolate
from prove_deb import prove_deb
from prove_portable import prove_portable
from prove_wheel import prove_wheel
from proving import KEPT, Report, newest

KINDS = ("deb", "portable", "wheel")
_TOOLS = ("debootstrap", "unshare", "nsenter", "Xvfb", "xdotool", "import", "lintian", "identify")


def main() -> int:
    """Run what is asked for; 0 if all of it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS), metavar="|".join(KINDS))
    parser.add_argument("--isolated", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--deb", type=Path, help="instead of the newest in dist/")
    parser.add_argument("--keep", action="store_true", help="leave the chroot to look around in")
    options = parser.parse_args()
    unknown = set(options.kinds) - set(KINDS)
    if unknown:
        parser.error(f"no such package: {', '.join(sorted(unknown))}")
    if os.geteuid() != 0:
        parser.error("a chroot needs root: sudo make test-packages")
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        parser.error(f"not installed: {', '.join(missing)}")
    if not options.isolated:
        isolate(Path(__file__).resolve(), sys.argv[1:])
    shutil.rmtree(KEPT / "logs", ignore_errors=True)
    (KEPT / "logs").mkdir(parents=True)
    report = Report()
    if {"deb", "portable"} & set(options.kinds):
        debian = Chroot(KEPT / "work", KEPT / "cache", KEPT / "logs")
        try:
            debian.open_display()
            if "deb" in options.kinds:
                prove_deb(report, debian, options.deb or newest("photoclip_*_amd64.deb"))
            if "portable" in options.kinds:
                prove_portable(report, debian)
        finally:
            if not options.keep:
                debian.close()
    if "wheel" in options.kinds:
        prove_wheel(report)
    print(f"\n{report.text()}")
    (KEPT / "report.txt").write_text(report.text(), encoding="utf-8")
    print(
        f"{len(report.lines)} steps, {report.failed} failed. Screenshots and logs: build/test-packages"
    )
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
