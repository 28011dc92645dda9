"""Volumes: which drive a folder lies on, so that another drive at the same path is told apart.

Nothing is ever written into a person's folders; a drive is known by the identity of its file system.
"""

from __future__ import annotations

import json
import os
import re
import struct
import sys
from dataclasses import asdict, dataclass

_NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "coda", "9p"),
        *("webdav", "davfs", "sshfs", "ceph", "glusterfs", "lustre", "beegfs", "orangefs", "pvfs2"),
        *("ocfs2", "gfs2"),  # one drive, several computers
        # folders of the system around a virtual machine, which doesn't tell what it changes
        *("virtiofs", "vboxsf", "vmhgfs", "prl_fs"),
    )
)
#: FUSE file systems whose files lie on this computer. All others are taken for remote ones: sshfs,
#: rclone, gvfs, s3fs and many more, whose changes made elsewhere are never reported.
_LOCAL_FUSE = frozenset(
    (
        *("ntfs", "ntfs-3g", "exfat", "exfat-fuse", "ext2", "apfs", "apfs-fuse", "hfsfuse"),
        *("gocryptfs", "encfs", "cryfs", "veracrypt"),
        *("bindfs", "squashfuse", "fuse-overlayfs", "portal"),
    )
)
#: Gone with the mount: an identity they show is another one each time.
_FLEETING = frozenset(("tmpfs", "ramfs", "devtmpfs", "overlay"))
#: Names of the same file system under different drivers.
_FAMILIES = {
    "ext2": "ext",
    "ext3": "ext",
    "ext4": "ext",
    "msdos": "vfat",
    "ntfs3": "ntfs",
    "ntfs-3g": "ntfs",
    "fuse.ntfs": "ntfs",
    "fuse.ntfs-3g": "ntfs",
    "fuse.exfat": "exfat",
    "fuse.exfat-fuse": "exfat",
}
#: `statvfs` computes its id from the UUID here. Others, XFS among them, use the number of the
#: device, which changes with the socket.
_STABLE_ID = frozenset(("ext2", "ext3", "ext4", "btrfs"))

_BY_UUID = "/dev/disk/by-uuid"
_FS_IOC_GETFSUUID = 0x8011_1500  # Linux 6.9: _IOR(0x15, 0, struct fsuuid2)


@dataclass(frozen=True, slots=True)
class Volume:
    """A file system and the place of a folder in it.

    ``uuid`` is the identity it was formatted with, ``fs_id`` a number derived from it where the
    system gives no better; None if unknown. ``file_system`` is the kernel's name of the type,
    ``source`` the device or server it was mounted from, which identifies network drives only.
    ``path_in_volume`` begins with ``/``; bytes that are not UTF-8 are surrogate escapes.
    """

    uuid: str | None
    file_system: str
    network: bool
    source: str = ""
    path_in_volume: str = "/"
    fs_id: str | None = None

    def to_json(self) -> str:
        """As text that `from_json` reads back, ASCII only."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Volume | None:
        """What `to_json` wrote; None for anything else. Fields of a newer PhotoClip are dropped."""
        try:
            raw = json.loads(text)
        except ValueError:
            return None
        if not isinstance(raw, dict):
            return None
        uuid, fs_id = raw.get("uuid"), raw.get("fs_id")
        file_system, network = raw.get("file_system"), raw.get("network")
        source, path = raw.get("source", ""), raw.get("path_in_volume", "/")
        if not (
            isinstance(file_system, str)
            and isinstance(network, bool)
            and isinstance(source, str)
            and isinstance(path, str)
            and (uuid is None or isinstance(uuid, str))
            and (fs_id is None or isinstance(fs_id, str))
        ):
            return None
        return cls(uuid, file_system, network, source, path, fs_id)


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of ``mountinfo``: proc(5). ``inside`` is the mounted folder of the file system."""

    id: int
    device: tuple[int, int]
    inside: bytes
    point: bytes
    file_system: str
    source: bytes


def identify(path: bytes) -> Volume | None:
    """The volume that the folder at the absolute ``path`` lies on now.

    None if there is nothing at ``path`` or the system doesn't tell. May block on a network drive that
    doesn't answer.
    """
    try:
        real = os.path.realpath(path, strict=True)
        return _identify_linux(real) if sys.platform == "linux" else _identify_elsewhere(real)
    except OSError:
        return None


def same_drive(known: Volume, seen: Volume) -> bool | None:
    """Whether two volumes are the same drive; None if that can't be told.

    Where neither was formatted with an identity (or nobody may read it), only the kind of file system
    can give a swapped drive away.
    """
    if known.uuid is not None and seen.uuid is not None:
        return known.uuid == seen.uuid
    if known.fs_id is not None and seen.fs_id is not None:
        return known.fs_id == seen.fs_id
    if known.network != seen.network:
        return False
    if known.network:
        return _same_share(known.source, seen.source)
    kinds = {_FAMILIES.get(volume.file_system, volume.file_system) for volume in (known, seen)}
    if len(kinds) == 2 and "fuseblk" not in kinds:
        return False
    return None


