"""A release is refused while something is missing, and says what."""

import subprocess

import pytest

from building import checksums, release
from building.parts import sha256

READY = "# Changelog\n\n## 1.2.0 (2026-11-26)\n\n- Something.\n\n## 1.1.0 (2026-10-01)\n\n- More.\n"


@pytest.fixture
def checkout(tmp_path):
    """A repository in which 1.1.0 is released and 1.2.0 is ready."""

    def git(*words: str) -> None:
        name = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
        subprocess.run(["git", *name, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n")
    git("add", ".")
    git("commit", "-qm", "First")
    git("tag", "v1.0.0")
    git("tag", "v1.1.0")
    (tmp_path / "CHANGELOG.md").write_text(READY)
    git("commit", "-qam", "Ready")
    return tmp_path


@pytest.fixture
def git(checkout):
    def call(*words: str) -> None:
        subprocess.run(["git", *words], cwd=checkout, check=True, capture_output=True)

    return call


def test_nothing_stands_against_a_release_that_is_ready(checkout):
    assert release.problems(checkout, "1.2.0") == []


def test_what_is_not_committed_is_named(checkout):
    (checkout / "new.txt").write_text("")
    (problem,) = release.problems(checkout, "1.2.0")
    assert "new.txt" in problem


@pytest.mark.parametrize("version", ["1.1.0", "1.0.9", "0.9.0"])
def test_a_version_that_was_not_raised_is_refused(checkout, version):
    found = release.problems(checkout, version)
    assert any("is not newer than 1.1.0" in problem for problem in found)


def test_1_10_is_newer_than_1_9(checkout, git):
    git("tag", "v1.9.0", "HEAD~1")
    (checkout / "CHANGELOG.md").write_text(READY.replace("1.2.0", "1.10.0"))
    assert not any("newer" in problem for problem in release.problems(checkout, "1.10.0"))


def test_a_release_can_be_built_again_from_its_own_tag(checkout, git):
    git("tag", "v1.2.0")
    assert release.problems(checkout, "1.2.0") == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("## 1.2.0 (2026-11-26)", "## Next", "no heading"),
        ("## 1.2.0 (2026-11-26)", "## 1.2.0", "doesn't say when"),
        ("## 1.2.0 (", "## Unreleased\n\n- Forgotten.\n\n## 1.2.0 (", "under Unreleased"),
    ],
)
def test_a_changelog_that_does_not_tell_of_it_is_refused(checkout, before, after, said):
    (checkout / "CHANGELOG.md").write_text(READY.replace(before, after))
    assert any(said in problem for problem in release.problems(checkout, "1.2.0"))


def test_a_site_that_no_photoclip_asks_is_named(checkout, monkeypatch):
    (checkout / "resources").mkdir()
    (checkout / "resources/releases.json").write_text('{"address": ""}')
    assert not any("releases.json" in found for found in release.problems(checkout, "1.2.0"))
    monkeypatch.setenv(release.SITE_VARIABLE, "https://photos.example")
    assert any("names no address" in found for found in release.problems(checkout, "1.2.0"))
    (checkout / "resources/releases.json").write_text('{"address": "https://photos.example/l"}')
    assert not any("names no address" in found for found in release.problems(checkout, "1.2.0"))


@pytest.mark.parametrize("version", ["1.2", "1.2.0rc1", "1.2.0.dev3"])
def test_only_three_numbers_are_a_release(checkout, version):
    assert any("three numbers" in problem for problem in release.problems(checkout, version))


def test_checksums_are_of_this_version_alone_and_read_by_sha256sum(tmp_path, monkeypatch):
    monkeypatch.setattr(checksums, "version", lambda: "1.2.0")
    others = ("1.1.0", "11.2.0", "1.2.01", "1.2.0.1", "1.2.0rc1")
    for name in (
        "photoclip-1.2.0.tar.gz",
        "photoclip_1.2.0-1_amd64.deb",
        *(f"photoclip-{other}.tar.gz" for other in others),
    ):
        (tmp_path / name).write_text(name)
    files = checksums.artefacts(tmp_path, "1.2.0")
    written = checksums.write_checksums(files, tmp_path)
    assert sorted(line.split()[1] for line in written.read_text().splitlines()) == [
        "photoclip-1.2.0.tar.gz",
        "photoclip_1.2.0-1_amd64.deb",
    ]
    assert sha256(tmp_path / "photoclip-1.2.0.tar.gz") in written.read_text()
    assert checksums.artefacts(tmp_path, "1.2.0") == files
    subprocess.run(
        ["sha256sum", "--check", written.name], cwd=tmp_path, check=True, capture_output=True
    )
