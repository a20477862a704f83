"""Deterministic ids: the same article, kind and content give the same id, on every machine and in every revision."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.article import DateValue, Place

BETWEEN = "\x1f"
"""Stands between the parts of what is hashed."""
_DAY = len("2026-01-31")


def derive_id(article_id: str, kind: str, content: str) -> str:
    """Return ``<kind>_<16 hex digits>`` from BLAKE2b over the three; ``content`` is one part or several, joined.

    There is no position in it, so that ids survive a revision of the article that only moves what they name.
    """
    hashed = f"{article_id}{BETWEEN}{kind}{BETWEEN}{content}".encode("utf-8", "surrogatepass")
    return f"{kind}_{blake2b(hashed, digest_size=8).hexdigest()}"


def event_key(kind: str, date: DateValue | None, place: Place | None, actors: Sequence[str | None]) -> str | None:
    """What events of different articles have in common when they may be one: type, day, place and actors.

    A candidate for joining, no identity. None when too little is known: no day, or neither a place nor an actor.
    """
    day = date.value if date is not None else None
    known = sorted(name for name in actors if name)
    where = ""
    if place is not None:
        where = str(place.geo.geonames_id or "") if place.geo is not None else place.name.casefold()
    if day is None or len(day) < _DAY or not (where or known):
        return None
    content = BETWEEN.join((kind, day[:_DAY], where, *known)).encode("utf-8", "surrogatepass")
    return f"key_{blake2b(content, digest_size=8).hexdigest()}"
