"""Volumes: drives told apart, with real file systems mounted where the machine allows it."""

from __future__ import annotations

import os
import sys

import pytest

from photoclip.folders import volumes
from photoclip.folders.volumes import (
    Volume,
    identify,
    is_network,
    parse_mountinfo,
    same_drive,
)

DISK = Volume("1234-5678", "ext4", False, "/dev/sdb1", "/photos")
MOUNTINFO = rb"""23 27 0:22 / /sys rw,relatime - sysfs sysfs rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/root rw
91 27 8:17 /sub\040dir /media/My\040Photos rw master:2 unbindable - vfat /dev/sdb1 rw
92 27 0:55 / /nas/caf\303\251\134x rw - nfs4 nas:/export/p rw,addr=10.0.0.2
93 27 0:56 / /sm rw - fuse.sshfs me@host: rw
garbage
94 x 0:y / / - a b
"""


def test_a_drive_is_known_again_and_another_at_the_same_path_is_not(disk_images):
    (first, second), place, mount, unmount = disk_images
    path = os.fsencode(place)
    bare = identify(path)
    mount(first)
    known = identify(path)
    unmount()
    gone = identify(path)
    mount(second)
    other = identify(path)
    unmount()
    mount(first)
    again = identify(path)
    assert same_drive(known, again) is True
    assert same_drive(known, other) is False
    assert same_drive(known, gone) is False
    assert same_drive(bare, gone) is not False
    assert known.file_system == "ext4"
    assert not known.network
    assert same_drive(Volume.from_json(known.to_json()), again) is True


def test_the_identity_that_udev_found_comes_first(disk_images, tmp_path, monkeypatch):
    (first, _second), place, mount, _unmount = disk_images
    links = tmp_path / "by-uuid"
    links.mkdir()
    monkeypatch.setattr(volumes, "_BY_UUID", str(links))
    mount(first)
    device = identify(os.fsencode(place)).source
    (links / "0000-elsewhere").symlink_to("/dev/null")
    (links / "0001-dangling").symlink_to("nowhere")
    (links / "ABCD-1234").symlink_to(device)
    assert identify(os.fsencode(place)).uuid == "abcd-1234"


def test_the_place_inside_a_drive_is_known(disk_images):
    (first, _second), place, mount, _unmount = disk_images
    mount(first)
    os.makedirs(place / "a" / "b")
    (place / "link").symlink_to("a/b")
    assert identify(os.fsencode(place)).path_in_volume == "/"
    assert identify(os.fsencode(place / "a" / "b")).path_in_volume == "/a/b"
    assert identify(os.fsencode(place / "link")).path_in_volume == "/a/b"


def test_a_drive_below_another_mount_is_found_by_the_mount_that_covers_it(disk_images):
    (first, second), place, mount, unmount = disk_images
    mount(first)
    below = identify(os.fsencode(place))
    mount(second)  # over it, at the same point
    assert same_drive(identify(os.fsencode(place)), below) is False
    unmount()
    assert same_drive(identify(os.fsencode(place)), below) is True


def test_identifying_writes_nothing(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"1")
    before = [(entry.name, entry.stat().st_mtime_ns) for entry in os.scandir(tmp_path)]
    stamp = tmp_path.stat().st_mtime_ns
    identify(os.fsencode(tmp_path))
    assert [(entry.name, entry.stat().st_mtime_ns) for entry in os.scandir(tmp_path)] == before
    assert tmp_path.stat().st_mtime_ns == stamp


def test_what_is_not_there_lies_on_no_volume(tmp_path):
    assert identify(os.fsencode(tmp_path / "gone")) is None
    (tmp_path / "dangling").symlink_to("nowhere")
    assert identify(os.fsencode(tmp_path / "dangling")) is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_path_that_is_not_utf8_survives_in_json(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9")
    os.mkdir(path)
    volume = identify(path)
    assert os.fsencode(volume.path_in_volume).endswith(b"/caf\xe9")
    assert volume.to_json().isascii()
    assert Volume.from_json(volume.to_json()) == volume


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{}", '{"file_system": 1, "network": true}', '{"uuid": 3}']
)
def test_json_of_something_else_is_no_volume(text):
    assert Volume.from_json(text) is None


