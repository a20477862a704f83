"""Deterministic ids: the same article, kind, position and content give the same id, on every machine."""

from __future__ import annotations

from hashlib import blake2b


def derive_id(article_id: str, kind: str, *parts: object) -> str:
    """Return ``<kind>_<16 hex digits>`` from BLAKE2b over the parts.

    Entities pass no position, so that their ids survive a revision of the article that only moves them.
    """
    digest = blake2b("\x1f".join([article_id, kind, *map(str, parts)]).encode("utf-8", "surrogatepass"), digest_size=8)
    return f"{kind}_{digest.hexdigest()}"
