"""A message of ``articles.enriched`` ─► the rows of an article. What would break a table is mended, never refused."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from streamproc.store.column_types import KEY_LENGTH
from streamproc.store.event_rows import JSON, count_rows, event_row, participant_rows, place_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
"""An entity's type ─► what a reader calls it; others are ``other``."""
INDEXED, NAMES_INDEXED = 100_000, 20_000
"""Characters of an article, and of its names, whose words can be searched: PostgreSQL's ``tsvector`` holds a megabyte."""


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An article's row, those that hang on it by table (without its number), and the words to be found."""

    article: JSON
    parts: dict[str, list[JSON]]
    words: tuple[str, str, str]


def read_record(value: bytes) -> JSON:
    """The JSON of a message, with U+FFFD for each U+0000, which PostgreSQL can't hold; offsets stay.

    Raises:
        ValueError: this is no JSON.
    """
    record: Any = orjson.loads(value)
    return without_nul(record) if b"\\u0000" in value else record  # type: ignore[no-any-return]


def rows_of(record: JSON, *, arrived_at: datetime, revision: tuple[int, int]) -> ArticleRows:
    """The rows of an enriched article; ``revision``: partition and offset of its raw message.

    Raises:
        KeyError, TypeError, ValueError: this is no enriched article.
    """
    text = record.pop("text", None)
    published_at = utc(datetime.fromisoformat(record["published_at"])) if record["published_at"] else None
    appeared_at = published_at or arrived_at
    keys: dict[str, str] = {}
    parts: dict[str, list[JSON]] = {
        "documents": [{"record": orjson.dumps(record).decode(), "text": text}],
        "entities": list(entity_rows(record["entities"], keys)),
        "quotes": [],
        "quote_entities": [],
        "events": [],
        "participants": [],
        "counts": [],
    }
    for quote in first_of_each(record["quotes"]):
        parts["quotes"].append(quote_row(quote, keys))
        about = dict.fromkeys(one for one in quote.get("entities", ()) if one in keys)
        parts["quote_entities"] += ({"quote_id": quote["id"], "entity_id": one} for one in about)
    quote_ids = {quote["quote_id"] for quote in parts["quotes"]}
    for event in first_of_each(record["events"]):
        parts["events"].append(event_row(event, keys, quote_ids))
        parts["participants"] += participant_rows(event, keys)
        parts["counts"] += count_rows(event)
    article = {
        "article_id": record["article_id"],
        "url": record["url"],
        "source": record["source"],
        "outlet": key(record["source"] or ""),
        "title": record["title"],
        "language": record["language"],
        "published_at": published_at,
        "appeared_at": appeared_at,
        "day": appeared_at.date(),
        "content_hash": record["content_hash"][:KEY_LENGTH],
        "author": "; ".join(record["author"]),
        "tags": "; ".join(record["tags"]),
        "notes": "; ".join(f"{note['field']}: {note['problem']}" for note in record.get("notes", ())),
        **{facet: len(parts[facet]) for facet in ("entities", "quotes", "events")},
        **{name: record["pipeline"][name] for name in ("streamproc", "model", "lexicon")},
        "revision_partition": revision[0],
        "revision_offset": revision[1],
    }
    return ArticleRows(article, parts, words_of(record, text))


def words_of(record: JSON, text: str | None) -> tuple[str, str, str]:
    """Title, names, and the text, or where the records have none, what they repeat of it."""
    names = (name for entity in record["entities"] for name in (entity["name"], *entity["aliases"]))
    repeated = (part["text"] for part in (*record["quotes"], *(e for ev in record["events"] for e in ev["evidence"])))
    body = text if text is not None else "\n".join(dict.fromkeys(repeated))
    return record["title"] or "", "\n".join(dict.fromkeys(names))[:NAMES_INDEXED], body[:INDEXED]


def entity_rows(entities: Iterable[JSON], keys: dict[str, str]) -> Iterator[JSON]:
    """Rows, and in ``keys`` the key of each entity by its id."""
    for entity in first_of_each(entities):
        kind = KINDS.get(entity["type"], "other")
        name_key = key(entity["name"])
        keys[entity["id"]] = entity_key(entity, kind, name_key)
        yield {
            "entity_id": entity["id"],
            "kind": kind,
            "type": entity["type"],
            "name": entity["name"],
            "name_key": name_key,
            "entity_key": keys[entity["id"]],
            "aliases": "; ".join(entity["aliases"]),
            "salience": entity["salience"],
            "mentions": len(entity["mentions"]),
            "wikidata": entity["links"].get("wikidata"),
            **place_values(entity["geo"]),
        }


def entity_key(entity: JSON, kind: str, name_key: str) -> str:
    """What is the same in all articles: the id in Wikidata or GeoNames where there is one, else kind and name."""
    if written := entity.get("entity_key"):
        return str(written)[:KEY_LENGTH]
    geo = entity["geo"] or {}
    if wikidata := entity["links"].get("wikidata"):
        return str(wikidata)[:KEY_LENGTH]
    if kind == "place" and geo.get("geonames_id"):
        return f"geonames:{geo['geonames_id']}"
    return f"{kind}:{name_key}"[:KEY_LENGTH]


def quote_row(quote: JSON, keys: dict[str, str]) -> JSON:
    speaker, addressee, cue = quote["speaker"] or {}, quote["addressee"] or {}, quote["cue"] or {}
    name = speaker.get("name") or speaker.get("plain") or speaker.get("text")
    known = speaker.get("entity_id") in keys
    return {
        "quote_id": quote["id"],
        "type": quote["type"],
        "field": quote["field"],
        "text": quote.get("plain") or quote["text"],
        "start_offset": quote["start"],
        "end_offset": quote["end"],
        "cue": cue.get("text"),
        "cue_class": cue.get("class"),
        "speaker": name,
        "speaker_entity_id": speaker["entity_id"] if known else None,
        "speaker_key": keys[speaker["entity_id"]] if known else (f"words:{key(name)}"[:KEY_LENGTH] if name else None),
        "addressee": addressee.get("name") or addressee.get("text"),
        "confidence": quote["confidence"],
    }


def first_of_each(parts: Iterable[JSON]) -> Iterator[JSON]:
    """The parts without those whose id was there already."""
    seen: set[str] = set()
    for part in parts:
        if part["id"] not in seen:
            seen.add(part["id"])
            yield part


def key(name: str) -> str:
    """A name as it is looked up: without case and accents, bounded."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())[:KEY_LENGTH]


def utc(moment: datetime) -> datetime:
    """The moment in UTC; at the calendar's ends, where there is no such moment, the same date and time."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def without_nul(value: Any) -> Any:
    """The value with U+FFFD for each U+0000, which PostgreSQL can't hold; as many characters as before."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, list):
        return [without_nul(item) for item in value]
    if isinstance(value, dict):
        return {name.replace("\0", "\ufffd"): without_nul(item) for name, item in value.items()}
    return value
