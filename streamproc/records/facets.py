"""The output topics but the dead letters, as the records declare them, and the schemas of their values."""

from __future__ import annotations

from streamproc.records.facet import Facet
from streamproc.records.values import ENRICHED, LINKS, PARTS

__all__ = ["AVRO_FILES", "ENRICHED", "FACETS", "LINKS", "PARTS", "SCHEMA_FILES", "Facet"]

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
