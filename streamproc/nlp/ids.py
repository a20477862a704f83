"""Deterministic ids: the same article, kind, position and content give the same id, on every machine."""

from __future__ import annotations

from hashlib import blake2b

BETWEEN = "\x1f"
"""Stands between the parts of what is hashed."""


def derive_id(article_id: str, kind: str, content: str) -> str:
    """Return ``<kind>_<16 hex digits>`` from BLAKE2b over the three; ``content`` is one part or several, joined.

    Entities have no position in theirs, so that their ids survive a revision of the article that only moves them.
    """
    hashed = f"{article_id}{BETWEEN}{kind}{BETWEEN}{content}".encode("utf-8", "surrogatepass")
    return f"{kind}_{blake2b(hashed, digest_size=8).hexdigest()}"
