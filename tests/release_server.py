"""A server on this machine that tells of the newest release, or misbehaves as a test wants it to."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "https://photoclip.example/releases"


def release(version: str, page: str = PAGE) -> bytes:
    return json.dumps({"version": version, "page": page}).encode()


@dataclass
class ReleaseServer:
    """What it answers next, and what it was asked: the headers of each request."""

    address: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    silent: threading.Event | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    told: ReleaseServer

    def log_message(self, *_arguments):
        pass

    def do_GET(self):
        told = self.told
        told.asked.append(dict(self.headers.items()))
        told.paths.append(self.path)
        if told.silent is not None:
            told.silent.wait(60)  # until the test is over
            return
        status, headers = told.status, dict(told.headers)
        if self.path == "/elsewhere":
            status, headers = 200, {}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(told.body)


@contextmanager
def serving(context: ssl.SSLContext | None) -> Iterator[ReleaseServer]:
    told = ReleaseServer()
    handler = type("Handler", (_Handler,), {"told": told})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # a client that hangs up in the middle
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    told.address = f"{'https' if context else 'http'}://localhost:{server.server_port}/latest.json"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield told
    finally:
        if told.silent is not None:
            told.silent.set()
        server.shutdown()
        thread.join()
        server.server_close()
