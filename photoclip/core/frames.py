"""Messages in a pipe between two processes of ours: a length (4 bytes, big-endian) and a pickle.

Both ends run as the same user, and one started the other: pickles are no more than what they may do
anyway.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">I")
LONGEST = 1 << 29
"""Bytes a message may have. Printed text in a pipe would be the beginning of a longer one."""


class NoFrameError(Exception):
    """What came out of the pipe is no message: something else wrote into it."""


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises `OSError` when the other side is gone."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message. Raises `EOFError` when the other side is gone, `NoFrameError` for noise."""
    (length,) = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size))
    if length > LONGEST:
        raise NoFrameError(f"a message of {length} bytes")
    data = _read_exactly(stream, length)
    try:
        return pickle.loads(data)
    except Exception as error:  # unpickling noise raises nearly everything
        raise NoFrameError(str(error)) from error


def _read_exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise EOFError
    return data