def test_json_of_a_newer_photoclip_is_read_as_far_as_it_is_known():
    text = '{"uuid": "1", "file_system": "ext4", "network": false, "colour": "red"}'
    assert Volume.from_json(text) == Volume("1", "ext4", False)


def test_mounts_are_read_with_their_escapes_and_odd_lines_are_passed_over():
    mounts = {mount.id: mount for mount in parse_mountinfo(MOUNTINFO)}
    assert sorted(mounts) == [23, 27, 91, 92, 93]
    assert mounts[91].point == b"/media/My Photos"
    assert mounts[91].inside == b"/sub dir"
    assert mounts[91].device == (8, 17)
    assert mounts[92].point == "/nas/café\\x".encode()
    assert (mounts[92].file_system, mounts[92].source) == ("nfs4", b"nas:/export/p")
    assert mounts[93].file_system == "fuse.sshfs"


def test_without_the_kernels_number_the_deepest_mount_holds_a_path(monkeypatch):
    monkeypatch.setattr(volumes, "_mount_id", lambda _path: None)
    mounts = parse_mountinfo(MOUNTINFO)
    assert volumes._mount_of(b"/media/My Photos/a", mounts).id == 91
    assert volumes._mount_of(b"/media/My Photos2", mounts).id == 27
    assert volumes._mount_of(b"/", mounts).id == 27


@pytest.mark.parametrize(
    "kind",
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.s3fs",
    ],
)
def test_drives_of_other_computers_are_network_drives(kind):
    assert is_network(kind)


@pytest.mark.parametrize(
    "kind",
    [
        "ext4",
        "xfs",
        "btrfs",
        "vfat",
        "exfat",
        "ntfs3",
        "fuseblk",
        "fuse.ntfs-3g",
        "fuse.gocryptfs",
        "tmpfs",
        "apfs",
    ],
)
def test_drives_of_this_computer_are_none(kind):
    assert not is_network(kind)


@pytest.mark.parametrize(
    ("seen", "answer"),
    [
        (Volume("1234-5678", "ext4", False, "/dev/sdc1"), True),
        (Volume("1234-5678", "fuseblk", False, "/dev/sdc1"), True),
        (Volume("9999-0000", "ext4", False, "/dev/sdb1"), False),
        (Volume(None, "ext4", False, "/dev/sdb1"), None),
        (Volume(None, "ext3", False), None),
        (Volume(None, "fuseblk", False), None),
        (Volume(None, "vfat", False), False),
        (Volume(None, "nfs4", True, "nas:/p"), False),
    ],
)
def test_drives_are_compared_by_identity_and_else_by_kind(seen, answer):
    assert same_drive(DISK, seen) is answer
    assert same_drive(seen, DISK) is answer


def test_a_number_derived_from_the_identity_tells_drives_apart_where_there_is_no_better():
    known = Volume(None, "ext4", False, fs_id="ab")
    assert same_drive(known, Volume(None, "ext4", False, fs_id="ab")) is True
    assert same_drive(known, Volume(None, "ext4", False, fs_id="cd")) is False
    assert same_drive(known, Volume("1234", "ext4", False)) is None


@pytest.mark.parametrize(
    ("known", "seen", "answer"),
    [
        ("nas:/photos", "nas:/photos", True),
        ("nas:/photos", "192.168.1.2:/photos", None),
        ("//nas/photos", "//nas.local/photos", None),
        ("//nas/photos", "//nas/music", False),
        ("nas:/photos", "", None),
    ],
)
def test_network_drives_are_compared_by_what_is_shared(known, seen, answer):
    first, second = Volume(None, "nfs4", True, known), Volume(None, "cifs", True, seen)
    assert same_drive(first, second) is answer
