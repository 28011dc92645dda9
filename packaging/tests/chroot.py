"""A fresh Debian in a folder, and a person in it who is not root, without Python and without network."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

SUITE = "bookworm"
MIRROR_VARIABLE = "PHOTOCLIP_DEBIAN_MIRROR"
_PUBLIC_MIRROR = "http://deb.debian.org/debian"
PERSON = "person"
_ID = 1000


class Failed(Exception):  # noqa: N818 - it is what steps do
    """A check that doesn't hold; the message says what was seen instead."""


class Ended:
    """What a command said, and how it ended."""

    def __init__(self, code: int, out: str, error: str) -> None:
        self.code, self.out, self.error = code, out, error

    @property
    def said(self) -> str:
        """Both streams."""
        return self.out + self.error


def isolate(script: Path, arguments: Sequence[str]) -> None:
    """Start this program again where its mounts and processes end with it, whatever happens."""
    command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation",
               "private", sys.executable, str(script), "--isolated", *arguments]  # fmt: skip
    os.execvp(command[0], command)


def mirror() -> str:
    """Where Debian's packages come from: as this machine gets them, or as is said."""
    said = os.environ.get(MIRROR_VARIABLE)
    if said:
        return said
    for file in (Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")):
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            for line in text.splitlines():
                # one line of a .list, or the address in a .sources
                found = re.match(r"(?:URIs:|deb(?:\s+\[[^]]*\])?)\s+(\S+/debian)/?(?:\s|$)", line)
                if found:
                    return found[1]
    return _PUBLIC_MIRROR


class Chroot:
    """One Debian; `close` ends what runs in it and leaves its folder to be deleted."""

    def __init__(self, work: Path, cache: Path, logs: Path) -> None:
        self.root = work / "debian"
        self.logs = logs
        self.home = f"/home/{PERSON}"
        self._count = 0
        self._screen = ""
        self._display: subprocess.Popen[bytes] | None = None
        self._network: subprocess.Popen[bytes] | None = None
        self._started: list[subprocess.Popen[bytes]] = []
        self._unpack(cache)
        self._mount()
        self._keep_downloads(cache / "archives")
        self._person()

    # --- setting up -------------------------------------------------------------------------------

    def _unpack(self, cache: Path) -> None:
        """The base system: from the mirror once, from a tarball of it from then on."""
        tarball = cache / f"{SUITE}-base.tar"
        if not tarball.exists():
            made = cache / "base"
            shutil.rmtree(made, ignore_errors=True)
            cache.mkdir(parents=True, exist_ok=True)
            run(["debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE, str(made),
                 mirror()])  # fmt: skip
            partly = tarball.with_suffix(".part")
            run(["tar", "-C", str(made), "--numeric-owner", "-cf", str(partly), "."])
            partly.replace(tarball)
            shutil.rmtree(made)
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        run(["tar", "-C", str(self.root), "--numeric-owner", "-xpf", str(tarball)])

    def _mount(self) -> None:
        for kind, place in (("proc", "proc"), ("sysfs", "sys"), ("tmpfs", "run"), ("tmpfs", "tmp")):
            run(["mount", "-t", kind, kind, str(self.root / place)])
        run(["mount", "--rbind", "/dev", str(self.root / "dev")])
        run(["mount", "-t", "tmpfs", "tmpfs", str(self.root / "dev/shm")])
        (self.root / "tmp").chmod(0o1777)
        shutil.copyfile("/etc/resolv.conf", self.root / "etc/resolv.conf")
        shutil.copyfile("/etc/hosts", self.root / "etc/hosts")
        sources = self.root / "etc/apt/sources.list"
        sources.write_text(f"deb {mirror()} {SUITE} main\n", encoding="utf-8")
        (self.root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
        (self.root / "usr/sbin/policy-rc.d").chmod(0o755)

    def _keep_downloads(self, archives: Path) -> None:
        """What apt fetched once is there the next time; apt still asks the mirror for its lists."""
        archives.mkdir(exist_ok=True)
        run(["mount", "--bind", str(archives), str(self.root / "var/cache/apt/archives")])

    def _person(self) -> None:
        self.admin("useradd", "--create-home", "--uid", str(_ID), "--shell", "/bin/bash", PERSON)
        runtime = self.root / "run/user" / str(_ID)
        runtime.mkdir(parents=True)
        os.chown(runtime, _ID, _ID)
        runtime.chmod(0o700)
        self._network = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        own, other = Path("/proc/self/ns/net"), Path(f"/proc/{self._network.pid}/ns/net")
        until(lambda: other.readlink() != own.readlink(), "a network of its own", 10)

    def bind(self, source: Path, target: str) -> None:
        """Show a folder of this machine inside, to be read only."""
        place = self.root / target.lstrip("/")
        place.mkdir(parents=True, exist_ok=True)
        run(["mount", "--bind", str(source), str(place)])
        run(["mount", "-o", "remount,bind,ro", str(place)])

    def give(self, source: Path, target: str) -> None:
        """Copy a file of this machine to the person."""
        place = self.root / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        for one in (place, *place.parents):
            if one == self.root / self.home.lstrip("/"):
                break
            os.chown(one, _ID, _ID)

    # --- running ----------------------------------------------------------------------------------

    def admin(self, *command: str, check: bool = True) -> Ended:
        """Run something as root, with the network."""
        words = ["chroot", str(self.root), "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                 "HOME=/root", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", *command]  # fmt: skip
        return self._run(words, command, check=check)

    def person(self, *command: str, check: bool = True, folder: str | None = None) -> Ended:
        """Run something as the person, who has no network."""
        return self._run(self._as_person(command, folder), command, check=check)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start something as the person that goes on by itself; what it says goes into a log."""
        with open(self._log(command), "wb") as log:
            started = subprocess.Popen(self._as_person(command, None), stdout=log, stderr=log)
        self._started.append(started)
        return started

    def _as_person(self, command: Sequence[str], folder: str | None) -> list[str]:
        assert self._network is not None
        inside = ["/usr/bin/env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", f"HOME={self.home}",
                  f"USER={PERSON}", f"LOGNAME={PERSON}", "LANG=C.UTF-8", f"DISPLAY=:{self._screen}",
                  f"XDG_RUNTIME_DIR=/run/user/{_ID}", "/bin/sh", "-c",
                  'cd "$0" && exec "$@"', folder or self.home, *command]  # fmt: skip
        return ["nsenter", f"--net=/proc/{self._network.pid}/ns/net", "chroot",
                f"--userspec={_ID}:{_ID}", "--groups=", str(self.root), *inside]  # fmt: skip

    def _run(self, words: Sequence[str], command: Sequence[str], *, check: bool) -> Ended:
        done = subprocess.run(words, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        # dpkg speaks through a terminal of apt's, which ends lines in its own way
        out, error = (
            text.decode(errors="replace").replace("\r\n", "\n")
            for text in (done.stdout, done.stderr)
        )
        ended = Ended(done.returncode, out, error)
        self._log(command).write_text(
            f"$ {' '.join(command)}\n{ended.out}\n--- errors\n{ended.error}\n--- code {ended.code}\n",
            encoding="utf-8",
        )
        if check and ended.code:
            raise Failed(f"{' '.join(command)} ended with {ended.code}: {ended.said[-1500:]}")
        return ended

    def _log(self, command: Sequence[str]) -> Path:
        self._count += 1
        name = re.sub(r"[^\w.-]+", "-", " ".join(command))[:60]
        return self.logs / f"{self._count:03}-{name}.txt"

    # --- what runs --------------------------------------------------------------------------------

    def processes(self, *words: str) -> list[int]:
        """The person's processes whose command lines have all these words."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                line = (entry / "cmdline").read_bytes().decode(errors="replace")
                owner = (entry / "cmdline").stat().st_uid
            except OSError:
                continue
            if owner == _ID and all(word in line for word in words):
                found.append(int(entry.name))
        return sorted(found)

    def kill(self, *words: str) -> list[int]:
        """Kill those, as a crash would."""
        killed = self.processes(*words)
        for process in killed:
            os.kill(process, signal.SIGKILL)
        until(
            lambda: not set(killed) & set(self.processes()), "the killed processes to be gone", 30
        )
        return killed

    def open_display(self) -> None:
        """A screen outside of the chroot, so that nothing of X is installed inside for its sake."""
        Path("/tmp/.X11-unix").mkdir(exist_ok=True)
        run(["mount", "-t", "tmpfs", "tmpfs", "/tmp/.X11-unix"])  # this one is seen here alone
        Path("/tmp/.X11-unix").chmod(0o1777)
        reading, writing = os.pipe()
        self._display = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x860x24", "-nolisten", "tcp",
             "-ac", "-noreset"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(writing,))  # fmt: skip
        os.close(writing)
        with open(reading, encoding="ascii") as said:
            self._screen = said.readline().strip()  # a number that nobody else here uses
        if not self._screen:
            raise Failed("Xvfb opens no screen.")
        place = self.root / "tmp/.X11-unix"
        place.mkdir(exist_ok=True)
        run(["mount", "--bind", "/tmp/.X11-unix", str(place)])

    def windows(self, title: str) -> list[str]:
        """The windows on the screen with this in their title."""
        done = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title], check=False,
                              capture_output=True, text=True, env=self._outside())  # fmt: skip
        return done.stdout.split()

    def screenshot(self, target: Path) -> Path:
        """Keep what the screen shows."""
        run(["import", "-window", "root", str(target)], env=self._outside())
        return target

    def press(self, *keys: str) -> None:
        """Press keys in whatever has the keyboard."""
        run(["xdotool", "key", "--delay", "80", *keys], env=self._outside())

    def _outside(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": f":{self._screen}"}

    def close(self) -> None:
        """End everything of the person; mounts go with the namespace, or here."""
        for process in self.processes():
            os.kill(process, signal.SIGKILL)
        for started in (*self._started, self._display, self._network):
            if started is not None:
                started.kill()
                started.wait()
        run(["umount", "--recursive", "--lazy", str(self.root / "dev")], check=False)
        mounted = sorted(_mounts_below(self.root), key=len, reverse=True)
        for place in mounted:
            run(["umount", "--lazy", place], check=False)
        if not list(_mounts_below(self.root)):
            shutil.rmtree(self.root, ignore_errors=True)


def _mounts_below(root: Path) -> Iterator[str]:
    for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        place = line.split()[1].replace(r"\040", " ")
        if place.startswith(f"{root}/"):
            yield place


def run(command: Sequence[str], *, check: bool = True, env: dict[str, str] | None = None) -> str:
    """Run something on this machine; what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    if check and done.returncode:
        raise Failed(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-1500:]}")
    return done.stdout


def until(holds: Callable[[], object], what: str, seconds: float) -> None:
    """Wait until something holds. Raises `Failed`."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise Failed(f"Waited {seconds:.0f} s in vain for {what}.")
        time.sleep(0.2)
