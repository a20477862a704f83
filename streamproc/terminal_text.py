"""Text from outside, made fit for a terminal."""

from __future__ import annotations

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Control characters (escape sequences among them), zero-width and direction marks, lone surrogates."""


def plain(text: str) -> str:
    """The text with a visible mark for whatever could move the cursor, hide or reorder what follows."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def plain_bytes(raw: bytes) -> bytes:
    """Bytes of any kind as UTF-8 that is fit for a terminal."""
    return plain(raw.decode("utf-8", "replace")).encode()


def escaped(encoded: bytes) -> bytes:
    """JSON that means the same, with an escape for whatever a terminal might obey."""
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded.decode()).encode()
