"""A server on 127.0.0.1 that speaks the hub's protocol, and misbehaves as a test wants it to.

As on the real one, large files are handed on to a second address that serves ranges, their SHA-256 is
their etag, and small files come from the first address with git's hash of them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGE = 100_000
"""Bytes from which a file is kept outside git."""

REVISION = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Fault:
    """What happens to one request instead of an answer: a status, or the connection cut after bytes."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int = -1


@dataclass
class HubServer:
    """The repositories, what goes wrong next, and what was asked."""

    files: dict[tuple[str, str], bytes] = field(default_factory=dict)
    about: list[Fault] = field(default_factory=list)
    bytes_of: list[Fault] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    instead: dict[str, bytes] = field(default_factory=dict)
    ranges: bool = True
    gated: bool = False
    asked: list[str] = field(default_factory=list)
    served: int = 0
    before_bytes: Callable[[], None] = lambda: None
    address: str = ""
    storage: str = ""

    def put(self, repo: str, file: str, data: bytes) -> str:
        """Add a file; its SHA-256."""
        self.files[repo, file] = data
        return hashlib.sha256(data).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments):
        pass

    def do_HEAD(self):
        self._answer(body=False)

    def do_GET(self):
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        self.hub.asked.append(f"{self.command} {self.path}")
        self.close_connection = True
        if self.path.startswith("/storage/"):
            self._storage(body)
            return
        if not body and self.hub.about:
            self._refuse(self.hub.about.pop(0))
            return
        owner, name, _resolve, revision, file = self.path.lstrip("/").split("/", 4)
        repo = f"{owner}/{name}"
        if not any(key[0] == repo for key in self.hub.files):
            self._refuse(Fault(404, {"X-Error-Code": "RepoNotFound"}))
            return
        if self.hub.gated:
            self._refuse(Fault(403, {"X-Error-Code": "GatedRepo"}))
            return
        data = self.hub.files.get((repo, file))
        if data is None or revision not in ("main", REVISION):
            self._refuse(Fault(404, {"X-Error-Code": "EntryNotFound"}))
            return
        if len(data) < LARGE:
            blob = hashlib.sha1(b"blob %d\x00" % len(data) + data).hexdigest()
            data = self.hub.instead.get(file) or data
            self._send(200, data, {"ETag": f'"{blob}"', "X-Repo-Commit": REVISION}, body)
            return
        self._send(
            302,
            b"",
            {
                "Location": f"{self.hub.storage}/storage/{repo}/{file}",
                "X-Repo-Commit": REVISION,
                "X-Linked-Etag": f'"{self.hub.hashes.get(file) or hashlib.sha256(data).hexdigest()}"',
                "X-Linked-Size": str(self.hub.sizes.get(file, len(data))),
            },
            body,
        )

    def _storage(self, body: bool) -> None:
        owner, name, file = self.path.removeprefix("/storage/").split("/", 2)
        data = self.hub.instead.get(file) or self.hub.files[f"{owner}/{name}", file]
        fault = self.hub.bytes_of.pop(0) if self.hub.bytes_of else Fault()
        self.hub.before_bytes()
        if fault.status:
            self._refuse(fault)
            return
        wanted = self.headers.get("Range") if self.hub.ranges else None
        first = int(wanted.removeprefix("bytes=").split("-")[0]) if wanted else 0
        if wanted and first >= len(data):
            self._send(416, b"", {"Content-Range": f"bytes */{len(data)}"}, body)
            return
        headers = {}
        if wanted:
            headers["Content-Range"] = f"bytes {first}-{len(data) - 1}/{len(data)}"
        self._send(206 if wanted else 200, data[first:], headers, body, fault.cut_after)

    def _refuse(self, fault: Fault) -> None:
        self._send(fault.status, b"", fault.headers, body=True)

    def _send(
        self, status: int, data: bytes, headers: dict[str, str], body: bool, cut_after: int = -1
    ) -> None:
        self.send_response(status)
        for key, value in {
            "Content-Length": str(len(data)),
            "Connection": "close",
            **headers,
        }.items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            part = data if cut_after < 0 else data[:cut_after]
            self.hub.served += len(part)  # before they go: whoever has them all may look at once
            try:
                self.wfile.write(part)
                self.wfile.flush()
            except OSError:
                return


@contextmanager
def serving() -> Iterator[HubServer]:
    """A hub without files that runs as long as the block."""
    hub = HubServer()
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    hub.address = f"http://127.0.0.1:{server.server_port}"
    hub.storage = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
