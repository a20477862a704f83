"""Many small messages for one partition in one: Kafka's cost, and ours, is for a message, whatever its size.

A pack is a zero, which no other message of a stage begins with, and then for each message the lengths of its key and its
value (two 32-bit integers, big-endian), key and value.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from streamproc.linking.messages import InvalidMessage, Send

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARK = b"\0"
LENGTHS = struct.Struct(">II")
MOST_BYTES = 32_768
"""A pack that has so many takes no more messages."""


def packed(sends: Iterable[Send]) -> bytes:
    """The messages in one."""
    parts = [MARK]
    for key, value in sends:
        parts += LENGTHS.pack(len(key), len(value)), key, value
    return b"".join(parts)


def unpacked(key: bytes, value: bytes) -> Iterator[Send]:
    """The messages in a pack, in order; a message that is none is the only one.

    Raises:
        InvalidMessage: it is a broken pack; what lies before that was given.
    """
    if value[:1] != MARK:
        yield Send(key, value)
        return
    at = len(MARK)
    while at < len(value):
        start = at + LENGTHS.size
        if start > len(value):
            raise InvalidMessage("a pack that ends within a length")
        key_bytes, value_bytes = LENGTHS.unpack_from(value, at)
        at = start + key_bytes + value_bytes
        if at > len(value):
            raise InvalidMessage("a pack that ends within a message")
        yield Send(value[start : start + key_bytes], value[start + key_bytes : at])
