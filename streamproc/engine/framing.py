"""Frames on a local socket: a length, then a list of byte strings. Nothing that arrives is ever executed."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Sequence

_U32 = struct.Struct("<I")


def pack(fields: Sequence[bytes]) -> bytes:
    """One frame: its length, the number of fields, their lengths, the fields."""
    lengths = struct.pack(f"<{len(fields) + 1}I", len(fields), *map(len, fields))
    return b"".join((_U32.pack(len(lengths) + sum(map(len, fields))), lengths, *fields))


def unpack(body: bytes) -> list[bytes]:
    """The fields of a frame's body.

    Raises:
        ValueError: the lengths don't add up.
    """
    count = _U32.unpack_from(body)[0]
    if 4 * (count + 1) > len(body):
        raise ValueError(f"a frame of {len(body)} bytes cannot hold {count} fields")
    fields = []
    start = 4 * (count + 1)
    for length in struct.unpack_from(f"<{count}I", body, 4):
        fields.append(body[start : start + length])
        start += length
    if start != len(body):
        raise ValueError(f"a frame's fields end at {start}, its body at {len(body)}")
    return fields


def receive(connection: socket.socket) -> list[bytes] | None:
    """Read one frame, blocking; None when the other end is gone."""
    head = _receive_exactly(connection, _U32.size)
    body = _receive_exactly(connection, _U32.unpack(head)[0]) if head is not None else None
    return unpack(body) if body is not None else None


async def read(reader: asyncio.StreamReader) -> list[bytes]:
    """Read one frame.

    Raises:
        asyncio.IncompleteReadError: the other end is gone.
    """
    head = await reader.readexactly(_U32.size)
    return unpack(await reader.readexactly(_U32.unpack(head)[0]))


def _receive_exactly(connection: socket.socket, size: int) -> bytes | None:
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        got = connection.recv_into(view)
        if not got:
            return None
        view = view[got:]
    return bytes(buffer)
