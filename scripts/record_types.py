"""The JSON Schemas of the records as a list of types: what clients in other languages are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from streamproc.records.facets import SCHEMA_FILES
from streamproc.schema_files import load

JSON = dict[str, Any]

RECORDS = {
    "articles.raw": "RawArticle",
    "articles.enriched": "EnrichedArticle",
    "articles.entities": "EntityRecord",
    "articles.quotes": "QuoteRecord",
    "articles.events": "EventRecord",
    "articles.copies": "CopyRecord",
    "articles.stories": "StoryRecord",
}
"""Topic ─► its record's name, as in Python."""
NAMES = {"date": "DateValue", "event": "EventTag", "notes": "Note", "pipeline": "PipelineInfo"}
"""Objects that are not called as their definition or field: as in Python, where ``Event`` and ``Date`` mean other things, too."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be. ``name``: string, integer, number, boolean, any, list, map, pair, or of another type.

    ``values``: the strings that there are; ``of``: a list's or a map's values; ``either``: one of these.
    """

    name: str
    is_nullable: bool = False
    values: tuple[str, ...] = ()
    of: Kind | None = None
    either: tuple[Kind, ...] = ()

    @property
    def inner(self) -> Kind:
        """What a list's elements are."""
        if self.of is None:
            raise TypeError(f"{self.name} has no elements")
        return self.of


@dataclass(frozen=True, slots=True)
class Member:
    """A field; one that ``is_optional`` may be absent."""

    name: str
    kind: Kind
    is_optional: bool
    description: str


@dataclass(frozen=True, slots=True)
class Type:
    """An object with its fields."""

    name: str
    description: str
    members: tuple[Member, ...]


def types() -> list[Type]:
    """All types, the records first."""
    found: dict[str, Type] = {}
    for topic, name in RECORDS.items():
        schema = load(SCHEMA_FILES[topic])
        _add(found, name, schema)
        for defined, node in schema.get("$defs", {}).items():
            _add(found, _called(defined), node)
    records = [found.pop(name) for name in RECORDS.values()]
    return records + list(found.values())


def _called(name: str) -> str:
    return NAMES.get(name, name.capitalize())


def _add(found: dict[str, Type], name: str, node: JSON) -> None:
    required = node.get("required", ())
    members = tuple(
        Member(field, _kind(found, field, value), field not in required, value.get("description", ""))
        for field, value in node["properties"].items()
    )
    made = Type(name, node.get("description", ""), members)
    if found.setdefault(name, made) != made:
        raise ValueError(f"{name}: two types of this name differ")


def _kind(found: dict[str, Type], field: str, node: JSON) -> Kind:
    if "$ref" in node:
        return Kind(_called(node["$ref"].rpartition("/")[2]))
    if "enum" in node:
        values = tuple(value for value in node["enum"] if value is not None)
        return Kind("string", is_nullable=None in node["enum"], values=values)
    if "anyOf" in node:
        kinds = [_kind(found, field, one) for one in node["anyOf"] if one != {"type": "null"}]
        return _either(kinds, is_nullable=len(kinds) < len(node["anyOf"]))
    names = [node["type"]] if isinstance(node["type"], str) else node["type"]
    kinds = [_of_type(found, field, node, name) for name in names if name != "null"]
    return _either(kinds, is_nullable="null" in names)


def _either(kinds: list[Kind], *, is_nullable: bool) -> Kind:
    is_nullable = is_nullable or any(kind.is_nullable for kind in kinds)
    if len(kinds) == 1:
        [kind] = kinds
        return Kind(kind.name, is_nullable, kind.values, kind.of, kind.either)
    return Kind("either", is_nullable, either=tuple(kinds))


def _of_type(found: dict[str, Type], field: str, node: JSON, name: str) -> Kind:
    if name == "array":
        return Kind("list", of=_kind(found, field, node["items"]))
    if name != "object":
        return Kind(name)
    if "properties" in node:
        _add(found, _called(field), node)
        return Kind(_called(field))
    return Kind("map", of=_kind(found, field, node["additionalProperties"]) if "additionalProperties" in node else None)
