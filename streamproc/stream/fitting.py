"""A dead letter that does not fit: what is cut off, in which order, and what is noted about it.

Large headers go first, then what is too long of the key, then the value, until the rest fits. Sizes and SHA-256 hashes
are kept, so that the message can still be recognised where its sender keeps it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.stream.intake import Headers

if TYPE_CHECKING:
    from streamproc.stream.intake import Incoming

VALUE_OMITTED = "streamproc.value_omitted"
"""Bytes of the value, which is left out: there is nothing to send again."""
VALUE_HASH = "streamproc.value_sha256"
KEY_CUT = "streamproc.key_cut"
"""Bytes of the key, of which only the beginning is kept."""
KEY_HASH = "streamproc.key_sha256"
HEADERS_CUT = "streamproc.headers_cut"
"""JSON: number and bytes of the original headers that are left out, and of the largest name, bytes, hash."""

NOTES = (VALUE_OMITTED, VALUE_HASH, KEY_CUT, KEY_HASH, HEADERS_CUT)

HEADER_FRAME = 10
"""Bytes that a header's lengths take at most."""
KEY_START = 256
"""Bytes of a cut key that are kept."""
NOTED_HEADERS = 8
LONGEST_NAME = 64
NOTES_BYTES = 4096
"""More than the notes themselves take: less than a quarter of a kilobyte for each header that is described."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Key, value and original headers as they are published, and the notes about what was cut."""

    key: bytes | None
    value: bytes | None
    headers: Headers
    notes: Headers


def size_of(headers: Headers) -> int:
    """Bytes that headers take in a record, a little too high rather than too low."""
    return sum(len(name.encode(errors="replace")) + len(value or b"") + HEADER_FRAME for name, value in headers)


def fitted(message: Incoming, headers: Headers, room: int) -> Fitted:
    """What fits into ``room`` bytes of the message with these of its headers; everything when everything does."""
    key, value, notes = message.key, message.value, []
    if len(key or b"") + len(value or b"") + size_of(headers) <= room:
        return Fitted(key, value, headers, ())
    share = (room - NOTES_BYTES) // 4
    headers, left_out = smallest(headers, share)
    if left_out:
        notes.append((HEADERS_CUT, described(left_out)))
    if key is not None and len(key) > max(share, KEY_START):
        notes += [(KEY_CUT, str(len(key)).encode()), (KEY_HASH, hash_of(key))]
        key = key[:KEY_START]
    if value is not None and len(key or b"") + len(value) + size_of(headers) > room - NOTES_BYTES:
        notes += [(VALUE_OMITTED, str(len(value)).encode()), (VALUE_HASH, hash_of(value))]
        value = None
    return Fitted(key, value, headers, tuple(notes))


def smallest(headers: Headers, room: int) -> tuple[Headers, Headers]:
    """As many headers as fit, in their order, the largest left out first; and those that are left out."""
    sizes = [size_of((header,)) for header in headers]
    kept: set[int] = set()
    taken = 0
    for index in sorted(range(len(headers)), key=sizes.__getitem__):
        taken += sizes[index]
        if taken > room:
            break
        kept.add(index)
    inside = tuple(header for index, header in enumerate(headers) if index in kept)
    return inside, tuple(header for index, header in enumerate(headers) if index not in kept)


def described(headers: Headers) -> bytes:
    """The note about headers that are left out: all in number and bytes, the largest in detail."""
    largest = sorted(headers, key=lambda header: -len(header[1] or b""))[:NOTED_HEADERS]
    note = {
        "headers": len(headers),
        "bytes": size_of(headers),
        "largest": [
            {
                "name": ascii(name)[1:-1][:LONGEST_NAME],
                "bytes": len(value or b""),
                "sha256": hash_of(value or b"").decode(),
            }
            for name, value in largest
        ],
    }
    return json.dumps(note).encode()


def hash_of(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
