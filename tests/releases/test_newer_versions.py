"""Asking for a newer PhotoClip: off until it is turned on, once a day, and over https alone."""

import json
import threading
import time

import pytest
from release_server import PAGE, release

from photoclip import __version__
from photoclip.core import paths
from photoclip.core.errors import PhotoClipError
from photoclip.releases import asking, choice
from photoclip.releases.choice import Choice, Release


def test_a_newer_release_is_told_with_its_page(server):
    server.body = release("999.0")
    choice.turn(True)
    assert asking.ask_if_due() == Release("999.0", PAGE)


@pytest.mark.parametrize("version", [__version__, "0.0.1", "0"])
def test_the_same_and_an_older_release_are_not_newer(server, version):
    server.body = release(version)
    choice.turn(True)
    assert asking.ask_if_due() is None
    assert server.paths == ["/latest.json"]


def test_nothing_is_asked_until_it_is_turned_on(server):
    server.body = release("999.0")
    assert asking.ask_if_due() is None
    assert server.asked == []


def test_nothing_is_asked_or_told_once_it_is_turned_off_again(server):
    server.body = release("999.0")
    choice.turn(True)
    asking.ask_if_due()
    choice.turn(False)
    assert asking.ask_if_due() is None
    assert len(server.asked) == 1


def test_it_is_asked_once_a_day_and_remembered_in_between(server, monkeypatch):
    server.body = release("999.0")
    choice.turn(True)
    now = time.time()
    for _ in range(3):
        assert asking.ask_if_due() == Release("999.0", PAGE)
    assert len(server.asked) == 1
    monkeypatch.setattr(time, "time", lambda: now + choice.DAY_S + 60)
    asking.ask_if_due()
    assert len(server.asked) == 2


def test_a_question_without_an_answer_is_not_repeated_all_day_either(server):
    server.status = 500
    choice.turn(True)
    assert asking.ask_if_due() is None
    assert asking.ask_if_due() is None
    assert len(server.asked) == 1


def test_a_clock_that_was_set_back_does_not_stop_the_asking(server, monkeypatch):
    server.body = release("999.0")
    choice.turn(True)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 1000 * choice.DAY_S)
    asking.ask_if_due()
    monkeypatch.setattr(time, "time", lambda: now)
    asking.ask_if_due()
    assert len(server.asked) == 2


def test_the_question_says_nothing_about_this_computer_or_version(server):
    server.body = release("999.0")
    asking.newest(server.address)
    (headers,) = server.asked
    assert set(headers) <= {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert headers["User-Agent"] == "PhotoClip"
    assert server.paths == ["/latest.json"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"<html>not found</html>",
        b"[]",
        b"null",
        b"[" * 60_000,
        b"{}",
        release(""),
        release("1.2; rm -rf"),
        release("1" * 50_000),
        json.dumps({"version": 2, "page": PAGE}).encode(),
        json.dumps({"version": "999.0"}).encode(),
        release("999.0", "http://photoclip.example"),
        release("999.0", "file:///etc/passwd"),
        release("999.0", "javascript:alert(1)"),
        release("999.0", "https://"),
        release("999.0", "https://photoclip.example/\n\x1b[2J"),
        release("999.0") + b" " * asking.LONGEST,
    ],
)
def test_an_answer_that_makes_no_sense_is_no_release(server, body):
    server.body = body
    with pytest.raises(asking.NoAnswerError, match="makes no sense"):
        asking.newest(server.address)


def test_a_page_that_is_not_there_is_no_release(server):
    server.status = 404
    with pytest.raises(asking.NoAnswerError, match="answers 404"):
        asking.newest(server.address)


def test_a_server_that_says_nothing_is_given_up_on(server):
    server.silent = threading.Event()
    with pytest.raises(asking.NoAnswerError):
        asking.newest(server.address, patience_s=0.3)


def test_nobody_there_is_said_in_words(server):
    nobody = server.address.replace(":", ":", 1).rsplit(":", 1)[0] + ":9/latest.json"
    with pytest.raises(asking.NoAnswerError, match="is not known") as raised:
        asking.newest(nobody)
    assert raised.value.hint


def test_it_follows_to_another_https_address(server):
    server.status, server.headers = 302, {"Location": "/elsewhere"}
    server.body = release("999.0")
    assert asking.newest(server.address).version == "999.0"


def test_it_does_not_follow_to_http(server, plain_server):
    server.status, server.headers = 302, {"Location": plain_server.address}
    plain_server.body = release("999.0")
    with pytest.raises(asking.NoAnswerError, match="not https"):
        asking.newest(server.address)
    assert plain_server.asked == []


def test_it_does_not_follow_for_ever(server):
    server.status, server.headers = 302, {"Location": "/latest.json"}
    with pytest.raises(asking.NoAnswerError):
        asking.newest(server.address)
    assert len(server.asked) < 10


def test_http_is_not_asked_at_all(plain_server):
    plain_server.body = release("999.0")
    with pytest.raises(asking.NoAnswerError, match="no https address"):
        asking.newest(plain_server.address)
    assert plain_server.asked == []


def test_a_certificate_nobody_vouches_for_is_refused(server, monkeypatch, tmp_path):
    server.body = release("999.0")
    other = tmp_path / "none.pem"
    other.write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    with pytest.raises(asking.NoAnswerError):
        asking.newest(server.address)
    assert server.asked == []


def test_without_an_address_it_can_not_be_turned_on(monkeypatch):
    monkeypatch.setenv("PHOTOCLIP_RELEASES", "")
    with pytest.raises(PhotoClipError, match="doesn't know where to ask"):
        choice.turn(True)
    assert choice.load() == Choice()


def test_a_damaged_choice_counts_as_none():
    for text in (
        "",
        "{",
        "[]",
        '{"on": true}',
        '{"on": 1, "asked": "x", "version": "", "page": ""}',
    ):
        paths.config_dir().mkdir(parents=True, exist_ok=True)
        (paths.config_dir() / "new-versions.json").write_text(text)
        assert choice.load() == Choice()


@pytest.mark.parametrize(
    ("one", "other", "newer"),
    [
        ("0.10", "0.9", True),
        ("1.0", "1", False),
        ("1.0.1", "1.0", True),
        ("0.2.0", "0.2.0.dev3", False),
        ("2", "10", False),
    ],
)
def test_versions_are_compared_as_numbers(one, other, newer):
    assert choice.is_newer(one, other) is newer
