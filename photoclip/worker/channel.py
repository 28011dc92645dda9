"""Both ends of one connection prove that they hold the key before anything else is said."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import socket
import sys
from multiprocessing.connection import Connection

NONCE_BYTES = 32
PATIENCE_S = 5.0
"""How long the other end may take for each step of the greeting."""


class RefusedError(Exception):
    """The other end did not prove that it holds the key."""


def _proof(key: bytes, role: bytes, first: bytes, second: bytes) -> bytes:
    return hmac.new(key, role + first + second, hashlib.sha256).digest()


def _hear(connection: Connection, length: int) -> bytes:
    if not connection.poll(PATIENCE_S):
        raise RefusedError
    try:
        said = connection.recv_bytes(length)
    except OSError as error:  # more than was agreed on
        raise RefusedError from error
    if len(said) != length:
        raise RefusedError
    return said


def greet_client(connection: Connection, key: bytes) -> None:
    """The owner's side. Raises `RefusedError`, EOFError or OSError; nothing was unpickled then."""
    mine = secrets.token_bytes(NONCE_BYTES)
    connection.send_bytes(mine)
    said = _hear(connection, 2 * NONCE_BYTES)
    theirs, proof = said[:NONCE_BYTES], said[NONCE_BYTES:]
    if not hmac.compare_digest(proof, _proof(key, b"client", mine, theirs)):
        raise RefusedError
    connection.send_bytes(_proof(key, b"owner", mine, theirs))


def greet_owner(connection: Connection, key: bytes) -> None:
    """The client's side: prove the key, and see that the other end holds it too."""
    theirs = _hear(connection, NONCE_BYTES)
    mine = secrets.token_bytes(NONCE_BYTES)
    connection.send_bytes(mine + _proof(key, b"client", theirs, mine))
    if not hmac.compare_digest(_hear(connection, NONCE_BYTES), _proof(key, b"owner", theirs, mine)):
        raise RefusedError


def shut_down(connection: Connection) -> None:
    """End a connection that another thread may be reading: closing alone would not wake that one.

    The connection has still to be closed, once nobody uses it.
    """
    if sys.platform == "win32":
        return
    with (
        contextlib.suppress(OSError),
        socket.socket(fileno=os.dup(connection.fileno())) as ending,
    ):
        ending.shutdown(socket.SHUT_RDWR)
