"""The columns of the flat tables, and the rows that an enriched record gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = dict[str, Any]

SPAN: dict[str, type] = {"field": str, "start": int, "end": int, "text": str, "plain": str}
GEO: dict[str, type] = {
    "geonames_id": int, "place": str, "country": str, "admin1": str, "lat": float, "lon": float, "geo_confidence": float,
}  # fmt: skip

TABLES: dict[str, dict[str, type]] = {
    "articles": {
        "article_id": str, "url": str, "source": str, "title": str, "language": str, "published_at": str,
        "content_hash": str, "author": str, "tags": str, "notes": str, "streamproc": str, "model": str, "lexicon": str,
        "entities": int, "quotes": int, "events": int,
    },
    "entities": {
        "article_id": str, "entity_id": str, "type": str, "name": str, "aliases": str, "salience": float, "wikidata": str,
        **GEO,
    },
    "mentions": {"article_id": str, "entity_id": str, "kind": str, **SPAN},
    "quotes": {
        "article_id": str, "quote_id": str, "type": str, **SPAN, "cue": str, "speaker": str, "speaker_entity_id": str,
        "addressee": str, "confidence": float,
    },
    "events": {
        "article_id": str, "event_id": str, "type": str, "mode": str, "contexts": str, "scale": float, "negated": bool,
        "hypothetical": bool, "attempted": bool, "future": bool, "historical": bool, "date": str, "date_text": str,
        "place_entity_id": str, "place_name": str, **GEO, "trigger": str, **SPAN, "quote_id": str, "salience": float,
        "confidence": float, "rule": str, "key": str,
    },
    "participants": {
        "article_id": str, "event_id": str, "role": str, "entity_id": str, "name": str, "country": str, "basis": str, **SPAN,
    },
    "counts": {
        "article_id": str, "event_id": str, "kind": str, "value": int, "low": int, "high": int, "unit": str, "scope": str,
        "qualifier": str, **SPAN,
    },
}  # fmt: skip
"""Table ─► its columns and their types. ``start`` and ``end`` are characters of the article's title or text."""

ROLES = {"actors": "actor", "targets": "target", "themes": "theme", "instruments": "instrument"}


def rows_of(record: JSON) -> Iterator[tuple[str, JSON]]:
    """Every row of an enriched record with the name of its table; each has all columns of it."""
    for table, row in _rows(record):
        columns = TABLES[table]
        yield table, {name: row.get(name) for name in columns}


def _rows(record: JSON) -> Iterator[tuple[str, JSON]]:
    of_article = {"article_id": record["article_id"]}
    yield (
        "articles",
        {
            **record,
            **record["pipeline"],
            "author": "; ".join(record["author"]),
            "tags": "; ".join(record["tags"]),
            "notes": "; ".join(f"{note['field']}: {note['problem']}" for note in record.get("notes", ())),
            **{name: len(record[name]) for name in ("entities", "quotes", "events")},
        },
    )
    for entity in record["entities"]:
        key = {**of_article, "entity_id": entity["id"]}
        more = {"aliases": "; ".join(entity["aliases"]), "wikidata": entity["links"].get("wikidata")}
        yield "entities", {**entity, **key, **more, **_geo(entity["geo"])}
        yield from (("mentions", {**mention, **key}) for mention in entity["mentions"])
    for quote in record["quotes"]:
        yield "quotes", {**quote, **of_article, "quote_id": quote["id"], **_speakers(quote)}
    for event in record["events"]:
        yield from _event_rows(event, {**of_article, "event_id": event["id"]})


def _speakers(quote: JSON) -> JSON:
    speaker, addressee = quote["speaker"] or {}, quote["addressee"] or {}
    return {
        "cue": (quote["cue"] or {}).get("text"),
        "speaker": speaker.get("name") or speaker.get("plain") or speaker.get("text"),
        "speaker_entity_id": speaker.get("entity_id"),
        "addressee": addressee.get("name") or addressee.get("text"),
    }


def _event_rows(event: JSON, key: JSON) -> Iterator[tuple[str, JSON]]:
    place, date = event["place"] or {}, event["date"] or {}
    evidence = event["evidence"][0] if event["evidence"] else {}
    yield (
        "events",
        {
            **event,
            **{name: evidence.get(name) for name in SPAN},
            **key,
            **_geo(place.get("geo")),
            "contexts": "; ".join(event["contexts"]),
            "date": date.get("value"),
            "date_text": date.get("text"),
            "place_entity_id": place.get("entity_id"),
            "place_name": place.get("name"),
            "trigger": (evidence.get("trigger") or {}).get("text"),
            "quote_id": event["attributed_to"],
        },
    )
    for several, role in ROLES.items():
        for participant in event.get(several, ()):
            yield "participants", {**participant, **key, "role": role}
    yield from (("counts", {**count, **key}) for count in event["counts"])


def _geo(geo: JSON | None) -> JSON:
    if not geo:
        return dict.fromkeys(GEO)
    return {**{name: geo.get(name) for name in GEO}, "place": geo["name"], "geo_confidence": geo["confidence"]}
