"""What a wheel must carry is named in pyproject.toml, MANIFEST.in and setup.py: all of it."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def _packages_here() -> set[str]:
    return {
        ".".join(module.parent.relative_to(ROOT).parts)
        for module in (ROOT / "photoclip").rglob("*.py")
    }


def _guide_pages() -> tuple[str, ...]:
    """``GUIDE`` of setup.py, which can't be imported without running it."""
    for statement in ast.parse((ROOT / "setup.py").read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and statement.targets[0].id == "GUIDE":
            return ast.literal_eval(statement.value)
    raise AssertionError("setup.py has no GUIDE")


def test_every_folder_with_modules_is_a_package_that_is_listed():
    assert set(SETUPTOOLS["packages"]) == _packages_here() | {"photoclip.resources"}


def test_every_package_says_that_it_is_one():
    for name in _packages_here():
        assert (ROOT / Path(*name.split(".")) / "__init__.py").is_file()


def test_every_file_beside_the_modules_is_package_data():
    named = set(SETUPTOOLS["package-data"]["photoclip"])
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "photoclip"],
        check=False,
        capture_output=True,
        text=True,
    )
    if listed.returncode != 0:
        pytest.skip("no git checkout")
    files = listed.stdout.splitlines()
    others = {
        Path(name).relative_to("photoclip") for name in files if name and not name.endswith(".py")
    }
    assert {str(path) for path in others} <= named


def test_resources_are_carried_whatever_their_names_are():
    assert SETUPTOOLS["package-data"]["photoclip.resources"] == ["**/*"]
    hidden = [path for path in (ROOT / "resources").rglob(".*") if path.is_file()]
    assert not hidden, "a pattern with ** passes over names that begin with a dot"


def test_every_page_that_the_guide_links_to_is_installed_with_it():
    pages = _guide_pages()
    linked = set(re.findall(r"\]\(([\w-]+\.md)", (ROOT / "docs" / "guide.md").read_text("utf-8")))
    assert {"guide.md"} | linked <= set(pages)
    for page in pages:
        assert (ROOT / "docs" / page).is_file()


def test_the_sdist_has_every_page_that_the_wheel_is_built_from():
    manifest = (ROOT / "MANIFEST.in").read_text("utf-8")
    for page in _guide_pages():
        assert f"docs/{page}" in manifest
