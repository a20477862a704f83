"""Where the JSON Schemas are."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

JSON = dict[str, Any]

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


def closed_schema(schema: JSON) -> JSON:
    """A copy that allows no other fields than those it describes."""
    schema = copy.deepcopy(schema)
    nodes: list[Any] = [schema]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            if node.get("type") == "object" and "properties" in node:
                node.setdefault("additionalProperties", False)
            nodes.extend(node.values())
        elif isinstance(node, list):
            nodes.extend(node)
    return schema
