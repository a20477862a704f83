"""The records as values, made of the values of ``streamproc.article``: the service writes them, subscribers read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from streamproc.article import Entity, EventTag, Note, PipelineInfo, Quote, Zone
from streamproc.article.described import flat, said
from streamproc.article.stories import Because, Happening
from streamproc.errors import Reason
from streamproc.records.facet import Facet


class Revision(NamedTuple):
    """Where the raw message lay that a record was made of: of two in one partition, the one with the larger offset is the later."""

    partition: Annotated[int, said("partition of the raw topic", minimum=0)]
    offset: Annotated[int, said("offset there", minimum=0)]

    def is_before(self, other: Revision) -> bool:
        """Whether this one is certainly older; of two partitions nobody can tell."""
        return self.partition == other.partition and self.offset < other.offset


ArticleId = Annotated[str, said("the raw article's id, also the message's key", minLength=1)]
Url = Annotated[str | None, said("canonical URL, as received", format="uri")]
Source = Annotated[str | None, said("as received")]
PublishedAt = Annotated[datetime | None, said("RFC 3339, with the offset as received")]
HASH = {
    "description": "SHA-256 of title, NUL and text, with every line ending read as a line feed",
    "pattern": "^sha256:[0-9a-f]{64}$",
}
ContentHash = Annotated[str | None, said(only_if_known=True, **HASH)]
LastRevision = Annotated[
    Revision | None,
    said(
        "where the raw message lay that the record was made of: of two revisions of an article in one partition, the one "
        "with the larger offset holds; absent from what `streamproc enrich` writes",
        only_if_known=True,
        is_inline=True,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichedArticle:
    """A message of ``articles.enriched``, and a line of ``streamproc enrich``: everything found in an article, and so all that its latest revision consists of.

    ``text`` only where the service is told to include it. ``withdrawn``: None where it is not. ``revision``: None in what ``streamproc enrich`` writes, and
    in records of older versions.
    """

    article_id: ArticleId
    url: Url
    source: Source
    title: Annotated[str | None, said("headline, as received")]
    language: Annotated[str, said("BCP 47")]
    published_at: PublishedAt
    content_hash: Annotated[str, said(**HASH)]
    author: Annotated[tuple[str, ...], said("as received")]
    tags: Annotated[tuple[str, ...], said("as received")]
    extra: Annotated[Mapping[str, Any], said("the raw article's other fields, as far as they fit")]
    notes: Annotated[
        tuple[Note, ...],
        said(
            "optional fields of the raw article that could not be read and were left out, or were read with doubt; how "
            "much of entities, quotes and events was left out because the records would take more than forty times the message",
            is_inline=True,
        ),
    ] = ()
    pipeline: Annotated[
        PipelineInfo,
        said("What made this record: the same input and pipeline give the same bytes.", is_inline=True),
    ]
    zones: Annotated[tuple[Zone, ...], said("the layout of the text")]
    entities: Annotated[tuple[Entity, ...], said("as in articles.entities, without the repeated fields")]
    quotes: Annotated[tuple[Quote, ...], said("as in articles.quotes, without the repeated fields")]
    events: Annotated[tuple[EventTag, ...], said("as in articles.events, without the repeated fields")]
    text: Annotated[
        str | None, said("the article's text, only where the service is set to include it", only_if_known=True)
    ] = None
    withdrawn: Annotated[
        bool | None,
        said(
            "true where the article was taken down: a message without a value came under its id; nothing else is known of "
            "it then, `language` is `und` and no model has made the record",
            only_if_known=True,
        ),
    ] = None
    revision: LastRevision = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRecord:
    """A message of ``articles.entities``: one entity of an article with all its mentions."""

    article_id: ArticleId
    url: Url
    source: Source
    published_at: PublishedAt
    content_hash: ContentHash = None
    entity: Annotated[Entity, flat()]
    revision: LastRevision = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRecord:
    """A message of ``articles.quotes``: who said what, in whose words."""

    article_id: ArticleId
    url: Url
    source: Source
    published_at: PublishedAt
    content_hash: ContentHash = None
    quote: Annotated[Quote, flat()]
    revision: LastRevision = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """A message of ``articles.events``: what happened, and the sentence that says so."""

    article_id: ArticleId
    url: Url
    source: Source
    published_at: PublishedAt
    content_hash: ContentHash = None
    event: Annotated[EventTag, flat()]
    revision: LastRevision = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRecord:
    """A message of ``articles.copies``: which earlier article this one repeats; of the messages of an article the last one holds."""

    article_id: ArticleId
    copy_of: Annotated[
        str | None,
        said(
            "id of the earliest article that it goes back to, by the times of their messages; null where it repeats none any more"
        ),
    ]
    kind: Annotated[
        Literal["same", "near", "contains"] | None,
        said(
            "what it has in common with `via`: all words in their order, most of the larger one, or most of the smaller one"
        ),
    ]
    overlap: Annotated[
        float | None,
        said(
            "share of four-word sequences, of the larger one, where it is `contains` of the smaller one; estimated, within 0.04 "
            "in two cases of three",
            minimum=0,
            maximum=1,
        ),
    ]
    via: Annotated[
        str | None, said("id of the article that it was compared with: `copy_of`, or one that goes back to that")
    ]
    first_seen: Annotated[datetime | None, said("time of the first message of `copy_of`")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecord:
    """A message of ``articles.stories``: which articles tell of the same happening; of the messages of an article the last one holds."""

    article_id: ArticleId
    story_id: Annotated[
        str | None,
        said(
            "id of the earliest article of the story, by the times of their messages: all its articles have the same, and an "
            "article that no other one is linked with is a story of its own; null where the article was withdrawn"
        ),
    ]
    first_seen: Annotated[datetime | None, said("time of the first message of `story_id`")]
    via: Annotated[
        str | None,
        said(
            "id of the earlier article that it is linked with: `story_id`, or one of the same story; null for the first"
        ),
    ]
    score: Annotated[float | None, said("how much speaks for that link", minimum=0, maximum=1)]
    because: Annotated[tuple[Because, ...], said("what speaks for that link, the weightiest first")]
    happening: Annotated[
        Happening | None,
        said("what the article mainly tells of; null where no event was found in it that has happened"),
    ]


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


ParsedRecord = EnrichedArticle | EntityRecord | QuoteRecord | EventRecord | CopyRecord | StoryRecord

ENRICHED = Facet(
    "enriched",
    EnrichedArticle,
    "Enriched article",
    "article, with everything found in it",
    more="A withdrawn article has a message that says so; where the topic is compacted, one without a value follows it.",
)
PARTS = (
    Facet("entities", EntityRecord, "Entity", "entity", importance="salience"),
    Facet("quotes", QuoteRecord, "Quote", "quotation", importance="confidence"),
    Facet("events", EventRecord, "Event", "event tag", importance="salience"),
)
LINKS = (
    Facet("copies", CopyRecord, "Copy", "article that repeats an earlier one, where `streamproc copies` runs"),
    Facet("stories", StoryRecord, "Story", "article and the story that it is of, where `streamproc stories` runs"),
)
"""What other stages publish of an article, where they run: no part of the enriched one."""
