"""Messages between a supervisor and its query processes (floor 3): a JSON header and a body of bytes.

Nothing is pickled: a process that has run a stranger's query is not believed to send only what we would.
"""

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">IQ")

Header = dict[str, Any]
"""The JSON object at the head of a message."""


def write_frame(stream: IO[bytes], header: Header, body: bytes = b"") -> None:
    """Write one message and flush it."""
    head = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(head), len(body)) + head)
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[Header, bytes] | None:
    """Read one message; None when the other side has gone, also in the middle of a message."""
    start = stream.read(_LENGTHS.size)
    if len(start) < _LENGTHS.size:
        return None
    head_length, body_length = _LENGTHS.unpack(start)
    head, body = stream.read(head_length), stream.read(body_length)
    if len(head) < head_length or len(body) < body_length:
        return None
    header: Header = json.loads(head)
    return header, body
