"""``photoclip version`` and the setting, as a person types them."""

import json

import pytest
from release_server import PAGE, release

from photoclip import __version__
from photoclip.cli.main import run


@pytest.fixture
def photoclip(capsys, tmp_path, monkeypatch):
    """Run the command line here; its exit code, output and errors."""
    monkeypatch.setenv("COLUMNS", "200")

    def type_in(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            run(["--library", str(tmp_path / "library"), *words])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return type_in


def test_version_says_which_photoclip_this_is_and_asks_nobody(server, photoclip):
    assert photoclip("version") == (0, f"PhotoClip {__version__}\n", "")
    assert server.asked == []


def test_check_asks_at_once_also_where_it_is_not_turned_on(server, photoclip):
    server.body = release("999.0")
    code, out, _ = photoclip("version", "--check")
    assert code == 0
    assert "There is a newer one, 999.0" in out
    assert PAGE in out


def test_check_says_when_there_is_none(server, photoclip):
    server.body = release(__version__)
    assert "There is no newer one." in photoclip("version", "--check")[1]


def test_a_check_without_an_answer_says_why_and_what_to_do(server, photoclip):
    server.status = 404
    code, out, err = photoclip("version", "--check")
    assert (code, out) == (1, "")
    assert "answers 404" in err
    assert "Try again later" in err


def test_a_photoclip_without_an_address_says_so(photoclip):
    code, _, err = photoclip("version", "--check")
    assert code == 1
    assert "doesn't know where to ask" in err
    assert "PHOTOCLIP_RELEASES" in err


def test_the_answer_comes_as_json(server, photoclip):
    server.body = release("999.0")
    out = photoclip("version", "--check", "--json")[1]
    assert json.loads(out) == {
        "version": __version__,
        "newer": {"version": "999.0", "page": PAGE},
    }
    assert json.loads(photoclip("version", "--json")[1])["newer"] is None


def test_the_window_asks_only_once_it_is_turned_on_in_the_settings(server, photoclip):
    server.body = release("999.0")
    assert json.loads(photoclip("version", "--if-due", "--json")[1])["newer"] is None
    assert server.asked == []
    assert photoclip("settings", "new-versions", "on")[0] == 0
    assert json.loads(photoclip("version", "--if-due", "--json")[1])["newer"] is not None
    assert photoclip("settings", "new-versions", "off")[0] == 0
    assert json.loads(photoclip("version", "--if-due", "--json")[1])["newer"] is None


def test_the_setting_needs_no_library_and_makes_none(server, photoclip, tmp_path):
    assert "off" in photoclip("settings", "new-versions")[1]
    photoclip("settings", "new-versions", "on")
    assert json.loads(photoclip("settings", "new-versions", "--json")[1]) == {"new_versions": True}
    photoclip("settings", "new-versions", "--default")
    assert json.loads(photoclip("settings", "new-versions", "--json")[1]) == {"new_versions": False}
    assert not (tmp_path / "library").exists()


def test_the_setting_can_not_be_turned_on_without_an_address(photoclip):
    code, _, err = photoclip("settings", "new-versions", "on")
    assert code == 1
    assert "doesn't know where to ask" in err
    assert "doesn't know where to ask" in photoclip("settings", "new-versions")[1]


def test_the_setting_is_on_or_off(server, photoclip):
    code, _, err = photoclip("settings", "new-versions", "sometimes")
    assert code == 1
    assert "neither on nor off" in err


def test_a_name_that_is_no_setting_is_answered_with_those_there_are(photoclip):
    code, _, err = photoclip("settings", "colour", "red")
    assert code == 1
    assert "new-versions" in err
    assert "on-battery" in err
