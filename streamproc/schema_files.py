"""Where the JSON Schemas are, and which topic has which."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

JSON = dict[str, Any]

FILES: dict[str, str] = {
    "articles.raw": "raw_article.v1.schema.json",
    "articles.enriched": "enriched_article.v1.schema.json",
    "articles.entities": "entity.v1.schema.json",
    "articles.quotes": "quote.v1.schema.json",
    "articles.events": "event.v1.schema.json",
    "articles.raw.dlq": "dead_letter_headers.v1.schema.json",
}
"""Topic ─► the schema of its values; of the dead letters' headers, as their values may be anything."""

HEADERS = "record_headers.v1.schema.json"
"""The schema of every output record's headers."""


def directory() -> Path:
    """The folder with the schemas: inside the installed package, or at the root of a checkout."""
    package = Path(__file__).parent
    inside = package / "json_schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


def load(file: str, folder: Path | None = None) -> JSON:
    schema: JSON = json.loads(((folder or directory()) / file).read_text("utf-8"))
    return schema
