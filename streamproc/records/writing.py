"""Values ─► records: what leaves the service. Plain dictionaries in the contract's field order."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import streamproc
from streamproc.article import PipelineInfo
from streamproc.records.conversion import JSON, writer
from streamproc.records.facets import FACETS, PARTS
from streamproc.records.values import EnrichedArticle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.article import (
        Article,
        Enrichment,
    )
from streamproc.records.values import ParsedRecord


class Record(NamedTuple):
    """A record on its way out: ``facet`` names the topic, ``id`` becomes the CloudEvents id."""

    facet: str
    id: str
    value: JSON


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
            **{facet.name: getattr(enrichment, facet.name) for facet in PARTS},
            notes=article.notes,
            text=article.text if include_text else None,
        )
    )


def withdrawn_article(article_id: str) -> JSON:
    """The record of an article that was taken down: nothing is left of it, and no model has looked at it."""
    nothing: dict[str, Any] = {facet.name: () for facet in PARTS}
    return write(
        EnrichedArticle(
            article_id=article_id,
            url=None,
            source=None,
            published_at=None,
            title=None,
            language="und",
            content_hash=hash_of(""),
            author=(),
            tags=(),
            extra={},
            pipeline=PipelineInfo(streamproc=streamproc.__version__, model="", model_version="", lexicon=""),
            zones=(),
            **nothing,
            withdrawn=True,
        )
    )


def content_hash(article: Article) -> str:
    """Return the same hash for the same title and text, however their lines end."""
    return hash_of(article.text, article.title)


def hash_of(text: str, title: str | None = None) -> str:
    content = f"{title or ''}\0{text}".replace("\r\n", "\n").replace("\r", "\n")
    return f"sha256:{sha256(content.encode()).hexdigest()}"


def with_revision(value: bytes, partition: int, offset: int) -> bytes:
    """An encoded record with its last field: the place of the raw message, which only the stream knows."""
    return b'%b,"revision":{"partition":%d,"offset":%d}}' % (value[:-1], partition, offset)


def write(record: ParsedRecord) -> JSON:
    """Write a record as the contract has it."""
    return writer(type(record))(record)
