"""Fetching weights from a server that speaks the hub's protocol on 127.0.0.1."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from photoclip.core import paths
from photoclip.embed.weights import WEIGHTS, ModelFolder

FETCH = """
import json, sys
from pathlib import Path
from photoclip.core.errors import PhotoClipError
from photoclip.embed.weights import RemoteModel, fetch
config = json.loads(Path(sys.argv[2]).read_text())
try:
    remote = RemoteModel("Tiny/test", "someone/tiny", "open_clip_model.safetensors", config)
    fetch(remote, Path(sys.argv[1]))
except PhotoClipError as error:
    print(f"{error} | {error.hint}")
    sys.exit(1)
"""


class Hub(BaseHTTPRequestHandler):
    data = b""
    status = 200
    cut = False

    def log_message(self, *_arguments):
        pass

    def _head(self, status: int, length: int, extra: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("ETag", f'"{hashlib.sha256(self.data).hexdigest()}"')
        self.send_header("X-Repo-Commit", "0" * 40)
        self.send_header("Content-Length", str(length))
        for key, value in (extra or {}).items():
            self.send_header(key, value)
        self.end_headers()

    def do_HEAD(self):
        if type(self).status != 200:
            self.send_error(type(self).status)
            return
        self._head(200, len(self.data))

    def do_GET(self):
        cls = type(self)
        if cls.status != 200:
            self.send_error(cls.status)
            return
        first = 0
        wanted = self.headers.get("Range")
        if wanted:
            first = int(wanted.removeprefix("bytes=").split("-")[0])
        body = self.data[first:]
        if wanted:
            span = f"bytes {first}-{len(self.data) - 1}/{len(self.data)}"
            self._head(206, len(body), {"Content-Range": span})
        else:
            self._head(200, len(body))
        if cls.cut:
            self.wfile.write(body[: len(body) // 3])
            self.wfile.flush()
            self.connection.close()
            return
        self.wfile.write(body)


@pytest.fixture
def hub():
    """The server and its handler class, whose attributes a test may change."""
    handler = type("TestHub", (Hub,), {"data": (paths.embedded_model() / WEIGHTS).read_bytes()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server, handler
    server.shutdown()
    server.server_close()


def fetch(server: ThreadingHTTPServer, models: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: the hub's address is read when its library is imported."""
    environment = dict(
        os.environ,
        HF_ENDPOINT=f"http://127.0.0.1:{server.server_port}",
        HF_HUB_DOWNLOAD_TIMEOUT="5",
        HF_HUB_DISABLE_XET="1",
    )
    config = paths.embedded_model() / "open_clip_config.json"
    return subprocess.run(
        [sys.executable, "-c", FETCH, str(models), str(config)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_a_download_arrives_whole_and_verifies(hub, tmp_path):
    done = fetch(hub[0], tmp_path / "models")
    assert done.returncode == 0, done.stdout + done.stderr
    model = ModelFolder.open(tmp_path / "models" / "Tiny--test")
    model.verify()
    assert model.name == "Tiny/test"
    assert not model.info.demonstration
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["Tiny--test"]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_says_what_to_do_and_leaves_no_model(hub, tmp_path, status):
    hub[1].status = status
    done = fetch(hub[0], tmp_path / "models")
    assert done.returncode == 1, done.stderr
    assert "could not be downloaded" in done.stdout
    assert not (tmp_path / "models" / "Tiny--test").exists()


def test_something_else_than_weights_is_refused(hub, tmp_path):
    hub[1].data = b"<html>please log in</html>" * 100
    done = fetch(hub[0], tmp_path / "models")
    assert done.returncode == 1
    assert "not a whole safetensors file" in done.stdout
    assert not (tmp_path / "models" / "Tiny--test").exists()


def test_a_second_download_replaces_the_first(hub, tmp_path):
    assert fetch(hub[0], tmp_path / "models").returncode == 0
    assert fetch(hub[0], tmp_path / "models").returncode == 0
    card = json.loads((tmp_path / "models" / "Tiny--test" / "photoclip.json").read_text())
    assert card["sha256"] == hashlib.sha256(hub[1].data).hexdigest()
