"""Byte strings under keys, in memory of a fixed size that a process shares with those it forks; the oldest give way.

Nobody waits for anybody: there is no lock, which a process that is killed could leave closed. What two processes write to
one place at once, or one reads while another writes over it, no longer fits its checksum, and counts as unknown.
"""

from __future__ import annotations

import mmap
import struct
from hashlib import blake2b

KEY_BYTES = 16
"""Of a key: a digest of what the value depends on."""

_HEAD = struct.Struct("<Q")
"""How many bytes have ever been written."""
_SLOT = struct.Struct("<Q")
_ENTRY = struct.Struct(f"<{KEY_BYTES}s8sI")
"""Key, checksum of key and value, length of the value."""
_BYTES_A_SLOT = 128
"""Of room; a value takes some 400, so that two keys seldom share a slot."""
LEAST = 65_536
_PART = 8
"""A value takes at most so manieth part of the room."""


class SharedRing:
    """A memory of about ``size`` bytes. Making one takes no memory yet: pages come with what is written."""

    def __init__(self, size: int) -> None:
        """Have ``size`` bytes in all, those for finding things included; ``LEAST`` if that is more."""
        size = max(size, LEAST)
        self._slots = 1 << (size // (_BYTES_A_SLOT + _SLOT.size)).bit_length() - 1
        self._start = _HEAD.size + self._slots * _SLOT.size
        self.room = size - self._start
        """Bytes of entries that fit."""
        self._memory = mmap.mmap(-1, size)

    @property
    def used(self) -> int:
        """Bytes of entries that are kept."""
        return min(self._written(), self.room)

    def get(self, key: bytes) -> bytes | None:
        """What was kept under a key; None where nothing is, or no longer."""
        (position,) = _SLOT.unpack_from(self._memory, self._slot(key))
        if not position or position + _ENTRY.size > self._start + self.room:
            return None
        kept, checksum, length = _ENTRY.unpack_from(self._memory, position)
        if kept != key or length > self.room:
            return None
        value = self._memory[position + _ENTRY.size : position + _ENTRY.size + length]
        return value if _checksum(key, value) == checksum else None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value, if it is not too large; what was kept longest is written over."""
        needed = _ENTRY.size + len(value)
        if needed > self.room // _PART:
            return
        written = self._written()
        at = written % self.room
        if at + needed > self.room:  # no entry is cut in two: the rest of the room is left out
            written += self.room - at
            at = 0
        _HEAD.pack_into(self._memory, 0, written + needed)
        position = self._start + at
        _ENTRY.pack_into(self._memory, position, key, _checksum(key, value), len(value))
        self._memory[position + _ENTRY.size : position + needed] = value
        _SLOT.pack_into(self._memory, self._slot(key), position)

    def _written(self) -> int:
        written: int = _HEAD.unpack_from(self._memory, 0)[0]
        return written

    def _slot(self, key: bytes) -> int:
        return _HEAD.size + (int.from_bytes(key[:8], "little") & (self._slots - 1)) * _SLOT.size


def _checksum(key: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=8, key=key).digest()