def is_network(file_system: str) -> bool:
    """Whether a file system of this type, as the kernel calls it, lies on another computer."""
    kind = file_system.lower()
    if kind.startswith("fuse."):
        return kind.removeprefix("fuse.") not in _LOCAL_FUSE
    return kind in _NETWORK


def _same_share(known: str, seen: str) -> bool | None:
    """Two shares: servers have several names, and what they share has one."""
    if not known or not seen:
        return None
    if known == seen:
        return True
    return None if re.split(r"[/:]", known)[-1] == re.split(r"[/:]", seen)[-1] else False


def parse_mountinfo(text: bytes) -> list[Mount]:
    """The mounts in ``/proc/self/mountinfo``; lines that make no sense are passed over."""
    mounts: list[Mount] = []
    for line in text.splitlines():
        before, separator, after = line.partition(b" - ")
        fields, rest = before.split(b" "), after.split(b" ")
        if not separator or len(fields) < 6 or len(rest) < 2:
            continue
        major, _colon, minor = fields[2].partition(b":")
        try:
            number, device = int(fields[0]), (int(major), int(minor))
        except ValueError:
            continue
        kind = os.fsdecode(_unescaped(rest[0]))
        places = (_unescaped(fields[3]), _unescaped(fields[4]))
        mounts.append(Mount(number, device, *places, kind, _unescaped(rest[1])))
    return mounts


def _unescaped(field: bytes) -> bytes:
    return re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8) & 0xFF]), field)


def _identify_linux(real: bytes) -> Volume | None:
    with open("/proc/self/mountinfo", "rb") as stream:
        mounts = parse_mountinfo(stream.read())
    mount = _mount_of(real, mounts)
    if mount is None:
        return None
    network = is_network(mount.file_system)
    below = os.path.relpath(real, mount.point)
    inside = os.path.normpath(os.path.join(mount.inside, below))
    lasting = not network and mount.file_system not in _FLEETING
    uuid = (_uuid_by_link(mount) or _uuid_by_kernel(real)) if lasting else None
    fs_id = None
    if mount.file_system in _STABLE_ID and (number := os.statvfs(real).f_fsid):
        fs_id = f"{number:x}"
    source = os.fsdecode(mount.source)
    return Volume(uuid, mount.file_system, network, source, os.fsdecode(inside), fs_id)


def _mount_of(real: bytes, mounts: list[Mount]) -> Mount | None:
    """The mount that a path without links lies in."""
    number = _mount_id(real)
    for mount in mounts:
        if mount.id == number:
            return mount
    best: Mount | None = None
    for mount in mounts:  # a later one lies over an earlier one at the same point
        holds = real == mount.point or real.startswith(mount.point.rstrip(b"/") + b"/")
        if holds and (best is None or len(mount.point) >= len(best.point)):
            best = mount
    return best


def _mount_id(real: bytes) -> int | None:
    """The kernel's number of the mount: exact also where mounts cover each other."""
    descriptor = os.open(real, os.O_PATH | os.O_CLOEXEC)
    try:
        with open(f"/proc/self/fdinfo/{descriptor}", "rb") as stream:
            for line in stream:
                if line.startswith(b"mnt_id:"):
                    return int(line.split(b":")[1])
    except (OSError, ValueError):
        return None
    finally:
        os.close(descriptor)
    return None


def _uuid_by_link(mount: Mount) -> str | None:
    """What udev found on the device; there is no udev in containers."""
    try:
        names = os.listdir(_BY_UUID)
    except OSError:
        return None
    source = os.path.realpath(os.fsdecode(mount.source))
    for name in sorted(names):
        device = os.path.realpath(os.path.join(_BY_UUID, name))
        try:
            number = os.stat(device).st_rdev
        except OSError:
            continue
        if device == source or (os.major(number), os.minor(number)) == mount.device:
            return name.lower()
    return None


def _uuid_by_kernel(real: bytes) -> str | None:
    """The UUID as the file system itself tells it: Linux 6.9 and later, not all file systems."""
    import fcntl

    answer = bytearray(17)  # a length and up to 16 bytes
    try:
        descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.ioctl(descriptor, _FS_IOC_GETFSUUID, answer)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    length, raw = struct.unpack("B16s", answer)
    if length != 16 or not any(raw):
        return None
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _identify_elsewhere(real: bytes) -> Volume | None:
    import psutil

    path = os.fsdecode(real)
    best = None
    for partition in psutil.disk_partitions(all=True):
        point = os.path.normcase(partition.mountpoint)
        inside = os.path.join(point, "")
        holds = os.path.normcase(path) == point or os.path.normcase(path).startswith(inside)
        if holds and (best is None or len(partition.mountpoint) > len(best.mountpoint)):
            best = partition
    if best is None:
        return None
    network = is_network(best.fstype) or "remote" in best.opts.split(",")
    below = os.path.relpath(path, best.mountpoint).replace(os.sep, "/")
    # Windows gives the serial number of the volume as the device; elsewhere that is a mere number.
    fs_id = f"{os.stat(real).st_dev:x}" if sys.platform == "win32" and not network else None
    where = "/" if below == "." else f"/{below}"
    return Volume(None, best.fstype, network, best.device, where, fs_id)
