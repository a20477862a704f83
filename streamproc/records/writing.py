"""Values ─► records: what leaves the service. Plain dictionaries in the contract's field order."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from streamproc.records.parts import JSON, event_value, geo_value, reference_value, spanned, words
from streamproc.records.values import EnrichedArticle, EntityRecord, EventRecord, QuoteRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.article import (
        Article,
        Enrichment,
        Entity,
        PipelineInfo,
        Quote,
    )
    from streamproc.records.values import ParsedRecord


class Record(NamedTuple):
    """A record on its way out: ``facet`` names the topic, ``id`` becomes the CloudEvents id."""

    facet: str
    id: str
    value: JSON


FACETS = ("enriched", "entities", "quotes", "events")
"""Every output topic but the dead letters: the facet's name is the end of the topic's name."""

ORIGIN = ("article_id", "url", "source", "published_at", "content_hash")
"""The fields that every facet repeats, so that a subscriber to one topic needs no join."""

REVISION_BYTES = len(',"revision":{"partition":,"offset":}') + 10 + 19
"""What ``with_revision`` adds at most."""


def records_of(article: Article, enrichment: Enrichment, *, include_text: bool = False) -> Iterator[Record]:
    """Every record of an article in publishing order; with its text in the enriched one if asked.

    The records of the other facets are the parts of the enriched one, with the article's origin before them.
    """
    whole = enriched_article(article, enrichment, include_text=include_text)
    yield Record("enriched", article.id, whole)
    origin = origin_of(whole)
    for facet in FACETS[1:]:
        for part in whole[facet]:
            yield Record(facet, part["id"], origin | part)


def origin_of(whole: JSON) -> JSON:
    """The fields of an enriched article that its parts repeat."""
    return {name: whole[name] for name in ORIGIN}


def enriched_article(article: Article, enrichment: Enrichment, *, include_text: bool = False) -> JSON:
    """The whole article as a record, with its text if asked."""
    return write(
        EnrichedArticle(
            article_id=article.id,
            url=article.url,
            source=article.source,
            published_at=article.published_at,
            title=article.title,
            language=article.language or "en",
            content_hash=content_hash(article),
            author=article.author,
            tags=article.tags,
            extra=article.extra,
            pipeline=enrichment.pipeline,
            zones=enrichment.zones,
            entities=enrichment.entities,
            quotes=enrichment.quotes,
            events=enrichment.events,
            notes=article.notes,
            text=article.text if include_text else None,
        )
    )


def content_hash(article: Article) -> str:
    """Return the same hash for the same title and text, however their lines end."""
    content = f"{article.title or ''}\0{article.text}".replace("\r\n", "\n").replace("\r", "\n")
    return f"sha256:{sha256(content.encode()).hexdigest()}"


def with_revision(value: bytes, partition: int, offset: int) -> bytes:
    """An encoded record with its last field: the place of the raw message, which only the stream knows."""
    return b'%b,"revision":{"partition":%d,"offset":%d}}' % (value[:-1], partition, offset)


def write(record: ParsedRecord) -> JSON:
    """Write a record as the contract has it."""
    revision = {"revision": record.revision._asdict()} if record.revision is not None else {}
    return _content(record) | revision


def _content(record: ParsedRecord) -> JSON:
    origin = {
        "article_id": record.article_id,
        "url": record.url,
        "source": record.source,
    }
    published_at = {"published_at": record.published_at.isoformat() if record.published_at else None}
    if not isinstance(record, EnrichedArticle):
        hashed = {"content_hash": record.content_hash} if record.content_hash is not None else {}
        published_at |= hashed
    match record:
        case EntityRecord():
            return origin | published_at | entity_value(record.entity)
        case QuoteRecord():
            return origin | published_at | quote_value(record.quote)
        case EventRecord():
            return origin | published_at | event_value(record.event)
    content = {
        "title": record.title,
        "language": record.language,
        **published_at,
        "content_hash": record.content_hash,
        "author": list(record.author),
        "tags": list(record.tags),
        "extra": dict(record.extra),
        "notes": [{"field": note.field, "problem": note.problem} for note in record.notes],
        "pipeline": pipeline_value(record.pipeline),
        "zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in record.zones],
        "entities": [entity_value(e) for e in record.entities],
        "quotes": [quote_value(q) for q in record.quotes],
        "events": [event_value(e) for e in record.events],
    }
    return origin | content | ({"text": record.text} if record.text is not None else {})


def pipeline_value(info: PipelineInfo) -> JSON:
    return {
        "streamproc": info.streamproc,
        "model": info.model,
        "model_version": info.model_version,
        "lexicon": info.lexicon,
    }


def entity_value(entity: Entity) -> JSON:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "salience": entity.salience,
        "mentions": [
            {"field": field, "start": start, "end": end, **words(text, plain), "kind": kind}
            for (field, start, end, text, plain), kind in entity.mentions
        ],
        "geo": geo_value(entity.geo),
        "links": dict(entity.links),
    }


def quote_value(quote: Quote) -> JSON:
    return {
        "id": quote.id,
        "type": quote.type,
        "field": quote.span.field,
        **words(quote.span.text, quote.span.plain),
        "start": quote.span.start,
        "end": quote.span.end,
        "segments": [list(segment) for segment in quote.segments],
        "cue": {**spanned(quote.cue), "class": quote.cue_class} if quote.cue else None,
        "speaker": reference_value(quote.speaker),
        "addressee": reference_value(quote.addressee),
        "confidence": quote.confidence,
        "entities": list(quote.entities),
    }
