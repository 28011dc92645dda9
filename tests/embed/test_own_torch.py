"""One's own torch in a frozen program, from a folder laid out as pip does; torch is not loaded."""

import sys
from importlib.machinery import EXTENSION_SUFFIXES

import pytest

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed import own_torch


@pytest.fixture
def as_frozen(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "photoclip"))
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(sys, "path", list(sys.path))


@pytest.fixture
def made(tmp_path):
    """A folder with a torch for this Python."""
    package = tmp_path / "mine" / "torch"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / f"_C{EXTENSION_SUFFIXES[0]}").write_bytes(b"")
    (package / "version.py").write_text("__version__ = '2.13.0+cu130'\ncuda = '13.0'\n")
    return package.parent


def test_from_source_no_folder_is_asked(monkeypatch, made):
    monkeypatch.setenv(own_torch.VARIABLE, str(made))
    assert own_torch.folder() is None


def test_the_variable_names_the_folder_before_the_file_does(as_frozen, monkeypatch, made):
    monkeypatch.delenv(own_torch.VARIABLE, raising=False)
    assert own_torch.folder() is None
    paths.own_torch_file().parent.mkdir(parents=True, exist_ok=True)
    paths.own_torch_file().write_text("/somewhere\n", "utf-8")
    assert str(own_torch.folder()) == "/somewhere"
    monkeypatch.setenv(own_torch.VARIABLE, str(made))
    assert own_torch.folder() == made


def test_torch_is_found_there_and_other_packages_are_not(as_frozen, monkeypatch, made):
    monkeypatch.setenv(own_torch.VARIABLE, str(made))
    own_torch.use()
    own_torch.use()
    finder = sys.meta_path[0]
    assert finder.find_spec("torch").origin == str(made / "torch" / "__init__.py")
    assert finder.find_spec("numpy") is None
    assert sys.path.count(str(made)) == 1
    assert sys.path[-1] == str(made)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda torch: torch.rename(torch.with_name("else")), "no torch"),
        (lambda torch: (torch / f"_C{EXTENSION_SUFFIXES[0]}").unlink(), "not made for Python 3"),
        (lambda torch: (torch / "version.py").write_text("__version__ = '2.1.2'\n"), "too old"),
        (lambda torch: (torch / "version.py").unlink(), "unknown version"),
    ],
)
def test_a_folder_that_will_not_do_is_refused_in_words(as_frozen, monkeypatch, made, change, said):
    change(made / "torch")
    monkeypatch.setenv(own_torch.VARIABLE, str(made))
    own_torch.use()
    with pytest.raises(ModelError, match=said) as caught:
        sys.meta_path[0].find_spec("torch")
    assert own_torch.VARIABLE in caught.value.hint
