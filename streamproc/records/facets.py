"""The output topics but the dead letters: one line each, of which schemas, readers and writers are made."""

from __future__ import annotations

from typing import Any, NamedTuple

from streamproc.records.values import CopyRecord, EnrichedArticle, EntityRecord, EventRecord, QuoteRecord, StoryRecord


class Facet(NamedTuple):
    """What is published under ``articles.<name>``; ``name`` is also the enriched article's field with such parts.

    ``importance``: the part's field that says which of several are kept where not all of them fit.
    """

    name: str
    record: type[Any]
    title: str
    importance: str = ""

    @property
    def topic(self) -> str:
        return f"articles.{self.name}"

    @property
    def schema_file(self) -> str:
        return f"{self.title.lower().replace(' ', '_')}.v1.schema.json"

    @property
    def avro_file(self) -> str:
        """In the folder ``avro`` beside it."""
        return f"{self.title.lower().replace(' ', '_')}.v1.avsc"


ENRICHED = Facet("enriched", EnrichedArticle, "Enriched article")
PARTS = (
    Facet("entities", EntityRecord, "Entity", importance="salience"),
    Facet("quotes", QuoteRecord, "Quote", importance="confidence"),
    Facet("events", EventRecord, "Event", importance="salience"),
)

LINKS = (Facet("copies", CopyRecord, "Copy"), Facet("stories", StoryRecord, "Story"))
"""What other stages publish of an article, where they run: no part of the enriched one."""

FACETS = tuple(facet.name for facet in (ENRICHED, *PARTS))
"""Their names, in publishing order."""

SCHEMA_FILES: dict[str, str] = {
    "articles.raw": "raw_article.v1.schema.json",
    **{facet.topic: facet.schema_file for facet in (ENRICHED, *PARTS, *LINKS)},
    "articles.raw.dlq": "dead_letter_headers.v1.schema.json",
}
"""Topic ─► the schema of its values; of the dead letters' headers, as their values may be anything."""

AVRO_FILES: dict[str, str] = {facet.name: facet.avro_file for facet in (ENRICHED, *PARTS, *LINKS)}
"""Facet ─► its Avro schema, in the folder ``avro``."""
