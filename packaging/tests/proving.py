"""What the proofs of the packages share: the report, the pictures, what is known of the samples."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chroot import Chroot, Failed, run

ROOT = Path(__file__).resolve().parent.parent.parent
DIST = ROOT / "dist"
KEPT = ROOT / "build" / "test-packages"

KNOWN = {
    "a lighthouse": "PXL_20220722_212106.jpg",
    "a sailboat at sunset": "PXL_20220728_205332.jpg",
}
"""Sentences, and the sample photo that shows it."""

Step = Callable[..., str]


class Report:
    """Runs steps and remembers how they went."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str, float, str]] = []

    def step(self, work: Step, *arguments: object) -> bool:
        """Run one; False if it failed. What its docstring says is its name."""
        name = (work.__doc__ or work.__name__).splitlines()[0].rstrip(".")
        print(f"… {name}", flush=True)
        started = time.monotonic()
        try:
            said, how = work(*arguments), "ok"
        except Failed as error:
            said, how = str(error), "FAILED"
        except Exception:
            said, how = traceback.format_exc(), "FAILED"
        took = time.monotonic() - started
        self.lines.append((how, name, took, said))
        print(f"  {how} ({took:.0f} s): {said}", flush=True)
        return how == "ok"

    @property
    def failed(self) -> int:
        """How many steps failed."""
        return sum(how != "ok" for how, *_rest in self.lines)

    def text(self) -> str:
        """What happened, a line a step."""
        return "".join(f"{how:<7} {took:6.1f} s  {name}: {said.splitlines()[0] if said else ''}\n"
                       for how, name, took, said in self.lines)  # fmt: skip


def newest(pattern: str) -> Path:
    """The newest artefact of this name."""
    found = sorted(DIST.glob(pattern), key=lambda file: file.stat().st_mtime)
    if not found:
        raise SystemExit(f"There is no dist/{pattern}. Make it first.")
    return found[-1]


def expect(text: str, pattern: str) -> re.Match[str]:
    """The place in a text that fits. Raises `Failed` where nothing does."""
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise Failed(f"expected {pattern!r}, it said: {text[-1500:]}")
    return found


def json_lines(text: str) -> list[dict[str, Any]]:
    """The objects a command printed, one a line."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def see(debian: Chroot, name: str, least: int = 1500) -> int:
    """Wait until the screen holds still, keep it, and count its colours: an empty window has few."""
    target, before = KEPT / name, b""
    for _try in range(60):
        time.sleep(1)
        debian.screenshot(target)
        now = hashlib.sha256(run(["identify", "-format", "%#", str(target)]).encode()).digest()
        colours = int(run(["identify", "-format", "%k", str(target)]))
        if now == before and colours >= least:
            return colours
        before = now
    raise Failed(f"the screen shows {colours} colours only, see {target}")


def names_and_times(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time."""
    return {
        str(file.relative_to(folder)): (file.lstat().st_size, file.lstat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
    }


def digest(folder: Path) -> str:
    """One number for all files of a folder."""
    whole = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            whole.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return whole.hexdigest()


def odd_files(debian: Chroot) -> Path:
    """Pictures for the person: other people's odd ones where there are, else made from the samples."""
    data = os.environ.get("PHOTOCLIP_TEST_DATA")
    if data:
        debian.bind(Path(data) / "odd", f"{debian.home}/Pictures")
        return debian.root / debian.home.lstrip("/") / "Pictures"
    samples = sorted((ROOT / "resources/samples").rglob("*.*"))
    for number, sample in enumerate(samples):
        debian.give(sample, f"{debian.home}/Pictures/Ünïcode {number}/{sample.name}")
    whole = samples[0].read_bytes()
    for name, content in (
        ("half.jpg", whole[: len(whole) // 2]),
        ("empty.jpg", b""),
        ("page.jpg", b"<html>not a picture</html>"),
        ("noise.png", hashlib.sha512(b"noise").digest() * 50),
        (
            "bomb.png",
            b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\x7f\xff\xff\xff" * 2 + b"\x08\x06\0\0\0",
        ),
    ):
        scratch = KEPT / "odd"
        scratch.write_bytes(content)
        debian.give(scratch, f"{debian.home}/Pictures/{name}")
        scratch.unlink()
    return debian.root / debian.home.lstrip("/") / "Pictures"


def state(
    debian: Chroot, program: str = "photoclip", *, library: str = "", missing_ok: bool = False
) -> dict[str, int]:
    """What a library holds."""
    named = ["--library", library] if library else []
    said = debian.person(program, *named, "status", "--json", check=not missing_ok)
    if said.code:
        return {}
    row = json_lines(said.out)[0]
    return {key: row[key] for key in ("photos", "embedded", "pending_files", "failed_files")}
