"""Deterministic ids: the same article, kind and content give the same id, on every machine and in every revision."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.article import DateValue, Evidence, Geo, Place, Reference, TextSpan

BETWEEN = "\x1f"
"""Stands between the parts of what is hashed."""
LONGEST_NAME = 200
"""Characters of a name in a key."""
_KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "people"}
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


def entity_key(kind: str, name: str, geo: Geo | None, wikidata: str | None) -> str:
    """What an entity is called in all articles: its id in Wikidata, a place's in GeoNames, else kind, name and country.

    ``kind``: its type; ``name``: folded. The country is that of the place an organisation or a people is named after;
    a person's is not known. Of namesakes it is the same: a candidate for joining, no identity, unless it is an id.
    """
    if wikidata is not None:
        return wikidata
    told = _KINDS.get(kind, "other")
    if told == "place" and geo is not None and geo.geonames_id is not None:
        return f"geonames:{geo.geonames_id}"
    country = f":{geo.country}" if geo is not None and geo.country is not None and told != "person" else ""
    return f"{told}:{name[:LONGEST_NAME]}{country}"


def said_by(span: TextSpan, speaker: Reference | None) -> str:
    """What a quotation's id is made of: its words and its speaker's, as they stand there.

    No position, and not the speaker's full name: either may change with a paragraph elsewhere.
    """
    return BETWEEN.join((span.field, unspaced(span), unspaced(speaker.span) if speaker is not None else ""))


def shown_by(kind: str, evidence: Evidence) -> str:
    """What an event's id is made of: its type and its first evidence, wherever that stands."""
    return BETWEEN.join((kind, evidence.span.field, unspaced(evidence.span), unspaced(evidence.trigger)))


def unspaced(span: TextSpan) -> str:
    """The words of a span, however they are set."""
    return " ".join(span.words.split())
