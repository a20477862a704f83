"""What a list shows of an article: its events in plain words, and what somebody who was asked for says in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from streamproc.records import InvalidRecord, parse_enriched
from streamproc.render.event_sentences import sentences
from streamproc.store.rows import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.article import Entity, Reference
    from streamproc.records import EnrichedArticle
    from streamproc.store.filters import Filters

JSON = dict[str, Any]
SENTENCES = 2
"""Events told in a list of articles."""
QUOTATIONS = 3
"""What somebody says of one article in a list."""


def parsed(record: Any) -> EnrichedArticle | None:
    """The article of a stored record; None where it can't be read any more."""
    try:
        return parse_enriched(record.encode() if isinstance(record, str) else orjson.dumps(record))
    except InvalidRecord:
        return None


def told(article: EnrichedArticle | None) -> list[JSON]:
    """The events of an article in plain words, the most salient first."""
    if article is None:
        return []
    return [{"event_id": event.id, "sentence": words} for event, words in sentences(article)]


def in_a_list(record: Any, filters: Filters) -> JSON:
    """``told``: a few events, first those that were asked for; ``said``: what the speaker says who was asked for."""
    article = parsed(record)
    events = told(article)
    if article is not None and filters.event:
        kind, _, mode = filters.event.partition("/")
        wanted = {one.id for one in article.events if one.type == kind and mode in ("", one.mode)}
        events.sort(key=lambda event: event["event_id"] not in wanted)
    said = list(said_by(article, filters.speaker))[:QUOTATIONS] if article is not None and filters.speaker else []
    return {"told": events[:SENTENCES], "said": said}


def said_by(article: EnrichedArticle, speaker: str) -> Iterator[str]:
    """The quotations of somebody who goes by this name, or has this key."""
    entities = {entity.id: entity for entity in article.entities}
    name = key(speaker)
    for quote in article.quotes:
        if quote.speaker and is_meant(quote.speaker, entities.get(quote.speaker.entity_id or ""), speaker, name):
            yield quote.span.words


def is_meant(found: Reference, entity: Entity | None, speaker: str, name: str) -> bool:
    if entity is not None and (entity.entity_key == speaker or key(entity.name) == name):
        return True
    return name in (key(found.name or ""), key(found.span.words))
