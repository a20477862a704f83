"""The records as values, made of the values of ``streamproc.article``: the service writes them, subscribers read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from streamproc.article import Entity, EventTag, Note, PipelineInfo, Quote, Zone
from streamproc.errors import Reason


class Revision(NamedTuple):
    """Where the raw message lay that a record was made of: of two in one partition, the one with the larger offset is the later."""

    partition: int
    offset: int

    def is_before(self, other: Revision) -> bool:
        """Whether this one is certainly older; of two partitions nobody can tell."""
        return self.partition == other.partition and self.offset < other.offset


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichedArticle:
    """A message of ``articles.enriched``. ``text`` only where the service is told to include it.

    Its entities, quotes and events are all that the article now consists of.
    ``revision``: None in what ``streamproc enrich`` writes, and in records of older versions.
    """

    article_id: str
    url: str | None
    source: str | None
    title: str | None
    language: str
    published_at: datetime | None
    content_hash: str
    author: tuple[str, ...]
    tags: tuple[str, ...]
    extra: Mapping[str, Any]
    pipeline: PipelineInfo
    zones: tuple[Zone, ...]
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
    events: tuple[EventTag, ...]
    notes: tuple[Note, ...] = ()
    text: str | None = None
    revision: Revision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRecord:
    """A message of ``articles.entities``."""

    article_id: str
    url: str | None
    source: str | None
    published_at: datetime | None
    entity: Entity
    content_hash: str | None = None
    revision: Revision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRecord:
    """A message of ``articles.quotes``."""

    article_id: str
    url: str | None
    source: str | None
    published_at: datetime | None
    quote: Quote
    content_hash: str | None = None
    revision: Revision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """A message of ``articles.events``."""

    article_id: str
    url: str | None
    source: str | None
    published_at: datetime | None
    event: EventTag
    content_hash: str | None = None
    revision: Revision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message of ``articles.raw.dlq``: the original value, why it was refused, and where it stood.

    The value is None where it was too large to be kept. ``attempt`` says how often it was sent again.
    """

    value: bytes | None
    reason: Reason
    message: str
    stage: str
    exception: str
    topic: str
    partition: int
    offset: int
    attempt: int = 0


ParsedRecord = EnrichedArticle | EntityRecord | QuoteRecord | EventRecord
